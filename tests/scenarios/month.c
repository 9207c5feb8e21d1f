/* Opening a month: the world, the people, their days. Contract in month.h. */
#include "month.h"

#include "act.h"
#include "attack.h"
#include "server.h"

#include <stdlib.h>

random_source month_random(const month *m, uint32_t purpose, uint64_t number, uint64_t day)
{
    random_source random;
    random_start(&random, mix_bits(mix_bits(mix_bits(m->set.seed) + purpose) + number) + day);
    return random;
}

const char *month_keep(month *m, const char *text)
{
    size_t size = strlen(text) + 1;
    m->texts = must_grow(m->texts, sizeof *m->texts, m->text_count, &m->text_capacity);
    char *kept = must_resize(NULL, size);
    memcpy(kept, text, size);
    m->texts[m->text_count++] = kept;
    return kept;
}

int64_t month_day(const month *m, uint32_t day)
{
    return m->set.start + (int64_t)day * DAY;
}

bool month_is_weekend(int64_t now)
{
    return (now / DAY + 3) % 7 >= 5; /* 1970 began on a Thursday */
}

/* The world calls this when it opens; everything is planned behind that. */
static void open_nothing(world *w)
{
    (void)w;
}

void month_open(month *m, const settings *set)
{
    m->set = *set;
    m->profile = (profile){
        .name = "month",
        .open = open_nothing,
        .most_recipients = 20,
        .first_wait = 5 * MINUTE,
        .longest_wait = 4000 * SECOND,
        .lifetime = 8 * HOUR,
        .act = act_step,
    };
    pool_init(&m->acts, sizeof(act));
    attacks_choose(m); /* they may want something of the server */
    server_set_profile(m);
    world_open(&m->w, &m->profile, set->seed, 1, set->accounts, set->start);
    m->w.end = month_day(m, set->days);
    m->move = month_day(m, set->days / 2);
    m->people = people_make(m, set->accounts, set->days);
    server_open(m);
    for (uint32_t i = 0; i < set->accounts; i++) {
        act today = {.kind = ACT_DAY, .who = i, .attack = NO_ATTACK};
        act_add(m, set->start, &today);
    }
    attacks_plan(m);
}

void month_close(month *m)
{
    world_close(&m->w);
    attacks_free(m);
    pool_free(&m->acts);
    free(m->people);
    for (uint32_t i = 0; i < m->text_count; i++)
        free(m->texts[i]);
    free(m->texts);
}
