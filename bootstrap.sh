#!/bin/sh
# Creates .venv with the releases in the lock file, unless it is up to date. Usage: bootstrap.sh run | dev
# Installs missing system packages with apt if it can become root; otherwise says what to install, and stops.
set -eu
cd "$(dirname "$0")"

case "${1:-}" in
    run) lock=requirements.lock ;;
    dev) lock=requirements-dev.lock ;;
    *) echo "Usage: bootstrap.sh run | dev" >&2; exit 2 ;;
esac

# An environment made for another folder, or by a Python that no longer exists, must be made again.
in_order() {
    .venv/bin/python -I -c 'import os, reporter, sys; sys.exit(not os.path.samefile(reporter.__file__, sys.argv[1]))' \
        reporter/__init__.py 2>/dev/null
}

up_to_date() {
    in_order && [ -z "$(find "$lock" pyproject.toml bootstrap.sh tests/web/package-lock.json -newer ".venv/.$1" 2>&1)" ]
}

if up_to_date "$1"; then exit; fi

find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
}

has_library() { "$1" -c "import ctypes.util, sys; sys.exit(ctypes.util.find_library('$2') is None)"; }

missing_packages() {
    python=$(find_python)
    [ -n "$python" ] || { echo python3 python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; return; }
    "$python" -c 'import ensurepip, venv' 2>/dev/null || echo "$("$python" -c 'import sys; print(f"python3.{sys.version_info[1]}-venv")')"
    has_library "$python" pango-1.0 || echo libpango-1.0-0
    has_library "$python" pangoft2-1.0 || echo libpangoft2-1.0-0
    has_library "$python" harfbuzz-subset || echo libharfbuzz-subset0
}

say_how() {
    cat >&2 <<END
reporter needs system packages that are not installed: $*
  Debian, Ubuntu: sudo apt-get install -y python3 python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
  Fedora:         sudo dnf install -y python3 pango harfbuzz
  macOS:          brew install python pango harfbuzz
Python 3.11 or newer is required. Install the packages, then run the same command again.
END
    exit 1
}

missing=$(missing_packages | tr '\n' ' ')
if [ -n "$missing" ]; then
    command -v apt-get >/dev/null 2>&1 || say_how "$missing"
    if [ "$(id -u)" = 0 ]; then as_root=""
    elif command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then as_root=sudo
    else say_how "$missing"; fi
    echo "Installing system packages: $missing"
    $as_root apt-get update -qq
    # shellcheck disable=SC2086  # one word per package
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null || say_how "$missing"
    missing=$(missing_packages | tr '\n' ' ')
    [ -z "$missing" ] || say_how "$missing"
fi

echo "Creating .venv (takes a few minutes the first time) ..."
in_order || { rm -rf .venv; "$(find_python)" -m venv .venv; }
pip() { .venv/bin/python -m pip --quiet --disable-pip-version-check "$@"; }
pip install --require-hashes --requirement "$lock"
pip install --no-deps --no-build-isolation --editable .
if [ "$1" = dev ] && command -v npm >/dev/null 2>&1; then
    npm ci --prefix tests/web --omit=optional --silent --no-audit --no-fund \
        || echo "The packages of tests/web could not be installed; the tests that need them will be skipped." >&2
fi
touch ".venv/.$1"
