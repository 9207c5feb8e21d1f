/* One delivery attempt: recipient after recipient, by the agents their domains have. Contract in corpus_message.h. */
#include "corpus_message.h"

static enum program agent_of(const world *w, const message *m, uint32_t to_domain)
{
    if (m->leg == LEG_BEFORE_FILTER)
        return PROGRAM_SMTP;
    switch (w->domains[to_domain].manner) {
    case MANNER_LMTP:
        return PROGRAM_LMTP;
    case MANNER_VIRTUAL:
        return PROGRAM_VIRTUAL;
    case MANNER_LOCAL:
        return PROGRAM_LOCAL;
    case MANNER_GOOD:
    case MANNER_GREY:
    case MANNER_UNKNOWN:
    case MANNER_BLOCKS:
    case MANNER_SPAM:
    case MANNER_SLOW:
    case MANNER_FULL:
    case MANNER_DEAD:
        break;
    }
    return PROGRAM_SMTP;
}

static void release_process(message *m)
{
    if (m->has_process)
        host_give_back(m->host, (enum program)m->program, m->process);
    m->has_process = false;
}

/* How long an agent needs for a recipient. */
static int64_t time_for(world *w, const message *m, bool first_of_domain)
{
    enum outcome o = (enum outcome)m->outcome;
    if (!first_of_domain)
        return random_between(&w->random, MILLISECOND, 9 * MILLISECOND);
    if (o == DEFERRED_TIMEOUT)
        return random_between(&w->random, 30 * SECOND, 31 * SECOND);
    if (m->program == PROGRAM_SMTP && m->leg != LEG_BEFORE_FILTER)
        return random_between(&w->random, 100 * MILLISECOND, 1800 * MILLISECOND);
    return random_between(&w->random, 8 * MILLISECOND, 90 * MILLISECOND);
}

/* A new domain: another process, another connection, and what that connection leaves in the log. */
static void begin_domain(world *w, message *m, const recipient *r, int64_t now)
{
    release_process(m);
    m->domain = r->to.domain;
    const uint32_t exchangers = w->domains[m->domain].exchangers;
    m->exchanger = exchangers > 1 ? random_below(&w->random, exchangers) : 0;
    m->program = (uint8_t)agent_of(w, m, m->domain);
    m->process = host_take(m->host, (enum program)m->program, &w->random);
    m->has_process = true;
    m->outcome = (uint8_t)outcome_draw(w, m, r);
    enum outcome o = (enum outcome)m->outcome;
    int64_t time = now + time_for(w, m, true);
    if (o == DEFERRED_TIMEOUT || o == DEFERRED_REFUSED)
        message_next(w, m, MESSAGE_ATTEMPT, time);
    else if (m->program == PROGRAM_SMTP && m->leg != LEG_BEFORE_FILTER && !outcome_is_unreached(o) &&
             random_chance(&w->random, 350))
        message_next(w, m, MESSAGE_TLS, time);
    else
        message_next(w, m, MESSAGE_DELIVER, time);
}

void delivery_next(world *w, message *m, int64_t now)
{
    while (m->at < m->recipient_count && !message_is_open(m, m->at))
        m->at++;
    if (m->at == m->recipient_count) {
        release_process(m);
        message_attempted(w, m, now);
        return;
    }
    const recipient *r = &m->recipients[m->at];
    /* The filter takes all in one go. */
    bool same = m->has_process && (m->leg == LEG_BEFORE_FILTER || m->domain == r->to.domain);
    if (!same) {
        begin_domain(w, m, r, now);
        return;
    }
    /* A server that could not be reached is not asked again for the next recipient. */
    if (!outcome_is_unreached((enum outcome)m->outcome))
        m->outcome = (uint8_t)outcome_draw(w, m, r);
    message_next(w, m, MESSAGE_DELIVER, now + time_for(w, m, false));
}

/* --- Lines ------------------------------------------------------------------- */

static void end_line(world *w, const message *m, enum corpus_kind kind)
{
    world_end_line(w, kind, m->tries > 0 ? GROUP_RETRIES : (enum corpus_group)m->group);
}

