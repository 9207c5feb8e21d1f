#include "lib/aggregate/hash.h"

struct sip {
    uint64_t v0, v1, v2, v3;
};

static inline uint64_t rotated(uint64_t value, unsigned bits)
{
    return value << bits | value >> (64 - bits);
}

static inline void sip_round(struct sip *s)
{
    s->v0 += s->v1;
    s->v1 = rotated(s->v1, 13) ^ s->v0;
    s->v0 = rotated(s->v0, 32);
    s->v2 += s->v3;
    s->v3 = rotated(s->v3, 16) ^ s->v2;
    s->v0 += s->v3;
    s->v3 = rotated(s->v3, 21) ^ s->v0;
    s->v2 += s->v1;
    s->v1 = rotated(s->v1, 17) ^ s->v2;
    s->v2 = rotated(s->v2, 32);
}

/* The bytes behind the last whole word, the first one lowest. */
static inline uint64_t tail_of(const unsigned char *data, size_t length)
{
    size_t left = length % 8;
    uint64_t tail = 0;
    if (left > 0 && length > 8)
        return load_64(data + length - 8) >> (64 - 8 * left);
    for (size_t i = 0; i < left; i++)
        tail |= (uint64_t)data[length - left + i] << 8 * i;
    return tail;
}

uint64_t pfl_hash(const struct hash_key *key, const void *data, size_t length)
{
    const unsigned char *at = data;
    struct sip s = {key->words[0] ^ UINT64_C(0x736f6d6570736575), key->words[1] ^ UINT64_C(0x646f72616e646f6d),
                    key->words[0] ^ UINT64_C(0x6c7967656e657261), key->words[1] ^ UINT64_C(0x7465646279746573)};
    uint64_t last = (uint64_t)length << 56 | tail_of(at, length);
    for (size_t words = length / 8; words > 0; words--, at += 8) {
        uint64_t word = load_64(at);
        s.v3 ^= word;
        sip_round(&s);
        s.v0 ^= word;
    }
    s.v3 ^= last;
    sip_round(&s);
    s.v0 ^= last;
    s.v2 ^= 0xff;
    sip_round(&s);
    sip_round(&s);
    sip_round(&s);
    return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}

uint64_t pfl_fixed_hash(const void *data, size_t length)
{
    /* "libpostfixlog 01": part of the state's format, never to be changed. */
    static const struct hash_key key = {{UINT64_C(0x74736f7062696c00), UINT64_C(0x31302067678f6c69)}};
    return pfl_hash(&key, data, length);
}
