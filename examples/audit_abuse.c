/*
 * The rules about what was done with an account: R09, R11, R12, R16, R17.
 *
 * Hours are judged in time order, against the account's own busiest hour on
 * earlier days. Only days that the log covers from their start count for that,
 * and only those without a finding: else the attack of one night would be what
 * is usual in the next.
 */
#include "audit_findings.h"
#include "terminal.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    OWN_FACTOR = 5,
    MESSAGES = 100,
    MESSAGES_HIGH = 300,
    RECIPIENTS = 250,
    RECIPIENTS_HIGH = 500,
    FAILED = 10,
    FAILED_HIGH = 50,
    FAILED_DOMAINS = 5,
    REFUSED = 5,
    REFUSED_HIGH = 20,
    REFUSED_PROVIDERS = 3,
    SENDERS = 5,
    FOREIGN_DOMAINS = 3,
    LOCAL_MESSAGES = 50,
    WEB_MESSAGES = 20
};

/* --- The account's own usual ------------------------------------------------- */

typedef struct usual {
    uint32_t messages, recipients, failed; /* the most in an hour */
    bool known;                            /* there was such a day */
} usual;

static uint64_t limit_of(uint64_t least, uint32_t own)
{
    uint64_t grown = (uint64_t)OWN_FACTOR * own;
    return grown > least ? grown : least;
}

/* What one rule has found so far in the hours of a subject. */
typedef struct hit {
    bool any, high, beats_own, had_own;
    int64_t start, end;
    uint64_t count, limit;
    const hour *worst;
} hit;

static void hit_add(hit *found, const hour *h, uint64_t count, uint64_t limit, bool high, bool beats_own, bool had_own)
{
    if (!found->any)
        found->start = h->start;
    if (!found->any || high > found->high || (high == found->high && count > found->count)) {
        found->count = count;
        found->limit = limit;
        found->worst = h;
    }
    found->any = true;
    found->high |= high;
    found->beats_own |= beats_own;
    found->had_own |= had_own;
    found->end = h->start + HOUR;
}

/* --- The rules on an hour ---------------------------------------------------- */

static void check_rate(hit *found, const hour *h, const usual *own)
{
    uint64_t messages = limit_of(MESSAGES, own->messages), recipients = limit_of(RECIPIENTS, own->recipients);
    bool many_messages = h->messages >= messages, many_recipients = h->recipients >= recipients;
    bool beats = own->known && ((many_messages && h->messages >= OWN_FACTOR * (uint64_t)own->messages) ||
                                (many_recipients && h->recipients >= OWN_FACTOR * (uint64_t)own->recipients));
    bool high =
        (many_messages && h->messages >= MESSAGES_HIGH) || (many_recipients && h->recipients >= RECIPIENTS_HIGH);
    if (many_recipients && h->recipients / (double)recipients >= h->messages / (double)messages)
        hit_add(found, h, h->recipients, recipients, high, beats, own->known);
    else if (many_messages)
        hit_add(found, h, h->messages, messages, high, beats, own->known);
}

static void check_failed(hit *found, const hour *h, const usual *own)
{
    uint32_t outcomes = h->sent + h->failed;
    if (h->failed < FAILED || h->detail == NULL || h->detail->failed_domain_count < FAILED_DOMAINS ||
        h->failed * UINT64_C(10) < outcomes)
        return;
    bool beats = h->failed >= (uint64_t)OWN_FACTOR * own->failed;
    hit_add(found, h, h->failed, FAILED, h->failed >= FAILED_HIGH && beats, own->known && beats, own->known);
}

static void check_refused(hit *found, const hour *h, const usual *own)
{
    if (h->refused < REFUSED && (h->detail == NULL || h->detail->provider_count < REFUSED_PROVIDERS))
        return;
    hit_add(found, h, h->refused, REFUSED, h->refused >= REFUSED_HIGH, false, own->known);
}

/* The web server's user on Debian and SUSE, Fedora, FreeBSD, OpenBSD, Gentoo: it sends what a hole in a site tells it.
 */
static bool is_web(uint32_t uid)
{
    static const uint32_t uids[] = {30, 33, 48, 67, 80, 81};
    for (size_t i = 0; i < sizeof uids / sizeof *uids; i++)
        if (uids[i] == uid)
            return true;
    return false;
}

static void check_burst(hit *found, const subject *s, const hour *h, const usual *own)
{
    bool web = is_web(s->uid);
    uint64_t limit = limit_of(web ? WEB_MESSAGES : LOCAL_MESSAGES, own->messages);
    if (h->messages >= limit)
        hit_add(found, h, h->messages, limit, web || own->known, own->known, own->known);
}

