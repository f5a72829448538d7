#include "intake/archive.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include "base/mem.h"
#include "intake/archive_name.h"

#define PORTION ((size_t)32 << 10)
#define END_BYTES 22            /* of the record that ends an archive, without its comment */
#define TAIL_BYTES (65535 + 42) /* with the longest comment, and the locator before it */

struct member {
    char *name;         /* as archive_name gives it; owned */
    zip_uint64_t index; /* libzip's */
    zip_uint64_t size, packed;
    enum archive_kind kind;
    bool locked, known; /* with a password; packed by a method that can be read */
};

struct archive {
    zip_t *zip;
    char *name; /* for messages; owned */
    struct member *members;
    size_t count;
    zip_uint64_t bytes; /* of the archive itself */
};

/* ---- before libzip reads the table of contents ---- */

static uint64_t number_at(const char *bytes, int count) {
    uint64_t value = 0;
    for (int i = count; i-- > 0;)
        value = value << 8 | (unsigned char)bytes[i];
    return value;
}

/* Where "PK67" stands before the end, the true numbers are in another record. */
static bool large_is_sane(zip_source_t *source, const char *locator) {
    char record[56];
    uint64_t at = number_at(locator + 8, 8);
    return at < INT64_MAX && zip_source_seek(source, (zip_int64_t)at, SEEK_SET) == 0 &&
           zip_source_read(source, record, sizeof record) == sizeof record &&
           number_at(record + 32, 8) <= ARCHIVE_MEMBERS_MAX &&
           number_at(record + 40, 8) <= ARCHIVE_DIRECTORY_MAX;
}

/* libzip takes memory for as many members as a record promises, so that the promise is looked at
 * first. There may be several such records, and it is not known which one it will choose. */
static bool tail_is_sane(zip_source_t *source, const char *tail, size_t count) {
    bool found = false;
    for (size_t at = 0; at + END_BYTES <= count; at++) {
        if (memcmp(tail + at, "PK\5\6", 4) != 0)
            continue;
        found = true;
        if (at >= 20 && memcmp(tail + at - 20, "PK\6\7", 4) == 0) {
            if (!large_is_sane(source, tail + at - 20))
                return false;
        } else if (number_at(tail + at + 10, 2) > ARCHIVE_MEMBERS_MAX ||
                   number_at(tail + at + 12, 4) > ARCHIVE_DIRECTORY_MAX) {
            return false;
        }
    }
    return found;
}

static bool source_is_sane(zip_source_t *source, zip_uint64_t *ret_bytes) {
    zip_stat_t st;
    char *tail = mem_zero(1, TAIL_BYTES);
    bool sane = false;
    if (zip_source_stat(source, &st) == 0 && st.size <= INT64_MAX && zip_source_open(source) == 0) {
        size_t count = st.size < TAIL_BYTES ? (size_t)st.size : TAIL_BYTES;
        sane = zip_source_seek(source, (zip_int64_t)(st.size - count), SEEK_SET) == 0 &&
               zip_source_read(source, tail, count) == (zip_int64_t)count &&
               tail_is_sane(source, tail, count);
        zip_source_close(source);
        *ret_bytes = st.size;
    }
    free(tail);
    return sane;
}

/* ---- the table of contents ---- */

static enum archive_kind kind_of(zip_t *zip, zip_uint64_t index, const char *name) {
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    size_t length = strlen(name);
    if (length == 0 || name[length - 1] == '/')
        return ARCHIVE_FOLDER;
    if (zip_file_get_external_attributes(zip, index, 0, &system, &attributes) != 0 ||
        system != ZIP_OPSYS_UNIX)
        return ARCHIVE_FILE;
    mode_t type = (attributes >> 16) & S_IFMT;
    return type == 0 || type == S_IFREG ? ARCHIVE_FILE : ARCHIVE_OTHER;
}

static bool member_read(zip_t *zip, zip_uint64_t index, struct member *ret) {
    zip_stat_t st;
    const char *raw = zip_get_name(zip, index, ZIP_FL_ENC_RAW);
    const zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
    if (!raw || zip_stat_index(zip, index, 0, &st) != 0 || (st.valid & needed) != needed)
        return false;
    bool locked = (st.valid & ZIP_STAT_ENCRYPTION_METHOD) && st.encryption_method != ZIP_EM_NONE;
    bool known = !(st.valid & ZIP_STAT_COMP_METHOD) ||
                 zip_compression_method_supported((zip_int32_t)st.comp_method, 0);
    char *name = archive_name_clean(raw);
    *ret = (struct member){.name = name,
                           .index = index,
                           .size = st.size,
                           .packed = st.comp_size,
                           .kind = kind_of(zip, index, name),
                           .locked = locked,
                           .known = known};
    return true;
}

