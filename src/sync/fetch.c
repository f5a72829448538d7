#include "sync/fetch.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bundle/manifest.h"
#include "sync/http.h"
#include "sync/inbox.h"
#include "sync/net_record.h"
#include "sync/storage.h"

#define ATTEMPTS 3            /* at one file in a run, each only after the last one brought bytes */
#define ASK_WHOLE_AFTER 86400 /* seconds; see may_ask_for_news */
#define PAUSE_US INT64_C(1000000)

struct fetch_source {
    struct source base;
    struct http *http;
    const struct sync_config *config;
    struct clock clock;
    struct net_record record;
    char etag[HTTP_ETAG]; /* of the manifest as it came in this run, "" for none */
    bool asked;           /* anything at all was asked */
};

/* One file on its way. */
struct coming {
    struct fetch_source *source;
    const struct source_want *want;
    char url[INBOX_TEXT];
    char path[FILE_PATH_MAX];
    int fd;
    /* small files */
    bool conditional; /* 304 was asked for */
    bool same;        /* and came, or else the same bytes */
    /* files that may be resumed */
    bool joined;          /* put together from more than one transfer */
    uint64_t have;        /* bytes in fd, of the version that `etag` names */
    char etag[HTTP_ETAG]; /* strong; "" where what is there cannot be continued */
    bool anew;            /* the server will not continue it: from the start, without a Range */
};

static enum err_code make_url(struct coming *coming, struct err *err) {
    int count = snprintf(coming->url, sizeof coming->url, "%s%s", coming->source->record.url,
                         coming->want->name);
    if (count < 0 || (size_t)count >= sizeof coming->url)
        return err_set(err, ERR_USAGE, "%.80s…: the address is too long", coming->url);
    return ERR_OK;
}

/* ---- what a reply means ---- */

static enum err_code judge_status(const struct coming *coming, long status, struct err *err) {
    if (status == 404 || status == 410)
        return err_set(err, coming->want->absent, "%s: the server has no such file", coming->url);
    if (status >= 300 && status < 400 && status != 304)
        return err_set(err, ERR_MISSING,
                       "%s: the server sends us elsewhere (%ld), where we do not go; is there a "
                       "login page on this network, or has the release moved?",
                       coming->url, status);
    return err_set(err, ERR_MISSING, "%s: the server answered %ld instead of sending it",
                   coming->url, status);
}

static enum err_code too_large(const struct coming *coming, int64_t length, struct err *err) {
    return err_set(err, ERR_REFUSED, "%s: %" PRId64 " bytes, %s %" PRIu64, coming->url, length,
                   coming->want->digest ? "signed are" : "allowed are", coming->want->max);
}

/* ---- small files ---- */

static enum err_code begin_small(void *data, const struct http_reply *reply, uint64_t *ret_max,
                                 struct err *err) {
    struct coming *coming = data;
    struct fetch_source *source = coming->source;
    if (reply->date > source->base.date)
        source->base.date = reply->date;
    *ret_max = coming->want->max;
    coming->same = coming->conditional && reply->status == 304;
    if (coming->same)
        return ERR_OK;
    if (reply->status != 200)
        return judge_status(coming, reply->status, err);
    if (reply->length > 0 && (uint64_t)reply->length > coming->want->max)
        return too_large(coming, reply->length, err);
    memcpy(coming->etag, reply->etag, sizeof coming->etag);
    return ERR_OK;
}

/* Nothing of a release begins like a web page, and every login page of a network does. */
static enum err_code refuse_page(const struct coming *coming, struct err *err) {
    char start[16] = "";
    ssize_t got = pread(coming->fd, start, sizeof start - 1, 0);
    size_t at = strspn(start, " \t\r\n\xef\xbb\xbf");
    if (got > 0 && start[at] == '<')
        return err_set(err, ERR_MISSING,
                       "%s: a web page came instead; is there a login page on this network?",
                       coming->url);
    return ERR_OK;
}

/* An ETag of a whole second can hide a release made within the same one, so the whole manifest is
 * asked for once a day; and whenever it is not the one that is in use. */
static bool may_ask_for_news(const struct fetch_source *source, const struct digest *have) {
    const struct net_record *record = &source->record;
    int64_t age = clock_wall(&source->clock) - record->asked;
    return have && *record->etag && digest_equal(have, &record->manifest) && age >= 0 &&
           age < ASK_WHOLE_AFTER;
}

