/* Addresses, failed logins, domains, the queue, evidence. */
#include "lib/aggregate/rows.h"

static bool wants_address(const struct pfl_rows *rows, const uint8_t bytes[16])
{
    char text[PFL_NETWORK_TEXT];
    pfl_network address = {.bits = 128};
    if (!rows->has_key)
        return true;
    memcpy(address.bytes, bytes, sizeof address.bytes);
    return pfl_rows_wants(rows, text, pfl_network_text(&address, text));
}

/* === Addresses === */

static bool list_addresses(struct pfl_rows *rows)
{
    const struct table *t = &rows->view->state->addresses;
    const struct order *o = &rows->view->addresses;
    for (uint32_t i = 0; i < o->count; i++) {
        const struct address *a = table_at(t, o->numbers[i]);
        if (wants_address(rows, a->bytes) && !pfl_rows_add(rows, i, o->numbers[i], 0))
            return false;
    }
    return true;
}

static void fill_addresses(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_addresses_row *r = row;
    const struct address *a = table_at(&rows->view->state->addresses, item->a);
    const uint32_t tellers[TELLERS] = {a->counts[ADDRESS_FAILURES], a->counts[ADDRESS_AUTH_FAILURES]};
    SHOW(addresses_row, r, client_addr, pfl_rows_put_network(rows, a->bytes, 128));
    SHOW_TIME(addresses_row, r, first, a->first);
    SHOW_TIME(addresses_row, r, last, a->last);
    SHOW(addresses_row, r, connections, a->counts[ADDRESS_CONNECTIONS]);
    SHOW(addresses_row, r, lost, a->counts[ADDRESS_LOST]);
    SHOW(addresses_row, r, failures, failures_of(tellers));
    SHOW(addresses_row, r, auth_failures, a->counts[ADDRESS_AUTH_FAILURES]);
    SHOW(addresses_row, r, unreal_failures, a->counts[ADDRESS_UNREAL]);
    SHOW(addresses_row, r, aborted, a->counts[ADDRESS_ABORTED]);
    SHOW(addresses_row, r, users_tried, pfl_sketch_count(a->users, USERS_KEPT));
    SHOW(addresses_row, r, silent, a->counts[ADDRESS_SILENT]);
    SHOW(addresses_row, r, messages, a->counts[ADDRESS_SASL_MESSAGES]);
    SHOW(addresses_row, r, logins, a->counts[ADDRESS_LOGINS]);
    SHOW(addresses_row, r, plain_messages, a->counts[ADDRESS_MESSAGES]);
    SHOW(addresses_row, r, rejects, a->counts[ADDRESS_REJECTS]);
    SHOW(addresses_row, r, abuse, a->counts[ADDRESS_ABUSE]);
    SHOW(addresses_row, r, limited, a->counts[ADDRESS_LIMITED]);
    SHOW(addresses_row, r, screened, a->counts[ADDRESS_SCREENED]);
    SHOW(addresses_row, r, listed, a->counts[ADDRESS_LISTED]);
    SHOW(addresses_row, r, tls_failures, a->counts[ADDRESS_TLS]);
    SHOW(addresses_row, r, accounts, rows->view->accounts[item->a]);
}

static bool list_failures(struct pfl_rows *rows)
{
    const struct table *t = &rows->view->state->addresses;
    const struct order *o = &rows->view->addresses;
    for (uint32_t i = 0; i < o->count; i++) {
        const struct address *a = table_at(t, o->numbers[i]);
        for (uint32_t k = 0; k < a->bucket_count && wants_address(rows, a->bytes); k++)
            if (!pfl_rows_add(rows, (uint64_t)i << 32 | k, o->numbers[i], k))
                return false;
    }
    return true;
}

