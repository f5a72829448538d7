#!/bin/sh
# make run: a demonstration in build/demo, from documents to the glass. Safe to run again.
set -eu
build=$1
root=$(cd "$(dirname "$0")/.." && pwd)
demo=$build/demo
mkdir -p "$demo"

say() {
    printf '%s\n' "$*"
}

if [ ! -d "$demo/samples" ]; then
    say "Making 400 sample decisions (each says ÖRNEK) …"
    rm -rf "$demo/samples.tmp"
    "$build/sample-maker" 400 "$demo/samples.tmp" --seed 1 >/dev/null
    mv "$demo/samples.tmp" "$demo/samples"
fi
say "Importing the documents …"
"$build/meclis-publish" import --library "$demo/library.db" "$root/db/samples" "$demo/samples" \
    2>"$demo/import.log" || {
    cat "$demo/import.log" >&2
    exit 4
}
if [ ! -d "$demo/keys" ]; then
    say "Making a throw-away key …"
    "$build/meclis-publish" keygen --out "$demo/keys" --no-passphrase \
        --municipality "Muğla Büyükşehir Belediyesi"
fi
say "Making a release and taking it over …"
"$build/meclis-publish" release --library "$demo/library.db" --key "$demo/keys/publish.key" \
    --out "$demo/release"
"$build/meclis-sync" --state "$demo/state" --trust "$demo/keys/trust" update "$demo/release"

pictures() {
    for size in 1920x1080 1080x1920; do
        "$build/meclis-kiosk" --state "$demo/state" --headless $size --drive - <<SCRIPT
shot $demo/list-$size.png
tap "255"
shot $demo/decision-$size.png
drag 600 900 600 300 300
advance 1500
shot $demo/scrolled-$size.png
tap "Kararlar"
tap "Karar ara"
type "imar planı"
shot $demo/search-$size.png
SCRIPT
    done
    say "A scripted visit wrote these pictures:"
    ls "$demo"/*.png
}

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    say "Opening the kiosk in a window; Esc closes it."
    "$build/meclis-kiosk" --state "$demo/state" --window 1280x720 && exit 0
    [ $? -eq 3 ] || exit 1
elif [ -e /dev/dri/card0 ] && [ "${XDG_SESSION_TYPE:-}" = tty ]; then
    say "Opening the kiosk on the whole screen; Ctrl-C ends it."
    "$build/meclis-kiosk" --state "$demo/state" && exit 0
    [ $? -eq 3 ] || exit 1
fi
say "There is no display here."
pictures
