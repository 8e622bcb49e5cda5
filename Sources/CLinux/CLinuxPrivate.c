#define _GNU_SOURCE
#include "CLinuxPrivate.h"

#include <fcntl.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

#define TARTAN_SYS_MOUNT_SETATTR 442
#define TARTAN_ATTR_READ_ONLY 1
#define TARTAN_RECURSIVE 0x8000

/* As <linux/mount.h> has it, which can't be included beside <sys/mount.h>. */
struct attributes {
    uint64_t set, clear, propagation, user_namespace;
};

int clinux_unshare_mounts(void) {
    return unshare(CLONE_NEWNS) < 0 ? -1 : mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL);
}

int clinux_unshare_network(void) {
    return unshare(CLONE_NEWNET);
}

int clinux_mount_memory(const char *path, const char *options) {
    return mount("tmpfs", path, "tmpfs", MS_NOSUID | MS_NODEV, options);
}

int clinux_mount_sys(const char *path) {
    return mount("sysfs", path, "sysfs", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY, NULL);
}

int clinux_mount_bind(const char *source, const char *target) {
    return mount(source, target, NULL, MS_BIND, NULL);
}

int clinux_mount_read_only(const char *path) {
    struct attributes attributes = {.set = TARTAN_ATTR_READ_ONLY};
    return (int)syscall(TARTAN_SYS_MOUNT_SETATTR, AT_FDCWD, path, TARTAN_RECURSIVE, &attributes, sizeof attributes);
}

int clinux_mount_writable(const char *path) {
    struct attributes attributes = {.clear = TARTAN_ATTR_READ_ONLY};
    return (int)syscall(TARTAN_SYS_MOUNT_SETATTR, AT_FDCWD, path, 0, &attributes, sizeof attributes);
}
