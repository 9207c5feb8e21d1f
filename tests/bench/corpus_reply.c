/* What becomes of a recipient, and the words for it. Contract in corpus_message.h. */
#include "corpus_message.h"

/* --- Drawing ----------------------------------------------------------------- */

/* Some never empty their mailbox. */
static bool is_full(mailbox m)
{
    return m.local % 61 == 40;
}

static enum outcome draw_own(uint32_t draw, enum manner manner, mailbox to)
{
    if (manner == MANNER_VIRTUAL)
        return SENT_VIRTUAL;
    if (manner == MANNER_LOCAL)
        return SENT_LOCAL;
    if (is_full(to) && draw < 900)
        return DEFERRED_LMTP;
    return draw < 4 ? BOUNCED_LMTP : draw < 12 ? DEFERRED_LMTP : SENT_LMTP;
}

/* draw: 0 to 999 */
enum outcome outcome_draw(world *w, const message *m, const recipient *r)
{
    uint32_t draw = random_below(&w->random, 1000);
    enum manner manner = w->domains[r->to.domain].manner;
    if (m->leg == LEG_BEFORE_FILTER)
        return m->filter_down ? DEFERRED_FILTER : SENT_FILTER;
    if (draw < m->refused && manner >= MANNER_GOOD)
        return draw % 3 == 0 ? BOUNCED_UNKNOWN : draw % 3 == 1 ? BOUNCED_SPAM : BOUNCED_BLOCKED;
    switch (manner) {
    case MANNER_LMTP:
    case MANNER_VIRTUAL:
    case MANNER_LOCAL:
        return draw_own(draw, manner, r->to);
    case MANNER_GOOD:
        return draw < 12 ? BOUNCED_UNKNOWN : draw < 18 ? DEFERRED_LOST : draw < 24 ? DEFERRED_GREY : SENT_REMOTE;
    case MANNER_GREY:
        return m->tries == 0 || draw < 100 ? DEFERRED_GREY : SENT_REMOTE;
    case MANNER_UNKNOWN:
        return draw < 400 ? BOUNCED_UNKNOWN : SENT_REMOTE;
    case MANNER_BLOCKS:
        return draw < 700 ? BOUNCED_BLOCKED : SENT_REMOTE;
    case MANNER_SPAM:
        return draw < 120 ? BOUNCED_SPAM : draw < 180 ? DEFERRED_GREY : SENT_REMOTE;
    case MANNER_SLOW:
        return draw < 600 ? DEFERRED_TIMEOUT : draw < 800 ? DEFERRED_REFUSED : SENT_REMOTE;
    case MANNER_FULL:
        return draw < 780 ? DEFERRED_QUOTA : draw < 850 ? BOUNCED_QUOTA : SENT_REMOTE;
    case MANNER_DEAD:
        break;
    }
    return BOUNCED_NO_HOST;
}

enum corpus_kind outcome_kind(enum outcome o)
{
    return o >= BOUNCED_UNKNOWN ? KIND_BOUNCED : o >= DEFERRED_GREY ? KIND_DEFERRED : KIND_SENT;
}

bool outcome_is_unreached(enum outcome o)
{
    return o == DEFERRED_TIMEOUT || o == DEFERRED_REFUSED || o == DEFERRED_FILTER || o == BOUNCED_NO_HOST;
}

/* --- Words ------------------------------------------------------------------- */

static void put_said(log_writer *log, const message *m, const domain *d)
{
    put(log, "host ");
    put_server(log, d, m->exchanger);
    put(log, " said: ");
}

/* What other servers call a message that they have taken: every product has its way. */
static void put_accepted(world *w, const message *m)
{
    uint64_t bits = random_next(&w->random);
    log_writer *log = &w->log;
    switch (w->domains[m->domain].product) {
    case 0:
        put(log, "250 2.0.0 Ok: queued as ");
        put_hex(log, bits, 11, true);
        break;
    case 1:
        put(log, "250 OK id=");
        put_letters(log, bits, 6);
        put(log, "-0000000");
        put_letters(log, bits >> 36, 4);
        put_byte(log, '-');
        put_letters(log, bits >> 20, 4);
        break;
    case 2:
        put(log, "250 2.6.0 <");
        put_bytes(log, m->message_id, m->message_id_length);
        put(log, "> Queued mail for delivery");
        break;
    case 3:
        put(log, "250 2.0.0 OK ");
        put_number(log, (uint64_t)(m->active / SECOND));
        put_byte(log, ' ');
        put_hex(log, bits, 16, false);
        put_byte(log, '-');
        put_hex(log, bits >> 40, 10, false);
        break;
    }
}

static void put_filter_answer(log_writer *log, const message *m)
{
    put(log, "250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as ");
    put_bytes(log, m->next_id.text, m->next_id.length);
}

static void put_lmtp_answer(world *w, const recipient *r)
{
    uint64_t bits = random_next(&w->random);
    put(&w->log, "250 2.0.0 <");
    put_mailbox(&w->log, w->domains, r->to);
    put(&w->log, "> ");
    put_letters(&w->log, bits, 10);
    put_letters(&w->log, mix_bits(bits), 10);
    put(&w->log, "AA Saved");
}

