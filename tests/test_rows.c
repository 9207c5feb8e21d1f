/*
 * rows.h and aggregate.h, promise by promise: what reflection tells, which rows come in which order,
 * what is refused, and that it does not matter how the lines came in.
 */
#include "fuzz/json_check.h"

#include "lib/aggregate/rows.h"

#include <postfixlog/postfixlog.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#ifdef PFL_THREADS
#include <pthread.h>
#endif

/* Runs what is not kept yet: PFL_OPEN_PROMISES=1 in the environment. */
static void open_promise(void)
{
    if (getenv("PFL_OPEN_PROMISES") == NULL)
        skip();
}

/* === Reflection === */

static size_t table_count(void)
{
    size_t count = 0;
    while (pfl_table_at(count) != NULL)
        count++;
    return count;
}

/* The others are of an audit. */
static size_t view_table_count(void)
{
    size_t count = 0;
    while (pfl_table_at(count) != NULL && pfl_table_at(count)->code < PFL_AUDIT_TABLES)
        count++;
    return count;
}

static size_t size_of(uint16_t type)
{
    return type == PFL_TYPE_TEXT || type == PFL_TYPE_U32 ? 4 : 8;
}

static void test_tables_by_place_code_and_name(void **state)
{
    (void)state;
    size_t found = 0;
    assert_int_equal(table_count(), 27);
    for (size_t i = 0; i < table_count(); i++) {
        const pfl_table *t = pfl_table_at(i);
        assert_true(i == 0 || pfl_table_at(i - 1)->code < t->code);
        assert_ptr_equal(pfl_table_info(t->code), t);
        assert_ptr_equal(pfl_table_by_name(t->name), t);
        assert_true(strlen(t->doc) > 0 && t->reserved == 0);
    }
    for (uint32_t code = 0; code <= UINT16_MAX; code++)
        found += pfl_table_info((uint16_t)code) != NULL;
    assert_int_equal(found, table_count());
    assert_null(pfl_table_at(SIZE_MAX));
    assert_null(pfl_table_by_name("Accounts"));
    assert_null(pfl_table_by_name(""));
    assert_null(pfl_table_by_name(NULL));
}

/* Inside the record, behind `present`, and no two in one place; a name is the same thing in all tables. */
static void test_columns(void **state)
{
    (void)state;
    const pfl_field *known[256] = {NULL};
    for (size_t i = 0; i < table_count(); i++) {
        const pfl_table *t = pfl_table_at(i);
        unsigned char taken[1024] = {0};
        uint64_t bits = 0;
        assert_true(t->column_count > 0 && t->record_size <= sizeof taken && t->record_size % 8 == 0);
        memset(taken, 1, sizeof bits);
        for (size_t k = 0; k < t->column_count; k++) {
            const pfl_field *c = &t->columns[k];
            size_t size = size_of(c->type);
            assert_true(c->offset % size == 0 && c->offset + size <= t->record_size);
            for (size_t byte = 0; byte < size; byte++)
                assert_int_equal(taken[c->offset + byte]++, 0);
            assert_true(c->bit < 64 && (bits >> c->bit & 1) == 0 && c->derived == 0 && strlen(c->doc) > 0);
            bits |= UINT64_C(1) << c->bit;
            assert_true(c->id > 0 && c->id < 256);
            if (known[c->id] == NULL)
                known[c->id] = c;
            assert_string_equal(known[c->id]->name, c->name);
            assert_true(known[c->id]->type == c->type && known[c->id]->unit == c->unit);
        }
    }
    for (size_t a = 1; a < 256; a++)
        for (size_t b = 1; b < a; b++)
            assert_true(known[a] == NULL || known[b] == NULL || strcmp(known[a]->name, known[b]->name) != 0);
}

