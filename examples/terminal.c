#include "terminal.h"
#include <errno.h>
#include <postfixlog/json.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define OUTPUT_SIZE (256 * 1024)
#define IN_MEMORY   (-1) /* no file descriptor */

/* --- Output ------------------------------------------------------------------ */

static bool has_colors(int fd)
{
    const char *no_color = getenv("NO_COLOR"); /* no-color.org: any value but the empty one */
    const char *term = getenv("TERM");
    return isatty(fd) && (no_color == NULL || *no_color == '\0') && term != NULL && strcmp(term, "dumb") != 0;
}

void output_open(output *out, int fd, output_color color)
{
    signal(SIGPIPE, SIG_IGN);
    out->fd = fd;
    out->color = color == COLOR_ALWAYS || (color == COLOR_AUTO && has_colors(fd));
    out->error = 0;
    out->used = 0;
    out->capacity = OUTPUT_SIZE;
    out->data = must_resize(NULL, out->capacity);
}

void output_open_memory(output *out)
{
    *out = (output){.fd = IN_MEMORY};
}

bool output_flush(output *out)
{
    size_t done = 0;
    if (out->fd == IN_MEMORY)
        return true;
    while (done < out->used && out->error == 0) {
        ssize_t n = write(out->fd, out->data + done, out->used - done);
        if (n >= 0)
            done += (size_t)n;
        else if (errno != EINTR)
            out->error = errno;
    }
    out->used = 0;
    return out->error == 0;
}

int output_close(output *out, const char *name)
{
    output_flush(out);
    free(out->data);
    out->data = NULL;
    if (out->error == 0 || out->error == EPIPE)
        return 0;
    message(name, "cannot write: %s", strerror(out->error));
    return 2;
}

char *output_room(output *out, size_t size)
{
    if (size > out->capacity - out->used)
        output_flush(out);
    if (size > out->capacity - out->used) { /* all is written, but for what stays in memory */
        out->capacity = 2 * out->used + size;
        out->data = must_resize(out->data, out->capacity);
    }
    return out->data + out->used;
}

void output_filled(output *out, size_t size)
{
    out->used += size;
}

void output_bytes(output *out, const char *bytes, size_t length)
{
    if (length == 0)
        return; /* in memory there may be no room yet */
    memcpy(output_room(out, length), bytes, length);
    output_filled(out, length);
}

void output_string(output *out, const char *string)
{
    output_bytes(out, string, strlen(string));
}

void output_format(output *out, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length <= 0)
        return;
    char *room = output_room(out, (size_t)length + 1);
    va_start(arguments, format);
    vsnprintf(room, (size_t)length + 1, format, arguments);
    va_end(arguments);
    output_filled(out, (size_t)length);
}

void output_json(output *out, const char *text, size_t length, int32_t *escaped)
{
    size_t capacity = 6 * length + 2, written = 0; /* six characters for a byte at most */
    char *room = output_room(out, capacity);
    if (pfl_text_json(text, length, room, capacity, &written, escaped) == PFL_OK)
        output_filled(out, written);
    else
        output_string(out, "\"\"");
}

void output_paint(output *out, const char *sgr)
{
    if (!out->color)
        return;
    output_string(out, "\033[");
    output_string(out, sgr != NULL ? sgr : "0");
    output_string(out, "m");
}

/* --- Harmless text ----------------------------------------------------------- */

/* Decodes one UTF-8 character strictly (no overlong form, no surrogate): its length, or 0 when it is none. */
static size_t utf8_decode(const unsigned char *s, size_t length, uint32_t *character)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t size = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
    if (s[0] < 0xc2 || s[0] > 0xf4 || size > length)
        return 0;
    uint32_t c = s[0] & (0x7fU >> size);
    for (size_t i = 1; i < size; i++) {
        if ((s[i] & 0xc0) != 0x80)
            return 0;
        c = c << 6 | (s[i] & 0x3fU);
    }
    if (c < least[size] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
        return 0;
    *character = c;
    return size;
}

/* What makes a terminal act, a line break, or the eye read letters in another order than they stand. */
static bool is_harmful(uint32_t c)
{
    return (c >= 0x80 && c < 0xa0) || c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x2028 && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069);
}

static char *put_byte(char *out, unsigned char byte)
{
    static const char digits[] = "0123456789abcdef";
    *out++ = '\\';
    *out++ = 'x';
    *out++ = digits[byte >> 4];
    *out++ = digits[byte & 15];
    return out;
}

size_t text_harmless(const char *text, size_t length, char *result)
{
    const unsigned char *s = (const unsigned char *)text;
    char *out = result;
    for (size_t i = 0; i < length;) {
        uint32_t c = 0;
        size_t size;
        bool like_escape = s[i] == '\\' && ((i + 1 < length && s[i + 1] == 'x') ||
                                            (i + 2 < length && s[i + 1] == 'u' && s[i + 2] == '{'));
        if (s[i] >= 0x20 && s[i] < 0x7f && !like_escape) {
            *out++ = (char)s[i++];
        } else if (s[i] < 0x80 || (size = utf8_decode(s + i, length - i, &c)) == 0) {
            out = put_byte(out, s[i++]);
        } else if (is_harmful(c)) {
            /* 6 characters for two bytes, 8 for three, and sprintf's 0: within TEXT_GROWTH. */
            out += sprintf(out, "\\u{%x}", (unsigned)c);
            i += size;
        } else {
            memcpy(out, s + i, size);
            out += size;
            i += size;
        }
    }
    return (size_t)(out - result);
}

void output_text(output *out, const char *text, size_t length)
{
    char *room = output_room(out, TEXT_GROWTH * length);
    output_filled(out, text_harmless(text, length, room));
}

/* --- Standard error ---------------------------------------------------------- */

static const char *program = "";
static volatile sig_atomic_t progress_shown;

void message_program(const char *name)
{
    program = name;
}

static void write_all(const char *bytes, size_t length)
{
    for (ssize_t n; length > 0; bytes += n, length -= (size_t)n)
        if ((n = write(STDERR_FILENO, bytes, length)) < 0) {
            if (errno != EINTR)
                return; /* nowhere left to tell it */
            n = 0;
        }
}

void message(const char *subject, const char *format, ...)
{
    char raw[1536], line[64 + TEXT_GROWTH * sizeof raw];
    va_list arguments;
    if (subject != NULL && strcmp(subject, "-") == 0)
        subject = "standard input";
    if (subject != NULL && *subject == '\0')
        subject = "\"\"";
    int start = snprintf(raw, sizeof raw, "%s: %.1000s%s", program, subject != NULL ? subject : "",
                         subject != NULL ? ": " : "");
    va_start(arguments, format);
    vsnprintf(raw + start, sizeof raw - (size_t)start, format, arguments);
    va_end(arguments);

    size_t length = 0;
    if (progress_shown) {
        memcpy(line, "\r\033[K", 4);
        length = 4;
        progress_shown = 0;
    }
    length += text_harmless(raw, strlen(raw), line + length);
    line[length++] = '\n';
    write_all(line, length);
}

void message_progress(const char *text)
{
    char line[256];
    if (text == NULL && !progress_shown)
        return;
    int length = snprintf(line, sizeof line, "\r\033[K%.200s", text != NULL ? text : "");
    progress_shown = text != NULL;
    write_all(line, (size_t)length);
}

void *must_resize(void *pointer, size_t size)
{
    void *result = realloc(pointer, size > 0 ? size : 1);
    if (result == NULL) {
        message(NULL, "out of memory");
        _exit(2);
    }
    return result;
}
