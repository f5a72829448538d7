#!/bin/sh
# What people get wrong: each has its own message, which says what to do, and its own exit code; nothing is lost.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
export MECLIS_CLOCK=2015-07-23T05:15:00Z
cd "$work" || exit 1
. "$ROOT/tests/net.sh"
make_releases 60 || not_ok "two releases" "$(cat log)"
"$publish" keygen --out foreign --no-passphrase --municipality Aydın >>log
"$publish" release --library lib.db --key foreign/publish.key --out theirs >>log
run_sync() { "$sync" --state state --trust keys/trust "$@"; }
content() { (cd state && find . -type f ! -name status.json ! -name lock ! -path './inbox/*' -exec cksum {} + | sort); }
: >said
# wrong NAME CODE WORDS WHAT-TO-DO COMMAND…: in one line of its own, and the kiosk has what it had.
wrong() {
    label=$1
    words=$3
    remedy=$4
    code=$2
    shift 4
    before=$(content)
    exits "$label: exit $code" "$code" "$@"
    says "$label: is said" "$errors" "$words"
    says "$label: and what to do" "$errors" "$remedy"
    same "$label: in one line" "$(printf '%s\n' "$errors" | wc -l)" 1
    same "$label: nothing is lost" "$(content)" "$before"
    check "$label: and what is shown is sound" "$sync" --state state check
    printf '%s\n' "$words" >>said
}

cp -a base state
mkdir empty
wrong "no trust folder" 3 "nowhere: there is no such trust folder" "copy the trust/ folder" \
    "$sync" --state state --trust nowhere update new
wrong "an empty trust folder" 3 "empty: no keyset in this trust folder" "copy the trust/ folder" \
    "$sync" --state state --trust empty update new
wrong "a foreign trust folder" 4 "filled under other keys than those in foreign/trust" "put the old one back" \
    "$sync" --state state --trust foreign/trust update new
wrong "another municipality's release" 4 "bu bellekteki veriler başkasının" "copy the trust/ folder" run_sync update theirs
mkdir two && cp -r old two/meclis-kiosk && mkdir two/B && cp -r new two/B/Meclis-Kiosk
wrong "two sticks in one folder" 3 "two releases in it" "yalnızca birini bırakın" run_sync update two
wrong "a second stick while the first is read" 3 "another meclis-sync is at work here" "try again" \
    flock state/lock "$sync" --state state --trust keys/trust update new
wrong "a stick without a release" 3 "no release in it" "bellekte karar verisi yok" run_sync update empty
wrong "no stick" 3 "cannot open this folder" "No such file" run_sync update none
check "a newer release" run_sync update new
wrong "an older stick" 4 "bu bellekteki veriler daha eski" "take a newer release" run_sync update old
says "the status keeps it for the screen" "$(cat state/status.json)" "daha eski"

if unshare -rm mount -t tmpfs none empty 2>/dev/null; then
    rm -rf state && cp -a base state
    read_only() {
        unshare -rm sh -c 'mount --bind state state && mount -o remount,bind,ro state && exec "$@"' sh \
            "$sync" --state state --trust keys/trust "$@"
    }
    wrong "a read-only state folder" 5 "Read-only file system" "mount it writable" read_only update new
    wrong "a read-only state folder, copy" 5 "Read-only file system" "mount it writable" read_only copy new
    exits "a read-only state folder has a status" 0 read_only status
    says "that says what is shown" "$out" "serial   1"
    exits "and is shown" 0 "$kiosk" --state state --check

    # A disk of 1 MB on which so much is left, in KiB: at every step there is too little at some of them. It is copied
    # out again, for it lives only as long as its namespace.
    cat >full.sh <<'X'
mount -t tmpfs -o size=1000k none disk && cp -a base disk/state || exit 1
left=$(df -k --output=avail disk | tail -n 1)
head -c $(((left - $1) * 1024)) /dev/zero >disk/filler
shift
for command; do
    "$sync" --state disk/state --trust keys/trust $command
    code=$?
done
cp -a disk/state state
exit $code
X
    mkdir disk
    export sync
    places=
    for left in 0 4 8 16 24 32 48 64 100 150 200 300; do
        rm -rf state
        unshare -rm sh full.sh $left "update new" >out 2>err
        code=$?
        errors=$(cat err)
        if [ $code -eq 0 ]; then
            same "$left KiB are enough" "$(cat state/current)" 2
        else
            same "$left KiB left: exit 5 in one line, and the old set" "$code $(wc -l <err) $(cat state/current)" "5 1 1"
            says "$left KiB left: is said" "$errors" "No space left on device; free some space"
            same "$left KiB left: the room is given back" "$(ls state/inbox) $(ls state/generations)" " 1"
            places="$places $(sed 's/.*state\/\([^ :]*\).*/\1/' err)"
        fi
        check "$left KiB left: sound" "$sync" --state state check
        exits "$left KiB left: with more room it is taken" 0 run_sync update new
        rm -rf state
        unshare -rm sh full.sh $left "copy new" apply >out 2>err
        code=$?
        check "$left KiB left, in two sandboxes: 0 or 5 ($code)" test $code -eq 0 -o $code -eq 5
        check "$left KiB left, in two sandboxes: sound" "$sync" --state state check
        exits "$left KiB left, in two sandboxes: copy with more room" 0 run_sync copy new
        exits "$left KiB left, in two sandboxes: apply with more room" 0 run_sync apply
        same "$left KiB left, in two sandboxes: taken" "$(cat state/current)" 2
    done
    for place in inbox/manifest.json inbox/snapshot-2.db.zst generations/2.tmp/decisions.db; do
        says "it was full at $place" "$places" "$place"
    done
else
    ok "skip: a full and a read-only disk need namespaces for this test"
fi
same "no two messages are the same" "$(sort said | uniq -d | grep -v Read-only)" ""
finish
