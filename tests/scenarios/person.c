/* Drawing people, and where they are. Contract in person.h. */
#include "person.h"

#include "month.h"

#include <stdlib.h>

const char *const persona_names[PERSONA_COUNT] = {
#define X(name, text, share) text,
    PERSONAS(X)
#undef X
};

static const uint32_t shares[PERSONA_COUNT] = {
#define X(name, text, share) share,
    PERSONAS(X)
#undef X
};

/* One of each on every server: the persona, and the name it logs in with (corpus_mailbox.c), if not a usual one. */
#define USUAL_NAME UINT32_MAX
static const struct {
    enum persona persona;
    uint32_t guess; /* one of the names that guessers try */
} machines[] = {
    {PERSONA_NEWSLETTER, 33}, /* newsletter@ */
    {PERSONA_NEWSLETTER, USUAL_NAME},
    {PERSONA_INVOICES, USUAL_NAME},
    {PERSONA_INVOICES, 7}, /* user@ */
    {PERSONA_LIST, USUAL_NAME},
    {PERSONA_SCANNER, 8},  /* scanner@ */
    {PERSONA_SCANNER, 17}, /* copier@ */
    {PERSONA_BACKUP, 9},   /* backup@ */
    {PERSONA_PROBE, 2},    /* test@ */
    {PERSONA_MISCONFIGURED, USUAL_NAME},
};
#define MACHINES ((uint32_t)(sizeof machines / sizeof *machines))

bool domain_has_office(uint32_t number)
{
    return number != 4; /* a club */
}

/* --- Drawing ----------------------------------------------------------------- */

static enum persona draw_persona(random_source *random)
{
    uint32_t draw = random_below(random, 1000), sum = 0;
    for (int i = 0; i < PERSONA_COUNT; i++) {
        sum += shares[i];
        if (draw < sum)
            return (enum persona)i;
    }
    return PERSONA_OFFICE;
}

static const char *login_text(month *m, uint32_t name)
{
    char text[256];
    log_writer writer = {.data = text};
    put_login_name(&writer, m->w.domains, m->set.accounts, name);
    put_byte(&writer, '\0');
    return month_keep(m, text);
}

/* When the story happens: behind the first week, where the month is long enough. */
static void draw_story(person *p, uint32_t days, random_source *random)
{
    uint32_t first = days > 14 ? 8 : days / 2, last = days > 14 ? days - 5 : days - 1;
    p->story_day = (uint32_t)random_between(random, first, last > first ? last : first);
    switch (p->persona) {
    case PERSONA_TRAVELLER:
        p->story_days = (uint32_t)random_between(random, 5, 9);
        break;
    case PERSONA_STALE_CLIENT:
        p->story_days = (uint32_t)random_between(random, 1, 3);
        break;
    case PERSONA_MISCONFIGURED:
        p->story_days = (uint32_t)random_between(random, 2, 4);
        break;
    case PERSONA_SEASONAL:
        p->story_days = 2 + random_below(random, 3); /* days of work before the silence */
        break;
    default:
        p->story_days = 1;
        break;
    }
}

static void make_person(month *m, person *p, uint32_t number, enum persona persona, uint32_t guess, uint32_t days)
{
    random_source random = month_random(m, FOR_PERSON, number, 0);
    *p = (person){.persona = persona, .number = number, .name = number, .domain = number % DOMAINS_OWN};
    if (guess != USUAL_NAME)
        p->name = m->set.accounts + p->domain * (GUESSES / DOMAINS_OWN) + guess;
    p->login = login_text(m, p->name);
    /* Most have the ISP and the carrier of their region. */
    p->isp = random_skewed(&random, ISPS);
    p->carrier = random_chance(&random, 60) ? CARRIERS - 1 : random_below(&random, CARRIERS - 1);
    p->program = random_chance(&random, 700) ? PROGRAM_SUBMISSION : PROGRAM_SMTPS;
    p->v6 = random_chance(&random, 150);
    p->lasting = random_chance(&random, 350);
    p->has_phone = random_chance(&random, 250) || persona == PERSONA_ROAMING || persona == PERSONA_STALE_CLIENT ||
                   persona == PERSONA_PHONE_ONLY;
    p->uses_webmail = random_chance(&random, 200);
    p->first_hour = (uint32_t)random_between(&random, 6, 9);
    p->hours = (uint32_t)random_between(&random, 7, 9);
    p->mails = 1 + random_skewed(&random, 9);
    draw_story(p, days, &random);
}

