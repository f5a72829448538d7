/* Web pages: what becomes a line, what is left out, where the links lead. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit/check.h"

#include "base/mem.h"
#include "intake/reader.h"
#include "unit/intake_helper.h"

/* What a decision needs to be known as one, around what a test is about. */
#define HEAD "<p>T.C.</p><p>Karar No: 5</p><p>Karar Tarihi: 09/07/2015</p>"
#define HEAD_LINES "T.C.\nKarar No: 5\nKarar Tarihi: 09/07/2015\n"
#define END "<p>Oybirliği ile karar verildi.</p>"
#define END_LINES "Oybirliği ile karar verildi.\n"

static struct document read_page(const char *page, size_t bytes) {
    struct document document = document_empty();
    struct err err = {0};
    if (reader_html("page.html", page, bytes, &document, &err) != ERR_OK)
        fail_msg("%s", err.text);
    return document;
}

static bool is_removed(const struct document *document, const char *text) {
    for (size_t i = 0; i < document->removed.count; i++)
        if (strstr(document->removed.items[i], text))
            return true;
    return false;
}

/* A page's body and the lines it must give; `removed` must be told as such. */
struct body_case {
    const char *body, *lines, *removed;
};

static void check_bodies(const struct body_case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct buf page = {0}, lines = {0};
        buf_format(&page, "<html><body>%s%s%s</body></html>", HEAD, cases[i].body, END);
        buf_format(&lines, "%s%s%s", HEAD_LINES, cases[i].lines, END_LINES);
        struct document document = read_page(page.data, page.len);
        assert_string_equal(document.lines.data, lines.data);
        if (cases[i].removed && !is_removed(&document, cases[i].removed))
            fail_msg("not in removed: %s", cases[i].removed);
        if (!cases[i].removed)
            assert_int_equal(document.removed.count, 0);
        document_clear(&document);
        buf_free(&page);
        buf_free(&lines);
    }
}
#define CHECK_BODIES(cases) check_bodies(cases, sizeof(cases) / sizeof *(cases))

static void blocks_are_lines(void **state) {
    static const struct body_case cases[] = {
        {"<p>bir\n iki</p><div>üç</div>dört", "bir iki\nüç\ndört\n", NULL},
        {"<p>a<b>b</b>c <i> d</i></p>", "abc d\n", NULL},
        {"<h3>BAŞLIK</h3><blockquote>söz</blockquote>", "BAŞLIK\nsöz\n", NULL},
        {"<p>bir<p>iki<p>üç", "bir\niki\nüç\n", NULL},
        {"<p>&nbsp;</p><p>&nbsp; &nbsp;</p><p>dolu&nbsp;&nbsp;satır</p>", "dolu satır\n", NULL},
        {"<p>Dosya No: 5&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;Toplantı Tarihi: 11.01.2021</p>",
         "Dosya No: 5\tToplantı Tarihi: 11.01.2021\n", NULL},
        {"<p>Belediyemizin hizmet ve faaliyetlerinde bilgi teknolojilerinin kullanımı,<br>vatandaş "
         "ve işletmelere internet üzerinden etkin bir biçimde hizmet sunumu,<br>kurum içi "
         "birimlerin "
         "bilgisayar ağları ile entegrasyonu ve ilgili dış<br>birimlerle ağ üzerinden iletişimin "
         "sağlanmasına yönelik çalışmalar.</p>",
         "Belediyemizin hizmet ve faaliyetlerinde bilgi teknolojilerinin kullanımı, vatandaş ve "
         "işletmelere internet üzerinden etkin bir biçimde hizmet sunumu, kurum içi birimlerin "
         "bilgisayar ağları ile entegrasyonu ve ilgili dış birimlerle ağ üzerinden iletişimin "
         "sağlanmasına yönelik çalışmalar.\n",
         NULL},
        {"<p>bir<br>iki<br/>&nbsp;<br />üç</p>", "bir\niki\nüç\n", NULL},
        {"<section><article><p>iç</p></article></section>", "iç\n", NULL},
        {"<pre>bir\niki</pre>", "bir\niki\n", NULL},
        {"<textarea>Meclisimizce görüşülmesi\nuygun</textarea>",
         "Meclisimizce görüşülmesi\nuygun\n", NULL},
        {"<p>340,08 m<sup>2</sup> ve 5<sup>3</sup></p>", "340,08 m² ve 5³\n", NULL},
        {"<p><sup>1</sup> Dipnot; H<sub>2</sub>O</p>", "1 Dipnot; H2O\n", NULL},
        {"<p><q>söz</q> 3 < 5 & 6</p>", "“söz” 3 < 5 & 6\n", NULL},
        {"<p>&Idot;&gbreve;&scedil;&imath; &#150; &#x92; &nbsp &#8378;5</p>", "İğşı – ’ ₺5\n",
         NULL},
        {"<p>&#xF020;</p><p>&#xF020;a&#xF020; b</p>", "a b\n", NULL}, /* Word's Symbol blank */
        {"<p><![CDATA[a < b & c]]></p>", "a < b & c\n", NULL},
    };
    (void)state;
    CHECK_BODIES(cases);
}