/* --- From hits to findings --------------------------------------------------- */

static bool is_bulk(const audit *a, const subject *s)
{
    for (size_t i = 0; i < a->bulk_count; i++)
        if (strlen(a->bulk[i]) == s->name_length && memcmp(a->bulk[i], s->name, s->name_length) == 0)
            return true;
    return false;
}

static finding *add_hit(audit *a, const subject *s, const char *rule, const hit *found, clue *const clues[3])
{
    finding *f = finding_add(a, rule, found->high ? SEVERITY_HIGH : SEVERITY_MEDIUM, s);
    f->start = found->start;
    f->end = found->end;
    f->count = found->count;
    f->limit = found->limit;
    f->beats_own = found->beats_own;
    f->had_own = found->had_own;
    for (size_t i = 0; clues != NULL && i < 3; i++)
        finding_clue(f, clues[i]);
    if (!s->is_local) {
        f->techniques[0] = "T1078";
        finding_sources(a, f, f->start, f->end - 1);
    }
    return f;
}

static void hour_text(const hour *h, char text[32])
{
    time_t seconds = (time_t)(h->start / 1000000);
    const struct tm *utc = gmtime(&seconds);
    if (utc == NULL || strftime(text, 32, "%Y-%m-%d %H:%M", utc) == 0)
        strcpy(text, "?");
}

static void report_hits(audit *a, const subject *s, const hit *rate, const hit *failed, const hit *refused)
{
    char when[32];
    if (rate->any) {
        const hour *h = rate->worst;
        finding *f = add_hit(a, s, "R09", rate, h->detail != NULL ? h->detail->rate : NULL);
        f->abuse = rate->high ? 4 : 2;
        hour_text(h, when);
        snprintf(f->what, sizeof f->what,
                 "%" PRIu32 " messages to %" PRIu32 " recipients in the hour from %s (limit here: %" PRIu64 ")",
                 h->messages, h->recipients, when, rate->limit);
    }
    if (failed->any) {
        const hour *h = failed->worst;
        finding *f = add_hit(a, s, "R11", failed, h->detail->failed);
        f->domains = h->detail->failed_domain_count;
        f->abuse = failed->high ? 4 : 2;
        hour_text(h, when);
        snprintf(f->what, sizeof f->what,
                 "%" PRIu32 " recipients in %u%s domains failed for good in the hour from %s, %.0f %%", h->failed,
                 h->detail->failed_domain_count, h->detail->failed_domain_count == 32 ? " or more" : "", when,
                 100.0 * h->failed / (h->sent + h->failed));
    }
    if (refused->any) {
        const hour *h = refused->worst;
        finding *f = add_hit(a, s, "R17", refused, h->detail->refused);
        f->abuse = 2;
        hour_text(h, when);
        snprintf(f->what, sizeof f->what, "%" PRIu32 " replies in the hour from %s call it spam or refuse this server",
                 h->refused, when);
    }
}

static int64_t day_of(int64_t time)
{
    return time - ((time % DAY) + DAY) % DAY;
}

/* Whether somebody got into the account on that day. */
static bool access_on(const audit *a, const subject *s, int64_t day)
{
    for (const finding *f = audit_first(a, s); f != NULL; f = audit_next(a, f))
        if (f->access > 0 && day_of(f->start) <= day && day_of(f->end) >= day)
            return true;
    return false;
}

static void judge_hours(audit *a, const subject *s)
{
    hit rate = {0}, failed = {0}, refused = {0}, burst = {0};
    usual own = {0};
    bool bulk = is_bulk(a, s);
    for (size_t i = 0, end; i < s->hour_count; i = end) {
        int64_t day = day_of(s->hours[i].start);
        int64_t hits = rate.end + failed.end + refused.end + burst.end;
        usual today = own;
        for (end = i; end < s->hour_count && day_of(s->hours[end].start) == day; end++) {
            const hour *h = &s->hours[end];
            if (s->is_local)
                check_burst(&burst, s, h, &own);
            else if (!bulk)
                check_rate(&rate, h, &own);
            if (!s->is_local) {
                check_failed(&failed, h, &own);
                check_refused(&refused, h, &own);
            }
            today.messages = h->messages > today.messages ? h->messages : today.messages;
            today.recipients = h->recipients > today.recipients ? h->recipients : today.recipients;
            today.failed = h->failed > today.failed ? h->failed : today.failed;
        }
        bool clean = hits == rate.end + failed.end + refused.end + burst.end && !access_on(a, s, day);
        if (clean && day >= day_of(a->t->first + DAY - 1)) {
            own = today;
            own.known = true;
        }
    }
    report_hits(a, s, &rate, &failed, &refused);
    if (burst.any) {
        char when[32];
        finding *f = add_hit(a, s, "R16", &burst, burst.worst->detail != NULL ? burst.worst->detail->rate : NULL);
        hour_text(burst.worst, when);
        snprintf(f->what, sizeof f->what,
                 "%" PRIu64 " messages in the hour from %s by uid %" PRIu32 "%s (limit here: %" PRIu64 ")", burst.count,
                 when, s->uid, is_web(s->uid) ? ", a web server's" : "", burst.limit);
    }
}

