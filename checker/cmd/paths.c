/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/paths.h"
#include "cmd/cmd.h"
#include "facts/facts.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_file(const char *dir, const char *name)
{
	char *path = xasprintf("%s/%s", dir, name);
	struct stat st;
	bool yes = !stat(path, &st) && S_ISREG(st.st_mode);

	free(path);
	return yes;
}

const char *rules_dir(const char *given)
{
	return given ? given : facts_dir();
}

const char *docs_dir(const char *rules)
{
	static const char *const beside[] = { "../docs/rules", "../../doc/pageck/rules" };
	/* only beside these rules: others may have rules with the same names */
	const char *const from[] = { rules, facts_dir(), PAGECK_RULES_DIR };
	const char *found = NULL;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(from) * ARRAY_SIZE(beside) && !found; i++) {
		char *dir = xasprintf("%s/%s", from[i / 2], beside[i % 2]);

		if (!access(dir, R_OK | X_OK))
			found = intern(dir);
		free(dir);
	}
	return found;
}

bool is_kernel_tree(const char *dir)
{
	char *makefile, *text;
	bool yes;

	if (!is_file(dir, "Kbuild") || !is_file(dir, "Makefile") ||
	    !is_file(dir, "include/linux/kernel.h"))
		return false;
	makefile = xasprintf("%s/Makefile", dir);
	text = read_file(makefile, NULL);
	yes = text && strstr(text, "\nPATCHLEVEL");
	free(text);
	free(makefile);
	return yes;
}

const char *kernel_tree_above(const char *path)
{
	char *dir = realpath(path, NULL), *slash;
	const char *found = NULL;

	while (dir && !found) {
		if (is_kernel_tree(dir))
			found = intern(dir);
		slash = strrchr(dir, '/');
		if (!slash || slash == dir)
			break;
		*slash = '\0';
	}
	free(dir);
	return found;
}

bool is_interactive(int fd)
{
	return isatty(fd) && !getenv("MAKELEVEL");
}

bool wants_color(int fd)
{
	const char *term = getenv("TERM"), *no_color = getenv("NO_COLOR");

	return is_interactive(fd) && !(no_color && *no_color) && term && strcmp(term, "dumb");
}
