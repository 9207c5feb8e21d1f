/*
 * The n-th allocation fails, for every n: in each function of aggregate.h and rows.h that allocates.
 * Nothing crashes, nothing leaks, and a call that says that it is done has done it, or says what is lost.
 */
#include <postfixlog/postfixlog.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* === An allocator that fails once, or from then on === */

struct heap {
    size_t blocks, calls, fail_at, failures; /* fail_at 0: never */
    bool for_good;
};

static struct heap heap;

static void *heap_resize(void *context, void *pointer, size_t old_size, size_t new_size)
{
    struct heap *h = context;
    max_align_t *block = pointer == NULL ? NULL : (max_align_t *)pointer - 1;
    size_t known = 0;
    if (block != NULL)
        memcpy(&known, block, sizeof known);
    assert_int_equal(old_size, known);
    if (new_size == 0) {
        h->blocks -= block != NULL;
        free(block);
        return NULL;
    }
    h->calls++;
    if (h->fail_at != 0 && (h->calls == h->fail_at || (h->for_good && h->calls > h->fail_at))) {
        h->failures++;
        return NULL;
    }
    block = realloc(block, sizeof *block + new_size);
    assert_non_null(block);
    memcpy(block, &new_size, sizeof new_size);
    h->blocks += pointer == NULL;
    return block + 1;
}

/* From here on; the calls before do not count. */
static void fail_at(size_t n, bool for_good)
{
    heap.calls = heap.failures = 0;
    heap.fail_at = n;
    heap.for_good = for_good;
}

static void fail_no_more(void)
{
    heap.fail_at = 0;
}

/* === A log with something of everything === */

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

static pfl_aggregator *new_state(void)
{
    const pfl_aggregator_options options = {
        .size = sizeof options, .hash_key = {1, 2}, .allocator = {&heap, heap_resize}};
    pfl_aggregator *a = NULL;
    int32_t status = pfl_aggregator_create(&a, &options);
    assert_int_equal(status, a == NULL ? PFL_ERR_MEMORY : PFL_OK);
    return a;
}

static int32_t begin(pfl_aggregator *a, uint64_t offset)
{
    const pfl_stream stream = {.size = sizeof stream,
                               .id = pfl_stream_id(first_half, strcspn(first_half, "\n")),
                               .offset = offset,
                               .name = "mail.log",
                               .name_length = 8};
    return pfl_aggregator_begin(a, &stream);
}

/* Line by line, so that those behind a failure are added as well. Returns what failed last. */
static int32_t add(pfl_aggregator *a, const char *text, uint64_t offset)
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

static pfl_aggregator *state_of(bool first, bool second)
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

static void take_file(struct figures *f, uint64_t *present, uint64_t bit)
{
    f->files += (*present & bit) != 0;
    *present &= ~bit;
}

static void add_row(struct figures *f, uint16_t table, void *record, const char *text)
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

/* What the rows of a table say; the first call that fails ends it. */
static int32_t read_table(struct figures *f, const pfl_view *view, const pfl_table *table, uint16_t order)
{
    const pfl_rows_options options = {.size = sizeof options, .table = table->code, .order = order};
    uint64_t record[64];
    pfl_rows *rows;
    size_t count;
    assert_true(table->record_size <= sizeof record);
    int32_t status = pfl_rows_create(&rows, view, &options);
    assert_int_equal(rows != NULL, status == PFL_OK);
    while (status == PFL_OK && (status = pfl_rows_next(rows, record, table->record_size, 1, &count)) == PFL_OK)
        add_row(f, table->code, record, pfl_rows_text(rows));
    pfl_rows_destroy(rows);
    return status;
}

static struct figures figures_of(pfl_aggregator *a)
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

static int32_t save(pfl_aggregator *a, struct buffer *out)
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

