/* Loading addresses, user names that failed, and the queue. */
#include "lib/aggregate/state_read.h"

/* === Addresses === */

void pfl_read_address_record(struct absorber *b, struct reader *r)
{
    const unsigned char *bytes = get_bytes(r, 16);
    uint32_t number = bytes == NULL ? NONE : pfl_address_put(&b->into->addresses, bytes);
    struct address *a = number == NONE ? NULL : table_at(&b->into->addresses, number);
    struct address none = {.first = NEVER_BEFORE};
    b->address = a;
    if (a == NULL)
        a = &none;
    pfl_get_counts_32(r, a->counts, ADDRESS_COUNTS);
    int64_t first = pfl_get_time(r, NEVER_BEFORE), last = pfl_get_time(r, PFL_TIME_INVALID);
    a->first = first < a->first ? first : a->first;
    a->last = later(a->last, last);
    pfl_get_sketch(b, r, b->address == NULL ? NULL : &a->users, USERS_KEPT);
}

void pfl_read_bucket(struct absorber *b, struct reader *r)
{
    int32_t number = pfl_get_number_of(r, BUCKET);
    uint32_t counts[TELLERS] = {get_32(r)};
    counts[TELLER_AUTH] = get_32(r);
    uint32_t silent = get_32(r);
    uint32_t first = (uint32_t)get_limited(r, BUCKET - 1), last = (uint32_t)get_limited(r, BUCKET - 1);
    uint32_t limited = get_32(r);
    b->bucket = NULL;
    if (r->bad || b->address == NULL)
        return;
    struct bucket *bucket = b->bucket = pfl_address_bucket(&b->into->memory, b->address, number);
    if (bucket == NULL)
        return;
    for (unsigned t = 0; t < TELLERS; t++)
        bucket->counts[t] = sum_32(bucket->counts[t], counts[t]);
    if (silent > 0)
        bucket_silent(bucket, silent, first, last);
    bucket->limited = sum_32(bucket->limited, limited);
}

void pfl_read_failure(struct absorber *b, struct reader *r)
{
    unsigned teller = (unsigned)get_limited(r, TELLERS - 1);
    struct failure failure = {.at = (uint32_t)get_limited(r, BUCKET - 1)};
    failure.stream = pfl_mentioned(&b->streams, r);
    uint64_t offset = get_limited(r, FAILURE_OFFSET_MAX), times = get_limited(r, FAILURE_TIMES_MAX);
    if (times == 0)
        r->bad = true; /* of what never was */
    failure.line = failure_line(offset, (uint32_t)times);
    failure.user = get_64(r);
    if (!r->bad && b->bucket != NULL)
        pfl_bucket_keep(&b->into->memory, b->bucket, (enum teller)teller, &failure, b->into->coverage.stream_ids);
}

void pfl_read_address_evidence(struct absorber *b, struct reader *r)
{
    unsigned slot = (unsigned)get_limited(r, 1);
    struct address *a = b->address;
    if (slot == 0)
        pfl_get_evidence(b, r, a == NULL ? NULL : &a->first_failure, KEEP_LATEST_DAY);
    else
        pfl_get_evidence(b, r, a == NULL ? NULL : &a->last_failure, KEEP_LAST);
}

void pfl_read_guess(struct absorber *b, struct reader *r)
{
    size_t length;
    const char *name = get_text(r, NAME_LENGTH, &length);
    uint32_t counts[TELLERS] = {get_32(r)};
    counts[TELLER_AUTH] = get_32(r);
    int64_t first = pfl_get_time(r, NEVER_BEFORE), last = pfl_get_time(r, PFL_TIME_INVALID);
    struct guess *g = r->bad ? NULL : pfl_guess_put(&b->into->guesses, (piece){name, length});
    if (g != NULL) {
        for (unsigned t = 0; t < TELLERS; t++)
            g->counts[t] = sum_32(g->counts[t], counts[t]);
        g->first = first < g->first ? first : g->first;
        g->last = later(g->last, last);
    }
    pfl_get_sketch(b, r, g == NULL ? NULL : &g->nets, NETS_KEPT);
}

/* === The queue === */

#define FACTS (HAS_FRONT - 1)

static void get_group_times(struct reader *r, struct group *g)
{
    int64_t *const times[] = {&g->opens, &g->last, &g->first, &g->begun, &g->queued, &g->expired, &g->ended};
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++)
        *times[i] = pfl_get_time(r, PFL_TIME_INVALID);
}

