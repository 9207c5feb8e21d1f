/* The attacks on accounts. Contract in attack.h. */
#include "attack_plan.h"

/* Guessing that takes days begins so early that what comes behind it is in the month. */
static int64_t make_room(const month *m, const attack *x, int64_t needed)
{
    int64_t latest = m->w.end - needed;
    return x->start < latest || x->first_day ? x->start : latest > m->set.start ? latest : m->set.start + MINUTE;
}

static int64_t time_for_guessing(const attack *x)
{
    return HOUR * x->guesses / x->guesses_per_hour;
}

/* One address guesses until it is in, and sends spam. */
void plan_guess_spam(month *m, attack *x)
{
    draw_guessing(x);
    draw_spam(x);
    plan_places(m, x, 1);
    x->start = make_room(m, x, time_for_guessing(x) + DAY);
    int64_t time = plan_guessing(m, x, 1, x->start);
    time = plan_spam(m, x, 0, 0, 1, time + random_between(&x->random, SECOND, 10 * MINUTE));
    plan_locked_out(m, x, time);
}

/* The password is known from elsewhere: nothing fails. */
void plan_stuffing(month *m, attack *x)
{
    draw_spam(x);
    x->near = random_chance(&x->random, 300);
    plan_places(m, x, 1);
    int64_t time = plan_spam(m, x, 0, 0, 1, x->start);
    plan_locked_out(m, x, time);
}

/* One address, several accounts. */
void plan_stuffing_many(month *m, attack *x)
{
    draw_spam(x);
    plan_places(m, x, 1);
    int64_t time = x->start;
    for (uint32_t v = 0; v < x->victim_count; v++) {
        plan_spam(m, x, v, 0, 1, time);
        time += random_between(&x->random, 2 * MINUTE, 3 * HOUR);
    }
}

/* A few guesses an hour, each from another of 14 addresses, for days. */
void plan_low_slow(month *m, attack *x)
{
    static const uint32_t rates[3] = {2, 4, 6};
    uint32_t days = (uint32_t)random_between(&x->random, 2, 4);
    draw_spam(x);
    x->guesses_per_hour = draw_one(x, rates, 3);
    x->guesses = x->guesses_per_hour * 24 * days;
    plan_places(m, x, 14);
    x->start = make_room(m, x, time_for_guessing(x) + DAY);
    int64_t time = plan_guessing(m, x, 14, x->start);
    uint32_t lucky = random_below(&x->random, 14);
    plan_spam(m, x, 0, lucky, 1, time + random_between(&x->random, MINUTE, HOUR));
}

/* 300 addresses, each sends one message; in half the cases they guessed before. */
void plan_botnet(month *m, attack *x)
{
    static const uint32_t lengths[3] = {4, 8, 24}, sizes[2] = {1, 8};
    bool guesses = random_chance(&x->random, 500);
    x->hours = draw_one(x, lengths, 3);
    x->recipients_per_message = draw_one(x, sizes, 2);
    x->recipients_per_hour = 300 * x->recipients_per_message / x->hours;
    x->forges = random_chance(&x->random, 300);
    plan_places(m, x, 300);
    int64_t time = x->start;
    if (guesses) {
        x->guesses_per_hour = 30;
        x->guesses = 180;
        x->start = make_room(m, x, time_for_guessing(x) + DAY);
        time = plan_guessing(m, x, 300, x->start);
    }
    plan_spam(m, x, 0, 0, 300, time);
}

/* One small message shows that the password works; days later those who bought it come, from elsewhere. */
void plan_probe_sale(month *m, attack *x)
{
    int64_t silence = random_between(&x->random, 2 * DAY, 5 * DAY);
    draw_spam(x);
    plan_places(m, x, 9);
    x->start = make_room(m, x, silence + DAY);
    act probe = intrusion_of(m, x, 0, x->places[0]);
    probe.mails = 1;
    probe.place = 99999;
    probe.size = 1400;
    act_add(m, x->start, &probe);
    plan_spam(m, x, 0, 1, 8, x->start + silence);
}

