/*
 * From findings to verdicts: on each subject, then on the server.
 *
 * Of accounts in a study of stolen ones (EVILCOHORT) 39 of 100 were used from one address only: no rule
 * about places can be asked of all.
 */
#include "lib/detect/history.h"
#include "lib/detect/score.h"

#include <stdlib.h>

#define ENOUGH_ABUSE 4
#define GREAT_ABUSE  8
#define WORTH_A_LOOK 3
#define MANY_DOMAINS 20 /* of recipients that failed: nobody's own list of addresses */
#define MANY_PLACES  4  /* addresses within ten minutes */

/* === Accounts === */

/* Whether an account began to be used from several addresses within ten minutes. Logins are in the order of time. */
static bool is_everywhere(const struct index *x, uint32_t subject)
{
    for (uint32_t i = x->login_start[subject] + MANY_PLACES - 1; i < x->login_start[subject + 1]; i++)
        if (x->logins[i].first - x->logins[i - (MANY_PLACES - 1)].first < BUCKET)
            return true;
    return false;
}

/* Without a baseline: much mail, and a second thing that people do not do. */
static enum rule first_run(const struct pfl_audit *a, uint32_t subject, const struct score *s)
{
    const struct finding *rate = s->rules[RULE_R09], *failed = s->rules[RULE_R11], *refused = s->rules[RULE_R17];
    if (s->had_own || rate == NULL || rate->severity < PFL_FINDING_HIGH)
        return RULES;
    if (s->rules[RULE_R12] != NULL)
        return RULE_R12;
    if (failed != NULL && failed->severity >= PFL_FINDING_HIGH && failed->more[1] >= MANY_DOMAINS && refused != NULL &&
        refused->severity >= PFL_FINDING_HIGH)
        return RULE_R11;
    return is_everywhere(&a->index, subject) ? RULE_R09 : RULES;
}

/*
 * Much mail is what newsletters are, the first one of a month too. Nobody's own is it when it is sent as
 * others, or comes mostly from networks that were not used before that day.
 */
static bool is_strange(const struct pfl_audit *a, uint32_t subject, const struct score *s)
{
    const struct index *x = &a->index;
    const struct finding *f = s->worst;
    uint64_t strange = 0, masked = 0, all = 0;
    if (s->rules[RULE_R12] != NULL || s->rules[RULE_R27] != NULL)
        return true;
    for (uint32_t i = x->login_start[subject]; i < x->login_start[subject + 1]; i++) {
        const struct login *l = &x->logins[i];
        if (l->day < day_of(f->first) || l->day > day_of(f->last))
            continue;
        all += l->recipients;
        strange += pfl_index_new_network(x, subject, l) ? l->recipients : 0;
        masked += pfl_audit_is_masked(a, l->address) ? l->recipients : 0;
    }
    if (masked * 2 >= all && s->rules[RULE_R11] != NULL)
        return true; /* where it came from is hidden: that it fails has to do */
    return all > 0 && strange * 2 >= all;
}

static bool is_known_before(const struct pfl_audit *a, uint32_t subject, int64_t time)
{
    int64_t known = pfl_index_known_since(&a->index, subject);
    return known != PFL_TIME_INVALID && known <= time;
}

/* Of a person who writes to many while away, one rule says so; of stolen accounts, several do. */
static bool is_enough(const struct score *s)
{
    return s->strong + s->weak > 1 || s->abuse > s->worst->abuse;
}

static void decide(struct verdict *v, uint32_t verdict, enum rule first, enum rule second)
{
    v->verdict = verdict;
    v->reasons[0] = first;
    v->reasons[1] = second;
}

static enum rule rule_of(const struct finding *f)
{
    return f == NULL ? RULES : (enum rule)f->rule;
}

/* The first hint that there is. */
static enum rule hint_of(const struct score *s)
{
    static const enum rule hints[] = {RULE_R21, RULE_R13, RULE_R23, RULE_R08, RULE_R14};
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (s->rules[hints[i]] != NULL)
            return hints[i];
    return RULES;
}

