/*
 * From events to counts: what a line says by itself. What it says of a message is
 * joined first (count_queue.c).
 */
#include "lib/aggregate/counted.h"

/* === What all of them need === */

struct place pfl_counted_place(const struct counted *in)
{
    return (struct place){in->state->coverage.stream_ids[in->state->stream], in->event->offset};
}

bool pfl_counted_address(const struct counted *in, pfl_span span, uint8_t bytes[16])
{
    const struct recent_address *known = pfl_recent_address(&in->state->recent, counted_text(in, span));
    if (known == NULL)
        return false;
    memcpy(bytes, known->bytes, sizeof known->bytes);
    return true;
}

piece pfl_counted_program(const struct counted *in)
{
    piece tag = counted_text(in, in->event->program);
    const char *end = tag.at + tag.length, *at = end;
    while (at > tag.at && at[-1] != '/')
        at--;
    return piece_between(at, end);
}

struct address *pfl_counted_client(const struct counted *in, uint64_t has_address, pfl_span span)
{
    struct recent_address *known = NULL;
    if ((in->event->present & has_address) != 0)
        known = pfl_recent_address(&in->state->recent, counted_text(in, span));
    if (known == NULL)
        return NULL;
    struct address *a = pfl_recent_record(known, &in->state->addresses);
    if (a != NULL)
        widen(in, &a->first, &a->last);
    return a;
}

uint32_t pfl_counted_account(const struct counted *in, piece name)
{
    struct folded folded;
    pfl_fold(&folded, name);
    return pfl_subject_put(&in->state->ledger, SUBJECT_ACCOUNT, folded.bytes, folded.length);
}

/* === Refusals === */

/* The next byte of an address, without the quotes that mail puts around it; false at its end. */
static bool unquoted(cursor *c, char *byte)
{
    while (!cursor_at_end(c) && *c->at == '"')
        c->at++;
    if (cursor_left(c) > 1 && *c->at == '\\')
        c->at++;
    if (cursor_at_end(c))
        return false;
    *byte = *c->at++;
    return true;
}

/* Moves past a sender's address in a reply, where it has no quotes; from= has them, or not (info_log_address_format).
 */
static bool is_sender(cursor *c, piece from)
{
    cursor address = {from.at, from.at + from.length};
    char byte;
    if (cursor_left(c) > from.length && memcmp(c->at, from.at, from.length) == 0 && c->at[from.length] == '>') {
        c->at += from.length;
        return true;
    }
    while (unquoted(&address, &byte))
        if (cursor_at_end(c) || *c->at++ != byte)
            return false;
    return true;
}

/*
 * "553 5.7.1 <A>: Sender address rejected: not owned by user U" (smtpd/smtpd_check.c). A is the sender's own word and
 * may hold all of it, and the reply is cut at 510 bytes: so A has to be all of from=.
 */
static bool unowned_by(const struct counted *in, piece *user)
{
    const pfl_reject *reject = &in->event->reject;
    piece reply = counted_text(in, reject->reply);
    cursor c = {reply.at, reply.at + reply.length};
    if (reject->reply_code != 553 || (in->event->present & PFL_HAS_REJECT_FROM) == 0 || !literal(&c, "<") ||
        !is_sender(&c, counted_text(in, reject->from)) ||
        !literal(&c, ">: Sender address rejected: not owned by user "))
        return false;
    *user = piece_between(c.at, c.end);
    return user->length > 0;
}

static void count_unowned(const struct counted *in)
{
    struct ledger *l = &in->state->ledger;
    struct folded sender;
    piece user;
    if (in->time == PFL_TIME_INVALID || !unowned_by(in, &user))
        return;
    uint32_t number = pfl_counted_account(in, user);
    struct trouble *t = number == NONE ? NULL : pfl_subject_trouble(l, subject_at(l, number), hour_of(in->time));
    if (t == NULL)
        return;
    t->unowned = sum_32(t->unowned, in->times);
    pfl_fold_sender(&sender, counted_text(in, in->event->reject.from));
    pfl_sketch_add(l->memory, &t->senders, pfl_fixed_hash(sender.bytes, sender.length), TROUBLE_OTHERS);
}

/* Over a quota that a policy service keeps: what is said behind the address, if there is one. No full mailbox (x.2.2).
 */
static bool says_quota(piece dsn, piece reply)
{
    cursor c = {reply.at, reply.at + reply.length};
    piece ignored;
    while (until_literal(&c, ">: ", &ignored))
        ;
    cursor again = c;
    bool full = dsn.length == 5 && memcmp(dsn.at + 1, ".2.2", 4) == 0;
    return !full && (until_literal(&c, "uota", &ignored) || until_literal(&again, "ate limit", &ignored));
}

static void count_reject(const struct counted *in)
{
    const pfl_reject *reject = &in->event->reject;
    struct address *a = pfl_counted_client(in, PFL_HAS_REJECT_CLIENT_ADDR, reject->client_addr);
    in->state->coverage.totals[TOTAL_REJECTS] += in->times;
    address_add(a, ADDRESS_REJECTS, in->times);
    if ((in->event->present & PFL_HAS_REJECT_REPLY) == 0)
        return;
    if (says_quota(counted_text(in, reject->dsn), counted_text(in, reject->reply)))
        pfl_count_limited(in, a);
    count_unowned(in);
}

static void count_filter_action(const struct counted *in)
{
    const pfl_reject *reject = &in->event->reject;
    if (in->event->kind == PFL_KIND_MILTER && piece_starts(counted_text(in, reject->action), "milter-reject"))
        count_reject(in);
}

/* === Other lines === */

