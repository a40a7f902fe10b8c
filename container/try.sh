#!/bin/sh
# Builds the images with podman and runs reporter's as docs/operating.md says: read-only, not as root, without a network.
# Needs root, podman and debootstrap (Debian packages). The machine's own certificates apply while the images are built.
set -eu
cd "$(dirname "$0")/.."
if [ "${1:-}" != --inside ]; then
    [ "$(id -u)" = 0 ] || { echo "make container needs root." >&2; exit 1; }
    work=$(mktemp -d)
    trap 'rm -rf --one-file-system "$work"' EXIT
    unshare --mount container/try.sh --inside "$work"  # nothing stays mounted, however this ends
    exit
fi
work=$2

# podman accepts no mixture of the two kinds of control groups, which some machines have; it uses none here.
umount -R /sys/fs/cgroup && mount -t cgroup2 none /sys/fs/cgroup
engine() { podman --root "$work/images" --runroot "$work/run" --cgroup-manager cgroupfs "$@"; }
quietly() { "$@" >"$work/log" 2>&1 || { tail -n 20 "$work/log" >&2; exit 1; }; }

if ! engine pull --quiet docker.io/library/debian:trixie-slim >/dev/null 2>&1; then
    echo "The registry cannot be reached; making the base image with debootstrap ..."
    quietly debootstrap --variant=minbase trixie "$work/base"
    tar --create --directory="$work/base" . | quietly engine import - docker.io/library/debian:trixie-slim
fi
printf '[global]\ncert = /run/machine.crt\n' >"$work/pip.conf"
image() {
    quietly engine build --isolation chroot --pull=never --format docker "$@" \
        --volume /etc/ssl/certs/ca-certificates.crt:/run/machine.crt:ro --volume "$work/pip.conf:/etc/pip.conf:ro"
}
image --tag reporter .
image --tag relay --file container/mail.Containerfile container

run() {
    engine run --rm --cgroups=disabled --ulimit nofile=1024:1024 --ulimit nproc=1024:1024 \
        --no-healthcheck --read-only --tmpfs /tmp --cap-drop ALL --network none --volume briefing:/data "$@"
}
run --entrypoint sh reporter -c '! touch /x 2>/dev/null && ! touch /opt/reporter/x 2>/dev/null && test "$(id -u)" = 10001'
run reporter init --with-samples /data
run reporter run --strict
run reporter check || true  # there is no model
run --entrypoint sh reporter -c 'test -s output/*/briefing.pdf'
echo "The image ($(engine image inspect --format '{{.Size}}' reporter | numfmt --to=si)) makes the sample edition: read-only, as user 10001, without a network."
echo "relay user:password" >"$work/relay"
engine run --rm --cgroups=disabled --ulimit nofile=1024:1024 --ulimit nproc=1024:1024 --network none \
    --volume "$work/relay:/run/secrets/relay:ro" relay smtpd -n
