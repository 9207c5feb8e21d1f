#include "lib/aggregate/recent.h"

#include <postfixlog/network.h>

/* Where an address of eight bytes or more is kept. Whoever makes two fall together gains nothing: both are read. */
static size_t place_of(piece text)
{
    uint64_t first = load_64(text.at), last = load_64(text.at + text.length - 8);
    return (size_t)(((first ^ last >> 5) * UINT64_C(0x9e3779b97f4a7c15)) >> 32) % RECENT_PLACES;
}

struct recent_address *pfl_recent_address(struct recent *r, piece text)
{
    bool keeps = text.length >= 8 && text.length <= RECENT_TEXT;
    struct recent_address *place = &r->places[keeps ? place_of(text) : 0];
    if (keeps && place->length == text.length && same_bytes(place->text, text.at, text.length))
        return place;
    pfl_network address;
    if (pfl_network_parse(text.at, text.length, &address) != PFL_OK || address.bits != 128)
        return NULL;
    place->length = keeps ? (uint32_t)text.length : 0;
    if (keeps)
        memcpy(place->text, text.at, text.length);
    memcpy(place->bytes, address.bytes, sizeof place->bytes);
    place->number = NONE;
    return place;
}

/* Records are evicted, and get other numbers. */
static bool is_record(const struct table *addresses, uint32_t number, const uint8_t bytes[16])
{
    return number < addresses->records.count && slab_is_live(&addresses->records, number) &&
           same_bytes(((struct address *)table_at(addresses, number))->bytes, bytes, 16);
}

struct address *pfl_recent_record(struct recent_address *known, struct table *addresses)
{
    if (!is_record(addresses, known->number, known->bytes))
        known->number = pfl_address_put(addresses, known->bytes);
    return known->number == NONE ? NULL : table_at(addresses, known->number);
}
