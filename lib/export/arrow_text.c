#include "lib/export/arrow_text.h"

#include "lib/export/escape.h"

size_t pfl_arrow_escape(char *to, const char *text, size_t length, bool *escaped)
{
    static const char hex[] = "0123456789abcdef";
    const unsigned char *at = (const unsigned char *)text, *end = at + length;
    char *start = to;
    for (;;) {
        size_t plain = pfl_escape_plain(at, (size_t)(end - at));
        memcpy(to, at, plain);
        to += plain;
        at += plain;
        if (at == end)
            return (size_t)(to - start);
        struct special special = pfl_escape_special(at, (size_t)(end - at));
        if (special.form == SPECIAL_BYTE) {
            *to++ = '\\';
            *to++ = 'x';
            *to++ = hex[*at >> 4];
            *to++ = hex[*at & 15];
            *escaped = true;
        } else { /* UTF-8, however it looks */
            memcpy(to, at, special.length);
            to += special.length;
        }
        at += special.length;
    }
}
