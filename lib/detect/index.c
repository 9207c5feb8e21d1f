/*
 * Who logged in from where, and since when an account and its networks are known. What
 * failed is in index_failed.c.
 */
#include "lib/detect/index.h"

#include <stdlib.h>

/* === Logins === */

static int compare_logins(const void *left, const void *right)
{
    const struct login *a = left, *b = right;
    if (a->subject != b->subject)
        return a->subject < b->subject ? -1 : 1;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return memcmp(a->address, b->address, sizeof a->address);
}

static void add_days(struct index *x, const struct access *access)
{
    uint32_t subject = x->view->settled_places[access->key.subject];
    struct row row = {0};
    for (struct packed_cursor c = packed_start(&access->days); pfl_packed_next(&access->days, &c, &row);) {
        struct login *l = &x->logins[x->login_count];
        int64_t start = row.number * DAYS;
        if ((row.values[ACCESS_MESSAGES] | row.values[ACCESS_LOGINS]) == 0)
            continue;
        *l = (struct login){.subject = subject, .day = row.number};
        memcpy(l->address, access->key.address, sizeof l->address);
        l->first = start + (int64_t)row.values[ACCESS_FIRST];
        l->last = start + (int64_t)row.values[ACCESS_LAST];
        l->messages = row.values[ACCESS_MESSAGES];
        l->logins = row.values[ACCESS_LOGINS];
        l->recipients = pfl_viewed_recipients(x->view, access, row.number);
        l->place.stream = x->view->state->coverage.stream_ids[row.values[ACCESS_STREAM]];
        l->place.offset = row.values[ACCESS_OFFSET];
        x->login_count++;
    }
}

/* Where the items of each subject begin: items are in the order of subjects. */
static uint32_t *starts_of(struct index *x, const void *items, uint32_t count, size_t size)
{
    uint32_t subjects = x->view->subject_count, at = 0;
    uint32_t *starts = view_array(x->memory, subjects + 1, sizeof *starts);
    for (uint32_t s = 0; starts != NULL && s <= subjects; s++) {
        uint32_t subject;
        for (; at < count; at++) {
            memcpy(&subject, (const char *)items + at * size, sizeof subject);
            if (subject >= s)
                break;
        }
        starts[s] = at;
    }
    return starts;
}

static bool index_logins(struct index *x)
{
    const struct table *t = &x->view->state->ledger.accesses;
    uint32_t count = 0;
    for (uint32_t n = table_next(t, 0); n != NONE; n = table_next(t, n + 1))
        count += pfl_packed_count(&((const struct access *)table_at(t, n))->days);
    x->logins = view_array(x->memory, x->login_room = count, sizeof *x->logins);
    if (x->logins == NULL)
        return false;
    for (uint32_t n = table_next(t, 0); n != NONE; n = table_next(t, n + 1))
        add_days(x, table_at(t, n));
    if (x->login_count > 0)
        qsort(x->logins, x->login_count, sizeof *x->logins, compare_logins);
    return (x->login_start = starts_of(x, x->logins, x->login_count, sizeof *x->logins)) != NULL;
}

/* === Addresses of logins === */

/* A login by its address: what by_address is sorted by. */
struct at_address {
    uint8_t bytes[16];
    uint32_t login;
};

static int compare_addresses(const void *left, const void *right)
{
    const struct at_address *a = left, *b = right;
    int order = memcmp(a->bytes, b->bytes, sizeof a->bytes);
    return order != 0 ? order : a->login < b->login ? -1 : a->login > b->login;
}

static bool index_addresses(struct index *x)
{
    struct memory *m = x->memory;
    struct at_address *all = view_array(m, x->login_count, sizeof *all);
    x->by_address = view_array(m, x->login_count, sizeof *x->by_address);
    x->addresses = view_array(m, x->login_count, sizeof *x->addresses);
    bool made = all != NULL && x->by_address != NULL && x->addresses != NULL;
    for (uint32_t i = 0; made && i < x->login_count; i++) {
        memcpy(all[i].bytes, x->logins[i].address, sizeof all[i].bytes);
        all[i].login = i;
    }
    if (made && x->login_count > 0)
        qsort(all, x->login_count, sizeof *all, compare_addresses);
    for (uint32_t i = 0; made && i < x->login_count; i++) {
        bool same = i > 0 && memcmp(all[i].bytes, all[i - 1].bytes, sizeof all[i].bytes) == 0;
        struct user_address *u = same ? &x->addresses[x->address_count - 1] : &x->addresses[x->address_count++];
        x->by_address[i] = all[i].login;
        if (!same) {
            u->start = i;
            memcpy(u->bytes, all[i].bytes, sizeof u->bytes);
        }
        bool known = same && x->logins[all[i].login].subject == x->logins[all[i - 1].login].subject;
        u->count++;
        u->accounts += !known;
    }
    view_release(m, all, x->login_count, sizeof *all);
    return made;
}