static int by_name(const void *a, const void *b) {
    const struct member *left = a, *right = b;
    int order = strcmp(left->name, right->name);
    return order ? order : left->index < right->index ? -1 : 1;
}

/* A folder inside may hold two files of one name; both are documents. */
static void number_namesakes(struct archive *archive) {
    size_t same = 1;
    char *first = NULL;
    for (size_t i = 0; i < archive->count; i++) {
        struct member *member = &archive->members[i];
        if (!first || strcmp(first, member->name) != 0) {
            free(first);
            first = mem_string(member->name);
            same = 1;
            continue;
        }
        struct buf name = {0};
        buf_format(&name, "%s (%zu)", first, ++same);
        free(member->name);
        member->name = mem_string(buf_string(&name));
        buf_free(&name);
    }
    free(first);
    if (archive->count)
        qsort(archive->members, archive->count, sizeof *archive->members, by_name);
}

/* Whether what the members claim can be true together. */
static enum err_code check_sums(const struct archive *archive, struct err *err) {
    zip_uint64_t size = 0, packed = 0;
    for (size_t i = 0; i < archive->count; i++) {
        const struct member *member = &archive->members[i];
        if (member->packed > archive->bytes - packed)
            return err_set(err, ERR_REFUSED,
                           "%s: its files overlap, so it is damaged or made to do harm; pack it "
                           "again",
                           archive->name);
        packed += member->packed;
        size = member->size > INT64_MAX - size ? INT64_MAX : size + member->size;
    }
    if (size > ARCHIVE_TOTAL_MAX && size / ARCHIVE_RATIO_MAX > archive->bytes)
        return err_set(err, ERR_REFUSED,
                       "%s: it would unpack to more than %d times its size; unpack it and look at "
                       "what it is",
                       archive->name, ARCHIVE_RATIO_MAX);
    return ERR_OK;
}

static enum err_code damaged(const char *name, struct err *err) {
    return err_set(err, ERR_REFUSED, "%s: the archive is damaged; pack or save it again", name);
}

static enum err_code read_members(struct archive *archive, struct err *err) {
    zip_int64_t count = zip_get_num_entries(archive->zip, 0);
    if (count < 0 || count > ARCHIVE_MEMBERS_MAX)
        return err_set(err, ERR_REFUSED, "%s: more than %d files in it; pack fewer together",
                       archive->name, ARCHIVE_MEMBERS_MAX);
    archive->members = mem_zero((size_t)count + 1, sizeof *archive->members);
    for (zip_int64_t i = 0; i < count; i++, archive->count++)
        if (!member_read(archive->zip, (zip_uint64_t)i, &archive->members[i]))
            return damaged(archive->name, err);
    if (archive->count)
        qsort(archive->members, archive->count, sizeof *archive->members, by_name);
    number_namesakes(archive);
    return check_sums(archive, err);
}

/* Takes over the source. */
static enum err_code open_source(const char *name, zip_source_t *source, struct archive **ret,
                                 struct err *err) {
    struct archive *archive = mem_zero(1, sizeof *archive);
    enum err_code code = ERR_OK;
    archive->name = mem_string(name);
    if (!source_is_sane(source, &archive->bytes))
        code = err_set(err, ERR_REFUSED,
                       "%s: a damaged archive, or more than %d files in it; pack fewer together",
                       name, ARCHIVE_MEMBERS_MAX);
    else if (!(archive->zip = zip_open_from_source(source, ZIP_RDONLY, NULL)))
        code = damaged(name, err);
    else
        code = read_members(archive, err);
    if (!archive->zip)
        zip_source_free(source);
    if (code == ERR_OK)
        *ret = archive;
    else
        archive_close(archive);
    return code;
}

enum err_code archive_open_bytes(const char *name, const char *bytes, size_t count,
                                 struct archive **ret, struct err *err) {
    zip_source_t *source = zip_source_buffer_create(bytes, count, 0, NULL);
    if (!source)
        return err_set(err, ERR_STORAGE, "%s: out of memory", name);
    return open_source(name, source, ret, err);
}

