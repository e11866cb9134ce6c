/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "change/git.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "change/child.h"
#include "util/stamp.h"

#define MAX_ARGS	24
#define MAX_SAID	((size_t)1 << 30)	/* bytes of output per call */

extern char **environ;

/* --- running git ----------------------------------------------------------------------- */

/* The environment without variables that affect git, plus `more`. Free it with free_environ(). */
static char **make_environ(const char *const *more)
{
	VEC(char *) v = { 0 };
	size_t i;

	for (i = 0; environ[i]; i++)
		if (!str_starts(environ[i], "GIT_") && !str_starts(environ[i], "LC_ALL="))
			vec_push(&v, xstrdup(environ[i]));
	for (i = 0; more[i]; i++)
		vec_push(&v, xstrdup(more[i]));
	vec_push(&v, NULL);
	return v.data;
}

static void free_environ(char **e)
{
	size_t i;

	for (i = 0; e && e[i]; i++)
		free(e[i]);
	free(e);
}

/* Finds the error in git's messages; it follows the warnings. */
static char *reason_in(struct strbuf *complaint)
{
	char *line, *save = NULL, *first = NULL;

	for (line = complaint->n ? strtok_r(complaint->s, "\n", &save) : NULL; line;
	     line = strtok_r(NULL, "\n", &save)) {
		if (str_starts(line, "fatal: ") || str_starts(line, "error: "))
			return line + 7;
		if (!first)
			first = line;
	}
	return first;
}

static int complain(const struct git *g, const char *command, int status, struct strbuf *complaint)
{
	const char *reason = reason_in(complaint);

	if (g->quiet)
		return -1;
	switch (status) {
	case CHILD_NOT_THERE:
		return error("git is not installed: the package git has it");
	case CHILD_TOO_SLOW:
		return error("git %s: took more than %u seconds", command, g->seconds);
	case CHILD_TOO_MUCH:
		return error("git %s: says more than %zu MiB", command, MAX_SAID >> 20);
	default:
		return error("git %s: %s", command,
			     reason ? reason : status == CHILD_KILLED ? "was killed" : "failed");
	}
}

int git_readv(struct git *g, const struct strbuf *in, struct strbuf *out, const char *const *words)
{
	struct child c = { .dir = g->top, .env = g->ours, .give = in, .seconds = g->seconds, .max = MAX_SAID };
	VEC(char *) argv = { 0 };
	int status;

	vec_push(&argv, (char *)"git");
	for (; *words; words++)
		vec_push(&argv, (char *)*words);
	vec_push(&argv, NULL);
	c.argv = argv.data;
	status = child_run(&c);
	if (status)
		complain(g, argv.data[1], status, &c.complaint);
	if (c.said.n)
		strbuf_add(out, c.said.s, c.said.n);
	strbuf_free(&c.said);
	strbuf_free(&c.complaint);
	vec_free(&argv);
	return status ? -1 : 0;
}

int git_read(struct git *g, const struct strbuf *in, struct strbuf *out, ...)
{
	VEC(const char *) words = { 0 };
	const char *word;
	va_list ap;
	int r;

	va_start(ap, out);
	do {
		word = va_arg(ap, const char *);
		vec_push(&words, word);
	} while (word);
	va_end(ap);
	r = git_readv(g, in, out, words.data);
	vec_free(&words);
	return r;
}

/* --- calls in the user's repository --------------------------------------------------------- */

/*
 * Environment for calls in the user's repository, which only read configuration and references.
 * Transports are forbidden: a partial clone's configuration names a program that fetches objects.
 */
static const char *const their_env[] = {
	"GIT_CONFIG_NOSYSTEM=1", "GIT_ATTR_NOSYSTEM=1", "GIT_TERMINAL_PROMPT=0",
	"GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none", "LC_ALL=C", NULL,
};

static int ask_them(struct git *g, const char *dir, struct strbuf *out, struct strbuf *complaint,
		    const char *const *words)
{
	struct child c = { .dir = dir, .env = g->theirs, .seconds = g->seconds, .max = MAX_SAID };
	char *argv[MAX_ARGS + 16] = {
		(char *)"git", (char *)"-c", (char *)"core.fsmonitor=false", (char *)"-c",
		(char *)"core.hooksPath=/dev/null", (char *)"--no-pager",
	};
	int n = 6, status;

	while (*words && n < MAX_ARGS)
		argv[n++] = (char *)*words++;
	c.argv = argv;
	status = child_run(&c);
	*out = c.said;
	*complaint = c.complaint;
	return status;
}

