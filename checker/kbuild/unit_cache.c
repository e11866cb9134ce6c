/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Caches the units found by a dry run, which takes seconds for a whole tree.
 *
 * The result is valid until a makefile, the configuration, a tool, or the set of source file names
 * changes; all of these are stamped. make itself reports which makefiles it read, through a hook
 * that MAKEFILES makes it read first.
 *
 * A cache file begins with a line that contains the hash of all inputs that are not stamped and the
 * hash of the rest of the file. The rest is a sequence of NUL-terminated strings:
 *
 *   stamps    for each input its name and stamp; then an empty string
 *   units     for each its file, directory ("": same as before), "1" for own_object,
 *             and arguments: "S C N ..." and N words for each three numbers: skip S
 *             arguments of the previous unit, copy C, then append the N words;
 *             then an empty string
 *   missing   each a file; then an empty string
 *
 * Names of files in the source tree are relative to it.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "kbuild/kbuild_impl.h"
#include "util/stamp.h"
#include "util/version.h"

#define HEADER_SIZE	30
#define MAX_DISTANCE	16

/* --- inputs of a dry run -------------------------------------------------------------- */

/*
 * The hook: a makefile that doesn't exist but has a rule, so make runs the recipe after reading all
 * other makefiles. It prints to standard error, as standard output may be captured by a $(shell) of
 * the calling make.
 */
static const char hook[] =
	"-include /dev/null/pageck\n"
	"/dev/null/pageck: ; $(warning pageck-makefiles: $(CURDIR) $(MAKEFILE_LIST))\n";
static const char hook_says[] = "pageck-makefiles: ";

const char *kbuild_cache(struct kbuild_tree *t)
{
	const char *dir;

	/* MAKEFILES is a space-separated list of words that make expands */
	if (!t->cache_dir || t->cache_dir[0] != '/' || strpbrk(t->cache_dir, " \t$#%"))
		return NULL;
	dir = arena_printf(&t->mem, "%s/kbuild", t->cache_dir);
	return make_dirs(dir, 0755) ? dir : NULL;
}

const char *makefiles_hook(struct kbuild_tree *t)
{
	const char *dir = kbuild_cache(t);
	char *path = dir ? arena_printf(&t->mem, "%s/makefiles.mk", dir) : NULL;
	char *text = path ? read_file(path, NULL) : NULL;
	bool there = text && !strcmp(text, hook);

	free(text);
	return there || (path && write_whole(path, hook, strlen(hook))) ? path : NULL;
}

static bool is_new(struct table *seen, const char *name)
{
	if (table_get(seen, name))
		return false;
	table_put(seen, name, (void *)name);
	return true;
}

/* .cmd files change with every build, and no argument depends on them. */
static bool is_saved_command(const char *path)
{
	return str_ends(path, ".cmd");
}

void made_from_makefiles(struct made_from *from, char *said)
{
	struct arena mem = { 0 };
	char *line, *lines, *words, *dir, *name;

	for (line = strtok_r(said, "\n", &lines); line; line = strtok_r(NULL, "\n", &lines)) {
		line = strstr(line, hook_says);
		if (!line)
			continue;
		dir = strtok_r(line + strlen(hook_says), " ", &words);
		/* skip the hook itself */
		if (dir)
			strtok_r(NULL, " ", &words);
		while (dir && (name = strtok_r(NULL, " ", &words))) {
			const char *path = intern(path_clean(&mem, dir, name));

			if (!is_saved_command(path) && is_new(&from->seen, path))
				vec_push(&from->makefiles, path);
		}
	}
	arena_free(&mem);
}

void made_from_compiler(struct made_from *from, const char *name)
{
	name = intern(name);
	if (is_new(&from->seen, name))
		vec_push(&from->compilers, name);
}

void made_from_free(struct made_from *from)
{
	vec_free(&from->makefiles);
	vec_free(&from->compilers);
	table_free(&from->seen);
}

/* --- stamps ---------------------------------------------------------------------------- */

