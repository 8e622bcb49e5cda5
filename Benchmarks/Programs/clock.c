// Stands in for the real plugin of its own name and notes how long that one took: from the moment that its input was
// complete until it had ended. What the kernel makes a plugin wait for is in there, and can be taken off a caller's time;
// what a caller does before, between and after its plugins can't.
//
//   BENCH_PLUGINS   the folder of the real plugins
//   BENCH_TIMES     the file to which a line is added: nanoseconds
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;
static char config[1 << 20], path[4096];

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static size_t read_all(int from, char *into, size_t most) {
    size_t length = 0;
    ssize_t count;
    while (length < most && (count = read(from, into + length, most - length)) > 0) length += (size_t)count;
    return length;
}

static void write_all(int to, const char *text, size_t length) {
    ssize_t count;
    while (length > 0 && (count = write(to, text, length)) > 0) text += count, length -= (size_t)count;
}

static int note(const char *file, long long nanoseconds) {
    char line[32];
    int length = snprintf(line, sizeof line, "%lld\n", nanoseconds);
    int times = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    return times < 0 || write(times, line, (size_t)length) != length;
}

int main(int count, char **words) {
    const char *plugins = getenv("BENCH_PLUGINS"), *times = getenv("BENCH_TIMES");
    if (count < 1 || !plugins || !times) return 1;
    const char *slash = strrchr(words[0], '/');
    snprintf(path, sizeof path, "%s/%s", plugins, slash ? slash + 1 : words[0]);
    size_t length = read_all(0, config, sizeof config);

    int in[2], status;
    pid_t child;
    char *const arguments[] = {path, NULL};
    posix_spawn_file_actions_t actions;
    long long start = now();
    if (pipe2(in, O_CLOEXEC)) return 1;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], 0);
    if (posix_spawn(&child, path, &actions, NULL, arguments, environ)) return 1;
    close(in[0]);
    write_all(in[1], config, length);
    close(in[1]);
    waitpid(child, &status, 0);
    if (note(times, now() - start)) return 1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
