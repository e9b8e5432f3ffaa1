#!/bin/sh
# Makes .venv and installs what a lock file lists. Works on a bare Debian or Ubuntu, as root or not.
set -eu
lock=$1
python=${PYTHON:-python3}

say() { printf '%s\n' "$*" >&2; }

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    say "Python 3.11 or newer is needed: install it, or name one with make PYTHON=/path/to/python3 …"
    exit 2
fi

make_venv() { "$python" -m venv .venv >/dev/null 2>&1; }

if [ ! -x .venv/bin/python ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    rm -rf .venv
    if ! make_venv; then
        # Debian keeps the venv module's parts in a package of its own.
        rm -rf .venv
        sh "$(dirname "$0")/packages.sh" python3-venv
        make_venv
    fi
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r "$lock"
