#include "intake/archive_name.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "intake/encoding.h"
#include "text/utf8.h"

static char *from_cp857(const char *raw) {
    struct buf name = {0};
    for (; *raw; raw++) {
        char letter[4];
        uint32_t point = encoding_ibm857((unsigned char)*raw);
        buf_add(&name, letter, utf8_put(point ? point : 0xFFFD, letter));
    }
    char *text = mem_string(buf_string(&name));
    buf_free(&name);
    return text;
}

char *archive_name_clean(const char *raw) {
    char *name = utf8_valid(raw, strlen(raw)) ? utf8_nfc(raw) : from_cp857(raw);
    for (char *at = name; *at; at++) {
        if (*at == '\\')
            *at = '/';
        else if ((unsigned char)*at < ' ' || *at == 0x7F)
            *at = '?';
    }
    return name;
}
