/*
 * What a subject does in an hour, against limits and against its own: R09, R10, R11, R16,
 * R17, R26, R27.
 *
 * Days are judged in time order. One with a finding is no longer what is usual.
 */
#include "lib/detect/history.h"

/* What one rule found in the hours of a subject. */
struct hit {
    enum rule rule;
    enum form form;
    bool any, high, beats_own, had_own;
    int64_t first, last;
    uint64_t count, limit, usual;
    struct viewed_hour worst;
};

enum { HIT_RATE, HIT_SPREAD, HIT_FAILED, HIT_LOCAL, HIT_REFUSED, HIT_LIMITED, HIT_UNOWNED, HITS };

/* An hour over a limit. */
struct excess {
    uint64_t count, limit, usual;
    bool high, beats_own;
    enum form form;
};

static void hit(struct hit *found, const struct viewed_hour *h, const struct usual *own, const struct excess *e)
{
    int64_t start = h->hour * HOURS;
    if (!found->any)
        found->first = start;
    if (!found->any || (e->high && !found->high) || (e->high == found->high && e->count > found->count)) {
        found->count = e->count;
        found->limit = e->limit;
        found->usual = e->usual;
        found->form = e->form;
        found->worst = *h;
    }
    found->any = true;
    found->high |= e->high;
    found->beats_own |= e->beats_own;
    found->had_own |= usual_is_known(own);
    found->last = start + HOURS - 1;
}

/* A limit that grows with what is usual. */
static uint64_t grown(const struct pfl_audit *a, enum limit least, uint64_t own)
{
    uint64_t times = limit_of(a, LIMIT_R09_TIMES) * own;
    return times > limit_of(a, least) ? times : limit_of(a, least);
}

static bool beats(const struct pfl_audit *a, const struct usual *own, uint64_t count, uint64_t most)
{
    return usual_is_known(own) && count >= limit_of(a, LIMIT_R09_TIMES) * most;
}

static void check_rate(const struct pfl_audit *a, struct hit *found, const struct viewed_hour *h,
                       const struct usual *own)
{
    uint64_t messages = h->counts[HOUR_MESSAGES], recipients = h->counts[HOUR_RECIPIENTS];
    uint64_t message_limit = grown(a, LIMIT_R09_MESSAGES, own->messages);
    uint64_t recipient_limit = grown(a, LIMIT_R09_RECIPIENTS, own->recipients);
    bool many_messages = messages >= message_limit, many_recipients = recipients >= recipient_limit;
    struct excess e = {
        .high = (many_messages && messages >= limit_of(a, LIMIT_R09_MESSAGES_HIGH)) ||
                (many_recipients && recipients >= limit_of(a, LIMIT_R09_RECIPIENTS_HIGH)),
        .beats_own = (many_messages && beats(a, own, messages, own->messages)) ||
                     (many_recipients && beats(a, own, recipients, own->recipients)),
    };
    if (many_recipients && (!many_messages || recipients / recipient_limit >= messages / message_limit)) {
        e.form = FORM_RECIPIENTS;
        e.count = recipients;
        e.limit = recipient_limit;
        e.usual = own->recipients;
    } else {
        e.form = FORM_MESSAGES;
        e.count = messages;
        e.limit = message_limit;
        e.usual = own->messages;
    }
    if (many_messages || many_recipients)
        hit(found, h, own, &e);
}

static void check_spread(const struct pfl_audit *a, struct hit *found, const struct viewed_hour *h,
                         const struct usual *own)
{
    struct excess e = {.count = h->new_domains, .usual = own->new_domains};
    e.limit = grown(a, LIMIT_R10_DOMAINS, own->new_domains);
    e.high = e.count >= limit_of(a, LIMIT_R10_DOMAINS_HIGH);
    e.beats_own = beats(a, own, e.count, own->new_domains);
    if (e.count >= e.limit)
        hit(found, h, own, &e);
}

static void check_failed(const struct pfl_audit *a, struct hit *found, const struct viewed_hour *h,
                         const struct usual *own)
{
    uint64_t failed = h->counts[HOUR_BOUNCED], outcomes = failed + h->counts[HOUR_SENT];
    struct excess e = {.count = failed, .limit = limit_of(a, LIMIT_R11_FAILED), .usual = own->bounced};
    e.beats_own = beats(a, own, failed, own->bounced);
    e.high = failed >= limit_of(a, LIMIT_R11_FAILED_HIGH) && failed >= limit_of(a, LIMIT_R09_TIMES) * own->bounced;
    if (failed >= e.limit && h->bounced_domains >= limit_of(a, LIMIT_R11_DOMAINS) &&
        failed * 100 >= outcomes * limit_of(a, LIMIT_R11_PERCENT))
        hit(found, h, own, &e);
}

