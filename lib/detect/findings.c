#include "lib/detect/findings.h"

#include <stdlib.h>

struct finding *pfl_finding_add(struct findings *f, enum rule rule, uint32_t severity, uint32_t subject)
{
    struct finding **all = pfl_memory_grow(f->memory, f->all, &f->capacity, f->count, sizeof(struct finding *));
    if (all == NULL)
        return NULL;
    f->all = all;
    struct finding *made = pfl_memory_resize(f->memory, NULL, 0, sizeof *made);
    if (made == NULL)
        return NULL;
    *made = (struct finding){.subject = subject, .order = f->count, .rule = (uint8_t)rule, .name = NONE};
    made->severity = (uint8_t)severity;
    made->first = made->last = PFL_TIME_INVALID;
    f->all[f->count++] = made;
    return made;
}

void pfl_finding_source(struct findings *f, struct finding *finding, const struct source_address *source)
{
    uint32_t kept = finding_sources_kept(finding), at = 0;
    if (finding->sources == NULL)
        finding->sources = pfl_memory_resize(f->memory, NULL, 0, FINDING_SOURCES * sizeof *finding->sources);
    if (finding->sources == NULL) {
        f->memory->lost++;
        return;
    }
    while (at < kept && memcmp(finding->sources[at].bytes, source->bytes, sizeof source->bytes) < 0)
        at++;
    struct source_address *s = &finding->sources[at];
    if (at < kept && memcmp(s->bytes, source->bytes, sizeof source->bytes) == 0) {
        s->first = earlier(s->first, source->first);
        s->last = later(s->last, source->last);
        s->failures += source->failures;
        s->messages += source->messages;
        return;
    }
    finding->source_count++;
    if (kept == FINDING_SOURCES)
        return;
    memmove(s + 1, s, (kept - at) * sizeof *s);
    *s = *source;
}

static void add_line(struct finding *finding, const struct shown_line *line)
{
    uint32_t kept = finding->line_count < FINDING_LINES ? finding->line_count : FINDING_LINES;
    for (uint32_t i = 0; i < kept; i++)
        if (finding->lines[i].place.stream == line->place.stream &&
            finding->lines[i].place.offset == line->place.offset)
            return;
    if (kept < FINDING_LINES)
        finding->lines[finding->line_count++] = *line;
}

void pfl_finding_evidence(struct finding *finding, const struct evidence *e)
{
    if (e != NULL)
        add_line(finding, &(struct shown_line){e->time, e->place, e});
}

void pfl_finding_attempts(struct finding *finding, const struct attempts *attempts)
{
    const struct shown *lines = is_time(attempts->own_lines[0].time) ? attempts->own_lines : attempts->lines;
    for (unsigned i = 0; i < 2 && is_time(lines[i].time); i++)
        pfl_finding_line(finding, lines[i].time, lines[i].place);
}

void pfl_finding_line(struct finding *finding, int64_t time, struct place place)
{
    if (place.stream != 0 || place.offset != 0)
        add_line(finding, &(struct shown_line){time, place, NULL});
}

static int compare(const void *left, const void *right)
{
    const struct finding *a = *(struct finding *const *)left, *b = *(struct finding *const *)right;
    if (a->severity != b->severity)
        return a->severity > b->severity ? -1 : 1;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    if (a->subject != b->subject)
        return a->subject < b->subject ? -1 : 1;
    if (a->rule != b->rule)
        return a->rule < b->rule ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static void release(struct findings *f, struct finding *finding)
{
    memory_release(f->memory, finding->sources, FINDING_SOURCES * sizeof *finding->sources);
    memory_release(f->memory, finding, sizeof *finding);
}

void pfl_findings_sort(struct findings *f)
{
    if (f->count > 0)
        qsort(f->all, f->count, sizeof(struct finding *), compare);
    for (; f->count > MOST_FINDINGS; f->dropped++)
        release(f, f->all[--f->count]);
}

void pfl_findings_free(struct findings *f)
{
    for (uint32_t i = 0; i < f->count; i++)
        release(f, f->all[i]);
    if (f->memory != NULL)
        memory_release(f->memory, f->all, f->capacity * sizeof(struct finding *));
    *f = (struct findings){.memory = f->memory};
}

struct finding *pfl_findings_of(const struct findings *f, uint32_t subject, enum rule rule)
{
    for (uint32_t i = 0; i < f->count; i++)
        if (f->all[i]->subject == subject && f->all[i]->rule == rule)
            return f->all[i];
    return NULL;
}
