/*
 * Where an account is used from: R06 (many networks), R08 (a new one), R21 (a probe), R23
 * (after a long sleep), R24 (an address that uses several accounts).
 */
#include "lib/detect/audit.h"
#include "lib/detect/history.h"

/* === Networks === */

/* /16, or /32 of IPv6. */
static bool same_wide(const struct presence *p, const struct presence *q)
{
    if (p->key.bits != q->key.bits)
        return false;
    return memcmp(p->key.bytes, q->key.bytes, p->key.bits == 120 ? 14 : 4) == 0;
}

/* A network of an account, and whether it was new when the account came from there. */
struct network {
    const struct presence *presence;
    bool new_wide;   /* no network near it was used before */
    bool near_known; /* one near it was, on an earlier day */
};

/* Describes the networks of an account that say who is behind them, in the order of their first times. */
static uint32_t list_networks(const struct pfl_audit *a, uint32_t subject, struct network *out)
{
    const struct index *x = &a->index;
    uint32_t count = 0;
    for (uint32_t i = x->presence_start[subject]; i < x->presence_start[subject + 1]; i++) {
        struct network n = {.presence = x->presences[i], .new_wide = true};
        if (!is_time(n.presence->first))
            continue;
        for (uint32_t k = x->presence_start[subject]; k < i; k++) {
            const struct presence *p = x->presences[k];
            if (!same_wide(p, n.presence))
                continue;
            n.new_wide = false;
            n.near_known |= day_of(p->first) < day_of(n.presence->first);
        }
        if (!pfl_audit_is_masked_network(a, &n.presence->key))
            out[count++] = n;
    }
    return count;
}

static void add_sources(struct pfl_audit *a, struct finding *f, uint32_t subject, int64_t since, int64_t until)
{
    const struct index *x = &a->index;
    for (uint32_t i = x->login_start[subject]; i < x->login_start[subject + 1]; i++) {
        const struct login *l = &x->logins[i];
        struct source_address s = {.first = l->first, .last = l->last, .messages = l->messages};
        memcpy(s.bytes, l->address, sizeof s.bytes);
        if (l->last >= since && l->first <= until)
            pfl_finding_source(&a->findings, f, &s);
    }
}

/* === R06 === */

/* How many networks came within a time, at most. */
struct crowd {
    uint64_t count;
    int64_t first, last;
    uint32_t from; /* place of the first network */
};

static bool counts_as_new(const struct network *n, enum form form)
{
    switch (form) {
    case FORM_WIDE:
        return n->new_wide;
    case FORM_DAY:
        return !n->near_known;
    default:
        return true;
    }
}

/* The most new networks within a length of time, of those since a time. */
static struct crowd find_crowd(const struct network *all, uint32_t count, int64_t length, int64_t since, enum form form)
{
    struct crowd worst = {0};
    for (uint32_t i = 0; i < count; i++) {
        struct crowd c = {.first = all[i].presence->first, .last = all[i].presence->first, .from = i};
        if (all[i].presence->first < since)
            continue;
        for (uint32_t k = i; k < count && all[k].presence->first < c.first + length; k++)
            if (counts_as_new(&all[k], form)) {
                c.count++;
                c.last = all[k].presence->first;
            }
        if (c.count > worst.count)
            worst = c;
    }
    return worst;
}

static bool add_crowd(struct pfl_audit *a, uint32_t subject, const struct network *all, const struct crowd *c,
                      uint64_t limit, enum form form, uint32_t severity)
{
    struct finding *f = pfl_finding_add(&a->findings, RULE_R06, severity, subject);
    if (f == NULL)
        return false;
    f->form = (uint8_t)form;
    f->access = severity == PFL_FINDING_HIGH ? 5 : 3;
    f->first = c->first;
    f->last = c->last;
    f->count = c->count;
    f->limit = limit;
    add_sources(a, f, subject, c->first, c->last);
    for (uint32_t i = c->from; all[i].presence->first < c->last && f->line_count < 4; i++)
        pfl_finding_evidence(f, all[i].presence->evidence);
    return true;
}

