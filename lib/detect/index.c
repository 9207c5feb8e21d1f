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

/* === Failures === */

/* Failures of the same name and second. */
static int compare_lines(const void *left, const void *right)
{
    const struct failed *a = left, *b = right;
    if (a->place.stream != b->place.stream)
        return a->place.stream < b->place.stream ? -1 : 1;
    return a->place.offset < b->place.offset ? -1 : a->place.offset > b->place.offset;
}

/* The teller that told more: what both say is the same thing twice. */
static enum teller teller_of(const struct bucket *b)
{
    return b->counts[TELLER_AUTH] > b->counts[TELLER_SERVER] ? TELLER_AUTH : TELLER_SERVER;
}

static struct place place_of(const struct index *x, const struct failure *f)
{
    return (struct place){x->view->state->coverage.stream_ids[f->stream], failure_offset(f)};
}

static void list_failed(const struct index *x, struct failed *all)
{
    const struct table *t = &x->view->state->addresses;
    for (uint32_t n = table_next(t, 0); n != NONE; n = table_next(t, n + 1)) {
        const struct address *a = table_at(t, n);
        for (uint32_t i = 0; i < a->bucket_count; i++) {
            const struct bucket *b = &a->buckets[i];
            const struct failure *kept = b->failures[teller_of(b)];
            for (uint32_t k = 0; k < b->kept[teller_of(b)]; k++)
                *all++ = (struct failed){kept[k].user, n, failure_times(&kept[k]), b->bucket * BUCKET + kept[k].at,
                                         place_of(x, &kept[k])};
        }
    }
}

/* The numbers of failures by user and time. */
static bool sort_failed(struct memory *m, struct sortable *all, const struct failed *failed, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        all[i] = (struct sortable){sorting(failed[i].time), i};
    bool done = pfl_sort(m, all, count);
    for (uint32_t i = 0; i < count; i++)
        all[i].key = failed[all[i].number].user;
    return done && pfl_sort(m, all, count);
}

/* Puts the lines of each name and second in order. */
static void sort_seconds(struct failed *failed, uint32_t count)
{
    for (uint32_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && failed[end].user == failed[i].user && failed[end].time == failed[i].time;)
            end++;
        if (end - i > 1)
            qsort(&failed[i], end - i, sizeof *failed, compare_lines);
    }
}

static bool index_failed(struct index *x)
{
    const struct table *t = &x->view->state->addresses;
    uint32_t count = 0;
    for (uint32_t n = table_next(t, 0); n != NONE; n = table_next(t, n + 1)) {
        const struct address *a = table_at(t, n);
        for (uint32_t i = 0; i < a->bucket_count; i++)
            count += a->buckets[i].kept[teller_of(&a->buckets[i])];
    }
    struct failed *failed = view_array(x->memory, count, sizeof *failed);
    struct sortable *sorted = view_array(x->memory, count, sizeof *sorted);
    x->failed = view_array(x->memory, x->failed_count = count, sizeof *x->failed);
    bool done = failed != NULL && sorted != NULL && x->failed != NULL;
    if (done) {
        list_failed(x, failed);
        done = sort_failed(x->memory, sorted, failed, count);
    }
    for (uint32_t i = 0; done && i < count; i++)
        x->failed[i] = failed[sorted[i].number];
    if (done)
        sort_seconds(x->failed, count);
    view_release(x->memory, failed, count, sizeof *failed);
    view_release(x->memory, sorted, count, sizeof *sorted);
    return done;
}

const struct failed *pfl_index_failed(const struct index *x, uint64_t user, uint32_t *count)
{
    uint32_t low = 0, high = x->failed_count;
    *count = 0;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (x->failed[middle].user < user)
            low = middle + 1;
        else
            high = middle;
    }
    while (low + *count < x->failed_count && x->failed[low + *count].user == user)
        ++*count;
    return &x->failed[low];
}

/* Names of a window: hash and how often. As many as it can keep (seven buckets, or those of a day). */
#define WINDOW_NAMES 2304

