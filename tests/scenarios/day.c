/* A person's day. Contract in day.h. */
#include "day.h"

#include "attack.h"

/* Per mille of the visits that begin with a password typed wrong once, and three times. */
#define TYPOS_ONCE  12u
#define TYPOS_THREE 3u

int64_t draw_time(day *d, int64_t first_hour, int64_t hours)
{
    return d->begin + first_hour * HOUR + random_between(&d->random, 0, hours * HOUR - 1);
}

/* --- Visits ------------------------------------------------------------------ */

act visit_of(const person *p, place from)
{
    return (act){.kind = ACT_VISIT,
                 .who = p->number,
                 .attack = NO_ATTACK,
                 .from = from,
                 .program = (enum program)p->program,
                 .name = p->name,
                 .letter = p->persona == PERSONA_SALESMAN ? LETTER_ALIAS : LETTER_PERSONAL};
}

void plan_read(day *d, int64_t time, place from)
{
    act a = visit_of(d->p, from);
    a.kind = ACT_READ;
    if (d->m->set.dovecot)
        act_add(d->m, time, &a);
}

static uint32_t draw_typos(day *d)
{
    uint32_t draw = random_below(&d->random, 1000);
    return draw < TYPOS_THREE ? 3 : draw < TYPOS_THREE + TYPOS_ONCE ? 1 : 0;
}

void plan_visit(day *d, int64_t time, place from, enum letter letter, uint32_t mails)
{
    act a = visit_of(d->p, from);
    a.letter = letter;
    a.mails = mails;
    a.failures = draw_typos(d);
    act_add(d->m, time, &a);
    if (random_chance(&d->random, 400))
        plan_read(d, time - 40 * SECOND, from);
}

/* Over webmail the client is the server itself, or the web server, which knows the user's password. */
static void plan_webmail(day *d, int64_t time)
{
    bool local = (d->m->set.server & SERVER_WEBMAIL_LOCAL) != 0;
    act a = visit_of(d->p, local ? place_loopback() : place_hosting(mix_bits(d->m->set.seed)));
    a.mails = 1;
    if (local) {
        a.program = PROGRAM_SMTPD;
        a.name = NAME_NONE;
    } else {
        a.program = PROGRAM_SUBMISSION;
        a.failures = draw_typos(d);
    }
    act_add(d->m, time, &a);
}

/* --- Stories ----------------------------------------------------------------- */

/* At home, where the address is known, or in a cafe, where it is not: wrong once or three times, then right. */
static void plan_mistake(day *d)
{
    int64_t time = draw_time(d, d->p->first_hour + 2, 9);
    bool is_new = random_chance(&d->random, 500);
    uint64_t cafe = random_next(&d->random);
    act a = visit_of(d->p, is_new ? place_away(cafe) : person_home(d->m, d->p, time));
    a.failures = random_chance(&d->random, 500) ? 1 : 3;
    a.mails = 1;
    act_add(d->m, time, &a);
}

/* Bots of many networks try the account all day long, whose owner comes from a new network, and mistypes. */
static void plan_siege(day *d)
{
    uint32_t bots = (uint32_t)random_between(&d->random, 25, 90);
    for (uint32_t i = 0; i < bots; i++) {
        uint64_t bot = random_next(&d->random);
        act a = visit_of(d->p, place_stranger(bot));
        a.only_fails = true;
        a.failures = 1 + random_below(&d->random, 2);
        a.program = random_chance(&d->random, 600) ? PROGRAM_SUBMISSION : PROGRAM_SMTPD;
        int64_t time = draw_time(d, 0, 24);
        act_add(d->m, time, &a);
    }
    plan_mistake(d);
}

/* The phone tries the old password again and again, in the office and on the way; then its owner thinks of it. */
static void plan_stale_phone(day *d)
{
    const person *p = d->p;
    bool is_last = d->number + 1 == p->story_day + p->story_days;
    int64_t time = draw_time(d, 7, 2), end = d->begin + (is_last ? 17 : 23) * HOUR;
    while (time < end) {
        bool in_office = domain_has_office(p->domain) && time / HOUR % 24 >= 8 && time / HOUR % 24 < 16;
        act a = visit_of(p, in_office ? person_office(d->m, p, time) : person_phone(d->m, p, time));
        a.only_fails = true;
        a.failures = 1;
        act_add(d->m, time, &a);
        time += random_between(&d->random, 5 * MINUTE, 15 * MINUTE);
    }
    if (is_last)
        plan_visit(d, end, person_phone(d->m, p, end), LETTER_PERSONAL, 1);
}

