// SPDX-License-Identifier: AGPL-3.0-or-later
// A form that came on paper: a clerk keys it in, in the order of the paper, and attaches its copy.
// From then on it goes the same way as any other.
#include "application/desk_web.h"
#include "application/file.h"
#include "application/keyed_page.html.h"
#include "application/part_page.h"
#include "application/seen.h"
#include "audit/audit.h"
#include "base/base32.h"

// What prepare() found out.
struct keyed {
    struct form form;
    struct params values;
    struct attachment_new scan;
    bool more; // a further row or the address of a postal code was asked for; nothing is sent
};

// Which form is keyed in; APPLICATION_KINDS: not said.
static enum application_kind kind_asked(struct turn *t)
{
    int64_t kind;
    str typed = params_get(&t->request->query, S("kind"));
    bool good = str_to_int(typed, &kind) && kind >= 0 && kind < APPLICATION_KINDS;
    return good ? (enum application_kind)kind : APPLICATION_KINDS;
}

static url keyed_url(struct turn *t, enum application_kind kind)
{
    return url_with(t->arena, URL("/desk/applications/paper/new"), S("kind"),
                    str_print(t->arena, "%d", (int)kind));
}

static struct keyed_kinds kinds_of(struct turn *t)
{
    struct keyed_kinds kinds = {APPLICATION_KINDS,
                                NEW_ARRAY(t->arena, struct keyed_kind, APPLICATION_KINDS)};
    for (int i = 0; i < APPLICATION_KINDS; i++) {
        const struct paper *paper = paper_of((enum application_kind)i);
        kinds.at[i] = (struct keyed_kind){keyed_url(t, paper->kind), str_of(paper->number),
                                          str_of(paper->title)};
    }
    return kinds;
}

static void read_signature(struct turn *t, enum application_kind kind, struct keyed *keyed)
{
    if (paper_of(kind)->seal != SEAL_NEEDED)
        return;
    str seen = seen_read(&keyed->form, true);
    if (seen.n)
        seen_put(t->arena, &keyed->values, seen);
}

static void show(struct turn *t, struct form *form)
{
    enum application_kind kind = kind_asked(t);
    struct keyed_page page = {
        .base = turn_base(t, S("紙の申請を入力する")),
        .form = *form,
        .chosen = kind < APPLICATION_KINDS,
        .scan = field_of(form, S("scan"), S("スキャンまたは写真（PDF・JPEG・PNG・HEIC、30MBまで）"), NONE),
        .most = ATTACHMENT_MOST_BYTES,
        .too_large = str_of(attachment_sentence(ATTACHMENT_TOO_LARGE)),
        .wrong_kind = str_of(attachment_sentence(ATTACHMENT_WRONG_KIND)),
        .number = field_of(form, S("q"), S("受付番号"), NONE),
    };
    page.scan.required = true;
    page.scan.help = S("署名や押印が読めるように、紙の全体を写します。画面に戻ったときは、もう一度選んでください。");
    page.number.help = S("つなぎから印刷した紙には、受付番号とQRコードが付いています。QRコードを読み取った番号を入れると、その申請が開きます。");
    if (page.chosen) {
        page.send = keyed_url(t, kind);
        page.paper = str_of(paper_of(kind)->number);
        page.title = str_of(paper_of(kind)->title);
        page.signs = paper_of(kind)->seal == SEAL_NEEDED;
        page.signature = field_of(form, S("signature"), seen_label, NONE);
        page.signatures = seen_options(t->arena, page.signature.value, true);
        page.parts = paper_views(form, paper_of(kind));
    } else {
        page.kinds = kinds_of(t);
    }
    keyed_page_html(turn_out(t), &page);
}

// For an office that is known the clerk only corrects what the paper says differently.
static void put_known(struct turn *t, struct params *values)
{
    enum application_kind kind = kind_asked(t);
    office_id id = {0};
    struct office office;
    base32_to_id(params_get(&t->request->query, S("office")), &id.v);
    if (kind < APPLICATION_KINDS && paper_of(kind)->known && office_is(id) &&
        office_find(t->tx, t->me->city, id, &office)) {
        paper_of(kind)->known(t->tx, &office, values);
        audit_viewed(t->me, t->me->city, "member.list", (room_id){0}, id.v, tx_now(t->tx));
    }
}

