/* What lies under something opaque in a PDF is found; what only looks like it is not. */
#include <stdio.h>
#include <string.h>

#include "unit/check.h"

#include "intake/pdf_cover.h"
#include "unit/pdf_helper.h"

/* "Ahmet Yilmaz" at 100, 700, 12 points: 72.7 points long in Helvetica. */
#define TEXT "BT /F 12 Tf 100 700 Td (Ahmet Yilmaz) Tj ET "
#define BOX "98 697 80 14 re f "

struct page {
    const char *name;
    struct pdf_parts parts;
};

#define STREAM(entries, data) "<<" entries ">>stream\n" data "\nendstream"

static const struct page hits[] = {
    {"a black box", {.content = TEXT "0 g " BOX}},
    {"a white box", {.content = TEXT "1 g " BOX}},
    {"over one letter", {.content = TEXT "0 g 99.5 698 9 12 re f"}},
    {"over the end of a line", {.content = TEXT "0 g 150 697 30 14 re f"}},
    {"a path", {.content = TEXT "98 697 m 178 697 l 178 711 l 98 711 l h f*"}},
    {"filled and stroked", {.content = TEXT "98 697 80 14 re B"}},
    {"a box of strips", {.content = TEXT "98 697 80 4 re f 98 701 80 4 re f 98 705 80 4 re f"}},
    {"a thick line", {.content = TEXT "12 w 98 703 m 178 703 l S"}},
    {"a turned page",
     {.content = "q 0 1 -1 0 842 0 cm " TEXT "0 g " BOX "Q", .page = "/Rotate 90"}},
    {"turned text and a turned box", {.content = "q 0.8 0.6 -0.6 0.8 300 0 cm " TEXT BOX "Q"}},
    {"scaled", {.content = "q 2 0 0 2 -100 -700 cm " TEXT "Q 96 694 160 28 re f"}},
    {"by a text matrix", {.content = "BT /F 1 Tf 12 0 0 12 100 700 Tm (Ahmet) Tj ET " BOX}},
    {"TJ, moved into the box", {.content = "BT /F 12 Tf 40 700 Td [(A) -5000 (hmet)] TJ ET " BOX}},
    {"T* and '", {.content = "BT /F 12 Tf 20 TL 100 740 Td T* (Bir) Tj (Ahmet Yilmaz) ' ET " BOX}},
    {"the same colour, drawn before", {.content = "0 g " BOX TEXT}},
    {"nearly the same colour", {.content = "0.05 g " BOX "0 0 0 rg " TEXT}},
    {"white on a white box", {.content = "1 g " BOX TEXT}},
    {"an image",
     {.content = TEXT "q 80 0 0 14 98 697 cm /I Do Q",
      .resources = "/XObject<</I 6 0 R>>",
      .objects = {STREAM("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
                         "/BitsPerComponent 8/Length 1",
                         "0")}}},
    {"an inline image",
     {.content = TEXT "q 80 0 0 14 98 697 cm BI /W 1 /H 1 /BPC 8 /CS /G ID 0 EI Q"}},
    {"an image whose mask is opaque",
     {.content = TEXT "q 80 0 0 14 98 697 cm /I Do Q",
      .resources = "/XObject<</I 6 0 R>>",
      .objects = {STREAM("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
                         "/BitsPerComponent 8/SMask 7 0 R/Length 1",
                         "0"),
                  STREAM("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
                         "/BitsPerComponent 8/Length 1",
                         "\xFF")}}},
    {"a form in a form",
     {.content = TEXT "/X Do",
      .resources = "/XObject<</X 6 0 R>>",
      .objects = {STREAM("/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</Y 7 0 R>>>>"
                         "/Length 5",
                         "/Y Do"),
                  STREAM("/Subtype/Form/BBox[0 0 1000 1000]/Matrix[1 0 0 1 98 697]/Length 14",
                         "0 0 80 14 re f")}}},
    {"text in a form whose length is wrong",
     {.content = "/X Do " BOX,
      .resources = "/XObject<</X 6 0 R>>",
      .objects = {STREAM("/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>"
                         "/Length 46",
                         TEXT)}}},
    {"text in a form",
     {.content = "/X Do " BOX,
      .resources = "/XObject<</X 6 0 R>>",
      .objects = {STREAM("/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>"
                         "/Length 45",
                         TEXT)}}},
    {"hardly transparent",
     {.content = TEXT "/G gs " BOX, .resources = "/ExtGState<</G<</ca 0.9>>>>"}},
    {"black in Multiply",
     {.content = TEXT "/G gs 0 g " BOX, .resources = "/ExtGState<</G<</BM/Multiply>>>>"}},
    {"a Square note",
     {.content = TEXT, .page = "/Annots[<</Subtype/Square/Rect[98 697 178 711]/IC[0 0 0]>>]"}},
    {"a line of the viewer's pen",
     {.content = TEXT,
      .page = "/Annots[<</Subtype/Line/Rect[98 697 178 711]/L[98 704 178 704]/C[0 0 0]/BS<</W "
              "14>>>>]"}},
    {"a pen drawing",
     {.content = TEXT,
      .page = "/Annots[<</Subtype/Ink/Rect[98 697 178 711]/InkList[[98 704 130 705 178 "
              "703]]/C[0 0 0]/Border[0 0 14]>>]"}},
    {"a pattern that fills its tile",
     {.content = TEXT "/Pattern cs /P scn " BOX,
      .resources = "/Pattern<</P 6 0 R>>",
      .objects = {STREAM("/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 4 4]/XStep 4/YStep "
                         "4/Resources<<>>/Length 14",
                         "0 0 4 4 re f  ")}}},
    {"a Redact note that was not applied",
     {.content = TEXT, .page = "/Annots[<</Subtype/Redact/Rect[98 697 178 711]>>]"}},
    {"a black Highlight",
     {.content = TEXT,
      .page = "/Annots[<</Subtype/Highlight/Rect[98 697 178 711]/C[0 0 0]"
              "/QuadPoints[98 711 178 711 98 697 178 697]>>]"}},
    {"a note with an appearance",
     {.content = TEXT,
      .page = "/Annots[<</Subtype/Stamp/Rect[98 697 178 711]/AP<</N 6 0 R>>>>]",
      .objects = {STREAM("/Subtype/Form/BBox[0 0 10 10]/Length 14", "0 0 10 10 re f")}}},
    {"letters of text recognition under a box on a scan",
     {.content = "q 595 0 0 842 0 0 cm /I Do Q 3 Tr " TEXT "0 Tr 0 g " BOX,
      .resources = "/XObject<</I 6 0 R>>",
      .objects = {STREAM("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
                         "/BitsPerComponent 8/Length 1",
                         "0")}}},
    {"a shading", {.content = TEXT "q 98 697 80 14 re W n /S sh Q"}},
    {"two bytes a letter",
     {.content = "BT /G 12 Tf 100 700 Td <00410042> Tj ET " BOX,
      .fonts = "/G 6 0 R",
      .objects = {"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H"
                  "/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/X"
                  "/W[65[700 700]]>>]>>"}}},
};

