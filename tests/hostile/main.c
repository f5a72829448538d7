/* hostile FOLDER SCENARIO[=NUMBER] [PREFIX]
 *
 * Serves the files of FOLDER on a loopback port of its own, which is the first line on the standard
 * output; a line for every request follows: name, status, bytes sent, Range. Files whose name
 * begins with PREFIX are answered as SCENARIO has it, the others decently. Ends after 60 seconds,
 * or when it is killed. */
#include "hostile/hostile.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define LIFETIME 900 /* seconds */
#define HEAD_MAX 8192

bool turn_send(struct turn *turn, const void *bytes, size_t count) {
    const char *next = bytes;
    while (count) {
        ssize_t put = send(turn->fd, next, count, MSG_NOSIGNAL);
        if (put <= 0)
            return false;
        next += put;
        count -= (size_t)put;
        turn->sent += put;
    }
    return true;
}

bool turn_print(struct turn *turn, const char *format, ...) {
    char text[1024];
    va_list args;
    va_start(args, format);
    int count = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return count >= 0 && turn_send(turn, text, (size_t)count);
}

/* ---- files ---- */

void turn_load(struct turn *turn, const char *folder) {
    char path[4096];
    free(turn->body);
    turn->body = NULL;
    turn->length = 0;
    snprintf(path, sizeof path, "%s/%s/%s", turn->folder, folder, turn->request.name);
    FILE *file = strchr(turn->request.name, '/') ? NULL : fopen(path, "rb");
    if (!file)
        return;
    fseek(file, 0, SEEK_END);
    turn->length = ftell(file);
    rewind(file);
    turn->body = malloc((size_t)turn->length + 1);
    if (!turn->body || fread(turn->body, 1, (size_t)turn->length, file) != (size_t)turn->length)
        exit(1);
    fclose(file);
    unsigned long sum = 5381;
    for (long i = 0; i < turn->length; i++)
        sum = sum * 33 + (unsigned char)turn->body[i];
    snprintf(turn->etag, sizeof turn->etag, "\"%lx-%lx\"", (unsigned long)turn->length, sum);
}

/* ---- requests ---- */

static void take_value(const char *head, const char *name, char *ret, size_t size) {
    for (const char *line = strstr(head, "\r\n"); line; line = strstr(line, "\r\n")) {
        line += 2;
        if (strncasecmp(line, name, strlen(name)) != 0)
            continue;
        line += strlen(name);
        snprintf(ret, size, "%.*s", (int)strcspn(line, "\r\n"), line);
        return;
    }
    *ret = '\0';
}

static bool read_request(int fd, struct request *ret) {
    char text[HEAD_MAX + 1], range[64], path[512];
    size_t length = 0;
    text[0] = '\0';
    while (!strstr(text, "\r\n\r\n")) {
        ssize_t got = length < HEAD_MAX ? recv(fd, text + length, HEAD_MAX - length, 0) : 0;
        if (got <= 0)
            return false;
        length += (size_t)got;
        text[length] = '\0';
    }
    if (sscanf(text, "GET %511s", path) != 1)
        return false;
    const char *slash = strrchr(path, '/');
    snprintf(ret->name, sizeof ret->name, "%.100s", slash ? slash + 1 : path);
    take_value(text, "If-None-Match: ", ret->unless, sizeof ret->unless);
    take_value(text, "If-Range: ", ret->if_range, sizeof ret->if_range);
    take_value(text, "Range: bytes=", range, sizeof range);
    ret->from = *range ? strtol(range, NULL, 10) : -1;
    return true;
}

/* ---- serving ---- */

struct server {
    const char *folder, *prefix;
    serve *scenario;
    long number;
    int count;
};

static void answer(struct server *server, int fd) {
    struct turn turn = {.fd = fd, .folder = server->folder, .number = server->number};
    struct timeval patience = {5, 0};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (!read_request(fd, &turn.request))
        return;
    bool chosen = strncmp(turn.request.name, server->prefix, strlen(server->prefix)) == 0;
    turn.count = server->count;
    turn_load(&turn, ".");
    if (chosen)
        server->scenario(&turn);
    else
        serve_plain(&turn);
    server->count += chosen;
    printf("%s %d %ld %ld\n", turn.request.name, turn.status, turn.sent, turn.request.from);
    fflush(stdout);
    free(turn.body);
}

static int listen_somewhere(void) {
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&at, size) != 0 || listen(fd, 16) != 0 ||
        getsockname(fd, (struct sockaddr *)&at, &size) != 0)
        return -1;
    printf("%d\n", ntohs(at.sin_port));
    fflush(stdout);
    return fd;
}

int main(int argc, char **argv) {
    char name[64] = "";
    struct server server = {.prefix = argc > 3 ? argv[3] : ""};
    if (argc < 3 || argc > 4 || sscanf(argv[2], "%63[^=]=%ld", name, &server.number) < 1 ||
        !(server.scenario = scenario_find(name))) {
        fputs("usage: hostile FOLDER SCENARIO[=NUMBER] [PREFIX]\n", stderr);
        return 2;
    }
    server.folder = argv[1];
    alarm(LIFETIME);
    int fd = listen_somewhere();
    if (fd < 0) {
        perror("hostile");
        return 1;
    }
    for (int from; (from = accept(fd, NULL, NULL)) >= 0 || errno == EINTR;) {
        answer(&server, from);
        /* what is still unread would turn the end into a reset */
        shutdown(from, SHUT_WR);
        close(from);
    }
    return 1;
}
