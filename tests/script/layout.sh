# Every screen on every panel, in both languages and all text sizes: see tests/layout.c.
. "$ROOT/tests/lib.sh"
mkdir "$work/empty"
if make_state "$work/set" 200; then
    "$BUILD/layout" "$work/set/state" "$work/empty" 2>/dev/null || bad=1
else
    not_ok "layout: a state to show" "$(tail -n 3 "$work/set/import.log" | tr '\n' ' ')"
fi
finish
