/* The recipients of a leg. Contract in trace_leg.h. */
#include "trace_leg.h"
#include "trace_query.h"
#include <stdlib.h>
#include <string.h>

/* Fewer are looked at one by one. */
#define MANY 8

static uint32_t hash_folded(uint32_t hash, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        hash = (hash ^ (c >= 'A' && c <= 'Z' ? c | 0x20U : c)) * UINT32_C(16777619);
    }
    return (hash ^ 0x80) * UINT32_C(16777619);
}

/* A recipient is what its own address and that before aliasing say. */
static uint32_t hash_of(const kept_line *k)
{
    uint32_t hash = hash_folded(UINT32_C(2166136261), kept_message(k) + k->to.offset, k->to.length);
    return hash_folded(hash, kept_message(k) + k->orig_to.offset, k->orig_to.length);
}

static bool same_span(const kept_line *a, pfl_span in_a, const kept_line *b, pfl_span in_b)
{
    return in_a.length == in_b.length &&
           same_folded(kept_message(a) + in_a.offset, kept_message(b) + in_b.offset, in_a.length);
}

static bool is_refusal(uint16_t kind)
{
    return kind == PFL_KIND_REJECT || kind == PFL_KIND_MILTER;
}

static bool is_same(const outcome *o, const kept_line *k, uint32_t hash, uint16_t kind)
{
    return o->hash == hash && is_refusal(o->kind) == is_refusal(kind) && same_span(o->line, o->line->to, k, k->to) &&
           same_span(o->line, o->line->orig_to, k, k->orig_to);
}

static void put_slot(outcomes *list, uint32_t place)
{
    uint32_t mask = list->slot_count - 1, slot = list->items[place].hash & mask;
    while (list->slots[slot] != 0)
        slot = (slot + 1) & mask;
    list->slots[slot] = place + 1;
}

static outcome *find(const outcomes *list, const kept_line *k, uint32_t hash, uint16_t kind)
{
    if (list->slot_count == 0) {
        for (uint32_t i = 0; i < list->count; i++)
            if (is_same(&list->items[i], k, hash, kind))
                return &list->items[i];
        return NULL;
    }
    uint32_t mask = list->slot_count - 1;
    for (uint32_t slot = hash & mask; list->slots[slot] != 0; slot = (slot + 1) & mask)
        if (is_same(&list->items[list->slots[slot] - 1], k, hash, kind))
            return &list->items[list->slots[slot] - 1];
    return NULL;
}

static outcome *add(outcomes *list, uint32_t hash)
{
    if (list->count == list->capacity) {
        list->capacity = list->capacity > 0 ? 2 * list->capacity : 1;
        list->items = must_resize(list->items, list->capacity * sizeof *list->items);
        if (list->capacity > MANY) {
            list->slot_count = 2 * list->capacity;
            list->slots = must_resize(list->slots, list->slot_count * sizeof *list->slots);
            memset(list->slots, 0, list->slot_count * sizeof *list->slots);
            for (uint32_t i = 0; i < list->count; i++)
                put_slot(list, i);
        }
    }
    outcome *o = &list->items[list->count++];
    *o = (outcome){.hash = hash};
    if (list->slot_count > 0)
        put_slot(list, list->count - 1);
    return o;
}

bool outcome_is_final(uint16_t kind)
{
    return kind == PFL_KIND_SENT || kind == PFL_KIND_BOUNCED || kind == PFL_KIND_DELIVERABLE ||
           kind == PFL_KIND_UNDELIVERABLE;
}

outcome *leg_outcome(leg *l, const log_line *in)
{
    kept_line *k = leg_keep(in);
    uint16_t kind = in->event->kind;
    uint32_t hash = hash_of(k);
    outcome *o = find(&l->outcomes, k, hash, kind);
    if (o == NULL)
        o = add(&l->outcomes, hash);
    l->outcomes.latest = (uint32_t)(o - l->outcomes.items);
    bool was_final = outcome_is_final(o->kind);
    o->attempts += in->event->repeat;
    l->finished += !was_final && outcome_is_final(kind);
    if (was_final && !outcome_is_final(kind)) {
        free(k);
        return o;
    }
    free(o->line);
    o->line = k;
    o->kind = kind;
    return o;
}
