/*
 * What holds a log and cannot be read as one, told by how it begins: with a line that
 * says what to give instead. Nothing is guessed: it is read as it is all the same.
 */
#include "input_parts.h"
#include "terminal.h"
#include <string.h>

#define SAMPLE      32  /* lines that are looked at */
#define PREFIX_MOST 256 /* bytes in front of a line; a path with its line number */

static void hint_bytes(const input_file *file, const char *head, size_t length)
{
    static const struct {
        const char *mark, *hint;
    } forms[] = {
        {"__CURSOR=", "is in the journal's export format; give the output of journalctl -o json"},
        {"{\n\t\"", "is JSON of several lines an entry; give the output of journalctl -o json"},
        {"LPKSHHRH", "is a file of the journal; give the output of journalctl -o json --file FILE"},
        {"\xff\xfe", "is in UTF-16; give the output of iconv -f UTF-16 -t UTF-8 FILE"},
        {"\xfe\xff", "is in UTF-16; give the output of iconv -f UTF-16 -t UTF-8 FILE"},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (length >= strlen(forms[i].mark) && memcmp(head, forms[i].mark, strlen(forms[i].mark)) == 0)
            message(file->name, "%s", forms[i].hint);
}

static bool is_postfix(const pfl_event *event)
{
    return event->kind != PFL_KIND_MALFORMED && event->kind != PFL_KIND_FOREIGN && event->kind != PFL_KIND_OTHER;
}

/* How much stands in front of a line of Postfix; 0 for what has none behind anything. */
static size_t prefix_of(pfl_parser *parser, const char *line, size_t length)
{
    pfl_event event;
    for (size_t n = 1; n < length && n <= PREFIX_MOST; n++)
        if (pfl_parse_line(parser, line + n, length - n, &event, sizeof event) == PFL_OK && is_postfix(&event) &&
            event.time != PFL_TIME_INVALID)
            return n;
    return 0;
}

/* Whether it is what a daemon of Postfix says, without the header; a warning could be anybody's. */
static bool is_bare(pfl_parser *parser, const char *line, size_t length)
{
    static const char *const programs[] = {"postfix/smtpd", "postfix/cleanup", "postfix/qmgr", "postfix/smtp"};
    pfl_message bare = {.size = sizeof bare, .time = 0, .message = line, .message_length = length};
    pfl_event event;
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        bare.program = programs[i];
        bare.program_length = strlen(programs[i]);
        if (pfl_parse_message(parser, &bare, &event, sizeof event) == PFL_OK && is_postfix(&event) &&
            event.kind != PFL_KIND_WARNING && event.kind != PFL_KIND_ERROR)
            return true;
    }
    return false;
}

/* Lines of which none has a header where it should be, and one is Postfix's all the same. */
static void hint_lines(const input_file *file, const char *head, size_t length)
{
    const pfl_parser_options usual = {.size = sizeof usual};
    const char *end, *prefixed = NULL;
    size_t prefix = 0;
    bool bare = false;
    pfl_event event = {.kind = PFL_KIND_MALFORMED};
    pfl_parser *parser;
    if (pfl_parser_create(&parser, &usual) != PFL_OK)
        return;
    for (int i = 0; i < SAMPLE && (end = memchr(head, '\n', length)) != NULL; i++) {
        size_t line = (size_t)(end - head);
        if (pfl_parse_line(parser, head, line, &event, sizeof event) != PFL_OK || event.kind != PFL_KIND_MALFORMED)
            break;
        if (prefix == 0 && (prefix = prefix_of(parser, head, line)) > 0)
            prefixed = head;
        bare = bare || is_bare(parser, head, line);
        head += line + 1;
        length -= line + 1;
    }
    pfl_parser_destroy(parser);
    if (event.kind != PFL_KIND_MALFORMED)
        return;
    if (prefix > 0)
        message(file->name, "has \"%.*s\" where the time should be: leave that out (grep -h), or give the log itself",
                (int)prefix, prefixed);
    else if (bare)
        message(file->name,
                "has no time, host and program in front of its lines; give the output of journalctl -o json");
}

void hint_form(const input_file *file, const char *head, size_t length)
{
    hint_bytes(file, head, length);
    hint_lines(file, head, length);
}