enum { STAMP_FILE = 'f', STAMP_PROGRAM = 'p', STAMP_NAMES = 'n' };

/* Not a file that a build creates. */
static bool is_source_name(const char *name)
{
	return name[0] != '.' && !str_ends(name, ".mod.c") &&
	       (str_ends(name, ".c") || str_ends(name, ".S") || str_ends(name, ".mk") ||
		str_starts(name, "Makefile") || str_starts(name, "Kbuild"));
}

/* Hash of the names of sources and makefiles in a directory. */
static uint64_t names_stamp(const char *dir, int64_t *newest)
{
	DIR *d = opendir(dir);
	struct dirent *entry;
	uint64_t sum = 1;

	if (!d)
		return 0;
	while ((entry = readdir(d))) {
		const char *name = entry->d_name;

		if (!is_source_name(name))
			continue;
		sum += hash_bytes(name, strlen(name), 0);
		if (newest) {
			char *path = xasprintf("%s/%s", dir, name);

			file_stamp(path, newest);
			free(path);
		}
	}
	closedir(d);
	return sum;
}

static uint64_t stamp_of(const char *what, int64_t *newest)
{
	char *program;
	uint64_t stamp;

	switch (what[0]) {
	case STAMP_NAMES:
		return names_stamp(what + 1, newest);
	case STAMP_PROGRAM:
		program = find_program(what + 1);
		stamp = program ? file_stamp(program, newest) : 0;
		free(program);
		return stamp;
	default:
		return file_stamp(what + 1, newest);
	}
}

struct writer {
	struct strbuf b;
	struct arena mem;
	struct table stamped;
	int64_t newest;
};

static void put(struct writer *w, const char *s)
{
	strbuf_add(&w->b, s, strlen(s) + 1);
}

static void put_stamp(struct writer *w, char kind, const char *name)
{
	const char *what = arena_printf(&w->mem, "%c%s", kind, name);

	if (!is_new(&w->stamped, what))
		return;
	put(w, what);
	put(w, arena_printf(&w->mem, "%llx", (unsigned long long)stamp_of(what, &w->newest)));
}

/* Stamps the names in the directory of a file in the tree. */
static void put_names(struct writer *w, const struct kbuild_tree *t, const char *file)
{
	char *dir;

	if (!path_below(file, t->src) && !path_below(file, t->obj) &&
	    !(t->module && path_below(file, t->module)))
		return;
	dir = arena_strdup(&w->mem, file);
	*strrchr(dir, '/') = '\0';
	put_stamp(w, STAMP_NAMES, dir);
}

/* Stamps the compiler, and the assembler and linker that it runs when kbuild probes for options. */
static void put_tools(struct writer *w, const char *compiler)
{
	const char *slash = strrchr(compiler, '/'), *base = slash ? slash + 1 : compiler;
	const char *gcc = strstr(base, "gcc");
	int prefix = gcc ? (int)(gcc - compiler) : 0;

	put_stamp(w, STAMP_PROGRAM, compiler);
	put_stamp(w, STAMP_PROGRAM, arena_printf(&w->mem, "%.*sas", prefix, compiler));
	put_stamp(w, STAMP_PROGRAM, arena_printf(&w->mem, "%.*sld", prefix, compiler));
}

static void put_stamps(struct writer *w, const struct collect *c)
{
	static const char *const config[] = {
		".config", "include/config/auto.conf", "include/generated/autoconf.h",
	};
	const struct kbuild_tree *t = c->t;
	const struct made_from *from = c->from;
	size_t i;

	put_stamp(w, STAMP_PROGRAM, "make");
	for (i = 0; i < ARRAY_SIZE(config); i++)
		put_stamp(w, STAMP_FILE, arena_printf(&w->mem, "%s/%s", t->obj, config[i]));
	for (i = 0; i < from->compilers.n; i++)
		put_tools(w, from->compilers.data[i]);
	for (i = 0; i < from->makefiles.n; i++) {
		put_stamp(w, STAMP_FILE, from->makefiles.data[i]);
		put_names(w, t, from->makefiles.data[i]);
	}
	for (i = 0; i < c->units.n; i++)
		put_names(w, t, c->units.data[i].file);
	for (i = 0; i < c->missing.n; i++)
		put_names(w, t, c->missing.data[i]);
	put(w, "");
}

