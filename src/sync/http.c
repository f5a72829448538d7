#include "sync/http.h"

#include <curl/curl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/file.h"
#include "sync/storage.h"

#define HEAD_MAX 65536 /* bytes of header lines in one reply, all its interim heads together */
#define PROTOCOLS_SAFE "https"
#define PROTOCOLS_ALL "https,http"

struct http {
    CURL *curl;
    const struct sync_config *config;
    int64_t until_us; /* on the real monotonic clock: the end of the run */
    char reason[CURL_ERROR_SIZE];
};

/* One request under way. */
struct transfer {
    struct http *http;
    const struct http_request *request;
    struct http_reply reply;
    uint64_t head, body, max; /* bytes so far; how many of the body may come */
    bool begun;
    enum err_code code; /* what ended it from our side */
    struct err *err;
};

/* ---- the head ---- */

/* "abc", with W/ before it for a weak one, and nothing that could break out of a header line. */
static bool is_etag(const char *text) {
    if (strncmp(text, "W/", 2) == 0)
        text += 2;
    size_t length = strlen(text);
    if (length < 2 || text[0] != '"' || text[length - 1] != '"')
        return false;
    for (size_t i = 1; i + 1 < length; i++)
        if (text[i] <= ' ' || text[i] >= 0x7f || text[i] == '"')
            return false;
    return true;
}

static bool read_number(const char **text, uint64_t *ret) {
    uint64_t value = 0;
    const char *p = *text;
    for (; *p >= '0' && *p <= '9'; p++) {
        if (value > UINT64_MAX / 100)
            return false;
        value = value * 10 + (uint64_t)(*p - '0');
    }
    if (p == *text)
        return false;
    *text = p;
    *ret = value;
    return true;
}

static bool skip(const char **text, char letter) {
    if (**text != letter)
        return false;
    ++*text;
    return true;
}

static void read_range(const char *text, struct http_reply *reply) {
    struct http_reply read = {0};
    if (strncasecmp(text, "bytes ", 6) != 0)
        return;
    text += 6;
    if (!read_number(&text, &read.first) || !skip(&text, '-') || !read_number(&text, &read.last) ||
        !skip(&text, '/') || !read_number(&text, &read.total) || *text)
        return;
    reply->has_range = true;
    reply->first = read.first;
    reply->last = read.last;
    reply->total = read.total;
}

/* The value, where the line is this header; "" where it is another one. */
static bool header_value(const char *line, size_t length, const char *name, char *ret,
                         size_t size) {
    size_t begin = strlen(name);
    if (length <= begin || strncasecmp(line, name, begin) != 0 || line[begin] != ':')
        return false;
    for (begin++; begin < length && (line[begin] == ' ' || line[begin] == '\t'); begin++)
        ;
    while (length > begin && strchr(" \t\r\n", line[length - 1]))
        length--;
    if (length - begin >= size || memchr(line + begin, '\0', length - begin))
        return false;
    memcpy(ret, line + begin, length - begin);
    ret[length - begin] = '\0';
    return true;
}

static size_t take_header(char *line, size_t one, size_t count, void *data) {
    struct transfer *transfer = data;
    struct http_reply *reply = &transfer->reply;
    size_t length = one * count;
    char value[HTTP_ETAG];
    transfer->head += length;
    if (transfer->head > HEAD_MAX) {
        transfer->code =
            err_set(transfer->err, ERR_MISSING,
                    "%s: the server's answer has no end of header lines", transfer->request->url);
        return 0;
    }
    if (length > 5 && strncmp(line, "HTTP/", 5) == 0)
        *reply = (struct http_reply){.length = -1};
    else if (header_value(line, length, "etag", value, sizeof value) && is_etag(value))
        memcpy(reply->etag, value, sizeof value);
    else if (header_value(line, length, "content-range", value, sizeof value))
        read_range(value, reply);
    else if (header_value(line, length, "date", value, sizeof value))
        reply->date = curl_getdate(value, NULL);
    return length;
}

/* ---- the body ---- */

static enum err_code begin(struct transfer *transfer) {
    struct http_reply *reply = &transfer->reply;
    CURL *curl = transfer->http->curl;
    curl_off_t length = -1;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply->status);
    curl_easy_getinfo(curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    reply->length = length;
    if (strncmp(transfer->request->url, "https:", 6) != 0 || reply->date < 0)
        reply->date = 0;
    transfer->begun = true;
    return transfer->request->begin(transfer->request->data, reply, &transfer->max, transfer->err);
}

