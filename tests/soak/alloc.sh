#!/bin/sh
# Every allocation of update, check, back and status failed once, and from then on.
BUILD=$(cd "$1" && pwd)
export BUILD
SHARE=1 exec sh "$(dirname "$0")/../script/alloc.sh"