/* Not to wait for a FIFO, it is opened without waiting and looked at before it is read. */
enum err_code archive_open(const char *path, struct archive **ret, struct err *err) {
    struct stat st;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return err_errno(err, "cannot open", path);
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        close(fd);
        return err_set(err, ERR_REFUSED, "%s: not a regular file", path);
    }
    FILE *file = fdopen(fd, "rb");
    zip_source_t *source = file ? zip_source_filep_create(file, 0, -1, NULL) : NULL;
    if (!source) {
        if (file)
            fclose(file);
        else
            close(fd);
        return err_set(err, ERR_STORAGE, "%s: out of memory", path);
    }
    return open_source(path, source, ret, err);
}

void archive_close(struct archive *archive) {
    if (!archive)
        return;
    if (archive->zip)
        zip_discard(archive->zip);
    for (size_t i = 0; i < archive->count; i++)
        free(archive->members[i].name);
    free(archive->members);
    free(archive->name);
    free(archive);
}

/* ---- what is in it ---- */

size_t archive_count(const struct archive *archive) {
    return archive->count;
}

const char *archive_name(const struct archive *archive, size_t member) {
    return archive->members[member].name;
}

enum archive_kind archive_kind(const struct archive *archive, size_t member) {
    return archive->members[member].kind;
}

/* The first member whose name is not before `name`. */
static size_t find_place(const struct archive *archive, const char *name) {
    size_t low = 0, high = archive->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(archive->members[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool archive_find(const struct archive *archive, const char *name, size_t *ret_member) {
    size_t at = find_place(archive, name);
    if (at == archive->count || strcmp(archive->members[at].name, name) != 0)
        return false;
    *ret_member = at;
    return true;
}

/* ---- reading ---- */

static enum err_code check_member(const struct archive *archive, const struct member *member,
                                  size_t max, struct err *err) {
    const char *reason = NULL;
    if (member->kind != ARCHIVE_FILE)
        reason = "not a file";
    else if (member->locked)
        reason = "locked with a password; unpack it and import its folder";
    else if (!member->known)
        reason = "packed by a method that cannot be read; pack it as a plain ZIP";
    if (reason)
        return err_set(err, ERR_REFUSED, "%s/%s: %s", archive->name, member->name, reason);
    if (member->size > max)
        return err_set(err, ERR_REFUSED, "%s/%s: larger than %zu MiB; %s", archive->name,
                       member->name, max >> 20, "save each decision to a file of its own");
    return ERR_OK;
}

/* Whether all of it came, exactly as long as it was promised. */
static bool each_portion(zip_file_t *file, zip_uint64_t size, archive_take *take, void *data) {
    char portion[PORTION];
    zip_uint64_t done = 0;
    for (;;) {
        zip_int64_t count = zip_fread(file, portion, sizeof portion);
        if (count < 0 || (zip_uint64_t)count > size - done)
            return false;
        if (count == 0)
            return done == size;
        done += (zip_uint64_t)count;
        if (!take(data, portion, (size_t)count))
            return true;
    }
}

enum err_code archive_each(struct archive *archive, size_t at, size_t max, archive_take *take,
                           void *data, struct err *err) {
    const struct member *member = &archive->members[at];
    enum err_code code = check_member(archive, member, max, err);
    if (code != ERR_OK)
        return code;
    zip_file_t *file = zip_fopen_index(archive->zip, member->index, 0);
    bool whole = file && each_portion(file, member->size, take, data);
    if (file)
        zip_fclose(file);
    if (!whole)
        return err_set(err, ERR_REFUSED, "%s/%s: damaged; pack or save it again", archive->name,
                       member->name);
    return ERR_OK;
}

static bool add_portion(void *data, const char *bytes, size_t count) {
    buf_add(data, bytes, count);
    return true;
}

enum err_code archive_read(struct archive *archive, size_t member, size_t max, struct buf *ret,
                           struct err *err) {
    struct buf content = {0};
    enum err_code code = archive_each(archive, member, max, add_portion, &content, err);
    if (code == ERR_OK && content.failed)
        code = err_set(err, ERR_STORAGE, "%s: out of memory", archive->name);
    if (code == ERR_OK) {
        buf_free(ret);
        *ret = content;
    } else {
        buf_free(&content);
    }
    return code;
}

size_t archive_head(struct archive *archive, size_t at, char *ret, size_t room) {
    const struct member *member = &archive->members[at];
    if (check_member(archive, member, SIZE_MAX, NULL) != ERR_OK)
        return 0;
    zip_file_t *file = zip_fopen_index(archive->zip, member->index, 0);
    zip_int64_t count = file ? zip_fread(file, ret, room) : 0;
    if (file)
        zip_fclose(file);
    return count > 0 ? (size_t)count : 0;
}
