#!/bin/sh
# Every call of the system failed once and for good, by the program's own libc; SHARE: one of how
# many is tried.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
. "$ROOT/tests/prove/world.sh"
. "$ROOT/tests/net.sh"
. "$ROOT/tests/prove/stories.sh"
every_story calls "${SHARE:-13}" 035
