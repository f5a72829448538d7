#!/bin/sh
# Every allocation failed once and for good; SHARE: one of how many is tried.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
. "$ROOT/tests/prove/world.sh"
cd "$work" || exit 1
if [ ! -x "$BUILD/alloc" ]; then
    ok "skip: the sanitizers have an allocator of their own"
    finish
fi
check "three releases" make_world
mkdir poor
"$BUILD/alloc" poor keys/trust "${SHARE:-29}" s0 s1 s2 r1 r2 "$d1" "$d2" >alloc.out 2>&1
code=$?
same "out of memory: $(tail -n 1 alloc.out)" "$code $(grep '^#' alloc.out | grep -v 'allocations$')" "0 "
finish
