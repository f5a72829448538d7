#include "intake/pdf_server.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "intake/hold/pdf_hold.h"
#include "intake/pdf_box.h"
#include "intake/pdf_cover.h"
#include "intake/pdf_serve.h"

#define READY_SECONDS 3

/* A process that serves. */
struct process {
    pid_t pid;  /* 0: it has ended */
    int socket; /* to ask it */
    bool ready; /* it has said so */
};

struct pdf_server {
    struct process look, held;
};

/* What hold/ is built to. */
static const unsigned char hold_object[] = {
#include "pdf_hold.inc"
};

/* ---- in the servers ---- */

/* What others had to say about signals is not for it; it ends with its parent, not by Ctrl-C. */
static bool leave_home(int socket, pid_t parent) {
    int kept = fcntl(socket, F_DUPFD, HOLD_SOCKET); /* out of the way of 0 to 2 */
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL);
    int null = open("/dev/null", O_RDWR);
    return null >= 0 && dup2(null, 0) == 0 && dup2(null, 1) == 1 && dup2(null, 2) == 2 &&
           kept >= HOLD_SOCKET && dup2(kept, HOLD_SOCKET) == HOLD_SOCKET &&
           close_range(HOLD_SOCKET + 1, ~0U, 0) == 0 && setsid() >= 0 &&
           prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent;
}

/* As the one that is held does, without being held. It may have no /proc to read a file from. */
__attribute__((noreturn)) static void read_plain(const char *tool, size_t memory) {
    char *arguments[] = {"pdftotext", "-layout", "-enc", "UTF-8", "-", "-", NULL};
    if (lseek(0, 0, SEEK_SET) == 0 && pdf_box_memory(PDF_BOX_PROGRAM + memory) == 0)
        execve(tool, arguments, (char *[]){"LC_ALL=C.UTF-8", NULL});
    _exit(PDF_NO_TOOL);
}

__attribute__((noreturn)) static void look(size_t bytes, size_t memory) {
    void *pdf = mmap(NULL, bytes ? bytes : 1, PROT_READ, MAP_PRIVATE | MAP_POPULATE, 0, 0);
    if (pdf == MAP_FAILED || pdf_box_more_memory(memory) != 0)
        _exit(ERR_STORAGE);
    struct pdf_findings found = pdf_look(pdf, bytes);
    _exit((int)file_write_all(1, &found, sizeof found, "pipe", NULL));
}

/* A file of these bytes as descriptor `number`, which is the next one free. */
static bool hand_over(int number, const void *bytes, size_t count) {
    return memfd_create("hold", 0) == number &&
           file_write_all(number, bytes, count, "memory", NULL) == ERR_OK;
}

/* All is linked at once, for all copies. */
static void hold(const char *tool, const struct pdf_box *box) {
    char *arguments[] = {"pdftotext", "-layout", "-enc", "UTF-8", "/proc/self/fd/0", "-", NULL};
    char preload[64], *environment[] = {"LC_ALL=C.UTF-8", "LD_BIND_NOW=1", preload, NULL};
    snprintf(preload, sizeof preload, "LD_PRELOAD=/proc/self/fd/%d", HOLD_OBJECT);
    if (hand_over(HOLD_FILTER, box->program.filter,
                  box->program.len * sizeof *box->program.filter) &&
        hand_over(HOLD_OBJECT, hold_object, sizeof hold_object))
        execve(tool, arguments, environment);
}

/* Nothing is made before there is a PDF. */
__attribute__((noreturn)) static void serve(const char *tool, bool held, pid_t parent) {
    struct pollfd first = {.fd = HOLD_SOCKET, .events = POLLIN};
    struct pdf_box *box;
    while (poll(&first, 1, -1) < 0 && errno == EINTR)
        ;
    if (!(first.revents & POLLIN) || pdf_box_make(&box, NULL) != ERR_OK)
        _exit(1);
    if (held) {
        hold(tool, box);
        _exit(1);
    }
    struct pdf_request request = pdf_serve(HOLD_SOCKET, parent, box);
    if (request.read)
        read_plain(tool, request.memory);
    look(request.bytes, request.memory);
}

/* ---- in the parent ---- */

static enum err_code no_process(struct err *err) {
    return err_set(err, ERR_STORAGE, "cannot start a process: %s; close other programs",
                   strerror(errno));
}

static enum err_code process_start(const char *tool, bool held, struct process *ret,
                                   struct err *err) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return no_process(err);
    pid_t parent = getpid(), pid = fork();
    if (pid == 0) {
        if (leave_home(ends[1], parent))
            serve(tool, held, parent);
        _exit(1);
    }
    enum err_code code = pid < 0 ? no_process(err) : ERR_OK;
    close(ends[1]);
    if (code == ERR_OK)
        *ret = (struct process){pid, ends[0], false};
    else
        close(ends[0]);
    return code;
}

static void process_end(struct process *process) {
    if (process->pid == 0)
        return;
    kill(process->pid, SIGKILL);
    while (waitpid(process->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    close(process->socket);
    process->pid = 0;
}

enum err_code pdf_server_start(const char *tool, struct pdf_server **ret, struct err *err) {
    struct pdf_server server = {0};
    enum err_code code = process_start(tool, false, &server.look, err);
    if (code == ERR_OK)
        code = process_start(tool, true, &server.held, err);
    if (code != ERR_OK) {
        process_end(&server.look);
        return code;
    }
    *ret = mem_zero(1, sizeof **ret);
    **ret = server;
    return ERR_OK;
}

void pdf_server_stop(struct pdf_server *server) {
    if (!server)
        return;
    process_end(&server->look);
    process_end(&server->held);
    free(server);
}

/* One that is not there, or not in time, is asked no more. */
static pid_t ask(struct process *process, const struct pdf_request *request, int pdf, int out) {
    pid_t child = -1;
    if (process->pid && !process->ready)
        process->ready = pdf_serve_ready(process->socket, READY_SECONDS);
    errno = EPIPE;
    if (process->ready)
        child = pdf_serve_ask(process->socket, request, pdf, out);
    if (child > 0 || (errno != EPIPE && errno != ETIMEDOUT))
        return child;
    int error = errno;
    process_end(process);
    process->ready = false;
    errno = error;
    return -1;
}

enum err_code pdf_server_fork(struct pdf_server *server, const struct pdf_request *request, int pdf,
                              int out, pid_t *ret, struct err *err) {
    pid_t child = request->read ? ask(&server->held, request, pdf, out) : -1;
    if (!request->read || (child < 0 && errno == EPIPE)) /* else it may have begun */
        child = ask(&server->look, request, pdf, out);
    if (child < 0 && errno == EPIPE)
        return err_set(err, ERR_STORAGE,
                       "no sandbox for PDF files: its process has ended, or this system's seccomp "
                       "does not work; try again, or import them on another computer");
    if (child < 0)
        return no_process(err);
    *ret = child;
    return ERR_OK;
}
