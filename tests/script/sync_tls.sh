#!/bin/sh
# Updates from a real nginx: what a poll costs, ranges, and every certificate that is not the right one.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
cd "$work" || exit 1
. "$ROOT/tests/net.sh"
. "$ROOT/tests/nginx.sh"
if ! [ -x "$nginx" ] || ! command -v openssl >/dev/null; then
    not_ok "nginx and openssl are there" "make deps installs them"
    finish
fi
make_releases 60 || not_ok "two releases" "$(cat log)"
here="DNS:localhost,IP:127.0.0.1"
long="20200101000000Z 20991231000000Z"
make_authority own
make_authority other
# shellcheck disable=SC2086
{
    make_certificate good own "$here" $long
    make_certificate elsewhere own "DNS:meclis.example" $long
    make_certificate foreign other "$here" $long
    make_certificate expired own "$here" 20200101000000Z 20210101000000Z
    make_certificate future own "$here" 20980101000000Z 20990101000000Z
}
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout self.key -out self.pem -days 3650 \
    -subj /CN=localhost -addext "subjectAltName=$here" >>openssl.log 2>&1

tls() { # PORTn NAME MORE
    echo "server { listen $1 ssl; ssl_certificate $work/$2.pem; ssl_certificate_key $work/$2.key; $3 }"
}
start_nginx "$(
    echo "server { listen PORT0; location /slow/ { alias $work/new/; limit_rate 4k; } }"
    tls PORT1 good ""
    tls PORT2 elsewhere ""
    tls PORT3 foreign ""
    tls PORT4 expired ""
    tls PORT5 future ""
    tls PORT6 self ""
    tls PORT7 good "ssl_protocols TLSv1.1; ssl_ciphers DEFAULT@SECLEVEL=0;"
    tls PORT8 good "return 301 https://localhost:1/;"
    echo "server { listen PORT9; return 302 https://localhost:$((port0 + 1))\$request_uri; }"
)" || not_ok "nginx runs" "$(cat nginx.out nginx/error.log)"

printf '[update]\nca = %s\n' "$work/own.pem" >tls.ini
again() {
    rm -rf state
    cp -a base state
    : >access.log
}
get() { # CONFIG PORTDIGIT [SCHEME] [FOLDER]
    "$sync" --state state --trust keys/trust --config "$1" update "${3:-https}://localhost:$((port0 + $2))/${4:-}" >out 2>err
}
# refuses NAME WORDS PORTDIGIT [CONFIG] [SCHEME]
refuses() {
    again
    get "${4:-tls.ini}" "$3" "${5:-https}"
    same "$1: could not get it" "$? $(cat state/current) $(wc -l <err)" "3 1 1"
    says "$1: is said" "$(cat err)" "$2"
}

again
get tls.ini 1
same "https" "$? $(cat state/current)" "0 2"
: >access.log
get tls.ini 1
same "nothing new" "$? $(cut -d: -f1 out)" "0 nothing to do"
sleep 0.1
same "costs one request, which has no body" "$(awk '{ print $3, $5 }' access.log)" "304 /manifest.json"
bytes=$(awk '{ print $1 + $2 }' access.log)
check "and under 1 KB: $bytes bytes" test "$bytes" -lt 1000
again
get net.ini 0 http
same "plain http where it is allowed" "$? $(cat state/current)" "0 2"
again
get tls.ini 0 http
same "and not asked where it is not" "$? $(wc -l <access.log)" "2 0"

# A total deadline cuts the transfer at 4 KiB a second; the next run goes on.
again
sed 's/total_seconds = .*/total_seconds = 1/' net.ini >short.ini
get short.ini 0 http slow/
same "a run that takes too long ends" "$?" 3
get net.ini 0 http
same "another address begins anew" "$? $(cat state/current)" "0 2"
again
get short.ini 0 http slow/
get short.ini 0 http slow/
sleep 0.1
same "the same address continues" "$(awk '/snapshot/ { print $3 }' access.log | sort -u | tail -n 1)" 206

# What the screen is told meanwhile.
again
sed 's/total_seconds = .*/total_seconds = 60/; s/stall_seconds = .*/stall_seconds = 30/' net.ini >patient.ini
get patient.ini 0 http slow/ &
puller=$!
: >percents
while kill -0 $puller 2>/dev/null; do
    sed -n 's/^  "percent": \([0-9]*\).*/\1/p' state/status.json >>percents
    sleep 0.1
done
wait $puller
same "a slow transfer" "$? $(cat state/current)" "0 2"
check "is followed in status.json: $(uniq percents | tr '\n' ' ')" grep -q '^[1-9][0-9]\{0,1\}$' percents
same "and only grows" "$(uniq percents)" "$(sort -n percents | uniq)"

refuses "another host's certificate" "not taken for the right server" 2
refuses "an authority that is not ours" "not taken for the right server" 3
refuses "an expired certificate" "expired" 4
refuses "one of the future" "not yet valid" 5
says "with this computer's clock" "$(cat err)" "clock says 20"
refuses "a self-signed certificate" "self-signed" 6
refuses "TLS 1.1" "not taken for the right server" 7
refuses "an authority that the system does not know" "not taken for the right server" 1 net.ini
refuses "a redirect" "sends us elsewhere" 8
refuses "a redirect from http to https" "sends us elsewhere" 9 net.ini http
refuses "no TLS there" "not taken for the right server" 0
printf '[update]\nca = %s\n' "$work/nothing.pem" >bad.ini
again
get bad.ini 1
same "an authority's file that is not there" "$?" 2
says "is a matter of the configuration" "$(cat err)" "look at \`ca\`"
finish
