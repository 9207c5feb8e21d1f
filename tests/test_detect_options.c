/*
 * The options of an audit: what they change, and which are refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "three_incidents.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* How many findings of a rule an audit with some options has. */
static unsigned found(const pfl_audit_options *options, const char *rule)
{
    pfl_audit *audit = audit_with(options);
    pfl_rows *rows = rows_of(audit, PFL_TABLE_FINDINGS, NULL);
    pfl_findings_row row;
    unsigned count = 0;
    for (uint64_t i = 0; i < pfl_rows_count(rows); i++) {
        next(rows, &row, sizeof row);
        count += says(rows, row.rule, rule);
    }
    pfl_rows_destroy(rows);
    pfl_audit_destroy(audit);
    return count;
}

static void assert_refused(const pfl_audit_options *options, int32_t status)
{
    pfl_audit *audit = (pfl_audit *)&status;
    assert_int_equal(pfl_audit_create(&audit, view, options), status);
    assert_null(audit);
}

static void test_nothing_is_made_of_null(void **unused)
{
    pfl_audit *audit = (pfl_audit *)&audit;
    (void)unused;
    assert_int_equal(pfl_audit_create(NULL, view, NULL), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_audit_create(&audit, NULL, NULL), PFL_ERR_ARGUMENT);
    assert_null(audit);
    pfl_audit_destroy(NULL);
}

static void test_wrong_options_are_refused(void **unused)
{
    static const pfl_network wide = {.bits = 129};
    static const char *const no_name[] = {"alice", NULL};
    static const pfl_limit_setting no_limit = {999, 1}, nothing = {101, 0}, none = {0, 1};
    const pfl_audit_options refused[] = {
        {.size = sizeof refused[0], .trusted_count = 1},
        {.size = sizeof refused[0], .proxy_count = 1},
        {.size = sizeof refused[0], .monitor_count = 1},
        {.size = sizeof refused[0], .monitor_network_count = 1},
        {.size = sizeof refused[0], .bulk_count = 1},
        {.size = sizeof refused[0], .limit_count = 1},
        {.size = sizeof refused[0], .trusted = &wide, .trusted_count = 1},
        {.size = sizeof refused[0], .proxies = &wide, .proxy_count = 1},
        {.size = sizeof refused[0], .monitor_networks = &wide, .monitor_network_count = 1},
        {.size = sizeof refused[0], .bulk = no_name, .bulk_count = 2},
        {.size = sizeof refused[0], .monitors = no_name, .monitor_count = 2},
        {.size = sizeof refused[0], .limits = &no_limit, .limit_count = 1},
        {.size = sizeof refused[0], .limits = &nothing, .limit_count = 1},
        {.size = sizeof refused[0], .limits = &none, .limit_count = 1},
    };
    (void)unused;
    for (size_t i = 0; i < COUNT(refused); i++)
        assert_refused(&refused[i], PFL_ERR_ARGUMENT);
}

static void test_options_of_other_releases(void **unused)
{
    struct {
        pfl_audit_options known;
        uint64_t unknown[2];
    } newer = {.known = {.size = sizeof newer}};
    const pfl_audit_options none = {0}, reserved = {.size = sizeof reserved, .reserved = 1};
    const pfl_audit_options all_zero = {.size = sizeof all_zero}, older = {.size = 8};
    (void)unused;
    assert_refused(&none, PFL_ERR_OPTION);
    assert_refused(&reserved, PFL_ERR_OPTION);
    pfl_audit_destroy(audit_with(&all_zero));
    pfl_audit_destroy(audit_with(&older));
    pfl_audit_destroy(audit_with(&newer.known));
    newer.unknown[1] = 1;
    assert_refused(&newer.known, PFL_ERR_OPTION);
}

/* What an older release does not know does not count, whatever lies there. */
static void test_what_lies_behind_older_options_is_not_read(void **unused)
{
    pfl_audit_options older = {.size = 8, .bulk_count = 1, .limit_count = 1};
    (void)unused;
    pfl_audit_destroy(audit_with(&older));
}

static void test_limits_without_an_effect_on_others(void **unused)
{
    const pfl_limit_setting setting = {1602, 21}, twice[] = {{1602, 99}, {1602, 20}};
    const pfl_audit_options usual = {.size = sizeof usual},
                            less = {.size = sizeof less, .limits = &setting, .limit_count = 1},
                            last = {.size = sizeof last, .limits = twice, .limit_count = 2};
    (void)unused;
    assert_int_equal(found(&usual, "R16"), 1);
    assert_int_equal(found(&less, "R16"), 0);
    assert_int_equal(found(&less, "R01"), 1);
    assert_int_equal(found(&less, "R15"), 1);
    assert_int_equal(found(&last, "R16"), 1); /* the last one counts */
    assert_int_equal(found(&usual, "R16"), 1);
}

static void *copy_of(const void *from, size_t size)
{
    void *copy = malloc(size);
    assert_non_null(copy);
    return memcpy(copy, from, size);
}

/* Nothing of it is looked at once the audit is made: sanitizers see what is released. */
static void test_options_are_copied(void **unused)
{
    pfl_network network;
    const pfl_limit_setting setting = {1602, 21};
    (void)unused;
    assert_int_equal(pfl_network_parse("192.0.2.0/24", 12, &network), PFL_OK);
    char *name = copy_of("alice@example.net", 18);
    const char **names = copy_of(&name, sizeof name);
    pfl_network *networks = copy_of(&network, sizeof network);
    pfl_limit_setting *limits = copy_of(&setting, sizeof setting);
    pfl_audit_options *options = calloc(1, sizeof *options);
    *options = (pfl_audit_options){.size = sizeof *options,
                                   .trusted = networks,
                                   .trusted_count = 1,
                                   .proxies = networks,
                                   .proxy_count = 1,
                                   .monitors = names,
                                   .monitor_count = 1,
                                   .monitor_networks = networks,
                                   .monitor_network_count = 1,
                                   .bulk = names,
                                   .bulk_count = 1,
                                   .limits = limits,
                                   .limit_count = 1};
    pfl_audit *audit = audit_with(options);
    memset(networks, 0, sizeof *networks);
    memset(name, 0, 18);
    memset(limits, 0, sizeof *limits);
    free(name);
    free(names);
    free(networks);
    free(limits);
    free(options);
    assert_int_equal(count_of(audit, PFL_TABLE_FINDINGS, NULL), 1); /* R15: neither R01 nor R16 */
    assert_int_equal(count_of(audit, PFL_TABLE_FINDINGS, "203.0.113.66"), 1);
    pfl_audit_destroy(audit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_is_made_of_null),
        cmocka_unit_test(test_wrong_options_are_refused),
        cmocka_unit_test(test_options_of_other_releases),
        cmocka_unit_test(test_what_lies_behind_older_options_is_not_read),
        cmocka_unit_test(test_limits_without_an_effect_on_others),
        cmocka_unit_test(test_options_are_copied),
    };
    return cmocka_run_group_tests(tests, open_view, close_view);
}
