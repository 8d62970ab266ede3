// SPDX-License-Identifier: AGPL-3.0-or-later
#include "office/office.h"

#include "audit/audit.h"
#include "base/text.h"
#include "office/kind.h"
#include "office/office_row.h"

enum { PAGE_ROWS = 50, SEARCH_WORDS = 3 };

struct office office_of_row(const struct office_row *row)
{
    return (struct office){
        .id = row->id,
        .city = row->city,
        .kind = row->kind,
        .service = row->service,
        .number = row->number,
        .name = row->name,
        .kana = row->kana,
        .corporation_number = row->corporation_number,
        .corporation = row->corporation,
        .postal = row->postal,
        .address = row->address,
        .building = row->building,
        .phone = row->phone,
        .fax = row->fax,
        .mail = row->mail,
        .web = row->web,
        .capacity = row->capacity,
        .is_desk = row->is_desk,
        .closed_on = row->closed_on,
    };
}

bool office_find(struct tx *tx, city_id city, office_id id, struct office *out)
{
    struct office_row row;
    if (!office_by_id(tx, city, id, &row))
        return false;
    *out = office_of_row(&row);
    return true;
}

// --- keys ----------------------------------------------------------------------------

// The parts cannot run into each other: no text that comes in holds U+001F.
static str joined(struct arena *a, const str *parts, size_t n)
{
    struct buf all = buf_in(a);
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_byte(&all, '\x1f');
        buf_put(&all, parts[i]);
    }
    return text_fold(a, buf_str(&all));
}

str office_folded(struct arena *a, const struct office *o)
{
    str parts[] = {o->name, o->kana, o->number, o->service, o->corporation, o->address};
    return joined(a, parts, sizeof parts / sizeof parts[0]);
}

str office_number_key(struct arena *a, const struct office *o)
{
    str parts[] = {o->number, service_plain(o->service)};
    return o->number.n ? joined(a, parts, 2) : NONE;
}

str office_name_key(struct arena *a, const struct office *o)
{
    str parts[] = {S("-"), o->name, service_plain(o->service), o->address};
    return joined(a, parts, 4);
}

str office_match_key(struct arena *a, const struct office *o)
{
    return o->number.n ? office_number_key(a, o) : office_name_key(a, o);
}

// --- the city's own desk ---------------------------------------------------------------

void office_store_new(struct tx *tx, const struct office *o, str match_key, str folded)
{
    office_insert(tx, &(struct office_insert_params){
                          .id = o->id,
                          .city = o->city,
                          .match_key = match_key,
                          .kind = o->kind,
                          .service = o->service,
                          .number = o->number,
                          .name = o->name,
                          .kana = o->kana,
                          .corporation_number = o->corporation_number,
                          .corporation = o->corporation,
                          .postal = o->postal,
                          .address = o->address,
                          .building = o->building,
                          .phone = o->phone,
                          .fax = o->fax,
                          .mail = o->mail,
                          .web = o->web,
                          .capacity = o->capacity,
                          .is_desk = o->is_desk,
                          .at = tx_now(tx),
                          .folded = folded,
                      });
}

// What it was called and where it was stays to be read.
static void keep_past(struct tx *tx, const struct office *o)
{
    struct office old;
    if (!office_find(tx, o->city, o->id, &old) ||
        (str_eq(old.name, o->name) && str_eq(old.number, o->number) &&
         str_eq(old.address, o->address)))
        return;
    office_past_insert(tx, &(struct office_past_insert_params){.office = o->id,
                                                               .id = tx_new_id(tx),
                                                               .at = tx_now(tx),
                                                               .name = old.name,
                                                               .number = old.number,
                                                               .address = old.address});
}

int64_t office_store_change(struct tx *tx, const struct office *o, str match_key, str folded)
{
    keep_past(tx, o);
    return office_update(tx, &(struct office_update_params){
                                 .id = o->id,
                                 .city = o->city,
                                 .match_key = match_key,
                                 .kind = o->kind,
                                 .service = o->service,
                                 .number = o->number,
                                 .name = o->name,
                                 .kana = o->kana,
                                 .corporation_number = o->corporation_number,
                                 .corporation = o->corporation,
                                 .postal = o->postal,
                                 .address = o->address,
                                 .building = o->building,
                                 .phone = o->phone,
                                 .fax = o->fax,
                                 .mail = o->mail,
                                 .web = o->web,
                                 .capacity = o->capacity,
                                 .at = tx_now(tx),
                                 .folded = folded,
                             });
}

office_id office_desk(struct tx *tx, city_id city)
{
    office_id id = {0};
    office_desk_of(tx, city, &id);
    return id;
}

office_id office_add_desk(struct tx *tx, city_id city, str name)
{
    struct office desk = {
        .id = {tx_new_id(tx)},
        .city = city,
        .kind = OFFICE_ADMINISTRATION,
        .service = office_kind_label(OFFICE_ADMINISTRATION),
        .name = name,
        .is_desk = true,
    };
    struct arena *a = tx_arena(tx);
    office_store_new(tx, &desk, office_match_key(a, &desk), office_folded(a, &desk));
    audit_record(tx, &(struct audit_entry){"office.add", .city = city, .subject = desk.id.v});
    return desk.id;
}

// --- the list --------------------------------------------------------------------------

static void split_words(struct arena *a, str search, str words[SEARCH_WORDS])
{
    str line, word;
    if (!text_clean_line(a, str_bytes(search), &line))
        return;
    for (int i = 0; i < SEARCH_WORDS && str_split(&line, ' ', &word); i++)
        words[i] = text_fold(a, word);
}

struct office_rows office_list(struct tx *tx, city_id city, str search, office_id after)
{
    struct office last = {.id = {0}};
    str words[SEARCH_WORDS] = {0};
    split_words(tx_arena(tx), search, words);
    if (office_is(after))
        office_find(tx, city, after, &last); // one that is not there: from the beginning
    struct office_line_list lines = office_lines(tx, &(struct office_lines_params){
                                                         .city = city,
                                                         .a = words[0],
                                                         .b = words[1],
                                                         .c = words[2],
                                                         .name = last.name,
                                                         .id = last.id,
                                                         .most = PAGE_ROWS + 1,
                                                     });
    struct office_rows rows = {.more = lines.n > PAGE_ROWS};
    rows.n = rows.more ? PAGE_ROWS : lines.n;
    rows.at = NEW_ARRAY(tx_arena(tx), struct office_page_row, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct office_line *l = &lines.at[i];
        rows.at[i] = (struct office_page_row){.id = l->id,
                                              .name = l->name,
                                              .kind = office_kind_label(l->kind),
                                              .service = l->service,
                                              .number = l->number,
                                              .address = l->address,
                                              .phone = l->phone,
                                              .members = l->members};
    }
    return rows;
}

int64_t office_count(struct tx *tx, city_id city)
{
    return office_count_of(tx, city);
}

int64_t office_people(struct tx *tx, city_id city, office_id id)
{
    return office_people_of(tx, city, id);
}
