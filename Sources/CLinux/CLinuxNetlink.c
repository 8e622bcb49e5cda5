#define _GNU_SOURCE
#include "CLinuxNetlink.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sched.h>

int clinux_open_path(const char *path) {
    return open(path, O_PATH | O_CLOEXEC);
}

int clinux_enter_network_namespace(int descriptor) {
    return setns(descriptor, CLONE_NEWNET);
}

int clinux_is_network_namespace(int descriptor) {
    int kind = ioctl(descriptor, NS_GET_NSTYPE);
    return kind < 0 ? -1 : kind == CLONE_NEWNET;
}

int clinux_is_namespace_file(int descriptor) {
    struct statfs status;
    return fstatfs(descriptor, &status) < 0 ? -1 : status.f_type == NSFS_MAGIC;
}
