#include <stdlib.h>
#include <string.h>

#include "unit/check.h"

#include "base/file.h"
#include "kiosk/config.h"

static enum err_code read_text(const char *text, struct config *config, struct err *err) {
    char path[] = "/tmp/meclis-test-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(file_write_all(fd, text, strlen(text), path, err), ERR_OK);
    enum err_code code = config_read(path, config, err);
    assert_int_equal(file_remove_tree(path, err), ERR_OK);
    return code;
}

static void settings_are_taken(void **state) {
    (void)state;
    struct config config = config_default();
    struct err err = {0};
    assert_int_equal(read_text("# a panel\n[panel]\ndiagonal_inches = 7\n"
                               "viewing_distance_mm=450\nrotation = 270\n[update]\nurl = "
                               "https://a/\n[fonts]\nfolder = /f\n",
                               &config, &err),
                     ERR_OK);
    assert_true(config.panel.diagonal_in == 7 && config.panel.distance_mm == 450);
    assert_int_equal(config.turn, TURN_LEFT);
    assert_string_equal(config.fonts, "/f");
}

static void complaints_name_the_line(void **state) {
    (void)state;
    static const struct {
        const char *text, *complaint;
    } cases[] = {
        {"[panel]\ndiagonal_inches = 0\n", ":2: diagonal_inches = 0; give a number from 3 to 200"},
        {"[panel]\n\ndiagonal_inches = wide\n", ":3: diagonal_inches = wide"},
        {"[panel]\ndiagonal_inches = nan\n", ":2: diagonal_inches = nan"},
        {"[panel]\ncolour = red\n", ":2: panel.colour: no such setting"},
        {"[panel]\nrotation = 45\n", ":2: rotation = 45; give 0, 90, 180 or 270"},
        {"[panel]\nrotation =\n", ":2: rotation = "},
        {"[panel\n", ":1: neither"},
        {"[panel]\nnonsense\n", ":2: neither"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct config config = config_default(), before = config;
        struct err err = {0};
        assert_int_equal(read_text(cases[i].text, &config, &err), ERR_USAGE);
        if (!strstr(err.text, cases[i].complaint))
            fail_msg("“%s” does not say “%s”", err.text, cases[i].complaint);
        assert_memory_equal(&config, &before, sizeof config);
    }
    struct config config = config_default();
    struct err err = {0};
    assert_int_equal(config_read("/nonexistent/kiosk.ini", &config, &err), ERR_MISSING);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_are_taken),
        cmocka_unit_test(complaints_name_the_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
