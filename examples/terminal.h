/*
 * What the programs print: a buffered output that notices write errors, text of
 * a log made harmless for a terminal, colours, and messages on standard error.
 */
#ifndef EXAMPLES_TERMINAL_H
#define EXAMPLES_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* --color; auto: on a terminal that has colours, unless NO_COLOR is set. */
typedef enum output_color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } output_color;

typedef struct output {
    int fd;
    bool color;
    int error; /* errno of the first write that failed; from then on output is dropped */
    size_t used, capacity;
    char *data;
} output;

/*
 * Output to a file descriptor. SIGPIPE is ignored from here on: a reader that has
 * seen enough shows as output.error == EPIPE, and the program should end quietly.
 */
void output_open(output *out, int fd, output_color color);

/* Output that stays in memory, without colours: data[0 .. used), to be released with free(data). */
void output_open_memory(output *out);

/* Writes out what is buffered; false when that or an earlier write failed. */
bool output_flush(output *out);

/*
 * Flushes and releases. Returns the program's exit status: 0, also for EPIPE; 2
 * after "name: ...: No space left on device" on standard error.
 */
int output_close(output *out, const char *name);

/* Room for at least size bytes, to be filled and then counted in with output_filled(). */
char *output_room(output *out, size_t size);
void output_filled(output *out, size_t size);

/* Bytes and strings of our own. */
void output_bytes(output *out, const char *bytes, size_t length);
void output_string(output *out, const char *string);
void output_format(output *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * Text of a log, a file name: any bytes. Controls (C0, DEL, C1), bidirectional
 * marks and line separators are shown as \xHH or \u{HHHH}, bytes that are not
 * UTF-8 as \xHH, and a backslash that would read as one of these as \x5c. Room
 * for TEXT_GROWTH * length bytes is always enough.
 */
#define TEXT_GROWTH 4
void output_text(output *out, const char *text, size_t length);
size_t text_harmless(const char *text, size_t length, char *result);

/* The same as a JSON string, as pfl_text_json() writes it; *escaped, if given, is set to 1 when \xHH was needed. */
void output_json(output *out, const char *text, size_t length, int32_t *escaped);

/* Starts (SGR numbers, "1;31") or ends (NULL) a colour; nothing when colours are off. */
void output_paint(output *out, const char *sgr);

/*
 * Messages: "pfl-events: subject: text", one line in one write, made harmless.
 * The subject (a file, an option) may be NULL; "-" is standard input. Any thread.
 */
void message_program(const char *name); /* kept, not copied */
void message(const char *subject, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * A line on standard error that says how far the work is. It is shown only on a
 * terminal and replaced by the next one; message() and NULL clear it.
 */
void message_progress(const char *text);

/* For a program that cannot go on: allocates, or ends with a message and status 2. */
void *must_resize(void *pointer, size_t size);

#endif
