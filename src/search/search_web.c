// SPDX-License-Identifier: AGPL-3.0-or-later
// The page of search. What was asked travels sealed in the address, so that neither a history nor a
// log shows a word of it, and going back works as everywhere.
#include "audit/audit.h"
#include "base/base32.h"
#include "base/text.h"
#include "frame/frame.h"
#include "search/search.h"
#include "search/search_page.html.h"

enum { SNIPPET = 160, NUMBERS = 6 };

static const struct form_rule words_rule = {S_CONST("探すことば"), 50, true};
static const struct form_rule person_rule = {S_CONST("書いた人の名前"), 15, true};
static const struct form_rule from_rule = {S_CONST("いつから"), 0, true};
static const struct form_rule to_rule = {S_CONST("いつまで"), 0, true};
static const str files_labels[SEARCH_FILES] = {S_CONST("どちらでも"), S_CONST("ファイルのある投稿"),
                                               S_CONST("ファイルのない投稿")};

// --- what is asked, in one line of the address ---------------------------------------------

url search_url(struct turn *t, const struct search_asked *asked)
{
    str text = str_print(t->arena, "?%.*s\n%.*s\n%d\n%d\n%d\n%d\n%d\n%ld", STR(asked->words),
                         STR(asked->person), (int)asked->profession, (int)asked->kind,
                         day_is(asked->from) ? asked->from.n : 0,
                         day_is(asked->to) ? asked->to.n : 0, (int)asked->files,
                         (long)asked->room.v);
    return turn_with_words(t, URL("/search"), text);
}

static int64_t within(int64_t n, int64_t least, int64_t most, int64_t otherwise)
{
    return n >= least && n <= most ? n : otherwise;
}

// The words of other pages are sealed likewise: what stands here need not come from our form.
static day day_within(int64_t n)
{
    bool is_one = n && n >= day_make(1, 1, 1).n && n <= day_make(9999, 12, 31).n;
    return is_one ? (day){(int32_t)n} : NO_DAY;
}

static struct search_asked asked_nothing(void)
{
    return (struct search_asked){
        .profession = PROFESSIONS, .kind = POST_KINDS, .from = NO_DAY, .to = NO_DAY};
}

static struct search_asked asked_of_address(struct turn *t)
{
    struct search_asked asked = asked_nothing();
    str rest = turn_words(t), part, words, person;
    int64_t n[NUMBERS] = {0};
    if (!base32_to_id(params_get(&t->request->query, S("before")), &asked.before.v))
        asked.before = (post_id){0};
    if (rest.n == 0) { // the room's own link to the empty form
        base32_to_id(params_get(&t->request->query, S("room")), &asked.room.v);
        return asked;
    }
    rest = str_from(rest, 1);
    if (!str_split(&rest, '\n', &words) || !str_split(&rest, '\n', &person))
        return asked;
    for (size_t i = 0; i < NUMBERS; i++)
        if (!str_split(&rest, '\n', &part) || !str_to_int(part, &n[i]))
            return asked;
    asked.words = words, asked.person = person;
    asked.profession = (enum profession)within(n[0], 0, PROFESSIONS, PROFESSIONS);
    asked.kind = (enum post_kind)within(n[1], 0, POST_KINDS, POST_KINDS);
    asked.from = day_within(n[2]);
    asked.to = day_within(n[3]);
    asked.files = (enum search_files)within(n[4], 0, SEARCH_FILES - 1, SEARCH_ANY);
    asked.room.v = n[5];
    return asked;
}

// --- the form --------------------------------------------------------------------------------

static void add_option(struct options *options, str value, str label, bool chosen)
{
    options->at[options->n++] = (struct option){value, label, chosen};
}

static struct options options_in(struct turn *t, size_t most, str any, bool chosen)
{
    struct options options = {0, NEW_ARRAY(t->arena, struct option, most + 1)};
    add_option(&options, NONE, any, chosen);
    return options;
}

