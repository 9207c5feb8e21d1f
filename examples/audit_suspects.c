/* More about those under suspicion. Contract in audit_text.h. */
#include "audit_text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HOUR           INT64_C(3600000000)
#define MOST_QUEUE_IDS 20
#define MOST_LINES     64 /* of logins */

bool report_is_own(const report *r, piece address)
{
    const network_list *lists[] = {&r->wishes->trusted, &r->wishes->proxies, &r->wishes->monitor_networks};
    pfl_network network;
    if (pfl_network_parse(address.at, address.length, &network) != PFL_OK || pfl_network_is_internal(&network))
        return true;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (size_t k = 0; k < lists[i]->count; k++)
            if (pfl_network_contains(&lists[i]->networks[k], &network))
                return true;
    return false;
}

/* --- Tables about one subject ------------------------------------------------ */

static void read_about(audit_table *t, const report *r, const subject *who, uint16_t code)
{
    char uid[16];
    pfl_rows_options rows = {.table = code, .key = who->name.at, .key_length = who->name.length};
    if (who->kind == SUBJECT_LOCAL) {
        rows.key = uid;
        rows.key_length = (size_t)snprintf(uid, sizeof uid, "%u", (unsigned)who->uid);
    }
    table_read(t, r->audit, &rows);
}

/* A key may name an account and a local user: an account may be called 33. */
static bool is_about(uint64_t present, uint64_t account, uint64_t local, const subject *who)
{
    if (who->kind == SUBJECT_ACCOUNT)
        return (present & account) != 0;
    return who->kind == SUBJECT_LOCAL ? (present & local) != 0 : (present & (account | local)) == 0;
}

static void take_totals(suspect *s)
{
    s->first = s->last = PFL_TIME_INVALID;
    if (s->row.count == 0)
        return;
    switch (s->who->kind) {
    case SUBJECT_ACCOUNT: {
        const pfl_accounts_row *row = table_row(&s->row, 0);
        s->first = row->first;
        s->last = row->last;
        s->waiting = row->waiting;
        s->waiting_recipients = row->waiting_recipients;
        s->failures = row->failures;
        s->failure_networks = row->failure_networks;
        break;
    }
    case SUBJECT_LOCAL: {
        const pfl_submitters_row *row = table_row(&s->row, 0);
        s->first = row->first;
        s->last = row->last;
        s->waiting = row->waiting;
        s->waiting_recipients = row->waiting_recipients;
        break;
    }
    case SUBJECT_CLIENT: {
        const pfl_relays_row *row = table_row(&s->row, 0);
        s->first = row->first;
        s->last = row->last;
        s->waiting = row->waiting;
        s->waiting_recipients = row->waiting_recipients;
        break;
    }
    }
}

/* When an address first came; INT64_MAX for never. */
static int64_t first_from(const suspect *s, piece address)
{
    int64_t first = INT64_MAX;
    for (size_t i = 0; i < s->accesses.count; i++) {
        const pfl_accesses_row *row = table_row(&s->accesses, i);
        if (row->first < first && piece_equal(table_text(&s->accesses, i, row->client_addr), address))
            first = row->first;
    }
    return first;
}

/*
 * When it began: the entry, as far as it is known; but what was done may have begun
 * before that. Then it is when the first address came that was not there before. A
 * finding of an hour begins with the hour, maybe before all messages.
 */
static int64_t since_of(const suspect *s)
{
    const pfl_verdicts_row *row = s->who->row;
    const finding_list *list = &s->who->findings;
    int64_t entry = (row->present & PFL_VERDICTS_ROW_ENTRY) != 0 ? row->entry : INT64_MAX, done = entry;
    for (size_t i = 0; i < list->count; i++)
        if (list->findings[i]->row->abuse_points > 0 && list->findings[i]->row->first < done)
            done = list->findings[i]->row->first;
    if (done == INT64_MAX)
        done = (row->present & PFL_VERDICTS_ROW_FIRST) != 0 ? row->first : s->first;
    if (done == entry)
        return entry;
    int64_t came = INT64_MAX;
    for (size_t i = 0; i < s->accesses.count; i++) {
        const pfl_accesses_row *a = table_row(&s->accesses, i);
        if (a->first >= done && a->first < came && first_from(s, table_text(&s->accesses, i, a->client_addr)) >= done)
            came = a->first;
    }
    if (came != INT64_MAX && (entry == INT64_MAX || came <= entry))
        return came;
    return done > s->first ? done : s->first;
}

