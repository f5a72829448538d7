/* The trust folder: keyset.1.json and keyset.1.json.minisig, installed by hand on a kiosk and
 * written by keygen beside the publisher's keys. */
#ifndef BUNDLE_TRUST_H
#define BUNDLE_TRUST_H

#include "base/err.h"
#include "bundle/verify.h"

/* The first keyset. ERR_MISSING: no such folder, or none in it; ERR_REFUSED: it is not whole. The
 * text says how to install one. */
enum err_code trust_load(const char *folder, struct verified_keyset **ret, struct err *err) CHECKED;

#endif
