/* Lines by where they stand: the first one that names a stream, the last whole one, those of a report. */
#include "input_parts.h"
#include "terminal.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHUNK_SIZE (256 * 1024)

/* Reads on, at a place of the file or from the tool's output; 0 at the end, or when there is no more to be had. */
static size_t read_on(const input_file *file, const unpacker *tool, uint64_t place, char *data, size_t size)
{
    for (;;) {
        ssize_t n = tool->fd >= 0 ? read(tool->fd, data, size) : pread(file->source->fd, data, size, (off_t)place);
        if (n >= 0 || errno != EINTR)
            return n > 0 ? (size_t)n : 0;
    }
}

/* --- The first and the last -------------------------------------------------- */

uint64_t stream_of_head(const char *head, size_t length, bool was_all)
{
    const char *end = length > 0 ? memchr(head, '\n', length) : NULL;
    size_t line = end != NULL ? (size_t)(end - head) : length;
    if (length == 0 || (end == NULL && !was_all && length < PFL_MAX_LINE))
        return 0;
    if (end != NULL && line > 0 && head[line - 1] == '\r')
        line--;
    return pfl_stream_id(head, line < PFL_MAX_LINE ? line : PFL_MAX_LINE);
}

uint64_t input_stream(const input_batch *first)
{
    return stream_of_head(first->data, (size_t)(first->end - first->start), true);
}

uint64_t input_whole_lines(const input_file *file)
{
    const unpacker none = {.fd = -1};
    char data[4096];
    uint64_t end = file->size;
    while (end > 0) {
        uint64_t start = end > sizeof data ? end - sizeof data : 0;
        size_t n = read_on(file, &none, start, data, (size_t)(end - start));
        for (; n > 0; n--)
            if (data[n - 1] == '\n')
                return start + n;
        end = start;
    }
    return 0;
}

/* --- Those of a report ------------------------------------------------------- */

typedef struct search {
    uint64_t place;  /* of the next byte */
    uint64_t number; /* of the line that it is in */
    uint64_t start;  /* of that line */
    input_line *lines;
    size_t count;
    input_line *open; /* the line whose text is being taken, NULL for none */
} search;

/* At the start of a line: whether it is looked for. */
static void begin_line(search *s)
{
    s->open = NULL;
    while (s->count > 0 && s->lines->offset < s->start) {
        s->lines++;
        s->count--;
    }
    if (s->count > 0 && s->lines->offset == s->start) {
        s->lines->number = s->number;
        s->open = s->lines;
    }
}

static void take_text(search *s, const char *data, size_t length)
{
    input_line *line = s->open;
    if (line == NULL || line->text == NULL)
        return;
    size_t room = line->capacity - line->length;
    size_t taken = length < room ? length : room;
    memcpy(line->text + line->length, data, taken);
    line->length += taken;
}

static void end_line(search *s)
{
    input_line *line = s->open;
    if (line != NULL && line->length > 0 && line->length < line->capacity && line->text[line->length - 1] == '\r')
        line->length--;
}

static void search_chunk(search *s, const char *data, size_t length)
{
    while (length > 0 && (s->count > 0)) {
        const char *end = memchr(data, '\n', length);
        size_t piece = end != NULL ? (size_t)(end - data) : length;
        take_text(s, data, piece);
        s->place += piece;
        if (end == NULL)
            return;
        end_line(s);
        s->start = ++s->place;
        s->number++;
        begin_line(s);
        data += piece + 1;
        length -= piece + 1;
    }
}

void input_find_lines(const input_file *file, uint64_t offset, uint64_t number, input_line *lines, size_t count)
{
    unpacker tool = {.fd = -1};
    for (size_t i = 0; i < count; i++)
        lines[i].number = lines[i].length = 0;
    if (!file->regular || file->source->fd < 0 || count == 0)
        return;
    if (file->packing != INPUT_PLAIN && !unpack_start(&tool, file))
        return;
    search s = {.place = offset, .start = offset, .number = number, .lines = lines, .count = count};
    char *data = must_resize(NULL, CHUNK_SIZE);
    size_t n;
    begin_line(&s);
    while (s.count > 0 && (n = read_on(file, &tool, s.place, data, CHUNK_SIZE)) > 0)
        search_chunk(&s, data, n);
    end_line(&s);
    free(data);
    if (tool.fd >= 0)
        unpack_end(&tool, file, false);
}
