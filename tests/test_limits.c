/*
 * Long lines, little room, and lines made to be slow.
 */
#include "check.h"
#include "record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define MAX_LINE 256
#define HEADER   "Nov 23 17:04:51 mx1 postfix/cleanup[14080]: DCCDFAA6AC3: message-id="

static pfl_parser *new_parser(uint32_t max_line)
{
    pfl_parser *parser;
    pfl_parser_options options = {
        .size = sizeof options, .max_line = max_line, .reference_time = INT64_C(1795471200000000)};
    assert_int_equal(pfl_parser_create(&parser, &options), PFL_OK);
    return parser;
}

/* A line of a given length, followed by an end and a short line; returns the length of all. */
static size_t long_line(char *out, size_t length, const char *end)
{
    static const char next[] = "Nov 23 17:04:52 mx1 postfix/qmgr[1]: DCCDFAA6AC3: removed\n";
    memset(out, 'x', length);
    memcpy(out, HEADER, strlen(HEADER));
    memcpy(out + length, end, strlen(end));
    memcpy(out + length + strlen(end), next, strlen(next));
    return length + strlen(end) + strlen(next);
}

/* The same input through all doors, in chunks of several sizes: two events, the first as given. */
static void check_long_line(size_t length, const char *end, size_t kept, uint32_t truncated)
{
    static char data[70000 + 256];
    pfl_parser *parser = new_parser(MAX_LINE);
    size_t total = long_line(data, length, end), cuts[4096];
    static const size_t sizes[] = {100000, 1, 2, 100, 255, 256, 257, 258, 512};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        size_t count = 0;
        for (size_t at = sizes[i]; at < total && count < 4096; at += sizes[i])
            cuts[count++] = at;
        for (int feed = 0; feed < 2; feed++) {
            recording r = {0};
            pfl_parser_restart(parser, 0, 0);
            (feed ? record_feed : record_windows)(&r, parser, data, total, cuts, count, 8);
            assert_null(r.fault);
            assert_int_equal(r.count, 2);
            assert_int_equal(r.events[0].kind, PFL_KIND_MESSAGE_ID);
            assert_int_equal(r.events[0].text_length, kept);
            assert_int_equal(r.events[0].flags & PFL_FLAG_TRUNCATED, truncated);
            assert_memory_equal(recording_text(&r, 0), data, kept);
            assert_int_equal(r.events[0].message_id.message_id.length, kept - strlen(HEADER));
            assert_int_equal(r.events[1].kind, PFL_KIND_REMOVED);
            assert_int_equal(r.events[1].line, 2);
            assert_int_equal(r.events[1].offset, length + strlen(end));
            assert_int_equal(r.events[1].flags & PFL_FLAG_TRUNCATED, 0);
            recording_free(&r);
        }
    }
    pfl_parser_destroy(parser);
}

static void test_a_line_of_max_line_bytes_is_whole(void **state)
{
    (void)state;
    check_long_line(MAX_LINE - 1, "\n", MAX_LINE - 1, 0);
    check_long_line(MAX_LINE, "\n", MAX_LINE, 0);
    check_long_line(MAX_LINE - 1, "\r\n", MAX_LINE - 1, 0);
}

/* The CR of a line of max_line bytes is the byte too many: it is seen before its LF is. */
static void test_a_longer_line_is_cut(void **state)
{
    (void)state;
    check_long_line(MAX_LINE + 1, "\n", MAX_LINE, PFL_FLAG_TRUNCATED);
    check_long_line(MAX_LINE, "\r\n", MAX_LINE, PFL_FLAG_TRUNCATED);
    check_long_line(MAX_LINE + 2, "\r\n", MAX_LINE, PFL_FLAG_TRUNCATED);
    check_long_line(MAX_LINE * 2, "\n", MAX_LINE, PFL_FLAG_TRUNCATED);
    check_long_line(MAX_LINE * 2 + 1, "\n", MAX_LINE, PFL_FLAG_TRUNCATED);
    check_long_line(4000, "\n", MAX_LINE, PFL_FLAG_TRUNCATED);
}

