/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "change/patches.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "util/input.h"
#include "util/stamp.h"

#define MAX_SUBJECT	60	/* bytes of a subject shown in messages */

struct patches {
	struct git *g;
	time_t until;
	size_t left;			/* bytes that may still be read in total */
	unsigned mailboxes, applied;
};

/* One patch of the input. */
struct patch {
	const char *shown;		/* for messages: "FILE", "FILE, mail 2 ('SUBJECT')" */
	const char *path;
	const char *subject;		/* "": not a mail */
};

/* --- reading ------------------------------------------------------------------------------ */

static int read_all(struct patches *p, int fd, const char *shown, struct strbuf *out)
{
	char buf[65536];
	ssize_t n;

	while ((n = read(fd, buf, sizeof(buf)))) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error("cannot read %s: %s", shown, strerror(errno));
		if ((size_t)n > p->left)
			return error("%s: more than %zu MiB of patches", shown, PATCHES_MAX >> 20);
		p->left -= (size_t)n;
		strbuf_add(out, buf, (size_t)n);
	}
	return 0;
}

/* Copies the user's file or pipe to `path`, as git may have to read it more than once. */
static int fetch(struct patches *p, const char *word, const char *path, struct strbuf *out)
{
	bool is_stdin = !strcmp(word, "-");
	const char *shown = is_stdin ? "standard input" : word;
	int fd = is_stdin ? STDIN_FILENO : open_named(word), r;

	if (fd < 0)
		return error("cannot read %s: %s", word, open_error(errno));
	r = read_all(p, fd, shown, out);
	if (!is_stdin)
		close(fd);
	if (!r && !write_whole(path, strbuf_str(out), out->n))
		r = error("cannot write to the cache %s: %s", path, strerror(errno));
	return r;
}

/* --- lines of the input, in any encoding --------------------------------------------------- */

struct line {
	const char *s;
	size_t n;			/* without the line terminator */
};

/* The next line; its terminator may be CR LF. */
static bool next_line(const char **p, const char *end, struct line *l)
{
	const char *nl = *p < end ? memchr(*p, '\n', (size_t)(end - *p)) : NULL;

	if (*p >= end)
		return false;
	l->s = *p;
	l->n = (size_t)((nl ? nl : end) - *p);
	*p = nl ? nl + 1 : end;
	if (nl && l->n && l->s[l->n - 1] == '\r')
		l->n--;
	return true;
}

static bool line_starts(const struct line *l, const char *prefix)
{
	size_t n = strlen(prefix);

	return l->n >= n && !memcmp(l->s, prefix, n);
}

/* Is it a mail header, "Name: ..."? */
static bool is_header(const struct line *l)
{
	size_t i = 0;

	while (i < l->n && l->s[i] > ' ' && l->s[i] <= '~' && l->s[i] != ':')
		i++;
	return i && i < l->n && l->s[i] == ':';
}

/* stgit exports a patch with a description above it; `p` is at the second line. */
static bool is_stgit(const char *p, const char *end)
{
	struct line empty, l;

	return next_line(&p, end, &empty) && !empty.n && next_line(&p, end, &l) &&
	       (line_starts(&l, "From:") || line_starts(&l, "Author:") || line_starts(&l, "Date:"));
}

/* Is the input a mail or mailbox for git am, rather than the output of git diff? */
static bool is_mail(const struct strbuf *b)
{
	const char *p = strbuf_str(b), *start = p, *end = p + b->n;
	struct line l = { 0 };

	while (next_line(&p, end, &l) && !l.n)
		;
	if (!l.n)
		return false;
	if (line_starts(&l, "From ") || line_starts(&l, "From: "))
		return true;
	if (is_stgit(p, end))
		return false;
	for (p = start; next_line(&p, end, &l) && l.n;)
		if (l.s[0] != ' ' && l.s[0] != '\t' && !is_header(&l))
			return false;
	return true;
}

static unsigned count_froms(const struct strbuf *b)
{
	const char *p = strbuf_str(b), *end = p + b->n;
	struct line l;
	unsigned n = 0;

	while (next_line(&p, end, &l))
		n += line_starts(&l, "From ");
	return n;
}

/* For when git finds no patch: does the file look like a diff all the same? */
static bool resembles_diff(const char *path)
{
	static const char *const marks[] = { "diff ", "--- a/", "+++ ", "@@ -", "Index: ", "GIT binary patch" };
	size_t n, i;
	char *text = read_file(path, &n);
	const char *p = text;
	bool yes = !text;
	struct line l;

	while (text && !yes && next_line(&p, text + n, &l))
		for (i = 0; i < ARRAY_SIZE(marks); i++)
			yes |= line_starts(&l, marks[i]);
	free(text);
	return yes;
}

/* Is it the subject of a cover letter, "[PATCH v2 0/7] ..."? */
static bool is_cover_letter(const char *subject)
{
	const char *end, *p = subject[0] == '[' ? strchr(subject, ']') : NULL;

	for (end = p; p && p > subject && p[-1] != ' ' && p[-1] != '['; p--)
		;
	return p && *p == '0' && p + strspn(p, "0") < end && p[strspn(p, "0")] == '/';
}

