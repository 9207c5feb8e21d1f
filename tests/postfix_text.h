/*
 * A log line in the making: text put together as Postfix puts it together, with a
 * note of where each field lies. What Postfix does to text on its way to the log
 * keeps its length (? for a byte), so the notes stay true to the end.
 *
 * Used by the tests that need to know what a line says without asking the parser.
 */
#ifndef POSTFIX_TEXT_H
#define POSTFIX_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* Postfix cuts the text of a line here, the severity word not counted (MSG_SYSLOG_RECLEN, util/msg_syslog.c). */
#define POSTFIX_TEXT_LIMIT 2000

#define WRITTEN_ROOM   65536
#define WRITTEN_FIELDS 32

/* info_log_addr_form: external is the default since 3.5, internal was all there was before. */
enum address_form { FORM_EXTERNAL, FORM_INTERNAL };

/* What printable() lets through: valid UTF-8 (3.9), anything but ASCII controls (3.0 to 3.8), ASCII
 * (smtputf8_enable=no). */
enum charset { CHARSET_UTF8, CHARSET_LAX, CHARSET_ASCII };

typedef struct written_field {
    uint16_t id;       /* PFL_FIELD_ */
    int is_text;       /* or a number */
    size_t at, length; /* in the message, and then in the line */
    int64_t number;
} written_field;

typedef struct written {
    /* Before: how, by whom. */
    enum address_form form;
    enum charset charset;
    const char *program;
    uint32_t pid;
    int severity; /* PFL_SEVERITY_ */
    uint16_t kind;

    /* Then the message, without the severity word. */
    char text[WRITTEN_ROOM];
    size_t length;
    written_field fields[WRITTEN_FIELDS];
    size_t field_count;

    /* At last the line. */
    char line[POSTFIX_TEXT_LIMIT + 256];
    size_t line_length;
    int cut; /* 1 when bytes are missing, or might be: the text is as long as it can be */
} written;

/* Starts a line: kind, program and severity are the format's, form and charset the caller's. */
void written_start(written *w, uint16_t kind, const char *program, int severity);

/* Append text; what does not fit is dropped. */
void put(written *w, const char *text);
void put_bytes(written *w, const char *text, size_t length);
void put_number(written *w, uint16_t id, int64_t number);

/* A field: its name in front of it, and the text, or its first limit bytes (%.100s). */
void put_field(written *w, const char *before, uint16_t id, const char *text);
void put_field_cut(written *w, uint16_t id, const char *text, size_t limit);

/* Notes that a field lies from a place in the text to its end; notes a number that is written otherwise. */
void note_text(written *w, uint16_t id, size_t from);
void note_number(written *w, uint16_t id, int64_t number);

/* An address, given in internal form, as info_log_addr_form() shows it (global/info_log_addr_form.c,
 * quote_822_local.c). */
void put_address(written *w, const char *before, uint16_t id, const char *address);

/* As escape() does (util/unescape.c): C escapes, \ooo for what is not ASCII; at most limit bytes of its work, or all
 * for 0. */
void put_escaped(written *w, uint16_t id, const char *text, size_t length, size_t limit);

/* In place: what smtpd does to a HELO name (smtpd/smtpd.c, NEUTER_CHARACTERS), and printable() to any text. */
void neuter_helo(char *name);
void make_printable(char *text, size_t length, enum charset charset, char replacement);

/* Sanitises, cuts, and puts the header in front. Fields are in the line's coordinates then. */
void written_end(written *w);

/* The field of that id, or NULL. */
const written_field *written_find(const written *w, uint16_t id);

#endif
