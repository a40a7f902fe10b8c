#!/bin/sh
# Builds the images with buildah and runs reporter's with crun: read-only, not as root, without a network.
# Needs root and buildah, crun and debootstrap (Debian packages). The machine's own settings of pip apply.
set -eu
cd "$(dirname "$0")/.."
[ "$(id -u)" = 0 ] || { echo "make container needs root." >&2; exit 1; }
work=$(mktemp -d)
export BUILDAH_ISOLATION=chroot
build() { buildah --root "$work/images" --runroot "$work/run" "$@"; }
trap 'build umount --all >/dev/null 2>&1; rm -rf --one-file-system "$work"' EXIT

if ! build pull --quiet docker.io/library/debian:trixie-slim >/dev/null 2>&1; then
    echo "The registry cannot be reached; making the base image with debootstrap ..."
    debootstrap --variant=minbase trixie "$work/base" >"$work/log" 2>&1 || { tail -n 20 "$work/log" >&2; exit 1; }
    base=$(build from scratch)
    build copy --quiet "$base" "$work/base" / >/dev/null
    build commit --quiet "$base" docker.io/library/debian:trixie-slim >/dev/null
fi
printf '[global]\ncert = /run/machine.crt\n' >"$work/pip.conf"
image() { build bud --quiet --pull-never --format docker \
    --volume /etc/ssl/certs/ca-certificates.crt:/run/machine.crt:ro --volume "$work/pip.conf:/etc/pip.conf:ro" "$@" >"$work/log" 2>&1 \
    || { tail -n 20 "$work/log" >&2; exit 1; }; }
image --tag reporter .
image --tag relay --file container/mail.Containerfile container

mkdir -p "$work/reporter" "$work/data"
chown 10001:10001 "$work/data"
tree=$(build mount "$(build from --pull-never localhost/reporter)")
run() {  # COMMAND...: in the container
    python3 - "$tree" "$work/data" "$@" >"$work/reporter/config.json" <<'END'
import json, sys
tree, data, *command = sys.argv[1:]
def mount(place, kind, *options, source="none"):
    return {"destination": place, "type": kind, "source": source, "options": list(options)}
print(json.dumps({
    "ociVersion": "1.0.2",
    "root": {"path": tree, "readonly": True},
    "process": {
        "user": {"uid": 10001, "gid": 10001}, "cwd": "/data", "args": command, "capabilities": {}, "noNewPrivileges": True,
        "env": ["PATH=/opt/reporter/bin:/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8", "HOME=/data"],
    },
    "mounts": [
        mount("/proc", "proc"), mount("/dev", "tmpfs"), mount("/tmp", "tmpfs", "mode=1777"),
        mount("/data", "bind", "rbind", source=data),
    ],
    "linux": {"namespaces": [{"type": kind} for kind in ("pid", "ipc", "uts", "mount", "network")]},
}))
END
    # crun accepts no mixture of the two kinds of control groups, which some machines have; it uses none here.
    unshare --mount sh -c 'umount -R /sys/fs/cgroup; mount -t cgroup2 none /sys/fs/cgroup; exec crun "$@"' crun \
        --cgroup-manager=disabled --root "$work/crun" run --bundle "$work/reporter" try
}
run sh -c '! touch /x 2>/dev/null && ! touch /opt/reporter/x 2>/dev/null && test "$(id -u)" = 10001'
run reporter init --with-samples /data
run reporter run --strict
run reporter check || true  # there is no model
test -s "$work"/data/output/*/briefing.pdf
echo "The image ($(du -sh "$tree" | cut -f 1)) makes the sample edition: read-only, as user 10001, without a network."

mkdir -p "$work/relay"
tree=$(build mount "$(build from --pull-never localhost/relay)")
install -D -m 600 /dev/null "$tree/run/secrets/relay"
chroot "$tree" smtpd -n
