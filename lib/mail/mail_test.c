// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/inside.h"

#include "test/rule.h"
#include "test/world.h"

#include <pthread.h>

// A mail server that answers as told and remembers what it was given.
enum { MOST_LETTERS = 8 };
struct office {
    struct world *world;
    enum mail_answer answer;
    bool stops; // once it was asked
    int n;
    str to[MOST_LETTERS], message[MOST_LETTERS];
    const struct office *rival; // delivers at the same time, see below
    struct mail_tally rival_tally;
};

static struct tx *begin(void *context, struct arena *arena)
{
    (void)arena; // it goes before the world can look whether there was a fault
    struct world *world = ((struct office *)context)->world;
    struct tx *tx = world_begin(world, TX_WRITE);
    tx_set(tx, TX_VAULT, world_vault(world));
    return tx;
}

static struct mail_tally deliver(struct office *office);

static enum mail_answer take_in(void *context, const struct mail_parcel *parcel)
{
    struct office *office = context;
    struct arena *a = world_arena(office->world);
    if (office->n < MOST_LETTERS) {
        office->to[office->n] = str_copy(a, parcel->to);
        office->message[office->n] = str_copy(a, parcel->message);
    }
    office->n++;
    if (office->rival)
        office->rival_tally = deliver((struct office *)(uintptr_t)office->rival);
    return office->answer;
}

static bool is_stopping(void *context)
{
    const struct office *office = context;
    return office->stops && office->n > 0;
}

static struct mail_tally deliver(struct office *office)
{
    return mail_deliver_due(&(struct mail_run){
        .context = office,
        .begin = begin,
        .send = take_in,
        .is_stopping = is_stopping,
        .from = S("つなぎ <noreply@tsunagi.example.jp>"),
        .most = 10,
    });
}

static const struct mail hello = {
    .city = 5,
    .to = S_CONST("hana@clinic.example.jp"),
    .subject = S_CONST("新しいお知らせがあります"),
    .body = S_CONST("ログインしてご確認ください。\nhttps://tsunagi.example.jp/\n"),
};

static int64_t queue(struct world *world, const struct mail *mail)
{
    struct tx *tx = world_write(world);
    int64_t id = mail_queue(tx, mail);
    world_commit(world);
    return id;
}

static struct mail_status look(struct world *world, int64_t id)
{
    struct mail_status status = {0};
    mail_find(world_read(world), id, &status);
    world_commit(world);
    return status;
}

RULE("a mail that is queued goes out once, to its address, and nothing of it stays")
{
    struct office office = {.world = world};
    int64_t id = queue(world, &hello);

    assert_int_equal(deliver(&office).sent, 1);
    assert_int_equal(deliver(&office).sent, 0);
    assert_int_equal(office.n, 1);
    assert_str(office.to[0], S("hana@clinic.example.jp"));
    struct mail_status status = look(world, id);
    assert_int_equal(status.state, MAIL_SENT);
    assert_int_equal(status.ended_at.us, world_clock(world)->fixed.us);
    assert_str(status.to, NONE);
}

RULE("nothing is sent when the transaction that queued a mail rolls back")
{
    struct office office = {.world = world};
    struct tx *tx = world_begin(world, TX_WRITE);
    tx_set(tx, TX_VAULT, world_vault(world));
    assert_true(mail_queue(tx, &hello) > 0);
    tx_rollback(tx);

    assert_int_equal(deliver(&office).sent, 0);
    assert_int_equal(office.n, 0);
}

RULE("a mail is not sent before its time")
{
    struct office office = {.world = world};
    struct mail later = hello;
    later.not_before = instant_after(world_clock(world)->fixed, HOURS(2));
    queue(world, &later);

    assert_int_equal(deliver(&office).sent, 0);
    world_wait(world, HOURS(2));
    assert_int_equal(deliver(&office).sent, 1);
}

