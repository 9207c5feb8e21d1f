/*
 * The rows of an audit: which there are, their order, and their keys.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "three_incidents.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void test_the_tables_of_an_audit(void **unused)
{
    pfl_audit *audit = audit_with(NULL);
    (void)unused;
    assert_int_equal(count_of(audit, PFL_TABLE_AUDIT, NULL), 1);
    assert_int_equal(count_of(audit, PFL_TABLE_VERDICTS, NULL), 3);
    assert_int_equal(count_of(audit, PFL_TABLE_FINDINGS, NULL), 3);
    assert_int_equal(count_of(audit, PFL_TABLE_FINDING_SOURCES, NULL), 2); /* uid 33 has no address */
    assert_true(count_of(audit, PFL_TABLE_FINDING_LINES, NULL) >= 3);
    assert_int_equal(count_of(audit, PFL_TABLE_ACCOUNTS, NULL), 1);
    pfl_audit_destroy(audit);
}

/* R15 is critical; R01 (08:05) and R16 (09:00) are high, in the order of their times. */
static void test_the_worst_stands_first(void **unused)
{
    static const char *const rules[] = {"R15", "R01", "R16"};
    static const uint32_t severities[] = {PFL_FINDING_CRITICAL, PFL_FINDING_HIGH, PFL_FINDING_HIGH};
    static const uint32_t verdicts[] = {PFL_VERDICT_LIKELY, PFL_VERDICT_LIKELY, PFL_VERDICT_CHECK};
    pfl_audit *audit = audit_with(NULL);
    pfl_rows *rows = rows_of(audit, PFL_TABLE_FINDINGS, NULL);
    pfl_findings_row finding;
    pfl_verdicts_row verdict;
    (void)unused;
    for (size_t i = 0; i < COUNT(rules); i++) {
        next(rows, &finding, sizeof finding);
        assert_int_equal(finding.number, i + 1);
        assert_true(says(rows, finding.rule, rules[i]));
        assert_int_equal(finding.severity, severities[i]);
        assert_true(finding.text.length > 0);
    }
    pfl_rows_destroy(rows);
    rows = rows_of(audit, PFL_TABLE_VERDICTS, NULL);
    for (size_t i = 0; i < COUNT(verdicts); i++) {
        next(rows, &verdict, sizeof verdict);
        assert_int_equal(verdict.verdict, verdicts[i]);
    }
    pfl_rows_destroy(rows);
    pfl_audit_destroy(audit);
}

/* What a finding is about is the key of verdicts and findings; its number, that of its addresses and lines. */
static void test_keys(void **unused)
{
    static const struct {
        uint16_t table;
        const char *key;
        uint64_t count;
    } keys[] = {
        {PFL_TABLE_VERDICTS, "Alice@Example.NET", 1},
        {PFL_TABLE_VERDICTS, "33", 1},
        {PFL_TABLE_VERDICTS, "203.0.113.66", 1},
        {PFL_TABLE_VERDICTS, "carol@example.net", 0},
        {PFL_TABLE_FINDINGS, "alice@example.net", 1},
        {PFL_TABLE_FINDINGS, "33", 1},
        {PFL_TABLE_FINDINGS, "203.0.113.66", 1},
        {PFL_TABLE_FINDINGS, "R01", 0},
        {PFL_TABLE_FINDING_SOURCES, "1", 1},
        {PFL_TABLE_FINDING_SOURCES, "3", 0},
        {PFL_TABLE_FINDING_SOURCES, "4", 0},
        {PFL_TABLE_FINDING_SOURCES, "2x", 0},
        {PFL_TABLE_FINDING_LINES, "2", 3},
        {PFL_TABLE_FINDING_LINES, "99", 0},
    };
    pfl_audit *audit = audit_with(NULL);
    (void)unused;
    for (size_t i = 0; i < COUNT(keys); i++)
        assert_int_equal(count_of(audit, keys[i].table, keys[i].key), keys[i].count);
    pfl_audit_destroy(audit);
}

static void test_rows_that_are_refused(void **unused)
{
    pfl_audit *audit = audit_with(NULL);
    const pfl_rows_options findings = {.size = sizeof findings, .table = PFL_TABLE_FINDINGS},
                           sizeless = {.table = PFL_TABLE_FINDINGS}, none = {.size = sizeof none, .table = 999},
                           foreign = {.size = sizeof foreign, .table = PFL_TABLE_FINDINGS, .order = PFL_COLUMN_BYTES};
    pfl_rows *rows = (pfl_rows *)&rows;
    (void)unused;
    assert_int_equal(pfl_audit_rows(NULL, audit, &findings), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_audit_rows(&rows, NULL, &findings), PFL_ERR_ARGUMENT);
    assert_null(rows);
    assert_int_equal(pfl_audit_rows(&rows, audit, NULL), PFL_ERR_ARGUMENT);
    assert_null(rows);
    assert_int_equal(pfl_audit_rows(&rows, audit, &none), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_audit_rows(&rows, audit, &foreign), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_audit_rows(&rows, audit, &sizeless), PFL_ERR_OPTION);
    assert_null(rows);
    assert_int_equal(pfl_rows_create(&rows, view, &findings), PFL_ERR_ARGUMENT); /* a view has no findings */
    assert_null(rows);
    pfl_audit_destroy(audit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_tables_of_an_audit),
        cmocka_unit_test(test_the_worst_stands_first),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_rows_that_are_refused),
    };
    return cmocka_run_group_tests(tests, open_view, close_view);
}
