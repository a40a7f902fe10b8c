#!/bin/sh
# Installs reporter from this bundle into FOLDER, without a network and without root.
# Usage: sh install.sh [--trust KEY] FOLDER
# KEY is a file with the public key of whoever made the bundle (of minisign or SSH); get it by another way.
# Run it again with a newer bundle to upgrade. Files in FOLDER that differ from the bundle's are kept.
set -eu
export LC_ALL=C.UTF-8

fail() { echo "install.sh: $*" >&2; exit 1; }

trust=
if [ "${1:-}" = --trust ] && [ $# -gt 1 ]; then trust=$2; shift 2; fi
case "${1:-}" in ""|-*) set -- ;; esac
[ $# = 1 ] || { echo "Usage: sh install.sh [--trust KEY] FOLDER" >&2; exit 2; }
if [ -n "$trust" ]; then
    [ -r "$trust" ] || fail "The key $trust cannot be read."
    trust=$(realpath "$trust")
fi
folder=$(realpath -m "$1")
cd "$(dirname "$0")"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Is the bundle what its maker made?
[ -f SHA256SUMS ] || fail "SHA256SUMS is missing; nothing was installed."
if [ -z "$trust" ]; then
    if [ -f SHA256SUMS.sig ] || [ -f SHA256SUMS.minisig ]; then
        echo "The bundle is signed, but the signature was not checked; name the public key with --trust." >&2
    fi
elif [ "$(head -c 18 "$trust")" = "untrusted comment:" ]; then
    [ -f SHA256SUMS.minisig ] || fail "The bundle is not signed with minisign; nothing was installed."
    minisign -V -q -p "$trust" -m SHA256SUMS || fail "The signature does not match the key; nothing was installed."
else
    [ -f SHA256SUMS.sig ] || fail "The bundle is not signed with an SSH key; nothing was installed."
    echo "maker $(cat "$trust")" >"$scratch/signers"
    ssh-keygen -Y verify -q -f "$scratch/signers" -I maker -n reporter-bundle -s SHA256SUMS.sig <SHA256SUMS \
        || fail "The signature does not match the key; nothing was installed."
fi
names() { tr '\n' ' ' | sed 's/ $//'; }
cut -c 67- SHA256SUMS | sort >"$scratch/listed"
find . ! -type d ! -path "./SHA256SUMS*" | cut -c 3- | sort >"$scratch/found"
missing=$(comm -23 "$scratch/listed" "$scratch/found" | names)
[ -z "$missing" ] || fail "Missing from the bundle: $missing. Nothing was installed."
added=$(comm -13 "$scratch/listed" "$scratch/found" | names)
[ -z "$added" ] || fail "Added to the bundle: $added. Nothing was installed."
sha256sum --check --strict --quiet SHA256SUMS >"$scratch/check" 2>/dev/null || {
    changed=$(sed -n 's/: FAILED.*//p' "$scratch/check" | names)
    fail "Changed since the bundle was made: ${changed:-SHA256SUMS}. Nothing was installed."
}

# Can it run here?
said() { sed -n "s/^  \"$1\": \"\\(.*\\)\",*\$/\\1/p" bundle.json; }
version=$(said python)
python=
for name in "python$version" python3; do
    if [ "$("$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = "$version" ]; then
        python=$name
        break
    fi
done
[ -n "$python" ] || fail "The bundle is for Python $version, which is not installed here."
"$python" - "$(said platform)" <<'END' || exit 1
import platform, sys
_, major, minor, machine = sys.argv[1].split("_", 3)
library, version = platform.libc_ver()
here = tuple(map(int, version.split("."))) if library == "glibc" else (0, 0)
if platform.machine() != machine or here < (int(major), int(minor)):
    sys.exit(f"install.sh: The bundle is for {machine} with glibc {major}.{minor} or newer; "
             f"this machine is {platform.machine()} with {library or 'no glibc'} {version}.")
END
lacks() { ! "$python" -c "import ctypes.util, sys; sys.exit(ctypes.util.find_library('$1') is None)"; }
needed=
"$python" -c 'import ensurepip, venv' 2>/dev/null || needed="$needed python$version-venv"
if lacks pango-1.0; then needed="$needed libpango-1.0-0"; fi
if lacks pangoft2-1.0; then needed="$needed libpangoft2-1.0-0"; fi
if lacks harfbuzz-subset; then needed="$needed libharfbuzz-subset0"; fi
[ -z "$needed" ] || fail "These Debian packages are missing here:$needed. Install them first (see debian-packages.txt)."

# Install.
echo "Installing into $folder ..."
mkdir -p "$folder"
[ -x "$folder/.venv/bin/python" ] || "$python" -m venv "$folder/.venv"
PIP_CONFIG_FILE=/dev/null "$folder/.venv/bin/python" -m pip --quiet --disable-pip-version-check install \
    --no-index --find-links wheels --require-hashes --requirement requirements.txt
while read -r name; do
    case "$name" in desk/*) ;; *) continue ;; esac
    place=$folder/${name#desk/}
    if [ ! -e "$place" ]; then
        mkdir -p "$(dirname "$place")"
        cp "$name" "$place"
    elif ! cmp -s "$name" "$place"; then
        echo "Kept $place, which differs from the bundle's $name." >&2
    fi
done <"$scratch/listed"
reporter() { command=$1 action=$2; shift 2; "$folder/.venv/bin/reporter" "$command" "$action" --config "$folder/config.yaml" "$@"; }
for file in packages/*.argosmodel; do
    if [ -f "$file" ]; then reporter models install "$file"; fi
done
if [ -f translations.tmx ]; then reporter memory import translations.tmx; fi
reporter doctor --offline
echo "Put articles where 'inputs:' in $folder/config.yaml says, then run:"
echo "  $folder/.venv/bin/reporter run --config $folder/config.yaml"
