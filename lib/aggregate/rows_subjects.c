/* The ledger: accounts, local users, relaying clients, and what each did. */
#include "lib/aggregate/rows.h"

static const struct viewed *viewed_at(const struct pfl_rows *rows, uint32_t place)
{
    return &rows->view->subjects[place];
}

/* === Accounts, submitters, relays === */

static bool list_kind(struct pfl_rows *rows, enum subject_kind kind)
{
    for (uint32_t i = 0; i < rows->view->subject_count; i++) {
        const struct text *key = viewed_at(rows, i)->key;
        if (key->bytes[0] == (char)kind && pfl_rows_wants_subject(rows, key) && !pfl_rows_add(rows, i, i, 0))
            return false;
    }
    return true;
}

static bool list_accounts(struct pfl_rows *rows)
{
    return list_kind(rows, SUBJECT_ACCOUNT);
}

static bool list_submitters(struct pfl_rows *rows)
{
    return list_kind(rows, SUBJECT_LOCAL);
}

static bool list_relays(struct pfl_rows *rows)
{
    return list_kind(rows, SUBJECT_CLIENT);
}

/* The most in an hour of each: hours of both ledgers are added before they are compared. */
static void busiest(struct pfl_rows *rows, const struct viewed *s, uint64_t *messages, uint64_t *recipients)
{
    struct viewed_hour *hours;
    uint32_t count;
    *messages = *recipients = 0;
    if (!pfl_viewed_hours(rows->view, &rows->memory, s, &hours, &count)) {
        rows->memory.lost++;
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        uint64_t sent = hours[i].counts[HOUR_MESSAGES], to = hours[i].counts[HOUR_RECIPIENTS];
        *messages = sent > *messages ? sent : *messages;
        *recipients = to > *recipients ? to : *recipients;
    }
    pfl_viewed_hours_free(&rows->memory, hours, count);
    const struct subject *settled = settled_subject(rows->view, s);
    for (uint32_t i = 0; settled != NULL && i < settled->past_count; i++) {
        const struct past *p = &settled->pasts[i];
        *messages = p->most_messages > *messages ? p->most_messages : *messages;
        *recipients = p->most_recipients > *recipients ? p->most_recipients : *recipients;
    }
}

/* What accounts, submitters and relays have alike. */
#define SHOW_ACTIVITY(rows, record, row, s)                                                                            \
    do {                                                                                                               \
        const struct pfl_view *v = (rows)->view;                                                                       \
        uint64_t most_messages, most_recipients;                                                                       \
        busiest(rows, s, &most_messages, &most_recipients);                                                            \
        SHOW_TIME(record, row, first, pfl_viewed_first(v, s));                                                         \
        SHOW_TIME(record, row, last, pfl_viewed_last(v, s));                                                           \
        SHOW(record, row, messages, pfl_viewed_count(v, s, COUNT_MESSAGES));                                           \
        SHOW(record, row, recipients, pfl_viewed_count(v, s, COUNT_RECIPIENTS));                                       \
        SHOW(record, row, bytes, pfl_viewed_count(v, s, COUNT_BYTES));                                                 \
        SHOW(record, row, sent, pfl_viewed_count(v, s, COUNT_SENT));                                                   \
        SHOW(record, row, bounced, pfl_viewed_count(v, s, COUNT_BOUNCED));                                             \
        SHOW(record, row, unknown, pfl_viewed_count(v, s, COUNT_UNKNOWN));                                             \
        SHOW(record, row, deferred, pfl_viewed_count(v, s, COUNT_DEFERRED));                                           \
        SHOW(record, row, refused, pfl_viewed_count(v, s, COUNT_REFUSED));                                             \
        SHOW(record, row, notices, pfl_viewed_count(v, s, COUNT_NOTICES));                                             \
        SHOW(record, row, ambiguous, pfl_viewed_count(v, s, COUNT_AMBIGUOUS));                                         \
        SHOW(record, row, waiting, (s)->waiting);                                                                      \
        SHOW(record, row, waiting_recipients, (s)->waiting_recipients);                                                \
        SHOW(record, row, active_days, pfl_viewed_days(v, s));                                                         \
        SHOW(record, row, messages_in_hour, most_messages);                                                            \
        SHOW(record, row, recipients_in_hour, most_recipients);                                                        \
        SHOW(record, row, senders, (s)->senders);                                                                      \
        SHOW(record, row, domains, (s)->domains);                                                                      \
    } while (0)

static void fill_accounts(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_accounts_row *r = row;
    const struct viewed *s = viewed_at(rows, item->a);
    const struct table *guesses = &rows->view->state->guesses;
    SHOW(accounts_row, r, sasl_username, pfl_rows_put(rows, s->key->bytes + 1, s->key->length - 1));
    SHOW_ACTIVITY(rows, accounts_row, r, s);
    SHOW(accounts_row, r, logins, pfl_viewed_count(rows->view, s, COUNT_LOGINS));
    SHOW(accounts_row, r, addresses, s->addresses);
    SHOW(accounts_row, r, networks, s->networks);
    uint32_t number = pfl_table_find(guesses, s->key->bytes + 1, s->key->length - 1);
    const struct guess *g = number == NONE ? NULL : table_at(guesses, number);
    SHOW(accounts_row, r, failures, g == NULL ? 0 : failures_of(g->counts));
    SHOW(accounts_row, r, failure_networks, g == NULL ? 0 : pfl_sketch_count(g->nets, NETS_KEPT));
}

