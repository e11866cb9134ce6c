/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/source.h"

#include "util/overlay.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* bytes; larger than any source, protects memory against a hostile tree */
#define TOO_BIG		(64u << 20)

struct source_file {
	char *text;			/* the file, with newlines replaced by NULs */
	VEC(const char *) lines;
};

static void split(struct source_file *f, size_t len)
{
	char *s = f->text, *end = f->text + len;

	while (s < end) {
		char *nl = memchr(s, '\n', (size_t)(end - s));

		vec_push(&f->lines, s);
		if (!nl)
			break;
		*nl = '\0';
		s = nl + 1;
	}
}

static struct source_file *load(struct source_cache *c, const char *file)
{
	struct source_file *f = xcalloc(1, sizeof(*f));
	char *path = file[0] == '/' || !c->root ? xstrdup(file) : xasprintf("%s/%s", c->root, file);
	struct stat st;
	size_t len;

	if (overlay_find(path) || (!stat(path, &st) && S_ISREG(st.st_mode) && st.st_size < TOO_BIG)) {
		f->text = read_file(path, &len);
		if (f->text)
			split(f, len);
	}
	free(path);
	table_put(&c->files, intern(file), f);
	return f;
}

const char *source_line(struct source_cache *c, const char *file, unsigned line)
{
	struct source_file *f;

	if (!file || !line)
		return NULL;
	f = table_get(&c->files, file);
	if (!f)
		f = load(c, file);
	return line <= f->lines.n ? f->lines.data[line - 1] : NULL;
}

void source_cache_free(struct source_cache *c)
{
	size_t i;

	for (i = 0; i < c->files.cap; i++) {
		struct source_file *f = c->files.slot[i].value;

		if (!f)
			continue;
		vec_free(&f->lines);
		free(f->text);
		free(f);
	}
	table_free(&c->files);
}
