#!/bin/sh
# What import says of its documents, the same decision in two texts, and corrections that stay.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
export MECLIS_CLOCK=2015-07-23T05:15:00Z
cd "$work" || exit 1
seed=$ROOT/db/samples/karar-2015-255.txt
import() { "$publish" import --library lib.db "$@"; }
last() { printf '%s\n' "$out" | tail -n 1; }
sum() { cksum <"$1"; }
shown() { "$publish" show --library lib.db 2015/255 --json; }
digest_of() { # LIBRARY
    rm -rf out && "$publish" release --library "$1" --key keys/publish.key --out out | sed 's/.*digest \([0-9A-F ]*\),.*/\1/'
}
"$publish" keygen --out keys --no-passphrase --municipality Muğla >log 2>&1

# ---- a line a document ----
mkdir docs
sed 's/:255/:256/' "$seed" >docs/b.txt
cp "$seed" docs/a.txt
: >docs/empty.txt
exits "a folder" 4 import docs
same "a line for each, the summary last" "$(printf '%s\n' "$out" | cut -c1-41)" \
    "2015/255    2015-07-09  imported   docs/a
2015/256    2015-07-09  imported   docs/b
2 imported, 0 unchanged, 0 replaced, 1 re"
says "the refused one's is on stderr" "$errors" "docs/empty.txt: an empty file, there is no text in it"
exits "quietly" 0 import --quiet docs/a.txt docs/b.txt
same "only the summary" "$out" "0 imported, 2 unchanged, 0 replaced, 0 refused"
cp docs/a.txt "$(printf 'docs/\033[31m\nx.txt')"
rm docs/empty.txt
exits "a name with control characters" 0 import docs
same "stays one line" "$(printf '%s\n' "$out" | wc -l | tr -d ' ')" 4
same "without them" "$(printf '%s' "$out$errors" | grep -c "$(printf '\033')")" 0
rm docs/*x.txt

# ---- a dry run ----
before=$(sum lib.db)
sed 's/:255/:257/' "$seed" >docs/c.txt
exits "a dry run" 0 import --dry-run --report dry.json docs
same "says what it would do" "$(last)" "1 imported, 2 unchanged, 0 replaced, 0 refused (a dry run, nothing was changed)"
same "and leaves the library byte for byte" "$(sum lib.db)" "$before"
same "with nothing beside it" "$(ls lib.db*)" "lib.db"
says "its report is a whole one" "$(cat dry.json)" '"status": "imported"'
rm docs/c.txt

# ---- the report ----
exits "a report" 0 import --report report.json docs
for member in file status format encoding part number year date reason needs_look warnings fields \
    mends removed duplicates personal; do
    same "has $member for each" "$(grep -c "^    \"$member\": " report.json)" 2
done
for field in number date subject outcome votes department file_number sitting citations districts; do
    same "has the field $field" "$(grep -c "^      \"$field\": {" report.json)" 2
done
same "and says how sure it is of each" "$(grep -cE '^        "sure": "(certain|likely|guessed|absent)"' report.json)" 20
says "with its value" "$(grep -A1 '^      "date": {' report.json)" '"value": "2015-07-09"'
same "no document, no object" "$(mkdir -p none && import --report none.json none >log 2>&1; cat none.json)" "[]"
: >empty.txt
exits "a refused one" 4 import --report refused.json empty.txt
says "is in it" "$(cat refused.json)" '"status": "refused"'
says "with its reason" "$(grep -A2 needs_look refused.json)" "there is no text in it"

# ---- where the report may not go ----
cp docs/a.txt a-before
for target in docs/a.txt ./docs/../docs/a.txt lib.db lib.db-journal; do
    exits "a report to $target" 2 import --report "$target" docs
    says "is refused" "$errors" "--report $target: that is"
done
check "the document is as it was" cmp docs/a.txt a-before
same "and nothing was left beside it" "$(ls docs lib.db*)" "$(printf 'lib.db\n\ndocs:\na.txt\nb.txt')"
exits "a report in the folder" 0 import --report docs/rapor.json docs
exits "once more" 0 import --report docs/rapor.json docs
same "is no document" "$(last)" "0 imported, 2 unchanged, 0 replaced, 0 refused"
echo left >docs/rapor.json.part
exits "after a run that was cut off" 0 import --report docs/rapor.json docs
check "its beginning is gone" test ! -e docs/rapor.json.part
rm docs/rapor.json

# ---- names and texts made to write on a terminal ----
mkdir names
for name in "$(printf 'a\nb\033[31m')" "$(printf 'c\377\376')" "$(printf 'd\302\233m')" "$(printf 'e\342\200\256')" "$(printf 'f\r')" \
    "$(printf 'g%.0s' $(seq 250))"; do
    n=$((${n:-300} + 1))
    sed "s/:255/:$n/; s/Belediye/$(printf '\033[2J\302\2331m')&/" "$seed" >"names/$name.txt"
done
: >"$(printf 'names/h\033[31m\302\233.txt')"
exits "such a folder" 4 import --report names.json names
same "gives a line each" "$(printf '%s\n' "$out" | wc -l | tr -d ' ')" 7
clean() { # TEXT: no control character is in it, of one byte or of two, nor one that turns a line round
    printf '%s' "$1" | LC_ALL=C tr -d '\n' | LC_ALL=C grep -cE "$(printf '[\001-\037\177]|\302[\200-\237]|\342\200[\250-\256]')"
}
same "without control characters" "$(clean "$out$errors")" 0
same "nor in what is shown" "$(clean "$("$publish" list --library lib.db; "$publish" show --library lib.db 2015/301)")" 0
same "the report is whole" "$(sqlite3 :memory: "SELECT json_array_length(CAST(readfile('names.json') AS TEXT))")" 7
exits "nor in what is set" 2 "$publish" set --library lib.db 2015/301 "subject=$(printf 'a\302\2331m')"
exits "in a list" 2 "$publish" set --library lib.db 2015/301 "districts=[\"$(printf 'a\342\200\256')\"]"
exits "nor in a reason" 2 "$publish" retract --library lib.db 2015/301 --reason "$(printf 'a\302\2331m')"
rm -r names lib.db
import docs >log 2>&1

# ---- two texts of one decision, in any order ----
mkdir one two
head -c 3000 "$seed" >cut.txt
printf '\nKararın devamı için tıklayınız.\n' >>cut.txt
cp cut.txt one/1-cut.txt && cp "$seed" one/2-full.txt
cp cut.txt two/2-cut.txt && cp "$seed" two/1-full.txt
exits "the cut page first" 0 "$publish" import --library one.db --report one.json one
says "the full text takes its place" "$(last)" "1 imported, 0 unchanged, 1 replaced"
says "the other is named" "$(grep -A4 '"duplicates": \[$' one.json)" '"with": "one/1-cut.txt"'
says "and which was kept" "$(grep -A4 '"duplicates": \[$' one.json)" '"kept": "one/2-full.txt"'
exits "the full text first" 0 "$publish" import --library two.db --report two.json two
says "it stays" "$(last)" "1 imported, 1 unchanged, 0 replaced"
says "that is named too" "$(grep -A4 '"duplicates": \[$' two.json)" '"kept": "two/1-full.txt"'
one=$(digest_of one.db)
check "there is a digest" test -n "$one"
same "both orders give the same set" "$(digest_of two.db)" "$one"
exits "nobody has seen the cut page" 0 "$publish" show --library one.db 2015/255 --json
says "so it left no revision" "$out" '"revision": 1'
before=$(sum one.db)
exits "the folder again" 0 "$publish" import --library one.db one
same "changes nothing" "$(last)" "0 imported, 2 unchanged, 0 replaced, 0 refused"
same "not a byte" "$(sum one.db)" "$before"
exits "--replace of the folder" 0 "$publish" import --library one.db --replace one
exits "has the full text all the same" 0 "$publish" show --library one.db 2015/255 --json
says "not the page" "$out" '"truncated": false'
# a page that breaks off, however long, gives way to one that does not
mkdir three
{ cat "$seed" && yes 'Boş söz dolgu.' | head -n 40 && echo 'Kararın devamı için tıklayınız.'; } >three/1-long.txt
cp "$seed" three/2-full.txt
exits "a long page that breaks off" 0 "$publish" import --library three.db three
exits "gives way" 0 "$publish" show --library three.db 2015/255 --json
says "to the whole text" "$out" '"source": "2-full.txt"'
# the same where an earlier run knew the page: one revision, whatever the order
{ cat "$seed" && echo 'Bir söz daha.'; } >fuller.txt
for order in "$seed fuller.txt" "fuller.txt $seed"; do
    rm -f old.db
    "$publish" import --library old.db cut.txt >log 2>&1
    # shellcheck disable=SC2086
    "$publish" import --library old.db $order >log 2>&1
    digest_of old.db
    "$publish" show --library old.db 2015/255 --json | grep -E '"(revision|source)"'
done >orders
same "after an earlier run too" "$(head -n 3 orders)" "$(tail -n 3 orders)"
says "it is the second revision" "$(cat orders)" '"revision": 2'
says "of the fullest text" "$(cat orders)" '"source": "fuller.txt"'
# blanks are no text
mkdir four
sed 's/ /          /g' "$seed" >four/1-wide.txt
cp "$seed" four/2-full.txt
exits "two that are equally full" 0 "$publish" import --library four.db four
exits "the first stays" 0 "$publish" show --library four.db 2015/255 --json
says "whatever its blanks" "$out" '"source": "1-wide.txt"'
# two different texts under one number
mkdir five
cp "$seed" five/1.txt
printf 'Karar No :255\nKarar Tarihi :09/07/2015\nKONUSU: Bambaşka\nTümüyle ayrı sözler.\nKabulüne OYBİRLİĞİ İLE KARAR VERİLDİ.\n' >five/2.txt
for flag in "" --replace; do
    rm -f five.db
    # shellcheck disable=SC2086
    exits "two decisions with one number $flag" 4 "$publish" import --library five.db $flag five
    says "both are named" "$errors" "five/2.txt: decision 2015/255 is in the library already with another text, from five/1.txt"
done

# ---- corrections ----
rm -f lib.db
import cut.txt >log 2>&1
exits "a correction" 0 "$publish" set --library lib.db 2015/255 outcome=majority "sitting=Temmuz toplantısı" \
    'annexes=[{"kind": "annex", "address": "https://example.org/255.pdf"}]'
says "is made" "$out" "corrected, revision 2"
exits "the unchanged source" 0 import cut.txt
same "changes nothing" "$(last)" "0 imported, 1 unchanged, 0 replaced, 0 refused"
exits "a fuller text" 0 import "$seed"
same "takes the page's place" "$(last)" "0 imported, 0 unchanged, 1 replaced, 0 refused"
says "and it is said what was kept" "$errors" "kept as corrected by hand: annexes, outcome, sitting"
says "the outcome" "$(shown)" '"outcome": "majority"'
says "the sitting" "$(shown)" '"sitting": "Temmuz toplantısı"'
says "the annex" "$(shown)" '"address": "https://example.org/255.pdf"'
says "the rest is the document's" "$(shown)" '"truncated": false'
exits "a correction of the body" 0 "$publish" set --library lib.db 2015/255 "body=$(shown | sed -n 's/^  "body": "\(.*\)",$/\1/p' | sed 's/\\n.*//') Elle."
{ cat "$seed" && echo 'Bir söz daha.'; } >more.txt
exits "outlives a fuller text" 0 import more.txt
says "which is said" "$errors" "kept as corrected by hand: annexes, body, outcome, sitting"
{ cat "$seed" && echo 'Bir söz daha. 1.250,00 TL'; } >amount.txt
exits "and one that says more besides" 0 import amount.txt
says "too" "$errors" "was corrected by hand, it stays; --replace takes this one"
exits "a correction of the date" 0 "$publish" set --library lib.db 2015/255 date=2015-07-10
exits "is no other decision" 0 import "$seed"
exits "--replace takes all of it" 0 import --replace more.txt
says "outcome" "$(shown)" '"outcome": "unanimous"'
says "and date" "$(shown)" '"date": "2015-07-09"'
exits "the changed source after that" 0 import --replace "$seed"
{ cat "$seed" && echo 'Bir söz daha, ve noch eins.'; } >most.txt
exits "a fuller one" 0 import most.txt
same "no correction is left to keep" "$(printf '%s' "$errors" | grep -c 'by hand')" 0
"$publish" retract --library lib.db 2015/255 --reason KVKK >log
exits "retracted stays retracted" 4 import --replace "$seed"
says "and says so" "$errors" "was retracted and stays so"

# ---- export ----
"$publish" set --library one.db 2015/255 'annexes=[{"kind": "rest", "address": null}]' >log
exits "export as JSON lines" 0 "$publish" export --library one.db --jsonl
says "has annexes" "$out" '"annexes":[{"kind":"rest","address":null}]'
exits "as CSV" 0 "$publish" export --library one.db --csv
says "in a column of their own, the last" "$(printf '%s' "$out" | head -n 1)" ",retracted,annexes"
finish
