// SPDX-License-Identifier: AGPL-3.0-or-later
#include "server/image.h"
#include "server/pdf.h"
#include "test/rule.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <vips/vips.h>

struct bench {
    struct arena *arena;
    const char *self;
    struct image_worker *worker;
};

static struct bench bench_start(void)
{
    static char self[512];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    assert_true(n > 0);
    self[n] = 0;
    assert_int_equal(VIPS_INIT("test"), 0);
    return (struct bench){arena_new(), self, image_worker_start(self, 1)};
}

static void bench_stop(struct bench *b)
{
    image_worker_stop(b->worker);
    arena_free(b->arena);
}

// A picture, 400 wide and 200 high, its left half red; sideways in the file
// and with a place in its metadata when `turned`.
static bytes picture(struct arena *a, const char *kind, bool turned)
{
    VipsImage *black, *red, *all;
    void *p = NULL;
    size_t n = 0;
    assert_int_equal(vips_black(&black, 400, 200, "bands", 3, NULL), 0);
    VipsImage *copy = vips_image_copy_memory(black);
    assert_int_equal(
        vips_draw_rect(copy, (double[]){250, 0, 0}, 3, 0, 0, 200, 200, "fill", TRUE, NULL), 0);
    assert_int_equal(vips_rot(copy, &red, turned ? VIPS_ANGLE_D270 : VIPS_ANGLE_D0, NULL), 0);
    assert_int_equal(vips_copy(red, &all, "interpretation", VIPS_INTERPRETATION_sRGB, NULL), 0);
    if (turned) {
        vips_image_set_int(all, "orientation", 6);
        vips_image_set_string(all, "exif-ifd3-GPSLatitude", "35/1 51/1 0/1 (35, Rational, 3, 24)");
        vips_image_set_string(all, "exif-ifd0-Model", "PHONE (PHONE, ASCII, 6, 6)");
    }
    assert_int_equal(vips_image_write_to_buffer(all, kind, &p, &n, NULL), 0);
    bytes made = bytes_copy(a, (bytes){p, n});
    g_free(p);
    g_object_unref(all);
    g_object_unref(red);
    g_object_unref(copy);
    g_object_unref(black);
    return made;
}

static const char heic[] = ".heic[compression=hevc,Q=90]";

// This program is started again as the worker, and, because the HEVC encoder
// never gives back all of its memory, as the maker of a HEIC picture.
__attribute__((constructor)) static void become_another(int argc, char **argv)
{
    if (argc == 2 && !strcmp(argv[1], "image-worker"))
        _exit(image_worker_main());
    if (argc == 2 && !strcmp(argv[1], "pdf-worker"))
        _exit(pdf_worker_main());
    if (argc != 2 || strcmp(argv[1], "make-heic") || VIPS_INIT("test") != 0)
        return;
    bytes made = picture(arena_new(), heic, false);
    _exit(fwrite(made.p, made.n, 1, stdout) == 1 && fflush(stdout) == 0 ? 0 : 1);
}

static bytes picture_heic(struct bench *b)
{
    char command[600];
    uint8_t *p = arena_alloc_raw(b->arena, 100000);
    snprintf(command, sizeof command, "'%s' make-heic", b->self);
    FILE *f = popen(command, "r");
    assert_non_null(f);
    size_t n = fread(p, 1, 100000, f);
    assert_int_equal(pclose(f), 0);
    return (bytes){p, n};
}

static bool red_at_left(bytes jpeg, int width, int height)
{
    VipsImage *i = vips_image_new_from_buffer(jpeg.p, jpeg.n, "", NULL);
    double *left = NULL, *right = NULL;
    int n;
    bool good = i && vips_image_get_width(i) == width && vips_image_get_height(i) == height &&
                vips_getpoint(i, &left, &n, width / 4, height / 2, NULL) == 0 &&
                vips_getpoint(i, &right, &n, width * 3 / 4, height / 2, NULL) == 0 &&
                left[0] > 200 && right[0] < 50;
    g_free(left);
    g_free(right);
    if (i)
        g_object_unref(i);
    return good;
}

