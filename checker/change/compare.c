/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "change/compare.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define CONTEXT	1		/* lines of context above and below */

/* A finding of one state, and what the series did to its line. */
struct side {
	struct finding *x;
	const char *file;		/* name of the file in the state after */
	unsigned line;			/* line in the state after; 0: the series removed it */
	const struct hunk *hunk;	/* that removed or added the line */
	/* the line and its context, without white space; if it is in a hunk */
	const char *text;
	const char *words;		/* words: the line itself; then what replaced its hunk */
	const struct state_file *in;
	struct finding *twin;
};

struct compare {
	const struct series *s;
	const char *root;
	struct arena mem;
	struct side *old, *new;
	size_t nold, nnew;
};

/* --- lines ------------------------------------------------------------------------------ */

static const char *squeeze(struct arena *mem, const char *from, size_t n)
{
	char *s = arena_alloc(mem, n + 1), *to = s;

	for (; n; n--, from++)
		if (!isspace((unsigned char)*from))
			*to++ = *from;
	return s;
}

/* Start of a line, and *end of the file; NULL: there is no such line. */
static const char *line_at(const struct state_file *f, unsigned line, const char **end)
{
	const char *s = f->text;

	*end = s ? s + f->n : NULL;
	while (s && --line && (s = memchr(s, '\n', (size_t)(*end - s))))
		s++;
	return s;
}

/* A copy of the line; "" when there is none. */
static const char *one_line(struct arena *mem, const struct state_file *f, unsigned line)
{
	const char *end, *s = line_at(f, line, &end), *nl;

	if (!s || s >= end)
		return "";
	nl = memchr(s, '\n', (size_t)(end - s));
	return arena_strndup(mem, s, (size_t)((nl ? nl : end) - s));
}

/* Scans the next word or punctuation character; false at the end of the line. */
static bool next_token(const char **p, const char **from, size_t *n)
{
	while (isspace((unsigned char)**p))
		++*p;
	*from = *p;
	if (!**p)
		return false;
	do
		++*p;
	while (is_word(**from) && is_word(**p));
	*n = (size_t)(*p - *from);
	return true;
}

/*
 * Similarity: which part of a's tokens also occur in b, each token of b counted once; in
 * thousandths.
 */
static unsigned likeness(const char *a, const char *b)
{
	unsigned na = 0, nb = 0, common = 0;
	const char *p = a, *q, *x, *y;
	uint64_t used = 0;
	size_t n, m;

	for (q = b; next_token(&q, &y, &m);)
		nb++;
	while (next_token(&p, &x, &n)) {
		unsigned i = 0;

		na++;
		for (q = b; i < 64 && next_token(&q, &y, &m); i++)
			if (!(used >> i & 1) && n == m && !memcmp(x, y, n)) {
				used |= 1ull << i;
				common++;
				break;
			}
	}
	return na + nb ? 2000 * common / (na + nb) : 0;
}

/* The line with its context: a line like "return -EINVAL;" alone identifies nothing. */
static const char *line_of(struct arena *mem, const struct state_file *f, unsigned line)
{
	unsigned from = line > CONTEXT ? line - CONTEXT : 1, n = line + CONTEXT + 1 - from;
	const char *end, *s = line_at(f, from, &end), *to;

	if (!s)
		return "";
	for (to = s; to && n; n--)
		if ((to = memchr(to, '\n', (size_t)(end - to))))
			to++;
	return squeeze(mem, s, (size_t)((to ? to : end) - s));
}

static bool is_file(const struct compare *c, const struct state_file *f, const char *name)
{
	size_t n = strlen(c->root);

	if (!f->path)
		return false;
	if (name[0] == '/')
		return !strcmp(f->path, name);
	return !strncmp(f->path, c->root, n) && f->path[n] == '/' && !strcmp(f->path + n + 1, name);
}

static const char *shown(const struct compare *c, const char *path)
{
	size_t n = strlen(c->root);

	return !strncmp(path, c->root, n) && path[n] == '/' ? path + n + 1 : path;
}

static void place_old(struct compare *c, struct side *d)
{
	size_t i;

	d->file = d->x->file;
	d->line = d->x->line;
	for (i = 0; i < c->s->changes.n; i++) {
		const struct change *ch = &c->s->changes.data[i];

		if (!is_file(c, &ch->old, d->x->file))
			continue;
		if (ch->new.path) {
			d->file = shown(c, ch->new.path);
			d->line = change_new_line(ch, d->x->line, &d->hunk);
		} else {
			d->line = 0;
		}
		if (!d->line) {
			d->text = line_of(&c->mem, &ch->old, d->x->line);
			d->words = one_line(&c->mem, &ch->old, d->x->line);
			d->in = &ch->new;
		}
		return;
	}
}

