/*
 * The record itself: whether it says who came (R15b), what an administrator did (R18),
 * whether something is missing (R19) or forged (R20), and whether it says enough at all.
 */
#include "lib/aggregate/gaps.h"
#include "lib/detect/audit.h"

/* === R15b === */

#define ENOUGH_CONNECTIONS 100 /* to speak of nearly all */

static bool find_r15b(struct pfl_audit *a)
{
    const struct table *t = &a->view->state->addresses;
    const struct address *most = NULL;
    uint64_t all = 0;
    for (uint32_t n = table_next(t, 0); n != NONE; n = table_next(t, n + 1)) {
        const struct address *from = table_at(t, n);
        uint32_t count = from->counts[ADDRESS_CONNECTIONS];
        all += count;
        bool more =
            most == NULL || count > most->counts[ADDRESS_CONNECTIONS] ||
            (count == most->counts[ADDRESS_CONNECTIONS] && memcmp(from->bytes, most->bytes, sizeof from->bytes) < 0);
        most = more ? from : most;
    }
    if (all < ENOUGH_CONNECTIONS || address_is_loopback(most->bytes) ||
        most->counts[ADDRESS_CONNECTIONS] * UINT64_C(100) < all * limit_of(a, LIMIT_R15B_PERCENT))
        return true;
    pfl_network address = {.bits = 128};
    memcpy(address.bytes, most->bytes, sizeof address.bytes);
    if (pfl_network_is_internal(&address) == 0)
        return true;
    struct finding *f = pfl_finding_add(&a->findings, RULE_R15B, PFL_FINDING_MEDIUM, NONE);
    if (f == NULL)
        return false;
    struct source_address s = {.first = most->first, .last = most->last};
    memcpy(s.bytes, most->bytes, sizeof s.bytes);
    f->first = most->first;
    f->last = most->last;
    f->count = most->counts[ADDRESS_CONNECTIONS] * UINT64_C(100) / all;
    f->limit = limit_of(a, LIMIT_R15B_PERCENT);
    pfl_finding_source(&a->findings, f, &s);
    return true;
}

/* === R19 === */

static bool add_doubt(struct pfl_audit *a, enum form form, uint32_t severity, uint32_t host, uint64_t count,
                      uint64_t limit, uint64_t more)
{
    struct finding *f = pfl_finding_add(&a->findings, RULE_R19, severity, NONE);
    if (f == NULL)
        return false;
    f->form = (uint8_t)form;
    f->name = host;
    f->count = count;
    f->limit = limit;
    f->more[0] = more;
    f->first = a->first;
    f->last = a->last;
    return true;
}

#define MOST_GAPS 20 /* of a host */

static bool find_gaps(struct pfl_audit *a, uint32_t number)
{
    struct gaps g;
    struct gap found;
    uint32_t at = 0, count = 0;
    bool done = pfl_gaps_open(&g, &a->view->state->coverage, &a->memory, number);
    while (done && count < MOST_GAPS &&
           pfl_gaps_find(&g, (int64_t)limit_of(a, LIMIT_R19_GAP_HOURS) * HOURS, &at, &found)) {
        struct finding *f = pfl_finding_add(&a->findings, RULE_R19, PFL_FINDING_MEDIUM, NONE);
        done = f != NULL;
        if (!done)
            break;
        f->form = FORM_GAP;
        f->name = number;
        f->first = found.start;
        f->last = found.end;
        f->count = (uint64_t)((found.end - found.start) / HOURS);
        f->limit = limit_of(a, LIMIT_R19_GAP_HOURS);
        f->more[0] = (uint64_t)(g.usual / MINUTES);
        count++;
    }
    pfl_gaps_close(&g, &a->memory);
    return done;
}

static bool find_doubts_of_host(struct pfl_audit *a, uint32_t number)
{
    const struct host *h = host_at(&a->view->state->coverage, number);
    uint64_t most = h->most_backward > 0 ? (uint64_t)(h->most_backward / SECONDS) : 0;
    uint64_t skew = (uint64_t)((h->most_skew > -h->least_skew ? h->most_skew : -h->least_skew) / SECONDS);
    /* A second or two is how several daemons write; a minute is none of them. */
    if (h->backward > 0 && most > 60 && !add_doubt(a, FORM_BACKWARD, PFL_FINDING_INFO, number, h->backward, 0, most))
        return false;
    return h->contradicting == 0 || h->contradicting * 10 < h->told ||
           add_doubt(a, FORM_SKEW, PFL_FINDING_MEDIUM, number, h->contradicting, 0, skew);
}

#define ENOUGH_ORPHANS 20 /* fewer were in the queue when the log began */

