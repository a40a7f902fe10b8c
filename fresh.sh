#!/bin/sh
# Tries README's two commands on a bare Debian: as root, then as an ordinary user. usage: fresh.sh [bookworm | trixie]
# Needs root and debootstrap. The machine's own settings of apt, pip and proxies apply. Takes half an hour or so.
set -eu
cd "$(dirname "$0")"

if [ "${1:-}" != --inside ]; then
    suite=${1:-bookworm}
    if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null 2>&1; then
        echo "make fresh needs root and debootstrap (Debian: apt-get install debootstrap)." >&2
        exit 1
    fi
    root=$(mktemp -d)
    # Everything is mounted in a separate namespace, so nothing stays mounted, however this ends.
    trap 'rm -rf --one-file-system "$root" "$root.log"' EXIT
    unshare --mount --pid --fork --kill-child ./fresh.sh --inside "$suite" "$root" &
    trap 'kill -KILL $!; wait; exit 130' INT TERM  # its processes end with it
    wait $!
    exit
fi

suite=$2 root=$3

copy() {  # FILE...: copy those that exist from the machine to the same places in the chroot
    for path in "$@"; do
        [ ! -e "$path" ] || { mkdir -p "$root$(dirname "$path")"; cp -rL "$path" "$root$(dirname "$path")/"; }
    done
}

inside() {  # USER COMMAND...: run it in the chroot with only the settings for downloading packages
    user=$1; shift
    settings=$(env | grep -iE '^(pip_[a-z_]+|[a-z]+_proxy)=' | grep -v '^PIP_CERT=' || true)
    [ ! -e "$root/etc/machine.crt" ] || settings="$settings
PIP_CERT=/etc/machine.crt"
    home=$(chroot "$root" getent passwd "$user" | cut -d: -f6)
    (
        IFS='
'
        # shellcheck disable=SC2086  # one setting per line
        exec chroot "$root" setpriv --reuid="$user" --regid="$user" --init-groups env -i \
            HOME="$home" USER="$user" LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
            $settings "$@"
    )
}

packages() { chroot "$root" dpkg-query --show --showformat '${Package} ${Version}\n'; }

try() {  # USER NAME: `make NAME` in the user's checkout; its last line
    if ! inside "$1" make --no-print-directory -C "$checkout" "$2" >"$root/$1-$2.log" 2>&1; then
        tail -n 60 "$root/$1-$2.log" >&2
        echo "make $2 failed as $1 on $suite." >&2
        exit 1
    fi
    echo "make $2, as $1: $(grep . "$root/$1-$2.log" | tail -n 1)"
}

echo "Making a bare Debian ($suite) with git, make and python3 ..."
debootstrap --variant=minbase --include=git,make,python3 "$suite" "$root" >"$root.log" 2>&1 \
    || { tail -n 20 "$root.log" >&2; exit 1; }
chmod 755 "$root"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
copy /etc/apt/apt.conf.d /etc/resolv.conf /etc/pip.conf /etc/xdg/pip
cp /etc/ssl/certs/ca-certificates.crt "$root/etc/machine.crt" 2>/dev/null || true
echo "127.0.0.1 localhost" >"$root/etc/hosts"  # normally written by Debian's installer
chroot "$root" useradd --create-home --shell /bin/sh reader
for user in root reader; do
    home=$(chroot "$root" getent passwd "$user" | cut -d: -f6)
    [ ! -e ~/.config/pip ] || { mkdir -p "$root$home/.config"; cp -rL ~/.config/pip "$root$home/.config/"; }
    mkdir "$root$home/reporter"
    git ls-files --cached --others --exclude-standard | tar --create --files-from=- | tar --extract --directory="$root$home/reporter"
    chroot "$root" chown -R "$user:" "$home"
done

packages >"$root/before"
for user in root reader; do
    checkout=$(chroot "$root" getent passwd "$user" | cut -d: -f6)/reporter
    try "$user" run
    packages >"$root/after"
    added=$(comm -13 "$root/before" "$root/after")
    echo "    installed: $(inside "$user" "$checkout/.venv/bin/python" --version)," \
        "$(inside "$user" "$checkout/.venv/bin/python" -m pip list 2>/dev/null | tail -n +3 | wc -l) Python packages;" \
        "Debian packages: ${added:-none}" | tr '\n' ',' | sed 's/,$/\n/'
    cp "$root/after" "$root/before"
    try "$user" test
done
