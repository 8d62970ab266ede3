// SPDX-License-Identifier: AGPL-3.0-or-later
// The page of the settings, for a member and for a device that nobody is signed in on; the map of
// the keys; putting the hint about speaking away.
#include "appearance/appearance.h"
#include "appearance/appearance_page.html.h"
#include "appearance/keys_page.html.h"

static const struct form_rule size_rule = {S_CONST("文字の大きさ"), 0, false};
static const struct form_rule contrast_rule = {S_CONST("色のはっきりさ"), 0, false};

static const str size_values[TYPE_SIZES] = {
    [TYPE_NORMAL] = S_CONST("normal"),
    [TYPE_LARGE] = S_CONST("large"),
    [TYPE_LARGER] = S_CONST("larger"),
    [TYPE_LARGEST] = S_CONST("largest"),
};
static const str size_labels[TYPE_SIZES] = {
    [TYPE_NORMAL] = S_CONST("標準"),
    [TYPE_LARGE] = S_CONST("大"),
    [TYPE_LARGER] = S_CONST("特大"),
    [TYPE_LARGEST] = S_CONST("最大"),
};
static const str contrast_values[CONTRASTS] = {
    [CONTRAST_NORMAL] = S_CONST("normal"),
    [CONTRAST_LIGHT] = S_CONST("light"),
    [CONTRAST_DARK] = S_CONST("dark"),
};
static const str contrast_labels[CONTRASTS] = {
    [CONTRAST_NORMAL] = S_CONST("標準"),
    [CONTRAST_LIGHT] = S_CONST("はっきり（白地に黒）"),
    [CONTRAST_DARK] = S_CONST("はっきり（黒地に白）"),
};

static struct options options_of(struct turn *t, const str *values, const str *labels, size_t n,
                                 size_t chosen)
{
    struct options options = {n, NEW_ARRAY(t->arena, struct option, n)};
    for (size_t i = 0; i < n; i++)
        options.at[i] = (struct option){values[i], labels[i], i == chosen};
    return options;
}

static struct field tick(struct form *form, const char *name, const char *label, bool on)
{
    return field_of(form, str_of(name), str_of(label), on ? S("1") : NONE);
}

static void show(struct turn *t, struct form *form, const struct appearance *a)
{
    struct appearance_page page = {
        .base = turn_base(t, S("画面の設定")),
        .form = *form,
        .to = t->me ? URL("/settings") : URL("/settings/device"),
        .back = t->me ? URL("/") : t->request->site == SITE_MEMBER ? URL("/signin") : URL("/"),
        .is_members = t->me != NULL,
        .size = field_of(form, S("size"), size_rule.label, NONE),
        .sizes = options_of(t, size_values, size_labels, TYPE_SIZES, a->type_size),
        .contrast = field_of(form, S("contrast"), contrast_rule.label, NONE),
        .contrasts = options_of(t, contrast_values, contrast_labels, CONTRASTS, a->contrast),
        .furigana = tick(form, "furigana", "画面の言葉にふりがなを付ける", a->furigana),
        .wareki = tick(form, "wareki", "日付を和暦で表す（令和8年11月2日）", a->wareki),
        .keys = tick(form, "keys", "文字キーのショートカットを使う", !a->without_keys),
    };
    page.size.required = page.contrast.required = true;
    page.furigana.help = S("ボタンや見出しなど、決まった言葉に付きます。投稿の文や人の名前には付きません。");
    page.base.look = S("page-narrow");
    appearance_page_html(turn_out(t), &page);
}

static void form_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    show(t, &form, &t->appearance);
}

// Ticks that are not sent are off; the two choices have to be made.
static struct appearance read(struct form *form)
{
    return (struct appearance){
        .type_size = (enum type_size)form_choice(form, S("size"), size_rule, size_values, TYPE_SIZES),
        .contrast =
            (enum contrast)form_choice(form, S("contrast"), contrast_rule, contrast_values, CONTRASTS),
        .furigana = form_tick(form, S("furigana")),
        .wareki = form_tick(form, S("wareki")),
        .without_keys = !form_tick(form, S("keys")),
    };
}

static void save_page(struct turn *t)
{
    struct form form = form_of(t->request);
    struct appearance wanted = read(&form);
    if (!form_ok(&form)) {
        turn_refuse_form(t);
        show(t, &form, &wanted);
        return;
    }
    if (t->me)
        appearance_change(t->tx, t->me, &wanted);
    t->appearance = wanted;
    turn_go_saying(t, t->me ? URL("/settings") : URL("/settings/device"), "画面の設定を保存しました。");
}

// Asked from a room by hx-post, or as a form, which leads back to the room.
static void voice_page(struct turn *t)
{
    struct form form = form_of(t->request);
    appearance_learn_voice(t->tx, t->me);
    if (!t->request->wants_fragment)
        turn_go(t, url_local(t->arena, form_typed(&form, S("back")), URL("/")));
}

static void keys_page_page(struct turn *t)
{
    struct keys_page page = {
        .base = turn_base(t, S("キーボードでの操作")),
        .is_off = t->appearance.without_keys,
    };
    page.base.look = S("page-narrow");
    keys_page_html(turn_out(t), &page);
}

static const struct route routes[] = {
    {METHOD_GET, "/settings", form_page, .who = WHO_STARTED},
    {METHOD_POST, "/settings", save_page, .who = WHO_STARTED},
    {METHOD_GET, "/settings/device", form_page, .who = WHO_DEVICE},
    {METHOD_POST, "/settings/device", save_page, .who = WHO_DEVICE},
    {METHOD_POST, "/settings/voice", voice_page, .who = WHO_MEMBER},
    {METHOD_GET, "/keys", keys_page_page, .who = WHO_MEMBER},
};
const struct routes appearance_routes = {sizeof routes / sizeof routes[0], routes};

static const struct route public_routes[] = {
    {METHOD_GET, "/settings/device", form_page, .who = WHO_ANYONE},
    {METHOD_POST, "/settings/device", save_page, .who = WHO_ANYONE},
};
const struct routes appearance_public_routes = {sizeof public_routes / sizeof public_routes[0],
                                                public_routes};
