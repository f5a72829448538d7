#!/bin/sh
# The command line of meclis-sync: what it does not understand it says, and touches nothing.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
. "$ROOT/tests/prove/world.sh"
cd "$work" || exit 1
check "three releases" make_world

refuses() { # name words… : exit 2, and the line says so
    name=$1
    words=$2
    shift 2
    exits "$name" 2 "$sync" "$@"
    says "$name: says why" "$errors" "$words"
}
refuses "no command" "which command?"
refuses "no such command" "not a command" --state none explode
refuses "no such option" "not an option" --state none --fast status
refuses "an option without its value" "its value is missing" status --state
refuses "too many words" "too many words" --state none update a b
refuses "no state" "--state DIR is missing" status
refuses "an empty state" "--state DIR is missing" --state "" status
refuses "no trust" "--trust DIR is missing" --state none update r1
refuses "an empty trust" "--trust DIR is missing" --state none --trust "" update r1
refuses "status of something" "takes nothing behind it" --state none status r1
refuses "copy of nothing" "needs the folder" --state none --trust keys/trust copy
refuses "copy of an address" "needs the folder" --state none --trust keys/trust copy https://a/
refuses "fetch of a folder" "needs an address" --state none --trust keys/trust fetch r1
refuses "fetch of nothing" "needs an address" --state none --trust keys/trust fetch
refuses "update from nowhere" "needs the folder or the address" --state none --trust keys/trust update
exits "a configuration that is not there" 3 "$sync" --state none --trust keys/trust --config no.ini update r1
check "nothing was made" test ! -e none
exits "help" 0 "$sync" --help
says "help says how" "$out" "usage: meclis-sync"
exits "help for nobody" 5 sh -c "'$sync' --help >/dev/full"
says "help for nobody: says why" "$errors" "standard output"

# A path so long that some name does not fit behind it any more: said at every length, nothing changed.
wrong=
long=$(pwd)/s1
while [ ${#long} -lt 4050 ]; do long=$long/.; done
while [ ${#long} -lt 4095 ]; do
    for command in status check back apply "update r2" "copy r2"; do
        # shellcheck disable=SC2086
        "$sync" --state "$long" --trust keys/trust $command >long.out 2>long.err
        case $? in [02345]) ;; *) wrong="$wrong ${#long} $command: $(cat long.err)" ;; esac
    done
    long=$long/
    [ $((${#long} % 2)) -eq 0 ] || long=$long.
done
same "paths of every length" "$wrong" ""
exits "and the state is sound" 0 "$sync" --state s1 check

exits "status of nothing" 3 "$sync" --state s0 status
cp -a s0 failed
exits "an update from nowhere" 3 "$sync" --state failed --trust keys/trust update nowhere
exits "what is told of it" 0 "$sync" --state failed status
says "nothing is installed" "$out" "nothing has been installed yet"
says "and why" "$out" "error "
cp -a s2 held
exits "back" 0 "$sync" --state held back
exits "status of what is held" 0 "$sync" --state held status
says "it is held" "$out" "held     2: left by"
exits "the held release" 0 "$sync" --state held --trust keys/trust update r2
says "is not taken" "$out" "held since"
exits "apply of nothing" 0 "$sync" --state s1 --trust keys/trust apply
says "apply of nothing: says so" "$out" "nothing to do: no release waits"
finish
