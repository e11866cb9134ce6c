/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Explains why a configuration doesn't build a file or directory: collects the options that
 * makefiles require, from the one that names the object up to the top of the tree.
 *
 * Makefiles are parsed as text: assignments and the conditionals around them. An object may be part
 * of a composite object (foo-y := bar.o, obj-$(CONFIG_FOO) += foo.o) or of a list that another list
 * includes (obj-y += $(mmu-y)). Anything computed otherwise is not understood, and the explanation
 * names fewer options.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "kbuild/kbuild_impl.h"

#define MAX_NESTING	16
#define MAX_NAMED	3	/* how many options to name as examples for a directory */

struct option {
	const char *name;	/* "CONFIG_FOO" */
	bool off;		/* the option must be unset */
};
typedef VEC(struct option) options;

struct needs {
	struct arena *mem;
	const char *auto_conf;	/* text of include/config/auto.conf; or NULL */
};

static bool is_set(const struct needs *n, const char *name)
{
	const char *p = n->auto_conf;
	size_t len = strlen(name);

	while (p && (p = strstr(p, name))) {
		if ((p == n->auto_conf || p[-1] == '\n') && p[len] == '=')
			return true;
		p += len;
	}
	return false;
}

static void add_option(options *list, const char *name, bool off)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		if (!strcmp(list->data[i].name, name))
			return;
	vec_push(list, ((struct option){ name, off }));
}

/* The number of options in the list that don't have the required value. */
static size_t unmet(const struct needs *n, const options *list)
{
	size_t i, count = 0;

	for (i = 0; i < list->n; i++)
		count += is_set(n, list->data[i].name) == list->data[i].off;
	return count;
}

/*
 * The option in a word; NULL: there is none. Of several, $(CONFIG_A)$(CONFIG_B), one that is set is
 * preferred.
 */
static const char *option_in(const struct needs *n, const char *s, size_t len)
{
	const char *end = s + len, *first = NULL, *p = s;

	while ((p = memmem(p, (size_t)(end - p), "CONFIG_", 7))) {
		size_t k = 0;
		char *name;

		while (p + k < end && is_word(p[k]))
			k++;
		name = arena_strndup(n->mem, p, k);
		if (!first || is_set(n, name))
			first = name;
		p += k;
	}
	return first;
}

/* --- makefiles -------------------------------------------------------------------------- */

struct condition {
	const char *name;	/* NULL: not a condition on an option, or not understood */
	bool off;
};

struct makefile {
	const struct needs *n;
	char *text;		/* continuation lines joined, comments removed */
	struct condition in[MAX_NESTING];
	size_t depth;		/* of conditionals; may exceed the array's size */
};

/* Joins continuation lines and removes comments. */
static char *join_lines(char *text)
{
	char *to = text, *from = text;
	bool comment = false;

	for (; *from; from++) {
		if (from[0] == '\\' && from[1] == '\n') {
			*to++ = ' ';
			from++;
			continue;
		}
		if (*from == '\n')
			comment = false;
		else if (*from == '#')
			comment = true;
		if (!comment)
			*to++ = *from;
	}
	*to = '\0';
	return text;
}

static char *makefile_text(const char *dir)
{
	char *path = xasprintf("%s/Kbuild", dir), *text = read_file(path, NULL);

	free(path);
	if (!text) {
		path = xasprintf("%s/Makefile", dir);
		text = read_file(path, NULL);
		free(path);
	}
	return text ? join_lines(text) : NULL;
}

/* Parses "ifdef CONFIG_X", "ifeq ($(CONFIG_X),y)", "ifneq ($(CONFIG_X),)" and their opposites. */
static struct condition condition_of(const struct needs *n, const char *line)
{
	struct condition c = { .name = option_in(n, line, strlen(line)) };
	const char *comma = strrchr(line, ',');
	bool empty = comma && comma[1 + strspn(comma + 1, " \t")] == ')';

	if (str_starts(line, "ifndef"))
		c.off = true;
	else if (str_starts(line, "ifeq"))
		c.off = empty;
	else if (str_starts(line, "ifneq"))
		c.off = !empty;
	return c;
}

/* Handles a conditional directive; false when the line isn't one. */
static bool take_condition(struct makefile *m, const char *line)
{
	bool more = str_starts(line, "else"), begins = str_starts(line, "if");
	const char *rest = line + (more ? 4 + strspn(line + 4, " \t") : 0);

	if (str_starts(line, "endif")) {
		m->depth -= m->depth > 0;
		return true;
	}
	if (more && m->depth && m->depth <= MAX_NESTING) {
		struct condition *c = &m->in[m->depth - 1];

		if (str_starts(rest, "if"))
			*c = condition_of(m->n, rest);
		else
			c->off = !c->off;
	}
	if (begins && m->depth++ < MAX_NESTING)
		m->in[m->depth - 1] = condition_of(m->n, line);
	return more || begins;
}

