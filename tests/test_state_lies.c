/*
 * States that were made up, with a checksum that fits: refused, or read and written on
 * like any other. Anything else is for the sanitizers to see.
 */
#include "state_records.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const fixtures[] = {"v1-whole", "v1-second", "v1-compacted"};

#define FIXTURES (sizeof fixtures / sizeof fixtures[0])

static buffer states[FIXTURES];
static text_log story;        /* that they are of */
static pfl_aggregator *other; /* of another log */

static int read_states(void **state)
{
    (void)state;
    chance_start(1);
    for (size_t i = 0; i < FIXTURES; i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s.state", PFL_STATES, fixtures[i]);
        states[i] = file_read(path);
    }
    story = log_read(PFL_STATES "/v1.log");
    text_log half = log_rotated(&story, story.lines / 2, story.lines);
    other = state_of(&half, 0, half.lines);
    log_free(&half);
    return 0;
}

static int free_states(void **state)
{
    (void)state;
    for (size_t i = 0; i < FIXTURES; i++)
        free(states[i].data);
    log_free(&story);
    pfl_aggregator_destroy(other);
    return 0;
}

static unsigned accepted, refused;

static void merge_somewhere(pfl_aggregator *a)
{
    pfl_aggregator *sum = state_new();
    int32_t status = pfl_aggregator_merge(sum, other);
    assert_int_equal(status, PFL_OK);
    status = pfl_aggregator_merge(sum, a);
    if (status != PFL_ERR_OVERLAP && status != PFL_ERR_COMPACTED) {
        assert_int_equal(status, PFL_OK);
        free(state_rows(sum, ALL_ROWS).data);
    }
    pfl_aggregator_destroy(sum);
}

/* Whatever was believed can be read, saved, loaded, added, compacted and read on. */
static void exercise(pfl_aggregator *a, unsigned tag, size_t field)
{
    char title[64];
    pfl_aggregator *copy;
    buffer rows = state_rows(a, ALL_ROWS), bytes = state_saved(a);
    snprintf(title, sizeof title, "tag %u, field %zu", tag, field);
    if (state_load(&copy, bytes.data, bytes.length) != PFL_OK)
        fail_msg("%s: accepted, but what it is saved as is not", title);
    assert_same_rows(&rows, copy, ALL_ROWS, title);
    assert_same_bytes(&bytes, copy, title);
    merge_somewhere(copy);
    text_log log = log_rotated(&story, 1, 40);
    if (state_begin(a, &log, 0) == PFL_OK)
        state_add(a, &log, 0, log.lines);
    assert_int_equal(pfl_aggregator_compact(copy, INT64_C(1772409600000000)), PFL_OK);
    free(state_rows(a, ALL_ROWS).data);
    free(state_rows(copy, ALL_ROWS).data);
    free(state_saved(copy).data);
    free(rows.data);
    free(bytes.data);
    log_free(&log);
    pfl_aggregator_destroy(copy);
}

/* Nothing is believed that costs more memory than the state is long. */
static void *modest_resize(void *context, void *pointer, size_t old_size, size_t new_size)
{
    (void)context;
    (void)old_size;
    assert_true(new_size < 1 << 20);
    if (new_size == 0) {
        free(pointer);
        return NULL;
    }
    return realloc(pointer, new_size);
}

static void try_lie(const buffer *lie, unsigned tag, size_t field)
{
    const pfl_aggregator_options options = {
        .size = sizeof options, .hash_key = {1, 2}, .allocator = {.resize = modest_resize}};
    pfl_aggregator *a;
    int32_t status = pfl_aggregator_load(&a, &options, lie->data, lie->length);
    if (status != PFL_OK) {
        refused++;
        assert_int_equal(status, PFL_ERR_DAMAGED);
        return;
    }
    accepted++;
    exercise(a, tag, field);
    pfl_aggregator_destroy(a);
}

/* All records, with one of them replaced by others. */
static void lie_instead(const state_records *records, size_t which, const void *bytes, size_t length, size_t field)
{
    buffer lie = {0};
    uint64_t check;
    records_begin(&lie, 1, &check);
    for (size_t i = 0; i < records->count; i++) {
        const state_record *r = &records->at[i];
        if (i != which)
            records_append(&lie, r->bytes, r->length, &check);
        else if (length > 0)
            records_append(&lie, bytes, length, &check);
    }
    records_end(&lie, check);
    try_lie(&lie, records->at[which].tag, field);
    free(lie.data);
}

static void lie_in_field(const state_records *records, size_t which, size_t field, const void *bytes, size_t length)
{
    const state_record *r = &records->at[which];
    const state_field *f = &r->fields[field];
    buffer lie = {0};
    buffer_append(&lie, r->bytes, f->at);
    buffer_append(&lie, bytes, length);
    buffer_append(&lie, r->bytes + f->at + f->length, r->length - f->at - f->length);
    lie_instead(records, which, lie.data, lie.length, field);
    free(lie.data);
}

