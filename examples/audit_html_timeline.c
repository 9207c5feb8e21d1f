/* What happened in an incident, hour by hour. Contract in audit_html.h. */
#include "audit_html.h"
#include <stdlib.h>
#include <string.h>

#define HOUR INT64_C(3600000000)

#define HOURS_BEFORE   (7 * 24) /* of what was usual */
#define HOURS_AFTER    24       /* of what came of it */
#define MOST_HOURS     (60 * 24)
#define MOST_ADDRESSES 100 /* whose failed logins are looked up */
#define LEAST_HOURS    12  /* less is no picture */

static int64_t hour_of(int64_t time)
{
    return time - ((time % HOUR) + HOUR) % HOUR;
}

/* A state that lies may hold any time. */
static bool is_sane(int64_t time)
{
    return time > INT64_MIN / 4 && time < INT64_MAX / 4;
}

/* The hours around what began at `since` and was last seen at `last`. */
static void begin(timeline *t, const report *r, int64_t since, int64_t last)
{
    *t = (timeline){.since = since, .covered = r->row->first, .covered_until = r->row->last};
    last = last > since ? last : since;
    if (!is_sane(since) || !is_sane(last) || !is_sane(r->row->first) || !is_sane(r->row->last))
        return;
    int64_t start = hour_of(since) - HOURS_BEFORE * HOUR, end = hour_of(last) + HOURS_AFTER * HOUR;
    start = start < r->row->first ? hour_of(r->row->first) : start;
    end = end > r->row->last ? hour_of(r->row->last) + HOUR : end;
    if (end - start > MOST_HOURS * HOUR) {
        t->is_cut = true;
        end = start + MOST_HOURS * HOUR;
    }
    if (end - start < LEAST_HOURS * HOUR) {
        start -= (LEAST_HOURS * HOUR - (end - start)) / (2 * HOUR) * HOUR;
        end = start + LEAST_HOURS * HOUR;
    }
    t->start = start;
    t->hours = (size_t)((end - start) / HOUR);
}

static void add(timeline *t, int series, int64_t time, uint64_t count)
{
    if (time < t->start || (uint64_t)time - (uint64_t)t->start >= t->hours * (uint64_t)HOUR)
        return;
    if (t->values[series] == NULL) {
        t->values[series] = must_resize(NULL, t->hours * sizeof(uint64_t));
        memset(t->values[series], 0, t->hours * sizeof(uint64_t));
    }
    t->values[series][(time - t->start) / HOUR] += count;
}

/* --- Failed logins -------------------------------------------------------------- */

static void add_failures(timeline *t, const report *r, piece address, bool also_silent)
{
    audit_table f;
    table_read(&f, r->audit,
               &(pfl_rows_options){.table = PFL_TABLE_FAILURES, .key = address.at, .key_length = address.length});
    for (size_t i = 0; i < f.count; i++) {
        const pfl_failures_row *row = table_row(&f, i);
        add(t, SERIES_FAILURES, row->time, row->failures);
        if (also_silent)
            add(t, SERIES_SILENT, row->time, row->silent);
    }
    table_free(&f);
}

/* --- Logins ------------------------------------------------------------------- */

typedef struct network_since {
    pfl_network network;
    int64_t first;
} network_since;

/* When an account first came from the network of an address: what is new is the network, not its next address. */
static int64_t first_from(const network_since *networks, size_t count, piece address)
{
    pfl_network one;
    if (pfl_network_parse(address.at, address.length, &one) == PFL_OK)
        for (size_t i = 0; i < count; i++)
            if (pfl_network_contains(&networks[i].network, &one))
                return networks[i].first;
    return PFL_TIME_INVALID;
}

static network_since *read_networks(const report *r, piece account, size_t *count)
{
    audit_table n;
    table_read(&n, r->audit,
               &(pfl_rows_options){.table = PFL_TABLE_NETWORKS, .key = account.at, .key_length = account.length});
    network_since *networks = must_resize(NULL, n.count * sizeof *networks);
    *count = 0;
    for (size_t i = 0; i < n.count; i++) {
        const pfl_networks_row *row = table_row(&n, i);
        piece text = table_text(&n, i, row->network);
        if (pfl_network_parse(text.at, text.length, &networks[*count].network) == PFL_OK)
            networks[(*count)++].first = row->first;
    }
    table_free(&n);
    return networks;
}

/* Of each day only the first and the last login from an address are known: it counts in all hours between. */
static void add_logins(timeline *t, const report *r, const suspect *s)
{
    size_t count;
    network_since *networks = read_networks(r, s->who->name, &count);
    for (size_t i = 0; i < s->accesses.count; i++) {
        const pfl_accesses_row *row = table_row(&s->accesses, i);
        int64_t first = first_from(networks, count, table_text(&s->accesses, i, row->client_addr));
        int64_t from = row->first > t->start ? hour_of(row->first) : t->start;
        for (size_t hour = 0; hour < t->hours && from + (int64_t)hour * HOUR <= row->last; hour++)
            add(t, first >= s->since ? SERIES_NEW : SERIES_KNOWN, from + (int64_t)hour * HOUR, 1);
    }
    free(networks);
}

/* --- Mail --------------------------------------------------------------------- */

static void add_mail(timeline *t, const suspect *s)
{
    for (size_t i = 0; i < s->hours.count; i++) {
        const pfl_hours_row *h = table_row(&s->hours, i);
        if (!suspect_has_hour(s, h))
            continue;
        add(t, SERIES_MESSAGES, h->time, h->messages);
        add(t, SERIES_RECIPIENTS, h->time, h->recipients);
    }
    t->has_usual = s->usual_messages + s->usual_recipients > 0;
    t->usual_messages = s->usual_messages;
    t->usual_recipients = s->usual_recipients;
}

/* --- All ---------------------------------------------------------------------- */

void timeline_of_suspect(timeline *t, const report *r, const suspect *s)
{
    begin(t, r, s->since, s->last);
    for (size_t i = 0; i < s->address_count && i < MOST_ADDRESSES; i++)
        add_failures(t, r, s->addresses[i].address, false);
    if (s->who->kind == SUBJECT_ACCOUNT)
        add_logins(t, r, s);
    add_mail(t, s);
}

void timeline_of_nameless(timeline *t, const report *r)
{
    int64_t since = INT64_MAX, last = PFL_TIME_INVALID;
    for (size_t i = 0; i < r->server.count; i++) {
        const pfl_findings_row *row = r->server.findings[i]->row;
        if (!is_nameless(r->server.findings[i]))
            continue;
        since = row->last < since ? row->last : since;
        last = row->last > last ? row->last : last;
    }
    begin(t, r, since, last);
    for (size_t i = 0; i < r->server.count; i++) {
        const finding *f = r->server.findings[i];
        for (size_t k = 0; k < f->source_count && is_nameless(f); k++)
            add_failures(t, r, f->sources[k].address, true);
    }
}

void timeline_free(timeline *t)
{
    for (size_t i = 0; i < SERIES_COUNT; i++)
        free(t->values[i]);
}
