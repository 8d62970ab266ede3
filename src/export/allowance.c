// SPDX-License-Identifier: AGPL-3.0-or-later
#include "export/allowance.h"

str allowance_field(struct turn *t, enum permission_kind kind)
{
    return str_print(t->arena, "why-%s", permission_kind_word(kind));
}

// What became of the newest one, when none is in force.
static void add_last(struct turn *t, const struct permission *last, struct allowance *line)
{
    switch (last->state) {
    case PERMISSION_ASKED:
        line->may_ask = false;
        line->chip = "chip-yellow";
        line->state = S("返事待ち");
        line->text = str_print(t->arena, "%.*sが%.*sに求めました。", STR(last->asker),
                               STR(frame_moment(t->arena, last->asked_at).text));
        return;
    case PERMISSION_REFUSED:
        line->text = str_print(t->arena, "許可されませんでした：%.*s", STR(last->answer));
        return;
    case PERMISSION_GRANTED:
    case PERMISSION_ENDED:
        line->text = last->answer.n
                         ? str_print(t->arena, "許可が終わりました：%.*s", STR(last->answer))
                         : S("許可の期限が過ぎたか、市が取りやめました。");
        return;
    }
}

struct allowance allowance_of(struct turn *t, const struct form *form, enum permission_kind kind)
{
    struct permission last;
    day until = NO_DAY;
    str field = allowance_field(t, kind);
    struct allowance line = {
        .ask = url_make(t->arena, "/rooms/%i/export/ask", t->seat->room.v),
        .label = permission_kind_label(kind),
        .value = str_of(permission_kind_word(kind)),
        .chip = "chip-gray",
        .state = S("許可なし"),
        .may_ask = true,
        .field = field,
        .typed = form_typed(form, field),
        .error = form_error(form, field),
    };
    if (permission_holds(t->tx, t->seat, kind, &until)) {
        line.chip = "chip-green";
        line.state = S("許可あり");
        line.text = str_print(t->arena, "%.*sまで%s", STR(turn_day(t, until)),
                              kind == PERMISSION_ORIGINAL ? "。ファイルを開いた画面から、写しを取れます。" : "");
        line.may_ask = false;
    } else if (permission_of_seat(t->tx, t->seat, kind, &last)) {
        add_last(t, &last, &line);
    }
    return line;
}
