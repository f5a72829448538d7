/* The one real document: every field that it must give, and not one word of it lost. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit/check.h"

#include "base/digest.h"
#include "base/file.h"
#include "unit/intake_helper.h"
#include "unit/words_kept.h"

static const char subject[] =
    "Belediyemizin hizmet ve faaliyetlerinde Bilgi Teknolojilerinin kullanımı, vatandaş ve "
    "işletmelere internet üzerinden etkin bir biçimde hizmet sunumu, kurum içi birimlerin "
    "bilgisayar "
    "ağları ile entegrasyonu ve ilgili dış birimlerle ağ üzerinden iletişimin sağlanmasına yönelik "
    "çalışmaların daha etkin yürütülebilmesi; diğer kentlerin e-belediyecilik alanındaki "
    "tecrübelerinden faydalanılması amacıyla Dünya Yerel Yönetimler ve Şehirler e-Devlet "
    "Organizasyonuna (WeGO) 5393 Sayılı Belediye Kanunu’nun 74. Maddesi hükmü gereğince üyelik "
    "başvurusunun yapılabilmesi ve yükümlülüklerin yerine getirilmesinde Muğla Büyükşehir Belediye "
    "Başkanı Dr. Osman GÜRÜN ve Muğla Büyükşehir Belediyesi Genel Sekreter Vekili Hüseyin "
    "DAŞGIN’ın "
    "yetkili kılınması hususlarının görüşülmesi";

/* The first words of each paragraph of the body. */
static const char *const paragraphs[] = {
    "Bilgi İşlem Dairesi Başkanlığı’nın 30/06/2015 tarih ve",
    "Belediyemizin hizmet ve faaliyetlerinde Bilgi Teknolojilerinin",
    "WeGO organizasyonu Seul kentinin",
    "Organizasyon, üye kentler arasında",
    "Üye kentler, WeGO projelerine",
    "5393 Sayılı Belediye Kanunu’nun 74. Maddesinde “Belediye,",
    "Belediye bu teşekkül, organizasyon",
    "Birinci ve ikinci fıkra gereğince",
    "Meclis kararına istinaden İçişleri Bakanlığından",
    "Meclisimizce yapılan görüşme sonucunda;",
    "Belediyemizin hizmet ve faaliyetlerinde Bilgi Teknolojilerinin",
};

struct seed {
    struct buf bytes;
    struct intake_result result;
};

static int load(void **state) {
    struct seed *seed = mem_zero(1, sizeof *seed);
    const char *root = getenv("ROOT");
    char path[FILE_PATH_MAX];
    struct err err = {0};
    snprintf(path, sizeof path, "%s/db/samples/karar-2015-255.txt", root ? root : ".");
    *state = seed;
    if (read_file(path, &seed->result, &err) != ERR_OK ||
        file_read(path, 1 << 20, &seed->bytes, &err) != ERR_OK) {
        print_message("# %s\n", err.text);
        return -1;
    }
    return 0;
}

static int unload(void **state) {
    struct seed *seed = *state;
    intake_result_clear(&seed->result);
    buf_free(&seed->bytes);
    free(seed);
    return 0;
}

static void citation_text(const struct decision *decision, char *ret, size_t size) {
    size_t used = 0;
    ret[0] = '\0';
    for (size_t i = 0; i < decision->citation_count && used < size; i++)
        used += (size_t)snprintf(ret + used, size - used, "%s%d/%s/%d/%s", i ? " " : "",
                                 decision->citations[i].law, decision->citations[i].article,
                                 decision->citations[i].paragraph, decision->citations[i].item);
}

static void every_field_is_there(void **state) {
    const struct seed *seed = *state;
    const struct decision *decision = &seed->result.decision;
    char numbers[64], date[DATE_ISO], citations[64], votes[32], sha[DIGEST_HEX];
    snprintf(numbers, sizeof numbers, "%d/%d", decision->year, decision->number);
    snprintf(votes, sizeof votes, "%d %d %d", decision->votes_for, decision->votes_against,
             decision->abstentions);
    date_iso(decision->date, date);
    citation_text(decision, citations, sizeof citations);
    digest_sha256_hex(seed->bytes.data, seed->bytes.len, sha);
    const struct {
        const char *field, *got, *wanted;
    } table[] = {
        {"year/number", numbers, "2015/255"},
        {"date", date, "2015-07-09"},
        {"department", decision->department, "Bilgi İşlem Dairesi Başkanlığı"},
        {"file number", decision->file_number, "64061556-301.01-2015-756"},
        {"outcome", outcome_name(decision->outcome), "unanimous"},
        {"votes", votes, "-1 -1 -1"},
        {"citations", citations, "5393/74/0/"},
        {"subject", decision->subject, subject},
        {"municipality", decision->municipality, "Muğla Büyükşehir Belediyesi"},
        {"area", decision->subject_area, "dış ilişkiler"},
        {"source", decision->source, "karar-2015-255.txt"},
        {"sha256", decision->source_sha256, sha},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (!table[i].got || strcmp(table[i].got, table[i].wanted) != 0)
            print_message("# %s\n", table[i].field);
        assert_non_null(table[i].got);
        assert_string_equal(table[i].got, table[i].wanted);
    }
    assert_null(decision->sitting);
    assert_false(decision->truncated);
    assert_int_equal(decision->revision, 1);
    assert_int_equal(decision->districts.count + decision->neighbourhoods.count, 0);
    assert_int_equal(decision->amounts.count + decision->areas.count + decision->scales.count, 0);
    assert_int_equal(seed->result.warnings.count, 0);
}

static void the_body_is_in_its_paragraphs(void **state) {
    const struct seed *seed = *state;
    char *body = mem_string(seed->result.decision.body), *at = body;
    for (size_t i = 0; i < sizeof paragraphs / sizeof *paragraphs; i++) {
        assert_non_null(at);
        char *paragraph = at, *end = strchr(at, '\n');
        if (end)
            *end = '\0';
        at = end ? end + 1 : NULL;
        assert_memory_equal(paragraph, paragraphs[i], strlen(paragraphs[i]));
        assert_null(strstr(paragraph, "  "));
        assert_null(strstr(paragraph, "\xC2\xA0"));
        assert_int_not_equal(paragraph[strlen(paragraph) - 1], ' ');
    }
    assert_null(at);
    const char end[] = "Meclisimizce OYBİRLİĞİ İLE KARAR VERİLDİ.";
    size_t length = strlen(seed->result.decision.body);
    assert_string_equal(seed->result.decision.body + length - (sizeof end - 1), end);
    free(body);
}

static void navigation_is_gone_and_named(void **state) {
    const struct seed *seed = *state;
    assert_int_equal(seed->result.removed.count, 1);
    assert_string_equal(seed->result.removed.items[0], "Geri Tüm Meclis Kararları");
}

static void not_one_word_is_lost(void **state) {
    const struct seed *seed = *state;
    struct buf lost = {0};
    words_lost(seed->bytes.data, &seed->result, &lost);
    assert_string_equal(buf_string(&lost), "");
    buf_free(&lost);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_field_is_there, load, unload),
        cmocka_unit_test_setup_teardown(the_body_is_in_its_paragraphs, load, unload),
        cmocka_unit_test_setup_teardown(navigation_is_gone_and_named, load, unload),
        cmocka_unit_test_setup_teardown(not_one_word_is_lost, load, unload),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
