#!/bin/sh
# Transfers that are cut, killed and continued over several runs; the timer's patience; fetch and apply
# in two sandboxes; proxies.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
export MECLIS_CLOCK=2015-07-23T05:15:00Z
cd "$work" || exit 1
. "$ROOT/tests/net.sh"
make_releases 20 || not_ok "two releases" "$(cat log)"
snapshot=$(stat -c %s new/snapshot-2.db.zst)
from() { awk '/snapshot/ { print $4 }' requests | tr '\n' ' '; }
again() {
    rm -rf state
    cp -a base state
}

# cut_everywhere SCENARIO LAST: the connection breaks at each KiB, the server is dead for the rest of that run;
# the next run asks for the rest, and LAST says whether it gets it or all of it.
cut_everywhere() {
    wrong=
    at=1024
    count=0
    while [ "$at" -lt "$snapshot" ]; do
        again
        serve new "$1=$at" snapshot
        fetch_all update
        [ $? -eq 3 ] && [ "$(cat state/current)" = 1 ] || wrong="$wrong $at: first run;"
        fetch_all update || wrong="$wrong $at: $(cat err);"
        stop_server
        [ "$(cat state/current)" = 2 ] || wrong="$wrong $at: not shown;"
        [ "$(from)" = "-1 $at $at " ] || wrong="$wrong $at: asked for $(from);"
        sent=$(awk '/snapshot/ { sent = $3 } END { print sent }' requests)
        [ "$sent" -lt $((snapshot - at * $2 + 300)) ] || wrong="$wrong $at: $sent bytes;"
        at=$((at + 1024))
        count=$((count + 1))
    done
    [ "$count" -ge 8 ] || wrong="$wrong only $count cuts"
    same "$1 at each of $count KiB" "$wrong" ""
}
cut_everywhere cut-dead 1
cut_everywhere cut-dead-other 0

again
serve new loris-once snapshot
sed 's/^\(.*seconds\) = .*/\1 = 30/' net.ini >slow.ini
"$sync" --state state --trust keys/trust --config slow.ini update "http://127.0.0.1:$port/" >out 2>err &
victim=$!
while ! [ -s state/inbox/snapshot-2.db.zst ]; do
    kill -0 $victim 2>/dev/null || break
done
sleep 0.3
kill -9 $victim
wait $victim 2>/dev/null
check "after a kill the next run" fetch_all update
stop_server
says "goes on where it was" "$(from)" "-1 "
check "with what was there" test "$(from | cut -d' ' -f2)" -gt 0
same "and shows it" "$(cat state/current)" 2

# What lies in the inbox is believed by nobody.
again
serve new cut-dead=2048 snapshot
fetch_all update
head -c 2048 /dev/urandom >state/inbox/snapshot-2.db.zst
check "a beginning that was changed" fetch_all update
same "costs another request" "$(from)" "-1 2048 2048 -1 "
stop_server
for damage in '' '{' '{"type": "meclis-part/1", "url": 1}' link; do
    again
    serve new cut-dead=2048 snapshot
    fetch_all update
    if [ "$damage" = link ]; then
        echo kept >victim.txt
        ln -sf "$work/victim.txt" state/inbox/snapshot-2.db.zst
    else
        printf %s "$damage" >state/inbox/part.json
    fi
    fetch_all update
    same "damage in the inbox does not matter: $damage" "$? $(cat state/current)" "0 2"
    stop_server
done
same "no link is followed" "$(cat victim.txt)" kept

again
serve new plain
(
    trap '' XFSZ
    ulimit -f $(((snapshot - 2000) / 512 / 2 * 2))
    fetch_all update
)
same "a full disk" "$? $(wc -l <err) $(cat state/current)" "5 1 1"
same "gets its room back" "$(ls state/inbox | grep -v net.json)" ""
check "and the next run succeeds" fetch_all update
stop_server

