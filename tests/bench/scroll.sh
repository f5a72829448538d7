#!/bin/sh
# A scrolling frame beside one memcpy of the framebuffer: the list and a decision of 1 MB, in the software
# renderer without a display; opening that decision; and whether any of it grows with the number of decisions.
BUILD=$(cd "$1" && pwd)
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/bench_lib.sh"
size=1920x1080
rounds=5

long=$BUILD/bench/long
[ -d "$long/state" ] || {
    rm -rf "$long"
    mkdir -p "$long/documents"
    {
        printf 'Karar No : 999\n\nKarar Tarihi : 01/06/2015\n\nKONUSU:\n\nUzun bir karar\n\n'
        "$samples" --text 1000000
        printf '\n\nOybirliği ile kabul edilmiştir.\n'
    } >"$long/documents/999.txt"
    make_state "$long" 0 >/dev/null
    unset MECLIS_CLOCK
}
for count in 100 10000 100000; do
    bench_set $count >/dev/null
done

# The fling that all of them see: down, down, up, a page.
fling='drag 900 900 900 200 200
advance 2000
drag 900 900 900 200 200
advance 2000
drag 900 300 900 900 200
advance 2000'
scroll() { # name state window [tap]
    {
        [ -z "${4:-}" ] || printf 'tap "%s"\nadvance 200\n' "$4"
        printf 'frames %s\n%s\nframes %s\n' "$work/before" "$fling" "$work/frames"
    } | "$kiosk" --state "$2" --headless "$3" --drive -
    values "$work/frames" >"$work/ms"
    copy=$(sed -n 's/.*"copy_ms": \([0-9.]*\).*/\1/p' "$work/frames" | awk '{ printf "%.3f", $1 }')
    median "$work/ms" >>"$work/$1.median"
    share "$work/ms" 0.99 >>"$work/$1.p99"
    echo "$copy" >>"$work/$1.copy"
    echo "$(ratio "$(median "$work/ms")" "$copy")" >>"$work/$1.median_of_copy"
    echo "$(ratio "$(share "$work/ms" 0.99)" "$copy")" >>"$work/$1.p99_of_copy"
}
# The times of the frames alone, a line each.
values() { # frames.json
    awk '/frame_ms/ { on = 1 } /]/ { on = 0 } on && /^ +[0-9]/ { printf "%.3f\n", $1 }' "$1"
}
# The frame in which a tap shows the decision: with reading it and setting its text.
opening() { # name state label
    printf 'advance 200\nframes %s\ntap "%s"\nframes %s\n' "$work/before" "$3" "$work/frames" |
        "$kiosk" --state "$2" --headless $size --drive -
    values "$work/frames" | sort -n | tail -n 1 >>"$work/$1.open"
}
# The frame in which the open decision, read half way, stands in the next text size.
resizing() { # name state label
    printf 'tap "%s"\nadvance 200\ndrag 900 900 900 100 100\nadvance 4000\nframes %s\ntap "A+"\nframes %s\n' \
        "$3" "$work/before" "$work/frames" | "$kiosk" --state "$2" --headless $size --drive -
    values "$work/frames" | sort -n | tail -n 1 >>"$work/$1.resize"
}

i=0
while [ $i -lt $rounds ]; do
    i=$((i + 1))
    for count in 100 10000 100000; do
        scroll list-$count "$BUILD/bench/$count/state" $size
        for _ in 1 2 3; do
            opening list-$count "$BUILD/bench/$count/state" 255
        done
    done
    scroll long "$long/state" $size 999
    opening long "$long/state" 999
    resizing long "$long/state" 999
    scroll large "$BUILD/bench/10000/state" 3840x2160
done

figure_head "a scrolling frame, $size, software renderer"
against() { # name what share limit
    figure "$2, $3" "$(median "$work/$1.$3")" ms "$(median "$work/$1.copy")" "$(median "$work/$1.${3}_of_copy")" "$4"
}
for what in "list-10000:list of 10,000" "long:text of 1 MB" "large:list at 3840x2160"; do
    against "${what%%:*}" "${what#*:}" median 1.5
    against "${what%%:*}" "${what#*:}" p99 3
done
# Within 1.2 times or 0.2 ms: what is more than 0.2 ms is held against the smallest set. A run takes one of
# two speeds as the machine likes, which moves a median about: so the quickest run of each set counts.
growth() { # name kind
    least=$(share "$work/list-100.$2" 0)
    for count in 10000 100000; do
        this=$(share "$work/list-$count.$2" 0)
        figure "$1 of $count beside 100" "$this" ms "$least" \
            "$(awk -v a="$this" -v b="$least" 'BEGIN { printf "%.4f", (a > b && a - b <= 0.2) ? 1 : a / b }')" 1.2
    done
}
growth "list scroll" median
growth "open a decision" open
frames=$(awk -v m="$(median "$work/long.median")" 'BEGIN { printf "%.3f", 3 * m + 30 }')
for what in "open:open a decision of 1 MB" "resize:change the text size in it"; do
    took=$(median "$work/long.${what%%:*}")
    figure "${what#*:}" "$took" ms "$frames" "$(ratio "$took" "$frames")" 1
done
