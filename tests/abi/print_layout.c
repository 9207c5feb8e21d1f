/*
 * Prints what a compiled user of the library relies on: sizes, offsets, codes, bits.
 *
 * The output of the release is layout.txt. A line that changes or goes away is an
 * incompatible change (raise PFL_SOVERSION); new lines are fine, and are added to
 * layout.txt with the change that makes them.
 */
#include <postfixlog/postfixlog.h>

#include <stddef.h>
#include <stdio.h>

static const char *const type_names[] = {"?", "text", "severity", "u16", "u32", "u64", "duration", "time", "category"};
static const char *const unit_names[] = {"", " microseconds", " bytes", " bits"};

static void print_field(const pfl_field *field)
{
    printf("  %3u  at %3u  bit %2u  %-8s  %s%s%s\n", field->id, field->offset, field->bit,
           type_names[field->type <= PFL_TYPE_CATEGORY ? field->type : 0], field->name,
           unit_names[field->unit <= PFL_UNIT_BITS ? field->unit : 0], field->derived ? " (derived)" : "");
}

#define PRINT_CONSTANT(name) printf("  %s %lld\n", #name, (long long)(name))
#define PRINT_MEMBER(member)                                                                                           \
    printf("  at %3zu  %zu bytes  %s\n", offsetof(pfl_event, member), sizeof(((pfl_event *)NULL)->member), #member)

static void print_constants(void)
{
    puts("constants");
    PRINT_CONSTANT(PFL_OK);
    PRINT_CONSTANT(PFL_NEED_MORE);
    PRINT_CONSTANT(PFL_FULL);
    PRINT_CONSTANT(PFL_END);
    PRINT_CONSTANT(PFL_ERR_ARGUMENT);
    PRINT_CONSTANT(PFL_ERR_MEMORY);
    PRINT_CONSTANT(PFL_ERR_LAYOUT);
    PRINT_CONSTANT(PFL_ERR_OPTION);
    PRINT_CONSTANT(PFL_ERR_STATE);
    PRINT_CONSTANT(PFL_ERR_OVERLAP);
    PRINT_CONSTANT(PFL_ERR_VERSION);
    PRINT_CONSTANT(PFL_ERR_DAMAGED);
    PRINT_CONSTANT(PFL_ERR_COMPACTED);
    PRINT_CONSTANT(PFL_FINAL);
    PRINT_CONSTANT(PFL_MAX_LINE);
    PRINT_CONSTANT(PFL_MAX_ZONES);
    PRINT_CONSTANT(PFL_TIME_INVALID);
    PRINT_CONSTANT(PFL_FLAG_TEXT_OWNED);
    PRINT_CONSTANT(PFL_FLAG_TRUNCATED);
    PRINT_CONSTANT(PFL_FLAG_AMBIGUOUS);
    PRINT_CONSTANT(PFL_FLAG_TIME_INVALID);
    PRINT_CONSTANT(PFL_FLAG_YEAR_INFERRED);
    PRINT_CONSTANT(PFL_FLAG_ZONE_INFERRED);
    PRINT_CONSTANT(PFL_FLAG_HOUR_DOUBLED);
    PRINT_CONSTANT(PFL_SEVERITY_INFO);
    PRINT_CONSTANT(PFL_SEVERITY_WARNING);
    PRINT_CONSTANT(PFL_SEVERITY_ERROR);
    PRINT_CONSTANT(PFL_SEVERITY_FATAL);
    PRINT_CONSTANT(PFL_SEVERITY_PANIC);
    PRINT_CONSTANT(PFL_TYPE_TEXT);
    PRINT_CONSTANT(PFL_TYPE_SEVERITY);
    PRINT_CONSTANT(PFL_TYPE_U16);
    PRINT_CONSTANT(PFL_TYPE_U32);
    PRINT_CONSTANT(PFL_TYPE_U64);
    PRINT_CONSTANT(PFL_TYPE_DURATION);
    PRINT_CONSTANT(PFL_TYPE_TIME);
    PRINT_CONSTANT(PFL_TYPE_CATEGORY);
    PRINT_CONSTANT(PFL_CATEGORY_CONFIG);
    PRINT_CONSTANT(PFL_CATEGORY_DICT);
    PRINT_CONSTANT(PFL_CATEGORY_NETWORK);
    PRINT_CONSTANT(PFL_CATEGORY_TLS);
    PRINT_CONSTANT(PFL_CATEGORY_SASL);
    PRINT_CONSTANT(PFL_CATEGORY_MILTER);
    PRINT_CONSTANT(PFL_CATEGORY_RESOURCE);
    PRINT_CONSTANT(PFL_CATEGORY_QUEUE_FILE);
    PRINT_CONSTANT(PFL_CATEGORY_PROTOCOL_ABUSE);
    PRINT_CONSTANT(PFL_CATEGORY_RATE_LIMIT);
    PRINT_CONSTANT(PFL_CATEGORY_DELIVERY);
    PRINT_CONSTANT(PFL_CATEGORY_INTERNAL);
    PRINT_CONSTANT(PFL_CATEGORY_LIFECYCLE);
    PRINT_CONSTANT(PFL_QUEUE_ID_SHORT);
    PRINT_CONSTANT(PFL_QUEUE_ID_LONG);
    PRINT_CONSTANT(PFL_NETWORK_TEXT);
    PRINT_CONSTANT(PFL_MAX_OWN_NETWORKS);
    PRINT_CONSTANT(PFL_MIN_MEMORY);
    PRINT_CONSTANT(PFL_DEFAULT_MEMORY);
    PRINT_CONSTANT(PFL_SAVE_CAPACITY);
    PRINT_CONSTANT(PFL_ARROW_BINARY);
    PRINT_CONSTANT(PFL_ARROW_COPY);
    PRINT_CONSTANT(PFL_ARROW_DEFAULT_ROWS);
    PRINT_CONSTANT(PFL_ARROW_MAX_ROWS);
}

static void print_records(void)
{
    printf("pfl_span %zu bytes: offset at %zu, length at %zu\n", sizeof(pfl_span), offsetof(pfl_span, offset),
           offsetof(pfl_span, length));
    printf("pfl_zone %zu bytes: since at %zu, offset at %zu\n", sizeof(pfl_zone), offsetof(pfl_zone, since),
           offsetof(pfl_zone, offset));
    printf("pfl_clock %zu bytes: latest at %zu, utc_offset at %zu, witnesses at %zu\n", sizeof(pfl_clock),
           offsetof(pfl_clock, latest), offsetof(pfl_clock, utc_offset), offsetof(pfl_clock, witnesses));
    printf("pfl_queue_id %zu bytes: time at %zu, inode at %zu, microsecond at %zu, form at %zu\n", sizeof(pfl_queue_id),
           offsetof(pfl_queue_id, time), offsetof(pfl_queue_id, inode), offsetof(pfl_queue_id, microsecond),
           offsetof(pfl_queue_id, form));
    printf("pfl_network %zu bytes: bytes at %zu, bits at %zu\n", sizeof(pfl_network), offsetof(pfl_network, bytes),
           offsetof(pfl_network, bits));
    printf("pfl_range %zu bytes: stream at %zu, start at %zu, end at %zu, lines at %zu, last_offset at %zu, "
           "last_hash at %zu\n",
           sizeof(pfl_range), offsetof(pfl_range, stream), offsetof(pfl_range, start), offsetof(pfl_range, end),
           offsetof(pfl_range, lines), offsetof(pfl_range, last_offset), offsetof(pfl_range, last_hash));
    printf("pfl_event %zu bytes, records at %zu\n", sizeof(pfl_event), offsetof(pfl_event, connect));
    PRINT_MEMBER(kind);
    PRINT_MEMBER(severity);
    PRINT_MEMBER(flags);
    PRINT_MEMBER(present);
    PRINT_MEMBER(time);
    PRINT_MEMBER(line);
    PRINT_MEMBER(offset);
    PRINT_MEMBER(text_offset);
    PRINT_MEMBER(text_length);
    PRINT_MEMBER(repeat);
    PRINT_MEMBER(pid);
    PRINT_MEMBER(host);
    PRINT_MEMBER(program);
    PRINT_MEMBER(service);
    PRINT_MEMBER(queue_id);
    PRINT_MEMBER(message);
}

int main(void)
{
    const pfl_kind *kind;
    const pfl_field *field;
    const pfl_table *table;
    printf("soversion %d\n", PFL_SOVERSION);
    print_constants();
    print_records();
    puts("head");
    for (size_t i = 0; (field = pfl_head_field(i)) != NULL; i++)
        print_field(field);
    for (size_t i = 0; (kind = pfl_kind_at(i)) != NULL; i++) {
        printf("kind %u %s\n", kind->code, kind->name);
        for (size_t k = 0; k < kind->field_count; k++)
            print_field(&kind->fields[k]);
    }
    for (size_t i = 0; (table = pfl_table_at(i)) != NULL; i++) {
        printf("table %u %s, %u bytes\n", table->code, table->name, table->record_size);
        for (size_t k = 0; k < table->column_count; k++)
            print_field(&table->columns[k]);
    }
    return 0;
}