/* --- writing ----------------------------------------------------------------------------- */

/* Hash of the inputs that have no stamp: make's command line and environment, and this program. */
static uint64_t input(const struct collect *c)
{
	return hash_mix(make_input(c->t), program_id());
}

static char *cache_file(const struct collect *c)
{
	struct kbuild_tree *t = c->t;
	const char *dir = kbuild_cache(t), *base = strrchr(t->src, '/');
	uint64_t h = hash_bytes(t->src, strlen(t->src), 0);
	size_t i;

	if (!dir)
		return NULL;
	h = hash_bytes(t->obj, strlen(t->obj), h);
	if (t->module)
		h = hash_bytes(t->module, strlen(t->module), h + 1);
	for (i = 0; i < c->nunder; i++)
		h = hash_bytes(c->under[i].path, strlen(c->under[i].path), h + 2);
	return arena_printf(&t->mem, "%s/%s-%016llx", dir, base ? base + 1 : "",
			    (unsigned long long)h);
}

/* The number of arguments of `before` from i on that precede `word`; SIZE_MAX: it isn't there. */
static size_t distance(const struct kbuild_unit *before, size_t i, const char *word)
{
	size_t far;

	for (far = 0; far < MAX_DISTANCE && i + far < before->argc; far++)
		if (before->argv[i + far] == word)
			return far;
	return SIZE_MAX;
}

/*
 * Writes the arguments as a difference to the previous unit's: of some two hundred only a few
 * differ, mostly the unit's own names.
 */
static void put_words(struct writer *w, const struct kbuild_unit *before,
		      const struct kbuild_unit *u)
{
	struct strbuf runs = { 0 }, words = { 0 };
	size_t i = 0, j = 0, skip, same, own;

	while (j < u->argc) {
		skip = distance(before, i, u->argv[j]);
		if (skip == SIZE_MAX)
			skip = 0;
		for (same = 0; i + skip + same < before->argc && j + same < u->argc &&
			       before->argv[i + skip + same] == u->argv[j + same]; same++)
			;
		i += skip + same;
		j += same;
		for (own = 0; j < u->argc && distance(before, i, u->argv[j]) == SIZE_MAX; own++, j++)
			strbuf_add(&words, u->argv[j], strlen(u->argv[j]) + 1);
		strbuf_addf(&runs, "%zu %zu %zu ", skip, same, own);
	}
	put(w, strbuf_str(&runs));
	strbuf_add(&w->b, strbuf_str(&words), words.n);
	strbuf_free(&runs);
	strbuf_free(&words);
}

static void put_units(struct writer *w, const struct collect *c)
{
	static const struct kbuild_unit none;
	const struct kbuild_unit *before = &none;
	size_t i;

	for (i = 0; i < c->units.n; i++) {
		const struct kbuild_unit *u = &c->units.data[i];

		put(w, u->shown);
		put(w, u->dir == before->dir ? "" : u->dir);
		put(w, u->own_object ? "1" : "");
		put_words(w, before, u);
		before = u;
	}
	put(w, "");
}

static void add_header(struct strbuf *b, const char *text, size_t len, uint64_t key)
{
	strbuf_addf(b, "pageck units %016llx\n", (unsigned long long)hash_bytes(text, len, key));
}

void units_save(const struct collect *c)
{
	char *path = cache_file(c);
	struct writer w = { 0 };
	struct strbuf all = { 0 };
	size_t i;

	/* no makefile at all means that the hook didn't run */
	if (!path || !c->from->makefiles.n || c->from->cut_short)
		return;
	put_stamps(&w, c);
	/* don't cache what changed while make ran: make may have read either version */
	if (stamp_settled(w.newest, c->from->since)) {
		put_units(&w, c);
		for (i = 0; i < c->missing.n; i++)
			put(&w, shown_name(c->t, c->missing.data[i]));
		put(&w, "");
		add_header(&all, w.b.s, w.b.n, input(c));
		strbuf_add(&all, w.b.s, w.b.n);
		write_whole(path, all.s, all.n);
	}
	strbuf_free(&all);
	strbuf_free(&w.b);
	table_free(&w.stamped);
	arena_free(&w.mem);
}

