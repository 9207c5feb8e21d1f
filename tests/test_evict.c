/*
 * Floods: a state never holds more than it may, what floods it pushes out itself, and what is left is
 * right or says by how much it is not.
 */
#include "lib/aggregate/aggregator.h"

#include <postfixlog/postfixlog.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define CAP (UINT64_C(2) << 20)

static uint64_t chance_state;

static uint64_t chance(uint64_t below)
{
    uint64_t z = chance_state += UINT64_C(0x9e3779b97f4a7c15); /* splitmix64 */
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return (z ^ z >> 31) % below;
}

/* === What the allocator has handed out === */

struct heap {
    uint64_t bytes, blocks, most, calls;
};

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

struct flood {
    pfl_aggregator *state;
    pfl_parser *parser;
    struct heap heap;
    int64_t now; /* seconds since 2026-06-01 */
    uint64_t lines;
    size_t length;
    char text[1 << 16];
};

static void start(struct flood *f, uint64_t max_memory, uint64_t key)
{
    memset(f, 0, sizeof *f);
    const pfl_aggregator_options options = {
        .size = sizeof options, .max_memory = max_memory, .hash_key = {key, key}, .allocator = {&f->heap, heap_resize}};
    assert_int_equal(pfl_aggregator_create(&f->state, &options), PFL_OK);
    assert_int_equal(pfl_parser_create(&f->parser, NULL), PFL_OK);
    chance_state = 1;
}

static void flush(struct flood *f)
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
        flush(f);
    char *at = f->text + f->length;
    int64_t s = f->now;
    at += snprintf(at, 128, "2026-06-%02dT%02d:%02d:%02dZ %s postfix/", (int)(1 + s / 86400), (int)(s / 3600 % 24),
                   (int)(s / 60 % 60), (int)(s % 60), host);
    at += vsnprintf(at, 1024, format, arguments);
    *at++ = '\n';
    f->length = (size_t)(at - f->text);
    f->lines++;
}

static void line(struct flood *f, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    line_of(f, "mx", format, arguments);
    va_end(arguments);
}

static void line_from(struct flood *f, const char *host, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    line_of(f, host, format, arguments);
    va_end(arguments);
}

static void failure(struct flood *f, const char *address, const char *name)
{
    line(f,
         "smtpd[1]: warning: unknown[%s]: SASL LOGIN authentication failed: authentication failure, sasl_username=%s",
         address, name);
}

static void random_address(char *out, size_t size)
{
    if (chance(2) == 0)
        snprintf(out, size, "%u.%u.%u.%u", 11 + (unsigned)chance(80), (unsigned)chance(256), (unsigned)chance(256),
                 (unsigned)chance(256));
    else
        snprintf(out, size, "2001:db8:%x:%x:%x:%x:%x:%x", (unsigned)chance(65536), (unsigned)chance(65536),
                 (unsigned)chance(65536), 1 + (unsigned)chance(65535), (unsigned)chance(65536),
                 (unsigned)chance(65536));
}

/* === Rows === */

struct table_rows {
    pfl_view *view;
    pfl_rows *rows;
};

static struct table_rows open_rows(pfl_aggregator *a, uint16_t table, const char *key)
{
    struct table_rows r;
    const pfl_rows_options options = {
        .size = sizeof options, .table = table, .key = key, .key_length = key == NULL ? 0 : strlen(key)};
    assert_int_equal(pfl_view_create(&r.view, a), PFL_OK);
    assert_int_equal(pfl_rows_create(&r.rows, r.view, &options), PFL_OK);
    return r;
}

static void close_rows(struct table_rows *r)
{
    pfl_rows_destroy(r->rows);
    pfl_view_destroy(r->view);
}

/* The one row of a table about a key; all zero when there is none. */
static void read_row(pfl_aggregator *a, uint16_t table, const char *key, void *row, size_t size)
{
    struct table_rows r = open_rows(a, table, key);
    size_t count;
    memset(row, 0, size);
    if (pfl_rows_count(r.rows) > 0)
        assert_int_equal(pfl_rows_next(r.rows, row, size, 1, &count), PFL_OK);
    assert_true(pfl_rows_count(r.rows) <= 1);
    close_rows(&r);
}

static pfl_totals_row totals_of(pfl_aggregator *a)
{
    pfl_totals_row t;
    read_row(a, PFL_TABLE_TOTALS, NULL, &t, sizeof t);
    return t;
}

