/*
 * From events to counts: what a line says by itself. What it says of a message is
 * joined first (count_queue.c).
 */
#include "lib/aggregate/aggregator.h"

static bool starts(piece text, const char *words)
{
    size_t length = strlen(words);
    return text.length >= length && memcmp(text.at, words, length) == 0;
}

/* What follows the tag's last slash, or all of it: smtpd, lmtp. */
static piece program_of(const struct counted *in)
{
    piece tag = counted_text(in, in->event->program);
    const char *end = tag.at + tag.length, *at = end;
    while (at > tag.at && at[-1] != '/')
        at--;
    return piece_between(at, end);
}

struct place pfl_counted_place(const struct counted *in)
{
    return (struct place){in->state->coverage.stream_ids[in->state->stream], in->event->offset};
}

bool pfl_counted_address(const struct counted *in, pfl_span span, uint8_t bytes[16])
{
    pfl_network address;
    piece text = counted_text(in, span);
    if (pfl_network_parse(text.at, text.length, &address) != PFL_OK || address.bits != 128)
        return false;
    memcpy(bytes, address.bytes, sizeof address.bytes);
    return true;
}

/* === Addresses === */

/* The record of a client's address; NULL when it has none ("unknown"), or there is no memory. */
static struct address *address_of(const struct counted *in, uint64_t has_address, pfl_span span)
{
    uint8_t bytes[16];
    if ((in->event->present & has_address) == 0 || !pfl_counted_address(in, span, bytes))
        return NULL;
    struct address *a = pfl_address_put(&in->state->addresses, bytes);
    if (a != NULL && in->time != PFL_TIME_INVALID) {
        a->first = in->time < a->first ? in->time : a->first;
        a->last = in->time > a->last ? in->time : a->last;
    }
    return a;
}

static void add(struct address *a, enum address_count count, uint32_t times)
{
    if (a != NULL)
        a->counts[count] = sum_32(a->counts[count], times);
}

static uint32_t since_bucket(int64_t time)
{
    return (uint32_t)(time - bucket_of(time) * BUCKET);
}

static struct bucket *bucket_now(const struct counted *in, struct address *a)
{
    if (a == NULL || in->time == PFL_TIME_INVALID)
        return NULL;
    return pfl_address_bucket(&in->state->memory, a, bucket_of(in->time));
}

static void count_limited(const struct counted *in, struct address *a)
{
    struct bucket *b = bucket_now(in, a);
    add(a, ADDRESS_LIMITED, in->times);
    if (b != NULL)
        b->limited = sum_32(b->limited, in->times);
}

/* === Logins that failed === */

/* Lines that say "failed" where nobody's password was wrong: nothing was tried. */
static bool is_unreal(const struct counted *in)
{
    piece reason = counted_text(in, in->event->auth_fail.reason);
    return starts(reason, "Connection lost to authentication server") ||
           starts(reason, "Invalid authentication mechanism");
}

/* Dovecot's auth process tells what smtpd or a login process tells as well. */
static enum teller teller_of(const struct counted *in)
{
    return starts(counted_text(in, in->event->program), "dovecot") &&
                   starts(counted_text(in, in->event->service), "auth")
               ? TELLER_AUTH
               : TELLER_SERVER;
}

static void count_guess(const struct counted *in, piece name, enum teller teller, const struct address *from,
                        uint32_t times)
{
    struct guess *g = pfl_guess_put(&in->state->guesses, name);
    if (g == NULL)
        return;
    g->counts[teller] = sum_32(g->counts[teller], times);
    if (in->time != PFL_TIME_INVALID) {
        g->first = in->time < g->first ? in->time : g->first;
        g->last = in->time > g->last ? in->time : g->last;
    }
    if (from != NULL) {
        struct place_key net = pfl_place_key(0, from->bytes);
        pfl_sketch_add(&in->state->memory, &g->nets, pfl_fixed_hash(net.bytes, sizeof net.bytes), NETS_KEPT);
    }
}

