#include "intake/pdf_child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "intake/pdf_box.h"
#include "intake/reader.h"

#define TOOL "pdftotext"
#define LOOK_MEMORY ((size_t)160 << 20) /* on top of what the parent had */
#define TOOL_MEMORY ((size_t)192 << 20) /* a tenth is enough for most */
#define OUTPUT_MAX (sizeof(struct pdf_findings) + READER_MAX_BYTES)
#define CHUNK 65536
#define REAP_US 500

struct pdf_child {
    pid_t pid; /* 0: reaped */
    int out;   /* we read from it; -1: at its end */
    int64_t deadline;
    enum pdf_end state;
    struct buf output; /* the findings, then the text */
};

/* ---- the tool ---- */

static bool is_program(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0;
}

/* A relative folder in PATH is passed over: documents are unpacked in folders. */
static char *tool_find(void) {
    const char *folders = getenv("PATH");
    char path[FILE_PATH_MAX];
    for (const char *at = folders ? folders : "/usr/bin"; *at;) {
        size_t bytes = strcspn(at, ":");
        int length = snprintf(path, sizeof path, "%.*s/" TOOL, (int)bytes, at);
        if (*at == '/' && length > 0 && (size_t)length < sizeof path && is_program(path))
            return mem_string(path);
        at += bytes + (at[bytes] == ':');
    }
    return NULL;
}

enum err_code pdf_tool_make(struct pdf_tool **ret, struct err *err) {
    struct pdf_tool tool = {.path = tool_find(), .wall_us = PDF_SECONDS * INT64_C(1000000)};
    if (!tool.path)
        return err_set(err, ERR_MISSING, TOOL " is missing; install poppler-utils");
    enum err_code code = pdf_box_make(&tool.box, err);
    if (code != ERR_OK) {
        free(tool.path);
        return code;
    }
    *ret = mem_zero(1, sizeof **ret);
    **ret = tool;
    return ERR_OK;
}

void pdf_tool_destroy(struct pdf_tool *tool) {
    if (!tool)
        return;
    free(tool->path);
    pdf_box_destroy(tool->box);
    free(tool);
}

/* ---- in the child ---- */

/* The PDF is on 0, our pipe on 1, and nothing else is open. */
static bool arrange(const void *bytes, size_t count, int out) {
    int pdf = memfd_create("pdf", MFD_CLOEXEC), null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (pdf < 0 || null < 0 || file_write_all(pdf, bytes, count, "pdf", NULL) != ERR_OK)
        return false;
    return dup2(pdf, 0) == 0 && dup2(out, 1) == 1 && dup2(null, 2) == 2 &&
           close_range(3, ~0U, 0) == 0;
}

/* What others had to say about signals is not for it. */
static void forget_signals(void) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL);
}

__attribute__((noreturn)) static void child_run(const struct pdf_tool *tool, const void *bytes,
                                                size_t count, int out, pid_t parent) {
    char *arguments[] = {TOOL, "-layout", "-enc", "UTF-8", "/proc/self/fd/0", "-", NULL};
    char *environment[] = {"LC_ALL=C.UTF-8", NULL};
    forget_signals();
    if (!arrange(bytes, count, out) || pdf_box_enter(tool->box, PDF_SECONDS, parent) != 0 ||
        pdf_box_more_memory(LOOK_MEMORY) != 0)
        _exit(ERR_STORAGE);
    struct pdf_findings found = pdf_look(bytes, count);
    if (file_write_all(1, &found, sizeof found, "pipe", NULL) != ERR_OK)
        _exit(ERR_STORAGE);
    if (found.verdict != PDF_SOUND)
        _exit(ERR_OK);
    if (pdf_box_memory(TOOL_MEMORY) == 0)
        execve(tool->path, arguments, environment);
    _exit(ERR_STORAGE);
}

/* ---- in the parent ---- */

static enum err_code no_process(struct err *err, int ends[2]) {
    int number = errno;
    if (ends[0] >= 0) {
        close(ends[0]);
        close(ends[1]);
    }
    return err_set(err, ERR_STORAGE, "cannot start a process: %s; close other programs",
                   strerror(number));
}