struct assignment {
	const char *name;	/* "obj-$(CONFIG_X)" */
	size_t len;
	const char *words;
};

static bool take_assignment(const char *line, struct assignment *a)
{
	const char *eq = strchr(line, '=');
	size_t n;

	if (!eq)
		return false;
	n = (size_t)(eq - line);
	while (n && strchr(":+? \t", line[n - 1]))
		n--;
	a->name = line;
	a->len = n;
	a->words = eq + 1;
	return n > 0;
}

/* A directory also matches a path inside it: amd/amdgpu/ names amd/. */
static bool has_word(const char *words, const char *word)
{
	size_t len = strlen(word);

	while (*words) {
		size_t n = strcspn(words, " \t");

		if ((n == len || (n > len && word[len - 1] == '/')) && !strncmp(words, word, len))
			return true;
		words += n;
		words += strspn(words, " \t");
	}
	return false;
}

/* Calls `fn` for each assignment in a makefile. */
static void each_assignment(const struct needs *n, const char *text,
			    void (*fn)(const struct makefile *m, const struct assignment *a, void *arg),
			    void *arg)
{
	struct makefile m = { .n = n };
	char *copy = xstrdup(text), *save, *line;

	for (line = strtok_r(copy, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		struct assignment a;

		line += strspn(line, " \t");
		if (!take_condition(&m, line) && take_assignment(line, &a))
			fn(&m, &a, arg);
	}
	free(copy);
}

/* --- an object -------------------------------------------------------------------------------- */

struct search {
	const char *text;	/* the makefile's text */
	const char *word;	/* "bar.o", "sub/", "$(mmu-y)" */
	unsigned depth;
	bool found;
	options best;		/* of all ways to build it, the one with the fewest unmet options */
};

static void find_word(const struct needs *n, struct search *s);

/* "foo" for foo-y, foo-objs, foo-$(CONFIG_X); NULL for other names and for kbuild's own lists. */
static const char *composite(const struct needs *n, const struct assignment *a)
{
	static const char *const lists[] = {
		"obj", "lib", "subdir", "core", "drivers", "libs", "net", "virt", "head",
	};
	const char *dash = memchr(a->name, '$', a->len);
	size_t len = dash ? (size_t)(dash - a->name) : a->len, i;
	char *name;

	while (len && a->name[len - 1] != '-')
		len--;
	if (!len)
		return NULL;
	name = arena_strndup(n->mem, a->name, len - 1);
	for (i = 0; i < ARRAY_SIZE(lists); i++)
		if (!strcmp(name, lists[i]))
			return NULL;
	return name;
}

/* Adds the options of the composite object, or list, that the object is part of. */
static void add_outer(const struct needs *n, struct search *s, const char *name, options *way)
{
	const char *words[] = {
		arena_printf(n->mem, "%s.o", name), arena_printf(n->mem, "$(%s-y)", name),
		arena_printf(n->mem, "$(%s-objs)", name), arena_printf(n->mem, "$(%s-m)", name),
	};
	size_t i, j;

	for (i = 0; i < ARRAY_SIZE(words); i++) {
		struct search outer = { .text = s->text, .word = words[i], .depth = s->depth + 1 };

		find_word(n, &outer);
		for (j = 0; j < outer.best.n; j++)
			add_option(way, outer.best.data[j].name, outer.best.data[j].off);
		vec_free(&outer.best);
		if (outer.found)
			return;
	}
}

static void see_assignment(const struct makefile *m, const struct assignment *a, void *arg)
{
	struct search *s = arg;
	options way = { 0 };
	const char *name;
	size_t i;

	if (!has_word(a->words, s->word))
		return;
	name = option_in(m->n, a->name, a->len);
	if (name)
		add_option(&way, name, false);
	for (i = 0; i < m->depth && i < MAX_NESTING; i++)
		if (m->in[i].name)
			add_option(&way, m->in[i].name, m->in[i].off);
	name = composite(m->n, a);
	if (name && s->depth < MAX_NESTING)
		add_outer(m->n, s, name, &way);
	if (!s->found || unmet(m->n, &way) < unmet(m->n, &s->best)) {
		vec_free(&s->best);
		s->best = way;
	} else {
		vec_free(&way);
	}
	s->found = true;
}

static void find_word(const struct needs *n, struct search *s)
{
	each_assignment(n, s->text, see_assignment, s);
}

/* Is `word` named in dir's makefile? Adds the options required there. */
static bool named_in(const struct needs *n, const char *dir, const char *word, options *all)
{
	char *text = makefile_text(dir);
	struct search s = { .text = text, .word = word };
	size_t i;

	if (text)
		find_word(n, &s);
	for (i = 0; i < s.best.n; i++)
		add_option(all, s.best.data[i].name, s.best.data[i].off);
	vec_free(&s.best);
	free(text);
	return s.found;
}

/* --- the way up ------------------------------------------------------------------------------------ */

/*
 * Collects what a file or directory below top requires. False: no makefile names the file's object.
 */
static bool find_needs(const struct needs *n, const char *top, const char *path, bool is_dir,
		       options *all)
{
	char *dir = arena_strdup(n->mem, path), *slash;
	char *word = is_dir ? NULL : arena_strdup(n->mem, path);
	bool found = is_dir;

	if (word)
		word[strlen(word) - 1] = 'o';
	while (strlen(dir) > strlen(top) && (slash = strrchr(dir, '/'))) {
		const char *name = arena_strdup(n->mem, slash + 1);

		*slash = '\0';
		if (word && !found)
			found = named_in(n, dir, word + (slash + 1 - dir), all);
		if (dir != path && (is_dir || strcmp(name, strrchr(path, '/') + 1)))
			named_in(n, dir, arena_printf(n->mem, "%s/", name), all);
	}
	return found;
}

static void see_option(const struct makefile *m, const struct assignment *a, void *arg)
{
	options *list = arg;
	const char *name = str_starts(a->name, "obj-") ? option_in(m->n, a->name, a->len) : NULL;

	if (name && !is_set(m->n, name))
		add_option(list, name, false);
}

static void say_options(const struct needs *n, const options *all, struct strbuf *b)
{
	const char *between = "it needs ";
	size_t i;

	for (i = 0; i < all->n; i++) {
		const struct option *o = &all->data[i];

		if (is_set(n, o->name) != o->off)
			continue;
		strbuf_addf(b, "%s%s%s", between, o->name, o->off ? " unset" : "");
		between = " and ";
	}
}

/* The directory itself is reached, so an option required in its own makefile must be missing. */
static void say_inside(const struct needs *n, const char *dir, struct strbuf *b)
{
	char *text = makefile_text(dir);
	options list = { 0 };
	size_t i;

	if (text)
		each_assignment(n, text, see_option, &list);
	for (i = 0; i < list.n && i < MAX_NAMED; i++)
		strbuf_addf(b, "%s%s", !i ? "what is in it needs " : i + 1 == list.n ? " or " : ", ",
			    list.data[i].name);
	if (list.n > MAX_NAMED)
		strbuf_addf(b, " or one of %zu more", list.n - MAX_NAMED);
	vec_free(&list);
	free(text);
}

/* The directory below arch/ that contains the path, if it is not the configured architecture. */
static const char *other_arch(struct kbuild_tree *t, const char *path)
{
	const char *rest = path_below(path, t->src), *arch = rest ? path_below(rest, "arch") : NULL;
	char *name;

	if (!arch || !*arch || !t->arch)
		return NULL;
	name = arena_strndup(&t->mem, arch, strcspn(arch, "/"));
	return strcmp(name, arch_dir(t->arch)) ? name : NULL;
}

/* For a module whose own makefile only changes into a subdirectory: names that subdirectory. */
static const char *module_reason(struct kbuild_tree *t)
{
	DIR *d = opendir(t->module);
	struct dirent *e;
	const char *below = NULL;

	while (d && (e = readdir(d)))
		if (e->d_name[0] != '.' &&
		    path_exists(t->module, arena_printf(&t->mem, "%s/Kbuild", e->d_name)) &&
		    (!below || strcmp(e->d_name, below) < 0))
			below = arena_strdup(&t->mem, e->d_name);
	if (d)
		closedir(d);
	if (below)
		return arena_printf(&t->mem, "kbuild builds nothing of it: %s/ has a Kbuild: try "
				    "-M %s/%s", below, t->module, below);
	return "kbuild builds nothing of it: no obj-m of its makefile names an object";
}

const char *unbuilt_reason(struct kbuild_tree *t, const char *path)
{
	struct needs n = { .mem = &t->mem };
	const char *top = t->module && path_below(path, t->module) ? t->module : t->src;
	char *conf = arena_printf(&t->mem, "%s/include/config/auto.conf", t->obj), *text;
	bool is_dir = path_is_dir(path), named;
	struct strbuf b = { 0 };
	options all = { 0 };
	const char *reason, *arch = other_arch(t, path);

	if (t->module && !strcmp(path, t->module))
		return module_reason(t);
	if (arch)
		return arena_printf(&t->mem, "it belongs to %s, and the configuration is for %s",
				    arch, t->arch);
	n.auto_conf = text = read_file(conf, NULL);
	named = find_needs(&n, top, path, is_dir, &all);
	say_options(&n, &all, &b);
	if (!b.n && is_dir)
		say_inside(&n, path, &b);
	else if (!b.n && !named)
		strbuf_adds(&b, "no makefile there or above it names its object");
	reason = arena_printf(&t->mem, "the configuration builds nothing of it%s%s", b.n ? ": " : "",
			      strbuf_str(&b));
	strbuf_free(&b);
	vec_free(&all);
	free(text);
	return reason;
}
