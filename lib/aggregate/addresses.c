#include "lib/aggregate/addresses.h"

void pfl_addresses_open(struct table *addresses, struct table *guesses, struct memory *memory,
                        const struct hash_key *key)
{
    pfl_table_open(addresses, memory, key, sizeof(struct address), sizeof((struct address *)0)->bytes);
    pfl_table_open(guesses, memory, key, sizeof(struct guess), 0);
}

void pfl_address_release(struct memory *m, struct address *a)
{
    for (uint32_t i = 0; i < a->bucket_count; i++)
        for (unsigned t = 0; t < TELLERS; t++)
            memory_release(m, a->buckets[i].failures[t], a->buckets[i].capacity[t] * sizeof(struct failure));
    memory_release(m, a->buckets, a->bucket_capacity * sizeof *a->buckets);
    pfl_sketch_free(m, a->users);
    pfl_evidence_free(m, a->first_failure);
    pfl_evidence_free(m, a->last_failure);
}

uint64_t pfl_address_bytes(const struct address *a)
{
    uint64_t bytes = a->users == NULL ? 0 : sizeof *a->users + a->users->capacity * sizeof(uint64_t);
    return bytes + evidence_bytes(a->first_failure) + evidence_bytes(a->last_failure);
}

uint64_t pfl_bucket_bytes(const struct address *a)
{
    uint64_t bytes = a->bucket_capacity * sizeof *a->buckets;
    for (uint32_t i = 0; i < a->bucket_count; i++)
        for (unsigned t = 0; t < TELLERS; t++)
            bytes += a->buckets[i].capacity[t] * (sizeof(struct failure) + BLOCK_OVERHEAD);
    return bytes;
}

void pfl_guess_release(struct memory *m, struct guess *g)
{
    pfl_sketch_free(m, g->nets);
}

void pfl_addresses_close(struct table *addresses, struct table *guesses)
{
    struct memory *m = addresses->records.memory;
    for (uint32_t n = table_next(addresses, 0); n != NONE; n = table_next(addresses, n + 1))
        pfl_address_release(m, table_at(addresses, n));
    for (uint32_t n = table_next(guesses, 0); n != NONE; n = table_next(guesses, n + 1))
        pfl_guess_release(m, table_at(guesses, n));
    pfl_table_close(addresses);
    pfl_table_close(guesses);
}

uint32_t pfl_address_put(struct table *addresses, const uint8_t bytes[16])
{
    bool made;
    uint32_t number = pfl_table_put(addresses, bytes, 16, &made);
    if (made) {
        struct address *a = table_at(addresses, number);
        a->first = NEVER_BEFORE;
        a->last = PFL_TIME_INVALID;
    }
    return number;
}

struct guess *pfl_guess_put(struct table *guesses, piece name)
{
    bool made;
    uint32_t number = pfl_table_put(guesses, name.at, name.length, &made);
    struct guess *g = number == NONE ? NULL : table_at(guesses, number);
    if (made) {
        g->first = NEVER_BEFORE;
        g->last = PFL_TIME_INVALID;
    }
    return g;
}

/* Where the bucket is, or would be; mostly it is the last one. */
static uint32_t bucket_place(const struct address *a, int32_t bucket)
{
    uint32_t low = 0, high = a->bucket_count;
    if (high > 0 && a->buckets[high - 1].bucket <= bucket)
        return a->buckets[high - 1].bucket == bucket ? high - 1 : high;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (a->buckets[middle].bucket < bucket)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct bucket *pfl_address_bucket(struct memory *m, struct address *a, int32_t bucket)
{
    uint32_t place = bucket_place(a, bucket);
    if (place < a->bucket_count && a->buckets[place].bucket == bucket)
        return &a->buckets[place];
    struct bucket *buckets = pfl_memory_grow(m, a->buckets, &a->bucket_capacity, a->bucket_count, sizeof *a->buckets);
    if (buckets == NULL) {
        m->lost++;
        return NULL;
    }
    a->buckets = buckets;
    memmove(buckets + place + 1, buckets + place, (a->bucket_count - place) * sizeof *buckets);
    a->bucket_count++;
    buckets[place] = (struct bucket){.bucket = bucket};
    return &buckets[place];
}

/* Stamps may be whole seconds: those of one are in the order in which they were written. */
static bool comes_before(const struct failure *a, const struct failure *b, const uint64_t *stream_ids)
{
    if (a->at != b->at)
        return a->at < b->at;
    if (a->stream != b->stream)
        return stream_ids[a->stream] < stream_ids[b->stream];
    if (failure_offset(a) != failure_offset(b))
        return failure_offset(a) < failure_offset(b);
    if (a->user != b->user)
        return a->user < b->user;
    return failure_times(a) < failure_times(b);
}

static bool more_failures(struct memory *m, struct bucket *b, enum teller teller)
{
    uint32_t capacity = b->capacity[teller];
    if (b->kept[teller] < capacity)
        return true;
    uint32_t wanted = capacity == 0 ? 1 : 2 * capacity;
    struct failure *failures =
        pfl_memory_resize(m, b->failures[teller], capacity * sizeof *failures, wanted * sizeof *failures);
    if (failures == NULL) {
        m->lost++;
        return false;
    }
    b->failures[teller] = failures;
    b->capacity[teller] = (uint8_t)wanted;
    return true;
}

void pfl_bucket_keep(struct memory *m, struct bucket *b, enum teller teller, const struct failure *failure,
                     const uint64_t *stream_ids)
{
    uint32_t place = b->kept[teller];
    while (place > 0 && comes_before(failure, &b->failures[teller][place - 1], stream_ids))
        place--;
    if (place == FAILURES_KEPT)
        return;
    if (b->kept[teller] == FAILURES_KEPT)
        b->kept[teller]--; /* the last one makes room */
    if (!more_failures(m, b, teller))
        return;
    struct failure *at = b->failures[teller] + place;
    memmove(at + 1, at, (b->kept[teller] - place) * sizeof *at);
    *at = *failure;
    b->kept[teller]++;
}

uint32_t pfl_address_buckets_before(const struct address *a, int64_t bucket)
{
    if (bucket > INT32_MAX)
        return a->bucket_count;
    return bucket < INT32_MIN ? 0 : bucket_place(a, (int32_t)bucket);
}

uint32_t pfl_address_forget_before(struct memory *m, struct address *a, int64_t bucket)
{
    uint32_t gone = pfl_address_buckets_before(a, bucket), kept = a->bucket_count - gone;
    for (uint32_t i = 0; i < gone; i++)
        for (unsigned t = 0; t < TELLERS; t++)
            memory_release(m, a->buckets[i].failures[t], a->buckets[i].capacity[t] * sizeof(struct failure));
    if (gone == 0)
        return 0;
    memmove(a->buckets, a->buckets + gone, kept * sizeof *a->buckets);
    a->bucket_count = kept;
    struct bucket *less = pfl_memory_resize(m, a->buckets, a->bucket_capacity * sizeof *less, kept * sizeof *less);
    if (less != NULL || kept == 0) {
        a->buckets = less;
        a->bucket_capacity = kept;
    }
    return gone;
}
