// SPDX-License-Identifier: AGPL-3.0-or-later
// The states of an application and the steps between them.
#include "application/application.h"

#include "base/check.h"

str application_state_label(enum application_state state)
{
    static const str labels[APPLICATION_STATES] = {
        [STATE_DRAFT] = S_CONST("作成中"),        [STATE_SUBMITTED] = S_CONST("受付済み"),
        [STATE_RETURNED] = S_CONST("差し戻し"),   [STATE_SECONDED] = S_CONST("2人目の承認待ち"),
        [STATE_APPROVED] = S_CONST("承認済み"),   [STATE_REJECTED] = S_CONST("却下"),
        [STATE_CARRIED_OUT] = S_CONST("処理済み"), [STATE_WITHDRAWN] = S_CONST("取り下げ"),
    };
    check(state < APPLICATION_STATES);
    return labels[state];
}

str application_step_label(enum application_step step)
{
    static const str labels[APPLICATION_STEPS] = {
        [STEP_START] = S_CONST("作成を始めました"),  [STEP_SUBMIT] = S_CONST("申請しました"),
        [STEP_RETURN] = S_CONST("差し戻しました"),   [STEP_CORRECT] = S_CONST("直して再び申請しました"),
        [STEP_APPROVE] = S_CONST("承認しました"),    [STEP_REJECT] = S_CONST("却下しました"),
        [STEP_CARRY_OUT] = S_CONST("処理しました"),  [STEP_WITHDRAW] = S_CONST("取り下げました"),
        [STEP_NOTE] = S_CONST("メモ"),
    };
    check(step < APPLICATION_STEPS);
    return labels[step];
}

enum application_state application_after(enum application_state state, enum application_step step)
{
    // Rows: the state now; columns: the step. Anything not named is not possible.
    static const struct {
        enum application_state from;
        enum application_step step;
        enum application_state to;
    } ways[] = {
        {STATE_DRAFT, STEP_SUBMIT, STATE_SUBMITTED},
        {STATE_DRAFT, STEP_WITHDRAW, STATE_WITHDRAWN},
        {STATE_RETURNED, STEP_CORRECT, STATE_SUBMITTED},
        {STATE_RETURNED, STEP_WITHDRAW, STATE_WITHDRAWN},
        {STATE_SUBMITTED, STEP_RETURN, STATE_RETURNED},
        {STATE_SUBMITTED, STEP_APPROVE, STATE_APPROVED},
        {STATE_SUBMITTED, STEP_REJECT, STATE_REJECTED},
        {STATE_SUBMITTED, STEP_WITHDRAW, STATE_WITHDRAWN},
        {STATE_SECONDED, STEP_RETURN, STATE_RETURNED},
        {STATE_SECONDED, STEP_APPROVE, STATE_APPROVED},
        {STATE_SECONDED, STEP_REJECT, STATE_REJECTED},
        {STATE_APPROVED, STEP_RETURN, STATE_RETURNED},
        {STATE_APPROVED, STEP_CARRY_OUT, STATE_CARRIED_OUT},
    };
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
        if (ways[i].from == state && ways[i].step == step)
            return ways[i].to;
    return step == STEP_NOTE ? state : APPLICATION_STATES;
}

