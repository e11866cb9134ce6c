/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "change/series.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "change/patches.h"
#include "util/overlay.h"

#define MAX_WORDS	256	/* words per file; they tell which units a changed header affects */
/* files; a work tree that differs in more is treated as another kernel */
#define MAX_DIFFERING	4000

/* --- states -------------------------------------------------------------------------------- */

static char *first_line(struct arena *mem, const struct strbuf *b)
{
	return arena_strndup(mem, strbuf_str(b), strcspn(strbuf_str(b), "\n"));
}

static const char *write_tree(struct series *s)
{
	struct strbuf out = { 0 };
	const char *tree = NULL;

	if (!git_read(&s->git, NULL, &out, "write-tree", NULL))
		tree = first_line(&s->mem, &out);
	strbuf_free(&out);
	return tree;
}

/* The commit where a series forks from its base, which may have advanced since. */
static const char *merge_base(struct series *s, const char *a, const char *b)
{
	struct strbuf out = { 0 };
	const char *base = NULL;

	if (!git_read(&s->git, NULL, &out, "merge-base", a, b, NULL))
		base = first_line(&s->mem, &out);
	strbuf_free(&out);
	return base;
}

static int open_range(struct series *s, char **words, int nwords)
{
	char *from = NULL, *dots;
	const char *to = "HEAD", *a, *b;

	if (nwords > 1)
		return error("'%s': one range is taken; or are these patch files that aren't there?",
			     words[1]);
	if (!nwords) {
		a = git_commit(&s->git, "@{upstream}", true);
		if (!a)
			return error("this branch has no upstream to tell what the series is: give "
				     "BASE..HEAD, --staged or patch files");
	} else {
		from = arena_strdup(&s->mem, words[0]);
		dots = strstr(from, "..");
		if (dots) {
			to = dots + (dots[2] == '.' ? 3 : 2);
			*dots = '\0';
		}
		if (!*to)
			to = "HEAD";
		a = git_commit(&s->git, *from ? from : "HEAD", true);
		if (!a)
			return error("'%s' is neither a patch file nor a commit", *from ? from : "HEAD");
	}
	b = git_commit(&s->git, to, false);
	if (!b)
		return -1;
	s->after = b;
	s->before = merge_base(s, a, b);
	return s->before ? 0 : -1;
}

static int open_staged(struct series *s)
{
	s->before = git_commit(&s->git, "HEAD", false);
	if (!s->before || git_copy_index(&s->git))
		return -1;
	s->after = write_tree(s);
	return s->after ? 0 : -1;
}

static int open_patches(struct series *s, char **words, int nwords)
{
	struct strbuf out = { 0 };
	int r;

	s->before = git_commit(&s->git, "HEAD", false);
	if (!s->before)
		return -1;
	r = git_read(&s->git, NULL, &out, "read-tree", s->before, NULL);
	strbuf_free(&out);
	s->after = r || patches_apply(&s->git, words, nwords) ? NULL : write_tree(s);
	return s->after ? 0 : -1;
}

/* --- what differs ------------------------------------------------------------------------------ */

/* Is it a file that the compiler may read? */
static bool is_c(const char *path)
{
	static const char *const suffixes[] = { ".c", ".h", ".inc", ".def", ".x" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(suffixes); i++)
		if (str_ends(path, suffixes[i]))
			return true;
	return false;
}

static const char *in_top(struct series *s, const char *path)
{
	return arena_printf(&s->mem, "%s/%s", s->git.top, path);
}

struct raw {
	const char *old_blob, *new_blob, *path, *path2;
	char status;
	unsigned old_mode, new_mode;
};

/* A regular file, not a symbolic link or submodule. */
static bool is_plain(unsigned mode)
{
	return (mode & S_IFMT) == S_IFREG;
}

