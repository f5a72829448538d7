#include "platform/wake.h"

#include <SDL.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

#define DEVICES_MOST 16
#define ABSENT_MS 1000 /* how often a state folder that is not there yet is looked for */

struct wake {
    char *state;
    int notify;             /* inotify: the state folder, and /dev/input where we poll ourselves */
    atomic_int state_watch; /* -1 while the folder cannot be watched */
    int input_watch;        /* -1 where SDL blocks */
    struct stat watched;    /* the folder that state_watch is on */
    atomic_bool changed;
    bool sdl_blocks;
    int devices[DEVICES_MOST]; /* our own descriptors of /dev/input/event*, for poll() only */
    int device_count;
    pthread_t thread; /* only where `threaded`: sleeps on notify and stop */
    bool threaded;
    int stop; /* eventfd that ends the thread */
    Uint32 event;
};

static void close_devices(struct wake *wake) {
    for (int i = 0; i < wake->device_count; i++)
        close(wake->devices[i]);
    wake->device_count = 0;
}

/* After every change below /dev/input: a panel was plugged in, out, or in again. */
static void open_devices(struct wake *wake) {
    close_devices(wake);
    for (int i = 0; i < 64 && wake->device_count < DEVICES_MOST; i++) {
        char path[64];
        snprintf(path, sizeof path, "/dev/input/event%d", i);
        int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        if (fd >= 0)
            wake->devices[wake->device_count++] = fd;
    }
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
    if (event->wd == wake->input_watch) {
        open_devices(wake);
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

static void *watch_thread(void *data) {
    struct wake *wake = data;
    for (;;) {
        struct pollfd fds[] = {{.fd = wake->notify, .events = POLLIN},
                               {.fd = wake->stop, .events = POLLIN}};
        if (poll(fds, 2, -1) < 0 && errno != EINTR)
            return NULL;
        if (fds[1].revents)
            return NULL;
        if (!fds[0].revents)
            continue;
        read_events(wake);
        SDL_Event event = {.type = wake->event};
        SDL_PushEvent(&event);
    }
}

static enum err_code start(struct wake *wake, struct err *err) {
    wake->notify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    wake->stop = eventfd(0, EFD_CLOEXEC);
    if (wake->notify < 0 || wake->stop < 0)
        return err_set(err, ERR_STORAGE, "cannot watch %s: %s", wake->state, strerror(errno));
    watch_state(wake);
    if (!wake->sdl_blocks) {
        wake->input_watch =
            inotify_add_watch(wake->notify, "/dev/input", IN_CREATE | IN_DELETE | IN_ATTRIB);
        open_devices(wake);
        return ERR_OK;
    }
    wake->event = SDL_RegisterEvents(1);
    if (pthread_create(&wake->thread, NULL, watch_thread, wake) != 0)
        return err_set(err, ERR_STORAGE, "cannot watch %s: no thread", wake->state);
    wake->threaded = true;
    return ERR_OK;
}

enum err_code wake_open(const char *state, bool sdl_blocks, struct wake **ret, struct err *err) {
    struct wake *wake = mem_zero(1, sizeof *wake);
    wake->state = mem_string(state);
    wake->sdl_blocks = sdl_blocks;
    wake->notify = wake->stop = wake->input_watch = -1;
    atomic_init(&wake->state_watch, -1);
    atomic_init(&wake->changed, false);
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
    if (wake->notify >= 0)
        close(wake->notify);
    if (wake->stop >= 0)
        close(wake->stop);
    free(wake->state);
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
    struct pollfd fds[DEVICES_MOST + 1];
    for (int i = 0; i < wake->device_count; i++)
        fds[i] = (struct pollfd){.fd = wake->devices[i], .events = POLLIN};
    int count = wake->device_count;
    fds[count] = (struct pollfd){.fd = wake->notify, .events = POLLIN};
    if (poll(fds, (nfds_t)count + 1, timeout_ms) <= 0)
        return;
    bool gone = false;
    for (int i = 0; i < count; i++)
        gone = gone || fds[i].revents & (POLLERR | POLLHUP | POLLNVAL);
    drain_devices(wake, fds);
    if (gone) /* an unplugged device would wake us for ever */
        open_devices(wake);
    read_events(wake);
}

void wake_wait(struct wake *wake, int timeout_ms) {
    if (wake->state_watch < 0 && (timeout_ms < 0 || timeout_ms > ABSENT_MS))
        timeout_ms = ABSENT_MS;
    if (!wake->sdl_blocks) {
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