static void count_failure_at(const struct counted *in, struct address *a, enum teller teller, uint32_t times,
                             uint64_t user)
{
    struct memory *m = &in->state->memory;
    struct bucket *b = bucket_now(in, a);
    add(a, teller == TELLER_AUTH ? ADDRESS_AUTH_FAILURES : ADDRESS_FAILURES, times);
    if (user != 0)
        pfl_sketch_add(m, &a->users, user, USERS_KEPT);
    pfl_evidence_offer(m, &a->first_failure, KEEP_LATEST_DAY, in->time, pfl_counted_place(in), counted_line(in));
    pfl_evidence_offer(m, &a->last_failure, KEEP_LAST, in->time, pfl_counted_place(in), counted_line(in));
    if (b == NULL)
        return;
    b->counts[teller] = sum_32(b->counts[teller], times);
    const struct failure failure = {since_bucket(in->time), in->state->stream, in->event->offset, user};
    pfl_bucket_keep(m, b, teller, &failure, in->state->coverage.stream_ids);
}

static void count_failure(const struct counted *in)
{
    const pfl_event *event = in->event;
    const pfl_auth_fail *fail = &event->auth_fail;
    uint64_t *totals = in->state->coverage.totals;
    struct address *a = address_of(in, PFL_HAS_AUTH_FAIL_CLIENT_ADDR, fail->client_addr);
    if (is_unreal(in)) {
        totals[TOTAL_UNREAL_FAILURES] += in->times;
        add(a, ADDRESS_UNREAL, in->times);
        return;
    }
    enum teller teller = teller_of(in);
    /* Dovecot's login processes sum up the attempts of a session. */
    bool summed = (event->present & PFL_HAS_AUTH_FAIL_COUNT) != 0 && fail->count > 0;
    uint32_t times = summed ? fail->count : in->times;
    uint64_t user = 0;
    totals[teller == TELLER_AUTH ? TOTAL_AUTH_FAILURES : TOTAL_FAILURES] += times;
    piece name = counted_text(in, fail->sasl_username);
    if ((event->present & PFL_HAS_AUTH_FAIL_SASL_USERNAME) != 0 && !starts(name, "(unavailable)")) {
        struct folded folded;
        pfl_fold(&folded, name);
        piece key = {folded.bytes, folded.length};
        totals[TOTAL_NAMED_FAILURES] += times;
        user = user_hash(key);
        count_guess(in, key, teller, a, times);
    }
    if (a != NULL)
        count_failure_at(in, a, teller, times, user);
}

/* === Logins that succeeded === */

/* A session that logged in and handed in nothing: the log does not say who it was. */
static void count_disconnect(const struct counted *in)
{
    const pfl_disconnect *left = &in->event->disconnect;
    if (left->auth_ok == 0 || left->mail_ok > 0)
        return;
    struct address *a = address_of(in, PFL_HAS_DISCONNECT_CLIENT_ADDR, left->client_addr);
    struct bucket *b = bucket_now(in, a);
    add(a, ADDRESS_SILENT, in->times);
    if (b != NULL)
        bucket_silent(b, in->times, since_bucket(in->time), since_bucket(in->time));
}

/* A subject did something from an address: by mail, or to read mail. */
static void count_access(const struct counted *in, uint32_t number, const uint8_t address[16], bool by_mail)
{
    struct ledger *l = &in->state->ledger;
    struct access_key key = {.subject = number};
    struct place_key net = pfl_place_key(number, address);
    memcpy(key.address, address, sizeof key.address);
    pfl_ledger_access(l, &key, day_of(in->time), by_mail ? in->times : 0, by_mail ? 0 : in->times, in->time, in->time);
    struct presence *p = pfl_ledger_presence(l, &net);
    if (p == NULL)
        return;
    uint32_t *times = by_mail ? &p->messages : &p->logins;
    *times = sum_32(*times, in->times);
    pfl_presence_time(p, in->time);
    pfl_days_add(&p->days, day_of(in->time));
    pfl_evidence_offer(l->memory, &p->evidence, KEEP_FIRST, in->time, pfl_counted_place(in), counted_line(in));
}

static uint32_t word_of(const struct counted *in, piece text)
{
    struct folded folded;
    pfl_fold(&folded, text);
    return pfl_name_put(&in->state->words, (piece){folded.bytes, folded.length});
}

