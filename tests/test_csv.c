/*
 * csv.h: each of its promises.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <postfixlog/csv.h>

#include "made_event.h"

static char *written(const char *file)
{
    static char buffer[65536];
    size_t length = 0;
    assert_int_equal(pfl_event_csv(&event, text, file, buffer, sizeof buffer - 1, &length), PFL_OK);
    buffer[length] = '\0';
    return buffer;
}

static char *header(void)
{
    static char buffer[8192];
    size_t length = 0;
    assert_int_equal(pfl_csv_header(buffer, sizeof buffer - 1, &length), PFL_OK);
    buffer[length] = '\0';
    return buffer;
}

/* The number of a column, from 0; -1 when there is none. */
static int column_of(const char *name)
{
    const char *at = header();
    size_t length = strlen(name);
    for (int column = 0;; column++) {
        size_t width = strcspn(at, ",");
        if (width == length && memcmp(at, name, length) == 0)
            return column;
        if (at[width] == '\0')
            return -1;
        at += width + 1;
    }
}

static int column_count(void)
{
    return column_of("flags") + 1;
}

/* A cell as it was written, quotes and all; the reader is RFC 4180's. */
static char *cell_at(const char *row, int wanted)
{
    static char cell[8192];
    for (int column = 0;; column++) {
        size_t width = 0;
        for (int quoted = 0; row[width] != '\0' && (quoted || row[width] != ','); width++)
            quoted ^= row[width] == '"';
        if (column == wanted) {
            memcpy(cell, row, width);
            cell[width] = '\0';
            return cell;
        }
        assert_int_equal(row[width], ',');
        row += width + 1;
    }
}

static char *raw_cell(const char *row, const char *name)
{
    assert_true(column_of(name) >= 0);
    return cell_at(row, column_of(name));
}

static int count_cells(const char *row)
{
    int cells = 1;
    for (int quoted = 0; *row != '\0'; row++) {
        quoted ^= *row == '"';
        cells += !quoted && *row == ',';
    }
    return cells;
}

static void expect_cell(const char *name, const char *raw)
{
    assert_string_equal(raw_cell(written(NULL), name), raw);
}

/* === Columns === */

static void test_the_header_starts_and_ends_as_promised(void **state)
{
    (void)state;
    static const char first[] = "kind,time,file,line,host,program,pid,severity,queue_id,message,client_name,";
    static const char last[] = ",retained,dropped,repeat,flags";
    assert_memory_equal(header(), first, strlen(first));
    assert_string_equal(header() + strlen(header()) - strlen(last), last);
}

static void test_a_column_for_every_field_in_the_order_of_ids(void **state)
{
    (void)state;
    static const pfl_field *by_id[UINT16_MAX + 1];
    const pfl_field *field;
    const pfl_kind *kind;
    int fields = 0, column = 4;
    for (size_t i = 0; (field = pfl_head_field(i)) != NULL; i++)
        by_id[field->id] = field;
    for (size_t k = 0; (kind = pfl_kind_at(k)) != NULL; k++)
        for (size_t i = 0; i < kind->field_count; i++)
            by_id[kind->fields[i].id] = &kind->fields[i];
    for (size_t id = 0; id <= UINT16_MAX; id++) {
        if (by_id[id] == NULL || id == PFL_FIELD_TIME)
            continue;
        if (by_id[id]->derived) {
            assert_int_equal(column_of(by_id[id]->name), -1);
            continue;
        }
        assert_int_equal(column_of(by_id[id]->name), column++);
        fields++;
    }
    assert_true(fields > 80);
    assert_int_equal(column_of("repeat"), column);
    assert_int_equal(column_of("flags"), column + 1);
    assert_int_equal(count_cells(header()), column + 2);
}