bool suspect_has_hour(const suspect *s, const pfl_hours_row *hour)
{
    return is_about(hour->present, PFL_HOURS_ROW_SASL_USERNAME, PFL_HOURS_ROW_UID, s->who);
}

static void sum_hours(suspect *s)
{
    for (size_t i = 0; i < s->hours.count; i++) {
        const pfl_hours_row *h = table_row(&s->hours, i);
        if (!suspect_has_hour(s, h))
            continue;
        if (h->time + HOUR <= s->since) {
            s->has_past = true;
            s->usual_messages = h->messages > s->usual_messages ? h->messages : s->usual_messages;
            s->usual_recipients = h->recipients > s->usual_recipients ? h->recipients : s->usual_recipients;
            continue;
        }
        if (h->time > s->until)
            continue;
        s->messages += h->messages;
        s->recipients += h->recipients;
        s->sent += h->sent;
        s->bounced += h->bounced;
        if (h->messages + h->recipients > s->worst_messages + s->worst_recipients) {
            s->worst_hour = h->time;
            s->worst_messages = h->messages;
            s->worst_recipients = h->recipients;
        }
    }
    for (size_t i = 0; i < s->contacts.count; i++) {
        const pfl_contacts_row *c = table_row(&s->contacts, i);
        s->new_domains += is_about(c->present, PFL_CONTACTS_ROW_SASL_USERNAME, PFL_CONTACTS_ROW_UID, s->who) &&
                          c->first + HOUR > s->since && c->first <= s->until;
    }
}

/* --- Addresses --------------------------------------------------------------- */

static suspect_address *put_address(suspect *s, piece address)
{
    for (size_t i = 0; i < s->address_count; i++)
        if (piece_equal(s->addresses[i].address, address))
            return &s->addresses[i];
    s->addresses = must_resize(s->addresses, (s->address_count + 1) * sizeof *s->addresses);
    s->addresses[s->address_count] =
        (suspect_address){.address = address, .first = INT64_MAX, .last = PFL_TIME_INVALID};
    return &s->addresses[s->address_count++];
}

static void gather_addresses(suspect *s, const report *r)
{
    for (size_t i = 0; i < s->accesses.count; i++) {
        const pfl_accesses_row *row = table_row(&s->accesses, i);
        suspect_address *a = put_address(s, table_text(&s->accesses, i, row->client_addr));
        a->first = row->first < a->first ? row->first : a->first;
        a->last = row->last > a->last ? row->last : a->last;
        s->has_past |= row->first < s->since;
    }
    for (size_t i = 0; i < s->who->findings.count; i++) {
        const finding *f = s->who->findings.findings[i];
        for (size_t k = 0; k < f->source_count && f->row->access_points > 0; k++)
            put_address(s, f->sources[k].address)->has_failed |= f->sources[k].failures > 0;
    }
    if (s->who->kind == SUBJECT_CLIENT) {
        suspect_address *a = put_address(s, s->who->name);
        a->first = s->first;
        a->last = s->last;
    }
    size_t kept = 0;
    for (size_t i = 0; i < s->address_count; i++) {
        suspect_address a = s->addresses[i];
        a.is_new = a.first != INT64_MAX && a.first >= s->since && a.first <= s->until;
        a.may_be_owner = a.is_new && !s->has_past && !a.has_failed && s->who->kind == SUBJECT_ACCOUNT;
        a.is_own = report_is_own(r, a.address);
        if (a.is_new || a.has_failed || s->who->kind == SUBJECT_CLIENT)
            s->addresses[kept++] = a;
    }
    s->address_count = kept;
}

static void judge_addresses(suspect *s, const report *r)
{
    piece *addresses = must_resize(NULL, s->address_count * sizeof *addresses);
    uint64_t *innocents = must_resize(NULL, s->address_count * sizeof *innocents);
    for (size_t i = 0; i < s->address_count; i++)
        addresses[i] = s->addresses[i].address;
    report_count_innocents(r, addresses, s->address_count, innocents);
    int64_t last = PFL_TIME_INVALID;
    for (size_t i = 0; i < s->address_count; i++) {
        suspect_address *a = &s->addresses[i];
        a->is_shared = innocents[i] > 0;
        s->new_count += a->is_new;
        if (a->is_new && a->last > last) {
            last = s->last = a->last;
            s->last_address = a->address;
        }
    }
    free(addresses);
    free(innocents);
}

/* --- The queue --------------------------------------------------------------- */

