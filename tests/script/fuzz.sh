#!/bin/sh
# The corpora of the fuzz targets, as a regression test.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
for source in "$ROOT"/tests/fuzz/fuzz_*.c; do
    target=$(basename "$source" .c)
    target=${target#fuzz_}
    "$BUILD/fuzz/feed_$target" "$ROOT/tests/fuzz/corpus/$target"/* >"$work/fed" 2>&1
    code=$?
    same "corpus: $target: $(tail -n 1 "$work/fed")" "$code" 0
done
finish