static pfl_aggregator *load(const struct buffer *b, int32_t *status)
{
    const pfl_aggregator_options options = {
        .size = sizeof options, .hash_key = {3, 4}, .allocator = {&heap, heap_resize}};
    pfl_aggregator *a;
    *status = pfl_aggregator_load(&a, &options, b->data, b->length);
    assert_int_equal(a != NULL, *status == PFL_OK);
    return a;
}

/* A state after a failure can still do everything, and its figures can be read. */
static struct figures check_usable(pfl_aggregator *a)
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

static void fail_everywhere(attempt *one)
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

/* === Making === */

static void attempt_create(size_t n, bool for_good)
{
    fail_at(n, for_good);
    pfl_aggregator *a = new_state();
    assert_int_equal(a == NULL, heap.failures > 0);
    pfl_aggregator_destroy(a);
}

static void attempt_begin(size_t n, bool for_good)
{
    pfl_aggregator *a = new_state();
    fail_at(n, for_good);
    int32_t status = begin(a, 0);
    assert_true(status == PFL_OK || (status == PFL_ERR_MEMORY && heap.failures > 0));
    fail_no_more();
    if (status != PFL_OK)
        assert_int_equal(begin(a, 0), PFL_OK);
    assert_int_equal(add(a, first_half, 0), PFL_OK);
    check_usable(a);
    pfl_aggregator_destroy(a);
}

static void test_create_and_begin(void **state)
{
    (void)state;
    fail_everywhere(attempt_create);
    fail_everywhere(attempt_begin);
}

/* === Adding === */

static struct figures whole; /* of the whole log */

/* What is not counted is told: by the call, or as lost. */
static void attempt_add(size_t n, bool for_good)
{
    pfl_aggregator *a = new_state();
    assert_int_equal(begin(a, 0), PFL_OK);
    fail_at(n, for_good);
    int32_t status = add(a, first_half, 0), second = add(a, second_half, sizeof first_half - 1);
    fail_no_more();
    status = second != PFL_OK ? second : status;
    assert_true(status == PFL_OK || (status == PFL_ERR_MEMORY && heap.failures > 0));
    struct figures f = check_usable(a);
    assert_true(heap.failures > 0 || f.lost == 0);
    if (status == PFL_OK && f.lost == 0)
        assert_true(f.hash == whole.hash);
    pfl_aggregator_destroy(a);
}

/* Four ranges in one call: there may be no memory for one of them. */
static void attempt_gap(size_t n, bool for_good)
{
    static pfl_event events[256];
    size_t count, used, length = sizeof first_half - 1;
    pfl_aggregator *a = new_state();
    assert_int_equal(begin(a, 0), PFL_OK);
    pfl_parser_restart(parser, 0, 0);
    assert_true(pfl_parse(parser, first_half, length, 0, events, sizeof *events, 256, &count, &used) >= 0);
    assert_true(count > 4);
    for (size_t i = 0; i < count; i++) {
        events[i].line += 10 * (4 * i / count);
        events[i].offset += 1000 * (4 * i / count);
    }
    fail_at(n, for_good);
    int32_t status = pfl_aggregator_add(a, parser, first_half, events, sizeof *events, count);
    fail_no_more();
    assert_true(status == PFL_OK || (status == PFL_ERR_MEMORY && heap.failures > 0));
    check_usable(a);
    pfl_aggregator_destroy(a);
}

static void test_add(void **state)
{
    (void)state;
    fail_everywhere(attempt_add);
    fail_everywhere(attempt_gap);
}

/* === Reading === */

static void attempt_view(size_t n, bool for_good)
{
    pfl_aggregator *a = state_of(true, true);
    pfl_view *view;
    fail_at(n, for_good);
    int32_t status = pfl_view_create(&view, a);
    fail_no_more();
    assert_int_equal(status, view == NULL ? PFL_ERR_MEMORY : PFL_OK);
    pfl_view_destroy(view);
    struct figures f = check_usable(a);
    assert_true(f.lost > 0 || f.hash == whole.hash);
    pfl_aggregator_destroy(a);
}

