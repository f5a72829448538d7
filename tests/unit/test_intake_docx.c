/* A Word document as lines: what Word shows, in its order, and nothing that it does not show. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit/check.h"

#include "base/mem.h"
#include "intake/intake.h"
#include "intake/reader.h"
#include "unit/docx_helper.h"

#define P(text) "<w:p><w:r><w:t xml:space='preserve'>" text "</w:t></w:r></w:p>"
#define R(text) "<w:r><w:t xml:space='preserve'>" text "</w:t></w:r>"
#define RP(properties, text)                                                                       \
    "<w:r><w:rPr>" properties "</w:rPr><w:t xml:space='preserve'>" text "</w:t></w:r>"
#define LIST(number, level, text)                                                                  \
    "<w:p><w:pPr><w:numPr><w:ilvl w:val='" level "'/><w:numId w:val='" number                      \
    "'/></w:numPr></w:pPr>" R(text) "</w:p>"
#define STYLED(style, text) "<w:p><w:pPr><w:pStyle w:val='" style "'/></w:pPr>" R(text) "</w:p>"
#define CELL(content) "<w:tc>" content "</w:tc>"
#define ROW(cells) "<w:tr>" cells "</w:tr>"
#define TABLE(rows) "<w:tbl>" rows "</w:tbl>"
#define LEVEL(level, format, text, more)                                                           \
    "<w:lvl w:ilvl='" level "'><w:start w:val='1'/><w:numFmt w:val='" format "'/>" more            \
    "<w:lvlText w:val='" text "'/></w:lvl>"
#define NUMBER(id, list, more)                                                                     \
    "<w:num w:numId='" id "'><w:abstractNumId w:val='" list "'/>" more "</w:num>"
#define OUTLINE                                                                                    \
    "<w:abstractNum w:abstractNumId='7'>" LEVEL("0", "decimal", "%1.", "")                         \
        LEVEL("1", "lowerLetter", "%2)", "") LEVEL("2", "decimal", "%1.%2.%3", "<w:isLgl/>")       \
            LEVEL("3", "bullet", "\xEF\x82\xB7", "") "</w:abstractNum>"

static struct buf joined(const struct text_list *list) {
    struct buf text = {0};
    for (size_t i = 0; i < list->count; i++)
        buf_format(&text, "%s|", list->items[i]);
    buf_text(&text, "");
    return text;
}

static void expect(const struct docx *docx, const char *lines, const char *removed) {
    struct document document;
    struct err err = {0};
    struct buf bytes = make_docx(docx), gone;
    enum err_code code = reader_docx("karar.docx", bytes.data, bytes.len, &document, &err);
    if (code != ERR_OK)
        print_message("# %s\n# %s\n", docx->body, err.text);
    assert_int_equal(code, ERR_OK);
    gone = joined(&document.removed);
    assert_string_equal(buf_string(&document.lines), lines);
    assert_string_equal(buf_string(&gone), removed);
    assert_string_equal(document.format, "docx");
    buf_free(&gone);
    buf_free(&bytes);
    document_clear(&document);
}

static void body_is(const char *body, const char *lines, const char *removed) {
    expect(&(struct docx){.body = body}, lines, removed);
}

static void runs_are_joined(void **state) {
    (void)state;
    body_is("<w:p>" R("Karar") R(" No: 2") R("55") "</w:p><w:p/>" P("Metin &amp; &#304;z."),
            "Karar No: 255\nMetin & İz.\n", "");
    body_is("<w:p>" R("A") "<w:r><w:br/></w:r>" R(
                "B") "<w:r><w:cr/><w:t>C</w:t>"
                     "<w:noBreakHyphen/><w:t>D</w:t><w:softHyphen/><w:t>E</w:t></w:r></w:p>",
            "A\nB\nC-DE\n", "");
    body_is("<w:p>" RP("<w:vertAlign w:val='superscript'/>", "2") R("7.485,46 m")
                RP("<w:vertAlign w:val='superscript'/>", "2") R(" ve 1.000")
                    RP("<w:vertAlign w:val='superscript'/>", "1") "</w:p>",
            "27.485,46 m² ve 1.000¹\n", "");
    body_is("<w:p>" R("5 m") RP("<w:position w:val='8'/>", "2") R(" H")
                RP("<w:position w:val='-4'/>", "2") R("O") "</w:p>",
            "5 m² H2O\n", "");
    body_is("<w:p><w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>" R(" kabul") "</w:p>",
            "☒ kabul\n", "");
    body_is("<w:p><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>", "a+b\n", "");
    body_is(
        "<w:sdt><w:sdtPr><w:rPr><w:vanish/></w:rPr></w:sdtPr><w:sdtContent>" P(
            "Konu") "</w:sdtContent></w:sdt><w:customXml><w:p><w:smartTag>" R("Ula") "</"
                                                                                     "w:smartTag></"
                                                                                     "w:p>"
                                                                                     "</"
                                                                                     "w:customXml>",
        "Konu\nUla\n", "");
    body_is("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" P(
                "Metin girin") "</w:sdtContent></w:sdt>" P("Var"),
            "Var\n", "Metin girin|");
}

/* Tabs make columns of short pieces, and room around labels and behind markers. */
static void tabs(void **state) {
    (void)state;
#define T "<w:r><w:tab/></w:r>"
    body_is("<w:p>" T T R("Başkan") T T R("Kâtip") T "</w:p>", "Başkan\tKâtip\n", "");
    body_is("<w:p>" R("Karar No") T R(": 255") T R("Karar Tarihi:") T R("09/07/2015") "</w:p>",
            "Karar No : 255\tKarar Tarihi: 09/07/2015\n", "");
    body_is("<w:p>" R("a)") T R("Park yapılması") "</w:p>", "a) Park yapılması\n", "");
    body_is("<w:p>" R("Kısa") T R(
                "Bu, bir tümcedir ve sütun olamayacak kadar uzundur; aralıkta yalnızca yer açmak "
                "için bir sekme imi durur, başka bir şey değil, öyle de okunmalıdır.") "</w:p>",
            "Kısa Bu, bir tümcedir ve sütun olamayacak kadar uzundur; aralıkta yalnızca yer açmak "
            "için bir sekme imi durur, başka bir şey değil, öyle de okunmalıdır.\n",
            "");
    body_is("<w:p><w:pPr><w:tabs><w:tab w:val='left' w:pos='1'/></w:tabs></w:pPr>" R("A") "</w:p>",
            "A\n", "");
}