/* Parses the next record of git's "--raw -z": ":100644 100644 OLD NEW R90\0path\0path2\0". */
static bool next_raw(struct series *s, const char **p, const char *end, struct raw *r)
{
	const char *s1 = *p;
	char old[80], new[80];

	if (s1 >= end ||
	    sscanf(s1, ":%o %o %79s %79s %c", &r->old_mode, &r->new_mode, old, new, &r->status) != 5)
		return false;
	s1 += strlen(s1) + 1;
	if (s1 >= end)
		return false;
	r->old_blob = arena_strdup(&s->mem, old);
	r->new_blob = arena_strdup(&s->mem, new);
	r->path = arena_strdup(&s->mem, s1);
	r->path2 = NULL;
	s1 += strlen(s1) + 1;
	if (r->status == 'R' || r->status == 'C') {
		if (s1 >= end)
			return false;
		r->path2 = arena_strdup(&s->mem, s1);
		s1 += strlen(s1) + 1;
	}
	*p = s1;
	return true;
}

static void add_change(struct series *s, const struct raw *r)
{
	const char *new = r->path2 ? r->path2 : r->path;
	struct change c = { .status = r->status };

	if (is_plain(r->old_mode))
		c.old = (struct state_file){ .path = in_top(s, r->path), .blob = r->old_blob };
	if (is_plain(r->new_mode))
		c.new = (struct state_file){ .path = in_top(s, new), .blob = r->new_blob };
	if ((c.old.path && is_c(r->path)) || (c.new.path && is_c(new)))
		vec_push(&s->changes, c);
	else
		vec_push(&s->others, ((struct other_change){ r->path, new, r->status }));
	/* a symlink or submodule with the name of a C file */
	if (r->new_mode && !c.new.path && is_c(new))
		vec_push(&s->links, new);
}

static int find_changes(struct series *s)
{
	struct strbuf out = { 0 };
	const char *p;
	struct raw r;
	int failed = git_read(&s->git, NULL, &out, "diff-tree", "-r", "-M", "-z", "--raw", "--no-abbrev",
			      "--ignore-submodules=none", s->before, s->after, NULL);

	for (p = out.s; !failed && next_raw(s, &p, out.s + out.n, &r);)
		add_change(s, &r);
	strbuf_free(&out);
	return failed;
}

/* Collects identifiers; with `calls` only those that are followed by a parenthesis. */
static void add_words(struct series *s, struct change *c, const char *p, const char *end, bool calls)
{
	while (p < end && c->words.n < MAX_WORDS) {
		const char *from = p;

		while (p < end && is_word(*p))
			p++;
		/* shorter identifiers are too common */
		if (p - from > 3 && !(from[0] >= '0' && from[0] <= '9') && (!calls || (p < end && *p == '(')))
			vec_push(&c->words, arena_strndup(&s->mem, from, (size_t)(p - from)));
		p += p == from;
	}
}

/* Parses "12,3" or "12". */
static const char *read_range(const char *p, unsigned *line, unsigned *n)
{
	char *end;

	*line = (unsigned)strtoul(p, &end, 10);
	*n = 1;
	if (*end == ',')
		*n = (unsigned)strtoul(end + 1, &end, 10);
	return end;
}

/*
 * Handles a line of the diff: "@@ -12,3 +12 @@ int foo(void)", or a changed line with arbitrary
 * bytes.
 */
static void read_diff_line(struct series *s, struct change *c, const char *line, const char *end)
{
	struct hunk h;
	const char *p;

	if (line < end && (*line == '+' || *line == '-'))
		add_words(s, c, line + 1, end, false);
	if (end - line < 4 || memcmp(line, "@@ -", 4) != 0)
		return;
	p = read_range(line + 4, &h.old_line, &h.old_n);
	p = read_range(p + strspn(p, " +"), &h.new_line, &h.new_n);
	vec_push(&c->hunks, h);
	add_words(s, c, p, end, true);
}

/* A file that is added or deleted is one hunk. */
static void whole_file(struct change *c)
{
	const struct state_file *f = c->new.path ? &c->new : &c->old;
	const char *p = f->text, *end = p ? p + f->n : NULL;
	struct hunk h = { 0 };
	unsigned n = 0;

	for (; p && p < end; n++) {
		p = memchr(p, '\n', (size_t)(end - p));
		p = p ? p + 1 : end;
	}
	if (c->new.path)
		h.new_line = n > 0, h.new_n = n;
	else
		h.old_line = n > 0, h.old_n = n;
	if (n)
		vec_push(&c->hunks, h);
}

