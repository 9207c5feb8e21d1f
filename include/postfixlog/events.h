/*
 * Events: what one line of a log says, as one flat record.
 *
 * A pfl_event is plain old data of 256 bytes with the same layout on every
 * machine: it may be copied, stored in arrays and read from other languages.
 * Its head is the same for all kinds; `kind` says which record of the union
 * holds the rest.
 *
 *     if (event.kind == PFL_KIND_SASL_LOGIN)
 *         user = event.client.sasl_username;
 *
 * Text is not in the record: a pfl_span gives offset and length in the event's
 * text, the line as it was read. pfl_event_text() (parser.h) finds that text.
 * Any byte may be in it, 0 included: it need not be UTF-8, and most of it was
 * chosen by whoever talked to the mail server.
 *
 * A field that the line did not have is 0, and its PFL_HAS_ bit in `present`
 * is clear; so absent differs from empty and from zero. Every line yields
 * exactly one event, whatever is in it.
 */
#ifndef POSTFIXLOG_EVENTS_H
#define POSTFIXLOG_EVENTS_H

#include <postfixlog/base.h>
#include <postfixlog/kinds.h>

#ifdef __cplusplus
extern "C" {
#endif

/* pfl_event.time of a line whose stamp cannot be (10:92:01) or is missing; PFL_FLAG_TIME_INVALID is set with it. */
#define PFL_TIME_INVALID INT64_MIN

/*
 * Bits of pfl_event.flags.
 *
 *   TEXT_OWNED     the text lies in the parser's buffer, not in the caller's data
 *   TRUNCATED      the end is missing: the line was longer than max_line; or may be
 *                  missing: its text has the 2000 bytes at which Postfix cuts
 *   AMBIGUOUS      the line can be read in two ways; the doubtful fields are absent
 *   TIME_INVALID   the stamp is impossible or missing
 *   YEAR_INFERRED  the stamp had no year: it comes from the reference time
 *   ZONE_INFERRED  the stamp had no zone: it comes from the caller's list
 *   HOUR_DOUBLED   the clock showed this hour twice; the first reading was taken
 */
#define PFL_FLAG_TEXT_OWNED    UINT32_C(1)
#define PFL_FLAG_TRUNCATED     UINT32_C(2)
#define PFL_FLAG_AMBIGUOUS     UINT32_C(4)
#define PFL_FLAG_TIME_INVALID  UINT32_C(8)
#define PFL_FLAG_YEAR_INFERRED UINT32_C(16)
#define PFL_FLAG_ZONE_INFERRED UINT32_C(32)
#define PFL_FLAG_HOUR_DOUBLED  UINT32_C(64)

/* pfl_event.severity: Postfix's own word before the text (util/msg_output.c). */
enum {
    PFL_SEVERITY_INFO = 0, /* no word */
    PFL_SEVERITY_WARNING = 1,
    PFL_SEVERITY_ERROR = 2,
    PFL_SEVERITY_FATAL = 3,
    PFL_SEVERITY_PANIC = 4
};

/* "warning", or "" for PFL_SEVERITY_INFO and for a value that is none; valid for ever. */
PFL_API const char *pfl_severity_name(uint8_t severity);

/* What a warning, an error or a note is about: the values of category. */
enum {
    PFL_CATEGORY_CONFIG = 1,         /* parameters, files of /etc/postfix, command lines */
    PFL_CATEGORY_DICT = 2,           /* lookup tables and their databases */
    PFL_CATEGORY_NETWORK = 3,        /* DNS, connections, proxies in front */
    PFL_CATEGORY_TLS = 4,            /* certificates, keys, handshakes */
    PFL_CATEGORY_SASL = 5,           /* authentication, either way */
    PFL_CATEGORY_MILTER = 6,         /* Milters, policy services and content filters */
    PFL_CATEGORY_RESOURCE = 7,       /* memory, disk, processes */
    PFL_CATEGORY_QUEUE_FILE = 8,     /* queue files and their records */
    PFL_CATEGORY_PROTOCOL_ABUSE = 9, /* what a client or server said against the protocol */
    PFL_CATEGORY_RATE_LIMIT = 10,    /* limits on clients */
    PFL_CATEGORY_DELIVERY = 11,      /* addresses, transports, mailboxes, notices */
    PFL_CATEGORY_INTERNAL = 12,      /* between the processes of Postfix; everything else */
    PFL_CATEGORY_LIFECYCLE = 13      /* starts, stops, crashes */
};

/* "config", "dict", ...; "" for a value that is none; valid for ever. */
PFL_API const char *pfl_category_name(uint8_t category);

/* Types of fields: what lies at pfl_field.offset. */
enum {
    PFL_TYPE_TEXT = 1,     /* pfl_span */
    PFL_TYPE_SEVERITY = 2, /* uint8_t, PFL_SEVERITY_ */
    PFL_TYPE_U16 = 3,      /* uint16_t */
    PFL_TYPE_U32 = 4,      /* uint32_t */
    PFL_TYPE_U64 = 5,      /* uint64_t */
    PFL_TYPE_DURATION = 6, /* int64_t, microseconds */
    PFL_TYPE_TIME = 7,     /* int64_t, microseconds since 1970-01-01 00:00 UTC */
    PFL_TYPE_CATEGORY = 8  /* uint8_t, PFL_CATEGORY_ */
};

/* Units of fields. */
enum { PFL_UNIT_NONE = 0, PFL_UNIT_MICROSECONDS = 1, PFL_UNIT_BYTES = 2, PFL_UNIT_BITS = 3 };

/* A field of a kind. */
typedef struct pfl_field {
    const char *name; /* "client_addr" */
    const char *doc;  /* one sentence */
    uint16_t id;      /* PFL_FIELD_; the same name has the same id and type in every kind */
    uint16_t type;    /* PFL_TYPE_ */
    uint16_t unit;    /* PFL_UNIT_ */
    uint16_t offset;  /* of the field in pfl_event, in bytes */
    uint16_t bit;     /* present & (UINT64_C(1) << bit) when the line had it */
    uint16_t derived; /* 1 when the text is part of another field's: exporters leave it out */
} pfl_field;

/* A kind of event. */
typedef struct pfl_kind {
    const char *name;        /* "sasl-login" */
    const char *doc;         /* one sentence */
    const pfl_field *fields; /* the fields of its record, in schema order; the head's are not among them */
    uint16_t field_count;
    uint16_t code; /* PFL_KIND_ */
} pfl_kind;

/*
 * Reflection, for bindings and exporters. The tables are constant: the pointers
 * are valid for ever, from any thread.
 */

/* The index-th kind, in the order of their codes; NULL past the last. */
PFL_API const pfl_kind *pfl_kind_at(size_t index);

/* The kind of a code or of a name; NULL when there is none. */
PFL_API const pfl_kind *pfl_kind_info(uint16_t code);
PFL_API const pfl_kind *pfl_kind_by_name(const char *name);

/* The index-th field of the head, which every kind has; NULL past the last. */
PFL_API const pfl_field *pfl_head_field(size_t index);

/* The field of a kind with this PFL_FIELD_ id, the head's included; NULL when the kind has none. */
PFL_API const pfl_field *pfl_field_info(uint16_t kind, uint16_t id);

/*
 * The text of a field, by PFL_FIELD_ id: returns 1 and sets *span when the event
 * has that field, it is text and the line had it; 0 otherwise (*span is then
 * untouched). For callers that look at one field of many kinds.
 */
PFL_API int32_t pfl_event_span(const pfl_event *event, uint16_t id, pfl_span *span);

/* The sum of the lengths of all text fields that are present; derived ones do not count. */
PFL_API uint64_t pfl_event_field_bytes(const pfl_event *event);

#ifdef __cplusplus
}
#endif

#endif