static const struct page unreadable[] = {
    {"a page's content",
     {.content = TEXT,
      .page = "/Contents 6 0 R",
      .objects = {STREAM("/Filter/FlateDecode/Length 4", "abcd")}}},
    {"a form",
     {.content = TEXT "/X Do",
      .resources = "/XObject<</X 6 0 R>>",
      .objects = {STREAM("/Subtype/Form/BBox[0 0 9 9]/Filter/FlateDecode/Length 4", "abcd")}}},
};

static const struct page
    misses[] = {{.content = TEXT "/Pattern cs /P scn " BOX,
                 .resources = "/Pattern<</P 6 0 R>>",
                 .objects = {STREAM(
                     "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 8 8]/XStep 8/YStep "
                     "8/Resources<<>>/Length 14",
                     "0 0 8 2 re f  ")}}},
    {"plain text", {.content = TEXT}}, {"an empty page", {.content = TEXT, .page = "/Contents[]"}},
    {"no content at all", {.content = TEXT, .page = "/Contents null"}},
    {"a page's background", {.content = "1 g 0 0 595 842 re f 0 g " TEXT}},
    {"shading under the text", {.content = "0.9 g " BOX "0 g " TEXT}},
    {"white on dark", {.content = "0 0 0.4 rg " BOX "1 g " TEXT}},
    {"an underline", {.content = TEXT "100 698 73 0.8 re f"}},
    {"a line through the text", {.content = TEXT "100 702.6 73 1 re f"}},
    {"a table's borders",
     {.content = TEXT "0.5 w 98 697 80 14 re S 98 711 80 0.5 re f 98 697 0.5 14 re f"}},
    {"a box beside it", {.content = TEXT "0 g 175 697 80 14 re f 98 712 80 14 re f"}},
    {"a box clipped away", {.content = TEXT "q 300 0 100 100 re W n 0 0 595 842 re f Q"}},
    {"a box clipped by a triangle",
     {.content = TEXT "q 0 0 m 595 0 l 595 600 l h W n 0 0 595 842 re f Q"}},
    {"clipped by letters", {.content = TEXT "q BT /F 12 Tf 7 Tr 9 9 Td (x) Tj ET " BOX "Q"}},
    {"a mark one sees through",
     {.content = TEXT "/G gs 1 1 0 rg " BOX, .resources = "/ExtGState<</G<</ca 0.4>>>>"}},
    {"a mark in Multiply",
     {.content = TEXT "/G gs 1 1 0 rg " BOX, .resources = "/ExtGState<</G<</BM/Multiply>>>>"}},
    {"a form one sees through",
     {.content = TEXT "/G gs /X Do",
      .resources = "/XObject<</X 6 0 R>>/ExtGState<</G<</ca 0.3>>>>",
      .objects = {STREAM("/Subtype/Form/BBox[0 0 595 842]/Group<</S/Transparency>>/Length 18",
                         BOX)}}},
    {"an image that lets it through",
     {.content = TEXT "q 80 0 0 14 98 697 cm /I Do Q",
      .resources = "/XObject<</I 6 0 R>>",
      .objects = {STREAM("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
                         "/BitsPerComponent 8/SMask 7 0 R/Length 1",
                         "0"),
                  STREAM("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
                         "/BitsPerComponent 8/Length 1",
                         "\x01")}}},
    {"text recognition before its scan",
     {.content = "3 Tr " TEXT "q 595 0 0 842 0 0 cm /I Do Q",
      .resources = "/XObject<</I 6 0 R>>",
      .objects = {STREAM("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
                         "/BitsPerComponent 8/Length 1",
                         "0")}}},
    {"a box over blanks", {.content = "BT /F 12 Tf 100 700 Td (     ) Tj ET " BOX}},
    {"an outline", {.content = TEXT "2 w 96 695 84 18 re S"}},
    {"a yellow Highlight",
     {.content = TEXT, .page = "/Annots[<</Subtype/Highlight/Rect[98 697 178 711]/C[1 1 0]>>]"}},
    {"a link", {.content = TEXT, .page = "/Annots[<</Subtype/Link/Rect[98 697 178 711]>>]"}},
    {"a note that is hidden",
     {.content = TEXT, .page = "/Annots[<</Subtype/Square/F 2/Rect[98 697 178 711]/IC[0 0 0]>>]"}},
    {"an empty form field",
     {.content = TEXT,
      .page = "/Annots[<</Subtype/Widget/Rect[98 697 178 711]/AP<</N 6 0 R>>>>]",
      .objects = {STREAM("/Subtype/Form/BBox[0 0 10 10]/Length 14", "0 0 10 10 re f")}}},
    {"a box on a hidden layer",
     {.content = TEXT "/OC /L BDC " BOX "EMC",
      .resources = "/Properties<</L 6 0 R>>",
      .catalog = "/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>",
      .objects = {"<</Type/OCG/Name(L)>>"}}},
    {"a form that holds itself",
     {.content = TEXT "/X Do",
      .resources = "/XObject<</X 6 0 R>>",
      .objects = {STREAM("/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 11",
                         "/X Do /X Do")}}},
    {"nonsense",
     {.content = "q q Q Q Q Q ET Q 1 2 re ( [ << /x f BT /None 4 Tf (a) Tj T* ' \" cm"}},
    {"numbers beyond reason",
     {.content = "999999999 0 0 999999999 1e5 999999999999 cm q 9999999 0 0 9999999 0 0 cm "
                 "9999999 0 0 9999999 0 0 cm 0 0 m 9 9 l 1 1 1 9 -9 9 c f 99999 w S "
                 "9 9 m 1 1 l W n 0 0 9 9 re f"}},
    {"a thin line of the viewer's pen",
     {.content = TEXT,
      .page = "/Annots[<</Subtype/Line/Rect[98 697 178 711]/L[98 699 178 699]/C[0 0 0]>>]"}},
    {
        "a pattern of thin lines",
    };