/* The time of something a subject did. */
static void count_time(const struct counted *in, struct subject *s)
{
    if (in->time == PFL_TIME_INVALID)
        return;
    s->first = in->time < s->first ? in->time : s->first;
    s->last = in->time > s->last ? in->time : s->last;
    pfl_days_add(&s->days, day_of(in->time));
}

/* A message that a subject handed in. */
static void count_message(const struct counted *in, uint32_t number)
{
    struct ledger *l = &in->state->ledger;
    struct subject *s = subject_at(l, number);
    s->counts[COUNT_MESSAGES] += in->times;
    count_time(in, s);
    pfl_evidence_offer(l->memory, &s->evidence[EVIDENCE_MESSAGE], KEEP_LATEST_DAY, in->time, pfl_counted_place(in),
                       counted_line(in));
    if (in->time != PFL_TIME_INVALID)
        pfl_subject_hour(l, s, hour_of(in->time), HOUR_MESSAGES, in->times);
}

static uint32_t account_of(const struct counted *in, piece name)
{
    struct folded folded;
    pfl_fold(&folded, name);
    return pfl_subject_put(&in->state->ledger, SUBJECT_ACCOUNT, folded.bytes, folded.length);
}

static void count_sasl_message(const struct counted *in)
{
    const pfl_client *client = &in->event->client;
    struct ledger *l = &in->state->ledger;
    in->state->coverage.totals[TOTAL_SASL_MESSAGES] += in->times;
    struct address *a = address_of(in, PFL_HAS_CLIENT_CLIENT_ADDR, client->client_addr);
    add(a, ADDRESS_SASL_MESSAGES, in->times);
    if ((in->event->present & PFL_HAS_CLIENT_SASL_USERNAME) == 0)
        return;
    uint32_t number = account_of(in, counted_text(in, client->sasl_username));
    if (number == NONE)
        return;
    struct subject *s = subject_at(l, number);
    count_message(in, number);
    piece service = counted_text(in, in->event->service);
    pfl_subject_used(l, s, USAGE_SERVICE, word_of(in, service.length > 0 ? service : program_of(in)), in->times);
    if ((in->event->present & PFL_HAS_CLIENT_SASL_METHOD) != 0)
        pfl_subject_used(l, s, USAGE_METHOD, word_of(in, counted_text(in, client->sasl_method)), in->times);
    if (a != NULL && in->time != PFL_TIME_INVALID)
        count_access(in, number, a->bytes, true);
}

/* Dovecot: a login to read mail, by the same account and with the same password. */
static void count_login(const struct counted *in)
{
    const pfl_login *login = &in->event->login;
    struct address *a = address_of(in, PFL_HAS_LOGIN_CLIENT_ADDR, login->client_addr);
    in->state->coverage.totals[TOTAL_LOGINS] += in->times;
    add(a, ADDRESS_LOGINS, in->times);
    if ((in->event->present & PFL_HAS_LOGIN_SASL_USERNAME) == 0)
        return;
    uint32_t number = account_of(in, counted_text(in, login->sasl_username));
    if (number == NONE)
        return;
    struct subject *s = subject_at(&in->state->ledger, number);
    s->counts[COUNT_LOGINS] += in->times;
    count_time(in, s);
    pfl_subject_used(&in->state->ledger, s, USAGE_SERVICE, word_of(in, counted_text(in, in->event->service)),
                     in->times);
    if (a != NULL && in->time != PFL_TIME_INVALID)
        count_access(in, number, a->bytes, false);
}

static void count_client(const struct counted *in)
{
    const pfl_client *client = &in->event->client;
    uint64_t *totals = in->state->coverage.totals;
    struct address *a = address_of(in, PFL_HAS_CLIENT_CLIENT_ADDR, client->client_addr);
    add(a, ADDRESS_MESSAGES, in->times);
    if ((in->event->present & (PFL_HAS_CLIENT_ORIG_QUEUE_ID | PFL_HAS_CLIENT_ORIG_CLIENT_ADDR)) != 0)
        return; /* a content filter hands it back */
    totals[TOTAL_MESSAGES] += in->times;
    if (a != NULL && address_is_loopback(a->bytes))
        totals[TOTAL_LOOPBACK] += in->times;
}