static void lists_keep_their_numbers(void **state) {
    static const struct body_case cases[] = {
        {"<ol><li>bir<li>iki</ol>", "1. bir\n2. iki\n", NULL},
        {"<ol type=a start=2><li>bir</li><li value=5>iki</li><li>üç</li></ol>",
         "b) bir\ne) iki\nf) üç\n", NULL},
        {"<ol type=I start=9><li>bir</li><li>iki</li></ol>", "IX. bir\nX. iki\n", NULL},
        {"<ul><li>bir</li> <li>iki</li></ul>", "• bir\n• iki\n", NULL},
        {"<ul><li>tek</li></ul>", "tek\n", NULL},
        {"<ul><li>a) bir</li><li>b) iki</li></ul>", "a) bir\nb) iki\n", NULL},
        {"<ol><li>1. bir</li><li>iki</li></ol>", "1. bir\n2. iki\n", NULL},
        {"<ul style='list-style-type: none'><li>bir</li><li>iki</li></ul>", "bir\niki\n", NULL},
        {"<ol><li>bir<ol type=a><li>alt</li></ol></li><li>iki</li></ol>",
         "1. bir\na) alt\n2. iki\n", NULL},
        {"<ul><li>Dosya No: 7</li><li>KONUSU: su</li></ul>", "Dosya No: 7\nKONUSU: su\n", NULL},
    };
    (void)state;
    CHECK_BODIES(cases);
}

#define LONG "on kelimeden uzun bir paragraf ki tablonun yalnız düzen için durduğu anlaşılsın "
#define LONGER LONG LONG LONG LONG

static void tables_are_rows(void **state) {
    static const struct body_case cases[] = {
        {"<table><tr><th>Tür</th><th>Ücret</th></tr><tr><td>Su</td><td>4,21 TL</td></tr></table>",
         "Tür\tÜcret\nSu\t4,21 TL\n", NULL},
        {"<table><tr><td>Dosya No</td><td>: 255</td></tr></table>", "Dosya No\t: 255\n", NULL},
        {"<table><tr><td>a<td><td>c</tr></table>", "a\t\tc\n", NULL},
        {"<table><tr><td>a<td>b<td></tr><tr><td><td>c<td>d</tr></table>", "a\tb\t\n\tc\td\n", NULL},
        {"<table><tr><td colspan=2>a</td><td>c</td></tr></table>", "a\t\tc\n", NULL},
        {"<table><tr><td rowspan=2>a</td><td>b</td><td>c</td></tr><tr><td>d</td><td>e</td></tr>"
         "<tr><td>f</td><td>g</td></tr></table>",
         "a\tb\tc\n\td\te\nf\tg\n", NULL},
        {"<table><tr><td>a</td><td><p>iki</p><p>satır</p></td></tr></table>", "a\tiki satır\n",
         NULL},
        {"<table><tr><td>a<td hidden>yok</td><td>b</td></tr></table>", "a\tb\n", "yok"},
        /* there for the layout alone */
        {"<table><tr><td>bir</td></tr><tr><td>iki</td></tr></table>", "bir\niki\n", NULL},
        {"<table><tr><td></td><td>bir</td></tr></table>", "bir\n", NULL},
        {"<table><tr><td>yan</td><td><p>" LONGER "</p><p>b</p><p>c</p></td></tr></table>",
         "yan\n" LONG LONG LONG
         "on kelimeden uzun bir paragraf ki tablonun yalnız düzen için durduğu anlaşılsın\nb\nc\n",
         NULL},
        {"<table><tr><td>x</td><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>",
         "x\na\tb\n", NULL},
    };
    (void)state;
    CHECK_BODIES(cases);
}