static struct pdf_findings look_at(const struct pdf_parts *parts) {
    struct buf pdf = pdf_make(parts);
    struct pdf_findings found = pdf_look(pdf.data, pdf.len);
    buf_free(&pdf);
    return found;
}

static void check_all(const struct page *pages, size_t count, enum pdf_verdict verdict) {
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        struct pdf_findings found = look_at(&pages[i].parts);
        if (found.verdict == verdict && found.page == (verdict != PDF_SOUND) && found.pages == 1)
            continue;
        print_message("# %s: verdict %u, page %u\n", pages[i].name, found.verdict, found.page);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

static void covered_text_is_found(void **state) {
    (void)state;
    check_all(hits, sizeof hits / sizeof *hits, PDF_COVERED);
}

static void open_text_is_left_alone(void **state) {
    (void)state;
    check_all(misses, sizeof misses / sizeof *misses, PDF_SOUND);
}

/* Nobody can say what such a page hides. */
static void unreadable_parts_are_damage(void **state) {
    (void)state;
    check_all(unreadable, sizeof unreadable / sizeof *unreadable, PDF_DAMAGED);
}

static void white_letters_and_pictures_are_told(void **state) {
    (void)state;
    assert_int_equal(look_at(&(struct pdf_parts){.content = "1 g " TEXT}).white, 1);
    assert_int_equal(
        look_at(&(struct pdf_parts){.content = "1 1 1 rg 0 0 595 842 re f " TEXT}).white, 1);
    assert_int_equal(look_at(&(struct pdf_parts){.content = TEXT}).white, 0);
    struct pdf_parts scan = misses[17].parts;
    assert_int_equal(look_at(&scan).pictures[0], 1);
    assert_int_equal(look_at(&(struct pdf_parts){.content = TEXT}).pictures[0], 0);
}

static void what_is_no_pdf_is_damaged(void **state) {
    (void)state;
    static const char *const broken[] = {"", "%PDF-1.4\n", "%PDF-1.4\n1 0 obj\n<<", "hello"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct pdf_findings found = pdf_look(broken[i], strlen(broken[i]));
        assert_true(found.verdict == PDF_DAMAGED || found.verdict == PDF_EMPTY);
    }
}

/* Every beginning of a page, and each with one byte changed: it ends, and in bounds. */
static void spoilt_pages_end(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof hits / sizeof *hits; i++) {
        char content[512];
        struct pdf_parts parts = hits[i].parts;
        size_t length = strlen(parts.content);
        assert_true(length < sizeof content);
        for (size_t at = 0; at < length; at += 3) {
            strcpy(content, hits[i].parts.content);
            content[at] = (char)(content[at] ^ (1 << at % 7));
            content[at] = content[at] ? content[at] : ' ';
            parts.content = content;
            assert_int_equal(look_at(&parts).pages, 1);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(covered_text_is_found),
        cmocka_unit_test(open_text_is_left_alone),
        cmocka_unit_test(unreadable_parts_are_damage),
        cmocka_unit_test(white_letters_and_pictures_are_told),
        cmocka_unit_test(what_is_no_pdf_is_damaged),
        cmocka_unit_test(spoilt_pages_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
