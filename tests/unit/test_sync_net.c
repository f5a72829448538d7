#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "unit/store_helper.h"

#include "base/file.h"
#include "sync/config.h"
#include "sync/fetch.h"
#include "sync/http.h"
#include "sync/inbox.h"
#include "sync/net_record.h"
#include "sync/source.h"

static int folder_begin(void **state) {
    char *folder = strdup("/tmp/meclis-test-XXXXXX");
    *state = folder;
    return folder && mkdtemp(folder) ? 0 : -1;
}

static int folder_end(void **state) {
    enum err_code code = file_remove_tree(*state, NULL);
    free(*state);
    return code == ERR_OK ? 0 : -1;
}

static void put(const char *folder, const char *name, const char *text) {
    char path[FILE_PATH_MAX];
    struct err err = {0};
    OK(path_join(path, folder, name, &err));
    OK(file_write(path, text, strlen(text), &err));
}

static bool stands(const char *folder, const char *name) {
    char path[FILE_PATH_MAX];
    return path_join(path, folder, name, NULL) == ERR_OK && access(path, F_OK) == 0;
}

/* ---- configuration ---- */

static enum err_code read_config(const char *folder, const char *text, struct sync_config *ret,
                                 struct err *err) {
    char path[FILE_PATH_MAX];
    put(folder, "sync.ini", text);
    assert_int_equal(path_join(path, folder, "sync.ini", err), ERR_OK);
    return sync_config_read(path, ret, err);
}

static void settings_are_taken_and_the_kiosk_s_left_alone(void **state) {
    struct sync_config config = sync_config_default();
    struct err err = {0};
    OK(read_config(*state,
                   "[panel]\ndiagonal_inches = 7\n[update]\nurl = https://meclis.example/k\n"
                   "allow_http = yes\nproxy = socks5h://p:1\nca = /etc/ca.pem\n"
                   "connect_seconds = 1\nanswer_seconds = 2\ntotal_seconds = 3\n"
                   "stall_seconds = 4\nstall_bytes = 5\nretry_min_seconds = 6\n"
                   "retry_max_seconds = 604800\n",
                   &config, &err));
    assert_string_equal(config.url, "https://meclis.example/k");
    assert_string_equal(config.proxy, "socks5h://p:1");
    assert_string_equal(config.ca, "/etc/ca.pem");
    assert_true(config.allow_http);
    assert_int_equal(config.connect_seconds, 1);
    assert_int_equal(config.answer_seconds, 2);
    assert_int_equal(config.total_seconds, 3);
    assert_int_equal(config.stall_seconds, 4);
    assert_int_equal(config.stall_bytes, 5);
    assert_int_equal(config.retry_min_seconds, 6);
    assert_int_equal(config.retry_max_seconds, 604800);
}