/* --- R12: many or foreign senders -------------------------------------------- */

typedef struct first_use {
    uint32_t subject, sender; /* sender: number in tally.senders */
    int64_t time;
} first_use;

static int by_subject_and_time(const void *left, const void *right)
{
    const first_use *x = left, *y = right;
    if (x->subject != y->subject)
        return x->subject < y->subject ? -1 : 1;
    if (x->time != y->time)
        return x->time < y->time ? -1 : 1;
    return x->sender < y->sender ? -1 : x->sender > y->sender;
}

/* Counts the sender's domain in or out of the window, if this server does not deliver to it itself. */
static void count_foreign(const tally *t, table *domains, uint32_t sender, bool in)
{
    size_t length;
    const char *key = table_name(&t->senders, sender, &length), *at = key + sizeof(uint32_t);
    const char *end = key + length;
    at = end > at ? memchr(at, '@', (size_t)(end - at)) : NULL;
    if (at == NULL || table_find(&t->local_domains, at + 1, (size_t)(end - at) - 1) != TABLE_NONE)
        return;
    uint32_t number = table_put(domains, at + 1, (size_t)(end - at) - 1), *uses = table_at(domains, number);
    *uses = in ? *uses + 1 : *uses - 1;
    if (*uses == 0)
        table_remove(domains, number);
}

static void judge_senders(audit *a, const subject *s, const first_use *uses, size_t count)
{
    table domains;
    table_init(&domains, sizeof(uint32_t));
    size_t most = 0, foreign = 0, from = 0;
    int64_t start = 0, end = 0;
    for (size_t to = 0; to < count; to++) {
        count_foreign(a->t, &domains, uses[to].sender, true);
        for (; uses[from].time < uses[to].time - DAY; from++)
            count_foreign(a->t, &domains, uses[from].sender, false);
        if (to + 1 - from < SENDERS && domains.live < FOREIGN_DOMAINS)
            continue;
        start = end == 0 ? uses[from].time : start;
        end = uses[to].time;
        most = to + 1 - from > most ? to + 1 - from : most;
        foreign = domains.live > foreign ? domains.live : foreign;
    }
    table_free(&domains);
    if (most == 0)
        return;
    finding *f = finding_add(a, "R12", SEVERITY_HIGH, s);
    f->abuse = 3;
    f->start = start;
    f->end = end;
    f->count = most;
    f->limit = SENDERS;
    f->techniques[0] = "T1078";
    int used = snprintf(f->what, sizeof f->what, "%zu new sender addresses within 24 hours (limit %d)", most, SENDERS);
    if (foreign > 0)
        snprintf(f->what + used, sizeof f->what - (size_t)used, ", in %zu foreign domains at a time (limit %d)",
                 foreign, FOREIGN_DOMAINS);
    finding_sources(a, f, start, end);
    for (size_t i = 0; i < 3; i++)
        finding_clue(f, s->sender_clues[i]);
}

static void rule_senders(audit *a)
{
    const table *senders = &a->t->senders;
    first_use *uses = must_resize(NULL, senders->count * sizeof *uses);
    size_t count = 0;
    for (uint32_t i = 0; i < senders->count; i++) {
        const contact *c = table_at(senders, i);
        if (!c->own && c->first != INT64_MAX && !a->t->subjects[c->subject]->is_local)
            uses[count++] = (first_use){c->subject, i, c->first};
    }
    if (count > 0)
        qsort(uses, count, sizeof *uses, by_subject_and_time);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i; end < count && uses[end].subject == uses[i].subject;)
            end++;
        judge_senders(a, a->t->subjects[uses[i].subject], uses + i, end - i);
    }
    free(uses);
}

void audit_abuse(audit *a)
{
    for (uint32_t i = 0; i < a->t->subject_count; i++)
        judge_hours(a, a->t->subjects[i]);
    rule_senders(a);
}
