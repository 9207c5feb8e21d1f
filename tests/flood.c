#include "flood.h"

#include "lib/aggregate/evict.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static uint64_t chance_state;

uint64_t flood_chance(uint64_t below)
{
    uint64_t z = chance_state += UINT64_C(0x9e3779b97f4a7c15); /* splitmix64 */
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return (z ^ z >> 31) % below;
}

/* === What the allocator has handed out === */

static void *heap_resize(void *context, void *pointer, size_t old_size, size_t new_size)
{
    struct heap *h = context;
    h->calls++;
    h->bytes = h->bytes - old_size + new_size;
    h->blocks += (uint64_t)(new_size > 0) - (uint64_t)(pointer != NULL);
    uint64_t held = h->bytes + BLOCK_OVERHEAD * h->blocks;
    h->most = held > h->most ? held : h->most;
    if (new_size == 0) {
        free(pointer);
        return NULL;
    }
    return realloc(pointer, new_size);
}

/* === A log that is read while it is made === */

void flood_start(struct flood *f, uint64_t max_memory, uint64_t key)
{
    memset(f, 0, sizeof *f);
    const pfl_aggregator_options options = {
        .size = sizeof options, .max_memory = max_memory, .hash_key = {key, key}, .allocator = {&f->heap, heap_resize}};
    assert_int_equal(pfl_aggregator_create(&f->state, &options), PFL_OK);
    assert_int_equal(pfl_parser_create(&f->parser, NULL), PFL_OK);
    chance_state = 1;
}

void flood_flush(struct flood *f)
{
    static pfl_event events[1024];
    size_t count, used, at = 0;
    int32_t status = PFL_FULL;
    for (; status == PFL_FULL; at += used) {
        status = pfl_parse(f->parser, f->text + at, f->length - at, 0, events, sizeof *events, 1024, &count, &used);
        assert_int_equal(pfl_aggregator_add(f->state, f->parser, f->text + at, events, sizeof *events, count), PFL_OK);
    }
    assert_int_equal(status, PFL_OK);
    assert_int_equal(at, f->length);
    f->length = 0;
}

/* A line at the time it is now: postfix/smtpd[1]: ... */
static void line_of(struct flood *f, const char *host, const char *format, va_list arguments)
{
    if (f->length > sizeof f->text - 2048)
        flood_flush(f);
    char *at = f->text + f->length;
    int64_t s = f->now;
    at += snprintf(at, 128, "2026-06-%02dT%02d:%02d:%02dZ %s postfix/", (int)(1 + s / 86400), (int)(s / 3600 % 24),
                   (int)(s / 60 % 60), (int)(s % 60), host);
    at += vsnprintf(at, 1024, format, arguments);
    *at++ = '\n';
    f->length = (size_t)(at - f->text);
    f->lines++;
}

void flood_line(struct flood *f, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    line_of(f, "mx", format, arguments);
    va_end(arguments);
}

void flood_line_from(struct flood *f, const char *host, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    line_of(f, host, format, arguments);
    va_end(arguments);
}

void flood_failure(struct flood *f, const char *address, const char *name)
{
    flood_line(
        f, "smtpd[1]: warning: unknown[%s]: SASL LOGIN authentication failed: authentication failure, sasl_username=%s",
        address, name);
}

void flood_address(char *out, size_t size)
{
    if (flood_chance(2) == 0)
        snprintf(out, size, "%u.%u.%u.%u", 11 + (unsigned)flood_chance(80), (unsigned)flood_chance(256),
                 (unsigned)flood_chance(256), (unsigned)flood_chance(256));
    else
        snprintf(out, size, "2001:db8:%x:%x:%x:%x:%x:%x", (unsigned)flood_chance(65536), (unsigned)flood_chance(65536),
                 (unsigned)flood_chance(65536), 1 + (unsigned)flood_chance(65535), (unsigned)flood_chance(65536),
                 (unsigned)flood_chance(65536));
}

/* === Rows === */

struct table_rows flood_rows(pfl_aggregator *a, uint16_t table, const char *key)
{
    struct table_rows r;
    const pfl_rows_options options = {
        .size = sizeof options, .table = table, .key = key, .key_length = key == NULL ? 0 : strlen(key)};
    assert_int_equal(pfl_view_create(&r.view, a), PFL_OK);
    assert_int_equal(pfl_rows_create(&r.rows, r.view, &options), PFL_OK);
    return r;
}

void flood_rows_close(struct table_rows *r)
{
    pfl_rows_destroy(r->rows);
    pfl_view_destroy(r->view);
}

