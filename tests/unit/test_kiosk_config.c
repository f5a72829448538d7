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
                               "https://a/\n[fonts]\nfolder = /f\n"
                               "[display]\ntheme = contrast\ntext_size = 1.5\n",
                               &config, &err),
                     ERR_OK);
    assert_true(config.panel.diagonal_in == 7 && config.panel.distance_mm == 450);
    assert_int_equal(config.turn, TURN_LEFT);
    assert_string_equal(config.fonts, "/f");
    assert_int_equal(config.display.theme, THEME_CONTRAST);
    assert_int_equal(config.display.text_size, TEXT_SIZE_1_5);
    config = config_default();
    assert_int_equal(config.display.theme, THEME_DAY);
    assert_int_equal(config.display.text_size, TEXT_SIZE_1);
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
        {"[display]\ntheme = red\n", ":2: theme = red; give day, night or contrast"},
        {"[display]\ntheme = Night\n", ":2: theme = Night; give"},
        {"[display]\n\ntext_size = 3\n", ":3: text_size = 3; give 1, 1.5 or 2"},
        {"[display]\ntext_size =\n", ":2: text_size = ; give"},
        {"[display]\nsize = 2\n", ":2: display.size: no such setting"},
        {"[panel]\ndiagonal_inches =\n", ":2: diagonal_inches = ; give a number"},
        {"[panel]\ndiagonal_inches = 21,5\n", ":2: diagonal_inches = 21,5;"},
        {"[panel]\ndiagonal_inches = 21.5 inches\n", ":2: diagonal_inches = 21.5 inches;"},
        {"[panel]\ndiagonal_inches = 1e999\n", ":2: diagonal_inches = 1e999;"},
        {"[panel]\r\n\r\ndiagonal_inches = -7\r\n", ":3: diagonal_inches = -7;"},
        {"\xEF\xBB\xBF[panel]\nviewing_distance_mm = 60000\n",
         ":2: viewing_distance_mm = 60000; give a number from 200 to 5000"},
        {"[panel]\ndiagonal_inches = 7\n    and a half\n", ":3: diagonal_inches = and a half"},
        {"diagonal_inches = 7\n", ":1: .diagonal_inches: no such setting"},
        {"[panel]\nDiagonal_inches = 7\n", ":2: panel.Diagonal_inches: no such setting"},
        {"[fonts]\nfolder =\n", ":2: folder = ; give a folder"},
        {"[panel]\ndiagonal_inches = 1\nviewing_distance_mm = 1\n", ":2: diagonal_inches"},
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
    /* The parser would take a line that is too long for two. */
    static char longer[5000];
    memset(longer, 'x', sizeof longer - 1);
    memcpy(longer, "[fonts]\nfolder = ", 17);
    struct config config = config_default(), before = config;
    struct err err = {0};
    assert_int_equal(read_text(longer, &config, &err), ERR_USAGE);
    assert_non_null(strstr(err.text, ":2: "));
    assert_memory_equal(&config, &before, sizeof config);
    assert_int_equal(config_read("/nonexistent/kiosk.ini", &config, &err), ERR_MISSING);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_are_taken),
        cmocka_unit_test(complaints_name_the_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