/* A few, written by hand: the rest follows from the list. */
static void test_columns_are_those_of_the_header(void **state)
{
    (void)state;
    static const struct {
        uint16_t table, id;
        const char *name;
        size_t offset;
        uint64_t bit;
    } cases[] = {
        {PFL_TABLE_TOTALS, PFL_COLUMN_FIRST, "first", offsetof(pfl_totals_row, first), PFL_TOTALS_ROW_FIRST},
        {PFL_TABLE_TOTALS, PFL_COLUMN_MOST_MEMORY, "most_memory", offsetof(pfl_totals_row, most_memory),
         PFL_TOTALS_ROW_MOST_MEMORY},
        {PFL_TABLE_ACCOUNTS, PFL_COLUMN_FAILURE_NETWORKS, "failure_networks",
         offsetof(pfl_accounts_row, failure_networks), PFL_ACCOUNTS_ROW_FAILURE_NETWORKS},
        {PFL_TABLE_MESSAGES, PFL_COLUMN_NRCPT, "nrcpt", offsetof(pfl_messages_row, nrcpt), PFL_MESSAGES_ROW_NRCPT},
        {PFL_TABLE_EVIDENCE, PFL_COLUMN_TEXT, "text", offsetof(pfl_evidence_row, text), PFL_EVIDENCE_ROW_TEXT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const pfl_table *t = pfl_table_info(cases[i].table);
        const pfl_field *c = NULL;
        for (size_t k = 0; k < t->column_count; k++)
            c = t->columns[k].id == cases[i].id ? &t->columns[k] : c;
        assert_non_null(c);
        assert_string_equal(c->name, cases[i].name);
        assert_int_equal(c->offset, cases[i].offset);
        assert_true(UINT64_C(1) << c->bit == cases[i].bit);
    }
    assert_int_equal(pfl_table_info(PFL_TABLE_HOURS)->record_size, sizeof(pfl_hours_row));
}

/* === A log with something in every table === */

static char log_text[1 << 16];
static size_t log_length;

static void line(int second, const char *format, ...)
{
    char *at = log_text + log_length;
    va_list arguments;
    va_start(arguments, format);
    at += sprintf(at, "2026-06-%02dT%02d:%02d:%02dZ ", 8 + second / 86400, second / 3600 % 24, second / 60 % 60,
                  second % 60);
    at += vsprintf(at, format, arguments);
    *at++ = '\n';
    va_end(arguments);
    log_length = (size_t)(at - log_text);
    assert_true(log_length < sizeof log_text - 1024);
}

/* Account i hands in 1 + i % 4 messages, a day apart, with so many recipients each; the last one waits. */
static void account_lines(int i)
{
    for (int m = 0, n = 1 + i % 4; m < n; m++) {
        int s = m * 86400 + i * 500, id = 0xA0A000 + 16 * i + m;
        line(s,
             "mx postfix/submission/smtpd[1]: %X: client=c[198.51.%d.%d], sasl_method=%s, "
             "sasl_username=User%d@example.com",
             id, i % 5, i + m, i % 2 ? "PLAIN" : "LOGIN", i);
        line(s, "mx postfix/qmgr[1]: %X: from=<user%d.%d@example.com>, size=%d, nrcpt=%d (queue active)", id, i, m % 2,
             100 * i + m, n);
        for (int r = 0; r < n; r++)
            line(s + 1 + r,
                 "mx postfix/smtp[1]: %X: to=<r%d@d%d.example>, relay=mx%d.example[203.0.113.%d]:25, delay=1, %s", id,
                 r, (i + r) % 7, r, r + 1,
                 r == 2   ? "dsn=5.7.1, status=bounced (host mx said: 554 5.7.1 blocked as spam)"
                 : r == 3 ? "dsn=4.4.1, status=deferred (timeout)"
                          : "dsn=2.0.0, status=sent (250 ok)");
        if (n < 4)
            line(s + 9, "mx postfix/qmgr[1]: %X: removed", id);
    }
    line(i * 60,
         "mx dovecot: imap-login: Login: user=<user%d@example.com>, method=PLAIN, rip=2001:db8:%d::1, lip=192.0.2.25, "
         "mpid=1",
         i, i);
}

static void other_lines(int i)
{
    line(i, "mx postfix/master[9]: daemon started -- version 3.%d.1, configuration /etc/postfix", i);
    line(i, "mx%d postfix/postsuper[1]: Deleted: %d messages", i % 3, i);
    line(7 * i, "mx%d postfix/pickup[1]: %X: uid=%d from=<u>", i % 3, 0xB0B000 + i, 33 + i);
    line(7 * i, "mx%d postfix/qmgr[1]: %X: from=<u%d@example.com>, size=%d, nrcpt=1 (queue active)", i % 3,
         0xB0B000 + i, i, i);
    line(9 * i, "MX postfix/smtpd[1]: %X: client=relay[192.0.2.%d]", 0xC0C000 + i, i);
    line(9 * i,
         "MX postfix/smtp[1]: %X: to=<a@relayed%d.example>, relay=mx[203.0.113.9]:25, delay=1, dsn=2.0.0, status=sent "
         "(ok)",
         0xC0C000 + i, i % 3);
    for (int k = 0; k <= i; k++)
        line(1000 * k,
             "mx postfix/smtpd[1]: warning: unknown[2001:db8:ffff::%x]: SASL LOGIN authentication failed: "
             "authentication failure, sasl_username=name%d",
             i, k);
    line(i, "mx dovecot: auth: passwd-file(name%d,10.0.0.%d): Password mismatch", i, i);
    line(i, "mx postfix/smtpd[1]: disconnect from unknown[10.0.0.%d] ehlo=1 auth=1 quit=1 commands=3", i);
    line(i,
         "mx postfix/smtpd[1]: NOQUEUE: reject: RCPT from unknown[10.0.0.%d]: 553 5.7.1 <x%d@example.org>: Sender "
         "address "
         "rejected: not owned by user user%d@example.com; from=<x%d@example.org> to=<a@example.net> proto=ESMTP "
         "helo=<h>",
         i, i, i % 3, i);
    line(i, "mx postfix/smtpd[1]: warning: Connection rate limit exceeded: 31 from unknown[10.0.0.%d] for service smtp",
         i);
    line(i, "mx postfix/smtpd[1]: lost connection after AUTH from unknown[10.0.0.%d]", i % 4);
}

/* Names that others choose: quotes, controls, bytes that are no UTF-8, markup. */
static void hostile_lines(void)
{
    static const char *const names[] = {"\"\\\x01\x7f",
                                        "\xff\xfe\xc3(",
                                        "\xe2\x80\xae"
                                        "evil",
                                        "</script>\t{}",
                                        "\\xff",
                                        "a\xc2\x85"
                                        "b"};
    for (int i = 0; i < 6; i++) {
        line(i, "mx postfix/smtpd[1]: %X: client=c[192.0.2.1], sasl_method=PLAIN, sasl_username=%s", 0xD0D000 + i,
             names[i]);
        line(i, "mx postfix/qmgr[1]: %X: from=<%s@example.com>, size=1, nrcpt=1 (queue active)", 0xD0D000 + i,
             names[i]);
        line(i, "mx postfix/smtp[1]: %X: to=<x@%s>, relay=mx[203.0.113.9]:25, delay=1, dsn=2.0.0, status=sent (ok)",
             0xD0D000 + i, names[i]);
        line(i, "mx postfix/smtpd[1]: warning: x[192.0.2.1]: SASL LOGIN authentication failed: x, sasl_username=%s",
             names[i]);
    }
}

static void make_log(void)
{
    log_length = 0;
    for (int i = 0; i < 12; i++) {
        account_lines(i);
        other_lines(i);
    }
    hostile_lines();
    /* Clocks that are wrong by half a day, either way. */
    line(0, "mx0 postfix/cleanup[1]: E0E000: message-id=<20260608120000.E0E000@mx>");
    line(0, "mx1 postfix/cleanup[1]: E0E001: message-id=<20260607120000.E0E001@mx>");
}

/* === States === */

static pfl_parser *new_parser(void)
{
    pfl_parser *parser;
    assert_int_equal(pfl_parser_create(&parser, NULL), PFL_OK);
    return parser;
}

static pfl_aggregator *new_state(void)
{
    pfl_aggregator *a;
    assert_int_equal(pfl_aggregator_create(&a, NULL), PFL_OK);
    return a;
}

static pfl_stream stream_at(uint64_t offset)
{
    static const char name[] = "mail\n\xff.log";
    return (pfl_stream){.size = sizeof(pfl_stream),
                        .id = pfl_stream_id(log_text, strcspn(log_text, "\n")),
                        .offset = offset,
                        .name = name,
                        .name_length = sizeof name - 1};
}

/* The whole log by pfl_parse, in batches. */
static pfl_aggregator *state_by_parse(size_t batch)
{
    pfl_parser *parser = new_parser();
    pfl_aggregator *a = new_state();
    const pfl_stream stream = stream_at(0);
    pfl_event events[64];
    size_t count, used;
    assert_int_equal(pfl_aggregator_begin(a, &stream), PFL_OK);
    for (size_t at = 0; at < log_length; at += used) {
        assert_true(
            pfl_parse(parser, log_text + at, log_length - at, 0, events, sizeof *events, batch, &count, &used) >= 0);
        assert_int_equal(pfl_aggregator_add(a, parser, log_text + at, events, sizeof *events, count), PFL_OK);
    }
    pfl_parser_destroy(parser);
    return a;
}

struct buffer {
    char *data;
    size_t length;
};

static struct buffer save(pfl_aggregator *a)
{
    struct buffer b = {0};
    pfl_saver *saver;
    size_t length = 0;
    assert_int_equal(pfl_saver_create(&saver, a), PFL_OK);
    do {
        b.length += length;
        b.data = realloc(b.data, b.length + PFL_SAVE_CAPACITY);
    } while (pfl_saver_next(saver, b.data + b.length, PFL_SAVE_CAPACITY, &length) == PFL_OK);
    pfl_saver_destroy(saver);
    return b;
}

static void assert_same_state(pfl_aggregator *a, pfl_aggregator *b)
{
    struct buffer x = save(a), y = save(b);
    assert_int_equal(x.length, y.length);
    assert_memory_equal(x.data, y.data, x.length);
    free(x.data);
    free(y.data);
}

/* === Rows as text === */

#define MOST_ROWS 1500

/* All rows of one reading: each as JSON, and the value it was ordered by. */
struct listing {
    uint32_t count;
    char *json[MOST_ROWS];
    int64_t values[MOST_ROWS];
};

static const pfl_field *column_of(const pfl_table *t, uint16_t id)
{
    for (uint16_t i = 0; i < t->column_count; i++)
        if (t->columns[i].id == id)
            return &t->columns[i];
    return NULL;
}

/* As a signed number that sorts alike; a column that is not there is the least. */
static int64_t value_of(const void *row, const pfl_field *column)
{
    const char *at = (const char *)row + (column == NULL ? 0 : column->offset);
    uint64_t present, value;
    uint32_t narrow;
    memcpy(&present, row, sizeof present);
    if (column == NULL || (present >> column->bit & 1) == 0)
        return INT64_MIN;
    if (column->type == PFL_TYPE_U32) {
        memcpy(&narrow, at, sizeof narrow);
        value = narrow;
    } else {
        memcpy(&value, at, sizeof value);
    }
    bool is_signed = column->type == PFL_TYPE_TIME || column->type == PFL_TYPE_DURATION;
    return (int64_t)(is_signed ? value : value ^ UINT64_C(1) << 63);
}

/* Of exactly the length that is asked for, so that the sanitizer sees a byte more. */
static char *json_of(uint16_t table, const void *row, const char *text)
{
    size_t length, again;
    assert_int_equal(pfl_row_json(table, row, text, NULL, 0, &length), PFL_FULL);
    char *json = malloc(length), *copy = malloc(length + 1);
    assert_int_equal(pfl_row_json(table, row, text, json, length, &again), PFL_OK);
    assert_int_equal(again, length);
    assert_null(json_fault(json, length));
    memcpy(copy, json, length);
    copy[length] = '\0';
    free(json);
    return copy;
}

static void check_spans(const pfl_rows *rows, const pfl_table *t, const void *row)
{
    for (uint16_t i = 0; i < t->column_count; i++) {
        pfl_span span;
        memcpy(&span, (const char *)row + t->columns[i].offset, sizeof span);
        if (t->columns[i].type == PFL_TYPE_TEXT)
            assert_true((uint32_t)span.offset + span.length <= rows->text_used);
    }
}

static struct listing *list(const pfl_view *view, const pfl_rows_options *options, size_t batch)
{
    struct listing *l = calloc(1, sizeof *l);
    const pfl_table *t = pfl_table_info(options->table);
    char *records = malloc(batch * t->record_size);
    pfl_rows *rows;
    size_t count;
    assert_int_equal(pfl_rows_create(&rows, view, options), PFL_OK);
    uint64_t promised = pfl_rows_count(rows);
    while (pfl_rows_next(rows, records, t->record_size, batch, &count) == PFL_OK)
        for (size_t i = 0; i < count; i++) {
            const void *row = records + i * t->record_size;
            assert_true(l->count < MOST_ROWS);
            check_spans(rows, t, row);
            l->values[l->count] = value_of(row, column_of(t, options->order));
            l->json[l->count++] = json_of(t->code, row, pfl_rows_text(rows));
        }
    assert_int_equal(count, 0);
    assert_int_equal(pfl_rows_next(rows, records, t->record_size, batch, &count), PFL_END);
    assert_int_equal(l->count, promised);
    assert_int_equal(pfl_rows_count(rows), promised);
    pfl_rows_destroy(rows);
    free(records);
    return l;
}

static void free_listing(struct listing *l)
{
    for (uint32_t i = 0; i < l->count; i++)
        free(l->json[i]);
    free(l);
}

static pfl_rows_options options_for(const pfl_table *t)
{
    return (pfl_rows_options){.size = sizeof(pfl_rows_options), .table = t->code};
}

static pfl_aggregator *shared;
static pfl_view *view;

static int open_shared(void **state)
{
    (void)state;
    make_log();
    shared = state_by_parse(64);
    return pfl_view_create(&view, shared);
}

static int close_shared(void **state)
{
    (void)state;
    pfl_view_destroy(view);
    pfl_aggregator_destroy(shared);
    return 0;
}

/* === Which rows, in which order === */

static void test_every_table_has_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < view_table_count(); i++) {
        const pfl_rows_options o = options_for(pfl_table_at(i));
        struct listing *l = list(view, &o, 1);
        assert_true(l->count > 2 || (o.table == PFL_TABLE_TOTALS && l->count == 1) ||
                    (o.table == PFL_TABLE_STREAMS && l->count == 1));
        free_listing(l);
    }
}