/* Finds the hunk of an added line and its text; a line that already existed gets no text. */
static void place_new(struct compare *c, struct side *d)
{
	size_t i;

	d->file = d->x->file;
	d->line = d->x->line;
	for (i = 0; i < c->s->changes.n; i++) {
		const struct change *ch = &c->s->changes.data[i];

		if (!is_file(c, &ch->new, d->x->file))
			continue;
		d->hunk = ch->old.path ? change_added(ch, d->x->line) : NULL;
		if (!ch->old.path || d->hunk)
			d->text = line_of(&c->mem, &ch->new, d->x->line);
		return;
	}
}

/* --- matching ------------------------------------------------------------------------------ */

static bool same(const char *a, const char *b)
{
	return !strcmp(a ? a : "", b ? b : "");
}

static bool same_expr(struct compare *c, const struct side *a, const struct side *b)
{
	const char *x = a->x->expr ? a->x->expr : "", *y = b->x->expr ? b->x->expr : "";

	return !strcmp(squeeze(&c->mem, x, strlen(x)), squeeze(&c->mem, y, strlen(y)));
}

/* The line still exists, possibly at another place; the function or variable may be renamed. */
static bool stayed(struct compare *c, const struct side *a, const struct side *b)
{
	(void)c;
	return a->line && !b->text && a->line == b->line && same(a->file, b->file);
}

/*
 * The line was rewritten in place: of all lines that its hunk adds, the finding's new line is the
 * most similar one. Another added line may contain a bug of its own.
 */
static bool rewritten(struct compare *c, const struct side *a, const struct side *b)
{
	unsigned line, mine = 0, best = 0;

	if (!a->hunk || a->hunk != b->hunk || !same(a->file, b->file) || !same(a->x->function, b->x->function))
		return false;
	for (line = a->hunk->new_line; line < a->hunk->new_line + a->hunk->new_n; line++) {
		unsigned like = likeness(a->words, one_line(&c->mem, a->in, line));

		best = like > best ? like : best;
		mine = line == b->x->line ? like : mine;
	}
	return mine == best;
}

/* Equal fingerprints, and neither line was added or removed by the series. */
static bool same_identity(struct compare *c, const struct side *a, const struct side *b)
{
	return !b->text && same(a->file, b->file) && same(a->x->function, b->x->function) &&
	       same_expr(c, a, b);
}

/* The line was removed here and added there, together with its context. */
static bool moved(struct compare *c, const struct side *a, const struct side *b)
{
	return !a->line && a->text && b->text && !strcmp(a->text, b->text) && same_expr(c, a, b);
}

/*
 * The finding was kept (`moved`), because the inputs of its unit differ only in line numbers of
 * other files: both lists have it, at the same place.
 */
static bool is_kept(const struct side *a, const struct side *b)
{
	return b->x->moved && a->x->line == b->x->line && a->x->col == b->x->col &&
	       same(a->x->rule, b->x->rule) && same(a->x->file, b->x->file) &&
	       same(a->x->message, b->x->message);
}

static void match_kept(struct compare *c)
{
	size_t i, j;

	for (j = 0; j < c->nnew; j++)
		for (i = 0; i < c->nold && !c->new[j].twin; i++)
			if (is_kept(&c->old[i], &c->new[j])) {
				c->new[j].twin = c->old[i].x;
				if (!c->old[i].twin)
					c->old[i].twin = c->new[j].x;
			}
}

static void match(struct compare *c, bool (*is)(struct compare *, const struct side *, const struct side *))
{
	size_t i, j;

	for (i = 0; i < c->nold; i++)
		for (j = 0; j < c->nnew && !c->old[i].twin; j++) {
			struct side *a = &c->old[i], *b = &c->new[j];

			if (b->twin || !same(a->x->rule, b->x->rule) || !is(c, a, b))
				continue;
			a->twin = b->x;
			b->twin = a->x;
		}
}

void compare_findings(struct comparison *result, const struct series *s, const char *root,
		      const struct findings *before, const struct findings *after)
{
	struct compare c = { .s = s, .root = root, .nold = before->v.n, .nnew = after->v.n };
	size_t i;

	c.old = arena_array(&c.mem, struct side, c.nold + 1);
	c.new = arena_array(&c.mem, struct side, c.nnew + 1);
	for (i = 0; i < c.nold; i++) {
		c.old[i].x = before->v.data[i];
		place_old(&c, &c.old[i]);
	}
	for (i = 0; i < c.nnew; i++) {
		c.new[i].x = after->v.data[i];
		place_new(&c, &c.new[i]);
	}
	match(&c, stayed);
	match(&c, rewritten);
	match(&c, moved);
	match(&c, same_identity);
	match_kept(&c);
	result->before = xcalloc(c.nold + 1, sizeof(*result->before));
	result->after = xcalloc(c.nnew + 1, sizeof(*result->after));
	for (i = 0; i < c.nold; i++)
		result->before[i] = c.old[i].twin;
	for (i = 0; i < c.nnew; i++)
		result->after[i] = c.new[i].twin;
	arena_free(&c.mem);
}

void comparison_free(struct comparison *c)
{
	free(c->before);
	free(c->after);
}