static str number(struct turn *t, int64_t n)
{
    return str_print(t->arena, "%ld", (long)n);
}

static void add_choices(struct turn *t, const struct search_asked *asked,
                        const struct seat_list *rooms, struct search_form *form)
{
    form->rooms = options_in(t, rooms->n, S("すべての部屋"), !room_is(asked->room));
    for (size_t i = 0; i < rooms->n; i++)
        add_option(&form->rooms, base32_from_id(t->arena, rooms->at[i].room.v),
                   rooms->at[i].room_name, room_same(rooms->at[i].room, asked->room));
    form->professions =
        options_in(t, PROFESSIONS, S("すべての職種"), asked->profession == PROFESSIONS);
    for (enum profession p = 0; p < PROFESSIONS; p++)
        add_option(&form->professions, number(t, p), profession_label(p), p == asked->profession);
    form->kinds = options_in(t, POST_KINDS, S("すべての区分"), asked->kind == POST_KINDS);
    for (enum post_kind k = 0; k < POST_KINDS; k++)
        add_option(&form->kinds, number(t, k), post_kind_label(k), k == asked->kind);
    form->files.at = NEW_ARRAY(t->arena, struct option, SEARCH_FILES);
    for (enum search_files f = 0; f < SEARCH_FILES; f++)
        add_option(&form->files, number(t, f), files_labels[f], f == asked->files);
}

static struct search_form form_shown(struct turn *t, const struct form *form,
                                     const struct search_asked *asked, const struct seat_list *rooms)
{
    struct search_form shown = {
        .form = *form,
        .words = field_of(form, S("words"), words_rule.label, asked->words),
        .room = field_of(form, S("room"), S("部屋"), NONE),
        .person = field_of(form, S("person"), person_rule.label, asked->person),
        .profession = field_of(form, S("profession"), S("書いた人の職種"), NONE),
        .kind = field_of(form, S("kind"), S("区分"), NONE),
        .from = field_of(form, S("from"), from_rule.label,
                         day_is(asked->from) ? day_format_iso(t->arena, asked->from) : NONE),
        .to = field_of(form, S("to"), to_rule.label,
                       day_is(asked->to) ? day_format_iso(t->arena, asked->to) : NONE),
        .file = field_of(form, S("files"), S("ファイル"), NONE),
        .narrow = !form_ok(form) || search_narrows(asked),
    };
    shown.words.type = S("search");
    shown.begins = !shown.narrow && asked->words.n == 0;
    shown.words.help = S("2つ以上のことばは空白で区切ります。続いたことばは「 」で囲み、除くことばには「-」を付けます。ことばを入れずに、人・職種・区分・日付・ファイルだけでも探せます。");
    shown.person.help = S("名前の一部でも探せます。");
    shown.from.type = shown.to.type = S("date");
    add_choices(t, asked, rooms, &shown);
    return shown;
}

// --- what was found --------------------------------------------------------------------------

static struct found_files files_of(struct turn *t, const struct search_found *found,
                                   const struct search_hit *hit)
{
    struct attachment_list files = hit->post.files;
    struct found_files list = {files.n, NEW_ARRAY(t->arena, struct found_file, files.n)};
    for (size_t i = 0; i < files.n; i++)
        list.at[i].parts = search_mark(t->arena, &found->words, files.at[i].file_name, SNIPPET);
    return list;
}

static struct found_item item_of(struct turn *t, const struct search_found *found,
                                 const struct search_hit *hit)
{
    const struct post *post = &hit->post;
    struct found_item item = {
        .to = url_make(t->arena, "/rooms/%i?at=%i#post-%i", hit->seat->room.v, post->id.v,
                       post->id.v),
        .room = hit->seat->room_name,
        .is_patient = hit->seat->kind == ROOM_PATIENT,
        .kind = post_kind_label(post->kind),
        .chip = post_kind_class(post->kind),
        .who = {post->author, profession_label(post->profession), post->office},
        .for_author = post->for_author,
        .when = frame_clock(t->arena, post->written_at),
        .changed = post->standing == POST_EDITED      ? S("編集済み")
                   : post->standing == POST_CORRECTED ? S("訂正済み")
                                                      : NONE,
        .body = search_mark(t->arena, &found->words, post->body, SNIPPET),
        .files = files_of(t, found, hit),
    };
    item.when.text = str_print(t->arena, "%.*s %.*s",
                               STR(turn_day(t, day_of(post->written_at))),
                               STR(item.when.text));
    audit_viewed(t->me, hit->seat->city, "search.view", hit->seat->room, post->id.v, tx_now(t->tx));
    return item;
}

