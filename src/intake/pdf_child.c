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
#include "intake/reader.h"

#define TOOL "pdftotext"
#define OUTPUT_MAX (sizeof(struct pdf_findings) + READER_MAX_BYTES)
#define CHUNK 65536
#define REAP_US 100
/* Of a child: nearly all need a few MiB; and of one that runs alone. */
#define MEMORY ((size_t)32 << 20)
#define MEMORY_ALONE ((size_t)160 << 20)

struct pdf_child {
    const struct pdf_tool *tool;
    pid_t pid;   /* 0: reaped */
    int file;    /* the PDF; -1 once nobody needs it any more */
    size_t size; /* of the PDF */
    size_t memory;
    bool reads; /* it was looked at */
    int out;    /* we read from it; -1: at its end */
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

enum err_code pdf_tool_make(const char *path, struct pdf_tool **ret, struct err *err) {
    char *found = path ? mem_string(path) : tool_find();
    struct pdf_tool tool = {.wall_us = PDF_SECONDS * INT64_C(1000000)};
    enum err_code code = found
                             ? pdf_server_start(found, &tool.server, err)
                             : err_set(err, ERR_MISSING, TOOL " is missing; install poppler-utils");
    free(found); /* the server has its own */
    if (code != ERR_OK)
        return code;
    *ret = mem_zero(1, sizeof **ret);
    **ret = tool;
    return ERR_OK;
}

void pdf_tool_destroy(struct pdf_tool *tool) {
    if (!tool)
        return;
    pdf_server_stop(tool->server);
    free(tool);
}

/* ---- a child ---- */

/* A file of its own, which nobody else can change while it is read; -1: no room. */
static int copy(const void *bytes, size_t count) {
    int file = memfd_create("pdf", MFD_CLOEXEC);
    if (file < 0 || file_write_all(file, bytes, count, "pdf", NULL) == ERR_OK)
        return file;
    close(file);
    return -1;
}

/* The next process that works on it. */
static enum err_code child_fork(struct pdf_child *child, struct err *err) {
    struct pdf_request request = {child->size, child->memory, child->reads};
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return err_set(err, ERR_STORAGE, "no pipe for a PDF: %s; close other programs",
                       strerror(errno));
    enum err_code code =
        pdf_server_fork(child->tool->server, &request, child->file, ends[1], &child->pid, err);
    close(ends[1]);
    if (code != ERR_OK) {
        close(ends[0]);
        return code;
    }
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    child->out = ends[0];
    return ERR_OK;
}

enum err_code pdf_child_start(const struct pdf_tool *tool, const void *bytes, size_t count,
                              struct pdf_child **ret, struct err *err) {
    struct pdf_child *child = mem_zero(1, sizeof *child);
    *child = (struct pdf_child){
        .tool = tool, .out = -1, .size = count, .memory = MEMORY, .file = copy(bytes, count)};
    enum err_code code = child->file < 0 ? err_set(err, ERR_STORAGE,
                                                   "no memory for a PDF: %s; close other "
                                                   "programs",
                                                   strerror(errno))
                                         : child_fork(child, err);
    child->deadline = clock_real_us() + tool->wall_us;
    if (code == ERR_OK)
        *ret = child;
    else
        pdf_child_destroy(child);
    return code;
}

static void close_end(int *fd) {
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void child_end(struct pdf_child *child, enum pdf_end state) {
    close_end(&child->out);
    if (state == PDF_CRASHED && child->memory < MEMORY_ALONE)
        state = PDF_TIGHT;
    if (state != PDF_TIGHT)
        close_end(&child->file);
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
    child_kill(child, PDF_DONE);
    buf_free(&child->output);
    free(child);
}

static void child_begin(struct pdf_child *child, bool reads) {
    child->reads = reads;
    if (child_fork(child, NULL) != ERR_OK)
        child_end(child, PDF_NO_READER);
}

/* It was looked at, and its end was a good one. */
static void child_next(struct pdf_child *child) {
    if (child->output.len != sizeof(struct pdf_findings))
        child_end(child, PDF_CRASHED);
    else if (pdf_child_findings(child)->unsure && child->memory < MEMORY_ALONE)
        child_end(child, PDF_TIGHT);
    else if (pdf_child_findings(child)->verdict != PDF_SOUND)
        child_end(child, PDF_DONE);
    else
        child_begin(child, true);
}

/* How its process ended, once that has closed its pipe; nothing while it has not ended yet. */
static void child_reap(struct pdf_child *child) {
    int status = 0;
    pid_t pid = waitpid(child->pid, &status, WNOHANG);
    if (pid == 0 || (pid < 0 && errno == EINTR))
        return;
    child->pid = 0;
    bool slow = pid > 0 && WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU;
    bool good = pid > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    bool none = pid > 0 && WIFEXITED(status) && WEXITSTATUS(status) == PDF_NO_TOOL;
    if (good && !child->reads)
        child_next(child);
    else
        child_end(child, good ? PDF_DONE : slow ? PDF_SLOW : none ? PDF_NO_READER : PDF_CRASHED);
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
    most = most > 0 ? most : 0;
    ppoll(waits, count, &(struct timespec){most / 1000000, most % 1000000 * 1000}, NULL);
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

void pdf_child_finish(struct pdf_child *child) {
    pdf_children_wait(&child, 1);
    if (child->state != PDF_TIGHT)
        return;
    buf_clear(&child->output);
    child->memory = MEMORY_ALONE;
    child->state = PDF_RUNNING;
    child->deadline = clock_real_us() + child->tool->wall_us;
    child_begin(child, false);
    pdf_children_wait(&child, 1);
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

size_t pdf_child_bytes(const struct pdf_child *child) {
    return child->output.len + (child->file >= 0 ? child->size : 0);
}