static bool find_r06(struct pfl_audit *a, uint32_t subject, const struct network *all, uint32_t count)
{
    int64_t known = pfl_index_known_since(&a->index, subject);
    struct crowd hour = {0}, day = {0};
    if (known != PFL_TIME_INVALID) {
        hour = find_crowd(all, count, HOURS, known, FORM_WIDE);
        if (hour.count >= limit_of(a, LIMIT_R06_WIDE))
            return add_crowd(a, subject, all, &hour, limit_of(a, LIMIT_R06_WIDE), FORM_WIDE, PFL_FINDING_HIGH);
        day = find_crowd(all, count, DAYS, known, FORM_DAY);
        if (day.count >= limit_of(a, LIMIT_R06_NETWORKS))
            return add_crowd(a, subject, all, &day, limit_of(a, LIMIT_R06_NETWORKS), FORM_DAY, PFL_FINDING_HIGH);
    }
    hour = find_crowd(all, count, HOURS, INT64_MIN + 1, FORM_USUAL);
    if (hour.count >= limit_of(a, LIMIT_R06_FIRST_HOUR))
        return add_crowd(a, subject, all, &hour, limit_of(a, LIMIT_R06_FIRST_HOUR), FORM_USUAL, PFL_FINDING_HIGH);
    day = find_crowd(all, count, DAYS, INT64_MIN + 1, FORM_DAY);
    uint64_t limit = limit_of(a, LIMIT_R06_FIRST_DAY), many = limit_of(a, LIMIT_R06_MANY);
    if (day.count >= limit)
        return add_crowd(a, subject, all, &day, limit, FORM_DAY, PFL_FINDING_HIGH);
    if (day.count >= many)
        return add_crowd(a, subject, all, &day, many, FORM_DAY, PFL_FINDING_MEDIUM);
    return true;
}

/* === R08, R21 === */

static bool is_monitor(const struct pfl_audit *a, uint32_t subject, const struct presence *p)
{
    return a->monitored[subject] || pfl_networks_have(&a->monitors, p->key.bytes);
}

static struct finding *add_network(struct pfl_audit *a, enum rule rule, uint32_t severity, uint32_t subject,
                                   const struct presence *p)
{
    struct finding *f = pfl_finding_add(&a->findings, rule, severity, subject);
    if (f == NULL)
        return NULL;
    f->first = p->first;
    f->last = p->first;
    f->count = 1;
    add_sources(a, f, subject, p->first, p->first);
    pfl_finding_evidence(f, p->evidence);
    return f;
}

/* The first message from there was small, to one, and nothing followed it for ten minutes. */
static bool is_probe(const struct pfl_audit *a, uint32_t subject, const struct presence *p, struct presence *probe)
{
    *probe = pfl_viewed_probe(a->view, &a->view->subjects[subject], p);
    return is_time(probe->probe) && probe->probe == p->first && probe->probe_size > 0 &&
           probe->probe_size < limit_of(a, LIMIT_R21_SIZE) && probe->probe_nrcpt == 1 &&
           (!is_time(p->second) || p->second - p->first >= 10 * MINUTES) && a->last - p->first >= 10 * MINUTES;
}

static bool find_new_networks(struct pfl_audit *a, uint32_t subject, const struct network *all, uint32_t count)
{
    int64_t known = pfl_index_known_since(&a->index, subject);
    struct presence probe;
    for (uint32_t i = 0; known != PFL_TIME_INVALID && i < count; i++) {
        const struct presence *p = all[i].presence;
        if (p->first < known || !all[i].new_wide)
            continue;
        struct finding *f = add_network(a, RULE_R08, PFL_FINDING_INFO, subject, p);
        if (f == NULL)
            return false;
        f->access = 1;
        if (is_monitor(a, subject, p) || !is_probe(a, subject, p, &probe))
            continue;
        f = add_network(a, RULE_R21, PFL_FINDING_MEDIUM, subject, p);
        if (f == NULL)
            return false;
        f->access = 3;
        f->limit = limit_of(a, LIMIT_R21_SIZE);
        f->count = probe.probe_size;
    }
    return true;
}

