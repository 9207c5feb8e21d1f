/* What was read: totals, kinds, streams, hosts, releases. */
#include "lib/aggregate/gaps.h"
#include "lib/aggregate/rows.h"

/* === Totals === */

static bool list_totals(struct pfl_rows *rows)
{
    return pfl_rows_add(rows, 0, 0, 0);
}

static uint64_t larger(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

static void fill_totals(struct pfl_rows *rows, const struct item *item, void *row)
{
    (void)item;
    pfl_totals_row *r = row;
    const pfl_aggregator *a = rows->view->state;
    const uint64_t *t = a->coverage.totals;
    const struct eviction *e = a->evictions;
    uint64_t legs = t[TOTAL_OTHER_LEGS] + rows->view->totals[TOTAL_OTHER_LEGS];
    uint64_t loopback_legs = t[TOTAL_LOOPBACK_LEGS] + rows->view->totals[TOTAL_LOOPBACK_LEGS];
    SHOW_TIME(totals_row, r, first, a->coverage.first);
    SHOW_TIME(totals_row, r, last, a->coverage.last);
    SHOW(totals_row, r, lines, t[TOTAL_LINES]);
    SHOW(totals_row, r, bytes, t[TOTAL_BYTES]);
    SHOW(totals_row, r, ambiguous, t[TOTAL_AMBIGUOUS]);
    SHOW(totals_row, r, truncated, t[TOTAL_TRUNCATED]);
    SHOW(totals_row, r, time_invalid, t[TOTAL_TIME_INVALID]);
    SHOW(totals_row, r, year_inferred, t[TOTAL_YEAR_INFERRED]);
    SHOW(totals_row, r, repeats, t[TOTAL_REPEATS]);
    SHOW(totals_row, r, suppressed, t[TOTAL_SUPPRESSED]);
    SHOW(totals_row, r, failures, larger(t[TOTAL_FAILURES], t[TOTAL_AUTH_FAILURES]));
    SHOW(totals_row, r, auth_failures, t[TOTAL_AUTH_FAILURES]);
    SHOW(totals_row, r, named_failures, larger(t[TOTAL_NAMED_FAILURES], t[TOTAL_NAMED_AUTH_FAILURES]));
    SHOW(totals_row, r, unreal_failures, t[TOTAL_UNREAL_FAILURES]);
    SHOW(totals_row, r, aborted, t[TOTAL_ABORTED]);
    SHOW(totals_row, r, messages, t[TOTAL_SASL_MESSAGES]);
    SHOW(totals_row, r, plain_messages, t[TOTAL_MESSAGES] - legs - loopback_legs);
    SHOW(totals_row, r, local_messages, t[TOTAL_LOCAL_MESSAGES]);
    SHOW(totals_row, r, loopback_messages, t[TOTAL_LOOPBACK] - loopback_legs);
    SHOW(totals_row, r, logins, t[TOTAL_LOGINS]);
    SHOW(totals_row, r, sent, t[TOTAL_SENT]);
    SHOW(totals_row, r, deferred, t[TOTAL_DEFERRED]);
    SHOW(totals_row, r, bounced, t[TOTAL_BOUNCED]);
    SHOW(totals_row, r, rejects, t[TOTAL_REJECTS]);
    SHOW(totals_row, r, orphans, t[TOTAL_ORPHANS] + rows->view->orphans);
    SHOW(totals_row, r, abandoned, t[TOTAL_ABANDONED]);
    SHOW(totals_row, r, waiting, rows->view->waiting);
    SHOW(totals_row, r, evicted_addresses, e[EVICTED_ADDRESSES].records);
    SHOW(totals_row, r, evicted_names, e[EVICTED_GUESSES].records);
    SHOW(totals_row, r, evicted_messages, e[EVICTED_MESSAGES].records);
    SHOW(totals_row, r, evicted_subjects, e[EVICTED_SUBJECTS].records);
    SHOW(totals_row, r, evicted_others, e[EVICTED_OTHERS].records);
    SHOW(totals_row, r, evicted_buckets, e[EVICTED_BUCKETS].records);
    SHOW(totals_row, r, address_error, e[EVICTED_ADDRESSES].error);
    SHOW(totals_row, r, name_error, e[EVICTED_GUESSES].error);
    SHOW(totals_row, r, lost, a->memory.lost);
    SHOW(totals_row, r, memory, a->memory.used);
    SHOW(totals_row, r, most_memory, a->memory.most);
    SHOW(totals_row, r, injections, t[TOTAL_INJECTIONS]);
}

/* === Kinds === */

static bool list_kinds(struct pfl_rows *rows)
{
    for (uint32_t code = 0; code < KIND_LIMIT; code++) {
        const pfl_kind *kind = pfl_kind_info((uint16_t)code);
        if (rows->view->state->coverage.kinds[code] == 0 || kind == NULL ||
            !pfl_rows_wants(rows, kind->name, strlen(kind->name)))
            continue;
        if (!pfl_rows_add(rows, code, code, 0))
            return false;
    }
    return true;
}

static void fill_kinds(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_kinds_row *r = row;
    const char *name = pfl_kind_info((uint16_t)item->a)->name;
    SHOW(kinds_row, r, kind, pfl_rows_put(rows, name, strlen(name)));
    SHOW(kinds_row, r, lines, rows->view->state->coverage.kinds[item->a]);
}

/* === Streams === */

static bool list_streams(struct pfl_rows *rows)
{
    const struct coverage *c = &rows->view->state->coverage;
    for (uint32_t i = 0; i < c->segments.live; i++) {
        const struct stream *s = table_at(&c->streams, segment_at(c, c->order[i])->stream);
        if (pfl_rows_wants(rows, s->name.bytes, s->name.length) && !pfl_rows_add(rows, i, c->order[i], 0))
            return false;
    }
    return true;
}

static void fill_streams(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_streams_row *r = row;
    const struct coverage *c = &rows->view->state->coverage;
    const struct segment *g = segment_at(c, item->a);
    const struct stream *s = table_at(&c->streams, g->stream);
    int64_t first = NEVER_BEFORE, last = PFL_TIME_INVALID;
    for (uint32_t i = 0; i < g->stretch_count; i++) {
        first = g->stretches[i].low < first ? g->stretches[i].low : first;
        last = later(last, g->stretches[i].high);
    }
    if (s->name.length > 0)
        SHOW(streams_row, r, file, rows_put_text(rows, &s->name));
    SHOW(streams_row, r, stream, s->id);
    SHOW(streams_row, r, start, g->start);
    SHOW(streams_row, r, end, g->end);
    SHOW(streams_row, r, lines, g->lines);
    SHOW_TIME(streams_row, r, first, first);
    SHOW_TIME(streams_row, r, last, last);
}

/* === Hosts === */

static bool list_hosts(struct pfl_rows *rows)
{
    const struct pfl_view *v = rows->view;
    for (uint32_t i = 0; i < v->hosts.count; i++) {
        const struct text *name = &host_at(&v->state->coverage, v->hosts.numbers[i])->name;
        if (pfl_rows_wants(rows, name->bytes, name->length) && !pfl_rows_add(rows, i, v->hosts.numbers[i], 0))
            return false;
    }
    return true;
}

static void fill_hosts(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_hosts_row *r = row;
    const struct host *h = host_at(&rows->view->state->coverage, item->a);
    struct gaps gaps;
    SHOW(hosts_row, r, host, rows_put_text(rows, &h->name));
    SHOW_TIME(hosts_row, r, first, h->first);
    SHOW_TIME(hosts_row, r, last, h->last);
    SHOW(hosts_row, r, lines, h->lines);
    if (pfl_gaps_open(&gaps, &rows->view->state->coverage, &rows->memory, item->a)) {
        SHOW(hosts_row, r, active_minutes, gaps.active);
        SHOW(hosts_row, r, longest_gap, gaps.longest);
        SHOW(hosts_row, r, usual_gap, gaps.usual);
    } else {
        rows->memory.lost++;
    }
    pfl_gaps_close(&gaps, &rows->memory);
    SHOW(hosts_row, r, backward, h->backward);
    SHOW(hosts_row, r, most_backward, h->most_backward);
    SHOW(hosts_row, r, told, h->told);
    SHOW(hosts_row, r, contradicting, h->contradicting);
    if (h->contradicting > 0) {
        SHOW(hosts_row, r, least_skew, h->least_skew);
        SHOW(hosts_row, r, most_skew, h->most_skew);
    }
}

/* === Operations === */

static const char *const operation_names[OPERATIONS] = {
    [OPERATION_START] = "start",     [OPERATION_STOP] = "stop", [OPERATION_RELOAD] = "reload",
    [OPERATION_DELETE] = "delete",   [OPERATION_HOLD] = "hold", [OPERATION_REQUEUE] = "requeue",
    [OPERATION_RELEASE] = "release",
};

static bool list_operations(struct pfl_rows *rows)
{
    const struct pfl_view *v = rows->view;
    const struct table *t = &v->state->coverage.host_days;
    for (uint32_t n = table_next(t, 0); n != NONE; n = table_next(t, n + 1)) {
        const struct host_day *d = table_at(t, n);
        const struct text *host = &host_at(&v->state->coverage, d->key.host)->name;
        uint64_t place = natural(v->hosts.ranks[d->key.host], (uint32_t)d->key.day ^ UINT32_C(1) << 31);
        for (uint32_t i = 0; i < OPERATIONS && pfl_rows_wants(rows, host->bytes, host->length); i++)
            if (deed_count(&d->deeds[i]) > 0 && !pfl_rows_add(rows, place, n, i))
                return false;
    }
    return true;
}

static void fill_operations(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_operations_row *r = row;
    const struct coverage *c = &rows->view->state->coverage;
    const struct host_day *d = table_at(&c->host_days, item->a);
    const struct deed *deed = &d->deeds[item->b];
    const char *name = operation_names[item->b];
    SHOW(operations_row, r, host, rows_put_text(rows, &host_at(c, d->key.host)->name));
    SHOW(operations_row, r, operation, pfl_rows_put(rows, name, strlen(name)));
    SHOW_TIME(operations_row, r, time, d->key.day * DAYS);
    SHOW(operations_row, r, count, deed_count(deed));
    SHOW_TIME(operations_row, r, first, deed->first);
    SHOW_TIME(operations_row, r, last, deed->last);
}

/* === Releases === */

static bool list_releases(struct pfl_rows *rows)
{
    const struct table *t = &rows->view->state->coverage.releases;
    if (!pfl_order_table(&rows->order, &rows->memory, t))
        return false;
    for (uint32_t i = 0; i < rows->order.count; i++) {
        const struct text *version = table_at(t, rows->order.numbers[i]);
        if (pfl_rows_wants(rows, version->bytes, version->length) && !pfl_rows_add(rows, i, rows->order.numbers[i], 0))
            return false;
    }
    return true;
}

static void fill_releases(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_releases_row *r = row;
    const struct release *release = table_at(&rows->view->state->coverage.releases, item->a);
    SHOW(releases_row, r, version, rows_put_text(rows, &release->version));
    SHOW(releases_row, r, starts, release->starts);
    SHOW_TIME(releases_row, r, first, release->first);
    SHOW_TIME(releases_row, r, last, release->last);
}

const struct source pfl_coverage_sources[] = {
    {PFL_TABLE_TOTALS, list_totals, fill_totals},
    {PFL_TABLE_KINDS, list_kinds, fill_kinds},
    {PFL_TABLE_STREAMS, list_streams, fill_streams},
    {PFL_TABLE_HOSTS, list_hosts, fill_hosts},
    {PFL_TABLE_RELEASES, list_releases, fill_releases},
    {PFL_TABLE_OPERATIONS, list_operations, fill_operations},
    {0, NULL, NULL},
};
