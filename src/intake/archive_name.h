/* The names in an archive, which may hold any bytes. */
#ifndef INTAKE_ARCHIVE_NAME_H
#define INTAKE_ARCHIVE_NAME_H

/* UTF-8 in NFC: as it is where it is UTF-8, else from CP857. '\\' becomes '/', a control character
 * '?'. Allocated. */
char *archive_name_clean(const char *raw);

#endif
