/*
 * Giving memory back where others point into a table: its records get new numbers, and
 * whoever mentions one is told.
 */
#include "lib/aggregate/evict.h"

/* New numbers by old ones, of a table that closes up; at NULL when there is no memory for that. */
struct renumbering {
    uint32_t *at;
    uint32_t count;
};

static struct renumbering close_up(struct memory *m, struct table *t)
{
    struct renumbering r = {NULL, t->records.count};
    if (t->records.count == t->records.live)
        return r;
    r.at = pfl_memory_resize(m, NULL, 0, r.count * sizeof *r.at);
    if (r.at != NULL)
        pfl_table_renumber(t, r.at);
    return r;
}

static uint32_t renumbered(const struct renumbering *r, uint32_t number)
{
    return number == NONE ? NONE : r->at[number];
}

static void release(struct memory *m, struct renumbering *r)
{
    memory_release(m, r->at, r->count * sizeof *r->at);
}

/* === Subjects === */

static bool is_gone(const struct ledger *l, uint32_t subject)
{
    return subject_at(l, subject)->references == SUBJECT_GONE;
}

/* All keys of these tables begin with the number of a subject. */
static uint32_t owner_of(const struct table *t, uint32_t number)
{
    uint32_t subject;
    memcpy(&subject, table_at(t, number), sizeof subject);
    return subject;
}

/* What belongs to those that are gone. */
static void remove_pairs(struct ledger *l)
{
    for (uint32_t n = table_next(&l->accesses, 0); n != NONE; n = table_next(&l->accesses, n + 1))
        if (is_gone(l, owner_of(&l->accesses, n))) {
            pfl_packed_free(l->memory, &((struct access *)table_at(&l->accesses, n))->days);
            pfl_table_remove(&l->accesses, n);
        }
    for (uint32_t n = table_next(&l->presences, 0); n != NONE; n = table_next(&l->presences, n + 1))
        if (is_gone(l, owner_of(&l->presences, n))) {
            pfl_evidence_free(l->memory, ((struct presence *)table_at(&l->presences, n))->evidence);
            pfl_table_remove(&l->presences, n);
        }
    for (uint32_t n = table_next(&l->contacts, 0); n != NONE; n = table_next(&l->contacts, n + 1))
        if (is_gone(l, owner_of(&l->contacts, n))) {
            pfl_name_forget(l->domains, ((struct contact *)table_at(&l->contacts, n))->key.name, false);
            pfl_table_remove(&l->contacts, n);
        }
    for (uint32_t n = table_next(&l->uses, 0); n != NONE; n = table_next(&l->uses, n + 1))
        if (is_gone(l, owner_of(&l->uses, n))) {
            pfl_name_forget(l->senders, ((struct sender *)table_at(&l->uses, n))->key.name, true);
            pfl_table_remove(&l->uses, n);
        }
}

/* Keys change with the numbers in them, and so does where they are found. */
static void renumber_owners(struct table *t, const struct renumbering *r)
{
    for (uint32_t n = table_next(t, 0); n != NONE; n = table_next(t, n + 1)) {
        uint32_t subject = renumbered(r, owner_of(t, n));
        memcpy(table_at(t, n), &subject, sizeof subject);
    }
    pfl_table_rehash(t);
}

void pfl_close_up_subjects(pfl_aggregator *a)
{
    struct ledger *l = &a->ledger;
    struct table *const pairs[] = {&l->accesses, &l->presences, &l->contacts, &l->uses};
    remove_pairs(l);
    for (uint32_t n = table_next(&l->subjects, 0); n != NONE; n = table_next(&l->subjects, n + 1))
        if (is_gone(l, n)) {
            pfl_subject_release(l->memory, subject_at(l, n));
            pfl_table_remove(&l->subjects, n);
        }
    struct renumbering r = close_up(&a->memory, &l->subjects);
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (r.at != NULL)
            renumber_owners(pairs[i], &r);
        pfl_table_close_up(pairs[i]);
    }
    const struct slab *groups = &a->queue.groups;
    for (uint32_t n = pfl_slab_next(groups, 0); r.at != NULL && n != NONE; n = pfl_slab_next(groups, n + 1)) {
        struct group *g = slab_at(groups, n);
        g->subject = renumbered(&r, g->subject);
        g->origin = renumbered(&r, g->origin);
    }
    release(&a->memory, &r);
}

/* === Names === */

/* Pairs of a subject and a name. */
static void renumber_names(struct table *t, const struct renumbering *r)
{
    for (uint32_t n = table_next(t, 0); n != NONE; n = table_next(t, n + 1)) {
        struct pair_key *key = table_at(t, n);
        key->name = renumbered(r, key->name);
    }
    pfl_table_rehash(t);
}

void pfl_close_up_domains(pfl_aggregator *a)
{
    struct renumbering r = close_up(&a->memory, &a->domains);
    const struct slab *groups = &a->queue.groups;
    if (r.at == NULL)
        return;
    renumber_names(&a->ledger.contacts, &r);
    for (uint32_t n = pfl_slab_next(groups, 0); n != NONE; n = pfl_slab_next(groups, n + 1)) {
        struct group *g = slab_at(groups, n);
        for (uint32_t i = 0; i < g->recipient_places; i++)
            if (g->recipients[i].hash != 0)
                g->recipients[i].domain = renumbered(&r, g->recipients[i].domain);
    }
    release(&a->memory, &r);
}

void pfl_close_up_senders(pfl_aggregator *a)
{
    struct renumbering r = close_up(&a->memory, &a->senders);
    const struct slab *groups = &a->queue.groups;
    if (r.at == NULL)
        return;
    renumber_names(&a->ledger.uses, &r);
    for (uint32_t n = pfl_slab_next(groups, 0); n != NONE; n = pfl_slab_next(groups, n + 1)) {
        struct group *g = slab_at(groups, n);
        g->sender = renumbered(&r, g->sender);
    }
    release(&a->memory, &r);
}