static void test_a_whole_row(void **state)
{
    (void)state;
    start(PFL_KIND_CONNECT);
    event.present = PFL_HAS_TIME | PFL_HAS_HOST | PFL_HAS_PROGRAM | PFL_HAS_PID | PFL_HAS_CONNECT_CLIENT_NAME |
                    PFL_HAS_CONNECT_CLIENT_ADDR;
    event.time = INT64_C(1783659732120000);
    event.line = 12;
    event.pid = 4328;
    event.host = say("mx1");
    event.program = say("postfix/smtpd");
    event.connect.client_name = say("unknown");
    event.connect.client_addr = say("198.51.100.7");
    char row[512];
    int length = sprintf(row, "connect,2026-07-10T05:02:12.120000Z,mail.log,12,mx1,postfix/smtpd,4328,,,,unknown,"
                              "198.51.100.7");
    for (int column = column_of("client_addr") + 1; column < column_of("repeat"); column++)
        row[length++] = ',';
    strcpy(row + length, ",1,");
    assert_string_equal(written("mail.log"), row);
}

static void test_every_field_of_every_kind_lies_in_its_column(void **state)
{
    (void)state;
    const pfl_kind *kind;
    for (size_t k = 0; (kind = pfl_kind_at(k)) != NULL; k++) {
        start(kind->code);
        for (size_t i = 0; i < kind->field_count; i++)
            give(&kind->fields[i]);
        assert_int_equal(count_cells(written(NULL)), column_count());
        expect_cell("kind", kind->name);
        for (size_t i = 0; i < kind->field_count; i++) {
            const pfl_field *field = &kind->fields[i];
            char number[16];
            sprintf(number, "%d", field->id);
            expect_cell(field->name, field->type == PFL_TYPE_TEXT       ? field->name
                                     : field->type == PFL_TYPE_CATEGORY ? "queue-file"
                                                                        : number);
        }
    }
}

static void test_the_head_lies_in_its_columns(void **state)
{
    (void)state;
    start(PFL_KIND_OTHER);
    for (size_t i = 0; pfl_head_field(i) != NULL; i++)
        give(pfl_head_field(i));
    assert_int_equal(count_cells(written(NULL)), column_count());
    expect_cell("time", "1970-01-01T00:00:01Z");
    expect_cell("host", "host");
    expect_cell("program", "program");
    expect_cell("pid", "5");
    expect_cell("severity", "warning");
    expect_cell("queue_id", "queue_id");
    expect_cell("message", "message");
}

static void test_an_unknown_kind_is_other(void **state)
{
    (void)state;
    start(UINT16_MAX);
    event.present = ~UINT64_C(0xFFFF);
    expect_cell("kind", "other");
    assert_int_equal(count_cells(written(NULL)), column_count());
}

/* === Cells === */

static void test_absent_is_an_empty_cell_and_empty_text_is_not(void **state)
{
    (void)state;
    start(PFL_KIND_QUEUED);
    expect_cell("from", "");
    expect_cell("size", "");
    expect_cell("time", "");
    expect_cell("file", "");
    expect_cell("flags", "");
    event.present = PFL_HAS_QUEUED_FROM | PFL_HAS_QUEUED_SIZE;
    expect_cell("from", "\"\"");
    expect_cell("size", "0");
    assert_string_equal(raw_cell(written(""), "file"), "\"\"");
}

static void test_an_invalid_time_is_an_empty_cell(void **state)
{
    (void)state;
    start(PFL_KIND_OTHER);
    event.time = PFL_TIME_INVALID;
    event.present = PFL_HAS_TIME;
    expect_cell("time", "");
}

static void test_durations_are_exact_seconds(void **state)
{
    (void)state;
    start(PFL_KIND_SENT);
    event.present = PFL_HAS_DELIVERY_DELAY;
    event.delivery.delay = 130000;
    expect_cell("delay", "0.13");
    event.delivery.delay = INT64_C(55175000000);
    expect_cell("delay", "55175");
}

static void test_repeat_is_a_number(void **state)
{
    (void)state;
    start(PFL_KIND_OTHER);
    expect_cell("repeat", "1");
    event.repeat = 42;
    expect_cell("repeat", "42");
}

