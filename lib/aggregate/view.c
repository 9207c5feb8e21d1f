#include "lib/aggregate/view.h"

#include <stdlib.h>

/* === Subjects === */

struct keyed {
    const struct text *key;
    uint32_t number;
    bool joined;
};

static int compare_keys(const void *left, const void *right)
{
    const struct keyed *a = left, *b = right;
    uint32_t common = a->key->length < b->key->length ? a->key->length : b->key->length;
    int order = memcmp(a->key->bytes, b->key->bytes, common);
    if (order == 0 && a->key->length != b->key->length)
        order = a->key->length < b->key->length ? -1 : 1;
    return order != 0 ? order : (int)a->joined - (int)b->joined;
}

static bool same_key(const struct text *a, const struct text *b)
{
    return a->length == b->length && memcmp(a->bytes, b->bytes, a->length) == 0;
}

static uint32_t gather(struct keyed *all, const struct ledger *l, bool joined)
{
    uint32_t count = 0;
    for (uint32_t n = table_next(&l->subjects, 0); n != NONE; n = table_next(&l->subjects, n + 1))
        all[count++] = (struct keyed){&subject_at(l, n)->key, n, joined};
    return count;
}

/* One entry for each key in either ledger. */
static bool list_subjects(struct pfl_view *v)
{
    struct memory *m = &v->memory;
    const struct ledger *settled = &v->state->ledger;
    uint32_t most = settled->subjects.records.live + v->joined.subjects.records.live;
    struct keyed *all = view_array(m, most, sizeof *all);
    v->subjects = view_array(m, most, sizeof *v->subjects);
    v->settled_places = view_array(m, settled->subjects.records.count, sizeof *v->settled_places);
    v->joined_places = view_array(m, v->joined.subjects.records.count, sizeof *v->joined_places);
    bool made = all != NULL && v->subjects != NULL && v->settled_places != NULL && v->joined_places != NULL;
    if (made) {
        uint32_t count = gather(all, settled, false);
        count += gather(all + count, &v->joined, true);
        qsort(all, count, sizeof *all, compare_keys);
        for (uint32_t i = 0; i < count; i++) {
            if (i == 0 || !same_key(all[i].key, all[i - 1].key))
                v->subjects[v->subject_count++] = (struct viewed){.key = all[i].key, .settled = NONE, .joined = NONE};
            struct viewed *s = &v->subjects[v->subject_count - 1];
            *(all[i].joined ? &s->joined : &s->settled) = all[i].number;
            (all[i].joined ? v->joined_places : v->settled_places)[all[i].number] = v->subject_count - 1;
        }
    }
    view_release(m, all, most, sizeof *all);
    return made;
}

uint32_t pfl_view_find(const struct pfl_view *v, enum subject_kind kind, const void *bytes, size_t length)
{
    char key[1 + NAME_LENGTH] = {(char)kind};
    length = length < NAME_LENGTH ? length : NAME_LENGTH;
    if (length > 0)
        memcpy(key + 1, bytes, length);
    uint32_t number = pfl_table_find(&v->state->ledger.subjects, key, length + 1);
    if (number != NONE)
        return v->settled_places[number];
    number = pfl_table_find(&v->joined.subjects, key, length + 1);
    return number == NONE ? NONE : v->joined_places[number];
}

/* === What subjects did === */

static int compare_contacts(const void *left, const void *right)
{
    const struct viewed_contact *a = left, *b = right;
    if (a->subject != b->subject)
        return a->subject < b->subject ? -1 : 1;
    return a->domain < b->domain ? -1 : a->domain > b->domain;
}

static int compare_first(const void *left, const void *right)
{
    const struct viewed_contact *a = left, *b = right;
    if (a->subject != b->subject || a->first == b->first)
        return compare_contacts(left, right);
    return a->first < b->first ? -1 : 1;
}

static uint32_t gather_contacts(struct viewed_contact *all, const struct ledger *l, const uint32_t *places,
                                const struct order *domains)
{
    uint32_t count = 0;
    for (uint32_t n = table_next(&l->contacts, 0); n != NONE; n = table_next(&l->contacts, n + 1)) {
        const struct contact *c = table_at(&l->contacts, n);
        all[count++] =
            (struct viewed_contact){places[c->key.subject], domains->ranks[c->key.name], c->first, c->recipients};
    }
    return count;
}

