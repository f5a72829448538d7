#!/bin/sh
# Installs the Debian packages that are missing, and says in one line which, before it does.
set -eu
need="${*:-} gcc libc6-dev make pkg-config clang-format
libsdl2-dev libsdl2-ttf-dev libpng-dev libsqlite3-dev libsodium-dev libzstd-dev
libjansson-dev libinih-dev libutf8proc-dev libcurl4-openssl-dev libcmocka-dev minisign strace xvfb
libxml2-dev libzip-dev libqpdf-dev libseccomp-dev poppler-utils nginx-light openssl zip zstd sqlite3"

missing=
for package in $need; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

echo "Installing Debian packages:$missing"
as_root=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
        echo "deps: root or sudo is needed; as root: apt-get install$missing" >&2
        exit 3
    }
    as_root=sudo
fi
export DEBIAN_FRONTEND=noninteractive
# The tests start an nginx of their own, on loopback; the package's service must not listen here.
case $missing in *nginx*) [ ! -d /run/systemd/system ] || $as_root systemctl mask nginx.service >/dev/null 2>&1 || true ;; esac
quietly() {
    log=$(mktemp)
    if ! "$@" >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        rm -f "$log"
        echo "deps: the packages could not be installed; see the lines above" >&2
        exit 3
    fi
    rm -f "$log"
}
quietly $as_root apt-get update
quietly $as_root apt-get install -y --no-install-recommends $missing
