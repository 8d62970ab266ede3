// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/operations.h"

#include "app/app.h"
#include "app/jobs.h"
#include "app/operations.sql.h"
#include "app/operations_page.html.h"
#include "assets.h"
#include "mail/mail.h"
#include "push/push.h"
#include "version.h"

#include <sys/statvfs.h>

enum { STOOD_DAYS = 7 }; // that a standstill is told of
#define BACKUP_LATE HOURS(26) // daily, and two hours for a long one
#define MAIL_LATE MINUTES(30)
#define PUSH_LATE MINUTES(30)

bool operations_are_the_desks(struct tx *tx)
{
    return people_with_role(tx, ROLE_OPERATOR) == 0;
}

void operations_backed_up(struct tx *tx, int files)
{
    backup_add(tx, tx_new_id(tx), tx_now(tx), files);
}

// --- words -----------------------------------------------------------------------------

str span_text(struct arena *a, int64_t us)
{
    if (us >= DAYS(2))
        return str_print(a, "%lld日", (long long)(us / DAYS(1)));
    if (us >= HOURS(1))
        return str_print(a, "%lld時間", (long long)(us / HOURS(1)));
    if (us >= MINUTES(1))
        return str_print(a, "%lld分", (long long)(us / MINUTES(1)));
    return str_print(a, "%lld秒", (long long)(us / SECONDS(1)));
}

str near_text(struct arena *a, instant t, instant now)
{
    if (!instant_is(t))
        return S("—");
    str clock = instant_format_clock(a, t);
    if (day_of(t).n == day_of(now).n)
        return str_print(a, "今日 %.*s", STR(clock));
    return str_print(a, "%.*s %.*s", STR(day_format_short(a, day_of(t))), STR(clock));
}

static str took_text(struct arena *a, const struct job_card *job)
{
    if (!instant_is(job->ok_at))
        return S("—");
    if (job->took >= MINUTES(1))
        return span_text(a, job->took);
    if (job->took < SECONDS(1) / 10)
        return S("0.1秒未満");
    return str_print(a, "%.1f秒", (double)job->took / 1e6);
}

// 1,234 MB and the like, as people compare sizes.
static str size_text(struct arena *a, int64_t bytes_)
{
    double n = (double)bytes_;
    if (n >= 1e9)
        return str_print(a, "%.1f GB", n / 1e9);
    return str_print(a, "%.1f MB", n / 1e6);
}

// --- jobs ------------------------------------------------------------------------------

static const struct {
    str word;
    const char *chip;
} job_states[] = {
    [JOB_OK] = {S_CONST("正常"), "chip-green"},
    [JOB_LATE] = {S_CONST("遅れています"), "chip-yellow"},
    [JOB_FAILING] = {S_CONST("失敗しています"), "chip-red"},
    [JOB_NEVER] = {S_CONST("まだ動いていません"), "chip-gray"},
};

static str standstill(struct arena *a, const struct job_card *job, instant now)
{
    if (!instant_is(job->stood_until) || now.us - job->stood_until.us > DAYS(STOOD_DAYS))
        return NONE;
    return str_print(a, "%.*sまで%.*s止まっていました。再開して、たまっていた分は済んでいます。",
                     STR(near_text(a, job->stood_until, now)),
                     STR(span_text(a, job->stood_until.us - job->stood_from.us)));
}

static str job_note(struct arena *a, const struct job_card *job, instant now)
{
    switch (job->state) {
    case JOB_FAILING:
        return str_print(a, "%.*sから%lld回続けて失敗しています。サーバーの記録で「job name=%.*s」の前の行を見てください。",
                         STR(near_text(a, job->failing_since, now)), (long long)job->failures,
                         STR(job->name));
    case JOB_LATE:
        return str_print(a, "%.*s動いていません。サーバーが動いているか確かめてください。",
                         STR(span_text(a, now.us - job->ok_at.us)));
    case JOB_NEVER:
    case JOB_OK:
        return standstill(a, job, now);
    }
    return NONE;
}

