#!/bin/sh
# Builds the wheel and the sdist in dist/, and tries each in a clean environment of every Python that is found here;
# then makes a bundle and installs it without a network.
# Usage: package.sh [PYTHON...]  (default: the newest python3.11 to python3.14 on PATH or installed by pyenv)
set -eu
cd "$(dirname "$0")"
lock=$PWD/requirements.lock
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

pythons() {
    for minor in 11 12 13 14; do
        for python in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.$minor.*/bin/python3 "$(command -v python3.$minor)"; do
            if [ -x "$python" ] && "$python" -c 'import ensurepip, venv' 2>/dev/null; then echo "$python"; break; fi
        done
    done
}

try() {  # PYTHON FILE: install it as its users do, and make the sample edition far from the checkout
    env=$work/env desk=$work/desk
    rm -rf "$env" "$desk"
    "$1" -m venv "$env"
    pip() { "$env/bin/python" -m pip --quiet --quiet --disable-pip-version-check "$@"; }
    pip install --require-hashes --requirement "$lock"
    pip install --no-deps --no-build-isolation "$2"
    pip check >/dev/null
    (
        cd "$work"
        export HOME="$work/home"
        "$env/bin/reporter" init --with-samples "$desk" >/dev/null
        "$env/bin/reporter" run --strict --config "$desk/config.yaml" >/dev/null
        "$env/bin/reporter" export --format epub --config "$desk/config.yaml" >/dev/null
        "$env/bin/reporter" templates copy "$work/letterhead$$" --example letterhead >/dev/null
        "$env/bin/reporter" templates check "$work/letterhead$$" >/dev/null
        rm -rf "$work/letterhead$$"
        test -s "$desk"/output/*/briefing.pdf
    )
    echo "$("$env/bin/python" --version), ${2##*/}: installed; made the sample edition"
}

rm -rf dist
.venv/bin/uv build --quiet --no-build-isolation --python .venv/bin/python --out-dir dist .
.venv/bin/twine check --strict dist/*.whl dist/*.tar.gz
[ $# -gt 0 ] || set -- $(pythons)
[ $# -gt 0 ] || { echo "No Python 3.11 or newer was found." >&2; exit 1; }
for python in "$@"; do
    for file in dist/*.tar.gz dist/*.whl; do try "$python" "$file"; done
done

contents() { "$python" -m zipfile --list "$1" | awk '{ print $1 }' | sort; }

carry() {  # what was installed last makes a bundle, which is installed without a network
    "$env/bin/reporter" bundle --config "$desk/config.yaml" "$work/carried.tar" >/dev/null 2>&1
    tar --extract --directory="$work" --file="$work/carried.tar"
    [ "$(contents dist/*.whl)" = "$(contents "$work"/reporter-bundle/wheels/reporter_*.whl)" ] \
        || { echo "The bundle has another wheel of reporter." >&2; exit 1; }
    PATH=$(dirname "$1"):$PATH unshare --map-root-user --net \
        sh "$work/reporter-bundle/install.sh" "$work/there" >"$work/carried.log" 2>&1 || { cat "$work/carried.log" >&2; exit 1; }
    "$work/there/.venv/bin/reporter" check --config "$work/there/config.yaml" | grep -q "^ok     fonts"
    echo "$("$work/there/.venv/bin/python" --version), $(du -h "$work/carried.tar" | cut -f 1) bundle: installed without a network"
}
carry "$python"