/* Season's greetings, all in one message. */
static void plan_greetings(day *d)
{
    int64_t time = draw_time(d, d->p->first_hour + 1, 5);
    act a = visit_of(d->p, person_office(d->m, d->p, time));
    a.letter = LETTER_LISTED;
    a.list = mix_bits(d->p->number);
    a.recipients = 180;
    a.mails = 1;
    act_add(d->m, time, &a);
}

static void plan_story(day *d)
{
    const person *p = d->p;
    bool in_story = d->number >= p->story_day && d->number < p->story_day + p->story_days;
    if (p->persona == PERSONA_MISTYPER && random_chance(&d->random, 150))
        plan_mistake(d);
    if (p->persona == PERSONA_STALE_CLIENT && in_story)
        plan_stale_phone(d);
    if (p->persona == PERSONA_BESIEGED && in_story)
        plan_siege(d);
    if (p->persona == PERSONA_SECRETARY && in_story)
        plan_greetings(d);
}

/* --- The usual --------------------------------------------------------------- */

/* The third shift comes in the third week, and so on. */
static uint32_t first_hour_of(const day *d)
{
    static const uint8_t shifts[3] = {5, 13, 21};
    return d->p->persona == PERSONA_SHIFT ? shifts[(d->number / 7 + d->p->number) % 3] : d->p->first_hour;
}

static void plan_usual_visit(day *d, int64_t time)
{
    const uint32_t webmail = SERVER_WEBMAIL_LOCAL | SERVER_WEBMAIL_HOST;
    if ((d->m->set.server & webmail) != 0 && d->p->uses_webmail && random_chance(&d->random, 500)) {
        plan_webmail(d, time);
        return;
    }
    place from = person_place(d->m, d->p, time, &d->random);
    enum letter letter = d->p->persona == PERSONA_SALESMAN ? LETTER_ALIAS : LETTER_PERSONAL;
    uint32_t draw = random_below(&d->random, 100);
    plan_visit(d, time, from, letter, draw < 85 ? 1 : draw < 95 ? 2 : 3);
}

/* In six cases of seven in the hours of work, else in the evening. */
static int64_t draw_usual_time(day *d)
{
    bool at_work = random_chance(&d->random, 860);
    uint32_t first = first_hour_of(d);
    return at_work ? draw_time(d, first, d->p->hours) : draw_time(d, first + d->p->hours, 4);
}

/* Mail from outside for one whose alias sends it on. */
static void plan_forwarded(day *d)
{
    enum letter letter = d->p->number % 2 == 0 ? LETTER_FORWARDED : LETTER_SRS;
    uint32_t count = (uint32_t)random_between(&d->random, 4, 15);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t from = DOMAIN_REMOTE + random_skewed(&d->random, DOMAIN_COUNT - DOMAIN_REMOTE);
        act a = visit_of(d->p, place_server(from));
        a.program = PROGRAM_SMTPD;
        a.name = NAME_NONE;
        a.domain = from;
        a.letter = letter;
        a.mails = 1;
        int64_t time = draw_time(d, 5, 18);
        act_add(d->m, time, &a);
    }
}

static void plan_person(day *d)
{
    const person *p = d->p;
    uint32_t visits = random_below(&d->random, p->mails * 2) + 1, reads = random_below(&d->random, 4);
    if (month_is_weekend(d->begin) && p->persona != PERSONA_SHIFT)
        visits = random_below(&d->random, 3) * p->mails / 8;
    if (p->persona == PERSONA_SHARED)
        visits *= 3;
    for (uint32_t i = 0; i < visits && p->persona != PERSONA_READER; i++) {
        int64_t time = draw_usual_time(d);
        plan_usual_visit(d, time);
    }
    for (uint32_t i = 0; i < reads; i++) {
        int64_t time = draw_usual_time(d);
        place from = person_place(d->m, p, time, &d->random);
        plan_read(d, time, from);
    }
    plan_story(d);
    if (p->persona == PERSONA_FORWARDER)
        plan_forwarded(d);
}

void day_plan(month *m, uint32_t who, int64_t now)
{
    uint32_t number = (uint32_t)((now - m->set.start) / DAY);
    enum month_purpose purpose = who == NOBODY ? FOR_SERVER : FOR_DAY;
    day d = {.m = m, .begin = now, .number = number, .random = month_random(m, purpose, who, number)};
    if (who == NOBODY) {
        plan_server(&d);
        return;
    }
    d.p = &m->people[who];
    if (!person_is_here(d.p, number))
        return;
    if (d.p->persona >= PERSONA_NEWSLETTER)
        plan_robot(&d);
    else
        plan_person(&d);
}
