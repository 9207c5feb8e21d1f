/* How much the findings of one subject weigh. Contract in score.h. */
#include "lib/detect/score.h"

#define MOST_WEAK_ACCESS 2 /* points of all hints together */

/* === Hints === */

/* Recipients of what an account handed in on some days, from a network and in all. */
static void count_from(const struct pfl_audit *a, uint32_t subject, const struct finding *f, int32_t from, int32_t to,
                       uint64_t *there, uint64_t *all)
{
    const struct index *x = &a->index;
    uint32_t kept = finding_sources_kept(f);
    for (uint32_t i = x->login_start[subject]; i < x->login_start[subject + 1]; i++) {
        const struct login *l = &x->logins[i];
        struct place_key net = pfl_place_key(0, l->address);
        bool is_there = false;
        if (l->day < from || l->day > to)
            continue;
        for (uint32_t k = 0; k < kept && !is_there; k++)
            is_there = memcmp(pfl_place_key(0, f->sources[k].bytes).bytes, net.bytes, sizeof net.bytes) == 0;
        *all += l->recipients;
        *there += is_there ? l->recipients : 0;
    }
}

/* A hint weighs when what was done was done from there: within a day, and most of it. */
static bool is_near(const struct pfl_audit *a, const struct finding *hint, const struct finding *done)
{
    uint64_t there = 0, all = 0;
    if (hint->first > done->last || hint->first < done->first - DAYS)
        return false;
    count_from(a, hint->subject, hint, day_of(done->first), day_of(done->last), &there, &all);
    return there * 2 >= all && all > 0;
}

/* The account at a strange hour, or after a long sleep, says nothing when it is where it always is. */
static bool needs_a_place(const struct finding *f)
{
    return f->rule == RULE_R14 || f->rule == RULE_R23;
}

static uint32_t weigh_hints(struct pfl_audit *a, struct finding *const *list, uint32_t count)
{
    uint32_t weak = 0, placed = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct finding *hint = list[i];
        bool near = false;
        for (uint32_t k = 0; k < count && !near && hint->access > 0 && !is_strong(hint); k++)
            near = list[k]->abuse > 0 && is_near(a, hint, list[k]);
        if (!near)
            continue;
        if (hint->rule == RULE_R08)
            hint->severity = PFL_FINDING_MEDIUM;
        weak += hint->access;
        placed += needs_a_place(hint) ? 0 : hint->access;
    }
    weak = placed == 0 ? 0 : weak;
    return weak > MOST_WEAK_ACCESS ? MOST_WEAK_ACCESS : weak;
}

/* === The score === */

static bool is_stronger(const struct finding *f, const struct finding *known)
{
    return known == NULL || f->access + f->abuse > known->access + known->abuse;
}

struct score pfl_score(struct pfl_audit *a, struct finding *const *list, uint32_t count)
{
    struct score s = {.count = count, .weak = weigh_hints(a, list, count)};
    for (uint32_t i = 0; i < count; i++) {
        const struct finding *f = list[i];
        if (is_stronger(f, s.rules[f->rule]))
            s.rules[f->rule] = f;
        s.strong += is_strong(f) ? f->access : 0;
        s.abuse += f->abuse;
        s.beats_own |= f->beats_own;
        s.had_own |= f->had_own;
        if (is_entry(f) && (s.entry == NULL || f->access > s.entry->access))
            s.entry = f;
        if (f->abuse > 0 && (s.worst == NULL || f->abuse > s.worst->abuse))
            s.worst = f;
    }
    for (uint32_t i = 0; i < count; i++)
        if (s.entry != NULL && list[i]->abuse > 0 && list[i]->last >= s.entry->last)
            s.abuse_after += list[i]->abuse;
    return s;
}
