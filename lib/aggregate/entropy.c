/*
 * The system's random bytes. The only file that asks the system for anything but
 * memory and the time.
 */
#if defined(_WIN32)
#define _CRT_RAND_S
#else
#define _DEFAULT_SOURCE
#endif

#include "lib/aggregate/entropy.h"

#include <stdlib.h>
#include <time.h>

#if !defined(_WIN32)
#include <unistd.h>
#if defined(__APPLE__)
#include <sys/random.h>
#endif
#endif

static int random_bytes(void *bytes, size_t length)
{
#if defined(_WIN32)
    unsigned char *at = bytes;
    for (size_t i = 0; i < length; i++) {
        unsigned value;
        if (rand_s(&value) != 0)
            return -1;
        at[i] = (unsigned char)value;
    }
    return 0;
#else
    return getentropy(bytes, length);
#endif
}

void pfl_random_key(struct hash_key *key)
{
    if (random_bytes(key, sizeof *key) == 0)
        return;
    /* Better than a constant: where things lie differs from run to run on most systems. */
    key->words[0] = (uint64_t)(uintptr_t)key ^ (uint64_t)time(NULL) << 32;
    key->words[1] = (uint64_t)time(NULL) * UINT64_C(0x9e3779b97f4a7c15) ^ (uint64_t)(uintptr_t)&random_bytes;
}
