# For test scripts: . "$ROOT/tests/lib.sh". BUILD and ROOT come from run.sh.
set -u
: "${ROOT:=$(cd "$(dirname "$0")/../.." && pwd)}"
: "${BUILD:=$ROOT/build}"
publish=$BUILD/meclis-publish
sync=$BUILD/meclis-sync
kiosk=$BUILD/meclis-kiosk
samples=$BUILD/sample-maker
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

ok() { # name
    printf 'ok - %s\n' "$1"
}
not_ok() { # name reason
    printf 'not ok - %s\n# %s\n' "$1" "$2"
    bad=1
}
# check NAME COMMAND…: the command must succeed.
check() {
    name=$1
    shift
    if "$@" >"$work/.out" 2>"$work/.err"; then ok "$name"; else
        not_ok "$name" "exit $?: $* :: $(head -c 600 "$work/.err" | tr '\n' ' ')"
    fi
}
# exits NAME CODE COMMAND…: the command must end with that code; its output is in $out and $errors.
exits() {
    name=$1
    code=$2
    shift 2
    "$@" >"$work/.out" 2>"$work/.err"
    got=$?
    out=$(cat "$work/.out")
    errors=$(cat "$work/.err")
    if [ "$got" -eq "$code" ]; then ok "$name"; else
        not_ok "$name" "exit $got instead of $code: $* :: $(printf %s "$errors" | head -c 600 | tr '\n' ' ')"
    fi
}
# says NAME TEXT WORDS: TEXT must contain WORDS.
says() {
    case $2 in *"$3"*) ok "$1" ;; *) not_ok "$1" "'$3' is not in: $(printf %s "$2" | head -c 800 | tr '\n' ' ')" ;; esac
}
# same NAME A B
same() {
    if [ "$2" = "$3" ]; then ok "$1"; else not_ok "$1" "'$2' is not '$3'"; fi
}
finish() {
    exit "$bad"
}
# make_state DIR COUNT: the real decision and COUNT samples, published and taken over into DIR/state.
# The clock stands at 2015-07-23 10:42 in Istanbul, so that every run makes the same set.
make_state() {
    dir=$1
    MECLIS_CLOCK=2015-07-23T05:15:00Z
    export MECLIS_CLOCK
    mkdir -p "$dir"
    [ "$2" -eq 0 ] || "$samples" "$2" "$dir/documents" --seed 1 >/dev/null || return 1
    mkdir -p "$dir/documents"
    cp "$ROOT"/db/samples/*.txt "$dir/documents/"
    "$publish" import --library "$dir/library.db" "$dir/documents" >"$dir/import.log" 2>&1 || return 1
    [ -d "$dir/keys" ] || "$publish" keygen --out "$dir/keys" --no-passphrase \
        --municipality "Muğla Büyükşehir Belediyesi" >/dev/null || return 1
    "$publish" release --library "$dir/library.db" --key "$dir/keys/publish.key" \
        --out "$dir/release" >/dev/null || return 1
    "$sync" --state "$dir/state" --trust "$dir/keys/trust" update "$dir/release" >/dev/null || return 1
    MECLIS_CLOCK=2015-07-23T07:42:00Z
}
# without_deltas LIBRARY: its next release starts from nothing, so that a kiosk needs the snapshot.
without_deltas() {
    sqlite3 "$1" 'DELETE FROM release'
}
# visit NAME STATE SIZE: plays the script on standard input; the case fails where the visit does.
visit() {
    name=$1
    if "$kiosk" --state "$2" --headless "$3" --drive - >"$work/.out" 2>"$work/.err"; then
        ok "$name"
    else
        not_ok "$name" "exit $?: $(head -c 600 "$work/.err" | tr '\n' ' ')"
    fi
}
