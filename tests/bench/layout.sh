#!/bin/sh
# Setting a long text in lines, beside Pango: same font file, size, width and text (from the sample maker).
# Ours starts with fonts that know no word yet, sets a paragraph at a time, hyphenates, and keeps numbers with
# their words; Pango's fonts are warm. Pango sees no other fonts than ours.
BUILD=$(cd "${1:-$BUILD}" && pwd)
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/bench_lib.sh"
size=32
width=1056 # 33 em: 60 to 70 characters
sh "$ROOT/deploy/deps.sh" libpango1.0-dev
make -s -C "$ROOT" BUILD="$BUILD" "$BUILD/layout-speed" "$BUILD/pango-layout" "$BUILD/sample-maker"
"$samples" --text 95000 >"$work/short.txt"
"$samples" --text 1000000 >"$work/long.txt"
printf '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>%s</dir><cachedir>%s</cachedir></fontconfig>\n' \
    "$ROOT/assets/fonts" "$work/cache" >"$work/fonts.conf"

ours() { # file: megabytes a second
    "$BUILD/layout-speed" "$ROOT/assets/fonts" $size $width "$work/$1.txt" | sed 's/.*cold \([0-9.]*\) .*/\1/'
}
pango() {
    FONTCONFIG_FILE=$work/fonts.conf "$BUILD/pango-layout" "Atkinson Hyperlegible Next ${size}px" $width "$work/$1.txt" \
        2>"$work/used" | sed 's/.* lines \([0-9.]*\) .*/\1/'
    grep -q 'Atkinson Hyperlegible Next' "$work/used" # and no other font
}
for round in 1 2 3; do # in turn
    ours short >>"$work/ours"
    pango short >>"$work/pango"
done
fast=$(median "$work/ours")
slow=$(median "$work/pango")
long=$(ours long)
pango_long=$(pango long)
growth() { # MB/s of 95 KB, of 1 MB: how many times the time
    awk -v short="$1" -v long="$2" 'BEGIN { printf "%.1f", 1000 / long / (95 / short) }'
}
figure_head "layout of long text"
figure "95 KB: time a byte beside Pango's (MB/s)" "$fast" MB/s "$slow" "$(ratio "$slow" "$fast")" 0.1
own_growth=$(growth "$fast" "$long")
figure "1 MB: how many times the time of 95 KB" "$own_growth" times "$(growth "$slow" "$pango_long")" "$own_growth" 12
