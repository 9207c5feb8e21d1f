/*
 * queue_id.h: queue IDs taken apart. The times and inodes are computed by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <postfixlog/queue_id.h>

/* From a block of its exact size, so that AddressSanitizer sees a read past its end. */
static int32_t decode(const char *text, size_t length, pfl_queue_id *out)
{
    char *copy = malloc(length + (length == 0));
    assert_non_null(copy);
    memcpy(copy, text, length);
    int32_t status = pfl_queue_id_decode(copy, length, out);
    free(copy);
    return status;
}

static void test_short_ids(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t microsecond;
        uint64_t inode;
    } cases[] = {
        {"3ECE1AD67DE", 257249, 11364318}, /* 3*65536 + 60641; 173*65536 + 26590 */
        {"000000", 0, 0},
        {"0000A1", 10, 1},
        {"F423F1", 999999, 1},               /* the last microsecond of a second */
        {"ABCDEF123456", 703710, 252851286}, /* 10*65536 + 48350; 15*16777216 + 1193046 */
        {"00000FFFFFFFFFFFFFFFF", 0, UINT64_MAX},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        pfl_queue_id id;
        memset(&id, 0xFF, sizeof id);
        assert_int_equal(decode(cases[i].text, strlen(cases[i].text), &id), PFL_OK);
        assert_int_equal(id.form, PFL_QUEUE_ID_SHORT);
        assert_true(id.time == PFL_TIME_INVALID);
        assert_int_equal(id.microsecond, cases[i].microsecond);
        assert_true(id.inode == cases[i].inode);
        assert_int_equal(id.reserved[0] | id.reserved[1] | id.reserved[2], 0);
    }
}

/*
 * Base 52 is 0-9 B-D F-H J-N P-T V-Z b-d f-h j-n p-t v-z: B is 10, Z 30, b 31, z 51.
 * 4jYBXn: 4 37 29 10 28 41 is 1795452089, 2026-11-23T16:41:29Z; 4Zzc: 4 30 51 32 is
 * 646236; 1fdRd in base 51: 1 34 33 23 33 is 11362374.
 */
static void test_long_ids(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t time;
        uint64_t inode;
    } cases[] = {
        {"4jYBXn4Zzcz1fdRd", INT64_C(1795452089646236), 11362374}, /* a z among the microseconds */
        {"4jYz000000z1", INT64_C(1795561456000000), 1},            /* a z among the seconds: 664039 * 52 * 52 */
        {"0000000000z0", 0, 0},
        {"0000010001zB", 1000001, 10},
        {"00000075plz1", 999999, 1},                      /* 7 5 42 39 */
        {"10000000000z1", INT64_C(19770609664000000), 1}, /* seven digits of seconds: 52^6, the year 2596 */
        {"4jYBXn4Zzcz31wvQ2DWVjm0", INT64_C(1795452089646236), UINT64_MAX},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        pfl_queue_id id;
        memset(&id, 0xFF, sizeof id);
        assert_int_equal(decode(cases[i].text, strlen(cases[i].text), &id), PFL_OK);
        assert_int_equal(id.form, PFL_QUEUE_ID_LONG);
        assert_true(id.time == cases[i].time);
        assert_int_equal(id.microsecond, cases[i].time % 1000000);
        assert_true(id.inode == cases[i].inode);
        assert_int_equal(id.reserved[0] | id.reserved[1] | id.reserved[2], 0);
    }
}

static void test_what_is_no_queue_id(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        "3ECE1",  /* no inode */
        "F42401", /* F4240 is a million microseconds */
        "FFFFF1",
        "3ece1ad67de", /* small letters */
        "3ECE1AD67DG",
        "0000010000000000000000", /* an inode of 65 bits */
        "NOQUEUE",
        "4jYBXn4Zzcz",      /* no inode: the last z ends the microseconds */
        "4jYBXn4Zzc1fdRd",  /* no z where it can be */
        "4jYBX4Zzcz1fdRd",  /* five digits of seconds */
        "4jYAXn4Zzcz1fdRd", /* vowels */
        "4jYBXn4Zzcz1fdRe",
        "4jYBXn4uzcz1fdRd",
        "00000075pmz1",            /* a million microseconds */
        "4jYBXn4Zzczyyyyyyyyyyyy", /* an inode of more than 64 bits */
        "4jYBXn4Zzcz31wvQ2DWVjm1", /* by one */
        "yyyyyyyyyyyy0000z1",      /* seconds past the last microsecond */
        "4jYBXn4Zzcz1fdRd:",
        " 4jYBXn4Zzcz1fdRd",
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        pfl_queue_id id, before;
        memset(&id, 0x5A, sizeof id);
        before = id;
        if (decode(cases[i], strlen(cases[i]), &id) != PFL_ERR_ARGUMENT)
            fail_msg("%s is one", cases[i]);
        assert_memory_equal(&id, &before, sizeof id);
    }
}

/* Every byte that no alphabet has, 0 included, at every place of both forms. */
static void test_other_bytes(void **state)
{
    (void)state;
    static const char *const good[] = {"3ECE1AD67DE", "4jYBXn4Zzcz1fdRd"};
    for (size_t i = 0; i < 2; i++)
        for (size_t at = 0; at < strlen(good[i]); at++)
            for (int byte = 0; byte < 256; byte++) {
                char text[32];
                pfl_queue_id id;
                strcpy(text, good[i]);
                text[at] = (char)byte;
                if (byte != 0 && strchr("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", byte) != NULL)
                    continue;
                assert_int_equal(decode(text, strlen(good[i]), &id), PFL_ERR_ARGUMENT);
            }
}

static void test_arguments(void **state)
{
    (void)state;
    pfl_queue_id id;
    assert_int_equal(pfl_queue_id_decode(NULL, 0, &id), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_queue_id_decode("3ECE1AD67DE", 11, NULL), PFL_ERR_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_short_ids),           cmocka_unit_test(test_long_ids),
        cmocka_unit_test(test_what_is_no_queue_id), cmocka_unit_test(test_other_bytes),
        cmocka_unit_test(test_arguments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
