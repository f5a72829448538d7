#include "intake/pdf_server.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "intake/pdf_box.h"
#include "intake/pdf_cover.h"

#define LOOK_MEMORY ((size_t)160 << 20) /* on top of the file and of what the server has */
#define TOOL_MEMORY ((size_t)192 << 20) /* a tenth is enough for most */

struct pdf_server {
    pid_t pid;
    int socket; /* whole messages: a struct request is answered by a struct answer */
};

enum { PDF_FILE, OUT, PASSED }; /* the descriptors that go with a request */

struct request {
    size_t bytes;
};

struct answer {
    pid_t child; /* -1: none, and why: */
    int error;   /* errno */
    bool no_box;
};

union passed {
    char bytes[CMSG_SPACE(PASSED * sizeof(int))];
    struct cmsghdr align;
};

/* ---- in the child ---- */

/* The PDF is on 0, the pipe on 1, nothing on 2, and nothing else is open. */
static bool arrange(const int passed[PASSED]) {
    return dup2(passed[PDF_FILE], 0) == 0 && dup2(passed[OUT], 1) == 1 &&
           close_range(3, ~0U, 0) == 0;
}

__attribute__((noreturn)) static void child_run(const char *tool, const struct pdf_box *box,
                                                pid_t parent, size_t bytes,
                                                const int passed[PASSED]) {
    char *arguments[] = {"pdftotext", "-layout", "-enc", "UTF-8", "/proc/self/fd/0", "-", NULL};
    char *environment[] = {"LC_ALL=C.UTF-8", NULL};
    if (!arrange(passed) || pdf_box_enter(box, PDF_SECONDS, parent) != 0)
        _exit(ERR_STORAGE);
    void *pdf = mmap(NULL, bytes ? bytes : 1, PROT_READ, MAP_PRIVATE | MAP_POPULATE, 0, 0);
    if (pdf == MAP_FAILED || pdf_box_more_memory(LOOK_MEMORY) != 0)
        _exit(ERR_STORAGE);
    struct pdf_findings found = pdf_look(pdf, bytes);
    if (file_write_all(1, &found, sizeof found, "pipe", NULL) != ERR_OK)
        _exit(ERR_STORAGE);
    if (found.verdict != PDF_SOUND)
        _exit(ERR_OK);
    if (pdf_box_memory(TOOL_MEMORY) == 0)
        execve(tool, arguments, environment);
    _exit(ERR_STORAGE);
}

/* ---- in the server ---- */

struct serving {
    const char *tool;
    struct pdf_box *box; /* from the first request on */
    pid_t parent;
    int socket;
};

/* What others had to say about signals is not for it, and it ends with its parent only. */
static bool leave_home(int socket, pid_t parent) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL);
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    return null >= 0 && dup2(null, 0) == 0 && dup2(null, 1) == 1 && dup2(null, 2) == 2 &&
           (socket == 3 || dup3(socket, 3, O_CLOEXEC) == 3) && close_range(4, ~0U, 0) == 0 &&
           setsid() >= 0 && prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent;
}

/* As recvmsg. Without two descriptors it is no request. */
static ssize_t take(int socket, struct request *ret, int passed[PASSED]) {
    union passed room;
    struct iovec body = {ret, sizeof *ret};
    struct msghdr message = {.msg_iov = &body,
                             .msg_iovlen = 1,
                             .msg_control = room.bytes,
                             .msg_controllen = sizeof room.bytes};
    ssize_t got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    if (got < 0 && errno == EINTR)
        return take(socket, ret, passed);
    const struct cmsghdr *control = got > 0 ? CMSG_FIRSTHDR(&message) : NULL;
    if (!control || control->cmsg_type != SCM_RIGHTS ||
        control->cmsg_len != CMSG_LEN(PASSED * sizeof(int)))
        return -1;
    memcpy(passed, CMSG_DATA(control), PASSED * sizeof(int));
    return got;
}

