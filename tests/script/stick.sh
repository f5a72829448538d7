#!/bin/sh
# A release on a stick: written, found, and refused for reasons that people can act on.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
export MECLIS_CLOCK=2015-07-23T05:15:00Z
cd "$work" || exit 1
"$publish" import --library lib.db "$ROOT/db/samples/karar-2015-255.txt" >log 2>&1
"$publish" keygen --out keys --no-passphrase --municipality "Muğla Büyükşehir Belediyesi" >>log
release() { "$publish" release --library lib.db --key keys/publish.key "$@"; }
update() { "$sync" --state state --trust keys/trust update "$@"; }
strace -o trace -e trace=none true 2>/dev/null && traces=yes || traces=

# ---- writing ----
exits "neither --out nor --stick" 2 release
exits "no stick" 3 release --stick nowhere
says "is said" "$errors" "is the stick in"
mkdir stick
exits "release --stick" 0 release --stick stick
says "not to be pulled yet" "$out" "do not pull it yet"
says "and when it may be" "$out" "şimdi çıkarabilirsiniz"
exits "the kiosk finds it" 0 update stick
check "verify does too" "$publish" verify --trust keys/trust stick/meclis-kiosk
same "nothing else is on it" "$(ls stick/meclis-kiosk | tr '\n' ' ')" \
    "keyset.1.json keyset.1.json.minisig manifest.json manifest.json.minisig snapshot-1.db.zst "
echo "notes" >stick/meclis-kiosk/notes.txt
echo half >stick/meclis-kiosk/snapshot-2.db.zst.tmp
exits "the next one, and a folder too" 0 release --stick stick --out out
same "older files are gone, others are not" "$(ls stick/meclis-kiosk | tr '\n' ' ')" \
    "delta-1-2.zst keyset.1.json keyset.1.json.minisig manifest.json manifest.json.minisig notes.txt snapshot-2.db.zst "
check "both hold the same" cmp stick/meclis-kiosk/manifest.json out/manifest.json
mv stick/meclis-kiosk stick/MECLİS-Kiosk
exits "a folder of another case is used" 0 release --stick stick
same "and stays the only one" "$(ls stick)" "MECLİS-Kiosk"
exits "and found" 0 update stick
cp lib.db newer.db
for i in 1 2 3; do "$publish" release --library newer.db --key keys/publish.key --stick stick >>log; done
exits "a stick that has more than the library" 0 release --stick stick
says "is continued from" "$out" "serial 7"
: >stick/MECLİS-Kiosk/manifest.json
exits "a stick that was pulled too early is written anew" 0 release --stick stick
exits "and good again" 0 update stick
"$publish" keygen --out other --no-passphrase --municipality "Aydın" >>log
exits "another municipality's stick is not" 4 \
    "$publish" release --library newer.db --key other/publish.key --stick stick
mkdir twice twice/meclis-kiosk twice/Meclis-Kiosk
exits "two folders of that name" 4 release --stick twice
mkdir linked && ln -s /tmp linked/meclis-kiosk
exits "a link of that name" 4 release --stick linked
export ASAN_OPTIONS=detect_leaks=0 # LeakSanitizer does not work under strace
if [ -n "$traces" ]; then
    fails() { # name text call fault
        rm -rf broken && mkdir broken && release --stick broken >>log
        exits "$1" 5 strace -f -o trace -P broken/meclis-kiosk -e trace="$3" -e inject="$3:$4" \
            "$publish" release --library lib.db --key keys/publish.key --stick broken
        says "$1: said" "$errors" "$2"
        grep -q INJECTED trace || not_ok "$1: nothing was injected" "$(tail -n 3 trace)"
        check "$1: a whole release is on it" "$publish" verify --trust keys/trust broken/meclis-kiosk
    }
    fails "write-protected" "yazmaya karşı korumalı" mkdir error=EROFS
    fails "syncfs fails" "cannot sync" syncfs error=EIO
    fails "the second syncfs fails" "cannot sync" syncfs error=EIO:when=2
    rm -rf broken && mkdir broken
    file=$PWD/broken/meclis-kiosk/manifest.json
    exits "a stick that cannot be read back" 5 strace -f -o trace -P "$file" -e trace=read -e inject=read:error=EIO \
        "$publish" release --library lib.db --key keys/publish.key --stick broken
    says "is broken" "$errors" "cannot read back"
    exits "a stick that fills up" 5 strace -f -o trace -P "$file.tmp" -e trace=write -e inject=write:error=ENOSPC \
        "$publish" release --library lib.db --key keys/publish.key --stick broken
    says "is full" "$errors" "bellek dolu"
    same "no half file is left" "$(find broken -name '*.tmp')" ""