/* One row at a time, or as many as fit: the same. */
static void test_batches_of_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < view_table_count(); i++) {
        const pfl_rows_options o = options_for(pfl_table_at(i));
        struct listing *one = list(view, &o, 1), *seven = list(view, &o, 7), *many = list(view, &o, 1000);
        assert_true(one->count == seven->count && one->count == many->count);
        for (uint32_t k = 0; k < one->count; k++) {
            assert_string_equal(one->json[k], seven->json[k]);
            assert_string_equal(one->json[k], many->json[k]);
        }
        free_listing(one);
        free_listing(seven);
        free_listing(many);
    }
}

static uint32_t place_in(const struct listing *l, const char *json)
{
    uint32_t i = 0;
    while (i < l->count && strcmp(l->json[i], json) != 0)
        i++;
    return i;
}

/* Rising or falling by the column, equal ones as they come without an order, none missing; the first ones with a limit.
 */
static void check_order(const struct listing *natural, pfl_rows_options o)
{
    struct listing *l = list(view, &o, 50);
    assert_int_equal(l->count, natural->count);
    for (uint32_t i = 0; i < l->count; i++) {
        uint32_t place = place_in(natural, l->json[i]);
        assert_true(place < natural->count);
        if (i == 0)
            continue;
        assert_true(o.descending ? l->values[i] <= l->values[i - 1] : l->values[i] >= l->values[i - 1]);
        if (l->values[i] == l->values[i - 1])
            assert_true(place > place_in(natural, l->json[i - 1]));
    }
    o.limit = 1 + l->count / 2;
    struct listing *few = list(view, &o, 50);
    assert_int_equal(few->count, l->count < o.limit ? l->count : o.limit);
    for (uint32_t i = 0; i < few->count; i++)
        assert_string_equal(few->json[i], l->json[i]);
    free_listing(l);
    free_listing(few);
}

static void test_order_by_every_column(void **state)
{
    (void)state;
    for (size_t i = 0; i < view_table_count(); i++) {
        const pfl_table *t = pfl_table_at(i);
        pfl_rows_options o = options_for(t);
        struct listing *natural = list(view, &o, 50);
        for (uint16_t k = 0; k < t->column_count; k++)
            for (o.descending = 0; o.descending < 2 && t->columns[k].type != PFL_TYPE_TEXT; o.descending++) {
                o.order = t->columns[k].id;
                check_order(natural, o);
            }
        free_listing(natural);
    }
}