RULE("a failed attempt is repeated after 1, 5, 15, 60 minutes, 6 hours, three days; then given up")
{
    struct office office = {.world = world, .answer = MAIL_UNREACHABLE};
    const int64_t pauses[] = {MINUTES(1), MINUTES(5), MINUTES(15), MINUTES(60),
                              HOURS(6),   DAYS(1),    DAYS(1),     DAYS(1)};
    int64_t id = queue(world, &hello);

    for (int i = 0; i < 8; i++) {
        assert_int_equal(deliver(&office).later, 1);
        struct mail_status status = look(world, id);
        assert_int_equal(status.state, MAIL_WAITING);
        assert_int_equal(status.attempts, i + 1);
        assert_int_equal(status.not_before.us - world_clock(world)->fixed.us, pauses[i]);
        world_wait(world, pauses[i]);
    }
    assert_int_equal(deliver(&office).given_up, 1);
    assert_int_equal(look(world, id).state, MAIL_GIVEN_UP);
    world_wait(world, DAYS(30));
    assert_int_equal(deliver(&office).sent, 0);
    assert_int_equal(office.n, 9);
}

RULE("a mail waits until a second before its next attempt, and goes out later with the same id")
{
    struct office office = {.world = world, .answer = MAIL_ADDRESS_LATER};
    int64_t id = queue(world, &hello);
    deliver(&office);
    world_wait(world, MINUTES(1) - SECONDS(1));
    office.answer = MAIL_TAKEN;
    assert_int_equal(deliver(&office).sent, 0);

    world_wait(world, SECONDS(1));
    assert_int_equal(deliver(&office).sent, 1);
    assert_str(office.message[1], office.message[0]);
    assert_int_equal(look(world, id).state, MAIL_SENT);
}

RULE("an address that the server does not know is listed at once, for its city only")
{
    struct office office = {.world = world, .answer = MAIL_NO_SUCH_ADDRESS};
    int64_t id = queue(world, &hello);

    assert_int_equal(deliver(&office).bounced, 1);
    struct tx *tx = world_read(world);
    struct mail_status_list failed = mail_failed_list(tx, 5, 10);
    size_t others = mail_failed_list(tx, 6, 10).n;
    int64_t bounced = mail_count(tx, MAIL_BOUNCED);
    world_commit(world);
    assert_int_equal(failed.n, 1);
    assert_int_equal(failed.at[0].id, id);
    assert_int_equal(failed.at[0].state, MAIL_BOUNCED);
    assert_str(failed.at[0].to, S("hana@clinic.example.jp"));
    assert_str(failed.at[0].last_error, S("no-such-address"));
    assert_int_equal(others, 0);
    assert_int_equal(bounced, 1);
}

RULE("two who deliver at the same time send a mail once")
{
    struct office other = {.world = world};
    struct office office = {.world = world, .rival = &other};
    queue(world, &hello);

    assert_int_equal(deliver(&office).sent, 1);
    assert_int_equal(office.rival_tally.sent, 0);
    assert_int_equal(office.n + other.n, 1);
}

RULE("a mail whose process died while sending is taken up ten minutes later")
{
    struct office office = {.world = world};
    struct mail_taken taken;
    queue(world, &hello);
    assert_true(outbox_take(world_write(world), &taken));
    world_commit(world);
    world_wait(world, MINUTES(10) - 1);
    assert_int_equal(deliver(&office).sent, 0);

    world_wait(world, 1);
    assert_int_equal(deliver(&office).sent, 1);
}

RULE("a server out of reach is asked once in a run, a refused address holds up nobody")
{
    struct office office = {.world = world, .answer = MAIL_UNREACHABLE};
    queue(world, &hello);
    queue(world, &hello);
    deliver(&office);
    assert_int_equal(office.n, 1);

    world_wait(world, MINUTES(1));
    office.answer = MAIL_NO_SUCH_ADDRESS;
    assert_int_equal(deliver(&office).bounced, 2);
}

