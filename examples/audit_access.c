/* The rules about who got in and how: R01, R02, R03, R13. */
#include "audit_findings.h"
#include "terminal.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- Attempts in order ------------------------------------------------------- */

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

static bool is_masked(const audit *a, uint32_t addr)
{
    const address *record = table_at(&a->t->addresses, addr);
    return record->internal && record->accounts >= 2;
}

static void rule_success_after_failures(audit *a)
{
    attempts *logins = &a->t->logins;
    sort(&a->t->failures, by_address);
    sort(logins, by_address_and_name);
    size_t place = 0;
    for (size_t i = 0, end; i < logins->count; i = end) {
        end = run_of(logins, i, true);
        window fast = failures_from(a, logins->items[i].address, &place, 0);
        window slow = failures_from(a, logins->items[i].address, &place, 1);
        finding *found = NULL;
        if (fast.count == 0 || is_masked(a, logins->items[i].address))
            continue;
        for (size_t k = i; k < end; k++)
            check_login(a, &logins->items[k], &fast, &slow, &found);
        window_empty(&fast);
        window_empty(&slow);
    }

    attempts *silent = &a->t->silent;
    sort(silent, by_address);
    place = 0;
    for (size_t i = 0, l = 0, end; i < silent->count; i = end) {
        end = run_of(silent, i, false);
        window fast = failures_from(a, silent->items[i].address, &place, 0);
        bool was_here = false;
        for (; l < logins->count && logins->items[l].address <= silent->items[i].address; l++)
            was_here |= logins->items[l].address == silent->items[i].address && fast.count > 0 &&
                        attempt_before(&logins->items[l], &fast.items[0]);
        if (fast.count == 0 || is_masked(a, silent->items[i].address))
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

/* --- R02: a success after failures from many networks ------------------------- */

enum { SPREAD_FAILURES = 20, SPREAD_NETS = 5 };

/* Whether the failures of this name in the 24 hours before the login are many, from many networks, its own included. */
static bool is_distributed(audit *a, const attempt *failures, size_t count, const attempt *login, finding *numbers)
{
    const address *own = table_at(&a->t->addresses, login->address);
    bool own_failed = false;
    table nets;
    table_init(&nets, 0);
    numbers->count = 0;
    numbers->start = INT64_MAX;
    for (size_t i = 0; i < count; i++) {
        const attempt *f = &failures[i];
        const address *from = table_at(&a->t->addresses, f->address);
        if (f->time < login->time - DAY || !attempt_before(f, login) || from->net == TABLE_NONE)
            continue;
        table_put(&nets, &from->net, sizeof from->net);
        own_failed |= from->net == own->net;
        numbers->count += f->repeat;
        numbers->start = f->time < numbers->start ? f->time : numbers->start;
    }
    numbers->limit = nets.live;
    table_free(&nets);
    return own_failed && numbers->count >= SPREAD_FAILURES && numbers->limit >= SPREAD_NETS;
}

static void check_distributed(audit *a, const attempt *failures, size_t failure_count, const attempt *logins,
                              size_t login_count)
{
    table known; /* networks the account has logged in from so far */
    table_init(&known, 0);
    for (size_t i = 0; i < login_count; i++) {
        const attempt *login = &logins[i];
        const address *addr = table_at(&a->t->addresses, login->address);
        uint32_t before = known.count;
        finding numbers;
        if (addr->net == TABLE_NONE || table_put(&known, &addr->net, sizeof addr->net) < before ||
            is_masked(a, login->address) || !is_distributed(a, failures, failure_count, login, &numbers))
            continue;
        const subject **who = table_at(&a->t->names, login->name);
        const pair *p = table_at(&a->t->pairs, login->pair);
        finding *f = finding_add(a, "R02", SEVERITY_HIGH, *who);
        f->access = 5;
        f->start = numbers.start;
        f->end = login->time;
        f->count = numbers.count;
        f->limit = SPREAD_FAILURES;
        f->sources[f->source_count++] = login->address;
        f->techniques[0] = "T1110.001";
        snprintf(f->what, sizeof f->what,
                 "%" PRIu64 " failed logins for this account from %" PRIu64
                 " networks in 24 hours, then a success from one of them",
                 numbers.count, numbers.limit);
        for (size_t k = 0; k < CLUES; k++)
            finding_clue(f, p->clues[k]);
        break;
    }
    table_free(&known);
}

static void rule_distributed(audit *a)
{
    attempts *failures = &a->t->failures, *logins = &a->t->logins;
    sort(failures, by_name);
    sort(logins, by_name);
    for (size_t f = 0, l = 0; f < failures->count && l < logins->count;) {
        uint32_t name = logins->items[l].name;
        if (failures->items[f].name < name) {
            f++;
            continue;
        }
        size_t f_end = f, l_end = l;
        while (f_end < failures->count && failures->items[f_end].name == name)
            f_end++;
        while (l_end < logins->count && logins->items[l_end].name == name)
            l_end++;
        if (f_end - f > 0)
            check_distributed(a, failures->items + f, f_end - f, logins->items + l, l_end - l);
        f = f_end;
        l = l_end;
    }
}

/* --- R13: a system or test account logs in ------------------------------------ */

static void rule_system_account(audit *a)
{
    static const char *const names[] = {"root",   "www-data", "apache", "nginx",    "httpd",  "postfix", "dovecot",
                                        "mysql",  "postgres", "oracle", "nobody",   "daemon", "bin",     "mail",
                                        "backup", "ftp",      "test",   "testuser", "test1",  "guest",   "ubuntu"};
    for (uint32_t i = 0; i < a->t->subject_count; i++) {
        const subject *s = a->t->subjects[i];
        if (s->is_local || s->messages == 0)
            continue;
        const char *at = s->name_length > 0 ? memchr(s->name, '@', s->name_length) : NULL;
        size_t length = at != NULL ? (size_t)(at - s->name) : s->name_length;
        for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
            if (strlen(names[k]) != length || memcmp(names[k], s->name, length) != 0)
                continue;
            finding *f = finding_add(a, "R13", SEVERITY_MEDIUM, s);
            f->access = 3;
            f->start = s->first;
            f->end = s->last;
            f->count = s->messages;
            f->techniques[0] = "T1078";
            snprintf(f->what, sizeof f->what, "a system or test account logs in and sends mail: %" PRIu64 " times",
                     s->messages);
            finding_sources(a, f, s->first, s->last);
            finding_clue(f, s->first_message);
            break;
        }
    }
}

void audit_access(audit *a)
{
    for (uint32_t i = 0; i < a->t->addresses.count; i++)
        a->masked += is_masked(a, i);
    rule_success_after_failures(a);
    rule_spraying(a);
    rule_distributed(a);
    rule_system_account(a);
}
