/*
 * Reflection: events.def as constant tables, and the look-ups in them.
 *
 * pfl_kind_info, pfl_event_span and pfl_event_field_bytes are called for every
 * line, so each is a step or two into a table indexed by code or id.
 */
#include "lib/events/schema.h"

#include <stddef.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* === Constants made from events.def === */

/* One sentence a name. A name that no record has is an unused variable here: the compiler tells. */
#define PFL_FIELD(id, name, type, unit, doc) static const char doc_##name[] = doc;
#include "lib/events/events.def"

/* Records by number; 0 is that of an unknown kind, which has no fields. */
enum {
    PAYLOAD_unknown,
#define PFL_PAYLOAD(payload, doc) PAYLOAD_##payload,
#include "lib/events/events.def"
    PAYLOAD_LIMIT
};

/* One byte a field: sizeof counts the fields of a record, offsetof numbers them from 1. */
/* clang-format off */
struct numbers_unknown {
    uint8_t start;
#define PFL_PAYLOAD(payload, doc) }; struct numbers_##payload { uint8_t start;
#define PFL_HAS(payload, name) uint8_t name;
#include "lib/events/events.def"
};
/* clang-format on */
#define FIELD_COUNT(payload)  (sizeof(struct numbers_##payload) - 1)
#define NUMBER(payload, name) offsetof(struct numbers_##payload, name)
#define BIT(payload, name)    (FIRST_PAYLOAD_BIT + NUMBER(payload, name) - 1)

/* Where the fields of a record lie in payload_fields[]. */
enum {
#define PFL_PAYLOAD(payload, doc) FIRST_##payload, LAST_##payload = FIRST_##payload + (int)FIELD_COUNT(payload) - 1,
#include "lib/events/events.def"
};

/* present has 64 bits. */
#define PFL_PAYLOAD(payload, doc) _Static_assert(FIRST_PAYLOAD_BIT + FIELD_COUNT(payload) <= 64, #payload);
#include "lib/events/events.def"

/* === Tables === */

/* clang-format off */
#define FIELD(name, path, bit)                                                                                         \
    #name, doc_##name, ID_##name, TYPE_##name, UNIT_##name, offsetof(pfl_event, path), bit, DERIVED(name)
/* clang-format on */

/* By bit. */
static const pfl_field head_fields[] = {
#define PFL_HEAD(bit, name) [bit] = {FIELD(name, name, bit)},
#include "lib/events/events.def"
};

static const pfl_field payload_fields[] = {
#define PFL_HAS(payload, name) {FIELD(name, payload.name, BIT(payload, name))},
#include "lib/events/events.def"
};