struct window {
    const struct index *x;
    const struct user_address *from;
    struct attempts *out;
    uint64_t own;
    uint32_t count;
    uint64_t names[WINDOW_NAMES];
    uint32_t times[WINDOW_NAMES];
};

static void add_name(struct window *w, uint64_t user, uint32_t times)
{
    uint32_t i = 0;
    while (i < w->count && w->names[i] != user)
        i++;
    if (i == WINDOW_NAMES)
        return;
    if (i == w->count) {
        w->names[w->count] = user;
        w->times[w->count++] = 0;
        w->out->names++;
        w->out->strange += !pfl_index_logged_in(w->x, w->from, user);
    }
    w->times[i] = sum_32(w->times[i], times);
    w->out->own += user == w->own ? times : 0;
    w->out->worst = w->times[i] > w->out->worst ? w->times[i] : w->out->worst;
}

/* Keeps the first and the last line. */
static void show_line(struct shown lines[2], int64_t time, struct place place)
{
    if (lines[0].time == PFL_TIME_INVALID || time < lines[0].time)
        lines[0] = (struct shown){time, place};
    if (lines[1].time == PFL_TIME_INVALID || time >= lines[1].time)
        lines[1] = (struct shown){time, place};
}

static bool came_before(int64_t time, struct place place, const struct shown *other)
{
    if (time != other->time)
        return time < other->time;
    return place.stream == other->place.stream && place.offset < other->place.offset;
}

/* What a bucket adds: of one that lies wholly within the time all failures, also those that are not kept. */
static void add_bucket(struct window *w, const struct bucket *b, int64_t since, const struct shown *before)
{
    enum teller teller = teller_of(b);
    struct attempts *out = w->out;
    int64_t start = b->bucket * BUCKET;
    uint64_t kept = 0;
    uint32_t lines = 0;
    for (uint32_t i = 0; i < b->kept[teller]; i++) {
        const struct failure *f = &b->failures[teller][i];
        int64_t time = start + f->at;
        if (time < since || !came_before(time, place_of(w->x, f), before))
            continue;
        uint32_t times = failure_times(f);
        kept += times;
        lines++;
        out->first = earlier(out->first, time);
        out->last = later(out->last, time);
        show_line(out->lines, time, place_of(w->x, f));
        if (f->user != 0 && f->user == w->own)
            show_line(out->own_lines, time, place_of(w->x, f));
        if (f->user == 0)
            out->nameless += times;
        else
            add_name(w, f->user, times);
    }
    bool whole = start >= since && start + BUCKET <= before->time;
    uint64_t all = whole && b->counts[teller] > kept ? b->counts[teller] : kept;
    out->more |= all == kept && b->counts[teller] > b->kept[teller];
    out->hidden += lines == FAILURES_KEPT && b->counts[teller] > kept ? b->counts[teller] - kept : 0;
    out->failures += all;
    out->nameless += all - kept;
}

void pfl_index_attempts(const struct index *x, const struct address *a, int64_t since, const struct shown *before,
                        uint64_t own, struct attempts *out)
{
    const struct shown none = {.time = PFL_TIME_INVALID};
    *out = (struct attempts){.first = PFL_TIME_INVALID, .last = PFL_TIME_INVALID};
    for (unsigned i = 0; i < 2; i++)
        out->lines[i] = out->own_lines[i] = none;
    struct window w; /* large: its arrays are left as they are */
    w.x = x;
    w.from = pfl_index_address(x, a->bytes);
    w.out = out;
    w.own = own;
    w.count = 0;
    uint32_t low = 0, high = a->bucket_count;
    int64_t first = bucket_of(since);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (a->buckets[middle].bucket < first)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < a->bucket_count && a->buckets[low].bucket * BUCKET <= before->time; low++)
        add_bucket(&w, &a->buckets[low], since, before);
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
    return index_names(x) && index_logins(x) && index_addresses(x) && index_failed(x) && index_presences(x);
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
