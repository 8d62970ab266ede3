// SPDX-License-Identifier: AGPL-3.0-or-later
// A device's CSV, from choosing to taking. Between the two pages the file travels in the form,
// sealed with the room's key for this seat: nothing of it lies anywhere before somebody took it.
#include "vitals/import.h"

#include "base/base32.h"
#include "vitals/import_page.html.h"
#include "vitals/vitals_web.h"

enum { ROWS_SHOWN = 300 };

static struct place place_of(const struct turn *t)
{
    return (struct place){S("vitals"), S("import"), t->seat->id.v, t->seat->room.v};
}

static bool may_import(struct turn *t)
{
    if (!vitals_here(t))
        return false;
    if (t->seat->may_write)
        return true;
    turn_missing(t);
    return false;
}

static struct vitals_import_page page_of(struct turn *t, const struct form *form)
{
    struct vitals_import_page page = {
        .base = turn_base(t, S("測定器から取り込む")),
        .frame = frame_of(t, FRAME_VITALS, S("測定器から取り込む")),
        .form = *form,
        .file = field_of(form, S("file"), S("CSVファイル"), NONE),
        .to = url_make(t->arena, "/rooms/%i/vitals/import", t->seat->room.v),
        .take = url_make(t->arena, "/rooms/%i/vitals/import/take", t->seat->room.v),
        .back = vitals_url(t),
        .name = t->seat->room_name,
    };
    page.file.required = true;
    page.base.look = S("page-wide");
    return page;
}

static void show_form(struct turn *t, const struct form *form)
{
    struct vitals_import_page page = page_of(t, form);
    vitals_import_page_html(turn_out(t), &page);
}

void vitals_import_form_page(struct turn *t)
{
    if (!may_import(t))
        return;
    struct form form = form_empty(t->arena);
    show_form(t, &form);
}

// --- looking -------------------------------------------------------------------------------------

static struct import_shown shown_of(struct turn *t, const struct import_line *line)
{
    static const struct {
        str word;
        const char *chip;
    } fates[] = {
        [LINE_TAKEN] = {S_CONST("取り込む"), "chip-green"},
        [LINE_KNOWN] = {S_CONST("もうある"), "chip-gray"},
        [LINE_REFUSED] = {S_CONST("取り込めない"), "chip-orange"},
    };
    return (struct import_shown){
        .place = str_print(t->arena, "%d行目", line->line),
        .when = instant_is(line->measured_at) ? frame_moment(t->arena, line->measured_at).text : S("－"),
        .text = vitals_text(t->arena, &line->values, S("、")),
        .finding = line->finding,
        .word = fates[line->fate].word,
        .chip = fates[line->fate].chip,
        .bad = line->fate == LINE_REFUSED,
        .warn = line->fate == LINE_TAKEN && line->finding.n,
    };
}

// What asks for a look comes first: refused rows, then unlikely values, then the rest.
static int weight_of(const struct import_line *line)
{
    return line->fate == LINE_REFUSED ? 0 : line->fate == LINE_TAKEN && line->finding.n ? 1 : 2;
}

static void show_preview(struct turn *t, const struct form *form, const struct vitals_import *import,
                         bytes content)
{
    struct vitals_import_page page = page_of(t, form);
    size_t shown = import->n < ROWS_SHOWN ? import->n : ROWS_SHOWN;
    bytes sealed = seal(t->arena, &t->seat->key, place_of(t), content);
    page.is_preview = true;
    page.sealed = base64url_from_bytes(t->arena, sealed);
    page.columns = import->columns;
    page.unknown = import->unknown;
    page.n_taken = import->n_taken;
    page.n_known = import->n_known;
    page.n_refused = import->n_refused;
    page.n_more = import->n - shown;
    page.rows.at = NEW_ARRAY(t->arena, struct import_shown, shown);
    for (int weight = 0; weight < 3; weight++)
        for (size_t i = 0; i < import->n && page.rows.n < shown; i++)
            if (weight_of(&import->at[i]) == weight)
                page.rows.at[page.rows.n++] = shown_of(t, &import->at[i]);
    vitals_import_page_html(turn_out(t), &page);
    vitals_viewed(t, "vitals.view", 0);
}

void vitals_import_file_page(struct turn *t)
{
    if (!may_import(t))
        return;
    struct form form = form_of(t->request);
    const struct upload *file = form_upload(t->request, S("file"));
    struct vitals_import import = {0};
    if (t->request->too_large || (file && file->content.n > IMPORT_MOST_BYTES))
        form_refuse(&form, S("file"),
                    S("ファイルが大きすぎます。512KBまでです。期間を分けて書き出してください。"));
    else if (!file)
        form_refuse(&form, S("file"), S("CSVファイルを選んでください。"));
    else {
        import = vitals_import_read(t->tx, t->seat, file->content);
        if (import.refused.n)
            form_refuse(&form, S("file"), import.refused);
    }
    if (form_ok(&form)) {
        show_preview(t, &form, &import, file->content);
        return;
    }
    turn_refuse_form(t);
    show_form(t, &form);
}

// --- taking --------------------------------------------------------------------------------------

// The file is examined anew: meanwhile the room may have got the same rows from elsewhere.
void vitals_import_take_page(struct turn *t)
{
    if (!may_import(t))
        return;
    struct form form = form_of(t->request);
    bytes sealed, content;
    if (!base64url_to_bytes(t->arena, form_typed(&form, S("file")), &sealed) ||
        !unseal(t->arena, &t->seat->key, place_of(t), sealed, &content)) {
        form_refuse(&form, S("file"), S("もう一度、CSVファイルを選んでください。"));
        turn_refuse_form(t);
        show_form(t, &form);
        return;
    }
    struct vitals_import import = vitals_import_read(t->tx, t->seat, content);
    size_t n = vitals_import_take(t->tx, t->seat, &import);
    turn_go_saying(t, vitals_url(t),
                   n ? "取り込みました。" : "新しい測定はありませんでした。何も取り込んでいません。");
}