/*
 * The web server's user of SUSE, Debian, Fedora, OpenBSD, FreeBSD, Gentoo, Alpine (www-data). That of Alpine's apache,
 * 100, is another program's on most systems.
 */
static bool is_web(uint32_t uid)
{
    static const uint32_t uids[] = {30, 33, 48, 67, 80, 81, 82};
    for (size_t i = 0; i < sizeof uids / sizeof *uids; i++)
        if (uids[i] == uid)
            return true;
    return false;
}

static void check_local(const struct pfl_audit *a, struct hit *found, const struct viewed_hour *h,
                        const struct usual *own, bool web)
{
    struct excess e = {.count = h->counts[HOUR_MESSAGES], .form = FORM_MESSAGES, .usual = own->messages};
    e.limit = grown(a, web ? LIMIT_R16_WEB : LIMIT_R16_MESSAGES, own->messages);
    e.beats_own = usual_is_known(own);
    e.high = web || e.beats_own;
    if (e.count >= e.limit)
        hit(found, h, own, &e);
}

static void check_refused(const struct pfl_audit *a, struct hit *found, const struct viewed_hour *h,
                          const struct usual *own)
{
    struct excess e = {.count = h->counts[HOUR_REFUSED], .limit = limit_of(a, LIMIT_R17_REPLIES)};
    e.high = e.count >= limit_of(a, LIMIT_R17_REPLIES_HIGH);
    e.usual = own->refused;
    if (e.count >= e.limit || h->refusing >= limit_of(a, LIMIT_R17_PROVIDERS))
        hit(found, h, own, &e);
}

static void check_unowned(const struct pfl_audit *a, struct hit *found, const struct viewed_hour *h,
                          const struct usual *own)
{
    struct excess e = {.count = h->unowned_senders, .limit = limit_of(a, LIMIT_R27_SENDERS), .high = true};
    if (e.count >= e.limit)
        hit(found, h, own, &e);
}

/* === R26: limits are hit by an address; they count for the only account that uses it === */

static void check_limited(const struct pfl_audit *a, struct hit *found, const struct login *l)
{
    const struct user_address *u = pfl_index_address(&a->index, l->address);
    uint32_t number = pfl_table_find(&a->view->state->addresses, l->address, sizeof l->address);
    if (number == NONE || u == NULL || u->accounts != 1)
        return;
    const struct address *from = table_at(&a->view->state->addresses, number);
    struct viewed_hour h = {.hour = INT32_MIN};
    uint64_t times = 0;
    for (uint32_t i = 0; i < from->bucket_count; i++) {
        int64_t start = from->buckets[i].bucket * BUCKET;
        if (day_of(start) != l->day)
            continue;
        times = h.hour == hour_of(start) ? times : 0;
        times += from->buckets[i].limited;
        h.hour = hour_of(start);
        struct excess e = {.count = times, .limit = limit_of(a, LIMIT_R26_TIMES)};
        if (times >= e.limit)
            hit(found, &h, &(struct usual){0}, &e);
    }
}

/* === From hits to findings === */

static void add_sources(struct pfl_audit *a, struct finding *f, uint32_t subject)
{
    const struct index *x = &a->index;
    for (uint32_t i = x->login_start[subject]; i < x->login_start[subject + 1]; i++) {
        const struct login *l = &x->logins[i];
        struct source_address s = {.first = l->first, .last = l->last, .messages = l->messages};
        memcpy(s.bytes, l->address, sizeof s.bytes);
        if (l->messages > 0 && l->last >= f->first && l->first <= f->last)
            pfl_finding_source(&a->findings, f, &s);
    }
}

static const struct evidence *evidence_of(const struct pfl_audit *a, uint32_t subject, enum rule rule)
{
    static const enum subject_evidence slots[RULES] = {[RULE_R11] = EVIDENCE_BOUNCED, [RULE_R17] = EVIDENCE_REFUSED};
    return pfl_viewed_evidence(a->view, &a->view->subjects[subject], slots[rule]);
}

static uint32_t points(enum rule rule, bool high)
{
    switch (rule) {
    case RULE_R09:
    case RULE_R10:
    case RULE_R11:
        return high ? 4 : 2;
    case RULE_R27:
        return 3;
    case RULE_R17:
    case RULE_R26:
        return 2;
    default:
        return 0;
    }
}

