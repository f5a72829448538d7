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

# A visit on a panel; where shots are named only those are held against goldens.
play() { # visit panel size settings [shot…]
    visit=$1 panel=$2 size=$3
    printf '%s\n' "$4" | tr ';' '\n' >"$work/config.ini"
    shift 4
    state=$work/set/state
    [ "$visit" != notice ] || state=$work/empty
    [ ! -e "$ROOT/tests/visits/$visit.body" ] || state=$work/with-$visit/state
    mkdir -p "$work/$visit-$panel"
    (cd "$work/$visit-$panel" && "$kiosk" --state "$state" --config "$work/config.ini" --headless "$size" \
        --drive "$ROOT/tests/visits/$visit.txt" 2>"$work/.err") || {
        not_ok "golden: visit $visit $panel" "$(grep -v 'no current' "$work/.err" | head -n 2 | tr '\n' ' ')"
        return
    }
    [ $# -gt 0 ] || set -- $(cd "$work/$visit-$panel" && ls | sed -n 's/\.png$//p')
    for name; do
        hold "$visit-$name-$panel.png" "$work/$visit-$panel/$name.png"
    done
}
hold() { # golden-name picture
    file=$1 shot=$2
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
}

hand='[panel];diagonal_inches = 7;viewing_distance_mm = 400'
add_body "$work/with-page" "$ROOT/tests/visits/page.body" ||
    not_ok "golden: page.body" "$(tail -n 3 "$work/with-page/body.log" | tr '\n' ' ')"
for visit in list decision page search english appearance notice; do
    play $visit 1920x1080 1920x1080 ''
done
for size in 1080x1920 1280x800 800x480; do
    play look $size $size ''
    play notice $size $size ''
done
for size in 800x480 480x800; do
    play look 7in-$size $size "$hand"
    play notice 7in-$size $size "$hand"
    play fold 7in-$size $size "$hand"
done
play look 3840x2160 3840x2160 '' list search
play look night 1920x1080 '[display];theme = night' list search appearance
play look contrast 1920x1080 '[display];theme = contrast' list search appearance
play turned 1920x1080 1920x1080 '[panel];rotation = 90'
play look large 1920x1080 '[display];text_size = 2' list decision
finish
