#include "intake/queue.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/mem.h"
#include "intake/ahead.h"
#include "intake/format.h"
#include "intake/pdf_child.h"
#include "intake/reader_pdf.h"

#define AHEAD 32          /* sources a processor that are read before their turn */
#define CHILDREN_EACH 4   /* of them, PDFs: their texts may be large */
#define PROCESSORS_MAX 16 /* a machine of more has little memory for each */
#define CHILDREN_MAX 4    /* 32 MiB each, see pdf_child: 128 of the 256 that we may take */
#define BYTES_AHEAD ((size_t)48 << 20) /* of the sources that wait for their turn */
/* A larger one takes much memory while it is recognised, and only one of them may do so. */
#define JOB_BYTES_MAX ((size_t)256 << 10)
#define JOB_SHARE 4 /* bytes in a record and its report for one of its source, at most */

/* A source that was read before its turn. */
struct slot {
    char *label;
    enum err_code code; /* of reading it; `err` says why */
    struct err err;
    struct buf content;      /* empty once a child has it */
    size_t bytes;            /* of the source, or its text: what it holds of our memory */
    struct ahead_job job;    /* with a label: it is being recognised */
    struct pdf_child *child; /* NULL: no PDF */
    char sha256[DIGEST_HEX]; /* of a PDF */
};

struct intake_queue {
    const struct source *sources; /* borrowed */
    size_t count, next;           /* next: whose turn it is */
    struct slot *slots;           /* a ring: source i is in slot i % room */
    size_t room, read;            /* read: the first source that is in no slot yet */
    struct ahead *ahead;
    struct source_shelf shelf;
    struct pdf_tool *tool; /* NULL: `tool_err` says why */
    enum err_code tool_code;
    struct err tool_err;
    size_t children_max;
};

struct intake_queue *intake_queue_make(const struct source *sources, size_t count) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    struct intake_queue *queue = mem_zero(1, sizeof *queue);
    size_t most = processors < 1 ? 1 : (size_t)processors;
    most = most > PROCESSORS_MAX ? PROCESSORS_MAX : most;
    size_t children = most > CHILDREN_MAX ? CHILDREN_MAX : most;
    *queue = (struct intake_queue){.sources = sources, .count = count, .children_max = children};
    queue->ahead = ahead_make(most);
    queue->room = most * AHEAD;
    queue->slots = mem_zero(queue->room, sizeof *queue->slots);
    queue->tool_code = pdf_tool_make(NULL, &queue->tool, &queue->tool_err);
    return queue;
}

static struct slot *slot_of(const struct intake_queue *queue, size_t source) {
    return &queue->slots[source % queue->room];
}

static void slot_clear(struct slot *slot) {
    free(slot->label);
    buf_free(&slot->content);
    pdf_child_destroy(slot->child);
    intake_set_clear(&slot->job.set);
    *slot = (struct slot){0};
}

void intake_queue_destroy(struct intake_queue *queue) {
    if (!queue)
        return;
    ahead_destroy(queue->ahead);
    for (size_t i = 0; i < queue->room; i++)
        slot_clear(&queue->slots[i]);
    free(queue->slots);
    source_shelf_clear(&queue->shelf);
    pdf_tool_destroy(queue->tool);
    free(queue);
}

/* ---- reading ahead ---- */

/* The child has the bytes; while it works on them, they are hashed here. */
static void start_child(struct intake_queue *queue, struct slot *slot) {
    slot->code = queue->tool_code;
    slot->err = queue->tool_err;
    if (slot->code == ERR_OK)
        slot->code = pdf_child_start(queue->tool, slot->content.data, slot->content.len,
                                     &slot->child, &slot->err);
    if (slot->code != ERR_OK) {
        err_add(&slot->err, "%s", slot->label);
        return;
    }
    digest_sha256_hex(slot->content.data, slot->content.len, slot->sha256);
    buf_free(&slot->content);
}

/* A text or a page whose cost its size tells. */
static void start_job(struct intake_queue *queue, struct slot *slot) {
    slot->bytes *= JOB_SHARE;
    slot->job = (struct ahead_job){.label = slot->label, .content = &slot->content};
    ahead_give(queue->ahead, &slot->job);
}

static bool is_plain(enum format format) {
    return format == FORMAT_TEXT || format == FORMAT_HTML;
}

