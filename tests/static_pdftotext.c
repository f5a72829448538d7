/* A pdftotext that nothing can be loaded into, and so cannot be held: linked statically, it becomes
 * the true one where there is a PDF, and else, as one that nobody can wait for, sleeps. */
#include <stddef.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv) {
    struct stat st;
    if (argc < 1 || fstat(0, &st) != 0 || !S_ISREG(st.st_mode))
        pause();
    execve("/usr/bin/pdftotext", argv, (char *[]){"LC_ALL=C.UTF-8", NULL});
    return 1;
}