/* Without an order: by what the row is about. Addresses by their bytes. */
static void test_the_natural_order(void **state)
{
    (void)state;
    static const struct {
        uint16_t table;
        const char *first, *last;
    } cases[] = {
        {PFL_TABLE_ACCOUNTS, "\"sasl_username\":\"\\\"\\\\", "\"sasl_username\":\"\\\\xff\\\\xfe"},
        {PFL_TABLE_HOSTS, "\"host\":\"MX\"", "\"host\":\"mx2\""},
        {PFL_TABLE_RELEASES, "\"version\":\"3.0.1\"", "\"version\":\"3.9.1\""},
        {PFL_TABLE_OPERATIONS, "\"host\":\"mx\",\"operation\":\"start\"", "\"host\":\"mx2\",\"operation\":\"delete\""},
        {PFL_TABLE_SUBMITTERS, "\"uid\":33", "\"uid\":44"},
        {PFL_TABLE_RELAYS, "\"client_addr\":\"192.0.2.0\"", "\"client_addr\":\"192.0.2.11\""},
        {PFL_TABLE_ADDRESSES, "\"client_addr\":\"10.0.0.0\"", "\"client_addr\":\"2001:db8:ffff::b\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const pfl_rows_options o = options_for(pfl_table_info(cases[i].table));
        struct listing *l = list(view, &o, 1);
        assert_non_null(strstr(l->json[0], cases[i].first));
        assert_non_null(strstr(l->json[l->count - 1], cases[i].last));
        free_listing(l);
    }
}

static void test_limits(void **state)
{
    (void)state;
    pfl_rows_options o = options_for(pfl_table_info(PFL_TABLE_ACCOUNTS));
    struct listing *all = list(view, &o, 50);
    const uint64_t limits[] = {1, all->count - 1, all->count, all->count + 1, UINT64_MAX, 0};
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        o.limit = limits[i];
        struct listing *l = list(view, &o, 50);
        assert_int_equal(l->count, o.limit == 0 || o.limit > all->count ? all->count : o.limit);
        free_listing(l);
    }
    free_listing(all);
}

/* === Keys === */

static uint32_t count_for(uint16_t table, const char *key, const char *in_each)
{
    pfl_rows_options o = options_for(pfl_table_info(table));
    o.key = key;
    o.key_length = strlen(key);
    struct listing *l = list(view, &o, 50);
    uint32_t count = l->count;
    for (uint32_t i = 0; i < count; i++)
        assert_non_null(strstr(l->json[i], in_each));
    free_listing(l);
    return count;
}

