/* The days of accounts that no person sits at. Contract in day.h. */
#include "day.h"

/* Each robot runs on a machine of its own. */
static place machine_of(const day *d)
{
    return place_hosting(mix_bits(d->m->set.seed * 1000 + d->p->number));
}

/*
 * So many messages, one after the other, a few a connection. They go to the
 * machine's list, always the same people.
 */
static void plan_burst(day *d, int64_t time, act a, uint32_t messages)
{
    for (uint32_t i = 0; i < messages; i += a.mails) {
        a.place = i * a.recipients;
        act_add(d->m, time, &a);
        time += a.mails * SECOND + random_between(&d->random, 2 * SECOND, 9 * SECOND);
    }
}

/* Once a week to all subscribers: half of them give each recipient a sender of its own, the others do not. */
static void plan_newsletter(day *d)
{
    const person *p = d->p;
    bool by_verp = p->name == p->number;
    uint32_t subscribers = 800 + (uint32_t)(mix_bits(p->number + d->m->set.seed) % 2200);
    int64_t time = draw_time(d, 8, 3);
    act a = visit_of(p, machine_of(d));
    a.list = mix_bits(p->number);
    a.letter = by_verp ? LETTER_VERP : LETTER_LISTED;
    a.recipients = by_verp ? 1 : 50;
    a.mails = by_verp ? 20 : 2;
    a.size = 60000;
    /* The first Tuesday is that of the first week: someone who begins has no earlier one. */
    if (d->number % 7 == 1)
        plan_burst(d, time, a, subscribers / a.recipients);
    if (random_chance(&d->random, 500)) {
        time = draw_time(d, 9, 7);
        plan_visit(d, time, domain_has_office(p->domain) ? person_office(d->m, p, time) : machine_of(d),
                   LETTER_PERSONAL, 1);
    }
}

/* On one day of the month, or of every week; a few on the others. */
static void plan_invoices(day *d)
{
    const person *p = d->p;
    bool is_weekly = p->name == p->number, is_day = is_weekly ? d->number % 7 == 3 : d->number % 30 == 14;
    uint32_t customers = 150 + (uint32_t)(mix_bits(p->number + d->m->set.seed) % 251);
    int64_t time = draw_time(d, 4, 2);
    act a = visit_of(p, machine_of(d));
    a.list = mix_bits(p->number + 1);
    a.letter = LETTER_LISTED;
    a.recipients = 1;
    a.mails = 5;
    if (is_day) {
        plan_burst(d, time, a, customers);
    } else {
        a.mails = 1;
        a.place = random_below(&d->random, customers);
        act_add(d->m, time, &a);
    }
}

/* The manager's account hands in what the administrator of the list writes; plan_server() has the list itself. */
static void plan_list(day *d)
{
    int64_t time = draw_time(d, 7, 12);
    act a = visit_of(d->p, machine_of(d));
    a.list = mix_bits(d->p->number + 2);
    a.letter = LETTER_LISTED;
    a.recipients = 40;
    a.mails = 1;
    if (random_chance(&d->random, 600))
        act_add(d->m, time, &a);
}

static void plan_scanner(day *d)
{
    uint32_t scans = month_is_weekend(d->begin) ? 0 : random_below(&d->random, 6);
    for (uint32_t i = 0; i < scans; i++) {
        int64_t time = draw_time(d, 7, 10);
        plan_visit(d, time, person_office(d->m, d->p, time), LETTER_COLLEAGUE, 1);
    }
}

static void plan_backup(day *d)
{
    int64_t time = d->begin + 3 * HOUR + 30 * MINUTE + random_between(&d->random, 0, 20 * MINUTE);
    act a = visit_of(d->p, machine_of(d));
    a.letter = LETTER_ADMIN;
    a.mails = 1;
    a.size = 6000;
    act_add(d->m, time, &a);
}

/* Every five minutes, on the second; with a message to itself once an hour. */
static void plan_probe(day *d)
{
    act a = visit_of(d->p, machine_of(d));
    a.letter = LETTER_SELF;
    a.size = 900;
    for (int64_t i = 0; i < DAY / (5 * MINUTE); i++) {
        a.mails = i % 12 == 0;
        act_add(d->m, d->begin + i * 5 * MINUTE + 7 * SECOND, &a);
    }
}

/* A mailer in the office with somebody else's address: it tries again and again until somebody looks. */
static void plan_misconfigured(day *d)
{
    const person *p = d->p;
    bool in_story = d->number >= p->story_day && d->number < p->story_day + p->story_days;
    int64_t time = draw_time(d, 8, 2);
    plan_visit(d, time, person_place(d->m, p, time, &d->random), LETTER_PERSONAL, 1);
    act a = visit_of(p, person_office(d->m, p, time));
    a.own = OWN_NOT_OWNED;
    a.own_lines = 1;
    while (in_story && time < d->begin + 18 * HOUR) {
        time += random_between(&d->random, 8 * MINUTE, 30 * MINUTE);
        act_add(d->m, time, &a);
    }
}

void plan_robot(day *d)
{
    switch (d->p->persona) {
    case PERSONA_NEWSLETTER:
        plan_newsletter(d);
        break;
    case PERSONA_INVOICES:
        plan_invoices(d);
        break;
    case PERSONA_LIST:
        plan_list(d);
        break;
    case PERSONA_SCANNER:
        plan_scanner(d);
        break;
    case PERSONA_BACKUP:
        plan_backup(d);
        break;
    case PERSONA_PROBE:
        plan_probe(d);
        break;
    default:
        plan_misconfigured(d);
        break;
    }
}