/*
 * Finds the hunks of a file with a git call of its own: it compares two blobs, as names in a patch
 * may be quoted. A series changes few files.
 */
static int find_hunks(struct series *s, struct change *c)
{
	struct strbuf out = { 0 };
	const char *p, *end, *nl;
	int r;

	if (!c->old.path || !c->new.path) {
		whole_file(c);
		return 0;
	}
	if (!strcmp(c->old.blob, c->new.blob))
		return 0;
	r = git_read(&s->git, NULL, &out, "diff", "--no-ext-diff", "--no-textconv", "--no-color", "--text",
		     "-U0", c->old.blob, c->new.blob, NULL);
	for (p = strbuf_str(&out), end = p + out.n; !r && p < end; p = nl + 1) {
		nl = memchr(p, '\n', (size_t)(end - p));
		nl = nl ? nl : end;
		read_diff_line(s, c, p, nl);
	}
	strbuf_free(&out);
	return r;
}

/* Finds what differs from the work tree, which may be at neither state. */
static int find_differing(struct series *s)
{
	struct strbuf out = { 0 };
	const char *p;
	struct raw r;

	if (git_copy_index(&s->git) ||
	    git_read(&s->git, NULL, &out, "diff-index", "-z", "--raw", "--no-abbrev", "--no-renames",
		     s->after, NULL)) {
		strbuf_free(&out);
		return -1;
	}
	for (p = out.s; next_raw(s, &p, out.s + out.n, &r);) {
		struct state_file f = { .path = in_top(s, r.path), .blob = r.old_blob };

		/* not a regular C file, or unmerged in the index: nothing to overlay */
		if ((r.old_mode && !is_plain(r.old_mode)) || !is_c(r.path) || r.status == 'U')
			continue;
		if (r.status == 'A')
			f.blob = NULL;
		vec_push(&s->differs, f);
	}
	strbuf_free(&out);
	if (s->differs.n > MAX_DIFFERING)
		return error("the work tree differs from the series in %zu files: check out something "
			     "nearer first", s->differs.n);
	return 0;
}

/* --- file contents --------------------------------------------------------------------------- */

static bool next_blob(struct series *s, const char **p, const char *end, struct state_file *f)
{
	const char *nl = *p < end ? memchr(*p, '\n', (size_t)(end - *p)) : NULL;
	char head[128], kind[16];
	size_t n;

	if (!nl || (size_t)(nl - *p) >= sizeof(head))
		return false;
	memcpy(head, *p, (size_t)(nl - *p));
	head[nl - *p] = '\0';
	if (sscanf(head, "%*s %15s %zu", kind, &n) != 2 || strcmp(kind, "blob") != 0 ||
	    n >= (size_t)(end - nl - 1))
		return false;
	f->text = arena_strndup(&s->mem, nl + 1, n);
	f->n = n;
	*p = nl + 1 + n + 1;
	return true;
}

static int read_contents(struct series *s)
{
	VEC(struct state_file *) want = { 0 };
	struct strbuf in = { 0 }, out = { 0 };
	const char *p;
	size_t i;
	int r = 0;

	for (i = 0; i < s->changes.n; i++) {
		if (s->changes.data[i].old.path)
			vec_push(&want, &s->changes.data[i].old);
		if (s->changes.data[i].new.path)
			vec_push(&want, &s->changes.data[i].new);
	}
	for (i = 0; i < s->differs.n; i++)
		if (s->differs.data[i].blob)
			vec_push(&want, &s->differs.data[i]);
	for (i = 0; i < want.n; i++)
		strbuf_addf(&in, "%s\n", want.data[i]->blob);
	if (want.n)
		r = git_read(&s->git, &in, &out, "cat-file", "--batch", NULL);
	for (i = 0, p = out.s; i < want.n && !r; i++)
		if (!next_blob(s, &p, out.s + out.n, want.data[i]))
			r = error("%s: git has no content of it", want.data[i]->path);
	vec_free(&want);
	strbuf_free(&in);
	strbuf_free(&out);
	return r;
}