RULE("a photo comes out upright, without place or camera")
{
    struct bench b = bench_start();
    struct image out;
    bytes original = picture(b.arena, ".jpg", true);
    assert_true(str_contains(bytes_str(original), S("PHONE")));
    assert_int_equal(image_make(b.worker, b.arena, original, &out), IMAGE_OK);
    assert_int_equal(out.width, 400);
    assert_true(red_at_left(out.full, 400, 200));
    assert_true(red_at_left(out.thumbnail, 320, 160));
    assert_false(str_contains(bytes_str(out.full), S("PHONE")));
    assert_false(str_contains(bytes_str(out.full), S("Exif")));
    bench_stop(&b);
}

RULE("PNG and HEIC become JPEG")
{
    struct bench b = bench_start();
    struct image out;
    bytes originals[] = {picture(b.arena, ".png", false), picture_heic(&b)};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(image_make(b.worker, b.arena, originals[i], &out), IMAGE_OK);
        assert_memory_equal(out.full.p, "\xff\xd8\xff", 3);
        assert_true(red_at_left(out.full, 400, 200));
    }
    bench_stop(&b);
}

RULE("colours stay what they were in a photo that names no colour profile")
{
    struct bench b = bench_start();
    struct image out;
    double *left = NULL;
    int n = 0;
    assert_int_equal(image_make(b.worker, b.arena, picture(b.arena, ".png", false), &out), IMAGE_OK);
    VipsImage *i = vips_image_new_from_buffer(out.full.p, out.full.n, "", NULL);
    assert_non_null(i);
    assert_int_equal(vips_getpoint(i, &left, &n, 100, 100, NULL), 0);
    assert_true(left[0] >= 247 && left[0] <= 253 && left[1] <= 4 && left[2] <= 4);
    g_free(left);
    g_object_unref(i);
    bench_stop(&b);
}

RULE("what is no photo, or only half of one, is refused")
{
    struct bench b = bench_start();
    struct image out;
    bytes whole = picture(b.arena, ".jpg", false), gif = picture(b.arena, ".gif", false);
    VipsImage *dot;
    void *p = NULL;
    size_t n = 0;
    assert_int_equal(vips_black(&dot, 1, 1, "bands", 3, NULL), 0);
    assert_int_equal(vips_pngsave_buffer(dot, &p, &n, NULL), 0);
    bytes bad[] = {str_bytes(S("only a few words, no picture")),
                   {whole.p, whole.n / 2},
                   gif,
                   {p, n},
                   {whole.p, 20}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(image_make(b.worker, b.arena, bad[i], &out), IMAGE_NOT_AN_IMAGE);
    assert_int_equal(image_make(b.worker, b.arena, whole, &out), IMAGE_OK);
    g_free(p);
    g_object_unref(dot);
    bench_stop(&b);
}

RULE("a few bytes that claim to be a huge picture are refused before they are unpacked")
{
    struct bench b = bench_start();
    struct image out;
    bytes small = picture(b.arena, ".png", false);
    uint8_t *bomb = arena_alloc_raw(b.arena, small.n);
    memcpy(bomb, small.p, small.n);
    memcpy(bomb + 16, "\x00\x00\xc3\x50\x00\x00\xc3\x50", 8); // 50,000 × 50,000
    enum image_outcome outcome = image_make(b.worker, b.arena, (bytes){bomb, small.n}, &out);
    assert_true(outcome == IMAGE_TOO_LARGE || outcome == IMAGE_NOT_AN_IMAGE);
    assert_int_equal(image_make(b.worker, b.arena, small, &out), IMAGE_OK);
    bench_stop(&b);
}

// The process that the last call started.
static pid_t worker_pid(void)
{
    char line[64] = "", path[64];
    snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    assert_non_null(fgets(line, sizeof line, f));
    fclose(f);
    return (pid_t)strtol(line, NULL, 10);
}

RULE("a worker that dies costs one photo and nothing else")
{
    struct bench b = bench_start();
    struct image out;
    bytes photo = picture(b.arena, ".jpg", false);
    assert_int_equal(image_make(b.worker, b.arena, photo, &out), IMAGE_OK);
    kill(worker_pid(), SIGKILL);
    assert_int_equal(image_make(b.worker, b.arena, photo, &out), IMAGE_WORKER_DIED);
    assert_int_equal(image_make(b.worker, b.arena, photo, &out), IMAGE_OK);
    bench_stop(&b);
}
