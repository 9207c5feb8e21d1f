/*
 * json.h: events as JSON. Its strings have tests of their own in test_text_json.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <postfixlog/json.h>

#include "made_event.h"

/* What give() should become. */
static void expect_field(char *expected, const pfl_field *field)
{
    char *at = expected + strlen(expected);
    if (field->type == PFL_TYPE_TEXT)
        sprintf(at, ",\"%s\":\"%s\"", field->name, field->name);
    else if (field->type == PFL_TYPE_SEVERITY)
        sprintf(at, ",\"%s\":\"warning\"", field->name);
    else if (field->type == PFL_TYPE_CATEGORY)
        sprintf(at, ",\"%s\":\"queue-file\"", field->name);
    else if (field->type == PFL_TYPE_TIME)
        sprintf(at, ",\"%s\":\"1970-01-01T00:00:%02dZ\"", field->name, field->id);
    else
        sprintf(at, ",\"%s\":%d", field->name, field->id);
}

static char *written(const char *file)
{
    static char buffer[65536];
    size_t length = 0;
    assert_int_equal(pfl_event_json(&event, text, file, buffer, sizeof buffer - 1, &length), PFL_OK);
    assert_true(length < sizeof buffer);
    buffer[length] = '\0';
    return buffer;
}

static void expect(const char *json)
{
    assert_string_equal(written(NULL), json);
}

/* === Keys === */

static void test_the_example_of_the_command_line_manual(void **state)
{
    (void)state;
    start(PFL_KIND_SASL_LOGIN);
    event.present = PFL_HAS_TIME | PFL_HAS_HOST | PFL_HAS_PROGRAM | PFL_HAS_SERVICE | PFL_HAS_PID | PFL_HAS_QUEUE_ID |
                    PFL_HAS_CLIENT_CLIENT_NAME | PFL_HAS_CLIENT_CLIENT_ADDR | PFL_HAS_CLIENT_SASL_METHOD |
                    PFL_HAS_CLIENT_SASL_USERNAME;
    event.time = INT64_C(1783659732000000);
    event.line = 12;
    event.pid = 4328;
    event.host = say("mx1");
    event.program = say("postfix/smtps/smtpd");
    event.service = say("smtps");
    event.queue_id = say("9248D303TU");
    event.message = say("9248D303TU: client=...");
    event.client.client_name = say("unknown");
    event.client.client_addr = say("198.51.100.7");
    event.client.sasl_method = say("PLAIN");
    event.client.sasl_username = say("root");
    assert_string_equal(written("mail.log"),
                        "{\"kind\":\"sasl-login\",\"time\":\"2026-07-10T05:02:12Z\",\"file\":\"mail.log\",\"line\":12,"
                        "\"host\":\"mx1\",\"program\":\"postfix/smtps/smtpd\",\"pid\":4328,"
                        "\"queue_id\":\"9248D303TU\",\"client_name\":\"unknown\","
                        "\"client_addr\":\"198.51.100.7\",\"sasl_method\":\"PLAIN\",\"sasl_username\":\"root\"}");
}

static void test_keys_come_in_one_order(void **state)
{
    (void)state;
    start(PFL_KIND_REMOVED);
    for (size_t i = 0; pfl_head_field(i) != NULL; i++)
        give(pfl_head_field(i));
    give(pfl_field_info(PFL_KIND_REMOVED, PFL_FIELD_REASON));
    event.repeat = 3;
    event.flags = UINT32_MAX;
    assert_string_equal(
        written("\xFF"),
        "{\"kind\":\"removed\",\"time\":\"1970-01-01T00:00:01Z\",\"file\":\"\\\\xff\",\"line\":1,\"host\":\"host\","
        "\"program\":\"program\",\"pid\":5,\"queue_id\":\"queue_id\",\"severity\":\"warning\",\"reason\":\"reason\","
        "\"message\":\"message\",\"repeat\":3,\"truncated\":true,\"ambiguous\":true,\"time_invalid\":true,"
        "\"year_inferred\":true,\"zone_inferred\":true,\"hour_doubled\":true,\"escaped\":true}");
}

static void test_absent_is_left_out_and_empty_and_zero_are_not(void **state)
{
    (void)state;
    start(PFL_KIND_QUEUED);
    expect("{\"kind\":\"queued\",\"line\":1}");
    event.present = PFL_HAS_QUEUED_FROM | PFL_HAS_QUEUED_SIZE;
    expect("{\"kind\":\"queued\",\"line\":1,\"from\":\"\",\"size\":0}");
}