static void note_accepted(struct source *base, const struct digest *manifest) {
    struct fetch_source *source = (struct fetch_source *)base;
    source->record.manifest = *manifest;
    memcpy(source->record.etag, source->etag, sizeof source->record.etag);
    source->record.asked = clock_wall(&source->clock);
}

/* Also a server without ETags need not send the signature of what we have. */
static enum err_code compare(struct coming *coming, struct err *err) {
    struct digest digest;
    if (lseek(coming->fd, 0, SEEK_SET) != 0)
        return storage_failed(err_errno(err, "cannot read", coming->path), err);
    enum err_code code = digest_fd(coming->fd, coming->path, &digest, NULL, err);
    if (code != ERR_OK || !digest_equal(&digest, coming->want->unless))
        return code;
    coming->same = true;
    note_accepted(&coming->source->base, &digest);
    return ERR_OK;
}

static enum err_code get_small(struct coming *coming, struct err *err) {
    struct fetch_source *source = coming->source;
    coming->conditional = may_ask_for_news(source, coming->want->unless);
    struct http_request request = {.url = coming->url,
                                   .unless = coming->conditional ? source->record.etag : NULL,
                                   .seconds = source->config->answer_seconds,
                                   .fd = coming->fd,
                                   .path = coming->path,
                                   .begin = begin_small,
                                   .data = coming};
    enum err_code code = http_get(source->http, &request, err);
    if (code == ERR_OK && !coming->same)
        code = refuse_page(coming, err);
    if (code == ERR_OK && !coming->same && strcmp(coming->want->name, MANIFEST_NAME) == 0)
        memcpy(source->etag, coming->etag, sizeof source->etag);
    if (code == ERR_OK && !coming->same && coming->want->unless)
        code = compare(coming, err);
    if (code == ERR_OK && lseek(coming->fd, 0, SEEK_SET) != 0)
        code = storage_failed(err_errno(err, "cannot read", coming->path), err);
    return code;
}

/* ---- files that may be resumed ---- */

static enum err_code cut_to(struct coming *coming, uint64_t size, struct err *err) {
    if (ftruncate(coming->fd, (off_t)size) != 0 || lseek(coming->fd, (off_t)size, SEEK_SET) < 0)
        return storage_failed(err_errno(err, "cannot write", coming->path), err);
    coming->have = size;
    return ERR_OK;
}

/* Before a byte is written: whose bytes the file will hold is on disk first. Without a strong ETag
 * nothing can be resumed. */
static enum err_code begin_whole(struct coming *coming, const struct http_reply *reply,
                                 struct err *err) {
    if (reply->length >= 0 && (uint64_t)reply->length != coming->want->max)
        return too_large(coming, reply->length, err);
    const char *folder = coming->source->base.into;
    struct inbox_part part = {0};
    bool strong = reply->etag[0] == '"';
    inbox_part_forget(folder);
    enum err_code code = cut_to(coming, 0, err);
    snprintf(coming->etag, sizeof coming->etag, "%s", strong ? reply->etag : "");
    if (code != ERR_OK || !strong)
        return code;
    memcpy(part.url, coming->url, sizeof part.url);
    memcpy(part.etag, coming->etag, sizeof part.etag);
    snprintf(part.file, sizeof part.file, "%s", coming->want->name);
    return inbox_part_save(folder, &part, err);
}

/* It must be the very rest of the very version that we have the beginning of. */
static bool continues(const struct coming *coming, const struct http_reply *reply) {
    return reply->has_range && reply->first == coming->have &&
           reply->last == coming->want->max - 1 && reply->total == coming->want->max &&
           strcmp(reply->etag, coming->etag) == 0;
}

static enum err_code begin_large(void *data, const struct http_reply *reply, uint64_t *ret_max,
                                 struct err *err) {
    struct coming *coming = data;
    if (reply->status == 200) {
        *ret_max = coming->want->max;
        return begin_whole(coming, reply, err);
    }
    if (coming->have == 0 || (reply->status != 206 && reply->status != 416))
        return judge_status(coming, reply->status, err);
    if (reply->status == 416 || !continues(coming, reply)) {
        coming->anew = true;
        return err_set(err, ERR_MISSING, "%s: the server does not continue what it began",
                       coming->url);
    }
    coming->joined = true;
    *ret_max = coming->want->max - coming->have;
    return cut_to(coming, coming->have, err);
}

