/*
 * json.h: how text becomes a JSON string.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <postfixlog/json.h>

static char *string_of(const char *bytes, size_t size, int32_t *escaped)
{
    static char buffer[8192];
    size_t length = 0;
    assert_int_equal(pfl_text_json(bytes, size, buffer, sizeof buffer - 1, &length, escaped), PFL_OK);
    buffer[length] = '\0';
    return buffer;
}

static void test_text_that_is_escaped(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *json;
        int32_t escaped;
    } cases[] = {
        {"", "\"\"", 0},
        {"Aa 1/~", "\"Aa 1/~\"", 0},
        {"\"", "\"\\\"\"", 0},
        {"\\", "\"\\\\\"", 0},
        {"a\tb\r\n", "\"a\\u0009b\\u000d\\u000a\"", 0},
        {"\x1B[2J", "\"\\u001b[2J\"", 0},
        {"\x7F", "\"\\u007f\"", 0},
        {"\xC2\x80\xC2\x85\xC2\x9F\xC2\xA0", "\"\\u0080\\u0085\\u009f\xC2\xA0\"", 0}, /* C1, and one past */
        {"\xD8\x9B\xD8\x9C\xD8\x9D", "\"\xD8\x9B\\u061c\xD8\x9D\"", 0},               /* Arabic letter mark */
        {"\xE2\x80\x8D\xE2\x80\x8E\xE2\x80\x8F\xE2\x80\x90", "\"\xE2\x80\x8D\\u200e\\u200f\xE2\x80\x90\"", 0},
        {"\xE2\x80\xA7\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xAA", "\"\xE2\x80\xA7\\u2028\\u2029\\u202a\"", 0},
        {"\xE2\x80\xAE\xE2\x80\xAF\xE2\x81\xA5", "\"\\u202e\xE2\x80\xAF\xE2\x81\xA5\"", 0},
        {"\xE2\x81\xA6\xE2\x81\xA7\xE2\x81\xA8\xE2\x81\xA9", "\"\\u2066\\u2067\\u2068\\u2069\"", 0},
        {"\xE2\x81\xAA", "\"\xE2\x81\xAA\"", 0},
        {"gr\xC3\xBC\xC3\x9F", "\"gr\xC3\xBC\xC3\x9F\"", 0},
        {"\xF0\x9F\x93\xA7", "\"\xF0\x9F\x93\xA7\"", 0},
        {"gr\xFC\xDF", "\"gr\\\\xfc\\\\xdf\"", 1},
        {"\\xfc", "\"\\\\x5cxfc\"", 1}, /* looks like a byte */
        {"\\xFC", "\"\\\\x5cxFC\"", 1},
        {"\\x5c", "\"\\\\x5cx5c\"", 1},
        {"\\\\x41", "\"\\\\\\\\x5cx41\"", 1},
        {"\\x4", "\"\\\\x4\"", 0}, /* does not */
        {"\\xg0", "\"\\\\xg0\"", 0},
        {"\\X41", "\"\\\\X41\"", 0},
        {"\\x\xFF", "\"\\\\x\\\\xff\"", 1},
        {"\xC3", "\"\\\\xc3\"", 1}, /* cut at the end */
        {"\xE2\x82", "\"\\\\xe2\\\\x82\"", 1},
        {"\xF0\x9F\x93", "\"\\\\xf0\\\\x9f\\\\x93\"", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int32_t escaped = 0;
        assert_string_equal(string_of(cases[i].bytes, strlen(cases[i].bytes), &escaped), cases[i].json);
        assert_int_equal(escaped, cases[i].escaped);
    }
    assert_string_equal(string_of("a\0b", 3, NULL), "\"a\\u0000b\"");
}

static void test_escaped_is_left_alone_when_nothing_was(void **state)
{
    (void)state;
    int32_t escaped = 7;
    string_of("plain", 5, &escaped);
    assert_int_equal(escaped, 7);
    string_of("\xFF", 1, &escaped);
    assert_int_equal(escaped, 1);
}

