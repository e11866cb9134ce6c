/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the rules are: the program's own before those of the configured prefix. */
#include "facts/facts.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Installed below a prefix, or built in a directory of the source tree. */
static const char *const beside[] = { "../share/pageck/rules", "../rules" };

static const char *beside_executable(void)
{
	char exe[PATH_MAX], *slash;
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	const char *found = NULL;
	size_t i;

	if (n <= 0)
		return NULL;
	exe[n] = '\0';
	slash = strrchr(exe, '/');
	if (!slash)
		return NULL;
	*slash = '\0';
	for (i = 0; i < ARRAY_SIZE(beside) && !found; i++) {
		char *path = xasprintf("%s/%s", exe, beside[i]);
		char *real = realpath(path, NULL);

		if (real)
			found = intern(real);
		free(real);
		free(path);
	}
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
