#include "publish/scratch.h"

#include <stdlib.h>

#include "base/file.h"

enum err_code scratch_make(char *ret, struct err *err) {
    const char *base = getenv("TMPDIR");
    enum err_code code = path_join(ret, base && *base ? base : "/tmp", "meclis-XXXXXX", err);
    if (code == ERR_OK && !mkdtemp(ret))
        code = err_errno(err, "cannot make the folder", ret);
    return code;
}
