#!/bin/sh
# 1,000 random files, signed and verified by us and by minisign, both ways.
BUILD=$(cd "$1" && pwd)
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
. "$ROOT/tests/minisign_files.sh"
cd "$work" || exit 1
both_ways 1000
encrypted_key
encrypted_key_on
finish
