/*
 * Who attacks, and whom: R03 (an address), R04 (a name), R05 (the whole server). None of
 * them says that it worked.
 */
#include "lib/detect/audit.h"

#include <stdlib.h>

#define MOST_ATTACKERS 256 /* findings of R03: the worst addresses */
#define MOST_NAMES     20  /* of R04: the most attacked */
#define MOST_SURGES    50  /* of R05 */

/* === R03 === */

struct attacker {
    uint64_t failures, names;
    uint32_t place;  /* of the address among all, in order */
    uint32_t number; /* of its record */
    int64_t first, last;
};

static int compare_attackers(const void *left, const void *right)
{
    const struct attacker *a = left, *b = right;
    if (a->failures != b->failures)
        return a->failures > b->failures ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

/* The worst hour of an address: six buckets. */
static bool is_attacker(const struct pfl_audit *a, const struct address *from, struct attacker *out)
{
    bool has_names = a->view->state->coverage.totals[TOTAL_NAMED_FAILURES] > 0;
    uint64_t all = 0;
    for (uint32_t i = 0; i < from->bucket_count; i++)
        all += failures_of(from->buckets[i].counts);
    if (all < limit_of(a, LIMIT_R03_FAILURES) || (has_names && sketch_kept(from->users) < limit_of(a, LIMIT_R03_NAMES)))
        return false;
    for (uint32_t i = 0; i < from->bucket_count; i++) {
        int64_t start = from->buckets[i].bucket * BUCKET;
        struct attempts t;
        const struct shown end = shown_time(start + HOURS);
        pfl_index_attempts(&a->index, from, start, &end, 0, &t);
        if (t.failures < limit_of(a, LIMIT_R03_FAILURES) || (has_names && t.names < limit_of(a, LIMIT_R03_NAMES)))
            continue;
        out->first = out->failures == 0 ? t.first : out->first;
        out->last = later(out->last, t.last);
        if (t.failures > out->failures) {
            out->failures = t.failures;
            out->names = t.names;
        }
    }
    return out->failures > 0;
}

static bool add_attacker(struct pfl_audit *a, const struct attacker *worst)
{
    const struct address *from = table_at(&a->view->state->addresses, worst->number);
    struct finding *f = pfl_finding_add(&a->findings, RULE_R03, PFL_FINDING_INFO, NONE);
    if (f == NULL)
        return false;
    f->form = worst->names == 0 ? FORM_NAMELESS : FORM_USUAL;
    f->first = worst->first;
    f->last = worst->last;
    f->count = worst->failures;
    f->limit = limit_of(a, LIMIT_R03_FAILURES);
    f->more[0] = worst->names;
    struct source_address s = {.first = from->first, .last = from->last};
    const uint32_t tellers[TELLERS] = {from->counts[ADDRESS_FAILURES], from->counts[ADDRESS_AUTH_FAILURES]};
    memcpy(s.bytes, from->bytes, sizeof s.bytes);
    s.failures = failures_of(tellers);
    s.messages = from->counts[ADDRESS_SASL_MESSAGES];
    pfl_finding_source(&a->findings, f, &s);
    pfl_finding_evidence(f, from->first_failure);
    pfl_finding_evidence(f, from->last_failure);
    return true;
}

static bool find_r03(struct pfl_audit *a)
{
    const struct table *t = &a->view->state->addresses;
    const struct order *order = &a->view->addresses;
    uint32_t most = order->count, count = 0;
    struct attacker *all = view_array(&a->memory, most, sizeof *all);
    bool done = all != NULL;
    for (uint32_t i = 0; done && i < most; i++) {
        struct attacker found = {.place = i, .number = order->numbers[i], .last = PFL_TIME_INVALID};
        const struct address *from = table_at(t, found.number);
        if (!pfl_audit_is_own(a, from->bytes) && is_attacker(a, from, &found))
            all[count++] = found;
    }
    if (count > 0)
        qsort(all, count, sizeof *all, compare_attackers);
    for (uint32_t i = 0; done && i < count && i < MOST_ATTACKERS; i++)
        done = add_attacker(a, &all[i]);
    view_release(&a->memory, all, most, sizeof *all);
    return done;
}

/* === R04 === */

struct attacked {
    uint64_t user;
    uint64_t failures, networks;
    int64_t first, last;
    const struct failed *example;
    enum form form;
};

static const struct address *source_of(const struct pfl_audit *a, const struct failed *f)
{
    return table_at(&a->view->state->addresses, f->address);
}

/* The networks of all addresses as numbers, and how many failures of each lie in a window. */
struct spread {
    uint32_t *network; /* by number of an address */
    uint32_t *times;   /* by network */
    uint32_t room;
};

/* Addresses in order are those of one network after those of another. */
static bool open_spread(struct pfl_audit *a, struct spread *s)
{
    const struct order *o = &a->view->addresses;
    struct place_key last = {0};
    uint32_t network = 0;
    *s = (struct spread){.room = o->limit};
    s->network = view_array(&a->memory, s->room, sizeof *s->network);
    s->times = view_array(&a->memory, s->room, sizeof *s->times);
    bool done = s->network != NULL && s->times != NULL;
    for (uint32_t i = 0; done && i < o->count; i++) {
        const struct address *from = table_at(&a->view->state->addresses, o->numbers[i]);
        struct place_key net = pfl_place_key(0, from->bytes);
        network += i > 0 && memcmp(net.bytes, last.bytes, sizeof net.bytes) != 0;
        s->network[o->numbers[i]] = network;
        last = net;
    }
    return done;
}

static void close_spread(struct pfl_audit *a, struct spread *s)
{
    view_release(&a->memory, s->network, s->room, sizeof *s->network);
    view_release(&a->memory, s->times, s->room, sizeof *s->times);
}

/* A length of time, and how many failures within it are too many. */
struct measure {
    int64_t length;
    uint64_t limit;
    enum form form;
};

/* The window of one length with the most failures of [start, end), if they come from enough networks. */
static void find_window(const struct pfl_audit *a, struct spread *s, uint32_t start, uint32_t end,
                        const struct measure *m, struct attacked *worst)
{
    const struct failed *f = a->index.failed;
    uint64_t failures = 0, networks = 0;
    uint32_t from = start;
    for (uint32_t to = start; to < end; to++) {
        failures += f[to].times;
        networks += s->times[s->network[f[to].address]]++ == 0;
        for (; f[from].time <= f[to].time - m->length; from++) {
            failures -= f[from].times;
            networks -= --s->times[s->network[f[from].address]] == 0;
        }
        if (failures >= m->limit && failures > worst->failures && networks >= limit_of(a, LIMIT_R04_NETWORKS))
            *worst = (struct attacked){f[to].user, failures, networks, f[from].time, f[to].time, &f[to], m->form};
    }
    for (; from < end; from++)
        s->times[s->network[f[from].address]] = 0;
}

static int compare_attacked(const void *left, const void *right)
{
    const struct attacked *a = left, *b = right;
    if (a->failures != b->failures)
        return a->failures > b->failures ? -1 : 1;
    return a->user < b->user ? -1 : a->user > b->user;
}

/* Keeps the most attacked names, in order. */
static void keep(struct attacked kept[MOST_NAMES + 1], uint32_t *count, const struct attacked *one)
{
    kept[(*count)++] = *one;
    qsort(kept, *count, sizeof *kept, compare_attacked);
    *count = *count > MOST_NAMES ? MOST_NAMES : *count;
}

static piece name_of(const struct pfl_audit *a, const struct finding *f)
{
    const struct text *name = table_at(&a->view->state->guesses, f->name);
    return (piece){name->bytes, name->length};
}

static bool add_attacked(struct pfl_audit *a, const struct attacked *one)
{
    struct finding *f = pfl_finding_add(&a->findings, RULE_R04, PFL_FINDING_INFO, NONE);
    const struct table *t = &a->view->state->guesses;
    if (f == NULL)
        return false;
    f->form = (uint8_t)one->form;
    f->first = one->first;
    f->last = one->last;
    f->count = one->failures;
    f->limit = limit_of(a, one->form == FORM_DAY ? LIMIT_R04_DAY : LIMIT_R04_FAILURES);
    f->more[0] = one->networks;
    pfl_finding_line(f, one->example->time, one->example->place);
    for (uint32_t n = table_next(t, 0); n != NONE && f->name == NONE; n = table_next(t, n + 1)) {
        const struct guess *g = table_at(t, n);
        if (user_hash((piece){g->name.bytes, g->name.length}) == one->user)
            f->name = n;
    }
    if (f->name != NONE)
        f->subject = pfl_view_find(a->view, SUBJECT_ACCOUNT, name_of(a, f).at, name_of(a, f).length);
    return true;
}

/* The most attacked names, in order; returns how many. */
static uint32_t list_attacked(const struct pfl_audit *a, struct spread *s, struct attacked kept[MOST_NAMES + 1])
{
    const struct measure fast = {30 * MINUTES, limit_of(a, LIMIT_R04_FAILURES), FORM_USUAL};
    const struct measure slow = {DAYS, limit_of(a, LIMIT_R04_DAY), FORM_DAY};
    const struct index *x = &a->index;
    uint32_t count = 0;
    for (uint32_t i = 0, end; i < x->failed_count; i = end) {
        struct attacked worst = {0};
        for (end = i; end < x->failed_count && x->failed[end].user == x->failed[i].user;)
            end++;
        if (x->failed[i].user == 0)
            continue;
        find_window(a, s, i, end, &fast, &worst);
        if (worst.failures == 0)
            find_window(a, s, i, end, &slow, &worst);
        if (worst.failures > 0)
            keep(kept, &count, &worst);
    }
    return count;
}

static bool find_r04(struct pfl_audit *a)
{
    struct attacked kept[MOST_NAMES + 1];
    struct spread s;
    bool done = open_spread(a, &s);
    uint32_t count = done ? list_attacked(a, &s, kept) : 0;
    for (uint32_t i = 0; done && i < count; i++)
        done = add_attacked(a, &kept[i]);
    close_spread(a, &s);
    return done;
}

/* === R05 === */

struct surge {
    int32_t bucket;
    uint64_t failures, names, at_home;
};

static int compare_surges(const void *left, const void *right)
{
    const struct surge *a = left, *b = right;
    if (a->failures != b->failures)
        return a->failures > b->failures ? -1 : 1;
    return a->bucket < b->bucket ? -1 : a->bucket > b->bucket;
}

/* The name logs in from the address of a failure too. */
static bool is_at_home(const struct index *x, const struct address *from, const struct failed *f)
{
    return f->user != 0 && pfl_index_logged_in(x, pfl_index_address(x, from->bytes), f->user);
}

/* Failures by ten minutes and by name: where another one begins, a name is new. */
static uint32_t sum_up(const struct pfl_audit *a, struct surge *all, const struct sortable *moments)
{
    uint32_t buckets = 0;
    const struct failed *last = NULL;
    for (uint32_t i = 0; i < a->index.failed_count; i++) {
        const struct failed *f = &a->index.failed[moments[i].number];
        bool new_bucket = i == 0 || moments[i].key != moments[i - 1].key;
        if (new_bucket)
            all[buckets++] = (struct surge){.bucket = bucket_of(f->time)};
        struct surge *s = &all[buckets - 1];
        s->failures += f->times;
        s->names += f->user != 0 && (new_bucket || f->user != last->user);
        s->at_home += is_at_home(&a->index, source_of(a, f), f) ? f->times : 0;
        last = f;
    }
    return buckets;
}

/* Whether a number is above the mean by more than three standard deviations, all of it in whole numbers. */
static bool is_far_above(uint64_t number, uint64_t count, uint64_t sum, uint64_t squares)
{
    double mean = (double)sum / (double)count, variance = (double)squares / (double)count - mean * mean;
    double above = (double)number - mean;
    return above > 0 && above * above > 9 * (variance > 0 ? variance : 0);
}

static bool add_surge(struct pfl_audit *a, const struct surge *s)
{
    bool outage = s->at_home * 2 > s->failures;
    struct finding *f = pfl_finding_add(&a->findings, RULE_R05, outage ? PFL_FINDING_INFO : PFL_FINDING_LOW, NONE);
    if (f == NULL)
        return false;
    f->form = outage ? FORM_OUTAGE : FORM_USUAL;
    f->first = s->bucket * BUCKET;
    f->last = f->first + BUCKET - 1;
    f->count = s->failures;
    f->limit = limit_of(a, LIMIT_R05_NAMES);
    f->more[0] = s->names;
    return true;
}

static bool judge_surges(struct pfl_audit *a, struct surge *all, uint32_t count)
{
    uint64_t sum = 0, squares = 0;
    if (count == 0)
        return true;
    uint64_t buckets = (uint64_t)((int64_t)bucket_of(a->last) - bucket_of(a->first) + 1);
    buckets = buckets < count ? count : buckets;
    for (uint32_t i = 0; i < count; i++) {
        sum += all[i].failures;
        squares += all[i].failures * all[i].failures;
    }
    qsort(all, count, sizeof *all, compare_surges);
    for (uint32_t i = 0, found = 0; i < count && found < MOST_SURGES; i++) {
        if (all[i].names < limit_of(a, LIMIT_R05_NAMES) || !is_far_above(all[i].failures, buckets, sum, squares))
            continue;
        found++;
        if (!add_surge(a, &all[i]))
            return false;
    }
    return true;
}

static bool find_r05(struct pfl_audit *a)
{
    const struct index *x = &a->index;
    uint32_t most = x->failed_count;
    struct sortable *moments = view_array(&a->memory, most, sizeof *moments); /* failures are in the order of names */
    struct surge *surges = view_array(&a->memory, most, sizeof *surges);
    bool done = moments != NULL && surges != NULL;
    for (uint32_t i = 0; done && i < most; i++)
        moments[i] = (struct sortable){sorting(bucket_of(x->failed[i].time)), i};
    done = done && pfl_sort(&a->memory, moments, most) && judge_surges(a, surges, sum_up(a, surges, moments));
    view_release(&a->memory, moments, most, sizeof *moments);
    view_release(&a->memory, surges, most, sizeof *surges);
    return done;
}

bool pfl_find_attackers(struct pfl_audit *a)
{
    return find_r03(a) && find_r04(a) && find_r05(a);
}
