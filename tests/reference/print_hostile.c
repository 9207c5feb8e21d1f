/*
 * Prints lines as Postfix writes them with hostile text in every field that is
 * free: COUNT of each shape of forgery_shapes.h, from a seed.
 *
 *     print_hostile COUNT [SEED]
 */
#include "attack_text.h"
#include "forgery_shapes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static written w;

static int print_line(const struct shape *shape)
{
    attack_reset();
    w.form = below(3) ? FORM_EXTERNAL : FORM_INTERNAL;
    w.charset = below(3) ? CHARSET_UTF8 : below(2) ? CHARSET_LAX : CHARSET_ASCII;
    w.pid = (uint32_t)below(40000);
    shape->write(&w);
    if (strcmp(w.program, "dovecot") != 0 && below(16) == 0)
        w.program = "postfix"; /* all that rsyslog's RFC 5424 template leaves of a tag */
    written_end(&w);
    return fwrite(w.line, 1, w.line_length, stdout) == w.line_length && putchar('\n') != EOF;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fputs("print_hostile COUNT [SEED]\n", stderr);
        return 2;
    }
    unsigned long count = strtoul(argv[1], NULL, 10), seed = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;
    for (size_t i = 0; i < forgery_shape_count; i++) {
        attack_seed(seed * 1000 + i);
        for (unsigned long n = 0; n < count; n++)
            if (!print_line(&forgery_shapes[i]))
                return 1;
    }
    return fflush(stdout) != 0;
}