/* A hash of all rows of all tables as JSON. */
static uint64_t digest(pfl_aggregator *a)
{
    static char json[1 << 15];
    uint64_t words[2] = {0, 0}, record[128];
    const pfl_table *table;
    for (size_t i = 0; (table = pfl_table_at(i)) != NULL && table->code < PFL_AUDIT_TABLES; i++) {
        struct table_rows r = open_rows(a, table->code, NULL);
        size_t count, length;
        while (pfl_rows_next(r.rows, record, table->record_size, 1, &count) == PFL_OK) {
            assert_int_equal(pfl_row_json(table->code, record, pfl_rows_text(r.rows), json, sizeof json, &length),
                             PFL_OK);
            words[1] = pfl_stream_id(json, length);
            words[0] = pfl_stream_id(words, sizeof words);
        }
        close_rows(&r);
    }
    return words[0];
}

/* === What holds after every flood === */

static char *save(pfl_aggregator *a, size_t *length)
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
static void check_saved(struct flood *f)
{
    const pfl_aggregator_options roomy = {.size = sizeof roomy, .hash_key = {7, 7}};
    const pfl_aggregator_options tight = {.size = sizeof tight, .hash_key = {8, 8}, .max_memory = PFL_MIN_MEMORY};
    size_t length, again;
    char *first = save(f->state, &length);
    pfl_aggregator *a;
    assert_int_equal(pfl_aggregator_load(&a, &roomy, first, length), PFL_OK);
    char *second = save(a, &again);
    assert_int_equal(again, length);
    assert_memory_equal(first, second, length);
    pfl_aggregator_destroy(a);
    free(second);
    if (pfl_aggregator_load(&a, &tight, first, length) == PFL_OK) {
        assert_true(totals_of(a).most_memory <= PFL_MIN_MEMORY);
        pfl_aggregator_destroy(a);
    }
    free(first);
}

static pfl_totals_row finish(struct flood *f)
{
    flush(f);
    assert_true(f->heap.most <= CAP + BLOCK_OVERHEAD); /* the handle itself is counted without */
    pfl_totals_row t = totals_of(f->state);
    assert_true(t.most_memory <= CAP);
    assert_int_equal(t.lines, f->lines);
    check_saved(f);
    return t;
}

static void stop(struct flood *f)
{
    pfl_aggregator_destroy(f->state);
    pfl_parser_destroy(f->parser);
    f->state = NULL;
    assert_int_equal(f->heap.bytes, 0);
    assert_int_equal(f->heap.blocks, 0);
}

/* === Planted: who must not be pushed out === */

#define PLANTED  20
#define ACCOUNTS 5
#define WAITING  300

/* A message that account i hands in and that is delivered. */
static void message(struct flood *f, unsigned i, unsigned number)
{
    line(f, "submission/smtpd[1]: AA%06X: client=c[192.0.2.%u], sasl_method=PLAIN, sasl_username=user%u@example.com",
         number, i + 1, i);
    line(f, "qmgr[1]: AA%06X: from=<user%u@example.com>, size=1000, nrcpt=1 (queue active)", number, i);
    line(f,
         "smtp[1]: AA%06X: to=<friend%u@example.net>, relay=mx[198.51.100.1]:25, delay=1, dsn=2.0.0, status=sent (ok)",
         number, i);
    line(f, "qmgr[1]: AA%06X: removed", number);
}

/* Messages of these accounts, each with a sender and a domain of its own, that wait from here on. */
static void begin_waiting(struct flood *f)
{
    for (unsigned k = 0; k < WAITING; k++) {
        line(f, "smtpd[1]: BB%06X: client=c[192.0.2.%u], sasl_method=PLAIN, sasl_username=user%u@example.com", k,
             1 + k % ACCOUNTS, k % ACCOUNTS);
        line(f, "qmgr[1]: BB%06X: from=<sender%u@example.com>, size=10, nrcpt=1 (queue active)", k, k);
        line(f, "smtp[1]: BB%06X: to=<x@wait%u.example>, relay=none, delay=1, dsn=4.4.1, status=deferred (timeout)", k,
             k);
    }
}