static void test_the_message_needs_its_bit(void **state)
{
    (void)state;
    start(PFL_KIND_OTHER);
    event.message = say("daemon started");
    expect("{\"kind\":\"other\",\"line\":1}");
    event.present = PFL_HAS_MESSAGE;
    expect("{\"kind\":\"other\",\"line\":1,\"message\":\"daemon started\"}");
}

static void test_a_derived_field_is_no_key(void **state)
{
    (void)state;
    start(PFL_KIND_OTHER);
    event.service = say("submission");
    event.present = PFL_HAS_SERVICE;
    expect("{\"kind\":\"other\",\"line\":1}");
}

static void test_each_flag_is_a_key_but_text_owned(void **state)
{
    (void)state;
    static const struct {
        uint32_t flag;
        const char *json;
    } cases[] = {
        {PFL_FLAG_TEXT_OWNED, "{\"kind\":\"other\",\"line\":1}"},
        {PFL_FLAG_TRUNCATED, "{\"kind\":\"other\",\"line\":1,\"truncated\":true}"},
        {PFL_FLAG_AMBIGUOUS, "{\"kind\":\"other\",\"line\":1,\"ambiguous\":true}"},
        {PFL_FLAG_TIME_INVALID, "{\"kind\":\"other\",\"line\":1,\"time_invalid\":true}"},
        {PFL_FLAG_YEAR_INFERRED, "{\"kind\":\"other\",\"line\":1,\"year_inferred\":true}"},
        {PFL_FLAG_ZONE_INFERRED, "{\"kind\":\"other\",\"line\":1,\"zone_inferred\":true}"},
        {PFL_FLAG_HOUR_DOUBLED, "{\"kind\":\"other\",\"line\":1,\"hour_doubled\":true}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        start(PFL_KIND_OTHER);
        event.flags = cases[i].flag;
        expect(cases[i].json);
    }
}

static void test_every_field_of_every_kind(void **state)
{
    (void)state;
    const pfl_kind *kind;
    for (size_t k = 0; (kind = pfl_kind_at(k)) != NULL; k++) {
        char all[8192];
        start(kind->code);
        sprintf(all, "{\"kind\":\"%s\",\"line\":1", kind->name);
        for (size_t i = 0; i < kind->field_count; i++) {
            give(&kind->fields[i]);
            expect_field(all, &kind->fields[i]);
        }
        expect(strcat(all, "}"));

        for (size_t i = 0; i < kind->field_count; i++) {
            char one[256];
            start(kind->code);
            give(&kind->fields[i]);
            sprintf(one, "{\"kind\":\"%s\",\"line\":1", kind->name);
            expect_field(one, &kind->fields[i]);
            expect(strcat(one, "}"));
        }
    }
}

static void test_an_unknown_kind_is_other(void **state)
{
    (void)state;
    static const uint16_t unknown[] = {0, 5, 9, 79, 1000, UINT16_MAX};
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
        start(unknown[i]);
        event.present = ~UINT64_C(0xFFFF) | PFL_HAS_MESSAGE; /* payload bits mean nothing */
        event.message = say("news");
        expect("{\"kind\":\"other\",\"line\":1,\"message\":\"news\"}");
    }
}

static void test_bits_of_no_field_mean_nothing(void **state)
{
    (void)state;
    start(PFL_KIND_CONNECT);
    event.present = ~(PFL_HAS_CONNECT_CLIENT_PORT * 2 - 1) | UINT64_C(0xFF00);
    expect("{\"kind\":\"connect\",\"line\":1}");
}

/* === Values === */

