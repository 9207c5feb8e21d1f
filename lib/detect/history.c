#include "lib/detect/history.h"

#include <stdlib.h>

static struct history_day *new_day(struct history *h, struct pfl_audit *a, int32_t day)
{
    struct history_day *d = &h->days[h->day_count++];
    *d = (struct history_day){.day = day, .whole = day >= a->first_day};
    return d;
}

/* Days that were compacted have no hours, only the most of one. */
static void add_past(struct history *h, struct pfl_audit *a, const struct subject *s)
{
    for (uint32_t i = 0; s != NULL && i < s->past_count; i++) {
        const struct past *p = &s->pasts[i];
        struct history_day *d = new_day(h, a, p->day);
        d->messages = p->messages;
        d->most_messages = p->most_messages;
        d->most_recipients = p->most_recipients;
        d->whole = true;
    }
}

static void add_hours(struct history *h, struct pfl_audit *a)
{
    struct history_day *d = NULL;
    for (uint32_t i = 0; i < h->hour_count; i++) {
        const struct viewed_hour *hour = &h->hours[i];
        int32_t day = day_of(hour->hour * HOURS);
        if (d == NULL || d->day != day) {
            d = new_day(h, a, day);
            d->start = i;
        }
        d->count++;
        d->messages += hour->counts[HOUR_MESSAGES];
        d->most_messages =
            hour->counts[HOUR_MESSAGES] > d->most_messages ? hour->counts[HOUR_MESSAGES] : d->most_messages;
        d->most_recipients =
            hour->counts[HOUR_RECIPIENTS] > d->most_recipients ? hour->counts[HOUR_RECIPIENTS] : d->most_recipients;
    }
}

bool pfl_history_open(struct history *h, struct pfl_audit *a, uint32_t subject)
{
    const struct viewed *s = &a->view->subjects[subject];
    const struct subject *settled = settled_subject(a->view, s);
    *h = (struct history){.subject = subject};
    if (!pfl_viewed_hours(a->view, &a->memory, s, &h->hours, &h->hour_count))
        return false;
    h->day_room = h->hour_count + (settled == NULL ? 0 : settled->past_count);
    h->days = view_array(&a->memory, h->day_room, sizeof *h->days);
    if (h->days == NULL) {
        pfl_history_close(h, a);
        return false;
    }
    add_past(h, a, settled);
    add_hours(h, a);
    return true;
}

void pfl_history_close(struct history *h, struct pfl_audit *a)
{
    pfl_viewed_hours_free(&a->memory, h->hours, h->hour_count);
    view_release(&a->memory, h->days, h->day_room, sizeof *h->days);
}

void pfl_history_taint(struct history *h, int32_t from, int32_t to)
{
    for (uint32_t i = 0; i < h->day_count; i++)
        if (h->days[i].day >= from && h->days[i].day <= to)
            h->days[i].tainted = true;
}

static int compare_entries(const void *left, const void *right)
{
    const struct entry_day *a = left, *b = right;
    if (a->subject != b->subject)
        return a->subject < b->subject ? -1 : 1;
    return a->day < b->day ? -1 : a->day > b->day;
}

bool pfl_entry_days_open(struct entry_days *e, struct pfl_audit *a)
{
    *e = (struct entry_days){.room = a->findings.count};
    e->all = view_array(&a->memory, e->room, sizeof *e->all);
    for (uint32_t i = 0; e->all != NULL && i < a->findings.count; i++) {
        const struct finding *f = a->findings.all[i];
        if (f->access >= 3 && is_time(f->last))
            e->all[e->count++] = (struct entry_day){f->subject, day_of(f->last)};
    }
    if (e->count > 0)
        qsort(e->all, e->count, sizeof *e->all, compare_entries);
    return e->all != NULL;
}

void pfl_entry_days_close(struct entry_days *e, struct pfl_audit *a)
{
    view_release(&a->memory, e->all, e->room, sizeof *e->all);
}

void pfl_history_taint_entries(struct history *h, const struct entry_days *e)
{
    uint32_t low = 0, high = e->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (e->all[middle].subject < h->subject)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < e->count && e->all[low].subject == h->subject; low++)
        pfl_history_taint(h, e->all[low].day, e->all[low].day);
}

static uint64_t most(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

struct usual pfl_history_usual(const struct history *h, int32_t before)
{
    struct usual u = {0};
    for (uint32_t i = 0; i < h->day_count && h->days[i].day < before; i++) {
        const struct history_day *d = &h->days[i];
        if (d->tainted || !d->whole || d->day < before - BASELINE_DAYS)
            continue;
        u.days += d->messages > 0;
        u.all_messages += d->messages;
        u.messages = most(u.messages, d->most_messages);
        u.recipients = most(u.recipients, d->most_recipients);
        for (uint32_t k = 0; k < d->count; k++) {
            const struct viewed_hour *hour = &h->hours[d->start + k];
            u.bounced = most(u.bounced, hour->counts[HOUR_BOUNCED]);
            u.refused = most(u.refused, hour->counts[HOUR_REFUSED]);
            u.new_domains = most(u.new_domains, hour->new_domains);
        }
    }
    return u;
}
