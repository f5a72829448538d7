#!/bin/sh
# Power cuts in every command that changes the state folder, from recorded runs (tests/crash). RANDOM:
# crash states by chance at each operation; SHARE: one of how many is tried.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
. "$ROOT/tests/prove/world.sh"
cd "$work" || exit 1
export ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=0" # it does not work under strace
if ! strace -o trace -e trace=none true 2>strace.err; then
    ok "skip: strace is not installed, or not allowed here"
    finish
fi
random=${RANDOM_STATES:-4}
share=${SHARE:-$((10 * slow))}
check "three releases" make_world
cp -a s2 damaged
printf x | dd of=damaged/generations/2/decisions.db bs=1 seek=9000 conv=notrunc 2>dd.err
cp -a damaged fallen
"$sync" --state fallen check >fallen.out 2>&1
cp -a s2 cut
truncate -s 5000 cut/generations/2/decisions.db

# record NAME STATE-BEFORE COMMAND…: the run and the folder before and after it.
record() {
    mkdir -p "$1/before" "$1/box" "$1/work"
    [ "$2" = none ] || cp -a "$2" "$1/before/state"
    [ "$2" = none ] || cp -a "$2" "$1/box/state"
    run=$1
    shift 2
    strace -f -y -xx -s 10000000 -e trace=%file,%desc -o "$run/trace" \
        "$sync" --state "$work/$run/box/state" --trust keys/trust "$@" >"$run/out" 2>"$run/err" &&
        cp -a "$run/box" "$run/after"
}
# replay NAME OLD NEW [OPTION]
replay() {
    "$BUILD/crash" "$1/trace" "$work/$1/box" "$1/before" "$1/after" "$1/work" "$2" "$3" \
        "$random" "$share" keys/trust r3 "$d3" ${4:-} >replay.out 2>&1
}
# cuts NAME STATE-BEFORE OLD NEW COMMAND…
cuts() {
    what=$1
    before=$2
    old=$3
    new=$4
    shift 4
    check "$what: recorded" record "$what" "$before" "$@"
    replay "$what" "$old" "$new"
    code=$?
    same "$what: $(tail -n 1 replay.out)" "$code $(grep -v states, replay.out)" "0 "
    tried=$(sed -n 's/.* \([0-9]*\) states.*/\1/p' replay.out)
    states=$((states + ${tried:-0}))
}
states=0
cuts first none none "$d1" update r1
cuts update s1 "$d1" "$d2" update r2
cuts collect s2 "$d2" "$d3" update r3
cuts back s2 "$d2" "$d1" back
cuts check damaged "$d1" "$d1" check
cuts repair fallen "$d1" "$d2" update r2
cuts in-place cut "$d1" "$d2" update r2
ok "$states crash states in all"

# The teeth: without the syncs of the same record, the harness must find what is lost. The data of
# an unsynced file goes before its name does, so that one of few states is enough.
share=1
random=1
replay update "$d1" "$d2" --no-fsync
code=$?
same "with fsync taken out it turns red: $(tail -n 1 replay.out)" "$code" 1
finish
