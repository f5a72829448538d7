#include "intake/pdf_serve.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { PDF_FILE, OUT, PASSED }; /* the descriptors that go with a request */

struct answer {
    pid_t child; /* -1: none, and why: */
    int error;   /* errno */
};

/* A message of `body` with room for the descriptors. */
struct parcel {
    struct iovec body;
    struct msghdr head;
    _Alignas(struct cmsghdr) char room[CMSG_SPACE(PASSED * sizeof(int))];
};

static void parcel_make(struct parcel *parcel, struct pdf_request *request) {
    *parcel = (struct parcel){.body = {request, sizeof *request}};
    parcel->head = (struct msghdr){.msg_iov = &parcel->body,
                                   .msg_iovlen = 1,
                                   .msg_control = parcel->room,
                                   .msg_controllen = sizeof parcel->room};
}

/* Without two descriptors it is no request. */
static bool take(int socket, struct pdf_request *ret, int passed[PASSED]) {
    struct parcel parcel;
    ssize_t got;
    do {
        parcel_make(&parcel, ret);
        got = recvmsg(socket, &parcel.head, MSG_CMSG_CLOEXEC);
    } while (got < 0 && errno == EINTR);
    const struct cmsghdr *control = got == sizeof *ret ? CMSG_FIRSTHDR(&parcel.head) : NULL;
    if (!control || control->cmsg_type != SCM_RIGHTS ||
        control->cmsg_len != CMSG_LEN(PASSED * sizeof(int)))
        return false;
    memcpy(passed, CMSG_DATA(control), PASSED * sizeof(int));
    return true;
}

static void settle(const int passed[PASSED], const struct pdf_box *box, pid_t parent) {
    if (dup2(passed[PDF_FILE], 0) != 0 || dup2(passed[OUT], 1) != 1 ||
        close_range(3, ~0U, 0) != 0 || pdf_box_enter(box, PDF_SECONDS, parent) != 0)
        _exit(PDF_NO_TOOL);
}

static bool reply(int socket, pid_t child, int error) {
    struct answer answer = {child, error};
    return send(socket, &answer, sizeof answer, MSG_NOSIGNAL) == sizeof answer;
}

struct pdf_request pdf_serve(int socket, pid_t parent, const struct pdf_box *box) {
    struct pdf_request request;
    int passed[PASSED];
    char question;
    if (recv(socket, &question, 1, 0) != 1 || !reply(socket, 0, 0))
        _exit(1);
    while (take(socket, &request, passed)) {
        /* A sibling: the one who asked waits for it, and with him it ends. Only the bare call makes
         * one; there is no thread and no lock that the library's fork would see to. */
        pid_t child = (pid_t)syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
        if (child == 0) {
            settle(passed, box, parent);
            return request;
        }
        int error = errno;
        close(passed[PDF_FILE]);
        close(passed[OUT]);
        if (!reply(socket, child, error))
            break;
    }
    _exit(0);
}

/* False where none comes, in time or at all. */
static bool answered(int socket, unsigned seconds, struct answer *ret) {
    struct pollfd wait = {.fd = socket, .events = POLLIN};
    int ready;
    do
        ready = poll(&wait, 1, (int)seconds * 1000);
    while (ready < 0 && errno == EINTR);
    return ready == 1 && recv(socket, ret, sizeof *ret, MSG_DONTWAIT) == sizeof *ret;
}

bool pdf_serve_ready(int socket, unsigned seconds) {
    struct answer answer;
    return send(socket, "?", 1, MSG_NOSIGNAL) == 1 && answered(socket, seconds, &answer);
}

pid_t pdf_serve_ask(int socket, const struct pdf_request *request, int pdf, int out) {
    const int passed[PASSED] = {[PDF_FILE] = pdf, [OUT] = out};
    struct pdf_request body = *request;
    struct answer answer;
    struct parcel parcel;
    parcel_make(&parcel, &body);
    struct cmsghdr *control = CMSG_FIRSTHDR(&parcel.head);
    *control = (struct cmsghdr){
        .cmsg_len = CMSG_LEN(sizeof passed), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
    memcpy(CMSG_DATA(control), passed, sizeof passed);
    if (sendmsg(socket, &parcel.head, MSG_NOSIGNAL) != sizeof body) {
        errno = errno == ECONNRESET ? EPIPE : errno;
        return -1;
    }
    if (!answered(socket, PDF_SECONDS, &answer))
        answer = (struct answer){-1, ETIMEDOUT};
    errno = answer.error;
    return answer.child;
}
