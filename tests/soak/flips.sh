#!/bin/sh
# Exhaustive: every single-bit flip and every truncation of every file of a small real release.
BUILD=$(cd "$1" && pwd)
export BUILD
SHARES=1 exec sh "$(dirname "$0")/../script/flips.sh"
