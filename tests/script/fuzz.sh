#!/bin/sh
# The corpora of the fuzz targets, as a regression test.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
for target in "$BUILD"/fuzz/feed_*; do
    case $target in *.d) continue ;; esac
    name=${target##*/feed_}
    check "corpus: $name has files" test -n "$(ls "$ROOT/tests/fuzz/corpus/$name")"
    "$target" "$ROOT/tests/fuzz/corpus/$name"/* >"$work/fed" 2>&1
    code=$?
    same "corpus: $name: $(tail -n 1 "$work/fed")" "$code" 0
done
finish
