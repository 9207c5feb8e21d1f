/* Guessing, getting in, sending. Contract in attack_plan.h. */
#include "attack_plan.h"

#define MOST_MESSAGES 4000u /* of one attack */

uint32_t draw_one(attack *x, const uint32_t *values, uint32_t count)
{
    return values[random_below(&x->random, count)];
}

/* --- Where from -------------------------------------------------------------- */

void plan_places(month *m, attack *x, uint32_t count)
{
    x->address_count = count;
    x->places = must_resize(NULL, count * sizeof *x->places);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t fixed = random_next(&x->random);
        uint32_t isp = x->victim_count > 0 ? m->people[x->victims[0]].isp : 0;
        x->places[i] = x->near ? place_home(isp, false, fixed) : place_stranger(fixed);
    }
}

/* --- Parameters -------------------------------------------------------------- */

void draw_guessing(attack *x)
{
    static const uint32_t rates[4] = {300, 60, 20, 5};
    static const uint32_t most[4] = {600, 300, 150, 120}, least[4] = {100, 60, 40, 30};
    uint32_t i = random_below(&x->random, 4);
    x->guesses_per_hour = rates[i];
    x->guesses = (uint32_t)random_between(&x->random, least[i], most[i]);
}

void draw_spam(attack *x)
{
    static const uint32_t rates[4] = {30, 100, 500, 2000}, hours[4] = {48, 24, 8, 3};
    static const uint32_t sizes[4][2] = {{1, 3}, {1, 5}, {1, 20}, {20, 50}};
    uint32_t i = random_below(&x->random, 4);
    x->recipients_per_hour = rates[i];
    x->hours = hours[i];
    x->recipients_per_message = draw_one(x, sizes[i], 2);
    x->forges = random_chance(&x->random, 300);
}

/* --- Acts -------------------------------------------------------------------- */

act intrusion_of(const month *m, const attack *x, uint32_t v, place from)
{
    const person *p = &m->people[x->victims[v]];
    return (act){.kind = ACT_VISIT,
                 .who = p->number,
                 .attack = x->number,
                 .from = from,
                 .program = PROGRAM_SUBMISSION,
                 .name = p->name,
                 .letter = LETTER_LISTED,
                 .list = mix_bits(m->set.seed * 64 + x->number),
                 .recipients = 1};
}

/* Fast guessers try more than once a connection. */
int64_t plan_guessing(month *m, attack *x, uint32_t places, int64_t time)
{
    uint32_t at_once = x->guesses_per_hour >= 60 ? 3 : 1, turn = 0;
    int64_t gap = HOUR * at_once / x->guesses_per_hour;
    for (uint32_t done = 0; done < x->guesses; done += at_once) {
        act a = intrusion_of(m, x, 0, x->places[turn++ % places]);
        a.only_fails = true;
        a.failures = at_once;
        act_add(m, time, &a);
        time += random_between(&x->random, gap / 2, gap * 3 / 2);
    }
    return time;
}

int64_t plan_spam(month *m, attack *x, uint32_t v, uint32_t first_place, uint32_t places, int64_t time)
{
    int64_t gap = HOUR * x->recipients_per_message / x->recipients_per_hour, end = time + (int64_t)x->hours * HOUR;
    uint32_t at_once = gap < 30 * SECOND ? 4 : 1, sent = 0, turn = 0;
    while (time < end && sent < MOST_MESSAGES) {
        act a = intrusion_of(m, x, v, x->places[first_place + turn++ % places]);
        a.letter = x->forges ? LETTER_SPAM : LETTER_LISTED;
        a.mails = at_once;
        a.recipients = x->recipients_per_message;
        a.place = v * 100000 + sent * x->recipients_per_message;
        a.size = 8000;
        a.refused = 250;
        act_add(m, time, &a);
        sent += at_once;
        time += random_between(&x->random, gap * at_once / 2, gap * at_once * 3 / 2);
    }
    return time;
}

void plan_locked_out(month *m, attack *x, int64_t time)
{
    uint32_t tries = random_below(&x->random, 6);
    for (uint32_t i = 0; i < tries; i++) {
        act a = intrusion_of(m, x, 0, x->places[0]);
        a.only_fails = true;
        a.failures = 1;
        time += random_between(&x->random, 2 * MINUTE, 40 * MINUTE);
        act_add(m, time, &a);
    }
}
