/* What both reports need: orders and times. Contract in audit_report.h. */
#include "audit_report.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>

const char *report_time(int64_t time, bool for_people, char text[TIME_TEXT])
{
    strcpy(text, "?");
    if (time == INT64_MIN || time == INT64_MAX)
        return text;
    time_t seconds = (time_t)(time / 1000000 - (time % 1000000 < 0));
    const struct tm *utc = gmtime(&seconds);
    if (utc == NULL || strftime(text, TIME_TEXT, for_people ? "%Y-%m-%d %H:%M:%S" : "%Y-%m-%dT%H:%M:%SZ", utc) == 0)
        strcpy(text, "?");
    return text;
}

/* qsort() has no place for the audit. The program has one, and one thread. */
static const audit *sorted;

static int by_verdict(const void *left, const void *right)
{
    const subject *x = *(const subject *const *)left, *y = *(const subject *const *)right;
    const judgement *jx = &sorted->judgements[x->number], *jy = &sorted->judgements[y->number];
    if (jx->verdict != jy->verdict)
        return jx->verdict > jy->verdict ? -1 : 1;
    if (jx->access + jx->abuse != jy->access + jy->abuse)
        return jx->access + jx->abuse > jy->access + jy->abuse ? -1 : 1;
    if (x->messages != y->messages)
        return x->messages > y->messages ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

const subject **report_order(const audit *a)
{
    uint32_t count = a->t->subject_count;
    const subject **list = must_resize(NULL, count * sizeof *list);
    for (uint32_t i = 0; i < count; i++)
        list[i] = a->t->subjects[i];
    sorted = a;
    if (count > 0)
        qsort(list, count, sizeof *list, by_verdict);
    return list;
}

static int by_failures(const void *left, const void *right)
{
    uint32_t x = *(const uint32_t *)left, y = *(const uint32_t *)right;
    const address *ax = table_at(&sorted->t->addresses, x), *ay = table_at(&sorted->t->addresses, y);
    if (ax->failures != ay->failures)
        return ax->failures > ay->failures ? -1 : 1;
    return x < y ? -1 : x > y;
}

uint32_t *report_attackers(const audit *a, size_t *count)
{
    const table *addresses = &a->t->addresses;
    uint32_t *list = must_resize(NULL, addresses->count * sizeof *list);
    *count = 0;
    for (uint32_t i = 0; i < addresses->count; i++)
        if (((const address *)table_at(addresses, i))->failures > 0)
            list[(*count)++] = i;
    sorted = a;
    if (*count > 0)
        qsort(list, *count, sizeof *list, by_failures);
    return list;
}
