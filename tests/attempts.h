/*
 * A log with something of everything, states of it that are made while the n-th allocation fails, and what has to hold
 * behind that. Included by tests behind cmocka.h.
 */
#ifndef TESTS_ATTEMPTS_H
#define TESTS_ATTEMPTS_H

#include "failing_heap.h"

#include <postfixlog/postfixlog.h>

#include <stdio.h>

/* === The log === */

static const char first_half[] =
    "2026-06-08T08:59:59Z mx postfix/master[9]: daemon started -- version 3.7.11, configuration /etc/postfix\n"
    "2026-06-08T09:00:01Z mx postfix/submission/smtpd[1]: 4F0001: client=c[192.0.2.1], sasl_method=PLAIN, "
    "sasl_username=Eve@Example.com\n"
    "2026-06-08T09:00:01Z mx postfix/cleanup[2]: 4F0001: message-id=<1@example.com>\n"
    "2026-06-08T09:00:01Z mx postfix/qmgr[3]: 4F0001: from=<eve+x@example.com>, size=1000, nrcpt=3 (queue active)\n"
    "2026-06-08T09:00:02Z mx postfix/smtp[4]: 4F0001: to=<a@example.net>, relay=mx.example.net[198.51.100.1]:25, "
    "delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)\n"
    "2026-06-08T09:00:03Z mx postfix/smtp[4]: 4F0001: to=<b@example.org>, relay=mx.example.org[198.51.100.2]:25, "
    "delay=1, delays=0/0/0/1, dsn=5.7.1, status=bounced (host mx.example.org[198.51.100.2] said: 550 5.7.1 blocked as "
    "spam (in reply to end of DATA command))\n"
    "2026-06-08T09:00:04Z mx postfix/smtp[4]: 4F0001: to=<c@example.edu>, relay=none, delay=1, delays=0/0/0/1, "
    "dsn=4.4.1, status=deferred (connect to mx[198.51.100.3]:25: Connection timed out)\n"
    "2026-06-08T09:00:05Z mx postfix/smtpd[1]: 4F0011: client=d[2001:db8::1], sasl_method=LOGIN, sasl_username=adam\n"
    "2026-06-08T09:00:05Z mx postfix/qmgr[3]: 4F0011: from=<adam@example.com>, size=1000, nrcpt=2 (queue active)\n"
    "2026-06-08T09:00:06Z mx postfix/smtpd[7]: 4F0012: client=localhost[127.0.0.1], orig_queue_id=4F0011, "
    "orig_client=d[2001:db8::1]\n"
    "2026-06-08T09:00:06Z mx postfix/qmgr[3]: 4F0012: from=<adam@example.com>, size=1400, nrcpt=2 (queue active)\n"
    "2026-06-08T09:00:07Z mx postfix/smtp[4]: 4F0011: to=<a@example.net>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, "
    "delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as "
    "4F0012)\n"
    "2026-06-08T09:00:07Z mx postfix/smtpd[1]: 4F0061: client=c[192.0.2.1], sasl_method=PLAIN, sasl_username=carol\n"
    "2026-06-08T09:00:07Z mx postfix/qmgr[3]: 4F0061: from=<carol@example.com>, size=1, nrcpt=2 (queue active)\n"
    "2026-06-08T09:00:07Z mx postfix/smtp[4]: 4F0061: to=<b@example.org>, relay=mx.example.org[198.51.100.2]:25, "
    "delay=1, dsn=5.1.1, status=bounced (unknown)\n"
    "2026-06-08T09:00:08Z mx postfix/postsuper[5]: 4F0061: requeued\n"
    "2026-06-08T09:00:08Z mx postfix/pickup[1]: 4F0021: uid=33 from=<www-data>\n"
    "2026-06-08T09:00:08Z mx postfix/qmgr[3]: 4F0021: from=<www-data@example.com>, size=10, nrcpt=1 (queue active)\n"
    "2026-06-08T09:00:09Z mx postfix/smtpd[1]: warning: unknown[203.0.113.1]: SASL LOGIN authentication failed: "
    "authentication failure, sasl_username=root\n"
    "2026-06-08T09:00:09Z mx postfix/smtpd[1]: warning: unknown[203.0.113.1]: SASL LOGIN authentication failed: "
    "authentication failure, sasl_username=info\n"
    "2026-06-08T09:00:09Z mx postfix/smtpd[1]: NOQUEUE: reject: RCPT from unknown[203.0.113.2]: 553 5.7.1 "
    "<x@example.org>: Sender address rejected: not owned by user eve@example.com; from=<x@example.org> "
    "to=<a@example.net> proto=ESMTP helo=<h>\n";

