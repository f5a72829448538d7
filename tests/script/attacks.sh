#!/bin/sh
# Every row of the attack table and every CVE in it, against the shipped programs. "Refused" is
# always the whole of it: the exit code, what is still shown, and that nothing was learned from it.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
. "$ROOT/tests/prove/world.sh"
cd "$work" || exit 1
if ! command -v minisign >/dev/null; then
    ok "skip: minisign, which signs what publish would not, is not installed"
    finish
fi
check "three releases" make_world
cp -a s1 state
run_sync() { "$sync" --state state --trust keys/trust "$@"; }
# What is shown, and what is believed; status.json and the lock may change.
shown() { (cd state && find . -name status.json -prune -o -name lock -prune -o -name inbox -prune -o -type f -print | sort | xargs b2sum -l 256); }
before=$(shown)
# refused NAME CODE FOLDER [WORDS]: an update that changes nothing, and says WORDS.
refused() {
    "$sync" --state state --trust keys/trust update "$3" >"$work/.out" 2>"$work/.err"
    code=$?
    errors=$(cat "$work/.err")
    now=$(shown)
    case $errors in *"${4:-}"*) ;; *) code="$code without '${4:-}'" ;; esac
    if [ "$code" = "$2" ] && [ "$now" = "$before" ] && [ "$(wc -l <"$work/.err")" -eq 1 ] && run_sync check >check.out 2>&1; then
        ok "$1"
    else
        not_ok "$1" "exit $code instead of $2, or the set changed: $errors"
    fi
    rm -rf state
    cp -a s1 state
}
sign() { # folder [options of minisign]
    folder=$1
    shift
    minisign -S -s keys/publish.key -m "$folder/manifest.json" "$@" >/dev/null 2>&1 </dev/null
}
# forged SED: r2 with its manifest changed and signed with the true key, in x.
forged() {
    rm -rf x
    cp -r r2 x
    sed "$1" r2/manifest.json >x/manifest.json
    cmp -s r2/manifest.json x/manifest.json && not_ok "forged" "nothing was changed by $1"
    sign x
}
# Takes release $1 apart into x, with its snapshot changed by the commands given (they get the
# database's path), packed and signed anew; deltas are left out.
repacked() {
    rm -rf x
    cp -r r2 x
    rm -f x/delta-*
    zstd -q -d -f r2/snapshot-2.db.zst -o evil.db
    "$@" evil.db
    pack_evil
}
pack_evil() {
    zstd -q -f evil.db -o x/snapshot-2.db.zst
    sign_snapshot
}
sign_snapshot() { # what evil.db and x/snapshot-2.db.zst are, in a manifest signed with the true key
    sed -e "s/\"size\": [0-9]*/\"size\": $(stat -c %s x/snapshot-2.db.zst)/" \
        -e "s/\"blake2b\": \"[0-9a-f]*/\"blake2b\": \"$(b2sum -l 256 <x/snapshot-2.db.zst | cut -c1-64)/" \
        -e "s/\"database_size\": [0-9]*/\"database_size\": $(stat -c %s evil.db)/" \
        -e "s/\"database_blake2b\": \"[0-9a-f]*/\"database_blake2b\": \"$(b2sum -l 256 <evil.db | cut -c1-64)/" \
        r2/manifest.json | without_deltas >x/manifest.json
    sign x
}
without_deltas() { sed -e '/"deltas": \[$/,/^  \]/c\  "deltas": []'; }
no_deltas() { # so that the snapshot is what is used
    rm -f "$1"/delta-*
    without_deltas <"$1/manifest.json" >m && mv m "$1/manifest.json"
    sign "$1"
}