static void fill_submitters(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_submitters_row *r = row;
    const struct viewed *s = viewed_at(rows, item->a);
    SHOW(submitters_row, r, uid, uid_of((const uint8_t *)s->key->bytes + 1));
    SHOW_ACTIVITY(rows, submitters_row, r, s);
}

static void fill_relays(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_relays_row *r = row;
    const struct viewed *s = viewed_at(rows, item->a);
    SHOW(relays_row, r, client_addr, pfl_rows_put_network(rows, (const uint8_t *)s->key->bytes + 1, 128));
    SHOW_ACTIVITY(rows, relays_row, r, s);
}

/* === Networks, addresses === */

static uint64_t natural(uint32_t high, uint32_t low)
{
    return (uint64_t)high << 32 | low;
}

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
    struct presence probe = *p;
    struct place_key key = p->key;
    key.subject = s->joined;
    uint32_t joined = s->joined == NONE ? NONE : pfl_table_find(&rows->view->joined.presences, &key, sizeof key);
    if (joined != NONE) {
        const struct presence *other = table_at(&rows->view->joined.presences, joined);
        pfl_presence_probe(&probe, other->probe, other->probe_size, other->probe_nrcpt);
    }
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

static struct sort_key access_key(const void *context, uint32_t number)
{
    const struct access_key *k = table_at(&((const struct ledger *)context)->accesses, number);
    return (struct sort_key){{sorting_bytes(k->address), sorting_bytes(k->address + 8)}};
}

/* Day by day: an item for each row of each record, by its place there. */
static bool list_accesses(struct pfl_rows *rows)
{
    const struct pfl_view *v = rows->view;
    const struct ledger *l = &v->state->ledger;
    if (!pfl_order_by(&rows->order, &rows->memory, &l->accesses.records, access_key, l))
        return false;
    for (uint32_t i = 0; i < rows->order.count; i++) {
        const struct access *a = table_at(&l->accesses, rows->order.numbers[i]);
        uint32_t place = v->settled_places[a->key.subject], days = pfl_packed_count(&a->days);
        for (uint32_t day = 0; day < days && pfl_rows_wants_subject(rows, viewed_at(rows, place)->key); day++)
            if (!pfl_rows_add(rows, natural(place, i), rows->order.numbers[i], day))
                return false;
    }
    return true;
}

