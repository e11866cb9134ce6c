/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pageck explain: shows the page of a rule in the terminal. */
#include "cmd/cmd.h"
#include "cmd/options.h"
#include "report/markdown.h"
#include "rule/rule_names.h"
#include "unit/rules_load.h"
#include "cmd/paths.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_WIDTH	100	/* columns; longer lines are hard to read */

enum { O_NO_PAGER = 1, O_HELP };

const struct option_spec explain_options[] = {
	{ O_NO_PAGER,	0, "no-pager",	NULL,	"on a terminal, too, write without a pager" },
	{ O_HELP,	'h', "help",	NULL,	"this text" },
	{ 0 }
};

struct explain {
	bool no_pager, help;
};

static void usage(FILE *out)
{
	fputs("usage: pageck explain [OPTION...] [RULE]\n\n"
	      "Shows the page of a rule: the bug, a real fix, bad and good code, how to silence it,\n"
	      "what it can't see. Without RULE, lists the rules. On a terminal through the pager of\n"
	      "$PAGECK_PAGER, $PAGER or less.\n\n", out);
	options_usage(out, explain_options);
	fputs("\nExit status: 0, or 2 when there is no such rule or its page isn't there.\n", out);
}

static int set_option(int id, const char *value, void *ctx)
{
	struct explain *e = ctx;

	(void)value;
	if (id == O_NO_PAGER)
		e->no_pager = true;
	else
		e->help = true;
	return 0;
}

/* --- the pages ----------------------------------------------------------------------- */

static char *read_page(const char *rule)
{
	const char *dir = docs_dir(rules_dir(NULL));
	char *path, *text;

	if (!dir) {
		error("the rules' pages are not there: 'make install' puts them into share/doc/pageck/rules");
		return NULL;
	}
	path = xasprintf("%s/%s.md", dir, rule);
	text = read_file(path, NULL);
	if (!text)
		error("cannot read %s: %s", path, strerror(errno));
	free(path);
	return text;
}

static int list_rules(void)
{
	size_t n, i;
	const char *const *names = rules_names(&n);

	for (i = 0; i < n; i++) {
		char *text = read_page(names[i]), *summary = text ? markdown_summary(text) : NULL;

		if (!summary)
			return EXIT_USAGE;
		printf("%-16s%s\n", names[i], summary);
		free(summary);
		free(text);
	}
	return EXIT_CLEAN;
}

static const char *find_rule(const char *given)
{
	size_t n, i;
	const char *const *names = rules_names(&n), *near, *found = NULL;

	for (i = 0; i < n; i++)
		if (!strcmp(given, names[i]))
			found = names[i];
	near = found ? NULL : str_nearest(given, names, n);
	if (!found && near)
		error("there is no rule '%s'; did you mean '%s'?", given, near);
	else if (!found)
		error("there is no rule '%s'; 'pageck explain' lists them", given);
	return found;
}

/* --- the terminal --------------------------------------------------------------------- */

static unsigned terminal_width(void)
{
	struct winsize ws;

	if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) || !ws.ws_col)
		return 80;
	return ws.ws_col > MAX_WIDTH ? MAX_WIDTH : ws.ws_col < 40 ? 40 : ws.ws_col;
}

static const char *pager(void)
{
	const char *env[] = { getenv("PAGECK_PAGER"), getenv("PAGER") };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(env); i++)
		if (env[i])
			return *env[i] && strcmp(env[i], "cat") ? env[i] : NULL;
	return "less";
}

/* Redirects standard output to the pager; returns its process, or 0. */
static pid_t start_pager(void)
{
	const char *command = pager();
	int fd[2];
	pid_t pid;

	if (!command || pipe(fd))
		return 0;
	/* same as git: quit if it fits, keep colours, leave the text on the screen */
	setenv("LESS", "FRX", 0);
	fflush(stdout);
	pid = fork();
	if (pid < 0) {
		close(fd[0]);
		close(fd[1]);
		return 0;
	}
	if (!pid) {
		dup2(fd[0], STDIN_FILENO);
		close(fd[0]);
		close(fd[1]);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	dup2(fd[1], STDOUT_FILENO);
	close(fd[0]);
	close(fd[1]);
	return pid;
}

static int show(const char *rule, const struct explain *e)
{
	struct markdown_options o = {
		.width = terminal_width(), .color = wants_color(STDOUT_FILENO),
	};
	char *text = read_page(rule);
	pid_t pid = 0;
	int status;

	if (!text)
		return EXIT_USAGE;
	if (o.color && !e->no_pager)
		pid = start_pager();
	markdown_print(stdout, text, &o);
	free(text);
	if ((fflush(stdout) || ferror(stdout)) && !pid)
		return error("cannot write to standard output"), EXIT_USAGE;
	if (pid) {
		close(STDOUT_FILENO);
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			;
	}
	return EXIT_CLEAN;
}

int cmd_explain(int argc, char **argv)
{
	struct explain e = { 0 };
	struct rules rules;
	const char *rule;
	int first, i, status = EXIT_USAGE;

	/* accept the name as findings print it: [-Wunion-read] */
	for (i = 1; i < argc; i++)
		argv[i] += str_starts(argv[i], "-W") ? 2 : 0;
	first = options_parse(argc, argv, explain_options, set_option, &e);
	if (first < 0) {
		fputs("see 'pageck explain --help'\n", stderr);
		return EXIT_USAGE;
	}
	if (e.help) {
		usage(stdout);
		return EXIT_CLEAN;
	}
	if (argc - first > 1) {
		error("one rule at a time, not '%s' too", argv[first + 1]);
		return EXIT_USAGE;
	}
	if (!rules_load_words(&rules, rules_dir(NULL))) {
		rule = first < argc ? find_rule(argv[first]) : NULL;
		status = first == argc ? list_rules() : rule ? show(rule, &e) : EXIT_USAGE;
	}
	rules_free(&rules);
	return status;
}
