/* Counting the events. Contract in audit_tally.h. */
#include "audit_records.h"
#include "terminal.h"
#include <string.h>

static bool starts(const reading *in, pfl_span span, const char *words)
{
    size_t length = strlen(words);
    return span.length >= length && memcmp(in->text + span.offset, words, length) == 0;
}

static bool is(const reading *in, pfl_span span, const char *words)
{
    return span.length == strlen(words) && starts(in, span, words);
}

/*
 * Lines that say "failed" where nobody's password was wrong: nothing was tried;
 * and those of Dovecot's auth, which smtpd or a login process tells once more.
 */
static bool is_real_failure(const reading *in)
{
    pfl_span reason = in->event->auth_fail.reason;
    if (is(in, in->event->program, "dovecot") && starts(in, in->event->service, "auth"))
        return false;
    return !starts(in, reason, "Connection lost to authentication server") &&
           !starts(in, reason, "Invalid authentication mechanism");
}

static void count_failure(tally *t, const reading *in)
{
    const pfl_event *event = in->event;
    const pfl_auth_fail *fail = &event->auth_fail;
    if ((event->present & PFL_HAS_AUTH_FAIL_CLIENT_ADDR) == 0 || !is_real_failure(in))
        return;
    char key[KEY_TEXT];
    uint32_t name = TABLE_NONE, number;
    /* Dovecot's login processes sum up the attempts of a session. */
    uint32_t failures = event->repeat;
    if ((event->present & PFL_HAS_AUTH_FAIL_COUNT) != 0 && fail->count > 0)
        failures = fail->count;
    t->failure_count += failures;
    if ((event->present & PFL_HAS_AUTH_FAIL_SASL_USERNAME) != 0 && !starts(in, fail->sasl_username, "(unavailable)")) {
        size_t length = record_key(key, in->text + fail->sasl_username.offset, fail->sasl_username.length);
        name = table_put(&t->names, key, length);
        t->named_failures += failures;
    }
    uint32_t addr = record_address(t, in->text + fail->client_addr.offset, fail->client_addr.length);
    pair *p = record_pair(t, addr, name, &number);
    address *a = table_at(&t->addresses, addr);
    a->failures += failures;
    a->names += p->failures == 0 && name != TABLE_NONE;
    p->failures += failures;

    record_failure_clue(a, in);
    if (event->time == PFL_TIME_INVALID)
        return;
    a->first = event->time < a->first ? event->time : a->first;
    a->last = event->time > a->last ? event->time : a->last;
    record_attempt(&t->failures, in, t, number, failures);
}

/* A session that logged in and handed in nothing: the log does not say who it was. */
static void count_silent(tally *t, const reading *in)
{
    const pfl_event *event = in->event;
    const pfl_disconnect *left = &event->disconnect;
    if (left->auth_ok == 0 || left->mail_ok > 0 || (event->present & PFL_HAS_DISCONNECT_CLIENT_ADDR) == 0)
        return;
    uint32_t number, addr = record_address(t, in->text + left->client_addr.offset, left->client_addr.length);
    record_pair(t, addr, TABLE_NONE, &number);
    address *a = table_at(&t->addresses, addr);
    if (a->failures - a->failures_seen > a->failures_before) {
        a->failures_before = a->failures - a->failures_seen;
        record_login_clues(a->silent, a, in);
    }
    a->failures_seen = a->failures;
    if (event->time != PFL_TIME_INVALID)
        record_attempt(&t->silent, in, t, number, event->repeat);
}

static void count_login_at(tally *t, const subject *s, uint32_t addr, const reading *in)
{
    uint32_t number;
    pair *p = record_pair(t, addr, table_find(&t->names, s->name, s->name_length), &number);
    address *a = table_at(&t->addresses, addr);
    a->accounts += p->logins == 0;
    p->logins += in->event->repeat;
    if (p->clues[0] == NULL || a->failures - p->failures_seen > p->failures_before) {
        p->failures_before = a->failures - p->failures_seen;
        record_login_clues(p->clues, a, in);
    }
    p->failures_seen = a->failures;
    if (in->event->time == PFL_TIME_INVALID)
        return;
    if (in->event->time < p->first_login) {
        p->first_login = in->event->time;
        p->first_order = in->order;
    }
    p->last_login = in->event->time > p->last_login ? in->event->time : p->last_login;
    record_attempt(&t->logins, in, t, number, in->event->repeat);
}

