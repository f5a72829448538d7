/* One function a misbehaviour; their names are in the table at the end. */
#include "hostile/hostile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char page[] =
    "<!DOCTYPE html><html><body><h1>Hos geldiniz</h1><form>Oda no</form></body></html>";

static void head(struct turn *turn, int status, long length) {
    turn->status = status;
    turn_print(turn, "HTTP/1.1 %d Meclis\r\nConnection: close\r\nETag: %s\r\n", status, turn->etag);
    if (length >= 0)
        turn_print(turn, "Content-Length: %ld\r\n", length);
}

static void end_head(struct turn *turn) {
    turn_print(turn, "\r\n");
}

/* From `from` on, at most `most` bytes. */
static void body(struct turn *turn, long from, long most) {
    long rest = turn->length - from;
    if (rest > most)
        rest = most;
    if (rest > 0)
        turn_send(turn, turn->body + from, (size_t)rest);
}

static void whole(struct turn *turn, long most) {
    head(turn, 200, turn->length);
    end_head(turn);
    body(turn, 0, most);
}

static void range_head(struct turn *turn, long first, long last, long total) {
    head(turn, 206, turn->length - turn->request.from);
    turn_print(turn, "Content-Range: bytes %ld-%ld/%ld\r\n\r\n", first, last, total);
}

/* Is a Range asked for that the If-Range allows? */
static bool continues(const struct turn *turn) {
    const struct request *request = &turn->request;
    return request->from > 0 && request->from < turn->length &&
           strcmp(request->if_range, turn->etag) == 0;
}

static void plain_most(struct turn *turn, long most) {
    if (!turn->body) {
        head(turn, 404, 0);
        end_head(turn);
    } else if (*turn->request.unless && strcmp(turn->request.unless, turn->etag) == 0) {
        head(turn, 304, -1);
        end_head(turn);
    } else if (continues(turn)) {
        range_head(turn, turn->request.from, turn->length - 1, turn->length);
        body(turn, turn->request.from, most);
    } else {
        whole(turn, most);
    }
}

void serve_plain(struct turn *turn) {
    plain_most(turn, turn->length);
}

/* ---- pages and bare answers ---- */

static void serve_portal(struct turn *turn) {
    turn->status = 200;
    turn_print(turn, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %zu\r\n\r\n%s",
               strlen(page), page);
}

static void serve_status(struct turn *turn) {
    head(turn, (int)turn->number, turn->number == 204 || turn->number == 304 ? -1 : 3);
    if (turn->number >= 300 && turn->number < 400)
        turn_print(turn, "Location: /elsewhere/%s\r\n", turn->request.name);
    end_head(turn);
    turn_send(turn, "no\n", turn->number == 204 || turn->number == 304 ? 0 : 3);
}

static void serve_empty(struct turn *turn) {
    head(turn, 200, 0);
    end_head(turn);
}

static void serve_close(struct turn *turn) {
    (void)turn;
}

