#include "postfix_text.h"

#include <stdio.h>
#include <string.h>

#include <postfixlog/postfixlog.h>

void written_start(written *w, uint16_t kind, const char *program, int severity)
{
    w->kind = kind;
    w->program = program;
    w->severity = severity;
    w->length = w->field_count = 0;
}

void put_bytes(written *w, const char *text, size_t length)
{
    if (length > sizeof w->text - w->length)
        length = sizeof w->text - w->length;
    memcpy(w->text + w->length, text, length);
    w->length += length;
}

void put(written *w, const char *text)
{
    put_bytes(w, text, strlen(text));
}

static written_field *note(written *w, uint16_t id)
{
    if (w->field_count == WRITTEN_FIELDS)
        w->field_count--; /* the test sees that a field is missing */
    written_field *field = &w->fields[w->field_count++];
    *field = (written_field){.id = id};
    return field;
}

void note_text(written *w, uint16_t id, size_t from)
{
    written_field *field = note(w, id);
    field->is_text = 1;
    field->at = from;
    field->length = w->length - from;
}

void note_number(written *w, uint16_t id, int64_t number)
{
    note(w, id)->number = number;
}

void put_number(written *w, uint16_t id, int64_t number)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%lld", (long long)number);
    put(w, digits);
    note_number(w, id, number);
}

void put_field(written *w, const char *before, uint16_t id, const char *text)
{
    put(w, before);
    size_t from = w->length;
    put(w, text);
    note_text(w, id, from);
}

void put_field_cut(written *w, uint16_t id, const char *text, size_t limit)
{
    size_t from = w->length, length = strlen(text);
    put_bytes(w, text, length < limit ? length : limit);
    note_text(w, id, from);
}

/* Whether a local part can do without quotes. */
static int is_dot_string(const char *local, size_t length)
{
    if (length == 0 || local[0] == '.' || local[length - 1] == '.')
        return 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)local[i];
        if (c <= ' ' || c == 127 || strchr("()<>@,;:\\\"[]", c) || (c == '.' && local[i + 1] == '.'))
            return 0;
    }
    return 1;
}

void put_address(written *w, const char *before, uint16_t id, const char *address)
{
    const char *at = strrchr(address, '@');
    size_t local = at ? (size_t)(at - address) : strlen(address);
    put(w, before);
    size_t from = w->length;
    if (*address == 0 || w->form == FORM_INTERNAL || is_dot_string(address, local)) {
        put(w, address);
    } else {
        put(w, "\"");
        for (size_t i = 0; i < local; i++) {
            if (strchr("\"\\\r", address[i]))
                put(w, "\\");
            put_bytes(w, address + i, 1);
        }
        put(w, "\"");
        put(w, address + local);
    }
    note_text(w, id, from);
    put(w, ">");
}

void put_escaped(written *w, uint16_t id, const char *text, size_t length, size_t limit)
{
    static const char letters[] = "abtnvfr"; /* 7 to 13 */
    size_t from = w->length;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        char octal[8];
        if (c >= ' ' && c < 127)
            snprintf(octal, sizeof octal, c == '\\' ? "\\\\" : "%c", c);
        else if (c >= 7 && c <= 13)
            snprintf(octal, sizeof octal, "\\%c", letters[c - 7]);
        else
            snprintf(octal, sizeof octal, "\\%03o", c);
        put(w, octal);
    }
    if (limit > 0 && w->length - from > limit)
        w->length = from + limit;
    note_text(w, id, from);
}

void neuter_helo(char *name)
{
    for (; *name; name++)
        if (strchr(" <>()\\\";@", *name))
            *name = '?';
}

/* How many bytes of valid UTF-8 start here, 0 for none (RFC 3629). */
static size_t utf8_length(const unsigned char *s, size_t left)
{
    size_t length = s[0] < 0x80 ? 1 : s[0] < 0xC2 ? 0 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : s[0] < 0xF5 ? 4 : 0;
    if (length == 0 || length > left)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    if ((s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xED && s[1] > 0x9F) || (s[0] == 0xF0 && s[1] < 0x90) ||
        (s[0] == 0xF4 && s[1] > 0x8F))
        return 0;
    return length;
}

void make_printable(char *text, size_t length, enum charset charset, char replacement)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c >= ' ' && c < 127)
            continue;
        if (c >= 0x80 && charset == CHARSET_LAX)
            continue;
        if (c >= 0x80 && charset == CHARSET_UTF8) {
            size_t valid = utf8_length((const unsigned char *)text + i, length - i);
            if (valid > 0) {
                i += valid - 1;
                continue;
            }
        }
        text[i] = replacement;
    }
}

void written_end(written *w)
{
    make_printable(w->text, w->length, w->charset, '?');
    w->cut = w->length >= POSTFIX_TEXT_LIMIT;
    if (w->cut)
        w->length = POSTFIX_TEXT_LIMIT;
    int before = snprintf(w->line, sizeof w->line, "Nov 23 17:04:51 mx1 %s", w->program);
    if (w->pid > 0)
        before += snprintf(w->line + before, sizeof w->line - (size_t)before, "[%lu]", (unsigned long)w->pid);
    before += snprintf(w->line + before, sizeof w->line - (size_t)before, ": %s%s",
                       pfl_severity_name((uint8_t)w->severity), w->severity ? ": " : "");
    memcpy(w->line + before, w->text, w->length);
    w->line_length = (size_t)before + w->length;
    for (size_t i = 0; i < w->field_count; i++)
        w->fields[i].at += (size_t)before;
}

const written_field *written_find(const written *w, uint16_t id)
{
    for (size_t i = 0; i < w->field_count; i++)
        if (w->fields[i].id == id)
            return &w->fields[i];
    return NULL;
}
