#!/bin/sh
# import, list, show and search of meclis-publish: the way in, and every bad input.
. "$ROOT/tests/lib.sh"
seed=$ROOT/db/samples/karar-2015-255.txt
library=$work/library.db
docs=$work/docs
mkdir "$docs"

# page NUMBER DATE SUBJECT BODY: a document in the real page's form, on stdout.
page() {
    printf 'Geri Tüm Meclis Kararları\n\nT.C.\n\nMUĞLA BÜYÜKŞEHİR BELEDİYESİ\n\n'
    printf 'M E C L İ S   K A R A R I\n\nKarar No       :%s\n\nKarar Tarihi :%s\n\n' "$1" "$2"
    printf 'KONUSU:\n\n%s\n\n%s\n\n' "$3" "$4"
    printf 'Meclisimizce yapılan görüşme sonucunda;\n\nKabulüne OYBİRLİĞİ İLE KARAR VERİLDİ.\n'
}
import() { "$publish" import --library "$library" "$@"; }
# The last line that the last command said: import's summary.
last() { printf '%s\n' "$out" | tail -n 1; }
count() { "$publish" list --library "$library" | wc -l | tr -d ' '; }
sum() { cksum <"$library"; }

# ---- help and usage ----
exits "no command is a usage error" 2 "$publish"
exits "help" 0 "$publish" --help
says "help names a command with an example" "$out" "e.g. meclis-publish import --library"
exits "help of a command" 0 "$publish" help show
says "it is that command's" "$out" "YEAR/NUMBER"
exits "help behind a command" 0 "$publish" show --help
exits "version" 0 "$publish" --version
exits "an unknown command" 2 "$publish" imprt
says "it says where the commands are listed" "$errors" "meclis-publish help"
exits "an unknown option" 2 "$publish" import --libary x "$seed"
exits "import without a library" 2 "$publish" import "$seed"
exits "import without a path" 2 import
exits "list without a library" 3 "$publish" list --library "$library"
says "it says what to do" "$errors" "import documents"
[ ! -e "$library" ] && ok "list makes no library" || not_ok "list makes no library" "it is there"

# ---- the given document ----
exits "a dry run" 0 import --dry-run "$seed"
says "its summary" "$out" "1 imported, 0 unchanged, 0 replaced, 0 refused"
[ ! -e "$library" ] && ok "a dry run makes no library" || not_ok "a dry run" "made a library"
exits "import" 0 import "$seed"
same "its summary" "$(last)" "1 imported, 0 unchanged, 0 replaced, 0 refused"
before=$(sum)
exits "the same again" 0 import "$seed"
same "is unchanged" "$(last)" "0 imported, 1 unchanged, 0 replaced, 0 refused"
same "and leaves the library as it is" "$(sum)" "$before"
exits "show --json" 0 "$publish" show --library "$library" 2015/255 --json
for member in '"number": 255' '"year": 2015' '"date": "2015-07-09"' '"outcome": "unanimous"' \
    '"department": "Bilgi İşlem Dairesi Başkanlığı"' '"law": 5393' '"article": "74"' \
    '"file_number": "64061556-301.01-2015-756"' '"votes_for": null' '"truncated": false' \
    '"source": "karar-2015-255.txt"' '"revision": 1' '"retracted": false'; do
    says "show --json has $member" "$out" "$member"
done
exits "show" 0 "$publish" show --library="$library" 2015/255
says "show has the body" "$out" "WeGO organizasyonu Seul kentinin öncülüğünde"
exits "show of what is not there" 3 "$publish" show --library "$library" 2015/256
for name in 255 2015-255 2015/ /255 2015/255x 15/255 2015/123456 ''; do
    exits "show '$name' is a usage error" 2 "$publish" show --library "$library" "$name"
done

# ---- folders ----
mkdir -p "$docs/b" "$docs/a" "$docs/.hidden"
page 10 12/02/2015 "Park düzenlemesi" "Menteşe ilçesinde bir park." >"$docs/b/one.txt"
page 9 12/02/2015 "Su tarifesi" "Su bedeli yeniden belirlendi." >"$docs/a/two.txt"
page 1 14.01.2016 "Bütçe" "Yılın bütçesi." >"$docs/three.txt"
page 77 14.01.2016 "Gizli" "Bu görünmez." >"$docs/.hidden/no.txt"
page 78 14.01.2016 "Gizli" "Bu da." >"$docs/.no.txt"
echo x >"$docs/picture.xyz"
ln -s three.txt "$docs/link.txt"
mkfifo "$docs/fifo.txt"
exits "a folder" 0 import "$docs"
same "its summary" "$(last)" "3 imported, 0 unchanged, 0 replaced, 0 refused"
says "a link is named" "$errors" "link.txt: skipped, a symbolic link"
says "a FIFO is named" "$errors" "fifo.txt: skipped"
same "newest first, highest number first" \
    "$("$publish" list --library "$library" | cut -d' ' -f1 | tr '\n' ' ')" \
    "2016/1 2015/255 2015/10 2015/9 "
