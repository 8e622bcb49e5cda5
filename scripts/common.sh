# Shared by the scripts of this folder: where the repository is, and how they speak.
# Source it; it runs nothing.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# What people see of the build folders, in one place.
release_build=$root/.build-release
check_build=$root/.build-check
bench_build=$root/.build-bench
kernel_build=$root/.build-kernel
agent_build=$root/.build-agent
agent_tests=$root/.build-agent-tests

say() { printf '%s\n' "$*"; }

# die MESSAGE [NEXT STEP]: one sentence on what is wrong, and what to do about it.
die() {
    printf 'error: %s\n' "$1" >&2
    if [ $# -gt 1 ]; then printf '       %s\n' "${@:2}" >&2; fi
    exit 1
}

# need COMMAND PACKAGE
need() {
    command -v "$1" >/dev/null || die "$1 is missing (Debian package $2)." "Install what is needed: scripts/setup"
}

# need_root WHAT: namespaces, bridges and rules are root's alone.
need_root() {
    if [ "$(id -u)" != 0 ]; then
        die "$1 needs root: it makes network namespaces." "Run it so: sudo env PATH=\"\$PATH\" make $1"
    fi
}

# private_host SCRIPT ARGUMENTS…: starts the script again in a host of its own, unless it runs in one already.
# Its network, its mounts, /run and /var/lib are private, so whatever it makes dies with it, even if it is killed.
private_host() {
    if [ "${TARTAN_PRIVATE_HOST:-}" != 1 ]; then
        exec env TARTAN_PRIVATE_HOST=1 unshare --net --mount --propagation private -- "$@"
    fi
    mount -t tmpfs -o mode=0755 private-run /run
    mount -t tmpfs -o mode=0755 private-lib /var/lib
    mkdir -p /run/netns
    ip link set lo up
}
