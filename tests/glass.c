/* glass X Y W H IDLE_SECONDS COMMAND…: runs a program and looks at it from outside.
 *
 * Waits until there is text in the given part of the X screen, then prints what it took to get
 * there and what the program and all its children cost while they are left alone:
 *
 *     wall_ms cpu_ms pss_kib wakeups_per_s idle_cpu_ms_per_s written_per_s
 *
 * and ends them. Exit 1 when nothing was seen in a minute or the program ended by itself. */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <dirent.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LOOK_US 2000
#define PATIENCE_S 60
#define SETTLE_S 4
#define TREE_MOST 512
#define INK_LEAST 0.015 /* share of the pixels that text takes, */
#define INK_MOST 0.5    /* and that is no text any more */

/* Every process that the program has become. */
struct tree {
    pid_t pids[TREE_MOST];
    int count;
};

/* What they have cost so far. */
struct cost {
    double cpu_ms;
    int64_t switches, written;
};

static double now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* ---- the glass ---- */

static int light(unsigned long pixel) {
    return (int)((pixel >> 16 & 255) * 3 + (pixel >> 8 & 255) * 6 + (pixel & 255)) / 10;
}

static int by_value(const void *a, const void *b) {
    return *(const int *)a - *(const int *)b;
}

/* Text is a small share of pixels that stand off a ground. */
static bool has_text(Display *display, int x, int y, int w, int h) {
    XImage *image = XGetImage(display, DefaultRootWindow(display), x, y, (unsigned)w, (unsigned)h,
                              AllPlanes, ZPixmap);
    if (!image)
        return false;
    int *lights = calloc((size_t)w * (size_t)h, sizeof *lights), count = 0, ink = 0;
    for (int row = 0; row < h; row++)
        for (int column = 0; column < w; column++)
            lights[count++] = light(XGetPixel(image, column, row));
    XDestroyImage(image);
    int sample[1024];
    for (int i = 0; i < 1024; i++)
        sample[i] = lights[(int64_t)count * i / 1024];
    qsort(sample, 1024, sizeof *sample, by_value);
    for (int i = 0; i < count; i++)
        ink += abs(lights[i] - sample[512]) > 90;
    free(lights);
    return ink > INK_LEAST * count && ink < INK_MOST * count;
}

/* ---- the processes ---- */

static pid_t parent_of(pid_t pid) {
    char path[64], line[512];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "r");
    if (!file)
        return 0;
    int parent = 0;
    char *behind = fgets(line, sizeof line, file) ? strrchr(line, ')') : NULL;
    if (behind)
        sscanf(behind + 1, " %*c %d", &parent);
    fclose(file);
    return parent;
}

static bool descends(pid_t pid, pid_t from) {
    for (int i = 0; i < 64 && pid > 1; i++, pid = parent_of(pid))
        if (pid == from)
            return true;
    return false;
}

/* We adopt what the program leaves behind, so all of it descends from us. */
static struct tree find_tree(void) {
    struct tree tree = {0};
    DIR *proc = opendir("/proc");
    for (struct dirent *entry; proc && (entry = readdir(proc)) && tree.count < TREE_MOST;) {
        pid_t pid = atoi(entry->d_name);
        if (pid > 0 && pid != getpid() && descends(pid, getpid()))
            tree.pids[tree.count++] = pid;
    }
    if (proc)
        closedir(proc);
    return tree;
}

/* The sum of the numbers behind `name` in a file of /proc. */
static int64_t sum_lines(const char *path, const char *name) {
    char line[256];
    int64_t sum = 0;
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, name, strlen(name)) == 0)
            sum += strtoll(line + strlen(name), NULL, 10);
    if (file)
        fclose(file);
    return sum;
}

