/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/dirs.h"

#include "util/util.h"

#include <stdlib.h>
#include <unistd.h>

/* NULL when the current directory has been deleted. */
static char *absolute(const char *path)
{
	char *cwd, *full;

	if (path[0] == '/')
		return xstrdup(path);
	cwd = getcwd(NULL, 0);
	full = cwd ? xasprintf("%s/%s", cwd, path) : NULL;
	free(cwd);
	return full;
}

const char *cache_dir(void)
{
	static bool known;
	static const char *dir;
	const char *env;
	char *path = NULL;

	if (known)
		return dir;
	known = true;
	if ((env = getenv("PAGECK_CACHE")) && *env)
		path = absolute(env);
	else if ((env = getenv("XDG_CACHE_HOME")) && env[0] == '/')
		path = xasprintf("%s/pageck", env);
	else if ((env = getenv("HOME")) && env[0] == '/')
		path = xasprintf("%s/.cache/pageck", env);
	if (path && make_dirs(path, 0755) && !access(path, W_OK | X_OK))
		dir = path;
	else
		free(path);
	return dir;
}