# ---- arbitrary content ----
"$publish" keygen --out foreign --no-passphrase --municipality Muğla >log
"$publish" release --library lib.db --key foreign/publish.key --out rf >>log
refused "attack: arbitrary content: a stranger's release" 4 rf
cp -r r2 x
head -c 600 /dev/urandom >x/manifest.json
refused "attack: arbitrary content: noise for a manifest" 4 x
mkdir none
exits "attack: arbitrary content: no keys at all are a hard stop" 3 "$sync" --state state --trust none update r2
says "and it is said how to install one" "$errors" "trust folder"
exits "attack: arbitrary content: an empty key is no key" 4 sh -c "cp -r keys/trust t0 && : >t0/keyset.1.json && '$sync' --state state --trust t0 update r2"
exits "attack: arbitrary content: nor an empty signature on it" 4 sh -c "cp -r keys/trust t1 && : >t1/keyset.1.json.minisig && '$sync' --state state --trust t1 update r2"
same "attack: arbitrary content: the old set is still there" "$(shown)" "$before"
# Well signed by the true key, and still no set of decisions.
repacked sh -c 'head -c 32768 /dev/urandom >"$0"'
refused "attack: arbitrary content: a signed file that is no database" 4 x "not a database"
repacked sh -c 'sqlite3 "$0" "CREATE TRIGGER t AFTER INSERT ON decision BEGIN DELETE FROM decision; END"'
refused "attack: arbitrary content: a signed database with a trigger" 4 x
repacked sh -c 'sqlite3 "$0" "CREATE VIEW v AS SELECT * FROM decision"'
refused "attack: arbitrary content: a signed database with a view" 4 x
repacked sh -c 'printf "\377\377\377\377\377\377\377\377" | dd of="$0" bs=1 seek=8192 conv=notrunc 2>/dev/null'
refused "attack: arbitrary content: a signed database with a damaged page" 4 x
repacked sh -c 'sqlite3 "$0" "UPDATE decision SET body = body || \" \" WHERE rowid = (SELECT max(rowid) FROM decision)" 2>/dev/null || sqlite3 "$0" "DELETE FROM sitting"'
refused "attack: arbitrary content: a signed database whose records were changed" 4 x

# ---- rollback ----
rm -rf state && cp -a s2 state && before=$(shown)
"$sync" --state state --trust keys/trust update r1 >log 2>err
same "attack: rollback: an older serial" "$? $(shown)" "4 $before"
says "and it is said" "$(cat err)" "older"
rm -rf x && cp -r r2 x && sed 's/"expires": "20../"expires": "209/' r2/manifest.json >x/manifest.json && sign x
"$sync" --state state --trust keys/trust update x >log 2>err
same "attack: rollback: another manifest of the same serial" "$? $(shown)" "4 $before"
says "is an alarm" "$(cat err)" "two different releases"
"$sync" --state state --trust keys/trust back >log
held=$(cat state/current)
"$sync" --state state --trust keys/trust update r2 >log 2>&1
same "attack: rollback: what staff left does not come back" "$held $(cat state/current)" "1 1"
rm -f state/current state/previous
"$sync" --state state --trust keys/trust update r1 >log 2>&1
same "attack: rollback: not by taking the pointers away either" "$?" 4
rm -rf state && cp -a s1 state && before=$(shown)
if [ -f r2/keyset.2.json ]; then forged 's/"keyset": 2/"keyset": 1/' && refused "attack: rollback: an older keyset" 4 x; fi
forged 's/"keyset": 1/"keyset": 2/'
refused "attack: rollback: a manifest of a keyset that does not exist" 4 x

# ---- freeze ----
rm -rf frozen && cp -a s2 frozen
expired=$(MECLIS_CLOCK=2099-01-01T00:00:00Z "$sync" --state frozen status --json 2>&1)
says "attack: freeze: past its end the set is still told" "$expired" "\"digest\": \"$d2\""
says "and when it ended" "$expired" '"expires": "2015-'
exits "attack: freeze: and still shown" 0 env MECLIS_CLOCK=2099-01-01T00:00:00Z "$kiosk" --state frozen --check
check "attack: freeze: an unchanged library is released anew" "$publish" release --library lib.db --key keys/publish.key --out out
exits "and renews the time" 0 env MECLIS_CLOCK=2015-09-01T00:00:00Z "$sync" --state frozen --trust keys/trust update out

