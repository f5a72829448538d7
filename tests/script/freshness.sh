#!/bin/sh
# Clocks that are wrong, releases that are old, and what the screen is told of an update.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
cd "$work" || exit 1
issued=2015-07-23T05:15:00Z
at() { # time command…
    time=$1
    shift
    MECLIS_CLOCK=$time "$@"
}
"$publish" keygen --out keys --no-passphrase --municipality "Muğla" >log
"$samples" 13 documents --seed 5 >>log
mkdir first && mv "$(find documents -type f | sort | head -n 1)" first/
at $issued "$publish" import --library lib.db first >>log 2>&1
at $issued "$publish" release --library lib.db --key keys/publish.key --out r1 >>log
at $issued "$publish" import --library lib.db documents >>log 2>&1
at 2015-07-24T05:15:00Z "$publish" release --library lib.db --key keys/publish.key --out r2 >>log
update() { # time state release
    at "$1" "$sync" --state "$2" --trust keys/trust update "$3"
}
member() { # name: of status.json in `state`
    sed -n "s/^  \"$1\": \\(.*[^,]\\),\\{0,1\\}\$/\\1/p" "${2:-state}/status.json"
}
live() { # time name: as `status --json` says at that time
    at "$1" "$sync" --state state status --json | sed -n "s/^  \"$2\": \\(.*[^,]\\),\\{0,1\\}\$/\\1/p"
}

# ---- what the screen is told ----
exits "a first stick" 0 update $issued state r1
same "is done" "$(member state)" '"done"'
same "with a new decision" "$(member new)" 1
same "and says since when" "$(member since)" "\"$issued\""
same "under keyset 1" "$(member keyset)" 1
if strace -o trace -e trace=none true 2>/dev/null; then
    check "a second one, traced" strace -f -o trace -s 4000 -e trace=write,rename \
        env ASAN_OPTIONS=detect_leaks=0 MECLIS_CLOCK=2015-07-24T06:00:00Z "$sync" --state state --trust keys/trust update r2
    same "copying, checking, done" \
        "$(grep -o '\\"state\\": \\"[a-z]*\\"' trace | sed 's/.*"\([a-z]*\)\\"$/\1/' | tr '\n' ' ')" \
        "copying checking done "
    same "status.json was written three times" "$(grep -c 'rename(.*status.json' trace)" 3
else
    exits "a second one" 0 update 2015-07-24T06:00:00Z state r2
fi
same "twelve new decisions" "$(member new)" 12
exits "the same once more" 0 update 2015-07-24T06:10:00Z state r2
same "is done, too" "$(member state)$(member new)" '"done"0'
same "and newly so" "$(member since)" '"2015-07-24T06:10:00Z"'
exits "an older one" 4 update 2015-07-24T06:11:00Z state r1
same "is refused" "$(member state)$(member new)" '"refused"null'
mkdir empty
exits "an empty one" 3 update 2015-07-24T06:12:00Z state empty
same "has failed" "$(member state)" '"failed"'
exits "copy only receives" 0 at 2015-07-24T06:13:00Z "$sync" --state two --trust keys/trust copy r2
same "is not done yet" "$(member state two)" '"checking"'
exits "apply has the last word" 0 at 2015-07-24T06:13:00Z "$sync" --state two --trust keys/trust apply
same "which is done" "$(member state two)$(member new two)" '"done"13'
printf '%s' '{"type": "meclis-status/1", "state": "nonsense", "new": -1}' >two/status.json
exits "a status that makes no sense is written anew" 0 update 2015-07-24T06:14:00Z two r2
same "done" "$(member state two)" '"done"'

# ---- clocks ----
same "within its time a release is fresh" "$(live 2015-07-25T00:00:00Z expired)" false
same "and the clock is known" "$(live 2015-07-25T00:00:00Z clock_known)" true
same "past it the screen may say so" "$(live 2015-09-01T00:00:00Z expired)" true
for year in 1970 2038 2099; do
    time=$year-01-19T03:14:08Z
    rm -rf "y$year"
    exits "$year: an update" 0 update $time "y$year" r1
    exits "$year: another" 0 update $time "y$year" r2
    exits "$year: check" 0 at $time "$sync" --state "y$year" check
    exits "$year: back" 0 at $time "$sync" --state "y$year" back
    exits "$year: the older one stays out" 4 update $time "y$year" r1
    exits "$year: the kiosk shows them" 0 sh -c \
        "echo quit | MECLIS_CLOCK=$time '$kiosk' --state y$year --headless 1280x800 --drive -"
    case $year in
    1970)
        same "1970: the time is not before the release's" "$(member updated y1970)" '"2015-07-24T05:15:00Z"'
        same "1970: nor known" "$(member clock_known y1970)" false
        same "1970: nothing has expired for that" "$(member expired y1970)" false
        ;;
    *)
        same "$year: taken at its word" "$(member updated y$year)" "\"$time\""
        same "$year: known" "$(member clock_known y$year)" true
        same "$year: expired, and shown all the same" "$(member expired y$year)" true
        ;;
    esac
done
exits "status says it in words" 0 at 2099-01-01T00:00:00Z "$sync" --state state status
says "expired" "$out" "expired"
exits "and at 1970" 0 at 1970-01-01T00:00:00Z "$sync" --state state status
says "clock" "$out" "makes no sense"
exits "the floor outlives its generation" 0 sh -c "rm -rf floor; cp -r state floor; rm -r floor/generations floor/current floor/previous floor/status.json"
exits "in trust.json" 4 update 1970-01-01T00:00:00Z floor r1
same "an error of 1970 carries the floor's time" "$(sed -n 's/.*"time": "\([^"]*\)".*/\1/p' floor/status.json)" 2015-07-24T05:15:00Z
exits "an expired release is better than an older one" 0 update 2030-01-01T00:00:00Z late r2
same "and says so" "$(member expired late)" true
exits "a clock that jumps back between two runs" 0 update 1970-01-01T00:00:00Z late r2
same "changes nothing" "$(member serial late)" 2
finish
