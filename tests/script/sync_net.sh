#!/bin/sh
# Updates from a web server that misbehaves (tests/hostile): whatever it does, one calm line, exit 3 or
# 4, the old set, and nothing that grows.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
export MECLIS_CLOCK=2015-07-23T05:15:00Z
cd "$work" || exit 1
. "$ROOT/tests/net.sh"
make_releases || not_ok "two releases" "$(cat log)"
snapshot=$(stat -c %s new/snapshot-2.db.zst)

# attack CODE WORDS SCENARIO [PREFIX]: an update from such a server ends with CODE and says WORDS.
attack() {
    code=$1
    words=$2
    rm -rf state
    cp -a base state
    serve "$folder" "$3" "${4:-}"
    fetch_all update
    got=$?
    stop_server
    wrong=
    [ "$got" -eq "$code" ] || wrong="exit $got;"
    [ "$(wc -l <err)" -eq $((code > 0)) ] || wrong="$wrong not one line;"
    grep -q "$words" err out || wrong="$wrong not '$words';"
    [ "$(cat state/current)" = $((code == 0 ? 2 : 1)) ] || wrong="$wrong $(cat state/current) is shown;"
    [ "$(du -sb state/inbox | cut -f1)" -le $((snapshot + 20000)) ] || wrong="$wrong the inbox grew;"
    [ "$(awk 'NR > 1 && $3 > max { max = $3 } END { print max + 0 }' requests)" -lt 12000000 ] ||
        wrong="$wrong it went on reading;"
    [ "$(wc -l <requests)" -le 9 ] || wrong="$wrong $(wc -l <requests) requests;"
    same "$3 ${4:-all}: $code, $words" "$wrong$([ -z "$wrong" ] || cat err)" ""
}

folder=new
attack 0 "updated: serial 2" plain
attack 0 "updated: serial 2" chunked
attack 0 "updated: serial 2" no-length
attack 3 "login page" portal
attack 3 "answered 204" status=204
attack 3 "answered 304" status=304
attack 3 "answered 206" status=206
attack 3 "answered 403" status=403
attack 3 "answered 407" status=407
attack 3 "answered 500" status=500
attack 3 "no such file" status=404
attack 3 "broke off" close
attack 3 "broke off" reset
attack 3 "no web server" garbage
attack 3 "no web server" bare
attack 3 "too slow" silent
attack 3 "too slow" loris
attack 3 "too slow" loris-head
attack 3 "end of header lines" headers=100000
attack 3 "header line without end" header-long
attack 3 "end of header lines" interim
attack 3 "end of header lines" trailers
for code in 301 302 303 307 308; do
    attack 3 "sends us elsewhere" status=$code
    same "$code is not followed" "$(grep -c . requests)" 2
done

# The manifest, its signature, and the snapshot each in turn.
attack 4 "manifest" empty manifest.json
attack 3 "broke off" length-over manifest.json
attack 4 "manifest" length-under manifest.json
attack 4 "allowed are" length-huge manifest.json
attack 3 "." length-junk manifest.json
attack 4 "larger than" endless manifest.json
attack 4 "larger than" chunked-endless manifest.json
attack 3 "broke off" chunked-cut manifest.json
attack 4 "manifest" chunked-short manifest.json
attack 3 "." chunked-junk manifest.json
attack 4 "no such file" status=404 manifest.json.minisig
attack 4 "manifest" empty manifest.json.minisig
attack 4 "larger than" endless manifest.json.minisig
attack 3 "login page" portal manifest.json.minisig
attack 4 "signed are" empty snapshot
attack 4 "signed are" portal snapshot
attack 4 "signed are" length-over snapshot
attack 4 "signed are" length-under snapshot
attack 4 "signed are" length-huge snapshot
attack 4 "larger than" endless snapshot
attack 4 "larger than" chunked-endless snapshot
attack 4 "only .* signed are" chunked-short snapshot
attack 4 "only .* signed are" no-length=5000 snapshot
attack 4 "no such file" status=404 snapshot
attack 3 "answered 503" status=503 snapshot
attack 3 "sends us elsewhere" status=302 snapshot
cp net.ini kept.ini
sed -i 's/answer_seconds.*/answer_seconds = 30/; s/total_seconds.*/total_seconds = 30/; $a stall_bytes = 1000' net.ini
attack 3 "slow" loris snapshot
sed 's/stall_seconds.*/stall_seconds = 30/; s/total_seconds.*/total_seconds = 1/' kept.ini >net.ini
attack 3 "slow" loris snapshot
mv kept.ini net.ini
attack 0 "updated: serial 2" encoded snapshot
attack 0 "updated: serial 2" etag-junk snapshot

# Cut, and continued in the same run.
attack 0 "updated: serial 2" cut-once=3000 snapshot
same "the rest alone comes" "$(awk '/snapshot/ { print $4 }' requests | tr '\n' ' ')" "-1 3000 "
attack 0 "updated: serial 2" cut-other=3000 snapshot
attack 3 "broke off" cut-weak=3000 snapshot
for wrong in start end total unit first large dash last slash size tail none etag 416 ignored; do
    attack 0 "updated: serial 2" range-$wrong=3000 snapshot
done
attack 0 "updated: serial 2" range-bytes=3000 snapshot
same "a file that was put together wrongly comes once more" \
    "$(awk '/snapshot/ { print $4 }' requests | tr '\n' ' ')" "-1 3000 -1 "

# Published between the two requests of one run.
mkdir swap
cp -r new swap/old
"$publish" release --library lib.db --key keys/publish.key --deltas 0 --out new >>log 2>&1
cp -r new swap/
cp new/* swap/
rm -rf state
cp -a base state
serve swap swap
fetch_all update
published=$?
# manifest, signature and the question for another keyset, twice; then the snapshot
sleep 0.3 # the server notes a request when it has answered it
same "published between two requests" "$published $(cat state/current) $(wc -l <requests)" "0 3 8"
fetch_all update
sleep 0.3
same "and the ETag is the newer one's" "$(tail -n 1 requests | cut -d' ' -f1,2)" "manifest.json 304"

# What went wrong at the stick is over when the server has nothing new.
"$sync" --state state --trust keys/trust update nowhere >out 2>err
says "a failure at the stick is told" "$(cat state/status.json)" '"state": "failed"'
fetch_all update
same "and nothing new" "$?" 0
says "ends it" "$(cat state/status.json)" '"state": null'
stop_server
finish