static void fill_failures(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_failures_row *r = row;
    const struct address *a = table_at(&rows->view->state->addresses, item->a);
    const struct bucket *b = &a->buckets[item->b];
    int64_t start = b->bucket * BUCKET;
    const enum teller teller = b->counts[TELLER_AUTH] > b->counts[TELLER_SERVER] ? TELLER_AUTH : TELLER_SERVER;
    SHOW(failures_row, r, client_addr, pfl_rows_put_network(rows, a->bytes, 128));
    SHOW_TIME(failures_row, r, time, start);
    SHOW(failures_row, r, failures, failures_of(b->counts));
    SHOW(failures_row, r, auth_failures, b->counts[TELLER_AUTH]);
    SHOW(failures_row, r, silent, b->silent);
    SHOW(failures_row, r, limited, b->limited);
    if (b->kept[teller] > 0)
        SHOW_TIME(failures_row, r, first, start + b->failures[teller][0].at);
    if (b->silent > 0) {
        SHOW_TIME(failures_row, r, first_silent, start + b->first_silent);
        SHOW_TIME(failures_row, r, last_silent, start + b->last_silent);
    }
}

static bool list_names(struct pfl_rows *rows)
{
    const struct table *t = &rows->view->state->guesses;
    if (!pfl_order_table(&rows->order, &rows->memory, t))
        return false;
    for (uint32_t i = 0; i < rows->order.count; i++) {
        const struct guess *g = table_at(t, rows->order.numbers[i]);
        if (pfl_rows_wants(rows, g->name.bytes, g->name.length) && !pfl_rows_add(rows, i, rows->order.numbers[i], 0))
            return false;
    }
    return true;
}

static void fill_names(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_names_row *r = row;
    const struct guess *g = table_at(&rows->view->state->guesses, item->a);
    SHOW(names_row, r, sasl_username, rows_put_text(rows, &g->name));
    SHOW_TIME(names_row, r, first, g->first);
    SHOW_TIME(names_row, r, last, g->last);
    SHOW(names_row, r, failures, failures_of(g->counts));
    SHOW(names_row, r, auth_failures, g->counts[TELLER_AUTH]);
    SHOW(names_row, r, failure_networks, pfl_sketch_count(g->nets, NETS_KEPT));
}

/* === Domains === */

static bool list_domains(struct pfl_rows *rows)
{
    const struct pfl_view *v = rows->view;
    for (uint32_t i = 0; i < v->domains.count; i++) {
        const struct domain *d = table_at(&v->state->domains, v->domains.numbers[i]);
        if (pfl_rows_wants(rows, d->name.text.bytes, d->name.text.length) &&
            !pfl_rows_add(rows, i, v->domains.numbers[i], 0))
            return false;
    }
    return true;
}

static void fill_domains(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_domains_row *r = row;
    const struct domain *d = table_at(&rows->view->state->domains, item->a);
    SHOW(domains_row, r, domain, rows_put_text(rows, &d->name.text));
    SHOW(domains_row, r, local, d->local);
    SHOW(domains_row, r, relayed, d->relayed);
    SHOW(domains_row, r, remote, d->remote);
    SHOW(domains_row, r, next_hops, d->hops[1] != 0 ? 2U : d->hops[0] != 0 ? 1U : 0U);
}

/* === The queue === */

static piece queue_id_of(const struct entry *e)
{
    size_t length = 0;
    while (length < sizeof e->key.queue_id && e->key.queue_id[length] != '\0')
        length++;
    return (piece){e->key.queue_id, length};
}

static struct sort_key message_key(const void *context, uint32_t number)
{
    const struct pfl_view *v = context;
    const struct group *g = group_at(&v->queue, number);
    const struct entry_key *k = &entry_at(&v->queue, g->entry)->key;
    const uint8_t *id = (const uint8_t *)k->queue_id;
    return (struct sort_key){{v->hosts.ranks[k->host], sorting_bytes(id), sorting_bytes(id + 8), sorting(g->first)}};
}

static bool list_messages(struct pfl_rows *rows)
{
    const struct pfl_view *v = rows->view;
    if (!pfl_order_by(&rows->order, &rows->memory, &v->queue.groups, message_key, v))
        return false;
    for (uint32_t i = 0; i < rows->order.count; i++) {
        const struct group *g = group_at(&v->queue, rows->order.numbers[i]);
        piece id = queue_id_of(entry_at(&v->queue, g->entry));
        struct folded folded;
        pfl_fold(&folded, id);
        if (pfl_group_waits(g) && pfl_rows_wants(rows, folded.bytes, folded.length) &&
            !pfl_rows_add(rows, i, rows->order.numbers[i], 0))
            return false;
    }
    return true;
}

