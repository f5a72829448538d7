#!/bin/sh
# Keys that are lost or stolen: drills with the programs as they are.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
export MECLIS_CLOCK=2015-07-23T05:15:00Z
cd "$work" || exit 1
municipality="Muğla Büyükşehir Belediyesi"
"$publish" import --library lib.db "$ROOT/db/samples/karar-2015-255.txt" >log 2>&1
keygen() { "$publish" keygen --out "$1" --no-passphrase --municipality "${2:-$municipality}" >>log 2>&1; }
release() { # keys-folder-of-publish.key trust out
    "$publish" release --library lib.db --key "$1/publish.key" --trust "$2" --out "$3" >>log 2>&1
}
rotate() { "$publish" rotate --trust "$@"; }
update() { # state release
    "$sync" --state "$1" --trust installed update "$2"
}
key_id() { sed -n 's/.*public key //p' "$1"; }
serial() { cat "$1/current"; }
record() { sed -n "s/.*\"$2\": \\([0-9]*\\).*/\\1/p" "$1/trust.json"; }

keygen a
cp -r a/trust installed # what every kiosk of this test has, and keeps
keygen b
keygen c
keygen d
check "a release under keyset 1" release a a/trust r1
exits "is taken" 0 update far r1
cp -r far near
cp -r far stolen

# ---- rotate ----
exits "the last publishing key is not dropped" 4 rotate a/trust --root a/root.key --drop "$(key_id a/publish.pub)"
says "and it is said what to do" "$errors" "add another"
exits "nor the last root key" 4 rotate a/trust --root a/root.key --drop-root "$(key_id a/root.pub)"
exits "a publishing key signs no keyset" 4 rotate a/trust --root a/publish.key --add b/publish.pub
exits "nor does a stranger's root key" 4 rotate a/trust --root b/root.key --add b/publish.pub
exits "an unknown key is not dropped" 4 rotate a/trust --root a/root.key --drop 0123456789ABCDEF
exits "a key is not added twice" 4 rotate a/trust --root a/root.key --add a/publish.pub
exits "a secret key is no public one" 4 rotate a/trust --root a/root.key --add b/publish.key
exits "a new root key alone does not do" 4 rotate a/trust --root b/root.key --add-root b/root.pub
says "the old one must sign" "$errors" "0 of the old root keys"
exits "a root key exchanged without the new one's signature" 4 \
    rotate a/trust --root a/root.key --add-root b/root.pub --drop-root "$(key_id a/root.pub)"
exits "a threshold above the root keys" 4 rotate a/trust --root a/root.key --threshold 2
exits "no root key is a usage error" 2 rotate a/trust --add b/publish.pub
exits "nothing there" 3 rotate nowhere --root a/root.key
same "nothing was written by all that" "$(ls a/trust | tr '\n' ' ')" "keyset.1.json keyset.1.json.minisig "
exits "rotate: the stolen key out, a new one in" 0 \
    rotate a/trust --root a/root.key --add b/publish.pub --drop "$(key_id a/publish.pub)"
says "it names the keys" "$out" "publish $(key_id b/publish.pub)"
exits "the old key makes no release any more" 4 "$publish" release --library lib.db --key a/publish.key --out r1
exits "the new key does, over the old release" 0 release b a/trust r1
exits "verify follows from the first keyset" 0 "$publish" verify --trust installed r1
if command -v minisign >/dev/null; then
    check "minisign verifies the keyset" minisign -V -p a/root.pub -m a/trust/keyset.2.json
fi

# ---- a lost publishing key: the kiosk follows by itself ----
exits "the kiosk follows" 0 update near r1
same "to the next serial" "$(serial near)" 2
check "the keyset is kept in its state" cmp near/keysets/keyset.2.json a/trust/keyset.2.json
same "and recorded" "$(record near keyset)" 2
exits "again: nothing to do" 0 update near r1
says "and it is said" "$out" "nothing to do"

