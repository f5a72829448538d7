#!/bin/sh
# Intake: texts and web pages a second of CPU; PDFs beside pdftotext alone, run on the same files by as many
# processes as there are processors; 10,000 documents beside the same rows put into the same tables by sqlite3.
# CPU is user and system time of the whole, children too: what a busy machine does not change much.
BUILD=$(cd "${1:-$BUILD}" && pwd)
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/bench_lib.sh"
count=10000
pdfs=300
rounds=5
make -s -C "$ROOT" BUILD="$BUILD" "$BUILD/pdf-maker" "$BUILD/sample-maker"

# cpu FILE COMMAND…: adds "seconds-of-CPU seconds" of the command, with its children, to the file.
cpu() {
    log=$1
    shift
    start=$(now)
    sh -c '"$@" >/dev/null 2>&1; times' sh "$@" >"$work/times"
    wall=$(($(now) - start))
    tail -n 1 "$work/times" | tr 'ms' '  ' |
        awk -v wall=$wall '{ printf "%.3f %.3f\n", $1 * 60 + $2 + $3 * 60 + $4, wall / 1e9 }' >>"$log"
}
middle() { # file column
    cut -d ' ' -f "$2" "$1" >"$work/column"
    median "$work/column"
}
# beside NAME LIMIT: $work/ours and $work/peer, by CPU and by the clock.
beside() {
    for column in 1 2; do
        ours=$(middle "$work/ours" $column)
        peer=$(middle "$work/peer" $column)
        figure "$1: $([ $column -eq 1 ] && echo CPU || echo time)" "$ours" s "$peer" "$(ratio "$ours" "$peer")" "$2"
    done
}
page() { # text: the same as a web page
    printf '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Karar</title></head><body>\n'
    sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/^/<p>/' -e 's/$/<\/p>/' "$1"
    printf '</body></html>\n'
}

figure_head "intake"
"$samples" $count "$work/texts" --seed 11 >/dev/null
mkdir "$work/pages" "$work/some"
for text in $(ls "$work/texts" | head -n 1000); do
    page "$work/texts/$text" >"$work/pages/${text%.txt}.html"
done
a_second() { # name folder documents: none of which may be refused, or it is no measure
    : >"$work/cpu"
    if ! "$publish" import --dry-run --library "$work/none.db" "$2" 2>&1 | grep -q ' 0 refused'; then
        figure "$1 (they are refused)" 0 "/s CPU" 2000 2 1
        return
    fi
    for round in 1 2 3; do
        cpu "$work/cpu" "$publish" import --dry-run --library "$work/none.db" "$2"
    done
    figure "$1" "$(middle "$work/cpu" 1 | awk -v n="$3" '{ printf "%.0f", n / ($1 + 0.001) }')" "/s CPU" 2000 \
        "$(middle "$work/cpu" 1 | awk -v n="$3" '{ printf "%.4f", 2000 * $1 / n }')" 1
}
a_second "texts a second of CPU" "$work/texts" $count
a_second "web pages a second of CPU" "$work/pages" 1000

# shellcheck disable=SC2046
(cd "$work/texts" && "$BUILD/pdf-maker" "$work/pdfs" $(ls | head -n $pdfs))
cat >"$work/peer.sh" <<'X'
ls "$1"/*.pdf | xargs -P "$(nproc)" -n 1 pdftotext -layout
X
: >"$work/ours"
: >"$work/peer"
for round in $(seq $rounds); do
    cpu "$work/ours" "$publish" import --dry-run --library "$work/none.db" "$work/pdfs"
    cpu "$work/peer" sh "$work/peer.sh" "$work/pdfs"
    rm -f "$work"/pdfs/*.txt
done
beside "$pdfs PDFs beside pdftotext" 1.1

# The same rows into the same tables and indexes in one transaction, as safely; `indexed` with the search index that
# they will have: what an import that makes one will stand beside.
"$publish" import --library "$work/library.db" "$work/texts" >/dev/null 2>&1
sqlite3 "$work/library.db" .dump | sed '1i PRAGMA synchronous = EXTRA;' >"$work/rows.sql"
sed '$d' "$work/rows.sql" >"$work/indexed.sql"
cat >>"$work/indexed.sql" <<'X'
CREATE VIRTUAL TABLE search USING fts5(subject, body, content='', detail=none, prefix='1 2 3 4 5 6 7 8',
                                       tokenize='unicode61');
INSERT INTO search (rowid, subject, body) SELECT id, subject, body FROM decision;
COMMIT;
X
cat >"$work/peer.sh" <<'X'
rm -f "$1.db"
sqlite3 "$1.db" <"$1.sql"
X
: >"$work/ours"
: >"$work/rows"
: >"$work/indexed"
for round in $(seq $rounds); do
    rm -f "$work/library.db"
    cpu "$work/ours" "$publish" import --library "$work/library.db" "$work/texts"
    cpu "$work/rows" sh "$work/peer.sh" "$work/rows"
    cpu "$work/indexed" sh "$work/peer.sh" "$work/indexed"
done
[ "$(sqlite3 "$work/rows.db" 'SELECT count(*) FROM decision')" -eq $count ]
[ "$(sqlite3 "$work/indexed.db" 'SELECT count(*) FROM search_docsize')" -eq $count ]
cp "$work/rows" "$work/peer"
beside "$count documents imported, beside the same rows" 3
cp "$work/indexed" "$work/peer"
beside "the same, beside those rows with a search index" -