# ---- mix-and-match ----
no_deltas r2
cp -r r2 mixed && cp r1/snapshot-1.db.zst mixed/snapshot-2.db.zst
refused "attack: mix-and-match: the snapshot of another release" 4 mixed
cp r2/snapshot-2.db.zst mixed/ && cp r1/manifest.json.minisig mixed/
refused "attack: mix-and-match: the signature of another manifest" 4 mixed
cp keys/trust/keyset.1.json.minisig mixed/manifest.json.minisig
refused "attack: mix-and-match: the signature of the keyset" 4 mixed
rm -rf x && cp -r r2 x && cp keys/trust/keyset.1.json x/manifest.json && cp keys/trust/keyset.1.json.minisig x/manifest.json.minisig
refused "attack: mix-and-match: a keyset for a manifest" 4 x
rm -rf x && cp -r r2 x && cp keys/trust/keyset.1.json x/manifest.json && sign x
refused "attack: mix-and-match: even signed with the publishing key" 4 x "first member"
rm -rf x && cp -r r2 x && sed "s/\"set_digest\": \"[0-9a-f]*/\"set_digest\": \"$d3/" r2/manifest.json >x/manifest.json && sign x
refused "attack: mix-and-match: the digest of another set" 4 x
forged 's/"count": 2/"count": 3/'
refused "attack: mix-and-match: a count that is not the set's" 4 x
forged 's/Muğla/Aydın/'
refused "attack: mix-and-match: another municipality" 4 x Aydın
for delta in r3/delta-*; do
    [ -f "$delta" ] || continue
    rm -rf x && cp -r r3 x && cp r3/snapshot-3.db.zst "x/${delta##*/}"
    run_sync update x >log 2>&1
    same "attack: mix-and-match: a snapshot for ${delta##*/} leads to the new set or none" \
        "$(case "$? $(sed -n 1p state/current)" in "0 3" | "4 1") echo fine ;; *) cat log ;; esac)" fine
    rm -rf state && cp -a s1 state
done

# ---- endless data ----
rm -rf x && cp -r r2 x && head -c 17000 /dev/zero | tr '\0' ' ' >>x/manifest.json && sign x
refused "attack: endless data: a manifest over 16 KiB, signed" 4 x 16384
cp -r r2 y && head -c 17000 /dev/zero >>y/manifest.json.minisig
refused "attack: endless data: a signature over 16 KiB" 4 y 16384
rm -rf x && cp -r r2 x && truncate -s 8G x/snapshot-2.db.zst
(
    ulimit -f 1024
    run_sync update x >log 2>err
)
same "attack: endless data: a snapshot of 8 GiB is not even copied" "$? $(shown)" "4 $before"
rm -rf x && cp -r r2 x && printf x >>x/snapshot-2.db.zst
refused "attack: endless data: one byte more than signed" 4 x
rm x/snapshot-2.db.zst && ln -s /dev/zero x/snapshot-2.db.zst
refused "attack: endless data: a link to /dev/zero" 4 x "not a regular file"
rm -f x/snapshot-2.db.zst x/manifest.json && ln -s /dev/zero x/manifest.json
refused "attack: endless data: for a manifest too" 4 x "not a regular file"
rm x/manifest.json && mkfifo x/manifest.json
refused "attack: endless data: a pipe that nobody fills" 4 x "not a regular file"
rm -rf x && cp -r r2 x && head -c 200000000 /dev/zero >evil.db && zstd -q -f evil.db -o x/snapshot-2.db.zst && sign_snapshot
sed 's/"database_size": [0-9]*/"database_size": 32768/' x/manifest.json >m && mv m x/manifest.json && sign x
(
    ulimit -f 1024
    run_sync update x >log 2>err
)
same "attack: endless data: 200 MB packed into $(stat -c %s x/snapshot-2.db.zst) bytes" "$? $(shown)" "4 $before"

# ---- fast-forward ----
for serial in 1000002 9007199254740993 9223372036854775807 9223372036854775808 18446744073709551617; do
    forged "s/\"serial\": 2/\"serial\": $serial/; s/snapshot-2/snapshot-$serial/"
    mv x/snapshot-2.db.zst x/snapshot-$serial.db.zst
    refused "attack: fast-forward: serial $serial" 4 x
done

# ---- key compromise ----
rm -rf x && cp -r r2 x
minisign -S -s keys/root.key -m x/manifest.json >/dev/null 2>&1 </dev/null
refused "attack: key compromise: the root key signs no manifests" 4 x "not in the keyset"
cp -r keys/trust t2 && minisign -S -s keys/publish.key -m t2/keyset.1.json >/dev/null 2>&1 </dev/null
exits "attack: key compromise: the publishing key signs no keyset" 4 "$sync" --state state --trust t2 update r2
rm -rf x && cp -r r2 x
sed 's/"version": 1/"version": 2/' keys/trust/keyset.1.json >x/keyset.2.json
minisign -S -s keys/publish.key -m x/keyset.2.json >/dev/null 2>&1 </dev/null
sed 's/"keyset": 1/"keyset": 2/' r2/manifest.json >x/manifest.json && sign x
refused "attack: key compromise: nor the next one" 4 x

