#!/bin/sh
# The kiosk as a visitor and as a script see it: states of every kind, commands good and bad, a new set
# that arrives while somebody reads.
. "$ROOT/tests/lib.sh"

make_state "$work/set" 60 || {
    not_ok "kiosk: a state to show" "$(tail -n 3 "$work/set/import.log" | tr '\n' ' ')"
    finish
}
state=$work/set/state

# ---- the script's language ----
script() { # name code text
    printf '%s\n' "$3" >"$work/script"
    exits "$1" "$2" "$kiosk" --state "$state" --headless 1280x800 --drive "$work/script"
}
script "script: what is missing ends with 1" 1 'tap "Nowhere"'
says "script: the line is named" "$errors" 'script:1: tap: “Nowhere” is not on the screen'
script "script: an unmet expectation ends with 1" 1 'expect "Atlantis"'
script "script: an unknown command ends with 2" 2 'jump'
says "script: it says what there is" "$errors" "tap, drag, type"
script "script: a wrong number of words ends with 2" 2 'drag 1 2 3'
script "script: a wrong number ends with 2" 2 'advance soon'
script "script: time does not go back" 2 'advance -100'
says "script: the wrong number is named" "$errors" 'script:1: advance: “-100” is not a usable number'
script "script: nor does a drag" 2 'drag 1 2 3 4 -5'
script "script: an empty text is on no screen" 2 'expect ""'
script "script: nor can it be tapped" 2 'tap ""'
script "script: a byte order mark is passed over" 0 "$(printf '\357\273\277expect "255"')"
script "script: also before a comment" 0 "$(printf '\357\273\277# nothing')"
script "script: only at the beginning" 2 "$(printf 'advance 1\n\357\273\277expect "255"')"
script "script: letters typed twice are two" 0 'tap "Karar ara"
type "aassaa"
expect "aassaa"'
script "script: an open quotation ends with 2" 2 'tap "255'
script "script: a picture that cannot be written ends with 5" 5 'shot /nonexistent/a.png'
ln -s /dev/full "$work/full.png"
script "script: a picture for which there is no room ends with 5" 5 "shot $work/full.png"
check "script: and removes nothing" test -L "$work/full.png"
script "script: comments and empty lines are passed over" 0 '# nothing

  # nothing either
expect "255"'
script "script: quit ends before what follows" 0 'quit
expect "Atlantis"'
script "script: typing without a keyboard ends with 1" 1 'type "a"'
script "script: figures that cannot be written end with 5" 5 'frames /nonexistent/a.json'
script "script: a drag of 36 minutes takes them" 0 'expect "10.42"
drag 0 300 100000 300 2200000
expect "11.18"'
exits "script: a folder ends with 3" 3 "$kiosk" --state "$state" --headless 1280x800 --drive "$work"
printf 'expect "255"\0\nexpect "Atlantis"\n' >"$work/script"
exits "script: a NUL byte ends with 2" 2 "$kiosk" --state "$state" --headless 1280x800 --drive "$work/script"
exits "script: a missing file ends with 3" 3 "$kiosk" --state "$state" --headless 1280x800 --drive "$work/none"

exits "command line: no state ends with 2" 2 "$kiosk" --headless 100x100
exits "command line: an unknown option ends with 2" 2 "$kiosk" --state "$state" --wide
same "command line: it is named, in one line" "$errors" "meclis-kiosk: --wide: not an option; see meclis-kiosk --help"
exits "command line: an option without its value ends with 2" 2 "$kiosk" --state
same "command line: it is named too" "$errors" "meclis-kiosk: --state: its value is missing; see meclis-kiosk --help"
exits "command line: a wrong size ends with 2" 2 "$kiosk" --state "$state" --headless big --drive /dev/null
for size in 0x0 63x64 64x63 99999x1 99999x99999 100000x100 -5x5 5x-5 1920x x1080 1920 1920X1080 1920x1080x24 \
    1920x1080px ' 1920x1080' '1920x 1080' +1920x1080 1e3x1e3 ''; do
    for option in --window --headless; do
        exits "command line: $option '$size' ends with 2" 2 "$kiosk" --state "$state" "$option" "$size" --drive /dev/null
        same "command line: $option '$size' in one line" "$(printf '%s\n' "$errors" | grep -c '^meclis-kiosk: ')/$(printf '%s\n' "$errors" | wc -l)" 1/1
    done