static const char second_half[] =
    "2026-06-08T09:10:02Z mx postfix/smtpd[1]: warning: unknown[203.0.113.1]: SASL LOGIN authentication failed: "
    "authentication failure, sasl_username=root\n"
    "2026-06-08T09:10:03Z mx dovecot: auth: passwd-file(root,203.0.113.1): Password mismatch\n"
    "2026-06-08T09:10:04Z mx dovecot: imap-login: Login: user=<eve@example.com>, method=PLAIN, rip=192.0.2.1, "
    "lip=192.0.2.25, mpid=1, TLS, session=<x>\n"
    "2026-06-08T09:10:05Z mx postfix/smtpd[1]: disconnect from unknown[203.0.113.1] ehlo=1 auth=1 quit=1 commands=3\n"
    "2026-06-08T09:10:07Z mx postfix/smtp[4]: 4F0011: to=<b@example.net>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, "
    "delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as "
    "4F0012)\n"
    "2026-06-08T09:10:07Z mx postfix/qmgr[3]: 4F0011: removed\n"
    "2026-06-08T09:10:08Z mx postfix/smtp[4]: 4F0012: to=<a@example.net>, relay=mx.example.net[198.51.100.1]:25, "
    "delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)\n"
    "2026-06-08T09:10:08Z mx postfix/smtp[4]: 4F0012: to=<b@example.net>, relay=mx.example.net[198.51.100.1]:25, "
    "delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)\n"
    "2026-06-08T09:10:09Z mx postfix/qmgr[3]: 4F0012: removed\n"
    "2026-06-08T09:10:09Z mx postfix/local[4]: 4F0021: to=<list@example.com>, relay=local, delay=1, delays=0/0/0/1, "
    "dsn=2.0.0, status=sent (forwarded as 4F0023)\n"
    "2026-06-08T09:10:09Z mx postfix/qmgr[3]: 4F0021: removed\n"
    "2026-06-08T09:10:10Z mx2 postfix/smtpd[1]: 4F0031: client=relay[192.0.2.9]\n"
    "2026-06-08T09:10:10Z mx2 postfix/qmgr[3]: 4F0031: from=<spam@example.net>, size=10, nrcpt=1 (queue active)\n"
    "2026-06-08T09:10:11Z mx2 postfix/smtp[4]: 4F0031: to=<a@example.org>, relay=mx.example.org[198.51.100.2]:25, "
    "delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)\n"
    "2026-06-08T09:10:12Z mx2 postfix/qmgr[3]: 4F0031: removed\n"
    "2026-06-09T09:10:11Z mx postfix/smtp[4]: 4F0001: to=<c@example.edu>, relay=mx.example.edu[198.51.100.3]:25, "
    "delay=3601, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)\n"
    "2026-06-09T09:10:11Z mx postfix/qmgr[3]: 4F0001: removed\n"
    "2026-06-09T09:10:12Z mx postfix/submission/smtpd[1]: 4F0041: client=c[192.0.2.1], sasl_method=PLAIN, "
    "sasl_username=eve@example.com\n"
    "2026-06-09T09:10:12Z mx postfix/qmgr[3]: 4F0041: from=<eve@example.com>, size=1000, nrcpt=1 (queue active)\n";

/* === States === */

static pfl_parser *parser;

