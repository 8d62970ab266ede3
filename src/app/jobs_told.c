// SPDX-License-Identifier: AGPL-3.0-or-later
// How jobs have been going, as people are told.
#include "app/jobs_told.h"

#include "app/jobs.h"
#include "app/jobs.sql.h"

int64_t job_patience(int64_t every)
{
    return every + (every / 10 > MINUTES(5) ? every / 10 : MINUTES(5));
}

static enum job_state state_of(const struct job_row *row, instant now, int64_t every)
{
    if (row->failures > 0)
        return JOB_FAILING;
    return now.us - row->ok_at.us > job_patience(every) ? JOB_LATE : JOB_OK;
}

static void fill(struct job_card *card, const struct job_row *row, instant now)
{
    card->state = state_of(row, now, card->every);
    card->began_at = row->began_at;
    card->ok_at = row->ok_at;
    card->failed_at = row->failed_at;
    card->failing_since = row->failing_since;
    card->took = row->took;
    card->failures = row->failures;
    card->runs = row->runs;
    card->failed = row->failed;
    card->node = row->node;
    card->stood_from = row->stood_from;
    card->stood_until = row->stood_until;
}

static struct job_card card_of(struct tx *tx, const struct job *job)
{
    struct job_card card = {
        .name = job->name,
        .label = job->label.n ? job->label : job->name,
        .every = job->every,
        .state = JOB_NEVER,
        .began_at = NO_INSTANT, .ok_at = NO_INSTANT, .next_at = tx_now(tx),
        .failed_at = NO_INSTANT, .failing_since = NO_INSTANT,
        .stood_from = NO_INSTANT, .stood_until = NO_INSTANT,
    };
    struct job_row row;
    struct lease_row lease;
    instant now = tx_now(tx);
    if (job_of(tx, job->name, &row))
        fill(&card, &row, now);
    if (!lease_of(tx, job->name, &lease))
        return card;
    bool held = lease.held_until > now.us && lease.held_until <= now.us + HOURS(1);
    card.running = held && card.state != JOB_FAILING;
    card.holder = lease.holder;
    instant due = {lease.done_at > 0 ? lease.done_at + job->every : now.us};
    if (held && lease.held_until > due.us)
        due.us = lease.held_until;
    card.next_at = due.us > now.us ? due : now;
    return card;
}

struct job_cards job_list_of(struct tx *tx, const struct job *jobs, size_t n)
{
    struct job_cards cards = {n, NEW_ARRAY(tx_arena(tx), struct job_card, n)};
    for (size_t i = 0; i < n; i++)
        cards.at[i] = card_of(tx, &jobs[i]);
    return cards;
}
