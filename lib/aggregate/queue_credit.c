/*
 * What a message adds to the account of whoever handed it in.
 */
#include "lib/aggregate/queue.h"

/* Adds to the hour in which something happened; to none when its time is not known. */
static void credit_hour(struct ledger *l, struct subject *s, int64_t time, enum hour_count which, uint64_t count)
{
    if (is_time(time))
        pfl_subject_hour(l, s, hour_of(time), which, count);
}

static struct trouble *trouble(struct ledger *l, struct subject *s, int64_t time)
{
    return is_time(time) ? pfl_subject_trouble(l, s, hour_of(time)) : NULL;
}

/* === Recipients === */

/*
 * Whether the recipient was there under an earlier queue ID of the message already, with one of these facts; 0 asks
 * whether it was counted there.
 */
static bool was_before(const struct queue *q, const struct group *g, uint64_t hash, unsigned facts)
{
    for (unsigned steps = 0; g->before != NONE && steps < LONGEST_CHAIN; steps++) {
        g = group_at(q, g->before);
        const struct recipient *r = pfl_group_find_recipient(q, g, hash);
        if (r != NULL && (facts == 0 ? !r->passed_on : (r->facts & facts) != 0))
            return true;
    }
    return false;
}

static void credit_contact(struct ledger *l, uint32_t subject, const struct recipient *r, bool again)
{
    struct contact *c = r->domain == NONE ? NULL : pfl_ledger_contact(l, subject, r->domain);
    int64_t time = earlier(r->deferred, r->done);
    if (c == NULL)
        return;
    c->recipients = sum_32(c->recipients, again ? 0 : 1);
    if (is_time(time) && hour_of(time) < c->first)
        c->first = hour_of(time);
}

static void credit_refused(struct ledger *l, struct subject *s, const struct recipient *r)
{
    struct trouble *t = trouble(l, s, r->refused);
    s->counts[COUNT_REFUSED]++;
    credit_hour(l, s, r->refused, HOUR_REFUSED, 1);
    if (t != NULL)
        pfl_sketch_add(l->memory, &t->providers, (uint64_t)r->provider << 32, TROUBLE_OTHERS);
}

static void credit_bounced(struct ledger *l, struct subject *s, int64_t time, uint32_t domain, uint32_t count)
{
    struct trouble *t = domain == NONE ? NULL : trouble(l, s, time);
    s->counts[COUNT_BOUNCED] += count;
    credit_hour(l, s, time, HOUR_BOUNCED, count);
    if (t == NULL)
        return;
    const struct name *name = table_at(l->domains, domain);
    pfl_sketch_add(l->memory, &t->domains, pfl_fixed_hash(name->text.bytes, name->text.length), TROUBLE_DOMAINS);
}

static void credit_deferred(const struct queue *q, const struct group *g, struct ledger *l, struct subject *s,
                            const struct recipient *r)
{
    if ((r->facts & WAS_DEFERRED) == 0 || was_before(q, g, r->hash, WAS_DEFERRED))
        return;
    s->counts[COUNT_DEFERRED]++;
    credit_hour(l, s, r->deferred, HOUR_DEFERRED, 1);
}

static void credit_recipient(const struct queue *q, const struct group *g, struct ledger *l, uint32_t subject,
                             const struct recipient *r)
{
    struct subject *s = subject_at(l, subject);
    credit_deferred(q, g, l, s, r);
    if (r->passed_on)
        return; /* the rest is told under the next queue ID */
    credit_contact(l, subject, r, was_before(q, g, r->hash, 0));
    if ((r->facts & WAS_REFUSED) != 0 && !was_before(q, g, r->hash, WAS_REFUSED))
        credit_refused(l, s, r);
    if (r->outcome == OUTCOME_BOUNCED)
        credit_bounced(l, s, r->done, r->domain, 1);
    if (r->outcome == OUTCOME_SENT) {
        s->counts[COUNT_SENT]++;
        credit_hour(l, s, r->done, HOUR_SENT, 1);
    }
}

/* === Messages === */

