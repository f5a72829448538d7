#include "intake/reader.h"

#include "intake/encoding.h"
#include "intake/lines.h"
#include "intake/reflow.h"

enum err_code reader_text(const char *name, const char *bytes, size_t count, struct document *ret,
                          struct err *err) {
    struct document document = document_empty();
    struct lines lines = {0};
    struct encoded encoded = {0};
    if (count > READER_MAX_BYTES)
        return err_set(err, ERR_REFUSED,
                       "%s: larger than 16 MiB; save each decision to a file of its own", name);
    enum err_code code = encoding_read(name, bytes, count, NULL, &encoded, err);
    if (code != ERR_OK)
        return code;
    document.format = "text";
    document.encoding = encoded.encoding;
    reflow_text(encoded.text, encoded.bytes, false, &lines, &document);
    encoding_free(&encoded);
    code = lines_finish(&lines, name, &document, err);
    if (code == ERR_OK)
        *ret = document;
    else
        document_clear(&document);
    return code;
}
