/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Parses the standard error of a dry run.
 *
 * Most of it is harmless: with -n there are no rules for generated files that don't exist, and
 * every make above a failed one reports the failure too. A makefile that can't be read is a real
 * error: the units below it are missing from the result.
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

/* An error while reading a makefile: "Makefile:3: *** missing separator.  Stop." */
static bool is_of_makefile(const char *line, const char *stars)
{
	size_t n = strlen(line);

	return stars - line > 2 && !is_make(line, strcspn(line, ":")) && n > 5 &&
	       str_ends(line, "Stop.");
}

/*
 * A follow-up error: "*** [Makefile:9: x] Error 2", "*** No rule to make target 'x', needed by
 * 'y'."
 */
static bool is_consequence(const char *stars)
{
	const char *text = stars + strlen("*** ");

	return *text == '[' || str_starts(text, "Waiting for unfinished") ||
	       str_starts(text, "No rule to make target") || str_starts(text, "wait: No child");
}

/*
 * May the line be the cause when nothing better is found? A missing prerequisite ("needed by") is
 * not: the tree just isn't built.
 */
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
	/* a dry run normally ends with status 2 */
	if (!cause && status > 2)
		cause = arena_printf(&t->mem, "make ended with status %d", status);
	t->make_failed = cause;
}
