/* picture A.png B.png [DIFFERENCE.png]: compares two pictures with a small tolerance.
 * Exit 0: alike. 1: not alike, with one line that says how far. 2: unusable. */
#include <png.h>
#include <stdio.h>
#include <stdlib.h>

/* A glyph's edge may differ a little between font library builds; a moved or changed one may not.
 */
#define CHANNEL_TOLERANCE 24 /* of 255: below it a channel counts as equal */
#define PIXEL_TOLERANCE 40   /* pixels that may differ: less than one changed digit */

struct picture {
    png_image image;
    unsigned char *pixels; /* RGB */
};

static int read_picture(const char *path, struct picture *ret) {
    *ret = (struct picture){.image.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_file(&ret->image, path))
        return fprintf(stderr, "%s: %s\n", path, ret->image.message), 0;
    ret->image.format = PNG_FORMAT_RGB;
    ret->pixels = malloc(PNG_IMAGE_SIZE(ret->image));
    if (!ret->pixels || !png_image_finish_read(&ret->image, NULL, ret->pixels, 0, NULL))
        return fprintf(stderr, "%s: %s\n", path, ret->image.message), 0;
    return 1;
}

static int differs(const unsigned char *a, const unsigned char *b) {
    for (int channel = 0; channel < 3; channel++)
        if (abs(a[channel] - b[channel]) > CHANNEL_TOLERANCE)
            return 1;
    return 0;
}

/* Marks differing pixels in red on a paled copy of a. */
static size_t compare(struct picture *a, const struct picture *b) {
    size_t count = (size_t)a->image.width * a->image.height, differing = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned char *pixel = a->pixels + 3 * i;
        int different = differs(pixel, b->pixels + 3 * i);
        differing += (size_t)different;
        for (int channel = 0; channel < 3; channel++)
            pixel[channel] = (unsigned char)(170 + pixel[channel] / 3);
        if (different)
            pixel[0] = 255, pixel[1] = pixel[2] = 0;
    }
    return differing;
}

int main(int argc, char **argv) {
    struct picture a, b;
    if (argc < 3 || !read_picture(argv[1], &a) || !read_picture(argv[2], &b))
        return 2;
    if (a.image.width != b.image.width || a.image.height != b.image.height)
        return printf("%s: %ux%u, not %ux%u\n", argv[2], b.image.width, b.image.height,
                      a.image.width, a.image.height),
               1;
    size_t differing = compare(&a, &b);
    int alike = differing <= PIXEL_TOLERANCE;
    if (!alike) {
        printf("%s: %zu pixels differ\n", argv[2], differing);
        if (argc > 3)
            png_image_write_to_file(&a.image, argv[3], 0, a.pixels, 0, NULL);
    }
    free(a.pixels);
    free(b.pixels);
    return alike ? 0 : 1;
}
