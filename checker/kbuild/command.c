/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Recognizes the commands that compile a C source into an object of the kernel, and makes a unit of
 * each.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "kbuild/kbuild_impl.h"
#include "util/path.h"

/* Launchers that may precede the compiler's name. */
static const char *const wrappers[] = { "ccache", "sccache", "distcc", "icecc" };

/* gcc, clang-19, aarch64-linux-gnu-gcc-12, cc; but not g++ or gcc-ar. */
static bool is_compiler(const char *word)
{
	static const char *const names[] = { "gcc", "clang", "cc" };
	const char *base = path_base(word);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		size_t n = strlen(names[i]);
		const char *p = strstr(base, names[i]);

		if (!p || (p != base && p[-1] != '-'))
			continue;
		p += n;
		if (*p == '-')
			p++;
		if (strspn(p, "0123456789.") == strlen(p))
			return true;
	}
	return false;
}

static bool is_wrapper(const char *word)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(wrappers); i++)
		if (!strcmp(path_base(word), wrappers[i]))
			return true;
	return false;
}

static bool is_assignment(const char *word)
{
	size_t n = strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

	return n && word[n] == '=';
}

/* Is it drivers/foo/bar.o for .../drivers/foo/bar.c? Then it is the source's main compilation. */
static bool is_own_object(const char *object, const char *file)
{
	size_t n = strlen(object);
	const char *tail;

	if (n < 3 || strlen(file) < n)
		return false;
	tail = file + strlen(file) - n;
	return !strncmp(object, tail, n - 1) && (tail == file || tail[-1] == '/');
}

const char *shown_name(const struct kbuild_tree *t, const char *file)
{
	const char *rest = path_below(file, t->src);

	return intern(rest && *rest ? rest : file);
}

static void add_unit(struct collect *c, const char *file, const char *const *argv, size_t argc)
{
	struct kbuild_tree *t = c->t;
	struct kbuild_unit u = { .file = intern(file), .dir = intern(c->dir) };
	const char **copy = arena_array(&t->mem, const char *, argc);
	struct stat st;
	size_t i;

	u.shown = shown_name(t, u.file);
	if (stat(file, &st)) {
		for (i = 0; i < c->missing.n; i++)
			if (c->missing.data[i] == u.file)
				return;
		vec_push(&c->missing, u.file);
		return;
	}
	for (i = 0; i < argc; i++) {
		/*
		 * make_collect() adds it so that `make -n` also prints objects that are up to date
		 */
		if (strcmp(argv[i], "-D__record"))
			copy[u.argc++] = intern(argv[i]);
	}
	u.argv = copy;
	vec_push(&c->units, u);
}

bool collect_wants(struct collect *c, const char *file)
{
	bool wanted = !c->nunder;
	size_t i;

	for (i = 0; i < c->nunder; i++) {
		if (path_below(file, c->under[i].path)) {
			c->under[i].found++;
			wanted = true;
		}
	}
	return wanted;
}

bool collect_words(struct collect *c, const char *const *words, size_t n)
{
	const char *source = NULL, *object = NULL, *file;
	bool compiles = c->any_program, of_kernel = c->any_program;
	struct arena mem = { 0 };
	size_t i, first = 0;

	while (first < n && (is_assignment(words[first]) || is_wrapper(words[first])))
		first++;
	if (first >= n || (!c->any_program && !is_compiler(words[first])))
		return false;
	for (i = first + 1; i < n; i++) {
		if (!strcmp(words[i], "-c"))
			compiles = true;
		else if (!strcmp(words[i], "-o") && i + 1 < n)
			object = words[++i];
		else if (!strcmp(words[i], "-D__KERNEL__") ||
			 str_starts(words[i], "-DKBUILD_BASENAME="))
			of_kernel = true;
		else if (words[i][0] != '-' && str_ends(words[i], ".c"))
			source = words[i];
	}
	/* programs for the host, and .s or .i files made from a .c, are not units */
	if (!compiles || !of_kernel || !source)
		return false;
	file = path_clean(&mem, c->dir, source);
	if (collect_wants(c, file)) {
		size_t before = c->units.n;

		add_unit(c, file, words + first + 1, n - first - 1);
		/* a source that is compiled several times: the object named after it goes first */
		if (c->units.n > before && object && is_own_object(object, file))
			vec_last(&c->units).own_object = true;
		if (c->from)
			made_from_compiler(c->from, words[first]);
	}
	arena_free(&mem);
	return true;
}

static void on_command(const words_t *words, void *arg)
{
	collect_words(arg, words->data, words->n);
}

void collect_line(struct collect *c, const char *line, size_t len)
{
	/* a quick test: most of the output is host tools, shell traps and archives */
	if (!memmem(line, len, " -c ", 4) || !memmem(line, len, ".c", 2))
		return;
	shell_commands(line, len, on_command, c);
}

/* A saved command is the value of a make variable: $$ stands for a dollar, \# for a number sign. */
static void unescape_make(char *s)
{
	char *to = s;

	for (; *s; s++) {
		if ((s[0] == '$' && s[1] == '$') || (s[0] == '\\' && s[1] == '#'))
			s++;
		*to++ = *s;
	}
	*to = '\0';
}

bool collect_cmd_file(struct collect *c, const char *path)
{
	size_t len, found = c->units.n + c->missing.n;
	char *text = read_file(path, &len);
	char *nl, *value;

	if (!text)
		return false;
	nl = strchr(text, '\n');
	if (nl)
		*nl = '\0';
	value = strstr(text, " := ");
	if ((str_starts(text, "cmd_") || str_starts(text, "savedcmd_")) && value) {
		value += strlen(" := ");
		unescape_make(value);
		collect_line(c, value, strlen(value));
	}
	free(text);
	return c->units.n + c->missing.n > found;
}

/* Arguments break ties: the order of commands depends on how many jobs make runs. */
static int compare_units(const void *a, const void *b)
{
	const struct kbuild_unit *x = a, *y = b;
	int r = strcmp(x->shown, y->shown);
	size_t i;

	if (!r)
		r = (int)y->own_object - (int)x->own_object;
	for (i = 0; !r && i < x->argc && i < y->argc; i++)
		r = strcmp(x->argv[i], y->argv[i]);
	return r ? r : (x->argc > y->argc) - (x->argc < y->argc);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void collect_settle(struct collect *c)
{
	size_t i, kept = 0;

	if (c->units.n)
		qsort(c->units.data, c->units.n, sizeof(*c->units.data), compare_units);
	for (i = 0; i < c->units.n; i++)
		if (!kept || c->units.data[kept - 1].shown != c->units.data[i].shown)
			c->units.data[kept++] = c->units.data[i];
	c->units.n = kept;
	if (c->missing.n)
		qsort(c->missing.data, c->missing.n, sizeof(*c->missing.data), compare_names);
}

void collect_give(struct collect *c)
{
	size_t i;

	collect_settle(c);
	for (i = 0; i < c->units.n; i++)
		vec_push(&c->t->units, c->units.data[i]);
	for (i = 0; i < c->missing.n; i++)
		vec_push(&c->t->missing, shown_name(c->t, c->missing.data[i]));
	collect_free(c);
}

void collect_free(struct collect *c)
{
	vec_free(&c->units);
	vec_free(&c->missing);
}