static void add_found(struct turn *t, const struct search_asked *asked,
                      const struct search_found *found, struct search_page *page)
{
    page->asked = found->outcome == SEARCH_DONE;
    page->only_without = found->outcome == SEARCH_ONLY_WITHOUT;
    page->incomplete = found->incomplete;
    page->items = (struct found_items){found->n, NEW_ARRAY(t->arena, struct found_item, found->n)};
    for (size_t i = 0; i < found->n; i++)
        page->items.at[i] = item_of(t, found, &found->at[i]);
    url here = search_url(t, asked);
    page->goes_on = post_is(found->next);
    page->paused = page->goes_on && !found->full;
    if (page->goes_on)
        page->next = url_with(t->arena, here, S("before"), base32_from_id(t->arena, found->next.v));
    page->is_later = post_is(asked->before);
    page->first = here;
    page->narrowed = page->form.narrow || room_is(asked->room);
}

static void show(struct turn *t, const struct form *form, const struct search_asked *asked)
{
    // As in the rooms: no word of it in the title, which goes into histories.
    struct search_page page = {.base = turn_base(t, S("検索"))};
    struct search_found found = search_find(t->tx, t->me, asked);
    page.form = form_shown(t, form, asked, &found.rooms);
    if (form_ok(form))
        add_found(t, asked, &found, &page);
    search_page_html(turn_out(t), &page);
}

static void search_shown_page(struct turn *t)
{
    struct search_asked asked = asked_of_address(t);
    struct form form = form_empty(t->arena);
    show(t, &form, &asked);
}

// A number of a list, or what stands for "any": empty, and whatever is none of the list.
static int64_t chosen(const struct form *form, str name, int64_t most, int64_t otherwise)
{
    int64_t n;
    return str_to_int(form_typed(form, name), &n) ? within(n, 0, most - 1, otherwise) : otherwise;
}

static void search_asked_page(struct turn *t)
{
    struct form form = form_of(t->request);
    struct search_asked asked = asked_nothing();
    asked.words = form_line(&form, S("words"), words_rule);
    asked.person = form_line(&form, S("person"), person_rule);
    asked.profession = (enum profession)chosen(&form, S("profession"), PROFESSIONS, PROFESSIONS);
    asked.kind = (enum post_kind)chosen(&form, S("kind"), POST_KINDS, POST_KINDS);
    asked.from = form_day(&form, S("from"), from_rule);
    asked.to = form_day(&form, S("to"), to_rule);
    asked.files = (enum search_files)chosen(&form, S("files"), SEARCH_FILES, SEARCH_ANY);
    if (!base32_to_id(form_typed(&form, S("room")), &asked.room.v))
        asked.room = (room_id){0};
    if (day_is(asked.from) && day_is(asked.to) && asked.to.n < asked.from.n)
        form_refuse(&form, S("to"), S("「いつまで」を「いつから」と同じ日か、あとの日にしてください。"));
    if (form_ok(&form)) {
        turn_go(t, search_url(t, &asked));
        return;
    }
    turn_refuse_form(t);
    show(t, &form, &asked);
}

static const struct route routes[] = {
    {METHOD_GET, "/search", search_shown_page, .who = WHO_MEMBER},
    {METHOD_POST, "/search", search_asked_page, .who = WHO_MEMBER},
};
const struct routes search_routes = {sizeof routes / sizeof routes[0], routes};
