#!/bin/sh
# The long run of the network: cuts at every 64 bytes, kills at random moments, every call failed once.
BUILD=$(cd "${1:-$BUILD}" && pwd)
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib.sh"
export MECLIS_CLOCK=2015-07-23T05:15:00Z
cd "$work" || exit 1
. "$ROOT/tests/net.sh"
make_releases 60 || not_ok "two releases" "$(tail -n 1 log)"
snapshot=$(stat -c %s new/snapshot-2.db.zst)
again() {
    rm -rf state
    cp -a base state
}

for scenario in cut-dead cut-dead-other; do
    wrong=
    count=0
    at=1
    while [ "$at" -lt "$snapshot" ]; do
        again
        serve new "$scenario=$at" snapshot
        fetch_all update
        fetch_all update || wrong="$wrong $at: $(cat err);"
        stop_server
        [ "$(cat state/current)" = 2 ] || wrong="$wrong $at: not shown;"
        at=$((at + 64))
        count=$((count + 1))
    done
    same "soak: $scenario at $count places of $snapshot bytes" "$wrong" ""
done

# whole NAME: old or new, sound, and the next run arrives.
whole() {
    shown=$(cat state/current)
    "$sync" --state state check >check.out 2>&1 || echo "$1: check: $(cat check.out);"
    [ "$(cat state/current)" = "$shown" ] || echo "$1: check fell back;"
    fetch_all update || echo "$1: next run: $(cat err);"
    [ "$(cat state/current)" = 2 ] || echo "$1: the next run did not arrive;"
}

wrong=
rounds=400
reached=0
serve_again() { # a server lives a minute
    stop_server
    serve new plain
}
for round in $(seq $rounds); do
    [ $((round % 50)) -ne 1 ] || serve_again
    again
    "$sync" --state state --trust keys/trust --config net.ini update "http://127.0.0.1:$port/" >out 2>err &
    victim=$!
    sleep "0.0$(awk -v r="$round" 'BEGIN { srand(r); printf "%03d", rand() * 600 }')"
    kill -KILL $victim 2>/dev/null
    wait $victim 2>/dev/null
    [ "$(cat state/current)" = 2 ] && reached=$((reached + 1))
    wrong=$wrong$(whole "round $round")
done
stop_server
same "soak: killed in $rounds updates over http ($reached had arrived)" "$wrong" ""

if ! strace -o trace -e trace=none true 2>strace.err; then
    ok "skip: strace is not allowed here"
    finish
fi
for spec in fsync:error=EIO rename:error=EIO write:error=ENOSPC mkdir:error=ENOSPC openat:error=EIO ftruncate:error=EIO \
    connect:error=ENETUNREACH recvfrom:error=ECONNRESET sendto:error=EPIPE socket:error=EMFILE \
    fsync:signal=KILL rename:signal=KILL write:signal=KILL; do
    number=0
    wrong=
    while [ $number -lt 400 ]; do
        number=$((number + 1))
        again
        serve new plain
        strace -f -o trace -e trace="${spec%%:*}" -e inject="$spec:when=$number" "$sync" --state state \
            --trust keys/trust --config net.ini update "http://127.0.0.1:$port/" >out 2>err
        code=$?
        [ $code -ne 0 ] || [ "$(cat state/current)" = 2 ] || wrong="$wrong $number: success reported, not shown;"
        case $code in 0 | 3 | 4 | 5 | 137) ;; *) wrong="$wrong $number: exit $code: $(cat err);" ;; esac
        wrong=$wrong$(whole "$number")
        stop_server
        grep -q -e INJECTED -e 'killed by' trace || break
    done
    [ $number -gt 1 ] || wrong="$wrong nothing was injected"
    same "soak: $spec, each of $((number - 1)), over http" "$wrong" ""
done
finish
