/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Coccinelle: runs spatch in report mode, once per semantic patch and group of files. spatch skips
 * a file that it can't process; when it fails for a whole group, the group is split in halves to
 * find the file at fault.
 */
#include "external/external_impl.h"

#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>

/* files per run: starting spatch costs as much as processing a few */
#define MAX_GROUP	16
#define MAX_OPTIONS	16

struct patch {
	const char *path, *rule;
	const char *options[MAX_OPTIONS];
	size_t noptions;
};

struct cocci {
	struct engine_run *run;
	struct arena mem;
	const char *spatch, *timeout;	/* timeout: spatch's own, in seconds per file */
	VEC(struct patch) patches;
	struct command_list commands;
	struct failures failed;
	size_t done;			/* files done so far, counted once for each patch */
};

/* The files of one run, with one semantic patch. */
struct group {
	const struct patch *patch;
	size_t first, n;		/* range in run->units */
};

/* --- the semantic patches ---------------------------------------- */

static const char *header_value(const char *line, const char *key)
{
	return str_starts(line, key) ? line + strlen(key) : NULL;
}

static void read_options(struct cocci *c, struct patch *p, const char *value)
{
	for (; *value; value += strspn(value, " \t")) {
		size_t n = strcspn(value, " \t");

		if (p->noptions < MAX_OPTIONS)
			p->options[p->noptions++] = arena_strndup(&c->mem, value, n);
		value += n;
	}
}

/*
 * Reads a patch's header: spatch's options, as coccicheck defines them, and the rule that it is
 * for.
 */
static void read_patch(struct cocci *c, const char *path)
{
	struct patch p = { .path = arena_strdup(&c->mem, path) };
	char *text, *line, *save = NULL;
	size_t len;

	text = read_file(path, &len);
	if (!text) {
		failures_add(&c->failed, path, strerror(errno));
		return;
	}
	for (line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		const char *value;

		if ((value = header_value(line, "// Options: ")))
			read_options(c, &p, value);
		else if ((value = header_value(line, "// Rule: ")) ||
			 (value = header_value(line, "// Comments: pageck rule ")))
			p.rule = arena_strndup(&c->mem, value, strcspn(value, " \t,"));
	}
	free(text);
	/* without a rule, its reports couldn't be matched with findings */
	if (p.rule)
		vec_push(&c->patches, p);
}

static void read_patches(struct cocci *c)
{
	char *beside = xasprintf("%s/../cocci", c->run->o->rules_dir);
	/* absolute, because spatch runs in another directory */
	char *dir = realpath(beside, NULL), *pattern = xasprintf("%s/*.cocci", dir ? dir : beside);
	glob_t found;
	size_t i;

	if (!glob(pattern, 0, NULL, &found)) {
		for (i = 0; i < found.gl_pathc; i++)
			read_patch(c, found.gl_pathv[i]);
		globfree(&found);
	}
	if (!c->patches.n)
		warning("cocci: no semantic patches in %s", dir ? dir : beside);
	free(beside);
	free(dir);
	free(pattern);
}

/* --- running spatch ---------------------------------------- */

/* The input of --file-groups: one file per line, groups separated by empty lines. */
static const char *list_of(struct cocci *c, const struct group *g)
{
	struct strbuf b = { 0 };
	const char *list;
	size_t i;

	for (i = 0; i < g->n; i++)
		strbuf_addf(&b, "%s\n\n", c->run->units[g->first + i]->file);
	list = arena_strdup(&c->mem, strbuf_str(&b));
	strbuf_free(&b);
	return list;
}

/* Can the name be in such a list? Other characters are special there; such a file is run alone. */
static bool can_be_listed(const char *file)
{
	return !file[strspn(file, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
			    "/._+-")];
}

static void add_command(struct cocci *c, const struct patch *p, size_t first, size_t n)
{
	struct group *g = arena_new(&c->mem, struct group);
	const char **argv = arena_array(&c->mem, const char *, MAX_OPTIONS + 12);
	size_t i, a = 0;

	*g = (struct group){ .patch = p, .first = first, .n = n };
	argv[a++] = c->spatch;
	argv[a++] = "-D";
	argv[a++] = "report";
	argv[a++] = "--very-quiet";
	argv[a++] = "--timeout";
	argv[a++] = c->timeout;
	for (i = 0; i < p->noptions; i++)
		argv[a++] = p->options[i];
	argv[a++] = "--sp-file";
	argv[a++] = p->path;
	if (n == 1) {
		argv[a++] = c->run->units[first]->file;
	} else {
		argv[a++] = "--file-groups";
		argv[a++] = RUN_TEXT;
	}
	/* not in the tree: spatch reads a .cocciconfig in the current directory */
	vec_push(&c->commands.v, ((struct command){
		.argv = argv, .dir = "/", .text = n == 1 ? NULL : list_of(c, g), .job = g,
		.timeout = c->run->o->timeout * (double)n,
	}));
}

static void add_commands(struct cocci *c, const struct patch *p)
{
	const struct kbuild_unit *const *units = c->run->units;
	size_t share = c->run->n * c->patches.n / (2 * (size_t)c->run->o->jobs) + 1, i, n;

	if (share > MAX_GROUP)
		share = MAX_GROUP;
	if (!run_has_text())
		share = 1;
	for (i = 0; i < c->run->n; i += n) {
		for (n = 0; n < share && i + n < c->run->n; n++)
			if (!can_be_listed(units[i + n]->file))
				break;
		n += !n;
		add_command(c, p, i, n);
	}
}

