/* The attacks that need no account. Contract in attack.h. */
#include "attack_plan.h"

#define UID_WEB 33u

/* A script on the web site lets anybody send. */
void plan_web_shell(month *m, attack *x)
{
    static const uint32_t rates[4] = {20, 60, 200, 500}, hours[4] = {12, 6, 4, 2};
    uint32_t i = random_below(&x->random, 4), sent = 0;
    x->uid = UID_WEB;
    x->recipients_per_hour = rates[i];
    x->recipients_per_message = 1;
    x->hours = hours[i];
    int64_t time = x->start, end = time + (int64_t)x->hours * HOUR, gap = HOUR / rates[i];
    while (time < end) {
        act a = {.kind = ACT_PICKUP, .who = NOBODY, .attack = x->number, .letter = LETTER_LISTED, .uid = UID_WEB};
        a.name = NAME_NONE;
        a.list = mix_bits(m->set.seed * 64 + x->number);
        a.place = sent++;
        a.recipients = 1;
        a.size = 6000;
        a.refused = 250;
        act_add(m, time, &a);
        time += random_between(&x->random, gap / 2, gap * 3 / 2);
    }
}

/* mynetworks is too wide, or a rule is missing: one client finds it, or many. */
void plan_open_relay(month *m, attack *x)
{
    static const uint32_t rates[3] = {10, 60, 300}, hours[3] = {24, 12, 4}, clients[3] = {1, 3, 20};
    uint32_t i = random_below(&x->random, 3), sent = 0;
    x->recipients_per_hour = rates[i];
    x->recipients_per_message = rates[i] >= 300 ? 10 : 1;
    x->hours = hours[i];
    plan_places(m, x, draw_one(x, clients, 3));
    int64_t time = x->start, end = time + (int64_t)x->hours * HOUR;
    int64_t gap = HOUR * x->recipients_per_message / rates[i];
    for (uint32_t turn = 0; time < end; turn++) {
        act a = {.kind = ACT_VISIT, .who = NOBODY, .attack = x->number, .letter = LETTER_SPAM, .mails = 1};
        a.from = x->places[turn % x->address_count];
        a.program = PROGRAM_SMTPD;
        a.name = NAME_NONE;
        a.list = mix_bits(m->set.seed * 64 + x->number);
        a.place = sent;
        a.recipients = x->recipients_per_message;
        a.refused = 250;
        sent += a.recipients;
        act_add(m, time, &a);
        time += random_between(&x->random, gap / 2, gap * 3 / 2);
    }
}

/* Text that looks like log lines, in all places that a stranger can write to: it names somebody innocent. */
void plan_injection(month *m, attack *x)
{
    static const uint32_t rates[2] = {60, 300};
    static const enum own_line lines[3] = {OWN_HELO, OWN_NAME, OWN_MECHANISM};
    x->hours = 3;
    x->guesses_per_hour = draw_one(x, rates, 2);
    x->guesses = x->guesses_per_hour * x->hours;
    plan_places(m, x, 4);
    const char *framed = m->people[x->victims[0]].login;
    int64_t time = x->start, gap = HOUR / x->guesses_per_hour;
    for (uint32_t i = 0; i < x->guesses; i++) {
        act a = {.kind = ACT_VISIT, .who = NOBODY, .attack = x->number, .framed = framed};
        a.from = x->places[i % 4];
        a.program = PROGRAM_SMTPD;
        a.name = NAME_NONE;
        if (i % 4 == 3) {
            a.letter = LETTER_FORGED;
            a.mails = 1;
        } else {
            a.own = lines[i % 4];
            a.own_lines = 1;
        }
        act_add(m, time, &a);
        time += random_between(&x->random, gap / 2, gap * 3 / 2);
    }
}
