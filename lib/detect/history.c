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

void pfl_history_taint_access(struct history *h, const struct pfl_audit *a)
{
    for (uint32_t i = 0; i < a->findings.count; i++) {
        const struct finding *f = a->findings.all[i];
        if (f->subject == h->subject && f->access >= 3 && is_time(f->last))
            pfl_history_taint(h, day_of(f->last), day_of(f->last));
    }
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