/* Spans have 16 bits; the largest line fills them. */
static void test_the_longest_line(void **state)
{
    (void)state;
    static char data[70000 + 256];
    pfl_parser *parser = new_parser(0);
    for (size_t length = PFL_MAX_LINE - 1; length <= PFL_MAX_LINE + 2; length++) {
        size_t total = long_line(data, length, "\n"), kept = length < PFL_MAX_LINE ? length : PFL_MAX_LINE;
        recording r = {0};
        pfl_parser_restart(parser, 0, 0);
        record_parse(&r, parser, data, total, 8);
        assert_null(r.fault);
        assert_int_equal(r.count, 2);
        assert_int_equal(r.events[0].text_length, kept);
        assert_int_equal(r.events[0].message_id.message_id.length, kept - strlen(HEADER));
        assert_int_equal(!!(r.events[0].flags & PFL_FLAG_TRUNCATED), length > PFL_MAX_LINE);
        recording_free(&r);
    }
    pfl_parser_destroy(parser);
}

/* "a buffer of max_line + 1 bytes always moves on" */
static void test_max_line_plus_one_bytes_move_on(void **state)
{
    (void)state;
    char data[MAX_LINE + 1];
    pfl_parser *parser = new_parser(MAX_LINE);
    pfl_event event;
    size_t count, consumed;
    memset(data, 'x', sizeof data);
    assert_int_equal(pfl_parse(parser, data, MAX_LINE, 0, &event, sizeof event, 1, &count, &consumed), PFL_OK);
    assert_int_equal(count, 0);
    assert_int_equal(consumed, 0);
    assert_int_equal(pfl_parse(parser, data, MAX_LINE + 1, 0, &event, sizeof event, 1, &count, &consumed), PFL_OK);
    assert_int_equal(count, 1);
    assert_true(consumed > 0);
    assert_true(event.flags & PFL_FLAG_TRUNCATED);
    /* What follows of the line is used up without an event. */
    assert_int_equal(pfl_parse(parser, data, 100, 0, &event, sizeof event, 1, &count, &consumed), PFL_OK);
    assert_int_equal(count, 0);
    assert_int_equal(consumed, 100);
    assert_int_equal(pfl_parse(parser, "xx\n\n", 4, 0, &event, sizeof event, 1, &count, &consumed), PFL_OK);
    assert_int_equal(count, 1);
    assert_int_equal(consumed, 4);
    assert_int_equal(event.line, 2);
    assert_int_equal(event.text_length, 0);
    pfl_parser_destroy(parser);
}

/* A CR at the cut is no line end's. */
static void test_a_cr_where_a_line_is_cut(void **state)
{
    (void)state;
    char data[MAX_LINE + 16];
    pfl_parser *parser = new_parser(MAX_LINE);
    memset(data, 'x', sizeof data);
    data[MAX_LINE - 1] = '\r';
    data[sizeof data - 1] = '\n';
    for (size_t cut = 0; cut <= sizeof data; cut++)
        for (int feed = 0; feed < 2; feed++) {
            recording r = {0};
            pfl_parser_restart(parser, 0, 0);
            (feed ? record_feed : record_windows)(&r, parser, data, sizeof data, &cut, 1, 8);
            assert_null(r.fault);
            assert_int_equal(r.count, 1);
            assert_int_equal(r.events[0].text_length, MAX_LINE);
            recording_free(&r);
        }
    pfl_parser_destroy(parser);
}

/* PFL_FINAL ends the line that is being skipped, too. */
static void test_final_in_a_long_line(void **state)
{
    (void)state;
    char data[MAX_LINE + 16];
    pfl_parser *parser = new_parser(MAX_LINE);
    pfl_event event;
    size_t count, consumed;
    memset(data, 'x', sizeof data);
    assert_int_equal(pfl_parse(parser, data, sizeof data, PFL_FINAL, &event, sizeof event, 1, &count, &consumed),
                     PFL_OK);
    assert_int_equal(count, 1);
    assert_int_equal(consumed, sizeof data);
    assert_int_equal(pfl_parse(parser, "a\n", 2, 0, &event, sizeof event, 1, &count, &consumed), PFL_OK);
    assert_int_equal(count, 1);
    assert_int_equal(event.line, 2);
    assert_int_equal(event.offset, sizeof data);
    pfl_parser_destroy(parser);
}

