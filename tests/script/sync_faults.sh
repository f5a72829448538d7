#!/bin/sh
# A run in which the Nth call of its kind fails, or that call and all later ones, or after which the
# process is dead: it shows the old set or the new one, the new one if it said so, both sound, and
# the next update succeeds. STEP: every which N is tried; SPECS=all: every kind of call and command.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
. "$ROOT/tests/prove/world.sh"
cd "$work" || exit 1
export GCOV_PREFIX="$work/gcov" # a process that is killed while it counts spoils the counters
export ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=0" # it does not work under strace
if ! strace -o trace -e trace=none true 2>strace.err; then
    ok "skip: strace is not installed, or not allowed here"
    finish
fi
step=${STEP:-$((2 + slow / 5))}
check "three releases" make_world
cp -a s2 damaged
printf x | dd of=damaged/generations/2/decisions.db bs=1 seek=9000 conv=notrunc 2>dd.err

run_sync() { "$sync" --state state --trust keys/trust "$@"; }
# after_fault CODE OLD NEW: prints what is wrong with the state folder, nothing where all is well.
after_fault() {
    case $1 in 0 | 3 | 5 | 137) ;; *) echo "exit $1 $(head -c 200 said.err)" ;; esac
    run_sync check >check.out 2>&1 || [ "$2" = none ] || echo "check: $(cat check.out)"
    shown=$(cat state/current 2>/dev/null || echo none)
    case $shown in "$3") ;; "$2") [ "$1" -ne 0 ] || echo "success reported, $shown shown" ;; *) echo "shows $shown" ;; esac
    run_sync update r3 >again.out 2>&1 || echo "next update: $(cat again.out)"
    [ "$(cat state/current)" = 3 ] || echo "the next update did not arrive"
}
# How many calls of that kind the loader makes before the program itself begins: those are not ours.
calls_before() { # call
    awk -v call="$1(" '!/execve\(/ && /\(.*"state/ { print n + 0; exit } index($0, call) { n++ }' whole.trace
}
# fault CALL:WHAT WHEN-ENDING BEFORE OLD NEW COMMAND…: for every STEPth N until it is called no more.
fault() {
    spec=$1
    onward=$2
    before=$3
    old=$4
    new=$5
    shift 5
    rm -rf state
    cp -a $before state
    strace -f -o whole.trace "$sync" --state state --trust keys/trust "$@" >said.out 2>said.err
    count=$(calls_before "${spec%%:*}")
    first=$((count + 1))
    calls=$(grep -c "${spec%%:*}(" whole.trace)
    wrong=
    tried=0
    count=$((first + ${first_step:-0} % step))
    while [ "$count" -le "$calls" ]; do
        rm -rf state
        cp -a $before state
        strace -f -o trace -e trace="${spec%%:*}" -e inject="$spec:when=$count$onward" \
            "$sync" --state state --trust keys/trust "$@" >said.out 2>said.err
        code=$?
        # two threads may make the last of the calls or spare it
        grep -q -e INJECTED -e 'killed by' trace || [ "$count" -ge $((calls - 2)) ] || wrong="$wrong $count: not injected"
        said=$(after_fault "$code" "$old" "$new")
        [ -z "$said" ] || wrong="$wrong $count: $said"
        tried=$((tried + 1))
        count=$((count + step))
    done
    [ "$calls" -ge "$first" ] || wrong= # this command makes no such call
    same "$1 $before, $spec$onward: $tried of $((calls - first + 1))" "$wrong" ""
    total=$((total + tried))
}
total=0
if [ "${SPECS:-}" = all ]; then
    for call in fsync fdatasync write pwrite64 rename openat mkdir unlink rmdir read lseek newfstatat flock close; do
        for what in error=EIO error=ENOSPC signal=KILL; do
            for onward in "" +; do
                [ "$what$onward" != signal=KILL+ ] || continue
                fault $call:$what "$onward" s1 1 2 update r2
                fault $call:$what "$onward" s2 2 3 update r3
                fault $call:$what "$onward" s0 none 1 update r1
                fault $call:$what "$onward" s2 2 1 back
                fault $call:$what "$onward" damaged 1 1 check
            done
        done
    done
else
    for spec in fsync:error=EIO rename:error=EIO write:error=ENOSPC mkdir:error=ENOSPC openat:error=EIO \
        unlink:error=EIO fsync:signal=KILL rename:signal=KILL write:signal=KILL; do
        first_step=$((${first_step:-0} + 1))
        fault $spec "" s1 1 2 update r2
    done
    fault write:error=ENOSPC + s1 1 2 update r2
    fault read:error=EIO + s2 2 1 back
fi
check "$total faults" test "$total" -ge 10
finish
