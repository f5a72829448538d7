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

printf '[panel]\nrotation = 90\n' >"$work/turned.ini"
: >"$work/upright.ini"

make_state "$work/set" 400 || {
    not_ok "golden: a state to show" "$(tail -n 3 "$work/set/import.log" | tr '\n' ' ')"
    finish
}

play() { # visit-file size [config]
    name=$(basename "$1" .txt)
    state=$work/set/state
    [ "$name" != notice ] || state=$work/empty
    mkdir -p "$work/$name-$2"
    (cd "$work/$name-$2" && "$kiosk" --state "$state" --config "$work/${3:-upright}.ini" --headless "$2" --drive "$1" 2>"$work/.err") || {
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
for visit in "$ROOT"/tests/visits/*.txt; do
    case $visit in */turned.txt)
        play "$visit" 1920x1080 turned
        continue
        ;;
    esac
    for size in 1920x1080 1080x1920; do
        play "$visit" $size
    done
done
finish
