# For the proofs that fail calls in the program itself (prove/fault.h), after world.sh.

# story CODES BEFORE OLD NEW COMMAND…: CODES are the digits of the exit codes that are allowed.
story() {
    codes=$1
    before=$2
    old=$3
    new=$4
    shift 4
    "$BUILD/$proof" "$share" "$codes" "$before" poor "$old" "$new" "$@" >fault.out 2>&1
    code=$?
    same "$proof: $before, $*: $(tail -n 1 fault.out)" "$code $(grep '^#' fault.out)" "0 "
}
# rotated: r4, the release after the keys were changed; its digest is in d4.
rotated() {
    cp -a keys keys2
    "$publish" keygen --out other --no-passphrase --municipality Muğla &&
        "$publish" rotate --trust keys2/trust --root keys2/root.key --add other/publish.pub &&
        "$publish" release --library lib.db --key other/publish.key --trust keys2/trust --out out || return 1
    cp -r out r4
    d4=$(sed -n 's/.*"set_digest": "\(.*\)".*/\1/p' r4/manifest.json)
}
# every_story PROOF SHARE CODES: each command of sync on small kiosks, one of SHARE calls failed in turn.
every_story() {
    proof=$1
    share=$2
    cd "$work" || exit 1
    if [ ! -x "$BUILD/$proof" ]; then
        ok "skip: the sanitizers put themselves before libc too"
        finish
    fi
    check "three releases" make_world
    check "new keys" rotated
    mkdir poor
    cp -a s2 damaged
    printf x | dd of=damaged/generations/2/decisions.db bs=1 seek=9000 conv=notrunc 2>dd.err
    cp -a s1 waiting
    "$sync" --state waiting --trust keys/trust copy r2 >copy.out 2>&1
    cp -a s1 whole # no delta fits it: the snapshot waits
    : >whole/whole
    "$sync" --state whole --trust keys/trust copy r2 >>copy.out 2>&1
    story "$3" s0 none "$d1" --trust keys/trust update r1
    story "$3" s1 "$d1" "$d2" --trust keys/trust update r2
    mkdir stick
    cp -r r2 stick/meclis-kiosk
    story "$3" s1 "$d1" "$d1" --trust keys/trust copy stick
    story "$3" s2 "$d2" "$d4" --trust keys/trust update r4
    printf '[update]\nallow_http = yes\nconnect_seconds = 2\nanswer_seconds = 1\nstall_seconds = 1\ntotal_seconds = 2\n' >net.ini
    serve r2 plain
    story 035 s1 "$d1" "$d2" --trust keys/trust --config net.ini update "http://127.0.0.1:$port/"
    stop_server
    # a base that cannot even be looked at is one that the delta does not fit: the next transfer brings the snapshot
    story "${3}4" waiting "$d1" "$d2" --trust keys/trust apply
    story "$3" whole "$d1" "$d2" --trust keys/trust apply
    story "$3" s2 "$d2" "$d2" check
    story "$3" damaged "$d1" "$d1" check
    story "$3" s2 "$d2" "$d1" back
    story "$3" s2 "$d2" "$d2" status --json
    story "$3" s2 "$d2" "$d2" status
    finish
}