void keyed_form_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    struct params known = {0};
    put_known(t, &known);
    form.typed = &known;
    show(t, &form);
}

// --- taking it -------------------------------------------------------------------------------

// The checks of every application, beside the fields that were just typed.
static void examine(struct turn *t, enum application_kind kind, struct keyed *keyed)
{
    struct application of = {.city = t->me->city,
                             .kind = kind,
                             .origin = ORIGIN_PAPER,
                             .created_at = tx_now(t->tx),
                             .values = keyed->values};
    struct application_findings findings = application_check(t->tx, &of);
    for (size_t i = 0; i < findings.n; i++)
        if (findings.at[i].stops)
            form_refuse(&keyed->form, findings.at[i].field, findings.at[i].sentence);
}

static void take_scan(struct turn *t, struct keyed *keyed)
{
    const struct upload *upload = form_upload(t->request, S("scan"));
    if (t->request->too_large) {
        form_refuse(&keyed->form, S("scan"), str_of(attachment_sentence(ATTACHMENT_TOO_LARGE)));
        return;
    }
    if (!upload) {
        form_refuse(&keyed->form, S("scan"), S("紙の写しを選んでください。署名や押印の確認に使います。"));
        return;
    }
    enum attachment_outcome outcome =
        attachment_prepare(t->services->images, t->arena, upload, &keyed->scan);
    if (outcome != ATTACHMENT_READY)
        form_refuse(&keyed->form, S("scan"), str_of(attachment_sentence(outcome)));
}

void *keyed_prepare(struct turn *t)
{
    struct keyed *keyed = NEW(t->arena, struct keyed);
    enum application_kind kind = kind_asked(t);
    keyed->form = form_of(t->request);
    keyed->more = params_has(&t->request->form, S("more"));
    if (kind < APPLICATION_KINDS && paper_fill_address(&keyed->form, paper_of(kind)))
        keyed->more = true;
    if (kind == APPLICATION_KINDS || keyed->more)
        return keyed;
    paper_read(&keyed->form, paper_of(kind), &keyed->values);
    read_signature(t, kind, keyed);
    examine(t, kind, keyed);
    take_scan(t, keyed);
    if (form_ok(&keyed->form))
        application_file_store(t->tx, t->services->blobs, t->me->city, &keyed->scan);
    return keyed;
}

static void submit(struct turn *t, enum application_kind kind, const struct keyed *keyed)
{
    struct application_new new = {
        .city = t->me->city, .kind = kind, .origin = ORIGIN_PAPER, .values = keyed->values};
    struct application of;
    application_id same = application_just_begun(t->tx, &new);
    if (application_is(same)) {
        turn_go_saying(t, case_url(t, same), "同じ内容を受け付けたばかりです。その申請を開きました。");
        return;
    }
    struct application_receipt receipt = application_start(t->tx, &new);
    if (!application_find(t->tx, t->me->city, receipt.id, &of))
        return; // a fault
    application_file_add(t->tx, &of, FILE_SCAN, &keyed->scan);
    if (application_submit(t->tx, &of) != APPLICATION_DONE)
        tx_fail(t->tx, "a keyed form changed while it was taken");
    turn_go_saying(t, case_url(t, of.id), "受け付けました。受付番号を紙に書き写してください。");
}

void keyed_post_page(struct turn *t)
{
    struct keyed *keyed = t->prepared;
    enum application_kind kind = kind_asked(t);
    if (kind == APPLICATION_KINDS) {
        turn_go(t, URL("/desk/applications/paper/new"));
    } else if (keyed->more) {
        if (!form_ok(&keyed->form))
            turn_refuse_form(t);
        show(t, &keyed->form);
    } else if (!form_ok(&keyed->form)) {
        turn_refuse_form(t);
        show(t, &keyed->form);
    } else {
        submit(t, kind, keyed);
    }
}
