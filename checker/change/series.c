/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "change/series.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/overlay.h"

#define MAX_WORDS	256	/* of a file; kept to tell which units a header matters to */
#define MAX_DIFFERING	4000	/* files: a work tree farther away is another kernel */

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

/* Where a series parts from what it is for: the upstream may have moved on. */
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

/* --- patches --------------------------------------------------------------------------------- */

static bool is_mail(const char *text)
{
	static const char *const headers[] = { "From ", "From: ", "Return-Path:", "Received:",
					       "Delivered-To:", "Message-ID:", "Subject:" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(headers); i++)
		if (str_starts(text, headers[i]))
			return true;
	return false;
}

static int apply(struct series *s, const char *patch, const char *shown)
{
	struct strbuf out = { 0 };
	int r = git_read(&s->git, NULL, &out, "apply", "--cached", "--whitespace=nowarn", "--", patch, NULL);

	strbuf_free(&out);
	return r ? error("%s doesn't apply to HEAD", shown) : 0;
}

/* A mail may be encoded; git knows how. */
static int apply_mail(struct series *s, const char *mail, const char *shown)
{
	const char *body = arena_printf(&s->mem, "%s/body", s->git.dir);
	const char *patch = arena_printf(&s->mem, "%s/patch", s->git.dir);
	struct strbuf in = { 0 }, out = { 0 };
	size_t n;
	char *text = read_file(mail, &n);
	int r;

	if (!text)
		return error("cannot read %s: %s", shown, strerror(errno));
	strbuf_add(&in, text, n);
	free(text);
	r = git_read(&s->git, &in, &out, "mailinfo", "-b", body, patch, NULL);
	strbuf_free(&in);
	strbuf_free(&out);
	if (r)
		return -1;
	text = read_file(patch, &n);
	/* a cover letter */
	if (text && strstr(text, "\n+++ "))
		r = apply(s, patch, shown);
	free(text);
	return r;
}

static int apply_mailbox(struct series *s, const char *path)
{
	const char *dir = arena_printf(&s->mem, "%s/mails", s->git.dir);
	struct strbuf out = { 0 };
	char to[4096];
	int r, i, n = 0;

	if (!make_dirs(dir, 0700))
		return error("cannot write to the cache %s", dir);
	snprintf(to, sizeof(to), "-o%s", dir);
	r = git_read(&s->git, NULL, &out, "mailsplit", "-b", to, "--", path, NULL);
	if (!r)
		n = atoi(strbuf_str(&out));
	strbuf_free(&out);
	for (i = 1; i <= n && !r; i++)
		r = apply_mail(s, arena_printf(&s->mem, "%s/%04d", dir, i), path);
	return r;
}

static int open_patches(struct series *s, char **words, int nwords)
{
	struct strbuf out = { 0 };
	int i, r;

	s->before = git_commit(&s->git, "HEAD", false);
	if (!s->before || git_copy_index(&s->git))
		return -1;
	r = git_read(&s->git, NULL, &out, "read-tree", "--reset", s->before, NULL);
	strbuf_free(&out);
	for (i = 0; i < nwords && !r; i++) {
		char *real = realpath(words[i], NULL), *text = real ? read_file(real, NULL) : NULL;

		if (!text)
			r = error("cannot read %s: %s", words[i], strerror(errno));
		else
			r = is_mail(text) ? apply_mailbox(s, real) : apply(s, real, words[i]);
		free(text);
		free(real);
	}
	s->after = r ? NULL : write_tree(s);
	return s->after ? 0 : -1;
}

/* --- what differs ------------------------------------------------------------------------------ */

/* What the compiler may read. */
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
	bool links;			/* symbolic links, submodules */
};

/* The next record of git's "--raw -z": ":100644 100644 OLD NEW R90\0path\0path2\0". */
static bool next_raw(struct series *s, const char **p, const char *end, struct raw *r)
{
	const char *s1 = *p;
	char old[80], new[80];
	unsigned old_mode, new_mode;

	if (s1 >= end || sscanf(s1, ":%o %o %79s %79s %c", &old_mode, &new_mode, old, new, &r->status) != 5)
		return false;
	s1 += strlen(s1) + 1;
	if (s1 >= end)
		return false;
	r->links = (old_mode && (old_mode & S_IFMT) != S_IFREG) ||
		   (new_mode && (new_mode & S_IFMT) != S_IFREG);
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
	struct change c = { 0 };

	if (r->links || (!is_c(r->path) && !is_c(new))) {
		vec_push(&s->others, new);
		return;
	}
	if (r->status != 'A')
		c.old = (struct state_file){ .path = in_top(s, r->path), .blob = r->old_blob };
	if (r->status != 'D')
		c.new = (struct state_file){ .path = in_top(s, new), .blob = r->new_blob };
	vec_push(&s->changes, c);
}

