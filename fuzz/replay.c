/* replay.c: runs a fuzz entry on files, without a fuzzer.
 *
 * usage: NAME FILE-OR-FOLDER…       ends "fuzz NAME: N passed, 0 failed"; a fault ends the program
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static unsigned passed;

static int run_file(const char *path) {
    FILE *in = fopen(path, "rb");
    if (!in) {
        fprintf(stderr, "replay: cannot read '%s'\n", path);
        return 1;
    }
    fseek(in, 0, SEEK_END);
    long size = ftell(in);
    rewind(in);
    uint8_t *data = malloc(size > 0 ? (size_t)size : 1); /* the exact size, so that a read beyond it is seen */
    int bad = !data || size < 0 || fread(data, 1, (size_t)size, in) != (size_t)size;
    fclose(in);
    if (!bad) {
        (void)LLVMFuzzerTestOneInput(data, (size_t)size);
        passed++;
    }
    free(data);
    return bad;
}

static int run_path(const char *path) {
    struct stat st;
    if (stat(path, &st) != 0) return 0; /* an entry without a corpus yet */
    if (!S_ISDIR(st.st_mode)) return run_file(path);
    struct dirent **entries;
    int n = scandir(path, &entries, NULL, alphasort), bad = 0;
    for (int i = 0; i < n; i++) {
        char file[4096];
        (void)snprintf(file, sizeof file, "%s/%s", path, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.') bad |= run_path(file);
        free(entries[i]);
    }
    if (n >= 0) free(entries);
    return bad;
}

int main(int argc, char **argv) {
    int bad = 0;
    for (int i = 1; i < argc; i++) bad |= run_path(argv[i]);
    const char *name = strrchr(argv[0], '/');
    printf("fuzz %s: %u passed, %d failed\n", name ? name + 1 : argv[0], passed, bad);
    return bad;
}
