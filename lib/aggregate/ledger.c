#include "lib/aggregate/ledger.h"

void pfl_ledger_open(struct ledger *l, struct memory *memory, const struct hash_key *key, struct table *domains,
                     struct table *senders)
{
    l->memory = memory;
    l->domains = domains;
    l->senders = senders;
    l->borrows = false;
    pfl_table_open(&l->subjects, memory, key, sizeof(struct subject), 0);
    pfl_table_open(&l->accesses, memory, key, sizeof(struct access), sizeof(struct access_key));
    pfl_table_open(&l->presences, memory, key, sizeof(struct presence), sizeof(struct place_key));
    pfl_table_open(&l->contacts, memory, key, sizeof(struct contact), sizeof(struct pair_key));
    pfl_table_open(&l->uses, memory, key, sizeof(struct sender), sizeof(struct pair_key));
}

void pfl_trouble_release(struct memory *m, struct trouble *t)
{
    pfl_sketch_free(m, t->domains);
    pfl_sketch_free(m, t->providers);
    pfl_sketch_free(m, t->senders);
}

void pfl_subject_release(struct memory *m, struct subject *s)
{
    for (uint32_t i = 0; i < s->trouble_count; i++)
        pfl_trouble_release(m, &s->troubles[i]);
    for (uint32_t i = 0; i < SUBJECT_EVIDENCE; i++)
        pfl_evidence_free(m, s->evidence[i]);
    memory_release(m, s->pasts, s->past_capacity * sizeof *s->pasts);
    pfl_packed_free(m, &s->hours);
    memory_release(m, s->troubles, s->trouble_capacity * sizeof *s->troubles);
    memory_release(m, s->usages, s->usage_capacity * sizeof *s->usages);
}

void pfl_ledger_close(struct ledger *l)
{
    for (uint32_t n = table_next(&l->subjects, 0); n != NONE; n = table_next(&l->subjects, n + 1))
        pfl_subject_release(l->memory, subject_at(l, n));
    for (uint32_t n = table_next(&l->accesses, 0); n != NONE; n = table_next(&l->accesses, n + 1))
        pfl_packed_free(l->memory, &((struct access *)table_at(&l->accesses, n))->days);
    for (uint32_t n = table_next(&l->presences, 0); n != NONE; n = table_next(&l->presences, n + 1))
        pfl_evidence_free(l->memory, ((struct presence *)table_at(&l->presences, n))->evidence);
    pfl_table_close(&l->subjects);
    pfl_table_close(&l->accesses);
    pfl_table_close(&l->presences);
    pfl_table_close(&l->contacts);
    pfl_table_close(&l->uses);
}

/* === Subjects === */

uint32_t pfl_subject_put(struct ledger *l, enum subject_kind kind, const void *bytes, size_t length)
{
    char key[1 + NAME_LENGTH];
    bool made;
    length = length < NAME_LENGTH ? length : NAME_LENGTH;
    key[0] = (char)kind;
    if (length > 0)
        memcpy(key + 1, bytes, length);
    uint32_t number = pfl_table_put(&l->subjects, key, 1 + length, &made);
    if (made) {
        subject_at(l, number)->first = NEVER_BEFORE;
        subject_at(l, number)->last = PFL_TIME_INVALID;
    }
    return number;
}

/* The rows of a subject, by rising number at their start. */
struct rows {
    void *at;
    uint32_t count, capacity;
    size_t size;
};

static int32_t row_number(const struct rows *r, uint32_t i)
{
    int32_t number;
    memcpy(&number, (const char *)r->at + i * r->size, sizeof number);
    return number;
}