static void what_is_not_shown_is_removed(void **state) {
    static const struct body_case cases[] = {
        {"<p>bir <span style='DISPLAY : none'>gizli</span>iki</p>", "bir iki\n", "gizli"},
        {"<p style='visibility:hidden'>gizli</p>", "", "gizli"},
        {"<p hidden>gizli</p>", "", "gizli"},
        {"<p>bir<i aria-hidden=true>simge</i></p>", "bir\n", "simge"},
        {"<p class='sr-only'>gizli</p>", "", "gizli"},
        {"<p class='d-none'>gizli</p>", "", "gizli"},
        {"<p class='d-none d-print-block'>gizli</p>", "", "gizli"},
        {"<p class=d-none class=acik>gizli</p>", "", "gizli"}, /* the first counts */
        {"<p class=acik class=d-none>açık</p>", "açık\n", NULL},
        {"<p x=7 class=acik>açık</p><p x=0>iki</p>", "açık\niki\n", NULL}, /* nobody's */
        {"<p CLASS\n=\t'd-none'id=a>gizli</p>", "", "gizli"},
        {"<p style='display&#58;none' id=b class=c>gizli</p>", "", "gizli"}, /* two ways in one */
        {"<p style='color:red'>bir</p><p class='color:red'>iki</p>", "bir\niki\n", NULL},
        {"<p class=>bir</p><p class>iki</p><p hidden=''>gizli</p>", "bir\niki\n", "gizli"},
        {"<p class='d-none d-md-block'>geniş</p>", "geniş\n", NULL},
        {"<style>.x, p.gz { color: red; display: none }</style><p class=gz>gizli</p>", "", "gizli"},
        {"<style>@media print { .gz { display: none } }</style><p class=gz>açık</p>", "açık\n",
         NULL},
        {"<style>#gz{opacity:0}.y{opacity:0.5}</style><p id=gz>gizli</p><p class=y>açık</p>",
         "açık\n", "gizli"},
        {"<noscript>gizli</noscript><template><p>şablon</p></template>", "", "şablon"},
        {"<select><option>gizli</option></select><textarea>yazı</textarea>", "", "yazı"},
        {"<svg><text>çizim</text></svg><iframe>çerçeve</iframe>", "", "çizim"},
        {"<p>bir <del>eski</del><ins>yeni</ins></p>", "bir yeni\n", "eski"},
        {"<p>bir <s>eski</s> <span style='text-decoration:line-through'>çizik</span> iki</p>",
         "bir iki\n", "çizik"},
        {"<form><input type=hidden value=gizli><button>Gönder</button></form>", "", "Gönder"},
    };
    (void)state;
    CHECK_BODIES(cases);
}

static void scripts_and_comments_are_no_words(void **state) {
    static const struct body_case cases[] = {
        {"<script>document.write('<p>Karar No: 9</p>')</script>", "", NULL},
        {"<!-- <p>Karar No: 9</p> --><style>p:before{content:'x'}</style>", "", NULL},
        {"<!--[if gte mso 9]><p>Word</p><![endif]-->", "", NULL},
        {"<p><![if !supportLists]>1.<![endif]> bir<o:p></o:p></p>", "1. bir\n", NULL},
        {"<script src='x.js'/><p>bir</p>", "bir\n", NULL},
        {"<?php echo 1 ?><p>bir</p>", "bir\n", NULL},
    };
    (void)state;
    CHECK_BODIES(cases);
}

static void menus_and_footers_are_removed(void **state) {
    static const struct body_case cases[] = {
        {"<nav><a href=a>Menü</a></nav>", "", "Menü"},
        {"<aside><p>Yan sütunda bir söz</p></aside>", "", "Yan"},
        {"<div class='social-share'><span>Bunu gönder</span></div>", "", "gönder"},
        {"<div class=hava><span>MUĞLA</span><span>MUĞLA</span><i>Açık</i></div>", "",
         "MUĞLAMUĞLAAçık"},
        {"<div class=header><p><b>D</b><b>osya</b> No: 7 m<sup>2</sup></p></div>",
         "Dosya No: 7 m²\n", NULL},
        {"<div role=navigation>Yol</div>", "", "Yol"},
        {"<ul><li><a href=a>Üyeler</a></li><li><a href=b>Gündem</a></li><li><a "
         "href=c>Canlı</a></li>"
         "</ul>",
         "", "Üyeler"},
        {"<p><a href=a>Ana Sayfa</a> / <a href=b>Meclis</a> / <a href=c>Kararlar</a></p>", "",
         "Ana Sayfa / Meclis / Kararlar"},
        {"<p><a href=print>Yazdır</a></p>", "", "Yazdır"},
        /* a link in a sentence is the sentence's */
        {"<p>Meclisimiz <a href=k>5393 sayılı Kanun</a> uyarınca toplandı.</p>",
         "Meclisimiz 5393 sayılı Kanun uyarınca toplandı.\n", NULL},
        /* an odd class costs no text of the decision */
        {"<div class='header'><p>Dosya No: 7</p></div>", "Dosya No: 7\n", NULL},
        {"<div class='related-box'><p>" LONG LONG "</p></div>",
         LONG "on kelimeden uzun bir paragraf ki tablonun yalnız düzen için durduğu anlaşılsın\n",
         NULL},
    };
    (void)state;
    CHECK_BODIES(cases);
}

