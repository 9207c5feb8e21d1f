#include "state_records.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/*
 * Version 1 of the format, written down a second time. n: a number, s: a signed one, t: a text, 8: a hash, a: an
 * address, q: a queue ID, m: the minutes of a day, o: operations, k: a sketch, c: counts, p: pairs of counts, e: evidence, d: days.
 */
static const char *const formats[TAGS] = {
    [TAG_HOST] = "tnssnsnnss",
    [TAG_STREAM] = "8t",
    [TAG_SEGMENT] = "nnnnn8",
    [TAG_STRETCH] = "nnssss",
    [TAG_HOST_DAY] = "nsmo",
    [TAG_RELEASE] = "tnss",
    [TAG_WORD] = "t",
    [TAG_DOMAIN] = "tnnnnn",
    [TAG_SENDER] = "t",
    [TAG_SUBJECT] = "tcssd",
    [TAG_PAST] = "snnnnn",
    [TAG_HOUR] = "sc",
    [TAG_TROUBLE] = "snkkk",
    [TAG_USAGE] = "nnn",
    [TAG_SUBJECT_EVIDENCE] = "ne",
    [TAG_ACCESS] = "na",
    [TAG_PRESENCE] = "nnannsssdsnn",
    [TAG_PRESENCE_EVIDENCE] = "e",
    [TAG_CONTACT] = "nnsn",
    [TAG_USE] = "nnssn",
    [TAG_ADDRESS] = "acssk",
    [TAG_BUCKET] = "snnnnnn",
    [TAG_FAILURE] = "nnnnn8",
    [TAG_ADDRESS_EVIDENCE] = "ne",
    [TAG_GUESS] = "tnnssk",
    [TAG_GROUP] = "nqnnnnnnansssssssnnnnn",
    [TAG_RECIPIENT] = "8sssnnnnnn",
    [TAG_LINK] = "nq8sn",
    [TAG_GROUP_EVIDENCE] = "ne",
    [TAG_TOTALS] = "sssnccp",
    [TAG_ACCESS_DAY] = "sc",
    [TAG_INJECTION] = "ne",
};

/* === Taking apart === */

struct splitter {
    struct reader reader;
    const unsigned char *record;
    state_field *fields;
    size_t count;
};

static void end_field(struct splitter *s, const unsigned char *from, char type)
{
    assert_false(s->reader.bad);
    assert_true(s->count < MOST_FIELDS);
    s->fields[s->count++] = (state_field){(size_t)(from - s->record), (size_t)(s->reader.at - from), type};
}

static uint64_t split_number(struct splitter *s, char type)
{
    const unsigned char *from = s->reader.at;
    uint64_t value = get_number(&s->reader);
    end_field(s, from, type);
    return value;
}

static void split_bytes(struct splitter *s, size_t length, char type)
{
    const unsigned char *from = s->reader.at;
    get_bytes(&s->reader, length);
    end_field(s, from, type);
}

static void split_field(struct splitter *s, char format);

static void split_all(struct splitter *s, const char *format)
{
    for (; *format != '\0'; format++)
        split_field(s, *format);
}

static void split_counted(struct splitter *s, const char *each)
{
    for (uint64_t left = split_number(s, FIELD_COUNT); left > 0; left--)
        split_all(s, each);
}

static void split_field(struct splitter *s, char format)
{
    switch (format) {
    case 'n':
    case 's':
        split_number(s, format);
        break;
    case '8':
        split_bytes(s, 8, FIELD_BYTES);
        break;
    case 'a':
        split_bytes(s, 16, FIELD_BYTES);
        break;
    case 'q':
        split_bytes(s, 28, FIELD_BYTES);
        break;
    case 'm':
        split_bytes(s, (size_t)23 * 8, FIELD_BYTES);
        break;
    case 't':
        split_bytes(s, (size_t)split_number(s, FIELD_LENGTH), FIELD_TEXT);
        break;
    case 'k':
        split_counted(s, "8");
        break;
    case 'c':
        split_counted(s, "n");
        break;
    case 'p':
        split_counted(s, "nn");
        break;
    case 'o':
        split_counted(s, "nnnn");
        break;
    case 'e':
        split_all(s, "s8nt");
        break;
    case 'd':
        split_all(s, "snn");
        break;
    default:
        fail_msg("no field is %c", format);
    }
}

static state_record split_record(struct reader *r)
{
    static state_field fields[MOST_FIELDS];
    struct splitter s = {*r, r->at, fields, 0};
    unsigned tag = *s.reader.at++;
    assert_true(tag > TAG_END && tag < TAGS && formats[tag] != NULL);
    split_all(&s, formats[tag]);
    state_record record = {(const char *)r->at, (size_t)(s.reader.at - r->at), tag, s.count, NULL};
    assert_true(record.length <= RECORD_MAX);
    assert_non_null(record.fields = malloc(s.count * sizeof *fields));
    memcpy(record.fields, fields, s.count * sizeof *fields);
    *r = s.reader;
    return record;
}

state_records records_of(const buffer *state)
{
    struct reader r = {.at = (const unsigned char *)state->data,
                       .end = (const unsigned char *)state->data + state->length};
    state_records records = {malloc(state->length * sizeof *records.at), 0};
    assert_non_null(records.at);
    assert_memory_equal(get_bytes(&r, strlen(STATE_MAGIC)), STATE_MAGIC, strlen(STATE_MAGIC));
    assert_int_equal(get_number(&r), 1);
    while (r.at < r.end && *r.at != TAG_END)
        records.at[records.count++] = split_record(&r);
    assert_int_equal(r.end - r.at, 1 + 8);
    return records;
}

void records_free(state_records *records)
{
    for (size_t i = 0; i < records->count; i++)
        free(records->at[i].fields);
    free(records->at);
}

/* === Putting together === */

size_t number_bytes(uint64_t value, char bytes[10])
{
    struct writer w = {(unsigned char *)bytes};
    put_number(&w, value);
    return (size_t)(w.at - (unsigned char *)bytes);
}

void records_begin(buffer *b, uint64_t version, uint64_t *check)
{
    char bytes[10];
    b->length = 0;
    *check = 0;
    buffer_append(b, STATE_MAGIC, strlen(STATE_MAGIC));
    buffer_append(b, bytes, number_bytes(version, bytes));
    *check = checksum(0, b->data, b->length);
}

void records_append(buffer *b, const void *record, size_t length, uint64_t *check)
{
    buffer_append(b, record, length);
    *check = checksum(*check, record, length);
}

void records_end(buffer *b, uint64_t check)
{
    unsigned char bytes[9];
    struct writer w = {bytes};
    put_byte(&w, TAG_END);
    put_64(&w, check);
    buffer_append(b, bytes, sizeof bytes);
}