static void gather_queue(suspect *s, const report *r)
{
    if (s->waiting == 0)
        return;
    table_read(&s->queue, r->audit, &(pfl_rows_options){.table = PFL_TABLE_MESSAGES});
    s->queue_ids = must_resize(NULL, MOST_QUEUE_IDS * sizeof *s->queue_ids);
    for (size_t i = 0; i < s->queue.count && s->queue_id_count < MOST_QUEUE_IDS; i++) {
        const pfl_messages_row *m = table_row(&s->queue, i);
        bool is_its = false;
        if (s->who->kind == SUBJECT_ACCOUNT)
            is_its = (m->present & PFL_MESSAGES_ROW_SASL_USERNAME) != 0 &&
                     piece_equal(table_text(&s->queue, i, m->sasl_username), s->who->name);
        else if (s->who->kind == SUBJECT_LOCAL)
            is_its = (m->present & PFL_MESSAGES_ROW_UID) != 0 && m->uid == s->who->uid;
        else
            is_its = (m->present & (PFL_MESSAGES_ROW_SASL_USERNAME | PFL_MESSAGES_ROW_UID)) == 0 &&
                     piece_equal(table_text(&s->queue, i, m->client_addr), s->who->name);
        if (is_its)
            s->queue_ids[s->queue_id_count++] = table_text(&s->queue, i, m->queue_id);
    }
}

/* --- Lines that the state keeps ---------------------------------------------- */

/* The first login of a day from each address: where it stands, not its text. */
static void gather_logins(suspect *s)
{
    finding *kept = &s->kept;
    for (size_t i = 0; i < s->accesses.count && kept->line_count < MOST_LINES; i++) {
        const pfl_accesses_row *row = table_row(&s->accesses, i);
        if ((row->present & PFL_ACCESSES_ROW_OFFSET) != 0 && row->first >= s->since && row->first <= s->until)
            kept->lines[kept->line_count++] = (evidence){.file = table_text(&s->accesses, i, row->file),
                                                         .stream = row->stream,
                                                         .offset = row->offset,
                                                         .time = row->first};
    }
}

static void gather_lines(suspect *s, const report *r)
{
    finding *kept = &s->kept;
    read_about(&s->lines, r, s->who, PFL_TABLE_EVIDENCE);
    kept->lines = must_resize(NULL, (s->lines.count + MOST_LINES) * sizeof *kept->lines);
    for (size_t i = 0; i < s->lines.count; i++) {
        const pfl_evidence_row *row = table_row(&s->lines, i);
        if (is_about(row->present, PFL_EVIDENCE_ROW_SASL_USERNAME, PFL_EVIDENCE_ROW_UID, s->who) &&
            row->time >= s->since && row->time <= s->until)
            kept->lines[kept->line_count++] = (evidence){.file = table_text(&s->lines, i, row->file),
                                                         .text = table_text(&s->lines, i, row->text),
                                                         .stream = row->stream,
                                                         .offset = row->offset,
                                                         .time = row->time};
    }
    gather_logins(s);
    report_find_lines(r, &(finding_list){&kept, 1}, 1);
}

void suspect_make(suspect *s, const report *r, const subject *who)
{
    static const uint16_t tables[] = {[SUBJECT_ACCOUNT] = PFL_TABLE_ACCOUNTS,
                                      [SUBJECT_LOCAL] = PFL_TABLE_SUBMITTERS,
                                      [SUBJECT_CLIENT] = PFL_TABLE_RELAYS};
    *s = (suspect){.who = who, .last_address = {"", 0}};
    read_about(&s->row, r, who, tables[who->kind]);
    read_about(&s->hours, r, who, PFL_TABLE_HOURS);
    read_about(&s->contacts, r, who, PFL_TABLE_CONTACTS);
    if (who->kind == SUBJECT_ACCOUNT)
        read_about(&s->accesses, r, who, PFL_TABLE_ACCESSES);
    take_totals(s);
    s->since = since_of(s);
    s->until = (who->row->present & PFL_VERDICTS_ROW_LAST) != 0 ? who->row->last + HOUR : INT64_MAX;
    sum_hours(s);
    gather_addresses(s, r);
    judge_addresses(s, r);
    gather_queue(s, r);
    gather_lines(s, r);
}

void suspect_free(suspect *s)
{
    table_free(&s->row);
    table_free(&s->hours);
    table_free(&s->contacts);
    table_free(&s->accesses);
    table_free(&s->queue);
    table_free(&s->lines);
    for (size_t i = 0; i < s->kept.line_count; i++)
        free(s->kept.lines[i].own_text);
    free(s->kept.lines);
    free(s->addresses);
    free(s->queue_ids);
}