static void what_is_deleted_is_left_out(void **state) {
    (void)state;
    body_is("<w:p>" R("Kabulüne ") "<w:del w:id='1'><w:r><w:delText>Ali Veli</w:delText></w:r>"
                                   "</w:del><w:ins w:id='2'>" R("oybirliği") "</w:ins>" R(
                                       " ile") "</w:p>",
            "Kabulüne oybirliği ile\n", "Ali Veli|");
    body_is("<w:p><w:moveFrom w:id='1'>" R("Taşınan") "</w:moveFrom><w:moveTo w:id='2'>" R(
                "Yeni") "</w:moveTo></w:p>",
            "Yeni\n", "Taşınan|");
    /* a deleted paragraph mark joins two paragraphs */
    body_is("<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>" R("Bir ") "</w:p>" P("iki"),
            "Bir iki\n", "");
    body_is(TABLE(ROW(CELL(P("A")) CELL(P("1")))
                      ROW("<w:trPr><w:del w:id='3'/></w:trPr>" CELL(P("B")) CELL(P("2")))),
            "A\t1\n", "B|2|");
    body_is(TABLE(ROW(CELL(P("A")) "<w:tc><w:tcPr><w:cellDel w:id='1'/></w:tcPr>" P(
                "eski") "</w:tc>" CELL(P("1")))),
            "A\t\t1\n", "eski|");
    /* how it was formatted is of no interest */
    body_is("<w:p><w:pPr><w:pPrChange><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>"
            "</w:pPrChange></w:pPr><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr>"
            "</w:rPrChange></w:rPr><w:t>Görünür</w:t></w:r></w:p>",
            "Görünür\n", "");
}