static bool add_hit(struct pfl_audit *a, uint32_t subject, const struct hit *found)
{
    uint32_t severity = found->high ? PFL_FINDING_HIGH : PFL_FINDING_MEDIUM;
    struct finding *f = found->any ? pfl_finding_add(&a->findings, found->rule, severity, subject) : NULL;
    if (f == NULL)
        return !found->any;
    f->form = (uint8_t)found->form;
    f->abuse = (uint8_t)points(found->rule, found->high);
    f->beats_own = found->beats_own;
    f->had_own = found->had_own;
    f->first = found->first;
    f->last = found->last;
    f->count = found->count;
    f->limit = found->limit;
    f->usual = found->usual;
    const struct viewed_hour *h = &found->worst;
    f->more[0] = (uint64_t)(h->hour * HOURS);
    f->more[1] = found->rule == RULE_R11 ? h->bounced_domains : h->counts[HOUR_RECIPIENTS];
    f->more[2] = found->rule == RULE_R11   ? h->counts[HOUR_SENT]
                 : found->rule == RULE_R17 ? h->refusing
                                           : h->counts[HOUR_MESSAGES];
    add_sources(a, f, subject);
    pfl_finding_evidence(f, evidence_of(a, subject, found->rule));
    return true;
}

/* === All hours of a subject === */

static bool is_any(const struct hit hits[HITS])
{
    for (unsigned i = 0; i < HITS; i++)
        if (hits[i].any)
            return true;
    return false;
}

/* Adds what a day's hits are to those of the days before. */
static void join(struct hit hits[HITS], const struct hit today[HITS])
{
    for (unsigned i = 0; i < HITS; i++) {
        struct hit *h = &hits[i];
        const struct hit *t = &today[i];
        if (!t->any)
            continue;
        bool worse = !h->any || (t->high && !h->high) || (t->high == h->high && t->count > h->count);
        int64_t first = h->any ? h->first : t->first;
        struct hit sum = worse ? *t : *h;
        sum.high |= h->high | t->high;
        sum.beats_own |= h->beats_own | t->beats_own;
        sum.had_own |= h->had_own | t->had_own;
        sum.first = first;
        sum.last = t->last;
        *h = sum;
    }
}

static const struct hit no_hits[HITS] = {
    [HIT_RATE] = {.rule = RULE_R09},    [HIT_SPREAD] = {.rule = RULE_R10},  [HIT_FAILED] = {.rule = RULE_R11},
    [HIT_LOCAL] = {.rule = RULE_R16},   [HIT_REFUSED] = {.rule = RULE_R17}, [HIT_LIMITED] = {.rule = RULE_R26},
    [HIT_UNOWNED] = {.rule = RULE_R27},
};

static void check_hour(const struct pfl_audit *a, struct hit today[HITS], uint32_t subject, const struct viewed_hour *h,
                       const struct usual *own)
{
    const struct text *key = a->view->subjects[subject].key;
    if (key->bytes[0] == SUBJECT_LOCAL) {
        check_local(a, &today[HIT_LOCAL], h, own, is_web(uid_of((const uint8_t *)key->bytes + 1)));
        return;
    }
    if (!a->bulk[subject]) {
        check_rate(a, &today[HIT_RATE], h, own);
        check_spread(a, &today[HIT_SPREAD], h, own);
    }
    check_failed(a, &today[HIT_FAILED], h, own);
    check_refused(a, &today[HIT_REFUSED], h, own);
    check_unowned(a, &today[HIT_UNOWNED], h, own);
}

static bool find_of_subject(struct pfl_audit *a, uint32_t subject, const struct entry_days *entries)
{
    struct hit hits[HITS];
    struct history h;
    if (!pfl_history_open(&h, a, subject))
        return false;
    memcpy(hits, no_hits, sizeof hits);
    pfl_history_taint_entries(&h, entries);
    for (uint32_t i = 0; i < h.day_count; i++) {
        struct history_day *d = &h.days[i];
        struct usual own = pfl_history_usual(&h, d->day);
        struct hit today[HITS];
        memcpy(today, no_hits, sizeof today);
        for (uint32_t k = 0; k < d->count; k++)
            check_hour(a, today, subject, &h.hours[d->start + k], &own);
        d->tainted |= is_any(today);
        join(hits, today);
    }
    for (uint32_t i = a->index.login_start[subject]; i < a->index.login_start[subject + 1]; i++)
        check_limited(a, &hits[HIT_LIMITED], &a->index.logins[i]);
    pfl_history_close(&h, a);
    for (unsigned i = 0; i < HITS; i++)
        if (!add_hit(a, subject, &hits[i]))
            return false;
    return true;
}

bool pfl_find_amounts(struct pfl_audit *a)
{
    struct entry_days entries;
    bool done = pfl_entry_days_open(&entries, a);
    for (uint32_t s = 0; done && s < a->view->subject_count; s++)
        done = subject_is(a->view, s, SUBJECT_CLIENT) || find_of_subject(a, s, &entries);
    pfl_entry_days_close(&entries, a);
    return done;
}