static void judge_account(const struct pfl_audit *a, struct verdict *v, const struct score *s)
{
    const struct finding *program = s->rules[RULE_R13];
    enum rule other = first_run(a, v->subject, s);
    v->access = s->strong + s->weak;
    v->abuse = s->abuse;
    if (s->entry != NULL && s->abuse_after >= ENOUGH_ABUSE)
        decide(v, PFL_VERDICT_COMPROMISED, rule_of(s->entry), rule_of(s->worst));
    else if (s->entry != NULL)
        decide(v, PFL_VERDICT_LIKELY, rule_of(s->entry), rule_of(s->worst));
    else if (v->access >= 1 && s->abuse >= ENOUGH_ABUSE && is_enough(s) &&
             is_known_before(a, v->subject, s->worst->first))
        decide(v, PFL_VERDICT_LIKELY, rule_of(s->worst), hint_of(s));
    else if (s->abuse >= GREAT_ABUSE && s->beats_own && is_strange(a, v->subject, s))
        decide(v, PFL_VERDICT_LIKELY, rule_of(s->worst), RULES);
    else if (other != RULES)
        decide(v, PFL_VERDICT_LIKELY, RULE_R09, other == RULE_R09 ? RULES : other);
    else if (v->access + s->abuse >= WORTH_A_LOOK)
        decide(v, PFL_VERDICT_CHECK, s->worst != NULL ? rule_of(s->worst) : hint_of(s), RULES);
    else if (program != NULL && program->form == FORM_PROGRAM)
        decide(v, PFL_VERDICT_CHECK, RULE_R13, RULES);
    if (v->verdict == PFL_VERDICT_CHECK && v->reasons[0] == RULES)
        v->reasons[0] = s->rules[RULE_R06] != NULL ? RULE_R06 : RULE_R01;
}

/* === Local users and clients === */

static void judge_local(struct verdict *v, const struct score *s)
{
    const struct finding *burst = s->rules[RULE_R16];
    v->abuse = s->abuse;
    if (burst != NULL)
        decide(v, burst->severity >= PFL_FINDING_HIGH ? PFL_VERDICT_LIKELY : PFL_VERDICT_CHECK, RULE_R16, RULES);
}

/* Networks of all clients that relay. */
static uint32_t relaying_networks(const struct pfl_audit *a)
{
    struct place_key seen[16];
    uint32_t count = 0;
    for (uint32_t i = 0; i < a->findings.count && count < 16; i++) {
        const struct finding *f = a->findings.all[i];
        if (f->rule != RULE_R15 || f->sources == NULL)
            continue;
        struct place_key net = pfl_place_key(0, f->sources[0].bytes);
        uint32_t k = 0;
        while (k < count && memcmp(&seen[k], &net, sizeof net) != 0)
            k++;
        if (k == count)
            seen[count++] = net;
    }
    return count;
}

static void judge_client(const struct pfl_audit *a, struct verdict *v, const struct score *s)
{
    const struct finding *relays = s->rules[RULE_R15];
    v->abuse = s->abuse;
    if (relays == NULL)
        return;
    if (relaying_networks(a) >= limit_of(a, LIMIT_R15_NETWORKS))
        decide(v, PFL_VERDICT_COMPROMISED, RULE_R15, RULES);
    else
        decide(v, relays->form == FORM_MESSAGES ? PFL_VERDICT_LIKELY : PFL_VERDICT_CHECK, RULE_R15,
               relays->form == FORM_MESSAGES ? RULE_R09 : RULES);
}

/* === When, and how much === */

/* What weighs: a hint that leads to nothing is no part of an incident. */
static bool is_part(const struct finding *f)
{
    return f->severity >= PFL_FINDING_MEDIUM && (f->access > 0 || f->abuse > 0 || f->rule == RULE_R16);
}

static void date(const struct pfl_audit *a, struct verdict *v, struct finding *const *list, uint32_t count,
                 const struct score *s)
{
    v->entry = v->first = v->last = PFL_TIME_INVALID;
    if (s->entry != NULL)
        v->entry = s->entry->last;
    for (uint32_t i = 0; i < count; i++) {
        const struct finding *f = list[i];
        uint32_t kept = finding_sources_kept(f);
        if (!is_part(f))
            continue;
        v->first = earlier(v->first, is_entry(f) ? f->last : f->first);
        v->last = later(v->last, f->last);
        for (uint32_t k = 0; k < kept; k++)
            v->last = later(v->last, f->sources[k].last);
    }
    v->last = v->last > a->last ? a->last : v->last; /* an hour ends when the log does */
    if (is_time(v->entry) && is_time(v->first) && hour_of(v->first) == hour_of(v->entry))
        v->first = v->entry; /* what was done in the hour of the entry was done behind it */
    v->active = v->verdict >= PFL_VERDICT_CHECK && is_time(v->last) && v->last >= a->last - HOURS;
}

