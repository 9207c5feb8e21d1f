/*
 * Every story below tests/stories/, or another folder there: what it expects holds, and
 * however its lines are cut, saved, loaded and added up, the state is the same to the byte.
 * So it is when the log goes on for a day behind them, and then what the story is about has
 * not changed either. A long story is cut at some of its lines only.
 *
 *     test_stories                       runs all
 *     test_stories rules                 those of tests/rules/
 *     test_stories stories held.story    those with this in their file's name, or in their own
 */
#include "stories.h"
#include "story_rows.h"
#include "story_state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define THREE_PARTS 12 /* lines of a story that is cut at every pair of boundaries too */
#define LONG        24 /* lines of a story that is cut at a few places only */
#define FEW_CUTS    8
#define SHOWN       3 /* failures of a story that are printed */

/* A story, and what one pass over it gave. */
typedef struct reading {
    const story *story;
    story_bytes rows, saved;
    unsigned failures;
    const char *longer; /* for people */
} reading;

/* ---- comparing states ---- */

static size_t line_length(const char *at)
{
    return strcspn(at, "\n");
}

/* Prints a row from the column before a place in it. */
static void show_row(const char *sign, const char *row, size_t place)
{
    size_t length = line_length(row), from = place < length ? place : length;
    while (from > 0 && row[from] != ',')
        from--;
    fprintf(stderr, "    %s %.*s ... %.*s\n", sign, (int)(from < 60 ? from : 60), row,
            (int)(length - from < 160 ? length - from : 160), row + from);
}

/* Prints the first row that differs. */
static void show_difference(const char *wanted, const char *got)
{
    size_t same = 0;
    while (*wanted && *got && line_length(wanted) == line_length(got) && memcmp(wanted, got, line_length(got)) == 0) {
        wanted += line_length(wanted) + (wanted[line_length(wanted)] == '\n');
        got += line_length(got) + (got[line_length(got)] == '\n');
    }
    while (wanted[same] == got[same] && wanted[same] && wanted[same] != '\n')
        same++;
    show_row("-", wanted, same);
    show_row("+", got, same);
}

static void complain(reading *r, const char *what, const char *how, size_t first, size_t second)
{
    if (r->failures++ < SHOWN)
        fprintf(stderr, "%s\n    %s%s: %s (%zu, %zu)\n", r->story->name, how, r->longer, what, first, second);
}

/* The state has the bytes of one pass, when it is saved; and its rows, if they are wanted. */
static void check_state(reading *r, pfl_aggregator *state, int with_rows, const char *how, size_t first, size_t second)
{
    story_bytes rows = {NULL, 0}, saved = {NULL, 0};
    if (state != NULL && story_end(state, r->story) == PFL_OK) {
        if (with_rows)
            rows = story_rows(state);
        saved = story_save(state);
    }
    if (saved.at == NULL || (with_rows && rows.at == NULL)) {
        complain(r, "refused", how, first, second);
    } else if (with_rows && strcmp(rows.at, r->rows.at) != 0) {
        complain(r, "other rows", how, first, second);
        if (r->failures <= SHOWN)
            show_difference(r->rows.at, rows.at);
    } else if (saved.length != r->saved.length || memcmp(saved.at, r->saved.at, saved.length) != 0) {
        complain(r, "other bytes when saved", how, first, second);
    }
    free(rows.at);
    free(saved.at);
}

/* Both; how it came to be, with two numbers, is for people. The state is released. */
static void check_same(reading *r, pfl_aggregator *state, const char *how, size_t first, size_t second)
{
    check_state(r, state, 1, how, first, second);
    pfl_aggregator_destroy(state);
}

/* ---- making states ---- */

/* A state of some lines, or NULL. */
static pfl_aggregator *state_of(const story *s, size_t first, size_t end)
{
    pfl_aggregator *state = story_state(s);
    if (state != NULL && story_read(state, s, first, end) == PFL_OK)
        return state;
    pfl_aggregator_destroy(state);
    return NULL;
}

static story_bytes saved_lines(const story *s, size_t first, size_t end)
{
    pfl_aggregator *state = state_of(s, first, end);
    story_bytes saved = state == NULL ? (story_bytes){NULL, 0} : story_save(state);
    pfl_aggregator_destroy(state);
    return saved;
}

/* Adds another state, and releases it; NULL when it is refused. */
static pfl_aggregator *merged(pfl_aggregator *state, pfl_aggregator *other)
{
    int32_t status = state == NULL || other == NULL ? PFL_ERR_ARGUMENT : pfl_aggregator_merge(state, other);
    pfl_aggregator_destroy(other);
    if (status == PFL_OK)
        return state;
    pfl_aggregator_destroy(state);
    return NULL;
}