static pfl_view *open_view;
static const pfl_table *open_table;
static uint16_t open_order;
static struct figures wanted;

/* Rows that are delivered are right. */
static void attempt_rows(size_t n, bool for_good)
{
    struct figures f = {0};
    size_t blocks = heap.blocks;
    fail_at(n, for_good);
    int32_t status = read_table(&f, open_view, open_table, open_order);
    fail_no_more();
    assert_true(status == PFL_END || (status == PFL_ERR_MEMORY && heap.failures > 0));
    if (status == PFL_END)
        assert_true(f.hash == wanted.hash);
    assert_int_equal(heap.blocks, blocks);
    heap.blocks = 0; /* fail_everywhere looks at it */
}

static void fail_in_rows(uint16_t order)
{
    size_t blocks = heap.blocks;
    open_order = order;
    wanted = (struct figures){0};
    assert_int_equal(read_table(&wanted, open_view, open_table, order), PFL_END);
    for (int for_good = 0; for_good < 2; for_good++)
        for (size_t n = 1; n == 1 || heap.failures > 0; n++) {
            attempt_rows(n, for_good == 1);
            heap.blocks = blocks;
        }
}

static void test_views_and_rows(void **state)
{
    (void)state;
    fail_everywhere(attempt_view);
    pfl_aggregator *a = state_of(true, true);
    assert_int_equal(pfl_view_create(&open_view, a), PFL_OK);
    for (size_t i = 0; (open_table = pfl_table_at(i)) != NULL && open_table->code < PFL_AUDIT_TABLES; i++) {
        fail_in_rows(0);
        for (uint16_t k = 0; k < open_table->column_count; k++)
            if (open_table->columns[k].type != PFL_TYPE_TEXT)
                fail_in_rows(open_table->columns[k].id);
    }
    pfl_view_destroy(open_view);
    pfl_aggregator_destroy(a);
    assert_int_equal(heap.blocks, 0);
}

/* === Saving and loading === */

static struct buffer saved; /* of the whole log */

static void attempt_save(size_t n, bool for_good)
{
    pfl_aggregator *a = state_of(true, true);
    struct buffer b;
    fail_at(n, for_good);
    int32_t status = save(a, &b);
    fail_no_more();
    assert_true(status == PFL_OK || (status == PFL_ERR_MEMORY && heap.failures > 0));
    struct figures f = check_usable(a);
    if (status == PFL_OK && f.lost == 0) {
        assert_int_equal(b.length, saved.length);
        assert_memory_equal(b.data, saved.data, saved.length);
    }
    assert_true(f.lost > 0 || f.hash == whole.hash);
    free(b.data);
    pfl_aggregator_destroy(a);
}

static void attempt_load(size_t n, bool for_good)
{
    int32_t status;
    fail_at(n, for_good);
    pfl_aggregator *a = load(&saved, &status);
    fail_no_more();
    assert_true(status == PFL_OK || (status == PFL_ERR_MEMORY && heap.failures > 0));
    if (status != PFL_OK)
        return;
    struct figures f = check_usable(a);
    assert_true(f.lost > 0 || f.hash == whole.hash);
    pfl_aggregator_destroy(a);
}

/* "What found no room is counted as lost": the name of a file, too. */
static void attempt_name(size_t n, bool for_good)
{
    int32_t status;
    fail_at(n, for_good);
    pfl_aggregator *a = load(&saved, &status);
    fail_no_more();
    if (status != PFL_OK)
        return;
    struct figures f = figures_of(a);
    assert_true(f.lost > 0 || f.files == whole.files);
    pfl_aggregator_destroy(a);
}

static void test_a_file_name_is_not_lost_unsaid(void **state)
{
    (void)state;
    fail_everywhere(attempt_name);
}

static void test_save_and_load(void **state)
{
    (void)state;
    fail_everywhere(attempt_save);
    fail_everywhere(attempt_load);
}

/* === Adding up === */

static struct figures before; /* of the first half */

