/*
 * The layout of a record, held fast at compile time: other languages read it by offset.
 */
#include "lib/events/schema.h"

#include <stddef.h>

_Static_assert(sizeof(pfl_span) == 4, "a span is two uint16_t");
_Static_assert(sizeof(pfl_event) == 256, "pinned: event_size, and the arrays of every binding");
_Static_assert(offsetof(pfl_event, reserved_2) == 88, "pinned: where the union starts");

_Static_assert(offsetof(pfl_event, kind) == 0, "pinned");
_Static_assert(offsetof(pfl_event, severity) == 2, "pinned");
_Static_assert(offsetof(pfl_event, reserved_0) == 3, "pinned");
_Static_assert(offsetof(pfl_event, flags) == 4, "pinned");
_Static_assert(offsetof(pfl_event, present) == 8, "pinned");
_Static_assert(offsetof(pfl_event, time) == 16, "pinned");
_Static_assert(offsetof(pfl_event, line) == 24, "pinned");
_Static_assert(offsetof(pfl_event, offset) == 32, "pinned");
_Static_assert(offsetof(pfl_event, text_offset) == 40, "pinned");
_Static_assert(offsetof(pfl_event, text_length) == 48, "pinned");
_Static_assert(offsetof(pfl_event, repeat) == 52, "pinned");
_Static_assert(offsetof(pfl_event, pid) == 56, "pinned");
_Static_assert(offsetof(pfl_event, host) == 60, "pinned");
_Static_assert(offsetof(pfl_event, program) == 64, "pinned");
_Static_assert(offsetof(pfl_event, service) == 68, "pinned");
_Static_assert(offsetof(pfl_event, queue_id) == 72, "pinned");
_Static_assert(offsetof(pfl_event, message) == 76, "pinned");
_Static_assert(offsetof(pfl_event, reserved_1) == 80, "pinned");

/*
 * Each field has the C type that events.def names. A record starts at a multiple
 * of 8; with its fields at multiples of their own size, no compiler needs padding
 * of its own, and i686, which would put an int64_t at a multiple of 4, agrees.
 */
#define MEMBER(path) (((pfl_event *)0)->path)
/* clang-format off */
#define TYPE_OF(path) _Generic(MEMBER(path), \
    pfl_span: PFL_TYPE_TEXT, uint8_t: PFL_TYPE_SEVERITY, uint16_t: PFL_TYPE_U16, uint32_t: PFL_TYPE_U32, \
    uint64_t: PFL_TYPE_U64, int64_t: PFL_TYPE_DURATION)
/* clang-format on */
#define STORED_AS(name)                                                                                                \
    (IS_TYPE(name, TIME) ? (int)PFL_TYPE_DURATION : IS_TYPE(name, CATEGORY) ? (int)PFL_TYPE_SEVERITY : (int)TYPE_##name)
#define HAS_TYPE(path, name) (TYPE_OF(path) == STORED_AS(name))
#define ALIGNMENT(path)      (TYPE_OF(path) == PFL_TYPE_TEXT ? sizeof(uint16_t) : sizeof MEMBER(path))
#define CHECK(path, name)                                                                                              \
    _Static_assert(HAS_TYPE(path, name) && offsetof(pfl_event, path) % ALIGNMENT(path) == 0, #path);

#define PFL_HEAD(bit, name)    CHECK(name, name)
#define PFL_HAS(payload, name) CHECK(payload.name, name)
#include "lib/events/events.def"

/* Bits and ids stay within what holds them. */
#define PFL_FIELD(id, name, type, unit, doc) _Static_assert(ID_##name < ID_LIMIT, "ids rise in events.def");
#define PFL_HEAD(bit, name)                  _Static_assert((bit) < FIRST_PAYLOAD_BIT, "a head bit");
#include "lib/events/events.def"
