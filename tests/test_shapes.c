/*
 * shapes.txt: every shape of line is listed, and shown by a case of its kind.
 */
#include "cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SHAPES 135

/* The next column of a row, ended by two blanks or more; NULL when there is none. */
static char *column(char **row)
{
    char *start = *row, *end;
    if (start == NULL || *start == '\0')
        return NULL;
    end = strstr(start, "  ");
    if (end != NULL) {
        *end = '\0';
        for (end += 2; *end == ' ';)
            end++;
    }
    *row = end;
    return start;
}

static int contains(const log_case *c, const char *words, size_t length)
{
    for (size_t i = 0; i + length <= c->length; i++)
        if (memcmp(c->text + i, words, length) == 0)
            return 1;
    return 0;
}

/* Whether the line is one of a program: its name ends the tag, before the process ID. */
static int is_of(const log_case *c, const char *program)
{
    char tag[64];
    int length = snprintf(tag, sizeof tag, "/%s[", program);
    return strcmp(program, "*") == 0 || contains(c, tag, (size_t)length);
}

static int shows(const log_case *c, const char *program, const char *kind, const char *words)
{
    const case_value *value = case_find(c, "kind");
    return strcmp(value->text, kind) == 0 && is_of(c, program) && contains(c, words, strlen(words));
}

static void test_every_shape_is_shown(void **state)
{
    (void)state;
    case_list *all = cases_load(PFL_CASES);
    FILE *list = fopen(PFL_CASES "/../shapes.txt", "r");
    char text[512];
    unsigned shapes = 0, missing = 0, row_number = 0;
    assert_non_null(all);
    assert_non_null(list);
    while (fgets(text, sizeof text, list) != NULL) {
        row_number++;
        text[strcspn(text, "\n")] = '\0';
        if (text[0] == '#' || text[0] == '\0')
            continue;
        char *row = text;
        char *number = column(&row), *program = column(&row), *kind = column(&row), *file = column(&row),
             *words = column(&row), *what = column(&row);
        if (what == NULL || row != NULL || pfl_kind_by_name(kind) == NULL)
            fail_msg("shapes.txt:%u: six columns belong here, the third one a kind", row_number);
        unsigned n = (unsigned)strtoul(number, NULL, 10), found = 0;
        if (n != shapes && n != shapes + 1)
            fail_msg("shapes.txt:%u: %u follows %u", row_number, n, shapes);
        shapes = n;
        for (size_t i = 0; i < cases_count(all); i++)
            found += strcmp(cases_at(all, i)->file, file) == 0 && shows(cases_at(all, i), program, kind, words);
        if (found == 0) {
            fprintf(stderr, "shapes.txt:%u: %s has no %s of %s with \"%s\"\n", row_number, file, kind, program, words);
            missing++;
        }
    }
    fclose(list);
    cases_free(all);
    assert_int_equal(missing, 0);
    assert_int_equal(shapes, SHAPES);
}

/* A kind that no case shows is one that nobody has looked at. */
static void test_every_kind_is_shown(void **state)
{
    (void)state;
    case_list *all = cases_load(PFL_CASES);
    const pfl_kind *kind;
    assert_non_null(all);
    for (size_t k = 0; (kind = pfl_kind_at(k)) != NULL; k++) {
        size_t shown = 0;
        for (size_t i = 0; i < cases_count(all); i++)
            shown += strcmp(case_find(cases_at(all, i), "kind")->text, kind->name) == 0;
        if (shown == 0)
            fail_msg("no case of kind %s", kind->name);
    }
    cases_free(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_shape_is_shown),
        cmocka_unit_test(test_every_kind_is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