/* Logs are mostly in order, so the last row is looked at first. */
static uint32_t place_of(const struct rows *r, int32_t number)
{
    uint32_t low = 0, high = r->count;
    if (high > 0 && row_number(r, high - 1) <= number)
        return row_number(r, high - 1) == number ? high - 1 : high;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (row_number(r, middle) < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The row with this number, of zeros when it is new; NULL when there is no memory. */
static void *row(struct memory *m, struct rows *r, int32_t number)
{
    uint32_t place = place_of(r, number);
    if (place < r->count && row_number(r, place) == number)
        return (char *)r->at + place * r->size;
    void *array = pfl_memory_grow(m, r->at, &r->capacity, r->count, r->size);
    if (array == NULL) {
        m->lost++;
        return NULL;
    }
    r->at = array;
    char *at = (char *)array + place * r->size;
    memmove(at + r->size, at, (r->count - place) * r->size);
    memset(at, 0, r->size);
    memcpy(at, &number, sizeof number);
    r->count++;
    return at;
}

struct past *pfl_subject_past(struct ledger *l, struct subject *s, int32_t day)
{
    struct rows r = {s->pasts, s->past_count, s->past_capacity, sizeof *s->pasts};
    struct past *result = row(l->memory, &r, day);
    s->pasts = r.at;
    s->past_count = r.count;
    s->past_capacity = r.capacity;
    return result;
}

void pfl_subject_hour(struct ledger *l, struct subject *s, int32_t hour, enum hour_count which, uint64_t count)
{
    if (count == 0)
        return; /* a row of zeros would be one that a saved state does not have */
    struct row *r = pfl_packed_row(l->memory, &s->hours, hour);
    if (r != NULL)
        r->values[which] = sum_64(r->values[which], count);
}

struct trouble *pfl_subject_trouble(struct ledger *l, struct subject *s, int32_t hour)
{
    struct rows r = {s->troubles, s->trouble_count, s->trouble_capacity, sizeof *s->troubles};
    struct trouble *result = row(l->memory, &r, hour);
    s->troubles = r.at;
    s->trouble_count = r.count;
    s->trouble_capacity = r.capacity;
    return result;
}

void pfl_subject_used(struct ledger *l, struct subject *s, enum usage_kind kind, uint32_t word, uint32_t count)
{
    if (word == NONE)
        return;
    for (uint32_t i = 0; i < s->usage_count; i++)
        if (s->usages[i].word == word && s->usages[i].kind == kind) {
            s->usages[i].count = sum_32(s->usages[i].count, count);
            return;
        }
    struct usage *usages = pfl_memory_grow(l->memory, s->usages, &s->usage_capacity, s->usage_count, sizeof *s->usages);
    if (usages == NULL) {
        l->memory->lost++;
        return;
    }
    s->usages = usages;
    s->usages[s->usage_count++] = (struct usage){word, count, kind};
}

/* === Records between a subject and something else === */

/* The row of a day; NULL when there is no memory. */
static struct row *access_row(struct ledger *l, const struct access_key *key, int32_t day)
{
    bool made;
    uint32_t number = pfl_table_put(&l->accesses, key, sizeof *key, &made);
    struct access *a = number == NONE ? NULL : table_at(&l->accesses, number);
    return a == NULL ? NULL : pfl_packed_row(l->memory, &a->days, day);
}

/* Whether the first line of a visit is the first of its day. */
static bool is_first(const struct row *r, const struct visit *visit, uint64_t time, const uint64_t *stream_ids)
{
    uint64_t stream = stream_ids[visit->stream], known = stream_ids[r->values[ACCESS_STREAM]];
    if (!row_has_visit(r) || time != r->values[ACCESS_FIRST])
        return !row_has_visit(r) || time < r->values[ACCESS_FIRST];
    return stream != known ? stream < known : visit->offset < r->values[ACCESS_OFFSET];
}

void pfl_ledger_access(struct ledger *l, const struct access_key *key, int32_t day, const struct visit *visit,
                       const uint64_t *stream_ids)
{
    struct row *r = access_row(l, key, day);
    if (r == NULL)
        return;
    uint64_t first = (uint64_t)(visit->first - day * DAYS), last = (uint64_t)(visit->last - day * DAYS);
    if (is_first(r, visit, first, stream_ids)) {
        r->values[ACCESS_FIRST] = first;
        r->values[ACCESS_STREAM] = visit->stream;
        r->values[ACCESS_OFFSET] = visit->offset;
    }
    if (last > r->values[ACCESS_LAST])
        r->values[ACCESS_LAST] = last;
    r->values[ACCESS_MESSAGES] = sum_64(r->values[ACCESS_MESSAGES], visit->messages);
    r->values[ACCESS_LOGINS] = sum_64(r->values[ACCESS_LOGINS], visit->logins);
}

void pfl_ledger_recipients(struct ledger *l, const struct access_key *key, int32_t day, uint64_t count)
{
    struct row *r = count == 0 ? NULL : access_row(l, key, day);
    if (r != NULL)
        r->values[ACCESS_RECIPIENTS] = sum_64(r->values[ACCESS_RECIPIENTS], count);
}

struct presence *pfl_ledger_presence(struct ledger *l, const struct place_key *key)
{
    bool made;
    uint32_t number = pfl_table_put(&l->presences, key, sizeof *key, &made);
    struct presence *p = number == NONE ? NULL : table_at(&l->presences, number);
    if (made) {
        p->first = p->second = p->probe = NEVER_BEFORE;
        p->last = PFL_TIME_INVALID;
    }
    return p;
}

struct contact *pfl_ledger_contact(struct ledger *l, uint32_t subject, uint32_t domain)
{
    struct pair_key key = {subject, domain};
    bool made;
    uint32_t number = pfl_table_put(&l->contacts, &key, sizeof key, &made);
    struct contact *c = number == NONE ? NULL : table_at(&l->contacts, number);
    if (made) {
        c->first = INT32_MAX;
        if (!l->borrows)
            name_mention(l->domains, domain);
    }
    return c;
}

struct sender *pfl_ledger_sender(struct ledger *l, uint32_t subject, uint32_t sender)
{
    struct pair_key key = {subject, sender};
    bool made;
    uint32_t number = pfl_table_put(&l->uses, &key, sizeof key, &made);
    struct sender *s = number == NONE ? NULL : table_at(&l->uses, number);
    if (made) {
        s->first = NEVER_BEFORE;
        s->last = PFL_TIME_INVALID;
        if (!l->borrows)
            name_mention(l->senders, sender);
    }
    return s;
}

struct place_key pfl_place_key(uint32_t subject, const uint8_t address[16])
{
    static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
    struct place_key key = {.subject = subject};
    size_t kept = memcmp(address, mapped, sizeof mapped) == 0 ? 15 : 6;
    key.bits = (uint8_t)(8 * kept);
    memcpy(key.bytes, address, kept);
    return key;
}

void pfl_presence_time(struct presence *p, int64_t time)
{
    if (time < p->first) {
        p->second = p->first;
        p->first = time;
    } else if (time < p->second) {
        p->second = time;
    }
    p->last = later(p->last, time);
}

void pfl_presence_probe(struct presence *p, int64_t time, uint64_t size, uint32_t nrcpt)
{
    if (time > p->probe ||
        (time == p->probe && (size > p->probe_size || (size == p->probe_size && nrcpt >= p->probe_nrcpt))))
        return;
    p->probe = time;
    p->probe_size = size;
    p->probe_nrcpt = nrcpt;
}

/* === Days === */

#define DAYS_KEPT 128

static bool any_day(const struct days *d)
{
    return (d->bits[0] | d->bits[1]) != 0;
}

/* Moves all days back, so that another one is the last. */
static void shift(struct days *d, int64_t by)
{
    if (by >= DAYS_KEPT) {
        d->bits[0] = d->bits[1] = 0;
    } else if (by >= 64) {
        d->bits[1] = d->bits[0] << (by - 64);
        d->bits[0] = 0;
    } else if (by > 0) {
        d->bits[1] = d->bits[1] << by | d->bits[0] >> (64 - by);
        d->bits[0] <<= by;
    }
}

void pfl_days_add(struct days *d, int32_t day)
{
    struct days one = {.last = day, .bits = {1}};
    pfl_days_merge(d, &one);
}

void pfl_days_merge(struct days *d, const struct days *other)
{
    struct days older = *other;
    if (!any_day(other))
        return;
    if (!any_day(d)) {
        *d = *other;
        return;
    }
    if (other->last > d->last) {
        older = *d;
        *d = *other;
    }
    shift(&older, (int64_t)d->last - older.last);
    d->bits[0] |= older.bits[0];
    d->bits[1] |= older.bits[1];
}
