/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/util.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool make_dirs(const char *path, mode_t mode)
{
	char *s = xstrdup(path), *p = s;
	struct stat st;
	bool ok;

	while (*p && (p = strchr(p + 1, '/'))) {
		*p = '\0';
		mkdir(s, 0755);
		*p = '/';
	}
	ok = !mkdir(s, mode) || (errno == EEXIST && !stat(s, &st) && S_ISDIR(st.st_mode));
	free(s);
	return ok;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st, (void)kind, (void)ftw;
	return remove(path);
}

void remove_tree(const char *dir)
{
	nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}
