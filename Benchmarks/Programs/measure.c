// Runs jobs and measures them as whole processes: from the start to the end as the parent sees them.
//
// Each line of stdin is an order, MODE and FILE separated by a space:
//
//   time FILE           one after the other
//   burst FILE          all at once
//   memory FILE         one after the other, traced, for their peak memory
//   burst-memory FILE   both
//
// A line of FILE is a job: program, file for stdin, file for stdout (stderr goes to that name + ".err"), its arguments, an
// empty word, and the variables of its environment, separated by tabs. For each job a line is printed, in order: nanoseconds from the
// first job's start to its start, nanoseconds it took, wait status, peak memory in KiB (0 if it wasn't traced),
// microseconds of processor time, its own and that of the children it waited for.
// An empty line ends the answer to an order.
//
// Why not ru_maxrss: wait4 counts the children that the job has waited for, and the image before its exec too.
// VmHWM is the job's own, and can be read once, at its exit, while it is stopped and its memory is still there.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { most_jobs = 512, most_words = 64 };

struct job {
    char *words[most_words + 1];
    // The program and its arguments; what follows their end in `words` is the environment.
    char *arguments[most_words + 1];
    char **environment;
    pid_t process;
    long long start, end;
    int status, running, traced;
    long peak;
    long long processor;
};

static struct job jobs[most_jobs];

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void fail(const char *what, const char *which) {
    fprintf(stderr, "measure: %s %s: %s\n", what, which, strerror(errno));
    exit(2);
}

// Finds the empty word between arguments and environment.
static int divide(struct job *job, int words) {
    int end = 3;
    while (end < words && *job->words[end]) end++;
    if (end == words) return 0;
    job->arguments[0] = job->words[0];
    memcpy(job->arguments + 1, job->words + 3, (end - 3) * sizeof *job->words);
    job->environment = job->words + end + 1;
    return 1;
}

static int read_jobs(const char *path) {
    static char line[1 << 16];
    int count = 0;
    FILE *file = fopen(path, "re");
    if (!file) fail("cannot read", path);
    while (count < most_jobs && fgets(line, sizeof line, file)) {
        char *rest = strdup(line), *word;
        int words = 0;
        rest[strcspn(rest, "\n")] = 0;
        while (words < most_words && (word = strsep(&rest, "\t"))) jobs[count].words[words++] = word;
        if (words >= 3 && divide(&jobs[count], words)) count++;
    }
    fclose(file);
    return count;
}

static void start(struct job *job) {
    char errors[4096];
    posix_spawn_file_actions_t actions;
    snprintf(errors, sizeof errors, "%s.err", job->words[2]);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, job->words[1], O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, job->words[2], O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    job->start = now();
    errno = posix_spawn(&job->process, job->words[0], &actions, NULL, job->arguments, job->environment);
    if (errno) fail("cannot start", job->words[0]);
    job->running = 1;
    posix_spawn_file_actions_destroy(&actions);
}

static void redirect(int to, const char *path, int flags) {
    int file = open(path, flags, 0600);
    if (file < 0 || dup2(file, to) < 0) _exit(126);
    close(file);
}

static void start_traced(struct job *job) {
    char errors[4096];
    snprintf(errors, sizeof errors, "%s.err", job->words[2]);
    job->start = now();
    job->process = fork();
    if (job->process < 0) fail("cannot fork for", job->words[0]);
    if (job->process == 0) {
        redirect(0, job->words[1], O_RDONLY);
        redirect(1, job->words[2], O_WRONLY | O_CREAT | O_TRUNC);
        redirect(2, errors, O_WRONLY | O_CREAT | O_TRUNC);
        ptrace(PTRACE_TRACEME, 0, 0, 0);
        execve(job->words[0], job->arguments, job->environment);
        _exit(127);
    }
    job->running = 1;
}

static long peak_memory(pid_t process) {
    char path[64], line[256];
    long peak = 0;
    snprintf(path, sizeof path, "/proc/%d/status", process);
    FILE *file = fopen(path, "re");
    if (!file) return 0;
    while (fgets(line, sizeof line, file))
        if (sscanf(line, "VmHWM: %ld", &peak) == 1) break;
    fclose(file);
    return peak;
}

// What a stop of a traced job asks for: the first is its exec, one is its exit, the others are its signals.
static void go_on(struct job *job, int status) {
    int signal = WSTOPSIG(status);
    if (!job->traced) {
        job->traced = 1;
        ptrace(PTRACE_SETOPTIONS, job->process, 0, PTRACE_O_TRACEEXIT | PTRACE_O_EXITKILL);
        signal = 0;
    } else if (status >> 8 == (SIGTRAP | PTRACE_EVENT_EXIT << 8)) {
        job->peak = peak_memory(job->process);
        signal = 0;
    }
    ptrace(PTRACE_CONT, job->process, 0, signal);
}

static long long microseconds(struct timeval time) { return time.tv_sec * 1000000LL + time.tv_usec; }

// Waits until at most `left` jobs are running.
static void finish(int count, int left) {
    int running = 0;
    for (int i = 0; i < count; i++) running += jobs[i].running;
    while (running > left) {
        int status;
        struct rusage used;
        pid_t process = wait4(-1, &status, __WALL, &used);
        long long end = now();
        if (process < 0) fail("cannot wait for", "a job");
        for (int i = 0; i < count; i++) {
            struct job *job = &jobs[i];
            if (!job->running || job->process != process) continue;
            if (WIFSTOPPED(status)) {
                go_on(job, status);
            } else {
                job->end = end, job->status = status, job->running = 0;
                job->processor = microseconds(used.ru_utime) + microseconds(used.ru_stime);
                running--;
            }
        }
    }
}

static void obey(const char *mode, const char *path) {
    int burst = !strncmp(mode, "burst", 5), memory = strstr(mode, "memory") != NULL;
    memset(jobs, 0, sizeof jobs);
    int count = read_jobs(path);
    for (int i = 0; i < count; i++) {
        if (memory) start_traced(&jobs[i]); else start(&jobs[i]);
        if (!burst) finish(count, 0);
    }
    finish(count, 0);
    for (int i = 0; i < count; i++) {
        printf("%lld %lld ", jobs[i].start - jobs[0].start, jobs[i].end - jobs[i].start);
        printf("%d %ld %lld\n", jobs[i].status, jobs[i].peak, jobs[i].processor);
        free(jobs[i].words[0]);
    }
    printf("\n");
    fflush(stdout);
}

int main(void) {
    static char order[8192];
    while (fgets(order, sizeof order, stdin)) {
        char *path = order;
        const char *mode = strsep(&path, " ");
        if (!path) return 2;
        path[strcspn(path, "\n")] = 0;
        obey(mode, path);
    }
    return 0;
}
