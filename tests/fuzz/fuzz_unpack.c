/* unpack_stream: never more bytes than were signed, never a good end with other ones. The input is
 * the packed file; what was signed is 4096 bytes that no input of ours gives by chance. */
#include "fuzz/target.h"

#include <sys/mman.h>
#include <unistd.h>

#include "bundle/unpack.h"

#define SIGNED 4096

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
    static const char zeros[SIGNED];
    struct unpack_limits limits = {SIGNED, digest_bytes(zeros, SIGNED)};
    struct err err = {0};
    char block[SIGNED + 1];
    int from = memfd_create("from", MFD_CLOEXEC), to = memfd_create("to", MFD_CLOEXEC);
    MUST(from >= 0 && to >= 0);
    MUST(write(from, bytes, count) == (ssize_t)count && lseek(from, 0, SEEK_SET) == 0);
    enum err_code code = unpack_stream(from, "from", to, "to", &limits, &err);
    ssize_t got = pread(to, block, sizeof block, 0);
    MUST(code == ERR_OK || code == ERR_REFUSED);
    MUST(got >= 0 && got <= SIGNED);
    MUST(code != ERR_OK || got == SIGNED);
    for (ssize_t i = 0; i < got && code == ERR_OK; i++)
        MUST(block[i] == 0);
    close(from);
    close(to);
    return 0;
}
