/* The life of a message. Contract in corpus_message.h. */
#include "corpus_message.h"

#include "corpus_arrival.h"
#include "corpus_profile.h"
#include "corpus_visit.h"

#define REQUEUE_UID 106u /* the user postfix owns the files that postsuper puts into maildrop */

void message_next(world *w, message *m, enum message_state state, int64_t time)
{
    m->state = (uint8_t)state;
    agenda_add(&w->agenda, time, ACTOR_MESSAGE, m->number);
}

/* As message_next(), in a random time. */
static void next_within(world *w, message *m, enum message_state state, int64_t now, int64_t low, int64_t high)
{
    int64_t delay = random_between(&w->random, low, high);
    message_next(w, m, state, now + delay);
}

static uint32_t open_recipients(const message *m)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < m->recipient_count; i++)
        count += message_is_open(m, i);
    return count;
}

static void put_sender(world *w, const message *m)
{
    if (m->sender_text != NULL)
        put(&w->log, m->sender_text);
    else
        put_mailbox(&w->log, w->domains, m->sender);
}

/* QID: by a program. */
static void line_of(world *w, message *m, int64_t now, enum program program)
{
    world_line(w, m->host, now, program);
    put_bytes(&w->log, m->id.text, m->id.length);
    put(&w->log, ": ");
}

static void end_line(world *w, const message *m, enum corpus_kind kind)
{
    world_end_line(w, kind, m->tries > 0 ? GROUP_RETRIES : (enum corpus_group)m->group);
}

static void give_back_id(message *m, const queue_id *id, int64_t now)
{
    ids_give_back(&m->host->ids, id, now);
}

/* The last leg's end is the message's. */
static void finish(world *w, message *m)
{
    if (m->leg != LEG_BEFORE_FILTER)
        truth_message_done(&w->truth, m->owner);
}

/* --- Into the queue ---------------------------------------------------------- */

static void step_pickup(world *w, message *m, int64_t now)
{
    if (!ids_take(&m->host->ids, now, RESERVE_FOR_NEW, &m->id)) {
        next_within(w, m, MESSAGE_PICKUP, now, 200 * MILLISECOND, 900 * MILLISECOND);
        return;
    }
    arrive_with_own_id(m, now);
    line_of(w, m, now, PROGRAM_PICKUP);
    put(&w->log, "uid=");
    put_number(&w->log, m->uid);
    put(&w->log, " from=<");
    put(&w->log, m->sender_text != NULL ? m->sender_text : local_users[m->sender.local].name);
    put_byte(&w->log, '>');
    end_line(w, m, KIND_PICKUP);
    truth_message(&w->truth, m->owner, now);
    next_within(w, m, MESSAGE_CLEANUP, now, 4 * MILLISECOND, 30 * MILLISECOND);
}

static void step_cleanup(world *w, message *m, int64_t now)
{
    line_of(w, m, now, PROGRAM_CLEANUP);
    put(&w->log, "message-id=<");
    put_bytes(&w->log, m->message_id, m->message_id_length);
    put_byte(&w->log, '>');
    end_line(w, m, KIND_MESSAGE_ID);
    if (m->group == GROUP_NOTICES) /* this is a notice's first line */
        truth_message(&w->truth, OWNER_NONE, now);
    next_within(w, m, MESSAGE_ACTIVE, now, 5 * MILLISECOND, 120 * MILLISECOND);
}

static void step_active(world *w, message *m, int64_t now)
{
    line_of(w, m, now, PROGRAM_QMGR);
    put(&w->log, "from=<");
    put_sender(w, m);
    put(&w->log, ">, size=");
    put_number(&w->log, m->size);
    put(&w->log, ", nrcpt=");
    put_number(&w->log, m->recipient_count);
    put(&w->log, " (queue active)");
    end_line(w, m, KIND_QUEUED);
    if (!m->counted)
        truth_recipients(&w->truth, m->owner, m->recipient_count);
    m->counted = true;
    m->active = now;
    m->at = 0;
    if (m->leg == LEG_BEFORE_FILTER)
        next_within(w, m, MESSAGE_FILTER, now, 40 * MILLISECOND, 1500 * MILLISECOND);
    else
        delivery_next(w, m, now);
}

/* --- The content filter ------------------------------------------------------ */

/* It takes the message, or it is down. */
static void step_filter(world *w, message *m, int64_t now)
{
    m->filter_down = random_chance(&w->random, 20);
    if (m->filter_down)
        delivery_next(w, m, now);
    else
        visit_by_filter(w, m, now);
}

void message_filtered(world *w, uint32_t number, const queue_id *id, int64_t now)
{
    message *m = pool_at(&w->messages, number);
    m->next_id = *id;
    next_within(w, m, MESSAGE_FILTERED, now, 100 * MILLISECOND, 400 * MILLISECOND);
}

