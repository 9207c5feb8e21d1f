/* Counting. Contract in corpus_truth.h. */
#include "corpus_truth.h"

#include "corpus_clock.h"
#include "corpus_pool.h"
#include "corpus_random.h"

#include <stdlib.h>

#define FIRST_SLOTS 4096u

void truth_open(truth *t, uint32_t owners)
{
    *t = (truth){.owners = owners};
    t->tallies = must_resize(NULL, owners * sizeof *t->tallies);
    memset(t->tallies, 0, owners * sizeof *t->tallies);
}

void truth_close(truth *t)
{
    free(t->tallies);
    free(t->name_failures);
    free(t->tried.slots);
}

/* --- Failures ---------------------------------------------------------------- */

static uint64_t *place_of(const pair_set *set, uint64_t key)
{
    uint64_t mask = set->slot_count - 1, slot = mix_bits(key) & mask;
    while (set->slots[slot] != 0 && set->slots[slot] != key)
        slot = (slot + 1) & mask;
    return &set->slots[slot];
}

static void more_pairs(pair_set *set)
{
    pair_set old = *set;
    set->slot_count = old.slot_count > 0 ? old.slot_count * 2 : FIRST_SLOTS;
    set->slots = must_resize(NULL, (size_t)set->slot_count * sizeof *set->slots);
    memset(set->slots, 0, (size_t)set->slot_count * sizeof *set->slots);
    for (uint64_t i = 0; i < old.slot_count; i++)
        if (old.slots[i] != 0)
            *place_of(set, old.slots[i]) = old.slots[i];
    free(old.slots);
}

/* True when the pair is new. */
static bool add_pair(pair_set *set, uint32_t addr, uint32_t name)
{
    uint64_t key = ((uint64_t)addr << 32 | name) + 1;
    if (set->count >= set->slot_count / 4 * 3)
        more_pairs(set);
    uint64_t *place = place_of(set, key);
    if (*place == key)
        return false;
    *place = key;
    set->count++;
    return true;
}

static void count_name(truth *t, uint32_t name)
{
    while (name >= t->name_count) {
        t->name_failures = must_grow(t->name_failures, sizeof *t->name_failures, t->name_count, &t->name_capacity);
        t->name_failures[t->name_count++] = 0;
    }
    t->name_failures[name]++;
}

void truth_failure(truth *t, address_book *book, uint32_t addr, uint32_t name)
{
    t->failures++;
    book->items[addr].failures++;
    if (name == NAME_NONE)
        return;
    t->named_failures++;
    count_name(t, name);
    book->items[addr].names += add_pair(&t->tried, addr, name);
}

/* --- Messages ---------------------------------------------------------------- */

void truth_message(truth *t, uint32_t owner, int64_t now)
{
    t->messages_begun++;
    if (owner == OWNER_NONE)
        return;
    tally *y = &t->tallies[owner];
    y->messages++;
    y->open_messages++;
    if (now / HOUR != y->hour) {
        y->hour = now / HOUR;
        y->hour_messages = 0;
    }
    if (++y->hour_messages > y->most_in_hour)
        y->most_in_hour = y->hour_messages;
}

void truth_recipients(truth *t, uint32_t owner, uint32_t count)
{
    if (owner != OWNER_NONE)
        t->tallies[owner].recipients += count;
}

void truth_message_done(truth *t, uint32_t owner)
{
    t->messages_done++;
    if (owner != OWNER_NONE)
        t->tallies[owner].open_messages--;
}

void truth_end(truth *t, uint32_t owner, enum recipient_end end, uint32_t count)
{
    if (owner == OWNER_NONE)
        return;
    tally *y = &t->tallies[owner];
    switch (end) {
    case END_SENT:
        y->sent += count;
        break;
    case END_BOUNCED:
        y->bounced += count;
        break;
    case END_DELETED:
        y->deleted += count;
        break;
    }
}

void truth_deferred(truth *t, uint32_t owner)
{
    if (owner != OWNER_NONE)
        t->tallies[owner].deferred++;
}

void truth_domain(truth *t, uint32_t owner, uint32_t number)
{
    if (owner == OWNER_NONE)
        return;
    tally *y = &t->tallies[owner];
    uint64_t bit = UINT64_C(1) << (number % 64), *word = &y->domain_set[number / 64];
    y->domains += (*word & bit) == 0;
    *word |= bit;
}
