#ifndef TARTAN_CLINUX_NETLINK_H
#define TARTAN_CLINUX_NETLINK_H

#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/netlink.h>
#include <linux/nsfs.h>
#include <linux/rtnetlink.h>
#include <sys/ioctl.h>
#include <sys/vfs.h>

/* O_PATH is GNU's alone. */
int clinux_open_path(const char *path);

/* setns(2) with CLONE_NEWNET: the calling thread's network namespace. */
int clinux_enter_network_namespace(int descriptor);

/* 1 if the descriptor is a network namespace's, 0 if it is another namespace's, -1 with errno. */
int clinux_is_network_namespace(int descriptor);

/* fstatfs(2): 1 if the descriptor is a file of nsfs, 0 if not, -1 with errno. Works with O_PATH. */
int clinux_is_namespace_file(int descriptor);

#endif