static bool list_contacts(struct pfl_view *v)
{
    const struct ledger *settled = &v->state->ledger;
    uint32_t most = settled->contacts.records.live + v->joined.contacts.records.live, kept = 0;
    struct viewed_contact *all = v->contacts = view_array(&v->memory, most, sizeof *all);
    v->contact_count = most;
    if (all == NULL)
        return false;
    uint32_t count = gather_contacts(all, settled, v->settled_places, &v->domains);
    count += gather_contacts(all + count, &v->joined, v->joined_places, &v->domains);
    qsort(all, count, sizeof *all, compare_contacts);
    for (uint32_t i = 0; i < count; i++) {
        struct viewed_contact *last = kept == 0 ? NULL : &all[kept - 1];
        if (last == NULL || compare_contacts(last, &all[i]) != 0) {
            all[kept++] = all[i];
            v->subjects[all[i].subject].domains++;
            continue;
        }
        last->first = all[i].first < last->first ? all[i].first : last->first;
        last->recipients = sum_32(last->recipients, all[i].recipients);
    }
    qsort(all, kept, sizeof *all, compare_first);
    for (uint32_t i = kept; i-- > 0;)
        v->subjects[all[i].subject].first_contact = i;
    v->contacts = all;
    memset(all + kept, 0xff, (most - kept) * sizeof *all); /* behind the last: of no subject */
    return true;
}

static int compare_uses(const void *left, const void *right)
{
    const struct viewed_sender *a = left, *b = right;
    if (a->subject != b->subject)
        return a->subject < b->subject ? -1 : 1;
    return a->sender < b->sender ? -1 : a->sender > b->sender;
}

static uint32_t gather_uses(struct viewed_sender *all, const struct ledger *l, const uint32_t *places,
                            const struct order *senders)
{
    uint32_t count = 0;
    for (uint32_t n = table_next(&l->uses, 0); n != NONE; n = table_next(&l->uses, n + 1)) {
        const struct sender *s = table_at(&l->uses, n);
        all[count++] =
            (struct viewed_sender){places[s->key.subject], senders->ranks[s->key.name], s->first, s->last, s->messages};
    }
    return count;
}

static bool list_uses(struct pfl_view *v)
{
    const struct ledger *settled = &v->state->ledger;
    uint32_t most = settled->uses.records.live + v->joined.uses.records.live, kept = 0;
    struct viewed_sender *all = v->uses = view_array(&v->memory, most, sizeof *all);
    v->use_count = most;
    if (all == NULL)
        return false;
    uint32_t count = gather_uses(all, settled, v->settled_places, &v->senders);
    count += gather_uses(all + count, &v->joined, v->joined_places, &v->senders);
    qsort(all, count, sizeof *all, compare_uses);
    for (uint32_t i = 0; i < count; i++) {
        struct viewed_sender *last = kept == 0 ? NULL : &all[kept - 1];
        if (last == NULL || compare_uses(last, &all[i]) != 0) {
            all[kept++] = all[i];
            v->subjects[all[i].subject].senders++;
            continue;
        }
        last->first = all[i].first < last->first ? all[i].first : last->first;
        last->last = later(last->last, all[i].last);
        last->messages += all[i].messages;
    }
    memset(all + kept, 0xff, (most - kept) * sizeof *all);
    return true;
}

/* Addresses and networks of an account, and accounts of an address. */
static bool count_users(struct pfl_view *v)
{
    const struct ledger *l = &v->state->ledger;
    const struct table *addresses = &v->state->addresses;
    v->accounts = view_array(&v->memory, addresses->records.count, sizeof *v->accounts);
    if (v->accounts == NULL)
        return false;
    for (uint32_t n = table_next(&l->accesses, 0); n != NONE; n = table_next(&l->accesses, n + 1)) {
        const struct access_key *k = table_at(&l->accesses, n);
        v->subjects[v->settled_places[k->subject]].addresses++;
        uint32_t number = pfl_table_find(addresses, k->address, sizeof k->address);
        if (number != NONE)
            v->accounts[number]++;
    }
    for (uint32_t n = table_next(&l->presences, 0); n != NONE; n = table_next(&l->presences, n + 1))
        v->subjects[v->settled_places[((const struct presence *)table_at(&l->presences, n))->key.subject]].networks++;
    return true;
}

/* === Messages that wait === */

