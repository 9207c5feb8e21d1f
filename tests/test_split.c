/*
 * How input is cut never changes an event: every case through every door, cut at
 * every place.
 */
#include "cases.h"
#include "record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static case_list *all;
static pfl_parser *parser;

static int load(void **state)
{
    (void)state;
    pfl_parser_options options = {.size = sizeof options, .reference_time = INT64_C(1795471200000000)};
    all = cases_load(PFL_CASES);
    return all == NULL || pfl_parser_create(&parser, &options) != PFL_OK;
}

static int unload(void **state)
{
    (void)state;
    cases_free(all);
    pfl_parser_destroy(parser);
    return 0;
}

static void restart(void)
{
    assert_int_equal(pfl_parser_restart(parser, 0, 0), PFL_OK);
}

static void assert_same(const recording *wanted, recording *got, const char *what, size_t cut)
{
    size_t index;
    const char *difference = recordings_differ(wanted, got, &index);
    if (difference)
        fail_msg("%s, cut at %zu: event %zu differs in: %s", what, cut, index, difference);
    recording_free(got);
}

/* A case with its neighbours: three lines, so that a cut has something before and behind it. */
static size_t neighbourhood(size_t index, char *out, size_t room)
{
    size_t length = 0;
    for (size_t i = index ? index - 1 : 0; i <= index + 1 && i < cases_count(all); i++) {
        const log_case *c = cases_at(all, i);
        assert_true(length + c->length + 1 < room);
        memcpy(out + length, c->text, c->length);
        length += c->length;
        out[length++] = '\n';
    }
    return length;
}

static void test_one_cut_at_every_place(void **state)
{
    (void)state;
    static char data[8192];
    for (size_t i = 0; i < cases_count(all); i++) {
        size_t length = neighbourhood(i, data, sizeof data);
        recording whole = {0}, got = {0};
        restart();
        record_parse(&whole, parser, data, length, 64);
        assert_null(whole.fault);
        assert_int_equal(whole.count, count_lines(data, length));
        for (size_t cut = 0; cut <= length; cut++) {
            restart();
            record_windows(&got, parser, data, length, &cut, 1, 64);
            assert_same(&whole, &got, "pfl_parse", cut);
            restart();
            record_feed(&got, parser, data, length, &cut, 1, 64);
            assert_same(&whole, &got, "feed and next", cut);
        }
        recording_free(&whole);
    }
}

/* The whole corpus in chunks of one size, and with room for few events at a time. */
static void test_chunks_of_every_size(void **state)
{
    (void)state;
    static const size_t sizes[] = {1, 2, 3, 5, 7, 13, 31, 64, 127, 255, 1000, 4096, 65536};
    size_t length;
    const char *data = cases_corpus(all, &length);
    size_t *cuts = malloc((length + 1) * sizeof *cuts);
    recording whole = {0}, got = {0};
    assert_non_null(cuts);
    restart();
    record_parse(&whole, parser, data, length, 64);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        size_t count = 0;
        for (size_t at = sizes[i]; at < length; at += sizes[i])
            cuts[count++] = at;
        restart();
        record_feed(&got, parser, data, length, cuts, count, 1 + i % 7);
        assert_same(&whole, &got, "feed and next", sizes[i]);
        restart();
        record_windows(&got, parser, data, length, cuts, count, 1 + i % 5);
        assert_same(&whole, &got, "pfl_parse", sizes[i]);
    }
    recording_free(&whole);
    free(cuts);
}

static void test_line_by_line(void **state)
{
    (void)state;
    size_t length;
    const char *data = cases_corpus(all, &length);
    recording whole = {0}, got = {0};
    restart();
    record_parse(&whole, parser, data, length, 64);
    restart();
    record_lines(&got, parser, data, length);
    assert_same(&whole, &got, "pfl_parse_line", 0);
    recording_free(&whole);
}

/* A line that was cut off, as at the end of a file that is being written: sound, and one event. */
static void test_every_prefix_is_one_event(void **state)
{
    (void)state;
    for (size_t i = 0; i < cases_count(all); i++) {
        const log_case *c = cases_at(all, i);
        for (size_t length = 1; length <= c->length; length++) {
            recording got = {0};
            if (memchr(c->text, '\n', length))
                break;
            restart();
            record_parse(&got, parser, c->text, length, 2);
            const char *fault = got.fault ? got.fault : "sound";
            size_t count = got.count;
            recording_free(&got);
            if (strcmp(fault, "sound") != 0 || count != 1)
                fail_msg("%s:%u, first %zu bytes: %zu events, %s", c->file, c->line, length, count, fault);
        }
    }
}

