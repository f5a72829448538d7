#include "intake/docx_run.h"

#include <string.h>

/* "000000" and what is nearly it. */
static bool is_dark(const char *colour) {
    return strlen(colour) == 6 && strspn(colour, "0123456789abcdefABCDEF") == 6 &&
           strchr("0123", colour[0]) && strchr("0123", colour[2]) && strchr("0123", colour[4]);
}

void docx_run_property(struct docx_run *run, enum docx_element element,
                       const struct docx_attributes *attributes) {
    char value[16] = "";
    switch (element) {
    case W_VANISH:
        run->vanish = docx_is_on(attributes);
        break;
    case W_R_STYLE:
        docx_attribute(attributes, "val", run->style, sizeof run->style);
        break;
    case W_VERT_ALIGN:
        docx_attribute(attributes, "val", value, sizeof value);
        run->raised = strcmp(value, "superscript") == 0;
        break;
    case W_POSITION: /* half points above the line */
        run->raised = docx_number(attributes, "val", 0) > 0;
        break;
    case W_COLOR:
        docx_attribute(attributes, "val", value, sizeof value);
        run->coloured = strcmp(value, "auto") != 0;
        run->dark = run->coloured && is_dark(value);
        break;
    case W_HIGHLIGHT:
        docx_attribute(attributes, "val", value, sizeof value);
        run->marked_black = strcmp(value, "black") == 0;
        break;
    case W_SHD:
        docx_attribute(attributes, "fill", value, sizeof value);
        run->shaded_black = strcmp(value, "auto") != 0 && is_dark(value);
        break;
    default:
        break;
    }
}

/* On a dark shade automatic text is white; under a
 * black pen it is not. */
bool docx_run_covered(const struct docx_run *run, const char *text, size_t bytes) {
    bool black = run->marked_black ? !run->coloured || run->dark : run->shaded_black && run->dark;
    while (black && bytes > 0 && strchr(" \t\n", *text))
        text++, bytes--;
    return black && bytes > 0;
}
