/* delta_apply onto a small set, and unpack_bytes before it where the input is zstd data: what is
 * taken and passes the full check is the set that was signed. A record that is read has one form
 * only. */
#include "fuzz/target.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zstd.h>

#include "base/file.h"
#include "base/mem.h"
#include "bundle/unpack.h"
#include "decision/wire.h"
#include "store/check.h"
#include "store/delta.h"
#include "store/library.h"

#define UNPACKED_MAX 65536 /* bytes */

/* Made once: a set of three decisions, and the delta to the next one. */
struct world {
    char folder[64], first[80], second[80], applied[80];
    struct buf base, good; /* the bytes of `first`; the delta */
    struct snapshot_info next;
};
static struct world world;

static void must(enum err_code code, const struct err *err) {
    if (code != ERR_OK)
        fprintf(stderr, "%s\n", err->text);
    MUST(code == ERR_OK);
}

static void remove_world(void) {
    (void)!file_remove_tree(world.folder, NULL);
    buf_free(&world.base);
    buf_free(&world.good);
}

static void add_decision(struct library *library, int number, const char *body) {
    struct err err = {0};
    struct decision decision = decision_empty();
    decision.date = date_of_number(20150700 + number);
    decision.year = decision.date.year;
    decision.number = number;
    decision.subject = mem_string("ÖRNEK konu");
    decision.body = mem_string(body);
    decision.municipality = mem_string("Muğla");
    decision.source_sha256 =
        mem_string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    text_list_add(&decision.districts, "Menteşe");
    decision_add_citation(&decision, &(struct citation){.law = 5393, .article = "74"});
    must(library_add(library, &decision, &err), &err);
    decision_clear(&decision);
}

static void snapshot(struct library *library, int64_t serial, const char *path) {
    struct err err = {0};
    world.next = (struct snapshot_info){
        .serial = serial, .issued = 1437647000 + serial, .municipality = "Muğla"};
    must(library_snapshot(library, path, &world.next, &err), &err);
    must(library_note_release(library, serial, &world.next.set_digest, &err), &err);
}

/* A new decision, a correction and a retraction. */
static void change(struct library *library) {
    struct err err = {0};
    struct decision decision;
    add_decision(library, 4, "Yeni bir metin.");
    must(library_find(library, 2015, 2, &decision, &err), &err);
    decision.outcome = OUTCOME_REJECTED;
    decision.votes_for = 3;
    must(library_replace(library, &decision, &err), &err);
    decision_clear(&decision);
    must(library_retract(library, 2015, 3, "KVKK", &err), &err);
}

static void make_world(void) {
    struct err err = {0};
    struct library *library = NULL;
    bool memory = access("/dev/shm", W_OK) == 0;
    snprintf(world.folder, sizeof world.folder, "%s/meclis-fuzz-XXXXXX",
             memory ? "/dev/shm" : "/tmp");
    MUST(mkdtemp(world.folder) && atexit(remove_world) == 0);
    snprintf(world.first, sizeof world.first, "%s/1.db", world.folder);
    snprintf(world.second, sizeof world.second, "%s/2.db", world.folder);
    snprintf(world.applied, sizeof world.applied, "%s/applied.db", world.folder);
    must(library_open_scratch(world.applied, &library, &err), &err);
    for (int number = 1; number <= 3; number++)
        add_decision(library, number, "Bir metin.\nBir metin daha.");
    snapshot(library, 1, world.first);
    change(library);
    snapshot(library, 2, world.second);
    must(library_delta(library, 1, 2, &world.good, &err), &err);
    library_close(library);
    must(file_read(world.first, 1 << 24, &world.base, &err), &err);
}

static void copy_base(void) {
    FILE *file = fopen(world.applied, "wb");
    MUST(file && fwrite(world.base.data, 1, world.base.len, file) == world.base.len);
    MUST(fclose(file) == 0);
}

/* True: the delta was taken, and the result is sound. */
static bool apply(const char *bytes, size_t count) {
    struct delta delta = {"delta", bytes, count, 1, 2};
    struct check_result found;
    struct err err = {0};
    copy_base();
    enum err_code code = delta_apply(world.applied, &delta, &world.next, &err);
    MUST(code == ERR_OK || (code == ERR_REFUSED && *err.text));
    if (code == ERR_OK)
        code = store_check(world.applied, &found, &err);
    MUST(code == ERR_OK || (code == ERR_REFUSED && *err.text));
    MUST(code != ERR_OK || digest_equal(&found.set_digest, &world.next.set_digest));
    return code == ERR_OK;
}

static void read_as_record(const char *bytes, size_t count) {
    struct decision decision;
    struct buf again = {0};
    if (!decision_unwire(bytes, count, &decision))
        return;
    decision_wire(&decision, &again);
    MUST(again.len == count && memcmp(again.data, bytes, count) == 0);
    buf_free(&again);
    decision_clear(&decision);
}

/* Every record that stands behind a head, and the whole input. */
static void read_records(const char *bytes, size_t count) {
    struct wire wire = {bytes, count, false};
    read_as_record(bytes, count);
    (void)wire_bytes(&wire, sizeof "meclis-delta/1");
    for (int i = 0; i < 3; i++)
        (void)wire_number(&wire, INT64_MAX);
    while (wire.left && !wire.fault) {
        size_t length = (size_t)wire_number(&wire, wire.left);
        const char *record = wire_bytes(&wire, length);
        if (record)
            read_as_record(record, length);
    }
}

/* What the frame says that it holds stands for what was signed. */
static bool unpack(const uint8_t *bytes, size_t count, struct buf *ret) {
    struct err err = {0};
    unsigned long long size = ZSTD_getFrameContentSize(bytes, count);
    if (size > UNPACKED_MAX) /* nor where it does not say */
        size = world.good.len;
    int from = memfd_create("from", MFD_CLOEXEC);
    MUST(from >= 0 && write(from, bytes, count) == (ssize_t)count);
    MUST(lseek(from, 0, SEEK_SET) == 0);
    enum err_code code = unpack_bytes(from, "from", size, ret, &err);
    close(from);
    MUST(code == ERR_OK || (code == ERR_REFUSED && *err.text));
    MUST(ret->len <= size && (code != ERR_OK || ret->len == size));
    return code == ERR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
    static const uint8_t zstd[4] = {0x28, 0xb5, 0x2f, 0xfd};
    struct buf content = {0};
    if (!*world.folder) {
        make_world();
        MUST(apply(world.good.data, world.good.len));
    }
    if (count < sizeof zstd || memcmp(bytes, zstd, sizeof zstd) != 0)
        buf_add(&content, bytes, count);
    else if (!unpack(bytes, count, &content)) {
        buf_free(&content);
        return 0;
    }
    read_records(buf_string(&content), content.len);
    (void)apply(buf_string(&content), content.len);
    buf_free(&content);
    return 0;
}
