/*
 * pfl_parse_message: for callers whose header was taken apart elsewhere.
 */
#include "cases.h"
#include "check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static pfl_event event;

static pfl_parser *new_parser(uint32_t max_line)
{
    pfl_parser *parser;
    pfl_parser_options options = {.size = sizeof options, .max_line = max_line};
    assert_int_equal(pfl_parser_create(&parser, &options), PFL_OK);
    return parser;
}

static pfl_message message_of(const char *host, const char *program, const char *text)
{
    return (pfl_message){.size = sizeof(pfl_message),
                         .pid = 14080,
                         .time = INT64_C(1795453491000000),
                         .host = host,
                         .host_length = strlen(host),
                         .program = program,
                         .program_length = strlen(program),
                         .message = text,
                         .message_length = strlen(text)};
}

static void test_message_arguments(void **state)
{
    (void)state;
    pfl_parser *parser = new_parser(0);
    pfl_message good = message_of("mx1", "postfix/smtpd", "connect from unknown[192.0.2.66]"), bad = good;
    assert_int_equal(pfl_parse_message(NULL, &good, &event, sizeof event), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_parse_message(parser, NULL, &event, sizeof event), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_parse_message(parser, &good, NULL, sizeof event), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_parse_message(parser, &good, &event, sizeof event + 8), PFL_ERR_LAYOUT);
    bad.size = 0;
    assert_int_equal(pfl_parse_message(parser, &bad, &event, sizeof event), PFL_ERR_OPTION);
    bad = good, bad.host = NULL;
    assert_int_equal(pfl_parse_message(parser, &bad, &event, sizeof event), PFL_ERR_ARGUMENT);
    bad = good, bad.program = NULL;
    assert_int_equal(pfl_parse_message(parser, &bad, &event, sizeof event), PFL_ERR_ARGUMENT);
    bad = good, bad.message = NULL;
    assert_int_equal(pfl_parse_message(parser, &bad, &event, sizeof event), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_parse_message(parser, &good, &event, sizeof event), PFL_OK);
    assert_int_equal(event.line, 1);
    pfl_parser_destroy(parser);
}

static void assert_span(const pfl_parser *parser, pfl_span span, const char *wanted)
{
    assert_int_equal(span.length, strlen(wanted));
    assert_memory_equal(pfl_event_text(parser, NULL, &event) + span.offset, wanted, span.length);
}

static void test_message_fields(void **state)
{
    (void)state;
    pfl_parser *parser = new_parser(0);
    pfl_message m = message_of("mx1", "postfix/submission/smtpd", "connect from unknown[192.0.2.66]");
    assert_int_equal(pfl_parse_message(parser, &m, &event, sizeof event), PFL_OK);
    assert_int_equal(event.kind, PFL_KIND_CONNECT);
    assert_int_equal(event.flags, PFL_FLAG_TEXT_OWNED);
    assert_true(event.time == m.time);
    assert_int_equal(event.pid, 14080);
    assert_int_equal(event.repeat, 1);
    assert_span(parser, event.host, "mx1");
    assert_span(parser, event.program, "postfix/submission/smtpd");
    assert_span(parser, event.service, "submission");
    assert_span(parser, event.connect.client_addr, "192.0.2.66");
    /* Its text is "host program message". */
    assert_span(parser, (pfl_span){0, (uint16_t)event.text_length},
                "mx1 postfix/submission/smtpd connect from unknown[192.0.2.66]");
    pfl_parser_destroy(parser);
}

static void test_message_without_parts(void **state)
{
    (void)state;
    pfl_parser *parser = new_parser(0);
    pfl_message m = {.size = sizeof m, .time = PFL_TIME_INVALID};
    assert_int_equal(pfl_parse_message(parser, &m, &event, sizeof event), PFL_OK);
    assert_null(event_fault(&event, pfl_event_text(parser, NULL, &event)));
    assert_int_equal(event.present, PFL_HAS_MESSAGE);
    assert_int_equal(event.flags, PFL_FLAG_TEXT_OWNED | PFL_FLAG_TIME_INVALID);
    assert_int_equal(event.message.length, 0);
    pfl_parser_destroy(parser);
}

