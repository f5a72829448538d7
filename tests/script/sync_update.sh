#!/bin/sh
# The whole way from a document to the state folder of a kiosk, with the programs as they are.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
export MECLIS_CLOCK=2015-07-23T05:15:00Z
cd "$work" || exit 1
document=$ROOT/db/samples/karar-2015-255.txt
municipality="Muğla Büyükşehir Belediyesi"
# Another decision of the same page: another number.
sed 's/255/256/g' "$document" >karar-2015-256.txt

run_sync() { "$sync" --state state --trust keys/trust "$@"; }
status() { "$sync" --state state status --json >status.out 2>status.err && cat status.out; }

exits "keygen without a passphrase and without a terminal is a usage error" 2 \
    setsid -w "$publish" keygen --out keys --municipality "$municipality"
says "and says what to do" "$errors" "--passphrase-file"
check "keygen" "$publish" keygen --out keys --municipality "$municipality" --no-passphrase
exits "keygen never overwrites" 4 "$publish" keygen --out keys --no-passphrase
same "secret keys are private" "$(stat -c %a keys/root.key keys/publish.key | tr '\n' ' ')" "600 600 "

check "import" "$publish" import --library lib.db "$document"
exits "release 1" 0 "$publish" release --library lib.db --key keys/publish.key --out r1
says "release names its serial" "$out" "serial 1, 1 decisions, digest "
digits=$(printf %s "$out" | sed 's/.*digest \(.... ....\),.*/\1/')
exits "verify release 1" 0 "$publish" verify --trust keys/trust r1
says "verify shows the same digest" "$out" "$digits"
check "import of a second decision" "$publish" import --library lib.db karar-2015-256.txt
check "release 2" "$publish" release --library lib.db --key keys/publish.key --out r2
exits "a stick that is not there" 3 \
    "$publish" release --library lib.db --key keys/publish.key --stick r3

exits "status of nothing" 3 "$sync" --state state status --json
exits "check of nothing" 3 "$sync" --state state check
exits "back from nothing" 3 "$sync" --state state back
check "none of them made the folder" test ! -e state
exits "an update needs --trust" 2 "$sync" --state state update r1
exits "plain http is not asked unless the configuration says so" 2 run_sync update http://localhost/r
says "and the program says how" "$errors" "allow_http = yes"
exits "copy takes no URL" 2 run_sync copy https://localhost/r
exits "fetch takes no folder" 2 run_sync fetch r1
exits "help" 0 "$sync" --help
exits "help to a full device" 5 sh -c "'$sync' --help >/dev/full"
exits "unknown command" 2 run_sync bring r1
exits "no folder" 3 run_sync update nowhere
exits "no trust folder" 3 "$sync" --state state --trust nowhere update r1
says "it says how to install one" "$errors" "keygen"
mkdir empty
exits "empty trust folder" 3 "$sync" --state state --trust empty update r1
exits "folder without a release" 3 run_sync update empty
says "a failure is in the status" "$(status)" "no release in it"

exits "first update" 0 run_sync update r1
says "it says what it took" "$out" "updated: serial 1, 1 decisions, digest $digits"
exits "the kiosk reads it" 0 "$kiosk" --state state --check
says "and has the same digits" "$out" "fingerprint $digits"
says "the failures are forgotten" "$(status)" '"errors": []'
says "status: newest" "$(status)" '"newest": "2015-07-09"'
says "status: updated" "$(status)" '"updated": "2015-07-23T05:15:00Z"'
check "the generation is where house.md says" test -f state/generations/1/decisions.db
same "the pointer too" "$(cat state/current)" 1
exits "the same again" 0 run_sync update r1
says "is nothing to do" "$out" "nothing to do"
inode=$(stat -c %i state/status.json)
exits "and again" 0 run_sync update r1
same "and writes nothing" "$(stat -c %i state/status.json)" "$inode"
exits "second update" 0 run_sync update r2
exits "older data" 4 run_sync update r1
says "is named" "$errors" "older"
says "and noted" "$(status)" '"code": 4'
check "check" "$sync" --state state check
exits "status for people" 0 "$sync" --state state status
says "status lists the error" "$out" "error "

exits "back" 0 "$sync" --state state back
same "previous is current" "$(cat state/current)" 1
says "the serial is held" "$(status)" '"held": 2'
exits "the held release is not taken" 0 run_sync update r2
says "and it is said" "$out" "held"
same "current stays" "$(cat state/current)" 1
check "release 3" "$publish" release --library lib.db --key keys/publish.key --out r2
mkdir stick && cp -r r2 stick/meclis-kiosk
exits "a higher one from a stick" 0 run_sync update stick
same "is current" "$(cat state/current)" 3
says "nothing is held any more" "$(status)" '"held": null'

