#include <stdlib.h>
#include <string.h>

#include "unit/check.h"

#include "ui/tile.h"
#include "ui/turn.h"

/* ---- turns ---- */

static void turned(enum turn turn, struct rect r, struct rect expected) {
    struct rect there = turn_rect(turn, 100, 60, r); /* a page of 100 x 60 */
    bool swaps = turn_swaps(turn);
    struct rect back = turn_rect(turn_back(turn), swaps ? 60 : 100, swaps ? 100 : 60, there);
    assert_memory_equal(&there, &expected, sizeof there);
    assert_memory_equal(&back, &r, sizeof back);
}

static void every_corner_has_its_place_on_the_glass(void **state) {
    (void)state;
    static const struct rect corners[] = {
        {0, 0, 1, 1}, {99, 0, 1, 1}, {99, 59, 1, 1}, {0, 59, 1, 1}};
    static const struct rect places[4][4] = {
        [TURN_NONE] = {{0, 0, 1, 1}, {99, 0, 1, 1}, {99, 59, 1, 1}, {0, 59, 1, 1}},
        [TURN_RIGHT] = {{59, 0, 1, 1}, {59, 99, 1, 1}, {0, 99, 1, 1}, {0, 0, 1, 1}},
        [TURN_OVER] = {{99, 59, 1, 1}, {0, 59, 1, 1}, {0, 0, 1, 1}, {99, 0, 1, 1}},
        [TURN_LEFT] = {{0, 99, 1, 1}, {0, 0, 1, 1}, {59, 0, 1, 1}, {59, 99, 1, 1}},
    };
    for (int turn = 0; turn < 4; turn++)
        for (int corner = 0; corner < 4; corner++)
            turned((enum turn)turn, corners[corner], places[turn][corner]);
}

static void rectangles_turn_with_their_edges(void **state) {
    (void)state;
    turned(TURN_RIGHT, (struct rect){10, 20, 30, 5}, (struct rect){35, 10, 5, 30});
    turned(TURN_OVER, (struct rect){10, 20, 30, 5}, (struct rect){60, 35, 30, 5});
    turned(TURN_LEFT, (struct rect){10, 20, 30, 5}, (struct rect){20, 60, 5, 30});
    turned(TURN_LEFT, (struct rect){0, 0, 100, 60}, (struct rect){0, 0, 60, 100});
    turned(TURN_RIGHT, (struct rect){-5, 58, 1, 1}, (struct rect){1, -5, 1, 1}); /* off the page */
}

/* ---- tiles ---- */

static struct tiling cut(struct layer layer, const struct draw_command *commands, size_t count) {
    struct tiling tiling = {0};
    layer.count = count;
    tiling_cut(&tiling, &layer, commands, layer.rect);
    return tiling;
}

/* The keys of the tiles of a layer with one command, whose content has scrolled by `top`. */
static struct tiling cut_one(int top, struct draw_command command) {
    struct layer layer = {.rect = {40, 30, 400, 3 * TILE_HEIGHT}, .top = top, .scrolls = true};
    command.rect.y -= top;
    return cut(layer, &command, 1);
}

static const struct draw_command sample = {.kind = DRAW_TEXT,
                                           .rect = {60, 30 + TILE_HEIGHT * 3 / 2 - 10, 200, 20},
                                           .style = {.size = 16},
                                           .text = "255",
                                           .bytes = 3};

static void a_tile_keeps_its_key_when_it_scrolls(void **state) {
    (void)state;
    struct tiling still = cut_one(0, sample), moved = cut_one(17, sample);
    assert_int_equal(still.count, 3);
    assert_int_equal(moved.count, 4); /* two are seen in part */
    for (size_t i = 0; i < still.count; i++) {
        assert_true(still.tiles[i].key == moved.tiles[i].key);
        assert_int_equal(still.tiles[i].rect.y - 17, moved.tiles[i].rect.y);
    }
    assert_true(still.tiles[0].key == still.tiles[2].key); /* both are empty */
    assert_true(still.tiles[0].key != still.tiles[1].key);
    tiling_clear(&still);
    tiling_clear(&moved);
}