static bool find_r19(struct pfl_audit *a)
{
    const uint64_t *totals = a->view->state->coverage.totals;
    uint64_t messages = totals[TOTAL_SASL_MESSAGES] + totals[TOTAL_MESSAGES] + totals[TOTAL_LOCAL_MESSAGES];
    uint64_t orphans = totals[TOTAL_ORPHANS] + a->view->orphans;
    uint64_t limit = limit_of(a, LIMIT_R19_ORPHANS);
    for (uint32_t i = 0; i < a->view->hosts.count; i++)
        if (!find_gaps(a, a->view->hosts.numbers[i]) || !find_doubts_of_host(a, a->view->hosts.numbers[i]))
            return false;
    if (orphans * 100 > (messages + orphans) * limit && orphans >= ENOUGH_ORPHANS &&
        !add_doubt(a, FORM_ORPHANS, PFL_FINDING_INFO, NONE, orphans, limit, messages + orphans))
        return false;
    return totals[TOTAL_SUPPRESSED] == 0 ||
           add_doubt(a, FORM_SUPPRESSED, PFL_FINDING_MEDIUM, NONE, totals[TOTAL_SUPPRESSED], 0, 0);
}

/* === R20 === */

static bool find_r20(struct pfl_audit *a)
{
    const struct pfl_aggregator *state = a->view->state;
    const struct evidence *const *kept = (const struct evidence *const *)state->injections;
    uint64_t count = state->coverage.totals[TOTAL_INJECTIONS];
    struct finding *f = count == 0 ? NULL : pfl_finding_add(&a->findings, RULE_R20, PFL_FINDING_LOW, NONE);
    if (f == NULL)
        return count == 0;
    f->count = count;
    for (unsigned i = 0; i < 2 && kept[i] != NULL; i++) {
        f->first = earlier(f->first, kept[i]->time);
        f->last = later(f->last, kept[i]->time);
        pfl_finding_evidence(f, kept[i]);
    }
    return true;
}

bool pfl_find_traces(struct pfl_audit *a)
{
    return find_r15b(a) && find_r19(a) && find_r20(a);
}

/* === R18, once it is known what the incidents are === */

/* Whether a day lies in an incident, or next to it. */
static bool is_near_incident(const struct pfl_audit *a, int32_t day)
{
    for (uint32_t i = 0; i < a->verdict_count && a->verdicts[i].verdict >= PFL_VERDICT_CHECK; i++) {
        const struct verdict *v = &a->verdicts[i];
        if (is_time(v->first) && day >= day_of(v->first) - 1 && day <= day_of(v->last) + 1)
            return true;
    }
    return false;
}

static bool find_deeds(struct pfl_audit *a, const struct host_day *day)
{
    for (unsigned i = 0; i < OPERATIONS; i++) {
        const struct deed *deed = &day->deeds[i];
        if (deed_count(deed) == 0)
            continue;
        struct finding *f = pfl_finding_add(&a->findings, RULE_R18, PFL_FINDING_INFO, NONE);
        if (f == NULL)
            return false;
        f->name = day->key.host;
        f->count = deed_count(deed);
        f->more[0] = i;
        f->first = deed->first == NEVER_BEFORE ? PFL_TIME_INVALID : deed->first;
        f->last = deed->last;
    }
    return true;
}

/* Days of hosts in an order that does not depend on how they came. */
static struct sort_key day_key(const void *context, uint32_t number)
{
    const struct pfl_audit *a = context;
    const struct host_day_key *k = table_at(&a->view->state->coverage.host_days, number);
    return (struct sort_key){{sorting(k->day), a->view->hosts.ranks[k->host]}};
}

bool pfl_find_operations(struct pfl_audit *a)
{
    const struct table *t = &a->view->state->coverage.host_days;
    struct order order;
    bool done = pfl_order_by(&order, &a->memory, &t->records, day_key, a);
    for (uint32_t i = 0; done && i < order.count; i++) {
        const struct host_day *day = table_at(t, order.numbers[i]);
        done = !is_near_incident(a, day->key.day) || find_deeds(a, day);
    }
    pfl_order_free(&order, &a->memory);
    return done;
}

/* === Enough to tell? === */

const char *pfl_coverage_failure(const struct pfl_audit *a)
{
    const struct coverage *c = &a->view->state->coverage;
    uint64_t lines = c->totals[TOTAL_LINES], malformed = c->kinds[PFL_KIND_MALFORMED];
    uint64_t postfix = lines - c->kinds[PFL_KIND_FOREIGN] - malformed - c->kinds[PFL_KIND_REPEAT];
    if (lines == 0)
        return "the log is empty";
    if (postfix == 0)
        return "no line of it is Postfix's";
    if (!is_time(a->first))
        return "none of its lines has a time";
    if (malformed > lines / 2)
        return "most of its lines are not log lines";
    if (c->kinds[PFL_KIND_OTHER] > postfix / 2)
        return "most of Postfix's lines are not understood: their program names may be missing";
    if (a->view->state->evictions[EVICTED_SUBJECTS].records > 0)
        return "memory was too short for all accounts: some were given up";
    if (c->totals[TOTAL_TIME_INVALID] > postfix / 2)
        return "most of its lines have an impossible time";
    return NULL;
}
