/* peak --socket FILE: makes a socket there, which no shell can.
 * peak FILE COMMAND…: runs it, ends as it ends, and writes to FILE the most memory in KiB that it
 * and all of its descendants held at one moment. A process's own share of pages counts, as the
 * kernel tells it, so that what a fork shares is not counted twice. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define EVERY_US 2000
#define PROCESSES_MAX 256

/* The number behind `word` in a file of /proc; -1 where it does not stand there. */
static long number_of(int pid, const char *file, const char *word) {
    char path[64], line[256];
    long value = -1;
    snprintf(path, sizeof path, "/proc/%d/%s", pid, file);
    FILE *stream = fopen(path, "re");
    while (stream && value < 0 && fgets(line, sizeof line, stream))
        if (strncmp(line, word, strlen(word)) == 0)
            value = strtol(line + strlen(word), NULL, 10);
    if (stream)
        fclose(stream);
    return value;
}

/* Appends the children of `pid` to the list of `count`; returns its new length. */
static int add_children(int pid, int *pids, int count) {
    char path[64];
    int child;
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", pid, pid);
    FILE *stream = fopen(path, "re");
    while (stream && count < PROCESSES_MAX && fscanf(stream, "%d", &child) == 1)
        pids[count++] = child;
    if (stream)
        fclose(stream);
    return count;
}

static long memory_now(int pid) {
    int pids[PROCESSES_MAX] = {pid}, count = 1;
    long sum = 0;
    for (int i = 0; i < count; i++) {
        long share = number_of(pids[i], "smaps_rollup", "Pss:");
        if (share < 0) /* not ours to look into, or gone */
            share = number_of(pids[i], "status", "VmRSS:");
        sum += share > 0 ? share : 0;
        count = add_children(pids[i], pids, count);
    }
    return sum;
}

static int make_socket(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    return fd < 0 || bind(fd, (const struct sockaddr *)&address, sizeof address) != 0;
}

int main(int argc, char **argv) {
    if (argc < 3)
        return 2;
    if (strcmp(argv[1], "--socket") == 0)
        return make_socket(argv[2]);
    pid_t pid = fork();
    if (pid == 0) {
        execvp(argv[2], argv + 2);
        _exit(127);
    }
    long most = 0;
    int status = 0;
    struct rusage used;
    while (pid > 0 && wait4(pid, &status, WNOHANG, &used) == 0) {
        long now = memory_now(pid);
        most = now > most ? now : most;
        usleep(EVERY_US);
    }
    most = used.ru_maxrss > most ? used.ru_maxrss : most; /* of it alone, or its largest child */
    FILE *stream = fopen(argv[1], "we");
    if (pid < 0 || !stream || fprintf(stream, "%ld\n", most) < 0 || fclose(stream) != 0)
        return 125;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