/* It counts as a line of message_length + 1 bytes. */
static void test_message_counts_as_a_line(void **state)
{
    (void)state;
    pfl_parser *parser = new_parser(0);
    pfl_message m = message_of("mx1", "postfix/qmgr", "DCCDFAA6AC3: removed");
    for (uint64_t i = 0; i < 3; i++) {
        assert_int_equal(pfl_parse_message(parser, &m, &event, sizeof event), PFL_OK);
        assert_int_equal(event.line, i + 1);
        assert_int_equal(event.offset, i * (m.message_length + 1));
    }
    pfl_parser_destroy(parser);
}

/* "host program message" is cut at max_line bytes, wherever that is. */
static void test_message_is_cut(void **state)
{
    (void)state;
    pfl_parser *parser = new_parser(256);
    char host[300], text[300];
    memset(host, 'h', sizeof host);
    memset(text, 'x', sizeof text);
    for (size_t h = 0; h <= 300; h += 25)
        for (size_t t = 0; t <= 300; t++) {
            pfl_message m = message_of("", "postfix/smtpd", "");
            m.host = host, m.host_length = h;
            m.message = text, m.message_length = t;
            assert_int_equal(pfl_parse_message(parser, &m, &event, sizeof event), PFL_OK);
            const char *fault = event_fault(&event, pfl_event_text(parser, NULL, &event));
            if (fault)
                fail_msg("host of %zu bytes, message of %zu: %s", h, t, fault);
            size_t whole = h + 1 + strlen("postfix/smtpd") + 1 + t;
            assert_int_equal(event.text_length, whole < 256 ? whole : 256);
            if (!!(event.flags & PFL_FLAG_TRUNCATED) != (whole > 256))
                fail_msg("host of %zu bytes, message of %zu: the flag is wrong", h, t);
        }
    pfl_parser_destroy(parser);
}

/* The same event as the line it came from, for each case whose header can be taken apart. */
static void test_message_equals_its_line(void **state)
{
    (void)state;
    case_list *all = cases_load(PFL_CASES);
    size_t compared = 0;
    assert_non_null(all);
    for (size_t i = 0; i < cases_count(all); i++) {
        const log_case *c = cases_at(all, i);
        pfl_parser *parser = case_parser(c), *other = case_parser(c);
        pfl_event line;
        assert_int_equal(pfl_parse_line(parser, c->text, c->length, &line, sizeof line), PFL_OK);
        const char *text = pfl_event_text(parser, c->text, &line);
        if ((line.present & PFL_HAS_PROGRAM) && line.repeat == 1) {
            pfl_message m = {.size = sizeof m,
                             .pid = line.pid,
                             .time = line.time,
                             .host = text + line.host.offset,
                             .host_length = line.host.length,
                             .program = text + line.program.offset,
                             .program_length = line.program.length,
                             .message = text + line.message.offset,
                             .message_length = line.message.length};
            assert_int_equal(pfl_parse_message(other, &m, &event, sizeof event), PFL_OK);
            const char *again = pfl_event_text(other, NULL, &event);
            /* The text is another, and what the stamp's form told is not told again. */
            event.flags |= line.flags & (PFL_FLAG_YEAR_INFERRED | PFL_FLAG_ZONE_INFERRED | PFL_FLAG_HOUR_DOUBLED);
            line.text_length = event.text_length = 0;
            line.offset = event.offset = 0;
            const char *difference = event_difference(&line, text, &event, again);
            if (difference && strcmp(difference, "record") != 0)
                fail_msg("%s:%u differs in: %s", c->file, c->line, difference);
            assert_int_equal(line.flags & ~PFL_FLAG_TEXT_OWNED, event.flags & ~PFL_FLAG_TEXT_OWNED);
            assert_true(line.time == event.time && line.pid == event.pid && line.severity == event.severity);
            compared++;
        }
        pfl_parser_destroy(parser);
        pfl_parser_destroy(other);
    }
    cases_free(all);
    assert_true(compared > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_message_arguments),        cmocka_unit_test(test_message_fields),
        cmocka_unit_test(test_message_without_parts),    cmocka_unit_test(test_message_counts_as_a_line),
        cmocka_unit_test(test_message_is_cut),           cmocka_unit_test(test_message_equals_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
