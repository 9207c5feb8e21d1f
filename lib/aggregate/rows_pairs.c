/* The ledger: where each account was, what it used, and whom it wrote to as whom. */
#include "lib/aggregate/rows.h"

#include <stdlib.h>

/* === Networks === */

/* A table whose records belong to settled subjects: an item for each, ordered by its subject and its rank. */
static bool list_owned(struct pfl_rows *rows, const struct table *t)
{
    for (uint32_t i = 0; i < rows->order.count; i++) {
        uint32_t number = rows->order.numbers[i], subject;
        memcpy(&subject, table_at(t, number), sizeof subject); /* keys begin with it */
        uint32_t place = rows->view->settled_places[subject];
        if (pfl_rows_wants_subject(rows, viewed_at(rows, place)->key) &&
            !pfl_rows_add(rows, natural(place, i), number, place))
            return false;
    }
    return true;
}

static struct sort_key presence_key(const void *context, uint32_t number)
{
    const struct place_key *k = table_at(&((const struct ledger *)context)->presences, number);
    return (struct sort_key){{sorting_bytes(k->bytes), sorting_bytes(k->bytes + 8), k->bits}};
}

static bool list_networks(struct pfl_rows *rows)
{
    const struct ledger *l = &rows->view->state->ledger;
    return pfl_order_by(&rows->order, &rows->memory, &l->presences.records, presence_key, l) &&
           list_owned(rows, &l->presences);
}

static void fill_networks(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_networks_row *r = row;
    const struct viewed *s = viewed_at(rows, item->b);
    const struct presence *p = table_at(&rows->view->state->ledger.presences, item->a);
    struct presence probe = pfl_viewed_probe(rows->view, s, p);
    uint64_t days = 0;
    for (unsigned i = 0; i < 128; i++)
        days += p->days.bits[i / 64] >> i % 64 & 1;
    SHOW(networks_row, r, sasl_username, pfl_rows_put(rows, s->key->bytes + 1, s->key->length - 1));
    SHOW(networks_row, r, network, pfl_rows_put_network(rows, p->key.bytes, p->key.bits));
    SHOW_TIME(networks_row, r, first, p->first);
    SHOW_TIME(networks_row, r, second, p->second);
    SHOW_TIME(networks_row, r, last, p->last);
    SHOW(networks_row, r, messages, p->messages);
    SHOW(networks_row, r, logins, p->logins);
    SHOW(networks_row, r, active_days, days);
    if (is_time(probe.probe)) {
        SHOW(networks_row, r, size, probe.probe_size);
        SHOW(networks_row, r, nrcpt, probe.probe_nrcpt);
    }
}

/* === Accesses, day by day === */

/* A record of either ledger. */
struct listed {
    uint32_t place; /* of the subject */
    uint32_t number;
    bool joined;
    const struct access *access;
};

static int compare_listed(const void *left, const void *right)
{
    const struct listed *a = left, *b = right;
    int order = memcmp(a->access->key.address, b->access->key.address, sizeof a->access->key.address);
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return order != 0 ? order : (int)a->joined - (int)b->joined;
}

static uint32_t gather_accesses(struct listed *all, const struct ledger *l, const uint32_t *places, bool joined)
{
    uint32_t count = 0;
    for (uint32_t n = table_next(&l->accesses, 0); n != NONE; n = table_next(&l->accesses, n + 1)) {
        const struct access *a = table_at(&l->accesses, n);
        all[count++] = (struct listed){places[a->key.subject], n, joined, a};
    }
    return count;
}

#define OF_JOINED (UINT32_C(1) << 31) /* in item.a, behind the number */

/* An item for each day of a record that the other one of the same account and address does not have. */
static bool list_days(struct pfl_rows *rows, uint32_t rank, const struct listed *one, const struct listed *other)
{
    struct packed_cursor c = packed_start(&one->access->days);
    struct row row, same;
    while (pfl_packed_next(&one->access->days, &c, &row))
        if ((other == NULL || !pfl_packed_find(&other->access->days, row.number, &same)) &&
            !pfl_rows_add(rows, natural(rank, (uint32_t)row.number ^ UINT32_C(1) << 31),
                          one->number | (one->joined ? OF_JOINED : 0), (uint32_t)row.number))
            return false;
    return true;
}

/* What the state has; of what is only joined, the days that the state does not have. */
static bool list_accesses(struct pfl_rows *rows)
{
    const struct pfl_view *v = rows->view;
    const struct ledger *l = &v->state->ledger;
    uint32_t most = l->accesses.records.live + v->joined.accesses.records.live;
    struct listed *all = view_array(&rows->memory, most, sizeof *all);
    bool done = all != NULL;
    uint32_t count = done ? gather_accesses(all, l, v->settled_places, false) : 0;
    count += done ? gather_accesses(all + count, &v->joined, v->joined_places, true) : 0;
    if (count > 0)
        qsort(all, count, sizeof *all, compare_listed);
    for (uint32_t i = 0, rank = 0; i < count && done; i++) {
        const struct listed *before = i == 0 ? NULL : &all[i - 1];
        bool same = before != NULL && before->place == all[i].place &&
                    memcmp(before->access->key.address, all[i].access->key.address, 16) == 0;
        rank += !same;
        if (pfl_rows_wants_subject(rows, viewed_at(rows, all[i].place)->key))
            done = list_days(rows, rank, &all[i], same ? before : NULL);
    }
    view_release(&rows->memory, all, most, sizeof *all);
    return done;
}

