#!/bin/sh
# An update in which the Nth call of its kind fails, or is the last thing the process does: it shows
# the old set or the new one, the new one if it said so, both sound, and the next run succeeds.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
cd "$work" || exit 1
if ! strace -o trace -e trace=none true 2>strace.err; then
    ok "skip: strace is not installed, or not allowed here"
    finish
fi
"$publish" keygen --out keys --no-passphrase --municipality Muğla >log 2>&1
for number in 255 256; do
    sed "s/255/$number/g" "$ROOT/db/samples/karar-2015-255.txt" >karar.txt
    "$publish" import --library lib.db karar.txt >>log 2>&1
    "$publish" release --library lib.db --key keys/publish.key --out r$number >>log 2>&1
done
"$sync" --state base --trust keys/trust update r255 >>log 2>&1
same "the old set is there" "$(cat base/current)" 1

update() { "$sync" --state state --trust keys/trust update r256; }
# after_fault CODE: prints what is wrong with the state folder, nothing where all is well.
after_fault() {
    shown=$(cat state/current)
    [ "$1" -ne 0 ] || [ "$shown" = 2 ] || echo "success reported, $shown shown"
    "$sync" --state state check >check.out 2>&1 || echo "check: $(cat check.out)"
    [ "$(cat state/current)" = "$shown" ] || echo "check fell back from $shown"
    update >again.out 2>&1 || echo "next update: $(cat again.out)"
    [ "$(cat state/current)" = 2 ] || echo "the next update did not arrive"
}
# fault CALL:WHAT: for every N until the call is made no more often.
fault() {
    count=0
    wrong=
    while [ "$count" -lt 200 ]; do
        count=$((count + 1))
        rm -rf state
        cp -a base state
        strace -f -o trace -e trace="${1%%:*}" -e inject="$1:when=$count" \
            "$sync" --state state --trust keys/trust update r256 >out 2>err
        code=$?
        wrong=$wrong$(after_fault "$code")
        grep -q -e INJECTED -e 'killed by' trace || break
    done
    [ "$count" -gt 1 ] || wrong="$wrong nothing was injected"
    [ "$count" -lt 200 ] || wrong="$wrong no end"
    same "$1, each of $((count - 1))" "$wrong" ""
}
for spec in fsync:error=EIO rename:error=EIO write:error=ENOSPC mkdir:error=ENOSPC \
    fsync:signal=KILL rename:signal=KILL write:signal=KILL; do
    fault $spec
done
finish
