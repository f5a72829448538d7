#!/bin/sh
# Every bit and every length of a small real release; SHARES says into how many parts the cases are
# divided (1: all of them, what soak does).
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
. "$ROOT/tests/prove/world.sh"
cd "$work" || exit 1
check "three releases" make_world
shares=${SHARES:-$((120 * slow))}
flips() { # name, state before
    mkdir "w$2" "v$2"
    if [ "$shares" -eq 1 ]; then # all, in two halves at a time
        "$BUILD/flips" "$2" keys/trust r2 "$d2" "v$2" 1/2 >"half$2" 2>&1 &
        half=$!
        "$BUILD/flips" "$2" keys/trust r2 "$d2" "w$2" 0/2 >flips.out 2>&1
        first=$?
        wait "$half" && [ "$first" -eq 0 ]
        code=$?
        cat "half$2" >>flips.out
    else
        "$BUILD/flips" "$2" keys/trust r2 "$d2" "w$2" "$(($(date +%j | sed 's/^0*//') % shares))/$shares" >flips.out 2>&1
        code=$?
    fi
    cases=$(grep cases: flips.out | tr '\n' ' ')
    same "$1: ${cases:-no cases}" "$code $(grep '^#' flips.out)" "0 "
}
flips "onto the set before" s1
flips "onto nothing" s0
finish
