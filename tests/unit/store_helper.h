/* For the tests of store/: a folder of their own, records, libraries and sets. */
#ifndef UNIT_STORE_HELPER_H
#define UNIT_STORE_HELPER_H

#include "unit/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "store/generation.h"
#include "store/library.h"

#define OK(call) assert_ok((call), &err, #call)

static inline void assert_ok(enum err_code code, const struct err *err, const char *what) {
    if (code != ERR_OK)
        fail_msg("%s: %d %s", what, code, err->text);
}

static inline int folder_set_up(void **state) {
    char *folder = mem_string("/tmp/meclis-test-XXXXXX");
    *state = folder;
    return mkdtemp(folder) ? 0 : -1;
}

static inline int folder_tear_down(void **state) {
    enum err_code code = file_remove_tree(*state, NULL);
    free(*state);
    return code == ERR_OK ? 0 : -1;
}

static inline const char *in_folder(void **state, const char *name) {
    static char path[FILE_PATH_MAX];
    assert_int_equal(path_join(path, *state, name, NULL), ERR_OK);
    return path;
}

/* A small record; `date` as YYYYMMDD. */
static inline struct decision sample(int date, int number, const char *subject, const char *body) {
    struct decision decision = decision_empty();
    decision.date = date_of_number(date);
    decision.year = decision.date.year;
    decision.number = number;
    decision.subject = mem_string(subject);
    decision.body = mem_string(body);
    decision.outcome = number % 4 ? OUTCOME_UNANIMOUS : OUTCOME_MAJORITY;
    return decision;
}

/* What is left of a retracted decision. */
static inline struct decision tombstone(int date, int number, const char *reason) {
    struct decision decision = sample(date, number, "", ""), bare;
    bare = decision_tombstone(&decision, reason);
    decision_clear(&decision);
    return bare;
}

/* A record with a value in every field. */
static inline struct decision full_sample(void) {
    struct decision decision =
        sample(20150709, 255, "Ağaç Dikimi “ÖRNEK”", "Birinci fıkra.\nİkinci\tfıkra: ½ ₺ ’.");
    decision.outcome = OUTCOME_MAJORITY;
    decision.votes_for = 41;
    decision.votes_against = 0;
    decision.abstentions = 2;
    decision.department = mem_string("Bilgi İşlem Dairesi Başkanlığı");
    decision.file_number = mem_string("64061556-301.01-2015-756");
    decision.sitting = mem_string("2. birleşim");
    decision.subject_area = mem_string("bilişim");
    decision_add_citation(&decision, &(struct citation){.law = 5393, .article = "74"});
    decision_add_citation(
        &decision,
        &(struct citation){.law = 5216, .article = "mükerrer 44", .paragraph = 3, .item = "ç"});
    text_list_add(&decision.districts, "Menteşe");
    text_list_add(&decision.districts, "Ula");
    text_list_add(&decision.neighbourhoods, "Akyaka \"\\ /");
    text_list_add(&decision.amounts, "1250000.00");
    text_list_add(&decision.areas, "7485.46");
    text_list_add(&decision.scales, "1/5000");
    text_list_add(&decision.scales, "1/1000");
    text_list_add(&decision.annexes, "annex https://www.mugla.bel.tr/ek/255-plan.pdf");
    text_list_add(&decision.annexes, "rest");
    decision.municipality = mem_string("Muğla Büyükşehir Belediyesi");
    decision.truncated = true;
    decision.source = mem_string("karar-2015-255.txt");
    decision.source_sha256 =
        mem_string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    return decision;
}

static inline void add(struct library *library, struct decision decision) {
    struct err err = {0};
    OK(library_add(library, &decision, &err));
    decision_clear(&decision);
}

/* Writes the library's snapshot as generation `serial` below the folder and points to it. */
static inline void publish(void **state, struct library *library, int64_t serial) {
    struct err err = {0};
    struct snapshot_info info = {
        .serial = serial, .issued = 1437647000, .municipality = "Muğla Büyükşehir Belediyesi"};
    char path[FILE_PATH_MAX], folder[FILE_PATH_MAX];
    OK(generation_database(path, *state, serial, &err));
    snprintf(folder, sizeof folder, "%s", path);
    *strrchr(folder, '/') = '\0';
    OK(folder_make(folder, &err));
    OK(library_snapshot(library, path, &info, &err));
    OK(generation_point(*state, "current", serial, &err));
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_set_up, folder_tear_down)

#endif
