#include "intake/hold/pdf_hold.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "intake/pdf_serve.h"

typedef int program_main(int argc, char **argv, char **environment);
typedef int starter(program_main *main, int argc, char **argv, void (*init)(void),
                    void (*fini)(void), void (*linker_fini)(void), void *stack_end);

/* The filter stays mapped: every child needs it. */
static struct pdf_box box_read(void) {
    struct stat st;
    void *filter = fstat(HOLD_FILTER, &st) == 0
                       ? mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, HOLD_FILTER, 0)
                       : MAP_FAILED;
    if (filter == MAP_FAILED)
        _exit(1);
    return (struct pdf_box){
        {(unsigned short)((size_t)st.st_size / sizeof(struct sock_filter)), filter}};
}

/* In place of the C library's, which calls main() once the libraries are ready. */
__attribute__((visibility("default"))) starter __libc_start_main;

int __libc_start_main(program_main *main, int argc, char **argv, void (*init)(void),
                      void (*fini)(void), void (*linker_fini)(void), void *stack_end) {
    void *found = dlsym(RTLD_NEXT, "__libc_start_main");
    starter *start;
    memcpy(&start, &found, sizeof start);
    struct pdf_box box = box_read();
    close(HOLD_FILTER);
    close(HOLD_OBJECT);
    struct pdf_request request = pdf_serve(HOLD_SOCKET, getppid(), &box);
    if (pdf_box_more_memory(request.memory) != 0)
        _exit(1);
    return start(main, argc, argv, init, fini, linker_fini, stack_end);
}
