#!/bin/sh
# fuzz.sh BUILD SECONDS TARGET…: libFuzzer from the corpus in tests/fuzz on. What it finds anew stays
# in BUILD/fuzz; an input that breaks something is named, and belongs into the corpus with the fix.
set -u
build=$(cd "$1" && pwd)
seconds=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
failed=0
cd "$build/fuzz" || exit 1
for name in "$@"; do
    mkdir -p "found-$name"
    if ./fuzz_"$name" -max_total_time="$seconds" -max_len=20000 -rss_limit_mb=1024 -timeout=10 \
        -print_final_stats=1 -artifact_prefix="broken-$name-" "found-$name" "$here/fuzz/corpus/$name" >"log-$name" 2>&1; then
        echo "ok - fuzz $name: $(sed -n 's/^stat::number_of_executed_units: */runs /p' "log-$name"), $(grep -o 'cov: [0-9]*' "log-$name" | tail -n 1)"
    else
        echo "not ok - fuzz $name"
        tail -n 25 "log-$name" | sed 's/^/# /'
        failed=1
    fi
done
exit $failed
