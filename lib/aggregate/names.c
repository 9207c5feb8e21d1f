#include "lib/aggregate/names.h"

/* Each of eight bytes in lower case: a byte gets 32 more if it is none above 127 and 'A' <= byte <= 'Z'. */
static inline uint64_t lower_8(uint64_t bytes)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), highest = 0x80 * ones;
    uint64_t low = bytes & ~highest;
    uint64_t at_least_a = low + (0x80 - 'A') * ones, above_z = low + (0x80 - 'Z' - 1) * ones;
    return bytes + (((at_least_a & ~above_z & ~bytes) & highest) >> 2);
}

void pfl_fold(struct folded *out, piece text)
{
    size_t length = text.length < NAME_LENGTH ? text.length : NAME_LENGTH, i = 0;
    for (; i + 8 <= length; i += 8) {
        uint64_t bytes;
        memcpy(&bytes, text.at + i, sizeof bytes);
        bytes = lower_8(bytes);
        memcpy(out->bytes + i, &bytes, sizeof bytes);
    }
    for (; i < length; i++)
        out->bytes[i] = text.at[i] >= 'A' && text.at[i] <= 'Z' ? (char)(text.at[i] + 32) : text.at[i];
    out->length = length;
}

piece pfl_domain_of(piece address)
{
    const char *end = address.at + address.length, *at = end;
    while (at > address.at && at[-1] != '@')
        at--;
    return at > address.at ? piece_between(at, end) : piece_between(end, end);
}

static const char *first_of(const char *at, const char *end, const char *any)
{
    while (at < end && memchr(any, *at, strlen(any)) == NULL)
        at++;
    return at;
}

/* The part of a local part that stays the same: both ends are moved. */
static void core(const char **from, const char **to)
{
    cursor c = {*from, *to};
    piece tag;
    if (literal(&c, "prvs=")) {
        if (until_byte(&c, '=', &tag))
            *from = c.at;
    } else if (literal(&c, "srs0=") || literal(&c, "srs1=") || literal(&c, "srs0+") || literal(&c, "srs1+")) {
        *to = *from + 4;
    } else {
        const char *end = first_of(*from, *to, memchr(*from, '=', (size_t)(*to - *from)) != NULL ? "+-=" : "+");
        *to = end > *from ? end : *to; /* +tag alone is a name */
    }
}

void pfl_fold_sender(struct folded *out, piece address)
{
    pfl_fold(out, address);
    piece whole = {out->bytes, out->length}, domain = pfl_domain_of(whole);
    if (domain.length == 0)
        return;
    const char *from = whole.at, *to = domain.at - 1;
    core(&from, &to);
    size_t local = (size_t)(to - from), rest = domain.length + 1;
    memmove(out->bytes, from, local);
    memmove(out->bytes + local, domain.at - 1, rest);
    out->length = local + rest;
}

uint32_t pfl_name_put(struct table *names, piece text)
{
    bool made;
    return pfl_table_put(names, text.at, text.length, &made);
}

void pfl_name_forget(struct table *names, uint32_t number, bool release)
{
    if (number == NONE)
        return;
    struct name *name = table_at(names, number);
    name->references--;
    if (release && name->references == 0)
        pfl_table_remove(names, number);
}

void pfl_names_sweep(struct table *names)
{
    for (uint32_t n = table_next(names, 0); n != NONE; n = table_next(names, n + 1))
        if (((const struct name *)table_at(names, n))->references == 0)
            pfl_table_remove(names, n);
}

void pfl_domain_hop(struct domain *d, uint32_t hop)
{
    hop = hop == 0 ? 1 : hop;
    if (hop == d->hops[0] || hop == d->hops[1])
        return;
    if (d->hops[0] == 0 || hop < d->hops[0]) {
        d->hops[1] = d->hops[0];
        d->hops[0] = hop;
    } else if (d->hops[1] == 0 || hop < d->hops[1]) {
        d->hops[1] = hop;
    }
}
