/* Short, long and few queue IDs. Contract in corpus_queue_id.h. */
#include "corpus_queue_id.h"

#include "corpus_clock.h"
#include "corpus_pool.h"

#include <stdlib.h>

#define FIRST_INODE   0x2C3A1u
#define BETWEEN_REUSE SECOND

/* global/mail_queue.h: no vowels, so that no ID is a word; the inode has no z, which stands before it. */
static const char alphabet[] = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";

static uint32_t inode_of(uint32_t slot)
{
    return FIRST_INODE + slot * 3;
}

/* --- The three forms --------------------------------------------------------- */

static char *put_base(char *to, uint64_t value, uint32_t base, int least)
{
    char digits[12];
    int count = 0;
    for (; value > 0 || count < least; value /= base)
        digits[count++] = alphabet[value % base];
    while (count > 0)
        *to++ = digits[--count];
    return to;
}

static char *put_hex_digits(char *to, uint32_t value, int digits)
{
    for (int i = digits - 1; i >= 0; i--, value >>= 4)
        to[i] = "0123456789ABCDEF"[value & 15];
    return to + digits;
}

static void make_short(queue_id *id, int64_t now)
{
    uint32_t inode = inode_of(id->slot);
    char *to = put_hex_digits(id->text, (uint32_t)(now % SECOND), 5);
    to = put_hex_digits(to, inode, inode < 0x100000u ? 5 : inode < 0x1000000u ? 6 : 8);
    id->length = (uint8_t)(to - id->text);
}

static void make_long(queue_id *id, int64_t now)
{
    char *to = put_base(id->text, (uint64_t)(now / SECOND), 52, 6);
    to = put_base(to, (uint64_t)(now % SECOND), 52, 4);
    *to++ = 'z';
    to = put_base(to, inode_of(id->slot), 51, 1);
    id->length = (uint8_t)(to - id->text);
}

/* The same for every host: one ID may stand for two messages at once, on two hosts. */
static few_id *make_few(void)
{
    few_id *few = must_resize(NULL, FEW_IDS * sizeof *few);
    for (uint32_t i = 0; i < FEW_IDS; i++) {
        few[i] = (few_id){.id = {.slot = i}, .free_since = INT64_MIN / 2};
        make_short(&few[i].id, (int64_t)(mix_bits(i + 1) % 1000000));
    }
    return few;
}

/* --- Taking and giving back -------------------------------------------------- */

void ids_open(id_source *ids, enum id_style style)
{
    *ids = (id_source){.style = style};
    if (style == ID_FEW) {
        ids->few = make_few();
        ids->few_free = FEW_IDS;
    }
}

void ids_close(id_source *ids)
{
    free(ids->free_slots);
    free(ids->few);
}

/* The one that came free last, so that IDs come back as soon as they may. */
static bool take_few(id_source *ids, int64_t now, uint32_t reserve, queue_id *out)
{
    few_id *best = NULL;
    if (ids->few_free <= reserve)
        return false;
    for (few_id *f = ids->few; f < ids->few + FEW_IDS; f++)
        if (!f->used && f->free_since <= now - BETWEEN_REUSE && (best == NULL || f->free_since > best->free_since))
            best = f;
    if (best == NULL)
        return false;
    best->used = true;
    ids->few_free--;
    *out = best->id;
    return true;
}

bool ids_take(id_source *ids, int64_t now, enum id_reserve reserve, queue_id *out)
{
    if (ids->style == ID_FEW)
        return take_few(ids, now, (uint32_t)reserve, out);
    out->slot = ids->free_count > 0 ? ids->free_slots[--ids->free_count] : ids->slot_count++;
    if (ids->style == ID_LONG)
        make_long(out, now);
    else
        make_short(out, now);
    return true;
}

void ids_give_back(id_source *ids, const queue_id *id, int64_t now)
{
    if (ids->style == ID_FEW) {
        ids->few[id->slot].used = false;
        ids->few[id->slot].free_since = now;
        ids->few_free++;
        return;
    }
    ids->free_slots = must_grow(ids->free_slots, sizeof *ids->free_slots, ids->free_count, &ids->free_capacity);
    ids->free_slots[ids->free_count++] = id->slot;
}
