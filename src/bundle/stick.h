/* The folder of a release on a stick. */
#ifndef BUNDLE_STICK_H
#define BUNDLE_STICK_H

#include <stdbool.h>

#define STICK_FOLDER "meclis-kiosk"

/* Is it that name, in whatever case? People type it, file managers change it, and in Turkish the
 * capital of i is İ and the small letter of I is ı: all of them count as i. */
bool stick_is_folder(const char *name);

#endif