struct user_address *pfl_index_address(const struct index *x, const uint8_t bytes[16])
{
    uint32_t low = 0, high = x->address_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = memcmp(x->addresses[middle].bytes, bytes, 16);
        if (order == 0)
            return &x->addresses[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

bool pfl_index_logged_in(const struct index *x, const struct user_address *from, uint64_t user)
{
    for (uint32_t i = 0; from != NULL && i < from->count; i++)
        if (x->names[x->logins[x->by_address[from->start + i]].subject] == user)
            return true;
    return false;
}

/* === Networks of accounts === */

struct owned {
    uint32_t subject;
    const struct presence *presence;
};

static int compare_owned(const void *left, const void *right)
{
    const struct owned *a = left, *b = right;
    const struct presence *p = a->presence, *q = b->presence;
    if (a->subject != b->subject)
        return a->subject < b->subject ? -1 : 1;
    if (p->first != q->first)
        return p->first < q->first ? -1 : 1;
    int order = memcmp(p->key.bytes, q->key.bytes, sizeof p->key.bytes);
    return order != 0 ? order : (int)p->key.bits - (int)q->key.bits;
}

static bool index_presences(struct index *x)
{
    const struct table *t = &x->view->state->ledger.presences;
    uint32_t count = t->records.live, at = 0;
    struct owned *all = view_array(x->memory, count, sizeof *all);
    x->presences = view_array(x->memory, x->presence_count = count, sizeof *x->presences);
    bool made = all != NULL && x->presences != NULL;
    for (uint32_t n = table_next(t, 0); made && n != NONE; n = table_next(t, n + 1)) {
        const struct presence *p = table_at(t, n);
        all[at++] = (struct owned){x->view->settled_places[p->key.subject], p};
    }
    if (made && count > 0)
        qsort(all, count, sizeof *all, compare_owned);
    for (uint32_t i = 0; made && i < count; i++)
        x->presences[i] = all[i].presence;
    if (made)
        made = (x->presence_start = starts_of(x, all, count, sizeof *all)) != NULL;
    view_release(x->memory, all, count, sizeof *all);
    return made;
}

/* === Who is known === */

#define KNOWN_DAYS     5  /* on which an account did something, */
#define KNOWN_MESSAGES 10 /* or logins to read mail: both say where it is used from */

/* Logins are in the order of their first times, so that days rise. */
int64_t pfl_index_known_since(const struct index *x, uint32_t subject)
{
    uint64_t messages = 0;
    uint32_t days = 0;
    int32_t last = INT32_MIN;
    for (uint32_t i = x->login_start[subject]; i < x->login_start[subject + 1]; i++) {
        const struct login *l = &x->logins[i];
        if (l->day != last && days >= KNOWN_DAYS && messages >= KNOWN_MESSAGES)
            return l->day * DAYS;
        days += l->day != last;
        last = l->day;
        messages += l->messages + l->logins;
    }
    return PFL_TIME_INVALID;
}

bool pfl_index_new_network(const struct index *x, uint32_t subject, const struct login *l)
{
    struct place_key net = pfl_place_key(0, l->address);
    for (uint32_t i = x->presence_start[subject]; i < x->presence_start[subject + 1]; i++) {
        const struct presence *p = x->presences[i];
        if (p->key.bits == net.bits && memcmp(p->key.bytes, net.bytes, sizeof net.bytes) == 0)
            return is_time(p->first) && day_of(p->first) >= l->day - 1;
    }
    return false;
}

/* === The index === */

static bool index_names(struct index *x)
{
    const struct pfl_view *v = x->view;
    x->names = view_array(x->memory, v->subject_count, sizeof *x->names);
    for (uint32_t i = 0; x->names != NULL && i < v->subject_count; i++) {
        const struct text *key = v->subjects[i].key;
        if (subject_is(v, i, SUBJECT_ACCOUNT))
            x->names[i] = user_hash((piece){key->bytes + 1, key->length - 1});
    }
    return x->names != NULL;
}

bool pfl_index_open(struct index *x, struct memory *memory, const struct pfl_view *view)
{
    *x = (struct index){.memory = memory, .view = view};
    return index_names(x) && index_logins(x) && index_addresses(x) && pfl_index_failures(x) && index_presences(x);
}

void pfl_index_close(struct index *x)
{
    struct memory *m = x->memory;
    if (m == NULL)
        return;
    uint32_t subjects = x->view->subject_count;
    view_release(m, x->logins, x->login_room, sizeof *x->logins);
    view_release(m, x->login_start, subjects + 1, sizeof *x->login_start);
    view_release(m, x->by_address, x->login_count, sizeof *x->by_address);
    view_release(m, x->addresses, x->login_count, sizeof *x->addresses);
    view_release(m, x->failed, x->failed_count, sizeof *x->failed);
    view_release(m, x->presences, x->presence_count, sizeof *x->presences);
    view_release(m, x->presence_start, subjects + 1, sizeof *x->presence_start);
    view_release(m, x->names, subjects, sizeof *x->names);
}
