#!/bin/sh
# make bench: figures in one table, ours beside a peer's where there is one, and in build/bench.json. Absolute
# times differ from machine to machine; the ratios, taken in one run, are what to compare.
BUILD=$(cd "$1" && pwd)
ROOT=$(cd "$(dirname "$0")/.." && pwd)
. "$ROOT/tests/bench_lib.sh"
rm -rf "$BUILD/bench" "$BUILD/bench.rows"
count=10000
took() { # name start
    figure "$1" "$(awk -v ns=$(($(now) - $2)) 'BEGIN { printf "%.1f", ns / 1e6 }')" ms - - -
}

figure_head "the way of $count decisions"
"$samples" $count "$work/documents" --seed 3 >/dev/null
start=$(now)
"$publish" import --library "$work/library.db" "$work/documents" >/dev/null 2>&1
took "import of $count documents" "$start"
"$publish" keygen --out "$work/keys" --no-passphrase --municipality "Bench" >/dev/null
start=$(now)
"$publish" release --library "$work/library.db" --key "$work/keys/publish.key" --out "$work/release" >/dev/null
took "release" "$start"
start=$(now)
"$sync" --state "$work/state" --trust "$work/keys/trust" update "$work/release" >/dev/null
took "update" "$start"
for part in "$ROOT"/tests/bench/*.sh; do
    sh "$part" "$BUILD"
done
awk 'BEGIN { print "[" } { print (NR > 1 ? ",\n" : "") "  " $0 } END { print "]" }' "$BUILD/bench.rows" | sed '/^$/d' >"$BUILD/bench.json"
misses=$(grep -c '"holds": false' "$BUILD/bench.rows" || true)
echo "written to $BUILD/bench.json; $misses of the bars are missed"
