/* Choosing attacks and noting what they did. Contract in attack.h. */
#include "attack.h"

#include <stdlib.h>

const char *const attack_names[ATTACK_KIND_COUNT] = {
#define X(name, text, plan) text,
    ATTACK_KINDS(X)
#undef X
};

static void (*const plans[ATTACK_KIND_COUNT])(month *, attack *) = {
#define X(name, text, plan) plan,
    ATTACK_KINDS(X)
#undef X
};

/* --- Which ------------------------------------------------------------------- */

/* One of the kinds that are asked for, in turn: shuffled, so that each comes as often as any other. */
static void fill_kinds(month *m, random_source *random)
{
    enum attack_kind kinds[ATTACK_KIND_COUNT];
    uint32_t count = 0;
    for (int i = 0; i < ATTACK_KIND_COUNT; i++)
        if (m->set.attacks >> i & 1)
            kinds[count++] = (enum attack_kind)i;
    for (uint32_t i = count; i > 1; i--) {
        uint32_t other = random_below(random, i);
        enum attack_kind kept = kinds[i - 1];
        kinds[i - 1] = kinds[other];
        kinds[other] = kept;
    }
    for (uint32_t i = 0; i < m->attack_count; i++)
        m->attacks[i].kind = kinds[i % count];
}

/* What it needs of the server: something to be masked by, a mailbox to be read. */
static void prepare_server(month *m, enum attack_kind kind)
{
    if (kind == ATTACK_MASKED && (m->set.server & SERVER_PROXY_ALL) == 0)
        m->set.server |= SERVER_PROXY_SOME;
    if (kind == ATTACK_MAIL_READER)
        m->set.dovecot = true;
}

void attacks_choose(month *m)
{
    random_source random = month_random(m, FOR_ATTACK, UINT32_MAX, 0);
    m->attack_count = m->set.attack_count;
    m->attacks = must_resize(NULL, m->attack_count * sizeof *m->attacks);
    memset(m->attacks, 0, m->attack_count * sizeof *m->attacks);
    if (m->attack_count > 0)
        fill_kinds(m, &random);
    for (uint32_t i = 0; i < m->attack_count; i++)
        prepare_server(m, m->attacks[i].kind);
}

/* --- Against whom ------------------------------------------------------------ */

static bool is_victim(const month *m, uint32_t who)
{
    for (uint32_t i = 0; i < m->attack_count; i++)
        for (uint32_t v = 0; v < m->attacks[i].victim_count; v++)
            if (m->attacks[i].victims[v] == who)
                return true;
    return false;
}

/* So many accounts that no other attack is on; each of another domain than the one before it. */
static void draw_victims(month *m, attack *x, uint32_t count)
{
    for (uint32_t tries = 0; x->victim_count < count && tries < 1000; tries++) {
        uint32_t who = random_below(&x->random, m->set.accounts);
        bool same_domain =
            x->victim_count > 0 && m->people[who].domain == m->people[x->victims[x->victim_count - 1]].domain;
        if (is_victim(m, who) || (same_domain && tries < 500))
            continue;
        x->victims[x->victim_count++] = who;
    }
}

/* Every fourth comes on the first day, when nobody knows what is usual; the others behind the first week. */
static void draw_start(month *m, attack *x)
{
    uint32_t days = m->set.days, first = days > 14 ? 7 : days > 2 ? 1 : 0, last = days > 14 ? days - 4 : days - 1;
    x->first_day = random_chance(&x->random, 250) || days < 3;
    int64_t day = x->first_day ? 0 : random_between(&x->random, first, last > first ? last : first);
    int64_t minute = random_between(&x->random, 30, x->first_day ? 8 * 60 : 22 * 60);
    x->start = month_day(m, (uint32_t)day) + minute * MINUTE;
    x->room = m->w.end - x->start;
}

static uint32_t victims_of(enum attack_kind kind, random_source *random)
{
    switch (kind) {
    case ATTACK_WEB_SHELL:
    case ATTACK_OPEN_RELAY:
    case ATTACK_FAILURES:
        return 0;
    case ATTACK_STUFFING_MANY:
        return (uint32_t)random_between(random, 3, VICTIMS_MAX);
    default:
        return 1;
    }
}

void attacks_plan(month *m)
{
    for (uint32_t i = 0; i < m->attack_count; i++) {
        attack *x = &m->attacks[i];
        x->number = i;
        x->random = month_random(m, FOR_ATTACK, i, 0);
        uint32_t victims = victims_of(x->kind, &x->random);
        draw_victims(m, x, victims);
        draw_start(m, x);
        plans[x->kind](m, x);
    }
}

void attacks_free(month *m)
{
    for (uint32_t i = 0; i < m->attack_count; i++) {
        free(m->attacks[i].places);
        free(m->attacks[i].messages);
    }
    free(m->attacks);
}

bool attack_is_masked(const month *m, uint32_t number)
{
    return m->attacks[number].kind == ATTACK_MASKED;
}

/* --- What was done ----------------------------------------------------------- */

void attack_came(month *m, const act *a, int64_t now)
{
    if (a->attack == NO_ATTACK)
        return;
    attack *x = &m->attacks[a->attack];
    if (a->failures > 0) {
        x->failures += a->failures;
        x->last_failure = now;
        if (x->first_failure == 0)
            x->first_failure = now;
    }
    if (a->name != NAME_NONE && !a->only_fails && x->entered == 0)
        x->entered = now;
    x->last = now;
}

void attack_sent(month *m, const act *a, uint32_t recipients, int64_t now)
{
    if (a->attack == NO_ATTACK)
        return;
    attack *x = &m->attacks[a->attack];
    x->messages = must_grow(x->messages, sizeof *x->messages, x->message_count, &x->message_capacity);
    x->messages[x->message_count++] = (attack_message){now, recipients, a->who, !m->w.log.muted};
    if (x->entered == 0 && a->letter != LETTER_FORGED)
        x->entered = now;
    x->last = now;
}