static void test_keys(void **state)
{
    (void)state;
    static const struct {
        uint16_t table;
        const char *key, *in_each;
        uint32_t count;
    } cases[] = {
        {PFL_TABLE_ACCOUNTS, "user3@example.com", "\"user3@example.com\"", 1},
        {PFL_TABLE_ACCOUNTS, "USER3@Example.COM", "\"user3@example.com\"", 1},
        {PFL_TABLE_ACCOUNTS, "user3@example.co", "", 0},
        {PFL_TABLE_ACCOUNTS, "user3@example.comm", "", 0},
        {PFL_TABLE_ACCOUNTS, "\xff\xfe\xc3(", "\"escaped\":true", 1},
        {PFL_TABLE_SUBMITTERS, "35", "\"uid\":35,", 1},
        {PFL_TABLE_SUBMITTERS, "035", "\"uid\":35,", 1}, /* a number, however it is written */
        {PFL_TABLE_SUBMITTERS, "0x23", "", 0},
        {PFL_TABLE_SUBMITTERS, "4294967331", "", 0}, /* not modulo 2^32 */
        {PFL_TABLE_RELAYS, "192.0.2.3", "\"192.0.2.3\"", 1},
        {PFL_TABLE_NETWORKS, "user3@example.com", "\"user3@example.com\"", 2},
        {PFL_TABLE_ACCESSES, "user3@example.com", "\"user3@example.com\"", 5},
        {PFL_TABLE_USAGES, "user3@example.com", "\"user3@example.com\"", 3},
        {PFL_TABLE_HOURS, "user3@example.com", "\"user3@example.com\"", 4},
        {PFL_TABLE_HOURS, "35", "\"uid\":35,", 1},
        {PFL_TABLE_HOURS, "192.0.2.3", "\"192.0.2.3\"", 1},
        {PFL_TABLE_DAYS, "user3@example.com", "\"user3@example.com\"", 4},
        {PFL_TABLE_SENDERS, "user3@example.com", "\"user3@example.com\"", 2},
        {PFL_TABLE_CONTACTS, "user3@example.com", "\"user3@example.com\"", 4},
        {PFL_TABLE_CONTACTS, "192.0.2.3", "\"relayed0.example\"", 1},
        {PFL_TABLE_ADDRESSES, "2001:db8:ffff::b", "\"2001:db8:ffff::b\"", 1},
        {PFL_TABLE_ADDRESSES, "2001:DB8:FFFF::B", "\"2001:db8:ffff::b\"", 1},
        {PFL_TABLE_ADDRESSES, "2001:db8:ffff:0:0:0:0:b", "", 0}, /* addresses are asked for as rows have them */
        {PFL_TABLE_ADDRESSES, "::ffff:10.0.0.1", "", 0},
        {PFL_TABLE_ADDRESSES, "10.0.0.1", "\"10.0.0.1\"", 1},
        {PFL_TABLE_FAILURES, "2001:db8:ffff::b", "\"2001:db8:ffff::b\"", 12},
        {PFL_TABLE_NAMES, "NAME1", "\"name1\"", 1},
        {PFL_TABLE_DOMAINS, "Relayed1.Example", "\"relayed1.example\"", 1},
        {PFL_TABLE_MESSAGES, "a0a030", "\"queue_id\":\"A0A030\"", 1},
        {PFL_TABLE_EVIDENCE, "user2@example.com", "\"user2@example.com\"", 5},
        {PFL_TABLE_EVIDENCE, "2001:db8:ffff::b", "\"2001:db8:ffff::b\"", 2},
        {PFL_TABLE_KINDS, "sasl-login", "\"sasl-login\"", 1},
        {PFL_TABLE_RELEASES, "3.7.1", "\"3.7.1\"", 1},
        {PFL_TABLE_HOSTS, "mx1", "\"mx1\"", 1},
        {PFL_TABLE_OPERATIONS, "mx1", "\"mx1\"", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (count_for(cases[i].table, cases[i].key, cases[i].in_each) != cases[i].count)
            fail_msg("%s %s: %u rows", pfl_table_info(cases[i].table)->name, cases[i].key,
                     (unsigned)count_for(cases[i].table, cases[i].key, cases[i].in_each));
}

/* "in any case" */
static void test_a_host_in_capitals_by_its_key(void **state)
{
    (void)state;
    open_promise();
    assert_int_equal(count_for(PFL_TABLE_HOSTS, "MX", ""), 2); /* mx too */
}

/* === What is refused === */

static void refuse_rows(int32_t wanted, pfl_rows_options o)
{
    pfl_rows *rows = (pfl_rows *)&o;
    assert_int_equal(pfl_rows_create(&rows, view, &o), wanted);
    assert_null(rows);
}

static void test_misused_rows(void **state)
{
    (void)state;
    pfl_rows_options o = options_for(pfl_table_info(PFL_TABLE_ACCOUNTS)), bad;
    pfl_rows *rows = (pfl_rows *)&o;
    pfl_accounts_row row[2];
    size_t count = 7;
    assert_int_equal(pfl_rows_create(NULL, view, &o), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_rows_create(&rows, NULL, &o), PFL_ERR_ARGUMENT);
    assert_null(rows);
    assert_int_equal(pfl_rows_create(&rows, view, NULL), PFL_ERR_ARGUMENT);
    refuse_rows(PFL_ERR_ARGUMENT, (bad = o, bad.table = 0, bad));
    refuse_rows(PFL_ERR_ARGUMENT, (bad = o, bad.table = 99, bad));
    refuse_rows(PFL_ERR_ARGUMENT, (bad = o, bad.order = PFL_COLUMN_CONNECTIONS, bad));   /* of another table */
    refuse_rows(PFL_ERR_ARGUMENT, (bad = o, bad.order = PFL_COLUMN_SASL_USERNAME, bad)); /* text */
    refuse_rows(PFL_ERR_ARGUMENT, (bad = o, bad.order = UINT16_MAX, bad));
    refuse_rows(PFL_ERR_ARGUMENT, (bad = o, bad.key_length = 1, bad)); /* of no text */
    refuse_rows(PFL_ERR_OPTION, (bad = o, bad.size = 0, bad));
    refuse_rows(PFL_ERR_OPTION, (bad = o, bad.size = sizeof bad - 1, bad));
    refuse_rows(PFL_ERR_OPTION, (bad = o, bad.size = sizeof bad + 8, bad));
    refuse_rows(PFL_ERR_OPTION, (bad = o, bad.reserved = 1, bad));
    refuse_rows(PFL_ERR_OPTION, (bad = o, bad.descending = 2, bad));
    assert_int_equal(pfl_rows_create(&rows, view, &o), PFL_OK);
    assert_int_equal(pfl_rows_next(NULL, row, sizeof *row, 2, &count), PFL_ERR_ARGUMENT);
    assert_int_equal(count, 0);
    assert_int_equal(pfl_rows_next(rows, NULL, sizeof *row, 2, &count), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_rows_next(rows, row, sizeof *row, 2, NULL), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_rows_next(rows, row, sizeof *row, 0, &count), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_rows_next(rows, row, sizeof *row - 8, 2, &count), PFL_ERR_LAYOUT);
    assert_int_equal(pfl_rows_next(rows, row, sizeof(pfl_hours_row), 2, &count), PFL_ERR_LAYOUT);
    assert_int_equal(pfl_rows_next(rows, row, sizeof *row, 2, &count), PFL_OK); /* nothing was skipped */
    assert_int_equal(count, 2);
    assert_true(row[0].present != 0 && row[0].sasl_username.offset == 0);
    pfl_rows_destroy(rows);
    pfl_rows_destroy(NULL);
    assert_int_equal(pfl_rows_count(NULL), 0);
    assert_non_null(pfl_rows_text(NULL));
    pfl_view *none = (pfl_view *)&o;
    assert_int_equal(pfl_view_create(NULL, shared), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_view_create(&none, NULL), PFL_ERR_ARGUMENT);
    assert_null(none);
    pfl_view_destroy(NULL);
}

/* What would change the state. */
static void check_changes(pfl_aggregator *a, pfl_aggregator *other, int32_t wanted)
{
    const pfl_stream stream = {.size = sizeof stream, .id = 1, .offset = 5000};
    pfl_parser *parser = new_parser();
    pfl_saver *saver;
    struct buffer b;
    assert_int_equal(pfl_aggregator_begin(a, &stream), wanted);
    assert_int_equal(pfl_aggregator_add(a, parser, NULL, NULL, sizeof(pfl_event), 0), wanted);
    assert_int_equal(pfl_aggregator_merge(a, other), wanted);
    assert_int_equal(pfl_aggregator_merge(other, a), wanted == PFL_OK ? PFL_ERR_OVERLAP : wanted);
    assert_int_equal(pfl_saver_create(&saver, a), wanted);
    pfl_saver_destroy(saver);
    assert_int_equal(pfl_aggregator_compact(a, 0), wanted);
    if (wanted == PFL_OK) {
        b = save(a);
        free(b.data);
    }
    pfl_parser_destroy(parser);
}

static void test_changes_wait_until_the_views_are_closed(void **state)
{
    (void)state;
    pfl_aggregator *a = state_by_parse(64), *other = new_state();
    pfl_view *one, *two;
    assert_int_equal(pfl_view_create(&one, a), PFL_OK);
    check_changes(a, other, PFL_ERR_STATE);
    assert_int_equal(pfl_view_create(&two, a), PFL_OK);
    pfl_view_destroy(one);
    check_changes(a, other, PFL_ERR_STATE);
    pfl_view_destroy(two);
    pfl_stream first = stream_at(log_length);
    assert_int_equal(pfl_aggregator_begin(other, &first), PFL_OK);
    pfl_parser *parser = new_parser();
    pfl_event event;
    pfl_parser_restart(parser, 0, log_length);
    assert_int_equal(pfl_parse_line(parser, "x", 1, &event, sizeof event), PFL_OK);
    assert_int_equal(pfl_aggregator_add(other, parser, "x", &event, sizeof event, 1), PFL_OK);
    check_changes(a, other, PFL_OK);
    pfl_parser_destroy(parser);
    pfl_aggregator_destroy(a);
    pfl_aggregator_destroy(other);
}

static void test_misused_aggregators(void **state)
{
    (void)state;
    const pfl_network own = {.bits = 128};
    pfl_aggregator_options o = {.size = sizeof o, .own = &own, .own_count = PFL_MAX_OWN_NETWORKS + 1};
    struct {
        pfl_aggregator_options known;
        uint64_t tail;
    } later = {{.size = sizeof later}, 0};
    pfl_aggregator *a = (pfl_aggregator *)&o;
    assert_int_equal(pfl_aggregator_create(NULL, NULL), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_aggregator_create(&a, &o), PFL_ERR_ARGUMENT);
    assert_null(a);
    o = (pfl_aggregator_options){.size = sizeof o, .own_count = 1};
    assert_int_equal(pfl_aggregator_create(&a, &o), PFL_ERR_ARGUMENT);
    o = (pfl_aggregator_options){.size = sizeof o, .max_memory = PFL_MIN_MEMORY - 1};
    assert_int_equal(pfl_aggregator_create(&a, &o), PFL_ERR_ARGUMENT);
    o.size = 0;
    assert_int_equal(pfl_aggregator_create(&a, &o), PFL_ERR_OPTION);
    later.tail = 1;
    assert_int_equal(pfl_aggregator_create(&a, &later.known), PFL_ERR_OPTION);
    assert_null(a);
    later.tail = 0;
    assert_int_equal(pfl_aggregator_create(&a, &later.known), PFL_OK);
    pfl_aggregator_destroy(a);
    o = (pfl_aggregator_options){.size = 4}; /* of an older release */
    assert_int_equal(pfl_aggregator_create(&a, &o), PFL_OK);
    assert_int_equal(pfl_aggregator_merge(a, a), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_aggregator_merge(a, NULL), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_aggregator_merge(NULL, a), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_aggregator_compact(NULL, 0), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_aggregator_compact(a, PFL_TIME_INVALID), PFL_ERR_ARGUMENT);
    pfl_aggregator_destroy(a);
    pfl_aggregator_destroy(NULL);
}

static void test_misused_ranges(void **state)
{
    (void)state;
    pfl_aggregator *a = new_state();
    pfl_stream s = {.size = sizeof s};
    pfl_parser *parser = new_parser();
    pfl_event event;
    assert_int_equal(pfl_parse_line(parser, "x", 1, &event, sizeof event), PFL_OK);
    assert_int_equal(pfl_aggregator_begin(NULL, &s), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_aggregator_begin(a, NULL), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_aggregator_begin(a, &(pfl_stream){.size = sizeof s, .name_length = 1}), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_aggregator_begin(a, &(pfl_stream){.size = sizeof s, .host_length = 1}), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_aggregator_begin(a, &(pfl_stream){.size = 0}), PFL_ERR_OPTION);
    assert_int_equal(pfl_aggregator_begin(a, &(pfl_stream){.size = sizeof s, .reserved = 1}), PFL_ERR_OPTION);
    assert_int_equal(pfl_aggregator_add(NULL, parser, "x", &event, sizeof event, 1), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_aggregator_add(a, NULL, "x", &event, sizeof event, 1), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_aggregator_add(a, parser, "x", NULL, sizeof event, 1), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_aggregator_add(a, parser, "x", &event, sizeof event - 1, 1), PFL_ERR_LAYOUT);
    assert_int_equal(pfl_aggregator_add(a, parser, NULL, NULL, sizeof event, 0), PFL_OK);
    pfl_range range = {.lines = 7};
    assert_int_equal(pfl_aggregator_known(a, 0, 0, &range), PFL_END);
    assert_int_equal(pfl_aggregator_known(NULL, 0, 0, &range), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_aggregator_known(a, 0, 0, NULL), PFL_ERR_ARGUMENT);
    assert_int_equal(range.lines, 7);
    pfl_parser_destroy(parser);
    pfl_aggregator_destroy(a);
}

static void test_misused_savers_and_states(void **state)
{
    (void)state;
    pfl_aggregator *a = state_by_parse(64), *b = (pfl_aggregator *)&a;
    pfl_saver *saver = (pfl_saver *)&a;
    char *room = malloc(PFL_SAVE_CAPACITY);
    size_t length = 7;
    assert_int_equal(pfl_saver_create(NULL, a), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_saver_create(&saver, NULL), PFL_ERR_ARGUMENT);
    assert_null(saver);
    assert_int_equal(pfl_saver_create(&saver, a), PFL_OK);
    assert_int_equal(pfl_saver_next(NULL, room, PFL_SAVE_CAPACITY, &length), PFL_ERR_ARGUMENT);
    assert_int_equal(length, 0);
    assert_int_equal(pfl_saver_next(saver, NULL, PFL_SAVE_CAPACITY, &length), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_saver_next(saver, room, PFL_SAVE_CAPACITY - 1, &length), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_saver_next(saver, room, PFL_SAVE_CAPACITY, NULL), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_saver_next(saver, room, PFL_SAVE_CAPACITY, &length), PFL_OK);
    assert_int_equal(pfl_aggregator_load(&b, NULL, room, length - 1), PFL_ERR_DAMAGED);
    assert_null(b);
    assert_int_equal(pfl_aggregator_load(&b, NULL, NULL, 1), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_aggregator_load(&b, NULL, NULL, 0), PFL_ERR_DAMAGED);
    assert_int_equal(pfl_aggregator_load(NULL, NULL, room, length), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_saver_next(saver, room, PFL_SAVE_CAPACITY, &length), PFL_END);
    assert_int_equal(length, 0);
    pfl_saver_destroy(saver);
    pfl_saver_destroy(NULL);
    free(room);
    pfl_aggregator_destroy(a);
}

/* === JSON === */

static void test_json_at_every_capacity(void **state)
{
    (void)state;
    for (size_t i = 0; i < view_table_count(); i++) {
        const pfl_table *t = pfl_table_at(i);
        const pfl_rows_options o = options_for(t);
        uint64_t record[128];
        pfl_rows *rows;
        size_t count, length, again;
        assert_int_equal(pfl_rows_create(&rows, view, &o), PFL_OK);
        assert_int_equal(pfl_rows_next(rows, record, t->record_size, 1, &count), PFL_OK);
        char *whole = json_of(t->code, record, pfl_rows_text(rows));
        length = strlen(whole);
        for (size_t room = 0; room <= length; room++) {
            char *buffer = malloc(room + (room == 0));
            assert_int_equal(pfl_row_json(t->code, record, pfl_rows_text(rows), buffer, room, &again),
                             room < length ? PFL_FULL : PFL_OK);
            assert_int_equal(again, length);
            if (room == length)
                assert_memory_equal(buffer, whole, length);
            free(buffer);
        }
        char start[64];
        snprintf(start, sizeof start, "{\"table\":\"%s\",", t->name);
        assert_memory_equal(whole, start, strlen(start));
        free(whole);
        pfl_rows_destroy(rows);
    }
}

static void test_json_of_values(void **state)
{
    (void)state;
    pfl_streams_row s = {.present = PFL_STREAMS_ROW_STREAM | PFL_STREAMS_ROW_START | PFL_STREAMS_ROW_FIRST,
                         .stream = 0xab,
                         .start = UINT64_MAX,
                         .first = 1};
    char *json = json_of(PFL_TABLE_STREAMS, &s, "");
    assert_string_equal(json, "{\"table\":\"streams\",\"stream\":\"00000000000000ab\",\"start\":18446744073709551615,"
                              "\"first\":\"1970-01-01T00:00:00.000001Z\"}");
    free(json);
    pfl_hosts_row h = {.present = PFL_HOSTS_ROW_HOST | PFL_HOSTS_ROW_LEAST_SKEW, .host = {1, 2}, .least_skew = -500000};
    json = json_of(PFL_TABLE_HOSTS, &h, "x\xff\n");
    assert_string_equal(json, "{\"table\":\"hosts\",\"host\":\"\\\\xff\\u000a\",\"least_skew\":-0.5,\"escaped\":true}");
    free(json);
    size_t length = 7;
    char room[64];
    assert_int_equal(pfl_row_json(0, &s, "", room, sizeof room, &length), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_row_json(PFL_TABLE_STREAMS, NULL, "", room, sizeof room, &length), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_row_json(PFL_TABLE_STREAMS, &s, NULL, room, sizeof room, &length), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_row_json(PFL_TABLE_STREAMS, &s, "", NULL, 1, &length), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_row_json(PFL_TABLE_STREAMS, &s, "", room, sizeof room, NULL), PFL_ERR_ARGUMENT);
    assert_int_equal(length, 7);
}

/* === Threads === */

#ifdef PFL_THREADS
/* A hash of all rows of all tables; nothing is asserted here, for cmocka knows one thread. */
static void *read_all(void *result)
{
    uint64_t words[2] = {0, 0}, record[128];
    char json[1 << 14];
    for (size_t i = 0; i < view_table_count(); i++) {
        const pfl_table *t = pfl_table_at(i);
        pfl_rows_options o = options_for(t);
        pfl_rows *rows;
        size_t count, length;
        o.order = t->columns[t->column_count - 1].type == PFL_TYPE_TEXT ? 0 : t->columns[t->column_count - 1].id;
        if (pfl_rows_create(&rows, view, &o) != PFL_OK)
            return NULL;
        while (pfl_rows_next(rows, record, t->record_size, 1, &count) == PFL_OK &&
               pfl_row_json(t->code, record, pfl_rows_text(rows), json, sizeof json, &length) == PFL_OK) {
            words[1] = pfl_stream_id(json, length);
            words[0] = pfl_stream_id(words, sizeof words);
        }
        pfl_rows_destroy(rows);
    }
    memcpy(result, words, sizeof words[0]);
    return result;
}

static void test_threads_read_one_view(void **state)
{
    (void)state;
    pthread_t threads[4];
    uint64_t results[4] = {0}, wanted = 0;
    read_all(&wanted);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_all, &results[i]), 0);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_true(results[i] == wanted && wanted != 0);
    }
}
#endif

