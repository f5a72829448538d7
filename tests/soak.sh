#!/bin/sh
# make soak: the long proofs. Each line is one, and ends in "ok" or "not ok".
BUILD=$(cd "$1" && pwd)
ROOT=$(cd "$(dirname "$0")/.." && pwd)
. "$ROOT/tests/lib.sh"

command -v valgrind >/dev/null || {
    echo "Installing Debian packages: valgrind"
    if [ "$(id -u)" -eq 0 ]; then apt-get install -y valgrind >/dev/null; else sudo apt-get install -y valgrind >/dev/null; fi
}

make_state "$work/set" 400 || {
    not_ok "soak: a state to show" "$(tail -n 3 "$work/set/import.log" | tr '\n' ' ')"
    finish
}

# Memory: a whole visit without a leak or a wrong access.
cat "$ROOT"/tests/visits/list.txt >"$work/visit"
printf '%s\n' 'tap "Önceki sayfa"' 'advance 1500' 'tap "Önceki sayfa"' 'advance 1500' 'drag 700 300 700 1000 100' \
    'advance 3000' 'tap "Önceki sayfa"' 'advance 1500' 'tap "Önceki sayfa"' 'advance 1500' >>"$work/visit"
cat "$ROOT"/tests/visits/search.txt >>"$work/visit"
cd "$work" || exit 1
check "valgrind: a visit to every screen" valgrind -q --error-exitcode=9 --leak-check=full \
    --errors-for-leak-kinds=definite --suppressions="$ROOT/tests/valgrind.supp" \
    "$kiosk" --state "$work/set/state" --headless 1920x1080 --drive "$work/visit"
check "valgrind: a release" valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite \
    "$publish" release --library "$work/set/library.db" --key "$work/set/keys/publish.key" --out "$work/set/release"
check "valgrind: an update" valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite \
    "$sync" --state "$work/set/state" --trust "$work/set/keys/trust" update "$work/set/release"

# Stress size: 100,000 decisions through the whole house, and a visit to the last of them.
check "100,000: samples" "$samples" 100000 "$work/many" --seed 7
check "100,000: import" "$publish" import --library "$work/many.db" "$work/many"
rm -rf "$work/many"
check "100,000: release" "$publish" release --library "$work/many.db" --key "$work/set/keys/publish.key" --out "$work/many-release"
check "100,000: update" "$sync" --state "$work/many-state" --trust "$work/set/keys/trust" update "$work/many-release"
visit "100,000: a visit" "$work/many-state" 1920x1080 <<E
drag 900 900 900 100 50
advance 5000
expect "ÖRNEK"
E

# The long proofs of single parts; each prints its own cases.
for proof in "$ROOT"/tests/soak/*.sh; do
    echo "# ${proof##*/}"
    sh "$proof" "$BUILD" || bad=1
done
finish
