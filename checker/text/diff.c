/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A longest common subsequence of the lines between the common head and tail. Quadratic, which
 * suffices for texts that are nearly equal.
 */
#include "text/diff.h"

#include <stdlib.h>
#include <string.h>

#define CONTEXT		3
#define MAX_MIDDLE	4000	/* lines between the common head and tail */

struct line {
	const char *s;
	size_t n;
};
typedef VEC(struct line) lines;

static void split(const char *text, lines *out)
{
	while (*text) {
		size_t n = strcspn(text, "\n");

		vec_push(out, ((struct line){ text, n }));
		text += n + (text[n] == '\n');
	}
}

static bool same(const struct line *a, const struct line *b)
{
	return a->n == b->n && !memcmp(a->s, b->s, a->n);
}

/* len[i][j]: length of the longest common subsequence of a[i..] and b[j..]. */
static void middle(const lines *a, const lines *b, size_t first, size_t na, size_t nb, text_hunks *out)
{
	unsigned short *len = xcalloc((na + 1) * (nb + 1), sizeof(*len));
	size_t i, j, w = nb + 1;
	struct text_hunk h = { 0 };

	for (i = na; i-- > 0;)
		for (j = nb; j-- > 0;) {
			unsigned short down = len[(i + 1) * w + j], right = len[i * w + j + 1];

			len[i * w + j] = same(&a->data[first + i], &b->data[first + j]) ?
				len[(i + 1) * w + j + 1] + 1 : down > right ? down : right;
		}
	for (i = j = 0; i < na || j < nb;) {
		bool equal = i < na && j < nb && same(&a->data[first + i], &b->data[first + j]);

		if (equal && (h.old_n || h.new_n)) {
			vec_push(out, h);
			h.old_n = h.new_n = 0;
		}
		if (!equal && !h.old_n && !h.new_n) {
			h.old_line = (unsigned)(first + i) + 1;
			h.new_line = (unsigned)(first + j) + 1;
		}
		if (equal)
			i++, j++;
		else if (j == nb || (i < na && len[(i + 1) * w + j] >= len[i * w + j + 1]))
			i++, h.old_n++;
		else
			j++, h.new_n++;
	}
	if (h.old_n || h.new_n)
		vec_push(out, h);
	free(len);
}

bool diff_lines(const char *old, const char *new, text_hunks *out)
{
	lines a = { 0 }, b = { 0 };
	size_t first = 0, last = 0, na, nb, i;
	bool fine;

	split(old, &a);
	split(new, &b);
	while (first < a.n && first < b.n && same(&a.data[first], &b.data[first]))
		first++;
	while (last < a.n - first && last < b.n - first &&
	       same(&a.data[a.n - 1 - last], &b.data[b.n - 1 - last]))
		last++;
	na = a.n - first - last;
	nb = b.n - first - last;
	fine = na < MAX_MIDDLE && nb < MAX_MIDDLE;
	if (fine)
		middle(&a, &b, first, na, nb, out);
	/* an insertion is written "-5,0": after line 5 */
	for (i = 0; i < out->n; i++) {
		out->data[i].old_line -= !out->data[i].old_n;
		out->data[i].new_line -= !out->data[i].new_n;
	}
	vec_free(&a);
	vec_free(&b);
	return fine;
}

/* --- as text ----------------------------------------------------------------------------- */

static void put_lines(struct strbuf *out, char sign, const lines *l, size_t from, size_t to)
{
	for (; from < to && from < l->n; from++) {
		strbuf_addc(out, sign);
		strbuf_add(out, l->data[from].s, l->data[from].n);
		strbuf_addc(out, '\n');
		if (from + 1 == l->n && l->data[from].s[l->data[from].n] != '\n')
			strbuf_adds(out, "\\ No newline at end of file\n");
	}
}

/* Appends the enclosing function to a hunk header, found as git's default driver does. */
static void put_function(struct strbuf *out, const lines *l, size_t line)
{
	while (line-- > 0) {
		const struct line *x = &l->data[line];
		char ch = x->n ? x->s[0] : ' ';

		if (ch == '_' || ch == '$' || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z')) {
			strbuf_addc(out, ' ');
			strbuf_add(out, x->s, x->n > 80 ? 80 : x->n);
			return;
		}
	}
}

static void put_range(struct strbuf *out, char sign, size_t from, size_t n)
{
	strbuf_addf(out, n == 1 ? "%c%zu" : "%c%zu,%zu", sign, from + (n != 0), n);
}

/* Index of the first line that a hunk changes. */
static size_t old_start(const struct text_hunk *h)
{
	return h->old_line - (h->old_n != 0);
}

static size_t new_start(const struct text_hunk *h)
{
	return h->new_line - (h->new_n != 0);
}

void diff_unified(struct strbuf *out, const char *path, const char *old, const char *new,
		  const text_hunks *hunks, unsigned *added, unsigned *gone)
{
	lines a = { 0 }, b = { 0 };
	size_t i, j, k;

	split(old, &a);
	split(new, &b);
	strbuf_addf(out, "diff --git a/%s b/%s\n--- a/%s\n+++ b/%s\n", path, path, path, path);
	for (i = 0; i < hunks->n; i = j) {
		const struct text_hunk *h = &hunks->data[i], *l = h;
		size_t from = old_start(h) > CONTEXT ? old_start(h) - CONTEXT : 0, to, at, lead;

		for (j = i + 1; j < hunks->n; j++, l = &hunks->data[j - 1])
			if (old_start(&hunks->data[j]) > old_start(l) + l->old_n + 2 * CONTEXT)
				break;
		to = old_start(l) + l->old_n + CONTEXT;
		to = to < a.n ? to : a.n;
		lead = old_start(h) - from;
		strbuf_adds(out, "@@ ");
		put_range(out, '-', from, to - from);
		strbuf_addc(out, ' ');
		put_range(out, '+', new_start(h) - lead, to - from + (new_start(l) + l->new_n - new_start(h)) -
			  (old_start(l) + l->old_n - old_start(h)));
		strbuf_adds(out, " @@");
		put_function(out, &a, from);
		strbuf_addc(out, '\n');
		for (k = i, at = from; k < j; k++) {
			const struct text_hunk *x = &hunks->data[k];

			put_lines(out, ' ', &a, at, old_start(x));
			put_lines(out, '-', &a, old_start(x), old_start(x) + x->old_n);
			put_lines(out, '+', &b, new_start(x), new_start(x) + x->new_n);
			at = old_start(x) + x->old_n;
			*added += x->new_n;
			*gone += x->old_n;
		}
		put_lines(out, ' ', &a, at, to);
	}
	vec_free(&a);
	vec_free(&b);
}
