#!/bin/sh
# Every fsync, write, rename, open, mkdir and unlink of every command failed once, for good, or deadly.
BUILD=$(cd "$1" && pwd)
export BUILD
SPECS=all STEP=1 exec sh "$(dirname "$0")/../script/sync_faults.sh"