done
exits "command line: help" 0 "$kiosk" --help
says "command line: help teaches the script" "$out" "advance MS"
exits "command line: check" 0 "$kiosk" --state "$state" --check
says "command line: check names the set" "$out" "61 decisions"
printf '\0[panel]\ndiagonal_inches = 7\n' >"$work/kiosk.ini"
exits "configuration: a NUL byte ends with 2" 2 "$kiosk" --state "$state" --config "$work/kiosk.ini" --check
printf '[panel]\ndiagonal_inches = 3\nviewing_distance_mm = 5000\n' >"$work/kiosk.ini"
exits "configuration: the largest type there can be is drawn" 0 "$kiosk" --state "$state" \
    --config "$work/kiosk.ini" --headless 1920x1080 --drive /dev/null
printf '[fonts]\nfolder = %s\n' "$work" >"$work/kiosk.ini"
exits "fonts: a folder without them ends with 3" 3 "$kiosk" --state "$state" --config "$work/kiosk.ini" --check
says "fonts: the missing file is named" "$errors" "AtkinsonHyperlegibleNext_400Regular.ttf"
cp "$ROOT"/assets/fonts/*.ttf "$work/" && printf 'no font' >"$work/AtkinsonHyperlegibleNext_500Medium.ttf"
exits "fonts: a broken one ends with 4" 4 "$kiosk" --state "$state" --config "$work/kiosk.ini" --check
says "fonts: the broken file is named" "$errors" "AtkinsonHyperlegibleNext_500Medium.ttf"

printf '[panel]\n\nviewing_distance_mm = near\n' >"$work/kiosk.ini"
exits "configuration: an unreadable value ends with 2" 2 "$kiosk" --state "$state" --config "$work/kiosk.ini" --check
same "configuration: value and line are named" "$errors" \
    "meclis-kiosk: $work/kiosk.ini:3: viewing_distance_mm = near; give a number from 200 to 5000"

sed -n '/^    \[panel\]/,/^$/s/^    //p' "$ROOT/README.md" >"$work/kiosk.ini"
says "configuration: the README shows one" "$(cat "$work/kiosk.ini")" "folder = assets/fonts"
cd "$ROOT" || exit 1
exits "configuration: what the README shows can be copied" 0 "$kiosk" --state "$state" --config "$work/kiosk.ini" --check

# ---- the touch test ----
touch_test() { # name size expected taps…
    name=$1 size=$2 expected=$3
    shift 3
    { printf 'tap %s\n' "$@" && printf 'expect "%s"\nexpect "Bitir"\ntap "Bitir"\n' "$expected"; } >"$work/script"
    exits "touch test: $name" 0 "$kiosk" --state "$state" --touch-test --headless "$size" --drive "$work/script"
}
touch_test "every cross met" 800x480 "Dokunmatik yüzey doğru" \
    '"1/9"' '"2/9"' '"3/9"' '"4/9"' '"5/9"' '"6/9"' '"7/9"' '"8/9"' '"9/9"'
touch_test "it is measured" 1920x1080 "Ortalama sapma 2,5 mm, en çok 2,5 mm." \
    '202 108' '970 108' '1738 108' '202 540' '970 540' '1738 540' '202 972' '970 972' '1738 972'
touch_test "English too" 1920x1080 "Average error 2.5 mm, at most 2.5 mm." \
    '202 108' '970 108' '1738 108' '202 540' '970 540' '1738 540' '202 972' '970 972' '1738 972'
touch_test "a panel that is turned" 1920x1080 "90°" \
    '1728 108' '1728 540' '1728 972' '960 108' '960 540' '960 972' '192 108' '192 540' '192 972'
touch_test "upside down" 1920x1080 "180°" \
    '1728 972' '960 972' '192 972' '1728 540' '960 540' '192 540' '1728 108' '960 108' '192 108'
touch_test "turned the other way" 1080x1920 "270°" \
    '108 1728' '108 960' '108 192' '540 1728' '540 960' '540 192' '972 1728' '972 960' '972 192'
touch_test "mirrored" 1920x1080 "aynadaki gibi" \
    '1728 108' '960 108' '192 108' '1728 540' '960 540' '192 540' '1728 972' '960 972' '192 972'
touch_test "touches that mean nothing" 1920x1080 "uyuşmuyor" \
    '10 10' '50 50' '90 10' '10 90' '90 90' '50 200' '10 300' '90 300' '10 400'
printf '[panel]\ndiagonal_inches = 7\nviewing_distance_mm = 400\n' >"$work/kiosk.ini"
exits "touch test: on a small panel" 0 "$kiosk" --state "$state" --touch-test --config "$work/kiosk.ini" \
    --headless 800x480 --drive - <<E
$(printf 'tap %s\n' '720 48' '400 48' '80 48' '720 240' '400 240' '80 240' '720 432' '400 432' '80 432')
expect "aynadaki gibi"
tree $work/tree.json
E
edge() { # label: its upper and its lower edge
    awk -v l="\"label\": \"$1" '/"role"/ { mine = 0 } index($0, l) { mine = 1 }
        mine && /"y"/ { y = $2 + 0 } mine && /"h"/ { print y, y + $2 }' "$work/tree.json"
}
set -- $(edge "Average error") $(edge Bitir)
check "touch test: there the button covers no words ($*)" test $# -eq 4 -a "$2" -le "$3"

# ---- the tree and the frames ----
visit "tree: rows carry number and outcome as labels" "$state" 1920x1080 <<E
tree $work/tree.json
frames $work/first.json
advance 3000
frames $work/still.json
drag 900 900 900 400 200
frames $work/moved.json
tree $work/moved-tree.json
E
for label in '"label": "255"' '"label": "Oybirliği"' '"role": "row"' '"state": "normal"'; do
    says "tree: has $label" "$(cat "$work/tree.json")" "$label"
done
says "tree: a row's subject is there before wrapping" "$(cat "$work/tree.json")" \
    "yetkili kılınması hususlarının görüşülmesi"
visit "tree: where rows are narrow" "$state" 540x960 <<E
tree $work/narrow.json
E
same "tree: shortened lines are there whole" "$(grep -c '…"' "$work/narrow.json")" 0
frames() {
    grep -cE '^    [0-9]' "$1"
}
same "frames: one at the start" "$(frames "$work/first.json")" 1
same "frames: none while nothing changes" "$(frames "$work/still.json")" 0
moved=$(frames "$work/moved.json")
if [ "$moved" -ge 10 ]; then ok "frames: a drag is drawn"; else not_ok "frames: a drag is drawn" "$moved frames"; fi
if cmp -s "$work/tree.json" "$work/moved-tree.json"; then
    not_ok "drag: the list moved" "the trees are the same"
else ok "drag: the list moved"; fi

# ---- touches ----
visit "touch: by place, and back" "$state" 1920x1080 <<E
tap 900 210
expect "Karar no"
tap "Kararlar"
expect "Karar ara"
E
visit "touch: by a row's subject" "$state" 1080x1920 <<E
tap "Belediyemizin hizmet"
expect "64061556-301.01-2015-756"
E
visit "touch: paging goes down and up again" "$state" 1920x1080 <<E
tap "Sonraki sayfa"
advance 1500
tree $work/paged.json
tap "Önceki sayfa"
advance 1500
expect "255"
E
case $(cat "$work/paged.json") in
*'"label": "255"'*) not_ok "touch: a page further 255 is gone" "it is still in the tree" ;;
*) ok "touch: a page further 255 is gone" ;;
esac
visit "search: what is typed is no decision's label" "$state" 1920x1080 <<E
tap "Karar ara"
type "255"
tap "255"
expect "64061556-301.01-2015-756"
E
visit "search: the way back from a decision in another text size" "$state" 1920x1080 <<E
tap "Karar ara"
type "karar"
tap "Sonraki sayfa"
advance 1500
tap "Sonraki sayfa"
advance 1500
tree $work/results.json
tap 700 300
expect "Karar no"
tap "A+"
tap "A+"
tap "Geri"
tree $work/results-large.json
E
topmost() { # tree
    grep -m 1 -oE '"label": "20[0-9]+/[0-9]+"' "$1"
}
same "search: leads to the same results" "$(topmost "$work/results-large.json")" "$(topmost "$work/results.json")"
visit "search: a number finds its decision" "$state" 1280x800 <<E
tap "Karar ara"
type "2015/255"
expect "Belediyemizin hizmet"
E

# ---- a long list, slowly ----
make_state "$work/many" 150 || not_ok "list: a state of many" "$(tail -n 3 "$work/many/import.log")"
mkdir "$work/steps"
step=0
while [ $step -lt 200 ]; do
    step=$((step + 1))
    printf 'drag 900 900 900 840 60\ntree %s/steps/%d.json\n' "$work" $step
done >"$work/script"
exits "list: from row to row" 0 "$kiosk" --state "$work/many/state" --headless 1920x1080 --drive "$work/script"
twice=$(for tree in "$work"/steps/*.json; do
    grep -E '"label": "20[0-9]+/[0-9]+"' "$tree" | sort | uniq -d
done)
same "list: no frame shows a row twice" "$twice" ""

# ---- texts that are hard to set ----
repeat() { # count text
    awk -v n="$1" -v t="$2" 'BEGIN { while (n-- > 0) printf "%s", t }'
}
hard() { # number subject body
    printf 'MECLİS KARARI\n\nKarar No :%s\n\nKarar Tarihi :10/07/2015\n\nKONUSU:\n\n%s\n\n%s\n\n' "$@" \
        >"$work/hard/documents/$1.txt"
    echo 'Oybirliği ile karar verilmiştir.' >>"$work/hard/documents/$1.txt"
}
mkdir -p "$work/hard/documents"
hard 301 "işaret a$(repeat 1000 "$(printf '\314\201')") sonu" "$(repeat 60 "e$(repeat 90 "$(printf '\314\243')") ")"
hard 302 "$(repeat 5000 x)" "$(repeat 5000 ş)"
hard 303 "Dayanağı çok olan konu" "$(for law in 1 2 3 4 5 6 7 8 9 10 11 12 13 14; do
    printf '30%02d sayılı Kanunun %d. maddesi, ' $law $law
done)"
hard 304 "Çok paragraflı konu" "$(awk 'BEGIN { for (i = 1; i <= 20000; i++) print "Kısa paragraf " i ": bütçe ve tarife görüşmesi" }')"
hard 305 "Tek paragraflı konu" "$(repeat 20000 "Bu cümle bir paragrafın içinde durur, sonu yoktur. ")"
hard 306 "İşaretli konu" "a$(repeat 10000 "$(printf '\314\201')") sonu"
make_state "$work/hard" 0 || not_ok "hard: a state" "$(tail -n 3 "$work/hard/import.log")"
visit "hard: a thousand marks on one letter" "$work/hard/state" 1920x1080 <<E
tap "301"
expect "KONUSU"
E
visit "hard: a word without an end" "$work/hard/state" 1920x1080 <<E
tap "302"
expect "xxxxxxxxxx…"
E
for long in "304:Kısa paragraf 1: bütçe" "305:Bu cümle bir paragrafın" "306:sonu"; do
    visit "hard: ${long%%:*} opens, scrolls and changes its language" "$work/hard/state" 1920x1080 <<E
tap "${long%%:*}"
expect "${long#*:}"
drag 900 900 900 300 150
advance 1500
tap "English"
tap "Türkçe"
drag 900 300 900 900 150
drag 900 300 900 900 150
advance 3000
expect "${long#*:}"
E
done
visit "hard: the last of many grounds can be read" "$work/hard/state" 1920x1080 <<E
tap "303"
expect "3001 sayılı Kanun, 1. madde"
expect "3014 sayılı Kanun, 14. madde"
E

# ---- states that are not whole ----
broken() { # name expected-text; the state is $work/broken
    visit "state: $1" "$work/broken" 1920x1080 <<E
expect "$2"
expect "Görevli için"
shot $work/broken.png
tap "English"
expect "For staff"
E
}
fresh() {
    rm -rf "$work/broken"
    cp -r "$state" "$work/broken"
    serial=$(cat "$work/broken/current")
    database=$work/broken/generations/$serial/decisions.db
    chmod -R u+w "$work/broken"
}
unreadable="Kararlar şu anda gösterilemiyor"
rm -rf "$work/broken"
broken "no folder" "Kararlar henüz yüklenmedi"
mkdir "$work/broken"
broken "an empty folder" "Kararlar henüz yüklenmedi"
fresh && rm "$work/broken/current"
broken "no pointer" "Kararlar henüz yüklenmedi"
fresh && echo garbage >"$work/broken/current"
broken "a pointer of garbage" "$unreadable"
fresh && : >"$work/broken/current"
broken "an empty pointer" "$unreadable"
fresh && rm -r "$work/broken/generations"
broken "a pointer to nothing" "Kararlar"
fresh && : >"$database"
broken "an empty database" "$unreadable"
fresh && truncate -s 5000 "$database"
broken "a cut database" "$unreadable"
fresh && head -c 20000 /dev/zero >"$database"
broken "a database of zeros" "$unreadable"
fresh && mkdir "$work/broken/generations/2.tmp" && echo half >"$work/broken/generations/2.tmp/decisions.db"
visit "state: an interrupted update does not matter" "$work/broken" 1920x1080 <<E
expect "255"
E
fresh && dd if=/dev/zero of="$database" bs=4096 seek=8 count=40 conv=notrunc 2>/dev/null
visit "state: a database damaged inside does not end the program" "$work/broken" 1920x1080 <<E
tap 900 210
advance 100
drag 900 900 900 300 200
advance 1000
shot $work/damaged.png
E

# ---- what happens to the state while it is shown ----
mkfifo "$work/commands"
wait_for() { # file, at most 10 s
    tries=0
    while [ ! -s "$1" ] && [ $tries -lt 200 ]; do
        tries=$((tries + 1))
        sleep 0.05
    done
    sleep 0.1
}
alive() { # name change commands…: runs `change` while the kiosk shows $work/broken
    name=$1 change=$2
    shift 2
    rm -f "$work/alive.json"
    "$kiosk" --state "$work/broken" --headless 1920x1080 --drive - <"$work/commands" >"$work/.visit" 2>&1 &
    running=$!
    exec 3>"$work/commands"
    printf '%s\n' "tree $work/alive.json" >&3
    wait_for "$work/alive.json"
    $change
    printf '%s\n' 'advance 500' "$@" >&3
    exec 3>&-
    if wait "$running"; then ok "alive: $name"; else not_ok "alive: $name" "$(head -c 300 "$work/.visit")"; fi
}
made_anew() {
    rm -rf "$work/broken"
    cp -r "$work/hard/state" "$work/broken"
}
unreadable_now() {
    head -c "$(wc -c <"$database")" /dev/zero | dd of="$database" conv=notrunc 2>/dev/null
}
removed() {
    rm -rf "$work/broken"
}
fresh
alive "a state of the same serial made anew is another set" made_anew 'expect "303"'
fresh
alive "what cannot be read is not called withdrawn" unreadable_now 'tap "255"' "expect \"$unreadable\""
fresh
alive "a state that is removed stays on the glass" removed 'expect "255"' 'tap "255"' 'expect "Karar no"'

# ---- a new set arrives ----
"$kiosk" --state "$state" --headless 1920x1080 --drive - <"$work/commands" >"$work/.visit" 2>"$work/.visit-err" &
running=$!
exec 3>"$work/commands"
printf '%s\n' 'tap "Sonraki sayfa"' 'advance 1500' "tree $work/before.json" >&3
wait_for "$work/before.json"
mkdir "$work/new"
sed -e 's/:255/:256/' "$ROOT/db/samples/karar-2015-255.txt" >"$work/new/karar-256.txt"
MECLIS_CLOCK=2015-07-24T05:15:00Z
exits "update: a further decision is imported" 0 "$publish" import --library "$work/set/library.db" "$work/new"
exits "update: a second release is made" 0 "$publish" release --library "$work/set/library.db" \
    --key "$work/set/keys/publish.key" --out "$work/set/release"
exits "update: it is taken over" 0 "$sync" --state "$state" --trust "$work/set/keys/trust" update "$work/set/release"
printf '%s\n' 'advance 500' "tree $work/after.json" 'tap "Önceki sayfa"' 'advance 1500' 'tap "Önceki sayfa"' \
    'advance 1500' 'expect "256"' 'tap "256"' 'expect "Karar no"' >&3
exec 3>&-
wait "$running"
same "update: the running kiosk shows it" "$?" 0
rows() {
    grep -A4 '"role": "row"' "$1" | grep -E '"(label|y)"' | head -n 2 | tr -d ' \n'
}
same "update: the row under the eye stays where it was" "$(rows "$work/after.json")" "$(rows "$work/before.json")"

# ---- a damaged current set: the previous one, with a word about it ----
note="Son güncelleme okunamadı; önceki kararlar gösteriliyor."
fallen() {
    visit "previous: $1" "$work/broken" 1920x1080 <<E
expect "$note"
expect "255"
drag 900 900 900 300 200
advance 2000
expect "ÖRNEK"
E
}
fresh && : >"$database"
fallen "for an empty database"
fresh && rm -r "$work/broken/generations/$serial"
fallen "for a lost generation"
fresh && echo 77 >"$work/broken/current"
fallen "for a pointer to nothing"
fresh && dd if=/dev/zero of="$database" bs=4096 seek=12 count=400 conv=notrunc 2>/dev/null
fallen "where only a read finds the damage"
visit "previous: no word where all is well" "$state" 1920x1080 <<E
expect "256"
E
finish