same "one year" "$("$publish" list --library "$library" --year 2016 | wc -l | tr -d ' ')" 1
exits "a year that is none" 2 "$publish" list --library "$library" --year twenty
exits "list --json" 0 "$publish" list --library "$library" --json
same "an array of all" "$(printf '%s\n' "$out" | grep -c '"number":')" 4
same "of a year without decisions" \
    "$("$publish" list --library "$library" --year 1999 --json)" "[]"

# ---- search ----
first() { "$publish" search --library "$library" "$@" | head -n 1 | cut -d' ' -f1; }
same "search folds letters" "$(first 'BILGI ISLEM')" "2015/255"
same "a number first" "$(first 255)" "2015/255"
same "year and number first" "$(first 2015/9)" "2015/9"
same "an unfinished word" "$(first 'bütç')" "2016/1"
same "a limit" "$("$publish" search --library "$library" --limit 1 karar | wc -l | tr -d ' ')" 1
same "spaces find nothing" "$("$publish" search --library "$library" --json ' ')" "[]"
exits "nothing found is no failure" 0 "$publish" search --library "$library" yokböylebirkelime
exits "a limit that is none" 2 "$publish" search --library "$library" --limit 0 karar

# ---- bad input: one line each, the others are imported all the same ----
wrong=$work/bad
mkdir "$wrong" "$work/nothing"
: >"$wrong/empty.txt"
printf 'Bir metin.\nKarar Tarihi :09/07/2015\nKONUSU: x\nOYBİRLİĞİ İLE KARAR VERİLDİ.\n' \
    >"$wrong/unnumbered.txt"
page 300 31/02/2015 "Olmayan gün" "Metin." >"$wrong/date.txt"
printf 'Karar No :301\nKarar Tarihi :09/07/2015\nKONUSU: \377\376\001 \200\201\n' >"$wrong/bytes.txt"
page 302 10/07/2015 "Sağlam belge" "Metin." >"$wrong/z-good.txt"
exits "bad documents" 4 import --report "$work/report.json" "$wrong"
for name in empty.txt unnumbered.txt date.txt; do
    says "$name is named" "$errors" "$name"
    says "$name is refused in the report" "$(grep -A1 "$name" "$work/report.json")" '"refused"'
done
says "bytes.txt is named" "$errors" "bytes.txt"
says "the good one is imported" "$out" "1 imported"
says "the report has it" "$(cat "$work/report.json")" '"number": 302'
exits "and it is there" 0 "$publish" show --library "$library" 2015/302
exits "a folder with nothing usable" 4 import "$work/nothing"
says "it is named" "$errors" "nothing"
mkdir "$work/deep"
page 303 10/07/2015 "Ulaşılan belge" "Metin." >"$work/deep/303.txt"
(
    cd "$work/deep" || exit 1
    part=$(printf 'd%.0s' $(seq 250))
    for i in $(seq 17); do mkdir "$part" && cd "$part" || exit 1; done
) 2>"$work/deep.err" # the shell itself cannot enter the last one
exits "a folder that is too deep to be reached" 3 import "$work/deep"
says "is said" "$errors" "too long"
says "and what can be reached is imported" "$out" "1 imported"
exits "a path that does not exist" 3 import "$work/nowhere.txt"
says "it is named" "$errors" "nowhere.txt"
exits "what exists is imported beside it" 3 import "$work/nowhere.txt" "$seed"
says "unchanged here" "$out" "1 unchanged"
exits "refused counts more than missing" 4 import "$work/nowhere.txt" "$wrong/empty.txt"
exits "a FIFO by name does not block" 4 timeout 10 "$publish" import --library "$library" \
    "$docs/fifo.txt"