static struct job_line line_of(struct arena *a, const struct job_card *job, instant now)
{
    struct job_line line = {
        .label = job->label,
        .name = job->name,
        .state = job_states[job->state].word,
        .chip = job_states[job->state].chip,
        .row = job->state == JOB_FAILING ? "row-bad" : job->state == JOB_LATE ? "row-warn" : "",
        .every = span_text(a, job->every),
        .ok_at = near_text(a, job->ok_at, now),
        .next_at = near_text(a, job->next_at, now),
        .took = took_text(a, job),
        .node = str_print(a, "%lld", (long long)(job->running ? job->holder : job->node)),
        .running = job->running,
        .note = job_note(a, job, now),
    };
    line.counts = str_print(a, "成功%lld回・失敗%lld回", (long long)job->runs, (long long)job->failed);
    return line;
}

static struct job_lines job_lines(struct turn *t, int *troubled)
{
    struct job_cards jobs = job_list(t->tx);
    struct job_lines lines = {jobs.n, NEW_ARRAY(t->arena, struct job_line, jobs.n)};
    for (size_t i = 0; i < jobs.n; i++) {
        lines.at[i] = line_of(t->arena, &jobs.at[i], tx_now(t->tx));
        *troubled += jobs.at[i].state == JOB_FAILING || jobs.at[i].state == JOB_LATE;
    }
    return lines;
}

// --- the rest of the machine -------------------------------------------------------------

static struct gauge good(str name, str value)
{
    return (struct gauge){name, value, S("正常"), "chip-green", NONE};
}

static struct gauge plain(str name, str value)
{
    return (struct gauge){name, value, NONE, "", NONE};
}

static struct gauge mail_gauge(struct turn *t)
{
    struct mail_queue_state q = mail_queue_state(t->tx);
    instant now = tx_now(t->tx);
    str value = str_print(t->arena, "送信待ち%lld通（うち一度送れなかったもの%lld通）、届かず未対応%lld通",
                          (long long)q.waiting, (long long)q.tried, (long long)q.unsettled);
    struct gauge g = good(S("メール"), value);
    if (t->services->app->config.smtp_url.n == 0) {
        g.state = S("切ってあります");
        g.chip = "chip-gray";
        g.note = S("メールを送る設定がないので、送るものは待っています。送るときは、設定ファイルに smtp_url を書いてください。");
    } else if (q.waiting && now.us - q.oldest.us > MAIL_LATE) {
        g.state = S("遅れています");
        g.chip = "chip-yellow";
        g.note = str_print(t->arena, "いちばん古いものは%.*s待っています。メールサーバーの様子を確かめてください。",
                           STR(span_text(t->arena, now.us - q.oldest.us)));
    }
    return g;
}

static struct gauge push_gauge(struct turn *t)
{
    struct push_state p = push_state(t->tx);
    instant now = tx_now(t->tx);
    str value = str_print(t->arena, "受け取る端末%lld台、送信待ち%lld通（うち一度送れなかったもの%lld通）、届け先がなくなった端末%lld台",
                          (long long)p.on, (long long)p.waiting, (long long)p.tried, (long long)p.ended);
    struct gauge g = good(S("端末へのお知らせ"), value);
    if (t->services->push_hosts.n == 0) {
        g.state = S("切ってあります");
        g.chip = "chip-gray";
    } else if (p.waiting && now.us - p.oldest.us > PUSH_LATE) {
        g.state = S("遅れています");
        g.chip = "chip-yellow";
        g.note = str_print(t->arena, "いちばん古いものは%.*s待っています（%.*s）。このサーバーから外へのHTTPSが通るか確かめてください。",
                           STR(span_text(t->arena, now.us - p.oldest.us)), STR(p.trouble));
    }
    return g;
}