/* The number in the queue of the message with this queue ID on the event's host; TABLE_NONE when it is not known. */
static uint32_t message_of(tally *t, const reading *in, pfl_span queue_id, bool make)
{
    char key[KEY_TEXT];
    pfl_span host = in->event->host;
    if (host.length + queue_id.length + 1u > sizeof key)
        return TABLE_NONE;
    memcpy(key, in->text + host.offset, host.length);
    key[host.length] = '\0';
    memcpy(key + host.length + 1, in->text + queue_id.offset, queue_id.length);
    size_t length = host.length + queue_id.length + 1u;
    return make ? table_put(&t->queue, key, length) : table_find(&t->queue, key, length);
}

/* A queue ID that comes again is another message: short ones are used again. */
static void open_message(tally *t, const reading *in, subject *owner, uint32_t nrcpt)
{
    if ((in->event->present & PFL_HAS_QUEUE_ID) == 0)
        return;
    uint32_t number = message_of(t, in, in->event->queue_id, true);
    if (number != TABLE_NONE)
        *(message_open *)table_at(&t->queue, number) = (message_open){.owner = owner, .nrcpt = nrcpt};
}

static void count_client(tally *t, const reading *in)
{
    const pfl_event *event = in->event;
    const pfl_client *client = &event->client;
    subject *s = NULL;
    t->message_count += event->repeat;
    uint32_t addr = TABLE_NONE;
    if ((event->present & PFL_HAS_CLIENT_CLIENT_ADDR) != 0)
        addr = record_address(t, in->text + client->client_addr.offset, client->client_addr.length);
    if (event->kind == PFL_KIND_SASL_LOGIN) {
        t->login_count += event->repeat;
        if ((event->present & PFL_HAS_CLIENT_SASL_USERNAME) != 0) {
            s = tally_subject(t, in->text + client->sasl_username.offset, client->sasl_username.length);
            subject_message(s, in);
            s->last_address = addr;
            if (addr != TABLE_NONE)
                count_login_at(t, s, addr, in);
        }
    } else if (addr != TABLE_NONE && (event->present & PFL_HAS_CLIENT_ORIG_QUEUE_ID) == 0 &&
               (starts(in, client->client_addr, "127.") || starts(in, client->client_addr, "::1"))) {
        t->proxied += event->repeat;
    }
    open_message(t, in, s, 0);
}

/* Dovecot: a login without a message, by the same account and with the same password. */
static void count_mailbox_login(tally *t, const reading *in)
{
    const pfl_login *login = &in->event->login;
    if ((in->event->present & PFL_HAS_LOGIN_CLIENT_ADDR) == 0 ||
        (in->event->present & PFL_HAS_LOGIN_SASL_USERNAME) == 0)
        return;
    t->login_count += in->event->repeat;
    uint32_t addr = record_address(t, in->text + login->client_addr.offset, login->client_addr.length);
    subject *s = tally_subject(t, in->text + login->sasl_username.offset, login->sasl_username.length);
    if (in->event->time != PFL_TIME_INVALID) {
        s->first = in->event->time < s->first ? in->event->time : s->first;
        s->last = in->event->time > s->last ? in->event->time : s->last;
    }
    count_login_at(t, s, addr, in);
}

/* postsuper -r gives a message a new queue ID and hands it in through pickup: it stays who it was from. */
static void count_pickup(tally *t, const reading *in)
{
    const pfl_event *event = in->event;
    if ((event->present & PFL_HAS_PICKUP_ORIG_ID) != 0) {
        uint32_t number = message_of(t, in, event->pickup.orig_id, false);
        message_open old = {0};
        if (number != TABLE_NONE) {
            old = *(message_open *)table_at(&t->queue, number);
            table_remove(&t->queue, number);
        }
        open_message(t, in, old.owner, old.nrcpt > old.done ? old.nrcpt - old.done : 0);
        return;
    }
    t->message_count += event->repeat;
    subject *s = NULL;
    if ((event->present & PFL_HAS_PICKUP_UID) != 0) {
        s = tally_local(t, event->pickup.uid);
        subject_message(s, in);
    }
    open_message(t, in, s, 0);
}