person *people_make(month *m, uint32_t count, uint32_t days)
{
    person *people = must_resize(NULL, count * sizeof *people);
    random_source random = month_random(m, FOR_PERSON, UINT32_MAX, 0);
    /* The machines are spread over the accounts, so that each domain has some. */
    uint32_t step = count / MACHINES, offset = step > 0 ? random_below(&random, step) : 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t machine = step > 0 && i % step == offset ? i / step : MACHINES;
        enum persona persona = draw_persona(&random);
        if (machine < MACHINES)
            make_person(m, &people[i], i, machines[machine].persona, machines[machine].guess, days);
        else
            make_person(m, &people[i], i, persona, USUAL_NAME, days);
    }
    return people;
}

bool person_is_here(const person *p, uint32_t day)
{
    if (p->persona == PERSONA_NEWCOMER)
        return day >= p->story_day;
    if (p->persona == PERSONA_SEASONAL)
        return day < p->story_days || day >= p->story_day + 10;
    return true;
}

/* --- Where they are ---------------------------------------------------------- */

static uint64_t mix3(uint64_t a, uint64_t b, uint64_t c)
{
    return mix_bits(mix_bits(mix_bits(a) + b) + c);
}

static uint32_t day_of(const month *m, int64_t now)
{
    return (uint32_t)((now - m->set.start) / DAY);
}

place person_office(const month *m, const person *p, int64_t now)
{
    bool has_moved = (m->set.server & SERVER_OFFICE_MOVE) != 0 && p->domain == 1 && now >= m->move;
    return place_office(p->domain + (has_moved ? 64 : 0) + (uint32_t)(m->set.seed % 3) * 8);
}

/* An ISP cuts the line once a night, and gives another address. */
static place home_of(const month *m, const person *p, uint32_t who, int64_t now)
{
    int64_t lease = (now - m->set.start + 21 * HOUR) / DAY;
    bool has_moved = p->persona == PERSONA_MOVER && day_of(m, now) >= p->story_day;
    if (p->lasting)
        lease /= 20;
    uint32_t isp = (p->isp + who * 5 + (has_moved ? 7 : 0)) % ISPS;
    return place_home(isp, p->v6 && who == 0, mix3(m->set.seed, p->number * 16 + who + has_moved, (uint64_t)lease));
}

place person_home(const month *m, const person *p, int64_t now)
{
    return home_of(m, p, 0, now);
}

static bool is_abroad(const month *m, const person *p, int64_t now)
{
    uint32_t day = day_of(m, now);
    return p->persona == PERSONA_TRAVELLER && day >= p->story_day && day < p->story_day + p->story_days;
}

/* A phone keeps its address for some hours; abroad it has that of a carrier there. */
place person_phone(const month *m, const person *p, int64_t now)
{
    int64_t slot = now / ((2 + p->number % 4) * HOUR);
    uint32_t carrier = is_abroad(m, p, now) ? (p->carrier + 2) % (CARRIERS - 1) : p->carrier;
    return place_phone(carrier, mix3(m->set.seed + 1, p->number, (uint64_t)slot));
}

/* A hotel for a few nights; at the airport on the days of the flights. */
static place away(const month *m, const person *p, int64_t now, random_source *random)
{
    uint32_t day = day_of(m, now) - p->story_day;
    bool flies = day == 0 || day + 1 == p->story_days;
    uint32_t stay = flies ? 100 + day : day / 3;
    if (p->has_phone && random_chance(random, 300))
        return person_phone(m, p, now);
    return place_away(mix3(m->set.seed + 2, p->number, stay));
}

static bool is_at_work(const person *p, int64_t now)
{
    uint32_t hour = (uint32_t)(now / HOUR % 24);
    return domain_has_office(p->domain) && !month_is_weekend(now) && hour >= p->first_hour &&
           hour < p->first_hour + p->hours;
}

/* Per mille of the visits at work that are from the office; the phone has its share of the others. */
static uint32_t office_share(enum persona persona)
{
    switch (persona) {
    case PERSONA_HOME:
    case PERSONA_PHONE_ONLY:
    case PERSONA_SEASONAL:
        return 0;
    case PERSONA_ROAMING:
    case PERSONA_SALESMAN:
        return 600;
    case PERSONA_SHARED:
        return 500;
    default:
        return 880;
    }
}

place person_place(const month *m, const person *p, int64_t now, random_source *random)
{
    bool in_office = random_chance(random, office_share(p->persona)), on_phone = random_chance(random, 450);
    if (is_abroad(m, p, now))
        return away(m, p, now, random);
    if (p->persona == PERSONA_PHONE_ONLY)
        return person_phone(m, p, now);
    if (is_at_work(p, now) && in_office)
        return person_office(m, p, now);
    if (p->persona == PERSONA_SHARED)
        return home_of(m, p, random_below(random, 6), now);
    if (p->has_phone && on_phone)
        return person_phone(m, p, now);
    return person_home(m, p, now);
}