static inline pfl_aggregator *new_state(void)
{
    const pfl_aggregator_options options = {
        .size = sizeof options, .hash_key = {1, 2}, .allocator = {&heap, heap_resize}};
    pfl_aggregator *a = NULL;
    int32_t status = pfl_aggregator_create(&a, &options);
    assert_int_equal(status, a == NULL ? PFL_ERR_MEMORY : PFL_OK);
    return a;
}

static inline int32_t begin(pfl_aggregator *a, uint64_t offset)
{
    const pfl_stream stream = {.size = sizeof stream,
                               .id = pfl_stream_id(first_half, strcspn(first_half, "\n")),
                               .offset = offset,
                               .name = "mail.log",
                               .name_length = 8};
    return pfl_aggregator_begin(a, &stream);
}

/* Line by line, so that those behind a failure are added as well. Returns what failed last. */
static inline int32_t add(pfl_aggregator *a, const char *text, uint64_t offset)
{
    pfl_event event;
    int32_t result = PFL_OK;
    size_t length = strlen(text), count, used;
    pfl_parser_restart(parser, 0, offset);
    for (size_t at = 0; at < length; at += used) {
        assert_true(pfl_parse(parser, text + at, length - at, 0, &event, sizeof event, 1, &count, &used) >= 0);
        int32_t status = pfl_aggregator_add(a, parser, text + at, &event, sizeof event, count);
        result = status != PFL_OK ? status : result;
    }
    return result;
}

static inline pfl_aggregator *state_of(bool first, bool second)
{
    pfl_aggregator *a = new_state();
    if (first)
        assert_true(begin(a, 0) == PFL_OK && add(a, first_half, 0) == PFL_OK);
    if (second)
        assert_true((first || begin(a, sizeof first_half - 1) == PFL_OK) &&
                    add(a, second_half, sizeof first_half - 1) == PFL_OK);
    return a;
}

/* A hash of all rows as JSON, but for what else there is here and the memory in use. */
struct figures {
    uint64_t hash, lost;
    unsigned files; /* rows that name one */
};

static inline void take_file(struct figures *f, uint64_t *present, uint64_t bit)
{
    f->files += (*present & bit) != 0;
    *present &= ~bit;
}

static inline void add_row(struct figures *f, uint16_t table, void *record, const char *text)
{
    static char json[1 << 14];
    uint64_t words[2] = {f->hash};
    size_t length;
    if (table == PFL_TABLE_TOTALS) {
        pfl_totals_row *t = record;
        f->lost = t->lost;
        t->present &= ~(PFL_TOTALS_ROW_LOST | PFL_TOTALS_ROW_MEMORY | PFL_TOTALS_ROW_MOST_MEMORY);
    } else if (table == PFL_TABLE_STREAMS) {
        take_file(f, &((pfl_streams_row *)record)->present, PFL_STREAMS_ROW_FILE);
    } else if (table == PFL_TABLE_ACCESSES) {
        take_file(f, &((pfl_accesses_row *)record)->present, PFL_ACCESSES_ROW_FILE);
    } else if (table == PFL_TABLE_EVIDENCE) {
        take_file(f, &((pfl_evidence_row *)record)->present, PFL_EVIDENCE_ROW_FILE);
    }
    assert_int_equal(pfl_row_json(table, record, text, json, sizeof json, &length), PFL_OK);
    words[1] = pfl_stream_id(json, length);
    f->hash = pfl_stream_id(words, sizeof words);
}

/* What the rows of a table say, a few at a time; the first call that fails ends it, and gives none. */
static inline int32_t read_table(struct figures *f, const pfl_view *view, const pfl_table *table, uint16_t order)
{
    const pfl_rows_options options = {.size = sizeof options, .table = table->code, .order = order};
    _Alignas(uint64_t) char records[4 * 512];
    pfl_rows *rows;
    size_t count = 0;
    assert_true(table->record_size <= sizeof records / 4);
    int32_t status = pfl_rows_create(&rows, view, &options);
    assert_int_equal(rows != NULL, status == PFL_OK);
    while (status == PFL_OK && (status = pfl_rows_next(rows, records, table->record_size, 4, &count)) == PFL_OK)
        for (size_t i = 0; i < count; i++)
            add_row(f, table->code, records + i * table->record_size, pfl_rows_text(rows));
    assert_int_equal(count, 0);
    pfl_rows_destroy(rows);
    return status;
}

