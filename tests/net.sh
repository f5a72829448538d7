# For test scripts about the network, after lib.sh, in $work: two releases, and servers on loopback.
hostile=$BUILD/hostile
server=

# make_releases [COUNT]: old/ and new/, serials 1 and 2 of one publisher; base/: a state folder that shows serial 1.
make_releases() {
    "$publish" keygen --out keys --no-passphrase --municipality Muğla >log 2>&1
    "$samples" "${1:-40}" documents --seed 5 >>log 2>&1
    "$publish" import --library lib.db documents >>log 2>&1
    "$publish" release --library lib.db --key keys/publish.key --out old >>log 2>&1
    "$publish" import --library lib.db "$ROOT/db/samples" >>log 2>&1
    without_deltas lib.db # these tests are about the snapshot
    "$publish" release --library lib.db --key keys/publish.key --out new >>log 2>&1
    "$sync" --state base --trust keys/trust update old >>log 2>&1
    printf '[update]\nallow_http = yes\nconnect_seconds = 2\nanswer_seconds = 1\nstall_seconds = 1\ntotal_seconds = 2\n' >net.ini
}

# serve FOLDER SCENARIO [PREFIX]: starts the hostile server; its port is in $port, what it was asked in requests.
serve() {
    : >requests
    "$hostile" "$@" >requests 2>server.err &
    server=$!
    port=
    while [ -z "$port" ]; do
        kill -0 "$server" 2>/dev/null || return 1
        port=$(head -n 1 requests)
    done
}
stop_server() {
    [ -n "$server" ] && kill "$server" 2>/dev/null && wait "$server" 2>/dev/null
    server=
}
trap 'stop_server; rm -rf "$work"' EXIT

# fetch_all COMMAND [OPTION…]: update or fetch from the server into state/.
fetch_all() {
    command=$1
    shift
    "$sync" --state state --trust keys/trust --config net.ini "$@" "$command" "http://127.0.0.1:$port/" >out 2>err
}