/* "returned to sender" names no recipients: all that were left. */
static void credit_expired(struct ledger *l, struct subject *s, const struct group *g, uint32_t missing)
{
    for (uint32_t i = 0; i < g->recipient_places && missing > 0; i++)
        if (g->recipients[i].hash != 0 && g->recipients[i].outcome == OUTCOME_NONE) {
            credit_bounced(l, s, g->expired, g->recipients[i].domain, 1);
            missing--;
        }
    credit_bounced(l, s, g->expired, NONE, missing);
}

/* Recipients of whom no outcome was told, once the message has left the queue. */
static void credit_missing(struct ledger *l, uint32_t subject, const struct group *g)
{
    struct subject *s = subject_at(l, subject);
    uint32_t missing = g->nrcpt > g->finished ? g->nrcpt - g->finished : 0;
    if (missing == 0 || g->end == END_CANCELED || g->end == END_DELETED || g->end == END_REQUEUED)
        return;
    if ((g->facts & HAS_EXPIRED) != 0)
        credit_expired(l, s, g, missing);
    else if (g->end == END_REMOVED || g->end == END_LOST)
        s->counts[COUNT_UNKNOWN] += missing;
}

static void credit_sender(struct ledger *l, uint32_t subject, const struct group *g)
{
    struct sender *s = g->sender == NONE ? NULL : pfl_ledger_sender(l, subject, g->sender);
    if (s == NULL)
        return;
    s->messages++;
    if (is_time(g->queued)) {
        s->first = g->queued < s->first ? g->queued : s->first;
        s->last = later(s->last, g->queued);
    }
}

static bool is_known_address(const uint8_t bytes[16])
{
    static const uint8_t none[16] = {0};
    return memcmp(bytes, none, sizeof none) != 0;
}

/* When the recipients of a message are counted: all at once. */
static int64_t handed_in(const struct group *g)
{
    return g->queued != PFL_TIME_INVALID ? g->queued : g->first;
}

/* What was handed in, once a message. */
static void credit_message(struct ledger *l, uint32_t subject, const struct group *g, uint32_t recipients)
{
    struct subject *s = subject_at(l, subject);
    s->counts[COUNT_RECIPIENTS] += recipients;
    s->counts[COUNT_BYTES] += g->size;
    credit_hour(l, s, handed_in(g), HOUR_RECIPIENTS, recipients);
}

/* Where a message came from. The first one from a network tells a probe of a stolen password from a person who travels.
 */
static void credit_place(struct ledger *l, uint32_t subject, const struct group *g, uint32_t recipients)
{
    bool told = g->start == START_ACCOUNT || (group_has_origin(g) && (g->facts & HAS_ORIGINAL) != 0);
    if (!told || !is_known_address(g->client) || !is_time(g->begun))
        return;
    struct access_key access = {.subject = subject};
    memcpy(access.address, g->client, sizeof access.address);
    pfl_ledger_recipients(l, &access, day_of(g->begun), recipients);
    struct place_key key = pfl_place_key(subject, g->client);
    struct presence *p = pfl_ledger_presence(l, &key);
    if (p != NULL)
        pfl_presence_probe(p, g->begun, g->size, recipients);
}

/* What is told of a message, under each of its queue IDs. */
static void credit_lines(struct ledger *l, uint32_t subject, const struct group *g)
{
    struct subject *s = subject_at(l, subject);
    s->counts[COUNT_NOTICES] += g->notices;
    s->counts[COUNT_AMBIGUOUS] += g->ambiguous;
    pfl_evidence_merge(l->memory, &s->evidence[EVIDENCE_BOUNCED], KEEP_LATEST_DAY, g->evidence[GROUP_BOUNCED]);
    pfl_evidence_merge(l->memory, &s->evidence[EVIDENCE_REFUSED], KEEP_LATEST_DAY, g->evidence[GROUP_REFUSED]);
}