static inline struct figures figures_of(pfl_aggregator *a)
{
    struct figures f = {0};
    const pfl_table *table;
    pfl_view *view;
    assert_int_equal(pfl_view_create(&view, a), PFL_OK);
    for (size_t i = 0; (table = pfl_table_at(i)) != NULL && table->code < PFL_AUDIT_TABLES; i++)
        assert_int_equal(read_table(&f, view, table, 0), PFL_END);
    pfl_view_destroy(view);
    return f;
}

struct buffer {
    char *data;
    size_t length;
};

static inline int32_t save(pfl_aggregator *a, struct buffer *out)
{
    pfl_saver *saver;
    int32_t status = pfl_saver_create(&saver, a);
    size_t length;
    *out = (struct buffer){0};
    assert_int_equal(saver != NULL, status == PFL_OK);
    while (status == PFL_OK) {
        out->data = realloc(out->data, out->length + PFL_SAVE_CAPACITY);
        assert_non_null(out->data);
        status = pfl_saver_next(saver, out->data + out->length, PFL_SAVE_CAPACITY, &length);
        out->length += length;
    }
    pfl_saver_destroy(saver);
    return status == PFL_END ? PFL_OK : status;
}

static inline pfl_aggregator *load(const struct buffer *b, int32_t *status)
{
    const pfl_aggregator_options options = {
        .size = sizeof options, .hash_key = {3, 4}, .allocator = {&heap, heap_resize}};
    pfl_aggregator *a;
    *status = pfl_aggregator_load(&a, &options, b->data, b->length);
    assert_int_equal(a != NULL, *status == PFL_OK);
    return a;
}

/* A state after a failure can still do everything, and its figures can be read. */
static inline struct figures check_usable(pfl_aggregator *a)
{
    static const char more[] = "2026-06-10T00:00:00Z mx3 postfix/smtpd[1]: connect from unknown[192.0.2.77]\n";
    struct figures f = figures_of(a);
    struct buffer b;
    int32_t status;
    const pfl_stream stream = {.size = sizeof stream, .id = 77};
    assert_int_equal(pfl_aggregator_begin(a, &stream), PFL_OK);
    assert_int_equal(add(a, more, 0), PFL_OK);
    assert_int_equal(save(a, &b), PFL_OK);
    pfl_aggregator *again = load(&b, &status);
    assert_int_equal(status, PFL_OK);
    pfl_aggregator_destroy(again);
    free(b.data);
    return f;
}

/* Calls a function for each n and both ways to fail, until a call runs through without a failure. */
typedef void attempt(size_t n, bool for_good);

static inline void fail_everywhere(attempt *one)
{
    heap = (struct heap){0};
    for (int for_good = 0; for_good < 2; for_good++) {
        size_t n = 0;
        do {
            one(++n, for_good == 1);
            fail_no_more();
            assert_int_equal(heap.blocks, 0);
        } while (heap.failures > 0);
    }
}

/* === What it is compared with === */

static struct figures whole; /* of the whole log */
static struct buffer saved;  /* of the whole log */

static inline int prepare(void **state)
{
    (void)state;
    const pfl_parser_options options = {.size = sizeof options};
    assert_int_equal(pfl_parser_create(&parser, &options), PFL_OK);
    pfl_aggregator *a = state_of(true, true);
    whole = figures_of(a);
    assert_int_equal(save(a, &saved), PFL_OK);
    pfl_aggregator_destroy(a);
    return 0;
}

static inline int clean_up(void **state)
{
    (void)state;
    free(saved.data);
    pfl_parser_destroy(parser);
    return 0;
}

#endif