/* --- applying ------------------------------------------------------------------------------- */

static int run(struct patches *p, const struct strbuf *in, struct strbuf *out, const char *const *words)
{
	time_t now = time(NULL);

	if (now >= p->until)
		return error("the patches take git more than %d seconds", PATCHES_SECONDS);
	p->g->seconds = (unsigned)(p->until - now);
	return git_readv(p->g, in, out, words);
}

static int no_patch(const struct patch *x)
{
	bool reply = !strncasecmp(x->subject, "Re:", 3);

	if ((!reply && !is_cover_letter(x->subject)) || resembles_diff(x->path))
		return error("%s holds no patch that git can read", x->shown);
	if (reply)
		warning("%s holds no patch: it is passed over", x->shown);
	return 0;
}

/* Applies a patch. On failure git's message names the file in the patch. */
static int apply(struct patches *p, const struct patch *x)
{
	const char *words[] = { "apply", "--cached", "--numstat", "-z", "--apply", "--allow-empty",
				"--whitespace=nowarn", "--", x->path, NULL };
	struct strbuf files = { 0 };
	int r = run(p, NULL, &files, words);

	if (r)
		error("%s doesn't apply to HEAD%s", x->shown, p->applied ? " and the patches before it" : "");
	else if (!files.n)
		r = no_patch(x);
	else
		p->applied++;
	strbuf_free(&files);
	return r;
}

/* The subject, from mailinfo's output. */
static const char *subject_in(struct arena *mem, const struct strbuf *info)
{
	const char *p = strbuf_str(info), *end = p + info->n;
	struct line l;

	while (next_line(&p, end, &l))
		if (line_starts(&l, "Subject: "))
			return arena_strndup(mem, l.s + 9, l.n - 9);
	return "";
}

/* Applies the patch in a mail. git mailinfo decodes it and finds attachments. */
static int apply_mail(struct patches *p, const char *mail, const char *shown)
{
	struct arena *mem = &p->g->mem;
	const char *body = arena_printf(mem, "%s/body", p->g->dir);
	struct patch x = { .path = arena_printf(mem, "%s/patch", p->g->dir) };
	const char *words[] = { "mailinfo", "-k", body, x.path, NULL };
	struct strbuf in = { 0 }, info = { 0 };
	size_t n;
	char *text = read_file(mail, &n);
	int r;

	if (!text)
		return error("cannot read %s: %s", mail, strerror(errno));
	strbuf_add(&in, text, n);
	free(text);
	r = run(p, &in, &info, words);
	if (r) {
		error("%s cannot be read", shown);
	} else {
		x.subject = subject_in(mem, &info);
		x.shown = arena_printf(mem, "%s ('%.*s')", shown, MAX_SUBJECT, x.subject);
		r = apply(p, &x);
	}
	strbuf_free(&in);
	strbuf_free(&info);
	return r;
}

static int apply_mailbox(struct patches *p, const char *path, const char *shown)
{
	struct arena *mem = &p->g->mem;
	const char *dir = arena_printf(mem, "%s/mails%u", p->g->dir, p->mailboxes++);
	const char *words[] = { "mailsplit", "-d4", "-b", NULL, "--", path, NULL };
	struct strbuf out = { 0 };
	int r, i, n;

	words[3] = arena_printf(mem, "-o%s", dir);
	if (!make_dirs(dir, 0700))
		return error("cannot write to the cache %s", dir);
	r = run(p, NULL, &out, words);
	n = r ? 0 : atoi(strbuf_str(&out));
	strbuf_free(&out);
	if (!r && n < 1)
		r = error("%s holds no mail", shown);
	for (i = 1; i <= n && !r; i++)
		r = apply_mail(p, arena_printf(mem, "%s/%04d", dir, i),
			       n == 1 ? shown : arena_printf(mem, "%s, mail %d", shown, i));
	return r;
}

static int apply_word(struct patches *p, const char *word)
{
	const char *path = arena_printf(&p->g->mem, "%s/input", p->g->dir);
	struct patch x = { .shown = word, .path = path, .subject = "" };
	struct strbuf b = { 0 };
	int r = fetch(p, word, path, &b);

	if (!r && !is_mail(&b))
		r = apply(p, &x);
	else if (!r && count_froms(&b) > PATCHES_MAILS)
		r = error("%s: more than %d mails", word, PATCHES_MAILS);
	else if (!r)
		r = apply_mailbox(p, path, word);
	strbuf_free(&b);
	return r;
}

int patches_apply(struct git *g, char *const *words, int nwords)
{
	struct patches p = { .g = g, .until = time(NULL) + PATCHES_SECONDS, .left = PATCHES_MAX };
	int i, r = 0;

	for (i = 0; i < nwords && !r; i++)
		r = apply_word(&p, words[i]);
	g->seconds = GIT_SECONDS;
	if (r || p.applied)
		return r;
	return nwords == 1 ? error("%s holds no patch", words[0]) : error("none of these files holds a patch");
}
