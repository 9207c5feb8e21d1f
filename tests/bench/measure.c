/*
 * measure: runs one command and tells what it took, as the kernel counts it.
 *
 *     measure OUTPUT COMMAND [ARGUMENT]...
 *
 * What the command prints goes to the file OUTPUT: grep stops at the first match when
 * that is /dev/null. Prints seconds on the wall, user seconds, system seconds, the most
 * memory in KiB, and the exit status. The memory is the command's own, above the little
 * that this program needs.
 */
#define _DEFAULT_SOURCE

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static _Noreturn void run(const char *output, char **command)
{
    int file = open(output, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (file < 0 || dup2(file, STDOUT_FILENO) < 0) {
        perror(output);
        _exit(127);
    }
    execvp(command[0], command);
    perror(command[0]);
    _exit(127);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: measure OUTPUT COMMAND [ARGUMENT]...\n", stderr);
        return 2;
    }
    int status;
    struct rusage used;
    double begun = now();
    pid_t child = fork();
    if (child == 0)
        run(argv[1], argv + 2);
    if (child < 0 || wait4(child, &status, 0, &used) < 0) {
        perror("measure");
        return 1;
    }
    printf("%.6f %.6f %.6f %ld %d\n", now() - begun, seconds(used.ru_utime), seconds(used.ru_stime), used.ru_maxrss,
           WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return 0;
}