RULE("who stops in the middle leaves the rest waiting, and no attempt is counted")
{
    struct office office = {.world = world, .answer = MAIL_STOPPED, .stops = true};
    int64_t first = queue(world, &hello), second = queue(world, &hello);

    assert_int_equal(deliver(&office).later, 1);
    assert_int_equal(office.n, 1);
    assert_int_equal(look(world, first).attempts + look(world, second).attempts, 0);
    office = (struct office){.world = world};
    assert_int_equal(deliver(&office).sent, 2);
}

RULE("a mail to no address, with a second line in its subject or an empty body is not queued")
{
    struct tx *tx = world_write(world);
    struct mail mail = hello;
    mail.to = S("hana@clinic.example.jp\r\nBcc: x@example.com");
    assert_int_equal(mail_queue(tx, &mail), 0);
    mail = hello;
    mail.subject = S("お知らせ\nBcc: x@example.com");
    assert_int_equal(mail_queue(tx, &mail), 0);
    mail.subject = S("お知らせ\r");
    assert_int_equal(mail_queue(tx, &mail), 0);
    mail = hello;
    mail.body = NONE;
    assert_int_equal(mail_queue(tx, &mail), 0);
    assert_int_equal(mail_count(tx, MAIL_WAITING), 0);
    assert_true(mail_queue(tx, &hello) > 0);
    world_commit(world);
}

static struct query q_all = {
    .name = "mail_columns",
    .sql = "SELECT to_address, subject, body FROM mail",
    .n_columns = 3,
};

RULE("neither address nor subject nor body can be read in the database")
{
    struct arena *a = world_arena(world);
    queue(world, &hello);

    struct cursor c = query_open(world_read(world), &q_all, NULL);
    bool found = cursor_next(&c);
    str all = NONE;
    for (int i = 0; found && i < 3; i++)
        all = str_print(a, "%.*s%.*s", STR(all), STR(bytes_str(cursor_bytes(&c, i))));
    cursor_close(&c);
    world_commit(world);
    assert_true(all.n > hello.to.n + hello.subject.n + hello.body.n);
    assert_false(str_contains(all, S("hana")));
    assert_false(str_contains(all, S("お知らせ")));
    assert_false(str_contains(all, S("https://")));
}

// --- at the same time -------------------------------------------------------------------

enum { CROWD = 40 };
struct deliverer {
    struct db *db;
    struct vault *vault;
    pthread_t thread;
    struct mail_tally tally;
};

static struct tx *begin_for(void *deliverer, struct arena *arena)
{
    struct deliverer *d = deliverer;
    struct tx *tx = tx_begin(d->db, TX_WRITE, arena);
    tx_set(tx, TX_VAULT, d->vault);
    return tx;
}

static enum mail_answer accept_for(void *deliverer, const struct mail_parcel *parcel)
{
    (void)deliverer;
    return parcel->message.n ? MAIL_TAKEN : MAIL_CONTENT_REFUSED;
}

static void *deliver_beside(void *deliverer)
{
    struct deliverer *d = deliverer;
    d->tally = mail_deliver_due(&(struct mail_run){.context = d,
                                                   .begin = begin_for,
                                                   .send = accept_for,
                                                   .from = S("noreply@tsunagi.example.jp"),
                                                   .most = CROWD});
    return NULL;
}

RULE("threads that empty the outbox together send every mail once")
{
    world_without_sweep(world); // their transactions are not the world's
    struct deliverer all[4] = {{0}};
    for (int i = 0; i < CROWD; i++)
        queue(world, &hello);

    int sent = 0, rounds = 0;
    for (; sent < CROWD && rounds < CROWD; rounds++) {
        for (int i = 0; i < 4; i++) {
            all[i] = (struct deliverer){.db = world_db(world), .vault = world_vault(world)};
            pthread_create(&all[i].thread, NULL, deliver_beside, &all[i]);
        }
        for (int i = 0; i < 4; i++) {
            pthread_join(all[i].thread, NULL);
            sent += all[i].tally.sent;
            assert_false(all[i].tally.fault);
        }
    }
    assert_int_equal(sent, CROWD);
    assert_int_equal(mail_count(world_read(world), MAIL_SENT), CROWD);
    world_commit(world);
}
