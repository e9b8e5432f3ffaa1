#!/bin/sh
# Makes sure of what the browser tests need: Chromium, the library its driver is linked with, and a font for Chinese
# (without one every bubble on the chat page is as wide as its empty boxes); and jq, with which a stranger checks an
# evidence pack. Exits 2 where it cannot be installed.
set -eu
wanted=
[ -x /usr/bin/chromium ] || wanted="chromium"
command -v jq >/dev/null 2>&1 || wanted="$wanted jq"
set -- /usr/lib/*/libatomic.so.1
[ -e "$1" ] || wanted="$wanted libatomic1"
if ! command -v fc-list >/dev/null 2>&1 || [ -z "$(fc-list :lang=zh family)" ]; then
    wanted="$wanted fontconfig fonts-noto-cjk"
fi
# shellcheck disable=SC2086 -- a list of package names
[ -z "$wanted" ] || sh "$(dirname "$0")/packages.sh" $wanted
