#!/bin/sh
# golden.sh BUILD [renew]: plays the visits in tests/visits and holds their pictures against
# tests/golden. A missing golden is a failure; only `renew` (make golden) writes them.
build=$(cd "$1" && pwd)
mode=${2:-compare}
ROOT=$(cd "$(dirname "$0")/.." && pwd)
BUILD=$build
. "$ROOT/tests/lib.sh"
golden=$ROOT/tests/golden
failed=$build/golden-failed
rm -rf "$failed"
mkdir -p "$failed" "$golden" "$work/empty"

make_state "$work/set" 400 || {
    not_ok "golden: a state to show" "$(tail -n 3 "$work/set/import.log" | tr '\n' ' ')"
    finish
}

# A visit with a .body beside it has a set with one more decision, 2015/256, whose text that is: import
# would part its columns by single spaces.
add_body() { # state-folder body-file
    dir=$1
    cp -r "$work/set" "$dir"
    printf 'MECLİS KARARI\n\nKarar No :256\n\nKarar Tarihi :09/07/2015\n\nKONUSU:\n\n%s\n\n%s\n' \
        "Su tarifesi" "Oybirliği ile karar verilmiştir." >"$dir/256.txt"
    (MECLIS_CLOCK=2015-07-23T05:15:00Z
    "$publish" import --library "$dir/library.db" "$dir/256.txt" &&
        "$publish" set --library "$dir/library.db" 2015/256 body="$(cat "$2")" outcome=unanimous &&
        "$publish" release --library "$dir/library.db" --key "$dir/keys/publish.key" --out "$dir/release" &&
        "$sync" --state "$dir/state" --trust "$dir/keys/trust" update "$dir/release") >"$dir/body.log" 2>&1
}

play() { # visit-file size
    name=$(basename "$1" .txt)
    state=$work/set/state
    [ "$name" != notice ] || state=$work/empty
    [ ! -e "${1%.txt}.body" ] || state=$work/with-$name/state
    mkdir -p "$work/$name-$2"
    (cd "$work/$name-$2" && "$kiosk" --state "$state" --headless "$2" --drive "$1" 2>"$work/.err") || {
        not_ok "golden: visit $name $2" "$(grep -v 'no current' "$work/.err" | head -n 2 | tr '\n' ' ')"
        return
    }
    for shot in "$work/$name-$2"/*.png; do
        file=$name-$(basename "$shot" .png)-$2.png
        if [ "$mode" = renew ]; then
            if ! "$build/picture" "$golden/$file" "$shot" >/dev/null 2>&1; then
                cp "$shot" "$golden/$file"
                echo "renewed $file: look at it"
            fi
        elif [ ! -e "$golden/$file" ]; then
            cp "$shot" "$failed/$file"
            not_ok "golden: $file" "there is no such golden picture; make golden, look at it, commit it"
        elif said=$("$build/picture" "$golden/$file" "$shot" "$failed/difference-$file" 2>&1); then
            ok "golden: $file"
        else
            cp "$shot" "$failed/$file"
            not_ok "golden: $file" "$said (see $failed)"
        fi
    done
}
for body in "$ROOT"/tests/visits/*.body; do
    dir=$work/with-$(basename "$body" .body)
    add_body "$dir" "$body" || not_ok "golden: $body" "$(tail -n 3 "$dir/body.log" | tr '\n' ' ')"
done
for visit in "$ROOT"/tests/visits/*.txt; do
    for size in 1920x1080 1080x1920; do
        play "$visit" $size
    done
done
finish
