#include "platform/wake.h"

#include <SDL.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

#define DEVICES_MOST 16
#define ABSENT_MS 1000 /* how often a state folder that is not there yet is looked for */

/* SDL hears of a new device from udev, some time after its file appeared: for two seconds it is
 * given the occasion, or the first touches on the panel would be lost on it. */
#define LOOKS 8
#define LOOK_MS 250

struct wake {
    char *state, *inputs;   /* folders */
    int notify;             /* inotify: both folders */
    atomic_int state_watch; /* -1 while the folder cannot be watched */
    atomic_int input_watch; /* the same */
    struct stat watched;    /* the folder that state_watch is on */
    atomic_bool changed, gone, ended;
    bool sdl_blocks;
    int devices[DEVICES_MOST]; /* our own descriptors of the event files, for poll() only */
    int device_count;
    int looks;        /* how often SDL still is to be asked soon */
    int signals;      /* signalfd */
    pthread_t thread; /* only where `threaded`: sleeps on notify, signals and stop */
    bool threaded;
    int stop; /* eventfd that ends the thread */
    Uint32 event;
};

static void close_devices(struct wake *wake) {
    for (int i = 0; i < wake->device_count; i++)
        close(wake->devices[i]);
    wake->device_count = 0;
}

/* After every change of their folder: a panel was plugged in, out, or in again. */
static void open_devices(struct wake *wake) {
    close_devices(wake);
    for (int i = 0; i < 64 && wake->device_count < DEVICES_MOST; i++) {
        char path[FILE_PATH_MAX];
        snprintf(path, sizeof path, "%s/event%d", wake->inputs, i);
        int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        if (fd >= 0)
            wake->devices[wake->device_count++] = fd;
    }
}

/* The folder itself comes with the first device. Where SDL blocks it finds its devices alone, and
 * only what goes is of interest. */
static void watch_devices(struct wake *wake) {
    uint32_t mask = wake->sdl_blocks ? IN_DELETE : IN_CREATE | IN_DELETE | IN_ATTRIB;
    if (wake->input_watch >= 0)
        return;
    wake->input_watch = inotify_add_watch(wake->notify, wake->inputs, mask | IN_ONLYDIR);
    if (wake->input_watch >= 0 && !wake->sdl_blocks)
        open_devices(wake);
}

static void note_device(struct wake *wake, const struct inotify_event *event) {
    if (event->mask & IN_IGNORED)
        wake->input_watch = -1;
    if (event->mask & (IN_DELETE | IN_IGNORED))
        atomic_store(&wake->gone, true);
    if (wake->sdl_blocks)
        return;
    wake->looks = LOOKS;
    open_devices(wake);
}

static bool watch_state(struct wake *wake) {
    if (wake->state_watch < 0 && stat(wake->state, &wake->watched) == 0)
        wake->state_watch = inotify_add_watch(wake->notify, wake->state,
                                              IN_MOVED_TO | IN_CLOSE_WRITE | IN_DELETE |
                                                  IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR);
    return wake->state_watch >= 0;
}

/* A removed folder says nothing of it as long as a file below it is open, which the shown set is:
 * so its name is looked up at every wake, and the next folder of that name is watched instead. */
static void forget_replaced_state(struct wake *wake) {
    struct stat now;
    if (wake->state_watch < 0)
        return;
    if (stat(wake->state, &now) == 0 && now.st_dev == wake->watched.st_dev &&
        now.st_ino == wake->watched.st_ino)
        return;
    inotify_rm_watch(wake->notify, wake->state_watch);
    wake->state_watch = -1;
    atomic_store(&wake->changed, true);
}

static void note_event(struct wake *wake, const struct inotify_event *event) {
    if (event->wd < 0) { /* too many at once: something was missed */
        atomic_store(&wake->changed, true);
        return;
    }
    if (event->wd == wake->input_watch) {
        note_device(wake, event);
        return;
    }
    if (event->wd != wake->state_watch)
        return;
    if (event->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED)) {
        wake->state_watch = -1;
        atomic_store(&wake->changed, true);
    } else if (event->len &&
               (strcmp(event->name, "status.json") == 0 || strcmp(event->name, "current") == 0)) {
        atomic_store(&wake->changed, true);
    }
}

static void read_events(struct wake *wake) {
    char block[4096] __attribute__((aligned(__alignof__(struct inotify_event))));
    ssize_t got;
    while ((got = read(wake->notify, block, sizeof block)) > 0)
        for (char *at = block; at < block + got;) {
            const struct inotify_event *event = (const struct inotify_event *)(void *)at;
            at += sizeof *event + event->len;
            note_event(wake, event);
        }
}

static void read_signals(struct wake *wake) {
    struct signalfd_siginfo info;
    while (read(wake->signals, &info, sizeof info) == (ssize_t)sizeof info)
        atomic_store(&wake->ended, true);
}

static void *watch_thread(void *data) {
    struct wake *wake = data;
    for (;;) {
        struct pollfd fds[] = {{.fd = wake->notify, .events = POLLIN},
                               {.fd = wake->signals, .events = POLLIN},
                               {.fd = wake->stop, .events = POLLIN}};
        if (poll(fds, 3, -1) < 0 && errno != EINTR)
            return NULL;
        if (fds[2].revents)
            return NULL;
        if (!fds[0].revents && !fds[1].revents)
            continue;
        read_events(wake);
        read_signals(wake);
        SDL_Event event = {.type = wake->event};
        SDL_PushEvent(&event);
    }
}

