# For minisign_peer.sh and soak/minisign.sh: . tests/minisign_files.sh, in an empty folder.
# both_ways COUNT: so many random files, from none to 300,000 bytes; what we sign minisign verifies, and the
# other way round, under comments of many kinds. Prints cases.
tool=$BUILD/minisign-tool
comment() { # number
    case $(($1 % 5)) in
    0) echo "serial $1" ;;
    1) echo "Büyükşehir Belediyesi'nin $1 sayılı kararı" ;;
    2) echo "" ;;
    3) printf '%0900d' "$1" ;;
    4) echo "timestamp:$1 file:x hashed" ;;
    esac
}
both_ways() {
    minisign -G -W -p plain.pub -s plain.key >keys.log 2>&1
    number=0
    theirs=0
    ours=0
    changed=0
    while [ "$number" -lt "$1" ]; do
        number=$((number + 1))
        size=$(($(od -An -N4 -tu4 /dev/urandom) % (1 << (number % 19))))
        head -c "$size" /dev/urandom >file
        text=$(comment "$number")
        "$tool" sign plain.key file "$text" && minisign -Vqm file -p plain.pub && ours=$((ours + 1))
        # minisign takes an empty comment for none and writes its own
        minisign -S -s plain.key -m file -c "${text:-other}" -t "${text:-other}" >sign.log 2>&1 &&
            "$tool" verify plain.pub file && theirs=$((theirs + 1))
        printf x >>file
        "$tool" verify plain.pub file 2>/dev/null || changed=$((changed + 1))
    done
    same "minisign verifies what we sign: $number random files" "$ours" "$number"
    same "we verify what minisign signs: $number random files" "$theirs" "$number"
    same "and none of them with a byte more" "$changed" "$number"
}
# An encrypted key that minisign made; scrypt takes seconds each time.
encrypted_key() {
    echo "doğru at pil zımba" >words
    printf '%s\n%s\n' "$(cat words)" "$(cat words)" | minisign -G -p locked.pub -s locked.key >keys.log 2>&1
    echo "bir karar" >file
    check "an encrypted key of minisign's signs here" "$tool" sign locked.key file "kilitli" "$(cat words)"
    check "for minisign" minisign -Vqm file -p locked.pub
}
encrypted_key_on() { # what else it must do
    exits "not with other words" 4 "$tool" sign locked.key file "" "yanlış at pil zımba"
    check "it signs there" sh -c 'minisign -S -s locked.key -m file -c başka <words'
    check "for us" "$tool" verify locked.pub file
}
