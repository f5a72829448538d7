/* list, show and search: what the library holds. */
#include <string.h>

#include "base/log.h"
#include "publish/command.h"
#include "publish/options.h"
#include "publish/print.h"
#include "store/library.h"
#include "text/utf8.h"

#define LIMIT_DEFAULT 20
#define LIMIT_MAX 100000

static bool print_visit(const struct decision *decision, void *data) {
    struct print *print = data;
    print_line(print, decision);
    return !print->failed;
}

static enum err_code list_year(const char *path, int year, bool json, struct err *err) {
    struct library *library = NULL;
    enum err_code code = library_open(path, false, &library, err);
    if (code != ERR_OK)
        return code;
    struct print print = print_begin(json);
    code = library_each(library, year, print_visit, &print, err);
    if (code == ERR_OK)
        code = print_end(&print, err);
    library_close(library);
    return code;
}

enum err_code command_list(const struct command_context *context, int argc, char **argv,
                           struct err *err) {
    (void)context;
    const char *path = NULL, *year_text = NULL;
    bool json = false;
    const struct option_spec specs[] = {
        {"--library", &path, NULL}, {"--year", &year_text, NULL}, {"--json", NULL, &json}};
    int rest = 0, year = 0;
    enum err_code code = options_parse(specs, sizeof specs / sizeof *specs, argc, argv, &rest, err);
    if (code == ERR_OK)
        code = options_require("list", "--library FILE", path, err);
    if (code == ERR_OK)
        code = options_count("list", rest, 0, 0, "--library FILE [--year Y]", err);
    if (code == ERR_OK && year_text)
        code = options_integer("--year", year_text, 1900, 2100, &year, err);
    return code == ERR_OK ? list_year(path, year, json, err) : code;
}

static enum err_code show_one(const char *path, int year, int number, bool json, struct err *err) {
    struct library *library = NULL;
    struct decision decision = decision_empty();
    enum err_code code = library_open(path, false, &library, err);
    if (code == ERR_OK)
        code = library_find(library, year, number, &decision, err);
    if (code == ERR_OK)
        code = print_whole(&decision, json, err);
    decision_clear(&decision);
    library_close(library);
    return code;
}

enum err_code command_show(const struct command_context *context, int argc, char **argv,
                           struct err *err) {
    (void)context;
    const char *path = NULL;
    bool json = false;
    const struct option_spec specs[] = {{"--library", &path, NULL}, {"--json", NULL, &json}};
    int rest = 0, year = 0, number = 0;
    enum err_code code = options_parse(specs, sizeof specs / sizeof *specs, argc, argv, &rest, err);
    if (code == ERR_OK)
        code = options_require("show", "--library FILE", path, err);
    if (code == ERR_OK)
        code = options_count("show", rest, 1, 1, "YEAR/NUMBER", err);
    if (code == ERR_OK)
        code = options_decision("show", argv[1], &year, &number, err);
    return code == ERR_OK ? show_one(path, year, number, json, err) : code;
}

static enum err_code search_for(const char *path, const char *query, int limit, bool json,
                                struct err *err) {
    struct library *library = NULL;
    enum err_code code = library_open(path, false, &library, err);
    if (code != ERR_OK)
        return code;
    struct print print = print_begin(json);
    code = library_search(library, query, limit, print_visit, &print, err);
    if (code == ERR_OK)
        code = print_end(&print, err);
    if (code == ERR_OK && print.count == 0 && !json)
        log_note("meclis-publish", "no decision holds all these words");
    library_close(library);
    return code;
}

enum err_code command_search(const struct command_context *context, int argc, char **argv,
                             struct err *err) {
    (void)context;
    const char *path = NULL, *limit_text = NULL;
    bool json = false;
    const struct option_spec specs[] = {
        {"--library", &path, NULL}, {"--limit", &limit_text, NULL}, {"--json", NULL, &json}};
    int rest = 0, limit = LIMIT_DEFAULT;
    enum err_code code = options_parse(specs, sizeof specs / sizeof *specs, argc, argv, &rest, err);
    if (code == ERR_OK)
        code = options_require("search", "--library FILE", path, err);
    if (code == ERR_OK)
        code = options_count("search", rest, 1, 1, "QUERY (in quotation marks)", err);
    if (code == ERR_OK && limit_text)
        code = options_integer("--limit", limit_text, 1, LIMIT_MAX, &limit, err);
    if (code == ERR_OK && !utf8_valid(argv[1], strlen(argv[1])))
        code = err_set(err, ERR_USAGE, "search: the query is not UTF-8; use a UTF-8 terminal");
    return code == ERR_OK ? search_for(path, argv[1], limit, json, err) : code;
}
