/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the rules are: the program's own before those of the configured prefix. */
#include "facts/facts.h"

#include <stdlib.h>
#include <string.h>

#include "util/self.h"

/* Installed below a prefix, or built in a directory of the source tree. */
static const char *const beside[] = { "../share/pageck/rules", "../rules" };

static const char *beside_executable(void)
{
	const char *exe = self_path(), *slash = exe ? strrchr(exe, '/') : NULL, *found = NULL;
	size_t i;

	if (!slash)
		return NULL;
	for (i = 0; i < ARRAY_SIZE(beside) && !found; i++) {
		char *path = xasprintf("%.*s/%s", (int)(slash - exe), exe, beside[i]);
		char *real = realpath(path, NULL);

		if (real)
			found = intern(real);
		free(real);
		free(path);
	}
	return found;
}

const char *facts_own_dir(void)
{
	const char *dir = beside_executable();

	return dir ? dir : PAGECK_RULES_DIR;
}

const char *facts_dir(void)
{
	const char *dir = getenv("PAGECK_RULES");

	return dir && *dir ? dir : facts_own_dir();
}