/* What a merge that failed leaves behind. */
static struct figures after_merge(size_t n, bool for_good, int32_t *status)
{
    pfl_aggregator *a = state_of(true, false), *b = state_of(false, true);
    struct figures from = figures_of(b);
    fail_at(n, for_good);
    *status = pfl_aggregator_merge(a, b);
    fail_no_more();
    assert_true(*status == PFL_OK || (*status == PFL_ERR_MEMORY && heap.failures > 0));
    struct figures rest = check_usable(b), f = check_usable(a);
    assert_true(rest.hash == from.hash && rest.lost == from.lost);
    pfl_aggregator_destroy(a);
    pfl_aggregator_destroy(b);
    return f;
}

static void attempt_merge(size_t n, bool for_good)
{
    int32_t status;
    struct figures f = after_merge(n, for_good, &status);
    if (status == PFL_OK && f.lost == 0)
        assert_true(f.hash == whole.hash);
}

static void test_merge(void **state)
{
    (void)state;
    fail_everywhere(attempt_merge);
}

/* === Compacting === */

#define DAY_2 INT64_C(1780963200000000) /* 2026-06-09 */

static struct figures compacted;

static struct figures after_compaction(size_t n, bool for_good, int32_t *status)
{
    pfl_aggregator *a = state_of(true, true);
    fail_at(n, for_good);
    *status = pfl_aggregator_compact(a, DAY_2);
    fail_no_more();
    struct figures f = check_usable(a);
    pfl_aggregator_destroy(a);
    return f;
}

static void attempt_compact(size_t n, bool for_good)
{
    int32_t status;
    struct figures f = after_compaction(n, for_good, &status);
    assert_true(status == PFL_OK || (status == PFL_ERR_MEMORY && heap.failures > 0));
    if (status != PFL_OK)
        assert_true(f.lost > 0 || f.hash == whole.hash);
    if (heap.failures == 0)
        assert_true(f.lost == 0 && f.hash == compacted.hash);
}

static void test_compact(void **state)
{
    (void)state;
    fail_everywhere(attempt_compact);
}

/* What a compaction that says PFL_OK does not count, it counts as lost. */
static void attempt_compact_quietly(size_t n, bool for_good)
{
    int32_t status;
    struct figures f = after_compaction(n, for_good, &status);
    if (status == PFL_OK && f.lost == 0)
        assert_true(f.hash == compacted.hash);
}

static void test_a_compaction_loses_nothing_unsaid(void **state)
{
    (void)state;
    fail_everywhere(attempt_compact_quietly);
}

/* === */

static int prepare(void **state)
{
    (void)state;
    const pfl_parser_options options = {.size = sizeof options};
    int32_t status;
    assert_int_equal(pfl_parser_create(&parser, &options), PFL_OK);
    pfl_aggregator *a = state_of(true, true);
    whole = figures_of(a);
    assert_int_equal(save(a, &saved), PFL_OK);
    assert_int_equal(pfl_aggregator_compact(a, DAY_2), PFL_OK);
    compacted = figures_of(a);
    pfl_aggregator_destroy(a);
    a = state_of(true, false);
    before = figures_of(a);
    pfl_aggregator_destroy(a);
    a = load(&saved, &status);
    assert_true(figures_of(a).hash == whole.hash && compacted.hash != whole.hash);
    pfl_aggregator_destroy(a);
    return 0;
}

static int clean_up(void **state)
{
    (void)state;
    free(saved.data);
    pfl_parser_destroy(parser);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_create_and_begin),
        cmocka_unit_test(test_add),
        cmocka_unit_test(test_views_and_rows),
        cmocka_unit_test(test_save_and_load),
        cmocka_unit_test(test_a_file_name_is_not_lost_unsaid),
        cmocka_unit_test(test_merge),
        cmocka_unit_test(test_compact),
        cmocka_unit_test(test_a_compaction_loses_nothing_unsaid),
    };
    return cmocka_run_group_tests(tests, prepare, clean_up);
}
