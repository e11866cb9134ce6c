/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Looks for FIFOs and devices in the tree where make or a script may read a file: reading one would
 * block, or never end. The check uses names and file types only.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "kbuild/kbuild_impl.h"

#define MAX_DEPTH	64	/* directory levels; symlinks to directories are not followed */

/* Only the compiler reads these; make and scripts do not. */
static bool is_source(const char *name)
{
	return str_ends(name, ".c") || str_ends(name, ".h") || str_ends(name, ".S");
}

static bool may_be_special(const struct dirent *e)
{
	return e->d_type != DT_REG && e->d_type != DT_DIR && e->d_type != DT_SOCK && !is_source(e->d_name);
}

static bool is_directory(int fd, const struct dirent *e)
{
	struct stat st;

	if (e->d_type != DT_UNKNOWN)
		return e->d_type == DT_DIR;
	return !fstatat(fd, e->d_name, &st, AT_SYMLINK_NOFOLLOW) && S_ISDIR(st.st_mode);
}

static bool is_special(int fd, const char *name)
{
	struct stat st;

	return !fstatat(fd, name, &st, 0) &&
	       (S_ISFIFO(st.st_mode) || S_ISCHR(st.st_mode) || S_ISBLK(st.st_mode));
}

static char *look_below(struct strbuf *path, unsigned depth)
{
	DIR *d = depth < MAX_DEPTH ? opendir(path->s) : NULL;
	size_t n = path->n;
	char *found = NULL;
	struct dirent *e;

	while (d && !found && (e = readdir(d))) {
		if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))
			continue;
		strbuf_addf(path, "/%s", e->d_name);
		if (is_directory(dirfd(d), e))
			found = look_below(path, depth + 1);
		else if (may_be_special(e) && is_special(dirfd(d), e->d_name))
			found = xstrdup(path->s);
		path->n = n;
		path->s[n] = '\0';
	}
	if (d)
		closedir(d);
	return found;
}

int refuse_special(const char *dir)
{
	struct strbuf path = { 0 };
	char *found;
	int r = 0;

	strbuf_adds(&path, dir);
	found = look_below(&path, 0);
	if (found)
		r = error("%s is not a regular file, and make might read it: remove it, or do without make (--no-make, -p)",
			  found);
	free(found);
	strbuf_free(&path);
	return r;
}
