/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The subcommands. Each gets its own argument vector (argv[0] is its name) and returns the exit
 * status: 0 nothing to report; 1 findings; 2 error in usage, configuration or environment; 3 no
 * findings, but something that was requested could not be analysed. `check` is more lenient: see
 * cmd/check.c.
 */
#ifndef PAGECK_CMD_H
#define PAGECK_CMD_H

#include "cmd/options.h"
#include "util/dirs.h"
#include "util/util.h"

enum { EXIT_CLEAN, EXIT_FINDINGS, EXIT_USAGE, EXIT_INCOMPLETE };

int cmd_explain(int argc, char **argv);
/* All commands, in the order of the usage text; the last one's name is NULL (commands.c). */
struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *help;
	const struct option_spec *options;
	/* words allowed as the first operand, "check list doc"; or NULL */
	const char *words;
};
extern const struct command commands[];

extern const struct option_spec audit_options[], check_options[], completion_options[],
	explain_options[], fix_options[], hook_options[], layout_options[], presubmit_options[], rules_options[],
	why_options[];

int cmd_audit(int argc, char **argv);
int cmd_fix(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_layout(int argc, char **argv);
int cmd_completion(int argc, char **argv);
int cmd_hook(int argc, char **argv);
int cmd_merge(int argc, char **argv);
int cmd_presubmit(int argc, char **argv);
int cmd_rules(int argc, char **argv);
int cmd_why(int argc, char **argv);

#endif
