/* The words that open a secret key. */
#ifndef PUBLISH_PASSPHRASE_H
#define PUBLISH_PASSPHRASE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "bundle/secret.h"

/* The first line of the file. ERR_USAGE: it is empty. */
enum err_code passphrase_read(const char *path, struct buf *ret, struct err *err) CHECKED;
/* Asks on the terminal without showing it; twice where `confirm` is set. ERR_USAGE: no terminal, or
 * not the same twice. */
enum err_code passphrase_ask(const char *prompt, bool confirm, struct buf *ret,
                             struct err *err) CHECKED;
void passphrase_wipe(struct buf *passphrase);

/* Reads a secret key, with the passphrase from `passphrase_file`, or asked for where that is NULL
 * and the key needs one. Wipe it with secret_wipe. */
enum err_code passphrase_open_key(const char *path, const char *passphrase_file,
                                  struct secret_key *ret, struct err *err) CHECKED;

#endif
