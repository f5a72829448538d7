/* What is known of a PDF before its text is read: can it be opened, is there text under something
 * opaque, which pages are pictures. Runs a library over hostile bytes: only in pdf_child's sandbox.
 */
#ifndef INTAKE_PDF_COVER_H
#define INTAKE_PDF_COVER_H

#include <stddef.h>
#include <stdint.h>

enum pdf_verdict {
    PDF_SOUND = 1,
    PDF_LOCKED,  /* opens with a password only */
    PDF_DAMAGED, /* cannot be opened, or not one page can */
    PDF_EMPTY,   /* it has no pages */
    PDF_COVERED, /* text under something opaque, or in the colour of what it stands on */
    PDF_ENDLESS, /* a page that costs too much to look at */
};

#define PDF_PICTURES 512 /* pages whose kind is told */

/* Of fixed size, for it goes through a pipe as it is. */
struct pdf_findings {
    uint32_t verdict; /* enum pdf_verdict */
    uint32_t page;    /* of the verdict, from 1; 0: of the whole */
    uint32_t pages;
    uint32_t unsure; /* something could not be unpacked: it is damaged, or memory was short */
    uint32_t white;  /* first page with white letters on white, from 1; 0: none */
    uint8_t pictures[PDF_PICTURES / 8]; /* pages that images cover, a bit each from the lowest */
};

struct pdf_findings pdf_look(const void *bytes, size_t count);

#endif