static void step_tls(world *w, message *m, int64_t now)
{
    bool trusted = mix_bits(m->domain) % 3 != 0;
    host_line(m->host, &w->log, now, PROGRAM_SMTP, m->process.pid);
    put(&w->log, trusted ? "Trusted" : "Untrusted");
    put(&w->log, " TLS connection established to ");
    put_next_hop(&w->log, &w->domains[m->domain], m->exchanger);
    put(&w->log, ": TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519 server-signature "
                 "RSA-PSS (2048 bits) server-digest SHA256");
    end_line(w, m, KIND_TLS);
    int64_t delay = random_between(&w->random, 50 * MILLISECOND, 700 * MILLISECOND);
    message_next(w, m, MESSAGE_DELIVER, now + delay);
}

static void step_attempt(world *w, message *m, int64_t now)
{
    host_line(m->host, &w->log, now, PROGRAM_SMTP, m->process.pid);
    put(&w->log, "connect to ");
    put_next_hop(&w->log, &w->domains[m->domain], m->exchanger);
    put(&w->log, m->outcome == DEFERRED_TIMEOUT ? ": Connection timed out" : ": Connection refused");
    end_line(w, m, KIND_ATTEMPT);
    message_next(w, m, MESSAGE_DELIVER, now + 2 * MILLISECOND);
}

static void put_relay(world *w, const message *m)
{
    enum program program = (enum program)m->program;
    if (outcome_is_unreached((enum outcome)m->outcome))
        put(&w->log, "none");
    else if (m->leg == LEG_BEFORE_FILTER)
        put(&w->log, "127.0.0.1[127.0.0.1]:10024");
    else if (program == PROGRAM_LMTP)
        put(&w->log, "mx.example.net[private/dovecot-lmtp]");
    else if (program == PROGRAM_VIRTUAL)
        put(&w->log, "virtual");
    else if (program == PROGRAM_LOCAL)
        put(&w->log, "local");
    else
        put_next_hop(&w->log, &w->domains[m->domain], m->exchanger);
}

/* delays=: before the queue manager, in it, connection setup, transmission. */
static void put_delays(log_writer *log, const message *m, int64_t now)
{
    int64_t attempt = now - m->active, in_queue = attempt / 16, setup = attempt / 2;
    put(log, ", delay=");
    put_delay(log, now - m->arrived);
    put(log, ", delays=");
    put_delay(log, m->active - m->arrived);
    put_byte(log, '/');
    put_delay(log, in_queue);
    put_byte(log, '/');
    put_delay(log, setup);
    put_byte(log, '/');
    put_delay(log, attempt - in_queue - setup);
}

/* The recipient is at his end, but for the filter's word, which is not the last. */
static void count_outcome(world *w, message *m, recipient *r, enum corpus_kind kind)
{
    truth_domain(&w->truth, m->owner, r->to.domain);
    if (kind == KIND_DEFERRED) {
        if (!r->was_deferred)
            truth_deferred(&w->truth, m->owner);
        r->was_deferred = true;
        return;
    }
    r->state = RECIPIENT_DONE;
    if (kind == KIND_BOUNCED)
        m->failed = true;
    if (m->leg != LEG_BEFORE_FILTER)
        truth_end(&w->truth, m->owner, kind == KIND_SENT ? END_SENT : END_BOUNCED, 1);
}

static void step_deliver(world *w, message *m, int64_t now)
{
    recipient *r = &m->recipients[m->at];
    log_writer *log = &w->log;
    uint32_t reused = m->program == PROGRAM_SMTP && m->leg == LEG_ONLY ? random_below(&w->random, 16) : 1;
    host_line(m->host, log, now, (enum program)m->program, m->process.pid);
    put_bytes(log, m->id.text, m->id.length);
    put(log, ": to=<");
    put_mailbox(log, w->domains, r->to);
    if (r->by_alias) {
        put(log, ">, orig_to=<");
        put_mailbox(log, w->domains, r->orig_to);
    }
    put(log, ">, relay=");
    put_relay(w, m);
    if (reused == 0 && !outcome_is_unreached((enum outcome)m->outcome))
        put(log, ", conn_use=2");
    put_delays(log, m, now);
    put_outcome(w, m, r);

    enum corpus_kind kind = outcome_kind((enum outcome)m->outcome);
    end_line(w, m, kind);
    count_outcome(w, m, r, kind);
    m->at++;
    delivery_next(w, m, now);
}

void delivery_step(world *w, message *m, int64_t now)
{
    if (m->state == MESSAGE_TLS)
        step_tls(w, m, now);
    else if (m->state == MESSAGE_ATTEMPT)
        step_attempt(w, m, now);
    else
        step_deliver(w, m, now);
}
