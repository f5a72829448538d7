#!/bin/sh
# 1,000 simulated kiosks and one nginx on this machine: what it costs when nothing is new, and when something
# is. Each kiosk is a run of meclis-sync over https with a state folder of its own.
BUILD=$(cd "${1:-$BUILD}" && pwd)
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/bench_lib.sh"
set +e
cd "$work" || exit 1
. "$ROOT/tests/net.sh"
. "$ROOT/tests/nginx.sh"
kiosks=${2:-1000}
[ -x "$nginx" ] && make_releases 100 || {
    echo "poll: no nginx, or no release: $(tail -n 1 log)" >&2
    exit 1
}
make_authority own
make_certificate good own "DNS:localhost,IP:127.0.0.1" 20200101000000Z 20991231000000Z
cp -r old now
start_nginx "server { root now; listen PORT0 ssl; ssl_protocols TLSv1.2 TLSv1.3; ssl_certificate $work/good.pem; ssl_certificate_key $work/good.key; }" || exit 1
printf '[update]\nca = %s/own.pem\nurl = https://localhost:%s/\n' "$work" "$port0" >poll.ini

# A kiosk that has polled once already; the others begin as copies of it, with its database as a link.
mkdir kiosk
cp -a base kiosk/0
poll() { "$sync" --state "kiosk/$1" --trust keys/trust --config poll.ini update >>polls.out 2>>polls.err; }
poll 0 || exit 1
for i in $(seq "$kiosks"); do
    mkdir "kiosk/$i"
    cp -al kiosk/0/generations "kiosk/$i/"
    cp -a kiosk/0/inbox kiosk/0/current kiosk/0/trust.json kiosk/0/status.json "kiosk/$i/"
done

ticks=$(getconf CLK_TCK)
served() { awk -v t="$ticks" '{ print ($14 + $15) / t * 1000 }' "/proc/$(pgrep -P "$nginx_pid" | head -n 1)/stat"; }
# The children's time; a pipe would ask a shell that has none.
asked() {
    times >times.out
    awk 'NR == 2 { gsub(/[ms]/, " "); print (($1 * 60 + $2) + ($3 * 60 + $4)) * 1000 }' times.out >asked.out
}
each() { # after before [divisor]
    awk -v a="$1" -v b="$2" -v d="${3:-1}" -v n="$kiosks" 'BEGIN { printf "%.2f", (a - b) / d / n }'
}
everybody() { # NAME MOST-BYTES
    : >access.log
    before=$(served)
    start=$(date +%s%N)
    asked && asked_before=$(cat asked.out)
    for i in $(seq "$kiosks"); do poll "$i" || {
        echo "poll: kiosk $i: $(tail -n 1 polls.err)" >&2
        exit 1
    }; done
    after=$(served)
    asked && asked_after=$(cat asked.out)
    sleep 0.1
    wall=$(($(date +%s%N) - start))
    bytes=$(awk '{ sum += $1 + $2 } END { printf "%.0f", sum / '"$kiosks"' }' access.log)
    figure "$1: a poll over http" "$bytes" bytes "$2" "$([ "$2" = - ] && echo - || ratio "$bytes" "$2")" "$([ "$2" = - ] && echo - || echo 1)"
    figure "  CPU of nginx" "$(each "$after" "$before")" ms - - -
    figure "  CPU of meclis-sync" "$(each "$asked_after" "$asked_before")" ms - - -
    figure "  by the wall" "$(each "$wall" 0 1000000)" ms - - -
}
everybody "$kiosks kiosks, nothing new" 1000
# Handshake, records and tickets too: what goes through the socket.
if strace -f -yy -o wire -e trace=read,write,sendto,recvfrom,sendmsg,recvmsg \
    "$sync" --state kiosk/1 --trust keys/trust --config poll.ini update >>polls.out 2>>polls.err; then
    figure "  the same with a new TLS connection" "$(awk '/^[0-9]+ +[a-z]+\([0-9]+<TCP/ && $NF > 0 { sum += $NF } END { print sum + 0 }' wire)" bytes - - -
fi
cp new/* now/
everybody "$kiosks kiosks, one decision more" -