/* A requeued message is the same one; its beginning is joined with the end of the old one. */
static void count_pickup(const struct counted *in)
{
    uint8_t uid[4];
    if ((in->event->present & PFL_HAS_PICKUP_ORIG_ID) != 0 || (in->event->present & PFL_HAS_PICKUP_UID) == 0)
        return;
    in->state->coverage.totals[TOTAL_LOCAL_MESSAGES] += in->times;
    uid_bytes(in->event->pickup.uid, uid);
    uint32_t number = pfl_subject_put(&in->state->ledger, SUBJECT_LOCAL, uid, sizeof uid);
    if (number != NONE)
        count_message(in, number);
}

/* === Refusals === */

/*
 * "553 5.7.1 <A>: Sender address rejected: not owned by user U" (smtpd/smtpd_check.c). A is the sender's
 * own word and may hold all of it; but then Postfix's own reason follows it, so that what is behind the
 * last one is no name.
 */
static bool unowned_by(const struct counted *in, piece *user)
{
    static const char words[] = ": Sender address rejected: not owned by user ";
    piece reply = counted_text(in, in->event->reject.reply), ignored;
    cursor c = {reply.at, reply.at + reply.length};
    bool found = false;
    while (until_literal(&c, words, &ignored))
        found = true;
    cursor behind = c;
    *user = piece_between(c.at, c.end);
    return found && in->event->reject.reply_code == 553 && user->length > 0 && !until_literal(&behind, ">: ", &ignored);
}

static void count_unowned(const struct counted *in)
{
    struct ledger *l = &in->state->ledger;
    struct folded sender;
    piece user;
    if (in->time == PFL_TIME_INVALID || !unowned_by(in, &user))
        return;
    uint32_t number = account_of(in, user);
    struct trouble *t = number == NONE ? NULL : pfl_subject_trouble(l, subject_at(l, number), hour_of(in->time));
    if (t == NULL)
        return;
    t->unowned = sum_32(t->unowned, in->times);
    pfl_fold_sender(&sender, counted_text(in, in->event->reject.from));
    pfl_sketch_add(l->memory, &t->senders, pfl_fixed_hash(sender.bytes, sender.length), TROUBLE_OTHERS);
}

static bool says_quota(piece reply)
{
    cursor c = {reply.at, reply.at + reply.length};
    cursor again = c;
    piece ignored;
    return until_literal(&c, "uota", &ignored) || until_literal(&again, "ate limit", &ignored);
}

static void count_reject(const struct counted *in)
{
    const pfl_reject *reject = &in->event->reject;
    struct address *a = address_of(in, PFL_HAS_REJECT_CLIENT_ADDR, reject->client_addr);
    in->state->coverage.totals[TOTAL_REJECTS] += in->times;
    add(a, ADDRESS_REJECTS, in->times);
    if ((in->event->present & PFL_HAS_REJECT_REPLY) == 0)
        return;
    if (says_quota(counted_text(in, reject->reply)))
        count_limited(in, a);
    count_unowned(in);
}

static void count_filter_action(const struct counted *in)
{
    const pfl_reject *reject = &in->event->reject;
    if (in->event->kind == PFL_KIND_MILTER && starts(counted_text(in, reject->action), "milter-reject"))
        count_reject(in);
}

/* === Other lines === */

static void count_postscreen(const struct counted *in)
{
    const pfl_postscreen *p = &in->event->postscreen;
    static const char *const harmless[] = {"CONNECT", "PASS", "DISCONNECT", "ALLOWLISTED", "WHITELISTED"};
    piece action = counted_text(in, p->action);
    struct address *a = address_of(in, PFL_HAS_POSTSCREEN_CLIENT_ADDR, p->client_addr);
    if (starts(action, "CONNECT"))
        add(a, ADDRESS_CONNECTIONS, in->times);
    for (size_t i = 0; i < sizeof harmless / sizeof harmless[0]; i++)
        if (starts(action, harmless[i]))
            return;
    add(a, ADDRESS_SCREENED, in->times);
}

static void count_lifecycle(const struct counted *in)
{
    if ((in->event->present & PFL_HAS_LIFECYCLE_VERSION) == 0)
        return;
    struct release *r = pfl_coverage_release(&in->state->coverage, counted_text(in, in->event->lifecycle.version));
    if (r == NULL)
        return;
    r->starts += in->times;
    if (in->time != PFL_TIME_INVALID) {
        r->first = in->time < r->first ? in->time : r->first;
        r->last = in->time > r->last ? in->time : r->last;
    }
}