/* === R23 === */

static bool find_r23(struct pfl_audit *a, uint32_t subject)
{
    const struct index *x = &a->index;
    int32_t last = INT32_MAX;
    for (uint32_t i = x->login_start[subject]; i < x->login_start[subject + 1]; i++) {
        const struct login *l = &x->logins[i];
        if (last != INT32_MAX && l->day - last > (int64_t)limit_of(a, LIMIT_R23_DAYS)) {
            struct finding *f = pfl_finding_add(&a->findings, RULE_R23, PFL_FINDING_MEDIUM, subject);
            if (f == NULL)
                return false;
            f->access = 2;
            f->first = f->last = l->first;
            f->count = (uint64_t)(l->day - last);
            f->limit = limit_of(a, LIMIT_R23_DAYS);
            add_sources(a, f, subject, l->first, l->first);
            pfl_finding_line(f, l->first, l->place);
        }
        last = last == INT32_MAX || l->day > last ? l->day : last;
    }
    return true;
}

/* === R24 === */

static piece domain_of(const struct pfl_audit *a, uint32_t subject)
{
    const struct text *key = a->view->subjects[subject].key;
    return pfl_domain_of((piece){key->bytes + 1, key->length - 1});
}

/* The first time of each account at an address. */
struct visitor {
    uint32_t subject;
    const struct login *first;
    bool is_new;
};

#define VISITORS 64 /* more accounts from one address are an office, or behind a proxy */

/* Whether a network that an account used begins near an address (/16, /32: a phone's carrier), on one of some days. */
static bool was_near(const struct pfl_audit *a, uint32_t subject, const uint8_t address[16], int32_t from, int32_t to)
{
    const struct index *x = &a->index;
    struct place_key net = pfl_place_key(0, address);
    for (uint32_t i = x->presence_start[subject]; i < x->presence_start[subject + 1]; i++) {
        const struct presence *p = x->presences[i];
        if (day_of(p->first) >= from && day_of(p->first) < to && p->key.bits == net.bits &&
            memcmp(p->key.bytes, net.bytes, net.bits == 120 ? 14 : 4) == 0)
            return true;
    }
    return false;
}

static bool is_known_by(const struct pfl_audit *a, uint32_t subject, int64_t time)
{
    int64_t known = pfl_index_known_since(&a->index, subject);
    return known != PFL_TIME_INVALID && known <= time;
}

#define PASSING_DAYS   3 /* an office lasts longer */
#define ELSEWHERE_DAYS 5

/* Whether the network of an address was used for a few days only, and others on enough days behind those. */
static bool was_passing(const struct pfl_audit *a, uint32_t subject, const uint8_t address[16], int64_t first)
{
    const struct index *x = &a->index;
    struct place_key net = pfl_place_key(0, address);
    int32_t last = INT32_MIN;
    uint32_t days = 0;
    for (uint32_t i = x->login_start[subject]; i < x->login_start[subject + 1]; i++) {
        const struct login *l = &x->logins[i];
        if (l->day < day_of(first) + PASSING_DAYS || l->day == last)
            continue;
        if (memcmp(pfl_place_key(0, l->address).bytes, net.bytes, sizeof net.bytes) == 0)
            return false;
        days++;
        last = l->day;
    }
    return days >= ELSEWHERE_DAYS;
}

/*
 * An account is new at an address when it was never near it before, and is known: by the days before, or, when the log
 * begins with it, by days behind on which it is elsewhere and never near.
 */
static bool is_new_there(const struct pfl_audit *a, uint32_t subject, const uint8_t address[16], int64_t first)
{
    if (was_near(a, subject, address, INT32_MIN, day_of(first)))
        return false;
    return is_known_by(a, subject, first) ||
           (was_passing(a, subject, address, first) && !was_near(a, subject, address, day_of(first) + 1, INT32_MAX));
}