static int64_t switches_of(pid_t pid) {
    char path[300];
    int64_t sum = 0;
    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    DIR *tasks = opendir(path);
    for (struct dirent *entry; tasks && (entry = readdir(tasks));) {
        if (*entry->d_name == '.')
            continue;
        snprintf(path, sizeof path, "/proc/%d/task/%.16s/status", (int)pid, entry->d_name);
        sum += sum_lines(path, "voluntary_ctxt_switches:");
    }
    if (tasks)
        closedir(tasks);
    return sum;
}

static double cpu_ms_of(pid_t pid) {
    clockid_t clock;
    struct timespec t;
    if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &t) != 0)
        return 0;
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static struct cost cost_of(const struct tree *tree) {
    struct cost cost = {0};
    struct rusage ended;
    char path[64];
    while (waitpid(-1, NULL, WNOHANG) > 0)
        continue;
    getrusage(RUSAGE_CHILDREN, &ended);
    cost.cpu_ms = (double)(ended.ru_utime.tv_sec + ended.ru_stime.tv_sec) * 1e3 +
                  (double)(ended.ru_utime.tv_usec + ended.ru_stime.tv_usec) / 1e3;
    for (int i = 0; i < tree->count; i++) {
        snprintf(path, sizeof path, "/proc/%d/io", (int)tree->pids[i]);
        cost.cpu_ms += cpu_ms_of(tree->pids[i]);
        cost.switches += switches_of(tree->pids[i]);
        cost.written += sum_lines(path, "write_bytes:");
    }
    return cost;
}

static int64_t pss_of(const struct tree *tree) {
    int64_t sum = 0;
    for (int i = 0; i < tree->count; i++) {
        char path[64];
        snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)tree->pids[i]);
        sum += sum_lines(path, "Pss:");
    }
    return sum;
}

/* ---- the run ---- */

static pid_t start(char **command) {
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    setpgid(0, 0);
    execvp(*command, command);
    perror(*command);
    _exit(127);
}

static void end(void) {
    for (int signal = SIGTERM, i = 0; i < 50; i++) {
        struct tree tree = find_tree();
        if (!tree.count)
            return;
        for (int at = 0; at < tree.count; at++)
            kill(tree.pids[at], signal);
        usleep(100000);
        while (waitpid(-1, NULL, WNOHANG) > 0)
            continue;
        signal = i > 20 ? SIGKILL : SIGTERM;
    }
}

static bool wait_for_text(Display *display, const int *place, double start_ms) {
    while (now_ms() - start_ms < PATIENCE_S * 1e3) {
        if (has_text(display, place[0], place[1], place[2], place[3]))
            return true;
        usleep(LOOK_US);
    }
    return false;
}

static void print_figures(double wall, double cpu, int idle_s) {
    sleep(SETTLE_S);
    struct tree tree = find_tree();
    int64_t pss = pss_of(&tree);
    struct cost before = cost_of(&tree);
    sleep((unsigned)idle_s);
    struct cost after = cost_of(&tree);
    double seconds = idle_s ? idle_s : 1;
    printf("%.1f %.1f %lld %.2f %.2f %.1f\n", wall, cpu, (long long)pss,
           (double)(after.switches - before.switches) / seconds,
           (after.cpu_ms - before.cpu_ms) / seconds,
           (double)(after.written - before.written) / seconds);
}

int main(int argc, char **argv) {
    Display *display = argc > 6 ? XOpenDisplay(NULL) : NULL;
    if (!display) {
        fprintf(stderr, "glass X Y W H IDLE_SECONDS COMMAND…, with a display\n");
        return 2;
    }
    int place[4];
    for (int i = 0; i < 4; i++)
        place[i] = atoi(argv[i + 1]);
    double begin = now_ms();
    if (start(argv + 6) < 0)
        return 1;
    bool seen = wait_for_text(display, place, begin);
    double wall = now_ms() - begin;
    struct tree tree = find_tree();
    double cpu = cost_of(&tree).cpu_ms;
    if (seen && tree.count)
        print_figures(wall, cpu, atoi(argv[5]));
    end();
    XCloseDisplay(display);
    return seen && tree.count ? 0 : 1;
}
