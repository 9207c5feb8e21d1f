/*
 * A filter as log shippers have them, Fluent Bit for one: a record comes in whose header
 * is taken apart already, and leaves with Postfix's fields added to it.
 *
 *     filter_init     once:         makes a parser
 *     filter_record   every record: pfl_parse_message(), then all fields the event has
 *     filter_exit     once
 *
 * In a real plug-in these are cb_init, cb_filter and cb_exit, and struct fields is what
 * packs a msgpack map. Here main() is the engine: it reads records from standard input,
 *
 *     SECONDS<TAB>HOST<TAB>TAG<TAB>PID<TAB>MESSAGE
 *
 * and prints each with its fields, "name=value" behind tabs.
 */
#define _POSIX_C_SOURCE 200809L

#include <postfixlog/postfixlog.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* === What the engine hands in and takes === */

struct record {
    int64_t time; /* microseconds since 1970 */
    uint32_t pid;
    const char *host, *tag, *message;
};

struct fields {
    FILE *out;
};

static void add_text(struct fields *to, const char *name, const char *bytes, size_t length)
{
    fprintf(to->out, "\t%s=", name);
    fwrite(bytes, 1, length, to->out);
}

static void add_number(struct fields *to, const char *name, int64_t value)
{
    fprintf(to->out, "\t%s=%" PRId64, name, value);
}

/* === The filter === */

static int32_t filter_init(pfl_parser **context)
{
    return pfl_parser_create(context, NULL);
}

/* A field by what reflection says of it: of all kinds, and of those that a later release adds. */
static void add_field(struct fields *to, const pfl_event *event, const pfl_field *field, const char *text)
{
    const char *at = (const char *)event + field->offset;
    union {
        pfl_span span;
        uint8_t u8;
        uint16_t u16;
        uint32_t u32;
        int64_t i64;
    } value;
    if ((event->present & UINT64_C(1) << field->bit) == 0 || field->derived)
        return;
    switch (field->type) {
    case PFL_TYPE_TEXT:
        memcpy(&value.span, at, sizeof value.span);
        add_text(to, field->name, text + value.span.offset, value.span.length);
        break;
    case PFL_TYPE_CATEGORY:
        memcpy(&value.u8, at, sizeof value.u8);
        add_text(to, field->name, pfl_category_name(value.u8), strlen(pfl_category_name(value.u8)));
        break;
    case PFL_TYPE_U16:
        memcpy(&value.u16, at, sizeof value.u16);
        add_number(to, field->name, value.u16);
        break;
    case PFL_TYPE_U32:
        memcpy(&value.u32, at, sizeof value.u32);
        add_number(to, field->name, value.u32);
        break;
    case PFL_TYPE_U64:
    case PFL_TYPE_DURATION:
    case PFL_TYPE_TIME:
        memcpy(&value.i64, at, sizeof value.i64);
        add_number(to, field->name, value.i64);
        break;
    default: /* of a later release */
        break;
    }
}

static int32_t filter_record(pfl_parser *context, const struct record *record, struct fields *to)
{
    const pfl_message message = {.size = sizeof message,
                                 .pid = record->pid,
                                 .time = record->time,
                                 .host = record->host,
                                 .host_length = strlen(record->host),
                                 .program = record->tag,
                                 .program_length = strlen(record->tag),
                                 .message = record->message,
                                 .message_length = strlen(record->message)};
    pfl_event event;
    int32_t status = pfl_parse_message(context, &message, &event, sizeof event);
    if (status != PFL_OK)
        return status;
    const pfl_kind *kind = pfl_kind_info(event.kind);
    const char *text = pfl_event_text(context, NULL, &event);
    add_text(to, "kind", kind->name, strlen(kind->name));
    /* The header's fields are the engine's already, but for the queue ID. */
    add_field(to, &event, pfl_field_info(event.kind, PFL_FIELD_QUEUE_ID), text);
    for (size_t i = 0; i < kind->field_count; i++)
        add_field(to, &event, &kind->fields[i], text);
    return PFL_OK;
}

static void filter_exit(pfl_parser *context)
{
    pfl_parser_destroy(context);
}

/* === A small engine === */

/* Cuts a line at its first four tabs; 0 when it has fewer. */
static int read_record(char *line, struct record *record)
{
    char *parts[5] = {line};
    line[strcspn(line, "\n")] = '\0';
    for (int i = 1; i < 5; i++) {
        char *tab = strchr(parts[i - 1], '\t');
        if (tab == NULL)
            return 0;
        *tab = '\0';
        parts[i] = tab + 1;
    }
    *record = (struct record){.time = strtoll(parts[0], NULL, 10) * 1000000,
                              .pid = (uint32_t)strtoul(parts[3], NULL, 10),
                              .host = parts[1],
                              .tag = parts[2],
                              .message = parts[4]};
    return 1;
}

int main(void)
{
    pfl_parser *context;
    struct fields out = {stdout};
    int32_t status = filter_init(&context);
    char *line = NULL;
    size_t room = 0;
    while (status == PFL_OK && getline(&line, &room, stdin) > 0) {
        struct record record;
        if (!read_record(line, &record))
            continue;
        printf("%" PRId64 " %s %s", record.time / 1000000, record.host, record.tag);
        status = filter_record(context, &record, &out);
        putchar('\n');
    }
    free(line);
    filter_exit(context);
    if (status < 0)
        fprintf(stderr, "fluent_bit_filter: %s\n", pfl_strerror(status));
    return status < 0 || ferror(stdin) || fflush(stdout) != 0;
}