static void credit_subject(const struct queue *q, const struct group *g, bool is_root, uint32_t subject,
                           struct ledger *l)
{
    if (is_root) {
        uint32_t recipients = g->nrcpt != 0 ? g->nrcpt : g->recipient_count;
        credit_message(l, subject, g, recipients);
        credit_sender(l, subject, g);
        credit_place(l, subject, g, recipients);
    }
    credit_lines(l, subject, g);
    for (uint32_t i = 0; i < g->recipient_places; i++)
        if (g->recipients[i].hash != 0)
            credit_recipient(q, g, l, subject, &g->recipients[i]);
    credit_missing(l, subject, g);
}

/* === Clients that did not log in === */

/* Mail to an address of this server that an alias sends on is no relaying, wherever it goes. */
static bool is_relayed(const struct recipient *r)
{
    return r->hash != 0 && !r->passed_on && r->agent == AGENT_REMOTE && (r->facts & WAS_ALIASED) == 0;
}

/* Only what went out to the Internet is of interest, and only then is there a record at all. */
bool pfl_credit_relayed(const struct queue *q, const struct group *g, const struct group *root, struct owner owner,
                        struct ledger *into)
{
    uint32_t relayed = 0, again = 0;
    for (uint32_t i = 0; i < g->recipient_places; i++)
        if (is_relayed(&g->recipients[i])) {
            relayed++;
            again += was_before(q, g, g->recipients[i].hash, 0);
        }
    uint32_t subject =
        relayed == 0 || (g->facts & HAS_PROBE) != 0 ? NONE : pfl_subject_put(into, SUBJECT_CLIENT, owner.client, 16);
    if (subject == NONE)
        return false;
    struct subject *s = subject_at(into, subject);
    s->counts[COUNT_RECIPIENTS] += relayed - again;
    credit_hour(into, s, handed_in(root), HOUR_RECIPIENTS, relayed - again);
    credit_lines(into, subject, g);
    pfl_evidence_merge(into->memory, &s->evidence[EVIDENCE_MESSAGE], KEEP_LATEST_DAY, g->evidence[GROUP_RELAYED]);
    for (uint32_t i = 0; i < g->recipient_places; i++)
        if (is_relayed(&g->recipients[i]))
            credit_recipient(q, g, into, subject, &g->recipients[i]);
    return true;
}

void pfl_credit_relayed_message(const struct group *root, struct owner owner, struct ledger *into)
{
    uint32_t subject = pfl_subject_put(into, SUBJECT_CLIENT, owner.client, 16);
    if (subject == NONE)
        return;
    struct subject *s = subject_at(into, subject);
    s->counts[COUNT_MESSAGES]++;
    s->counts[COUNT_BYTES] += root->size;
    credit_hour(into, s, root->first, HOUR_MESSAGES, 1);
    if (is_time(root->first)) {
        s->first = root->first < s->first ? root->first : s->first;
        s->last = later(s->last, root->first);
        pfl_days_add(&s->days, day_of(root->first));
    }
}

/* === Owners === */

/* A subject of the queue's ledger in the ledger that is counted into. */
static struct owner subject_owner(const struct queue *q, enum start start, uint32_t subject, struct ledger *into)
{
    if (into != q->ledger && subject != NONE) {
        const struct text *key = &subject_at(q->ledger, subject)->key;
        subject = pfl_subject_put(into, (enum subject_kind)key->bytes[0], key->bytes + 1, key->length - 1);
    }
    return (struct owner){subject == NONE ? START_NONE : start, subject, NULL};
}

struct owner pfl_owner_of(const struct queue *q, const struct group *root, struct ledger *into)
{
    if (group_has_origin(root))
        return subject_owner(q, START_ACCOUNT, root->origin, into);
    if (root->start == START_ACCOUNT || root->start == START_LOCAL)
        return subject_owner(q, (enum start)root->start, root->subject, into);
    if (root->start == START_CLIENT && is_known_address(root->client))
        return (struct owner){START_CLIENT, NONE, root->client};
    return (struct owner){START_NONE, NONE, NULL};
}

void pfl_credit(const struct queue *q, const struct group *g, bool is_root, struct owner owner, struct ledger *into)
{
    if ((g->facts & HAS_PROBE) == 0)
        credit_subject(q, g, is_root, owner.subject, into);
}
