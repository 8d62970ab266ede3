// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consent/consent.h"

#include "audit/audit.h"
#include "base/check.h"
#include "city/city.h"
#include "consent/consent.sql.h"
#include "patient/patient.h"

enum { ALL_POINTS = (1 << CONSENT_POINTS) - 1, ALL_PURPOSES = (1 << CONSENT_PURPOSES) - 1 };

str consent_signer_label(enum consent_signer signer)
{
    static const str labels[SIGNERS] = {
        [SIGNER_PATIENT] = S_CONST("本人"),
        [SIGNER_FAMILY] = S_CONST("家族"),
        [SIGNER_GUARDIAN] = S_CONST("成年後見人など"),
    };
    check(signer < SIGNERS);
    return labels[signer];
}

str consent_point(int n)
{
    static const str points[CONSENT_POINTS] = {
        S_CONST("つなぎの仕組みと、何のために使うかを説明した"),
        S_CONST("登録申請書に書かれた関係機関で情報を共有し、人事異動などで人が入れ替わることを説明した"),
        S_CONST("関係者どうしの仕組みなので本人と家族は書き込めないこと、正当な理由があれば開示を求められることを説明した"),
        S_CONST("国の指針に沿った安全対策と、端末ごとの電子証明書で守られていることを説明した"),
        S_CONST("災害などの緊急時には、必要と認める相手に必要最小限の情報を伝えることがあると説明した"),
    };
    check(n >= 0 && n < CONSENT_POINTS);
    return points[n];
}

str consent_purpose(int n)
{
    static const str purposes[CONSENT_PURPOSES] = {
        S_CONST("本人への医療サービスの提供"),
        S_CONST("病院・診療所・薬局・訪問看護・介護サービス事業所などとの共有"),
        S_CONST("医療機関などからの照会への回答"),
        S_CONST("診療にあたって外部の医師などの意見や助言を求めるとき"),
        S_CONST("家族などへの病状や心身の状況の説明"),
        S_CONST("医療・介護サービスや業務を維持し改善するための基礎資料"),
        S_CONST("本人への介護サービスの提供"),
        S_CONST("サービス担当者会議などでの事業者との共有"),
    };
    check(n >= 0 && n < CONSENT_PURPOSES);
    return purposes[n];
}

static struct place place_of(const char *column, consent_id id, city_id city)
{
    return (struct place){S("consent"), str_of(column), id.v, city.v};
}

static void insert(struct tx *tx, const struct acting *me, const struct consent_new *new,
                   consent_id id, const struct key *key)
{
    struct arena *a = tx_arena(tx);
    consent_insert(
        tx, &(struct consent_insert_params){
                .id = id,
                .city = new->city,
                .patient = new->patient,
                .version = CONSENT_TEXT_VERSION,
                .given_on = new->given_on,
                .signer = new->signer,
                .signer_name = seal_text(a, key, place_of("signer_name", id, new->city),
                                         new->signer_name),
                .explained_by = seal_text(a, key, place_of("explained_by", id, new->city),
                                          new->explained_by),
                .place = seal_text(a, key, place_of("place", id, new->city), new->place),
                .points = new->points,
                .purposes = new->purposes,
                .recorded_by = me->member,
                .recorded_at = tx_now(tx),
            });
}

static enum consent_outcome examine(struct tx *tx, const struct consent_new *new)
{
    struct patient patient;
    if (!patient_find(tx, new->city, new->patient, &patient))
        return CONSENT_NO_PATIENT;
    if (new->given_on.n > tx_today(tx).n)
        return CONSENT_IN_FUTURE;
    if ((new->points & ALL_POINTS) != ALL_POINTS)
        return CONSENT_POINT_MISSING;
    if ((new->purposes & ALL_PURPOSES) == 0)
        return CONSENT_NO_PURPOSE;
    return CONSENT_RECORDED;
}

enum consent_outcome consent_record(struct tx *tx, const struct acting *me,
                                    const struct consent_new *new, consent_id *out)
{
    struct key key;
    enum consent_outcome outcome = examine(tx, new);
    if (outcome != CONSENT_RECORDED || !city_key(tx, new->city, &key))
        return outcome;
    *out = (consent_id){tx_new_id(tx)};
    insert(tx, me, new, *out, &key);
    key_forget(&key);
    audit_record(tx, &(struct audit_entry){"consent.record", .city = new->city,
                                           .subject = out->v});
    return CONSENT_RECORDED;
}

bool consent_in_force(struct tx *tx, city_id city, patient_id patient, struct consent *out)
{
    struct arena *a = tx_arena(tx);
    struct consent_row row;
    struct key key;
    if (!consent_newest(tx, city, patient, tx_today(tx), &row) || !city_key(tx, city, &key))
        return false;
    *out = (struct consent){
        .id = row.id,
        .given_on = row.given_on,
        .withdrawn_on = row.withdrawn_on,
        .signer = row.signer,
        .version = row.version,
        .points = (unsigned)row.points,
        .purposes = (unsigned)row.purposes,
    };
    bool good =
        unseal_text(a, &key, place_of("signer_name", row.id, city), row.signer_name,
                    &out->signer_name) &&
        unseal_text(a, &key, place_of("explained_by", row.id, city), row.explained_by,
                    &out->explained_by) &&
        unseal_text(a, &key, place_of("place", row.id, city), row.place, &out->place);
    key_forget(&key);
    if (!good)
        tx_fail(tx, "a consent does not open");
    return good;
}

bool consent_withdraw(struct tx *tx, city_id city, consent_id id, day on)
{
    if (consent_set_withdrawn(tx, city, id, on) == 0)
        return false;
    audit_record(tx, &(struct audit_entry){"consent.withdraw", .city = city, .subject = id.v});
    return true;
}