# ---- check then use (RAUC, CVE-2020-25860) ----
# Every file of the release is opened once, and what was verified is read through that copy alone.
if strace -o trace -e trace=none true 2>strace.err; then
    ASAN_OPTIONS=detect_leaks=0 strace -f -y -o trace -e trace=openat,open,creat,rename,link,symlink \
        "$sync" --state state --trust keys/trust update r2 >log 2>&1
    same "CVE-2020-25860: check then use: each file of the release is opened once" \
        "$(grep -o 'r2>, "[^"]*", O_RDONLY' trace | grep -v '"meclis\|, "\."' | sort | uniq -d)" ""
    same "CVE-2020-25860: check then use: its copy is made anew and opened by name once" \
        "$(grep -o '"[^"]*inbox/snapshot[^"]*", [A-Z_|]*' trace | sed 's/.*", //')" "O_RDWR|O_CREAT|O_EXCL|O_NOFOLLOW|O_CLOEXEC"
    rm -rf state && cp -a s1 state
fi
cp -r r2 swapped && cp r2/snapshot-2.db.zst good && head -c "$(stat -c %s good)" /dev/urandom >evil
( # swaps good and evil under the reader's hands
    while [ ! -e enough ]; do
        cp evil swapped/new && mv swapped/new swapped/snapshot-2.db.zst
        cp good swapped/new && mv swapped/new swapped/snapshot-2.db.zst
        cat evil >swapped/snapshot-2.db.zst
        cat good >swapped/snapshot-2.db.zst
    done
) 2>swap.err &
swapper=$!
wrong=
for round in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    rm -rf state && cp -a s1 state
    run_sync update swapped >log 2>&1
    code=$?
    "$sync" --state state check >check.out 2>&1 || wrong="$wrong $round: $(cat check.out)"
    case "$code $(cat state/current)" in "0 2" | "4 1") ;; *) wrong="$wrong $round: exit $code, shows $(cat state/current)" ;; esac
done
: >enough
wait $swapper
same "CVE-2020-25860: check then use: files swapped while they are read" "$wrong" ""
rm -rf state && cp -a s1 state

# ---- integer overflow (RAUC, CVE-2026-34155) ----
for size in -1 0 2147483647 2147483648 2147483649 4294967295 4294967296 4294967297 9223372036854775807 \
    9223372036854775808 18446744073709551615 18446744073709551616; do
    for member in size database_size; do
        forged "s/\"$member\": [0-9]*/\"$member\": $size/"
        refused "CVE-2026-34155: integer overflow: $member $size" 4 x
    done
done
size=$(sed -n 's/.*"size": \([0-9]*\),/\1/p' r2/manifest.json | head -n 1)
forged "s/\"size\": $size/\"size\": $((size + 4294967296))/"
refused "CVE-2026-34155: integer overflow: the true size and 2^32" 4 x

# ---- parsing before verifying (SWUpdate) ----
rm -rf x && cp -r r2 x && printf garbage | dd of=x/snapshot-2.db.zst bs=1 conv=notrunc 2>/dev/null
refused "SWUpdate: parsing before verifying: the hash says it, not the decompressor" 4 x "damaged or forged"
rm -rf x && cp -r r2 x && printf '{"broken' | dd of=x/manifest.json bs=1 conv=notrunc 2>/dev/null
refused "SWUpdate: parsing before verifying: the signature says it, not the JSON reader" 4 x "signature does not fit"
repacked true
zstd -q -f evil.db -o one && cat one one >x/snapshot-2.db.zst && sign_snapshot
refused "SWUpdate: parsing: two frames" 4 x "follows"
{ printf '\120\052\115\030\004\000\000\000abcd' && cat one; } >x/snapshot-2.db.zst && sign_snapshot
refused "SWUpdate: parsing: a skippable frame" 4 x
zstd -q -f --ultra --long=27 -19 evil.db -o x/snapshot-2.db.zst && cat evil.db evil.db >/dev/null && sign_snapshot
truncate -s 64M big && zstd -q -f --long=27 big -o x/snapshot-2.db.zst && cp evil.db keep.db && cp big evil.db && sign_snapshot
refused "SWUpdate: parsing: a window of 128 MiB" 4 x

