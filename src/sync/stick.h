/* Where on a stick the release lies. */
#ifndef SYNC_STICK_H
#define SYNC_STICK_H

#include "base/err.h"

/* Opens the folder of the release: `path` itself where it holds a manifest, else the meclis-kiosk
 * folder in it or one level down (the mount point of one of several partitions), whatever the case
 * of its name. Links are not followed. ERR_MISSING: no such folder, no release, or two of them;
 * ERR_REFUSED: what bears the name is no folder. */
enum err_code stick_open(const char *path, int *ret_folder, struct err *err) CHECKED;

#endif