/* Behind the decision: what belongs to it stays, what the page brings does not. */
static void behind_the_decision(void **state) {
    static const struct body_case cases[] = {
        {"<p>Tarife aşağıya çıkarılmıştır, şöyledir:</p><table><tr><td>Su</td><td>5 "
         "TL</td></tr></table>",
         "Tarife aşağıya çıkarılmıştır, şöyledir:\nSu\t5 TL\n", NULL},
        {"<div><table><tr><td>Su</td><td>5 TL</td></tr><tr><td>Atık</td><td>3 TL</td></tr></table>"
         "</div>",
         "Su\t5 TL\nAtık\t3 TL\n", NULL},
        {"<div><h4>YÖNETMELİK</h4><p>MADDE 1- " LONG "</p></div>",
         "YÖNETMELİK\nMADDE 1- on kelimeden uzun bir paragraf ki tablonun yalnız düzen için "
         "durduğu "
         "anlaşılsın\n",
         NULL},
        {"<p>MUĞLA</p><p>MUĞLA</p><p>MUĞLA</p><p>MUĞLA</p>", "", "MUĞLA"},
        {"<div><p>MUĞLA</p></div><div>SHOW IN ENGLISH</div>", "", "SHOW IN ENGLISH"},
        {"<p>Telefon: 0252 214 48 80</p>", "", "Telefon"},
        {"<p>Adres: Kemal Mah. Ata Cad. No: 5</p>", "", "Adres"},
        {"<p>25°C</p>", "", "25"},
        {"<div><h3>İlgili kararlar</h3><div><a href=k>Başka bir konu</a><span>Karar No: "
         "901</span></div>"
         "<div><b>Karar No: 902</b><p>Reddine oybirliği ile karar verildi.</p></div></div>",
         "", "Karar No: 902"},
        {"<section id=comments><p>" LONG LONG "</p></section>", "", "paragraf"},
        {"<p>Okunma sayısı: 512</p>", "", "512"},
        {"<div><h3>Haberler</h3><p>" LONG LONG "<a href=h>Devamı</a></p></div>", "", "Haberler"},
        {"<div><a href=a>Bir</a> <a href=b>İki</a></div>", "", "Bir İki"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf page = {0}, lines = {0};
        buf_format(&page, "<html><body><div>%s%s</div>%s</body></html>", HEAD, END, cases[i].body);
        buf_format(&lines, "%s%s%s", HEAD_LINES, END_LINES, cases[i].lines);
        struct document document = read_page(page.data, page.len);
        assert_string_equal(document.lines.data, lines.data);
        if (cases[i].removed)
            assert_true(is_removed(&document, cases[i].removed));
        document_clear(&document);
        buf_free(&page);
        buf_free(&lines);
    }
}

/* An agenda whose items are links is no menu. */
static void subjects_may_be_links(void **state) {
    static const char page[] =
        "<body><ul><li><a href=/>Ana Sayfa</a><li><a href=/m>Meclis</a><li><a href=/k>Kararlar</a>"
        "</ul><h2>2024 Ocak Gündemi</h2><ol><li><a href=1>Denetim komisyonu seçiminin görüşülmesi"
        "</a></li><li><a href=2>Ula plan değişikliği teklifinin görüşülmesi</a></li></ol></body>";
    struct document document = read_page(page, sizeof page - 1);
    (void)state;
    assert_string_equal(
        document.lines.data,
        "2024 Ocak Gündemi\n1. Denetim komisyonu seçiminin görüşülmesi\n2. Ula plan "
        "değişikliği teklifinin görüşülmesi\n");
    document_clear(&document);
}

static void an_odd_place_costs_no_decision(void **state) {
    static const char *const places[] = {"<nav>%s</nav>",
                                         "<div class=footer>%s</div>",
                                         "<div style='display:none'>%s</div>",
                                         "<aside class=sidebar>%s</aside>",
                                         "<form id=aspnetForm>%s</form>",
                                         "<dialog>%s</dialog>",
                                         "<noscript>%s</noscript>",
                                         "<article><header>%s</header></article>"};
    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char page[2000];
        int used =
            snprintf(page, sizeof page, places[i], HEAD "<p>Su verilmesi görüşüldü.</p>" END);
        struct document document = read_page(page, (size_t)used);
        assert_string_equal(document.lines.data, HEAD_LINES "Su verilmesi görüşüldü.\n" END_LINES);
        document_clear(&document);
    }
}

