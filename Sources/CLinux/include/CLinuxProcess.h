#ifndef TARTAN_CLINUX_PROCESS_H
#define TARTAN_CLINUX_PROCESS_H

#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <sys/signalfd.h>
#include <sys/types.h>
#include <sys/wait.h>

/* Both ends are CLOEXEC. */
int clinux_pipe(int ends[2]);

/* pidfd_open(2) and pidfd_send_signal(2), by number: a C library older than 2.36 has no names for them. */
int clinux_pidfd_open(pid_t process);
int clinux_pidfd_send_signal(int descriptor, int signal);

/* File actions that POSIX lacks. */
int clinux_spawn_addchdir(posix_spawn_file_actions_t *actions, const char *path);
int clinux_spawn_addclosefrom(posix_spawn_file_actions_t *actions, int first);

/* Device and inode of what the path leads to, from what the kernel has in memory: a file system whose server doesn't answer isn't asked. */
int clinux_identify(const char *path, uint64_t *device, uint64_t *inode);

/* The wait macros, which Swift can't see. */
static inline int clinux_has_exited(int status) { return WIFEXITED(status); }
static inline int clinux_exit_status(int status) { return WEXITSTATUS(status); }
static inline int clinux_term_signal(int status) { return WTERMSIG(status); }

#endif