static void test_flags_are_names_joined_by_a_blank(void **state)
{
    (void)state;
    start(PFL_KIND_OTHER);
    event.flags = PFL_FLAG_TEXT_OWNED;
    expect_cell("flags", "");
    event.flags = PFL_FLAG_AMBIGUOUS;
    expect_cell("flags", "ambiguous");
    event.flags = UINT32_MAX;
    expect_cell("flags", "truncated ambiguous time_invalid year_inferred zone_inferred hour_doubled");
    assert_string_equal(raw_cell(written("\xFF"), "flags"),
                        "truncated ambiguous time_invalid year_inferred zone_inferred hour_doubled escaped");
    event.flags = 0;
    assert_string_equal(raw_cell(written("\xFF"), "flags"), "escaped");
}

static void test_text_in_cells(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *cell;
        int escaped;
    } cases[] = {
        {"plain text", "plain text", 0},
        {"a,b", "\"a,b\"", 0},
        {"say \"hi\"", "\"say \"\"hi\"\"\"", 0},
        {"\"", "\"\"\"\"", 0},
        {",", "\",\"", 0},
        {" blank", "\" blank\"", 0},
        {"blank ", "\"blank \"", 0},
        {"C:\\new", "C:\\new", 0},
        {"\\x41", "\\x5cx41", 1}, /* would read as A */
        {"two\r\nlines", "two\\x0d\\x0alines", 1},
        {"\x1B[2J\x7F", "\\x1b[2J\\x7f", 1},
        {"\xC2\x85", "\\xc2\\x85", 1},                /* C1 */
        {"\xE2\x80\xAE", "\\xe2\\x80\\xae", 1},       /* right-to-left override */
        {"\xE2\x80\xA8,", "\"\\xe2\\x80\\xa8,\"", 1}, /* line separator */
        {"gr\xC3\xBC\xC3\x9F", "gr\xC3\xBC\xC3\x9F", 0},
        {"gr\xFC\xDF", "gr\\xfc\\xdf", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        start(PFL_KIND_OTHER);
        event.message = say(cases[i].bytes);
        event.present = PFL_HAS_MESSAGE;
        expect_cell("message", cases[i].cell);
        expect_cell("flags", cases[i].escaped ? "escaped" : "");
    }
}

/* Takes the quotes off a cell, then reads each \xHH as a byte. */
static size_t read_back(const char *cell, char *bytes)
{
    char string[512];
    size_t length = 0, count = 0;
    if (*cell != '"') {
        length = strlen(strcpy(string, cell));
    } else {
        for (cell++; cell[0] != '"' || cell[1] == '"'; cell++) {
            cell += *cell == '"';
            string[length++] = *cell;
        }
        string[length] = '\0';
    }
    for (size_t i = 0; i < length; count++) {
        int is_byte =
            string[i] == '\\' && string[i + 1] == 'x' && strspn(string + i + 2, "0123456789abcdefABCDEF") >= 2;
        char digits[3] = {is_byte ? string[i + 2] : '0', is_byte ? string[i + 3] : '0', '\0'};
        bytes[count] = is_byte ? (char)strtoul(digits, NULL, 16) : string[i];
        i += is_byte ? 4 : 1;
    }
    return count;
}

static void test_two_texts_never_become_one_and_a_row_is_one_line(void **state)
{
    (void)state;
    static const char alphabet[] = {'\\', 'x', '5', 'c', '\xC2', '\x85', ',', '"', '\n'};
    enum { LETTERS = sizeof alphabet, LONGEST = 5 };
    start(PFL_KIND_REMOVED);
    for (size_t length = 0; length <= LONGEST; length++) {
        size_t texts = 1;
        for (size_t i = 0; i < length; i++)
            texts *= LETTERS;
        for (size_t n = 0; n < texts; n++) {
            char file[LONGEST + 1] = "", back[512];
            for (size_t i = 0, rest = n; i < length; i++, rest /= LETTERS)
                file[i] = alphabet[rest % LETTERS];
            const char *row = written(file);
            assert_null(strchr(row, '\n'));
            assert_int_equal(read_back(cell_at(row, 2), back), length);
            assert_memory_equal(back, file, length);
        }
    }
}

