// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/sign.h"

struct signing signing_read(struct turn *t, city_id city)
{
    const struct upload *scan = form_upload(t->request, S("scan"));
    const struct upload *upload = scan ? scan : form_upload(t->request, S("drawn"));
    struct signing s = {.given = upload != NULL, .kind = scan ? FILE_SCAN : FILE_SIGNATURE};
    if (!upload)
        return s;
    s.outcome = attachment_prepare(t->services->images, t->arena, upload, &s.file);
    if (s.outcome == ATTACHMENT_READY)
        application_file_store(t->tx, t->services->blobs, city, &s.file);
    return s;
}

bool signing_take(struct turn *t, const struct application *of, const struct signing *s,
                  struct form *form)
{
    if (s->given && s->outcome != ATTACHMENT_READY)
        form_refuse(form, S("signature"), str_of(attachment_sentence(s->outcome)));
    else if (s->given)
        application_file_add(t->tx, of, s->kind, &s->file);
    return form_ok(form);
}

struct sign_part sign_part_of(struct turn *t, const struct application *of, struct form *form,
                              const char *files)
{
    struct application_file_list list = application_files(t->tx, of);
    struct sign_part part = {
        .scan = field_of(form, S("scan"), S("署名・押印した紙の写真、またはPDF"), NONE),
        .n = list.n,
        .at = NEW_ARRAY(t->arena, struct sign_file, list.n),
    };
    part.scan.help = S("写真（HEIC・JPEG・PNG）かPDF、30MBまでです。");
    part.scan.error = form_error(form, S("signature"));
    for (size_t i = 0; i < list.n; i++)
        part.at[i] = (struct sign_file){
            .kind = application_file_kind_label(list.at[i].kind),
            .name = list.at[i].file_name,
            .when = instant_format_wareki(t->arena, list.at[i].added_at),
            .to = url_make(t->arena, files, of->id.v, list.at[i].id.v),
        };
    return part;
}