static void test_times(void **state)
{
    (void)state;
    static const struct {
        int64_t time;
        const char *json;
    } cases[] = {
        {0, "1970-01-01T00:00:00Z"},
        {1, "1970-01-01T00:00:00.000001Z"},
        {INT64_C(1783659732000000), "2026-07-10T05:02:12Z"},
        {INT64_C(1783659732120000), "2026-07-10T05:02:12.120000Z"},
        {-1, "1969-12-31T23:59:59.999999Z"},
        {-1000000, "1969-12-31T23:59:59Z"},
        {INT64_C(-86400000000), "1969-12-31T00:00:00Z"},
        {INT64_C(-86400000001), "1969-12-30T23:59:59.999999Z"},
        {INT64_C(951782399999999), "2000-02-28T23:59:59.999999Z"}, /* a leap year: divisible by 400 */
        {INT64_C(951782400000000), "2000-02-29T00:00:00Z"},
        {INT64_C(951868800000000), "2000-03-01T00:00:00Z"},
        {INT64_C(4107456000000000), "2100-02-28T00:00:00Z"}, /* none: divisible by 100 */
        {INT64_C(4107542400000000), "2100-03-01T00:00:00Z"},
        {INT64_C(1709164800000000), "2024-02-29T00:00:00Z"},
        {INT64_C(1735689599000000), "2024-12-31T23:59:59Z"},
        {INT64_C(1735689600000000), "2025-01-01T00:00:00Z"},
        {INT64_C(-2203977600000000), "1900-02-28T00:00:00Z"},
        {INT64_C(-2203891200000000), "1900-03-01T00:00:00Z"},
        {INT64_C(-62135596800000000), "0001-01-01T00:00:00Z"},
        {INT64_C(-62167219200000000), "0000-01-01T00:00:00Z"},
        {INT64_C(253402300799999999), "9999-12-31T23:59:59.999999Z"},
        /* RFC 3339 ends here: expanded years. */
        {INT64_C(253402300800000000), "+010000-01-01T00:00:00Z"},
        {INT64_C(-62167219200000001), "-000001-12-31T23:59:59.999999Z"},
        {INT64_MAX, "+294247-01-10T04:00:54.775807Z"},
        {INT64_MIN + 1, "-290308-12-21T19:59:05.224193Z"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char json[128];
        start(PFL_KIND_OTHER);
        event.time = cases[i].time;
        event.present = PFL_HAS_TIME;
        sprintf(json, "{\"kind\":\"other\",\"time\":\"%s\",\"line\":1}", cases[i].json);
        expect(json);
    }
}

static void test_days_follow_each_other(void **state)
{
    (void)state;
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int64_t day = -135140; /* 1600-01-01 */
    start(PFL_KIND_OTHER);
    event.present = PFL_HAS_TIME;
    for (int year = 1600; year < 2410; year++)
        for (int month = 1; month <= 12; month++) {
            int leap = month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            for (int d = 1; d <= lengths[month - 1] + leap; d++, day++) {
                char json[128];
                event.time = day * INT64_C(86400000000);
                sprintf(json, "{\"kind\":\"other\",\"time\":\"%04d-%02d-%02dT00:00:00Z\",\"line\":1}", year, month, d);
                expect(json);
            }
        }
}

static void test_an_invalid_time_is_left_out(void **state)
{
    (void)state;
    start(PFL_KIND_OTHER);
    event.time = PFL_TIME_INVALID;
    event.flags = PFL_FLAG_TIME_INVALID;
    expect("{\"kind\":\"other\",\"line\":1,\"time_invalid\":true}");
    event.present = PFL_HAS_TIME;
    expect("{\"kind\":\"other\",\"line\":1,\"time_invalid\":true}");
}

static void test_durations_are_exact_seconds(void **state)
{
    (void)state;
    static const struct {
        int64_t delay;
        const char *json;
    } cases[] = {
        {0, "0"},
        {1, "0.000001"},
        {130000, "0.13"},
        {100000, "0.1"},
        {999999, "0.999999"},
        {1000000, "1"},
        {1000001, "1.000001"},
        {12340000, "12.34"},
        {INT64_C(55175000000), "55175"},
        {-500000, "-0.5"},
        {INT64_MAX, "9223372036854.775807"},
        {INT64_MIN, "-9223372036854.775808"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char json[128];
        start(PFL_KIND_SENT);
        event.delivery.delay = cases[i].delay;
        event.present = PFL_HAS_DELIVERY_DELAY;
        sprintf(json, "{\"kind\":\"sent\",\"line\":1,\"delay\":%s}", cases[i].json);
        expect(json);
    }
}

static void test_numbers_of_every_length(void **state)
{
    (void)state;
    uint64_t edges[] = {0, UINT32_MAX, (uint64_t)UINT32_MAX + 1, INT64_MAX, UINT64_MAX};
    char json[128];
    start(PFL_KIND_OTHER);
    for (size_t i = 0; i < sizeof edges / sizeof edges[0]; i++) {
        event.line = edges[i];
        sprintf(json, "{\"kind\":\"other\",\"line\":%" PRIu64 "}", edges[i]);
        expect(json);
    }
    for (uint64_t power = 1; power <= UINT64_MAX / 10; power *= 10)
        for (int below = 0; below < 2; below++) {
            event.line = power - (uint64_t)below;
            sprintf(json, "{\"kind\":\"other\",\"line\":%" PRIu64 "}", event.line);
            expect(json);
        }
}

static void test_repeat_is_a_key_when_it_is_not_1(void **state)
{
    (void)state;
    start(PFL_KIND_REPEAT);
    event.repeat = UINT32_MAX;
    expect("{\"kind\":\"repeat\",\"line\":1,\"repeat\":4294967295}");
    event.repeat = 0;
    expect("{\"kind\":\"repeat\",\"line\":1,\"repeat\":0}");
}

/* === Room === */

static void test_room_too_small_at_every_size(void **state)
{
    (void)state;
    const pfl_kind *kind;
    for (size_t k = 0; (kind = pfl_kind_at(k)) != NULL; k++) {
        start(kind->code);
        for (size_t i = 0; i < kind->field_count; i++)
            give(&kind->fields[i]);
        event.message = say("\"\\\x01\xFF\xE2\x80\xAE\xC3\xBC \\x41");
        event.present |= PFL_HAS_MESSAGE | PFL_HAS_TIME;
        event.time = INT64_C(-1);
        event.repeat = 2;
        event.flags = UINT32_MAX;
        const char *whole = written("mail.log");
        size_t needed = strlen(whole);
        for (size_t capacity = 0; capacity <= needed; capacity++) {
            char *buffer = malloc(capacity + (capacity == 0)); /* of the exact size, for the address sanitizer */
            size_t length = 0;
            assert_int_equal(pfl_event_json(&event, text, "mail.log", buffer, capacity, &length),
                             capacity < needed ? PFL_FULL : PFL_OK);
            assert_int_equal(length, needed);
            if (capacity == needed)
                assert_memory_equal(buffer, whole, needed);
            free(buffer);
        }
    }
}

static void test_no_buffer_asks_for_the_length(void **state)
{
    (void)state;
    size_t length = 0;
    start(PFL_KIND_OTHER);
    assert_int_equal(pfl_event_json(&event, NULL, NULL, NULL, 0, &length), PFL_FULL);
    assert_int_equal(length, strlen("{\"kind\":\"other\",\"line\":1}"));
}

static void test_arguments(void **state)
{
    (void)state;
    char buffer[256];
    size_t length = 77;
    start(PFL_KIND_OTHER);
    event.message = say("text");
    event.present = PFL_HAS_MESSAGE;
    assert_int_equal(pfl_event_json(NULL, text, NULL, buffer, sizeof buffer, &length), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_event_json(&event, NULL, NULL, buffer, sizeof buffer, &length), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_event_json(&event, text, NULL, NULL, 1, &length), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_event_json(&event, text, NULL, buffer, sizeof buffer, NULL), PFL_ERR_ARGUMENT);
    event.message.length++; /* one byte past the text */
    assert_int_equal(pfl_event_json(&event, text, NULL, buffer, sizeof buffer, &length), PFL_ERR_ARGUMENT);
    assert_int_equal(length, 77);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_example_of_the_command_line_manual),
        cmocka_unit_test(test_keys_come_in_one_order),
        cmocka_unit_test(test_absent_is_left_out_and_empty_and_zero_are_not),
        cmocka_unit_test(test_the_message_needs_its_bit),
        cmocka_unit_test(test_a_derived_field_is_no_key),
        cmocka_unit_test(test_each_flag_is_a_key_but_text_owned),
        cmocka_unit_test(test_every_field_of_every_kind),
        cmocka_unit_test(test_an_unknown_kind_is_other),
        cmocka_unit_test(test_bits_of_no_field_mean_nothing),
        cmocka_unit_test(test_times),
        cmocka_unit_test(test_days_follow_each_other),
        cmocka_unit_test(test_an_invalid_time_is_left_out),
        cmocka_unit_test(test_durations_are_exact_seconds),
        cmocka_unit_test(test_numbers_of_every_length),
        cmocka_unit_test(test_repeat_is_a_key_when_it_is_not_1),
        cmocka_unit_test(test_room_too_small_at_every_size),
        cmocka_unit_test(test_no_buffer_asks_for_the_length),
        cmocka_unit_test(test_arguments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