/* === Lines, however they come in === */

static pfl_aggregator *state_by_feed(void)
{
    pfl_parser *parser = new_parser();
    pfl_aggregator *a = new_state();
    const pfl_stream stream = stream_at(0);
    pfl_event events[5];
    size_t count, at = 0;
    int32_t status = PFL_NEED_MORE;
    assert_int_equal(pfl_aggregator_begin(a, &stream), PFL_OK);
    while (status != PFL_END) {
        size_t piece_length = log_length - at < 777 ? log_length - at : 777;
        assert_int_equal(pfl_parser_feed(parser, log_text + at, piece_length), PFL_OK);
        const char *chunk = log_text + at;
        at += piece_length;
        if (at == log_length)
            pfl_parser_finish(parser);
        while ((status = pfl_parser_next(parser, events, sizeof *events, 5, &count)) == PFL_OK)
            assert_int_equal(pfl_aggregator_add(a, parser, chunk, events, sizeof *events, count), PFL_OK);
    }
    pfl_parser_destroy(parser);
    return a;
}

/* Line by line, with their ends or without. */
static pfl_aggregator *state_by_lines(size_t with_end)
{
    pfl_parser *parser = new_parser();
    pfl_aggregator *a = new_state();
    const pfl_stream stream = stream_at(0);
    pfl_event event;
    assert_int_equal(pfl_aggregator_begin(a, &stream), PFL_OK);
    for (size_t at = 0, length; at < log_length; at += length + 1) {
        length = strcspn(log_text + at, "\n");
        assert_int_equal(pfl_parse_line(parser, log_text + at, length + with_end, &event, sizeof event), PFL_OK);
        assert_int_equal(pfl_aggregator_add(a, parser, log_text + at, &event, sizeof event, 1), PFL_OK);
    }
    pfl_parser_destroy(parser);
    return a;
}