static const pfl_kind kinds[] = {
#define PFL_KIND(code, NAME, name, payload, doc)                                                                       \
    {name, doc, &payload_fields[FIRST_##payload], FIELD_COUNT(payload), code},
#include "lib/events/events.def"
};

enum {
#define PFL_KIND(code, NAME, name, payload, doc) INDEX_##NAME,
#include "lib/events/events.def"
};

/* By code: the place in kinds[], from 1, and the record; 0 and 0 for codes that are none. */
static const struct {
    uint8_t index;
    uint8_t payload;
} by_code[] = {
#define PFL_KIND(code, NAME, name, payload, doc) [code] = {INDEX_##NAME + 1, PAYLOAD_##payload},
#include "lib/events/events.def"
};

/* By record and id: the field's number there, from 1; 0 for fields it does not have. */
static const uint8_t payload_numbers[PAYLOAD_LIMIT][ID_LIMIT] = {
#define PFL_HAS(payload, name) [PAYLOAD_##payload][ID_##name] = NUMBER(payload, name),
#include "lib/events/events.def"
};

/* By id: the bit of a field of the head, from 1; 0 for other fields. */
static const uint8_t head_numbers[ID_LIMIT] = {
#define PFL_HEAD(bit, name) [ID_##name] = (bit) + 1,
#include "lib/events/events.def"
};

/* By record: its first field. */
static const uint8_t payload_firsts[PAYLOAD_LIMIT] = {
#define PFL_PAYLOAD(payload, doc) [PAYLOAD_##payload] = FIRST_##payload,
#include "lib/events/events.def"
};
_Static_assert(COUNT(payload_fields) <= UINT8_MAX && COUNT(kinds) < UINT8_MAX, "places fit into uint8_t");

/* By record: the bits of text that counts, the head's included; a record continues the line before it. */
#define TEXT_BIT(name, bit) ((uint64_t)(IS_TYPE(name, TEXT) && !DERIVED(name)) << (bit))
static const uint64_t head_text = 0
#define PFL_HEAD(bit, name) | TEXT_BIT(name, bit)
#include "lib/events/events.def"
    ;
static const uint64_t payload_text[PAYLOAD_LIMIT] = {[PAYLOAD_unknown] = 0
#define PFL_PAYLOAD(payload, doc) , [PAYLOAD_##payload] = 0
#define PFL_HAS(payload, name)    | TEXT_BIT(name, BIT(payload, name))
#include "lib/events/events.def"
};

/* === Look-ups === */

static unsigned payload_of(uint16_t code)
{
    return code < COUNT(by_code) ? by_code[code].payload : PAYLOAD_unknown;
}

const char *pfl_category_name(uint8_t category)
{
    static const char *const names[] = {
        [PFL_CATEGORY_CONFIG] = "config",
        [PFL_CATEGORY_DICT] = "dict",
        [PFL_CATEGORY_NETWORK] = "network",
        [PFL_CATEGORY_TLS] = "tls",
        [PFL_CATEGORY_SASL] = "sasl",
        [PFL_CATEGORY_MILTER] = "milter",
        [PFL_CATEGORY_RESOURCE] = "resource",
        [PFL_CATEGORY_QUEUE_FILE] = "queue-file",
        [PFL_CATEGORY_PROTOCOL_ABUSE] = "protocol-abuse",
        [PFL_CATEGORY_RATE_LIMIT] = "rate-limit",
        [PFL_CATEGORY_DELIVERY] = "delivery",
        [PFL_CATEGORY_INTERNAL] = "internal",
        [PFL_CATEGORY_LIFECYCLE] = "lifecycle",
    };
    return category < COUNT(names) && names[category] != NULL ? names[category] : "";
}

const char *pfl_severity_name(uint8_t severity)
{
    static const char names[][8] = {
        [PFL_SEVERITY_INFO] = "",       [PFL_SEVERITY_WARNING] = "warning", [PFL_SEVERITY_ERROR] = "error",
        [PFL_SEVERITY_FATAL] = "fatal", [PFL_SEVERITY_PANIC] = "panic",
    };
    return severity < COUNT(names) ? names[severity] : "";
}

const pfl_kind *pfl_kind_at(size_t index)
{
    return index < COUNT(kinds) ? &kinds[index] : NULL;
}

const pfl_kind *pfl_kind_info(uint16_t code)
{
    return code < COUNT(by_code) && by_code[code].index != 0 ? &kinds[by_code[code].index - 1] : NULL;
}

const pfl_kind *pfl_kind_by_name(const char *name)
{
    for (size_t i = 0; name != NULL && i < COUNT(kinds); i++)
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    return NULL;
}

const pfl_field *pfl_head_field(size_t index)
{
    return index < COUNT(head_fields) ? &head_fields[index] : NULL;
}

/* An unknown kind is taken as `other`, so it has the head's fields. */
const pfl_field *pfl_field_info(uint16_t kind, uint16_t id)
{
    unsigned payload = payload_of(kind);
    if (id >= ID_LIMIT)
        return NULL;
    if (head_numbers[id] != 0)
        return &head_fields[head_numbers[id] - 1];
    if (payload_numbers[payload][id] != 0)
        return &payload_fields[payload_firsts[payload] + payload_numbers[payload][id] - 1];
    return NULL;
}

int32_t pfl_event_span(const pfl_event *event, uint16_t id, pfl_span *span)
{
    if (event == NULL || span == NULL)
        return 0;
    const pfl_field *field = pfl_field_info(event->kind, id);
    if (field == NULL || field->type != PFL_TYPE_TEXT || ((event->present >> field->bit) & 1) == 0)
        return 0;
    *span = span_at(event, field);
    return 1;
}

uint64_t pfl_event_field_bytes(const pfl_event *event)
{
    uint64_t sum = 0;
    if (event == NULL)
        return 0;
    for (uint64_t bits = event->present & head_text; bits != 0; bits &= bits - 1)
        sum += span_at(event, &head_fields[lowest_bit(bits)]).length;

    unsigned payload = payload_of(event->kind);
    const pfl_field *fields = &payload_fields[payload_firsts[payload]];
    for (uint64_t bits = event->present & payload_text[payload]; bits != 0; bits &= bits - 1)
        sum += span_at(event, &fields[lowest_bit(bits) - FIRST_PAYLOAD_BIT]).length;
    return sum;
}
