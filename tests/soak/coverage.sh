#!/bin/sh
# Line and branch coverage of the core (src/bundle, src/sync, src/store/check.c) by what `make test`
# runs and by the faults that are made inside the program, measured with gcc and gcovr in a build folder
# of its own. A line that nothing reached must stand in coverage-left.txt with its reason; MIN_LINES and
# MIN_BRANCHES, in percent, are what must not be fallen under.
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
# What only fails where memory or the system fails. (Faults from outside would hit the counters' own
# files; the paths of sync_faults.sh do not count here, those of calls.sh do.)
BUILD=$build SHARE="${CALLS_SHARE:-1}" sh tests/script/calls.sh >"$build/calls.log" 2>&1
BUILD=$build SHARE="${ALLOC_SHARE:-5}" sh tests/script/alloc.sh >"$build/alloc.log" 2>&1
core() { gcovr -r . --filter 'src/bundle/' --filter 'src/sync/' --filter 'src/store/check.c' --exclude-unreachable-branches "$@" "$build/obj" 2>>"$build/gcovr.log"; }
core -s >"$build/report.txt"
core -b >"$build/branches.txt" # what is not reached, by line
core --xml-pretty >"$build/report.xml"

# Every line that was not reached: "file: its text", as in coverage-left.txt.
awk '/filename="/ { sub(/.*filename="/, ""); sub(/".*/, ""); file = $0 }
    /<line .*hits="0"/ { sub(/.*number="/, ""); sub(/".*/, ""); print file, $0 }' "$build/report.xml" |
    while read -r file number; do
        printf '%s: %s\n' "$file" "$(sed -n "${number}s/^ *//p" "$file")"
    done | sort -u >"$build/left.txt"
unnamed=$(grep -vxF -f tests/soak/coverage-left.txt "$build/left.txt")
if [ -s "$build/report.xml" ] && [ -z "$unnamed" ]; then
    echo "ok - coverage of the core: $(wc -l <"$build/left.txt") lines are not reached, each with a reason"
    bad=0
else
    echo "not ok - coverage of the core: lines without a test or a reason"
    echo "$unnamed" | sed 's/^/# /'
    bad=1
fi
grep '^src/' tests/soak/coverage-left.txt | grep -vxF -f "$build/left.txt" | sed 's/^/# reached by now: /'
grep '^src/' "$build/report.txt" | sed 's/^/# /'
lines=$(sed -n 's/^lines: \([0-9.]*\)%.*/\1/p' "$build/report.txt")
branches=$(sed -n 's/^branches: \([0-9.]*\)%.*/\1/p' "$build/report.txt")
enough() { awk -v got="${2:-0}" -v least="$3" -v what="$1" 'BEGIN { print (got >= least ? "ok" : "not ok") " - coverage of the core: " got " % of " what " (at least " least ")"; exit got < least }'; }
enough lines "$lines" "${MIN_LINES:-98}"
[ $? -eq 0 ] || bad=1
enough branches "$branches" "${MIN_BRANCHES:-92}" || bad=1
exit $bad