/* The one row of a table about a key; all zero when there is none. */
void flood_row(pfl_aggregator *a, uint16_t table, const char *key, void *row, size_t size)
{
    struct table_rows r = flood_rows(a, table, key);
    size_t count;
    memset(row, 0, size);
    if (pfl_rows_count(r.rows) > 0)
        assert_int_equal(pfl_rows_next(r.rows, row, size, 1, &count), PFL_OK);
    assert_true(pfl_rows_count(r.rows) <= 1);
    flood_rows_close(&r);
}

pfl_totals_row flood_totals(pfl_aggregator *a)
{
    pfl_totals_row t;
    flood_row(a, PFL_TABLE_TOTALS, NULL, &t, sizeof t);
    return t;
}

/* A hash of all rows of all tables as JSON. */
uint64_t flood_digest(pfl_aggregator *a)
{
    static char json[1 << 15];
    uint64_t words[2] = {0, 0}, record[128];
    const pfl_table *table;
    for (size_t i = 0; (table = pfl_table_at(i)) != NULL && table->code < PFL_AUDIT_TABLES; i++) {
        struct table_rows r = flood_rows(a, table->code, NULL);
        size_t count, length;
        while (pfl_rows_next(r.rows, record, table->record_size, 1, &count) == PFL_OK) {
            assert_int_equal(pfl_row_json(table->code, record, pfl_rows_text(r.rows), json, sizeof json, &length),
                             PFL_OK);
            words[1] = pfl_stream_id(json, length);
            words[0] = pfl_stream_id(words, sizeof words);
        }
        flood_rows_close(&r);
    }
    return words[0];
}

/* === What holds after every flood === */

char *flood_save(pfl_aggregator *a, size_t *length)
{
    pfl_saver *saver;
    char *data = malloc(PFL_SAVE_CAPACITY);
    size_t more;
    *length = 0;
    assert_int_equal(pfl_saver_create(&saver, a), PFL_OK);
    while (pfl_saver_next(saver, data + *length, PFL_SAVE_CAPACITY, &more) == PFL_OK) {
        *length += more;
        data = realloc(data, *length + PFL_SAVE_CAPACITY);
        assert_non_null(data);
    }
    pfl_saver_destroy(saver);
    return data;
}

/* What was saved is loaded, with room and with none to spare; with room it is the same state. */
void flood_check_saved(struct flood *f)
{
    const pfl_aggregator_options roomy = {.size = sizeof roomy, .hash_key = {7, 7}};
    const pfl_aggregator_options tight = {.size = sizeof tight, .hash_key = {8, 8}, .max_memory = PFL_MIN_MEMORY};
    size_t length, again;
    char *first = flood_save(f->state, &length);
    pfl_aggregator *a;
    assert_int_equal(pfl_aggregator_load(&a, &roomy, first, length), PFL_OK);
    char *second = flood_save(a, &again);
    assert_int_equal(again, length);
    assert_memory_equal(first, second, length);
    pfl_aggregator_destroy(a);
    free(second);
    if (pfl_aggregator_load(&a, &tight, first, length) == PFL_OK) {
        assert_true(flood_totals(a).most_memory <= PFL_MIN_MEMORY);
        pfl_aggregator_destroy(a);
    }
    free(first);
}

void flood_check_shares(const struct flood *f, unsigned least)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < EVICTABLES; i++)
        sum += pfl_evictables[i].bytes(f->state);
    assert_true(sum <= f->state->memory.used && 100 * sum >= least * f->state->memory.used);
}

pfl_totals_row flood_finish(struct flood *f)
{
    flood_flush(f);
    assert_true(f->heap.most <= CAP + BLOCK_OVERHEAD); /* the handle itself is counted without */
    pfl_totals_row t = flood_totals(f->state);
    assert_true(t.most_memory <= CAP);
    assert_int_equal(t.lines, f->lines);
    flood_check_saved(f);
    return t;
}

void flood_stop(struct flood *f)
{
    pfl_aggregator_destroy(f->state);
    pfl_parser_destroy(f->parser);
    f->state = NULL;
    assert_int_equal(f->heap.bytes, 0);
    assert_int_equal(f->heap.blocks, 0);
}

/* === Planted: who must not be pushed out === */

/* A message that account i hands in and that is delivered. */
void flood_message(struct flood *f, unsigned i, unsigned number)
{
    flood_line(f,
               "submission/smtpd[1]: AA%06X: client=c[192.0.2.%u], sasl_method=PLAIN, sasl_username=user%u@example.com",
               number, i + 1, i);
    flood_line(f, "qmgr[1]: AA%06X: from=<user%u@example.com>, size=1000, nrcpt=1 (queue active)", number, i);
    flood_line(
        f,
        "smtp[1]: AA%06X: to=<friend%u@example.net>, relay=mx[198.51.100.1]:25, delay=1, dsn=2.0.0, status=sent (ok)",
        number, i);
    flood_line(f, "qmgr[1]: AA%06X: removed", number);
}

