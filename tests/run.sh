#!/bin/sh
# Runs every test and ends with one plain line "N passed, N failed".
# A test is a program (unit/) or a script (tests/script/*.sh) that prints one line "ok …" or "not ok …"
# a case (TAP). One that prints no case, or ends badly without a "not ok", counts as one failure.
set -u
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

run_one() { # name command…
    name=$1
    shift
    CMOCKA_MESSAGE_OUTPUT=TAP BUILD="$build" ROOT="${here%/*}" timeout 900 "$@" \
        >"$work/out" 2>"$work/err" </dev/null
    status=$?
    good=$(grep -c '^ok' "$work/out")
    bad=$(grep '^not ok' "$work/out" | grep -vc '# SKIP') # cmocka calls what it skips so
    [ "$good" -gt 0 ] || [ "$bad" -gt 0 ] || bad=1
    [ "$status" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
    passed=$((passed + good))
    failed=$((failed + bad))
    if [ "$bad" -gt 0 ]; then
        echo "FAILED $name ($good ok, $bad not, exit $status)"
        grep -v '^ok' "$work/out" | tail -n 40
        tail -n 40 "$work/err"
    else
        echo "  $good ok  $name"
    fi
}

for test in "$build"/unit/test_*; do
    case $test in *.d) continue ;; esac
    [ -x "$test" ] && run_one "${test##*/}" "$test"
done
for test in "$here"/script/*.sh; do
    case $test in */lib.sh) continue ;; esac
    run_one "${test##*/}" sh "$test"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
