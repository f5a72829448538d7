# For the proofs, after tests/lib.sh: a publisher with three small releases, made one after another in
# one folder (so that deltas and chains are in them where the program makes them), and kiosks.
#   r1 r2 r3        the release folder after each release
#   s0 s1 s2        a state folder with nothing, with r1, with r1 and then r2
#   d1 d2 d3        the sets' digests
make_world() {
    export MECLIS_CLOCK=2015-07-23T05:15:00Z
    "$publish" keygen --out keys --no-passphrase --municipality Muğla || return 1
    mkdir -p s0/generations
    cp "$ROOT/db/samples/karar-2015-255.txt" karar.txt
    for n in 1 2 3; do
        sed "s/255/25$((4 + n))/g" "$ROOT/db/samples/karar-2015-255.txt" >karar.txt
        "$publish" import --library lib.db karar.txt || return 1
        "$publish" release --library lib.db --key keys/publish.key --out out || return 1
        cp -r out r$n
        eval "d$n=$(sed -n 's/.*"set_digest": "\(.*\)".*/\1/p' r$n/manifest.json)"
    done
    "$sync" --state s1 --trust keys/trust update r1 || return 1
    cp -a s1 s2
    "$sync" --state s2 --trust keys/trust update r2
}
# Memory is quicker than a disk, and no proof of this kind is about the disk.
if [ -z "${TMPDIR:-}" ] && [ -d /dev/shm ] && [ -w /dev/shm ]; then
    rm -rf "$work"
    work=$(mktemp -d /dev/shm/meclis-XXXXXX)
fi
# The sanitizers make every process some fifteen times dearer: fewer cases then.
slow=1
case $BUILD in */asan) slow=15 ;; esac
