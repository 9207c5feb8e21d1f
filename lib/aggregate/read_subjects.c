/* Loading the ledger. */
#include "lib/aggregate/state_read.h"

void pfl_read_subject(struct absorber *b, struct reader *r)
{
    struct ledger *l = &b->into->ledger;
    size_t length;
    const char *key = get_text(r, NAME_LENGTH + 1, &length);
    bool fits = length > 0 && (key[0] == SUBJECT_ACCOUNT || (key[0] == SUBJECT_CLIENT && length == 17) ||
                               (key[0] == SUBJECT_LOCAL && length == 5));
    if (!fits)
        r->bad = true;
    uint32_t number = r->bad ? NONE : pfl_subject_put(l, (enum subject_kind)key[0], key + 1, length - 1);
    if (r->bad)
        return;
    if (!pfl_remember(b, &b->subjects, number))
        return;
    b->subject = subject_at(l, number);
    pfl_get_counts_64(r, b->subject->counts, SUBJECT_COUNTS);
    int64_t first = pfl_get_time(r, NEVER_BEFORE), last = pfl_get_time(r, PFL_TIME_INVALID);
    b->subject->first = first < b->subject->first ? first : b->subject->first;
    b->subject->last = later(b->subject->last, last);
    pfl_get_days(r, &b->subject->days);
}

/* A record that belongs to none is no record. */
static bool has_subject(const struct absorber *b, struct reader *r)
{
    if (b->subject == NULL)
        r->bad = true;
    return !r->bad;
}