/* --- interface ------------------------------------------------------------------------------- */

int series_open(struct series *s, enum series_kind kind, const char *dir, const char *cache_dir,
		char **words, int nwords)
{
	size_t i;
	int r;

	memset(s, 0, sizeof(*s));
	if (git_open(&s->git, dir, cache_dir))
		return -1;
	r = kind == SERIES_STAGED ? open_staged(s) :
	    kind == SERIES_PATCHES ? open_patches(s, words, nwords) : open_range(s, words, nwords);
	if (r || find_changes(s))
		return -1;
	if (!s->changes.n)
		return 0;
	if (find_differing(s) || read_contents(s))
		return -1;
	for (i = 0; i < s->changes.n; i++)
		if (find_hunks(s, &s->changes.data[i]))
			return -1;
	return 0;
}

void series_close(struct series *s)
{
	size_t i;

	overlay_clear();
	for (i = 0; i < s->changes.n; i++) {
		vec_free(&s->changes.data[i].hunks);
		vec_free(&s->changes.data[i].words);
	}
	vec_free(&s->changes);
	vec_free(&s->differs);
	vec_free(&s->others);
	vec_free(&s->links);
	git_close(&s->git);
	arena_free(&s->mem);
}

/*
 * Overlays a file. One that equals its version on disk needs no overlay, and can be in shared
 * precompiled headers.
 */
static void lay(const struct state_file *f)
{
	const struct overlay_file *o = overlay_find(f->path);
	size_t n = 0;
	char *text;
	bool same;

	if (o) {
		overlay_set(f->path, f->text, f->n);
		return;
	}
	text = read_file(f->path, &n);
	same = f->text ? text && n == f->n && !memcmp(text, f->text, n) : !text;
	free(text);
	if (!same)
		overlay_set(f->path, f->text, f->n);
}

static const struct state_file *side(const struct change *c, bool after)
{
	return after ? &c->new : &c->old;
}

/* Overlays all files that the series changes, in their state before or after. */
static void lay_changes(const struct series *s, bool after)
{
	struct table there = { 0 };
	size_t i;

	for (i = 0; i < s->changes.n; i++)
		if (side(&s->changes.data[i], after)->path)
			table_put(&there, side(&s->changes.data[i], after)->path, &s->changes.data[i]);
	for (i = 0; i < s->changes.n; i++) {
		const struct state_file *f = side(&s->changes.data[i], after);
		struct state_file gone = { .path = side(&s->changes.data[i], !after)->path };

		if (gone.path && !table_get(&there, gone.path))
			lay(&gone);
		if (f->path)
			lay(f);
	}
	table_free(&there);
}

static void show(const struct series *s, bool after)
{
	size_t i;

	overlay_clear();
	for (i = 0; i < s->differs.n; i++)
		lay(&s->differs.data[i]);
	lay_changes(s, after);
}

void series_show_after(struct series *s)
{
	show(s, true);
}

void series_show_before(struct series *s)
{
	show(s, false);
}

/* --- line numbers ---------------------------------------------------------------------------- */

unsigned change_new_line(const struct change *c, unsigned line, const struct hunk **hunk)
{
	int shift = 0;
	size_t i;

	*hunk = NULL;
	for (i = 0; i < c->hunks.n; i++) {
		const struct hunk *h = &c->hunks.data[i];

		/* an insertion is written "-5,0": after line 5 */
		if (line < h->old_line || (!h->old_n && line == h->old_line))
			break;
		if (line < h->old_line + h->old_n) {
			*hunk = h;
			return 0;
		}
		shift += (int)h->new_n - (int)h->old_n;
	}
	return (unsigned)((int)line + shift);
}

const struct hunk *change_added(const struct change *c, unsigned line)
{
	size_t i;

	for (i = 0; i < c->hunks.n; i++) {
		const struct hunk *h = &c->hunks.data[i];

		if (line >= h->new_line && line < h->new_line + h->new_n)
			return h;
	}
	return NULL;
}