/* Deleted text stays deleted, even where nothing else is there. */
static void crossed_out_text_never_comes_back(void **state) {
    const char page[] = "<html><body><del>" HEAD END "</del></body></html>";
    struct document document = document_empty();
    struct err err = {0};
    (void)state;
    assert_int_equal(reader_html("p", page, sizeof page - 1, &document, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "no text"));
}

/* ---- whole pages ---- */

#define CHROME_TOP                                                                                  \
    "<div id=topbar><div class=lang><a href=/en>SHOW IN ENGLISH</a></div><div class=havadurumu>"    \
    "<span>MUĞLA</span> <span>25°C</span> <span>Parçalı bulutlu</span></div></div>"             \
    "<header><a href=/ class=logo>T.C. Muğla Büyükşehir Belediyesi</a><nav><ul><li><a href=/b>" \
    "Başkan</a></li><li><a href=/m>Meclis Kararları</a></li></ul></nav></header>"
#define CHROME_END                                                                                   \
    "<div class=alt><p>MUĞLA</p><p>Adres: Muslihittin Mah. No: 2 Menteşe</p><p>Telefon: 0252 214 " \
    "48 80 Faks: 0252 214 49 04</p></div><div><span>MUĞLA</span></div><div><span>MUĞLA</span>"     \
    "</div><footer><p>© 2015 Tüm hakları saklıdır.</p></footer><div class=cookie>Sitemizde "    \
    "çerezler kullanılmaktadır, ayrıntılı bilgi için metnimizi okuyabilirsiniz ve kabul "     \
    "edebilirsiniz.<button>Kabul</button></div>"
#define MUGLA_HEAD                                                                                      \
    "<p><b>T.C.</b></p><p><b>MUĞLA BÜYÜKŞEHİR BELEDİYESİ</b></p><p><b>M E C L İ S&nbsp;&nbsp; " \
    "K A R A R I</b></p><p>Karar No&nbsp;&nbsp;&nbsp;&nbsp; :255&nbsp;&nbsp;&nbsp;</p><p>Karar "        \
    "Tarihi :09/07/2015</p>"

static const char mugla_list[] =
    "<!DOCTYPE html><!-- saved from url=(0046)https://www.mugla.bel.tr/meclis-karari/541 -->"
    "<html><head><meta charset=utf-8><title>Muğla - Meclis "
    "Kararları</title></head><body>" CHROME_TOP
    "<div class=row><div class=icerik><p><a href=/k>Geri Tüm Meclis Kararları</a></p>" MUGLA_HEAD
    "<p>KONUSU:</p><p>Parkın 1.250,50 m<sup>2</sup> alanının tahsisinin görüşülmesi</p><p>Emlak ve "
    "İstimlak Dairesi Başkanlığı&rsquo;nın 30/06/2015 tarih ve 64061556-301.01-2015-756 sayılı "
    "yazısında;</p><p>Alanın ayrıldığı denilmektedir.</p><p>Meclisimizce yapılan görüşme "
    "sonucunda; tahsisin kabulüne, OYBİRLİĞİ İLE KARAR VERİLDİ.</p><p><a href='/d/ek 1.pdf'>Ek "
    "için "
    "tıklayınız.</a></p></div><aside><ul><li><a href=/k/1>254 nolu karar</a></li></ul></aside>"
    "</div>" CHROME_END "</body></html>";

static const char mugla_live[] =
    "<html><head><title>Meclis Karar Detay</title></head><body>" CHROME_TOP
    "<div><h2>Meclis Canlı</h2><h3>Meclis Karar Detay</h3><div>" MUGLA_HEAD
    "<p>KONUSU: Su tarifesinin görüşülmesi</p><p>Mali Hizmetler Dairesi Başkanlığı'nın 30/06/2015 "
    "tarih ve 64061556-301.01-2015-756 sayılı yazısında; tarifenin yenilendiği bildirilmiş ve</p>"
    "<p>Kararın devamı için <a href='https://www.mugla.bel.tr/k/255.pdf'>tıklayınız.</a></p></div>"
    "</div>" CHROME_END "</body></html>";

