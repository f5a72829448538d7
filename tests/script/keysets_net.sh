#!/bin/sh
# Keys that were exchanged while a kiosk was off: it follows the row of keysets over HTTP, from a real nginx.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
export MECLIS_CLOCK=2015-07-23T05:15:00Z
cd "$work" || exit 1
. "$ROOT/tests/net.sh"
. "$ROOT/tests/nginx.sh"
if ! [ -x "$nginx" ]; then
    not_ok "nginx is there" "make deps installs it"
    finish
fi
make_releases 20 || not_ok "two releases" "$(cat log)"
cp -r keys/trust installed # what the kiosk has, and keeps
# Three rotations: the publishing key, then the root key, then both once more.
for n in 2 3 4; do "$publish" keygen --out k$n --no-passphrase --municipality Muğla >>log; done
id() { sed -n 's/.*public key //p' "$1"; }
rotate() { "$publish" rotate --trust keys/trust "$@" >>log; }
check "a new publishing key" rotate --root keys/root.key --add k2/publish.pub --drop "$(id keys/publish.pub)"
check "a new root key" rotate --root keys/root.key k3/root.key --add-root k3/root.pub --drop-root "$(id keys/root.pub)"
check "both anew" rotate --root k3/root.key k4/root.key --add-root k4/root.pub --drop-root "$(id k3/root.pub)" \
    --add k4/publish.pub --drop "$(id k2/publish.pub)"
check "a release under keyset 4" "$publish" release --library lib.db --key k4/publish.key --trust keys/trust --out new

# Servers whose keyset 3 is not what it should be.
spoil() { # NAME: a copy of the release, to be spoilt
    rm -rf "$1" && cp -r new "$1"
}
spoil flipped && printf x | dd of=flipped/keyset.3.json bs=1 seek=200 conv=notrunc 2>>log
spoil cut && truncate -s -1 cut/keyset.3.json.minisig
spoil empty && : >empty/keyset.3.json
spoil unsigned && rm unsigned/keyset.3.json.minisig
spoil gone && rm gone/keyset.3.json gone/keyset.3.json.minisig
spoil skipped && cp new/keyset.4.json skipped/keyset.3.json && cp new/keyset.4.json.minisig skipped/keyset.3.json.minisig
spoil large && head -c 20000 /dev/zero | tr '\0' ' ' >>large/keyset.3.json
spoil page && echo "<html>login</html>" >page/keyset.3.json
check "nginx runs" start_nginx "server { listen PORT0; root $work; }"

again() {
    rm -rf state
    cp -a base state
    : >access.log
}
take() { # COMMAND FOLDER
    "$sync" --state state --trust installed --config net.ini "$1" "http://localhost:$port0/$2/"
}
member() { sed -n "s/.*\"$1\": \\([0-9]*\\).*/\\1/p" state/trust.json; }
asked() { awk '{ print $5 }' access.log | sed 's/.*\///' | grep keyset | tr '\n' ' '; }

again
exits "a kiosk three keysets behind follows over HTTP" 0 take update new
same "to keyset 4" "$(member keyset)" 4
same "and shows that release" "$(cat state/current)" 3
sleep 0.1
same "each was asked for once, in its order, and what follows the last" "$(asked)" \
    "keyset.2.json keyset.2.json.minisig keyset.3.json keyset.3.json.minisig keyset.4.json keyset.4.json.minisig keyset.5.json "
same "all are kept" "$(cd state/keysets && cksum ./*)" "$(cd keys/trust && cksum ./keyset.[234]*)"
check "and sound" "$sync" --state state check
: >access.log
exits "the next poll" 0 take update new
sleep 0.1
same "asks for no keyset" "$(awk '{ print $3, $5 }' access.log)" "304 /new/manifest.json"

for kind in flipped cut empty unsigned gone skipped large; do
    again
    exits "keyset 3 $kind: refused" 4 take update $kind
    says "keyset 3 $kind: it is named" "$errors" "keyset"
    same "keyset 3 $kind: in one line" "$(printf '%s\n' "$errors" | wc -l)" 1
    same "keyset 3 $kind: the old set stays" "$(cat state/current)" 1
    check "keyset 3 $kind: sound" "$sync" --state state check
    same "keyset 3 $kind: keyset 2 counts, nothing behind it does" "$(member keyset) $(cd state/keysets && echo *)" \
        "2 keyset.2.json keyset.2.json.minisig"
    exits "keyset 3 $kind: the right server heals it" 0 take update new
    same "keyset 3 $kind: all the way" "$(member keyset) $(cat state/current)" "4 3"
done
again
exits "a login page instead of keyset 3: could not get it" 3 take update page
same "the old set stays" "$(cat state/current)" 1
exits "and on another network all is well" 0 take update new

again
exits "in two sandboxes: fetch" 0 take fetch new
check "keeps no keyset yet" test ! -e state/keysets
exits "apply" 0 "$sync" --state state --trust installed apply
same "follows" "$(member keyset) $(cat state/current)" "4 3"
again
exits "in two sandboxes with keyset 3 flipped: fetch refuses" 4 take fetch flipped
exits "and there is nothing to apply" 0 "$sync" --state state --trust installed apply
same "the old set stays" "$(cat state/current)" 1
finish
