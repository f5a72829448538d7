/* A record as bytes in a delta, and back. */
#ifndef DECISION_WIRE_H
#define DECISION_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "decision/decision.h"

/* Numbers are LEB128 in the fewest bytes, texts have their length before them, what may be absent
 * says so; the order is that of decision_wire. One record has one form and one form is one record.
 * Unlike the canonical bytes it holds the source's name, and is short: a delta is mostly text. */
void decision_wire(const struct decision *decision, struct buf *out);

/* What is left to read. After a fault every read gives nothing, so one look at the end is enough.
 */
struct wire {
    const char *next;
    size_t left;
    bool fault;
};

/* 0 to `max`. */
void wire_add_number(struct buf *out, uint64_t value);
uint64_t wire_number(struct wire *wire, uint64_t max);
/* The next `count` bytes, NULL where there are not as many. */
const char *wire_bytes(struct wire *wire, size_t count);

/* Exactly `count` bytes as one record. False, and ret untouched, for anything that decision_wire
 * would not have written: it is in bounds afterwards, but whether it is sound is still
 * record_fault's to say. */
bool decision_unwire(const char *bytes, size_t count, struct decision *ret);

#endif