# ---- the same number again ----
before=$(count)
page 255 09/07/2015 "Bambaşka bir konu" "Tümüyle ayrı sözler burada." >"$work/other.txt"
exits "the same number with another text" 4 import "$work/other.txt"
says "names the new one" "$errors" "other.txt"
says "and the old one" "$errors" "karar-2015-255.txt"
head -c 3000 "$seed" >"$work/cut.txt"
exits "a cut page beside its full text" 0 import "$work/cut.txt"
says "the full one stays" "$errors" "it stays"
exits "the text is whole" 0 "$publish" show --library "$library" 2015/255 --json
says "and the source the first" "$out" '"source": "karar-2015-255.txt"'
rm -f "$work/second.db"
exits "the cut page first" 0 "$publish" import --library "$work/second.db" "$work/cut.txt"
exits "then the full text" 0 "$publish" import --library "$work/second.db" "$seed"
same "takes its place" "$(last)" "0 imported, 0 unchanged, 1 replaced, 0 refused"
says "and the other is named" "$errors" "cut.txt"
exits "it is a revision" 0 "$publish" show --library "$work/second.db" 2015/255 --json
says "the second" "$out" '"revision": 2'
printf '%s\nKararın devamı için tıklayınız.\n' "$(cat "$work/cut.txt")" >"$work/broken-off.txt"
exits "--replace with a page that breaks off" 0 import --replace "$work/broken-off.txt"
says "the full one stays all the same" "$errors" "it stays"
exits "--replace in a dry run" 0 import --dry-run --replace "$work/other.txt"
says "says so" "$out" "1 replaced"
exits "changes nothing" 0 "$publish" show --library "$library" 2015/255 --json
says "the subject is the old one" "$out" '"revision": 1'
exits "--replace" 0 import --replace "$work/other.txt"
same "its summary" "$(last)" "0 imported, 0 unchanged, 1 replaced, 0 refused"
exits "shows the new one" 0 "$publish" show --library "$library" 2015/255
says "with its subject" "$out" "Bambaşka bir konu"
exits "--replace of the same" 0 import --replace "$work/other.txt"
says "is unchanged" "$out" "1 unchanged"
same "no decision was added or lost" "$(count)" "$before"

# ---- names that SQLite would not take for files ----
for path in :memory: 'file:x.db?mode=memory' './a b?.db' "$work/ğ%41.db"; do
    exits "a library called $path" 0 sh -c "cd '$work' && '$publish' import --library '$path' '$seed'"
    check "is a file" sh -c "cd '$work' && test -s '$path'"
done

# ---- a library that is none, and a disk that is full ----
echo "no database" >"$work/text.db"
exits "a text as library" 4 "$publish" import --library "$work/text.db" "$seed"
says "is named" "$errors" "text.db"
exits "a folder that is not there" 5 "$publish" import --library "$work/no/such/l.db" "$seed"
says "is named" "$errors" "l.db"
cp "$library" "$work/full.db"
i=0
mkdir "$work/many"
while [ $i -lt 40 ]; do
    i=$((i + 1))
    page $((500 + i)) 11/08/2016 "Konu $i" "$(head -c 4000 "$seed" | tail -c 3000)" >"$work/many/$i.txt"
done
blocks=$(($(wc -c <"$work/full.db") / 512 + 20))
before=$(cksum <"$work/full.db")
exits "a full disk" 5 sh -c "trap '' XFSZ; ulimit -f $blocks
    exec '$publish' import --library '$work/full.db' '$work/many'"
says "says what to do" "$errors" "import them again: full.db: cannot"
exits "the library is readable" 0 "$publish" list --library "$work/full.db"
same "and as it was" "$(cksum <"$work/full.db")" "$before"
if strace -o "$work/trace" -e trace=none true 2>"$work/strace.err"; then
    # the last sync is that of the folder: the journal is gone, and the documents are there
    exits "a commit that fails at its very end" 5 env ASAN_OPTIONS=detect_leaks=0 \
        strace -f -o "$work/trace" -e trace=fdatasync -e inject=fdatasync:error=EIO:when=5 \
        "$publish" import --library "$work/full.db" "$work/many"
    case $errors in *"nothing was imported"*) not_ok "claims nothing" "$errors" ;; *) ok "claims nothing" ;; esac
    exits "importing again" 0 "$publish" import --library "$work/full.db" "$work/many"
    says "settles it" "$out" ", 0 refused"
fi
exits "a report that cannot be written" 5 import --report "$work/no/such.json" "$seed"
ln -s library.db "$work/link.db"
mkfifo "$work/pipe"
before=$(sum)
for path in "$library" "$work/./library.db" "$work/link.db" "$work/pipe" "$work"; do
    exits "a report in the place of ${path##*/}" 2 import --report "$path" "$seed"
done
same "leaves the library as it was" "$(sum)" "$before"
[ -p "$work/pipe" ] && ok "and the pipe" || not_ok "and the pipe" "it is gone"
exits "output to a full device" 5 sh -c "'$publish' list --library '$library' >/dev/full"
finish