static void held_signals(sigset_t *ret) {
    sigemptyset(ret);
    sigaddset(ret, SIGTERM);
    sigaddset(ret, SIGINT);
    sigaddset(ret, SIGHUP);
}

void wake_hold_signals(void) {
    sigset_t held;
    held_signals(&held);
    pthread_sigmask(SIG_BLOCK, &held, NULL);
}

static enum err_code start(struct wake *wake, struct err *err) {
    sigset_t held;
    held_signals(&held);
    wake->notify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    wake->stop = eventfd(0, EFD_CLOEXEC);
    wake->signals = signalfd(-1, &held, SFD_NONBLOCK | SFD_CLOEXEC);
    if (wake->notify < 0 || wake->stop < 0 || wake->signals < 0)
        return err_set(err, ERR_STORAGE, "cannot watch %s: %s", wake->state, strerror(errno));
    watch_state(wake);
    watch_devices(wake);
    if (!wake->sdl_blocks)
        return ERR_OK;
    wake->event = SDL_RegisterEvents(1);
    if (pthread_create(&wake->thread, NULL, watch_thread, wake) != 0)
        return err_set(err, ERR_STORAGE, "cannot watch %s: no thread", wake->state);
    wake->threaded = true;
    return ERR_OK;
}

enum err_code wake_open(const struct wake_options *options, struct wake **ret, struct err *err) {
    struct wake *wake = mem_zero(1, sizeof *wake);
    wake->state = mem_string(options->state);
    wake->inputs = mem_string(options->devices);
    wake->sdl_blocks = options->sdl_blocks;
    wake->notify = wake->stop = wake->signals = -1;
    atomic_init(&wake->state_watch, -1);
    atomic_init(&wake->input_watch, -1);
    atomic_init(&wake->changed, false);
    atomic_init(&wake->gone, false);
    atomic_init(&wake->ended, false);
    enum err_code code = start(wake, err);
    if (code != ERR_OK) {
        wake_close(wake);
        return code;
    }
    *ret = wake;
    return ERR_OK;
}

void wake_close(struct wake *wake) {
    if (!wake)
        return;
    if (wake->threaded) {
        uint64_t one = 1;
        if (write(wake->stop, &one, sizeof one) == sizeof one)
            pthread_join(wake->thread, NULL);
    }
    close_devices(wake);
    const int owned[] = {wake->notify, wake->stop, wake->signals};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        if (owned[i] >= 0)
            close(owned[i]);
    free(wake->state);
    free(wake->inputs);
    free(wake);
}

/* Input devices are drained only so that poll() sleeps again: SDL reads its own copies. */
static void drain_devices(struct wake *wake, const struct pollfd *fds) {
    char block[1024];
    for (int i = 0; i < wake->device_count; i++)
        while (fds[i].revents & POLLIN && read(wake->devices[i], block, sizeof block) > 0)
            continue;
}

static void poll_all(struct wake *wake, int timeout_ms) {
    struct pollfd fds[DEVICES_MOST + 2];
    for (int i = 0; i < wake->device_count; i++)
        fds[i] = (struct pollfd){.fd = wake->devices[i], .events = POLLIN};
    int count = wake->device_count;
    fds[count] = (struct pollfd){.fd = wake->notify, .events = POLLIN};
    fds[count + 1] = (struct pollfd){.fd = wake->signals, .events = POLLIN};
    if (poll(fds, (nfds_t)count + 2, timeout_ms) <= 0)
        return;
    bool gone = false;
    for (int i = 0; i < count; i++)
        gone = gone || fds[i].revents & (POLLERR | POLLHUP | POLLNVAL);
    drain_devices(wake, fds);
    if (gone) { /* an unplugged device would wake us for ever */
        atomic_store(&wake->gone, true);
        open_devices(wake);
    }
    read_events(wake);
    read_signals(wake);
}

static int at_most(int timeout_ms, int most_ms) {
    return timeout_ms < 0 || timeout_ms > most_ms ? most_ms : timeout_ms;
}

void wake_wait(struct wake *wake, int timeout_ms) {
    if (wake->state_watch < 0)
        timeout_ms = at_most(timeout_ms, ABSENT_MS);
    if (!wake->sdl_blocks) {
        watch_devices(wake);
        if (wake->looks > 0 && wake->looks--)
            timeout_ms = at_most(timeout_ms, LOOK_MS);
        poll_all(wake, timeout_ms);
        return;
    }
    if (timeout_ms < 0)
        SDL_WaitEvent(NULL);
    else
        SDL_WaitEventTimeout(NULL, timeout_ms);
}

bool wake_state_changed(struct wake *wake) {
    if (!wake->threaded)
        read_events(wake);
    forget_replaced_state(wake);
    if (wake->state_watch < 0 && watch_state(wake))
        return true;
    return atomic_exchange(&wake->changed, false);
}

bool wake_device_gone(struct wake *wake) {
    return atomic_exchange(&wake->gone, false);
}

bool wake_ended(const struct wake *wake) {
    return atomic_load(&wake->ended);
}
