#!/bin/sh
# The office computer is lost: library and public keys come back, and releases go on.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
export MECLIS_CLOCK=2015-07-23T05:15:00Z
cd "$work" || exit 1
mkdir office && cd office || exit 1
"$samples" 20 documents --seed 9 >../log
"$publish" import --library lib.db documents >>../log 2>&1
"$publish" keygen --out keys --no-passphrase --municipality "Muğla" >>../log
release() { "$publish" release --library lib.db --key "$1" --trust keys/trust --out "$2"; }
release keys/publish.key release >>../log
cp keys/root.key keys/hidden.pub # a secret key under a public name
echo "untrusted comment: notes" >keys/notes.pub
exits "a library that is not there" 3 "$publish" backup --library none.db backup
check "nothing was made for it" test ! -e backup
exits "backup" 0 "$publish" backup --library lib.db backup
says "says what it did" "$out" "20 decisions, last serial 1"
same "files" "$(cd backup && find . -type f | sed 's/library-.*/library/' | sort | tr '\n' ' ')" \
    "./backup.json ./library ./public/publish.pub ./public/root.pub ./trust/keyset.1.json ./trust/keyset.1.json.minisig "
secret=$(sed -n 2p keys/root.key)
same "no secret key is in it" "$(grep -rl -e "$secret" -e "$(sed -n 2p keys/publish.key)" backup)" ""
exits "backup once more" 0 "$publish" backup --library lib.db backup
mkdir other && echo x >other/file
exits "not among other files" 4 "$publish" backup --library lib.db other
says "says so" "$errors" "something else"
same "which stay alone" "$(ls other)" file

# While somebody writes: each copy is of one moment, and sound.
"$samples" 150 more --seed 10 >>../log
cp lib.db busy.db
"$publish" import --library busy.db more >>../log 2>&1 &
writer=$!
copies=0
sizes=
while kill -0 $writer 2>/dev/null && [ "$copies" -lt 20 ]; do
    "$publish" backup --library busy.db --trust keys/trust busy >busy.log 2>&1 || cat busy.log
    "$publish" restore --library copy/lib.db busy >>busy.log 2>&1 || cat busy.log
    sizes="$sizes $("$publish" list --library copy/lib.db | wc -l)"
    copies=$((copies + 1))
done
wait $writer
same "$copies backups while an import runs, of $sizes decisions" \
    "$copies:$(echo "$sizes" | tr ' ' '\n' | grep -c '[0-9]')" "$copies:$copies"
rm -rf busy copy busy.db more
"$publish" import --library lib.db "$ROOT/db/samples/karar-2015-255.txt" >>../log 2>&1
exits "backup of a grown library" 0 "$publish" backup --library lib.db backup
same "one library in it" "$(ls backup | grep -c library)" 1
release keys/publish.key release >>../log
release keys/publish.key release >>../log

# ---- the computer is gone; release/ is on the web server ----
cd .. && mkdir new && mv office/release new/ && cp -r office/backup new/ && cp office/keys/publish.key new/
cd new || exit 1
exits "restore" 0 "$publish" restore --library lib.db backup
says "says where the keys went" "$out" "keys/trust"
same "all decisions" "$("$publish" list --library lib.db | wc -l)" 21
check "the trust folder is the same" diff -r keys/trust ../office/keys/trust
check "and a public key" cmp keys/root.pub ../office/keys/root.pub
exits "the next release" 0 release publish.key release
says "goes on above the release folder" "$out" "serial 4"
exits "kiosks take it" 0 "$sync" --state state --trust keys/trust update release
exits "restoring over what has more" 4 "$publish" restore --library lib.db backup
says "is refused" "$errors" "has what the backup lacks"
same "and nothing is left of it" "$(ls)" "$(printf 'backup\nkeys\nlib.db\npublish.key\nrelease\nstate')"
exits "unless told" 0 "$publish" restore --library lib.db --force backup
exits "and back in step" 0 release publish.key release
says "the serial goes on" "$out" "serial 5"
exits "an older backup is not made over a newer one" 0 "$publish" backup --library lib.db backup
cp ../office/lib.db older.db
exits "for it would lose that" 4 "$publish" backup --library older.db --trust keys/trust backup
says "says so" "$errors" "lacks"
exits "over a damaged library" 0 sh -c "cp lib.db keep.db; echo rubbish >lib.db"
exits "is refused, for it cannot be compared" 4 "$publish" restore --library lib.db backup
says "and says what helps" "$errors" "--force"
dd if=/dev/urandom of=lib.db-journal bs=512 count=4 2>>../log
exits "and done when told" 0 "$publish" restore --library lib.db --force backup
check "an old journal is not played into it" test ! -e lib.db-journal
same "all decisions again" "$("$publish" list --library lib.db | wc -l)" 21
mkdir -p elsewhere && cp ../office/keys/trust/* elsewhere/ && echo >>elsewhere/keyset.1.json
exits "other keys are not replaced" 4 "$publish" restore --library lib.db --trust elsewhere backup
says "says so" "$errors" "another one than in the backup"
check "nor was anything written" grep -q . elsewhere/keyset.1.json.minisig

# ---- every file of a backup: a changed bit, a cut, missing ----
wrong=
for file in $(cd backup && find . -type f); do
    for damage in flip cut gone; do
        rm -rf bad fresh && cp -r backup bad && mkdir fresh
        case $damage in
        flip) printf '\377' | dd of="bad/$file" bs=1 seek=40 conv=notrunc 2>>../log ;;
        cut) truncate -s -1 "bad/$file" ;;
        gone) rm "bad/$file" ;;
        esac
        "$publish" restore --library fresh/lib.db bad >>../log 2>&1
        code=$?
        case $damage$file in
        gone./backup.json) expected=3 ;;
        cut./backup.json) expected=0 ;; # its last newline
        *) expected=4 ;;
        esac
        [ "$code" -eq "$expected" ] || wrong="$wrong $damage $file: $code"
        [ "$expected" -eq 0 ] || [ -z "$(ls fresh)" ] || wrong="$wrong $damage $file left $(ls fresh)"
    done
done
same "a damaged backup is refused, and nothing is written" "$wrong" ""
sed 's|"trust": "[^"]*"|"trust": "../../out"|' backup/backup.json >bad.json
rm -rf bad && cp -r backup bad && cp bad.json bad/backup.json
exits "a path that leads out" 4 "$publish" restore --library fresh/lib.db bad
exits "no backup there" 3 "$publish" restore --library fresh/lib.db release
mkdir two && cp lib.db two/ && cp -r keys two/a && cp -r keys two/b
exits "two trust folders" 2 "$publish" backup --library two/lib.db two/backup
says "say which" "$errors" "--trust"
exits "so it is said" 0 "$publish" backup --library two/lib.db --trust two/a/trust two/backup
mkdir none && cp lib.db none/
exits "no trust folder" 2 "$publish" backup --library none/lib.db none/backup
mkdir full && if unshare -rm mount -t tmpfs -o size=20k none full 2>/dev/null; then
    exits "no room" 5 unshare -rm sh -c "mount -t tmpfs -o size=20k none full && $publish backup --library lib.db full/b"
fi
finish