/* Five personal messages to people the victim knows: an invoice with another account number. */
void plan_five_mails(month *m, attack *x)
{
    int64_t time = x->start;
    x->near = random_chance(&x->random, 500);
    plan_places(m, x, 1);
    x->recipients_per_message = 1;
    for (int i = 0; i < 5; i++) {
        act a = intrusion_of(m, x, 0, x->places[0]);
        a.letter = LETTER_PERSONAL;
        a.mails = 1;
        act_add(m, time, &a);
        time += random_between(&x->random, 5 * MINUTE, 3 * HOUR);
    }
}

/* An attack with a hole in the log: the guessing and the entry, or the spam. */
void plan_cut_log(month *m, attack *x)
{
    draw_guessing(x);
    draw_spam(x);
    plan_places(m, x, 1);
    x->start = make_room(m, x, time_for_guessing(x) + DAY);
    int64_t entry = plan_guessing(m, x, 1, x->start) + random_between(&x->random, SECOND, 10 * MINUTE);
    int64_t end = plan_spam(m, x, 0, 0, 1, entry);
    bool cuts_entry = random_chance(&x->random, 500);
    m->cut_from = cuts_entry ? x->start + (entry - x->start) / 4 : entry + (end - entry) / 5;
    m->cut_until = cuts_entry ? entry + (end - entry) / 10 : entry + (end - entry) / 5 * 4;
    act cut = {.kind = ACT_MUTE, .who = NOBODY, .attack = NO_ATTACK};
    act_add(m, m->cut_from, &cut);
    cut.kind = ACT_UNMUTE;
    act_add(m, m->cut_until, &cut);
}

/* 30,000 failures on every name there is, and nobody got in. */
void plan_failures_only(month *m, attack *x)
{
    static const uint32_t places[3] = {1, 12, 200}, hours[3] = {6, 24, 48};
    plan_places(m, x, draw_one(x, places, 3));
    x->hours = draw_one(x, hours, 3);
    x->guesses = 30000;
    x->guesses_per_hour = x->guesses / x->hours;
    x->start = make_room(m, x, (int64_t)x->hours * HOUR);
    int64_t time = x->start, gap = HOUR * 10 / x->guesses_per_hour;
    for (uint32_t i = 0; i < x->guesses; i += 10) {
        act a = {.kind = ACT_VISIT, .who = NOBODY, .attack = x->number, .failures = 10, .only_fails = true};
        a.from = x->places[i / 10 % x->address_count];
        a.program = PROGRAM_SUBMISSION;
        a.name = random_below(&x->random, m->set.accounts + GUESSES);
        act_add(m, time, &a);
        time += random_between(&x->random, gap / 2, gap * 3 / 2);
    }
}

/* It gets in, and sends nothing: auth=1 at the end of a connection is all there is. */
void plan_silent_login(month *m, attack *x)
{
    draw_guessing(x);
    plan_places(m, x, 1);
    x->start = make_room(m, x, time_for_guessing(x) + HOUR);
    int64_t time = plan_guessing(m, x, 1, x->start) + random_between(&x->random, SECOND, 10 * MINUTE);
    uint32_t logins = 1 + random_below(&x->random, 3);
    for (uint32_t i = 0; i < logins; i++) {
        act a = intrusion_of(m, x, 0, x->places[0]);
        act_add(m, time, &a);
        time += random_between(&x->random, MINUTE, 5 * HOUR);
    }
}

/* It reads the mail, day after day. */
void plan_mail_reader(month *m, attack *x)
{
    draw_guessing(x);
    plan_places(m, x, 1);
    x->start = make_room(m, x, time_for_guessing(x) + DAY);
    int64_t time = plan_guessing(m, x, 1, x->start) + random_between(&x->random, SECOND, 10 * MINUTE);
    for (int i = 0; i < 12; i++) {
        act a = intrusion_of(m, x, 0, x->places[0]);
        a.kind = ACT_READ;
        act_add(m, time, &a);
        time += random_between(&x->random, 20 * MINUTE, 14 * HOUR);
    }
}