static const char label_table[] =
    "<html><head><base href='https://www.bodrum.bel.tr/karar/'></head><body><table "
    "width='100%'><tr>"
    "<td><ul><li><a href=1>Üyeler</a></li><li><a href=2>Gündem</a></li></ul></td><td><h2>BODRUM "
    "BELEDİYESİ</h2><table><tr><td>Karar No</td><td>: 2017-5</td></tr><tr><td>Karar Tarihi</td><td>"
    ": 4/1/2017</td></tr></table><p>Konusu: Su tarifesinin görüşülmesi</p><p>"
    "Teklif okundu ve görüşüldü.</p><p>Oy birliği ile kabulüne karar verildi.</p><table><tr><td>"
    "Konut</td><td>4,21 TL</td></tr><tr><td>İşyeri</td><td>9 TL</td></tr></table><div><a "
    "href='ek-1.pdf'>EK-1.pdf</a> <a href='javascript:x()'>EK-2</a> <a href='mailto:a@b'>Yaz</a>"
    "</div></td></tr></table></body></html>";

static const char word_page[] =
    "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><meta http-equiv=Content-Type "
    "content='text/html; charset=utf-8'><!--[if gte mso 9]><xml><o:x>Normal</o:x></xml><![endif]-->"
    "<style><!-- p.MsoNormal {margin:0cm} span.Gizli {display:none;mso-hide:all} --></style></head>"
    "<body lang=TR><div class=WordSection1><p class=MsoNormal><b>T.C.<o:p></o:p></b></p><p>ULA "
    "BELEDİYE MECLİSİ</p><p>Karar No<span style='mso-tab-count:1'>    </span>: 12<o:p></o:p></p><p>"
    "Karar Tarihi: 5 Ocak 2021</p><p>KONUSU : Parka ad verilmesi</p><p class=MsoListParagraph>"
    "<![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span>"
    "<![endif]>Park <del datetime='2021'>eskisöz</del><ins>yenisöz</ins> <span "
    "style='mso-hide:all'>"
    "saklı</span><span class=Gizli>örtülü</span>adını alır.</p><p>Kabulüne oy birliği ile karar "
    "verildi.</p></div><div style='mso-element:comment-list'><p>Yorum</p></div></body></html>";

struct page_case {
    const char *page;
    int year, number, month;
    const char *subject, *body_end, *annex, *not_in_body;
    bool truncated;
};
static const struct page_case pages[] = {
    {mugla_list, 2015, 255, 7, "Parkın 1.250,50 m² alanının tahsisinin görüşülmesi",
     "OYBİRLİĞİ İLE KARAR VERİLDİ.", "annex https://www.mugla.bel.tr/d/ek%201.pdf", "254", false},
    {mugla_live, 2015, 255, 7, "Su tarifesinin görüşülmesi", "yenilendiği bildirilmiş ve",
     "rest https://www.mugla.bel.tr/k/255.pdf", "ENGLISH", true},
    {label_table, 2017, 5, 1, "Su tarifesinin görüşülmesi", "İşyeri\t9 TL",
     "annex https://www.bodrum.bel.tr/karar/ek-1.pdf", "EK-1", false},
    {word_page, 2021, 12, 1, "Parka ad verilmesi", "Kabulüne oy birliği ile karar verildi.", NULL,
     "eskisöz", false},
};

static void check_page(const struct page_case *one) {
    struct intake_result result = {0};
    struct err err = {0};
    struct document document = read_page(one->page, strlen(one->page));
    if (read_bytes("page.html", one->page, strlen(one->page), &result, &err) != ERR_OK)
        fail_msg("%s", err.text);
    const struct decision *decision = &result.decision;
    assert_int_equal(decision->year * 100 + decision->date.month, one->year * 100 + one->month);
    assert_int_equal(decision->number, one->number);
    assert_string_equal(decision->subject, one->subject);
    size_t length = strlen(decision->body), end = strlen(one->body_end);
    assert_true(length >= end);
    assert_string_equal(decision->body + length - end, one->body_end);
    assert_null(strstr(decision->body, one->not_in_body));
    assert_int_equal(decision->truncated, one->truncated);
    assert_int_equal(document.annexes.count, one->annex ? 1 : 0);
    if (one->annex)
        assert_string_equal(document.annexes.items[0], one->annex);
    intake_result_clear(&result);
    document_clear(&document);
}

