/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One declarative table of options a subcommand: parsing and usage come from it.
 */
#ifndef PAGECK_OPTIONS_H
#define PAGECK_OPTIONS_H

#include "util/util.h"

struct option_spec {
	int id;			/* what the handler switches on, from 1 */
	char letter;		/* 0: no short form */
	const char *name;	/* long form, without "--" */
	const char *arg;	/* the argument's name in the usage; NULL: takes none */
	const char *help;	/* NULL: not listed */
};

/* Called for each option in order; returns 0, or -1 after an error(). */
typedef int (*option_fn)(int id, const char *value, void *ctx);

/*
 * Parses argv (argv[0] is the subcommand). Options and operands may be mixed;
 * "--" ends the options. Returns the index of the first operand in the permuted
 * argv, or -1 after an error(). `spec` ends with a row whose id is 0.
 */
int options_parse(int argc, char **argv, const struct option_spec *spec, option_fn fn, void *ctx);
void options_usage(FILE *out, const struct option_spec *spec);
/* The row of a long name (`n` characters), or NULL. */
const struct option_spec *options_find(const struct option_spec *spec, const char *name, size_t n);
/* "pageck ARG...", as a shell would take it. Interned. */
const char *command_line(int argc, char **argv);
/* A number from lo to hi; else -1 after an error() that names the option. */
int option_number(const char *option, const char *value, unsigned lo, unsigned hi, unsigned *out);

#endif