/* The child is made a sibling: the one who asked waits for it, and its death is the child's. Only
 * the bare call does that; no thread and no lock is there that the library's fork would see to. */
static struct answer start(struct serving *serving, const struct request *request,
                           const int passed[PASSED]) {
    if (!serving->box && pdf_box_make(&serving->box, NULL) != ERR_OK)
        return (struct answer){.child = -1, .no_box = true};
    pid_t child = (pid_t)syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
    if (child == 0)
        child_run(serving->tool, serving->box, serving->parent, request->bytes, passed);
    return (struct answer){.child = child, .error = errno};
}

__attribute__((noreturn)) static void serve(struct serving *serving) {
    struct request request;
    int passed[PASSED];
    while (take(serving->socket, &request, passed) == sizeof request) {
        struct answer answer = start(serving, &request, passed);
        close(passed[PDF_FILE]);
        close(passed[OUT]);
        if (send(serving->socket, &answer, sizeof answer, MSG_NOSIGNAL) != sizeof answer)
            break;
    }
    _exit(0);
}

/* ---- in the parent ---- */

static enum err_code no_process(struct err *err) {
    return err_set(err, ERR_STORAGE, "cannot start a process: %s; close other programs",
                   strerror(errno));
}

enum err_code pdf_server_start(const char *tool, struct pdf_server **ret, struct err *err) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return no_process(err);
    pid_t parent = getpid(), pid = fork();
    if (pid == 0) {
        if (leave_home(ends[1], parent))
            serve(&(struct serving){.tool = tool, .parent = parent, .socket = 3});
        _exit(1);
    }
    enum err_code code = pid < 0 ? no_process(err) : ERR_OK;
    close(ends[1]);
    if (code != ERR_OK) {
        close(ends[0]);
        return code;
    }
    *ret = mem_zero(1, sizeof **ret);
    **ret = (struct pdf_server){pid, ends[0]};
    return ERR_OK;
}

void pdf_server_stop(struct pdf_server *server) {
    if (!server)
        return;
    kill(server->pid, SIGKILL);
    while (waitpid(server->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    close(server->socket);
    free(server);
}

static bool ask(const struct pdf_server *server, const struct request *request,
                const int passed[PASSED]) {
    union passed room = {.bytes = {0}};
    struct iovec body = {(void *)(uintptr_t)request, sizeof *request};
    struct msghdr message = {.msg_iov = &body,
                             .msg_iovlen = 1,
                             .msg_control = room.bytes,
                             .msg_controllen = sizeof room.bytes};
    struct cmsghdr *control = CMSG_FIRSTHDR(&message);
    control->cmsg_level = SOL_SOCKET;
    control->cmsg_type = SCM_RIGHTS;
    control->cmsg_len = CMSG_LEN(PASSED * sizeof(int));
    memcpy(CMSG_DATA(control), passed, PASSED * sizeof(int));
    return sendmsg(server->socket, &message, MSG_NOSIGNAL) == sizeof *request;
}

enum err_code pdf_server_fork(struct pdf_server *server, int pdf, size_t bytes, int out,
                              pid_t *ret, struct err *err) {
    const int passed[PASSED] = {[PDF_FILE] = pdf, [OUT] = out};
    struct answer answer;
    ssize_t got = -1;
    if (ask(server, &(struct request){bytes}, passed))
        do
            got = recv(server->socket, &answer, sizeof answer, 0);
        while (got < 0 && errno == EINTR);
    if (got != sizeof answer) { /* it has ended */
        errno = got < 0 ? errno : EPIPE;
        return no_process(err);
    }
    if (answer.no_box)
        return err_set(err, ERR_STORAGE,
                       "no sandbox for PDF files: this system's seccomp does not work; "
                       "import them on another computer");
    errno = answer.error;
    if (answer.child < 0)
        return no_process(err);
    *ret = answer.child;
    return ERR_OK;
}
