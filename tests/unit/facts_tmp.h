/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules and trees in a temporary directory, and what error() says of them. */
#ifndef PAGECK_TEST_FACTS_TMP_H
#define PAGECK_TEST_FACTS_TMP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "facts/facts.h"
#include "page_kinds.h"

#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static inline char *tmp_dir(void)
{
	char *dir = xstrdup("/tmp/pageck-facts-XXXXXX");

	assert_non_null(mkdtemp(dir));
	return dir;
}

static inline int tmp_remove_one(const char *path, const struct stat *st, int type,
				 struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static inline void tmp_remove(char *dir)
{
	assert_int_equal(nftw(dir, tmp_remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
	free(dir);
}

/* Directories of `name` are made too. */
static inline void tmp_write(const char *dir, const char *name, const char *text)
{
	char *path = xasprintf("%s/%s", dir, name), *slash;
	FILE *f;

	for (slash = strchr(path + strlen(dir) + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0700);
		*slash = '/';
	}
	f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
	free(path);
}

/* Standard error of whatever runs between the two. */
struct capture {
	FILE *file;
	int saved;
};

static inline void capture_start(struct capture *c)
{
	fflush(stderr);
	c->file = tmpfile();
	assert_non_null(c->file);
	c->saved = dup(STDERR_FILENO);
	dup2(fileno(c->file), STDERR_FILENO);
}

static inline char *capture_end(struct capture *c)
{
	struct strbuf b = { 0 };
	char buf[512];
	size_t n;

	fflush(stderr);
	dup2(c->saved, STDERR_FILENO);
	close(c->saved);
	rewind(c->file);
	strbuf_adds(&b, "");
	while ((n = fread(buf, 1, sizeof(buf), c->file)) > 0)
		strbuf_add(&b, buf, n);
	fclose(c->file);
	return b.s;
}

/* Rules of one file, beside those of the kinds of page, which must load. */
static inline void load_text(struct facts *f, const char *text)
{
	char *dir = tmp_dir();

	tmp_write(dir, "kinds.yaml", PAGE_KINDS_YAML);
	tmp_write(dir, "x.yaml", text);
	assert_int_equal(facts_load(f, dir), 0);
	tmp_remove(dir);
}

#endif
