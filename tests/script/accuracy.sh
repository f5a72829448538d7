#!/bin/sh
# Intake beside the truth: the corpus in tests/intake, every field; and made-up documents in every
# form, of seeds that no rule was made for.
. "$ROOT/tests/lib.sh"
accuracy=$BUILD/accuracy

# right NAME COMMAND…: the table goes to the log, and what differs where it fails.
right() {
    name=$1
    shift
    if "$@" >"$work/.out" 2>&1; then
        sed 's/^/# /' "$work/.out" | tail -n 30
        ok "$name"
    else
        sed 's/^/# /' "$work/.out" | tail -n 60
        not_ok "$name" "$(grep -c ' instead of \|: lost words' "$work/.out") differences"
    fi
}

right "the corpus is read right, and no word of it is lost" "$accuracy" "$ROOT/tests/intake"
same "at least 150 documents" "$(test "$(ls "$ROOT"/tests/intake/*.json | wc -l)" -ge 150 && echo yes)" yes
for seed in 77001 77002 77003; do
    "$samples" 400 "$work/vary-$seed" --seed $seed --vary --expect "$work/vary-$seed.jsonl"
    right "of seed $seed at least 99.5 % of the fields are right" \
        "$accuracy" --floor 99.5 --expect "$work/vary-$seed.jsonl" "$work/vary-$seed"
done
# It can fail: one truth is bent.
mkdir "$work/bent"
cp "$ROOT/tests/intake/head-glued.txt" "$work/bent/"
sed 's/"number": 312/"number": 313/' "$ROOT/tests/intake/head-glued.txt.json" >"$work/bent/head-glued.txt.json"
exits "a wrong number is told" 1 "$accuracy" "$work/bent"
says "by its name" "$out" "head-glued.txt: number is 2014/312 instead of 2014/313"
exits "no folder is a usage error" 2 "$accuracy"

# The sample maker's variations: the same bytes for the same seed.
check "60 in every form" "$samples" 60 "$work/one" --seed 5 --vary --expect "$work/one.jsonl"
check "60 again" "$samples" 60 "$work/two" --seed 5 --vary --expect "$work/two.jsonl"
check "the same files" diff -r "$work/one" "$work/two"
check "the same truth" cmp "$work/one.jsonl" "$work/two.jsonl"
for ending in txt html; do
    check "some are $ending" sh -c 'ls "$1"/*."$2" >/dev/null' sh "$work/one" $ending
done
finish