static void read_next(struct intake_queue *queue) {
    const struct source *source = &queue->sources[queue->read];
    struct slot *slot = slot_of(queue, queue->read++);
    slot->label = source_label(source);
    slot->code = source_read(source, &queue->shelf, &slot->content, &slot->err);
    slot->bytes = slot->content.len;
    if (slot->code != ERR_OK)
        return;
    const char *bytes = buf_string(&slot->content);
    if (format_is_pdf(bytes, slot->content.len))
        start_child(queue, slot);
    else if (slot->bytes <= JOB_BYTES_MAX && is_plain(format_sniff(bytes, slot->content.len)))
        start_job(queue, slot);
}

/* Room for one more of any size? */
static bool may_read(struct intake_queue *queue) {
    size_t bytes = 0, children = 0, running = 0;
    if (queue->read == queue->count || queue->read - queue->next == queue->room)
        return false;
    for (size_t i = queue->next; i < queue->read; i++) {
        const struct slot *slot = slot_of(queue, i);
        bytes += slot->child ? pdf_child_bytes(slot->child) : slot->bytes;
        children += slot->child != NULL;
        running += slot->child && pdf_child_state(slot->child) == PDF_RUNNING;
    }
    return queue->read == queue->next ||
           (running < queue->children_max && children < queue->children_max * CHILDREN_EACH &&
            bytes < BYTES_AHEAD);
}

static void read_ahead(struct intake_queue *queue) {
    for (size_t i = queue->next; i < queue->read; i++)
        if (slot_of(queue, i)->child)
            pdf_child_look(slot_of(queue, i)->child);
    while (may_read(queue))
        read_next(queue);
}

/* ---- the one whose turn it is ---- */

static enum err_code finish_pdf(struct slot *slot, struct intake_set *ret, struct err *err) {
    struct document document = document_empty();
    enum err_code code = pdf_document(slot->label, slot->child, &document, err);
    if (code == ERR_OK)
        code = intake_document(slot->label, slot->sha256, &document, ret, err);
    document_clear(&document);
    return code;
}

static enum err_code finish_job(struct intake_queue *queue, struct slot *slot,
                                struct intake_set *ret, struct err *err) {
    struct ahead_job *job = &slot->job;
    ahead_wait(queue->ahead, job);
    if (job->code == ERR_OK)
        *ret = job->set;
    else if (err)
        *err = job->err;
    job->set = (struct intake_set){0};
    return job->code;
}

static size_t list_running(const struct intake_queue *queue, struct pdf_child *ret[CHILDREN_MAX]) {
    size_t count = 0;
    for (size_t i = queue->next; i < queue->read && count < CHILDREN_MAX; i++) {
        struct pdf_child *child = slot_of(queue, i)->child;
        if (child && pdf_child_state(child) == PDF_RUNNING)
            ret[count++] = child;
    }
    return count;
}

/* Until the one whose turn it is has ended; others that end make room for new ones. Where it needs
 * much memory it has to be alone. */
static void wait_child(struct intake_queue *queue, struct pdf_child *child) {
    struct pdf_child *running[CHILDREN_MAX];
    size_t count;
    while (pdf_child_state(child) == PDF_RUNNING) {
        pdf_children_wait(running, list_running(queue, running));
        read_ahead(queue);
    }
    while (pdf_child_state(child) == PDF_TIGHT && (count = list_running(queue, running)) > 0)
        pdf_children_wait(running, count);
    pdf_child_finish(child);
}

enum err_code intake_queue_next(struct intake_queue *queue, struct intake_set *ret,
                                struct err *err) {
    read_ahead(queue);
    struct slot *slot = slot_of(queue, queue->next);
    if (slot->child)
        wait_child(queue, slot->child);
    enum err_code code = slot->code;
    if (code != ERR_OK && err)
        *err = slot->err;
    if (code == ERR_OK && slot->child)
        code = finish_pdf(slot, ret, err);
    else if (code == ERR_OK && slot->job.label)
        code = finish_job(queue, slot, ret, err);
    else if (code == ERR_OK)
        code = intake_bytes(slot->label, buf_string(&slot->content), slot->content.len, ret, err);
    slot_clear(slot);
    queue->next++;
    return code;
}