/* RFC 3629, section 4: the ranges of its grammar, written down once more. */
static size_t utf8_length(const unsigned char *s, size_t length)
{
    static const unsigned char rows[][9] = {
        {1, 0x00, 0x7F},
        {2, 0xC2, 0xDF, 0x80, 0xBF},
        {3, 0xE0, 0xE0, 0xA0, 0xBF, 0x80, 0xBF},
        {3, 0xE1, 0xEC, 0x80, 0xBF, 0x80, 0xBF},
        {3, 0xED, 0xED, 0x80, 0x9F, 0x80, 0xBF},
        {3, 0xEE, 0xEF, 0x80, 0xBF, 0x80, 0xBF},
        {4, 0xF0, 0xF0, 0x90, 0xBF, 0x80, 0xBF, 0x80, 0xBF},
        {4, 0xF1, 0xF3, 0x80, 0xBF, 0x80, 0xBF, 0x80, 0xBF},
        {4, 0xF4, 0xF4, 0x80, 0x8F, 0x80, 0xBF, 0x80, 0xBF},
    };
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        size_t i = 0;
        while (i < rows[r][0] && i < length && s[i] >= rows[r][1 + 2 * i] && s[i] <= rows[r][2 + 2 * i])
            i++;
        if (i == rows[r][0])
            return i;
    }
    return 0;
}

static void test_utf8_is_strict(void **state)
{
    (void)state;
    static const unsigned char tails[] = {0x00, 0x22, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xE0, 0xFF};
    enum { TAILS = sizeof tails };
    for (int first = 0; first < 256; first++)
        for (int n = 0; n < TAILS * TAILS * TAILS; n++) {
            unsigned char bytes[4] = {(unsigned char)first, tails[n % TAILS], tails[n / TAILS % TAILS],
                                      tails[n / TAILS / TAILS]};
            int32_t escaped = 0, expected = 0;
            for (size_t at = 0; at < sizeof bytes;) {
                size_t width = utf8_length(bytes + at, sizeof bytes - at);
                expected |= width == 0;
                at += width != 0 ? width : 1;
            }
            string_of((const char *)bytes, sizeof bytes, &escaped);
            assert_int_equal(escaped, expected);
        }
}

/* Wherever a special byte stands in a run that is read eight bytes at a time. */
static void test_every_byte_at_every_place(void **state)
{
    (void)state;
    for (size_t length = 1; length <= 20; length++)
        for (size_t place = 0; place < length; place++)
            for (int byte = 0; byte < 256; byte++) {
                char bytes[20], json[64], *at = json;
                memset(bytes, 'z', sizeof bytes);
                bytes[place] = (char)byte;
                at += sprintf(at, "\"%.*s", (int)place, "zzzzzzzzzzzzzzzzzzzz");
                if (byte == '"' || byte == '\\')
                    at += sprintf(at, "\\%c", byte);
                else if (byte < 0x20 || byte == 0x7F)
                    at += sprintf(at, "\\u%04x", (unsigned)byte);
                else if (byte >= 0x80)
                    at += sprintf(at, "\\\\x%02x", (unsigned)byte);
                else
                    at += sprintf(at, "%c", byte);
                sprintf(at, "%.*s\"", (int)(length - place - 1), "zzzzzzzzzzzzzzzzzzzz");
                assert_string_equal(string_of(bytes, length, NULL), json);
            }
}

static unsigned hex_value(const char *digits, int count)
{
    char number[5] = "";
    memcpy(number, digits, (size_t)count);
    return (unsigned)strtoul(number, NULL, 16);
}

/* Reads a JSON string as any reader does, then each \xHH in it as a byte. */
static size_t read_back(const char *json, char *bytes)
{
    char string[512];
    size_t length = 0, count = 0;
    for (json++; *json != '"'; json++) {
        if (*json != '\\') {
            string[length++] = *json;
        } else if (*++json != 'u') {
            string[length++] = *json;
        } else {
            unsigned character = hex_value(json + 1, 4);
            json += 4;
            if (character < 0x80) {
                string[length++] = (char)character;
            } else if (character < 0x800) {
                string[length++] = (char)(0xC0 | character >> 6);
                string[length++] = (char)(0x80 | (character & 0x3F));
            } else {
                string[length++] = (char)(0xE0 | character >> 12);
                string[length++] = (char)(0x80 | (character >> 6 & 0x3F));
                string[length++] = (char)(0x80 | (character & 0x3F));
            }
        }
    }
    string[length] = '\0'; /* for strspn */
    for (size_t i = 0; i < length; count++) {
        int is_byte = i + 4 <= length && string[i] == '\\' && string[i + 1] == 'x' &&
                      strspn(string + i + 2, "0123456789abcdefABCDEF") >= 2;
        bytes[count] = is_byte ? (char)hex_value(string + i + 2, 2) : string[i];
        i += is_byte ? 4 : 1;
    }
    return count;
}