static int find_repository(struct git *g, const char *path, const char **objects, const char **format)
{
	static const char *const words[] = {
		"rev-parse", "--path-format=absolute", "--show-toplevel", "--git-common-dir", "--git-path", "objects",
		"--git-path", "index", "--show-object-format", NULL,
	};
	struct strbuf out = { 0 }, complaint = { 0 };
	const char *part[5] = { 0 };
	char *line, *save = NULL;
	size_t n = 0;
	int status = ask_them(g, path, &out, &complaint, words);

	for (line = out.n ? strtok_r(out.s, "\n", &save) : NULL; line; line = strtok_r(NULL, "\n", &save), n++)
		if (n < ARRAY_SIZE(part))
			part[n] = arena_strdup(&g->mem, line);
	if (status == 128 && !g->quiet && strstr(strbuf_str(&complaint), "not a git repository"))
		status = error("%s is in no git repository", path);
	else if (status)
		status = complain(g, "rev-parse", status, &complaint);
	else if (n < 5)
		status = g->quiet ? -1 : error("%s: its git repository has no work tree", path);
	else if (n > 5)
		status = g->quiet ? -1 : error("%s: there is a newline in its git repository's name", path);
	strbuf_free(&out);
	strbuf_free(&complaint);
	g->top = part[0];
	g->common = part[1];
	*objects = part[2];
	g->index = part[3];
	*format = part[4];
	return status ? -1 : 0;
}

/* One line of output from a call in the user's repository, or NULL. */
static const char *their_line(struct git *g, const char *const *words)
{
	struct strbuf out = { 0 }, complaint = { 0 };
	const char *r = NULL;

	if (!ask_them(g, g->top, &out, &complaint, words) && out.n > 1)
		r = arena_strndup(&g->mem, out.s, strcspn(out.s, "\n"));
	strbuf_free(&out);
	strbuf_free(&complaint);
	return r;
}

const char *git_commit(struct git *g, const char *word, bool quiet)
{
	const char *words[] = { "rev-parse", "--verify", "--quiet", "--end-of-options", NULL, NULL };
	const char *id;

	words[4] = arena_printf(&g->mem, "%s^{commit}", word);
	id = their_line(g, words);
	if (!id && !quiet)
		error("'%s' is no commit here", word);
	return id;
}

const char *git_author(struct git *g)
{
	static const char *const words[] = { "var", "GIT_AUTHOR_IDENT", NULL };
	const char *name = getenv("GIT_AUTHOR_NAME"), *mail = getenv("GIT_AUTHOR_EMAIL"), *line, *end;

	if (name && *name && mail && *mail)
		return arena_printf(&g->mem, "%s <%s>", name, mail);
	line = their_line(g, words);
	end = line ? strrchr(line, '>') : NULL;

	return end ? arena_strndup(&g->mem, line, (size_t)(end + 1 - line)) : NULL;
}

const char *git_hooks_dir(struct git *g)
{
	return arena_printf(&g->mem, "%s/hooks", g->common);
}

/* --- our own git directory ------------------------------------------------------------------- */

/* Removes directories left by runs that were killed. */
static void remove_dead(const char *parent)
{
	DIR *d = opendir(parent);
	struct dirent *e;

	while (d && (e = readdir(d))) {
		long pid = strtol(e->d_name, NULL, 10);

		if (pid > 0 && kill((pid_t)pid, 0) && errno == ESRCH) {
			char *dir = xasprintf("%s/%s", parent, e->d_name);

			remove_tree(dir);
			free(dir);
		}
	}
	if (d)
		closedir(d);
}

static bool write_in(const struct git *g, const char *name, const char *text)
{
	char *path = xasprintf("%s/%s", g->dir, name);
	bool ok = write_whole(path, text, strlen(text));

	free(path);
	return ok;
}

static const char our_config[] =
	"[core]\n\trepositoryformatversion = 1\n\tbare = false\n\tfsmonitor = false\n"
	"\thooksPath = /dev/null\n\tattributesFile = /dev/null\n\texcludesFile = /dev/null\n"
	/* a copied tree has different inodes */
	"\tcheckStat = minimal\n\ttrustctime = false\n\tfilemode = false\n\tquotePath = false\n"
	"[diff]\n\tignoreSubmodules = all\n\trenameLimit = 2000\n[gc]\n\tauto = 0\n"
	"[extensions]\n\tobjectFormat = ";

