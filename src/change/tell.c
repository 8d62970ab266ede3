// SPDX-License-Identifier: AGPL-3.0-or-later
// What a 様式2 changes, in sentences: from what is registered, not from what the form says was.
#include "change/changes.h"

static str arrow(struct arena *a, str what, str from, str to)
{
    if (from.n == 0)
        from = S("登録なし");
    return str_print(a, "%.*s：「%.*s」→「%.*s」", STR(what), STR(from), STR(to));
}

// --- the office ------------------------------------------------------------------------------

static str registered(struct tx *tx, const struct office *o, enum office_item item)
{
    switch (item) {
    case ITEM_OFFICE_NAME:
        return o->name;
    case ITEM_OFFICE_NUMBER:
        return o->number;
    case ITEM_OFFICE_POSTAL:
        return o->postal;
    case ITEM_OFFICE_ADDRESS:
        return str_print(tx_arena(tx), "%.*s%.*s", STR(o->address), STR(o->building));
    case ITEM_OFFICE_MANAGER:
        return office_manager(tx, o->city, o->id);
    case ITEM_OFFICE_PHONE:
        return o->phone;
    case ITEM_OFFICE_MAIL:
        return o->mail;
    case OFFICE_ITEMS:
        return NONE;
    }
    return NONE;
}

static str office_sentence(struct tx *tx, const struct changes *c, const struct office_row_change *r)
{
    struct arena *a = tx_arena(tx);
    str what = str_print(a, "事業所の%.*s", STR(office_items[r->item]));
    return arrow(a, what, registered(tx, &c->office, r->item), r->after);
}

// --- the people ------------------------------------------------------------------------------

static str name_sentence(struct arena *a, const struct person_row_change *r, str name)
{
    str what = str_print(a, "%.*sさんの氏名（かな）", STR(r->who.name));
    return arrow(a, what,
                 str_print(a, "%.*s（%.*s）", STR(r->who.name), STR(r->who.kana)),
                 str_print(a, "%.*s（%.*s）", STR(name), STR(r->kana)));
}

static str handover_sentence(struct arena *a, const struct person_row_change *r)
{
    if (r->before.n && r->after.n)
        return arrow(a, S("システム利用管理担当者"), r->before, r->after);
    if (r->after.n)
        return str_print(a, "システム利用管理担当者：「%.*s」を加える", STR(r->after));
    return str_print(a, "システム利用管理担当者：「%.*s」を外す", STR(r->before));
}

static str other_sentence(struct arena *a, const struct person_row_change *r)
{
    switch (r->other) {
    case OTHER_PROFESSION:
        return arrow(a, str_print(a, "%.*sさんの職種", STR(r->who.name)),
                     profession_label(r->who.profession), profession_label(r->profession));
    case OTHER_KANA:
        return name_sentence(a, r, r->who.name);
    case OTHER_NOTE:
        return str_print(a, "その他：「%.*s」（登録には自動で反映されません。読んで対応してください）",
                         STR(r->after));
    }
    return NONE;
}

static str person_sentence(struct arena *a, const struct changes *c,
                           const struct person_row_change *r)
{
    bool unknown = r->found != 1 && !(r->item == ITEM_OTHER && r->other == OTHER_NOTE);
    if (unknown && r->item != ITEM_ADMINISTRATOR)
        return NONE; // the checks say who could not be found
    switch (r->item) {
    case ITEM_NAME:
        return name_sentence(a, r, r->after);
    case ITEM_OFFICE:
        return str_print(a, "%.*s。個人IDと記録はそのまま、部屋の席は1件ずつ見直します。",
                         STR(arrow(a, str_print(a, "%.*sさんの所属", STR(r->who.name)),
                                   c->office.name, r->target.name)));
    case ITEM_ADMINISTRATOR:
        return handover_sentence(a, r);
    case ITEM_OTHER:
        return other_sentence(a, r);
    case PERSON_ITEMS:
        return NONE;
    }
    return NONE;
}

// --- all of it -------------------------------------------------------------------------------

void changes_tell(struct tx *tx, const struct changes *c, struct paper_plan *out)
{
    for (size_t i = 0; i < c->n_office; i++)
        plan_add(out, office_sentence(tx, c, &c->office_rows[i]));
    for (size_t i = 0; i < c->n_person; i++)
        plan_add(out, person_sentence(tx_arena(tx), c, &c->person_rows[i]));
}

void change_plan(struct tx *tx, const struct application *of, struct paper_plan *out)
{
    struct changes c = changes_read(tx, of);
    if (c.match == OFFICE_KNOWN)
        changes_tell(tx, &c, out);
}
