#!/bin/sh
# Makes sure of what the browser tests need: Chromium, and a font for Chinese (without one every bubble on the
# chat page is as wide as its empty boxes). Exits 2 where it cannot be installed.
set -eu
wanted=
[ -x /usr/bin/chromium ] || wanted="chromium"
if ! command -v fc-list >/dev/null 2>&1 || [ -z "$(fc-list :lang=zh family)" ]; then
    wanted="$wanted fontconfig fonts-noto-cjk"
fi
# shellcheck disable=SC2086 -- a list of package names
[ -z "$wanted" ] || sh "$(dirname "$0")/packages.sh" $wanted
