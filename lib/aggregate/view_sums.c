/* What a subject did: the sums of both ledgers. */
#include "lib/aggregate/view.h"

#include <stdlib.h>

uint64_t pfl_viewed_count(const struct pfl_view *v, const struct viewed *s, enum subject_count count)
{
    const struct subject *a = settled_subject(v, s), *b = joined_subject(v, s);
    return (a == NULL ? 0 : a->counts[count]) + (b == NULL ? 0 : b->counts[count]);
}

int64_t pfl_viewed_first(const struct pfl_view *v, const struct viewed *s)
{
    const struct subject *a = settled_subject(v, s), *b = joined_subject(v, s);
    int64_t first = a == NULL ? NEVER_BEFORE : a->first;
    return b != NULL && b->first < first ? b->first : first;
}

int64_t pfl_viewed_last(const struct pfl_view *v, const struct viewed *s)
{
    const struct subject *a = settled_subject(v, s), *b = joined_subject(v, s);
    return later(a == NULL ? PFL_TIME_INVALID : a->last, b == NULL ? PFL_TIME_INVALID : b->last);
}

uint32_t pfl_viewed_days(const struct pfl_view *v, const struct viewed *s)
{
    const struct subject *a = settled_subject(v, s), *b = joined_subject(v, s);
    struct days days = {0};
    uint32_t count = 0;
    if (a != NULL)
        pfl_days_merge(&days, &a->days);
    if (b != NULL)
        pfl_days_merge(&days, &b->days);
    for (unsigned i = 0; i < 128; i++)
        count += (days.bits[i / 64] >> i % 64 & 1) != 0;
    return count;
}

const struct evidence *pfl_viewed_evidence(const struct pfl_view *v, const struct viewed *s, enum subject_evidence slot)
{
    const struct subject *a = settled_subject(v, s), *b = joined_subject(v, s);
    const struct evidence *x = a == NULL ? NULL : a->evidence[slot], *y = b == NULL ? NULL : b->evidence[slot];
    if (x == NULL || y == NULL)
        return x == NULL ? y : x;
    return pfl_evidence_prefers(KEEP_LATEST_DAY, y, x) ? y : x;
}

uint64_t pfl_viewed_recipients(const struct pfl_view *v, const struct access *settled, int32_t day)
{
    struct access_key key = settled->key;
    struct row row;
    uint64_t count = pfl_packed_find(&settled->days, day, &row) ? row.values[ACCESS_RECIPIENTS] : 0;
    key.subject = v->subjects[v->settled_places[key.subject]].joined;
    uint32_t number = key.subject == NONE ? NONE : pfl_table_find(&v->joined.accesses, &key, sizeof key);
    const struct access *joined = number == NONE ? NULL : table_at(&v->joined.accesses, number);
    if (joined != NULL && pfl_packed_find(&joined->days, day, &row))
        count = sum_64(count, row.values[ACCESS_RECIPIENTS]);
    return count;
}

struct presence pfl_viewed_probe(const struct pfl_view *v, const struct viewed *s, const struct presence *settled)
{
    struct presence sum = *settled;
    struct place_key key = settled->key;
    key.subject = s->joined;
    uint32_t joined = s->joined == NONE ? NONE : pfl_table_find(&v->joined.presences, &key, sizeof key);
    if (joined != NONE) {
        const struct presence *other = table_at(&v->joined.presences, joined);
        pfl_presence_probe(&sum, other->probe, other->probe_size, other->probe_nrcpt);
    }
    return sum;
}

/* === Hours === */

static int compare_hours(const void *left, const void *right)
{
    const struct viewed_hour *a = left, *b = right;
    return a->hour < b->hour ? -1 : a->hour > b->hour;
}

/* Distinct counts of two sketches: what both saw. */
static uint32_t count_both(struct memory *m, const struct sketch *a, const struct sketch *b, uint16_t limit)
{
    struct sketch *sum = NULL;
    if (a == NULL || b == NULL)
        return sketch_kept(a == NULL ? b : a);
    for (unsigned i = 0; i < a->count; i++)
        pfl_sketch_add(m, &sum, a->hashes[i], limit);
    for (unsigned i = 0; i < b->count; i++)
        pfl_sketch_add(m, &sum, b->hashes[i], limit);
    uint32_t count = sketch_kept(sum);
    pfl_sketch_free(m, sum);
    return count;
}