static struct viewed *viewed_owner(struct pfl_view *v, struct owner owner)
{
    uint32_t place = NONE;
    if (owner.start == START_ACCOUNT || owner.start == START_LOCAL)
        place = v->joined_places[owner.subject];
    else if (owner.start == START_CLIENT)
        place = pfl_view_find(v, SUBJECT_CLIENT, owner.client, 16);
    return place == NONE ? NULL : &v->subjects[place];
}

static void count_waiting(struct pfl_view *v)
{
    const struct queue *q = &v->queue;
    for (uint32_t n = pfl_slab_next(&q->groups, 0); n != NONE; n = pfl_slab_next(&q->groups, n + 1)) {
        const struct group *g = group_at(q, n);
        v->orphans += group_is_orphan(g);
        if (!pfl_group_waits(g))
            continue;
        v->waiting++;
        struct viewed *s = viewed_owner(v, pfl_owner_of(q, group_at(q, pfl_group_root(q, n)), &v->joined));
        if (s == NULL)
            continue;
        s->waiting++;
        s->waiting_recipients += g->nrcpt > g->finished ? g->nrcpt - g->finished : 0;
    }
}

/* === The view === */

static bool build(struct pfl_view *v)
{
    pfl_aggregator *a = v->state;
    struct memory *m = &v->memory;
    if (!pfl_queue_copy(&v->queue, m, &a->queue, &a->coverage))
        return false;
    pfl_queue_link_all(&v->queue);
    for (uint32_t n = pfl_slab_next(&v->queue.groups, 0); n != NONE; n = pfl_slab_next(&v->queue.groups, n + 1))
        pfl_group_count(&v->queue, n, &v->joined, v->totals);
    if (!pfl_order_table(&v->domains, m, &a->domains) || !pfl_order_table(&v->senders, m, &a->senders) ||
        !pfl_order_table(&v->hosts, m, &a->coverage.hosts) || !pfl_order_table(&v->addresses, m, &a->addresses) ||
        !list_subjects(v) || !list_contacts(v) || !list_uses(v) || !count_users(v) || m->lost > 0)
        return false;
    count_waiting(v);
    return true;
}

int32_t pfl_view_create(pfl_view **view, pfl_aggregator *state)
{
    if (view == NULL)
        return PFL_ERR_ARGUMENT;
    *view = NULL;
    if (state == NULL)
        return PFL_ERR_ARGUMENT;
    pfl_normalize(state);
    pfl_allocator allocator = state->memory.allocator;
    pfl_view *v = allocator.resize(allocator.context, NULL, 0, sizeof *v);
    if (v == NULL)
        return PFL_ERR_MEMORY;
    memset(v, 0, sizeof *v);
    v->state = state;
    v->memory = (struct memory){.allocator = allocator, .limit = UINT64_MAX};
    pfl_ledger_open(&v->joined, &v->memory, &state->key, &state->domains, &state->senders);
    v->joined.borrows = true;
    pfl_queue_open(&v->queue, &v->memory, &state->key, &state->ledger);
    v->queue.borrows = true;
    state->views++;
    if (!build(v)) {
        pfl_view_destroy(v);
        return PFL_ERR_MEMORY;
    }
    *view = v;
    return PFL_OK;
}

void pfl_view_destroy(pfl_view *view)
{
    if (view == NULL)
        return;
    struct memory *m = &view->memory;
    const pfl_aggregator *a = view->state;
    uint32_t subjects = a->ledger.subjects.records.live + view->joined.subjects.records.live;
    view_release(m, view->subjects, subjects, sizeof *view->subjects);
    view_release(m, view->settled_places, a->ledger.subjects.records.count, sizeof *view->settled_places);
    view_release(m, view->joined_places, view->joined.subjects.records.count, sizeof *view->joined_places);
    view_release(m, view->contacts, view->contact_count, sizeof *view->contacts);
    view_release(m, view->uses, view->use_count, sizeof *view->uses);
    view_release(m, view->accounts, a->addresses.records.count, sizeof *view->accounts);
    pfl_order_free(&view->domains, m);
    pfl_order_free(&view->senders, m);
    pfl_order_free(&view->hosts, m);
    pfl_order_free(&view->addresses, m);
    pfl_queue_close(&view->queue);
    pfl_ledger_close(&view->joined);
    view->state->views--;
    m->allocator.resize(m->allocator.context, view, sizeof *view, 0);
}
