/*
 * Who logged in, from a log on standard input: the smallest whole program.
 *
 *     cc logins.c $(pkg-config --cflags --libs libpostfixlog) -o logins
 *     logins </var/log/mail.log
 */
#include <postfixlog/postfixlog.h>

#include <stdio.h>

static void print_piece(const char *text, pfl_span span)
{
    fwrite(text + span.offset, 1, span.length, stdout);
}

/* Text comes as it stands in the log: for a terminal, json.h has a form without control characters. */
static void print_login(const pfl_event *event, const char *text)
{
    print_piece(text, event->client.sasl_username);
    putchar(' ');
    print_piece(text, event->client.client_addr);
    putchar('\n');
}

/* Chunks are cut anywhere: the parser puts together a line that lies in two. */
static int32_t read_log(pfl_parser *parser, FILE *in)
{
    static char chunk[65536];
    static pfl_event events[64];
    int32_t status = PFL_NEED_MORE;
    while (status == PFL_NEED_MORE) {
        size_t length = fread(chunk, 1, sizeof chunk, in), count;
        status = length > 0 ? pfl_parser_feed(parser, chunk, length) : pfl_parser_finish(parser);
        while (status == PFL_OK) {
            status = pfl_parser_next(parser, events, sizeof *events, sizeof events / sizeof *events, &count);
            for (size_t i = 0; status == PFL_OK && i < count; i++)
                if (events[i].kind == PFL_KIND_SASL_LOGIN)
                    print_login(&events[i], pfl_event_text(parser, chunk, &events[i]));
        }
    }
    return status; /* PFL_END, or an error */
}

int main(void)
{
    pfl_parser *parser;
    int32_t status = pfl_parser_create(&parser, NULL);
    if (status == PFL_OK)
        status = read_log(parser, stdin);
    pfl_parser_destroy(parser);
    if (status < 0)
        fprintf(stderr, "logins: %s\n", pfl_strerror(status));
    return status < 0 || ferror(stdin) || fflush(stdout) != 0;
}
