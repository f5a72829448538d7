#!/bin/sh
# The display beside Chromium in kiosk mode: start to text on the glass, memory, and what it costs when nobody
# touches it. Both under one Xvfb, in turn, seen from outside (tests/glass.c); a static page with the newest
# 500 decisions against a generation of 10,000.
BUILD=$(cd "$1" && pwd)
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/bench_lib.sh"
rounds=7
idle_s=10
sh "$ROOT/deploy/deps.sh" chromium xvfb libx11-dev
glass=$BUILD/glass
${CC:-cc} -std=c11 -D_GNU_SOURCE -O2 -o "$glass" "$ROOT/tests/glass.c" -lX11
state=$(bench_set 10000)/state

page=$work/page.html
{
    printf '<!doctype html><html lang="tr"><meta charset="utf-8"><title>Meclis</title>\n'
    printf '<style>body{background:#f7f4ec;color:#17212b;font:22px sans-serif;margin:2em}article{border-bottom:1px solid #d9d3c4;padding:1em}h2{margin:0;color:#0b4f6c}</style>\n'
    sqlite3 "$state"/generations/*/decisions.db "SELECT printf('<article><h2>%d</h2><p>%s</p><p>%s</p></article>',
        number, replace(replace(subject, '&', '&amp;'), '<', '&lt;'), coalesce(department, ''))
        FROM decision WHERE retracted = 0 ORDER BY date DESC, number DESC LIMIT 500"
} >"$page"

display=:$((90 + $$ % 400))
Xvfb "$display" -screen 0 1920x1080x24 -nolisten tcp >/dev/null 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
DISPLAY=$display
export DISPLAY
for _ in 1 2 3 4 5 6 7 8 9 10; do
    [ -e "/tmp/.X11-unix/X${display#:}" ] && break
    sleep 0.2
done

ours() { # idle seconds
    "$glass" 500 100 800 500 "$1" "$kiosk" --state "$state" --window 1920x1080
}
browser() { # idle seconds
    rm -rf "$work/profile"
    "$glass" 500 100 800 500 "$1" chromium --kiosk --no-sandbox --no-first-run --noerrdialogs \
        --password-store=basic --user-data-dir="$work/profile" --window-size=1920,1080 "file://$page" 2>"$work/chromium.log"
}
ours 0 >/dev/null # both once unmeasured: the files are in memory then
browser 0 >/dev/null
i=0
while [ "$i" -lt "$rounds" ]; do
    i=$((i + 1))
    ours 0 >>"$work/ours"
    browser 0 >>"$work/browser"
done
column() { # file number
    awk -v n="$2" '{ print $n }' "$work/$1" >"$work/column"
    median "$work/column"
}
against() { # name column unit limit
    a=$(column ours "$2")
    b=$(column browser "$2")
    figure "$1" "$a" "$3" "$b" "$(ratio "$a" "$b")" "$4"
}
figure_head "beside Chromium $(chromium --version 2>/dev/null | awk '{ print $2 }')"
against "start to text on the glass, wall" 1 ms 0.1667
against "start to text on the glass, CPU" 2 ms 0.0667
against "memory on the first screen (PSS)" 3 KiB -

# A visit to every screen, in a window, then its memory beside the browser's.
mkfifo "$work/visit"
"$glass" 500 100 800 500 0 "$kiosk" --state "$state" --window 1920x1080 --drive "$work/visit" >"$work/visited" &
visitor=$!
exec 3>"$work/visit"
cat "$ROOT/tests/bench/everything.txt" >&3
wait "$visitor"
exec 3>&-
a=$(awk '{ print $3 }' "$work/visited")
b=$(column browser 3)
figure "memory after a visit to every screen (PSS)" "$a" KiB "$b" "$(ratio "$a" "$b")" 0.1

ours $idle_s >"$work/ours"
browser $idle_s >"$work/browser"
figure "idle, wakeups" "$(column ours 4)" /s "$(column browser 4)" "$(column ours 4)" 2
figure "idle, CPU" "$(column ours 5)" ms/s "$(column browser 5)" - -
figure "idle, bytes written" "$(column ours 6)" B/s "$(column browser 6)" "$(column ours 6)" 0