static size_t take_body(char *bytes, size_t one, size_t count, void *data) {
    struct transfer *transfer = data;
    const struct http_request *request = transfer->request;
    size_t length = one * count;
    if (!transfer->begun && (transfer->code = begin(transfer)) != ERR_OK)
        return 0;
    if (length > transfer->max - transfer->body)
        transfer->code =
            err_set(transfer->err, ERR_REFUSED, "%s: larger than the %" PRIu64 " bytes allowed",
                    request->url, transfer->max);
    else
        transfer->code =
            storage_failed(file_write_all(request->fd, bytes, length, request->path, transfer->err),
                           transfer->err);
    transfer->body += length;
    if (transfer->code == ERR_OK && request->progress)
        request->progress(request->data, transfer->body);
    return transfer->code == ERR_OK ? length : 0;
}

/* ---- what went wrong ---- */

static enum err_code bad_certificate(const struct transfer *transfer) {
    struct clock clock = {0};
    char now[CLOCK_TEXT];
    clock_text(clock_wall(&clock), now);
    return err_set(transfer->err, ERR_MISSING,
                   "%s: not taken for the right server (%s); this computer's clock says %s",
                   transfer->request->url, transfer->http->reason, now);
}

/* libcurl also calls it this where one header line does not fit into its 100 KiB. */
static enum err_code out_of_memory(const struct transfer *transfer) {
    curl_off_t sent_us = 0;
    curl_easy_getinfo(transfer->http->curl, CURLINFO_PRETRANSFER_TIME_T, &sent_us);
    if (sent_us > 0 && !transfer->begun)
        return err_set(transfer->err, ERR_MISSING,
                       "%s: a header line without end, or too little memory for the answer",
                       transfer->request->url);
    return err_set(transfer->err, ERR_STORAGE, "%s: out of memory", transfer->request->url);
}

static enum err_code judge(const struct transfer *transfer, CURLcode result) {
    const char *what;
    switch (result) {
    case CURLE_OUT_OF_MEMORY:
        return out_of_memory(transfer);
    case CURLE_SSL_CACERT_BADFILE:
        return err_set(transfer->err, ERR_USAGE,
                       "%s: cannot be read as certificates; look at `ca` in the configuration",
                       transfer->http->config->ca);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
        return bad_certificate(transfer);
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        what = "its name is not known here; is the network up?";
        break;
    case CURLE_COULDNT_CONNECT:
        what = "no connection; is the network up?";
        break;
    case CURLE_OPERATION_TIMEDOUT:
        what = "no answer, or too slow a one; given up for now";
        break;
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
        what = "the connection broke off";
        break;
    default:
        what = "that is no web server's answer";
        break;
    }
    const char *more =
        *transfer->http->reason ? transfer->http->reason : curl_easy_strerror(result);
    return err_set(transfer->err, ERR_MISSING, "%s: %s (%.160s)", transfer->request->url, what,
                   more);
}

/* ---- setting up ---- */

/* Every option is set, and one look at the end is enough: 0 where none failed. */
static unsigned set_safety(CURL *curl, const struct sync_config *config) {
    const char *protocols = config->allow_http ? PROTOCOLS_ALL : PROTOCOLS_SAFE;
    unsigned failed = curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, protocols) |
                      curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L) |
                      curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L) |
                      curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L) |
                      curl_easy_setopt(curl, CURLOPT_PROXY_SSL_VERIFYPEER, 1L) |
                      curl_easy_setopt(curl, CURLOPT_PROXY_SSL_VERIFYHOST, 2L) |
                      curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) |
                      /* "" also shuts out http_proxy and no_proxy of the environment */
                      curl_easy_setopt(curl, CURLOPT_PROXY, config->proxy) |
                      curl_easy_setopt(curl, CURLOPT_NOPROXY, "");
    if (*config->ca) /* and no other: without the second line the system's stay believed */
        failed |= curl_easy_setopt(curl, CURLOPT_CAINFO, config->ca) |
                  curl_easy_setopt(curl, CURLOPT_CAPATH, NULL);
    return failed;
}

static unsigned set_manner(CURL *curl, const struct sync_config *config) {
    return curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) |
           curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1) |
           curl_easy_setopt(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L) |
           curl_easy_setopt(curl, CURLOPT_USERAGENT, "meclis-sync") |
           curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)config->connect_seconds) |
           curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, (long)config->stall_bytes) |
           curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)config->stall_seconds) |
           curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header) |
           curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
}

enum err_code http_open(const struct sync_config *config, struct http **ret, struct err *err) {
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return err_set(err, ERR_STORAGE, "libcurl cannot start");
    struct http *http = calloc(1, sizeof *http);
    CURL *curl = curl_easy_init();
    if (!http || !curl || set_safety(curl, config) || set_manner(curl, config) ||
        curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, http->reason)) {
        curl_easy_cleanup(curl);
        free(http);
        curl_global_cleanup();
        return err_set(err, ERR_STORAGE, "libcurl cannot start: out of memory, or too old");
    }
    http->curl = curl;
    http->config = config;
    http->until_us = clock_real_us() + (int64_t)config->total_seconds * 1000000;
    *ret = http;
    return ERR_OK;
}

