#!/bin/sh
# Every call of the system that sync makes failed in the program itself, with each error, once and from then on.
BUILD=$(cd "$1" && pwd)
export BUILD
SHARE=1 exec sh "$(dirname "$0")/../script/calls.sh"
