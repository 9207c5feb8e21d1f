/* xoshiro256**, and what is drawn with it. Contract in corpus_random.h. */
#include "corpus_random.h"

/* -1024 ln(1 - (i + 0.5) / 64): a table, because logarithms differ from one C library to the next. */
static const uint16_t exponential[64] = {
    8,    24,   41,   58,   75,   92,   110,  128,  146,  165,  184,  203,  223,  243,  263,  284,
    305,  327,  349,  372,  395,  419,  444,  469,  494,  520,  547,  575,  603,  633,  663,  694,
    726,  759,  793,  828,  865,  903,  942,  983,  1026, 1070, 1117, 1166, 1217, 1271, 1328, 1388,
    1452, 1520, 1594, 1672, 1758, 1851, 1953, 2067, 2195, 2342, 2513, 2719, 2976, 3320, 3844, 4968,
};

/* The end of splitmix64. */
uint64_t mix_bits(uint64_t x)
{
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

void random_start(random_source *r, uint64_t seed)
{
    for (int i = 0; i < 4; i++) {
        seed += UINT64_C(0x9E3779B97F4A7C15);
        r->s[i] = mix_bits(seed);
    }
}

static uint64_t rotate(uint64_t x, int bits)
{
    return (x << bits) | (x >> (64 - bits));
}

uint64_t random_next(random_source *r)
{
    uint64_t *s = r->s, result = rotate(s[1] * 5, 7) * 9, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

uint32_t random_below(random_source *r, uint32_t n)
{
    return (uint32_t)(((random_next(r) >> 32) * n) >> 32);
}

int64_t random_between(random_source *r, int64_t low, int64_t high)
{
    uint64_t range = (uint64_t)(high - low) + 1;
    if (range <= UINT32_MAX)
        return low + (int64_t)random_below(r, (uint32_t)range);
    return low + (int64_t)(random_next(r) % range);
}

bool random_chance(random_source *r, uint32_t per_mille)
{
    return random_below(r, 1000) < per_mille;
}

uint32_t random_skewed(random_source *r, uint32_t n)
{
    uint64_t u = random_next(r) >> 48;
    return (uint32_t)((((u * u) >> 16) * u >> 16) * n >> 16);
}

int64_t random_gap(random_source *r, int64_t mean)
{
    uint64_t draw = random_next(r);
    int64_t gap = mean * exponential[draw & 63] >> 10;
    /* Between the table's steps: an eighth up or down. */
    return gap - gap / 8 + (gap / 4 * (int64_t)((draw >> 8) & 1023) >> 10);
}
