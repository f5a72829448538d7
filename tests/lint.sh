#!/bin/sh
# The rules of the house that a script can hold. Says every breach, then fails.
set -u
build=$1
cd "$(dirname "$0")/.." || exit 2
bad=0
breach() {
    echo "lint: $*"
    bad=1
}

# What each room may include, besides itself. The programs' own rooms are composed of any.
may() {
    case $1 in
    base) echo "base" ;;
    text) echo "base text" ;;
    bundle) echo "base bundle" ;;
    decision) echo "base text decision" ;;
    store | intake) echo "base text decision $1" ;;
    ui) echo "base text ui" ;;
    screens) echo "base text decision store ui screens" ;;
    platform) echo "base ui platform" ;;
    publish) echo "base text decision store bundle intake publish" ;;
    sync) echo "base text decision store bundle sync" ;;
    kiosk) echo "base text decision store ui screens platform kiosk" ;;
    *) breach "src/$1: not a room of the house" ;;
    esac
}
for file in src/*/*.[ch]; do
    room=${file#src/}
    room=${room%%/*}
    allowed=" $(may "$room") "
    for used in $(sed -n 's/^#include "\([a-z]*\)\/.*/\1/p' "$file" | sort -u); do
        case $allowed in *" $used "*) ;; *) breach "$file includes $used/" ;; esac
    done
    # 100 columns of C, 800 lines of file
    lines=$(wc -l <"$file")
    [ "$lines" -le 800 ] || breach "$file has $lines lines"
done

# Outside libraries have one room each.
only() { # header-pattern rooms…
    pattern=$1
    shift
    for file in $(grep -lE "^#include <($pattern)" src/*/*.[ch]); do
        room=${file#src/}
        case " $* " in *" ${room%%/*} "*) ;; *) breach "$file includes <$pattern>" ;; esac
    done
}
only 'SDL' platform
only 'sqlite3' store
only 'sodium' base bundle publish sync
only 'zstd' bundle
only 'jansson' base
only 'png' platform
only 'libxml/|zip|qpdf|seccomp' intake
only 'ini' kiosk sync
only 'curl/' sync
[ "$(grep -lE '^#include <curl/' src/*/*.[ch])" = src/sync/http.c ] || breach "<curl/…> is for src/sync/http.c alone"
only 'utf8proc' text
only 'time\.h|sys/time' base

# What the programs may be linked with.
needs() {
    readelf -d "$build/$1" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p'
}
for program in meclis-publish meclis-sync; do
    needs $program | grep -iE 'SDL|freetype|png' && breach "$program is linked with a display library"
done
needs meclis-kiosk | grep -E '^lib(curl|ssl|gnutls|nss)' && breach "meclis-kiosk is linked with a network library"

# Every header compiles alone.
cflags="-std=c11 -D_GNU_SOURCE -Isrc -I$build/gen -Wall -Wextra -Wpedantic -Werror -fsyntax-only"
sdl=$(pkg-config --cflags sdl2 SDL2_ttf)
for header in src/*/*.h; do
    # shellcheck disable=SC2086
    ${CC:-cc} $cflags $sdl -x c "$header" -Wno-unused-macros 2>"$build/lint.log" ||
        breach "$header does not compile alone: $(head -n 1 "$build/lint.log")"
done

clang-format --dry-run -Werror src/*/*.[ch] $(ls tests/*.c tests/*/*.[ch]) 2>"$build/lint.log" ||
    breach "not formatted (make format): $(grep -o '^[^:]*' "$build/lint.log" | sort -u | tr '\n' ' ')"

grep -nE '\b(TODO|FIXME|XXX)\b' src/*/*.[ch] && breach "left open"
for entry in $(git ls-tree --name-only HEAD 2>/dev/null); do
    case $entry in
    Makefile | README.md | LICENSE | src | assets | db | tests | deploy | .*) ;;
    *) breach "$entry does not belong at the top level" ;;
    esac
done
[ "$bad" -eq 0 ] && echo "lint: in order"
exit "$bad"