static void test_parse_line_cuts_as_well(void **state)
{
    (void)state;
    char data[MAX_LINE + 3];
    pfl_parser *parser = new_parser(MAX_LINE);
    pfl_event event;
    memset(data, 'x', sizeof data);
    static const struct {
        size_t length;
        const char *end;
        size_t kept;
    } lines[] = {{MAX_LINE - 1, "\r\n", MAX_LINE - 1}, {MAX_LINE, "", MAX_LINE},     {MAX_LINE, "\n", MAX_LINE},
                 {MAX_LINE, "\r\n", MAX_LINE},         {MAX_LINE + 1, "", MAX_LINE}, {MAX_LINE + 1, "\n", MAX_LINE},
                 {MAX_LINE + 1, "\r\n", MAX_LINE}};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        size_t length = lines[i].length, all = length + strlen(lines[i].end);
        memset(data, 'x', sizeof data);
        memcpy(data + length, lines[i].end, strlen(lines[i].end));
        assert_int_equal(pfl_parse_line(parser, data, all, &event, sizeof event), PFL_OK);
        assert_int_equal(event.text_length, lines[i].kept);
        /* As the other door sees it, which cannot know that an LF follows the CR. */
        int cut = length > MAX_LINE || (length == MAX_LINE && *lines[i].end == '\r');
        assert_int_equal(!!(event.flags & PFL_FLAG_TRUNCATED), cut);
    }
    pfl_parser_destroy(parser);
}

/* A cut line at the very end: its tail is no line of its own. */
static void test_the_rest_of_a_cut_line_at_the_end(void **state)
{
    (void)state;
    char data[1000];
    size_t cuts[] = {300, 600, 900};
    memset(data, 'x', sizeof data);
    pfl_parser *parser = new_parser(MAX_LINE);
    for (size_t count = 0; count <= 3; count++)
        for (int feed = 0; feed < 2; feed++) {
            recording r = {0};
            pfl_parser_restart(parser, 0, 0);
            (feed ? record_feed : record_windows)(&r, parser, data, sizeof data, cuts, count, 8);
            assert_null(r.fault);
            assert_int_equal(r.count, 1);
            recording_free(&r);
        }
    pfl_parser_destroy(parser);
}

/* max_line counts for decoded text as well: what is kept of an entry is never more. */
static void test_long_journal_entries(void **state)
{
    (void)state;
    static const char head[] = "{\"SYSLOG_IDENTIFIER\":\"postfix/cleanup\",\"_HOSTNAME\":\"mx1\",\"MESSAGE\":\"";
    static const char *const fill[] = {"x", "\\n", "\\u00e9", "\\ud83d\\ude00", "\xC3\xA9"};
    pfl_parser *parser = new_parser(MAX_LINE);
    for (size_t f = 0; f < sizeof fill / sizeof *fill; f++)
        for (size_t length = 100; length < 600; length++) {
            char line[1024];
            size_t used = strlen(head);
            memcpy(line, head, used);
            while (used + strlen(fill[f]) < length) {
                memcpy(line + used, fill[f], strlen(fill[f]));
                used += strlen(fill[f]);
            }
            memcpy(line + used, "\"}\n", 3);
            recording r = {0};
            pfl_parser_restart(parser, 0, 0);
            record_parse(&r, parser, line, used + 3, 8);
            assert_null(r.fault);
            assert_int_equal(r.count, 1);
            assert_true(r.events[0].text_length <= MAX_LINE);
            recording_free(&r);
        }
    pfl_parser_destroy(parser);
}

/*
 * Postfix cuts its text at 2000 bytes, the severity word not counted, and leaves no
 * mark (util/msg_output.c): a text of just this length is taken as cut.
 */
static void test_postfix_cuts_at_2000_bytes(void **state)
{
    (void)state;
    static const char *const heads[] = {"Nov 23 17:04:51 mx1 postfix/smtpd[1]: ",
                                        "Nov 23 17:04:51 mx1 postfix/smtpd[1]: warning: "};
    char line[4096];
    pfl_parser *parser = new_parser(0);
    pfl_event event;
    memset(line, 'x', sizeof line);
    for (size_t i = 0; i < 2; i++)
        for (size_t length = 1998; length <= 2002; length++) {
            memcpy(line, heads[i], strlen(heads[i]));
            assert_int_equal(pfl_parse_line(parser, line, strlen(heads[i]) + length, &event, sizeof event), PFL_OK);
            assert_int_equal(!!(event.flags & PFL_FLAG_TRUNCATED), length == 2000);
        }
    pfl_parser_destroy(parser);
}

