#!/bin/sh
# Installs the Debian packages named, as root or with a sudo that asks nothing; exits 2 where neither is to be had.
set -eu
export DEBIAN_FRONTEND=noninteractive

say() { printf '%s\n' "$*" >&2; }

if ! command -v apt-get >/dev/null 2>&1; then
    say "These are missing: $*. Install them with this system's own tools."
    exit 2
fi
if [ "$(id -u)" = 0 ]; then
    sudo=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    sudo="sudo -n env DEBIAN_FRONTEND=noninteractive"
else
    say "These are missing and cannot be installed without root or sudo: $*"
    exit 2
fi
say "Installing: $*"
$sudo apt-get update -qq
$sudo apt-get install -y -qq --no-install-recommends "$@" >/dev/null
