/* SPDX-License-Identifier: GPL-2.0-or-later */
/* File and directory names, and whether they lie in the tree. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kbuild/kbuild_impl.h"

char *path_clean(struct arena *mem, const char *dir, const char *path)
{
	char *s = path[0] == '/' || !dir ? arena_strdup(mem, path) :
					   arena_printf(mem, "%s/%s", dir, path);
	bool absolute = s[0] == '/';
	char *to = s + absolute, *floor = to;
	const char *from = s;

	while (*from) {
		size_t n = strcspn(from, "/");

		if (n == 2 && from[0] == '.' && from[1] == '.') {
			if (to > floor) {
				while (to > floor && to[-1] != '/')
					to--;
				if (to > floor)
					to--;
			} else if (!absolute) {
				memmove(to, "..", 2);
				to += 2;
				floor = to;
			}
		} else if (n && !(n == 1 && from[0] == '.')) {
			if (to > s + absolute)
				*to++ = '/';
			memmove(to, from, n);
			to += n;
		}
		from += n;
		from += strspn(from, "/");
	}
	*to = '\0';
	return s;
}

bool path_exists(const char *dir, const char *name)
{
	char *full = xasprintf("%s/%s", dir, name);
	bool yes = !access(full, F_OK);

	free(full);
	return yes;
}

bool path_is_dir(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

bool path_is_own_dir(const char *path)
{
	struct stat st;

	return !lstat(path, &st) && S_ISDIR(st.st_mode);
}

bool is_newer(const char *dir, const char *a, const char *b)
{
	char *pa = xasprintf("%s/%s", dir, a), *pb = xasprintf("%s/%s", dir, b);
	struct stat sa, sb;
	bool yes = !stat(pa, &sa) && !stat(pb, &sb) &&
		   (sa.st_mtim.tv_sec != sb.st_mtim.tv_sec ?
			    sa.st_mtim.tv_sec > sb.st_mtim.tv_sec :
			    sa.st_mtim.tv_nsec > sb.st_mtim.tv_nsec);

	free(pa);
	free(pb);
	return yes;
}

static bool has_dotdot(const char *path)
{
	while (*path) {
		size_t n = strcspn(path, "/");

		if (n == 2 && path[0] == '.' && path[1] == '.')
			return true;
		path += n;
		path += strspn(path, "/");
	}
	return false;
}

/* Resolves the user's path against the current directory, the module, the tree, in this order. */
static const char *candidate(struct kbuild_tree *t, const char *path)
{
	const char *bases[3] = { NULL, t->module, t->src };
	char *cwd = getcwd(NULL, 0);
	const char *found = NULL, *first = NULL;
	size_t i;

	if (cwd)
		bases[0] = arena_strdup(&t->mem, cwd);
	free(cwd);
	for (i = 0; i < ARRAY_SIZE(bases) && !found; i++) {
		const char *full, *in_tree;

		if (!bases[i])
			continue;
		full = path_clean(&t->mem, bases[i], path);
		if (access(full, F_OK))
			continue;
		if (!first)
			first = full;
		in_tree = path_below(full, t->src);
		if (in_tree || (t->module && path_below(full, t->module)))
			found = full;
		if (path[0] == '/')
			break;
	}
	return found ? found : first;
}

const char *path_resolve(struct kbuild_tree *t, const char *path)
{
	const char *root = t->src, *full, *rest = NULL;
	char *real;

	if (has_dotdot(path)) {
		error("%s: a path with '..' is refused: give it without", path);
		return NULL;
	}
	full = candidate(t, path);
	if (!full) {
		error("%s: no such file or directory, here or in %s", path,
		      t->module ? t->module : t->src);
		return NULL;
	}
	real = realpath(full, NULL);
	if (!real) {
		error("%s: %s", path, strerror(errno));
		return NULL;
	}
	if (t->module) {
		rest = path_below(real, t->module);
		if (rest)
			root = t->module;
	}
	if (!rest)
		rest = path_below(real, t->src);
	if (!rest) {
		if (path_below(full, t->src) || (t->module && path_below(full, t->module)))
			error("%s: a symbolic link that leads out of the tree is refused", path);
		else
			error("%s: outside the tree %s", path, t->module ? t->module : t->src);
	} else if (*rest && !str_ends(full, rest)) {
		error("%s: goes through a symbolic link: give %s", path, rest);
		rest = NULL;
	} else if (access(real, R_OK)) {
		error("%s: not readable", path);
		rest = NULL;
	}
	if (rest)
		rest = *rest ? arena_printf(&t->mem, "%s/%s", root, rest) : root;
	free(real);
	return rest;
}
