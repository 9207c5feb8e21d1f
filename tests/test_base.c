/*
 * base.h: status codes, their sentences, the version. The allocator is tested in test_memory.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include <postfixlog/base.h>

static void test_strerror(void **state)
{
    (void)state;
    static const int32_t codes[] = {PFL_OK,          PFL_NEED_MORE,   PFL_FULL,         PFL_END,       PFL_ERR_ARGUMENT,
                                    PFL_ERR_MEMORY,  PFL_ERR_LAYOUT,  PFL_ERR_OPTION,   PFL_ERR_STATE, PFL_ERR_OVERLAP,
                                    PFL_ERR_VERSION, PFL_ERR_DAMAGED, PFL_ERR_COMPACTED};
    static const int32_t none[] = {4, -10, 1000, INT32_MIN, INT32_MAX};
    const char *unknown = pfl_strerror(none[0]);
    assert_non_null(unknown);
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        assert_true(strlen(pfl_strerror(codes[i])) > 3);
        assert_string_not_equal(pfl_strerror(codes[i]), unknown);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(pfl_strerror(codes[i]), pfl_strerror(codes[k]));
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_string_equal(pfl_strerror(none[i]), unknown);
}

static void test_status_values_are_pinned(void **state)
{
    (void)state;
    assert_int_equal(PFL_OK, 0);
    assert_int_equal(PFL_NEED_MORE, 1);
    assert_int_equal(PFL_FULL, 2);
    assert_int_equal(PFL_END, 3);
    assert_int_equal(PFL_ERR_ARGUMENT, -1);
    assert_int_equal(PFL_ERR_MEMORY, -2);
    assert_int_equal(PFL_ERR_LAYOUT, -3);
    assert_int_equal(PFL_ERR_OPTION, -4);
    assert_int_equal(PFL_ERR_STATE, -5);
    assert_int_equal(PFL_ERR_OVERLAP, -6);
    assert_int_equal(PFL_ERR_VERSION, -7);
    assert_int_equal(PFL_ERR_DAMAGED, -8);
    assert_int_equal(PFL_ERR_COMPACTED, -9);
}

static void test_version(void **state)
{
    (void)state;
    char wanted[32];
    snprintf(wanted, sizeof wanted, "%d.%d.%d", PFL_VERSION_MAJOR, PFL_VERSION_MINOR, PFL_VERSION_PATCH);
    assert_string_equal(pfl_version(), wanted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strerror),
        cmocka_unit_test(test_status_values_are_pinned),
        cmocka_unit_test(test_version),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