static void fill_messages(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_messages_row *r = row;
    const struct pfl_view *v = rows->view;
    const struct queue *q = &v->queue;
    const struct group *g = group_at(q, item->a), *root = group_at(q, pfl_group_root(q, item->a));
    const struct entry *e = entry_at(q, g->entry);
    piece id = queue_id_of(e);
    const char *state = group_is_held(g) ? "held" : "queued";
    uint32_t subject = group_has_origin(root) ? root->origin : root->subject;
    SHOW(messages_row, r, host, rows_put_text(rows, &host_at(&v->state->coverage, e->key.host)->name));
    SHOW(messages_row, r, queue_id, pfl_rows_put(rows, id.at, id.length));
    SHOW(messages_row, r, state, pfl_rows_put(rows, state, strlen(state)));
    if (subject != NONE)
        SHOW_SUBJECT(rows, messages_row, r, &subject_at(q->ledger, subject)->key);
    else if (root->start == START_CLIENT)
        SHOW(messages_row, r, client_addr, pfl_rows_put_network(rows, root->client, 128));
    if (g->sender != NONE)
        SHOW(messages_row, r, from, rows_put_text(rows, table_at(q->senders, g->sender)));
    if ((g->facts & HAS_QUEUED) != 0) {
        SHOW(messages_row, r, size, g->size);
        SHOW(messages_row, r, nrcpt, g->nrcpt);
    }
    SHOW(messages_row, r, finished, g->finished);
    SHOW_TIME(messages_row, r, first, g->first);
}

/* === Evidence === */

enum { OF_SUBJECT, OF_PRESENCE, OF_ADDRESS, OF_NOBODY };

/* What a line shows, by whose it is and its slot there. */
static const char *const evidence_kinds[][SUBJECT_EVIDENCE] = {
    [OF_SUBJECT] = {"message", "bounced", "refused"},
    [OF_PRESENCE] = {"login"},
    [OF_ADDRESS] = {"failure", "last-failure"},
    [OF_NOBODY] = {"injection", "last-injection"},
};

/* Whose, and which of the lines: item.b has both. */
static uint32_t of(uint32_t whose, uint32_t slot)
{
    return whose << 8 | slot;
}

static const struct evidence *evidence_of(const struct pfl_rows *rows, const struct item *item)
{
    const struct pfl_view *v = rows->view;
    uint32_t whose = item->b >> 8, slot = item->b & 0xff;
    if (whose == OF_SUBJECT)
        return pfl_viewed_evidence(v, &v->subjects[item->a], (enum subject_evidence)slot);
    if (whose == OF_PRESENCE)
        return ((const struct presence *)table_at(&v->state->ledger.presences, item->a))->evidence;
    if (whose == OF_NOBODY)
        return v->state->injections[slot];
    const struct address *a = table_at(&v->state->addresses, item->a);
    return slot == 0 ? a->first_failure : a->last_failure;
}

/* In this order: subjects, their networks, addresses, nobody; each by its key, whose place is given. */
static bool add_evidence(struct pfl_rows *rows, uint32_t whose, uint32_t place, uint32_t slot, uint32_t number)
{
    struct item item = {.a = number, .b = of(whose, slot)};
    if (evidence_of(rows, &item) == NULL)
        return true;
    return pfl_rows_add(rows, (uint64_t)whose << 40 | (uint64_t)place << 8 | slot, item.a, item.b);
}

static bool list_subject_evidence(struct pfl_rows *rows)
{
    const struct pfl_view *v = rows->view;
    for (uint32_t i = 0; i < v->subject_count; i++)
        for (uint32_t slot = 0; slot < SUBJECT_EVIDENCE && pfl_rows_wants_subject(rows, v->subjects[i].key); slot++)
            if (!add_evidence(rows, OF_SUBJECT, i, slot, i))
                return false;
    return true;
}