/* A line about a message that is in the queue. */
static void count_queue(tally *t, const reading *in)
{
    const pfl_event *event = in->event;
    uint32_t number = TABLE_NONE;
    if ((event->present & PFL_HAS_QUEUE_ID) != 0)
        number = message_of(t, in, event->queue_id, false);
    if (number == TABLE_NONE)
        return;
    message_open *m = table_at(&t->queue, number);
    switch (event->kind) {
    case PFL_KIND_QUEUED:
        if (m->nrcpt == 0 && m->owner != NULL)
            subject_queued(t, m->owner, in);
        m->nrcpt = m->nrcpt == 0 ? event->queued.nrcpt : m->nrcpt;
        break;
    case PFL_KIND_SENT:
    case PFL_KIND_BOUNCED:
        m->done += event->repeat;
        /* fall through */
    case PFL_KIND_DEFERRED:
        if (m->owner != NULL)
            subject_outcome(t, m->owner, in);
        break;
    case PFL_KIND_EXPIRED:
        if (m->owner != NULL && m->nrcpt > m->done)
            m->owner->failed += m->nrcpt - m->done;
        m->done = m->nrcpt;
        break;
    case PFL_KIND_REMOVED:
        table_remove(&t->queue, number);
        break;
    case PFL_KIND_QUEUE_ADMIN:
        if (is(in, event->queue_admin.action, "removed"))
            table_remove(&t->queue, number);
        break;
    }
}

/* A domain that this server's own delivery agents deliver to is one of its own. */
static void learn_local_domain(tally *t, const reading *in)
{
    pfl_span program = in->event->program, to = in->event->delivery.to;
    const char *tag = in->text + program.offset, *agent = tag + program.length;
    while (agent > tag && agent[-1] != '/')
        agent--;
    size_t length = (size_t)(tag + program.length - agent);
    bool own = (length == 4 && memcmp(agent, "lmtp", 4) == 0) || (length == 5 && memcmp(agent, "local", 5) == 0) ||
               (length == 7 && memcmp(agent, "virtual", 7) == 0);
    const char *at = own && to.length > 0 ? memchr(in->text + to.offset, '@', to.length) : NULL;
    if (at != NULL) {
        char key[KEY_TEXT];
        size_t key_length = record_key(key, at + 1, (size_t)(in->text + to.offset + to.length - at) - 1);
        table_put(&t->local_domains, key, key_length);
    }
}

static void count_coverage(tally *t, const reading *in)
{
    const pfl_event *event = in->event;
    t->lines++;
    t->kinds[event->kind <= UINT8_MAX ? event->kind : PFL_KIND_OTHER]++;
    t->ambiguous += (event->flags & PFL_FLAG_AMBIGUOUS) != 0;
    t->truncated += (event->flags & PFL_FLAG_TRUNCATED) != 0;
    t->year_inferred += (event->flags & PFL_FLAG_YEAR_INFERRED) != 0;
    if (event->kind == PFL_KIND_REPEAT)
        t->repeat_lines++;
    if (event->kind == PFL_KIND_FOREIGN || event->kind == PFL_KIND_MALFORMED || event->kind == PFL_KIND_REPEAT)
        return;
    if (event->time == PFL_TIME_INVALID) {
        t->time_invalid++;
        return;
    }
    t->first = event->time < t->first ? event->time : t->first;
    t->last = event->time > t->last ? event->time : t->last;
    if (event->host.length > 0)
        table_put(&t->hosts, in->text + event->host.offset, event->host.length);
}

void tally_event(tally *t, const input_batch *batch, const pfl_event *event)
{
    const reading in = {record_file(t, batch->file), event, input_text(batch, event), t->lines};
    count_coverage(t, &in);
    switch (event->kind) {
    case PFL_KIND_AUTH_FAIL:
        count_failure(t, &in);
        break;
    case PFL_KIND_DISCONNECT:
        count_silent(t, &in);
        break;
    case PFL_KIND_SASL_LOGIN:
    case PFL_KIND_CLIENT:
        count_client(t, &in);
        break;
    case PFL_KIND_LOGIN:
        count_mailbox_login(t, &in);
        break;
    case PFL_KIND_PICKUP:
        count_pickup(t, &in);
        break;
    case PFL_KIND_SENT:
        t->sent += event->repeat;
        learn_local_domain(t, &in);
        count_queue(t, &in);
        break;
    case PFL_KIND_DEFERRED:
        t->deferred += event->repeat;
        count_queue(t, &in);
        break;
    case PFL_KIND_BOUNCED:
        t->bounced += event->repeat;
        count_queue(t, &in);
        break;
    case PFL_KIND_QUEUED:
    case PFL_KIND_EXPIRED:
    case PFL_KIND_REMOVED:
    case PFL_KIND_QUEUE_ADMIN:
        count_queue(t, &in);
        break;
    }
}

void tally_finish(tally *t)
{
    for (uint32_t i = 0; i < t->queue.count; i++) {
        const message_open *m = table_at(&t->queue, i);
        if (m == NULL || m->owner == NULL || m->nrcpt <= m->done)
            continue;
        m->owner->waiting++;
        m->owner->waiting_recipients += m->nrcpt - m->done;
    }
}