/* === Room === */

static void test_room_too_small_at_every_size(void **state)
{
    (void)state;
    start(PFL_KIND_SENT);
    const pfl_kind *kind = pfl_kind_info(PFL_KIND_SENT);
    for (size_t i = 0; i < kind->field_count; i++)
        give(&kind->fields[i]);
    event.message = say("\"\\\x01\xFF\xE2\x80\xAE\xC3\xBC \\x41");
    event.present |= PFL_HAS_MESSAGE | PFL_HAS_TIME;
    event.time = -1;
    event.flags = UINT32_MAX;
    const char *whole = written("mail,log");
    size_t needed = strlen(whole);
    for (size_t capacity = 0; capacity <= needed; capacity++) {
        char *buffer = malloc(capacity + (capacity == 0)); /* of the exact size, for the address sanitizer */
        size_t length = 0;
        assert_int_equal(pfl_event_csv(&event, text, "mail,log", buffer, capacity, &length),
                         capacity < needed ? PFL_FULL : PFL_OK);
        assert_int_equal(length, needed);
        if (capacity == needed)
            assert_memory_equal(buffer, whole, needed);
        free(buffer);
    }
}

static void test_the_header_in_room_too_small(void **state)
{
    (void)state;
    const char *whole = header();
    size_t needed = strlen(whole);
    for (size_t capacity = 0; capacity <= needed; capacity++) {
        char *buffer = malloc(capacity + (capacity == 0));
        size_t length = 0;
        assert_int_equal(pfl_csv_header(buffer, capacity, &length), capacity < needed ? PFL_FULL : PFL_OK);
        assert_int_equal(length, needed);
        if (capacity == needed)
            assert_memory_equal(buffer, whole, needed);
        free(buffer);
    }
}

static void test_arguments(void **state)
{
    (void)state;
    char buffer[512];
    size_t length = 77;
    start(PFL_KIND_OTHER);
    event.message = say("text");
    event.present = PFL_HAS_MESSAGE;
    assert_int_equal(pfl_event_csv(NULL, text, NULL, buffer, sizeof buffer, &length), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_event_csv(&event, NULL, NULL, buffer, sizeof buffer, &length), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_event_csv(&event, text, NULL, NULL, 1, &length), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_event_csv(&event, text, NULL, buffer, sizeof buffer, NULL), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_csv_header(NULL, 1, &length), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_csv_header(buffer, sizeof buffer, NULL), PFL_ERR_ARGUMENT);
    event.message.length++; /* one byte past the text */
    assert_int_equal(pfl_event_csv(&event, text, NULL, buffer, sizeof buffer, &length), PFL_ERR_ARGUMENT);
    assert_int_equal(length, 77);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_header_starts_and_ends_as_promised),
        cmocka_unit_test(test_a_column_for_every_field_in_the_order_of_ids),
        cmocka_unit_test(test_a_whole_row),
        cmocka_unit_test(test_every_field_of_every_kind_lies_in_its_column),
        cmocka_unit_test(test_the_head_lies_in_its_columns),
        cmocka_unit_test(test_an_unknown_kind_is_other),
        cmocka_unit_test(test_absent_is_an_empty_cell_and_empty_text_is_not),
        cmocka_unit_test(test_an_invalid_time_is_an_empty_cell),
        cmocka_unit_test(test_durations_are_exact_seconds),
        cmocka_unit_test(test_repeat_is_a_number),
        cmocka_unit_test(test_flags_are_names_joined_by_a_blank),
        cmocka_unit_test(test_text_in_cells),
        cmocka_unit_test(test_two_texts_never_become_one_and_a_row_is_one_line),
        cmocka_unit_test(test_room_too_small_at_every_size),
        cmocka_unit_test(test_the_header_in_room_too_small),
        cmocka_unit_test(test_arguments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
