/* The ledger: accounts, local users, relaying clients, and what each did when. */
#include "lib/aggregate/rows.h"

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
        SHOW(record, row, notices, pfl_viewed_count(v, s, COUNT_NOTICES));                                             \
        SHOW(record, row, ambiguous, pfl_viewed_count(v, s, COUNT_AMBIGUOUS));                                         \
        SHOW(record, row, waiting, (s)->waiting);                                                                      \
        SHOW(record, row, waiting_recipients, (s)->waiting_recipients);                                                \
        SHOW(record, row, active_days, pfl_viewed_days(v, s));                                                         \
        SHOW(record, row, messages_in_hour, most_messages);                                                            \
        SHOW(record, row, recipients_in_hour, most_recipients);                                                        \
        SHOW(record, row, domains, (s)->domains);                                                                      \
    } while (0)

static void fill_accounts(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_accounts_row *r = row;
    const struct viewed *s = viewed_at(rows, item->a);
    const struct table *guesses = &rows->view->state->guesses;
    SHOW(accounts_row, r, sasl_username, pfl_rows_put(rows, s->key->bytes + 1, s->key->length - 1));
    SHOW_ACTIVITY(rows, accounts_row, r, s);
    SHOW(accounts_row, r, refused, pfl_viewed_count(rows->view, s, COUNT_REFUSED));
    SHOW(accounts_row, r, senders, s->senders);
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
    SHOW(submitters_row, r, refused, pfl_viewed_count(rows->view, s, COUNT_REFUSED));
    SHOW(submitters_row, r, senders, s->senders);
}

static void fill_relays(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_relays_row *r = row;
    const struct viewed *s = viewed_at(rows, item->a);
    SHOW(relays_row, r, client_addr, pfl_rows_put_network(rows, (const uint8_t *)s->key->bytes + 1, 128));
    SHOW_ACTIVITY(rows, relays_row, r, s);
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

const struct source pfl_subject_sources[] = {
    {PFL_TABLE_ACCOUNTS, list_accounts, fill_accounts},
    {PFL_TABLE_SUBMITTERS, list_submitters, fill_submitters},
    {PFL_TABLE_RELAYS, list_relays, fill_relays},
    {PFL_TABLE_HOURS, list_hours, fill_hours},
    {PFL_TABLE_DAYS, list_days, fill_days},
    {0, NULL, NULL},
};
