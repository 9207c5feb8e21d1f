#include "input_parts.h"
#include "options.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A pipe that is silent for so long after its first bytes is taken as it is. */
#define QUIET_MILLISECONDS 500

/* Takes @+02:00 off a name. A file that is really called so is that file. */
static void take_offset(input_file *file, const char *name)
{
    const char *at = strrchr(name, '@');
    file->name = name;
    if (at == NULL || at == name || access(name, F_OK) == 0 || !value_offset(at + 1, &file->source->offset))
        return;
    char *shorter = must_resize(NULL, (size_t)(at - name) + 1);
    memcpy(shorter, name, (size_t)(at - name));
    shorter[at - name] = '\0';
    file->name = file->source->own_name = shorter;
    file->source->offset_given = true;
}

/* What a file is that we do not read, NULL for one that we do. */
static const char *not_readable(mode_t mode, bool standard_input)
{
    if (S_ISDIR(mode))
        return "is a directory: name the files in it";
    if (S_ISREG(mode) || S_ISFIFO(mode) || standard_input)
        return NULL;
    return S_ISCHR(mode) || S_ISBLK(mode) ? "is a device" : "is no file";
}

/* Reads up to size bytes from the start of a regular file. */
static size_t read_start(int fd, char *data, size_t size)
{
    size_t length = 0;
    while (length < size) {
        ssize_t n = pread(fd, data + length, size - length, (off_t)length);
        if (n == 0 || (n < 0 && errno != EINTR))
            break; /* an error comes again when the file is read, and is told then */
        length += n > 0 ? (size_t)n : 0;
    }
    return length;
}

/*
 * Reads the first bytes of a pipe: until there are size of them, it ends, or it
 * falls silent. So a fast writer is always sampled alike, and a live one is not
 * kept waiting.
 */
static size_t read_head(int fd, char *data, size_t size, bool *ended)
{
    size_t length = 0;
    while (length < size && !input_stopped()) {
        struct pollfd wait = {.fd = fd, .events = POLLIN};
        int ready = poll(&wait, 1, length > 0 ? QUIET_MILLISECONDS : -1);
        if (ready == 0)
            break;
        ssize_t n = ready > 0 ? read(fd, data + length, size - length) : -1;
        *ended = n == 0;
        if (n == 0 || (n < 0 && errno != EINTR))
            break;
        length += n > 0 ? (size_t)n : 0;
    }
    return length;
}

/* The first bytes of what is in a compressed file. */
static bool unpack_head(const input_file *file, char *data, size_t size, size_t *length)
{
    unpacker tool;
    bool ended;
    *length = 0;
    if (!unpack_start(&tool, file))
        return false;
    *length = read_head(tool.fd, data, size, &ended);
    unpack_end(&tool, file, false);
    return true;
}

/* Fills in what fstat() tells. Returns false, with a message, for what is not read. */
static bool take_status(input_file *file, bool standard_input)
{
    struct stat status;
    input_source *source = file->source;
    if (fstat(source->fd, &status) != 0) {
        message(file->name, "cannot be opened: %s", strerror(errno));
        return false;
    }
    const char *what = not_readable(status.st_mode, standard_input);
    if (what != NULL) {
        message(file->name, "%s", what);
        return false;
    }
    /* Standard input that was read in part before is read from there on, like a pipe. */
    file->regular = S_ISREG(status.st_mode) && (!standard_input || lseek(source->fd, 0, SEEK_CUR) == 0);
    file->size = file->regular ? (uint64_t)status.st_size : 0;
    source->device = status.st_dev;
    source->inode = status.st_ino;
    source->modified = status.st_mtim.tv_sec * MICROSECONDS + status.st_mtim.tv_nsec / 1000;
    return true;
}

static bool open_name(input_file *file)
{
    struct stat status;
    bool standard_input = strcmp(file->name, "-") == 0;
    if (standard_input) {
        file->source->fd = STDIN_FILENO;
        if (isatty(STDIN_FILENO))
            message(NULL, "reading the terminal; end with ^D, or name a file (see --help)");
        return take_status(file, true);
    }
    file->source->path = file->name;
    /* Looked at before it is opened: opening a device may do things. */
    if (stat(file->name, &status) != 0) {
        message(file->name, "cannot be opened: %s", strerror(errno));
        return false;
    }
    const char *what = not_readable(status.st_mode, false);
    if (what != NULL) {
        message(file->name, "%s", what);
        return false;
    }
    if ((file->source->fd = open(file->name, O_RDONLY | O_CLOEXEC | O_NOCTTY)) < 0) {
        message(file->name, "cannot be opened: %s", strerror(errno));
        return false;
    }
    return take_status(file, false);
}

bool file_open(input_file *file, const char *name, char *scratch, const char **head, size_t *head_length)
{
    take_offset(file, name);
    file->source->fd = -1;
    *head = scratch;
    *head_length = 0;
    if (!open_name(file))
        return false;
    if (file->regular) {
        *head_length = read_start(file->source->fd, scratch, HEAD_SIZE);
        file->packing = unpack_magic(scratch, *head_length);
        if (file->packing != INPUT_PLAIN && !unpack_head(file, scratch, HEAD_SIZE, head_length))
            return false;
    } else {
        input_source *source = file->source;
        *head = source->head = must_resize(NULL, HEAD_SIZE);
        *head_length = source->head_length = read_head(source->fd, source->head, HEAD_SIZE, &source->head_ended);
        input_packing packing = unpack_magic(*head, *head_length);
        if (packing != INPUT_PLAIN) {
            message(file->name, "is compressed and no regular file: pipe it through %s -dc", unpack_tool(packing));
            return false;
        }
    }
    hint_form(file, *head, *head_length);
    return true;
}

void file_close(input_file *file)
{
    if (file->source->fd > STDIN_FILENO)
        close(file->source->fd);
    free(file->source->own_name);
    free(file->source->head);
    free(file->source);
}