static struct sort_key presence_key(const void *context, uint32_t number)
{
    const struct pfl_view *v = context;
    const struct place_key *k = table_at(&v->state->ledger.presences, number);
    return (struct sort_key){
        {v->settled_places[k->subject], sorting_bytes(k->bytes), sorting_bytes(k->bytes + 8), k->bits}};
}

static bool list_presence_evidence(struct pfl_rows *rows)
{
    const struct pfl_view *v = rows->view;
    struct order order;
    if (!pfl_order_by(&order, &rows->memory, &v->state->ledger.presences.records, presence_key, v))
        return false;
    bool done = true;
    for (uint32_t i = 0; i < order.count && done; i++) {
        const struct place_key *k = table_at(&v->state->ledger.presences, order.numbers[i]);
        if (pfl_rows_wants_subject(rows, v->subjects[v->settled_places[k->subject]].key))
            done = add_evidence(rows, OF_PRESENCE, i, 0, order.numbers[i]);
    }
    pfl_order_free(&order, &rows->memory);
    return done;
}

static bool list_evidence(struct pfl_rows *rows)
{
    const struct table *t = &rows->view->state->addresses;
    if (!list_subject_evidence(rows) || !list_presence_evidence(rows) ||
        !pfl_order_table(&rows->order, &rows->memory, t))
        return false;
    for (uint32_t i = 0; i < rows->order.count; i++) {
        const struct address *a = table_at(t, rows->order.numbers[i]);
        for (uint32_t slot = 0; slot < 2 && wants_address(rows, a->bytes); slot++)
            if (!add_evidence(rows, OF_ADDRESS, i, slot, rows->order.numbers[i]))
                return false;
    }
    for (uint32_t slot = 0; slot < 2 && !rows->has_key; slot++)
        if (!add_evidence(rows, OF_NOBODY, 0, slot, 0))
            return false;
    return true;
}

static void show_owner(struct pfl_rows *rows, const struct item *item, pfl_evidence_row *r)
{
    const struct pfl_view *v = rows->view;
    if (item->b >> 8 == OF_SUBJECT) {
        SHOW_SUBJECT(rows, evidence_row, r, v->subjects[item->a].key);
    } else if (item->b >> 8 == OF_PRESENCE) {
        const struct presence *p = table_at(&v->state->ledger.presences, item->a);
        SHOW_SUBJECT(rows, evidence_row, r, &subject_at(&v->state->ledger, p->key.subject)->key);
        SHOW(evidence_row, r, client_addr, pfl_rows_put_network(rows, p->key.bytes, p->key.bits));
    } else if (item->b >> 8 == OF_ADDRESS) {
        const struct address *a = table_at(&v->state->addresses, item->a);
        SHOW(evidence_row, r, client_addr, pfl_rows_put_network(rows, a->bytes, 128));
    }
}

static void fill_evidence(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_evidence_row *r = row;
    const struct evidence *e = evidence_of(rows, item);
    const char *kind = evidence_kinds[item->b >> 8][item->b & 0xff];
    const struct table *streams = &rows->view->state->coverage.streams;
    uint32_t number = pfl_table_find(streams, &e->place.stream, sizeof e->place.stream);
    show_owner(rows, item, r);
    SHOW(evidence_row, r, kind, pfl_rows_put(rows, kind, strlen(kind)));
    SHOW_TIME(evidence_row, r, time, e->time);
    SHOW_PLACE(rows, evidence_row, r, number, e->place.offset);
    SHOW(evidence_row, r, text, pfl_rows_put(rows, e->text, e->length));
}

const struct source pfl_client_sources[] = {
    {PFL_TABLE_ADDRESSES, list_addresses, fill_addresses},
    {PFL_TABLE_FAILURES, list_failures, fill_failures},
    {PFL_TABLE_NAMES, list_names, fill_names},
    {PFL_TABLE_DOMAINS, list_domains, fill_domains},
    {PFL_TABLE_MESSAGES, list_messages, fill_messages},
    {PFL_TABLE_EVIDENCE, list_evidence, fill_evidence},
    {0, NULL, NULL},
};
