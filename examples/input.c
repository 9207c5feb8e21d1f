#include "input.h"
#include "input_parts.h"
#include "terminal.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/* When the progress line appears, and how often it changes. */
#define PROGRESS_AFTER MICROSECONDS
#define PROGRESS_EVERY (MICROSECONDS / 4)

struct input {
    input_options options;
    input_file *files;
    size_t count;
    size_t next;          /* the file to be opened after this one */
    input_reader *reader; /* of files[next - 1] */
    bool failed;
    bool show_progress;
    uint64_t done, total; /* bytes of files, as they lie there: read before this one, and of all */
    int64_t begun, shown; /* microseconds */
};

static volatile sig_atomic_t stopped;

void input_stop(void)
{
    stopped = 1;
}

bool input_stopped(void)
{
    return stopped;
}

int64_t input_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec * MICROSECONDS + now.tv_nsec / 1000;
}

/* --- Opening ----------------------------------------------------------------- */

/* All files stay open, so that a rotation while we read changes nothing: many need many descriptors. */
static void allow_descriptors(size_t count)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= count + 32)
        return;
    limit.rlim_cur = limit.rlim_max == RLIM_INFINITY || limit.rlim_max > count + 32 ? count + 32 : limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

/* By the first stamp; a file without one by its modification time; else as given. */
static int compare_files(const void *left, const void *right)
{
    const input_file *a = left, *b = right;
    const input_source *as = a->source, *bs = b->source;
    if ((as->fd < 0) != (bs->fd < 0)) /* one that is waited for */
        return as->fd < 0 ? 1 : -1;
    int64_t a_time = a->first != PFL_TIME_INVALID ? a->first : as->modified;
    int64_t b_time = b->first != PFL_TIME_INVALID ? b->first : bs->modified;
    if (a_time != b_time)
        return a_time < b_time ? -1 : 1;
    if (as->modified != bs->modified)
        return as->modified < bs->modified ? -1 : 1;
    return as->place < bs->place ? -1 : 1;
}

/* A file that is to be followed and does not exist yet is waited for, as the last one. */
static bool wait_for_file(input_file *file, const input_options *options)
{
    if (!options->follow || file->source->place + 1 != options->name_count || access(file->name, F_OK) == 0)
        return false;
    file->regular = true;
    file->source->path = file->name;
    file->source->modified = input_now();
    return true;
}

input *input_open(const input_options *options)
{
    static const char *const standard_input[] = {"-"};
    pfl_zone machine[PFL_MAX_ZONES];
    uint32_t machine_count = clock_of_machine(machine);
    char *scratch = must_resize(NULL, HEAD_SIZE);
    input *in = must_resize(NULL, sizeof *in);
    memset(in, 0, sizeof *in);
    in->options = *options;
    if (options->name_count == 0) {
        in->options.names = standard_input;
        in->options.name_count = 1;
    }
    in->files = must_resize(NULL, in->options.name_count * sizeof *in->files);
    allow_descriptors(in->options.name_count);
    for (size_t i = 0; i < in->options.name_count; i++) {
        input_file *file = &in->files[in->count];
        const char *head;
        size_t head_length;
        memset(file, 0, sizeof *file);
        file->source = must_resize(NULL, sizeof *file->source);
        memset(file->source, 0, sizeof *file->source);
        file->source->place = i;
        bool opened = file_open(file, in->options.names[i], scratch, &head, &head_length);
        if (opened || wait_for_file(file, &in->options)) {
            bool was_all = file->regular ? head_length < HEAD_SIZE : file->source->head_ended;
            clock_of_file(file, &in->options, machine, machine_count, head, head_length);
            file->stream = stream_of_head(head, head_length, was_all);
            in->total += file->size;
            in->count++;
        } else {
            file_close(file);
        }
        in->failed = in->failed || !opened;
    }
    free(scratch);
    qsort(in->files, in->count, sizeof *in->files, compare_files);
    in->begun = input_now();
    in->show_progress = options->progress && isatty(STDERR_FILENO);
    return in;
}

size_t input_file_count(const input *in)
{
    return in->count;
}

const input_file *input_file_at(const input *in, size_t index)
{
    return &in->files[index];
}

input_reader *input_reader_open(const input *in, const input_file *file, uint64_t start, uint64_t end)
{
    return reader_new(file, NULL, &in->options, start, end);
}

/* --- Reading ----------------------------------------------------------------- */

void input_progress(input *in, const input_file *file, uint64_t done)
{
    int64_t now = in->show_progress ? input_now() : in->begun;
    if (now - in->begun < PROGRESS_AFTER || now - in->shown < PROGRESS_EVERY)
        return;
    char line[160], name[TEXT_GROWTH * 24 + 1];
    size_t length = strlen(file->name), kept = length < 24 ? length : 24;
    name[text_harmless(file->name + length - kept, kept, name)] = '\0';
    double read = (double)done, seconds = (double)(now - in->begun) / 1e6;
    if (in->total > 0 && read <= (double)in->total)
        snprintf(line, sizeof line, "%s: %.0f %%, %.0f MB/s", name, 100 * read / (double)in->total,
                 read / seconds / 1e6);
    else
        snprintf(line, sizeof line, "%s: %.0f MB, %.0f MB/s", name, read / 1e6, read / seconds / 1e6);
    message_progress(line);
    in->shown = now;
}

/* The last file is followed if it can be; else that is told. */
static bool can_follow(input *in, const input_file *file)
{
    if (!in->options.follow || in->next + 1 != in->count || !file->regular)
        return false;
    if (file->packing == INPUT_PLAIN && file->source->path != NULL)
        return true;
    message(file->name, "cannot be followed: it is %s", file->packing != INPUT_PLAIN ? "compressed" : "standard input");
    in->failed = true;
    return false;
}

bool input_next(input *in, input_batch *batch)
{
    while (!stopped) {
        if (in->reader == NULL) {
            if (in->next == in->count)
                break;
            input_file *file = &in->files[in->next];
            in->reader = reader_new(file, can_follow(in, file) ? file : NULL, &in->options, 0, UINT64_MAX);
            in->next++;
        }
        if (input_reader_next(in->reader, batch)) {
            if (in->show_progress)
                input_progress(in, batch->file, in->done + input_reader_place(in->reader));
            return true;
        }
        in->done += input_reader_place(in->reader);
        in->failed |= input_reader_close(in->reader) != 0;
        in->reader = NULL;
    }
    message_progress(NULL);
    return false;
}

bool input_failed(const input *in)
{
    return in->failed;
}

int input_close(input *in)
{
    if (in->reader != NULL)
        input_reader_close(in->reader);
    for (size_t i = 0; i < in->count; i++)
        file_close(&in->files[i]);
    int status = in->failed ? 2 : 0;
    free(in->files);
    free(in);
    return status;
}
