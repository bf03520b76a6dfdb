#!/bin/sh
# Installs what the tests outside need: packages of Debian (debian.txt), of npm into node_modules (package.json), and of Python
# into .venv (requirements.txt), apart from the program's own.
set -eu
cd "$(dirname "$0")"

fail() {
    echo "install.sh: error: $1" >&2
    exit 1
}

# Whether a package is there; node and npm may also have come another way, and Debian's would then be in conflict.
present() {
    case $1 in
        nodejs) command -v node >/dev/null && return 0 ;;
        npm) command -v npm >/dev/null && return 0 ;;
    esac
    dpkg -s "$1" 2>/dev/null | grep -q '^Status: install ok installed$'
}

command -v dpkg >/dev/null || fail "there is no dpkg: the tests outside are set up on Debian. Install debian.txt by hand"
missing=
while read -r package; do
    case $package in
        '' | '#'*) continue ;;
    esac
    present "$package" || missing="$missing $package"
done <debian.txt

if [ -n "$missing" ]; then
    command -v apt-get >/dev/null || fail "there is no apt-get. Install by hand:$missing"
    become=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "apt-get needs root, and there is no sudo. Install as root:$missing"
        become=sudo
    fi
    echo "Debian: installing$missing"
    $become apt-get update -qq
    # shellcheck disable=SC2086 # the names are words
    $become env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
else
    echo "Debian: all packages of debian.txt are there"
fi

command -v npm >/dev/null || fail "there is no npm. Install it, and node 18 or later"
echo "npm: installing the packages of package.json into $(pwd)/node_modules"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error

echo "Python: installing the packages of requirements.txt into $(pwd)/.venv"
[ -x .venv/bin/python ] || "${PYTHON:-python3}" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --requirement requirements.txt