static void what_is_hidden_is_left_out(void **state) {
    (void)state;
    const char *styles =
        "<w:style w:type='character' w:styleId='Gizli'><w:rPr><w:vanish/></w:rPr></w:style>"
        "<w:style w:type='character' w:styleId='Alt'><w:basedOn w:val='Gizli'/></w:style>"
        "<w:style w:type='character' w:styleId='Acik'><w:basedOn w:val='Gizli'/><w:rPr>"
        "<w:vanish w:val='0'/></w:rPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='GizliP'><w:rPr><w:vanish/></w:rPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='Daire1'><w:basedOn w:val='Daire2'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='Daire2'><w:basedOn w:val='Daire1'/></w:style>";
    expect(
        &(struct docx){
            .styles = styles,
            .body = "<w:p>" R("A") RP("<w:vanish/>", "gizli") RP(
                "<w:vanish w:val='false'/>",
                "B") "</w:p>"
                     "<w:p>" RP("<w:rStyle w:val='Alt'/>", "alt") RP("<w:rStyle w:val='Acik'/>",
                                                                     "C")
                         RP("<w:webHidden/>",
                            "D") "</w:p><w:p><w:pPr><w:pStyle w:val='GizliP'/></w:pPr>" R("bölüm")
                             RP("<w:vanish w:val='0'/>", "E") "</w:p>" STYLED("Daire1", "F")},
        "AB\nCD\nE\nF\n", "gizli|alt|bölüm|");
    expect(&(struct docx){.styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr>"
                                    "</w:rPrDefault></w:docDefaults>",
                          .body = "<w:p>" R("yok") RP("<w:vanish w:val='0'/>", "Var") "</w:p>"},
           "Var\n", "yok|");
}