/* Whatever can be read back was not written like anything else. */
static void test_two_texts_never_become_one(void **state)
{
    (void)state;
    static const char alphabet[] = {'\\', 'x', '5', 'c', 'F', '\xC2', '\x85', '\xFF', '"'};
    enum { LETTERS = sizeof alphabet, LONGEST = 6 };
    char bytes[LONGEST], back[512];
    for (size_t length = 0; length <= LONGEST; length++) {
        size_t texts = 1;
        for (size_t i = 0; i < length; i++)
            texts *= LETTERS;
        for (size_t n = 0; n < texts; n++) {
            for (size_t i = 0, rest = n; i < length; i++, rest /= LETTERS)
                bytes[i] = alphabet[rest % LETTERS];
            size_t count = read_back(string_of(bytes, length, NULL), back);
            if (count != length || memcmp(back, bytes, length) != 0)
                assert_memory_equal(back, bytes, length + (count != length));
        }
    }
    for (int first = 0; first < 256; first++)
        for (int second = 0; second < 256; second++) {
            char pair[2] = {(char)first, (char)second};
            assert_int_equal(read_back(string_of(pair, 2, NULL), back), 2);
            assert_memory_equal(back, pair, 2);
        }
}

static void test_a_string_in_room_too_small(void **state)
{
    (void)state;
    static const char bytes[] = "a\"\\\x01\xFF\xE2\x80\xAE\xC3\xBC";
    char *whole = string_of(bytes, sizeof bytes - 1, NULL);
    size_t needed = strlen(whole);
    for (size_t capacity = 0; capacity <= needed; capacity++) {
        char *buffer = malloc(capacity + (capacity == 0));
        size_t length = 0;
        assert_int_equal(pfl_text_json(bytes, sizeof bytes - 1, buffer, capacity, &length, NULL),
                         capacity < needed ? PFL_FULL : PFL_OK);
        assert_int_equal(length, needed);
        if (capacity == needed)
            assert_memory_equal(buffer, whole, needed);
        free(buffer);
    }
}

/* The text is read within its bounds: it has the exact size. */
static void test_text_is_not_read_past_its_end(void **state)
{
    (void)state;
    static const char *const ends[] = {"12345678", "1234567\\", "123456\\x",   "12345\\x4",
                                       "\xC3",     "\xE2\x80",  "\xF0\x9F\x93"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        size_t size = strlen(ends[i]);
        char *exact = malloc(size);
        assert_non_null(exact);
        memcpy(exact, ends[i], size);
        string_of(exact, size, NULL);
        free(exact);
    }
}

static void test_arguments(void **state)
{
    (void)state;
    char buffer[16];
    size_t length = 77;
    assert_int_equal(pfl_text_json(NULL, 1, buffer, sizeof buffer, &length, NULL), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_text_json("", 0, NULL, 1, &length, NULL), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_text_json("", 0, buffer, sizeof buffer, NULL, NULL), PFL_ERR_ARGUMENT);
    assert_int_equal(length, 77);
}

static void test_no_buffer_asks_for_the_length(void **state)
{
    (void)state;
    size_t length = 0;
    assert_int_equal(pfl_text_json(NULL, 0, NULL, 0, &length, NULL), PFL_FULL);
    assert_int_equal(length, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_that_is_escaped),
        cmocka_unit_test(test_escaped_is_left_alone_when_nothing_was),
        cmocka_unit_test(test_utf8_is_strict),
        cmocka_unit_test(test_every_byte_at_every_place),
        cmocka_unit_test(test_two_texts_never_become_one),
        cmocka_unit_test(test_a_string_in_room_too_small),
        cmocka_unit_test(test_text_is_not_read_past_its_end),
        cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_no_buffer_asks_for_the_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
