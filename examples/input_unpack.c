#define _GNU_SOURCE /* F_SETPIPE_SZ, which is Linux's own */
#include "input_parts.h"
#include "terminal.h"
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static const struct {
    const char *tool;
    size_t length;
    unsigned char magic[6];
} packings[] = {
    [INPUT_PLAIN] = {"", 0, {0}},
    [INPUT_GZIP] = {"gzip", 2, {0x1f, 0x8b}},
    [INPUT_BZIP2] = {"bzip2", 3, {'B', 'Z', 'h'}},
    [INPUT_XZ] = {"xz", 6, {0xfd, '7', 'z', 'X', 'Z', 0}},
    [INPUT_ZSTD] = {"zstd", 4, {0x28, 0xb5, 0x2f, 0xfd}},
};

const char *unpack_tool(input_packing packing)
{
    return packings[packing].tool;
}

input_packing unpack_magic(const char *data, size_t length)
{
    for (unsigned i = INPUT_GZIP; i <= INPUT_ZSTD; i++)
        if (length >= packings[i].length && memcmp(data, packings[i].magic, packings[i].length) == 0)
            return (input_packing)i;
    return INPUT_PLAIN;
}

/*
 * Runs `tool -dc` from one descriptor to another: no file name on its command
 * line, so neither its suffix nor a leading dash matters. Returns an errno.
 */
static int spawn_tool(pid_t *pid, const char *tool, int from, int to)
{
    char name[8], flags[] = "-dc", *const arguments[] = {name, flags, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t pipe_signal;
    strcpy(name, tool);
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    int error = posix_spawn_file_actions_init(&actions);
    if (error != 0)
        return error;
    if ((error = posix_spawnattr_init(&attributes)) == 0) {
        /* It should end quietly when nobody reads on; its complaints become one line of ours. */
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
        posix_spawnattr_setsigdefault(&attributes, &pipe_signal);
        if ((error = posix_spawn_file_actions_adddup2(&actions, from, STDIN_FILENO)) == 0 &&
            (error = posix_spawn_file_actions_adddup2(&actions, to, STDOUT_FILENO)) == 0 &&
            (error = posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)) == 0)
            error = posix_spawnp(pid, tool, &actions, &attributes, arguments, environ);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

bool unpack_start(unpacker *tool, const input_file *file)
{
    /* One at a time: a tool started by another thread must not inherit this pipe before it is close-on-exec. */
    static atomic_flag starting = ATOMIC_FLAG_INIT;
    int ends[2], error = 0;
    while (atomic_flag_test_and_set(&starting))
        sched_yield();
    if (pipe(ends) == 0) {
        fcntl(ends[0], F_SETFD, FD_CLOEXEC);
        fcntl(ends[1], F_SETFD, FD_CLOEXEC);
#ifdef F_SETPIPE_SZ
        /* The tool writes on while a batch is counted: with the usual 64 KiB the two take turns. */
        fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
#endif
        if (lseek(file->source->fd, 0, SEEK_SET) < 0)
            error = errno;
        else
            error = spawn_tool(&tool->pid, unpack_tool(file->packing), file->source->fd, ends[1]);
        close(ends[1]);
        if (error != 0)
            close(ends[0]);
    } else {
        error = errno;
    }
    atomic_flag_clear(&starting);
    tool->fd = ends[0];
    if (error == ENOENT)
        message(file->name, "needs %s to be read, which is not installed", unpack_tool(file->packing));
    else if (error != 0)
        message(file->name, "cannot run %s: %s", unpack_tool(file->packing), strerror(error));
    return error == 0;
}

bool unpack_end(unpacker *tool, const input_file *file, bool read_all)
{
    int status = 0;
    close(tool->fd);
    while (waitpid(tool->pid, &status, 0) < 0)
        if (errno != EINTR)
            return true; /* a parent that ignores SIGCHLD: nobody knows how it ended */
    if (!read_all || (WIFEXITED(status) && WEXITSTATUS(status) == 0))
        return true;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
        message(file->name, "needs %s to be read, which is not installed", unpack_tool(file->packing));
    else
        message(file->name, "damaged or cut short, says %s; what it could unpack was read", unpack_tool(file->packing));
    return false;
}
