/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/overlay.h"
#include "util/util.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char *copy_of(const struct overlay_file *o, size_t *len)
{
	char *s;

	if (!o->text) {
		errno = ENOENT;
		return NULL;
	}
	s = xmalloc(o->n + 1);
	memcpy(s, o->text, o->n);
	s[o->n] = '\0';
	if (len)
		*len = o->n;
	return s;
}

char *read_file(const char *path, size_t *len)
{
	const struct overlay_file *o = overlay_find(path);
	FILE *f = o ? NULL : fopen(path, "rb");
	struct strbuf b = { 0 };
	char buf[65536];
	size_t n;
	int err;

	if (o)
		return copy_of(o, len);
	if (!f)
		return NULL;
	strbuf_adds(&b, "");
	errno = 0;
	while ((n = fread(buf, 1, sizeof(buf), f)) > 0)
		strbuf_add(&b, buf, n);
	err = ferror(f) ? (errno ? errno : EIO) : 0;
	fclose(f);
	if (err) {
		strbuf_free(&b);
		errno = err;
		return NULL;
	}
	if (len)
		*len = b.n;
	return b.s;
}

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
