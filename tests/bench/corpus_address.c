/* A hash table of addresses, and their text. Contract in corpus_address.h. */
#include "corpus_address.h"

#include "corpus_pool.h"
#include "corpus_random.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_SLOTS  1024u
#define STOCK_OF_V4  131072u /* 198.18.0.0/15 */
#define STOCK_PREFIX UINT64_C(0x20010DB8)

/* --- The book ---------------------------------------------------------------- */

void address_free(address_book *book)
{
    free(book->items);
    free(book->slots);
}

static uint32_t slot_of(const address_book *book, ip_address ip)
{
    uint32_t mask = book->slot_count - 1, slot = (uint32_t)mix_bits(ip.low ^ mix_bits(ip.high)) & mask;
    while (book->slots[slot] != 0) {
        const ip_address *there = &book->items[book->slots[slot] - 1].ip;
        if (there->low == ip.low && there->high == ip.high)
            break;
        slot = (slot + 1) & mask;
    }
    return slot;
}

static void more_slots(address_book *book)
{
    book->slot_count = book->slot_count > 0 ? book->slot_count * 2 : FIRST_SLOTS;
    book->slots = must_resize(book->slots, book->slot_count * sizeof *book->slots);
    memset(book->slots, 0, book->slot_count * sizeof *book->slots);
    for (uint32_t i = 0; i < book->count; i++)
        book->slots[slot_of(book, book->items[i].ip)] = i + 1;
}

uint32_t address_number(address_book *book, ip_address ip)
{
    if (book->count >= book->slot_count / 2)
        more_slots(book);
    uint32_t slot = slot_of(book, ip);
    if (book->slots[slot] == 0) {
        book->items = must_grow(book->items, sizeof *book->items, book->count, &book->capacity);
        book->items[book->count++] = (address){.ip = ip};
        book->slots[slot] = book->count;
    }
    return book->slots[slot] - 1;
}

/* --- Which there are --------------------------------------------------------- */

ip_address ipv4(uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
    return (ip_address){0, a << 24 | b << 16 | c << 8 | d};
}

/* Each step can be undone, so no two numbers below 2^17 become one. */
static uint32_t shuffle_17_bits(uint32_t n)
{
    n = (n * 40503u + 12345u) & (STOCK_OF_V4 - 1);
    n ^= n >> 9;
    n = (n * 71233u) & (STOCK_OF_V4 - 1);
    return n ^ n >> 8;
}

ip_address stock_address(uint32_t n)
{
    uint64_t mixed = mix_bits(n + UINT64_C(0x5EED));
    if (n < STOCK_OF_V4 && (mixed & 3) != 0)
        return (ip_address){0, ipv4(198, 18, 0, 0).low + shuffle_17_bits(n)};
    return (ip_address){STOCK_PREFIX << 32 | (mix_bits(mixed) & 0xFFFFFFFFu), mixed};
}

/* --- Text -------------------------------------------------------------------- */

static char *put_decimal(char *to, uint32_t byte)
{
    if (byte >= 100)
        *to++ = (char)('0' + byte / 100);
    if (byte >= 10)
        *to++ = (char)('0' + byte / 10 % 10);
    *to++ = (char)('0' + byte % 10);
    return to;
}

static char *put_group(char *to, uint32_t group)
{
    int shift = group >= 0x1000 ? 12 : group >= 0x100 ? 8 : group >= 0x10 ? 4 : 0;
    for (; shift >= 0; shift -= 4)
        *to++ = "0123456789abcdef"[group >> shift & 15];
    return to;
}

static uint32_t group_of(ip_address ip, int i)
{
    return (uint32_t)((i < 4 ? ip.high : ip.low) >> (48 - i % 4 * 16)) & 0xFFFFu;
}

/* The first of the longest runs of zero groups; none of a single one. */
static int zeros_of(ip_address ip, int *length)
{
    int best = -1;
    *length = 1;
    for (int i = 0, run = 0; i < 8; i++) {
        run = group_of(ip, i) == 0 ? run + 1 : 0;
        if (run > *length) {
            *length = run;
            best = i - run + 1;
        }
    }
    return best;
}

static char *put_v6(char *to, ip_address ip)
{
    int length, zeros = zeros_of(ip, &length);
    for (int i = 0; i < 8; i++) {
        if (i == zeros) {
            *to++ = ':';
            i += length - 1;
            if (i == 7)
                *to++ = ':';
            continue;
        }
        if (i > 0)
            *to++ = ':';
        to = put_group(to, group_of(ip, i));
    }
    return to;
}

size_t address_text(ip_address ip, char text[ADDRESS_ROOM])
{
    char *to = text;
    if (ip.high != 0) {
        to = put_v6(to, ip);
    } else {
        for (int shift = 24; shift >= 0; shift -= 8) {
            to = put_decimal(to, (uint32_t)(ip.low >> shift) & 0xFFu);
            if (shift > 0)
                *to++ = '.';
        }
    }
    *to = '\0';
    return (size_t)(to - text);
}