# ---- stale work files (SWUpdate) ----
echo precious >precious && mkdir precious.d && echo precious >precious.d/file
mkdir -p state/inbox state/generations/2.tmp
ln -s "$work/precious" state/inbox/snapshot-2.db.zst
ln -s "$work/precious" state/inbox/manifest.json
ln -s "$work/precious.d" state/inbox/folder
ln -s "$work/precious" state/generations/2.tmp/decisions.db
echo old >state/generations/2.tmp/manifest.json
mkdir state/generations/7.tmp && echo x >state/generations/7.tmp/x
exits "SWUpdate: stale work files: an update over them" 0 run_sync update r2
same "SWUpdate: stale work files: nothing was written through them" "$(cat precious precious.d/file)" "precious
precious"
same "SWUpdate: stale work files: none is left" "$(ls state/inbox; ls state/generations | grep tmp)" ""
rm -rf state && cp -a s1 state

# ---- missing or 0-byte signature (Mender, fwupd, JetKVM) ----
rm -rf x && cp -r r2 x && rm x/manifest.json.minisig
refused "Mender, fwupd, JetKVM: no signature" 4 x missing
: >x/manifest.json.minisig
refused "Mender, fwupd, JetKVM: a signature of 0 bytes" 4 x
for lines in 1 2 3; do
    head -n $lines r2/manifest.json.minisig >x/manifest.json.minisig
    refused "Mender, fwupd, JetKVM: $lines lines of a signature" 4 x
done
printf '\n\n\n\n' >x/manifest.json.minisig
refused "Mender, fwupd, JetKVM: four empty lines" 4 x
mkfifo x/pipe && rm x/manifest.json.minisig && mv x/pipe x/manifest.json.minisig
refused "Mender, fwupd, JetKVM: a pipe for a signature" 4 x
rm x/manifest.json.minisig && mkdir x/manifest.json.minisig
refused "Mender, fwupd, JetKVM: a folder for a signature" 4 x

# ---- rejected root kept and trusted later (python-tuf) ----
rm -rf x && cp -r r2 x
sed -e 's/"version": 1/"version": 2/' -e "s#\"publish\": \[#&\n    \"$(sed -n 2p foreign/publish.pub)\",#" keys/trust/keyset.1.json >x/keyset.2.json
minisign -S -s foreign/root.key -m x/keyset.2.json >/dev/null 2>&1 </dev/null
sed 's/"keyset": 1/"keyset": 2/' r2/manifest.json >x/manifest.json
minisign -S -s foreign/publish.key -m x/manifest.json >/dev/null 2>&1 </dev/null
run_sync update x >log 2>&1
same "python-tuf: a rejected keyset is refused" "$? $(shown)" "4 $before"
rm x/keyset.2.json*
run_sync update x >log 2>&1
same "python-tuf: and not trusted later" "$? $(shown)" "4 $before"
exits "python-tuf: nor in the way of the next true release" 0 run_sync update r3
rm -rf state && cp -a s1 state

# ---- the traps of minisign ----
rm -rf x && cp -r r2 x && sign x -l
refused "minisign: the legacy algorithm" 4 x "prehashed"
relabelled=$(sed -n 2p r2/manifest.json.minisig | base64 -d | { printf Ed && tail -c +3; } | base64 -w 0)
sed "2c$relabelled" r2/manifest.json.minisig >x/manifest.json.minisig
b2sum -l 512 <r2/manifest.json | cut -c1-128 | sed 's/../\\x&/g' | xargs -0 printf '%b' | head -c 64 >x/manifest.json
refused "minisign: ED relabelled Ed over the hash as a file" 4 x "prehashed"
cp r2/manifest.json x/ && sed '3s/$/\rhidden/' r2/manifest.json.minisig >x/manifest.json.minisig
refused "minisign: bytes behind a CR in the trusted comment" 4 x
cp r2/manifest.json.minisig x/ && echo more >>x/manifest.json.minisig
refused "minisign: a fifth line" 4 x "follows"
head -c -1 r2/manifest.json.minisig >x/manifest.json.minisig
refused "minisign: the last newline missing" 4 x
sed '3s/:.*/: timestamp:0/' r2/manifest.json.minisig >x/manifest.json.minisig
refused "minisign: another trusted comment" 4 x
sed '1s/.*/untrusted comment: from the municipality/' r2/manifest.json.minisig >x/manifest.json.minisig
refused "minisign: another untrusted comment" 4 x
rm -rf x && cp -r r2 x && sign x -t "meclis	tab and ünlü letters"
exits "minisign: a comment of its own is taken" 0 run_sync update x
same "attack: after all of them the set is the true one" "$(cat state/current)" 2
finish
