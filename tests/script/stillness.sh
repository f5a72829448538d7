#!/bin/sh
# The kiosk left alone: how often it wakes, what it writes, what wakes it, and how it ends. On SDL's dummy driver, which does
# not sleep by itself (the way of the bare console: one poll), and on X11, which does.
. "$ROOT/tests/lib.sh"
idle_s=10

make_state "$work/set" 20 || {
    not_ok "stillness: a state to show" "$(tail -n 3 "$work/set/import.log" | tr '\n' ' ')"
    finish
}
state=$work/set/state
# What X's own libraries keep to the end is not ours.
ASAN_OPTIONS=detect_leaks=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}
export ASAN_OPTIONS

server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 3>"$work/display" >/dev/null 2>&1 &
server=$!
tries=0
while [ ! -s "$work/display" ] && [ $tries -lt 100 ]; do
    tries=$((tries + 1))
    sleep 0.1
done
DISPLAY=:$(cat "$work/display")
export DISPLAY

switches() { # pid: how often all its threads have gone to sleep
    cat /proc/"$1"/task/*/status | awk '/^voluntary_ctxt_switches/ { sum += $2 } END { print sum + 0 }'
}
written() { # pid: bytes handed to write() of any kind, frames to the X server among them
    awk '/^(wchar|write_bytes):/ { sum += $2 } END { print sum + 0 }' /proc/"$1"/io
}
start() { # name options…: in the background, signals as a terminal would have them; its pid is in $pid
    name=$1
    shift
    env --default-signal=INT,TERM,HUP "$kiosk" --state "$state" "$@" >"$work/$name.out" 2>"$work/$name.err" &
    pid=$!
}
settled() { # pid: it has opened its set, drawn it, and sleeps
    tries=0
    before=-1
    while [ $tries -lt 60 ]; do
        tries=$((tries + 1))
        sleep 0.5
        now=$(awk '{ print $14 + $15 }' /proc/"$1"/stat 2>/dev/null) || return
        [ "$now" = "$before" ] && ls -l /proc/"$1"/fd | grep -q 'decisions.db$' && return
        before=$now
    done
}
within() { # name number limit
    if [ "$2" -le "$3" ]; then ok "$1"; else not_ok "$1" "$2, more than $3"; fi
}
ended() { # name pid code: it ends at once, with that code
    tries=0
    while [ -e "/proc/$2/fd/0" ] && [ $tries -lt 20 ]; do
        tries=$((tries + 1))
        sleep 0.1
    done
    within "$1: at once" "$tries" 15
    [ "$tries" -lt 20 ] || kill -9 "$2"
    wait "$2"
    same "$1: exit code" "$?" "$3"
}

# ---- nobody touches it ----
start poll --headless 1280x800
poll=$pid
start x11 --window 1280x800
x11=$pid
settled "$poll"
settled "$x11"
for way in poll x11; do
    eval "pid=\$$way"
    switches "$pid" >"$work/$way.switches"
    written "$pid" >"$work/$way.written"
done
minute=$(date +%M)
sleep $idle_s
for way in poll x11; do
    eval "pid=\$$way"
    woken=$(($(switches "$pid") - $(cat "$work/$way.switches")))
    bytes=$(($(written "$pid") - $(cat "$work/$way.written")))
    echo "# $way: $woken wakeups and $bytes bytes written in $idle_s s"
    within "$way: at most two wakeups a second" $woken $((2 * idle_s))
    # On X11 a frame is a request to the server: none, but the one of the clock's new minute.
    if [ "$minute" = "$(date +%M)" ]; then limit=0; else limit=4096; fi
    [ $way = x11 ] || limit=0
    within "$way: nothing is drawn and nothing written" "$bytes" $limit
done

# ---- what wakes it ----
for way in poll x11; do
    eval "pid=\$$way"
    switches "$pid" >"$work/$way.switches"
    written "$pid" >"$work/$way.written"
done
touch "$state/status.json"
sleep 0.3
for way in poll x11; do
    eval "pid=\$$way"
    if [ "$(switches "$pid")" -gt "$(cat "$work/$way.switches")" ]; then ok "$way: a touched status.json wakes it"; else
        not_ok "$way: a touched status.json wakes it" "it slept on"
    fi
done
mkdir "$work/new"
sed -e 's/:255/:256/' "$ROOT/db/samples/karar-2015-255.txt" >"$work/new/karar-256.txt"
MECLIS_CLOCK=2015-07-24T05:15:00Z
check "wake: a further decision" "$publish" import --library "$work/set/library.db" "$work/new"
check "wake: a further release" "$publish" release --library "$work/set/library.db" \
    --key "$work/set/keys/publish.key" --out "$work/set/release"
check "wake: it is taken over" "$sync" --state "$state" --trust "$work/set/keys/trust" update "$work/set/release"
sleep 1
for way in poll x11; do
    eval "pid=\$$way"
    says "$way: the new set is shown" "$(ls -l /proc/"$pid"/fd)" "generations/$(cat "$state/current")/"
done
if [ "$(written "$x11")" -gt "$(cat "$work/x11.written")" ]; then ok "x11: a frame would have been seen"; else
    not_ok "x11: a frame would have been seen" "the new set wrote nothing to the server"
fi

# ---- how it ends ----
kill -TERM "$poll"
kill -TERM "$x11"
ended "poll: SIGTERM in its sleep" "$poll" 0
ended "x11: SIGTERM in its sleep" "$x11" 0
for way in poll x11; do
    if [ $way = poll ]; then start int --headless 640x480; else start int --window 640x480; fi
    settled "$pid"
    kill -INT "$pid"
    ended "$way: SIGINT" "$pid" 0
    same "$way: it says nothing of it" "$(cat "$work/int.err")" ""
done
mkfifo "$work/commands"
start script --headless 640x480 --drive "$work/commands"
exec 3>"$work/commands"
settled "$pid"
kill -TERM "$pid"
ended "script: SIGTERM ends it as any program" "$pid" 143
exec 3>&-

start vanish --window 1280x800
settled "$pid"
kill "$server"
wait "$server" 2>/dev/null
server=
ended "a display that vanishes" "$pid" 3
same "a display that vanishes: one line says so" "$(cat "$work/vanish.err")" \
    "meclis-kiosk: the display has gone; start again when it is back"
for folder in "" "$work"; do # without XDG_RUNTIME_DIR the Wayland library would add a line of its own
    unset XDG_RUNTIME_DIR
    [ -z "$folder" ] || export XDG_RUNTIME_DIR="$folder"
    for way in "" "--window 640x480"; do
        exits "no display: exit code" 3 timeout 20 "$kiosk" --state "$state" $way
        same "no display: one line says so" "$(printf '%s\n' "$errors" | wc -l)" 1
        says "no display: what to do" "$errors" "--headless"
    done
done
finish
