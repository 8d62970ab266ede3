// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fhir/fhir.h"

#include "base/base32.h"
#include "base/check.h"
#include "document/document.h"
#include "fhir/bundle.h"
#include "vitals/vitals.h"

// Six digits are enough for whatever is measured, and keep 36.6 from becoming 36.600000000000001.
enum { DUMP = JSON_COMPACT | JSON_REAL_PRECISION(6) };

json_t *fhir_text(str s)
{
    return json_stringn(str_chars(s), s.n);
}

json_t *fhir_instant(struct bundle *b, instant at)
{
    return fhir_text(instant_format_iso(b->a, at));
}

json_t *fhir_day(struct bundle *b, day d)
{
    return fhir_text(day_format_iso(b->a, d));
}

// Version 8 of RFC 9562: what an id stands for is known to the room alone, whose key makes it.
str fhir_uuid(struct bundle *b, enum fhir_kind kind, int64_t id, int64_t part)
{
    str what = str_print(b->a, "fhir\n%d\n%ld\n%ld", (int)kind, (long)id, (long)part);
    uint8_t u[16];
    memcpy(u, token_of(b->a, &b->seat->key, what).p, sizeof u);
    u[6] = (uint8_t)((u[6] & 0x0f) | 0x80);
    u[8] = (uint8_t)((u[8] & 0x3f) | 0x80);
    str hex = hex_from_bytes(b->a, (bytes){u, sizeof u});
    return str_print(b->a, "%.8s-%.4s-%.4s-%.4s-%.12s", hex.p, hex.p + 8, hex.p + 12, hex.p + 16,
                     hex.p + 20);
}

static str urn(struct bundle *b, enum fhir_kind kind, int64_t id, int64_t part)
{
    return str_print(b->a, "urn:uuid:%.*s", STR(fhir_uuid(b, kind, id, part)));
}

json_t *fhir_reference(struct bundle *b, enum fhir_kind kind, int64_t id, int64_t part)
{
    return json_pack("{s:o}", "reference", fhir_text(urn(b, kind, id, part)));
}

json_t *fhir_coding(const char *system, const char *code, const char *display)
{
    return json_pack("{s:s,s:s,s:s}", "system", system, "code", code, "display", display);
}

static int append(const char *text, size_t n, void *out)
{
    buf_put(out, (str){text, n});
    return 0;
}

void bundle_add(struct bundle *b, enum fhir_kind kind, int64_t id, int64_t part, json_t *resource)
{
    // NULL: a word in a json_pack of this folder is wrong, or there was no memory.
    check(resource);
    json_object_set_new(resource, "id", fhir_text(fhir_uuid(b, kind, id, part)));
    buf_put(&b->out, b->n++ ? S(",\n{\"fullUrl\":\"") : S("\n{\"fullUrl\":\""));
    buf_put(&b->out, urn(b, kind, id, part));
    buf_put(&b->out, S("\",\"resource\":"));
    check(json_dump_callback(resource, append, &b->out, DUMP) == 0);
    buf_byte(&b->out, '}');
    json_decref(resource);
}

static int64_t parts_for(int64_t n, int64_t most)
{
    return (n + most - 1) / most;
}

int64_t fhir_parts(struct tx *tx, const struct seat *seat, day from, day to)
{
    instant first = day_start(from), until = day_start(day_after(to, 1));
    const int64_t needed[] = {
        parts_for(post_count_between(tx, seat, first, until), FHIR_POSTS),
        parts_for(vitals_count_between(tx, seat, first, until), FHIR_MEASURINGS),
        parts_for(document_count_between(tx, seat, first, until), FHIR_DOCUMENTS),
        parts_for(fhir_count_visits(tx, seat, from, to), FHIR_VISITS),
    };
    int64_t parts = 0;
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
        parts = needed[i] > parts ? needed[i] : parts;
    return parts;
}

bytes fhir_bundle(struct tx *tx, const struct seat *seat, const struct fhir_wish *wish)
{
    struct bundle b = {.tx = tx, .a = tx_arena(tx), .seat = seat, .wish = wish};
    b.from = day_start(wish->from);
    b.until = day_start(day_after(wish->to, 1));
    b.out = buf_in(b.a);
    buf_put(&b.out, S("{\"resourceType\":\"Bundle\",\"id\":\""));
    buf_put(&b.out, fhir_uuid(&b, FHIR_BUNDLE, tx_now(tx).us, wish->part));
    buf_put(&b.out, S("\",\"type\":\"collection\",\"timestamp\":\""));
    buf_put(&b.out, instant_format_iso(b.a, tx_now(tx)));
    buf_byte(&b.out, '"');
    if (seat->kind == ROOM_PATIENT) {
        buf_put(&b.out, S(",\"entry\":["));
        b.people = seat_roster(tx, seat);
        fhir_put_people(&b);
        fhir_put_posts(&b);
        fhir_put_vitals(&b);
        fhir_put_documents(&b);
        fhir_put_visits(&b);
        buf_put(&b.out, S("\n]"));
    }
    buf_put(&b.out, S("}\n"));
    return buf_bytes(&b.out);
}