/* Goes on reading, in a state that may be NULL. */
static pfl_aggregator *gone_on(pfl_aggregator *state, const story *s, size_t first, size_t end)
{
    if (state != NULL && story_read(state, s, first, end) == PFL_OK)
        return state;
    pfl_aggregator_destroy(state);
    return NULL;
}

/* ---- laws ---- */

static void check_pass(reading *r)
{
    const story *s = r->story;
    check_same(r, state_of(s, 0, s->line_count), "with another hash key", 0, 0);
    check_same(r, story_load(s, &r->saved), "saved and loaded", 0, 0);
}

/* Every how many lines a story is cut: an odd number, for a message has four lines and is to be cut at each. */
static size_t step_of(const story *s)
{
    return s->line_count <= LONG ? 1 : s->line_count / FEW_CUTS | 1;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Looking at a state, or saving it, after each line. */
static void check_looks(reading *r)
{
    const story *s = r->story;
    pfl_aggregator *looked = story_state(s), *saved = story_state(s);
    for (size_t i = 0, end; i < s->line_count; i = end) {
        pfl_view *view;
        end = least(i + step_of(s), s->line_count);
        looked = gone_on(looked, s, i, end);
        if (looked != NULL && pfl_view_create(&view, looked) == PFL_OK)
            pfl_view_destroy(view);
        saved = gone_on(saved, s, i, end);
        story_bytes bytes = saved == NULL ? (story_bytes){NULL, 0} : story_save(saved);
        pfl_aggregator_destroy(saved);
        saved = bytes.at == NULL ? NULL : story_load(s, &bytes);
        free(bytes.at);
    }
    check_same(r, looked, "looked at after each line", 0, 0);
    check_same(r, saved, "saved and loaded after each line", 0, 0);
}

static void check_two_parts(reading *r, size_t cut)
{
    const story *s = r->story;
    story_bytes left = saved_lines(s, 0, cut), right = saved_lines(s, cut, s->line_count);
    check_same(r, merged(story_load(s, &left), story_load(s, &right)), "the second part added to the first", cut, 0);
    check_same(r, merged(story_load(s, &right), story_load(s, &left)), "the first part added to the second", cut, 0);
    check_same(r, gone_on(story_load(s, &left), s, cut, s->line_count), "gone on after loading", cut, 0);
    check_same(r, gone_on(story_load(s, &right), s, 0, cut), "the first part read last", cut, 0);
    free(left.at);
    free(right.at);
}

/* What is added to another state stays as it is, so that one of each part is enough. */
static void check_three_parts(reading *r, const story_bytes *parts, size_t cut, size_t second)
{
    static const unsigned orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    static const char *const names[6] = {"parts 1 2 3", "parts 1 3 2", "parts 2 1 3",
                                         "parts 2 3 1", "parts 3 1 2", "parts 3 2 1"};
    const story *s = r->story;
    pfl_aggregator *loaded[3];
    for (size_t i = 0; i < 3; i++) {
        loaded[i] = story_load(s, &parts[i]);
        assert_non_null(loaded[i]);
    }
    for (size_t i = 0; i < 6; i++) {
        pfl_aggregator *state = story_load(s, &parts[orders[i][0]]);
        int fine = state != NULL && pfl_aggregator_merge(state, loaded[orders[i][1]]) == PFL_OK &&
                   pfl_aggregator_merge(state, loaded[orders[i][2]]) == PFL_OK;
        check_state(r, fine ? state : NULL, i == 0, names[i], cut, second);
        pfl_aggregator_destroy(state);
    }
    pfl_aggregator *two = merged(story_load(s, &parts[0]), story_load(s, &parts[1]));
    two = gone_on(two, s, second, s->line_count);
    check_state(r, two, 0, "gone on after adding up", cut, second);
    pfl_aggregator_destroy(two);
    pfl_aggregator_merge(loaded[2], loaded[1]);
    pfl_aggregator_merge(loaded[0], loaded[2]);
    check_state(r, loaded[0], 0, "parts 1 (3 2)", cut, second);
    for (size_t i = 0; i < 3; i++)
        pfl_aggregator_destroy(loaded[i]);
}

static void check_cuts(reading *r)
{
    for (size_t cut = step_of(r->story); cut < r->story->line_count; cut += step_of(r->story))
        check_two_parts(r, cut);
}

static void check_pairs_of_cuts(reading *r)
{
    const story *s = r->story;
    for (size_t cut = 1; cut < s->line_count && s->line_count <= THREE_PARTS; cut++) {
        story_bytes left = saved_lines(s, 0, cut);
        for (size_t second = cut + 1; second < s->line_count; second++) {
            story_bytes parts[3] = {left, saved_lines(s, cut, second), saved_lines(s, second, s->line_count)};
            check_three_parts(r, parts, cut, second);
            free(parts[1].at);
            free(parts[2].at);
        }
        free(left.at);
    }
}

/* The files of a story in another order: the n-th of all. */
static pfl_aggregator *files_in_order(const story *s, size_t n)
{
    size_t left[STORY_FILES];
    pfl_aggregator *state = story_state(s);
    for (size_t i = 0; i < s->file_count; i++)
        left[i] = i;
    for (size_t count = s->file_count; count > 0; count--) {
        size_t at = n % count;
        const story_file *file = &s->files[left[at]];
        n /= count;
        memmove(left + at, left + at + 1, (count - at - 1) * sizeof *left);
        state = gone_on(state, s, file->first, file->end);
    }
    return state;
}

static void check_files(reading *r)
{
    size_t orders = 1;
    for (size_t i = 2; i <= r->story->file_count; i++)
        orders *= i;
    for (size_t n = 1; n < orders; n++)
        check_same(r, files_in_order(r->story, n), "its files in another order", n, 0);
}

/* ---- the test ---- */

/* What one pass gives. Returns the state, or NULL. */
static pfl_aggregator *read_whole(reading *r)
{
    pfl_aggregator *state = state_of(r->story, 0, r->story->line_count);
    assert_non_null(state);
    assert_int_equal(story_end(state, r->story), PFL_OK);
    r->rows = story_rows(state);
    r->saved = story_save(state);
    assert_non_null(r->rows.at);
    assert_non_null(r->saved.at);
    return state;
}

static void release(reading *r)
{
    free(r->rows.at);
    free(r->saved.at);
}

/* The bytes before the audit's rows, which are the last: what is still going on depends on where the log ends. */
static size_t length_before_audit(const char *rows)
{
    const char *audit = strstr(rows, "{\"table\":\"audit\"");
    return audit == NULL ? strlen(rows) : (size_t)(audit - rows);
}

/* The rows behind those of the tables that say what was read. */
static const char *subjects_of(const char *rows)
{
    static const char *const coverage[] = {"totals", "kinds", "streams", "hosts"};
    for (size_t i = 0; i < sizeof coverage / sizeof *coverage; i++)
        while (strncmp(rows, "{\"table\":\"", 10) == 0 && strncmp(rows + 10, coverage[i], strlen(coverage[i])) == 0)
            rows += line_length(rows) + 1;
    return rows;
}

/*
 * The same lines in a log that goes on: what has no end yet is settled in one part, and not in another. It says the
 * same as when it was read with all that waited.
 */
static unsigned check_longer(const reading *shorter, pfl_aggregator *state)
{
    longer_story *longer = story_goes_on(shorter->story, state);
    reading r = {.story = &longer->story, .longer = " (and a day more)"};
    pfl_aggregator_destroy(read_whole(&r));
    const char *before = subjects_of(shorter->rows.at), *after = subjects_of(r.rows.at);
    size_t length = length_before_audit(before);
    if (length != length_before_audit(after) || memcmp(before, after, length) != 0) {
        complain(&r, "other rows", "settled", 0, 0);
        show_difference(before, after);
    }
    check_looks(&r);
    check_cuts(&r);
    check_files(&r);
    release(&r);
    longer_story_free(longer);
    return r.failures;
}

static void test_story(void **state)
{
    const story *s = *state;
    reading r = {.story = s, .longer = ""};
    pfl_aggregator *one = read_whole(&r);
    unsigned wrong = story_compare(s, one);
    check_pass(&r);
    check_looks(&r);
    check_cuts(&r);
    check_pairs_of_cuts(&r);
    check_files(&r);
    r.failures += check_longer(&r, one);
    pfl_aggregator_destroy(one);
    release(&r);
    if (wrong + r.failures > 0)
        fail_msg("%u expectations and %u laws do not hold", wrong, r.failures);
}

int main(int count, char **words)
{
    char folder[1024];
    snprintf(folder, sizeof folder, "%s/../%s", PFL_CASES, count > 1 ? words[1] : "stories");
    static struct CMUnitTest tests[512];
    size_t made = 0;
    story_list *all = stories_load(folder);
    if (all == NULL)
        return 1;
    for (size_t i = 0; i < stories_count(all) && made < sizeof tests / sizeof *tests; i++) {
        const story *s = stories_at(all, i);
        if (count > 2 && strstr(s->name, words[2]) == NULL)
            continue;
        tests[made] = (struct CMUnitTest){.name = s->name, .test_func = test_story};
        /* cmocka wants a pointer to change; the story is only read. */
        memcpy(&tests[made++].initial_state, &s, sizeof s);
    }
    int failed = _cmocka_run_group_tests("stories", tests, made, NULL, NULL);
    stories_free(all);
    return failed;
}
