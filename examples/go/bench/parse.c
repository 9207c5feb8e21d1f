/*
 * The C side of the Go benchmark: parses a file in batches, as Reader does, and looks
 * at one field. Prints megabytes per second, the best of some rounds.
 *
 *     parse FILE [ROUNDS]
 */
#define _POSIX_C_SOURCE 200809L

#include <postfixlog/postfixlog.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER = 256 * 1024, BATCH = 256 };

static char buffer[BUFFER];
static pfl_event events[BATCH];

/* What the loop finds, so that no compiler leaves it out. */
static uint64_t lines, logins, user_bytes;

static void look(const pfl_event *event)
{
    lines++;
    if (event->kind == PFL_KIND_SASL_LOGIN) {
        logins++;
        user_bytes += event->client.sasl_username.length;
    }
}

static int parse(pfl_parser *parser, int fd)
{
    size_t held = 0;
    ssize_t got = 1;
    while (got > 0) {
        got = read(fd, buffer + held, sizeof buffer - held);
        if (got < 0)
            return -1;
        size_t length = held + (size_t)got, at = 0, count, used;
        int32_t status;
        do {
            status = pfl_parse(parser, buffer + at, length - at, got == 0 ? PFL_FINAL : 0, events, sizeof *events,
                               BATCH, &count, &used);
            for (size_t i = 0; i < count; i++)
                look(&events[i]);
            at += used;
        } while (status == PFL_FULL);
        if (status != PFL_OK)
            return -1;
        held = length - at;
        memmove(buffer, buffer + at, held);
    }
    return 0;
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    int rounds = argc > 2 ? atoi(argv[2]) : 5;
    double best = 0;
    pfl_parser *parser;
    if (argc < 2 || pfl_parser_create(&parser, NULL) != PFL_OK)
        return 2;
    for (int i = 0; i < rounds; i++) {
        int fd = open(argv[1], O_RDONLY);
        double start = seconds();
        if (fd < 0 || pfl_parser_restart(parser, 0, 0) != PFL_OK || parse(parser, fd) != 0) {
            perror(argv[1]);
            return 2;
        }
        double speed = (double)lseek(fd, 0, SEEK_CUR) / 1e6 / (seconds() - start);
        if (speed > best)
            best = speed;
        close(fd);
    }
    pfl_parser_destroy(parser);
    fprintf(stderr, "%llu lines, %llu logins, %llu bytes of names\n", (unsigned long long)lines,
            (unsigned long long)logins, (unsigned long long)user_bytes);
    printf("%.0f\n", best);
    return 0;
}
