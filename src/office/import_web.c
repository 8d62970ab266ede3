// SPDX-License-Identifier: AGPL-3.0-or-later
// Choosing a file, looking at what it would change, importing it.
#include "office/import_page.html.h"
#include "office/office.h"
#include "office/office_web.h"
#include "office/preview_page.html.h"

enum { FINDINGS_SHOWN = 200, ROWS_SHOWN = 20, ROWS_AT_ONCE = 2000, ROWS_A_SECOND = 10000 };

// --- what was found ------------------------------------------------------------------

static struct finding_line line_of(struct turn *t, const struct finding *f)
{
    static const str words[] = {
        [FINDING_NOTE] = S_CONST("お知らせ"),
        [FINDING_WARNING] = S_CONST("注意"),
        [FINDING_REFUSAL] = S_CONST("取り込めません"),
    };
    return (struct finding_line){
        .place = f->line ? str_print(t->arena, "%d行目", f->line) : S("全体"),
        .column = f->column,
        .sentence = f->sentence,
        .word = words[f->weight],
        .bad = f->weight == FINDING_REFUSAL,
        .warn = f->weight == FINDING_WARNING,
    };
}

// The heavy ones first, so that those of 100,000 notes are not lost below.
static struct finding_lines lines_of(struct turn *t, const struct import_plan *plan)
{
    struct finding_lines lines = {0, NEW_ARRAY(t->arena, struct finding_line, FINDINGS_SHOWN), 0};
    for (int weight = FINDING_REFUSAL; weight >= FINDING_NOTE; weight--) {
        if (plan->refused && weight != FINDING_REFUSAL)
            break;
        for (size_t i = 0; i < plan->findings.n; i++) {
            const struct finding *f = &plan->findings.at[i];
            if ((int)f->weight != weight)
                continue;
            if (lines.n < FINDINGS_SHOWN)
                lines.at[lines.n++] = line_of(t, f);
            else
                lines.n_more++;
        }
    }
    return lines;
}

// --- choosing ---------------------------------------------------------------------------

static void show_form(struct turn *t, struct form *form, const struct import_plan *plan)
{
    struct import_page page = {
        .base = turn_base(t, S("公開データの取り込み")),
        .form = *form,
        .file = field_of(form, S("file"), S("CSVファイル"), NONE),
        .refused = {"bad",
                    S("このファイルは取り込めませんでした"),
                    S("何も書き換えていません。下の行を直してから、もう一度選んでください。"),
                    {NONE},
                    NONE},
    };
    page.file.required = true;
    if (plan)
        page.findings = lines_of(t, plan);
    import_page_html(turn_out(t), &page);
}

void import_form_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    show_form(t, &form, NULL);
}

// --- looking ------------------------------------------------------------------------------

static struct preview_line preview_line_of(struct turn *t, const struct import_row *row)
{
    static const struct {
        str word;
        const char *chip;
    } changes[] = {
        [IMPORT_NEW] = {S_CONST("新規"), "chip-green"},
        [IMPORT_CHANGED] = {S_CONST("変更"), "chip-yellow"},
        [IMPORT_SAME] = {S_CONST("変更なし"), "chip-gray"},
    };
    return (struct preview_line){
        .change = changes[row->change].word,
        .chip = changes[row->change].chip,
        .name = row->office.name,
        .service = row->office.service,
        .number = row->office.number,
        .address = row->office.address,
        .place = str_print(t->arena, "%d行目", row->line),
    };
}

// Measured: see ROWS_A_SECOND; an upper bound on a slow machine.
static str duration_of(struct turn *t, const struct import_plan *plan)
{
    size_t n = plan->n_new + plan->n_changed;
    if (n <= ROWS_AT_ONCE)
        return NONE;
    return str_print(t->arena, "%zu秒ほど", 2 + (n + plan->n) / ROWS_A_SECOND);
}

static void show_preview(struct turn *t, const struct import_plan *plan, stage_id stage)
{
    size_t shown = plan->n < ROWS_SHOWN ? plan->n : ROWS_SHOWN;
    struct preview_page page = {
        .base = turn_base(t, S("取り込む内容の確認")),
        .n_new = plan->n_new,
        .n_changed = plan->n_changed,
        .n_same = plan->n_same,
        .changes = plan->n_new + plan->n_changed > 0,
        .duration = duration_of(t, plan),
        .commit = url_make(t->arena, "/desk/offices-import/%i/commit", stage.v),
        .findings = lines_of(t, plan),
        .rows = {shown, NEW_ARRAY(t->arena, struct preview_line, shown)},
        .n_more = plan->n - shown,
    };
    for (size_t i = 0; i < shown; i++)
        page.rows.at[i] = preview_line_of(t, &plan->rows[i]);
    page.base.look = S("page-wide");
    preview_page_html(turn_out(t), &page);
}

void *import_file_prepare(struct turn *t)
{
    const struct upload *file = form_upload(t->request, S("file"));
    if (!file)
        return NULL;
    struct import_plan *plan = NEW(t->arena, struct import_plan);
    *plan = import_read(t->tx, t->me->city, file->content);
    return plan;
}

void import_file_page(struct turn *t)
{
    const struct import_plan *plan = t->prepared;
    struct form form = form_of(t->request);
    const struct upload *file = form_upload(t->request, S("file"));
    if (!file || !plan)
        form_refuse(&form, S("file"), S("取り込むCSVファイルを選んでください。"));
    if (!file || !plan || plan->refused) {
        turn_refuse_form(t);
        show_form(t, &form, plan);
        return;
    }
    stage_id stage = {0};
    if (plan->n_new + plan->n_changed > 0)
        stage = import_stage_put(t->tx, t->me->city, t->me->member, file->content);
    show_preview(t, plan, stage);
}

// --- importing ------------------------------------------------------------------------------

void *import_commit_prepare(struct turn *t)
{
    bytes file;
    if (!import_stage_open(t->tx, t->me->city, (stage_id){turn_param(t, 0)}, &file))
        return NULL;
    struct import_plan *plan = NEW(t->arena, struct import_plan);
    *plan = import_read(t->tx, t->me->city, file);
    return plan->refused ? NULL : plan;
}

// A file that is not there, no longer there, or another city's: all the same.
void import_commit_page(struct turn *t)
{
    const struct import_plan *plan = t->prepared;
    if (!plan || !import_stage_drop(t->tx, t->me->city, (stage_id){turn_param(t, 0)})) {
        turn_go_saying(t, URL("/desk/offices-import"),
                       "確認したファイルは、取り込み済みか、1日を過ぎて消えています。必要なら、もう"
                       "一度選んでください。");
        return;
    }
    import_commit(t->tx, t->me->city, plan);
    str said = str_print(t->arena, "取り込みました。新規%zu件、変更%zu件、変更なし%zu件です。",
                         plan->n_new, plan->n_changed, plan->n_same);
    turn_go_saying(t, URL("/desk/offices"), str_zero(t->arena, said));
}
