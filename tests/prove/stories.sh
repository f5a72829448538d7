# For the proofs that fail calls in the program itself (prove/fault.h), after world.sh.

# story BEFORE OLD NEW COMMAND…
story() {
    before=$1
    old=$2
    new=$3
    shift 3
    "$BUILD/$proof" "$share" "$before" poor "$old" "$new" "$@" >fault.out 2>&1
    code=$?
    same "$proof: $*: $(tail -n 1 fault.out)" "$code $(grep '^#' fault.out)" "0 "
}
# every_story PROOF SHARE: each command of sync on small kiosks, one of SHARE calls failed in turn.
every_story() {
    proof=$1
    share=$2
    cd "$work" || exit 1
    if [ ! -x "$BUILD/$proof" ]; then
        ok "skip: the sanitizers put themselves before libc too"
        finish
    fi
    check "three releases" make_world
    mkdir poor
    cp -a s2 damaged
    printf x | dd of=damaged/generations/2/decisions.db bs=1 seek=9000 conv=notrunc 2>dd.err
    cp -a s1 waiting
    "$sync" --state waiting --trust keys/trust copy r2 >copy.out 2>&1
    story s0 none "$d1" --trust keys/trust update r1
    story s1 "$d1" "$d2" --trust keys/trust update r2
    story s1 "$d1" "$d1" --trust keys/trust copy r2
    story waiting "$d1" "$d2" --trust keys/trust apply
    story s2 "$d2" "$d2" check
    story damaged "$d1" "$d1" check
    story s2 "$d2" "$d1" back
    story s2 "$d2" "$d2" status --json
    finish
}