/* Messages that a filter in front of the queue handed in for somebody. */
static void begin_proxied(struct flood *f)
{
    for (unsigned k = 0; k < 10; k++) {
        line(f, "smtpd[1]: EE%06X: client=localhost[127.0.0.1]", k);
        line(f,
             "smtpd[1]: proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok: queued as EE%06X; from=<x@example.com> "
             "to=<y@example.net> proto=ESMTP helo=<h> sasl_username=<proxied%u>",
             k, k);
        line(f, "qmgr[1]: EE%06X: from=<x@example.com>, size=10, nrcpt=1 (queue active)", k);
    }
}

/* They still are whose they were, and in the end are counted for them. */
static void end_waiting(struct flood *f)
{
    struct table_rows r;
    pfl_messages_row m;
    size_t count, seen = 0;
    flush(f);
    r = open_rows(f->state, PFL_TABLE_MESSAGES, NULL);
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
    close_rows(&r);
    assert_int_equal(seen, WAITING + 10);
    for (unsigned k = 0; k < WAITING; k++) {
        line(f,
             "smtp[1]: BB%06X: to=<x@wait%u.example>, relay=mx[198.51.100.1]:25, delay=1, dsn=2.0.0, status=sent (ok)",
             k, k);
        line(f, "qmgr[1]: BB%06X: removed", k);
    }
    flush(f);
}

