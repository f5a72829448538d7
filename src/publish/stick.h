/* A release onto a stick, in such a way that it may be pulled as soon as we say so. */
#ifndef PUBLISH_STICK_H
#define PUBLISH_STICK_H

#include "base/err.h"
#include "bundle/verify.h"

/* The meclis-kiosk folder of the stick that is mounted at `stick`, into ret (FILE_PATH_MAX bytes):
 * the one that is there, whatever the case of its name, or the one to be made. ERR_MISSING: no
 * stick there; ERR_REFUSED: what bears the name is no folder, or two of them. */
enum err_code stick_folder(const char *stick, char *ret, struct err *err) CHECKED;

/* Copies the release in `release` to `folder` on a stick: everything under temporary names, synced,
 * renamed with the manifest last; what is older goes; then each file is read back from the stick
 * itself and the whole is verified as a kiosk would. `scratch`: a folder on the computer for a
 * while. ERR_STORAGE: it is full, write-protected or broken; the release that was on it is still
 * whole unless the text says otherwise. */
enum err_code stick_write(const struct verified_keyset *keyset, const char *release,
                          const char *folder, const char *scratch, struct err *err) CHECKED;

#endif
