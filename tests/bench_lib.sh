# For the parts of `make bench`: . "$ROOT/tests/bench_lib.sh". One line a figure, ours beside its peer's,
# and the same as an object a line in $BUILD/bench.rows, of which bench.sh makes build/bench.json.
. "$ROOT/tests/lib.sh"
set -e

now() { # nanoseconds
    date +%s%N
}
# The middle line of a file of numbers.
median() { # file
    sort -n "$1" | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'
}
# The pth share of a file of numbers.
share() { # file p
    sort -n "$1" | awk -v p="$2" '{ value[NR] = $1 } END { at = int(NR * p) + 1; print value[(at > NR) ? NR : at] }'
}
ratio() { # a b
    awk -v a="$1" -v b="$2" 'BEGIN { printf "%.4f", b ? a / b : 0 }'
}
# figure NAME OURS UNIT PEER RATIO LIMIT: PEER, RATIO and LIMIT may be "-". It holds where RATIO is at most LIMIT.
figure() {
    awk -v name="$1" -v ours="$2" -v unit="$3" -v peer="$4" -v ratio="$5" -v limit="$6" -v rows="$BUILD/bench.rows" '
        function number(text) { return text == "-" ? "null" : text + 0 }
        BEGIN {
            verdict = limit == "-" ? "" : ratio + 0 <= limit + 0 ? "holds" : "MISSES"
            printf "%-50s %10s %-7s %10s %8s %8s  %s\n", name, ours, unit, peer,
                   ratio == "-" ? "-" : sprintf("%.3f", ratio), limit == "-" ? "-" : sprintf("%.3f", limit), verdict
            printf "{\"name\": \"%s\", \"ours\": %s, \"unit\": \"%s\", \"peer\": %s, \"ratio\": %s, \"limit\": %s, \"holds\": %s}\n",
                   name, number(ours), unit, number(peer), number(ratio), number(limit),
                   limit == "-" ? "null" : verdict == "holds" ? "true" : "false" >> rows
        }'
}
figure_head() {
    printf '%-50s %10s %-7s %10s %8s %8s\n' "$1" ours "" peer ratio limit
}
# A set of COUNT decisions in $BUILD/bench/COUNT/state, made once a run of `make bench`.
bench_set() { # count
    set_of=$BUILD/bench/$1
    [ -d "$set_of/state" ] || {
        rm -rf "$set_of"
        make_state "$set_of" "$1" >/dev/null
    }
    unset MECLIS_CLOCK
    printf %s "$set_of"
}
