#!/bin/sh
# kill -9, 10,000 rounds.
BUILD=$(cd "$1" && pwd)
export BUILD
ROUNDS=10000 SEED=$(date +%s) exec sh "$(dirname "$0")/../script/kill.sh"