static void whatever_looks_different_has_another_key(void **state) {
    (void)state;
    struct draw_command changed[] = {sample, sample, sample, sample, sample,
                                     sample, sample, sample, sample};
    changed[0].color = 1;
    changed[1].rect.x++;
    changed[2].rect.y++;
    changed[3].rect.w++;
    changed[4].style.face = FACE_HEADING;
    changed[5].style.tabular = true;
    changed[6].text = "256";
    changed[7].bytes = 2;
    changed[8].kind = DRAW_FILL;
    struct tiling before = cut_one(0, sample);
    for (size_t i = 0; i < sizeof changed / sizeof *changed; i++) {
        struct tiling after = cut_one(0, changed[i]);
        if (after.tiles[1].key == before.tiles[1].key)
            fail_msg("change %zu is not seen", i);
        assert_true(after.tiles[0].key == before.tiles[0].key);
        tiling_clear(&after);
    }
    tiling_clear(&before);
}

static void the_order_of_drawing_counts(void **state) {
    (void)state;
    struct draw_command a = {.kind = DRAW_FILL, .rect = {0, 0, 9, 9}, .color = 1}, b = a;
    b.color = 2;
    struct layer layer = {.rect = {0, 0, 64, TILE_HEIGHT}};
    struct tiling ab = cut(layer, (struct draw_command[]){a, b}, 2);
    struct tiling ba = cut(layer, (struct draw_command[]){b, a}, 2);
    assert_true(ab.tiles[0].key != ba.tiles[0].key);
    tiling_clear(&ab);
    tiling_clear(&ba);
}

static void accents_on_the_tile_above_count(void **state) {
    (void)state;
    struct draw_command low = sample;
    low.rect.y = 30 + TILE_HEIGHT + 2;
    struct tiling tiling = cut_one(0, low);
    assert_true(tiling.tiles[0].key != tiling.tiles[2].key);
    tiling_clear(&tiling);
}

static void tiles_cover_a_layer_and_no_texture_is_too_wide(void **state) {
    (void)state;
    for (int width = 1; width < 9000; width += 13) {
        struct layer layer = {.rect = {5, 7, width, 200}, .scrolls = width & 1};
        struct tiling tiling = cut(layer, NULL, 0);
        long long area = 0;
        for (size_t i = 0; i < tiling.count; i++) {
            struct rect r = tiling.tiles[i].rect, seen = rect_clip(r, layer.rect);
            assert_true(r.w > 0 && r.w <= TILE_SIDE && r.h > 0 && r.h <= TILE_HEIGHT);
            area += (long long)seen.w * seen.h;
        }
        assert_true(area == (long long)width * 200);
        tiling_clear(&tiling);
    }
}

static void far_down_and_above_the_top(void **state) {
    (void)state;
    int far = 2000000000;
    struct tiling deep = cut_one(far, (struct draw_command){.rect = {60, far + 40, 9, 9}});
    struct tiling above = cut_one(-50, sample);
    assert_true(deep.count >= 3 && above.count == 4);
    assert_true(above.tiles[0].rect.y <= 30 && above.tiles[0].key == above.tiles[3].key);
    tiling_clear(&deep);
    tiling_clear(&above);
}

static void nothing_has_no_tiles(void **state) {
    (void)state;
    struct tiling tiling = cut((struct layer){.rect = {0, 0, 0, 50}, .scrolls = true}, NULL, 0);
    assert_int_equal(tiling.count, 0);
    tiling_clear(&tiling);
    tiling_clear(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_corner_has_its_place_on_the_glass),
        cmocka_unit_test(rectangles_turn_with_their_edges),
        cmocka_unit_test(a_tile_keeps_its_key_when_it_scrolls),
        cmocka_unit_test(whatever_looks_different_has_another_key),
        cmocka_unit_test(the_order_of_drawing_counts),
        cmocka_unit_test(accents_on_the_tile_above_count),
        cmocka_unit_test(tiles_cover_a_layer_and_no_texture_is_too_wide),
        cmocka_unit_test(far_down_and_above_the_top),
        cmocka_unit_test(nothing_has_no_tiles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
