#!/bin/sh
# The sample maker: the same bytes for the same seed, real calendar, ÖRNEK in sight.
LC_ALL=C
export LC_ALL
. "$ROOT/tests/lib.sh"

exits "no arguments is a usage error" 2 "$samples"
says "it says how to call it" "$errors" "usage: sample-maker COUNT OUTDIR"
for count in 0 100001 -1 x 4x; do
    exits "a count of $count is a usage error" 2 "$samples" $count "$work/none"
done
check "no folder was made" test ! -e "$work/none"

check "400 samples" "$samples" 400 "$work/a" --expect "$work/a.jsonl"
check "400 again" "$samples" 400 "$work/b" --seed 1 --expect "$work/b.jsonl"
check "the same files" diff -r "$work/a" "$work/b"
check "the same truth" cmp "$work/a.jsonl" "$work/b.jsonl"
check "another seed" "$samples" 400 "$work/c" --seed 2
check "other files" sh -c '! diff -rq "$1" "$2" >/dev/null' sh "$work/a" "$work/c"
# Every machine and every compiler makes these bytes; when the wording changes, so does this line.
same "the bytes of seed 1" "$(cat "$work/a"/* | sha256sum | cut -d" " -f1)" \
    8c8c1eb7bbd935841bc8e76e7f2f029247803f5067dacfae9202edd86e98ff1f
same "400 files" "$(ls "$work/a" | wc -l)" 400
same "400 truths" "$(wc -l <"$work/a.jsonl")" 400
check "the real decision is not among them" test ! -e "$work/a/ornek-2015-0255.txt"
check "the one before it is" test -e "$work/a/ornek-2015-0254.txt"
says "on the day of the real one" "$(head -n 1 "$work/a.jsonl")" '"date":"2015-07-09"'
same "some forty on that day" "$(grep -c '"date":"2015-07-09"' "$work/a.jsonl")" 41
same "none later" "$(grep -Ec '"date":"(2015-07-1|2015-0[89]|2016)' "$work/a.jsonl")" 0
same "each says that it is a sample" \
    "$(grep -l 'Bu metin örnektir; gerçek bir karar değildir.' "$work/a"/* | wc -l)" 400
same "each shows it in the subject" "$(grep -c '"subject":"ÖRNEK – ' "$work/a.jsonl")" 400
for outcome in unanimous majority rejected referred elected unknown; do
    check "there is one that is $outcome" grep -q "\"outcome\":\"$outcome\"" "$work/a.jsonl"
done
check "valid UTF-8" sh -c 'cat "$1"/* | iconv -f UTF-8 -t UTF-16 >/dev/null' sh "$work/a"

check "one sample" "$samples" 1 "$work/one"
same "is the newest" "$(ls "$work/one")" ornek-2015-0254.txt
check "25,000 samples" "$samples" 25000 "$work/many" --expect "$work/many.jsonl"
same "25,000 different names" "$(ls "$work/many" | wc -l)" 25000
# Numbers rise with the days of their year, from 1 without a gap.
gaps=$(sed 's/.*"number":\([0-9]*\),"year":\([0-9]*\),"date":"\([0-9-]*\)".*/\2 \1 \3/' "$work/many.jsonl" |
    LC_ALL=C sort -k1,1n -k2,2n | awk '
        $1 != year { first = year == ""; year = $1; if (!first && $2 != 1) print }
        $1 == last_year && ($2 != last + 1 || $3 < day) { print }
        { last_year = $1; last = $2; day = $3 }' | wc -l)
same "numbers are whole and in order" "$gaps" 0
same "no year before 1950" "$(grep -c '"date":"19[0-4]' "$work/many.jsonl")" 0

"$samples" --text 95000 >"$work/text"
"$samples" --text 95000 | cmp -s - "$work/text" && ok "one text is the same again" || not_ok "one text is the same again" "it differs"
check "it is valid UTF-8" iconv -f UTF-8 -t UTF-16 "$work/text"
bytes=$(wc -c <"$work/text")
check "it has the bytes that were asked for, less a word" test "$bytes" -gt 94900 -a "$bytes" -le 95000
exits "a text beside a folder of samples is refused" 2 "$samples" 5 "$work/none" --text 10
finish
