/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "built_from.h"
#include "cmd/cmd.h"
#include "clang/clang.h"
#include "util/version.h"

#include <string.h>

#define MAX_COMMANDS	32

static void usage(FILE *out)
{
	size_t i;

	fputs("usage: pageck COMMAND [ARGUMENT...]\n"
	      "       pageck COMPILER-ARGUMENT... FILE.c      (means: pageck check)\n"
	      "       make C=1|C=2 CHECK=pageck [DIR/|FILE.o] (in a kernel tree)\n\n"
	      "Finds misuse of struct page and struct folio in Linux kernel code.\n\n", out);
	for (i = 0; commands[i].name; i++)
		fprintf(out, "  %-12s%s\n", commands[i].name, commands[i].help);
	fputs("\n'pageck COMMAND --help' has the options of each.\n"
	      "\nExit status: 0 nothing to report, 1 findings, 2 usage, configuration or environment,\n"
	      "3 something could not be analysed; each command's --help has its own.\n", out);
}

static bool is_source(const char *arg)
{
	return str_ends(arg, ".c") || str_ends(arg, ".h") || str_ends(arg, ".i") ||
	       str_ends(arg, ".S");
}

/*
 * kbuild doesn't know about subcommands: what starts with a flag or a source is
 * a compiler's line, if a flag of one letter or a source is in it. `audti -k DIR`
 * and `--verison` are mistakes, which must not pass for a file without findings.
 */
static bool is_compiler_line(int argc, char **argv)
{
	int i;

	if (argv[1][0] != '-' && !is_source(argv[1]))
		return false;
	for (i = 1; i < argc; i++)
		if (is_source(argv[i]) || (argv[i][0] == '-' && argv[i][1] != '-'))
			return true;
	return false;
}

static int unknown(const char *word)
{
	const char *words[MAX_COMMANDS + 2], *near;
	size_t i;

	for (i = 0; i < MAX_COMMANDS && commands[i].name; i++)
		words[i] = commands[i].name;
	words[i++] = "--help";
	words[i++] = "--version";
	near = str_nearest(word, words, i);
	if (near)
		error("there is no command '%s'; did you mean '%s'?", word, near);
	else
		error("there is no command '%s'; see 'pageck --help'", word);
	return EXIT_USAGE;
}

/* Its first line is for scripts. */
static int version(void)
{
	const char *missing = front_missing();

	printf("pageck %s\n", program_version());
	printf("libclang: %s\n", missing ? missing : front_version());
	return EXIT_CLEAN;
}

int main(int argc, char **argv)
{
	size_t i;

	program_is(PAGECK_RELEASE PAGECK_COMMIT, PAGECK_OBJECTS);
	if (argc < 2) {
		usage(stderr);
		return EXIT_USAGE;
	}
	for (i = 0; commands[i].name; i++)
		if (!strcmp(argv[1], commands[i].name))
			return commands[i].run(argc - 1, argv + 1);
	if (argc == 2 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))) {
		usage(stdout);
		return EXIT_CLEAN;
	}
	if (argc == 2 && !strcmp(argv[1], "--version")) {
		return version();
	}
	if (is_compiler_line(argc, argv))
		return cmd_check(argc, argv);
	return unknown(argv[1]);
}
