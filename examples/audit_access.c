/* The rules about logins that start from the address: R01, R03. */
#include "audit_findings.h"
#include "terminal.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int64_t bucket_of(int64_t time)
{
    int64_t rest = time % (10 * MINUTE);
    return time - rest - (rest < 0 ? 10 * MINUTE : 0);
}

/* --- A window over the failures from one address ----------------------------- */

typedef struct window {
    tally *t;
    const attempt *items; /* of one address, in time order */
    size_t count, from, to;
    int slot; /* which of pair.in_window it uses */
    uint64_t failures;
    uint64_t nameless;
    uint64_t names;     /* different user names */
    uint64_t strangers; /* those of them that never logged in from here */
} window;

static void window_count(window *w, const attempt *f, bool in)
{
    pair *p = table_at(&w->t->pairs, f->pair);
    uint64_t *own = &p->in_window[w->slot];
    uint64_t before = *own;
    *own = in ? *own + f->repeat : *own - f->repeat;
    w->failures = in ? w->failures + f->repeat : w->failures - f->repeat;
    if (f->name == TABLE_NONE) {
        w->nameless = *own;
        return;
    }
    bool came = before == 0 && *own > 0, went = before > 0 && *own == 0;
    w->names = w->names + came - went;
    if (p->logins == 0)
        w->strangers = w->strangers + came - went;
}

/* The most failures that one name has in the window. */
static uint64_t window_worst(const window *w)
{
    uint64_t worst = 0;
    for (size_t i = w->from; i < w->to; i++) {
        const pair *p = table_at(&w->t->pairs, w->items[i].pair);
        worst = p->in_window[w->slot] > worst ? p->in_window[w->slot] : worst;
    }
    return worst;
}

/* Moves the window to the failures at or after since and before the login. */
static void window_move(window *w, int64_t since, const attempt *login)
{
    while (w->to < w->count && attempt_before(&w->items[w->to], login))
        window_count(w, &w->items[w->to++], true);
    while (w->from < w->to && w->items[w->from].time < since)
        window_count(w, &w->items[w->from++], false);
}

static void window_empty(window *w)
{
    while (w->from < w->to)
        window_count(w, &w->items[w->from++], false);
    *w = (window){.t = w->t, .items = w->items, .count = w->count, .slot = w->slot};
}

/* --- R01: a success after failures from the same address ---------------------- */

enum { FAST_FAILURES = 5, STRANGERS = 3, FOR_ACCOUNT = 10, SLOW_FAILURES = 3 };

static void describe_access(audit *a, finding *f, const window *w, uint32_t addr, uint64_t own, const char *span)
{
    size_t length;
    const char *text = table_name(&a->t->addresses, addr, &length);
    f->start = w->items[w->from].time;
    f->count = w->failures;
    f->sources[f->source_count++] = addr;
    f->techniques[0] = own >= FOR_ACCOUNT || w->strangers < STRANGERS ? "T1110.001" : "T1110.003";
    f->techniques[1] = w->strangers >= STRANGERS && own >= FOR_ACCOUNT ? "T1110.003" : NULL;
    int used =
        snprintf(f->what, sizeof f->what,
                 "%" PRIu64 " failed logins from %.*s in the %s before the success, %" PRIu64 " for this account",
                 w->failures, (int)(length < 64 ? length : 64), text, span, own);
    if (w->strangers > 0)
        snprintf(f->what + used, sizeof f->what - (size_t)used,
                 " and on %" PRIu64 " user names that never logged in from there", w->strangers);
}

/* One login against the windows before it: the finding of this pair is made, or made worse. */
static void check_login(audit *a, const attempt *login, window *fast, window *slow, finding **found)
{
    const pair *p = table_at(&a->t->pairs, login->pair);
    window_move(fast, bucket_of(login->time) - 60 * MINUTE, login);
    window_move(slow, login->time - DAY, login);
    uint64_t own = p->in_window[fast->slot];
    bool is_fast = fast->failures >= FAST_FAILURES && (fast->strangers >= STRANGERS || own >= FOR_ACCOUNT ||
                                                       (a->t->named_failures == 0 && fast->nameless >= FOR_ACCOUNT));
    bool is_slow = slow->failures >= SLOW_FAILURES && slow->strangers >= STRANGERS;
    if (!is_fast && !is_slow)
        return;
    /* Whoever was here before the failures has mistyped, or has a program with an old password. */
    const window *w = is_fast ? fast : slow;
    const attempt *first = &w->items[w->from];
    bool was_here = attempt_before(&(attempt){.time = p->first_login, .order = p->first_order}, first);
    severity s = was_here ? SEVERITY_LOW : SEVERITY_HIGH;
    if (*found != NULL && (*found)->severity >= s)
        return;
    if (*found == NULL) {
        const subject **who = table_at(&a->t->names, p->name);
        *found = finding_add(a, "R01", s, *who);
    }
    finding *f = *found;
    f->severity = s;
    f->source_count = 0;
    f->evidence_count = 0;
    f->access = was_here ? 0 : 5;
    f->end = login->time;
    f->limit = is_fast ? FAST_FAILURES : SLOW_FAILURES;
    describe_access(a, f, w, p->address, is_fast ? own : p->in_window[slow->slot], is_fast ? "hour" : "24 hours");
    for (size_t i = 0; i < CLUES; i++)
        finding_clue(f, p->clues[i]);
}

/*
 * A login that sent nothing has no name in the log. It counts for the server,
 * unless the same address is already known to have got into an account.
 */
