// The floor: starts the delegates of one call in order, feeds each its input, reads its answer. Nothing else.
// FLOOR_STEPS names a file with one line a step: verb, interface, binary, input, separated by tabs. An input that
// ends in ':' is completed with the answer before it and '}', as prevResult goes along a chain.
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;
static char config[1 << 20], steps[1 << 20], answer[1 << 20];

static size_t read_all(int from, char *into, size_t most) {
    size_t length = 0;
    ssize_t count;
    while (length < most - 1 && (count = read(from, into + length, most - 1 - length)) > 0) length += (size_t)count;
    into[length] = 0;
    return length;
}

static void write_all(int to, const char *text, size_t length) {
    ssize_t count;
    while (length > 0 && (count = write(to, text, length)) > 0) text += count, length -= (size_t)count;
}

static int run(const char *verb, const char *interface, const char *binary, const char *input) {
    int in[2], out[2], status;
    pid_t child;
    char *const arguments[] = {(char *)binary, NULL};
    posix_spawn_file_actions_t actions;

    setenv("CNI_COMMAND", verb, 1);
    setenv("CNI_IFNAME", interface, 1);
    if (pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC)) return 1;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], 0);
    posix_spawn_file_actions_adddup2(&actions, out[1], 1);
    if (posix_spawn(&child, binary, &actions, NULL, arguments, environ)) return 1;
    posix_spawn_file_actions_destroy(&actions);
    close(in[0]);
    close(out[1]);
    write_all(in[1], input, strlen(input));
    if (input[strlen(input) - 1] == ':') write_all(in[1], answer, strlen(answer)), write_all(in[1], "}", 1);
    close(in[1]);
    read_all(out[0], answer, sizeof answer);
    close(out[0]);
    waitpid(child, &status, 0);
    write_all(1, answer, strlen(answer) + 1);
    return status != 0;
}

int main(void) {
    read_all(0, config, sizeof config);
    FILE *file = fopen(getenv("FLOOR_STEPS"), "re");
    if (!file) return 1;
    while (fgets(steps, sizeof steps, file)) {
        char *rest = steps;
        const char *verb = strsep(&rest, "\t"), *interface = strsep(&rest, "\t"), *binary = strsep(&rest, "\t");
        if (run(verb, interface, binary, strsep(&rest, "\n"))) return 1;
    }
    return 0;
}