/*
 * What syslog daemons say they have dropped:
 *   rsyslogd: imuxsock[...] lost N messages from pid P due to rate-limiting; imjournal: N messages lost ...
 *   systemd-journald: Suppressed N messages from S
 */
static void count_suppressed(const struct counted *in)
{
    piece program = program_of(in), message = counted_text(in, in->event->message), before;
    cursor c = {message.at, message.at + message.length};
    if (!(piece_is(program, "rsyslogd") || piece_is(program, "systemd-journald") || piece_is(program, "journal")) ||
        !until_literal(&c, " messages ", &before))
        return;
    const char *end = before.at + before.length, *at = end;
    while (at > before.at && is_class(at[-1], CLASS_DIGIT))
        at--;
    cursor digits = {at, end};
    uint64_t count;
    bool dropped = starts(message, "Suppressed ") || until_literal(&(cursor){message.at, end}, " lost ", &before) ||
                   starts((piece){c.at, cursor_left(&c)}, "lost ");
    if (dropped && number(&digits, UINT32_MAX, &count))
        in->state->coverage.totals[TOTAL_SUPPRESSED] += count;
}

void pfl_count(struct counted *in)
{
    const pfl_event *event = in->event;
    uint64_t *totals = in->state->coverage.totals;
    switch (event->kind) {
    case PFL_KIND_CONNECT:
        add(address_of(in, PFL_HAS_CONNECT_CLIENT_ADDR, event->connect.client_addr), ADDRESS_CONNECTIONS, in->times);
        break;
    case PFL_KIND_DISCONNECT:
        count_disconnect(in);
        break;
    case PFL_KIND_LOST_CONNECTION:
    case PFL_KIND_TIMEOUT:
        add(address_of(in, PFL_HAS_SESSION_END_CLIENT_ADDR, event->session_end.client_addr), ADDRESS_LOST, in->times);
        break;
    case PFL_KIND_TLS:
        if ((event->present & PFL_HAS_TLS_REASON) != 0)
            add(address_of(in, PFL_HAS_TLS_CLIENT_ADDR, event->tls.client_addr), ADDRESS_TLS, in->times);
        break;
    case PFL_KIND_AUTH_FAIL:
        count_failure(in);
        break;
    case PFL_KIND_AUTH_ABORT:
        totals[TOTAL_ABORTED] += in->times;
        add(address_of(in, PFL_HAS_AUTH_FAIL_CLIENT_ADDR, event->auth_fail.client_addr), ADDRESS_ABORTED, in->times);
        break;
    case PFL_KIND_SASL_LOGIN:
        count_sasl_message(in);
        pfl_count_queue(in);
        break;
    case PFL_KIND_CLIENT:
        count_client(in);
        pfl_count_queue(in);
        break;
    case PFL_KIND_LOGIN:
        count_login(in);
        break;
    case PFL_KIND_PICKUP:
        count_pickup(in);
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
        add(address_of(in, PFL_HAS_ABUSE_CLIENT_ADDR, event->abuse.client_addr), ADDRESS_ABUSE, in->times);
        break;
    case PFL_KIND_RATE_LIMIT:
        count_limited(in, address_of(in, PFL_HAS_RATE_LIMIT_CLIENT_ADDR, event->rate_limit.client_addr));
        break;
    case PFL_KIND_POSTSCREEN:
        count_postscreen(in);
        break;
    case PFL_KIND_DNSBL:
        add(address_of(in, PFL_HAS_DNSBL_CLIENT_ADDR, event->dnsbl.client_addr), ADDRESS_LISTED, in->times);
        break;
    case PFL_KIND_LIFECYCLE:
        count_lifecycle(in);
        break;
    case PFL_KIND_FOREIGN:
        count_suppressed(in);
        break;
    case PFL_KIND_MESSAGE_ID:
    case PFL_KIND_QUEUED:
    case PFL_KIND_REMOVED:
    case PFL_KIND_EXPIRED:
    case PFL_KIND_QUEUE_ADMIN:
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