# ---- nothing new ----
serve new plain
again
check "an update from a server" fetch_all update
: >requests.old
before=$(wc -l <requests)
check "and again" fetch_all update
says "is nothing to do" "$(cat out)" "nothing to do"
same "for one request" "$(tail -n +$((before + 1)) requests | cut -d' ' -f1,2)" "manifest.json 304"
inode=$(stat -c %i state/inbox/net.json state/status.json)
fetch_all update
same "and no write" "$(stat -c %i state/inbox/net.json state/status.json)" "$inode"
MECLIS_CLOCK=2015-07-24T06:15:00Z fetch_all update
same "once a day it is asked for in any case" "$(tail -n 1 requests | cut -d' ' -f1,2)" "manifest.json 200"
echo damage >state/generations/2/decisions.db
check "a set that is damaged" fetch_all update
same "is not asked for with a condition" "$(tail -n 1 requests | cut -d' ' -f1,2)" "snapshot-2.db.zst 200"
check "and is whole again" "$sync" --state state check
cp -r new odd
check "a third release" "$publish" release --library lib.db --key keys/publish.key --deltas 0 --out new
check "is seen" fetch_all update
same "and shown" "$(cat state/current)" 3
"$sync" --state state back >log 2>&1
check "after back" fetch_all update
says "what was left is held" "$(cat out)" "held"
same "for one request" "$(tail -n 1 requests | cut -d' ' -f1,2)" "manifest.json 304"
stop_server
rm -rf state
serve new plain
check "a first update" fetch_all update
check "and a poll" fetch_all update
same "which has its condition already" "$(tail -n 1 requests | cut -d' ' -f1,2)" "manifest.json 304"
stop_server
serve new etag-junk manifest
fetch_all update
fetch_all update
same "without ETags it is one request too" "$? $(tail -n +2 requests | cut -d' ' -f1,2 | tr '\n' ' ')" \
    "0 manifest.json 200 manifest.json 200 "
stop_server
serve odd plain
fetch_all update
same "an older mirror is refused" "$? $(cat state/current)" "4 3"
stop_server

# ---- the timer's patience ----
again
serve new status=503
fetch_all update --timer
same "a server that is down" "$?" 3
says "is in the status" "$("$sync" --state state status --json)" '"failures": 1'
fetch_all update --timer
same "a timer that fires too often" "$?" 0
says "waits" "$(cat out)" "waiting for"
same "and asks nothing" "$(wc -l <requests)" 2
fetch_all update
same "somebody who asks is served at once" "$? $(wc -l <requests)" "3 3"
says "the status says until when" "$("$sync" --state state status)" "a timer asks again from 2015-07-23T05:1"
MECLIS_CLOCK=2015-07-23T05:17:01Z fetch_all update --timer
same "the pause ends" "$? $(wc -l <requests)" "3 4"
MECLIS_CLOCK=2014-01-01T00:00:00Z fetch_all update --timer
same "a clock that was set back does not make it longer" "$? $(wc -l <requests)" "3 5"
stop_server
serve new status=503
for i in 1 2 3 4 5 6 7 8 9; do fetch_all update; done
stop_server
until=$(sed -n 's/.*"next": "\(.*\)",/\1/p' state/inbox/net.json)
longest=$(($(date -d "$until" +%s) - $(date -d "$MECLIS_CLOCK" +%s)))
check "the pause grows to an hour at most" test "$longest" -ge 1800 -a "$longest" -le 3600

# ---- fetch and apply ----
rm -rf new
cp -r odd new
again
sum() { (cd state && find . -path ./inbox -prune -o -type f ! -name status.json ! -name lock -exec cksum {} + | sort); }
serve new plain
before=$(sum)
exits "fetch" 0 fetch_all fetch
says "leaves it to apply" "$(cat out)" "waits in the inbox"
same "and touches nothing else" "$(sum)" "$before"
exits "fetch once more" 0 fetch_all fetch
same "has the snapshot already" "$(grep -c snapshot requests)" 1
stop_server
again
serve new loris-once snapshot
"$sync" --state state --trust keys/trust --config slow.ini fetch "http://127.0.0.1:$port/" >out 2>err &
victim=$!
while ! [ -s state/inbox/snapshot-2.db.zst ]; do
    kill -0 $victim 2>/dev/null || break
done
kill -9 $victim
wait $victim 2>/dev/null
check "after a fetch that was killed" "$sync" --state state --trust keys/trust apply
same "nothing is applied, and what came is kept" \
    "$(cat state/current) $(find state/inbox -name part.json -o -name 'snapshot-2*' | wc -l)" "1 2"