static void fill_accesses(struct pfl_rows *rows, const struct item *item, void *out)
{
    pfl_accesses_row *r = out;
    const struct access *a = table_at(&rows->view->state->ledger.accesses, item->a);
    const struct text *key = viewed_at(rows, rows->view->settled_places[a->key.subject])->key;
    struct packed_cursor c = packed_start(&a->days);
    struct row row = {0};
    for (uint32_t i = 0; i <= item->b; i++)
        pfl_packed_next(&a->days, &c, &row);
    int64_t start = row.number * DAYS;
    SHOW(accesses_row, r, sasl_username, pfl_rows_put(rows, key->bytes + 1, key->length - 1));
    SHOW(accesses_row, r, client_addr, pfl_rows_put_network(rows, a->key.address, 128));
    SHOW_TIME(accesses_row, r, time, start);
    SHOW(accesses_row, r, messages, row.values[ACCESS_MESSAGES]);
    SHOW(accesses_row, r, logins, row.values[ACCESS_LOGINS]);
    SHOW_TIME(accesses_row, r, first, start + (int64_t)row.values[ACCESS_FIRST]);
    SHOW_TIME(accesses_row, r, last, start + (int64_t)row.values[ACCESS_LAST]);
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

/* === Hours === */

/* Keeps the hours of the subject asked for last: rows come subject by subject, mostly. */
static bool load_hours(struct pfl_rows *rows, uint32_t place)
{
    if (rows->hours_of == place)
        return true;
    if (rows->hours != NULL)
        pfl_viewed_hours_free(&rows->memory, rows->hours, rows->hour_count);
    rows->hours_of = NONE;
    if (!pfl_viewed_hours(rows->view, &rows->memory, viewed_at(rows, place), &rows->hours, &rows->hour_count))
        return false;
    rows->hours_of = place;
    return true;
}

static bool list_hours(struct pfl_rows *rows)
{
    for (uint32_t i = 0; i < rows->view->subject_count; i++) {
        if (!pfl_rows_wants_subject(rows, viewed_at(rows, i)->key))
            continue;
        if (!load_hours(rows, i))
            return false;
        for (uint32_t k = 0; k < rows->hour_count; k++)
            if (!pfl_rows_add(rows, natural(i, k), i, k))
                return false;
    }
    return true;
}

static void fill_hours(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_hours_row *r = row;
    if (!load_hours(rows, item->a)) {
        rows->memory.lost++;
        return;
    }
    const struct viewed_hour *h = &rows->hours[item->b];
    SHOW_SUBJECT(rows, hours_row, r, viewed_at(rows, item->a)->key);
    SHOW_TIME(hours_row, r, time, h->hour * HOURS);
    SHOW(hours_row, r, messages, h->counts[HOUR_MESSAGES]);
    SHOW(hours_row, r, recipients, h->counts[HOUR_RECIPIENTS]);
    SHOW(hours_row, r, sent, h->counts[HOUR_SENT]);
    SHOW(hours_row, r, bounced, h->counts[HOUR_BOUNCED]);
    SHOW(hours_row, r, deferred, h->counts[HOUR_DEFERRED]);
    SHOW(hours_row, r, refused, h->counts[HOUR_REFUSED]);
    SHOW(hours_row, r, bounced_domains, h->bounced_domains);
    SHOW(hours_row, r, refusing, h->refusing);
    SHOW(hours_row, r, unowned, h->unowned);
    SHOW(hours_row, r, unowned_senders, h->unowned_senders);
    SHOW(hours_row, r, new_domains, h->new_domains);
}

/* === Days === */

/* Days are told apart from no day by a bias: an item has no sign. */
static uint32_t day_item(int32_t day)
{
    return (uint32_t)day ^ UINT32_C(0x80000000);
}

static bool list_days(struct pfl_rows *rows)
{
    for (uint32_t i = 0; i < rows->view->subject_count; i++) {
        const struct viewed *s = viewed_at(rows, i);
        const struct subject *settled = settled_subject(rows->view, s);
        int64_t last = INT64_MIN;
        if (!pfl_rows_wants_subject(rows, s->key))
            continue;
        if (!load_hours(rows, i))
            return false;
        for (uint32_t k = 0; settled != NULL && k < settled->past_count; k++) {
            last = settled->pasts[k].day;
            if (!pfl_rows_add(rows, natural(i, day_item(settled->pasts[k].day)), i, day_item(settled->pasts[k].day)))
                return false;
        }
        for (uint32_t k = 0; k < rows->hour_count; k++) {
            int32_t day = day_of(rows->hours[k].hour * HOURS);
            if (day <= last)
                continue; /* the hours of a day stand together, and none is older than what was compacted */
            last = day;
            if (!pfl_rows_add(rows, natural(i, day_item(day)), i, day_item(day)))
                return false;
        }
    }
    return true;
}

static void add_to_day(struct past *day, const struct viewed_hour *h)
{
    uint64_t messages = h->counts[HOUR_MESSAGES], recipients = h->counts[HOUR_RECIPIENTS];
    day->messages += messages;
    day->recipients += recipients;
    day->sent += h->counts[HOUR_SENT];
    day->most_messages = messages > day->most_messages ? messages : day->most_messages;
    day->most_recipients = recipients > day->most_recipients ? recipients : day->most_recipients;
}

static void fill_days(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_days_row *r = row;
    const struct viewed *s = viewed_at(rows, item->a);
    const struct subject *settled = settled_subject(rows->view, s);
    struct past day = {.day = (int32_t)day_item((int32_t)item->b)};
    if (!load_hours(rows, item->a)) {
        rows->memory.lost++;
        return;
    }
    for (uint32_t i = 0; settled != NULL && i < settled->past_count; i++)
        if (settled->pasts[i].day == day.day)
            day = settled->pasts[i];
    for (uint32_t i = 0; i < rows->hour_count; i++)
        if (day_of(rows->hours[i].hour * HOURS) == day.day)
            add_to_day(&day, &rows->hours[i]);
    SHOW_SUBJECT(rows, days_row, r, s->key);
    SHOW_TIME(days_row, r, time, day.day * DAYS);
    SHOW(days_row, r, messages, day.messages);
    SHOW(days_row, r, recipients, day.recipients);
    SHOW(days_row, r, sent, day.sent);
    SHOW(days_row, r, messages_in_hour, day.most_messages);
    SHOW(days_row, r, recipients_in_hour, day.most_recipients);
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

const struct source pfl_subject_sources[] = {
    {PFL_TABLE_ACCOUNTS, list_accounts, fill_accounts}, {PFL_TABLE_SUBMITTERS, list_submitters, fill_submitters},
    {PFL_TABLE_RELAYS, list_relays, fill_relays},       {PFL_TABLE_NETWORKS, list_networks, fill_networks},
    {PFL_TABLE_ACCESSES, list_accesses, fill_accesses}, {PFL_TABLE_USAGES, list_usages, fill_usages},
    {PFL_TABLE_HOURS, list_hours, fill_hours},          {PFL_TABLE_SENDERS, list_senders, fill_senders},
    {PFL_TABLE_CONTACTS, list_contacts, fill_contacts}, {0, NULL, NULL},
};
