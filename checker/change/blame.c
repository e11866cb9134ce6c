/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "change/blame.h"

#include <stdlib.h>
#include <string.h>

#include "change/git.h"
#include "fix/edit.h"
#include "text/diff.h"

#define MAX_LINES 12

struct origin {
	struct git git;
	const char *head;
};

struct blamed {
	const char *commit;
	long long time;
	/* a root commit, where the available history begins: blame for it means nothing */
	bool is_root;
};

struct origin *origin_open(const char *dir, const char *cache_dir)
{
	struct origin *o = xcalloc(1, sizeof(*o));

	if (git_open_quietly(&o->git, dir, cache_dir) || !(o->head = git_commit(&o->git, "HEAD", true))) {
		origin_close(o);
		return NULL;
	}
	return o;
}

void origin_close(struct origin *o)
{
	if (!o)
		return;
	git_close(&o->git);
	free(o);
}

const char *origin_author(struct origin *o)
{
	return o ? git_author(&o->git) : NULL;
}

/* The line's number in the committed file; 0: it isn't committed. */
static unsigned committed_line(const text_hunks *hunks, unsigned line)
{
	int shift = 0;
	size_t i;

	for (i = 0; i < hunks->n; i++) {
		const struct text_hunk *h = &hunks->data[i];

		if (line < h->new_line || (!h->new_n && line == h->new_line))
			break;
		if (line < h->new_line + h->new_n)
			return 0;
		shift += (int)h->old_n - (int)h->new_n;
	}
	return (unsigned)((int)line + shift);
}

/* Reads the commit's time and whether it has a parent. */
static bool look_at(struct origin *o, struct blamed *b)
{
	struct strbuf out = { 0 };
	char parent[2] = "";
	bool ok = !git_read(&o->git, NULL, &out, "log", "-1", "--format=%ct %p", b->commit, NULL) &&
		  sscanf(strbuf_str(&out), "%lld %1s", &b->time, parent) >= 1;

	b->is_root = !*parent;
	strbuf_free(&out);
	return ok;
}

static bool blame(struct origin *o, const char *name, unsigned line, struct blamed *b)
{
	struct strbuf out = { 0 };
	char range[32];
	bool ok;

	snprintf(range, sizeof(range), "%u,%u", line, line);
	ok = !git_read(&o->git, NULL, &out, "blame", "--porcelain", "-L", range, o->head, "--", name, NULL);
	if (ok)
		b->commit = arena_strndup(&o->git.mem, strbuf_str(&out), strspn(strbuf_str(&out), "0123456789abcdef"));
	strbuf_free(&out);
	return ok && look_at(o, b);
}

/* Compares commit times; commits of the same second by ancestry. */
static bool is_younger(struct origin *o, const struct blamed *a, const struct blamed *b)
{
	struct strbuf out = { 0 };
	bool yes = a->time > b->time;

	if (a->time == b->time && strcmp(a->commit, b->commit) != 0)
		yes = !git_read(&o->git, NULL, &out, "rev-list", "-1",
				arena_printf(&o->git.mem, "%s..%s", b->commit, a->commit), NULL) && out.n;
	strbuf_free(&out);
	return yes;
}

static const char *describe(struct origin *o, const char *commit)
{
	struct strbuf out = { 0 };
	const char *r = NULL;

	if (!git_read(&o->git, NULL, &out, "log", "-1", "--abbrev=12", "--format=%h (\"%s\")", commit, NULL) && out.n)
		r = arena_strndup(&o->git.mem, out.s, strcspn(out.s, "\n"));
	strbuf_free(&out);
	return r;
}

/*
 * Collects the lines to blame: beginning and end of the finding's path, and lines that the fix
 * removes.
 */
static unsigned lines_of(const struct finding *x, const text_hunks *fix, unsigned *lines)
{
	unsigned n = 0, k;
	size_t i;

	lines[n++] = x->line;
	if (x->remedy.line && x->remedy.kind != REMEDY_GUARD)
		lines[n++] = x->remedy.line;
	if (x->remedy.kind == REMEDY_PUT && x->nnotes)
		lines[n++] = x->notes[0].line;
	for (i = 0; i < fix->n; i++)
		for (k = 0; k < fix->data[i].old_n && n < MAX_LINES; k++)
			lines[n++] = fix->data[i].old_line + k;
	return n;
}

