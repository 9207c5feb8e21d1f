/*
 * Steps, each as its difference from the one before: lines and times of one message
 * lie near each other. A number takes seven bits a byte, the lowest first, as long
 * as there are more. Contract in trace_steps.h.
 */
#include "trace_steps.h"
#include "terminal.h"
#include <stdlib.h>
#include <string.h>

#define NUMBER_SIZE 10 /* 64 bits */
#define STEP_SIZE   (4 * NUMBER_SIZE)
#define FIRST_SIZE  96 /* most messages have less than ten lines */

static unsigned char *put_number(unsigned char *at, uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        *at++ = (unsigned char)(number | 0x80);
    *at++ = (unsigned char)number;
    return at;
}

static uint64_t take_number(steps_reader *reader)
{
    uint64_t number = 0;
    for (unsigned shift = 0;; shift += 7) {
        unsigned char byte = reader->list->bytes[reader->place++];
        number |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return number;
    }
}

/* A difference with its sign in the lowest bit, so that small ones are short either way. It may wrap around. */
static uint64_t difference(uint64_t to, uint64_t from)
{
    uint64_t ahead = to - from;
    return ahead >> 63 != 0 ? ~(ahead << 1) : ahead << 1;
}

static uint64_t apply(uint64_t from, uint64_t difference)
{
    return from + ((difference & 1) != 0 ? ~(difference >> 1) : difference >> 1);
}

void steps_add(steps *list, const step *next)
{
    unsigned char bytes[STEP_SIZE], *end = bytes;
    end = put_number(end, next->kind);
    end = put_number(end, difference(next->file, list->last.file));
    end = put_number(end, difference(next->line, list->last.line));
    end = put_number(end, difference((uint64_t)next->time, (uint64_t)list->last.time));
    uint32_t size = (uint32_t)(end - bytes);
    if (size > list->capacity - list->used) {
        list->capacity = list->capacity > 0 ? 2 * list->capacity : FIRST_SIZE;
        list->bytes = must_resize(list->bytes, list->capacity);
    }
    memcpy(list->bytes + list->used, bytes, size);
    list->used += size;
    list->count++;
    list->last = *next;
}

bool steps_next(steps_reader *reader, step *next)
{
    if (reader->place == reader->list->used)
        return false;
    step *last = &reader->last;
    last->kind = (uint32_t)take_number(reader);
    last->file = (uint32_t)apply(last->file, take_number(reader));
    last->line = apply(last->line, take_number(reader));
    last->time = (int64_t)apply((uint64_t)last->time, take_number(reader));
    *next = *last;
    return true;
}

void steps_free(steps *list)
{
    free(list->bytes);
    *list = (steps){0};
}
