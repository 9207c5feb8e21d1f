/*
 * Lines as Postfix writes them, with hostile text wherever somebody else may choose it.
 *
 * Every byte of the input is a choice: which shape of line (tests/forgery_shapes.c), which
 * client, which piece of text goes where (tests/attack_text.c). So whatever the input is, it
 * makes a line of Postfix's grammar, and a small change of it makes a line that is nearly the
 * same. What the parser says of the line has to be what was written (tests/forgery_law.h).
 */
#include "attack_text.h"
#include "forgery_law.h"

#include <postfixlog/postfixlog.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static pfl_parser *parser;
    static written w;
    pfl_event event;
    if (parser == NULL && pfl_parser_create(&parser, NULL) != PFL_OK)
        abort();
    attack_choices(data, size);
    w.form = below(3) ? FORM_EXTERNAL : FORM_INTERNAL;
    w.charset = below(3) ? CHARSET_UTF8 : below(2) ? CHARSET_LAX : CHARSET_ASCII;
    w.pid = (uint32_t)below(40000);
    const struct shape *shape = &forgery_shapes[below(forgery_shape_count)];
    struct latitude law = shape->write(&w);
    written_end(&w);

    /* Of exactly its size, so that a read past its end is seen. */
    char *line = malloc(w.line_length);
    if (line == NULL)
        abort();
    memcpy(line, w.line, w.line_length);
    if (pfl_parse_line(parser, line, w.line_length, &event, sizeof event) != PFL_OK)
        abort();
    const char *fault = forgery_fault(&w, &law, &event);
    if (fault != NULL) {
        fprintf(stderr, "%s, read as %s: %s\n%.*s\n", shape->name, pfl_kind_info(event.kind)->name, fault,
                (int)w.line_length, w.line);
        abort();
    }
    free(line);
    return 0;
}