int64_t http_left_us(const struct http *http) {
    return http->until_us - clock_real_us();
}

void http_close(struct http *http) {
    if (!http)
        return;
    curl_easy_cleanup(http->curl);
    curl_global_cleanup();
    free(http);
}

/* ---- asking ---- */

/* Appends a header line; false and the list untouched where there is no memory. */
static bool add_line(struct curl_slist **list, const char *format, const char *value) {
    char line[HTTP_ETAG + 64];
    snprintf(line, sizeof line, format, value);
    struct curl_slist *longer = curl_slist_append(*list, line);
    if (longer)
        *list = longer;
    return longer != NULL;
}

static bool add_lines(const struct http_request *request, struct curl_slist **list) {
    char from[24];
    snprintf(from, sizeof from, "%" PRIu64, request->from);
    /* no cache on the way may answer with what it still has */
    if (!add_line(list, "Cache-Control: %s", "max-age=0"))
        return false;
    if (request->unless && !add_line(list, "If-None-Match: %s", request->unless))
        return false;
    return request->from == 0 || (add_line(list, "Range: bytes=%s-", from) &&
                                  add_line(list, "If-Range: %s", request->if_range));
}

static bool set_request(struct transfer *transfer, struct curl_slist *lines, int64_t ms) {
    CURL *curl = transfer->http->curl;
    unsigned failed = curl_easy_setopt(curl, CURLOPT_URL, transfer->request->url) |
                      curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines) |
                      curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)ms) |
                      curl_easy_setopt(curl, CURLOPT_HEADERDATA, transfer) |
                      curl_easy_setopt(curl, CURLOPT_WRITEDATA, transfer);
    return failed == 0;
}

static enum err_code perform(struct transfer *transfer) {
    transfer->http->reason[0] = '\0';
    CURLcode result = curl_easy_perform(transfer->http->curl);
    if (transfer->code != ERR_OK)
        return transfer->code;
    if (result != CURLE_OK)
        return judge(transfer, result);
    return transfer->begun ? ERR_OK : begin(transfer);
}

enum err_code http_get(struct http *http, const struct http_request *request, struct err *err) {
    struct transfer transfer = {
        .http = http, .request = request, .reply.length = -1, .code = ERR_OK, .err = err};
    struct curl_slist *lines = NULL;
    int64_t left = http_left_us(http) / 1000;
    int64_t most = (int64_t)request->seconds * 1000;
    if (left <= 0)
        return err_set(err, ERR_MISSING, "%s: the time for one run is over; given up for now",
                       request->url);
    enum err_code code = add_lines(request, &lines) &&
                                 set_request(&transfer, lines, most && most < left ? most : left)
                             ? perform(&transfer)
                             : err_set(err, ERR_STORAGE, "%s: out of memory", request->url);
    curl_easy_setopt(http->curl, CURLOPT_HTTPHEADER, NULL);
    curl_slist_free_all(lines);
    return code;
}

/* ---- addresses ---- */

static bool has_part(CURLU *url, CURLUPart part) {
    char *text = NULL;
    bool some = curl_url_get(url, part, &text, 0) == CURLUE_OK;
    curl_free(text);
    return some;
}

enum err_code http_check_url(const char *text, const struct sync_config *config, struct err *err) {
    bool plain = strncasecmp(text, "http://", 7) == 0;
    if (plain && !config->allow_http)
        return err_set(err, ERR_USAGE,
                       "%s: not https; where that is meant, write `allow_http = yes` under "
                       "[update] in the file given with --config",
                       text);
    CURLU *url = curl_url();
    if (!url)
        return err_set(err, ERR_STORAGE, "%s: out of memory", text);
    enum err_code code = ERR_OK;
    CURLUcode taken = curl_url_set(url, CURLUPART_URL, text, 0);
    if (taken == CURLUE_OUT_OF_MEMORY)
        code = err_set(err, ERR_STORAGE, "%s: out of memory", text);
    else if (taken != CURLUE_OK)
        code = err_set(err, ERR_USAGE, "%s: not an address", text);
    else if (has_part(url, CURLUPART_USER) || has_part(url, CURLUPART_PASSWORD) ||
             has_part(url, CURLUPART_QUERY) || has_part(url, CURLUPART_FRAGMENT))
        code = err_set(err, ERR_USAGE,
                       "an address of a release has no user's name, no ? and no #: give the folder "
                       "that manifest.json is in");
    curl_url_cleanup(url);
    return code;
}