static void count_postscreen(const struct counted *in)
{
    const pfl_postscreen *p = &in->event->postscreen;
    static const char *const harmless[] = {"CONNECT", "PASS", "DISCONNECT", "ALLOWLISTED", "WHITELISTED"};
    piece action = counted_text(in, p->action);
    struct address *a = pfl_counted_client(in, PFL_HAS_POSTSCREEN_CLIENT_ADDR, p->client_addr);
    if (piece_starts(action, "CONNECT"))
        address_add(a, ADDRESS_CONNECTIONS, in->times);
    for (size_t i = 0; i < sizeof harmless / sizeof harmless[0]; i++)
        if (piece_starts(action, harmless[i]))
            return;
    address_add(a, ADDRESS_SCREENED, in->times);
}

/*
 * What syslog daemons say they have dropped:
 *   rsyslogd: imuxsock[...] lost N messages from pid P due to rate-limiting; imjournal: N messages lost ...
 *   systemd-journald: Suppressed N messages from S
 */
static void count_suppressed(const struct counted *in)
{
    piece program = pfl_counted_program(in), message = counted_text(in, in->event->message), before;
    cursor c = {message.at, message.at + message.length};
    if (!(piece_is(program, "rsyslogd") || piece_is(program, "systemd-journald") || piece_is(program, "journal")) ||
        !until_literal(&c, " messages ", &before))
        return;
    const char *end = before.at + before.length, *at = end;
    while (at > before.at && is_class(at[-1], CLASS_DIGIT))
        at--;
    cursor digits = {at, end};
    uint64_t count;
    bool dropped = piece_starts(message, "Suppressed ") ||
                   until_literal(&(cursor){message.at, end}, " lost ", &before) ||
                   piece_starts((piece){c.at, cursor_left(&c)}, "lost ");
    if (dropped && number(&digits, UINT32_MAX, &count))
        in->state->coverage.totals[TOTAL_SUPPRESSED] += count;
}

void pfl_count(struct counted *in)
{
    const pfl_event *event = in->event;
    uint64_t *totals = in->state->coverage.totals;
    switch (event->kind) {
    case PFL_KIND_CONNECT:
        address_add(pfl_counted_client(in, PFL_HAS_CONNECT_CLIENT_ADDR, event->connect.client_addr),
                    ADDRESS_CONNECTIONS, in->times);
        break;
    case PFL_KIND_DISCONNECT:
        pfl_count_disconnect(in);
        break;
    case PFL_KIND_LOST_CONNECTION:
    case PFL_KIND_TIMEOUT:
        address_add(pfl_counted_client(in, PFL_HAS_SESSION_END_CLIENT_ADDR, event->session_end.client_addr),
                    ADDRESS_LOST, in->times);
        break;
    case PFL_KIND_TLS:
        if ((event->present & PFL_HAS_TLS_REASON) != 0)
            address_add(pfl_counted_client(in, PFL_HAS_TLS_CLIENT_ADDR, event->tls.client_addr), ADDRESS_TLS,
                        in->times);
        break;
    case PFL_KIND_AUTH_FAIL:
        pfl_count_failure(in);
        break;
    case PFL_KIND_AUTH_ABORT:
        totals[TOTAL_ABORTED] += in->times;
        address_add(pfl_counted_client(in, PFL_HAS_AUTH_FAIL_CLIENT_ADDR, event->auth_fail.client_addr),
                    ADDRESS_ABORTED, in->times);
        break;
    case PFL_KIND_SASL_LOGIN:
        pfl_count_sasl_message(in);
        pfl_count_queue(in);
        break;
    case PFL_KIND_CLIENT:
        pfl_count_client(in);
        pfl_count_queue(in);
        break;
    case PFL_KIND_LOGIN:
        pfl_count_login(in);
        break;
    case PFL_KIND_PICKUP:
        pfl_count_pickup(in);
        pfl_count_queue(in);
        break;
    case PFL_KIND_REJECT:
        count_reject(in);
        pfl_count_queue(in);
        break;
    case PFL_KIND_FILTER_ACTION:
    case PFL_KIND_MILTER:
        count_filter_action(in);
        pfl_count_queue(in);
        break;
    case PFL_KIND_PROTOCOL_ABUSE:
        address_add(pfl_counted_client(in, PFL_HAS_ABUSE_CLIENT_ADDR, event->abuse.client_addr), ADDRESS_ABUSE,
                    in->times);
        break;
    case PFL_KIND_RATE_LIMIT:
        pfl_count_limited(in, pfl_counted_client(in, PFL_HAS_RATE_LIMIT_CLIENT_ADDR, event->rate_limit.client_addr));
        break;
    case PFL_KIND_POSTSCREEN:
        count_postscreen(in);
        break;
    case PFL_KIND_DNSBL:
        address_add(pfl_counted_client(in, PFL_HAS_DNSBL_CLIENT_ADDR, event->dnsbl.client_addr), ADDRESS_LISTED,
                    in->times);
        break;
    case PFL_KIND_LIFECYCLE:
        pfl_count_lifecycle(in);
        break;
    case PFL_KIND_FOREIGN:
        count_suppressed(in);
        break;
    case PFL_KIND_QUEUE_ADMIN:
        pfl_count_deed(in);
        pfl_count_queue(in);
        break;
    case PFL_KIND_MESSAGE_ID:
    case PFL_KIND_QUEUED:
    case PFL_KIND_REMOVED:
    case PFL_KIND_EXPIRED:
    case PFL_KIND_BOUNCE_NOTICE:
    case PFL_KIND_SENT:
    case PFL_KIND_DEFERRED:
    case PFL_KIND_BOUNCED:
    case PFL_KIND_DELIVERABLE:
    case PFL_KIND_UNDELIVERABLE:
    case PFL_KIND_PROXY:
    case PFL_KIND_HEADER_CHECK:
        pfl_count_queue(in);
        break;
    }
}
