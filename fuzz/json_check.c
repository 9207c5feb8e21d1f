#include "json_check.h"

#include <stdint.h>
#include <string.h>

typedef struct reader {
    const unsigned char *at, *end;
} reader;

static int take(reader *r, const char *literal)
{
    size_t length = strlen(literal);
    if ((size_t)(r->end - r->at) < length || memcmp(r->at, literal, length) != 0)
        return 0;
    r->at += length;
    return 1;
}

static unsigned peek(const reader *r)
{
    return r->at < r->end ? *r->at : 0u;
}

/* One character beyond ASCII: shortest form, no surrogates, nothing past U+10FFFF, and no C1 control. */
static int wide_character(reader *r)
{
    unsigned first = *r->at, more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    if (first < 0xC2 || first > 0xF4 || (size_t)(r->end - r->at) <= more)
        return 0;
    uint32_t code = first & (0x3Fu >> more);
    for (unsigned i = 1; i <= more; i++) {
        if ((r->at[i] & 0xC0) != 0x80)
            return 0;
        code = code << 6 | (r->at[i] & 0x3Fu);
    }
    r->at += more + 1;
    return code >= least[more] && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF) && code >= 0xA0;
}

static int escape(reader *r)
{
    r->at++;
    if (peek(r) && strchr("\"\\/bfnrt", (int)peek(r))) {
        r->at++;
        return 1;
    }
    if (!take(r, "u") || r->end - r->at < 4)
        return 0;
    for (int i = 0; i < 4; i++, r->at++)
        if (!peek(r) || !strchr("0123456789abcdefABCDEF", (int)peek(r)))
            return 0;
    return 1;
}

static const char *string_fault(reader *r)
{
    if (!take(r, "\""))
        return "a string is missing";
    while (r->at < r->end && *r->at != '"') {
        if (*r->at < 0x20 || *r->at == 0x7F)
            return "a control character in a string";
        if (*r->at == '\\') {
            if (!escape(r))
                return "an escape that is none";
        } else if (*r->at >= 0x80) {
            if (!wide_character(r))
                return "no UTF-8, or a control character";
        } else {
            r->at++;
        }
    }
    return take(r, "\"") ? NULL : "a string does not end";
}

static int digits(reader *r)
{
    const unsigned char *from = r->at;
    while (r->at < r->end && *r->at >= '0' && *r->at <= '9')
        r->at++;
    return r->at > from;
}

static const char *number_fault(reader *r)
{
    take(r, "-");
    int zero = peek(r) == '0';
    const unsigned char *from = r->at;
    if (!digits(r) || (zero && r->at - from > 1))
        return "a number that is none";
    if (take(r, ".") && !digits(r))
        return "a fraction without digits";
    return NULL;
}

const char *json_fault(const char *json, size_t length)
{
    reader r;
    struct {
        const unsigned char *at;
        size_t length;
    } names[128];
    size_t count = 0;
    const char *fault;
    memcpy(&r.at, &json, sizeof json);
    r.end = r.at + length;
    if (!take(&r, "{"))
        return "no object";
    do {
        const unsigned char *from = r.at;
        if ((fault = string_fault(&r)) != NULL)
            return fault;
        if (count == sizeof names / sizeof *names)
            return "more names than there are fields";
        names[count].at = from;
        names[count].length = (size_t)(r.at - from);
        for (size_t i = 0; i < count; i++)
            if (names[i].length == names[count].length && memcmp(names[i].at, from, names[i].length) == 0)
                return "a name twice";
        count++;
        if (!take(&r, ":"))
            return "a colon is missing";
        fault = peek(&r) == '"' ? string_fault(&r) : take(&r, "true") ? NULL : number_fault(&r);
        if (fault)
            return fault;
    } while (take(&r, ","));
    if (!take(&r, "}"))
        return "the object does not end";
    return r.at == r.end ? NULL : "something behind the object";
}
