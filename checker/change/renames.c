/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "change/renames.h"

#include <stdlib.h>
#include <string.h>

#include "util/dirs.h"
#include "change/git.h"

const char *moves_commit(const char *dir)
{
	struct git g;
	const char *commit = NULL;

	if (!git_open_quietly(&g, dir, cache_dir()))
		commit = git_commit(&g, "HEAD", true);
	commit = commit ? intern(commit) : NULL;
	git_close(&g);
	return commit;
}

#define MAX_NAMES	1000	/* file names on one command line */

static void set_from(struct moves *m, const char *fresh, const char *from)
{
	size_t i;

	for (i = 0; i < m->nfresh; i++)
		if (!strcmp(m->fresh[i], fresh))
			m->from[i] = from;
}

/* Parses "R087\0OLD\0NEW\0" and "A\0NEW\0". */
static void read_status(struct moves *m, const struct strbuf *out)
{
	const char *p = strbuf_str(out), *end = p + out->n;

	while (p < end) {
		char status = *p;
		const char *old, *fresh;

		old = p + strlen(p) + 1;
		if (old >= end)
			return;
		p = old + strlen(old) + 1;
		if (status == 'A')
			set_from(m, old, MOVE_NONE);
		if (status != 'R' && status != 'C')
			continue;
		fresh = p;
		if (fresh >= end)
			return;
		p = fresh + strlen(fresh) + 1;
		if (status == 'R')
			set_from(m, fresh, intern(old));
	}
}

static bool is_commit(const char *s)
{
	return s && strlen(s) >= 40 && strspn(s, "0123456789abcdef") == strlen(s);
}

/* The path of `dir` in the repository: "" or "drivers/mine/". */
static const char *prefix_of(struct git *g, const char *dir)
{
	char *real = realpath(dir, NULL);
	size_t n = strlen(g->top);
	const char *r = NULL;

	if (real && !strcmp(real, g->top))
		r = "";
	else if (real && !strncmp(real, g->top, n) && real[n] == '/')
		r = arena_printf(&g->mem, "%s/", real + n + 1);
	free(real);
	return r;
}

static void ask(struct moves *m, struct git *g, const char *prefix)
{
	static const char *const words[] = {
		"--literal-pathspecs", "diff-index", "--cached", "-M", "--name-status", "-z", "--no-ext-diff",
		"--no-textconv",
	};
	VEC(const char *) argv = { 0 };
	struct strbuf out = { 0 };
	bool few = m->ngone + m->nfresh <= MAX_NAMES;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(words); i++)
		vec_push(&argv, words[i]);
	if (*prefix)
		vec_push(&argv, arena_printf(&g->mem, "--relative=%s", prefix));
	vec_push(&argv, m->commit);
	vec_push(&argv, "--");
	/* without any pathspec git compares all files */
	for (i = 0; few && i < m->ngone; i++)
		vec_push(&argv, arena_printf(&g->mem, "%s%s", prefix, m->gone[i]));
	for (i = 0; few && i < m->nfresh; i++)
		vec_push(&argv, arena_printf(&g->mem, "%s%s", prefix, m->fresh[i]));
	vec_push(&argv, NULL);
	if (!git_readv(g, NULL, &out, argv.data) && out.n)
		read_status(m, &out);
	strbuf_free(&out);
	vec_free(&argv);
}

/*
 * Compares the commit with the index only: comparing the work tree could run filters and monitors.
 */
void renames_ask_git(struct moves *m, void *arg)
{
	const char *prefix;
	struct git g;

	if (!is_commit(m->commit))
		return;
	if (!git_open_quietly(&g, arg, cache_dir()) && !git_copy_index(&g)) {
		prefix = prefix_of(&g, arg);
		if (prefix)
			ask(m, &g, prefix);
	}
	git_close(&g);
}
