#!/bin/sh
# Every allocation failed once and for good; SHARE: one of how many is tried.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
. "$ROOT/tests/prove/world.sh"
. "$ROOT/tests/net.sh"
. "$ROOT/tests/prove/stories.sh"
every_story alloc "${SHARE:-29}" 05