static void lie_about(const state_records *records, size_t which, size_t field)
{
    static const uint64_t numbers[] = {0,
                                       1,
                                       2,
                                       3,
                                       16,
                                       63,
                                       127,
                                       128,
                                       255,
                                       256,
                                       257,
                                       513,
                                       65536,
                                       INT32_MAX,
                                       UINT64_C(1) << 31,
                                       UINT32_MAX - 1,
                                       UINT32_MAX,
                                       UINT64_C(1) << 32,
                                       UINT64_C(1) << 33,
                                       INT64_MAX - 1,
                                       INT64_MAX,
                                       UINT64_C(1) << 63,
                                       UINT64_MAX - 1,
                                       UINT64_MAX};
    const state_field *f = &records->at[which].fields[field];
    char bytes[512];
    if (f->type == FIELD_TEXT || f->type == FIELD_BYTES) {
        for (unsigned fill = 0; fill < 256; fill += 51) {
            memset(bytes, (int)fill, sizeof bytes);
            lie_in_field(records, which, field, bytes, f->length < sizeof bytes ? f->length : sizeof bytes);
        }
        return;
    }
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        lie_in_field(records, which, field, bytes, number_bytes(numbers[i], bytes));
    static const int64_t times[] = {INT64_C(-62135596800000001), INT64_C(-62135596800000000),
                                    INT64_C(253402300799999999), INT64_C(253402300800000000), INT64_MIN + 1};
    for (size_t i = 0; f->type == FIELD_SIGNED && i < sizeof times / sizeof times[0]; i++) {
        uint64_t zigzag = (uint64_t)times[i] << 1 ^ (times[i] < 0 ? UINT64_MAX : 0);
        lie_in_field(records, which, field, bytes, number_bytes(zigzag, bytes));
    }
}

/* Every field of the first records of each kind, and of one of the others, takes values that it should not have. */
static void test_lies_in_fields(void **state)
{
    (void)state;
    accepted = refused = 0;
    for (size_t s = 0; s < FIXTURES; s++) {
        unsigned seen[TAGS] = {0};
        state_records records = records_of(&states[s]);
        for (size_t i = 0; i < records.count; i++) {
            const state_record *r = &records.at[i];
            if (seen[r->tag]++ > (s == 0) || (s > 0 && r->tag != TAG_GROUP && r->tag != TAG_PAST && r->tag != TAG_LINK))
                continue;
            for (size_t field = 0; field < r->field_count && field < 24; field++)
                lie_about(&records, i, field);
        }
        records_free(&records);
    }
    assert_true(accepted > 1000 && refused > 1000);
}

/* === Order === */

/* The records with these places, in this order. */
static void lie_in_order(const state_records *records, const size_t *places, size_t count, size_t about)
{
    buffer lie = {0};
    uint64_t check;
    records_begin(&lie, 1, &check);
    for (size_t i = 0; i < count; i++)
        records_append(&lie, records->at[places[i]].bytes, records->at[places[i]].length, &check);
    records_end(&lie, check);
    try_lie(&lie, records->at[about].tag, 1000);
    free(lie.data);
}

/* Each record is missing, comes twice, comes last, or in the place of another one. */
static void test_lies_about_order(void **state)
{
    (void)state;
    for (size_t s = 0; s < FIXTURES; s++) {
        state_records records = records_of(&states[s]);
        size_t count = records.count, *places = malloc((count + 1) * sizeof *places);
        assert_non_null(places);
        for (size_t about = 0; about < count; about++) {
            size_t swapped = (size_t)chance(count);
            for (size_t i = 0; i < count; i++)
                places[i] = i + (i >= about);
            places[count - 1] = about;
            lie_in_order(&records, places, count - 1, about);
            lie_in_order(&records, places, count, about);
            for (size_t i = 0; i <= count; i++)
                places[i] = i - (i > about);
            lie_in_order(&records, places, count + 1, about);
            for (size_t i = 0; i < count; i++)
                places[i] = i == about ? swapped : i == swapped ? about : i;
            lie_in_order(&records, places, count, about);
        }
        free(places);
        records_free(&records);
    }
}

/* === Some lies by name === */

static const state_record *first_of(const state_records *records, unsigned tag)
{
    for (size_t i = 0; i < records->count; i++)
        if (records->at[i].tag == tag)
            return &records->at[i];
    fail_msg("no record has tag %u", tag);
    return NULL;
}

/* A state with one record more, behind all others. */
static int32_t load_with(const state_records *records, const void *record, size_t length)
{
    buffer lie = {0};
    uint64_t check;
    pfl_aggregator *a;
    records_begin(&lie, 1, &check);
    for (size_t i = 0; i < records->count; i++)
        records_append(&lie, records->at[i].bytes, records->at[i].length, &check);
    records_append(&lie, record, length, &check);
    records_end(&lie, check);
    int32_t status = state_load(&a, lie.data, lie.length);
    pfl_aggregator_destroy(a);
    free(lie.data);
    return status;
}

/* What belongs to another record is refused behind none, and so is a range that was read already. */
static void test_records_that_stand_alone(void **state)
{
    (void)state;
    static const unsigned orphans[] = {TAG_STRETCH,          TAG_HOUR,      TAG_TROUBLE, TAG_USAGE,
                                       TAG_SUBJECT_EVIDENCE, TAG_ACCESS_DAY};
    state_records records = records_of(&states[0]);
    for (size_t i = 0; i < sizeof orphans / sizeof orphans[0]; i++) {
        const state_record *r = first_of(&records, orphans[i]);
        assert_int_equal(load_with(&records, r->bytes, r->length), PFL_ERR_DAMAGED);
    }
    const state_record *segment = first_of(&records, TAG_SEGMENT);
    assert_int_equal(load_with(&records, segment->bytes, segment->length), PFL_ERR_DAMAGED);
    static const char unknown[] = {TAGS, 127, (char)255};
    for (size_t i = 0; i < sizeof unknown; i++)
        assert_int_equal(load_with(&records, &unknown[i], 1), PFL_ERR_DAMAGED);
    records_free(&records);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lies_in_fields),
        cmocka_unit_test(test_lies_about_order),
        cmocka_unit_test(test_records_that_stand_alone),
    };
    return cmocka_run_group_tests(tests, read_states, free_states);
}