/* Decoded lines share a buffer: when it is full the batch ends early, and nothing is lost. */
static void test_a_full_buffer_ends_the_batch(void **state)
{
    (void)state;
    enum { LINES = 200 };
    static const char line[] = "{\"SYSLOG_IDENTIFIER\":\"postfix/qmgr\",\"_HOSTNAME\":\"mx1\",\"SYSLOG_PID\":\"1\","
                               "\"MESSAGE\":\"DCCDFAA6AC3: removed\"}\n";
    static char data[LINES * sizeof line];
    pfl_event events[64];
    size_t total = 0, used = 0, count, consumed, seen = 0, calls = 0;
    pfl_parser *parser = new_parser(MAX_LINE);
    for (int i = 0; i < LINES; i++, total += strlen(line))
        memcpy(data + total, line, strlen(line));
    while (used < total) {
        int32_t status = pfl_parse(parser, data + used, total - used, 0, events, sizeof *events, 64, &count, &consumed);
        assert_int_equal(status, used + consumed < total ? PFL_FULL : PFL_OK);
        assert_true(count > 0);
        for (size_t i = 0; i < count; i++) {
            /* All of a batch's texts are valid together. */
            const char *text = pfl_event_text(parser, data + used, &events[i]);
            assert_null(event_fault(&events[i], text));
            assert_int_equal(events[i].kind, PFL_KIND_REMOVED);
            assert_int_equal(events[i].line, seen + i + 1);
            assert_memory_equal(text + events[i].queue_id.offset, "DCCDFAA6AC3", 11);
        }
        seen += count;
        used += consumed;
        calls++;
    }
    assert_int_equal(seen, LINES);
    assert_true(calls > LINES / 64);
    pfl_parser_destroy(parser);
}

/* "As many as there are": a capacity without a limit is one, too. */
static void test_capacity_without_limit(void **state)
{
    (void)state;
    static const char line[] = "Nov 23 17:04:52 mx1 postfix/qmgr[1]: DCCDFAA6AC3: removed\n";
    char data[4 * (sizeof line - 1)]; /* longer than what is looked through at a time */
    pfl_parser *parser = new_parser(MAX_LINE);
    pfl_event events[4];
    size_t count, consumed;
    for (size_t i = 0; i < 4; i++)
        memcpy(data + i * (sizeof line - 1), line, sizeof line - 1);
    assert_int_equal(pfl_parse(parser, data, sizeof data, 0, events, sizeof *events, SIZE_MAX, &count, &consumed),
                     PFL_OK);
    assert_int_equal(count, 4);
    assert_int_equal(consumed, sizeof data);
    pfl_parser_destroy(parser);
}

/* Room for one event at a time. */
static void test_capacity_one(void **state)
{
    (void)state;
    static const char data[] = "\n\nx\nNov 23 17:04:52 mx1 postfix/qmgr[1]: DCCDFAA6AC3: removed\nrest";
    pfl_parser *parser = new_parser(MAX_LINE);
    pfl_event event;
    size_t used = 0, count, consumed;
    static const size_t lengths[] = {1, 1, 2, 58};
    for (size_t i = 0; i < 4; i++) {
        int32_t status =
            pfl_parse(parser, data + used, strlen(data) - used, 0, &event, sizeof event, 1, &count, &consumed);
        /* Behind the last whole line there is no more to do, whatever the room. */
        assert_int_equal(status, i < 3 ? PFL_FULL : PFL_OK);
        assert_int_equal(count, 1);
        assert_int_equal(consumed, lengths[i]);
        assert_int_equal(event.line, i + 1);
        used += consumed;
    }
    assert_int_equal(
        pfl_parse(parser, data + used, strlen(data) - used, PFL_FINAL, &event, sizeof event, 1, &count, &consumed),
        PFL_OK);
    assert_int_equal(count, 1);
    assert_int_equal(consumed, 4);
    assert_int_equal(event.line, 5);
    pfl_parser_destroy(parser);
}

/*
 * Whoever sends mail writes most of a line. No text may take the parser more than
 * a moment: 8 KB here, far more than the 2000 bytes that Postfix lets pass.
 */