# Whatever their folders: a kiosk takes two releases of one serial for an attack.
for round in 1 2 3 4 5; do
    for folder in ra rb; do
        "$publish" release --library lib.db --key keys/publish.key --out $folder >>both.out &
    done
    wait
done
same "two releases at once never share a serial" \
    "$(sed 's/^serial \([0-9]*\),.*/\1/' both.out | sort -u | wc -l)" 10

check "foreign keys" "$publish" keygen --out foreign --municipality "$municipality" --no-passphrase
check "foreign release" "$publish" release --library lib.db --key foreign/publish.key --out r9
exits "is refused" 4 run_sync update r9
says "for its key" "$errors" "not in the keyset"
exits "a key that does not belong to the trust folder" 4 \
    "$publish" release --library lib.db --key foreign/publish.key --trust keys/trust --out r10
rm r2/manifest.json.minisig
exits "a manifest without its signature" 4 run_sync update r2

printf x | dd of=state/generations/3/decisions.db bs=1 seek=9000 conv=notrunc 2>dd.err
exits "check finds damage and falls back" 0 "$sync" --state state check
same "to the previous one" "$(cat state/current)" 1
says "with a word about it" "$(status)" "no longer what was verified"
exits "the same release repairs it" 0 run_sync update stick
same "and is current again" "$(cat state/current)" 3
: >state/generations/1/decisions.db
: >state/generations/3/decisions.db
exits "nothing sound left" 4 "$sync" --state state check
exits "an update heals even that" 0 run_sync update stick
check "and all is sound" "$sync" --state state check

# A pointer that is no good: the kiosk shows previous, and status says so.
for state in pointer held; do
    "$sync" --state $state --trust keys/trust update r1 >made.out
    "$sync" --state $state --trust keys/trust update stick >made.out
done
lost() { "$sync" --state pointer status "$@"; }
was=$(cat pointer/previous)
for content in "" x 999; do
    printf '%s\n' "$content" >pointer/current
    exits "a pointer that holds '$content'" 0 lost
    says "is called damaged" "$out" "pointer/current: damaged"
    says "with what is shown" "$out" "serial   $was"
    says "in words too" "$out" "the previous set (serial $was) is shown"
    says "and what to do" "$out" "run update, or check"
    exits "for programs too" 0 lost --json
    says "the shown serial" "$out" "\"serial\": $was,"
    says "that set's count" "$out" '"count": 1,'
    exits "the kiosk shows just that" 0 "$kiosk" --state pointer --check
    says "and its serial" "$out" "set $was of $municipality"
done
rm pointer/current
exits "no pointer, but a previous set" 0 lost
says "is the same" "$out" "the previous set (serial $was) is shown"
echo x >pointer/current
exits "check goes back" 0 "$sync" --state pointer check
exits "and then all is well" 0 lost
same "to that set" "$(cat pointer/current)" "$was"
echo x >pointer/current
rm pointer/previous
exits "a damaged pointer and no previous" 4 lost
says "is said" "$errors" "no previous one to show; run update"
exits "an update heals it" 0 "$sync" --state pointer --trust keys/trust update stick
exits "so that it has a status again" 0 lost
says "of the new set" "$out" "serial   3"

# trust.json damaged while a serial is held.
"$sync" --state held back >held.out
shown=$(cat held/current)
for damage in "" "{" '{"type": "meclis-trust/1"}' gone; do
    printf %s "$damage" >held/trust.json
    [ "$damage" != gone ] || rm held/trust.json
    says "the hold survives a record that holds '$damage'" "$("$sync" --state held status)" "held     3: left by"
    exits "and the update does not take it" 0 "$sync" --state held --trust keys/trust update stick
    says "is said" "$out" "held since"
    same "nothing changes" "$(cat held/current)" "$shown"
    says "the record is whole again" "$(cat held/trust.json)" '"held": 3'
done

exits "another one at work" 3 flock state/lock "$sync" --state state --trust keys/trust update stick
says "is said" "$errors" "another meclis-sync"
(
    trap '' XFSZ
    ulimit -f 8
    "$sync" --state full --trust keys/trust update stick >full.out 2>full.err
)
same "a full disk is exit 5" $? 5
same "with one line" "$(wc -l <full.err)" 1
: >file
exits "a state folder that cannot be made" 5 "$sync" --state file/state --trust keys/trust update stick
finish