/* Lines are numbered from 1, and offsets are those of the stream. */
static void test_lines_and_offsets(void **state)
{
    (void)state;
    size_t length, at = 0;
    const char *data = cases_corpus(all, &length);
    recording got = {0};
    restart();
    record_parse(&got, parser, data, length, 64);
    assert_int_equal(got.count, cases_count(all));
    for (size_t i = 0; i < got.count; i++) {
        assert_int_equal(got.events[i].line, i + 1);
        assert_int_equal(got.events[i].offset, at);
        at += cases_at(all, i)->length + 1;
    }
    recording_free(&got);
}

/* The text of an event is its line; decoded text is another, and lies in the parser's buffer. */
static void test_text_is_the_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < cases_count(all); i++) {
        const log_case *c = cases_at(all, i);
        pfl_event event;
        restart();
        assert_int_equal(pfl_parse_line(parser, c->text, c->length, &event, sizeof event), PFL_OK);
        const char *text = pfl_event_text(parser, c->text, &event);
        if (event.flags & PFL_FLAG_TEXT_OWNED)
            continue;
        int has_cr = c->length > 0 && c->text[c->length - 1] == '\r';
        assert_ptr_equal(text, c->text);
        assert_int_equal(event.text_length, c->length - (size_t)has_cr);
    }
}

/* What the message field says of a line is its end, whether or not its bit is set. */
static void test_message_is_always_set(void **state)
{
    (void)state;
    const char *line = "Nov 23 17:04:51 mx1 postfix/smtpd[14080]: connect from unknown[192.0.2.66]";
    pfl_event event;
    restart();
    assert_int_equal(pfl_parse_line(parser, line, strlen(line), &event, sizeof event), PFL_OK);
    assert_int_equal(event.present & PFL_HAS_MESSAGE, 0);
    assert_int_equal(event.message.offset, strlen("Nov 23 17:04:51 mx1 postfix/smtpd[14080]: "));
    assert_int_equal(event.message.length, strlen("connect from unknown[192.0.2.66]"));

    line = "Nov 23 17:04:51 mx1 postfix/smtpd[14080]: message repeated 2 times: [ connect from unknown[192.0.2.66]]";
    assert_int_equal(pfl_parse_line(parser, line, strlen(line), &event, sizeof event), PFL_OK);
    assert_int_equal(event.message.length, strlen("connect from unknown[192.0.2.66]"));
    assert_memory_equal(line + event.message.offset, "connect from", 12);
}

/* One line's event, without where it stands. */
static pfl_event event_of(pfl_parser *p, const log_case *c)
{
    pfl_event event;
    assert_int_equal(pfl_parse_line(p, c->text, c->length, &event, sizeof event), PFL_OK);
    event.line = event.offset = event.text_offset = 0;
    return event;
}

/* What the parser keeps of a line, to read the next one faster, never shows: every line behind every other. */
static void test_no_line_changes_the_next(void **state)
{
    (void)state;
    size_t count = cases_count(all);
    pfl_event *alone = calloc(count, sizeof *alone);
    pfl_parser_options options = {.size = sizeof options, .reference_time = INT64_C(1795471200000000)};
    assert_non_null(alone);
    for (size_t i = 0; i < count; i++) {
        pfl_parser *fresh;
        assert_int_equal(pfl_parser_create(&fresh, &options), PFL_OK);
        alone[i] = event_of(fresh, cases_at(all, i));
        pfl_parser_destroy(fresh);
    }
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < count; k++) {
            event_of(parser, cases_at(all, i));
            pfl_event behind = event_of(parser, cases_at(all, k));
            if (memcmp(&behind, &alone[k], sizeof behind) != 0)
                fail_msg("%s:%u is another event behind %s:%u", cases_at(all, k)->file, cases_at(all, k)->line,
                         cases_at(all, i)->file, cases_at(all, i)->line);
        }
    free(alone);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_line_changes_the_next),  cmocka_unit_test(test_one_cut_at_every_place),
        cmocka_unit_test(test_chunks_of_every_size),      cmocka_unit_test(test_line_by_line),
        cmocka_unit_test(test_every_prefix_is_one_event), cmocka_unit_test(test_lines_and_offsets),
        cmocka_unit_test(test_text_is_the_line),          cmocka_unit_test(test_message_is_always_set),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
