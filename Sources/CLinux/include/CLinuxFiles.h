#ifndef TARTAN_CLINUX_FILES_H
#define TARTAN_CLINUX_FILES_H

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/types.h>

/* open(2) is variadic, which Swift can't call. */
static inline int clinux_open(const char *path, int flags, mode_t mode) {
    return open(path, flags | O_CLOEXEC, mode);
}

static inline int clinux_openat(int directory, const char *path, int flags, mode_t mode) {
    return openat(directory, path, flags | O_CLOEXEC, mode);
}

/* syncfs(2) is there with _GNU_SOURCE alone. */
int clinux_syncfs(int descriptor);

#endif