static void tell_progress(void *data, uint64_t body) {
    const struct coming *coming = data;
    const struct source_watch *watch = coming->source->base.watch;
    if (watch)
        watch->copying(watch->data, coming->have + body, coming->want->max);
}

/* How much is there now, after a transfer that may have been cut. */
static enum err_code measure(struct coming *coming, struct err *err) {
    struct stat st;
    if (fstat(coming->fd, &st) != 0 || st.st_size < 0)
        return storage_failed(err_errno(err, "cannot read", coming->path), err);
    coming->have = *coming->etag ? (uint64_t)st.st_size : 0;
    return ERR_OK;
}

static enum err_code transfer(struct coming *coming, struct err *err) {
    struct http_request request = {.url = coming->url,
                                   .from = coming->have,
                                   .if_range = coming->etag,
                                   .fd = coming->fd,
                                   .path = coming->path,
                                   .begin = begin_large,
                                   .progress = tell_progress,
                                   .data = coming};
    struct stat st;
    enum err_code code = http_get(coming->source->http, &request, err);
    if (code != ERR_OK)
        return code;
    if (fstat(coming->fd, &st) != 0)
        return storage_failed(err_errno(err, "cannot read", coming->path), err);
    if ((uint64_t)st.st_size != coming->want->max) /* as HTTP goes it was whole */
        return err_set(err, ERR_REFUSED, "%s: only %lld bytes, signed are %" PRIu64, coming->url,
                       (long long)st.st_size, coming->want->max);
    return ERR_OK;
}

/* The rest, or all of it; where the server will not continue, once from the start. */
static enum err_code transfer_or_anew(struct coming *coming, struct err *err) {
    coming->anew = false;
    enum err_code code = transfer(coming, err);
    if (!coming->anew)
        return code;
    coming->anew = false;
    code = cut_to(coming, 0, err);
    return code == ERR_OK ? transfer(coming, err) : code;
}

/* Cut transfers are continued for as long as they bring something, with a pause in between. */
static enum err_code transfer_in_parts(struct coming *coming, struct err *err) {
    enum err_code code = ERR_OK;
    for (int attempt = 1;; attempt++) {
        uint64_t before = coming->have;
        if (coming->have == coming->want->max)
            return ERR_OK;
        code = transfer_or_anew(coming, err);
        if (code == ERR_OK || code != ERR_MISSING || attempt == ATTEMPTS)
            return code;
        if (measure(coming, NULL) != ERR_OK || coming->have <= before)
            return code;
        int64_t pause = attempt * PAUSE_US / 2 + randombytes_uniform((uint32_t)PAUSE_US);
        if (pause >= http_left_us(coming->source->http))
            return code;
        clock_pause(&coming->source->clock, pause);
    }
}

static enum err_code check_digest(const struct coming *coming, struct err *err) {
    struct digest digest;
    if (lseek(coming->fd, 0, SEEK_SET) != 0)
        return storage_failed(err_errno(err, "cannot read", coming->path), err);
    enum err_code code = digest_fd(coming->fd, coming->path, &digest, NULL, err);
    if (code == ERR_OK && !digest_equal(&digest, coming->want->digest))
        code = err_set(err, ERR_REFUSED, "%s: not the file that was signed: damaged or forged",
                       coming->url);
    if (code == ERR_OK && lseek(coming->fd, 0, SEEK_SET) != 0)
        code = storage_failed(err_errno(err, "cannot read", coming->path), err);
    return code;
}

/* A file put together from parts that turns out wrong is asked for once more, whole. */
static enum err_code get_large(struct coming *coming, struct err *err) {
    coming->joined = coming->have > 0;
    enum err_code code = transfer_in_parts(coming, err);
    if (code == ERR_OK)
        code = check_digest(coming, err);
    if (code == ERR_REFUSED && coming->joined) {
        inbox_part_forget(coming->source->base.into);
        code = cut_to(coming, 0, err);
        if (code == ERR_OK)
            code = transfer_in_parts(coming, err);
        if (code == ERR_OK)
            code = check_digest(coming, err);
    }
    if (code == ERR_REFUSED)
        inbox_part_forget(coming->source->base.into);
    return code;
}