static void test_no_line_is_slow(void **state)
{
    (void)state;
#define SMTPD  "Nov 23 17:05:26 mx1 postfix/smtpd[2]: "
#define REJECT "NOQUEUE: reject: RCPT from unknown[192.0.2.66]: 554 5.7.1 "
    static const char *const lines[][2] = {
        {SMTPD REJECT, "; from=<> to=<"},
        {SMTPD REJECT, "; from=<> to=<> proto=P helo=<"},
        {SMTPD REJECT "; from=<", ">"},
        {SMTPD REJECT "; from=<", "> to=<"},
        {SMTPD REJECT "; from=<\"", "\\\"> to=<"},
        {SMTPD REJECT "; proto=P sasl_username=", " sasl_sender="},
        {SMTPD "NOQUEUE: reject: EHLO from unknown[192.0.2.66]: 554 ", "; proto=P helo=<> sasl_method=>"},
        {SMTPD "DCCDFAA6AC3: client=a[192.0.2.1], sasl_method=X, sasl_username=", ", orig_client="},
        {SMTPD "warning: a[192.0.2.1]: SASL LOGIN authentication failed: ", ", sasl_usernam"},
        {SMTPD "warning: a[192.0.2.1]: SASL ()", " authentication faile"},
        {SMTPD "Trusted TLS connection established from a[192.0.2.1]: ", " with cipher "},
        {SMTPD "disconnect from a[192.0.2.1]", " ehlo=1"},
        {"Nov 23 17:05:26 mx1 postfix/smtp[2]: DCCDFAA6AC3: to=<", ">"},
        {"Nov 23 17:05:26 mx1 postfix/smtp[2]: DCCDFAA6AC3: to=<", "a@b.example>, orig_to=<"},
        {"Nov 23 17:05:26 mx1 postfix/smtp[2]: DCCDFAA6AC3: to=<", "a@b>, relay=none, delay=0, status=sent (x"},
        {"Nov 23 17:05:26 mx1 postfix/qmgr[2]: DCCDFAA6AC3: from=<", "a@b>, size=1, nrcpt=1 (queue active)"},
        {"Nov 23 17:05:26 mx1 postfix/pickup[2]: DCCDFAA6AC3: uid=1 from=<", "a@b> orig_id=DCCDFAA6AC3"},
        {"", "{"},
        {"", "{\"a\":["},
        {"{", "\"MESSAGE\":\"x\","},
        {"{\"MESSAGE\":[", "1,"},
        {"", "a | "},
        {"<22>1 - - - - - ", "[a b=\"]"},
        {"Nov 23 17:05:26 mx1 ", "a[1]"},
        {"Nov 23 17:05:26 mx1 postfix/qmgr[2]: ", "message repeated 2 times: [ "},
    };
    static char line[8192];
    pfl_parser *parser = new_parser(0);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        size_t used = strlen(lines[i][0]), unit = strlen(lines[i][1]);
        pfl_event event;
        memcpy(line, lines[i][0], used);
        for (; used + unit <= sizeof line; used += unit)
            memcpy(line + used, lines[i][1], unit);
        clock_t start = clock();
        assert_int_equal(pfl_parse_line(parser, line, used, &event, sizeof event), PFL_OK);
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        if (seconds > 20) /* far from what any machine needs, and from what a cubic reading would take */
            fail_msg("%zu bytes of \"%s\" behind \"%s\" took %.1f s", used, lines[i][1], lines[i][0], seconds);
    }
    pfl_parser_destroy(parser);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_line_of_max_line_bytes_is_whole),
        cmocka_unit_test(test_a_longer_line_is_cut),
        cmocka_unit_test(test_the_longest_line),
        cmocka_unit_test(test_max_line_plus_one_bytes_move_on),
        cmocka_unit_test(test_the_rest_of_a_cut_line_at_the_end),
        cmocka_unit_test(test_a_cr_where_a_line_is_cut),
        cmocka_unit_test(test_final_in_a_long_line),
        cmocka_unit_test(test_parse_line_cuts_as_well),
        cmocka_unit_test(test_long_journal_entries),
        cmocka_unit_test(test_postfix_cuts_at_2000_bytes),
        cmocka_unit_test(test_a_full_buffer_ends_the_batch),
        cmocka_unit_test(test_capacity_one),
        cmocka_unit_test(test_capacity_without_limit),
        cmocka_unit_test(test_no_line_is_slow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
