/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a dry run says on standard error. Most of it means nothing: with -n there are
 * no rules for what was never built, and every make above one that stopped says so.
 * A makefile that can't be read is another matter: what lies below it is missing
 * from the answer.
 */
#include <string.h>

#include "kbuild/kbuild_impl.h"

/* "make", "make[2]", "/usr/bin/make[2]" */
static bool is_make(const char *s, size_t n)
{
	const char *slash = memrchr(s, '/', n);

	if (slash) {
		n -= (size_t)(slash + 1 - s);
		s = slash + 1;
	}
	return n >= 4 && !memcmp(s, "make", 4) && (n == 4 || s[4] == '[');
}

/* "Makefile:3: *** missing separator.  Stop.": said of a file, while it is read. */
static bool is_of_makefile(const char *line, const char *stars)
{
	size_t n = strlen(line);

	return stars - line > 2 && !is_make(line, strcspn(line, ":")) && n > 5 &&
	       str_ends(line, "Stop.");
}

/* "*** [Makefile:9: x] Error 2", "*** No rule to make target 'x', needed by 'y'." */
static bool is_consequence(const char *stars)
{
	const char *text = stars + strlen("*** ");

	return *text == '[' || str_starts(text, "Waiting for unfinished") ||
	       str_starts(text, "No rule to make target") || str_starts(text, "wait: No child");
}

/* What is needed by another is for want of a build; a goal that isn't known is a mistake. */
static bool is_last_resort(const char *line)
{
	if (strstr(line, "No rule to make target"))
		return !strstr(line, "needed by");
	return strstr(line, "not found") || strstr(line, "No such file");
}

static void add_once(struct kbuild_tree *t, const char *line)
{
	size_t i;

	for (i = 0; i < t->broken.n; i++)
		if (!strcmp(t->broken.data[i], line))
			return;
	vec_push(&t->broken, line);
}

void make_said(struct kbuild_tree *t, const char *said, int status)
{
	const char *last_resort = NULL, *cause = NULL;
	size_t n;

	for (; *said; said += n + (said[n] == '\n')) {
		const char *line, *stars;

		n = strcspn(said, "\n");
		line = arena_strndup(&t->mem, said, n);
		stars = strstr(line, "*** ");
		if (stars && is_of_makefile(line, stars))
			add_once(t, line);
		else if (stars && !cause && !is_consequence(stars))
			cause = line;
		else if (!last_resort && is_last_resort(line))
			last_resort = line;
	}
	if (!status || t->make_failed)
		return;
	if (t->broken.n)
		cause = t->broken.data[0];
	else if (!cause)
		cause = last_resort;
	/* 2 is how a dry run ends */
	if (!cause && status > 2)
		cause = arena_printf(&t->mem, "make ended with status %d", status);
	t->make_failed = cause;
}