fi
if mkdir small && unshare -rm mount -t tmpfs -o size=200k none small 2>/dev/null; then
    exits "no room" 5 unshare -rm sh -c "mount -t tmpfs -o size=200k none small &&
        $publish release --library lib.db --key keys/publish.key --stick small"
    says "is found before" "$errors" "bellekte yer yok"
fi

unset ASAN_OPTIONS

# ---- finding ----
rm -rf stick state
mkdir stick2 && release --stick stick2 >>log
finds() { # name: the release of stick2 under `place`, into which the function was told to put it
    rm -rf state
    exits "found: $1" 0 update place
    rm -rf place
}
mkdir -p place/usb1 place/usb2 && cp -r stick2/meclis-kiosk place/usb2/
finds "one level down"
mkdir place && cp -r stick2/meclis-kiosk place/Meclis-KIOSK
finds "another case"
mkdir place && cp -r stick2/meclis-kiosk place/MECLİS-KİOSK
finds "capitals as in Turkish"
mkdir place && cp -r stick2/meclis-kiosk place/meclıs-kıosk
finds "small letters as in Turkish"
cp -r stick2/meclis-kiosk place
finds "the folder itself"
mkdir -p place/meclis-kiosk && cp -r stick2/meclis-kiosk place/usb
mkdir place/x && cp -r stick2/meclis-kiosk place/x/
finds "beside an empty one"
mkdir -p place/a place/b && cp -r stick2/meclis-kiosk place/a/ && cp -r stick2/meclis-kiosk place/b/
exits "two sticks" 3 update place
says "are told" "$errors" "two releases"
says "with their places" "$errors" "a/meclis-kiosk"
rm -rf place && mkdir -p place/a/b && cp -r stick2/meclis-kiosk place/a/b/
exits "two levels down" 3 update place
rm -rf place && mkdir place && ln -s "$PWD/stick2/meclis-kiosk" place/meclis-kiosk
exits "a link" 4 update place
rm place/meclis-kiosk && mkfifo place/meclis-kiosk
exits "a FIFO" 4 timeout 20 "$sync" --state state --trust keys/trust update place
rm place/meclis-kiosk && mkdir place/meclis-kiosk
exits "an empty folder" 3 update place
says "is told apart" "$errors" "holds no manifest.json"
rm -rf state
for odd in "ln -s /etc/passwd" mkfifo mkdir "mknod-null"; do
    rm -rf place && mkdir place && cp -r stick2/meclis-kiosk place/
    rm place/meclis-kiosk/snapshot-*
    case $odd in
    mknod-null) mknod "place/meclis-kiosk/$(ls stick2/meclis-kiosk | grep snapshot)" c 1 3 2>/dev/null || continue ;;
    *) $odd "place/meclis-kiosk/$(ls stick2/meclis-kiosk | grep snapshot)" ;;
    esac
    exits "instead of the snapshot: $odd" 4 timeout 20 "$sync" --state state --trust keys/trust update place
done

# ---- what it may hold ----
exits "the newest" 0 update stick2
"$publish" import --library lib.db "$ROOT/db/samples/karar-2015-255.txt" >>log 2>&1
mkdir next && release --stick next >>log
exits "a newer one" 0 update next
exits "an older stick" 4 update stick2
says "in Turkish" "$errors" "bu bellekteki veriler daha eski"
says "and in English" "$errors" "older"
mkdir foreign && "$publish" release --library newer.db --key other/publish.key --stick foreign >>log
exits "another municipality's stick" 4 update foreign
says "is a stranger's" "$errors" "another municipality"
finish