static void fill_accesses(struct pfl_rows *rows, const struct item *item, void *out)
{
    pfl_accesses_row *r = out;
    const struct pfl_view *v = rows->view;
    bool joined = (item->a & OF_JOINED) != 0;
    const struct access *a = table_at(joined ? &v->joined.accesses : &v->state->ledger.accesses, item->a & ~OF_JOINED);
    const struct text *key = viewed_at(rows, (joined ? v->joined_places : v->settled_places)[a->key.subject])->key;
    int32_t day = (int32_t)item->b;
    int64_t start = day * DAYS;
    struct row row = {0};
    pfl_packed_find(&a->days, day, &row);
    SHOW(accesses_row, r, sasl_username, pfl_rows_put(rows, key->bytes + 1, key->length - 1));
    SHOW(accesses_row, r, client_addr, pfl_rows_put_network(rows, a->key.address, 128));
    SHOW_TIME(accesses_row, r, time, start);
    SHOW(accesses_row, r, messages, row.values[ACCESS_MESSAGES]);
    SHOW(accesses_row, r, logins, row.values[ACCESS_LOGINS]);
    SHOW(accesses_row, r, recipients, joined ? row.values[ACCESS_RECIPIENTS] : pfl_viewed_recipients(v, a, day));
    if (!row_has_visit(&row))
        return; /* recipients of a message whose beginning was compacted away */
    SHOW_TIME(accesses_row, r, first, start + (int64_t)row.values[ACCESS_FIRST]);
    SHOW_TIME(accesses_row, r, last, start + (int64_t)row.values[ACCESS_LAST]);
    SHOW_PLACE(rows, accesses_row, r, (uint32_t)row.values[ACCESS_STREAM], row.values[ACCESS_OFFSET]);
}

/* === Services and mechanisms === */

static bool list_usages(struct pfl_rows *rows)
{
    const struct pfl_view *v = rows->view;
    if (!pfl_order_table(&rows->order, &rows->memory, &v->state->words))
        return false;
    for (uint32_t i = 0; i < v->subject_count; i++) {
        const struct subject *s = settled_subject(v, &v->subjects[i]);
        for (uint32_t k = 0; s != NULL && k < s->usage_count; k++) {
            const struct usage *u = &s->usages[k];
            if (pfl_rows_wants_subject(rows, v->subjects[i].key) &&
                !pfl_rows_add(rows, natural(i, u->kind << 24 | rows->order.ranks[u->word]), i, k))
                return false;
        }
    }
    return true;
}

static void fill_usages(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_usages_row *r = row;
    const struct viewed *s = viewed_at(rows, item->a);
    const struct usage *u = &settled_subject(rows->view, s)->usages[item->b];
    const struct text *word = table_at(&rows->view->state->words, u->word);
    SHOW(usages_row, r, sasl_username, pfl_rows_put(rows, s->key->bytes + 1, s->key->length - 1));
    if (u->kind == USAGE_SERVICE)
        SHOW(usages_row, r, service, rows_put_text(rows, word));
    else
        SHOW(usages_row, r, sasl_method, rows_put_text(rows, word));
    SHOW(usages_row, r, messages, u->count);
}

/* === Senders and contacts === */

static bool list_senders(struct pfl_rows *rows)
{
    for (uint32_t i = 0; i < rows->view->use_count && rows->view->uses[i].subject != NONE; i++)
        if (pfl_rows_wants_subject(rows, viewed_at(rows, rows->view->uses[i].subject)->key) &&
            !pfl_rows_add(rows, i, i, 0))
            return false;
    return true;
}

static void fill_senders(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_senders_row *r = row;
    const struct viewed_sender *u = &rows->view->uses[item->a];
    const struct text *key = viewed_at(rows, u->subject)->key;
    if (key->bytes[0] == SUBJECT_ACCOUNT)
        SHOW(senders_row, r, sasl_username, pfl_rows_put(rows, key->bytes + 1, key->length - 1));
    else
        SHOW(senders_row, r, uid, uid_of((const uint8_t *)key->bytes + 1));
    SHOW(senders_row, r, from,
         rows_put_text(rows, table_at(&rows->view->state->senders, rows->view->senders.numbers[u->sender])));
    SHOW_TIME(senders_row, r, first, u->first);
    SHOW_TIME(senders_row, r, last, u->last);
    SHOW(senders_row, r, messages, u->messages);
}

static bool list_contacts(struct pfl_rows *rows)
{
    const struct pfl_view *v = rows->view;
    for (uint32_t i = 0; i < v->contact_count && v->contacts[i].subject != NONE; i++)
        if (pfl_rows_wants_subject(rows, viewed_at(rows, v->contacts[i].subject)->key) &&
            !pfl_rows_add(rows, natural(v->contacts[i].subject, v->contacts[i].domain), i, 0))
            return false;
    return true;
}

static void fill_contacts(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_contacts_row *r = row;
    const struct viewed_contact *c = &rows->view->contacts[item->a];
    SHOW_SUBJECT(rows, contacts_row, r, viewed_at(rows, c->subject)->key);
    SHOW(contacts_row, r, domain,
         rows_put_text(rows, table_at(&rows->view->state->domains, rows->view->domains.numbers[c->domain])));
    if (c->first != INT32_MAX)
        SHOW_TIME(contacts_row, r, first, c->first * HOURS);
    SHOW(contacts_row, r, recipients, c->recipients);
}

const struct source pfl_pair_sources[] = {
    {PFL_TABLE_NETWORKS, list_networks, fill_networks}, {PFL_TABLE_ACCESSES, list_accesses, fill_accesses},
    {PFL_TABLE_USAGES, list_usages, fill_usages},       {PFL_TABLE_SENDERS, list_senders, fill_senders},
    {PFL_TABLE_CONTACTS, list_contacts, fill_contacts}, {0, NULL, NULL},
};