static const struct trouble *find_trouble(const struct subject *s, int32_t hour)
{
    uint32_t low = 0, high = s == NULL ? 0 : s->trouble_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->troubles[middle].hour < hour)
            low = middle + 1;
        else
            high = middle;
    }
    return s != NULL && low < s->trouble_count && s->troubles[low].hour == hour ? &s->troubles[low] : NULL;
}

static void add_distinct(struct memory *m, struct viewed_hour *h, const struct subject *a, const struct subject *b)
{
    const struct trouble *x = find_trouble(a, h->hour), *y = find_trouble(b, h->hour);
    const struct trouble none = {0};
    x = x == NULL ? &none : x;
    y = y == NULL ? &none : y;
    h->bounced_domains = count_both(m, x->domains, y->domains, TROUBLE_DOMAINS);
    h->refusing = count_both(m, x->providers, y->providers, TROUBLE_OTHERS);
    h->unowned_senders = count_both(m, x->senders, y->senders, TROUBLE_OTHERS);
}

/* Rows of one ledger, each an hour of its own for now. */
static uint32_t gather_hours(struct viewed_hour *all, const struct subject *s)
{
    uint32_t count = 0;
    struct row row;
    if (s == NULL)
        return 0;
    for (struct packed_cursor c = packed_start(&s->hours); pfl_packed_next(&s->hours, &c, &row);) {
        all[count] = (struct viewed_hour){.hour = row.number};
        memcpy(all[count].counts, row.values, sizeof all[count].counts);
        count++;
    }
    for (uint32_t i = 0; i < s->trouble_count; i++)
        all[count++] = (struct viewed_hour){.hour = s->troubles[i].hour, .unowned = s->troubles[i].unowned};
    return count;
}

static uint32_t row_count(const struct subject *s)
{
    return s == NULL ? 0 : pfl_packed_count(&s->hours) + s->trouble_count;
}

static void add_hour(struct viewed_hour *h, const struct viewed_hour *other)
{
    for (unsigned i = 0; i < HOUR_COUNTS; i++)
        h->counts[i] = sum_64(h->counts[i], other->counts[i]);
    h->unowned = sum_32(h->unowned, other->unowned);
    h->new_domains += other->new_domains;
}

bool pfl_viewed_hours(const struct pfl_view *v, struct memory *m, const struct viewed *s, struct viewed_hour **hours,
                      uint32_t *count)
{
    const struct subject *a = settled_subject(v, s), *b = joined_subject(v, s);
    uint32_t most = row_count(a) + row_count(b) + s->domains, kept = 0;
    struct viewed_hour *all = view_array(m, most, sizeof *all);
    /* A domain is not forgotten, but the hour in which it was new is. */
    int32_t begin = v->state->compacted == PFL_TIME_INVALID ? INT32_MIN : hour_of(v->state->compacted);
    *hours = NULL;
    *count = 0;
    if (all == NULL)
        return false;
    uint32_t gathered = gather_hours(all, a);
    gathered += gather_hours(all + gathered, b);
    for (uint32_t i = 0; i < s->domains; i++)
        if (v->contacts[s->first_contact + i].first != INT32_MAX && v->contacts[s->first_contact + i].first >= begin)
            all[gathered++] = (struct viewed_hour){.hour = v->contacts[s->first_contact + i].first, .new_domains = 1};
    qsort(all, gathered, sizeof *all, compare_hours);
    for (uint32_t i = 0; i < gathered; i++) {
        if (kept == 0 || all[kept - 1].hour != all[i].hour) {
            all[kept++] = all[i];
            continue;
        }
        add_hour(&all[kept - 1], &all[i]);
    }
    for (uint32_t i = 0; i < kept; i++)
        add_distinct(m, &all[i], a, b);
    struct viewed_hour *exact = view_array(m, kept, sizeof *exact);
    if (exact != NULL && kept > 0)
        memcpy(exact, all, kept * sizeof *exact);
    view_release(m, all, most, sizeof *all);
    *hours = exact;
    *count = exact == NULL ? 0 : kept;
    return exact != NULL;
}

void pfl_viewed_hours_free(struct memory *m, struct viewed_hour *hours, uint32_t count)
{
    view_release(m, hours, count, sizeof *hours);
}
