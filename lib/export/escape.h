/*
 * What of a text cannot be written as it is: the rules that JSON and CSV share.
 *
 * Text from a log is bytes. Bytes that are not UTF-8 are written as \xHH, and a
 * backslash that a reader would take for the start of one is written \x5c. Who
 * turns each \xHH back into its byte gets the text back, so two different texts
 * are never written alike.
 */
#ifndef POSTFIXLOG_EXPORT_ESCAPE_H
#define POSTFIXLOG_EXPORT_ESCAPE_H

#include <stddef.h>
#include <stdint.h>

/* What stops a run of plain text, and what the formats do about it. */
enum {
    SPECIAL_QUOTE,     /* " */
    SPECIAL_BACKSLASH, /* one that means only itself */
    SPECIAL_CONTROL,   /* a control or bidirectional character: of no look, or one that changes other text's */
    SPECIAL_BYTE       /* not UTF-8, or a backslash that looks like \xHH */
};

struct special {
    uint32_t character; /* the code point of SPECIAL_CONTROL */
    uint16_t form;
    uint16_t length; /* in bytes */
};

/* The length of the plain text at the start of text: UTF-8 with nothing special. */
size_t pfl_escape_plain(const unsigned char *text, size_t length);

/* The special thing at the start of text, where plain text has ended; length is not 0. */
struct special pfl_escape_special(const unsigned char *text, size_t length);

#endif
