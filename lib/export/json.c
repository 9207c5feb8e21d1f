#include <postfixlog/json.h>

#include "lib/events/schema.h"
#include "lib/export/escape.h"
#include "lib/export/flags.h"
#include "lib/export/output.h"

/* Keys with all that stands around them up to the value, so that one copy writes them. */
#define BEFORE_TEXT     "\":\""
#define BEFORE_SEVERITY "\":\""
#define BEFORE_CATEGORY "\":\""
#define BEFORE_TIME     "\":\""
#define BEFORE_U16      "\":"
#define BEFORE_U32      "\":"
#define BEFORE_U64      "\":"
#define BEFORE_DURATION "\":"

/* By id. */
static const struct literal keys[] = {
#define PFL_FIELD(id, name, type, unit, doc) [id] = LITERAL(",\"" #name BEFORE_##type),
#include "lib/events/events.def"
};

/* By code. */
static const struct literal openings[] = {
#define PFL_KIND(code, NAME, name, payload, doc) [code] = LITERAL("{\"kind\":\"" name "\""),
#include "lib/events/events.def"
};

static const struct literal key_file = LITERAL(",\"file\":\"");
static const struct literal key_line = LITERAL(",\"line\":");
static const struct literal key_repeat = LITERAL(",\"repeat\":");
static const struct literal escaped_true = LITERAL(",\"escaped\":true");

static const struct {
    uint32_t flag;
    struct literal key;
} flags[] = {
#define FLAG(flag, name) {flag, LITERAL(",\"" name "\":true")},
    EXPORTED_FLAGS(FLAG)};

/* === Strings === */

/* \u202e: every control is in Unicode's first plane. */
static void write_u_escape(struct output *out, uint32_t character)
{
    static const char hex[] = "0123456789abcdef";
    char text[6] = {
        '\\', 'u', hex[character >> 12 & 15], hex[character >> 8 & 15], hex[character >> 4 & 15], hex[character & 15]};
    output_bytes(out, text, sizeof text);
}

/* The inside of a string. */
static void write_text(struct output *out, const char *text, size_t length, int32_t *escaped)
{
    const unsigned char *at = (const unsigned char *)text, *end = at + length;
    for (;;) {
        size_t plain = pfl_escape_plain(at, (size_t)(end - at));
        output_bytes(out, at, plain);
        at += plain;
        if (at == end)
            return;
        struct special special = pfl_escape_special(at, (size_t)(end - at));
        switch (special.form) {
        case SPECIAL_QUOTE:
            output_bytes(out, "\\\"", 2);
            break;
        case SPECIAL_BACKSLASH:
            output_bytes(out, "\\\\", 2);
            break;
        case SPECIAL_CONTROL:
            write_u_escape(out, special.character);
            break;
        case SPECIAL_BYTE:
            output_byte(out, '\\');
            pfl_output_hex(out, *at);
            *escaped = 1;
            break;
        }
        at += special.length;
    }
}

int32_t pfl_text_json(const char *text, size_t text_length, char *buffer, size_t capacity, size_t *length,
                      int32_t *escaped)
{
    struct output out;
    int32_t ignored;
    if ((text == NULL && text_length != 0) || (buffer == NULL && capacity != 0) || length == NULL)
        return PFL_ERR_ARGUMENT;
    output_open(&out, buffer, capacity);
    output_byte(&out, '"');
    if (text_length != 0)
        write_text(&out, text, text_length, escaped != NULL ? escaped : &ignored);
    output_byte(&out, '"');
    return output_close(&out, capacity, length);
}

/* === Events === */

/* What is being written. */
struct object {
    struct output out;
    const pfl_event *event;
    const char *text;
    int32_t escaped;
    int32_t status;
};

static void write_field(struct object *object, const pfl_field *field)
{
    struct output *out = &object->out;
    if (field->derived)
        return;
    output_literal(out, &keys[field->id]);
    if (field->type == PFL_TYPE_TEXT) {
        pfl_span span = span_at(object->event, field);
        if (span_is_inside(span, object->event))
            write_text(out, object->text + span.offset, span.length, &object->escaped);
        else
            object->status = PFL_ERR_ARGUMENT;
        output_byte(out, '"');
    } else {
        pfl_output_value(out, object->event, field);
        if (field->type == PFL_TYPE_SEVERITY || field->type == PFL_TYPE_CATEGORY || field->type == PFL_TYPE_TIME)
            output_byte(out, '"');
    }
}

static void write_head_field(struct object *object, uint64_t bit)
{
    if ((object->event->present & bit) != 0)
        write_field(object, pfl_head_field(lowest_bit(bit)));
}

static void write_flags(struct object *object)
{
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
        if ((object->event->flags & flags[i].flag) != 0)
            output_literal(&object->out, &flags[i].key);
    if (object->escaped)
        output_literal(&object->out, &escaped_true);
}

int32_t pfl_event_json(const pfl_event *event, const char *text, const char *file, char *buffer, size_t capacity,
                       size_t *length)
{
    if (event == NULL || length == NULL || (buffer == NULL && capacity != 0) ||
        (text == NULL && event->text_length != 0))
        return PFL_ERR_ARGUMENT;

    struct object object = {.event = event, .text = text != NULL ? text : "", .status = PFL_OK};
    struct output *out = &object.out;
    const pfl_kind *kind = pfl_kind_info(event->kind);
    if (kind == NULL)
        kind = pfl_kind_info(PFL_KIND_OTHER);

    output_open(out, buffer, capacity);
    output_literal(out, &openings[kind->code]);
    if (event->time != PFL_TIME_INVALID)
        write_head_field(&object, PFL_HAS_TIME);
    if (file != NULL) {
        output_literal(out, &key_file);
        write_text(out, file, strlen(file), &object.escaped);
        output_byte(out, '"');
    }
    output_literal(out, &key_line);
    pfl_output_number(out, event->line);
    write_head_field(&object, PFL_HAS_HOST);
    write_head_field(&object, PFL_HAS_PROGRAM);
    write_head_field(&object, PFL_HAS_PID);
    write_head_field(&object, PFL_HAS_QUEUE_ID);
    write_head_field(&object, PFL_HAS_SEVERITY);
    for (uint64_t bits = payload_bits(event, kind); bits != 0; bits &= bits - 1)
        write_field(&object, &kind->fields[lowest_bit(bits)]);
    write_head_field(&object, PFL_HAS_MESSAGE);
    if (event->repeat != 1) {
        output_literal(out, &key_repeat);
        pfl_output_number(out, event->repeat);
    }
    if (event->flags != 0 || object.escaped)
        write_flags(&object);
    output_byte(out, '}');
    return object.status == PFL_OK ? output_close(out, capacity, length) : object.status;
}