static void serve_reset(struct turn *turn) {
    struct linger now = {1, 0};
    setsockopt(turn->fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

static void serve_garbage(struct turn *turn) {
    turn_send(turn, "\x16\x03\x01\0\xff\xfe garbage \r\n\r\n", 22);
}

static void serve_bare(struct turn *turn) { /* HTTP/0.9: a body and no head */
    body(turn, 0, turn->length);
}

static void serve_silent(struct turn *turn) {
    (void)turn;
    sleep(20);
}

/* ---- lengths ---- */

static void serve_length_over(struct turn *turn) {
    head(turn, 200, turn->length + 1000);
    end_head(turn);
    body(turn, 0, turn->length);
}

static void serve_length_under(struct turn *turn) {
    head(turn, 200, turn->length - 10);
    end_head(turn);
    body(turn, 0, turn->length);
}

static void serve_length_huge(struct turn *turn) {
    head(turn, 200, 0x7fffffffffffffffL);
    end_head(turn);
    body(turn, 0, turn->length);
}

static void serve_length_junk(struct turn *turn) {
    head(turn, 200, -1);
    turn_print(turn, "Content-Length: -5\r\nContent-Length: 99999999999999999999999999\r\n\r\n");
    body(turn, 0, turn->length);
}

static void serve_no_length(struct turn *turn) {
    head(turn, 200, -1);
    end_head(turn);
    body(turn, 0, turn->number ? turn->number : turn->length);
}

static void serve_endless(struct turn *turn) {
    char block[4096];
    memset(block, 'x', sizeof block);
    head(turn, 200, -1);
    end_head(turn);
    while (turn->sent < ENDLESS_BYTES && turn_send(turn, block, sizeof block))
        ;
}

/* ---- chunks ---- */

static void chunked_head(struct turn *turn) {
    head(turn, 200, -1);
    turn_print(turn, "Transfer-Encoding: chunked\r\n\r\n");
}

static void chunks(struct turn *turn, long most) {
    for (long at = 0; at < most; at += 1000) {
        long count = most - at < 1000 ? most - at : 1000;
        turn_print(turn, "%lx\r\n", (unsigned long)count);
        turn_send(turn, turn->body + at, (size_t)count);
        turn_print(turn, "\r\n");
    }
}

static void serve_chunked(struct turn *turn) {
    chunked_head(turn);
    chunks(turn, turn->length);
    turn_print(turn, "0\r\n\r\n");
}

static void serve_chunked_cut(struct turn *turn) {
    chunked_head(turn);
    chunks(turn, turn->length / 2);
}

static void serve_chunked_short(struct turn *turn) {
    chunked_head(turn);
    chunks(turn, turn->length / 2);
    turn_print(turn, "0\r\n\r\n");
}

static void serve_chunked_endless(struct turn *turn) {
    chunked_head(turn);
    while (turn->sent < ENDLESS_BYTES && turn_print(turn, "10\r\n0123456789abcdef\r\n"))
        ;
}

static void serve_chunked_junk(struct turn *turn) {
    chunked_head(turn);
    turn_print(turn, "fffffffffffffffff\r\n");
    body(turn, 0, turn->length);
}

static void serve_trailers(struct turn *turn) {
    chunked_head(turn);
    chunks(turn, turn->length);
    turn_print(turn, "0\r\n");
    while (turn->sent < ENDLESS_BYTES && turn_print(turn, "X-Trailer: 0123456789abcdef\r\n"))
        ;
}

/* ---- heads ---- */

static void serve_headers(struct turn *turn) {
    head(turn, 200, turn->length);
    for (long i = 0; i < turn->number && turn_print(turn, "X-%ld: %ld\r\n", i, i); i++)
        ;
    end_head(turn);
    body(turn, 0, turn->length);
}

static void serve_header_long(struct turn *turn) {
    head(turn, 200, turn->length);
    turn_print(turn, "X-Long: ");
    while (turn->sent < ENDLESS_BYTES && turn_print(turn, "0123456789abcdef0123456789abcdef"))
        ;
}

static void serve_interim(struct turn *turn) {
    while (turn->sent < ENDLESS_BYTES && turn_print(turn, "HTTP/1.1 100 Continue\r\n\r\n"))
        ;
}

static void serve_encoded(struct turn *turn) {
    head(turn, 200, turn->length);
    turn_print(turn, "Content-Encoding: gzip\r\n\r\n");
    body(turn, 0, turn->length);
}

static void serve_etag_junk(struct turn *turn) {
    turn->status = 200;
    turn_print(turn,
               "HTTP/1.1 200 OK\r\nETag: \"a\x01\x02\r\nETag: \"%0500d\"\r\nETag: \"a\"b\"\r\n"
               "Content-Length: %ld\r\n\r\n",
               1, turn->length);
    body(turn, 0, turn->length);
}

/* ---- slowly ---- */

static void drip(struct turn *turn, const char *bytes, long count) {
    for (long i = 0; i < count && turn_send(turn, bytes + i, 1); i++)
        usleep(100000);
}

static void serve_loris(struct turn *turn) {
    head(turn, 200, turn->length);
    end_head(turn);
    drip(turn, turn->body, turn->length);
}

static void serve_loris_head(struct turn *turn) {
    static const char line[] =
        "HTTP/1.1 200 OK\r\nX-Slow: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    drip(turn, line, (long)sizeof line - 1);
}

/* ---- cut and resumed ---- */

static void serve_cut(struct turn *turn) { /* every body ends after so many bytes */
    plain_most(turn, turn->number);
}

static void serve_cut_once(struct turn *turn) {
    plain_most(turn, turn->count == 0 ? turn->number : turn->length);
}

static void serve_cut_other(struct turn *turn) { /* and by then it is another version */
    if (turn->count > 0)
        snprintf(turn->etag, sizeof turn->etag, "\"other-%d\"", turn->count);
    serve_cut_once(turn);
}

static void serve_cut_weak(struct turn *turn) {
    snprintf(turn->etag, sizeof turn->etag, "W/\"weak\"");
    serve_cut_once(turn);
}

static void dead(struct turn *turn) {
    head(turn, 503, 0);
    end_head(turn);
}

/* Cut, then dead for one request, then well again; `-other`: with another version's ETag. */
static void serve_cut_dead(struct turn *turn) {
    if (turn->count == 0)
        plain_most(turn, turn->number);
    else if (turn->count == 1)
        dead(turn);
    else
        serve_plain(turn);
}

static void serve_cut_dead_other(struct turn *turn) {
    if (turn->count > 1)
        snprintf(turn->etag, sizeof turn->etag, "\"other\"");
    serve_cut_dead(turn);
}

/* The first comes slowly, so that somebody can be killed over it. */
static void serve_loris_once(struct turn *turn) {
    if (turn->count == 0)
        serve_loris(turn);
    else
        serve_plain(turn);
}

/* The first is cut; a continuation is answered by `wrong`. */
static void cut_then(struct turn *turn, serve *wrong) {
    if (turn->request.from > 0)
        wrong(turn);
    else
        serve_cut_once(turn);
}

static void wrong_start(struct turn *turn) {
    range_head(turn, 0, turn->length - turn->request.from - 1, turn->length);
    body(turn, 0, turn->length - turn->request.from);
}
static void wrong_end(struct turn *turn) {
    range_head(turn, turn->request.from, turn->length - 2, turn->length);
    body(turn, turn->request.from, turn->length);
}
static void wrong_total(struct turn *turn) {
    range_head(turn, turn->request.from, turn->length - 1, turn->length + 1);
    body(turn, turn->request.from, turn->length);
}
static void odd_range(struct turn *turn, const char *range) {
    head(turn, 206, turn->length - turn->request.from);
    turn_print(turn, "Content-Range: %s\r\n\r\n", range);
    body(turn, turn->request.from, turn->length);
}
static void odd_unit(struct turn *turn) {
    odd_range(turn, "lines 1-2/3");
}
static void odd_first(struct turn *turn) {
    odd_range(turn, "bytes x-2/3");
}
static void odd_large(struct turn *turn) {
    odd_range(turn, "bytes 99999999999999999999999-2/3");
}
static void odd_dash(struct turn *turn) {
    odd_range(turn, "bytes 1:2/3");
}
static void odd_last(struct turn *turn) {
    odd_range(turn, "bytes 1-/3");
}
static void odd_slash(struct turn *turn) {
    odd_range(turn, "bytes 1-2:3");
}
static void odd_size(struct turn *turn) {
    odd_range(turn, "bytes 1-2/*");
}
static void odd_tail(struct turn *turn) {
    odd_range(turn, "bytes 1-2/3x");
}
static void no_content_range(struct turn *turn) {
    head(turn, 206, turn->length - turn->request.from);
    end_head(turn);
    body(turn, turn->request.from, turn->length);
}
static void wrong_etag(struct turn *turn) {
    snprintf(turn->etag, sizeof turn->etag, "\"other\"");
    range_head(turn, turn->request.from, turn->length - 1, turn->length);
    body(turn, turn->request.from, turn->length);
}
static void wrong_bytes(struct turn *turn) {
    range_head(turn, turn->request.from, turn->length - 1, turn->length);
    for (long i = turn->request.from; i < turn->length; i++)
        turn_send(turn, "x", 1);
}
static void not_satisfiable(struct turn *turn) {
    head(turn, 416, 0);
    end_head(turn);
}
static void ignored(struct turn *turn) {
    whole(turn, turn->length);
}

static void serve_range_start(struct turn *turn) {
    cut_then(turn, wrong_start);
}
static void serve_range_end(struct turn *turn) {
    cut_then(turn, wrong_end);
}
static void serve_range_total(struct turn *turn) {
    cut_then(turn, wrong_total);
}
static void serve_range_unit(struct turn *turn) {
    cut_then(turn, odd_unit);
}
static void serve_range_first(struct turn *turn) {
    cut_then(turn, odd_first);
}
static void serve_range_large(struct turn *turn) {
    cut_then(turn, odd_large);
}
static void serve_range_dash(struct turn *turn) {
    cut_then(turn, odd_dash);
}
static void serve_range_last(struct turn *turn) {
    cut_then(turn, odd_last);
}
static void serve_range_slash(struct turn *turn) {
    cut_then(turn, odd_slash);
}
static void serve_range_size(struct turn *turn) {
    cut_then(turn, odd_size);
}
static void serve_range_tail(struct turn *turn) {
    cut_then(turn, odd_tail);
}
static void serve_range_none(struct turn *turn) {
    cut_then(turn, no_content_range);
}
static void serve_range_etag(struct turn *turn) {
    cut_then(turn, wrong_etag);
}
static void serve_range_bytes(struct turn *turn) {
    cut_then(turn, wrong_bytes);
}
static void serve_range_416(struct turn *turn) {
    cut_then(turn, not_satisfiable);
}
static void serve_range_ignored(struct turn *turn) {
    cut_then(turn, ignored);
}

/* ---- a release put in place between two requests ---- */

static void serve_swap(struct turn *turn) {
    turn_load(turn, turn->count == 0 ? "old" : "new");
    serve_plain(turn);
}

static const struct {
    const char *name;
    serve *serve;
} scenarios[] = {{"plain", serve_plain},
                 {"portal", serve_portal},
                 {"status", serve_status},
                 {"empty", serve_empty},
                 {"close", serve_close},
                 {"reset", serve_reset},
                 {"garbage", serve_garbage},
                 {"bare", serve_bare},
                 {"silent", serve_silent},
                 {"length-over", serve_length_over},
                 {"length-under", serve_length_under},
                 {"length-huge", serve_length_huge},
                 {"length-junk", serve_length_junk},
                 {"no-length", serve_no_length},
                 {"endless", serve_endless},
                 {"chunked", serve_chunked},
                 {"chunked-cut", serve_chunked_cut},
                 {"chunked-short", serve_chunked_short},
                 {"chunked-endless", serve_chunked_endless},
                 {"chunked-junk", serve_chunked_junk},
                 {"trailers", serve_trailers},
                 {"headers", serve_headers},
                 {"header-long", serve_header_long},
                 {"interim", serve_interim},
                 {"encoded", serve_encoded},
                 {"etag-junk", serve_etag_junk},
                 {"loris", serve_loris},
                 {"loris-head", serve_loris_head},
                 {"cut", serve_cut},
                 {"cut-once", serve_cut_once},
                 {"cut-other", serve_cut_other},
                 {"cut-weak", serve_cut_weak},
                 {"cut-dead", serve_cut_dead},
                 {"cut-dead-other", serve_cut_dead_other},
                 {"loris-once", serve_loris_once},
                 {"range-start", serve_range_start},
                 {"range-end", serve_range_end},
                 {"range-total", serve_range_total},
                 {"range-unit", serve_range_unit},
                 {"range-first", serve_range_first},
                 {"range-large", serve_range_large},
                 {"range-dash", serve_range_dash},
                 {"range-last", serve_range_last},
                 {"range-slash", serve_range_slash},
                 {"range-size", serve_range_size},
                 {"range-tail", serve_range_tail},
                 {"range-none", serve_range_none},
                 {"range-etag", serve_range_etag},
                 {"range-bytes", serve_range_bytes},
                 {"range-416", serve_range_416},
                 {"range-ignored", serve_range_ignored},
                 {"swap", serve_swap}};

serve *scenario_find(const char *name) {
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++)
        if (strcmp(scenarios[i].name, name) == 0)
            return scenarios[i].serve;
    return NULL;
}
