#include "intake/pdf_box.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"

/* What reading a file and writing text never needs. A list of what is forbidden, not of what is
 * allowed: what a C library asks for differs from one version and machine to the next. Unknown
 * machines' calls (a 32-bit call on a 64-bit system) end the process. */
static const int forbidden[] = {
    /* the network, and talking to others */
    SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen),
    SCMP_SYS(accept), SCMP_SYS(accept4), SCMP_SYS(sendto), SCMP_SYS(sendmsg), SCMP_SYS(sendmmsg),
    SCMP_SYS(socketcall), SCMP_SYS(msgget), SCMP_SYS(semget), SCMP_SYS(shmget), SCMP_SYS(ipc),
    SCMP_SYS(mq_open), SCMP_SYS(kill), SCMP_SYS(tkill), SCMP_SYS(rt_sigqueueinfo),
    SCMP_SYS(rt_tgsigqueueinfo), SCMP_SYS(pidfd_open), SCMP_SYS(pidfd_getfd),
    SCMP_SYS(pidfd_send_signal), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev), SCMP_SYS(process_madvise), SCMP_SYS(kcmp),
    /* other processes */
    SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(clone), SCMP_SYS(clone3), SCMP_SYS(unshare),
    SCMP_SYS(setns),
    /* changing files */
    SCMP_SYS(creat), SCMP_SYS(openat2), SCMP_SYS(open_by_handle_at), SCMP_SYS(unlink),
    SCMP_SYS(unlinkat), SCMP_SYS(rmdir), SCMP_SYS(mkdir), SCMP_SYS(mkdirat), SCMP_SYS(mknod),
    SCMP_SYS(mknodat), SCMP_SYS(rename), SCMP_SYS(renameat), SCMP_SYS(renameat2), SCMP_SYS(link),
    SCMP_SYS(linkat), SCMP_SYS(symlink), SCMP_SYS(symlinkat), SCMP_SYS(truncate),
    SCMP_SYS(truncate64), SCMP_SYS(chmod), SCMP_SYS(fchmod), SCMP_SYS(fchmodat), SCMP_SYS(chown),
    SCMP_SYS(fchown), SCMP_SYS(lchown), SCMP_SYS(fchownat), SCMP_SYS(utime), SCMP_SYS(utimes),
    SCMP_SYS(utimensat), SCMP_SYS(futimesat), SCMP_SYS(setxattr), SCMP_SYS(lsetxattr),
    SCMP_SYS(fsetxattr), SCMP_SYS(removexattr), SCMP_SYS(lremovexattr), SCMP_SYS(fremovexattr),
    SCMP_SYS(inotify_init1), SCMP_SYS(fanotify_init),
    /* the kernel's back rooms */
    SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(fsopen),
    SCMP_SYS(fsmount), SCMP_SYS(move_mount), SCMP_SYS(open_tree), SCMP_SYS(keyctl),
    SCMP_SYS(add_key), SCMP_SYS(request_key), SCMP_SYS(bpf), SCMP_SYS(perf_event_open),
    SCMP_SYS(userfaultfd), SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter),
    SCMP_SYS(io_uring_register), SCMP_SYS(io_setup), SCMP_SYS(init_module), SCMP_SYS(finit_module),
    SCMP_SYS(delete_module), SCMP_SYS(kexec_load), SCMP_SYS(kexec_file_load), SCMP_SYS(swapon),
    SCMP_SYS(swapoff), SCMP_SYS(reboot), SCMP_SYS(settimeofday), SCMP_SYS(clock_settime),
    SCMP_SYS(adjtimex), SCMP_SYS(sethostname), SCMP_SYS(setdomainname), SCMP_SYS(acct),
    SCMP_SYS(quotactl), SCMP_SYS(syslog), SCMP_SYS(vhangup), SCMP_SYS(ioperm), SCMP_SYS(iopl),
    SCMP_SYS(personality), SCMP_SYS(name_to_handle_at), SCMP_SYS(sched_setaffinity),
    SCMP_SYS(setpriority), SCMP_SYS(lookup_dcookie)};

/* Opening is for reading; argument `flags` of the call says how. */
static int forbid_writing(scmp_filter_ctx filter, int call, unsigned flags) {
    static const scmp_datum_t writing[] = {O_WRONLY, O_RDWR, O_CREAT, O_TRUNC};
    int failed = 0;
    for (size_t i = 0; i < sizeof writing / sizeof *writing; i++)
        failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), call, 1,
                                   SCMP_CMP(flags, SCMP_CMP_MASKED_EQ, writing[i], writing[i]));
    return failed;
}

/* A rule that a machine has no call for is no rule; any other failure is one. */
static int fill(scmp_filter_ctx filter) {
    int failed = 0;
    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++)
        failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), forbidden[i], 0);
    failed |= forbid_writing(filter, SCMP_SYS(open), 1);
    failed |= forbid_writing(filter, SCMP_SYS(openat), 2);
    seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2); /* a tree: each call is looked up fast */
    return failed;
}

static bool export(scmp_filter_ctx filter, struct sock_fprog *ret) {
    int file = memfd_create("filter", MFD_CLOEXEC);
    struct buf bytes = {0};
    off_t size = -1;
    if (file >= 0 && seccomp_export_bpf(filter, file) == 0)
        size = lseek(file, 0, SEEK_END);
    char *room = size > 0 ? buf_room(&bytes, (size_t)size) : NULL;
    bool read = room && pread(file, room, (size_t)size, 0) == size;
    if (file >= 0)
        close(file);
    if (read)
        *ret = (struct sock_fprog){(unsigned short)((size_t)size / sizeof *ret->filter),
                                   (struct sock_filter *)(void *)bytes.data};
    else
        buf_free(&bytes);
    return read;
}

enum err_code pdf_box_make(struct pdf_box **ret, struct err *err) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    struct sock_fprog program;
    bool made = filter && fill(filter) == 0 && export(filter, &program);
    seccomp_release(filter);
    if (!made)
        return err_set(err, ERR_STORAGE,
                       "no sandbox for PDF files: this system's seccomp does not work; "
                       "import them on another computer");
    *ret = mem_zero(1, sizeof **ret);
    (*ret)->program = program;
    return ERR_OK;
}

void pdf_box_destroy(struct pdf_box *box) {
    if (!box)
        return;
    free(box->program.filter);
    free(box);
}
