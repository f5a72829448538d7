/* HTTP over libcurl: one request at a time, nothing followed, nothing believed, everything bounded.
 * What a reply means is the caller's business (sync/fetch). */
#ifndef SYNC_HTTP_H
#define SYNC_HTTP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "sync/config.h"

#define HTTP_ETAG 256

struct http;

/* The head of a reply. */
struct http_reply {
    long status;
    char etag[HTTP_ETAG]; /* as it came, quotes and all; "" for none or a malformed one */
    int64_t length;       /* of the body as announced, -1 where it was not */
    bool has_range;       /* Content-Range was there and well formed: bytes first-last/total */
    uint64_t first, last, total;
    int64_t date; /* the Date of a verified https server, seconds since 1970; 0 for none */
};

struct http_request {
    const char *url;
    const char *unless;   /* If-None-Match; NULL for none */
    uint64_t from;        /* Range: bytes=from-, with If-Range; 0: the whole */
    const char *if_range; /* a strong ETag; with `from` only */
    int seconds;          /* most for all of it; 0: what is left of the run */
    int fd;               /* the body is written here, at its offset */
    const char *path;     /* of fd, for messages */
    /* Called once, before the first byte is written, or at the end of an empty body. Sets the
     * offset of fd and returns through ret_max how many bytes may come; any error ends the
     * transfer. */
    enum err_code (*begin)(void *data, const struct http_reply *reply, uint64_t *ret_max,
                           struct err *err);
    /* Called after each block that was written, with how many bytes of the body are there; or NULL.
     */
    void (*progress)(void *data, uint64_t body);
    void *data; /* for both */
};

/* Is the address one that may be asked: https, or http where the configuration allows it, without
 * a user's name, query or fragment? ERR_USAGE says what is wrong with it. */
enum err_code http_check_url(const char *url, const struct sync_config *config,
                             struct err *err) CHECKED;

/* The clock of the whole run's deadline starts here. `config` must outlive it. ERR_STORAGE: memory.
 */
enum err_code http_open(const struct sync_config *config, struct http **ret,
                        struct err *err) CHECKED;
/* What is left of the run, microseconds of real time; may be below zero. */
int64_t http_left_us(const struct http *http);
void http_close(struct http *http); /* takes NULL */

/* ERR_OK: a reply came and was whole as far as HTTP can tell. ERR_MISSING: no connection, no valid
 * certificate, cut, too slow, too much of a head; ERR_REFUSED: more than ret_max bytes; otherwise
 * what `begin` said. */
enum err_code http_get(struct http *http, const struct http_request *request,
                       struct err *err) CHECKED;

#endif
