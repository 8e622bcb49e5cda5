#ifndef TARTAN_CLINUX_PRIVATE_H
#define TARTAN_CLINUX_PRIVATE_H

/* Namespaces and mounts of this process' own. All answer 0, or -1 with errno. */

/* unshare(2) of the mounts; what is mounted from then on is seen by nobody else. */
int clinux_unshare_mounts(void);

/* unshare(2) of the calling thread's network. */
int clinux_unshare_network(void);

/* An empty file system in memory, or the kernel's /sys as it is in the calling thread's network. */
int clinux_mount_memory(const char *path, const char *options);
int clinux_mount_sys(const char *path);

/* Makes what is at the source seen at the target too. */
int clinux_mount_bind(const char *source, const char *target);

/* mount_setattr(2), by number: everything beneath the path can't be written any more; what is mounted there alone can. */
int clinux_mount_read_only(const char *path);
int clinux_mount_writable(const char *path);

#endif
