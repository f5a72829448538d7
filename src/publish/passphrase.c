#include "publish/passphrase.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/file.h"

#define PASSPHRASE_MAX 1024 /* bytes, as in minisign */
#define KEY_FILE_MAX 4096

void passphrase_wipe(struct buf *passphrase) {
    if (passphrase->data)
        sodium_memzero(passphrase->data, passphrase->cap);
    buf_free(passphrase);
}

enum err_code passphrase_read(const char *path, struct buf *ret, struct err *err) {
    struct buf text = {0};
    enum err_code code = file_read(path, 65536, &text, err);
    if (code != ERR_OK)
        return code;
    size_t length = strcspn(buf_string(&text), "\r\n");
    if (length == 0 || length > PASSPHRASE_MAX)
        code =
            err_set(err, ERR_USAGE, "%s: the first line must hold a passphrase of at most %d bytes",
                    path, PASSPHRASE_MAX);
    else
        buf_add(ret, text.data, length);
    passphrase_wipe(&text);
    return code;
}

/* One line from the terminal. Byte by byte into fixed memory: no copies are left behind. */
static enum err_code read_line(int terminal, struct buf *ret, struct err *err) {
    char line[PASSPHRASE_MAX + 1];
    size_t length = 0;
    for (char byte; length < sizeof line;) {
        ssize_t got = read(terminal, &byte, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0 || byte == '\n')
            break;
        line[length++] = byte;
    }
    if (length && length < sizeof line)
        buf_add(ret, line, length);
    sodium_memzero(line, sizeof line);
    if (length == 0 || length == sizeof line)
        return err_set(err, ERR_USAGE, "a passphrase of 1 to %d bytes is needed", PASSPHRASE_MAX);
    return ERR_OK;
}

static enum err_code ask_once(int terminal, const char *prompt, struct buf *ret, struct err *err) {
    struct termios before, quiet;
    if (tcgetattr(terminal, &before) != 0)
        return err_set(err, ERR_USAGE, "cannot ask for a passphrase here: no terminal");
    quiet = before;
    quiet.c_lflag &= ~(tcflag_t)ECHO;
    tcsetattr(terminal, TCSAFLUSH, &quiet);
    enum err_code code = file_write_all(terminal, prompt, strlen(prompt), "the terminal", err);
    if (code == ERR_OK)
        code = read_line(terminal, ret, err);
    tcsetattr(terminal, TCSAFLUSH, &before);
    (void)!write(terminal, "\n", 1);
    return code;
}

enum err_code passphrase_ask(const char *prompt, bool confirm, struct buf *ret, struct err *err) {
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (terminal < 0)
        return err_set(err, ERR_USAGE,
                       "no terminal to ask for a passphrase on; use --passphrase-file FILE");
    struct buf first = {0}, second = {0};
    enum err_code code = ask_once(terminal, prompt, &first, err);
    if (code == ERR_OK && confirm)
        code = ask_once(terminal, "The same again: ", &second, err);
    if (code == ERR_OK && confirm && strcmp(first.data, second.data) != 0)
        code = err_set(err, ERR_USAGE, "the two passphrases are not the same; nothing was written");
    if (code == ERR_OK)
        buf_add(ret, first.data, first.len);
    close(terminal);
    passphrase_wipe(&first);
    passphrase_wipe(&second);
    return code;
}

static enum err_code open_key(const struct buf *text, const char *path, const char *passphrase_file,
                              struct secret_key *ret, struct err *err) {
    struct buf passphrase = {0};
    char prompt[160];
    enum err_code code = ERR_OK;
    snprintf(prompt, sizeof prompt, "Passphrase of %.100s: ", path);
    if (secret_needs_passphrase(text->data, text->len))
        code = passphrase_file ? passphrase_read(passphrase_file, &passphrase, err)
                               : passphrase_ask(prompt, false, &passphrase, err);
    if (code == ERR_OK)
        code = secret_parse(text->data, text->len, passphrase.data, path, ret, err);
    passphrase_wipe(&passphrase);
    return code;
}

enum err_code passphrase_open_key(const char *path, const char *passphrase_file,
                                  struct secret_key *ret, struct err *err) {
    struct buf text = {0};
    enum err_code code = file_read(path, KEY_FILE_MAX, &text, err);
    if (code == ERR_OK)
        code = open_key(&text, path, passphrase_file, ret, err);
    passphrase_wipe(&text);
    return code;
}
