// SPDX-License-Identifier: AGPL-3.0-or-later
// Finding people without opening everybody's name: keyed tokens of the whole name with its reading,
// of every two neighbouring characters of either, and of how each begins.
#include "base/text.h"
#include "city/city.h"
#include "member/opened.h"

enum { WRITE_AT_ONCE = 200, CANDIDATES_MOST = 2000, ROWS_AT_ONCE = 120 };

// --- tokens ------------------------------------------------------------------------------

static size_t character(str s)
{
    size_t n = s.n > 0;
    while (n < s.n && ((unsigned char)s.p[n] & 0xc0) == 0x80)
        n++;
    return n;
}

static bytes token(struct tx *tx, const struct key *key, char sort, str text)
{
    return token_of(tx_arena(tx), key, str_print(tx_arena(tx), "%c%.*s", sort, STR(text)));
}

static bytes whole_token(struct tx *tx, const struct key *key, str name, str kana)
{
    struct arena *a = tx_arena(tx);
    str both = str_print(a, "%.*s\n%.*s", STR(text_fold(a, name)), STR(text_fold(a, kana)));
    return token(tx, key, 'w', both);
}

static void put_parts(struct tx *tx, const struct key *key, member_id id, str text)
{
    str rest = text_fold(tx_arena(tx), text);
    member_token_insert(tx, token(tx, key, 'b', str_part(rest, 0, character(rest))), id);
    while (rest.n) {
        size_t first = character(rest), second = character(str_from(rest, first));
        if (second)
            member_token_insert(tx, token(tx, key, 'p', str_part(rest, 0, first + second)), id);
        rest = str_from(rest, first);
    }
}

static void token_key(struct tx *tx, struct key *out)
{
    vault_key(city_vault(tx), S("member-token"), out);
}

void member_put_tokens(struct tx *tx, member_id id, str name, str kana)
{
    struct key key;
    token_key(tx, &key);
    member_token_forget(tx, id);
    member_token_insert(tx, whole_token(tx, &key, name, kana), id);
    put_parts(tx, &key, id, name);
    put_parts(tx, &key, id, kana);
    key_forget(&key);
    member_tokens_written(tx, id);
}

void member_write_tokens(struct tx *tx)
{
    struct member_id_list list = member_without_tokens(tx, WRITE_AT_ONCE);
    for (size_t i = 0; i < list.n && tx_ok(tx); i++) {
        const struct member *m = member_find_anywhere(tx, list.at[i]);
        if (m)
            member_put_tokens(tx, m->id, m->name, m->kana);
    }
}

// --- the same person ---------------------------------------------------------------------

struct member_list member_list_same(struct tx *tx, str name, str kana)
{
    struct key key;
    token_key(tx, &key);
    struct member_id_list ids = member_with_token(tx, whole_token(tx, &key, name, kana));
    key_forget(&key);
    struct member_list list = {0, NEW_ARRAY(tx_arena(tx), struct member, ids.n)};
    for (size_t i = 0; i < ids.n; i++) {
        const struct member *m = member_find_anywhere(tx, ids.at[i]);
        if (m)
            list.at[list.n++] = *m;
    }
    return list;
}

// --- a search ----------------------------------------------------------------------------

static bool all_digits(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return s.n > 0;
}

// The first, the last and one in between of the pairs: few people have all three.
static struct member_row_list candidates(struct tx *tx, city_id city, str folded)
{
    if (all_digits(folded))
        return member_of_digits(tx, city, folded, CANDIDATES_MOST);
    struct key key;
    token_key(tx, &key);
    bytes pairs[64];
    size_t n = 0;
    for (str rest = folded; rest.n && n < 64; rest = str_from(rest, character(rest))) {
        size_t first = character(rest), second = character(str_from(rest, first));
        if (second)
            pairs[n++] = token(tx, &key, 'p', str_part(rest, 0, first + second));
    }
    if (n == 0)
        pairs[n++] = token(tx, &key, 'b', folded);
    key_forget(&key);
    return member_of_tokens(tx, city, pairs[0], pairs[n - 1], pairs[n / 2], CANDIDATES_MOST);
}

static bool fits(struct tx *tx, const struct member *m, const struct member_filter *f, str folded)
{
    struct arena *a = tx_arena(tx);
    if ((!office_is(m->office) && !f->left_too) ||
        (office_is(f->office) && !office_same(m->office, f->office)))
        return false;
    return folded.n == 0 || str_contains(text_fold(a, m->name), folded) ||
           str_contains(text_fold(a, m->kana), folded) || str_contains(m->personal_id, folded);
}

