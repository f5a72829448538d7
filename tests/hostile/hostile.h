/* A web server that misbehaves in one chosen way, for the tests: loopback only, one connection
 * after another, and it ends by itself. */
#ifndef HOSTILE_HOSTILE_H
#define HOSTILE_HOSTILE_H

#include <stdbool.h>
#include <stddef.h>

#define ENDLESS_BYTES (32L << 20) /* what it sends at most where it never stops */

struct request {
    char name[128];
    char unless[256], if_range[256]; /* If-None-Match and If-Range, "" for none */
    long from;                       /* of Range, -1 for none */
};

/* One request being answered. */
struct turn {
    int fd;
    struct request request;
    const char *folder;
    long number; /* of the scenario, 0 for none */
    int count;   /* requests before this one that the scenario had to do with */
    char *body;  /* the file asked for, NULL where there is none */
    long length;
    char etag[64];
    int status; /* what was answered, and how much: for the log */
    long sent;
};

typedef void serve(struct turn *turn);

/* NULL: no such scenario. */
serve *scenario_find(const char *name);
/* What a decent server does: 200, 206, 304, 404. */
serve serve_plain;

/* Sends bytes; false where the other side has hung up. */
bool turn_send(struct turn *turn, const void *bytes, size_t count);
bool turn_print(struct turn *turn, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Reads the file again from a subfolder. */
void turn_load(struct turn *turn, const char *folder);

#endif