static int find_changes(struct series *s)
{
	struct strbuf out = { 0 };
	const char *p;
	struct raw r;
	int failed = git_read(&s->git, NULL, &out, "diff-tree", "-r", "-M", "-z", "--raw", "--no-abbrev",
			      s->before, s->after, NULL);

	for (p = out.s; !failed && next_raw(s, &p, out.s + out.n, &r);)
		add_change(s, &r);
	strbuf_free(&out);
	return failed;
}

/* With `calls` only what stands before a parenthesis. */
static void add_words(struct series *s, struct change *c, const char *line, bool calls)
{
	const char *p = line;

	while (*p && c->words.n < MAX_WORDS) {
		const char *from = p;

		while (is_word(*p))
			p++;
		/* shorter ones are anybody's */
		if (p - from > 3 && !(from[0] >= '0' && from[0] <= '9') && (!calls || *p == '('))
			vec_push(&c->words, arena_strndup(&s->mem, from, (size_t)(p - from)));
		p += p == from;
	}
}

/*
 * The hunks of each file, in a call of its own: names in a patch may be quoted, and two
 * blobs need none. A series is a few files.
 */
static int find_hunks(struct series *s, struct change *c)
{
	struct strbuf out = { 0 };
	char *line, *save = NULL;

	if (!c->old.path || !c->new.path || !strcmp(c->old.blob, c->new.blob))
		return 0;
	if (git_read(&s->git, NULL, &out, "diff", "--no-ext-diff", "--no-textconv", "--no-color", "--text",
		     "-U0", c->old.blob, c->new.blob, NULL)) {
		strbuf_free(&out);
		return -1;
	}
	for (line = out.n ? strtok_r(out.s, "\n", &save) : NULL; line; line = strtok_r(NULL, "\n", &save)) {
		struct hunk h = { .old_n = 1, .new_n = 1 };
		char *plus = str_starts(line, "@@ -") ? strchr(line, '+') : NULL;

		if (line[0] == '+' || line[0] == '-')
			add_words(s, c, line + 1, false);
		if (!plus)
			continue;
		if (strstr(plus, "@@"))
			add_words(s, c, strstr(plus, "@@"), true);
		sscanf(line, "@@ -%u,%u", &h.old_line, &h.old_n);
		sscanf(plus, "+%u,%u", &h.new_line, &h.new_n);
		vec_push(&c->hunks, h);
	}
	strbuf_free(&out);
	return 0;
}

/* The work tree need not be at either state. */
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

		if (r.links || !is_c(r.path))
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

/* --- contents ------------------------------------------------------------------------------------ */

static bool next_blob(struct series *s, const char **p, const char *end, struct state_file *f)
{
	const char *nl = *p < end ? memchr(*p, '\n', (size_t)(end - *p)) : NULL;
	char kind[16];
	size_t n;

	if (!nl || sscanf(*p, "%*s %15s %zu", kind, &n) != 2 || strcmp(kind, "blob") != 0 ||
	    n + 1 > (size_t)(end - nl - 1))
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

/* --- the whole ------------------------------------------------------------------------------------ */

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
	for (i = 0; i < s->changes.n; i++)
		if (find_hunks(s, &s->changes.data[i]))
			return -1;
	return find_differing(s) || read_contents(s) ? -1 : 0;
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
	git_close(&s->git);
	arena_free(&s->mem);
}

/* A file that is what it is on disk needs no overlay, and may stay in shared headers. */
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

void series_show_after(struct series *s)
{
	size_t i;

	overlay_clear();
	for (i = 0; i < s->differs.n; i++)
		lay(&s->differs.data[i]);
}

void series_show_before(struct series *s)
{
	size_t i, j;

	series_show_after(s);
	for (i = 0; i < s->changes.n; i++) {
		struct state_file gone = { .path = s->changes.data[i].new.path };

		for (j = 0; j < s->changes.n && gone.path; j++)
			if (s->changes.data[j].old.path && !strcmp(s->changes.data[j].old.path, gone.path))
				gone.path = NULL;
		if (gone.path)
			lay(&gone);
	}
	for (i = 0; i < s->changes.n; i++)
		if (s->changes.data[i].old.path)
			lay(&s->changes.data[i].old);
}

/* --- lines ----------------------------------------------------------------------------------------- */

unsigned change_new_line(const struct change *c, unsigned line, const struct hunk **hunk)
{
	int shift = 0;
	size_t i;

	*hunk = NULL;
	for (i = 0; i < c->hunks.n; i++) {
		const struct hunk *h = &c->hunks.data[i];

		/* "-5,0": something comes in behind line 5 */
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