/* amavis tells too, though in its own words. */
static void step_filtered(world *w, message *m, int64_t now)
{
    uint32_t pid = host_pid(m->host, PROGRAM_AMAVIS, &w->random), hits = random_below(&w->random, 40);
    host_line(m->host, &w->log, now, PROGRAM_AMAVIS, pid);
    put(&w->log, "(");
    put_digits(&w->log, pid % 100000, 5);
    put(&w->log, "-01) Passed CLEAN {RelayedOutbound}, LOCAL [127.0.0.1]:40112 <");
    put_sender(w, m);
    put(&w->log, "> -> <");
    put_mailbox(&w->log, w->domains, m->recipients[0].to);
    put(&w->log, ">, Queue-ID: ");
    put_bytes(&w->log, m->id.text, m->id.length);
    put(&w->log, ", Hits: -");
    put_number(&w->log, hits / 10);
    put_byte(&w->log, '.');
    put_number(&w->log, hits % 10);
    put(&w->log, ", size: ");
    put_number(&w->log, m->size);
    put(&w->log, ", queued_as: ");
    put_bytes(&w->log, m->next_id.text, m->next_id.length);
    put(&w->log, ", ");
    put_number(&w->log, (uint64_t)((now - m->active) / MILLISECOND));
    put(&w->log, " ms");
    world_end_line(w, KIND_FOREIGN, GROUP_OTHERS);
    delivery_next(w, m, now);
}

/* --- Behind an attempt ------------------------------------------------------- */

/* The wait doubles (qmgr/qmgr_defer.c); an administrator sometimes cannot wait. */
static void wait_for_retry(world *w, message *m, int64_t now)
{
    const profile *p = w->profile;
    int64_t wait = p->first_wait << (m->tries < 10 ? m->tries : 10);
    if (wait > p->longest_wait)
        wait = p->longest_wait;
    wait += random_between(&w->random, 0, wait / 4);
    m->tries++;
    uint32_t draw = random_below(&w->random, 1000);
    if (m->leg == LEG_BEFORE_FILTER || m->group == GROUP_NOTICES || draw >= p->requeued + p->deleted)
        message_next(w, m, MESSAGE_ACTIVE, now + wait);
    else
        message_next(w, m, draw < p->requeued ? MESSAGE_REQUEUED : MESSAGE_DELETED, now + wait / 2);
}

/* When the notices are out: what becomes of the message? */
static void settle(world *w, message *m, int64_t now)
{
    if (open_recipients(m) == 0)
        next_within(w, m, MESSAGE_REMOVED, now, MILLISECOND, 12 * MILLISECOND);
    else if (now - m->arrived >= w->profile->lifetime)
        next_within(w, m, MESSAGE_EXPIRED, now, MILLISECOND, 5 * MILLISECOND);
    else
        wait_for_retry(w, m, now);
}

void message_attempted(world *w, message *m, int64_t now)
{
    if (m->failed && m->sender.domain != DOMAIN_NONE)
        next_within(w, m, MESSAGE_MAKE_NOTICE, now, 2 * MILLISECOND, 20 * MILLISECOND);
    else
        settle(w, m, now);
}

static void step_make_notice(world *w, message *m, int64_t now)
{
    message *notice = arrive_notice(w, m, now);
    if (notice == NULL) {
        next_within(w, m, MESSAGE_MAKE_NOTICE, now, 100 * MILLISECOND, 500 * MILLISECOND);
        return;
    }
    m->next_id = notice->id;
    m->failed = false;
    next_within(w, notice, MESSAGE_CLEANUP, now, MILLISECOND, 10 * MILLISECOND);
    next_within(w, m, MESSAGE_NOTICE, now, 15 * MILLISECOND, 60 * MILLISECOND);
}

static void step_notice(world *w, message *m, int64_t now)
{
    line_of(w, m, now, PROGRAM_BOUNCE);
    put(&w->log, "sender non-delivery notification: ");
    put_bytes(&w->log, m->next_id.text, m->next_id.length);
    end_line(w, m, KIND_BOUNCE_NOTICE);
    settle(w, m, now);
}

static void close_recipients(world *w, message *m, enum recipient_end end)
{
    truth_end(&w->truth, m->owner, end, open_recipients(m));
    for (uint32_t i = 0; i < m->recipient_count; i++)
        m->recipients[i].state = RECIPIENT_DONE;
}

static void step_expired(world *w, message *m, int64_t now)
{
    line_of(w, m, now, PROGRAM_QMGR);
    put(&w->log, "from=<");
    put_sender(w, m);
    put(&w->log, ">, status=expired, returned to sender");
    end_line(w, m, KIND_EXPIRED);
    close_recipients(w, m, END_BOUNCED);
    if (m->leg == LEG_BEFORE_FILTER)
        m->leg = LEG_ONLY; /* the filter never gets it */
    m->failed = true;
    message_attempted(w, m, now);
}