/* The accounts that sent so many messages each, and waiting ones. */
static void check_accounts(struct flood *f, unsigned sent, unsigned waited)
{
    for (unsigned i = 0; i < ACCOUNTS; i++) {
        char name[64];
        pfl_accounts_row row;
        snprintf(name, sizeof name, "user%u@example.com", i);
        read_row(f->state, PFL_TABLE_ACCOUNTS, name, &row, sizeof row);
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

/* Message n of an account whose messages all wait until the flood is over. */
static void slow_message(struct flood *f, unsigned n)
{
    line(f, "smtpd[1]: DD%06X: client=c[192.0.2.99], sasl_method=PLAIN, sasl_username=slow", n);
    line(f, "qmgr[1]: DD%06X: from=<slow@example.com>, size=10, nrcpt=1 (queue active)", n);
}

static void end_slow(struct flood *f, unsigned count)
{
    pfl_accounts_row row;
    for (unsigned n = 0; n < count; n++) {
        line(f, "smtp[1]: DD%06X: to=<x@slow.example>, relay=mx[198.51.100.1]:25, delay=1, dsn=2.0.0, status=sent (ok)",
             n);
        line(f, "qmgr[1]: DD%06X: removed", n);
    }
    flush(f);
    read_row(f->state, PFL_TABLE_ACCOUNTS, "slow", &row, sizeof row);
    assert_true(row.messages == count && row.recipients == count && row.sent == count && row.waiting == 0);
}

/* === Failures === */

#define FAILURES 300000
#define POOL     120000

/* What is in the log: the failures of each name and address of the pool. */
static uint32_t true_counts[POOL];

enum flooded { NAMES, ADDRESSES, BOTH };

static void pool_address(char *out, size_t size, uint64_t i)
{
    if (i % 2 == 0)
        snprintf(out, size, "20.%u.%u.%u", (unsigned)(i >> 16), (unsigned)(i >> 8 & 255), (unsigned)(i & 255));
    else
        snprintf(out, size, "2001:db8:f::%x:%x", (unsigned)(i >> 16) + 1, (unsigned)(i & 65535));
}

/* A failure of somebody new, or of one of the pool, who fail a few times each. */
static void flood_failure(struct flood *f, enum flooded what)
{
    char address[64] = "203.0.113.7", name[64] = "root";
    if (chance(2) == 0) {
        uint64_t i = chance(POOL);
        true_counts[i]++;
        if (what != ADDRESSES)
            snprintf(name, sizeof name, "pool%06u", (unsigned)i);
        if (what != NAMES)
            pool_address(address, sizeof address, i);
    } else {
        if (what != ADDRESSES)
            snprintf(name, sizeof name, "%x%x@example.org", (unsigned)chance(UINT32_MAX), (unsigned)chance(UINT32_MAX));
        if (what != NAMES)
            random_address(address, sizeof address);
    }
    failure(f, address, name);
}

/* The heavy ones fail all the time, or in the first half of it, the i-th one 200 + 10 * i times. */
static void heavy_failure(struct flood *f, unsigned i)
{
    char address[64], name[64];
    snprintf(address, sizeof address, i % 2 == 0 ? "198.51.100.%u" : "2001:db8:ffff::%x", i + 100);
    snprintf(name, sizeof name, "Heavy%u", i);
    failure(f, address, name);
}

static uint32_t heavy_count(unsigned i)
{
    return 200 + 10 * i;
}

static void check_heavy(struct flood *f)
{
    for (unsigned i = 0; i < PLANTED; i++) {
        char address[64], name[64];
        pfl_names_row n;
        pfl_addresses_row a;
        snprintf(address, sizeof address, i % 2 == 0 ? "198.51.100.%u" : "2001:db8:ffff::%x", i + 100);
        snprintf(name, sizeof name, "heavy%u", i);
        read_row(f->state, PFL_TABLE_NAMES, name, &n, sizeof n);
        read_row(f->state, PFL_TABLE_ADDRESSES, address, &a, sizeof a);
        assert_int_equal(n.failures, heavy_count(i));
        assert_int_equal(a.failures, heavy_count(i));
        assert_int_equal(n.failure_networks, 1);
        assert_int_equal(a.users_tried, 1);
    }
}

/* Every count that is left is at most the true one, and lacks no more than is said. */
static void check_lower_bounds(struct flood *f, const pfl_totals_row *t)
{
    struct table_rows r = open_rows(f->state, PFL_TABLE_NAMES, NULL);
    pfl_names_row n;
    size_t count;
    unsigned i;
    while (pfl_rows_next(r.rows, &n, sizeof n, 1, &count) == PFL_OK) {
        char name[64];
        snprintf(name, sizeof name, "%.*s", (int)n.sasl_username.length,
                 pfl_rows_text(r.rows) + n.sasl_username.offset);
        if (sscanf(name, "pool%6u", &i) != 1)
            continue;
        assert_true(n.failures <= true_counts[i]);
        assert_true(n.failures + t->name_error >= true_counts[i]);
    }
    close_rows(&r);
    for (i = 0; i < POOL; i += 7) {
        char address[64];
        pfl_network network;
        pool_address(address, sizeof address, i);
        assert_int_equal(pfl_network_parse(address, strlen(address), &network), PFL_OK);
        uint32_t number = pfl_table_find(&f->state->addresses, network.bytes, sizeof network.bytes);
        if (number == NONE || t->evicted_addresses == 0)
            continue;
        const struct address *a = table_at(&f->state->addresses, number);
        assert_true(a->counts[ADDRESS_FAILURES] <= true_counts[i]);
        assert_true(a->counts[ADDRESS_FAILURES] + t->address_error >= true_counts[i]);
    }
}

/* Returns a digest of all that is left. */
static uint64_t flood_of_failures(enum flooded what, unsigned failures, uint64_t key)
{
    static struct flood f;
    uint64_t calls[10] = {0};
    unsigned sent = 0;
    memset(true_counts, 0, sizeof true_counts);
    start(&f, CAP, key);
    begin_waiting(&f);
    begin_proxied(&f);
    for (unsigned i = 0; i < failures; i++) {
        uint64_t before = f.heap.calls;
        f.now = i / 8;
        flood_failure(&f, what);
        for (unsigned k = 0; k < PLANTED; k++) {
            unsigned period = failures / heavy_count(k) / (1 + k % 2);
            if (i % period == k && i / period < heavy_count(k))
                heavy_failure(&f, k);
        }
        if (i % 1000 == 0) {
            for (unsigned k = 0; k < ACCOUNTS; k++)
                message(&f, k, sent * ACCOUNTS + k);
            sent++;
        }
        calls[i / (failures / 10)] += f.heap.calls - before;
    }
    pfl_totals_row t = finish(&f);
    assert_int_equal(t.lost, 0);
    assert_int_equal(t.evicted_messages + t.evicted_subjects + t.evicted_others, 0);
    assert_true((what == NAMES || t.evicted_addresses > 0) && (what == ADDRESSES || t.evicted_names > 0));
    assert_true(calls[9] < 3 * calls[0]); /* as much work for each line, however long it goes on */
    check_heavy(&f);
    check_lower_bounds(&f, &t);
    end_waiting(&f);
    check_accounts(&f, sent, WAITING / ACCOUNTS);
    uint64_t result = digest(f.state);
    stop(&f);
    return result;
}

static void test_a_flood_of_names(void **state)
{
    (void)state;
    flood_of_failures(NAMES, FAILURES, 1);
}

static void test_a_flood_of_addresses(void **state)
{
    (void)state;
    flood_of_failures(ADDRESSES, FAILURES, 1);
}

/* And the key of the tables decides nothing. */
static void test_a_flood_of_both(void **state)
{
    (void)state;
    uint64_t one = flood_of_failures(BOTH, FAILURES / 3, 1);
    assert_int_equal(flood_of_failures(BOTH, FAILURES / 3, UINT64_C(0x123456789abcdef)), one);
}

/* === Other floods === */

#define LINES 40000

/* What a flood is made of: line number i of it. */
typedef void flood_line(struct flood *f, unsigned i);

/* Outcomes of messages of which nothing else is in the log. */
static void orphan_line(struct flood *f, unsigned i)
{
    line(f, "smtp[1]: CC%06X: to=<x@example.org>, relay=mx[198.51.100.1]:25, delay=1, dsn=2.0.0, status=sent (ok)", i);
}

/* Messages that are begun, and nothing more; every second one is queued. */
static void begun_line(struct flood *f, unsigned i)
{
    if (i % 2 == 0)
        line(f, "smtpd[1]: CC%06X: client=c[203.0.%u.%u]", i, i >> 8 & 255, i & 255);
    else
        line(f, "qmgr[1]: CC%06X: from=<f%u@example.org>, size=10, nrcpt=1 (queue active)", i - 1, i);
}

/* A stolen account writes to new domains. */
static void domain_line(struct flood *f, unsigned i)
{
    static const char *const rest[] = {"client=c[203.0.113.9], sasl_method=PLAIN, sasl_username=stolen",
                                       "from=<stolen@example.com>, size=10, nrcpt=1 (queue active)", NULL, "removed"};
    static const char *const daemons[] = {"smtpd", "qmgr", "smtp", "qmgr"};
    if (i % 4 == 2)
        line(f, "smtp[1]: CC%06X: to=<x@d%u.example>, relay=mx[198.51.100.1]:25, delay=1, dsn=2.0.0, status=sent (ok)",
             i / 4, i);
    else
        line(f, "%s[1]: CC%06X: %s", daemons[i % 4], i / 4, rest[i % 4]);
}

/* The same, as new senders to one domain. */
static void sender_line(struct flood *f, unsigned i)
{
    if (i % 4 == 1)
        line(f, "qmgr[1]: CC%06X: from=<s%u@example.com>, size=10, nrcpt=1 (queue active)", i / 4, i);
    else if (i % 4 == 2)
        line(f, "smtp[1]: CC%06X: to=<x@d.example>, relay=mx[198.51.100.1]:25, delay=1, dsn=2.0.0, status=sent (ok)",
             i / 4);
    else
        domain_line(f, i);
}

/* Mail to new domains of which nothing else is in the log: nobody's contacts. */
static void incoming_line(struct flood *f, unsigned i)
{
    line(f, "smtp[1]: CC%06X: to=<x@d%u.example>, relay=mx[198.51.100.1]:25, delay=1, dsn=2.0.0, status=sent (ok)", i,
         i);
}

/* This server's own domain, once. */
static void home_line(struct flood *f)
{
    line(f, "virtual[1]: FFFFFF: to=<x@home.example>, relay=virtual, delay=1, dsn=2.0.0, status=sent (delivered)");
    line(f, "qmgr[1]: FFFFFF: removed");
}

static void check_home(struct flood *f)
{
    pfl_domains_row home;
    read_row(f->state, PFL_TABLE_DOMAINS, "home.example", &home, sizeof home);
    assert_int_equal(home.local, 1);
}

/* Each message by another account, from another network; every 16th is not delivered. */
static void account_line(struct flood *f, unsigned i)
{
    if (i / 4 % 16 == 5 && i % 4 > 1)
        line(f, "smtpd[1]: connect from c[203.0.113.9]");
    else if (i % 4 == 0)
        line(f, "smtpd[1]: CC%06X: client=c[%u.%u.113.9], sasl_method=PLAIN, sasl_username=u%u", i / 4, 11 + (i >> 10),
             i >> 2 & 255, i);
    else if (i % 4 == 2)
        line(f, "smtp[1]: CC%06X: to=<x@d.example>, relay=mx[198.51.100.1]:25, delay=1, dsn=2.0.0, status=sent (ok)",
             i / 4);
    else
        domain_line(f, i);
}

/* Clients without a login that relay; and an account that hands in one message, before all of them. */
static void relay_line(struct flood *f, unsigned i)
{
    if (i == 0)
        message(f, ACCOUNTS, 0xEEEEEE);
    if (i % 4 == 0)
        line(f, "smtpd[1]: CC%06X: client=c[%u.%u.%u.9]", i / 4, 11 + (i >> 16), i >> 8 & 255, i & 255);
    else
        domain_line(f, i % 4 == 2 ? 2 + 4 * (i / 4) : i);
}

/* The same few addresses fail for days: ten-minute buckets. */
static void bucket_line(struct flood *f, unsigned i)
{
    char address[32];
    snprintf(address, sizeof address, "203.0.113.%u", i % 200);
    f->now = (int64_t)i * 10; /* four days */
    failure(f, address, "root");
}

/* No more goes than has to. */
static void check_full(const struct flood *f)
{
    uint64_t records = 0;
    for (unsigned i = 0; i < EVICTED_KINDS; i++)
        records += f->state->evictions[i].records;
    assert_true(records == 0 || f->state->memory.used > CAP / 2);
}

static pfl_totals_row flood_of(struct flood *f, flood_line *next, unsigned lines)
{
    uint64_t calls[10] = {0};
    unsigned sent = 0;
    start(f, CAP, 3);
    home_line(f);
    begin_waiting(f);
    begin_proxied(f);
    for (unsigned i = 0; i < lines; i++) {
        uint64_t before = f->heap.calls;
        f->now = i / 8;
        next(f, i);
        if (i % 1000 == 0) {
            for (unsigned k = 0; k < ACCOUNTS; k++)
                message(f, k, sent * ACCOUNTS + k);
            slow_message(f, sent++);
        }
        calls[i / (lines / 10)] += f->heap.calls - before;
        check_full(f);
    }
    assert_true(calls[9] < 3 * calls[0]);
    pfl_totals_row t = finish(f);
    end_waiting(f);
    end_slow(f, sent);
    check_accounts(f, sent, WAITING / ACCOUNTS);
    check_saved(f);
    digest(f->state);
    return t;
}

static struct flood flood;

static int stop_flood(void **state)
{
    (void)state;
    if (flood.state != NULL)
        stop(&flood);
    return 0;
}

static void test_messages_without_a_beginning(void **state)
{
    (void)state;
    pfl_totals_row t = flood_of(&flood, orphan_line, LINES);
    assert_true(t.evicted_messages > LINES / 2);
    assert_int_equal(t.evicted_subjects + t.lost, 0);
}

static void test_messages_that_are_begun(void **state)
{
    (void)state;
    pfl_totals_row t = flood_of(&flood, begun_line, LINES);
    assert_true(t.evicted_messages > LINES / 4);
    assert_int_equal(t.evicted_subjects + t.lost, 0);
}

static void test_domains_of_a_stolen_account(void **state)
{
    (void)state;
    pfl_totals_row t = flood_of(&flood, domain_line, 2 * LINES);
    assert_true(t.evicted_others > LINES / 100);
    assert_int_equal(t.evicted_subjects + t.evicted_messages + t.lost, 0);
    /* The latest went, mostly: the earliest tell what is usual. */
    struct table_rows r = open_rows(flood.state, PFL_TABLE_CONTACTS, "stolen");
    pfl_contacts_row c;
    size_t count;
    unsigned in_first_hour = 0;
    while (pfl_rows_next(r.rows, &c, sizeof c, 1, &count) == PFL_OK)
        in_first_hour += c.first == INT64_C(1780272000000000); /* 2026-06-01 */
    assert_true(in_first_hour > LINES / 20);
    close_rows(&r);
    check_home(&flood);
}

static void test_senders_of_a_stolen_account(void **state)
{
    (void)state;
    pfl_totals_row t = flood_of(&flood, sender_line, 2 * LINES);
    assert_true(t.evicted_others > LINES / 100);
    assert_int_equal(t.evicted_subjects + t.evicted_messages + t.lost, 0);
}

static void test_domains_of_incoming_mail(void **state)
{
    (void)state;
    pfl_totals_row t = flood_of(&flood, incoming_line, LINES);
    assert_true(t.evicted_others > LINES / 2);
    assert_int_equal(t.evicted_subjects + t.lost, 0);
}

/* "What weighs least goes first": the server's own domain is not among them, though many that may not go count as well.
 */
static void test_the_own_domain_stays(void **state)
{
    (void)state;
    flood_of(&flood, incoming_line, LINES);
    check_home(&flood);
}

static void test_new_accounts(void **state)
{
    (void)state;
    pfl_totals_row t = flood_of(&flood, account_line, LINES);
    assert_true(t.evicted_subjects > LINES / 16);
    assert_int_equal(t.evicted_messages + t.lost, 0);
    /* Whose message is in the queue stays: line 4 * n handed in message n. */
    struct table_rows r = open_rows(flood.state, PFL_TABLE_MESSAGES, NULL);
    pfl_messages_row m;
    size_t count;
    unsigned waiting = 0, n;
    while (pfl_rows_next(r.rows, &m, sizeof m, 1, &count) == PFL_OK) {
        char id[16], name[16];
        const char *text = pfl_rows_text(r.rows);
        snprintf(id, sizeof id, "%.*s", (int)m.queue_id.length, text + m.queue_id.offset);
        if (sscanf(id, "CC%6X", &n) != 1)
            continue;
        waiting++;
        snprintf(name, sizeof name, "au%u", 4 * n);
        assert_int_equal(m.sasl_username.length, strlen(name + 1));
        assert_memory_equal(text + m.sasl_username.offset, name + 1, strlen(name + 1));
        uint32_t number = pfl_table_find(&flood.state->ledger.subjects, name, strlen(name));
        assert_int_not_equal(number, NONE);
        assert_int_equal(subject_at(&flood.state->ledger, number)->counts[COUNT_MESSAGES], 1);
    }
    assert_int_equal(waiting, LINES / 64);
    close_rows(&r);
}

static void test_new_relays(void **state)
{
    (void)state;
    pfl_totals_row t = flood_of(&flood, relay_line, LINES);
    assert_true(t.evicted_subjects > LINES / 16);
    assert_int_equal(t.evicted_messages + t.lost, 0);
    pfl_accounts_row row;
    read_row(flood.state, PFL_TABLE_ACCOUNTS, "user5@example.com", &row, sizeof row);
    assert_int_equal(row.messages, 1);
}

static void test_buckets_go_before_their_addresses(void **state)
{
    (void)state;
    pfl_totals_row t = flood_of(&flood, bucket_line, LINES);
    assert_true(t.evicted_buckets > LINES / 16);
    assert_int_equal(t.evicted_addresses + t.evicted_subjects + t.lost, 0);
    assert_int_equal(t.failures, LINES);
}

/* One eviction hides what the heaviest of those had that went: each name and address fails three times. */
static void test_the_error_of_one_eviction(void **state)
{
    (void)state;
    struct flood *f = &flood;
    char address[64], name[64];
    unsigned i = 0;
    pfl_totals_row t = {0};
    pfl_names_row n;
    pfl_addresses_row a;
    start(f, CAP, 3);
    for (; t.evicted_names == 0 || t.evicted_addresses == 0; i++) {
        pool_address(address, sizeof address, i);
        snprintf(name, sizeof name, "pool%06u", i);
        for (unsigned k = 0; k < 3; k++) {
            failure(f, t.evicted_addresses == 0 ? address : "203.0.113.7", t.evicted_addresses == 0 ? "root" : name);
        }
        f->now++;
        if (i % 256 == 0) {
            flush(f);
            t = totals_of(f->state);
        }
    }
    assert_true(t.address_error >= 3 && t.name_error >= 3);
    pool_address(address, sizeof address, 0); /* was the lightest, with the fewest minutes */
    failure(f, address, "root");
    flush(f);
    read_row(f->state, PFL_TABLE_ADDRESSES, address, &a, sizeof a);
    assert_int_equal(a.failures, 1);
    assert_true(a.failures + t.address_error >= 4);
    read_row(f->state, PFL_TABLE_NAMES, "root", &n, sizeof n);
    assert_true(n.failures > 1000 && n.failures <= t.failures);
}

/* A state that has to evict while it is loaded keeps no mention of what went: two messages share each sender. */
static void test_what_is_loaded_into_little_is_sound(void **state)
{
    (void)state;
    const pfl_aggregator_options tight = {.size = sizeof tight, .max_memory = PFL_MIN_MEMORY, .hash_key = {4, 4}};
    struct flood *f = &flood;
    struct flood little = {0};
    size_t length;
    start(f, CAP, 3);
    for (unsigned i = 0; i < 3000; i++) {
        f->now = i;
        line(f, "smtpd[1]: CC%06X: client=c[203.0.113.9], sasl_method=PLAIN, sasl_username=stolen", i);
        line(f, "qmgr[1]: CC%06X: from=<s%u@example.com>, size=10, nrcpt=1 (queue active)", i, i < 1500 ? i : 2999 - i);
    }
    flush(f);
    char *data = save(f->state, &length);
    assert_int_equal(pfl_aggregator_load(&little.state, &tight, data, length), PFL_OK);
    assert_true(totals_of(little.state).evicted_messages > 0);
    check_saved(&little);
    digest(little.state);
    pfl_aggregator_destroy(little.state);
    free(data);
}

/* "When it is full, what weighs least goes first": also when a table cannot be doubled and there is memory left. */
static void test_a_table_that_cannot_be_doubled(void **state)
{
    (void)state;
    struct flood *f = &flood;
    start(f, 2600000, 3);
    for (unsigned i = 0; i < 75000; i++) {
        line(f, "smtpd[1]: CC%06X: client=c[203.0.113.9], sasl_method=PLAIN, sasl_username=u%u", i, i % 300);
        line(f, "qmgr[1]: CC%06X: from=<u@example.com>, size=10, nrcpt=1 (queue active)", i);
        line(f, "smtp[1]: CC%06X: to=<x@d%u.example>, relay=mx[198.51.100.1]:25, delay=1, dsn=2.0.0, status=sent (ok)",
             i, i / 300);
        line(f, "qmgr[1]: CC%06X: removed", i);
    }
    flush(f);
    assert_int_equal(totals_of(f->state).lost, 0);
}

/* With a key that nobody knows, the slots differ, and nothing else. */
static void test_random_keys(void **state)
{
    (void)state;
    static struct flood other;
    struct flood *const both[] = {&flood, &other};
    uint64_t digests[2];
    for (unsigned n = 0; n < 2; n++) {
        start(both[n], CAP, 0);
        for (unsigned i = 0; i < LINES; i++) {
            both[n]->now = i / 8;
            flood_failure(both[n], BOTH);
        }
        flush(both[n]);
        digests[n] = digest(both[n]->state);
    }
    const struct table *a = &flood.state->guesses, *b = &other.state->guesses;
    assert_memory_not_equal(&flood.state->key, &other.state->key, sizeof other.state->key);
    assert_int_equal(a->slot_count, b->slot_count);
    assert_memory_not_equal(a->slots, b->slots, a->slot_count * sizeof *a->slots);
    assert_int_equal(digests[0], digests[1]);
    stop(&other);
}

/* Hosts do not go: what finds no room is lost, and the state says so. */
static void test_new_hosts(void **state)
{
    (void)state;
    struct flood *f = &flood;
    start(f, CAP, 3);
    for (unsigned i = 0; i < LINES / 3; i++) {
        char host[32];
        snprintf(host, sizeof host, "mx%u.example.com", i);
        line_from(f, host, "smtpd[1]: connect from c[192.0.2.1]");
    }
    pfl_totals_row t = finish(f);
    assert_true(t.lost > 0);
    digest(f->state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_a_flood_of_names, stop_flood),
        cmocka_unit_test_teardown(test_a_flood_of_addresses, stop_flood),
        cmocka_unit_test_teardown(test_a_flood_of_both, stop_flood),
        cmocka_unit_test_teardown(test_messages_without_a_beginning, stop_flood),
        cmocka_unit_test_teardown(test_messages_that_are_begun, stop_flood),
        cmocka_unit_test_teardown(test_domains_of_a_stolen_account, stop_flood),
        cmocka_unit_test_teardown(test_senders_of_a_stolen_account, stop_flood),
        cmocka_unit_test_teardown(test_domains_of_incoming_mail, stop_flood),
        cmocka_unit_test_teardown(test_the_own_domain_stays, stop_flood),
        cmocka_unit_test_teardown(test_new_accounts, stop_flood),
        cmocka_unit_test_teardown(test_new_relays, stop_flood),
        cmocka_unit_test_teardown(test_buckets_go_before_their_addresses, stop_flood),
        cmocka_unit_test_teardown(test_the_error_of_one_eviction, stop_flood),
        cmocka_unit_test_teardown(test_what_is_loaded_into_little_is_sound, stop_flood),
        cmocka_unit_test_teardown(test_a_table_that_cannot_be_doubled, stop_flood),
        cmocka_unit_test_teardown(test_random_keys, stop_flood),
        cmocka_unit_test_teardown(test_new_hosts, stop_flood),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