static uint64_t larger(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

void pfl_read_past(struct absorber *b, struct reader *r)
{
    struct past given = {.day = pfl_get_number_of(r, DAYS), .messages = get_number(r)};
    given.recipients = get_number(r);
    given.sent = get_number(r);
    given.most_messages = get_number(r);
    given.most_recipients = get_number(r);
    struct past *p = has_subject(b, r) ? pfl_subject_past(&b->into->ledger, b->subject, given.day) : NULL;
    if (p == NULL)
        return;
    p->messages = sum_64(p->messages, given.messages);
    p->recipients = sum_64(p->recipients, given.recipients);
    p->sent = sum_64(p->sent, given.sent);
    p->most_messages = larger(p->most_messages, given.most_messages);
    p->most_recipients = larger(p->most_recipients, given.most_recipients);
}

/* A packed row, of a day or an hour. */
static void get_row(struct reader *r, struct row *row, int64_t length, unsigned most)
{
    memset(row, 0, sizeof *row);
    row->number = pfl_get_number_of(r, length);
    unsigned count = (unsigned)get_limited(r, most);
    for (unsigned i = 0; i < count; i++)
        row->values[i] = get_number(r);
    if (count > 0 && row->values[count - 1] == 0)
        r->bad = true; /* those are not written */
}

void pfl_read_hour(struct absorber *b, struct reader *r)
{
    struct row given;
    get_row(r, &given, HOURS, HOUR_COUNTS);
    if (!has_subject(b, r))
        return;
    for (unsigned i = 0; i < HOUR_COUNTS; i++)
        if (given.values[i] != 0)
            pfl_subject_hour(&b->into->ledger, b->subject, given.number, (enum hour_count)i, given.values[i]);
}

void pfl_read_trouble(struct absorber *b, struct reader *r)
{
    int32_t hour = pfl_get_number_of(r, HOURS);
    uint32_t unowned = get_32(r);
    struct trouble *t = has_subject(b, r) ? pfl_subject_trouble(&b->into->ledger, b->subject, hour) : NULL;
    if (t != NULL)
        t->unowned = sum_32(t->unowned, unowned);
    pfl_get_sketch(b, r, t == NULL ? NULL : &t->domains, TROUBLE_DOMAINS);
    pfl_get_sketch(b, r, t == NULL ? NULL : &t->providers, TROUBLE_OTHERS);
    pfl_get_sketch(b, r, t == NULL ? NULL : &t->senders, TROUBLE_OTHERS);
}

void pfl_read_usage(struct absorber *b, struct reader *r)
{
    unsigned kind = (unsigned)get_limited(r, USAGE_METHOD);
    uint32_t word = pfl_mentioned(&b->words, r), count = get_32(r);
    if (has_subject(b, r))
        pfl_subject_used(&b->into->ledger, b->subject, (enum usage_kind)kind, word, count);
}

void pfl_read_subject_evidence(struct absorber *b, struct reader *r)
{
    unsigned slot = (unsigned)get_limited(r, SUBJECT_EVIDENCE - 1);
    if (has_subject(b, r))
        pfl_get_evidence(b, r, &b->subject->evidence[slot], KEEP_LATEST_DAY);
}

/* === Between a subject and something else === */

static void copy_bytes(struct reader *r, uint8_t out[16])
{
    const unsigned char *bytes = get_bytes(r, 16);
    if (bytes != NULL)
        memcpy(out, bytes, 16);
}

void pfl_read_access(struct absorber *b, struct reader *r)
{
    b->access = (struct access_key){.subject = pfl_mentioned(&b->subjects, r)};
    copy_bytes(r, b->access.address);
}

/* The visit that a row tells of; what has none has no times, and no place. */
static void get_visit(struct absorber *b, struct reader *r, const struct row *row, struct visit *visit)
{
    const uint64_t *v = row->values;
    int64_t start = row->number * DAYS;
    bool none = !row_has_visit(row);
    if (v[ACCESS_FIRST] > v[ACCESS_LAST] || v[ACCESS_LAST] >= DAYS ||
        (none ? (v[ACCESS_LAST] | v[ACCESS_STREAM] | v[ACCESS_OFFSET]) != 0 : v[ACCESS_STREAM] >= b->streams.count))
        r->bad = true;
    *visit = (struct visit){.messages = v[ACCESS_MESSAGES], .logins = v[ACCESS_LOGINS]};
    if (r->bad || none)
        return;
    visit->first = start + (int64_t)v[ACCESS_FIRST];
    visit->last = start + (int64_t)v[ACCESS_LAST];
    visit->stream = b->streams.at[v[ACCESS_STREAM]];
    visit->offset = v[ACCESS_OFFSET];
}

void pfl_read_access_day(struct absorber *b, struct reader *r)
{
    struct row given;
    struct visit visit;
    get_row(r, &given, DAYS, ACCESS_VALUES);
    get_visit(b, r, &given, &visit);
    if (b->access.subject == NONE)
        r->bad = true;
    if (r->bad)
        return;
    struct ledger *l = &b->into->ledger;
    if (row_has_visit(&given))
        pfl_ledger_access(l, &b->access, given.number, &visit, b->into->coverage.stream_ids);
    pfl_ledger_recipients(l, &b->access, given.number, given.values[ACCESS_RECIPIENTS]);
}

void pfl_read_presence(struct absorber *b, struct reader *r)
{
    struct place_key key = {.subject = pfl_mentioned(&b->subjects, r)};
    key.bits = (uint8_t)get_limited(r, 128);
    copy_bytes(r, key.bytes);
    const struct place_key net = pfl_place_key(key.subject, key.bytes);
    if (memcmp(&net, &key, sizeof key) != 0)
        r->bad = true; /* no network that an address is in */
    uint32_t messages = get_32(r), logins = get_32(r);
    int64_t first = pfl_get_time(r, NEVER_BEFORE), second = pfl_get_time(r, NEVER_BEFORE);
    int64_t last = pfl_get_time(r, PFL_TIME_INVALID);
    struct days days = {0};
    pfl_get_days(r, &days);
    int64_t probe = pfl_get_time(r, NEVER_BEFORE);
    uint64_t size = get_number(r);
    uint32_t nrcpt = get_32(r);
    struct presence *p = r->bad ? NULL : pfl_ledger_presence(&b->into->ledger, &key);
    b->presence = p;
    if (p == NULL)
        return;
    p->messages = sum_32(p->messages, messages);
    p->logins = sum_32(p->logins, logins);
    if (first != NEVER_BEFORE)
        pfl_presence_time(p, first);
    if (second != NEVER_BEFORE)
        pfl_presence_time(p, second);
    p->last = later(p->last, last);
    pfl_days_merge(&p->days, &days);
    if (probe != NEVER_BEFORE)
        pfl_presence_probe(p, probe, size, nrcpt);
}

void pfl_read_presence_evidence(struct absorber *b, struct reader *r)
{
    pfl_get_evidence(b, r, b->presence == NULL ? NULL : &b->presence->evidence, KEEP_FIRST);
}

void pfl_read_contact(struct absorber *b, struct reader *r)
{
    uint32_t subject = pfl_mentioned(&b->subjects, r), domain = pfl_mentioned(&b->domains, r);
    int64_t first = get_signed(r); /* hour; INT32_MAX is none */
    uint32_t recipients = get_32(r);
    if (first != INT32_MAX && (first < number_of(LEAST_TIME, HOURS) || first > number_of(MOST_TIME, HOURS)))
        r->bad = true;
    struct contact *c = r->bad ? NULL : pfl_ledger_contact(&b->into->ledger, subject, domain);
    if (c == NULL)
        return;
    c->first = (int32_t)first < c->first ? (int32_t)first : c->first;
    c->recipients = sum_32(c->recipients, recipients);
}

void pfl_read_use(struct absorber *b, struct reader *r)
{
    uint32_t subject = pfl_mentioned(&b->subjects, r), sender = pfl_mentioned(&b->senders, r);
    int64_t first = pfl_get_time(r, NEVER_BEFORE), last = pfl_get_time(r, PFL_TIME_INVALID);
    uint64_t messages = get_number(r);
    struct sender *s = r->bad ? NULL : pfl_ledger_sender(&b->into->ledger, subject, sender);
    if (s == NULL)
        return;
    s->first = first < s->first ? first : s->first;
    s->last = later(s->last, last);
    s->messages = sum_64(s->messages, messages);
}
