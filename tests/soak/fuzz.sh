#!/bin/sh
# libFuzzer, 60 s each target; clang and its runtime are installed where they are missing.
set -u
cd "$(dirname "$0")/../.." || exit 1
for package in clang libclang-rt-14-dev; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -q '^installed' && continue
    echo "Installing Debian packages: $package"
    if [ "$(id -u)" -eq 0 ]; then apt-get install -y --no-install-recommends "$package" >/dev/null; else
        sudo apt-get install -y --no-install-recommends "$package" >/dev/null; fi
done
make --no-print-directory fuzz BUILD="$1" FUZZ_SECONDS="${FUZZ_SECONDS:-60}" | grep -v '^ '