static void check_silent(audit *a, const attempt *login, window *fast, bool was_here)
{
    const address *addr = table_at(&a->t->addresses, login->address);
    window_move(fast, bucket_of(login->time) - 60 * MINUTE, login);
    if (fast->failures < FAST_FAILURES || was_here || (fast->strangers < STRANGERS && window_worst(fast) < FOR_ACCOUNT))
        return;
    for (size_t i = 0; i < a->finding_count; i++)
        if (strcmp(a->findings[i].rule, "R01") == 0 && a->findings[i].sources[0] == login->address)
            return;
    finding *f = finding_add(a, "R01", SEVERITY_HIGH, NULL);
    f->access = 5;
    f->end = login->time;
    f->limit = FAST_FAILURES;
    describe_access(a, f, fast, login->address, window_worst(fast), "hour");
    size_t length;
    const char *text = table_name(&a->t->addresses, login->address, &length);
    snprintf(f->what, sizeof f->what,
             "%" PRIu64 " failed logins from %.*s in the hour before a login that sent no mail: the log does not say "
             "into which account",
             fast->failures, (int)(length < 64 ? length : 64), text);
    for (size_t i = 0; i < CLUES; i++)
        finding_clue(f, addr->silent[i]);
}

/* The end of the run of equal addresses (or names) that starts at i. */
static size_t run_of(const attempts *list, size_t i, bool names)
{
    size_t end = i;
    while (end < list->count && list->items[end].address == list->items[i].address &&
           (!names || list->items[end].name == list->items[i].name))
        end++;
    return end;
}

/* The failures from the address of a login; *place only moves forward through the sorted list. */
static window failures_from(audit *a, uint32_t addr, size_t *place, int slot)
{
    const attempts *list = &a->t->failures;
    while (*place < list->count && list->items[*place].address < addr)
        ++*place;
    window w = {.t = a->t, .items = list->items + *place, .slot = slot};
    if (*place < list->count && list->items[*place].address == addr)
        w.count = run_of(list, *place, false) - *place;
    return w;
}

static void rule_success_after_failures(audit *a)
{
    attempts *logins = &a->t->logins;
    attempts_by_address(&a->t->failures);
    attempts_by_address_and_name(logins);
    size_t place = 0;
    for (size_t i = 0, end; i < logins->count; i = end) {
        end = run_of(logins, i, true);
        window fast = failures_from(a, logins->items[i].address, &place, 0);
        window slow = failures_from(a, logins->items[i].address, &place, 1);
        finding *found = NULL;
        if (fast.count == 0 || audit_is_masked(a, logins->items[i].address))
            continue;
        for (size_t k = i; k < end; k++)
            check_login(a, &logins->items[k], &fast, &slow, &found);
        window_empty(&fast);
        window_empty(&slow);
    }

    attempts *silent = &a->t->silent;
    attempts_by_address(silent);
    place = 0;
    for (size_t i = 0, l = 0, end; i < silent->count; i = end) {
        end = run_of(silent, i, false);
        window fast = failures_from(a, silent->items[i].address, &place, 0);
        bool was_here = false;
        for (; l < logins->count && logins->items[l].address <= silent->items[i].address; l++)
            was_here |= logins->items[l].address == silent->items[i].address && fast.count > 0 &&
                        attempt_before(&logins->items[l], &fast.items[0]);
        if (fast.count == 0 || audit_is_masked(a, silent->items[i].address))
            continue;
        for (size_t k = i; k < end; k++)
            check_silent(a, &silent->items[k], &fast, was_here);
        window_empty(&fast);
    }
}

/* --- R03: one address tries many users --------------------------------------- */

enum { SPRAY_USERS = 10, SPRAY_FAILURES = 15 };

static void rule_spraying(audit *a)
{
    const attempts *list = &a->t->failures; /* by address */
    for (size_t i = 0, end; i < list->count; i = end) {
        end = run_of(list, i, false);
        const address *addr = table_at(&a->t->addresses, list->items[i].address);
        window w = {.t = a->t, .items = list->items + i, .count = end - i, .slot = 0};
        uint64_t users = 0, failures = 0;
        int64_t first = 0, last = 0;
        if (addr->names < SPRAY_USERS || addr->failures < SPRAY_FAILURES)
            continue;
        while (w.to < w.count) {
            attempt next = w.items[w.to];
            next.order++;
            window_move(&w, next.time - HOUR, &next);
            if (w.names < SPRAY_USERS || w.failures < SPRAY_FAILURES || w.names < users)
                continue;
            users = w.names;
            failures = w.failures;
            first = first == 0 ? w.items[w.from].time : first;
            last = next.time;
        }
        window_empty(&w);
        if (users == 0)
            continue;
        finding *f = finding_add(a, "R03", SEVERITY_INFO, NULL);
        f->start = first;
        f->end = last;
        f->count = users;
        f->limit = SPRAY_USERS;
        f->sources[f->source_count++] = list->items[i].address;
        f->techniques[0] = "T1110.003";
        snprintf(f->what, sizeof f->what, "%" PRIu64 " failed logins on %" PRIu64 " user names within an hour",
                 failures, users);
        finding_clue(f, addr->first_failure);
        for (size_t k = 0; k < 3; k++)
            finding_clue(f, addr->recent[k]);
    }
}

void audit_access(audit *a)
{
    for (uint32_t i = 0; i < a->t->addresses.count; i++)
        a->masked += audit_is_masked(a, i);
    rule_success_after_failures(a);
    rule_spraying(a);
}
