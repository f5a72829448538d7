/* PDFs in their children: what comes out of them, and what becomes of those that break. As
 * "pdftotext" this program itself is the child's second half and misbehaves as the PDF says. */
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit/check.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "intake/pdf_child.h"
#include "intake/queue.h"
#include "intake/reader.h"
#include "intake/reader_pdf.h"
#include "unit/pdf_helper.h"

#define LINE(y, text) "BT /F 12 Tf 60 " #y " Td (" text ") Tj ET "
#define DECISION                                                                                   \
    LINE(800, "Karar No: 5")                                                                       \
    LINE(780, "Karar Tarihi: 09/07/2015")                                                          \
    LINE(760, "KONUSU: Park")                                                                      \
    LINE(740, "Meclisimizce oybirligi ile karar verilmistir.")

/* ---- as the child's second half ---- */

static void say(const char *what, bool denied) {
    printf("%s %s\n", what, denied ? "denied" : "ALLOWED");
}

/* What it may not do. */
static void try_all(void) {
    struct sockaddr any = {.sa_family = AF_UNIX};
    int pair[2];
    say("socket", socket(AF_INET, SOCK_STREAM, 0) < 0);
    say("socketpair", socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0);
    say("connect", connect(0, &any, sizeof any) < 0 && errno == EPERM);
    say("fork", fork() < 0);
    say("create", open("/tmp/meclis-child", O_WRONLY | O_CREAT, 0600) < 0 && errno == EACCES);
    say("truncate", open("/dev/null", O_RDONLY | O_TRUNC) < 0 && errno == EACCES);
    say("unlink", unlink("/nowhere/at/all") < 0 && errno == EPERM);
    say("mkdir", mkdir("/tmp/meclis-child", 0700) < 0 && errno == EPERM);
    say("kill", kill(getppid(), 0) < 0 && errno == EPERM);
    say("ptrace", ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0);
    say("descriptors", fcntl(3, F_GETFD) < 0 && fcntl(4, F_GETFD) < 0 && fcntl(9, F_GETFD) < 0);
    say("HOME", getenv("HOME") == NULL && getenv("PATH") == NULL);
}

static void flood(void) {
    static char block[1 << 16];
    memset(block, 'a', sizeof block);
    while (write(1, block, sizeof block) > 0)
        ;
}

/* What the PDF on descriptor 0 asks for, behind its end. */
static int misbehave(void) {
    char text[8192] = "";
    ssize_t got = pread(0, text, sizeof text - 1, 0);
    const char *wish = got > 0 ? strstr(text, "WISH ") : NULL;
    if (!wish)
        return 1;
    if (strncmp(wish, "WISH try", 8) == 0)
        try_all();
    else if (strncmp(wish, "WISH hang", 9) == 0)
        pause();
    else if (strncmp(wish, "WISH close", 10) == 0 && close(1) == 0)
        pause(); /* at its end, as far as the pipe tells */
    else if (strncmp(wish, "WISH flood", 10) == 0)
        flood();
    else if (strncmp(wish, "WISH crash", 10) == 0)
        raise(SIGSEGV);
    else if (strncmp(wish, "WISH letters", 12) == 0)
        printf("Karar \xFF\xC3 metin karar metin\n");
    fflush(stdout);
    _exit(0); /* a leak checker at the end would need what is forbidden */
}

/* ---- the tests ---- */

static struct buf wishing(const char *wish) {
    struct buf pdf = pdf_make(&(struct pdf_parts){.content = DECISION});
    buf_format(&pdf, "%% WISH %s\n", wish);
    return pdf;
}

static struct pdf_tool *tool_at(const char *path, int64_t wall_us) {
    struct pdf_tool *tool;
    struct err err = {0};
    assert_int_equal(pdf_tool_make(path, &tool, &err), ERR_OK);
    tool->wall_us = wall_us;
    return tool;
}

static struct pdf_tool *own_tool(int64_t wall_us) {
    return tool_at("/proc/self/exe", wall_us);
}