/* --- reading ------------------------------------------------------------------------------- */

struct reader {
	const char *p, *end;
	bool bad;			/* truncated or malformed */
};

static const char *get(struct reader *r)
{
	const char *s = r->p;

	if (s == r->end) {
		r->bad = true;
		return "";
	}
	r->p += strlen(s) + 1;
	return s;
}

static bool stamps_hold(struct reader *r)
{
	const char *what;

	while (*(what = get(r)))
		if (stamp_of(what, NULL) != strtoull(get(r), NULL, 16))
			return false;
	return !r->bad;
}

static const char *get_file(const struct kbuild_tree *t, struct strbuf *b, const char *name)
{
	if (name[0] == '/')
		return intern(name);
	strbuf_reset(b);
	strbuf_adds(b, t->src);
	strbuf_addc(b, '/');
	strbuf_adds(b, name);
	return intern(b->s);
}

/* Rebuilds the arguments; false when the numbers are inconsistent with what put_words() writes. */
static bool get_words(struct reader *r, struct arena *mem, const struct kbuild_unit *before,
		      struct kbuild_unit *u)
{
	const char *runs = get(r);
	words_t words = { 0 };
	size_t i = 0;
	char *end;

	while (*runs) {
		size_t skip = strtoul(runs, &end, 10), same = strtoul(end, &end, 10);
		size_t own = strtoul(end, &end, 10);

		if (*end != ' ' || skip > before->argc - i || same > before->argc - i - skip)
			break;
		runs = end + 1;
		for (i += skip; same; same--)
			vec_push(&words, before->argv[i++]);
		while (own-- && !r->bad)
			vec_push(&words, get(r));
	}
	u->argc = words.n;
	u->argv = arena_dup(mem, words.data, words.n * sizeof(*words.data));
	vec_free(&words);
	return !*runs && !r->bad;
}

static bool get_units(struct reader *r, struct collect *c)
{
	struct kbuild_unit before = { 0 };
	struct strbuf b = { 0 };
	const char *name;

	while (*(name = get(r))) {
		struct kbuild_unit u = { .file = get_file(c->t, &b, name) };
		const char *dir = get(r);

		u.shown = shown_name(c->t, u.file);
		u.dir = *dir ? intern(dir) : before.dir;
		u.own_object = *get(r);
		if (!get_words(r, &c->t->mem, &before, &u) || !u.dir) {
			r->bad = true;
			break;
		}
		vec_push(&c->units, u);
		before = u;
	}
	while (*(name = get(r)))
		vec_push(&c->missing, get_file(c->t, &b, name));
	strbuf_free(&b);
	return !r->bad;
}

bool units_load(struct collect *c)
{
	char *path = cache_file(c), *text;
	struct strbuf want = { 0 };
	struct reader r;
	bool ok = false;
	size_t len;

	text = path ? read_file(path, &len) : NULL;
	if (!text)
		return false;
	if (len > HEADER_SIZE && !text[len - 1]) {
		add_header(&want, text + HEADER_SIZE, len - HEADER_SIZE, input(c));
		ok = !memcmp(text, want.s, HEADER_SIZE);
	}
	r = (struct reader){ .p = text + HEADER_SIZE, .end = text + len };
	ok = ok && stamps_hold(&r);
	if (ok) {
		/* the units' strings point into this copy */
		size_t left = (size_t)(r.end - r.p);

		r.p = arena_dup(&c->t->mem, r.p, left);
		r.end = r.p + left;
	}
	strbuf_free(&want);
	free(text);
	return ok && get_units(&r, c);
}
