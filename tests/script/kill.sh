#!/bin/sh
# kill -9 at random moments; ROUNDS of them, SEED says which.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
. "$ROOT/tests/prove/world.sh"
cd "$work" || exit 1
export GCOV_PREFIX="$work/gcov" # a process that is killed while it counts spoils the counters
check "three releases" make_world
mkdir killed
"$BUILD/killer" killed keys/trust "${ROUNDS:-$((1000 / slow))}" "${SEED:-1}" s0 s1 s2 r1 r2 r3 "$d1" "$d2" "$d3" >kill.out 2>&1
code=$?
same "kill -9: $(tail -n 1 kill.out)" "$code $(grep '^#' kill.out)" "0 "
finish
