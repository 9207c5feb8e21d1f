/*
 * The addresses an account writes as: R12.
 *
 * Some are its own: the login name, and what it used on earlier days. In a log that
 * begins with this account all are new, and then only those count whose domain is not
 * this server's.
 */
#include "lib/detect/audit.h"

#include <stdlib.h>

/* A sender's first use. */
struct first_use {
    int64_t time;
    uint32_t sender; /* number in the table of senders */
    uint64_t domain; /* hash */
    bool foreign;    /* nothing is delivered to its domain here */
    bool counts;     /* it is not its own */
};

static int compare(const void *left, const void *right)
{
    const struct first_use *a = left, *b = right;
    if (a->time != b->time)
        return a->time < b->time ? -1 : 1;
    return a->sender < b->sender ? -1 : a->sender > b->sender;
}

static piece text_of(const struct pfl_audit *a, uint32_t sender)
{
    const struct text *text = table_at(&a->view->state->senders, sender);
    return (piece){text->bytes, text->length};
}

static bool is_foreign(const struct pfl_audit *a, piece domain)
{
    const struct table *domains = &a->view->state->domains;
    uint32_t number = domain.length == 0 ? NONE : pfl_table_find(domains, domain.at, domain.length);
    return domain.length > 0 && (number == NONE || ((const struct domain *)table_at(domains, number))->local == 0);
}

/* The login name, or another one at its domain. */
static bool is_own(const struct pfl_audit *a, uint32_t subject, piece sender)
{
    const struct text *key = a->view->subjects[subject].key;
    piece name = {key->bytes + 1, key->length - 1}, domain = pfl_domain_of(name);
    return pieces_equal(sender, name) || (domain.length > 0 && pieces_equal(pfl_domain_of(sender), domain));
}

static uint32_t list_uses(const struct pfl_audit *a, uint32_t subject, uint32_t start, uint32_t end,
                          struct first_use *out)
{
    const struct pfl_view *v = a->view;
    int64_t known = pfl_index_known_since(&a->index, subject);
    uint32_t count = 0;
    for (uint32_t i = start; i < end; i++) {
        const struct viewed_sender *u = &v->uses[i];
        uint32_t number = v->senders.numbers[u->sender];
        piece sender = text_of(a, number);
        piece domain = pfl_domain_of(sender);
        bool foreign = is_foreign(a, domain);
        bool learned = known == PFL_TIME_INVALID || u->first < known; /* by the days before the baseline */
        if (is_time(u->first) && sender.length > 0 && !is_own(a, subject, sender))
            out[count++] = (struct first_use){u->first, number, pfl_fixed_hash(domain.at, domain.length), foreign,
                                              foreign || !learned};
    }
    if (count > 0)
        qsort(out, count, sizeof *out, compare);
    return count;
}

/* The senders and foreign domains of 24 hours. */
struct window {
    const struct first_use *uses;
    uint32_t from, to; /* [from, to) */
    uint64_t senders, domains;
};

static bool has_domain(const struct window *w, const struct first_use *use)
{
    for (uint32_t i = w->from; i < w->to; i++)
        if (w->uses[i].foreign == use->foreign && w->uses[i].domain == use->domain)
            return true;
    return false;
}

static void take_in(struct window *w)
{
    const struct first_use *use = &w->uses[w->to];
    w->senders += use->counts;
    w->domains += use->foreign && !has_domain(w, use);
    w->to++;
}

static void let_go(struct window *w)
{
    const struct first_use *use = &w->uses[w->from++];
    w->senders -= use->counts;
    w->domains -= use->foreign && !has_domain(w, use);
}

#define WINDOW_SENDERS 1024 /* of a day; more are not compared */

static bool judge(struct pfl_audit *a, uint32_t subject, const struct first_use *uses, uint32_t count)
{
    uint64_t most = 0, most_domains = 0;
    int64_t first = PFL_TIME_INVALID, last = PFL_TIME_INVALID;
    for (struct window w = {.uses = uses}; w.to < count;) {
        take_in(&w);
        while (uses[w.from].time <= uses[w.to - 1].time - DAYS || w.to - w.from > WINDOW_SENDERS)
            let_go(&w);
        if (w.senders < limit_of(a, LIMIT_R12_SENDERS) && w.domains < limit_of(a, LIMIT_R12_DOMAINS))
            continue;
        first = first == PFL_TIME_INVALID ? uses[w.from].time : first;
        last = uses[w.to - 1].time;
        most = w.senders > most ? w.senders : most;
        most_domains = w.domains > most_domains ? w.domains : most_domains;
    }
    if (first == PFL_TIME_INVALID)
        return true;
    struct finding *f = pfl_finding_add(&a->findings, RULE_R12, PFL_FINDING_HIGH, subject);
    if (f == NULL)
        return false;
    f->abuse = 3;
    f->first = first;
    f->last = last;
    f->count = most;
    f->limit = limit_of(a, LIMIT_R12_SENDERS);
    f->more[0] = most_domains;
    pfl_finding_evidence(f, pfl_viewed_evidence(a->view, &a->view->subjects[subject], EVIDENCE_MESSAGE));
    return true;
}

bool pfl_find_senders(struct pfl_audit *a)
{
    const struct pfl_view *v = a->view;
    struct first_use *uses = view_array(&a->memory, v->use_count, sizeof *uses);
    bool done = uses != NULL;
    for (uint32_t i = 0, end; done && i < v->use_count && v->uses[i].subject != NONE; i = end) {
        uint32_t subject = v->uses[i].subject;
        for (end = i; end < v->use_count && v->uses[end].subject == subject;)
            end++;
        if (subject_is(v, subject, SUBJECT_ACCOUNT) && !a->bulk[subject])
            done = judge(a, subject, uses, list_uses(a, subject, i, end, uses));
    }
    view_release(&a->memory, uses, v->use_count, sizeof *uses);
    return done;
}
