#!/bin/sh
# What a delta costs beside the snapshot, at 10,000 decisions and 35 new ones: bytes, and the time of a
# whole update with every check (median of 7, taken in turn so that all meet the same machine).
BUILD=$(cd "$1" && pwd)
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/bench_lib.sh"
cd "$work"
count=10000
new=35
rounds=7
"$samples" $((count + new)) documents --seed 3 >log
mkdir new
find documents -type f | sort | tail -n $new | while read -r file; do mv "$file" new/; done
"$publish" keygen --out keys --no-passphrase --municipality "Bench" >log
"$publish" import --library lib.db documents >log 2>&1
"$publish" release --library lib.db --key keys/publish.key --out r >log
"$sync" --state base --trust keys/trust update r >log
"$publish" import --library lib.db new >log 2>&1
"$publish" release --library lib.db --key keys/publish.key --out r >log
cp -r r without
rm without/delta-*

bytes=$(wc -c <r/delta-1-2.zst)
texts=$(cat new/* | zstd -q -19 | wc -c)
figure_head "an update at $count decisions"
figure "delta of $new, beside its texts with zstd -19" "$bytes" B "$texts" "$(ratio "$bytes" "$texts")" 1.3

# update DIR: its time goes to standard output. The state before it is on the disk.
update() {
    rm -rf state
    cp -r base state
    sync
    start=$(now)
    "$sync" --state state --trust keys/trust update "$1" >log
    echo $(($(now) - start))
}
# the same work with the tools that everybody has
tools() {
    rm -f plain.db copy.db
    sync
    start=$(now)
    zstd -q -d without/snapshot-2.db.zst -o plain.db
    cp plain.db copy.db
    sync copy.db
    sqlite3 copy.db 'PRAGMA integrity_check' >log
    echo $(($(now) - start))
}
i=0
while [ "$i" -lt "$rounds" ]; do
    i=$((i + 1))
    update r >>delta.ns
    update without >>snapshot.ns
    tools >>tools.ns
done
ms() { # file
    median "$1" | awk '{ printf "%.1f", $1 / 1e6 }'
}
delta=$(ms delta.ns)
snapshot=$(ms snapshot.ns)
tools=$(ms tools.ns)
figure "by snapshot, beside zstd, cp, sync, sqlite3" "$snapshot" ms "$tools" "$(ratio "$snapshot" "$tools")" 1.5
figure "by delta, beside the snapshot" "$delta" ms "$snapshot" "$(ratio "$delta" "$snapshot")" 0.75
