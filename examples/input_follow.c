#include "input_parts.h"
#include "terminal.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * After a rotation the writer keeps the old file open until it is told to let go
 * of it. So the old one is read for a while longer, unless the new one has text.
 */
#define GRACE (2 * MICROSECONDS)

follow_state follow_look(follower *state, const input_file *file, uint64_t place)
{
    const input_source *source = file->source;
    struct stat own, named;
    bool exists = stat(source->path, &named) == 0 && S_ISREG(named.st_mode);
    if (source->fd < 0)
        return exists ? FOLLOW_SWITCH : FOLLOW_QUIET;
    if (fstat(source->fd, &own) == 0) {
        if ((uint64_t)own.st_size > place)
            return FOLLOW_GREW;
        if ((uint64_t)own.st_size < place)
            return FOLLOW_SWITCH;
    }
    if (!exists || (named.st_dev == source->device && named.st_ino == source->inode)) {
        state->replaced = 0;
        return FOLLOW_QUIET;
    }
    if (state->replaced == 0)
        state->replaced = input_now();
    return named.st_size > 0 || input_now() - state->replaced > GRACE ? FOLLOW_SWITCH : FOLLOW_QUIET;
}

void follow_switch(follower *state, input_file *file)
{
    input_source *source = file->source;
    struct stat named;
    state->replaced = 0;
    if (source->fd >= 0 && stat(source->path, &named) == 0 && named.st_dev == source->device &&
        named.st_ino == source->inode)
        return; /* truncated: the same file from its start */
    int fd = open(source->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0 && errno != ENOENT && !state->complained)
        message(file->name, "cannot be opened: %s", strerror(errno));
    state->complained = fd < 0 && errno != ENOENT;
    if (source->fd >= 0)
        close(source->fd);
    source->fd = fd;
    if (fd >= 0 && fstat(fd, &named) == 0) {
        source->device = named.st_dev;
        source->inode = named.st_ino;
    }
}
