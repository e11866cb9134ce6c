/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/overlay.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static struct {
	struct table by_path;
	VEC(const struct overlay_file *) list;
	struct arena mem;
} overlay;

/* Compilers and #include directives use such names. */
char *overlay_name(const char *path)
{
	char *s = xmalloc(strlen(path) + 2), *to = s;

	while (*path) {
		size_t n;

		path += strspn(path, "/");
		n = strcspn(path, "/");
		if (n == 2 && path[0] == '.' && path[1] == '.') {
			while (to > s && *--to != '/')
				;
		} else if (n && !(n == 1 && path[0] == '.')) {
			*to++ = '/';
			memcpy(to, path, n);
			to += n;
		}
		path += n;
	}
	*to = '\0';
	return s;
}

void overlay_set(const char *path, const char *text, size_t n)
{
	char *name = overlay_name(path);
	struct overlay_file *f = table_get(&overlay.by_path, name);

	if (!f) {
		f = arena_new(&overlay.mem, struct overlay_file);
		f->path = arena_strdup(&overlay.mem, name);
		table_put(&overlay.by_path, f->path, f);
		vec_push(&overlay.list, f);
	}
	f->text = text;
	f->n = n;
	free(name);
}

void overlay_clear(void)
{
	table_free(&overlay.by_path);
	vec_free(&overlay.list);
	arena_free(&overlay.mem);
}

const struct overlay_file *overlay_find(const char *path)
{
	const struct overlay_file *f;
	char *name;

	if (!overlay.list.n || path[0] != '/')
		return NULL;
	name = overlay_name(path);
	f = table_get(&overlay.by_path, name);
	free(name);
	return f;
}

const struct overlay_file *const *overlay_all(size_t *n)
{
	*n = overlay.list.n;
	return overlay.list.data;
}

bool overlay_regular(const char *path)
{
	const struct overlay_file *f = overlay_find(path);
	struct stat st;

	return f ? f->text != NULL : !stat(path, &st) && S_ISREG(st.st_mode);
}
