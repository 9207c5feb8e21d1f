#include "phrase_state.h"

#include "story_phrases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 2026-11-23 22:00:00 UTC */
#define REFERENCE INT64_C(1795471200000000)

typedef struct text {
    char *at;
    size_t length, room;
} text;

static void add_line(void *context, char *line)
{
    text *t = context;
    size_t length = strlen(line);
    if (t->length + length + 1 > t->room) {
        t->room = 2 * (t->room + length + 1);
        t->at = realloc(t->at, t->room);
        if (t->at == NULL)
            abort();
    }
    memcpy(t->at + t->length, line, length);
    t->length += length;
    t->at[t->length++] = '\n';
}

static int32_t add_text(pfl_aggregator *state, const text *t)
{
    const pfl_parser_options options = {.size = sizeof options, .reference_time = REFERENCE};
    pfl_event events[64];
    pfl_parser *parser;
    size_t count, used;
    int32_t status = pfl_parser_create(&parser, &options);
    for (size_t at = 0; at < t->length && status >= PFL_OK; at += used) {
        status = pfl_parse(parser, t->at + at, t->length - at, 0, events, sizeof *events, 64, &count, &used);
        if (status >= PFL_OK)
            status = pfl_aggregator_add(state, parser, t->at + at, events, sizeof *events, count);
    }
    pfl_parser_destroy(parser);
    return status;
}

pfl_aggregator *phrase_state(const char *const *phrases, const pfl_aggregator_options *options)
{
    text t = {0};
    phrase_target target = {&t, add_line, 0};
    pfl_aggregator *state = NULL;
    const char *fault = NULL;
    for (; *phrases != NULL && fault == NULL; phrases++) {
        char words[512];
        snprintf(words, sizeof words, "%s", *phrases);
        fault = phrase_write(&target, words);
    }
    if (fault != NULL)
        fprintf(stderr, "%s: %s\n", phrases[-1], fault);
    else if (pfl_aggregator_create(&state, options) == PFL_OK && add_text(state, &t) < PFL_OK) {
        pfl_aggregator_destroy(state);
        state = NULL;
    }
    free(t.at);
    return state;
}
