/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A tree of small files in a temporary directory, one a test. */
#ifndef PAGECK_TEST_TREE_H
#define PAGECK_TEST_TREE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "util/util.h"

static char root[64];
static struct arena mem;

static inline const char *in_root(const char *name)
{
	return arena_printf(&mem, "%s/%s", root, name);
}

/* Writes a file; its directory is made too. */
static inline void put(const char *name, const char *text)
{
	const char *path = in_root(name);
	char *dir = xstrdup(path);
	FILE *f;

	*strrchr(dir, '/') = '\0';
	assert_true(make_dirs(dir, 0755));
	free(dir);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static inline int make_root(void)
{
	strcpy(root, "/tmp/pageck-test-XXXXXX");
	return mkdtemp(root) ? 0 : -1;
}

static inline int remove_root(void **state)
{
	char *cmd = xasprintf("rm -rf %s", root);
	int r = system(cmd);

	(void)state;
	free(cmd);
	arena_free(&mem);
	return r;
}

#endif
