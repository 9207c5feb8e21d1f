/*
 * A main for compilers without libFuzzer: runs the harness once on every file
 * named, and on every file in the folders named.
 *
 *     replay corpus crash-0a1b2c...
 */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t runs;

static int run_file(const char *path, size_t size)
{
    FILE *file = fopen(path, "rb");
    uint8_t *data = malloc(size);
    int fine = file != NULL && (data != NULL || size == 0) && fread(data, 1, size, file) == size;
    if (!fine) {
        perror(path);
    } else {
        fprintf(stderr, "%s\n", path); /* the last line before a crash names its file */
        LLVMFuzzerTestOneInput(data, size);
        runs++;
    }
    free(data);
    if (file)
        fclose(file);
    return fine;
}

static int run(const char *path)
{
    struct stat info;
    if (stat(path, &info) != 0) {
        perror(path);
        return 0;
    }
    if (!S_ISDIR(info.st_mode))
        return run_file(path, (size_t)info.st_size);
    DIR *folder = opendir(path);
    struct dirent *entry;
    int fine = folder != NULL;
    while (fine && (errno = 0, entry = readdir(folder)) != NULL) {
        char inside[4096];
        if (entry->d_name[0] == '.')
            continue;
        snprintf(inside, sizeof inside, "%s/%s", path, entry->d_name);
        fine = run(inside);
    }
    if (folder == NULL || (fine && errno != 0)) {
        perror(path);
        fine = 0;
    }
    if (folder)
        closedir(folder);
    return fine;
}

int main(int argc, char **argv)
{
    int fine = argc > 1;
    for (int i = 1; i < argc; i++)
        fine = run(argv[i]) && fine;
    printf("%zu inputs\n", runs);
    return fine && runs > 0 ? 0 : 1;
}
