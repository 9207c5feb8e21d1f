/* What attacks are made of: guessing, getting in, sending. */
#ifndef ATTACK_PLAN_H
#define ATTACK_PLAN_H

#include "attack.h"

/* One of a list of values. */
uint32_t draw_one(attack *x, const uint32_t *values, uint32_t count);

/* The addresses it comes from: rented machines and bots, or homes near the victim. */
void plan_places(month *m, attack *x, uint32_t count);

/* Parameters, drawn from the classes that are swept over. */
void draw_guessing(attack *x);
void draw_spam(attack *x);

/* What an act of this attack begins with: a login as the v-th victim. */
act intrusion_of(const month *m, const attack *x, uint32_t v, place from);

/*
 * Guesses at the first victim, at the attack's rate, from its places in turn. When
 * they end.
 */
int64_t plan_guessing(month *m, attack *x, uint32_t places, int64_t time);

/* Spam from the v-th victim's account, from its places in turn, at the attack's rate. When it ends. */
int64_t plan_spam(month *m, attack *x, uint32_t v, uint32_t first_place, uint32_t places, int64_t time);

/* The password is changed from this time on: some more tries fail. */
void plan_locked_out(month *m, attack *x, int64_t time);

#endif
