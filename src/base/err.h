/* Errors: a code that is also the program's exit code, and one line of context. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

/* The result must be looked at. */
#define CHECKED __attribute__((warn_unused_result))

/* The values are the exit codes of all three programs. */
enum err_code {
    ERR_OK = 0,
    ERR_USAGE = 2,   /* the command line or the configuration is wrong */
    ERR_MISSING = 3, /* could not get it: no such file, no stick, no network */
    ERR_REFUSED = 4, /* it came, and it is not acceptable */
    ERR_STORAGE = 5, /* the disk, the database or the memory failed */
};

/* One failure. `text` is a single line: what, where and what to do, without a final newline.
 * It is filled once, at the place of the failure, and gains context on the way up. */
struct err {
    enum err_code code;
    char text[512];
};

/* Both return the code, so that `return err_set(...)` reads well. err may be NULL. */
enum err_code err_set(struct err *err, enum err_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Puts "context: " before the text that is already there and returns the code that is there. */
enum err_code err_add(struct err *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Texts quote outside data, and are cut anywhere. One line of UTF-8 for terminals, logs and JSON:
 * a control character becomes a space, a byte that is no letter's a question mark. */
void err_clean(char *text);

/* A failed system call: "what path: strerror; what to do". ENOENT and ENOTDIR become ERR_MISSING.
 */
enum err_code err_errno(struct err *err, const char *what, const char *path);

#endif