static struct pdf_child *run_wish(struct pdf_tool *tool, const char *wish) {
    struct buf pdf = wishing(wish);
    struct pdf_child *child;
    assert_int_equal(pdf_child_start(tool, pdf.data, pdf.len, &child, NULL), ERR_OK);
    buf_free(&pdf);
    return child;
}

static void no_children_are_left(void) {
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static void broken_children_are_told_apart(void **state) {
    (void)state;
    static const struct {
        const char *wish;
        enum pdf_end end;
        const char *words;
    } cases[] = {{"hang", PDF_SLOW, "not read within"},
                 {"close", PDF_SLOW, "not read within"},
                 {"flood", PDF_FLOOD, "larger than 16 MiB"},
                 {"crash", PDF_CRASHED, "breaks off"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pdf_tool *tool = own_tool(i < 2 ? 300000 : 20000000);
        struct pdf_child *child = run_wish(tool, cases[i].wish);
        struct document document = document_empty();
        struct err err = {0};
        pdf_child_finish(child);
        assert_int_equal(pdf_child_state(child), cases[i].end);
        assert_int_equal(pdf_document("a.pdf", child, &document, &err), ERR_REFUSED);
        assert_memory_equal(err.text, "a.pdf: ", 7);
        assert_non_null(strstr(err.text, cases[i].words));
        pdf_child_destroy(child);
        pdf_tool_destroy(tool);
        no_children_are_left();
    }
}

/* Every child is a new one, and so is what the next one finds. */
static void a_broken_child_harms_no_other(void **state) {
    (void)state;
    static const char *const wishes[] = {"crash", "letters", "crash", "letters"};
    struct pdf_tool *tool = own_tool(20000000);
    for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++) {
        struct pdf_child *child = run_wish(tool, wishes[i]);
        size_t bytes;
        pdf_child_finish(child);
        assert_int_equal(pdf_child_state(child), i % 2 ? PDF_DONE : PDF_CRASHED);
        if (i % 2)
            assert_non_null(strstr(pdf_child_text(child, &bytes), "metin karar metin"));
        pdf_child_destroy(child);
    }
    pdf_tool_destroy(tool);
}

static void the_sandbox_holds(void **state) {
    (void)state;
    struct pdf_tool *tool = own_tool(20000000);
    struct pdf_child *child = run_wish(tool, "try");
    size_t bytes;
    pdf_child_finish(child);
    assert_int_equal(pdf_child_state(child), PDF_DONE);
    const char *text = pdf_child_text(child, &bytes);
    if (strstr(text, "ALLOWED"))
        print_message("%s", text);
    assert_non_null(strstr(text, "socket denied"));
    assert_non_null(strstr(text, "HOME denied"));
    assert_null(strstr(text, "ALLOWED"));
    pdf_child_destroy(child);
    pdf_tool_destroy(tool);
}

static void bytes_that_are_no_text_are_marked(void **state) {
    (void)state;
    struct pdf_tool *tool = own_tool(20000000);
    struct pdf_child *child = run_wish(tool, "letters");
    struct document document = document_empty();
    struct err err = {0};
    pdf_child_finish(child);
    assert_int_equal(pdf_document("a.pdf", child, &document, &err), ERR_OK);
    assert_non_null(strstr(buf_string(&document.lines), "\xEF\xBF\xBD"));
    document_clear(&document);
    pdf_child_destroy(child);
    pdf_tool_destroy(tool);
}

/* ---- held, or in the plain way ---- */

static pid_t processes[8]; /* our children, as they were listed last */
static size_t process_count;

static void list_processes(void) {
    char path[64];
    snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
    FILE *list = fopen(path, "re");
    assert_non_null(list);
    for (process_count = 0; process_count < 8; process_count++)
        if (fscanf(list, "%d", &processes[process_count]) != 1)
            break;
    fclose(list);
}

static struct pdf_child *run_file(struct pdf_tool *tool, const char *path) {
    struct buf pdf = {0};
    struct pdf_child *child;
    assert_int_equal(file_read(path, 16 << 20, &pdf, NULL), ERR_OK);
    assert_int_equal(pdf_child_start(tool, pdf.data, pdf.len, &child, NULL), ERR_OK);
    pdf_child_finish(child);
    buf_free(&pdf);
    return child;
}

static void held_or_not_the_text_is_the_same(void **state) {
    (void)state;
    const char *root = getenv("ROOT"), *build = getenv("BUILD");
    char pattern[FILE_PATH_MAX], path[FILE_PATH_MAX];
    snprintf(pattern, sizeof pattern, "%s/tests/intake/*.pdf", root ? root : ".");
    snprintf(path, sizeof path, "%s/static-pdftotext", build ? build : "build");
    struct pdf_tool *held = tool_at(NULL, 20000000), *plain = tool_at(path, 20000000);
    size_t read = 0;
    glob_t files;
    assert_int_equal(glob(pattern, 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        struct pdf_child *one = run_file(held, files.gl_pathv[i]),
                         *other = run_file(plain, files.gl_pathv[i]);
        assert_int_equal(pdf_child_state(one), PDF_DONE);
        assert_int_equal(pdf_child_state(other), PDF_DONE);
        size_t bytes, bytes_other;
        const char *text = pdf_child_text(one, &bytes),
                   *text_other = pdf_child_text(other, &bytes_other);
        assert_int_equal(bytes, bytes_other);
        assert_memory_equal(pdf_child_findings(one), pdf_child_findings(other),
                            sizeof(struct pdf_findings));
        if (bytes)
            assert_memory_equal(text, text_other, bytes);
        read += bytes > 0;
        pdf_child_destroy(one);
        pdf_child_destroy(other);
    }
    assert_true(read > 50 && read < files.gl_pathc);
    list_processes();
    assert_int_equal(process_count, 3); /* two for `held`, one for `plain` */
    globfree(&files);
    pdf_tool_destroy(held);
    pdf_tool_destroy(plain);
    no_children_are_left();
}

/* The second of the two is pdftotext, held; without it the first goes on. */
static void one_that_ends_is_done_without(void **state) {
    (void)state;
    struct pdf_tool *tool = own_tool(20000000);
    list_processes();
    assert_int_equal(process_count, 2);
    for (int i = 0; i < 3; i++) {
        struct pdf_child *child = run_wish(tool, "letters");
        pdf_child_finish(child);
        assert_int_equal(pdf_child_state(child), PDF_DONE);
        pdf_child_destroy(child);
        if (i == 0)
            kill(processes[1], SIGKILL);
    }
    list_processes();
    assert_int_equal(process_count, 1);
    pdf_tool_destroy(tool);
    no_children_are_left();
}

static void without_a_sandbox_nothing_is_opened(void **state) {
    (void)state;
    struct pdf_tool *tool = own_tool(20000000);
    struct buf pdf = wishing("letters");
    list_processes();
    kill(processes[0], SIGKILL);
    for (int i = 0; i < 2; i++) {
        struct pdf_child *child;
        struct err err = {0};
        assert_int_equal(pdf_child_start(tool, pdf.data, pdf.len, &child, &err), ERR_STORAGE);
        assert_non_null(strstr(err.text, "no sandbox for PDF files"));
    }
    buf_free(&pdf);
    pdf_tool_destroy(tool);
    no_children_are_left();
}

static void a_destroyed_child_is_gone(void **state) {
    (void)state;
    struct pdf_tool *tool = own_tool(20000000);
    pdf_child_destroy(run_wish(tool, "hang"));
    pdf_child_destroy(NULL);
    pdf_tool_destroy(tool);
    no_children_are_left();
}

static void a_reader_that_cannot_be_started_is_said(void **state) {
    (void)state;
    struct pdf_tool *tool = tool_at("/dev/null", 20000000);
    for (int i = 0; i < 2; i++) {
        struct pdf_child *child = run_wish(tool, "nothing");
        struct document document = document_empty();
        struct err err = {0};
        pdf_child_finish(child);
        assert_int_equal(pdf_child_state(child), PDF_NO_READER);
        assert_int_equal(pdf_document("a.pdf", child, &document, &err), ERR_STORAGE);
        assert_non_null(strstr(err.text, "a.pdf: pdftotext cannot be started"));
        pdf_child_destroy(child);
    }
    pdf_tool_destroy(tool);
    no_children_are_left();
}

/* Orphans become ours: the two that fork, and a child that hangs. */
static void all_end_with_their_parent(void **state) {
    (void)state;
    int ready[2], ended = 0;
    char byte;
    assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
    assert_int_equal(pipe(ready), 0);
    pid_t parent = fork();
    if (parent == 0) {
        struct pdf_tool *tool = own_tool(20000000);
        struct pdf_child *child = run_wish(tool, "hang");
        pdf_child_look(child);
        if (write(ready[1], "r", 1) == 1)
            pdf_children_wait(&child, 1);
        _exit(0);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    kill(parent, SIGKILL);
    alarm(10); /* rather than hang as well */
    while (waitpid(-1, NULL, 0) > 0)
        ended++;
    alarm(0);
    assert_int_equal(errno, ECHILD);
    assert_int_equal(ended, 4);
    prctl(PR_SET_CHILD_SUBREAPER, 0);
    close(ready[0]);
    close(ready[1]);
}

static void text_comes_out(void **state) {
    (void)state;
    struct buf pdf = pdf_make(&(struct pdf_parts){.content = DECISION});
    struct document document = document_empty();
    struct err err = {0};
    assert_int_equal(reader_pdf("a.pdf", pdf.data, pdf.len, &document, &err), ERR_OK);
    assert_string_equal(document.format, "pdf");
    assert_non_null(strstr(buf_string(&document.lines), "Karar Tarihi: 09/07/2015"));
    assert_int_equal(document.warnings.count, 0);
    document_clear(&document);
    buf_free(&pdf);
}

/* Its path takes more memory than children that run side by side may have. */
static void a_large_one_runs_again_alone(void **state) {
    (void)state;
    struct buf content = {0};
    struct document document = document_empty();
    struct err err = {0};
    buf_text(&content, "1 1 1 1 re f 0 0 m "); /* what paints nothing is not followed */
    for (int i = 0; i < 150000; i++)
        buf_text(&content, "0 0 0 0 0 0 c ");
    buf_text(&content, "n " DECISION);
    struct buf pdf = pdf_make(&(struct pdf_parts){.content = buf_string(&content)});
    struct pdf_tool *tool = tool_at(NULL, 20000000);
    struct pdf_child *child;
    assert_int_equal(pdf_child_start(tool, pdf.data, pdf.len, &child, NULL), ERR_OK);
    pdf_children_wait(&child, 1);
#ifndef __SANITIZE_ADDRESS__ /* it bounds no memory */
    assert_int_equal(pdf_child_state(child), PDF_TIGHT);
#endif
    pdf_child_finish(child);
    assert_int_equal(pdf_document("a.pdf", child, &document, &err), ERR_OK);
    document_clear(&document);
    pdf_child_destroy(child);
    pdf_tool_destroy(tool);
    buf_free(&content);
    buf_free(&pdf);
}

static void refusals_say_what_to_do(void **state) {
    (void)state;
    static const char image[] = "<</Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
                                "/BitsPerComponent 8/Length 1>>stream\n0\nendstream";
    static const struct {
        struct pdf_parts parts;
        const char *words;
    } cases[] = {
        {{.content = DECISION "0 g 50 790 200 30 re f"},
         "page.pdf: karartma altında metin var (page 1); remove the text itself"},
        {{.content = ""}, "page.pdf: a scan without text; run text recognition"},
        {{.content =
              LINE(20, "Bu belge elektronik imza ile imzalanmistir") "q 595 0 0 700 0 100 cm "
                                                                     "/I Do Q",
          .resources = "/XObject<</I 6 0 R>>",
          .objects = {image}},
         "page.pdf: a scan without text; run text recognition"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf pdf = pdf_make(&cases[i].parts);
        struct document document = document_empty();
        struct err err = {0};
        assert_int_equal(reader_pdf("page.pdf", pdf.data, pdf.len, &document, &err), ERR_REFUSED);
        if (!strstr(err.text, cases[i].words))
            print_message("# %s\n", err.text);
        assert_non_null(strstr(err.text, cases[i].words));
        buf_free(&pdf);
    }
}

/* ---- the queue ---- */

#define FILES 24

/* Files 0 to FILES - 1 in a new folder: PDFs, every third a text, one with a covered line. */
static void write_files(const char *folder, struct source *sources) {
    for (int i = 0; i < FILES; i++) {
        char path[FILE_PATH_MAX], content[1024];
        struct buf out = {0};
        snprintf(path, sizeof path, "%s/%02d", folder, i);
        snprintf(content, sizeof content, "BT /F 12 Tf 60 820 Td (Karar No: %d) Tj ET %s%s", i + 1,
                 strstr(DECISION, "Tj ET ") + 6, i == 7 ? "0 g 50 790 200 50 re f" : "");
        if (i % 3 == 0)
            buf_format(&out, "Karar No: %d\nKarar Tarihi: 09/07/2015\nKONUSU: Park\nMetin.\n",
                       i + 1);
        else
            out = pdf_make(&(struct pdf_parts){.content = content});
        assert_int_equal(file_write(path, out.data, out.len, NULL), ERR_OK);
        buf_free(&out);
        sources[i] = (struct source){.path = mem_string(path)};
    }
    char missing[FILE_PATH_MAX];
    snprintf(missing, sizeof missing, "%s/none", folder);
    free(sources[5].path);
    sources[5].path = mem_string(missing);
}

static void the_queue_keeps_the_order(void **state) {
    (void)state;
    char folder[] = "/tmp/meclis-queue-XXXXXX";
    struct source sources[FILES];
    assert_non_null(mkdtemp(folder));
    write_files(folder, sources);
    struct intake_queue *queue = intake_queue_make(sources, FILES);
    for (int i = 0; i < FILES; i++) {
        struct intake_set set = {0};
        struct err err = {0};
        enum err_code code = intake_queue_next(queue, &set, &err);
        assert_int_equal(code, i == 5 ? ERR_MISSING : i == 7 ? ERR_REFUSED : ERR_OK);
        if (i == 7)
            assert_non_null(strstr(err.text, "karartma altında metin var"));
        if (code != ERR_OK)
            continue;
        assert_int_equal(set.count, 1);
        assert_int_equal(set.items[0].decision.number, i + 1);
        assert_string_equal(set.format, i % 3 == 0 ? "text" : "pdf");
        assert_int_equal(strlen(set.items[0].decision.source_sha256), 64);
        intake_set_clear(&set);
    }
    intake_queue_destroy(queue);
    no_children_are_left();

    queue = intake_queue_make(sources, FILES); /* left in the middle of it */
    struct intake_set set = {0};
    assert_int_equal(intake_queue_next(queue, &set, NULL), ERR_OK);
    intake_set_clear(&set);
    intake_queue_destroy(queue);
    intake_queue_destroy(NULL);
    no_children_are_left();
    for (int i = 0; i < FILES; i++)
        source_clear(&sources[i]);
    assert_int_equal(file_remove_tree(folder, NULL), ERR_OK);
}

int main(int argc, char **argv) {
    if (argc > 0 && strcmp(argv[0], "pdftotext") == 0)
        return misbehave();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_comes_out),
        cmocka_unit_test(a_large_one_runs_again_alone),
        cmocka_unit_test(refusals_say_what_to_do),
        cmocka_unit_test(the_queue_keeps_the_order),
        cmocka_unit_test(broken_children_are_told_apart),
        cmocka_unit_test(a_broken_child_harms_no_other),
        cmocka_unit_test(the_sandbox_holds),
        cmocka_unit_test(bytes_that_are_no_text_are_marked),
        cmocka_unit_test(held_or_not_the_text_is_the_same),
        cmocka_unit_test(one_that_ends_is_done_without),
        cmocka_unit_test(without_a_sandbox_nothing_is_opened),
        cmocka_unit_test(a_destroyed_child_is_gone),
        cmocka_unit_test(a_reader_that_cannot_be_started_is_said),
        cmocka_unit_test(all_end_with_their_parent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