/* What stands in the file, with the numbers of this state. */
static void get_group(struct absorber *b, struct reader *r, struct entry_key *key, struct group *g)
{
    key->host = pfl_mentioned(&b->hosts, r);
    const unsigned char *bytes = get_bytes(r, sizeof key->queue_id);
    if (bytes != NULL)
        memcpy(key->queue_id, bytes, sizeof key->queue_id);
    g->segment = pfl_mentioned(&b->segments, r);
    g->facts = (uint16_t)get_limited(r, FACTS);
    g->start = (uint8_t)get_limited(r, START_LOCAL);
    g->end = (uint8_t)get_limited(r, END_REQUEUED);
    g->subject = pfl_maybe_mentioned(&b->subjects, r);
    g->origin = pfl_maybe_mentioned(&b->subjects, r);
    bytes = get_bytes(r, sizeof g->client);
    if (bytes != NULL)
        memcpy(g->client, bytes, sizeof g->client);
    g->offset = get_number(r);
    get_group_times(r, g);
    g->size = get_number(r);
    g->nrcpt = get_32(r);
    g->sender = pfl_maybe_mentioned(&b->senders, r);
    g->notices = get_32(r);
    g->ambiguous = get_32(r);
}

static void mention(struct absorber *b, const struct group *g)
{
    struct ledger *l = &b->into->ledger;
    name_mention(&b->into->senders, g->sender);
    if (g->subject != NONE)
        subject_at(l, g->subject)->references++;
    if (g->origin != NONE)
        subject_at(l, g->origin)->references++;
}

void pfl_read_group(struct absorber *b, struct reader *r)
{
    struct entry_key key;
    struct group given;
    memset(&key, 0, sizeof key);
    memset(&given, 0, sizeof given);
    get_group(b, r, &key, &given);
    if (r->bad)
        return;
    uint32_t number = pfl_queue_append(&b->into->queue, &key, given.segment, given.offset);
    if (number == NONE)
        return; /* and lost */
    struct group *g = b->group = group_at(&b->into->queue, number);
    given.entry = g->entry;
    given.next = g->next;
    given.host = g->host;
    given.before = g->before;
    *g = given;
    mention(b, g);
}

void pfl_read_recipient(struct absorber *b, struct reader *r)
{
    struct recipient given = {.hash = get_64(r)};
    given.deferred = pfl_get_time(r, PFL_TIME_INVALID);
    given.refused = pfl_get_time(r, PFL_TIME_INVALID);
    given.done = pfl_get_time(r, PFL_TIME_INVALID);
    given.domain = pfl_maybe_mentioned(&b->domains, r);
    given.provider = get_32(r);
    given.hop = get_32(r);
    given.facts = (uint8_t)get_limited(r, WAS_DEFERRED | WAS_REFUSED | WAS_ALIASED);
    given.outcome = (uint8_t)get_limited(r, OUTCOME_BOUNCED);
    given.agent = (uint8_t)get_limited(r, AGENT_REMOTE);
    struct queue *q = &b->into->queue;
    if (given.hash == 0 || (b->group != NULL && pfl_group_find_recipient(q, b->group, given.hash) != NULL))
        r->bad = true; /* one that is there twice */
    struct recipient *to = r->bad || b->group == NULL ? NULL : pfl_group_recipient(q, b->group, given.hash);
    if (to == NULL)
        return;
    *to = given;
    b->group->finished += given.outcome != OUTCOME_NONE;
    name_mention(&b->into->domains, given.domain);
}

void pfl_read_link(struct absorber *b, struct reader *r)
{
    struct link link = {.kind = (uint32_t)get_limited(r, LINK_REQUEUE)};
    const unsigned char *id = get_bytes(r, sizeof link.queue_id);
    if (id != NULL)
        memcpy(link.queue_id, id, sizeof link.queue_id);
    link.recipient = get_64(r);
    link.time = pfl_get_time(r, PFL_TIME_INVALID);
    link.offset = get_number(r);
    if (!r->bad && b->group != NULL)
        pfl_group_link(&b->into->queue, b->group, &link);
}

void pfl_read_group_evidence(struct absorber *b, struct reader *r)
{
    unsigned slot = (unsigned)get_limited(r, GROUP_EVIDENCE - 1);
    pfl_get_evidence(b, r, b->group == NULL ? NULL : &b->group->evidence[slot], KEEP_FIRST);
}
