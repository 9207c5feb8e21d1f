/* Findings: making them, finding them, and the order of the rules. Contract in audit_findings.h. */
#include "audit_findings.h"
#include "terminal.h"
#include <stdlib.h>
#include <string.h>

static const char *const severities[] = {"info", "low", "medium", "high", "critical"};
static const char *const verdicts[] = {"unknown", "clean", "attacked", "check", "likely", "compromised"};

const char *severity_name(severity s)
{
    return severities[s];
}

bool severity_from_name(const char *name, severity *s)
{
    for (int i = SEVERITY_INFO; i <= SEVERITY_CRITICAL; i++)
        if (strcmp(name, severities[i]) == 0) {
            *s = (severity)i;
            return true;
        }
    return false;
}

const char *verdict_name(verdict v)
{
    return verdicts[v];
}

/* --- Attempts in order ------------------------------------------------------- */

bool attempt_before(const attempt *one, const attempt *other)
{
    return one->time != other->time ? one->time < other->time : one->order < other->order;
}

static int by_time(const attempt *x, const attempt *y)
{
    return attempt_before(x, y) ? -1 : attempt_before(y, x);
}

static int by_address(const void *left, const void *right)
{
    const attempt *x = left, *y = right;
    return x->address != y->address ? (x->address < y->address ? -1 : 1) : by_time(x, y);
}

static int by_address_and_name(const void *left, const void *right)
{
    const attempt *x = left, *y = right;
    if (x->address != y->address || x->name == y->name)
        return by_address(x, y);
    return x->name < y->name ? -1 : 1;
}

static int by_name(const void *left, const void *right)
{
    const attempt *x = left, *y = right;
    return x->name != y->name ? (x->name < y->name ? -1 : 1) : by_time(x, y);
}

static void sort(attempts *list, int (*order)(const void *, const void *))
{
    if (list->count > 0)
        qsort(list->items, list->count, sizeof *list->items, order);
}

void attempts_by_address(attempts *list)
{
    sort(list, by_address);
}

void attempts_by_address_and_name(attempts *list)
{
    sort(list, by_address_and_name);
}

void attempts_by_name(attempts *list)
{
    sort(list, by_name);
}

/* --- Findings ---------------------------------------------------------------- */

bool audit_is_masked(const audit *a, uint32_t addr)
{
    const address *record = table_at(&a->t->addresses, addr);
    return record->internal && record->accounts >= 2;
}

finding *finding_add(audit *a, const char *rule, severity s, const subject *who)
{
    a->findings = must_resize(a->findings, (a->finding_count + 1) * sizeof *a->findings);
    finding *f = &a->findings[a->finding_count++];
    *f = (finding){.rule = rule, .severity = s, .who = who};
    uint32_t chain = who != NULL ? who->number : a->t->subject_count;
    if (a->chains[chain].first == 0)
        a->chains[chain].first = a->finding_count;
    else
        a->findings[a->chains[chain].last - 1].next = a->finding_count;
    a->chains[chain].last = a->finding_count;
    return f;
}

void finding_clue(finding *f, const clue *c)
{
    for (size_t i = 0; c != NULL && i < f->evidence_count; i++)
        if (f->evidence[i]->line == c->line && f->evidence[i]->file == c->file)
            return;
    if (c != NULL && f->evidence_count < FINDING_EVIDENCE)
        f->evidence[f->evidence_count++] = c;
}

void finding_sources(const audit *a, finding *f, int64_t start, int64_t end)
{
    const attempts *logins = &a->t->logins;
    uint32_t name = table_find(&a->t->names, f->who->name, f->who->name_length);
    for (size_t i = 0; i < logins->count && f->source_count < FINDING_SOURCES; i++) {
        const attempt *l = &logins->items[i];
        if (l->name != name || l->time < start || l->time > end)
            continue;
        size_t k = 0;
        while (k < f->source_count && f->sources[k] != l->address)
            k++;
        if (k == f->source_count)
            f->sources[f->source_count++] = l->address;
    }
}

const finding *audit_first(const audit *a, const subject *who)
{
    size_t first = a->chains[who != NULL ? who->number : a->t->subject_count].first;
    return first > 0 ? &a->findings[first - 1] : NULL;
}

const finding *audit_next(const audit *a, const finding *f)
{
    return f->next > 0 ? &a->findings[f->next - 1] : NULL;
}

const finding *audit_find(const audit *a, const subject *who, const char *rule)
{
    const finding *worst = NULL;
    for (const finding *f = audit_first(a, who); f != NULL; f = audit_next(a, f))
        if (strcmp(f->rule, rule) == 0 && (worst == NULL || f->severity > worst->severity))
            worst = f;
    return worst;
}

void audit_run(audit *a)
{
    size_t size = (a->t->subject_count + 1) * sizeof *a->chains;
    a->chains = must_resize(NULL, size);
    memset(a->chains, 0, size);
    audit_access(a);
    audit_accounts(a);
    audit_abuse(a);
    audit_judge(a);
}

void audit_free(audit *a)
{
    free(a->findings);
    free(a->chains);
    free(a->judgements);
}
