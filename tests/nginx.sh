# For test scripts that need a real web server, after lib.sh, in $work: nginx on loopback ports of its own.
nginx=$(command -v nginx || echo /usr/sbin/nginx)
nginx_pid=

# start_nginx SERVERS: the text of the http block's servers, in which PORT0 to PORT9 stand for free ports; then
# $port0 is the first of them. Its log, access.log, has request bytes, reply bytes, status, protocol and path.
start_nginx() {
    try=0
    while [ $try -lt 20 ]; do
        port0=$((20000 + ($$ * 13 + try * 997) % 39000))
        try=$((try + 1))
        mkdir -p nginx
        {
            [ "$(id -u)" -ne 0 ] || echo "user root;"
            echo "daemon off; worker_processes 1; pid nginx/pid; error_log nginx/error.log;"
            echo "events { worker_connections 512; }"
            echo "http { log_format bytes '\$request_length \$bytes_sent \$status \$server_protocol \$uri';"
            echo "access_log access.log bytes; default_type application/octet-stream; root new;"
            for kind in client_body proxy fastcgi uwsgi scgi; do echo "${kind}_temp_path nginx/$kind;"; done
            printf '%s\n' "$1" | for digit in 0 1 2 3 4 5 6 7 8 9; do echo "s/PORT$digit/127.0.0.1:$((port0 + digit))/g"; done >ports.sed
            printf '%s\n' "$1" | sed -f ports.sed
            echo "}"
        } >nginx.conf
        : >access.log
        "$nginx" -p "$work/" -c nginx.conf >nginx.out 2>&1 &
        nginx_pid=$!
        wait_for_nginx && return 0
    done
    return 1
}
# Up when its pid file is there and it lives: a port that is taken ends it, after some tries of its own.
wait_for_nginx() {
    for _ in $(seq 100); do
        kill -0 "$nginx_pid" 2>/dev/null || return 1
        [ -s nginx/pid ] && grep -q . nginx/pid && return 0
        grep -q 'Address already in use' nginx/error.log 2>/dev/null && break
        sleep 0.05
    done
    stop_nginx
    rm -rf nginx
    return 1
}
stop_nginx() {
    [ -n "$nginx_pid" ] && kill "$nginx_pid" 2>/dev/null && wait "$nginx_pid" 2>/dev/null
    nginx_pid=
}
trap 'stop_nginx; rm -rf "$work"' EXIT

# An authority of our own, and certificates of it. make_authority NAME; make_certificate NAME AUTHORITY HOST BEGIN END
# (as 20200101000000Z).
make_authority() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -out "$1.pem" -days 3650 \
        -subj "/CN=Test authority $1" -addext basicConstraints=critical,CA:TRUE >>openssl.log 2>&1
}
make_certificate() {
    rm -rf ca && mkdir ca && : >ca/index && echo "$(date +%N)1" | sed 's/^/0/; s/^\(\(..\)*\).$/\1/' >ca/serial
    cat >ca/conf <<C
[ca]
default_ca = own
[own]
database = ca/index
serial = ca/serial
new_certs_dir = ca
default_md = sha256
policy = any
x509_extensions = names
unique_subject = no
[any]
commonName = supplied
[names]
subjectAltName = $3
C
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$1" \
        >>openssl.log 2>&1 &&
        openssl ca -batch -config ca/conf -cert "$2.pem" -keyfile "$2.key" -in "$1.csr" -out "$1.pem" -notext \
            -startdate "$4" -enddate "$5" >>openssl.log 2>&1
}