static uint32_t list_visitors(const struct pfl_audit *a, const struct user_address *u, struct visitor out[VISITORS])
{
    const struct index *x = &a->index;
    uint32_t count = 0;
    for (uint32_t i = 0; i < u->count; i++) {
        const struct login *l = &x->logins[x->by_address[u->start + i]];
        if (count > 0 && out[count - 1].subject == l->subject)
            continue;
        if (count == VISITORS)
            return count + 1;
        out[count++] = (struct visitor){l->subject, l, is_new_there(a, l->subject, u->bytes, l->first)};
    }
    return count;
}

/* How many new ones came within a day from a time on, and of how many domains. */
static uint64_t count_visitors(const struct pfl_audit *a, const struct visitor *all, uint32_t count, int64_t since,
                               uint64_t *domains)
{
    uint64_t found = 0;
    *domains = 0;
    for (uint32_t i = 0; i < count; i++) {
        bool known = false;
        if (!all[i].is_new || all[i].first->first < since || all[i].first->first >= since + DAYS)
            continue;
        for (uint32_t k = 0; k < i; k++)
            known |= all[k].is_new && all[k].first->first >= since && all[k].first->first < since + DAYS &&
                     pieces_equal(domain_of(a, all[k].subject), domain_of(a, all[i].subject));
        found++;
        *domains += !known;
    }
    return found;
}

static bool add_visitors(struct pfl_audit *a, const struct visitor *all, uint32_t count, int64_t since, uint64_t found)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct login *l = all[i].first;
        if (!all[i].is_new || l->first < since || l->first >= since + DAYS)
            continue;
        struct finding *f = pfl_finding_add(&a->findings, RULE_R24, PFL_FINDING_HIGH, all[i].subject);
        if (f == NULL)
            return false;
        struct source_address s = {.first = l->first, .last = l->last, .messages = l->messages};
        memcpy(s.bytes, l->address, sizeof s.bytes);
        f->access = 4;
        f->first = f->last = l->first;
        f->count = found;
        f->limit = limit_of(a, LIMIT_R24_ACCOUNTS);
        pfl_finding_source(&a->findings, f, &s);
        pfl_finding_line(f, l->first, l->place);
    }
    return true;
}

static bool find_r24(struct pfl_audit *a, const struct user_address *u)
{
    struct visitor all[VISITORS];
    uint32_t count = u->masked || pfl_audit_is_own(a, u->bytes) ? 0 : list_visitors(a, u, all);
    uint32_t known = 0, fresh = 0;
    if (count < limit_of(a, LIMIT_R24_ACCOUNTS) || count > VISITORS)
        return true;
    for (uint32_t i = 0; i < count; i++) {
        known += was_near(a, all[i].subject, u->bytes, INT32_MIN, day_of(all[i].first->first));
        fresh += all[i].is_new;
    }
    if (known >= 2 || fresh * 2 < count)
        return true; /* an office: others are known there, or begin there */
    for (uint32_t i = 0; i < count; i++) {
        uint64_t domains, found = count_visitors(a, all, count, all[i].first->first, &domains);
        if (all[i].is_new && found >= limit_of(a, LIMIT_R24_ACCOUNTS) && domains >= limit_of(a, LIMIT_R24_DOMAINS))
            return add_visitors(a, all, count, all[i].first->first, found);
    }
    return true;
}

/* === All === */

static bool find_of_account(struct pfl_audit *a, uint32_t subject)
{
    uint32_t most = a->index.presence_start[subject + 1] - a->index.presence_start[subject];
    struct network *all = view_array(&a->memory, most, sizeof *all);
    bool done = all != NULL;
    if (done) {
        uint32_t count = list_networks(a, subject, all);
        done = find_r06(a, subject, all, count) && find_new_networks(a, subject, all, count) && find_r23(a, subject);
    }
    view_release(&a->memory, all, most, sizeof *all);
    return done;
}

bool pfl_find_places(struct pfl_audit *a)
{
    for (uint32_t s = 0; s < a->view->subject_count; s++)
        if (subject_is(a->view, s, SUBJECT_ACCOUNT) && !find_of_account(a, s))
            return false;
    for (uint32_t i = 0; i < a->index.address_count; i++)
        if (!find_r24(a, &a->index.addresses[i]))
            return false;
    return true;
}
