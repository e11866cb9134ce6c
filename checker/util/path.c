/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/path.h"

#include "util/util.h"

#include <stdlib.h>
#include <string.h>

bool path_lies_in(const char *path, const char *dir)
{
	size_t n = strlen(dir);

	return !strncmp(path, dir, n) && (!path[n] || path[n] == '/');
}

bool path_lies_in_any(const char *path, const char *const *dirs, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (path_lies_in(path, dirs[i]))
			return true;
	return !n;
}

const char *path_real(const char *dir, const char *path)
{
	char *joined = dir && path[0] != '/' ? xasprintf("%s/%s", dir, path) : xstrdup(path);
	char *real = realpath(joined, NULL);
	const char *r = real ? intern(real) : NULL;

	free(joined);
	free(real);
	return r;
}

const char *path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

const char *path_below(const char *path, const char *dir)
{
	size_t n = strlen(dir);

	if (strncmp(path, dir, n))
		return NULL;
	if (!path[n])
		return path + n;
	return path[n] == '/' ? path + n + 1 : n == 1 ? path + 1 : NULL;
}

const char *path_shown(const char *path, const char *root)
{
	size_t n = root ? strlen(root) : 0;

	return n && !strncmp(path, root, n) && path[n] == '/' ? path + n + 1 : path;
}
