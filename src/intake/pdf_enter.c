/* The half of the sandbox that is needed inside. Of our own it needs nothing: it is part of what is
 * loaded into pdftotext, too. */
#include "intake/pdf_box.h"

#include <linux/seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

/* What runs there is its own and dies with it, so it need not pay for what keeps the secrets of two
 * parties in one process apart; a kernel without that choice makes it pay. */
static int load(const struct pdf_box *box) {
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW,
                &box->program) == 0)
        return 0;
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &box->program);
}

static int limit(int resource, rlim_t most) {
    struct rlimit now;
    if (getrlimit((__rlimit_resource_t)resource, &now) != 0)
        return -1;
    if (now.rlim_max < most) /* less is fine, more cannot be had */
        most = now.rlim_max;
    return setrlimit((__rlimit_resource_t)resource, &(struct rlimit){most, most});
}

int pdf_box_enter(const struct pdf_box *box, unsigned seconds, int parent) {
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
        return -1; /* it is gone already */
    if (limit(RLIMIT_CPU, seconds) != 0 || limit(RLIMIT_FSIZE, 0) != 0 ||
        limit(RLIMIT_CORE, 0) != 0 || limit(RLIMIT_NPROC, 0) != 0 || limit(RLIMIT_NOFILE, 32) != 0)
        return -1;
    /* Without a terminal of its own it can type nothing into ours. */
    if (setsid() < 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return -1;
    return load(box);
}

int pdf_box_memory(size_t bytes) {
#ifdef SANITIZED
    (void)bytes; /* the sanitizer's shadow is terabytes of addresses */
    return 0;
#else
    return limit(RLIMIT_AS, bytes);
#endif
}

int pdf_box_more_memory(size_t bytes) {
#ifdef SANITIZED
    (void)bytes; /* as above */
    return 0;
#else
    unsigned long pages = 0;
    FILE *sizes = fopen("/proc/self/statm", "re");
    int fields = sizes ? fscanf(sizes, "%lu", &pages) : 0;
    if (sizes)
        fclose(sizes);
    rlim_t now = fields == 1 ? (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) : PDF_BOX_PROGRAM;
    return limit(RLIMIT_AS, now + bytes);
#endif
}