static unsigned count(const char *text, const char *what)
{
	unsigned n = 0;

	for (; (text = strstr(text, what)); text += strlen(what))
		n++;
	return n;
}

/* How often the name occurs in the file of a commit. */
static unsigned count_in(struct origin *o, const char *commit, const char *suffix, const char *name, const char *what)
{
	struct strbuf out = { 0 };
	unsigned n = 0;

	if (!git_read(&o->git, NULL, &out, "cat-file", "blob",
		      arena_printf(&o->git.mem, "%s%s:%s", commit, suffix, name), NULL))
		n = count(strbuf_str(&out), what);
	strbuf_free(&out);
	return n;
}

/*
 * For a fix that adds something which may have existed before: the last commit that changed how
 * often the name occurs in the file, if it removed an occurrence. Deleted lines can't be blamed.
 */
static const char *who_removed(struct origin *o, const struct finding *x, const char *name, const char *since)
{
	const struct remedy *r = &x->remedy;
	const char *what = r->kind == REMEDY_ERROR ? r->value :
			   arena_printf(&o->git.mem, "%s(%s)", r->call, r->subject);
	struct strbuf out = { 0 };
	const char *c = NULL;

	if (!git_read(&o->git, NULL, &out, "log", "-1", "--format=%H", arena_printf(&o->git.mem, "-S%s", what),
		      arena_printf(&o->git.mem, "%s..%s", since, o->head), "--", name, NULL) && out.n > 1)
		c = arena_strndup(&o->git.mem, out.s, strcspn(out.s, "\n"));
	strbuf_free(&out);
	return c && count_in(o, c, "", name, what) < count_in(o, c, "^", name, what) ? c : NULL;
}

static const char *youngest(struct origin *o, const struct finding *x, const char *name, const text_hunks *hunks,
			    const text_hunks *fix, const char **why_not)
{
	struct blamed best = { 0 }, b = { 0 };
	unsigned lines[MAX_LINES], n = lines_of(x, fix, lines), i;
	const char *removed;

	for (i = 0; i < n; i++) {
		unsigned line = committed_line(hunks, lines[i]);

		if (!line) {
			*why_not = "the lines are not committed";
			return NULL;
		}
		if (blame(o, name, line, &b) && (!best.commit || is_younger(o, &b, &best)))
			best = b;
	}
	removed = best.commit ? who_removed(o, x, name, best.commit) : NULL;
	if (removed)
		return describe(o, removed);
	if (!best.commit)
		*why_not = "git knows no history of the file";
	else if (best.is_root)
		*why_not = "the history that is here begins with these lines";
	return best.commit && !best.is_root ? describe(o, best.commit) : NULL;
}

const char *origin_fixes(struct origin *o, const struct finding *x, const char *path, const char *text,
			 const char *fixed, const char **why_not)
{
	size_t n = o ? strlen(o->git.top) : 0;
	struct strbuf old = { 0 };
	text_hunks hunks = { 0 }, fix = { 0 };
	const char *r = NULL;

	*why_not = "the tree is not in git";
	if (!o || strncmp(path, o->git.top, n) != 0 || path[n] != '/')
		return NULL;
	if (git_read(&o->git, NULL, &old, "cat-file", "blob",
		     arena_printf(&o->git.mem, "%s:%s", o->head, path + n + 1), NULL))
		*why_not = "the file is not committed";
	else if (!diff_lines(strbuf_str(&old), text, &hunks) || !diff_lines(text, fixed, &fix))
		*why_not = "the file is not what is committed";
	else
		r = youngest(o, x, path + n + 1, &hunks, &fix, why_not);
	vec_free(&hunks);
	vec_free(&fix);
	strbuf_free(&old);
	return r;
}