static void test_all_doors_lead_to_one_state(void **state)
{
    (void)state;
    pfl_aggregator *others[] = {state_by_parse(1), state_by_parse(7), state_by_feed(), state_by_lines(0),
                                state_by_lines(1)};
    pfl_aggregator *a = state_by_parse(64);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_same_state(a, others[i]);
        pfl_aggregator_destroy(others[i]);
    }
    pfl_aggregator_destroy(a);
}

/* Two rows with the text of the lines and their places left out: a message has others. */
static void assert_same_figures(pfl_aggregator *a, pfl_aggregator *b)
{
    pfl_view *views[2];
    assert_int_equal(pfl_view_create(&views[0], a), PFL_OK);
    assert_int_equal(pfl_view_create(&views[1], b), PFL_OK);
    for (size_t i = 0; i < view_table_count(); i++) {
        const pfl_rows_options o = options_for(pfl_table_at(i));
        if (o.table == PFL_TABLE_TOTALS || o.table == PFL_TABLE_STREAMS || o.table == PFL_TABLE_EVIDENCE)
            continue;
        struct listing *x = list(views[0], &o, 50), *y = list(views[1], &o, 50);
        assert_int_equal(x->count, y->count);
        for (uint32_t k = 0; k < x->count; k++)
            assert_string_equal(x->json[k], y->json[k]);
        free_listing(x);
        free_listing(y);
    }
    pfl_view_destroy(views[0]);
    pfl_view_destroy(views[1]);
}

/* "Counts events as pfl_parse, pfl_parser_next, pfl_parse_line or pfl_parse_message has just delivered them" */
static void test_messages_are_lines_too(void **state)
{
    (void)state;
    open_promise();
    pfl_aggregator *a = state_by_parse(64), *b = new_state();
    pfl_parser *lines = new_parser(), *messages = new_parser();
    pfl_event e, event;
    for (size_t at = 0, length; at < log_length; at += length + 1) {
        length = strcspn(log_text + at, "\n");
        assert_int_equal(pfl_parse_line(lines, log_text + at, length, &e, sizeof e), PFL_OK);
        const char *text = pfl_event_text(lines, log_text + at, &e);
        const pfl_message m = {.size = sizeof m,
                               .time = e.time,
                               .pid = e.pid,
                               .host = text + e.host.offset,
                               .host_length = e.host.length,
                               .program = text + e.program.offset,
                               .program_length = e.program.length,
                               .message = text + e.message.offset,
                               .message_length = e.message.length};
        assert_int_equal(pfl_parse_message(messages, &m, &event, sizeof event), PFL_OK);
        assert_int_equal(pfl_aggregator_add(b, messages, NULL, &event, sizeof event, 1), PFL_OK);
    }
    assert_same_figures(a, b);
    pfl_parser_destroy(lines);
    pfl_parser_destroy(messages);
    pfl_aggregator_destroy(a);
    pfl_aggregator_destroy(b);
}

/* === Ranges === */

/* Adds the lines [from, to) of the log, by byte offsets. */
static int32_t add_range(pfl_aggregator *a, size_t from, size_t to)
{
    pfl_parser *parser = new_parser();
    static pfl_event events[2000];
    size_t count, used;
    pfl_parser_restart(parser, 0, from);
    assert_int_equal(pfl_parse(parser, log_text + from, to - from, 0, events, sizeof *events, 2000, &count, &used),
                     PFL_OK);
    int32_t status = pfl_aggregator_add(a, parser, log_text + from, events, sizeof *events, count);
    pfl_parser_destroy(parser);
    return status;
}

static size_t line_behind(size_t at)
{
    return at + strcspn(log_text + at, "\n") + 1;
}

static void test_what_is_known_is_refused(void **state)
{
    (void)state;
    pfl_aggregator *a = new_state();
    size_t first = line_behind(2000), second = line_behind(9000), third = line_behind(12000);
    const pfl_stream low = stream_at(first), high = stream_at(second), all = stream_at(0),
                     middle = stream_at(first + 1);
    pfl_range range;
    assert_int_equal(pfl_aggregator_begin(a, &high), PFL_OK);
    assert_int_equal(add_range(a, second, third), PFL_OK);
    assert_int_equal(pfl_aggregator_known(a, all.id, 0, &range), PFL_OK); /* it begins behind 0 */
    assert_true(range.stream == all.id && range.start == second && range.end == third);
    assert_int_equal(range.last_hash, pfl_stream_id(log_text + range.last_offset, third - 1 - range.last_offset));
    assert_int_equal(pfl_aggregator_known(a, all.id, third - 1, &range), PFL_OK);
    assert_int_equal(pfl_aggregator_known(a, all.id, third, &range), PFL_END);
    assert_int_equal(pfl_aggregator_known(a, all.id + 1, 0, &range), PFL_END);
    assert_int_equal(pfl_aggregator_begin(a, &high), PFL_ERR_OVERLAP);
    assert_int_equal(pfl_aggregator_begin(a, &low), PFL_OK); /* up to the other one */
    assert_int_equal(add_range(a, first, third), PFL_ERR_OVERLAP);
    assert_int_equal(pfl_aggregator_known(a, all.id, 0, &range), PFL_OK);
    assert_true(range.start == first && range.end == second); /* those before it were counted */
    assert_int_equal(pfl_aggregator_begin(a, &middle), PFL_ERR_OVERLAP);
    struct buffer b = save(a); /* and now they are one */
    free(b.data);
    assert_int_equal(pfl_aggregator_known(a, all.id, 0, &range), PFL_OK);
    assert_true(range.start == first && range.end == third);
    pfl_aggregator *other = new_state();
    assert_int_equal(pfl_aggregator_begin(other, &low), PFL_OK);
    assert_int_equal(add_range(other, first, second), PFL_OK);
    struct buffer before = save(a);
    assert_int_equal(pfl_aggregator_merge(a, other), PFL_ERR_OVERLAP);
    struct buffer after = save(a);
    assert_int_equal(before.length, after.length);
    assert_memory_equal(before.data, after.data, before.length);
    free(before.data);
    free(after.data);
    pfl_aggregator_destroy(a);
    pfl_aggregator_destroy(other);
}

