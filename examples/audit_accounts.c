/* The rules about logins that start from the account: R02, R13. */
#include "audit_findings.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

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
            audit_is_masked(a, login->address) || !is_distributed(a, failures, failure_count, login, &numbers))
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
    attempts_by_name(failures);
    attempts_by_name(logins);
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

void audit_accounts(audit *a)
{
    rule_distributed(a);
    rule_system_account(a);
}