static struct gauge disk_gauge(struct turn *t)
{
    struct statvfs disk;
    str folder = t->services->app->config.folder;
    if (!folder.n || statvfs(str_zero(t->arena, folder), &disk) != 0 || disk.f_blocks == 0)
        return (struct gauge){S("空き容量"), S("分かりません"), S("要確認"), "chip-yellow", NONE};
    int64_t left = (int64_t)(disk.f_bavail * disk.f_frsize);
    int64_t whole = (int64_t)(disk.f_blocks * disk.f_frsize);
    int percent = (int)(left * 100 / whole);
    struct gauge g = good(S("空き容量"), str_print(t->arena, "%.*s（%d%%）",
                                                 STR(size_text(t->arena, left)), percent));
    if (percent < 20) {
        g.state = percent < 5 ? S("足りません") : S("少なくなっています");
        g.chip = percent < 5 ? "chip-red" : "chip-yellow";
        g.note = S("20%を切ったら、古いバックアップを移すか、ディスクを大きくしてください。なくなると、書き込みができなくなります。");
    }
    return g;
}

static struct gauge backup_gauge(struct turn *t)
{
    struct backup_row last;
    instant now = tx_now(t->tx);
    struct gauge g = {S("最後のバックアップ"), S("まだありません"), S("要確認"), "chip-yellow",
                      S("毎日の「tsunagi backup」が動くようにしてください。動くと、ここに時刻が出ます。")};
    if (!backup_last(t->tx, &last))
        return g;
    g = good(g.name, str_print(t->arena, "%.*s（添付ファイル%lld個）",
                               STR(near_text(t->arena, last.at, now)), (long long)last.files));
    if (now.us - last.at.us > BACKUP_LATE) {
        g.state = S("遅れています");
        g.chip = "chip-yellow";
        g.note = str_print(t->arena, "%.*sバックアップがありません。毎日の命令が動いているか確かめてください。",
                           STR(span_text(t->arena, now.us - last.at.us)));
    }
    return g;
}

static struct gauge version_gauge(struct turn *t)
{
    str form = embedded_migrations[n_embedded_migrations - 1].name;
    return plain(S("版"), str_print(t->arena, "%s、データベースの形 %.*s", TSUNAGI_VERSION,
                                   STR(str_part(form, 0, str_find_byte(form, '_')))));
}

// --- the page --------------------------------------------------------------------------

static void show(struct turn *t)
{
    int troubled = 0;
    struct operations_page page = {
        .base = turn_base(t, S("運用の状況")),
        .jobs = job_lines(t, &troubled),
        .gauges = {6, NEW_ARRAY(t->arena, struct gauge, 6)},
        .now = turn_instant(t, tx_now(t->tx)),
        .is_desk = t->me->role == ROLE_OFFICER,
    };
    page.gauges.at[0] = mail_gauge(t);
    page.gauges.at[1] = push_gauge(t);
    page.gauges.at[2] = disk_gauge(t);
    page.gauges.at[3] = plain(S("データベース"), size_text(t->arena, tx_database_size(t->tx)));
    page.gauges.at[4] = backup_gauge(t);
    page.gauges.at[5] = version_gauge(t);
    for (size_t i = 0; i < page.gauges.n; i++)
        troubled += page.gauges.at[i].note.n > 0;
    page.troubled = str_print(t->arena, "%dつ、見ていただきたいことがあります", troubled);
    page.is_well = troubled == 0;
    page.base.look = S("page-wide");
    operations_page_html(turn_out(t), &page);
}

static void desk_page(struct turn *t)
{
    if (operations_are_the_desks(t->tx))
        show(t);
    else
        turn_missing(t);
}

static const struct route routes[] = {
    {METHOD_GET, "/operations", show, .who = WHO_OPERATOR},
    {METHOD_GET, "/desk/operations", desk_page, .who = WHO_OFFICER},
};
const struct routes operations_routes = {sizeof routes / sizeof routes[0], routes};