/* Opens what is left of an earlier run where it is the beginning of this very file. */
static bool open_begun(struct coming *coming) {
    const char *folder = coming->source->base.into;
    struct inbox_part part;
    struct stat st;
    if (!inbox_part_load(folder, &part) || strcmp(part.file, coming->want->name) != 0 ||
        strcmp(part.url, coming->url) != 0 || part.etag[0] != '"' ||
        path_join(coming->path, folder, part.file, NULL) != ERR_OK)
        return false;
    int fd = open(coming->path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return false;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_nlink != 1 ||
        (uint64_t)st.st_size > coming->want->max) {
        close(fd);
        return false;
    }
    coming->fd = fd;
    coming->have = (uint64_t)st.st_size;
    memcpy(coming->etag, part.etag, sizeof coming->etag);
    return true;
}

/* ---- a file ---- */

static enum err_code get_file(struct source *base, const struct source_want *want, int *ret_fd,
                              struct err *err) {
    struct coming coming = {.source = (struct fetch_source *)base, .want = want, .fd = -1};
    coming.source->asked = true;
    enum err_code code = make_url(&coming, err);
    if (code == ERR_OK && !(want->digest && open_begun(&coming)))
        code = inbox_create(base->into, want->name, coming.path, &coming.fd, err);
    if (code == ERR_OK)
        code = want->digest ? get_large(&coming, err) : get_small(&coming, err);
    if (code == ERR_OK && !coming.same) {
        *ret_fd = coming.fd;
        return ERR_OK;
    }
    if (coming.fd >= 0)
        close(coming.fd);
    if (!want->digest && *coming.path)
        unlink(coming.path);
    if (code == ERR_OK)
        *ret_fd = -1;
    return code;
}

/* ---- the server ---- */

/* That the record could not be written costs a request, nothing else. A full disk is not the
 * server's fault. */
static void close_source(struct source *base, const struct err *failure) {
    struct fetch_source *source = (struct fetch_source *)base;
    bool theirs = !failure || failure->code == ERR_MISSING || failure->code == ERR_REFUSED;
    if (source->asked && theirs)
        net_record_note(&source->record, clock_wall(&source->clock),
                        source->config->retry_min_seconds, source->config->retry_max_seconds,
                        failure);
    if (source->asked)
        (void)!net_record_save(base->into, &source->record, NULL);
    http_close(source->http);
    free(source);
}

static enum err_code fill(struct fetch_source *source, const char *url, const char *inbox,
                          struct err *err) {
    char folder[sizeof source->record.url];
    bool slash = *url && url[strlen(url) - 1] == '/';
    int count = snprintf(folder, sizeof folder, "%s%s", url, slash ? "" : "/");
    if (count < 0 || (size_t)count >= sizeof folder || strlen(inbox) >= FILE_PATH_MAX)
        return err_set(err, ERR_USAGE, "%.80s…: the address or the path is too long", url);
    memcpy(source->base.into, inbox, strlen(inbox) + 1);
    source->base.live = true;
    net_record_load(inbox, &source->record);
    if (strcmp(source->record.url, folder) != 0) {
        source->record = (struct net_record){0};
        memcpy(source->record.url, folder, sizeof folder);
    }
    return http_open(source->config, &source->http, err);
}

enum err_code fetch_open(const char *url, const char *inbox, const struct sync_config *config,
                         const struct clock *clock, struct source **ret, struct err *err) {
    static const struct source_ops ops = {
        .file = get_file, .accepted = note_accepted, .close = close_source};
    enum err_code code = http_check_url(url, config, err);
    if (code != ERR_OK)
        return code;
    struct fetch_source *source = calloc(1, sizeof *source);
    if (!source)
        return err_set(err, ERR_STORAGE, "%s: out of memory", url);
    source->base.ops = &ops;
    source->config = config;
    source->clock = *clock;
    code = fill(source, url, inbox, err);
    if (code == ERR_OK)
        *ret = &source->base;
    else
        free(source);
    return code;
}

int64_t fetch_wait(const struct source *base) {
    const struct fetch_source *source = (const struct fetch_source *)base;
    return net_record_wait(&source->record, clock_wall(&source->clock),
                           source->config->retry_max_seconds);
}
