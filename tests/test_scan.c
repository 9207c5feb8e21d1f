/*
 * The scans that look at sixteen bytes at a time say what the loops over bytes say:
 * for every byte at every place, for ends at every distance, and for random text.
 */
#include "lib/parse/scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define TEXT 80 /* five blocks: a scan that goes on is seen */

/* The classes that the grammars scan for; they have to be known to the compiler. */
#define ALL_CLASSES(check)                                                                                             \
    check(CLASS_DIGIT) check(CLASS_UPPER) check(CLASS_LOWER) check(CLASS_LETTER) check(CLASS_ALNUM) check(CLASS_HEX)   \
        check(CLASS_HOST) check(CLASS_ADDRESS) check(CLASS_VOWEL) check(CLASS_ALNUM | CLASS_HOST)                      \
            check(CLASS_ALNUM | CLASS_ADDRESS) check(CLASS_ALNUM | CLASS_DASH) check(CLASS_UPPER | CLASS_DASH)         \
                check(CLASS_LOWER | CLASS_DASH) check(CLASS_LETTER | CLASS_DASH) check(CLASS_LOWER | CLASS_DIGIT)      \
                    check(CLASS_LOWER | CLASS_DIGIT | CLASS_DASH)

static uint32_t seed = 1;

static uint32_t random_below(uint32_t limit)
{
    seed = seed * 1664525 + 1013904223;
    return (uint32_t)((uint64_t)seed * limit >> 32);
}

static void compare(const char *text, size_t length)
{
    const char *end = text + length;
    size_t first = length < 32 ? length : 32;
    uint32_t fast = 0, plain = 0;
#define CHECK(classes)                                                                                                 \
    assert_ptr_equal(scan_run(text, end, classes), scan_run_plain(text, end, classes));                                \
    assert_int_equal(scan_class_bits(text, first, classes), scan_class_bits_plain(text, first, classes));
    ALL_CLASSES(CHECK)
#undef CHECK
    static const char stops[] = {'>', '/', 'z', ']', '\n', '\0', '\x80', '\xFF'};
    for (size_t i = 0; i < sizeof stops; i++) {
        assert_ptr_equal(scan_byte(text, end, stops[i]), scan_byte_plain(text, end, stops[i]));
        assert_int_equal(scan_bits(text, first, stops[i]), scan_bits_plain(text, first, stops[i]));
    }
    char other[TEXT + SCAN_SLACK], mask[SCAN_SAME];
    memcpy(other, text, sizeof other);
    for (size_t i = 0; i < SCAN_SAME; i++) {
        mask[i] = random_below(8) == 0 ? 0 : (char)0xFF;
        other[i] = (char)(other[i] ^ (random_below(200) == 0));
    }
    assert_int_equal(scan_same(text, other, mask), scan_same_plain(text, other, mask));
    assert_true(scan_block(text, text[0]) == scan_block_plain(text, text[0]));
    assert_int_equal(scan_equal_bits(text, other), scan_equal_bits_plain(text, other));
    assert_ptr_equal(scan_pair(text, end, '>', ' '), scan_pair_plain(text, end, '>', ' '));
    assert_ptr_equal(scan_pair(text, end, text[0], text[1]), scan_pair_plain(text, end, text[0], text[1]));
    assert_ptr_equal(scan_three(text, end, '[', ':', ' '), scan_three_plain(text, end, '[', ':', ' '));
    assert_true(scan_start(text, length) == scan_start_plain(text, length));
    assert_int_equal(scan_digits(text, end, &fast), scan_digits_plain(text, end, &plain));
    assert_int_equal(fast, plain);
    bool six = scan_six_digits_plain(text, &plain);
    assert_int_equal(scan_six_digits(text, &fast), six);
    if (six)
        assert_int_equal(fast, plain);
    size_t decimals = 0, plain_decimals = 0, decimal = scan_decimal_plain(text, end, &plain, &plain_decimals);
    assert_int_equal(scan_decimal(text, end, &fast, &decimals), decimal);
    if (decimal > 0) {
        assert_int_equal(fast, plain);
        assert_int_equal(decimals, plain_decimals);
    }
}

/* A run of one byte with another in it, the end in front of it, at it and behind it. */
static void test_every_byte(void **state)
{
    static const char runs[] = {'a', 'F', '7', '-', '.', ' '};
    char text[TEXT + SCAN_SLACK];
    (void)state;
    for (size_t run = 0; run < sizeof runs; run++)
        for (int byte = 0; byte < 256; byte++)
            for (size_t at = 0; at < 36; at++) {
                memset(text, runs[run], sizeof text);
                text[at] = (char)byte;
                for (size_t length = at; length <= at + 2; length++)
                    compare(text, length);
            }
}

static void test_random(void **state)
{
    static const char likely[] = "0123456789ABCDEFabcdefghijkxyzXYZ.-_:%[]/ <>@";
    char text[TEXT + SCAN_SLACK];
    (void)state;
    for (int i = 0; i < 100000; i++) {
        uint32_t odd = random_below(20) + 1;
        for (size_t at = 0; at < sizeof text; at++)
            text[at] = random_below(odd) == 0 ? (char)random_below(256) : likely[random_below(sizeof likely - 1)];
        compare(text, random_below(TEXT + 1));
    }
}

/* Digits are all that many texts are made of: up to eight of them, anything behind. */
static void test_digits(void **state)
{
    char text[TEXT + SCAN_SLACK];
    (void)state;
    for (int i = 0; i < 100000; i++) {
        size_t digits = random_below(10), point = random_below(10);
        for (size_t at = 0; at < sizeof text; at++)
            text[at] = at < digits ? (char)('0' + random_below(10)) : (char)random_below(256);
        text[point] = point < 8 ? '.' : text[point];
        compare(text, random_below(12));
    }
    uint32_t value;
    memcpy(text, "9012345 ", 8);
    assert_int_equal(scan_digits(text, text + TEXT, &value), 7);
    assert_int_equal(value, 9012345);
    memcpy(text, "012345+0", 8);
    assert_true(scan_six_digits(text, &value));
    assert_int_equal(value, 12345);
    size_t decimals;
    memcpy(text, "12.034, ", 8);
    assert_int_equal(scan_decimal(text, text + TEXT, &value, &decimals), 6);
    assert_int_equal(value, 12034);
    assert_int_equal(decimals, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_byte),
        cmocka_unit_test(test_random),
        cmocka_unit_test(test_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