static void complaints_name_the_line(void **state) {
    static const struct {
        const char *text, *complaint;
    } cases[] = {
        {"[update]\nurl = ftp://a/\n", ":2: url = ftp://a/; write an address"},
        {"[update]\n\nallow_http = maybe\n", ":3: allow_http = maybe; write yes or no"},
        {"[update]\nproxy = p:1\n", ":2: proxy = p:1; write http"},
        {"[update]\nca = ca.pem\n", ":2: ca = ca.pem; write the whole path"},
        {"[update]\ntotal_seconds = 0\n", "give a whole number from 1 to 86400"},
        {"[update]\ntotal_seconds = -1\n", ":2: total_seconds = -1"},
        {"[update]\ntotal_seconds = 86401\n", ":2: total_seconds = 86401"},
        {"[update]\ntotal_seconds = 9999999999999999999999\n", ":2: total_seconds = 9999"},
        {"[update]\ntotal_seconds = 5s\n", ":2: total_seconds = 5s"},
        {"[update]\ntotal_seconds =\n", ":2: total_seconds = ;"},
        {"[update]\ncolour = red\n", ":2: colour = red; there is no such setting"},
        {"[update\n", ":1: neither"},
        {"[update]\nnonsense\n", ":2: neither"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sync_config config = sync_config_default(), before = config;
        struct err err = {0};
        assert_int_equal(read_config(*state, cases[i].text, &config, &err), ERR_USAGE);
        if (!strstr(err.text, cases[i].complaint))
            fail_msg("“%s” does not say “%s”", err.text, cases[i].complaint);
        assert_memory_equal(&config, &before, sizeof config);
    }
}

static void odd_settings_are_told_once(void **state) {
    struct sync_config config = sync_config_default();
    struct err err = {0};
    char text[2 * CONFIG_TEXT] = "[update]\nurl = https://";
    OK(read_config(*state, "[update]\nallow_http = no\nproxy = https://p:1\n", &config, &err));
    assert_false(config.allow_http);
    OK(read_config(*state, "[update]\nproxy = http://p:1\nurl = http://a/\n", &config, &err));
    assert_string_equal(config.proxy, "http://p:1");
    assert_int_equal(read_config(*state, "[update]\nfirst = 1\nsecond = 2\n", &config, &err),
                     ERR_USAGE);
    assert_non_null(strstr(err.text, ":2: first = 1"));
    memset(text + strlen(text), 'a', CONFIG_TEXT);
    assert_int_equal(read_config(*state, text, &config, &err), ERR_USAGE);
    assert_int_equal(read_config(*state, "[update]\nca\n", &config, &err), ERR_USAGE);
}

static void only_plain_addresses_are_asked(void **state) {
    static const struct {
        const char *url;
        bool http, good;
    } cases[] = {
        {"https://meclis.example/k/", false, true},
        {"HTTPS://meclis.example:8443", false, true},
        {"https://[::1]/k", false, true},
        {"http://meclis.example/", false, false},
        {"HTTP://meclis.example/", false, false},
        {"http://meclis.example/", true, true},
        {"https://name@meclis.example/", true, false},
        {"https://name:word@meclis.example/", true, false},
        {"https://meclis.example/?a=b", true, false},
        {"https://meclis.example/#a", true, false},
        {"https://", true, false},
        {"https://meclis.example:99999/", true, false},
        {"https://mec lis/", true, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sync_config config = sync_config_default();
        struct err err = {0};
        config.allow_http = cases[i].http;
        enum err_code code = http_check_url(cases[i].url, &config, &err);
        if (code != (cases[i].good ? ERR_OK : ERR_USAGE))
            fail_msg("%s: %d %s", cases[i].url, code, err.text);
        assert_null(strstr(err.text, "word"));
    }
}

/* ---- asking ---- */

static enum err_code take_nothing(void *data, const struct http_reply *reply, uint64_t *ret_max,
                                  struct err *err) {
    (void)data;
    (void)reply;
    (void)err;
    *ret_max = 0;
    return ERR_OK;
}

static enum err_code ask(const char *url, int total_seconds, struct err *err) {
    struct sync_config config = sync_config_default();
    struct http_request request = {.url = url, .fd = -1, .path = "", .begin = take_nothing};
    struct http *http = NULL;
    config.total_seconds = total_seconds;
    assert_int_equal(http_open(&config, &http, err), ERR_OK);
    enum err_code code = http_get(http, &request, err);
    http_close(http);
    http_close(NULL);
    return code;
}

static void a_server_that_cannot_be_found_is_missing(void **state) {
    (void)state;
    struct err err = {0};
    char url[128] = "https://"; /* a label of a name has at most 63 letters: nobody is asked */
    memset(url + 8, 'n', 80);
    strcat(url, "/");
    assert_int_equal(ask(url, 5, &err), ERR_MISSING);
    assert_non_null(strstr(err.text, "not known here"));
    assert_int_equal(ask("https://127.0.0.1:1/", 0, &err), ERR_MISSING);
    assert_non_null(strstr(err.text, "the time for one run is over"));
}

static void an_address_has_its_bounds(void **state) {
    struct sync_config config = sync_config_default();
    struct err err = {0};
    struct clock clock = {0};
    struct source *source = NULL;
    char url[1200] = "https://127.0.0.1:1/", path[FILE_PATH_MAX + 1] = "";
    memset(path, '/', FILE_PATH_MAX);
    assert_int_equal(fetch_open(url, path, &config, &clock, &source, &err), ERR_USAGE);
    memset(url + strlen(url), 'a', 990);
    int refused = 0;
    for (size_t length = strlen(url); length < sizeof url - 1; length++) {
        url[length] = 'a';
        enum err_code code = fetch_open(url, *state, &config, &clock, &source, &err);
        assert_true(code == ERR_OK || code == ERR_USAGE);
        refused += code == ERR_USAGE;
        if (code == ERR_OK)
            source_close(source, NULL);
    }
    assert_in_range(refused, 100, 189);
}

/* ---- patience ---- */

static void pauses_double_up_to_the_most_and_differ(void **state) {
    struct err failure = {.code = ERR_MISSING, .text = "no connection"};
    struct net_record record = {0};
    int64_t low = INT64_MAX, high = 0;
    (void)state;
    for (int n = 0; n < 40; n++) {
        int64_t most = n < 6 ? 60 << n : 3600;
        net_record_note(&record, 1000, 60, 3600, &failure);
        int64_t pause = record.next - 1000;
        assert_int_equal(record.failures, n + 1);
        assert_true(pause >= most / 2 && pause <= most);
        assert_int_equal(net_record_wait(&record, 1000, 3600), pause);
        assert_int_equal(net_record_wait(&record, record.next, 3600), 0);
        if (n >= 6) {
            low = pause < low ? pause : low;
            high = pause > high ? pause : high;
        }
    }
    assert_true(high > low); /* 34 equal ones of 1801 would be no jitter */
    assert_string_equal(record.error, "no connection");
    assert_int_equal(net_record_wait(&record, -100000, 3600), 0); /* the clock went back */
    net_record_note(&record, 1000, 60, 3600, NULL);
    assert_int_equal(record.failures, 0);
    assert_int_equal(net_record_wait(&record, 1000, 3600), 0);
    assert_string_equal(record.error, "");
    net_record_note(&record, 1000, 3600, 60, &failure); /* a least above the most */
    assert_true(record.next <= 1060);
}

static void the_record_is_kept_or_nothing(void **state) {
    struct net_record record = {.url = "https://a/", .etag = "\"x\"", .asked = 7}, again;
    struct err err = {0}, failure = {.code = ERR_REFUSED};
    memset(failure.text, 'x', sizeof failure.text - 2);
    memcpy(failure.text + sizeof failure.text - 3, "\xc3\0", 2); /* half a letter */
    net_record_note(&record, 1437628500, 60, 3600, &failure);
    record.manifest.bytes[3] = 9;
    OK(net_record_save(*state, &record, &err));
    net_record_load(*state, &again);
    assert_string_equal(again.url, record.url);
    assert_string_equal(again.etag, record.etag);
    assert_string_equal(again.error, "the server cannot be asked");
    assert_int_equal(again.asked, 7);
    assert_int_equal(again.next, record.next);
    assert_memory_equal(&again.manifest, &record.manifest, sizeof again.manifest);
    static const char *const damages[] = {"", "{", "[]", "{\"type\": \"meclis-net/1\"}",
                                          "{\"type\": \"meclis-net/2\", \"failures\": 3}"};
    const struct net_record nothing = {0};
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        put(*state, INBOX_NET_NAME, damages[i]);
        net_record_load(*state, &again);
        assert_memory_equal(&again, &nothing, sizeof again);
    }
    assert_int_equal(net_record_save("/nonexistent", &record, &err), ERR_STORAGE);
}

/* ---- the quarantine ---- */

static void only_what_can_be_resumed_stays_in_the_inbox(void **state) {
    char inbox[FILE_PATH_MAX];
    struct err err = {0};
    struct inbox_part part = {.url = "https://a/s", .file = "snapshot-2.db.zst", .etag = "\"1\""};
    OK(inbox_prepare(*state, &err));
    OK(inbox_path(inbox, *state, &err));
    OK(inbox_part_save(inbox, &part, &err));
    static const char *const names[] = {"net.json", "ready", "snapshot-1.db.zst",
                                        "snapshot-2.db.zst", "x.tmp"};
    for (size_t i = 0; i < 5; i++)
        put(inbox, names[i], "?");
    assert_true(inbox_waits(*state));
    OK(inbox_prepare(*state, &err));
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(stands(inbox, names[i]), i == 0 || i == 3);
    assert_false(inbox_waits(*state));
    put(inbox, "part.json", "{\"type\": \"meclis-part/1\", \"file\": \"snapshot-2.db.zst\"}");
    inbox_trim(*state);
    assert_false(stands(inbox, "snapshot-2.db.zst"));
    part = (struct inbox_part){.url = "https://a/m", .file = "ready", .etag = "\"1\""};
    OK(inbox_part_save(inbox, &part, &err));
    OK(inbox_finish(*state, &err));
    inbox_trim(*state); /* a release never waits by way of part.json */
    assert_false(inbox_waits(*state));
    inbox_clear(*state);
    assert_false(stands(inbox, "part.json"));
    assert_true(stands(inbox, "net.json"));
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_begin, folder_end)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_FOLDER(settings_are_taken_and_the_kiosk_s_left_alone),
        IN_FOLDER(complaints_name_the_line),
        IN_FOLDER(odd_settings_are_told_once),
        cmocka_unit_test(only_plain_addresses_are_asked),
        cmocka_unit_test(a_server_that_cannot_be_found_is_missing),
        IN_FOLDER(an_address_has_its_bounds),
        cmocka_unit_test(pauses_double_up_to_the_most_and_differ),
        IN_FOLDER(the_record_is_kept_or_nothing),
        IN_FOLDER(only_what_can_be_resumed_stays_in_the_inbox),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