static void step_removed(world *w, message *m, int64_t now)
{
    line_of(w, m, now, PROGRAM_QMGR);
    put(&w->log, "removed");
    end_line(w, m, KIND_REMOVED);
    finish(w, m);
    give_back_id(m, &m->id, now);
    pool_give_back(&w->messages, m->number);
}

/* --- postsuper --------------------------------------------------------------- */

static void postsuper_says(world *w, message *m, int64_t now, const char *what)
{
    m->process.pid = host_pid(m->host, PROGRAM_POSTSUPER, &w->random);
    host_line(m->host, &w->log, now, PROGRAM_POSTSUPER, m->process.pid);
    put_bytes(&w->log, m->id.text, m->id.length);
    put(&w->log, what);
    end_line(w, m, KIND_QUEUE_ADMIN);
}

static void postsuper_sums(world *w, message *m, int64_t now, const char *sum)
{
    host_line(m->host, &w->log, now, PROGRAM_POSTSUPER, m->process.pid);
    put(&w->log, sum);
    end_line(w, m, KIND_QUEUE_ADMIN);
}

static void step_deleted(world *w, message *m, int64_t now)
{
    postsuper_says(w, m, now, ": removed");
    close_recipients(w, m, END_DELETED);
    finish(w, m);
    give_back_id(m, &m->id, now);
    next_within(w, m, MESSAGE_DELETED_SUM, now, MILLISECOND, 4 * MILLISECOND);
}

static void step_deleted_sum(world *w, message *m, int64_t now)
{
    postsuper_sums(w, m, now, "Deleted: 1 message");
    pool_give_back(&w->messages, m->number);
}

static void step_requeued(world *w, message *m, int64_t now)
{
    postsuper_says(w, m, now, ": requeued");
    next_within(w, m, MESSAGE_REQUEUED_SUM, now, MILLISECOND, 4 * MILLISECOND);
}

static void step_requeued_sum(world *w, message *m, int64_t now)
{
    postsuper_sums(w, m, now, "Requeued: 1 message");
    next_within(w, m, MESSAGE_REQUEUED_PICKUP, now, 200 * MILLISECOND, w->profile->first_wait);
}

/* Only those who still wait come along. */
static void drop_done_recipients(message *m)
{
    uint8_t kept = 0;
    for (uint32_t i = 0; i < m->recipient_count; i++)
        if (message_is_open(m, i))
            m->recipients[kept++] = m->recipients[i];
    m->recipient_count = kept;
}

static void step_requeued_pickup(world *w, message *m, int64_t now)
{
    queue_id old = m->id;
    if (!ids_take(&m->host->ids, now, RESERVE_FOR_FILTERED, &m->id)) {
        next_within(w, m, MESSAGE_REQUEUED_PICKUP, now, 200 * MILLISECOND, 900 * MILLISECOND);
        return;
    }
    line_of(w, m, now, PROGRAM_PICKUP);
    put(&w->log, "uid=");
    put_number(&w->log, REQUEUE_UID);
    put(&w->log, " from=<");
    put_sender(w, m);
    put(&w->log, "> orig_id=");
    put_bytes(&w->log, old.text, old.length);
    end_line(w, m, KIND_PICKUP);
    w->truth.requeues++;
    give_back_id(m, &old, now);
    drop_done_recipients(m);
    next_within(w, m, MESSAGE_CLEANUP, now, 4 * MILLISECOND, 30 * MILLISECOND);
}

void message_step(world *w, uint32_t number, int64_t now)
{
    static void (*const steps[])(world *, message *, int64_t) = {
        [MESSAGE_PICKUP] = step_pickup,
        [MESSAGE_CLEANUP] = step_cleanup,
        [MESSAGE_ACTIVE] = step_active,
        [MESSAGE_FILTER] = step_filter,
        [MESSAGE_FILTERED] = step_filtered,
        [MESSAGE_TLS] = delivery_step,
        [MESSAGE_ATTEMPT] = delivery_step,
        [MESSAGE_DELIVER] = delivery_step,
        [MESSAGE_MAKE_NOTICE] = step_make_notice,
        [MESSAGE_NOTICE] = step_notice,
        [MESSAGE_EXPIRED] = step_expired,
        [MESSAGE_REMOVED] = step_removed,
        [MESSAGE_DELETED] = step_deleted,
        [MESSAGE_DELETED_SUM] = step_deleted_sum,
        [MESSAGE_REQUEUED] = step_requeued,
        [MESSAGE_REQUEUED_SUM] = step_requeued_sum,
        [MESSAGE_REQUEUED_PICKUP] = step_requeued_pickup,
    };
    message *m = pool_at(&w->messages, number);
    steps[m->state](w, m, now);
}
