#include "page_check.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* === Text === */

static bool turns_direction(uint32_t code)
{
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0x200E ||
           code == 0x200F || code == 0x061C;
}

/* The length of a character; 0 for none that may stand in text. */
static size_t character(const char *at, size_t left)
{
    const unsigned char *bytes = (const unsigned char *)at;
    unsigned first = bytes[0], more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    if (first < 0x80)
        return first == '\n' || (first >= 0x20 && first != 0x7F);
    if (more == 0 || first > 0xF4 || left <= more)
        return 0;
    uint32_t code = first & (0x3Fu >> more);
    for (unsigned i = 1; i <= more; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
        code = code << 6 | (bytes[i] & 0x3Fu);
    }
    bool fine = code >= least[more] && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF) && code >= 0xA0;
    return fine && !turns_direction(code) && code != 0x2028 && code != 0x2029 ? more + 1 : 0;
}

const char *text_fault(const char *text, size_t length)
{
    for (size_t at = 0, n; at < length; at += n)
        if ((n = character(text + at, length - at)) == 0)
            return "a character that may not be there";
    return NULL;
}

/* === Markup === */

#define DEEPEST  64
#define NAME     16
#define SPACE    " \n"
#define LETTERS  "abcdefghijklmnopqrstuvwxyz"
#define ALNUM    LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
#define IN_NAMES ALNUM "-"

typedef struct reader {
    const char *at, *end;
    char open[DEEPEST][NAME]; /* elements */
    size_t depth;
} reader;

/* Lists of words, each between blanks. */
static const char elements[] = " html head meta title style body main header footer section article h1 h2 h3 h4 p "
                               "span b small code bdi abbr time ul ol li dl dt dd div table caption colgroup col thead "
                               "tbody tr th td details summary svg desc g rect line text path a ";
static const char without_end[] = " meta col ";
static const char end_left_out[] = " li dt dd p ";
static const char attributes[] =
    " class y x y1 y2 x1 x2 scope name content title role id width height tabindex colspan "
    "aria-label aria-labelledby aria-hidden viewBox lang http-equiv href datetime charset ";

static bool is_among(const char *words, const char *word, size_t length)
{
    char spaced[NAME + 3];
    if (length == 0 || length > NAME)
        return false;
    spaced[0] = ' ';
    memcpy(spaced + 1, word, length);
    memcpy(spaced + 1 + length, " ", 2);
    return strstr(words, spaced) != NULL;
}

static size_t run(const reader *r, const char *of)
{
    size_t n = 0;
    while (r->at + n < r->end && r->at[n] != '\0' && strchr(of, r->at[n]) != NULL)
        n++;
    return n;
}

static bool take(reader *r, const char *literal)
{
    size_t length = strlen(literal);
    if ((size_t)(r->end - r->at) < length || memcmp(r->at, literal, length) != 0)
        return false;
    r->at += length;
    return true;
}

/* &amp; or &#39;, at the ampersand */
static bool take_reference(reader *r)
{
    r->at++;
    bool by_number = take(r, "#");
    size_t n = run(r, by_number ? "0123456789" : LETTERS);
    r->at += n;
    return n > 0 && n < 8 && take(r, ";");
}

/* One character of text or of a value. */
static bool take_character(reader *r)
{
    size_t n = character(r->at, (size_t)(r->end - r->at));
    if (*r->at == '&')
        return take_reference(r);
    r->at += n;
    return n > 0;
}

static const char *take_attribute(reader *r)
{
    size_t n = run(r, IN_NAMES);
    const char *name = r->at, *value;
    if (!is_among(attributes, name, n))
        return "an attribute that is not among those that are used";
    r->at += n;
    if (!take(r, "=\""))
        return "an attribute without a value in quotes";
    for (value = r->at; r->at < r->end && *r->at != '"';)
        if (*r->at == '<' || *r->at == '>' || !take_character(r))
            return "a value with what may not be in it";
    if (n == 4 && memcmp(name, "href", 4) == 0 && *value != '#')
        return "a link to elsewhere";
    return take(r, "\"") ? NULL : "a value without an end";
}

static const char *take_start(reader *r)
{
    size_t n = run(r, ALNUM);
    const char *name = r->at, *fault;
    if (!is_among(elements, name, n) || n >= NAME)
        return "an element that is not among those that are used";
    r->at += n;
    while (run(r, SPACE) > 0) {
        r->at += run(r, SPACE);
        if (r->at < r->end && *r->at != '>' && *r->at != '/' && (fault = take_attribute(r)) != NULL)
            return fault;
    }
    bool is_whole = take(r, "/") || is_among(without_end, name, n);
    if (!take(r, ">"))
        return "a tag without an end";
    if (is_whole)
        return NULL;
    if (r->depth > 0 && is_among(end_left_out, name, n) && strlen(r->open[r->depth - 1]) == n &&
        memcmp(r->open[r->depth - 1], name, n) == 0)
        r->depth--; /* <li> after <li> */
    if (r->depth == DEEPEST)
        return "elements in elements without an end";
    memset(r->open[r->depth], 0, NAME);
    memcpy(r->open[r->depth++], name, n);
    if (n == 5 && memcmp(name, "style", n) == 0)
        while (r->at < r->end && *r->at != '<')
            r->at++;
    return NULL;
}

static const char *take_end(reader *r)
{
    size_t n = run(r, ALNUM);
    const char *name = r->at;
    r->at += n;
    while (r->depth > 0 && is_among(end_left_out, r->open[r->depth - 1], strlen(r->open[r->depth - 1])) &&
           (strlen(r->open[r->depth - 1]) != n || memcmp(r->open[r->depth - 1], name, n) != 0))
        r->depth--;
    if (r->depth == 0 || strlen(r->open[r->depth - 1]) != n || memcmp(r->open[r->depth - 1], name, n) != 0)
        return "an element ends that was not open";
    r->depth--;
    return take(r, ">") ? NULL : "a tag without an end";
}

const char *page_fault(const char *page, size_t length)
{
    reader r = {.at = page, .end = page + length};
    const char *fault = NULL;
    if (!take(&r, "<!DOCTYPE html>\n"))
        return "no page";
    while (fault == NULL && r.at < r.end)
        if (take(&r, "</"))
            fault = take_end(&r);
        else if (take(&r, "<"))
            fault = take_start(&r);
        else if (*r.at == '>' || !take_character(&r))
            fault = "text that is not harmless";
    return fault != NULL ? fault : r.depth > 0 ? "an element does not end" : NULL;
}
