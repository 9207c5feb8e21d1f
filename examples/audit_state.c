/* Saved states. Contract in audit_reading.h. */
#include "audit_reading.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- Loading ----------------------------------------------------------------- */

/* All of a file; ends the program when it cannot be read. */
static char *read_all(const char *path, size_t *length)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    size_t room = 0;
    char *data = NULL;
    ssize_t n = fd < 0 ? -1 : 1;
    *length = 0;
    while (n > 0) {
        if (*length == room)
            data = must_resize(data, room = room > 0 ? 2 * room : 1 << 20);
        do
            n = read(fd, data + *length, room - *length);
        while (n < 0 && errno == EINTR);
        *length += n > 0 ? (size_t)n : 0;
    }
    if (n < 0) {
        int error = errno;
        free(data);
        options_fail(path, "cannot be read: %s", strerror(error));
    }
    close(fd);
    return data;
}

static void load(reading *r, const char *path)
{
    size_t length;
    char *data = read_all(path, &length);
    pfl_aggregator *state;
    int32_t status = pfl_aggregator_load(&state, &r->options, data, length);
    free(data);
    if (status == PFL_OK && r->state == NULL) {
        r->state = state;
        return;
    }
    if (status == PFL_OK) {
        status = keep_merge(r->state, state);
        pfl_aggregator_destroy(state);
    }
    if (status == PFL_ERR_OVERLAP)
        options_fail(path, "has counted lines that another state has counted too: load only one of them");
    if (status != PFL_OK)
        options_fail(path, "cannot be loaded: %s", pfl_strerror(status));
}

/* The first run of a job that loads and saves one state every night. */
static bool is_to_be_made(const char *path, const char *save)
{
    return save != NULL && strcmp(path, save) == 0 && access(path, F_OK) != 0 && errno == ENOENT;
}

void reading_open(reading *r, const wishes *w)
{
    *r = (reading){.wishes = w, .options = {.size = sizeof r->options, .max_memory = w->max_memory}};
    for (size_t i = 0; i < w->loads.count; i++)
        if (!is_to_be_made(w->loads.names[i], w->save))
            load(r, w->loads.names[i]);
    int32_t status = r->state == NULL ? pfl_aggregator_create(&r->state, &r->options) : PFL_OK;
    if (status != PFL_OK)
        options_fail(NULL, "%s", pfl_strerror(status));
    r->kept_from = pfl_aggregator_compacted(r->state);
}

void reading_begin(reading *r)
{
    input_options given = r->wishes->given.input;
    given.host = NULL; /* the state is told of it: the text of a line stays as it was written */
    r->in = input_open(&given);
    r->failed = input_failed(r->in);
}

void reading_close(reading *r)
{
    for (size_t i = 0; i < r->log_count; i++)
        log_free(&r->logs[i]);
    free(r->logs);
    pfl_aggregator_destroy(r->state);
    if (r->in != NULL)
        input_close(r->in);
}

/* --- Saving ------------------------------------------------------------------ */

static bool write_all(int fd, const char *data, size_t length)
{
    while (length > 0) {
        ssize_t n = write(fd, data, length);
        if (n < 0 && errno != EINTR)
            return false;
        data += n > 0 ? n : 0;
        length -= n > 0 ? (size_t)n : 0;
    }
    return true;
}

/* Returns what went wrong, NULL for nothing. */
static const char *write_state(pfl_aggregator *state, int fd)
{
    pfl_saver *saver;
    char *piece = must_resize(NULL, PFL_SAVE_CAPACITY);
    size_t length;
    int32_t status = pfl_saver_create(&saver, state);
    const char *wrong = NULL;
    while (status == PFL_OK && wrong == NULL &&
           (status = pfl_saver_next(saver, piece, PFL_SAVE_CAPACITY, &length)) == PFL_OK)
        if (!write_all(fd, piece, length))
            wrong = strerror(errno);
    if (wrong == NULL && status < 0)
        wrong = pfl_strerror(status);
    pfl_saver_destroy(saver);
    free(piece);
    return wrong;
}

/*
 * Opens a file beside the one that it is to replace, whose mode stays. What stands
 * there may be /dev/null, for instance: renaming would put a state in its place.
 * Returns what went wrong, NULL for nothing.
 */
static const char *open_beside(const char *path, char *beside, int *fd)
{
    struct stat old;
    bool replaces = stat(path, &old) == 0;
    *fd = -1;
    if (replaces && !S_ISREG(old.st_mode))
        return "it is no regular file";
    if ((*fd = mkstemp(beside)) < 0)
        return strerror(errno);
    if (replaces)
        fchmod(*fd, old.st_mode & 0777);
    return NULL;
}

bool reading_save(reading *r, const char *path)
{
    static const char suffix[] = ".XXXXXX";
    size_t length = strlen(path);
    char *beside = must_resize(NULL, length + sizeof suffix);
    memcpy(beside, path, length);
    memcpy(beside + length, suffix, sizeof suffix);
    int fd;
    const char *wrong = open_beside(path, beside, &fd);
    if (wrong == NULL) {
        int32_t status = r->wishes->keep > 0 ? keep_days(r->state, r->wishes->keep) : PFL_OK;
        wrong = status != PFL_OK ? pfl_strerror(status) : write_state(r->state, fd);
        if (wrong == NULL && fsync(fd) != 0)
            wrong = strerror(errno);
        if (close(fd) != 0 && wrong == NULL)
            wrong = strerror(errno);
        if (wrong == NULL && rename(beside, path) != 0)
            wrong = strerror(errno);
        if (wrong != NULL)
            unlink(beside);
    }
    if (wrong != NULL)
        message(path, "the state cannot be saved: %s", wrong);
    free(beside);
    return wrong == NULL;
}
