/*
 * aggregate.h, promise by promise: what is refused, that it does not matter how the lines
 * come in, and which ranges may be added.
 */
#include "fuzz/json_check.h"

#include "listings.h"

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
    assert_int_equal(pfl_aggregator_add(a, parser, NULL, &event, sizeof event, 1), PFL_ERR_ARGUMENT); /* its text */
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
/* Without where it stands: that of a message is another than that of its line. */
static char *without_place(char *json)
{
    static const char *const places[] = {",\"file\":", ",\"stream\":"};
    for (size_t i = 0; i < 2; i++) {
        char *place = strstr(json, places[i]);
        if (place != NULL)
            *place = '\0';
    }
    return json;
}

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
            assert_string_equal(without_place(x->json[k]), without_place(y->json[k]));
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

/* "An event that does not continue the line before it begins another range": what was left out may come later. */
static void test_a_line_that_is_left_out(void **state)
{
    (void)state;
    static const char lines[] = "2026-06-11T00:00:00Z mx postfix/smtpd[1]: connect from c[192.0.2.1]\n"
                                "2026-06-11T00:00:01Z mx postfix/smtpd[1]: connect from c[192.0.2.1]\n"
                                "2026-06-11T00:00:02Z mx postfix/smtpd[1]: connect from c[192.0.2.1]\n";
    const uint64_t size = sizeof lines - 1, second = size / 3;
    const pfl_stream stream = {.size = sizeof stream, .id = 9};
    pfl_aggregator *a = new_state();
    pfl_parser *parser = new_parser();
    pfl_event events[3];
    pfl_range range;
    size_t count, used;
    assert_int_equal(pfl_parse(parser, lines, size, 0, events, sizeof *events, 3, &count, &used), PFL_OK);
    assert_int_equal(pfl_aggregator_begin(a, &stream), PFL_OK);
    assert_int_equal(pfl_aggregator_add(a, parser, lines, events, sizeof *events, 1), PFL_OK);
    assert_int_equal(pfl_aggregator_add(a, parser, lines, events + 2, sizeof *events, 1), PFL_OK);
    assert_int_equal(pfl_aggregator_known(a, 9, 0, &range), PFL_OK);
    assert_true(range.start == 0 && range.end == second && range.lines == 1);
    assert_int_equal(pfl_aggregator_known(a, 9, second, &range), PFL_OK);
    assert_true(range.start == 2 * second && range.end == size && range.lines == 1);
    const pfl_stream between = {.size = sizeof between, .id = 9, .offset = second};
    assert_int_equal(pfl_aggregator_begin(a, &between), PFL_OK);
    assert_int_equal(pfl_aggregator_add(a, parser, lines, events + 1, sizeof *events, 1), PFL_OK);
    struct buffer b = save(a); /* and now they are one */
    free(b.data);
    assert_int_equal(pfl_aggregator_known(a, 9, 0, &range), PFL_OK);
    assert_true(range.start == 0 && range.end == size && range.lines == 3);
    pfl_parser_destroy(parser);
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
        cmocka_unit_test(test_misused_rows),
        cmocka_unit_test(test_changes_wait_until_the_views_are_closed),
        cmocka_unit_test(test_misused_aggregators),
        cmocka_unit_test(test_misused_ranges),
        cmocka_unit_test(test_misused_savers_and_states),
        cmocka_unit_test(test_all_doors_lead_to_one_state),
        cmocka_unit_test(test_messages_are_lines_too),
        cmocka_unit_test(test_what_is_known_is_refused),
        cmocka_unit_test(test_a_stream_that_nobody_began),
        cmocka_unit_test(test_a_line_that_is_left_out),
        cmocka_unit_test(test_the_host_of_a_stream),
        cmocka_unit_test(test_what_is_compacted_is_refused),
        cmocka_unit_test(test_the_most_memory_is_not_less_than_the_memory),
    };
    return cmocka_run_group_tests(tests, open_shared, close_shared);
}