static struct member_list opened(struct tx *tx, const struct member_row_list *rows,
                                 const struct member_filter *f, str folded)
{
    struct key key;
    struct member_list list = {0, NEW_ARRAY(tx_arena(tx), struct member, rows->n)};
    if (rows->n == 0 || !city_key(tx, f->city, &key))
        return list;
    for (size_t i = 0; i < rows->n; i++) {
        struct member m = member_opened(tx, &key, &rows->at[i]);
        if (city_same(m.city, f->city) && fits(tx, &m, f, folded))
            list.at[list.n++] = m;
    }
    key_forget(&key);
    member_sort(&list);
    return list;
}

// What follows the one that was shown last.
static struct member_slice cut(const struct member_list *all, member_id after)
{
    size_t from = 0;
    for (size_t i = 0; i < all->n && member_is(after); i++)
        if (member_same(all->at[i].id, after))
            from = i + 1;
    size_t n = all->n - from;
    bool more = n > MEMBERS_ON_A_PAGE;
    return (struct member_slice){{more ? MEMBERS_ON_A_PAGE : n, all->at + from}, more};
}

// --- everybody, office by office ---------------------------------------------------------

// Whole offices only, because the people of one stand by their reading.
static struct member_row_list whole_offices(struct tx *tx, const struct member_row_list *rows)
{
    size_t n = rows->n;
    while (n > 0 && office_same(rows->at[n - 1].office, rows->at[rows->n - 1].office))
        n--;
    return n > 0 ? (struct member_row_list){n, rows->at} : member_of_office(tx, rows->at[0].office);
}

static void take_outside(struct tx *tx, const struct member_filter *f, member_id after,
                         struct member_list *list)
{
    struct member_row_list rows =
        member_outside(tx, f->city, after, f->left_too, MEMBERS_ON_A_PAGE + 1);
    struct member_list more = {0};
    struct key key;
    if (rows.n == 0 || !city_key(tx, f->city, &key))
        return;
    more.at = NEW_ARRAY(tx_arena(tx), struct member, list->n + rows.n);
    for (size_t i = 0; i < list->n; i++)
        more.at[more.n++] = list->at[i];
    for (size_t i = 0; i < rows.n; i++)
        more.at[more.n++] = member_opened(tx, &key, &rows.at[i]);
    key_forget(&key);
    *list = more;
}

// From that office on, after that person. False: the list holds what is left, and it is not a page.
static bool page_from(struct tx *tx, const struct member_filter *f, const struct member *last,
                      struct member_slice *page)
{
    str name = last ? last->office_name : NONE;
    office_id office = last ? last->office : (office_id){0};
    for (member_id after = f->after; tx_ok(tx); after = (member_id){0}) {
        struct member_row_list rows = member_by_office(tx, f->city, name, office, ROWS_AT_ONCE);
        bool all = rows.n < ROWS_AT_ONCE;
        if (!all)
            rows = whole_offices(tx, &rows);
        struct member_list list = opened(tx, &rows, f, NONE);
        *page = cut(&list, after);
        if (all || page->more || page->list.n || rows.n == 0)
            return page->more || !all;
        name = rows.at[rows.n - 1].office_name; // these offices are at their end
        office = (office_id){rows.at[rows.n - 1].office.v + 1};
    }
    return false;
}

static struct member_slice by_office(struct tx *tx, const struct member_filter *f)
{
    const struct member *last = member_is(f->after) ? member_find(tx, f->city, f->after) : NULL;
    struct member_slice page = {.more = false};
    if (!last || office_is(last->office)) {
        if (page_from(tx, f, last, &page))
            return (struct member_slice){page.list, true};
        last = NULL;
    }
    take_outside(tx, f, last ? last->id : (member_id){0}, &page.list);
    return cut(&page.list, (member_id){0});
}

struct member_slice member_slice_of(struct tx *tx, const struct member_filter *f)
{
    str folded = text_fold(tx_arena(tx), f->search);
    struct member_row_list rows;
    if (folded.n)
        rows = candidates(tx, f->city, folded);
    else if (office_is(f->office))
        rows = member_of_office(tx, f->office);
    else
        return by_office(tx, f);
    struct member_list list = opened(tx, &rows, f, folded);
    return cut(&list, f->after);
}
