/*
 * Preloaded into a program (LD_PRELOAD), kills it at its PFL_KILL_AT-th call that changes a file: before the call, or
 * in the middle of a write. So each moment at which a power cut could come has its turn.
 */
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

ssize_t write(int fd, const void *data, size_t length);
int fsync(int fd);
int fchmod(int fd, mode_t mode);
int rename(const char *from, const char *to);

static int is_now(void)
{
    static long calls;
    const char *at = getenv("PFL_KILL_AT");
    return at != NULL && ++calls == strtol(at, NULL, 10);
}

static void end(void)
{
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

ssize_t write(int fd, const void *data, size_t length)
{
    if (is_now()) {
        syscall(SYS_write, fd, data, length / 2);
        end();
    }
    return syscall(SYS_write, fd, data, length);
}

int fsync(int fd)
{
    if (is_now())
        end();
    return (int)syscall(SYS_fsync, fd);
}

int fchmod(int fd, mode_t mode)
{
    if (is_now())
        end();
    return (int)syscall(SYS_fchmod, fd, mode);
}

int rename(const char *from, const char *to)
{
    if (is_now())
        end();
    return (int)syscall(SYS_renameat2, -100, from, -100, to, 0);
}
