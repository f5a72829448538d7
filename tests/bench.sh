#!/bin/sh
# make bench: what the path costs at 10,000 decisions, in one run. Absolute times differ from machine to
# machine; the ratios beside them are what to compare.
BUILD=$(cd "$1" && pwd)
ROOT=$(cd "$(dirname "$0")/.." && pwd)
. "$ROOT/tests/lib.sh"
set -e
count=10000
now() {
    date +%s%N
}
took() { # name start
    awk -v name="$1" -v ns=$(($(now) - $2)) 'BEGIN { printf "%-46s %9.1f ms\n", name, ns / 1e6 }'
}

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
start=$(now)
echo quit | "$kiosk" --state "$work/state" --headless 1920x1080 --drive - 2>/dev/null
took "start to first frame and end, headless" "$start"
"$kiosk" --state "$work/state" --headless 1920x1080 --drive - <<E
drag 900 900 900 300 200
advance 1000
frames $work/warm.json
drag 900 900 900 300 200
advance 1000
frames $work/frames.json
E
grep -oE '[0-9]+\.[0-9]+' "$work/frames.json" | awk '
    { value[NR] = $1 }
    END {
        copy = value[NR]
        for (i = 1; i < NR; i++) for (j = i + 1; j < NR; j++) if (value[j] < value[i]) { t = value[i]; value[i] = value[j]; value[j] = t }
        median = value[int(NR / 2)]
        printf "%-46s %9.1f ms, %.1f times one copy of the framebuffer (%.2f ms)\n", "a scrolling frame, 1920x1080, median", median, median / copy, copy
    }'
for part in "$ROOT"/tests/bench/*.sh; do
    sh "$part" "$BUILD"
done