exits "the next fetch" 0 fetch_all fetch
says "goes on where it was" "$(from)" "-1 "
check "with what was there" test "$(from | cut -d' ' -f2)" -gt 0
stop_server
apply() { "$sync" --state state --trust keys/trust apply; }
exits "apply needs no network" 0 apply
says "and says what it took" "$out" "updated: serial 2"
same "the inbox is empty but for what is known of the server" "$(ls state/inbox)" net.json
if unshare -rm true 2>/dev/null; then
    again
    "$sync" --state state --trust keys/trust copy new >out
    exits "an inbox that apply cannot empty" 5 unshare -rm sh -c \
        "mount --bind state/inbox state/inbox && mount -o remount,bind,ro state/inbox && '$sync' --state state --trust keys/trust apply"
    says "is named" "$errors" "state/inbox"
    same "the new set is shown" "$(cat state/current)" 2
    exits "the next apply has it right" 0 apply
    same "it is empty then" "$(ls state/inbox)" ""
else
    ok "skip: an inbox that cannot be emptied needs namespaces for this test"
fi
exits "apply of nothing" 0 apply
says "is nothing to do" "$out" "nothing to do"
again
exits "copy" 0 "$sync" --state state --trust keys/trust copy new
printf x | dd of=state/inbox/snapshot-2.db.zst bs=1 seek=900 conv=notrunc 2>dd.err
exits "what was changed in the inbox is refused" 4 apply
same "the old set stays" "$(cat state/current)" 1
same "and the inbox is emptied" "$(ls state/inbox)" ""
exits "copy again" 0 "$sync" --state state --trust keys/trust copy new
ln -sf /dev/zero state/inbox/manifest.json.minisig
exits "a link in the inbox is refused" 4 apply
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
    again
    mkdir -p state/inbox
    chmod 755 "$work" keys keys/trust
    chown 65534:65534 state/inbox
    serve new plain
    setpriv --reuid=65534 --regid=65534 --clear-groups "$sync" --state state --trust keys/trust \
        --config net.ini fetch "http://127.0.0.1:$port/" >out 2>err
    same "fetch needs no right but to write into the inbox" "$? $(cat err)" "0 "
    stop_server
    exits "and apply takes it" 0 apply
    same "which is shown" "$(cat state/current)" 2
    again
    serve new plain
    setpriv --reuid=65534 --regid=65534 --clear-groups "$sync" --state state --trust keys/trust \
        --config net.ini update "http://127.0.0.1:$port/" >out 2>err
    same "a state folder that cannot be written" "$? $(wc -l <err) $(wc -l <requests)" "5 1 1"
    stop_server
else
    ok "skip: fetch without rights needs root for this test"
fi

# ---- configuration ----
config() { # NAME WORDS LINE…
    name=$1
    words=$2
    shift 2
    printf '%s\n' "$@" >bad.ini
    exits "$name" 2 "$sync" --state state --trust keys/trust --config bad.ini update
    says "$name: the line" "$errors" "$words"
}
config "no address" "needs the folder or the address" "[update]"
config "unknown setting" "bad.ini:2: colour = red" "[update]" "colour = red"
config "a word for a number" "bad.ini:3: total_seconds = soon" "[update]" "" "total_seconds = soon"
config "plain http" "allow_http = yes" "[update]" "url = http://127.0.0.1/"
config "a name in the address" "no user's name" "[update]" "url = https://u:secret@127.0.0.1/"
check "and no password in the message" test -z "$(printf %s "$errors" | grep secret)"
config "another protocol" "bad.ini:2: url" "[update]" "url = file:///etc/"
exits "no such file" 3 "$sync" --state state --trust keys/trust --config nothing.ini update
again
serve new plain
(cat net.ini && echo "url = http://127.0.0.1:$port") >own.ini
exits "the configuration's address" 0 "$sync" --state state --trust keys/trust --config own.ini update
same "is asked" "$(cat state/current)" 2
again
(cat net.ini && echo "proxy = http://127.0.0.1:$port") >proxy.ini
exits "through a proxy" 0 "$sync" --state state --trust keys/trust --config proxy.ini update http://meclis.invalid/r/
same "it arrives too" "$(cat state/current)" 2
again
exits "the environment's proxy is not asked" 0 env http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9 \
    all_proxy=http://127.0.0.1:9 "$sync" --state state --trust keys/trust --config own.ini update
stop_server
serve new plain
exits "no trust folder" 3 "$sync" --state state --trust nowhere --config net.ini update "http://127.0.0.1:$port/"
says "how to install one" "$errors" "keygen"
same "and nothing is asked" "$(wc -l <requests)" 1
stop_server
exits "nobody listens" 3 "$sync" --state state --trust keys/trust --config own.ini update
says "is said" "$errors" "is the network up?"
finish
