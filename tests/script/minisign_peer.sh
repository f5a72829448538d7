#!/bin/sh
# What we sign minisign verifies, and the other way round, with plain and encrypted keys.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
if ! command -v minisign >/dev/null; then
    ok "skip: minisign is not installed"
    finish
fi
cd "$work" || exit 1
export MECLIS_CLOCK=2015-07-23T05:15:00Z
echo "doğru at pil zımba" >words
make_release() { # keys library options…
    keys=$1
    shift
    "$publish" release --library lib.db --key "$keys/publish.key" --out "$keys/release" "$@"
}
# Signs the manifest of a release anew with minisign. minisign reads the passphrase from its input.
sign_again() { # keys
    minisign -S -s "$1/publish.key" -m "$1/release/manifest.json" -t "by minisign" <words
}

check "import" "$publish" import --library lib.db "$ROOT/db/samples/karar-2015-255.txt"
check "plain keys" "$publish" keygen --out plain --no-passphrase
check "encrypted keys" "$publish" keygen --out locked --passphrase-file words
check "release with a plain key" make_release plain
check "release with an encrypted key" make_release locked --passphrase-file words
exits "an encrypted key without a terminal" 2 setsid -w "$publish" release --library lib.db \
    --key locked/publish.key --out locked/release
for keys in plain locked; do
    check "minisign verifies the manifest ($keys)" \
        minisign -V -p $keys/publish.pub -m $keys/release/manifest.json
    check "minisign verifies the keyset ($keys)" \
        minisign -V -p $keys/root.pub -m $keys/trust/keyset.1.json
    check "minisign signs with our key ($keys)" sign_again $keys
    says "its comment is there" "$(cat $keys/release/manifest.json.minisig)" "by minisign"
    check "we verify that signature ($keys)" "$publish" verify --trust $keys/trust $keys/release
done
minisign -S -l -s plain/publish.key -m plain/release/manifest.json >/dev/null 2>&1
exits "a legacy signature is refused" 4 "$publish" verify --trust plain/trust plain/release

minisign -S -s plain/publish.key -m plain/release/manifest.json -c "bugün imzalandı" >/dev/null 2>&1
exits "another untrusted comment than the usual one is refused in a release" 4 \
    "$publish" verify --trust plain/trust plain/release
says "and said: nobody signs it" "$errors" "minisign -c"

# Keys that minisign made sign releases of ours: the keyset takes them like our own.
check "keys of minisign" minisign -G -W -p other.pub -s other.key
exits "a key of minisign's is read, and not in the keyset" 4 \
    "$publish" release --library lib.db --key other.key --trust plain/trust --out r
says "it is named as minisign names it" "$errors" "$(sed -n 's/.*public key //p' other.pub)"

# Any file, any comment: the layer below.
mkdir files && cd files || exit 1
. "$ROOT/tests/minisign_files.sh"
both_ways 50
encrypted_key
finish