static void whole_pages_give_the_decision(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        check_page(&pages[i]);
}

/* ---- no word is lost ---- */

static size_t solid_bytes(const char *text) {
    size_t count = 0;
    for (; *text; text++)
        count += (unsigned char)*text > ' ';
    return count;
}

/* The words between the tags, by the simplest way there is: "a<b>b</b>" is two here. */
static void check_words(const char *page, const struct document *document) {
    struct buf kept = {0};
    buf_text(&kept, document->lines.data);
    for (size_t i = 0; i < document->removed.count; i++)
        buf_format(&kept, "%s\n", document->removed.items[i]);
    size_t solid = 0;
    for (const char *at = page; *at;) {
        if (strncmp(at, "<!--", 4) == 0 || strncmp(at, "<style", 6) == 0) {
            at = strstr(at + 4, at[1] == '!' ? "--" : "</style");
            at = strchr(at, '>') + 1;
        } else if (*at == '<') {
            at = strchr(at, '>') + 1;
        } else if (strchr("&\n >", *at)) {
            at += *at == '&' ? strcspn(at, ";") + 1 : 1;
        } else {
            char *word = mem_slice(at, strcspn(at, "<>& \n"));
            if (!strstr(kept.data, word) && strcmp(word, "2") != 0) /* m² */
                fail_msg("lost: %s", word);
            solid += strlen(word);
            at += strlen(word);
            free(word);
        }
    }
    assert_true(solid_bytes(kept.data) >= solid);
    buf_free(&kept);
}

static void not_one_word_is_lost(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct document document = read_page(pages[i].page, strlen(pages[i].page));
        check_words(pages[i].page, &document);
        document_clear(&document);
    }
}

/* ---- encodings ---- */