/* Messages of these accounts, each with a sender and a domain of its own, that wait from here on. */
void flood_begin_waiting(struct flood *f)
{
    for (unsigned k = 0; k < WAITING; k++) {
        flood_line(f, "smtpd[1]: BB%06X: client=c[192.0.2.%u], sasl_method=PLAIN, sasl_username=user%u@example.com", k,
                   1 + k % ACCOUNTS, k % ACCOUNTS);
        flood_line(f, "qmgr[1]: BB%06X: from=<sender%u@example.com>, size=10, nrcpt=1 (queue active)", k, k);
        flood_line(f,
                   "smtp[1]: BB%06X: to=<x@wait%u.example>, relay=none, delay=1, dsn=4.4.1, status=deferred (timeout)",
                   k, k);
    }
}

/* Messages that a filter in front of the queue handed in for somebody. */
void flood_begin_proxied(struct flood *f)
{
    for (unsigned k = 0; k < 10; k++) {
        flood_line(f, "smtpd[1]: EE%06X: client=localhost[127.0.0.1]", k);
        flood_line(f,
                   "smtpd[1]: proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok: queued as EE%06X; from=<x@example.com> "
                   "to=<y@example.net> proto=ESMTP helo=<h> sasl_username=<proxied%u>",
                   k, k);
        flood_line(f, "qmgr[1]: EE%06X: from=<x@example.com>, size=10, nrcpt=1 (queue active)", k);
    }
}

/* They still are whose they were, and in the end are counted for them. */
void flood_end_waiting(struct flood *f)
{
    struct table_rows r;
    pfl_messages_row m;
    size_t count, seen = 0;
    flood_flush(f);
    r = flood_rows(f->state, PFL_TABLE_MESSAGES, NULL);
    while (pfl_rows_next(r.rows, &m, sizeof m, 1, &count) == PFL_OK) {
        char id[16], name[64], from[64];
        unsigned k;
        const char *text = pfl_rows_text(r.rows);
        snprintf(id, sizeof id, "%.*s", (int)m.queue_id.length, text + m.queue_id.offset);
        bool proxied = sscanf(id, "EE%6X", &k) == 1;
        if (!proxied && sscanf(id, "BB%6X", &k) != 1)
            continue;
        snprintf(name, sizeof name, proxied ? "proxied%u" : "user%u@example.com", proxied ? k : k % ACCOUNTS);
        snprintf(from, sizeof from, proxied ? "x@example.com" : "sender%u@example.com", k);
        assert_int_equal(m.sasl_username.length, strlen(name));
        assert_memory_equal(text + m.sasl_username.offset, name, strlen(name));
        assert_int_equal(m.from.length, strlen(from));
        assert_memory_equal(text + m.from.offset, from, strlen(from));
        seen++;
    }
    flood_rows_close(&r);
    assert_int_equal(seen, WAITING + 10);
    for (unsigned k = 0; k < WAITING; k++) {
        flood_line(
            f,
            "smtp[1]: BB%06X: to=<x@wait%u.example>, relay=mx[198.51.100.1]:25, delay=1, dsn=2.0.0, status=sent (ok)",
            k, k);
        flood_line(f, "qmgr[1]: BB%06X: removed", k);
    }
    flood_flush(f);
}

/* The accounts that sent so many messages each, and waiting ones. */
void flood_check_accounts(struct flood *f, unsigned sent, unsigned waited)
{
    for (unsigned i = 0; i < ACCOUNTS; i++) {
        char name[64];
        pfl_accounts_row row;
        snprintf(name, sizeof name, "user%u@example.com", i);
        flood_row(f->state, PFL_TABLE_ACCOUNTS, name, &row, sizeof row);
        assert_int_equal(row.messages, sent + waited);
        assert_int_equal(row.recipients, sent + waited);
        assert_int_equal(row.sent, sent + waited);
        assert_int_equal(row.deferred, waited);
        assert_int_equal(row.bytes, 1000 * sent + 10 * waited);
        assert_int_equal(row.unknown + row.bounced + row.waiting, 0);
        assert_int_equal(row.addresses, 1);
        assert_int_equal(row.networks, 1);
        assert_int_equal(row.senders, waited + 1);
        assert_int_equal(row.domains, waited + 1);
    }
}
