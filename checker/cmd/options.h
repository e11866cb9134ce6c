/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Command-line options: one declarative table per subcommand, used for parsing, usage and
 * completion. Tables are static; strings are borrowed from argv.
 */
#ifndef PAGECK_OPTIONS_H
#define PAGECK_OPTIONS_H

#include "util/util.h"

struct option_spec {
	int id;			/* identifies the option in the handler; from 1 */
	char letter;		/* 0: no short form */
	const char *name;	/* long name, without "--" */
	const char *arg;	/* the argument's name in the usage; NULL: no argument */
	const char *help;	/* NULL: not listed in the usage */
};

/* Called for each option, in order. Returns 0, or -1 after error(). */
typedef int (*option_fn)(int id, const char *value, void *ctx);

/*
 * Parses argv (argv[0] is the subcommand). Options and operands may be mixed; "--" ends the
 * options. Returns the index of the first operand in the permuted argv, or -1 after error(). The
 * last row of `spec` has the id 0.
 */
int options_parse(int argc, char **argv, const struct option_spec *spec, option_fn fn, void *ctx);
void options_usage(FILE *out, const struct option_spec *spec);
/* The row with this long name (`n` characters), or NULL. */
const struct option_spec *options_find(const struct option_spec *spec, const char *name, size_t n);
/* The command line "pageck ARG...", quoted for a shell. Interned. */
const char *command_line(int argc, char **argv);
/* Parses a number from lo to hi. -1 after error(), which names the option. */
int option_number(const char *option, const char *value, unsigned lo, unsigned hi, unsigned *out);

#endif