/* "ğ" and "İ" in Windows-1254, with what the page says about itself. */
static void the_bytes_say_the_encoding(void **state) {
    static const struct {
        const char *meta, *letters, *encoding;
    } cases[] = {
        {"<meta charset=utf-8>", "\xC4\x9F\xC4\xB0", "UTF-8"},
        {"<meta charset=windows-1254>", "\xC4\x9F\xC4\xB0", "UTF-8"},
        {"<meta charset=\"windows-1254\">", "\xF0\xDD\x92", "Windows-1254"},
        {"<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-9'>", "\xF0\xDD",
         "ISO-8859-9"},
        {"<meta charset=utf-8>", "\xF0\xDD\x92", "Windows-1254"},
        {"", "\xF0\xDD\x92", "Windows-1254"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char page[400];
        int used = snprintf(page, sizeof page, "<html><head>%s</head><p>Karar No: 5</p><p>%s</p>",
                            cases[i].meta, cases[i].letters);
        struct document document = read_page(page, (size_t)used);
        assert_string_equal(document.encoding, cases[i].encoding);
        assert_non_null(strstr(document.lines.data, "\nğİ"));
        document_clear(&document);
    }
}

/* ---- links ---- */

static void links_lead_to_annexes(void **state) {
    static const struct {
        const char *link, *annex;
    } cases[] = {
        {"<a href='a.pdf'>Plan paftası</a>", "annex a.pdf"},
        {"<a href='a.aspx?id=3&amp;b=1'>Ekleri için tıklayınız</a>", "annex a.aspx?id=3&b=1"},
        {"<a href=' plan ğ.dwg '>indir</a>", "annex plan%20%C4%9F.dwg"},
        {"<a href='x.jpg'><img src=x.jpg></a>", "annex x.jpg"},
        {"<a href='/k.pdf'>Kararın devamı için tıklayınız</a>", "rest /k.pdf"},
        {"Kararın devamı için <a href='/k'>tıklayınız</a>", "rest /k"},
        {"<a href='javascript:ac()'>Ek için tıklayınız</a>", NULL},
        {"<a href='#ek'>Ek için tıklayınız</a>", NULL},
        {"<a href='data:text/plain,x'>EK-1</a>", NULL},
        {"<a href='mevzuat/1.5.5393.pdf'>5393 sayılı Kanun</a> uyarınca", NULL},
        {"<a href='kvkk.pdf'>KVKK aydınlatma metni</a>", NULL},
        {"<a href='/uyeler'>Üyeler</a>", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf page = {0};
        buf_format(&page, "%s<p>%s</p>%s", HEAD, cases[i].link, END);
        struct document document = read_page(page.data, page.len);
        if (document.annexes.count != (cases[i].annex ? 1 : 0))
            fail_msg("%s: %zu annexes", cases[i].link, document.annexes.count);
        if (cases[i].annex)
            assert_string_equal(document.annexes.items[0], cases[i].annex);
        document_clear(&document);
        buf_free(&page);
    }
}

static void a_page_tells_its_address(void **state) {
    static const char *const heads[] = {
        "<link rel=canonical href='https://a.bel.tr/k/5'>",
        "<meta property='og:url' content='https://a.bel.tr/k/5'>",
        "<!-- saved from url=(0020)https://a.bel.tr/k/5 -->",
    };
    (void)state;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        struct buf page = {0};
        buf_format(&page, "<html><head>%s</head><body>%s<a href=../ek.pdf>EK</a>", heads[i], HEAD);
        struct document document = read_page(page.data, page.len);
        assert_string_equal(document.address, "https://a.bel.tr/k/5");
        assert_string_equal(document.annexes.items[0], "annex https://a.bel.tr/ek.pdf");
        document_clear(&document);
        buf_free(&page);
    }
}

/* ---- bounds ---- */

static char *repeated(const char *before, const char *what, size_t count, const char *behind) {
    struct buf page = {0};
    buf_text(&page, before);
    for (size_t i = 0; i < count; i++)
        buf_text(&page, what);
    buf_text(&page, behind);
    return buf_take(&page);
}

static void hostile_pages_end_in_a_line(void **state) {
    static const struct {
        const char *before, *what;
        size_t count;
        const char *refused; /* NULL: it is read */
    } cases[] = {
        {"<html><body>", "<div>", 5000, NULL},
        {"<html><body>", "<b>", 5000, NULL},
        {"<html><body>", "<table><tr><td>", 1200, NULL},
        {"<html><body>", "<div>", 1000000, "nested too deep"},
        {HEAD "<p>", "<i>x</i> ", 500000, NULL},
        {HEAD, "<p>x</p>", 500000, "lines"},
        {HEAD "<p>", "kelime ", 1500000, NULL},
        {"<html><body ", "a b c ", 300000, NULL},
        {HEAD, "<!-- >", 300000, NULL},
        {HEAD, "<![CDATA[ >", 300000, NULL},
        {HEAD, "<!x>", 300000, NULL},
        {HEAD, "<a b=\">", 300000, NULL},
        {HEAD, "<", 1000000, NULL},
        {HEAD, "&", 300000, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *page = repeated(cases[i].before, cases[i].what, cases[i].count, ">" HEAD END);
        struct document document = document_empty();
        struct err err = {0};
        enum err_code code = reader_html("p.html", page, strlen(page), &document, &err);
        if (code != (cases[i].refused ? ERR_REFUSED : ERR_OK))
            fail_msg("%s: %s", cases[i].what, err.text);
        if (cases[i].refused)
            assert_non_null(strstr(err.text, cases[i].refused));
        document_clear(&document);
        free(page);
    }
}

static void no_entity_is_expanded(void **state) {
    static const char page[] = "<?xml version='1.0' encoding='UTF-8'?><!DOCTYPE html [<!ENTITY a "
                               "\"AAAAAAAAAA\"><!ENTITY b "
                               "\"&a;&a;&a;&a;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]><html "
                               "xmlns='http://www.w3.org/"
                               "1999/xhtml'><body>" HEAD "<p>&b; &x;</p>" END "</body></html>";
    struct document document = read_page(page, sizeof page - 1);
    (void)state;
    assert_string_equal(document.lines.data, HEAD_LINES "&b; &x;\n" END_LINES);
    document_clear(&document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_lines),
        cmocka_unit_test(lists_keep_their_numbers),
        cmocka_unit_test(tables_are_rows),
        cmocka_unit_test(what_is_not_shown_is_removed),
        cmocka_unit_test(scripts_and_comments_are_no_words),
        cmocka_unit_test(menus_and_footers_are_removed),
        cmocka_unit_test(behind_the_decision),
        cmocka_unit_test(subjects_may_be_links),
        cmocka_unit_test(an_odd_place_costs_no_decision),
        cmocka_unit_test(crossed_out_text_never_comes_back),
        cmocka_unit_test(whole_pages_give_the_decision),
        cmocka_unit_test(not_one_word_is_lost),
        cmocka_unit_test(the_bytes_say_the_encoding),
        cmocka_unit_test(links_lead_to_annexes),
        cmocka_unit_test(a_page_tells_its_address),
        cmocka_unit_test(hostile_pages_end_in_a_line),
        cmocka_unit_test(no_entity_is_expanded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