/* 550 5.1.1 <RECIPIENT> words (in reply to RCPT TO command) */
static void put_refused(world *w, const recipient *r, const char *code, const char *words)
{
    put(&w->log, code);
    put(&w->log, " <");
    put_mailbox(&w->log, w->domains, r->to);
    put(&w->log, words);
    put(&w->log, " (in reply to RCPT TO command)");
}

static void put_lmtp_refused(world *w, const recipient *r, const char *code, const char *words)
{
    put(&w->log, "host mx.example.net[private/dovecot-lmtp] said: ");
    put_refused(w, r, code, words);
}

static void put_unreached(world *w, const message *m, const domain *d, const char *why)
{
    put(&w->log, "connect to ");
    put_next_hop(&w->log, d, m->exchanger);
    put(&w->log, why);
}

static const char *dsn_of(enum outcome o)
{
    switch (o) {
    case SENT_REMOTE:
    case SENT_LMTP:
    case SENT_VIRTUAL:
    case SENT_LOCAL:
    case SENT_FILTER:
        return "2.0.0";
    case DEFERRED_GREY:
        return "4.7.1";
    case DEFERRED_TIMEOUT:
    case DEFERRED_REFUSED:
    case DEFERRED_FILTER:
        return "4.4.1";
    case DEFERRED_LOST:
        return "4.4.2";
    case DEFERRED_QUOTA:
    case DEFERRED_LMTP:
        return "4.2.2";
    case BOUNCED_UNKNOWN:
    case BOUNCED_LMTP:
        return "5.1.1";
    case BOUNCED_BLOCKED:
    case BOUNCED_SPAM:
        return "5.7.1";
    case BOUNCED_QUOTA:
        return "5.2.2";
    case BOUNCED_NO_HOST:
        return "5.4.4";
    }
    return "";
}

static void put_reason(world *w, const message *m, const recipient *r)
{
    log_writer *log = &w->log;
    const domain *d = &w->domains[r->to.domain];
    switch ((enum outcome)m->outcome) {
    case SENT_REMOTE:
        put_accepted(w, m);
        break;
    case SENT_LMTP:
        put_lmtp_answer(w, r);
        break;
    case SENT_VIRTUAL:
        put(log, "delivered to maildir");
        break;
    case SENT_LOCAL:
        put(log, "delivered to mailbox");
        break;
    case SENT_FILTER:
        put_filter_answer(log, m);
        break;
    case DEFERRED_GREY:
        put_said(log, m, d);
        put_refused(w, r, "451 4.7.1", ">: Recipient address rejected: Greylisted, please try again later");
        break;
    case DEFERRED_TIMEOUT:
        put_unreached(w, m, d, ": Connection timed out");
        break;
    case DEFERRED_REFUSED:
        put_unreached(w, m, d, ": Connection refused");
        break;
    case DEFERRED_LOST:
        put(log, "lost connection with ");
        put_server(log, d, m->exchanger);
        put(log, " while receiving the initial server greeting");
        break;
    case DEFERRED_QUOTA:
        put_said(log, m, d);
        put_refused(w, r, "452 4.2.2", ">: Recipient address rejected: Mailbox is over quota");
        break;
    case DEFERRED_LMTP:
        put_lmtp_refused(w, r, "452 4.2.2", "> Quota exceeded (mailbox for user is full)");
        break;
    case DEFERRED_FILTER:
        put(log, "connect to 127.0.0.1[127.0.0.1]:10024: Connection refused");
        break;
    case BOUNCED_UNKNOWN:
        put_said(log, m, d);
        put_refused(w, r, "550 5.1.1", ">: Recipient address rejected: User unknown in virtual mailbox table");
        break;
    case BOUNCED_BLOCKED:
        put_said(log, m, d);
        put(log, "554 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using bl.dnsbl.example (in reply to "
                 "RCPT TO command)");
        break;
    case BOUNCED_SPAM:
        put_said(log, m, d);
        put(log, "550 5.7.1 Message rejected as spam by content scanning (in reply to end of DATA command)");
        break;
    case BOUNCED_QUOTA:
        put_said(log, m, d);
        put_refused(w, r, "552 5.2.2", ">: Recipient address rejected: Mailbox is over quota");
        break;
    case BOUNCED_NO_HOST:
        put(log, "Host or domain name not found. Name service error for name=");
        put_bytes(log, d->name, d->name_length);
        put(log, " type=A: Host not found");
        break;
    case BOUNCED_LMTP:
        put_lmtp_refused(w, r, "550 5.1.1", "> User doesn't exist");
        break;
    }
}

void put_outcome(world *w, const message *m, const recipient *r)
{
    enum outcome o = (enum outcome)m->outcome;
    put(&w->log, ", dsn=");
    put(&w->log, dsn_of(o));
    put(&w->log, outcome_kind(o) == KIND_SENT       ? ", status=sent ("
                 : outcome_kind(o) == KIND_DEFERRED ? ", status=deferred ("
                                                    : ", status=bounced (");
    put_reason(w, m, r);
    put_byte(&w->log, ')');
}