/* "Without this call the first event begins a stream at its own offset, with the hash of its text." */
static void test_a_stream_that_nobody_began(void **state)
{
    (void)state;
    pfl_aggregator *a = new_state();
    size_t from = line_behind(3000), to = line_behind(4000);
    pfl_range range;
    assert_int_equal(add_range(a, from, to), PFL_OK);
    uint64_t id = pfl_stream_id(log_text + from, line_behind(from) - 1 - from);
    assert_int_equal(pfl_aggregator_known(a, id, 0, &range), PFL_OK);
    assert_true(range.start == from && range.end == to);
    assert_int_equal(add_range(a, to, line_behind(5000)), PFL_OK); /* goes on */
    assert_int_equal(pfl_aggregator_known(a, id, 0, &range), PFL_OK);
    assert_true(range.start == from && range.end == line_behind(5000));
    pfl_aggregator_destroy(a);
}

static void test_the_host_of_a_stream(void **state)
{
    (void)state;
    pfl_aggregator *a = new_state();
    pfl_stream stream = stream_at(0);
    stream.host = "Relay.Example";
    stream.host_length = 13;
    pfl_view *v;
    const pfl_rows_options o = options_for(pfl_table_info(PFL_TABLE_HOSTS));
    assert_int_equal(pfl_aggregator_begin(a, &stream), PFL_OK);
    assert_int_equal(add_range(a, 0, line_behind(20000)), PFL_OK);
    assert_int_equal(pfl_view_create(&v, a), PFL_OK);
    struct listing *l = list(v, &o, 5);
    assert_int_equal(l->count, 1);
    assert_non_null(strstr(l->json[0], "\"host\":\"relay.example\""));
    free_listing(l);
    pfl_view_destroy(v);
    pfl_aggregator_destroy(a);
}

#define DAY_3 INT64_C(1781049600000000) /* 2026-06-10 */

/* "After this, lines and states from before that time are refused": the line and those behind it. */
static void test_what_is_compacted_is_refused(void **state)
{
    (void)state;
    static const char lines[] = "2026-06-11T00:00:00Z mx postfix/smtpd[1]: connect from c[192.0.2.1]\n"
                                "2026-06-09T23:59:59Z mx postfix/smtpd[1]: connect from c[192.0.2.1]\n"
                                "2026-06-11T00:00:01Z mx postfix/smtpd[1]: connect from c[192.0.2.1]\n";
    pfl_aggregator *a = state_by_parse(64), *old = state_by_parse(64), *fresh = new_state();
    pfl_parser *parser = new_parser();
    pfl_event events[3];
    pfl_range range;
    size_t count, used;
    const pfl_stream stream = {.size = sizeof stream, .id = 9};
    assert_int_equal(pfl_aggregator_compact(a, DAY_3 + 5), PFL_OK); /* cut to its day */
    assert_int_equal(pfl_parse(parser, lines, sizeof lines - 1, 0, events, sizeof *events, 3, &count, &used), PFL_OK);
    assert_int_equal(pfl_aggregator_begin(a, &stream), PFL_OK);
    assert_int_equal(pfl_aggregator_add(a, parser, lines, events, sizeof *events, count), PFL_ERR_COMPACTED);
    assert_int_equal(pfl_aggregator_known(a, 9, 0, &range), PFL_OK);
    assert_int_equal(range.lines, 1);
    assert_int_equal(pfl_aggregator_merge(fresh, a), PFL_OK); /* which has nothing from before */
    assert_int_equal(pfl_aggregator_add(fresh, parser, lines, events + 1, sizeof *events, 1), PFL_ERR_COMPACTED);
    pfl_aggregator_destroy(fresh);
    fresh = new_state();
    assert_int_equal(pfl_aggregator_begin(fresh, &(pfl_stream){.size = sizeof stream, .id = 10}), PFL_OK);
    assert_int_equal(pfl_aggregator_add(fresh, parser, lines, events, sizeof *events, count), PFL_OK);
    struct buffer before = save(a);
    assert_int_equal(pfl_aggregator_merge(a, fresh), PFL_ERR_COMPACTED);
    assert_int_equal(pfl_aggregator_merge(fresh, a), PFL_ERR_COMPACTED);
    assert_int_equal(pfl_aggregator_merge(a, old), PFL_ERR_OVERLAP);
    struct buffer after = save(a);
    assert_int_equal(before.length, after.length);
    assert_memory_equal(before.data, after.data, before.length);
    free(before.data);
    free(after.data);
    pfl_parser_destroy(parser);
    pfl_aggregator_destroy(a);
    pfl_aggregator_destroy(old);
    pfl_aggregator_destroy(fresh);
}

/* "the most that was ever in use" */
static void test_the_most_memory_is_not_less_than_the_memory(void **state)
{
    (void)state;
    open_promise();
    pfl_aggregator *a = new_state();
    const pfl_rows_options o = options_for(pfl_table_info(PFL_TABLE_TOTALS));
    pfl_view *v;
    pfl_rows *rows;
    pfl_totals_row t;
    size_t count;
    assert_int_equal(pfl_view_create(&v, a), PFL_OK);
    assert_int_equal(pfl_rows_create(&rows, v, &o), PFL_OK);
    assert_int_equal(pfl_rows_next(rows, &t, sizeof t, 1, &count), PFL_OK);
    pfl_rows_destroy(rows);
    pfl_view_destroy(v);
    pfl_aggregator_destroy(a);
    assert_true(t.most_memory >= t.memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tables_by_place_code_and_name),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_columns_are_those_of_the_header),
        cmocka_unit_test(test_every_table_has_rows),
        cmocka_unit_test(test_batches_of_rows),
        cmocka_unit_test(test_order_by_every_column),
        cmocka_unit_test(test_the_natural_order),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_a_host_in_capitals_by_its_key),
        cmocka_unit_test(test_misused_rows),
        cmocka_unit_test(test_changes_wait_until_the_views_are_closed),
        cmocka_unit_test(test_misused_aggregators),
        cmocka_unit_test(test_misused_ranges),
        cmocka_unit_test(test_misused_savers_and_states),
        cmocka_unit_test(test_json_at_every_capacity),
        cmocka_unit_test(test_json_of_values),
#ifdef PFL_THREADS
        cmocka_unit_test(test_threads_read_one_view),
#endif
        cmocka_unit_test(test_all_doors_lead_to_one_state),
        cmocka_unit_test(test_messages_are_lines_too),
        cmocka_unit_test(test_what_is_known_is_refused),
        cmocka_unit_test(test_a_stream_that_nobody_began),
        cmocka_unit_test(test_the_host_of_a_stream),
        cmocka_unit_test(test_what_is_compacted_is_refused),
        cmocka_unit_test(test_the_most_memory_is_not_less_than_the_memory),
    };
    return cmocka_run_group_tests(tests, open_shared, close_shared);
}