static bool measure(struct pfl_audit *a, struct verdict *v)
{
    struct history h;
    if (!is_time(v->first))
        return true;
    if (!pfl_history_open(&h, a, v->subject))
        return false;
    for (uint32_t i = 0; i < h.hour_count; i++)
        if (h.hours[i].hour >= hour_of(v->first) && h.hours[i].hour <= hour_of(v->last)) {
            v->messages += h.hours[i].counts[HOUR_MESSAGES];
            v->recipients += h.hours[i].counts[HOUR_RECIPIENTS];
        }
    pfl_history_close(&h, a);
    return true;
}

/* === All of them === */

static bool judge_subject(struct pfl_audit *a, struct verdict *v, struct finding *const *list, uint32_t count)
{
    struct score s = pfl_score(a, list, count);
    v->verdict = PFL_VERDICT_CLEAN;
    v->reasons[0] = v->reasons[1] = RULES;
    v->findings = count;
    switch (a->view->subjects[v->subject].key->bytes[0]) {
    case SUBJECT_ACCOUNT:
        judge_account(a, v, &s);
        break;
    case SUBJECT_LOCAL:
        judge_local(v, &s);
        break;
    default:
        judge_client(a, v, &s);
        break;
    }
    date(a, v, list, count, &s);
    v->known = is_time(v->first) ? is_known_before(a, v->subject, v->first)
                                 : pfl_index_known_since(&a->index, v->subject) != PFL_TIME_INVALID;
    return measure(a, v);
}

static int by_subject(const void *left, const void *right)
{
    const struct finding *a = *(struct finding *const *)left, *b = *(struct finding *const *)right;
    if (a->subject != b->subject)
        return a->subject < b->subject ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static int worst_first(const void *left, const void *right)
{
    const struct verdict *a = left, *b = right;
    if (a->verdict != b->verdict)
        return a->verdict > b->verdict ? -1 : 1;
    if (a->access + a->abuse != b->access + b->abuse)
        return a->access + a->abuse > b->access + b->abuse ? -1 : 1;
    return a->subject < b->subject ? -1 : a->subject > b->subject;
}

static uint32_t judge_server(const struct pfl_audit *a)
{
    uint32_t worst = PFL_VERDICT_CLEAN;
    for (uint32_t i = 0; i < a->verdict_count; i++)
        worst = a->verdicts[i].verdict > worst ? a->verdicts[i].verdict : worst;
    for (uint32_t i = 0; i < a->findings.count; i++) {
        const struct finding *f = a->findings.all[i];
        bool attack = f->rule == RULE_R03 || f->rule == RULE_R04 || (f->rule == RULE_R05 && f->form != FORM_OUTAGE);
        uint32_t says = f->subject == NONE && f->access > 0 ? PFL_VERDICT_LIKELY
                        : attack                            ? PFL_VERDICT_ATTACKED
                                                            : PFL_VERDICT_CLEAN;
        worst = says > worst ? says : worst;
    }
    return a->failed != NULL && worst < PFL_VERDICT_CHECK ? PFL_VERDICT_UNKNOWN : worst;
}

bool pfl_judge(struct pfl_audit *a)
{
    const struct pfl_view *view = a->view;
    struct findings *f = &a->findings;
    a->verdicts = view_array(&a->memory, view->subject_count, sizeof *a->verdicts);
    if (a->verdicts == NULL)
        return false;
    if (f->count > 0)
        qsort(f->all, f->count, sizeof(struct finding *), by_subject);
    for (uint32_t s = 0, at = 0; s < view->subject_count; s++) {
        uint32_t start = at;
        while (at < f->count && f->all[at]->subject == s)
            at++;
        if (subject_is(view, s, SUBJECT_CLIENT) && at == start)
            continue; /* one that relays nothing of note */
        struct verdict *v = &a->verdicts[a->verdict_count++];
        *v = (struct verdict){.subject = s};
        if (!judge_subject(a, v, at == start ? NULL : f->all + start, at - start))
            return false;
    }
    if (a->verdict_count > 0)
        qsort(a->verdicts, a->verdict_count, sizeof *a->verdicts, worst_first);
    a->failed = pfl_coverage_failure(a);
    a->server = judge_server(a);
    return true;
}