enum err_code pdf_child_start(const struct pdf_tool *tool, const void *bytes, size_t count,
                              struct pdf_child **ret, struct err *err) {
    int ends[2] = {-1, -1};
    if (pipe2(ends, O_CLOEXEC) != 0)
        return no_process(err, ends);
    pid_t parent = getpid(), pid = fork();
    if (pid < 0)
        return no_process(err, ends);
    if (pid == 0)
        child_run(tool, bytes, count, ends[1], parent);
    close(ends[1]);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    struct pdf_child *child = mem_zero(1, sizeof *child);
    child->pid = pid;
    child->out = ends[0];
    child->deadline = clock_real_us() + tool->wall_us;
    *ret = child;
    return ERR_OK;
}

static void child_end(struct pdf_child *child, enum pdf_end state) {
    if (child->out >= 0)
        close(child->out);
    child->out = -1;
    if (child->state == PDF_RUNNING)
        child->state = state;
}

/* Ended by us: by its process id, which is its own until it is reaped. */
static void child_kill(struct pdf_child *child, enum pdf_end state) {
    child_end(child, state);
    if (child->pid) {
        kill(child->pid, SIGKILL);
        while (waitpid(child->pid, NULL, 0) < 0 && errno == EINTR)
            ;
    }
    child->pid = 0;
}

void pdf_child_destroy(struct pdf_child *child) {
    if (!child)
        return;
    child_kill(child, PDF_CRASHED);
    buf_free(&child->output);
    free(child);
}

/* How it ended, once it has closed its pipe. False: it has not ended yet. */
static bool child_reap(struct pdf_child *child) {
    int status = 0;
    pid_t pid = waitpid(child->pid, &status, WNOHANG);
    if (pid == 0 || (pid < 0 && errno == EINTR))
        return false;
    child->pid = 0;
    bool whole = child->output.len >= sizeof(struct pdf_findings);
    bool slow = pid > 0 && WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU;
    bool good = pid > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0 && whole;
    child_end(child, good ? PDF_DONE : slow ? PDF_SLOW : PDF_CRASHED);
    return true;
}

/* Takes what it has written so far. */
static void child_read(struct pdf_child *child) {
    while (child->out >= 0) {
        char *room = buf_room(&child->output, CHUNK);
        ssize_t got = room ? read(child->out, room, CHUNK) : -1;
        if (got < 0 && errno == EINTR)
            continue;
        if (!room || (got < 0 && errno != EAGAIN)) {
            child_kill(child, PDF_CRASHED);
        } else if (got < 0) {
            return;
        } else if (got == 0) {
            close(child->out);
            child->out = -1;
        } else {
            buf_took(&child->output, (size_t)got);
            if (child->output.len > OUTPUT_MAX)
                child_kill(child, PDF_FLOOD);
        }
    }
}

void pdf_child_look(struct pdf_child *child) {
    child_read(child);
    if (child->pid && child->out < 0)
        child_reap(child);
    if (child->pid && clock_real_us() >= child->deadline)
        child_kill(child, PDF_SLOW);
}

/* Until one of them writes or ends, or its time is over. A child that has closed its pipe is about
 * to end, and cannot be waited for by its pipe any more. */
static void wait_some(struct pdf_child **children, size_t count) {
    struct pollfd *waits = mem_zero(count, sizeof *waits);
    int64_t now = clock_real_us(), most = PDF_SECONDS * INT64_C(1000000);
    for (size_t i = 0; i < count; i++) {
        int64_t left = children[i]->out < 0 ? REAP_US : children[i]->deadline - now;
        most = left < most ? left : most;
        waits[i] = (struct pollfd){.fd = children[i]->out, .events = POLLIN};
    }
    poll(waits, count, most > 0 ? (int)(most / 1000) + 1 : 0);
    free(waits);
}

void pdf_children_wait(struct pdf_child **children, size_t count) {
    for (bool ended = count == 0; !ended;) {
        for (size_t i = 0; i < count; i++) {
            pdf_child_look(children[i]);
            ended = ended || children[i]->state != PDF_RUNNING;
        }
        if (!ended)
            wait_some(children, count);
    }
}

enum pdf_end pdf_child_state(const struct pdf_child *child) {
    return child->state;
}

const struct pdf_findings *pdf_child_findings(const struct pdf_child *child) {
    return (const struct pdf_findings *)(const void *)child->output.data;
}

const char *pdf_child_text(const struct pdf_child *child, size_t *ret_bytes) {
    *ret_bytes = child->output.len - sizeof(struct pdf_findings);
    return child->output.data + sizeof(struct pdf_findings);
}
