/* meclis-publish: on the municipality's computer, documents in, signed release out. */
#include <signal.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "publish/command.h"
#include "publish/help.h"

#ifndef MECLIS_VERSION
#define MECLIS_VERSION "0.1.0"
#endif

#define PROGRAM "meclis-publish"

struct command {
    const char *name;
    command_run *run;
    const char *arguments;
    const char *summary;
    const char *example; /* its arguments */
};

/* One line each, in the order in which a newcomer needs them. */
static const struct command commands[] = {
    {"import", command_import,
     "--library FILE [--dry-run] [--replace] [--report FILE.json] [--quiet] PATH…",
     "reads documents (files, or folders with all that is in them) into the library",
     "--library meclis.db --report rapor.json kararlar/"},
    {"list", command_list, "--library FILE [--year Y] [--json]",
     "prints a line for each decision, newest first", "--library meclis.db --year 2015"},
    {"show", command_show, "--library FILE YEAR/NUMBER [--json]",
     "prints one decision with its whole text", "--library meclis.db 2015/255"},
    {"search", command_search, "--library FILE [--limit N] [--json] QUERY",
     "prints a line for each decision that holds every word", "--library meclis.db \"imar planı\""},
    {"set", command_set, "--library FILE YEAR/NUMBER FIELD=VALUE…",
     "corrects a decision and keeps what it was; fields are named as in show --json",
     "--library meclis.db 2015/255 outcome=majority votes_for=41"},
    {"retract", command_retract, "--library FILE YEAR/NUMBER --reason TEXT",
     "takes a decision's text off every kiosk; number, date and reason stay",
     "--library meclis.db 2015/255 --reason \"KVKK\""},
    {"export", command_export, "--library FILE --jsonl | --csv",
     "prints every decision for other programs", "--library meclis.db --csv > kararlar.csv"},
    {"keygen", command_keygen,
     "--out DIR [--municipality TEXT] [--no-passphrase | --passphrase-file FILE]",
     "makes the root and the publishing key, and trust/, the folder that a kiosk needs",
     "--out keys --municipality \"Muğla Büyükşehir Belediyesi\""},
    {"rotate", command_rotate,
     "--trust DIR --root FILE… [--add PUB] [--drop ID] [--add-root PUB] [--drop-root ID]\n"
     "      [--threshold N] [--passphrase-file FILE]",
     "makes the next keyset: publishing keys (--add, --drop) or root keys (--add-root, "
     "--drop-root) "
     "come\n"
     "      or go, each option as often as needed; PUB is a .pub file, ID the 16 digits in one. Of "
     "the old\n"
     "      root keys and of the new ones as many as the threshold says must sign (--root; 1 "
     "unless "
     "changed).\n"
     "      Without a change it only counts up, which lets kiosks take lower serials again",
     "--trust keys/trust --root root.key --add new/publish.pub --drop 0D7305280FCF4051"},
    {"release", command_release,
     "--library FILE --key FILE --out DIR | --stick DIR [--trust DIR] [--expires DAYS]\n"
     "      [--deltas N] [--passphrase-file FILE] [--accept-personal-data]",
     "writes the next signed release of the library; DAYS are 35 unless given, and N (from how "
     "many\n"
     "      of the last releases there is a short way to it) is 5. --stick writes it "
     "to "
     "the\n"
     "      stick mounted at DIR (with --out too: to both), reads it back and says when to pull it",
     "--library meclis.db --key keys/publish.key --out release"},
    {"backup", command_backup, "--library FILE [--trust DIR] [--force] DIR",
     "copies the library and the public keys to DIR and reads them back; never a secret key. "
     "--trust "
     "names\n"
     "      the trust folder where it does not lie beside the library",
     "--library meclis.db /media/stick/yedek"},
    {"restore", command_restore, "--library FILE [--trust DIR] [--force] DIR",
     "checks the backup in DIR and puts it back; a library that has more stays, unless --force",
     "--library meclis.db /media/stick/yedek"},
    {"verify", command_verify, "--trust DIR RELEASE", "checks a release wholly, as a kiosk does",
     "--trust keys/trust release"},
};
#define COMMAND_COUNT (sizeof commands / sizeof *commands)

static const struct command *find_command(const char *name) {
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

static void print_command(const struct command *command, FILE *to) {
    fprintf(to, "  %s %s\n      %s\n      e.g. %s %s %s\n", command->name, command->arguments,
            command->summary, PROGRAM, command->name, command->example);
}

static void print_whole_command(const struct command *command) {
    print_command(command, stdout);
    const char *more = help_more(command->name);
    if (more)
        printf("\n%s", more);
}

static void print_help(FILE *to) {
    fprintf(to, "%s keeps a council's decisions in a library and makes signed releases of it.\n\n",
            PROGRAM);
    fprintf(to, "usage: %s COMMAND …\n\n", PROGRAM);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        print_command(&commands[i], to);
    fprintf(to, "  help [COMMAND], --version\n\n"
                "exit codes: 0 done, 2 wrong arguments, 3 could not get it, 4 refused, 5 storage "
                "failed\n");
}

static enum err_code unknown(const char *name, struct err *err) {
    return err_set(err, ERR_USAGE, "there is no command %.40s; %s help lists them", name, PROGRAM);
}

static enum err_code help(int argc, char **argv, struct err *err) {
    if (argc < 2) {
        print_help(stdout);
        return ERR_OK;
    }
    const struct command *command = find_command(argv[1]);
    if (!command)
        return unknown(argv[1], err);
    print_whole_command(command);
    return ERR_OK;
}

static bool asks_for_help(int argc, char **argv) {
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0)
            return true;
    return false;
}

/* argv[0] is the command's name. */
static enum err_code run(int argc, char **argv, struct err *err) {
    if (strcmp(argv[0], "help") == 0 || strcmp(argv[0], "--help") == 0)
        return help(argc, argv, err);
    if (strcmp(argv[0], "--version") == 0) {
        printf("%s %s\n", PROGRAM, MECLIS_VERSION);
        return ERR_OK;
    }
    const struct command *command = find_command(argv[0]);
    if (!command)
        return unknown(argv[0], err);
    if (asks_for_help(argc, argv)) {
        print_whole_command(command);
        return ERR_OK;
    }
    struct command_context context;
    enum err_code code = clock_init(&context.clock, err);
    return code == ERR_OK ? command->run(&context, argc, argv, err) : code;
}

int main(int argc, char **argv) {
    struct err err = {0};
    enum err_code code;
    if (argc < 2) {
        print_help(stderr);
        return ERR_USAGE;
    }
    signal(SIGCHLD,
           SIG_DFL); /* who ignores it hands that on, and then no child can be waited for */
    if (sodium_init() < 0)
        code = err_set(&err, ERR_STORAGE, "the cryptographic library does not start");
    else
        code = run(argc - 1, argv + 1, &err);
    if (code != ERR_OK && *err.text)
        log_error(PROGRAM, &err);
    if ((fflush(stdout) != 0 || ferror(stdout)) && code == ERR_OK) {
        code = err_errno(&err, "cannot write", "the output");
        log_error(PROGRAM, &err);
    }
    return (int)code;
}
