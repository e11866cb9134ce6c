/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the rules are: the build tree's own before the installed ones. */
#include "facts/facts.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* DIR/build/pageck -> DIR/rules, if that is where rules are; else NULL. */
static const char *beside_executable(void)
{
	char exe[PATH_MAX], *slash;
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	char *dir, *probe;
	const char *found = NULL;
	int up;

	if (n <= 0)
		return NULL;
	exe[n] = '\0';
	for (up = 0; up < 2; up++) {
		slash = strrchr(exe, '/');
		if (!slash)
			return NULL;
		*slash = '\0';
	}
	dir = xasprintf("%s/rules", exe);
	probe = xasprintf("%s/origins.yaml", dir);
	if (!access(probe, R_OK))
		found = intern(dir);
	free(probe);
	free(dir);
	return found;
}

const char *facts_dir(void)
{
	const char *dir = getenv("PAGECK_RULES");

	if (dir && *dir)
		return dir;
	dir = beside_executable();
	return dir ? dir : PAGECK_RULES_DIR;
}