/* --- parsing the output ------------------------------------ */

static bool read_number(const char **s, unsigned *n)
{
	size_t digits = strspn(*s, "0123456789");

	if (!digits || digits > 9)
		return false;
	*n = (unsigned)strtoul(*s, NULL, 10);
	*s += digits;
	return true;
}

/*
 * Parses "FILE:LINE:COL" at the start of a line and returns the rest; NULL: it is about another
 * file.
 */
static const char *after_place(const char *line, const char *file, unsigned *lineno,
			       unsigned *col)
{
	size_t n = strlen(file);

	if (strncmp(line, file, n) || line[n] != ':')
		return NULL;
	line += n + 1;
	if (!read_number(&line, lineno) || !*lineno || *line++ != ':' || !read_number(&line, col))
		return NULL;
	return line;
}

static const char *without_severity(const char *s)
{
	static const char *const words[] = { "ERROR: ", "WARNING: ", "NOTE: " };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (str_starts(s, words[i]))
			return s + strlen(words[i]);
	return s;
}

/* Parses "FILE:LINE:COL-COL: TEXT"; columns count from 0. */
static void read_line(struct cocci *c, const struct group *g, const char *line)
{
	struct witnesses *out = c->run->out;
	struct witness w = { .engine = "cocci" };
	const struct kbuild_unit *u = NULL;
	const char *rest = NULL;
	size_t i, len;
	char *text;

	for (i = 0; !rest && i < g->n; i++) {
		u = c->run->units[g->first + i];
		rest = after_place(line, u->file, &w.line, &w.col);
	}
	if (!rest)
		return;
	if (*rest == '-')
		rest += 1 + strspn(rest + 1, "0123456789");
	if (!str_starts(rest, ": ") || !rest[2])
		return;
	w.col++;
	w.file = u->file;
	w.rule = arena_strdup(out->mem, g->patch->rule);
	w.message = arena_strdup(out->mem, without_severity(rest + 2));
	text = read_file(u->file, &len);
	if (text)
		w.function = function_at(text, w.line, out->mem);
	free(text);
	vec_push(&out->v, w);
}

/* Parses "EXN: Coccinelle_modules.Common.Timeout in FILE"; spatch continues with the next file. */
static void read_exception(struct cocci *c, const struct group *g, const char *line)
{
	const char *what = line + strlen("EXN: ");
	size_t i, n = strlen(line);
	char *reason;

	if (!str_starts(line, "EXN: "))
		return;
	for (i = 0; i < g->n; i++) {
		const struct kbuild_unit *u = c->run->units[g->first + i];
		size_t tail = strlen(" in ") + strlen(u->file);

		if (n < tail || !str_ends(line, u->file) || !str_starts(line + n - tail, " in "))
			continue;
		n = (size_t)(line + n - tail - what);
		reason = memmem(what, n, "Timeout", strlen("Timeout")) ?
			xasprintf(TOOK_TOO_LONG, c->run->o->timeout) :
			xasprintf("spatch gave up (%.*s)", (int)n, what);
		failures_add(&c->failed, u->shown, reason);
		free(reason);
		return;
	}
}

static void for_lines(struct cocci *c, const struct group *g, const char *text,
		      void (*fn)(struct cocci *, const struct group *, const char *))
{
	char *copy = xstrdup(text), *line, *save = NULL;

	for (line = strtok_r(copy, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
		fn(c, g, line);
	free(copy);
}

static void on_done(const struct command *cmd, const struct run_result *r, void *arg)
{
	struct cocci *c = arg;
	const struct group *g = cmd->job;
	const struct engine_options *o = c->run->o;

	if (r->failure && g->n > 1) {
		add_command(c, g->patch, g->first, g->n / 2);
		add_command(c, g->patch, g->first + g->n / 2, g->n - g->n / 2);
		return;
	}
	if (r->failure) {
		failures_add(&c->failed, c->run->units[g->first]->shown, r->failure);
	} else {
		for_lines(c, g, r->out, read_line);
		for_lines(c, g, r->err, read_exception);
	}
	c->done += g->n;
	if (o->progress)
		o->progress("cocci", c->done, c->run->n * c->patches.n, o->arg);
}

void cocci_run(struct engine_run *r)
{
	struct cocci c = { .run = r };
	struct run_options run = {
		.jobs = r->o->jobs, .memory = r->o->memory, .done = on_done, .arg = &c,
	};
	char *spatch = program_path("spatch");
	size_t i;

	if (!spatch) {
		warning("cocci: no spatch in PATH: install the package coccinelle");
		return;
	}
	c.spatch = spatch;
	c.timeout = arena_printf(&c.mem, "%.0f", r->o->timeout < 1 ? 1 : r->o->timeout);
	read_patches(&c);
	for (i = 0; i < c.patches.n; i++)
		add_commands(&c, &c.patches.data[i]);
	commands_run(&c.commands, &run);
	failures_say(&c.failed, "cocci");
	vec_free(&c.patches);
	vec_free(&c.commands.v);
	arena_free(&c.mem);
	free(spatch);
}