static int make_own(struct git *g, const char *cache_dir, const char *objects, const char *format)
{
	const char *parent = arena_printf(&g->mem, "%s/git", cache_dir);
	static unsigned nth;		/* several repositories may be open at a time */
	char *text, *path, *shallow;
	bool ok = make_dirs(parent, 0700);

	if (ok)
		remove_dead(parent);
	g->dir = arena_printf(&g->mem, "%s/%ld-%u", parent, (long)getpid(), nth++);
	remove_tree(g->dir);
	path = xasprintf("%s/objects/info", g->dir);
	ok = ok && make_dirs(path, 0700);
	free(path);
	path = xasprintf("%s/refs", g->dir);
	ok = ok && make_dirs(path, 0700);
	free(path);
	text = xasprintf("%s%s\n", our_config, format);
	ok = ok && write_in(g, "HEAD", "ref: refs/heads/none\n") && write_in(g, "config", text);
	free(text);
	text = xasprintf("%s\n", objects);
	ok = ok && write_in(g, "objects/info/alternates", text);
	free(text);
	path = xasprintf("%s/shallow", g->common);
	shallow = read_file(path, NULL);
	if (shallow)
		ok = ok && write_in(g, "shallow", shallow);
	free(shallow);
	free(path);
	return ok ? 0 : g->quiet ? -1 : error("cannot write to the cache %s", parent);
}

static int open_here(struct git *g, const char *path, const char *cache_dir)
{
	const char *objects, *format, *more[ARRAY_SIZE(their_env) + 4];
	const char *named = getenv("GIT_INDEX_FILE");
	size_t i;

	g->theirs = make_environ(their_env);
	if (!cache_dir)
		return g->quiet ? -1 : error("there is no cache to work in: set PAGECK_CACHE to a directory that can be "
			     "written");
	if (find_repository(g, path, &objects, &format))
		return -1;
	/* during a hook, git commit sets GIT_INDEX_FILE */
	if (named && *named)
		g->index = named[0] == '/' ? arena_strdup(&g->mem, named) :
					     arena_printf(&g->mem, "%s/%s", g->top, named);
	if (make_own(g, cache_dir, objects, format))
		return -1;
	for (i = 0; their_env[i]; i++)
		more[i] = their_env[i];
	more[i++] = "GIT_CONFIG_GLOBAL=/dev/null";
	more[i++] = arena_printf(&g->mem, "GIT_DIR=%s", g->dir);
	more[i++] = arena_printf(&g->mem, "GIT_WORK_TREE=%s", g->top);
	more[i] = NULL;
	g->ours = make_environ(more);
	return 0;
}

int git_open(struct git *g, const char *path, const char *cache_dir)
{
	memset(g, 0, sizeof(*g));
	g->seconds = GIT_SECONDS;
	return open_here(g, path, cache_dir);
}

int git_open_quietly(struct git *g, const char *path, const char *cache_dir)
{
	memset(g, 0, sizeof(*g));
	g->seconds = GIT_SECONDS;
	g->quiet = true;
	return open_here(g, path, cache_dir);
}

static bool copy_file(const char *from, const char *to)
{
	size_t n;
	char *text = read_file(from, &n);
	bool ok = text && write_whole(to, text, n);

	free(text);
	return ok;
}

/* A split index refers to a second file beside it: copy that, too. */
static void copy_shared(struct git *g)
{
	char *theirs = xstrdup(g->index), *slash = strrchr(theirs, '/');
	struct dirent *e;
	DIR *d;

	*slash = '\0';
	d = opendir(theirs);
	while (d && (e = readdir(d)))
		if (str_starts(e->d_name, "sharedindex."))
			copy_file(arena_printf(&g->mem, "%s/%s", theirs, e->d_name),
				  arena_printf(&g->mem, "%s/%s", g->dir, e->d_name));
	if (d)
		closedir(d);
	free(theirs);
}

int git_copy_index(struct git *g)
{
	if (!copy_file(g->index, arena_printf(&g->mem, "%s/index", g->dir)))
		return g->quiet ? -1 : error("cannot read the index %s: %s", g->index, strerror(errno));
	copy_shared(g);
	return 0;
}

void git_close(struct git *g)
{
	if (g->dir)
		remove_tree(g->dir);
	free_environ(g->theirs);
	free_environ(g->ours);
	arena_free(&g->mem);
	memset(g, 0, sizeof(*g));
}