/* Black on black can be read by whoever copies it. */
static void what_is_blacked_out_is_refused(void **state) {
    (void)state;
    static const struct {
        const char *body;
        bool covered;
    } cases[] = {
        {"<w:p>" R("TC ") RP("<w:highlight w:val='black'/>", "12345678901") "</w:p>", true},
        {"<w:p>" R("TC ") RP("<w:color w:val='000000'/><w:shd w:fill='000000'/>", "123") "</w:p>",
         true},
        {"<w:p>" RP("<w:highlight w:val='yellow'/>", "Karar") "</w:p>", false},
        {"<w:p>" RP("<w:color w:val='FFFFFF'/><w:highlight w:val='black'/>", "Karar") "</w:p>",
         false},
        {"<w:p>" RP("<w:color w:val='FFFFFF'/><w:shd w:fill='000000'/>", "Karar") "</w:p>", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct document document;
        struct err err = {0};
        struct buf bytes = make_docx(&(struct docx){.body = cases[i].body});
        enum err_code code = reader_docx("k.docx", bytes.data, bytes.len, &document, &err);
        assert_int_equal(code, cases[i].covered ? ERR_REFUSED : ERR_OK);
        if (code == ERR_OK)
            document_clear(&document);
        else
            assert_non_null(strstr(err.text, "k.docx: karartma altında metin var"));
        buf_free(&bytes);
    }
}

static void numbers_are_counted(void **state) {
    (void)state;
    struct docx docx = {.numbering = OUTLINE NUMBER("1", "7", "")
                            NUMBER("2", "7",
                                   "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/>"
                                   "</w:lvlOverride>")};
    docx.body = LIST("1", "0", "A") LIST("1", "1", "B") LIST("1", "1", "C") LIST("1", "2", "D")
        LIST("1", "3", "E") P("ara") LIST("1", "0", "F") LIST("1", "1", "G") LIST("2", "0", "H")
            LIST("1", "0", "I") LIST("0", "0", "J") LIST("9", "0", "K");
    expect(&docx, "1. A\na) B\nb) C\n1.2.1 D\n• E\nara\n2. F\na) G\n5. H\n6. I\nJ\nK\n", "");
    docx.numbering = "<w:abstractNum w:abstractNumId='1'>" LEVEL("0", "upperRoman", "%1-", "")
        LEVEL("1", "lowerRoman", "(%2)", "<w:lvlRestart w:val='0'/>")
            LEVEL("2", "decimalZero", "%3",
                  "<w:suff w:val='nothing'/>") "</w:abstractNum>" NUMBER("3", "1", "");
    docx.body = LIST("3", "0", "A") LIST("3", "1", "B") LIST("3", "0", "C") LIST("3", "1", "D")
        LIST("3", "0", "E") LIST("3", "0", "F") LIST("3", "2", "G");
    expect(&docx, "I- A\n(i) B\nII- C\n(ii) D\nIII- E\nIV- F\n01G\n", "");
    /* empty paragraphs count, those that are deleted with their end do not */
    docx.body = LIST("3", "0", "A")
        LIST("3", "0", "") "<w:p><w:pPr><w:numPr><w:numId "
                           "w:val='3'/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr><w:del>"
                           "<w:r><w:delText>x</w:delText></w:r></w:del></w:p>" LIST("3", "0", "B");
    expect(&docx, "I- A\nIII- B\n", "x|");
    docx.numbering = "<w:abstractNum w:abstractNumId='1'>" LEVEL(
        "0", "lowerLetter", "%1)",
        "") "</w:abstractNum>" NUMBER("1", "1",
                                      "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='26'/>"
                                      "</w:lvlOverride>");
    docx.body = LIST("1", "0", "A") LIST("1", "0", "B") LIST("1", "0", "C");
    expect(&docx, "z) A\naa) B\nbb) C\n", "");
}

static void styles_number_too(void **state) {
    (void)state;
    struct docx docx = {
        .numbering = "<w:abstractNum w:abstractNumId='1'>" LEVEL("0", "decimal", "MADDE %1 –",
                                                                 "<w:pStyle w:val='Madde'/>")
            LEVEL("1", "decimal", "(%2)",
                  "<w:pStyle w:val='Fikra'/>") "</w:abstractNum>"
                                               "<w:abstractNum "
                                               "w:abstractNumId='2'>"
                                               "<w:numStyleLink "
                                               "w:val='Liste'/>"
                                               "</w:abstractNum>" NUMBER("1", "1", "")
                                                   NUMBER("2", "2", ""),
        .styles = "<w:style w:styleId='Madde'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr>"
                  "</w:pPr></w:style><w:style w:styleId='Fikra'><w:pPr><w:numPr><w:ilvl "
                  "w:val='1'/><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
                  "<w:style w:styleId='Alt'><w:basedOn w:val='Madde'/></w:style>"
                  "<w:style w:type='numbering' w:styleId='Liste'><w:pPr><w:numPr><w:numId "
                  "w:val='1'/></w:numPr></w:pPr></w:style>",
        .body = STYLED("Madde", "A") STYLED("Fikra", "B") STYLED("Fikra", "C") STYLED("Madde", "D")
            STYLED("Fikra", "E") STYLED("Alt", "F") LIST(
                "2", "0",
                "G") "<w:p><w:pPr><w:pStyle w:val='Madde'/><w:numPr><w:numId w:val='0'/></w:numPr>"
                     "</w:pPr>" R("H") "</w:p>"};
    expect(&docx, "MADDE 1 – A\n(1) B\n(2) C\nMADDE 2 – D\n(1) E\nMADDE 3 – F\nMADDE 4 – G\nH\n",
           "");
}

static void tables(void **state) {
    (void)state;
    body_is(TABLE(ROW(CELL(P("Ada")) CELL(P("Parsel")) CELL(P("m²")))
                      ROW(CELL(P("1")) CELL("<w:p/>") CELL(P("3"))) ROW(CELL("<w:p/>"))),
            "Ada\tParsel\tm²\n1\t\t3\n", "");
    body_is(
        TABLE(
            ROW("<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" P("A") "</w:tc>" CELL(P("B"))) ROW(
                "<w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>" P("C") "</w:tc>" CELL(P("D"))
                    CELL(P("E")))
                ROW("<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>" CELL(P("F")) CELL(P("G")))),
        "A\t\tB\nC\tD\tE\n\tF\tG\n", "");
    /* a letterhead */
    body_is(TABLE(ROW(CELL(P("T.C.") P("MUĞLA BÜYÜKŞEHİR BELEDİYESİ"))
                          CELL(P("Karar No: 5") P("Karar Tarihi: 09/07/2015")))) P("Metin"),
            "T.C.\nMUĞLA BÜYÜKŞEHİR BELEDİYESİ\nKarar No: 5\nKarar Tarihi: 09/07/2015\nMetin\n",
            "");
    /* a frame around everything, and a table in a cell */
    body_is(TABLE(ROW(CELL(P("Giriş") TABLE(ROW(CELL(P("1")) CELL(P("2")))
                                                ROW(CELL(P("3")) CELL(P("4")))) P("Son")))),
            "Giriş\n1\t2\n3\t4\nSon\n", "");
    /* one cell with two paragraphs does not break up a table */
    body_is(TABLE(ROW(CELL(P("Ada") P("No")) CELL(P("Parsel"))) ROW(CELL(P("1")) CELL(P("2")))
                      ROW(CELL(P("3")) CELL(P("4")))),
            "Ada No\tParsel\n1\t2\n3\t4\n", "");
}

static void boxes_and_fields(void **state) {
    (void)state;
    body_is(
        "<w:p>" R("T.C.") "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
                          "<w:txbxContent>" P(
                              "Kutu") "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback>"
                                      "<w:pict><v:textbox><w:txbxContent>" P(
                                          "Kutu") "</w:txbxContent></v:textbox></w:pict>"
                                                  "</mc:Fallback></mc:AlternateContent></w:r>" R(
                                                      " devam") "</w:p>" P("Son"),
        "T.C. devam\nKutu\nSon\n", "");
    body_is("<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>" P(
                "Eski kutu") "</w:txbxContent></v:textbox></v:shape><v:shape><v:textpath "
                             "string='TASLAK'/>"
                             "</v:shape></w:pict></w:r>" R("Metin") "</w:p>",
            "Metin\nEski kutu\n", "TASLAK|");
#define FIELD(type) "<w:r><w:fldChar w:fldCharType='" type "'/></w:r>"
    body_is("<w:p>" R("Sayfa ") FIELD("begin") "<w:r><w:instrText> PAGE </w:instrText></w:r>" FIELD(
                "separate") R("3")
                FIELD("end") "<w:fldSimple w:instr='DATE'>" R(" bugün") "</w:fldSimple></w:p>",
            "Sayfa 3 bugün\n", "");
    body_is("<w:p>" FIELD("begin") "<w:r><w:instrText>IF </w:instrText></w:r>" FIELD(
                "begin") "<w:r><w:instrText>MERGEFIELD x</w:instrText></w:r>" FIELD("separate")
                R("iç") FIELD("end") FIELD("separate") R("dış") FIELD("end") R(" son") "</w:p>",
            "dış son\n", "iç|");
}

static void links_are_annexes(void **state) {
    (void)state;
    struct document document;
    struct err err = {0};
    struct buf bytes =
        make_docx(
            &(
                struct
                docx){.body = P("Metin") "<w:p><w:hyperlink r:id='web'>" R("Ek için tıklayınız.") "</w:hyperlink></w:p><w:p>" FIELD(
                          "begin") "<w:r><w:instrText>HYPERLINK "
                                   "\"https://x.bel.tr/b.pdf\"</w:instrText></w:r>" FIELD("separat"
                                                                                          "e")
                                       R("Pafta")
                                           FIELD("end") "</w:p><w:p><w:hyperlink w:anchor='a'>" R(
                                               "yukarı") "</w:hyperlink></w:p>"});
    assert_int_equal(reader_docx("k.docx", bytes.data, bytes.len, &document, &err), ERR_OK);
    assert_int_equal(document.annexes.count, 2);
    assert_string_equal(document.annexes.items[0], "annex https://www.example.bel.tr/ek/plan.pdf");
    assert_string_equal(document.annexes.items[1], "annex https://x.bel.tr/b.pdf");
    document_clear(&document);
    buf_free(&bytes);
}

static void notes_and_comments(void **state) {
    (void)state;
    expect(
        &(struct docx){
            .footnotes = "<w:footnote w:type='separator' w:id='-1'>" P(
                "---") "</w:footnote>"
                       "<w:footnote w:id='2'>" P(
                           " İkinci.") "</w:footnote>"
                                       "<w:footnote w:id='1'>" P("Birinci.")
                                           P("Devamı.") "</w:footnote>"
                                                        "<w:footnote w:id='3'>" P(
                                                            "Kimse.") "</w:footnote>",
            .endnotes = "<w:endnote w:id='1'>" P("Sonda.") "</w:endnote>",
            .comments = "<w:comment w:id='0'>" P("Bunu sil!") "</w:comment>",
            .body = "<w:p>" R("A") "<w:r><w:footnoteReference w:id='1'/></w:r>" R(
                " ve B") "<w:r><w:endnoteReference w:id='1'/></w:r></w:p>"
                         "<w:p>" R("C") "<w:r><w:footnoteReference w:id='2'/></w:r>"
                                        "<w:r><w:footnoteReference w:id='1'/></w:r></w:p>" P(
                                            "Son")},
        "A¹ ve B[¹]\n¹ Birinci.\nDevamı.\nC²¹\n² İkinci.\nSon\n[¹] Sonda.\n", "Bunu sil!|Kimse.|");
}

static void headers_that_say_more_come_first(void **state) {
    (void)state;
    expect(&(struct docx){.header = P("T.C.") P("MUĞLA BÜYÜKŞEHİR BELEDİYESİ"),
                          .footer = P("Sayfa 1/2"),
                          .body = P("Karar No: 5") P("Metin")},
           "T.C.\nMUĞLA BÜYÜKŞEHİR BELEDİYESİ\nKarar No: 5\nMetin\n", "Sayfa 1/2|");
    expect(&(struct docx){.header = P("Muğla Büyükşehir Belediyesi"),
                          .body = P("T.C.") P("MUĞLA BÜYÜKŞEHİR BELEDİYESİ") P("Metin")},
           "T.C.\nMUĞLA BÜYÜKŞEHİR BELEDİYESİ\nMetin\n", "Muğla Büyükşehir Belediyesi|");
}

/* ---- what is refused ---- */

static void refused_with(struct buf bytes, const char *words) {
    struct document document;
    struct err err = {0};
    enum err_code code = reader_docx("dir/k.docx", bytes.data, bytes.len, &document, &err);
    if (code != ERR_REFUSED || !strstr(err.text, words))
        print_message("# %d %s, not: %s\n", (int)code, err.text, words);
    assert_int_equal(code, ERR_REFUSED);
    assert_memory_equal(err.text, "dir/k.docx", 10);
    assert_non_null(strstr(err.text, words));
    buf_free(&bytes);
}

static struct buf raw_docx(const char *document, size_t bytes) {
    struct part parts[] = {{.name = "[Content_Types].xml", .text = "<Types/>"},
                           {.name = "word/document.xml", .text = document, .bytes = bytes}};
    return make_zip(parts, 2);
}

static char *repeated(const char *begin, const char *middle, size_t times, const char *end) {
    struct buf text = {0};
    buf_text(&text, begin);
    for (size_t i = 0; i < times; i++)
        buf_text(&text, middle);
    buf_text(&text, end);
    return buf_take(&text);
}

#define OPEN "<w:document xmlns:w='" DOCX_W "'><w:body>"
#define CLOSE "</w:body></w:document>"

static void hostile_documents_are_refused(void **state) {
    (void)state;
    refused_with(make_docx(&(struct docx){.body = "<w:p/>"}), "no text");
    refused_with(make_docx(&(struct docx){.body = "<w:p><w:r><w:drawing><a:blip/></w:drawing>"
                                                  "</w:r></w:p>"}),
                 "OCR");
    refused_with(make_docx(&(struct docx){.body = "<w:altChunk r:id='x'/>"}), "embedded");
    refused_with(raw_docx("<!DOCTYPE w [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]>"
                          "<w:document xmlns:w='" DOCX_W "'>&b;</w:document>",
                          0),
                 "DOCTYPE");
    refused_with(raw_docx("<!DOCTYPE w SYSTEM 'file:///etc/passwd'>" OPEN P("A") CLOSE, 0),
                 "DOCTYPE");
    refused_with(raw_docx(OPEN P("A"), 0), "damaged");
    refused_with(raw_docx(OPEN "<w:p><w:r><w:t>\xFF</w:t></w:r></w:p>" CLOSE, 0), "damaged");
    struct part none[] = {{.name = "[Content_Types].xml", .text = "<Types/>"},
                          {.name = "word/x.xml", .text = "<x/>"}};
    refused_with(make_zip(none, 2), "word/document.xml is missing");
    char *deep = repeated(OPEN, "<w:sdt>", 5000, "");
    refused_with(raw_docx(deep, 0), "too deep");
    free(deep);
    deep = repeated(OPEN, "<w:tbl><w:tr><w:tc>", 50, P("A"));
    char *whole = repeated(deep, "</w:tc></w:tr></w:tbl>", 50, CLOSE);
    struct buf bytes = raw_docx(whole, 0);
    struct document document;
    assert_int_equal(reader_docx("k.docx", bytes.data, bytes.len, &document, NULL), ERR_OK);
    assert_string_equal(buf_string(&document.lines), "A\n");
    document_clear(&document);
    buf_free(&bytes);
    free(deep);
    free(whole);
}

static void large_documents_have_limits(void **state) {
    (void)state;
    struct document document;
    struct err err = {0};
    char *text =
        repeated(OPEN "<w:p><w:r><w:t>", "0123456789 ", 1000000, "</w:t></w:r></w:p>" CLOSE);
    struct buf bytes = raw_docx(text, 0);
    assert_int_equal(reader_docx("k.docx", bytes.data, bytes.len, &document, &err), ERR_OK);
    assert_int_equal(document.lines.len, 11000000);
    document_clear(&document);
    buf_free(&bytes);
    free(text);
    text = repeated(OPEN "<w:p><w:r><w:t>", "0123456789 ", 1600000, "</w:t></w:r></w:p>" CLOSE);
    refused_with(raw_docx(text, 0), "16 MiB");
    free(text);
    text = repeated(OPEN, P("a"), 1000000, CLOSE);
    refused_with(raw_docx(text, 0), "lines");
    free(text);
    text = repeated(OPEN, "<w:tbl><w:tr><w:tc/><w:tc/></w:tr></w:tbl>", 1000000, P("a") CLOSE);
    bytes = raw_docx(text, 0);
    assert_int_equal(reader_docx("k.docx", bytes.data, bytes.len, &document, &err), ERR_OK);
    document_clear(&document);
    buf_free(&bytes);
    free(text);
    text = repeated(OPEN, "<w:p/>", 12000000, CLOSE);
    refused_with(raw_docx(text, 0), "larger than 64 MiB");
    free(text);
}

/* ---- no word is lost ---- */

/* Words as they are told apart by blanks. */
static void strip(struct buf *text, const char *from) {
    buf_byte(text, ' ');
    for (; *from; from++)
        buf_byte(text, strchr("\t\n|", *from) ? ' ' : *from);
    buf_byte(text, ' ');
}

/* Documents of random pieces: each numbered word of them is shown or kept as removed, once. */
static void no_word_is_lost(void **state) {
    (void)state;
    static const char *const pieces[] = {
        "<w:p>" R("%s") "</w:p>",
        "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>" R("%s") "</w:p>",
        "<w:p>" RP("<w:vanish/>", "%s") "</w:p>",
        "<w:p><w:del><w:r><w:delText>%s</w:delText></w:r></w:del></w:p>",
        "<w:p><w:ins>" R("%s") "</w:ins></w:p>",
        "<w:p><w:r><w:tab/><w:t>%s</w:t><w:br/></w:r></w:p>",
        "<w:tbl>",
        "<w:tr><w:tc>" P("%s") "</w:tc><w:tc>",
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>" P("%s") P("x") "</w:tc><w:tc>",
        "</w:tc></w:tr>",
        "</w:tbl>",
        "<w:p><w:r><w:pict><w:txbxContent>",
        "</w:txbxContent></w:pict></w:r>" R("%s") "</w:p>",
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" R("%s ") "</w:p>",
        "<w:p>" FIELD("begin") R("%s") FIELD("separate") R("y") FIELD("end") "</w:p>",
    };
    static const struct {
        int opens, closes; /* indices of pieces that go together */
    } pairs[] = {{6, 10}, {7, 9}, {8, 9}, {11, 12}};
    uint32_t random = 20150709;
    for (int round = 0; round < 400; round++) {
        struct buf body = {0};
        int stack[8], depth = 0;
        size_t words = 0;
        for (int i = 0; i < 40 || depth > 0; i++) {
            random = random * 1664525u + 1013904223u;
            int piece = (int)((random >> 16) % 15), open = -1;
            for (int pair = 0; pair < 4; pair++)
                open = pairs[pair].opens == piece ? pair : open;
            bool in_table = depth > 0 && stack[depth - 1] == 0;
            if (in_table && piece != 7 && piece != 8)
                piece = i < 40 && (random & 0x4000) ? 7 : 10;
            if (!in_table && (piece == 7 || piece == 8))
                piece = 0;
            if (piece == 9 || piece == 10 || piece == 12 || i >= 40) { /* what is open is closed */
                if (depth == 0)
                    continue;
                piece = pairs[stack[--depth]].closes;
            } else if (piece == 6 || piece == 7 || piece == 8 || piece == 11) {
                open = piece == 6 ? 0 : piece == 11 ? 3 : piece - 6;
                if (depth == 8)
                    continue;
                stack[depth++] = open;
            }
            char word[32];
            snprintf(word, sizeof word, "söz%zu", words);
            const char *hole = strstr(pieces[piece], "%s");
            if (hole) {
                buf_add(&body, pieces[piece], (size_t)(hole - pieces[piece]));
                buf_text(&body, word);
                buf_text(&body, hole + 2);
                words++;
            } else {
                buf_text(&body, pieces[piece]);
            }
        }
        buf_text(&body, P("son"));
        struct document document;
        struct err err = {0};
        struct docx docx = {.body = buf_string(&body), .numbering = OUTLINE NUMBER("1", "7", "")};
        struct buf bytes = make_docx(&docx), all = {0};
        enum err_code code = reader_docx("k.docx", bytes.data, bytes.len, &document, &err);
        if (code != ERR_OK)
            print_message("# %s\n", err.text);
        assert_int_equal(code, ERR_OK);
        strip(&all, buf_string(&document.lines));
        for (size_t i = 0; i < document.removed.count; i++)
            strip(&all, document.removed.items[i]);
        for (size_t i = 0; i < words; i++) {
            char word[32];
            snprintf(word, sizeof word, " söz%zu ", i);
            const char *at = strstr(buf_string(&all), word);
            if (!at || strstr(at + 1, word))
                print_message("# round %d:%s\n%s\n# %s\n", round, word, buf_string(&body),
                              buf_string(&all));
            assert_non_null(at);
            assert_null(strstr(at + 1, word));
        }
        document_clear(&document);
        buf_free(&bytes);
        buf_free(&all);
        buf_free(&body);
    }
}

/* A whole decision comes out as a record. */
static void a_decision_is_recognised(void **state) {
    (void)state;
    struct intake_set set = {0};
    struct err err = {0};
    struct buf bytes = make_docx(&(struct docx){
        .header = P("T.C.") P("MUĞLA BÜYÜKŞEHİR BELEDİYESİ") P("MECLİS KARARI"),
        .body = TABLE(ROW(CELL(P("Karar No")) CELL(P(": 255")))
                          ROW(CELL(P("Karar Tarihi")) CELL(P(": 09/07/2015")))) P("KONUSU: Park")
            P("Meclisimizce yapılan görüşme sonucunda oybirliği ile karar verildi.")});
    enum err_code code = intake_bytes("karar.bin", bytes.data, bytes.len, &set, &err);
    if (code != ERR_OK)
        print_message("# %s\n", err.text);
    assert_int_equal(code, ERR_OK);
    assert_int_equal(set.items[0].decision.number, 255);
    assert_int_equal(set.items[0].decision.outcome, OUTCOME_UNANIMOUS);
    assert_string_equal(set.format, "docx");
    intake_set_clear(&set);
    buf_free(&bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_are_joined),
        cmocka_unit_test(tabs),
        cmocka_unit_test(what_is_deleted_is_left_out),
        cmocka_unit_test(what_is_hidden_is_left_out),
        cmocka_unit_test(what_is_blacked_out_is_refused),
        cmocka_unit_test(numbers_are_counted),
        cmocka_unit_test(styles_number_too),
        cmocka_unit_test(tables),
        cmocka_unit_test(boxes_and_fields),
        cmocka_unit_test(links_are_annexes),
        cmocka_unit_test(notes_and_comments),
        cmocka_unit_test(headers_that_say_more_come_first),
        cmocka_unit_test(hostile_documents_are_refused),
        cmocka_unit_test(large_documents_have_limits),
        cmocka_unit_test(no_word_is_lost),
        cmocka_unit_test(a_decision_is_recognised),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
