#!/bin/sh
# Line and branch coverage of the core (src/bundle, src/sync, src/store/check.c) by what `make test`
# runs, measured with gcc and gcovr in a build folder of its own. MIN_LINES and MIN_BRANCHES, in
# percent, are what it must not fall under.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=$(cd "$1" && pwd)/coverage
jobs=-j$(nproc)
command -v gcovr >/dev/null || {
    echo "Installing Debian packages: gcovr"
    if [ "$(id -u)" -eq 0 ]; then apt-get install -y --no-install-recommends gcovr >/dev/null; else
        sudo apt-get install -y --no-install-recommends gcovr >/dev/null; fi
}
find "$build" -name '*.gcda' -delete 2>/dev/null
make "$jobs" --no-print-directory all-tests BUILD="$build" COVERAGE=1 CFLAGS='-O0 -g --coverage' LDFLAGS=--coverage \
    >"${build%/*}/coverage.log" 2>&1 || {
    echo "not ok - coverage: the build fails; see ${build%/*}/coverage.log"
    exit 1
}
sh tests/run.sh "$build" >"${build%/*}/coverage.log" 2>&1
echo "# $(tail -n 1 "${build%/*}/coverage.log")"
# What only fails where memory fails. (Injected faults of system calls would hit the counters' own
# files, so their paths do not count here.)
BUILD=$build SHARE=5 sh tests/script/alloc.sh >"$build/alloc.log" 2>&1
core() { gcovr -r . --filter 'src/bundle/' --filter 'src/sync/' --filter 'src/store/check.c' --exclude-unreachable-branches "$@" "$build/obj" 2>>"$build/gcovr.log"; }
core -s >"$build/report.txt"
core -b >"$build/branches.txt" # what is not reached, by line
grep '^src/' "$build/report.txt" | sed 's/^/# /'
lines=$(sed -n 's/^lines: \([0-9.]*\)%.*/\1/p' "$build/report.txt")
branches=$(sed -n 's/^branches: \([0-9.]*\)%.*/\1/p' "$build/report.txt")
enough() { awk -v got="${2:-0}" -v least="$3" -v what="$1" 'BEGIN { print (got >= least ? "ok" : "not ok") " - coverage of the core: " got " % of " what " (at least " least ")"; exit got < least }'; }
enough lines "$lines" "${MIN_LINES:-95}"
bad=$?
enough branches "$branches" "${MIN_BRANCHES:-83}" && exit $bad
exit 1
