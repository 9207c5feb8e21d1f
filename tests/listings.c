#include "listings.h"

#include "fuzz/json_check.h"

#include "lib/aggregate/rows.h"

size_t table_count(void)
{
    size_t count = 0;
    while (pfl_table_at(count) != NULL)
        count++;
    return count;
}

/* The others are of an audit. */
size_t view_table_count(void)
{
    size_t count = 0;
    while (pfl_table_at(count) != NULL && pfl_table_at(count)->code < PFL_AUDIT_TABLES)
        count++;
    return count;
}

/* === A log with something in every table === */

char log_text[1 << 16];
size_t log_length;

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

pfl_parser *new_parser(void)
{
    pfl_parser *parser;
    assert_int_equal(pfl_parser_create(&parser, NULL), PFL_OK);
    return parser;
}

pfl_aggregator *new_state(void)
{
    pfl_aggregator *a;
    assert_int_equal(pfl_aggregator_create(&a, NULL), PFL_OK);
    return a;
}

pfl_stream stream_at(uint64_t offset)
{
    static const char name[] = "mail\n\xff.log";
    return (pfl_stream){.size = sizeof(pfl_stream),
                        .id = pfl_stream_id(log_text, strcspn(log_text, "\n")),
                        .offset = offset,
                        .name = name,
                        .name_length = sizeof name - 1};
}

/* The whole log by pfl_parse, in batches. */
pfl_aggregator *state_by_parse(size_t batch)
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

struct buffer save(pfl_aggregator *a)
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

void assert_same_state(pfl_aggregator *a, pfl_aggregator *b)
{
    struct buffer x = save(a), y = save(b);
    assert_int_equal(x.length, y.length);
    assert_memory_equal(x.data, y.data, x.length);
    free(x.data);
    free(y.data);
}

/* === Rows as text === */

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
char *json_of(uint16_t table, const void *row, const char *text)
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

struct listing *list(const pfl_view *from, const pfl_rows_options *options, size_t batch)
{
    struct listing *l = calloc(1, sizeof *l);
    const pfl_table *t = pfl_table_info(options->table);
    char *records = malloc(batch * t->record_size);
    pfl_rows *rows;
    size_t count;
    assert_int_equal(pfl_rows_create(&rows, from, options), PFL_OK);
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

void free_listing(struct listing *l)
{
    for (uint32_t i = 0; i < l->count; i++)
        free(l->json[i]);
    free(l);
}

pfl_rows_options options_for(const pfl_table *t)
{
    return (pfl_rows_options){.size = sizeof(pfl_rows_options), .table = t->code};
}

pfl_aggregator *shared;
pfl_view *view;

int open_shared(void **state)
{
    (void)state;
    make_log();
    shared = state_by_parse(64);
    return pfl_view_create(&view, shared);
}

int close_shared(void **state)
{
    (void)state;
    pfl_view_destroy(view);
    pfl_aggregator_destroy(shared);
    return 0;
}
