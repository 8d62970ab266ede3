// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/file.h"

#include "application/file.sql.h"
#include "audit/audit.h"
#include "base/check.h"
#include "city/city.h"

str application_file_kind_label(enum application_file_kind kind)
{
    static const str labels[APPLICATION_FILE_KINDS] = {S_CONST("署名"), S_CONST("申請書の写し")};
    check(kind < APPLICATION_FILE_KINDS);
    return labels[kind];
}

static struct place name_place(attachment_id id, city_id city)
{
    return (struct place){S("application_file"), S("file_name"), id.v, city.v};
}

void application_file_store(struct tx *tx, struct blobs *blobs, city_id city,
                            struct attachment_new *new)
{
    struct key key;
    if (!city_key(tx, city, &key))
        return;
    new->id = (attachment_id){tx_new_id(tx)};
    blob_put(blobs, tx, &key, new->id.v, S("full"), new->content);
    key_forget(&key);
}

void application_file_add(struct tx *tx, const struct application *of,
                          enum application_file_kind kind, const struct attachment_new *new)
{
    struct key key;
    if (!city_key(tx, of->city, &key))
        return;
    application_file_insert(tx, &(struct application_file_insert_params){
                                    .id = new->id,
                                    .application = of->id,
                                    .kind = kind,
                                    .file_name = seal_text(tx_arena(tx), &key,
                                                           name_place(new->id, of->city),
                                                           new->file_name),
                                    .size = (int64_t)new->content.n,
                                    .at = tx_now(tx),
                                });
    key_forget(&key);
}

struct application_file_list application_files(struct tx *tx, const struct application *of)
{
    struct application_file_row_list rows = application_files_of(tx, of->id);
    struct application_file_list list = {rows.n,
                                         NEW_ARRAY(tx_arena(tx), struct application_file, rows.n)};
    struct key key;
    if (rows.n == 0 || !city_key(tx, of->city, &key))
        return (struct application_file_list){0};
    for (size_t i = 0; i < rows.n; i++) {
        const struct application_file_row *row = &rows.at[i];
        list.at[i] = (struct application_file){
            .id = row->id, .kind = row->kind, .size = row->size, .added_at = row->added_at};
        if (!unseal_text(tx_arena(tx), &key, name_place(row->id, of->city), row->file_name,
                         &list.at[i].file_name))
            tx_fail(tx, "the name of an application's file does not open");
    }
    key_forget(&key);
    return list;
}

// What came with an earlier submission has been looked at by the city and stays.
bool application_file_is_removable(const struct application *of, const struct application_file *file)
{
    bool open = of->state == STATE_DRAFT || of->state == STATE_RETURNED;
    return open && (!instant_is(of->submitted_at) || file->added_at.us > of->submitted_at.us);
}

bool application_file_remove(struct tx *tx, const struct application *of, attachment_id id)
{
    struct application_file_list files = application_files(tx, of);
    for (size_t i = 0; i < files.n; i++) {
        if (!attachment_same(files.at[i].id, id) ||
            !application_file_is_removable(of, &files.at[i]))
            continue;
        application_file_delete(tx, of->id, id);
        audit_record(tx, &(struct audit_entry){"application.file-remove", .city = of->city,
                                               .subject = of->id.v});
        return true;
    }
    return false;
}

bool application_has_file(struct tx *tx, const struct application *of,
                          enum application_file_kind kind)
{
    return application_file_count(tx, of->id, kind) > 0;
}

bool application_file_open(struct tx *tx, struct blobs *blobs, const struct application *of,
                           attachment_id id, struct application_file *out, bytes *content,
                           bool *is_pdf)
{
    struct application_file_list files = application_files(tx, of);
    size_t i = 0;
    struct key key;
    while (i < files.n && !attachment_same(files.at[i].id, id))
        i++;
    if (i == files.n || !city_key(tx, of->city, &key))
        return false;
    *out = files.at[i];
    bool there = blob_get(blobs, tx_arena(tx), &key, id.v, S("full"), content);
    key_forget(&key);
    if (!there)
        tx_fail(tx, "a file of an application does not open");
    *is_pdf = there && content->n > 4 && memcmp(content->p, "%PDF-", 5) == 0;
    return there;
}

bool application_file_is_known(struct tx *tx, attachment_id id)
{
    attachment_id found;
    return application_file_known(tx, id, &found);
}