# ---- a stolen publishing key: whoever has it makes releases with higher serials under keyset 1 ----
cp lib.db thief.db
thief_release() { "$publish" release --library thief.db --key a/publish.key --trust installed --out "$1" >>log 2>&1; }
for i in 3 4 5; do thief_release evil; done
exits "the thief's release, with a higher serial" 4 update near evil
says "is called older or a stranger's" "$errors" "bu bellekteki veriler daha eski, ya da başkasının"
same "the set stays" "$(serial near)" 2
exits "a kiosk that has not heard yet takes it" 0 update stolen evil
same "up to the thief's serial" "$(serial stolen)" 5
exits "and the true one frees it, though its serial is lower" 0 update stolen r1
same "fast-forward recovery" "$(serial stolen)" 2
exits "the thief is shut out there too" 4 update stolen evil
same "for good" "$(serial stolen)" 2
exits "back to the thief's set, by hand" 0 "$sync" --state stolen back
exits "holds the true one, as any" 0 update stolen r1
says "and says so" "$out" "held"
exits "the next release is taken" 0 release b a/trust r1
exits "over it" 0 update stolen r1
same "serial 3" "$(serial stolen)" 3
# The old manifest under the new chain: accepted keysets count at once.
mkdir mixed && cp evil/* mixed/ && cp a/trust/keyset.2.json* mixed/
cp -r far mixed-state
exits "an old release with the new keyset beside it" 4 update mixed-state mixed
same "the keyset was taken all the same" "$(record mixed-state keyset)" 2
rm -r mixed-state/keysets
exits "and is not forgotten with its file" 4 update mixed-state evil
exits "the next true release heals it" 0 update mixed-state r1
check "the keyset is there again" cmp mixed-state/keysets/keyset.2.json a/trust/keyset.2.json

# ---- three keysets behind, from sticks alone ----
exits "keyset 3: a second root key" 0 rotate a/trust --root a/root.key --add-root c/root.pub
exits "keyset 4: one of two root keys is lost, the other is enough" 0 \
    rotate a/trust --root c/root.key --drop-root "$(key_id a/root.pub)" --add-root d/root.pub
exits "the lost one signs nothing any more" 4 rotate a/trust --root a/root.key
exits "keyset 5: two must sign from now on" 0 rotate a/trust --root c/root.key --root d/root.key --threshold 2
exits "one does not do" 4 rotate a/trust --root c/root.key
exits "keyset 6: both, one behind the other" 0 rotate a/trust --root d/root.key c/root.key --add c/publish.pub
release c a/trust stick/meclis-kiosk
exits "a kiosk five keysets behind follows" 0 update far stick
same "to the last" "$(record far keyset)" 6
same "all are kept" "$(ls far/keysets | wc -l)" 10
exits "and shows that release" 0 "$sync" --state far check
cp -r near sandbox
sandboxed() { "$sync" --state sandbox --trust installed "$@"; }
exits "in two sandboxes: copy" 0 sandboxed copy stick
check "keeps no keyset yet" test ! -e sandbox/keysets/keyset.3.json
same "and changes no record" "$(record sandbox keyset)" 2
exits "apply" 0 sandboxed apply
same "follows" "$(record sandbox keyset)" 6
check "and keeps them" cmp sandbox/keysets/keyset.6.json a/trust/keyset.6.json
exits "a kiosk from the new trust folder begins anywhere" 0 \
    "$sync" --state fresh --trust a/trust update stick

# ---- keysets that may not follow ----
# A release of keyset 6 whose keyset 3 is replaced; nothing of it may be kept.
refused() { # name message files…
    rm -rf bad bad-state
    mkdir bad && cp stick/meclis-kiosk/* bad/
    cp -r near bad-state
    label=$1
    message=$2
    cp "$3" bad/keyset.3.json
    cp "$4" bad/keyset.3.json.minisig
    before=$(cd bad-state && find keysets -type f | sort | xargs cksum)
    exits "$label: refused" 4 update bad-state bad
    says "$label: named" "$errors" "$message"
    same "$label: never on a trusted path" "$(cd bad-state && find keysets -type f | sort | xargs cksum)" "$before"
    same "$label: the old set" "$(serial bad-state)" 2
}
cut_blocks() { # signature from to: some of its lines
    sed -n "$2,$3p" "$1"
}
cp -r a/trust t && rm t/keyset.[3456]*
"$publish" rotate --trust t --root a/root.key b/root.key --add-root b/root.pub --drop-root "$(key_id a/root.pub)" >>log
cut_blocks t/keyset.3.json.minisig 1 4 >old.minisig
cut_blocks t/keyset.3.json.minisig 5 8 >new.minisig
refused "signed by the old root key only" "of the new root keys" t/keyset.3.json old.minisig
refused "signed by the new root key only" "of the old root keys" t/keyset.3.json new.minisig
cp -r a/trust skip && rm skip/keyset.[3456]*
"$publish" rotate --trust skip --root a/root.key >>log
"$publish" rotate --trust skip --root a/root.key >>log
refused "a version skipped" "must follow" skip/keyset.4.json skip/keyset.4.json.minisig
sed "s/Mu.*la/Aydın/" a/trust/keyset.3.json >aydin.json
refused "changed to another municipality" "root keys" aydin.json a/trust/keyset.3.json.minisig
if command -v minisign >/dev/null; then
    minisign -S -s a/root.key -m aydin.json -t "meclis keyset 3" >>log 2>&1
    refused "another municipality, well signed" "the one before is" aydin.json aydin.json.minisig
fi
: >empty
refused "without a signature" "root keys" a/trust/keyset.3.json empty
rm -rf bad && mkdir bad && cp stick/meclis-kiosk/* bad/ && rm bad/keyset.3.json.minisig
exits "a keyset whose signature is missing" 4 update bad-state bad
rm bad/keyset.3.json
exits "a keyset missing in the row" 4 update bad-state bad

rm -rf bad bad-state && mkdir bad && cp r1/* bad/ && cp -r far bad-state && cp -r near near-state
echo "<html>not found</html>" >bad/keyset.3.json
exits "a bad keyset that is not needed stops nobody" 0 update near-state bad
check "and is not kept" test ! -e near-state/keysets/keyset.3.json

# ---- trust folders ----
keygen e "Aydın Büyükşehir Belediyesi"
release e e/trust r9
exits "a foreign release" 4 update near r9
says "is a stranger's" "$errors" "not in the keyset"
says "and the line says how to install a trust folder" "$errors" "trust/"
exits "a foreign trust folder" 4 "$sync" --state near --trust e/trust update r1
says "says so too" "$errors" "trust/"
# Another publisher's folder put into the place of the old one, and a release that it vouches for.
keygen f
release f f/trust r10
swapped() { "$sync" --state "$1" --trust f/trust update "$2"; }
cp -r far swap6
release a installed r11
exits "a kiosk of keyset 1" 0 update swap1 r11
for state in swap1 swap6; do
    was=$(serial $state)
    exits "an exchanged trust folder, its publisher's release, $state" 4 swapped $state r10
    says "what is wrong is said" "$errors" "$state seems to be filled under other keys than those in f/trust"
    says "where, and what to do" "$errors" "stop the kiosk, empty the state folder and update again"
    same "in one line" "$(printf '%s\n' "$errors" | wc -l)" 1
    same "the old set is shown" "$(serial $state)" "$was"
    exits "and sound" 0 "$sync" --state $state check
done
exits "an exchanged trust folder, the old publisher's release" 4 swapped swap1 r11
says "says the same" "$errors" "put the old one back"
exits "with the old one back an old release is only old" 4 update swap6 r11
same "without a word of that" "$(printf %s "$errors" | grep -c 'other keys')" 0
rm -rf swap1/* swap6/*
exits "an emptied state takes it" 0 swapped swap1 r10
exits "wherever it was" 0 swapped swap6 r10
mkdir none
exits "an empty trust folder" 3 "$sync" --state near --trust none update r1
says "how to fill it" "$errors" "keygen"
exits "no trust folder" 3 "$sync" --state near --trust nowhere update r1
says "where to get it" "$errors" "no such trust folder"
cp -r a/trust holes && rm holes/keyset.3.json
exits "a trust folder with a hole" 4 "$sync" --state near --trust holes update r1
says "names the hole" "$errors" "keyset.3.json is missing"
finish
