#!/bin/sh
# Power cuts: at least 20,000 crash states.
BUILD=$(cd "$1" && pwd)
export BUILD
RANDOM_STATES=60 SHARE=1 exec sh "$(dirname "$0")/../script/crash.sh"
