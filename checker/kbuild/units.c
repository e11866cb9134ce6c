/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which units a tree builds, at or below some paths. */
#include <stdlib.h>
#include <string.h>

#include "kbuild/kbuild_impl.h"
#include "util/stamp.h"

/* DIR/.NAME.o.cmd, when the object was built with the present configuration. */
static bool from_cmd_file(struct kbuild_tree *t, struct collect *c, const char *file)
{
	const char *rest = path_below(file, t->src);
	const char *slash, *dir, *cmd;
	int dirlen;

	if (!rest || t->module || !str_ends(rest, ".c"))
		return false;
	slash = strrchr(rest, '/');
	dirlen = slash ? (int)(slash - rest) + 1 : 0;
	dir = arena_printf(&t->mem, "%.*s", dirlen, rest);
	cmd = arena_printf(&t->mem, "%s.%.*s.o.cmd", dir,
			   (int)(strlen(rest) - (size_t)dirlen - 2), rest + dirlen);
	if (!path_exists(t->obj, cmd) || is_newer(t->obj, ".config", cmd) ||
	    is_newer(t->obj, "include/generated/autoconf.h", cmd))
		return false;
	c->dir = t->obj;
	return collect_cmd_file(c, arena_printf(&t->mem, "%s/%s", t->obj, cmd));
}

/* The nearest directory at or above path that kbuild can be asked about; NULL: none is left. */
static char *build_dir(struct kbuild_tree *t, const char *path)
{
	char *dir = arena_strdup(&t->mem, path);

	if (!path_is_dir(dir))
		*strrchr(dir, '/') = '\0';
	for (;;) {
		const char *rest = path_below(dir, t->src);

		if (!rest || !*rest)
			return NULL;
		if (path_exists(dir, "Makefile") || path_exists(dir, "Kbuild"))
			return dir;
		*strrchr(dir, '/') = '\0';
	}
}

/*
 * Asks about all the paths at once: most of a dry run is the top Makefile. The
 * directory of a Makefile often isn't the one of the source (a composite
 * object's parts lie in subdirectories), and one may build nothing by itself;
 * so what was not found is asked for again one directory up.
 */
static int ask_make(struct kbuild_tree *t, struct collect *c)
{
	const char **dirs = arena_array(&t->mem, const char *, c->nunder);
	words_t targets = { 0 };
	size_t i;
	int r = 0;

	for (i = 0; i < c->nunder; i++)
		dirs[i] = build_dir(t, c->under[i].path);
	for (;;) {
		targets.n = 0;
		for (i = 0; i < c->nunder; i++) {
			char *up;

			if (c->under[i].found || !dirs[i])
				continue;
			vec_push(&targets, arena_printf(&t->mem, "%s/", path_below(dirs[i], t->src)));
			up = arena_strdup(&t->mem, dirs[i]);
			*strrchr(up, '/') = '\0';
			dirs[i] = build_dir(t, up);
		}
		if (!targets.n)
			break;
		r = make_collect(t, c, targets.data, targets.n);
		if (r)
			break;
	}
	vec_free(&targets);
	return r;
}

static bool all_found(const struct collect *c)
{
	size_t i;

	for (i = 0; i < c->nunder; i++)
		if (!c->under[i].found)
			return false;
	return true;
}

/* What c wants of a run for more. */
static void take(struct collect *c, const struct collect *all)
{
	size_t i;

	for (i = 0; i < all->units.n; i++)
		if (collect_wants(c, all->units.data[i].file))
			vec_push(&c->units, all->units.data[i]);
	for (i = 0; i < all->missing.n; i++)
		if (collect_wants(c, all->missing.data[i]))
			vec_push(&c->missing, all->missing.data[i]);
}

/* False, and c is as it was, when the cache hasn't a unit for each of its paths. */
static bool recall(struct collect *c, struct collect *all)
{
	size_t i;

	if (!units_recall(all))
		return false;
	take(c, all);
	if (all_found(c))
		return true;
	c->units.n = c->missing.n = 0;
	for (i = 0; i < c->nunder; i++)
		c->under[i].found = 0;
	return false;
}

/* A dry run for all of the tree, or of the module; or for what `c` is about. */
static int run_make(struct kbuild_tree *t, struct collect *c, bool everything)
{
	struct made_from from = { .since = stamp_now() };
	int r;

	c->from = t->cache_dir ? &from : NULL;
	r = everything ? make_collect(t, c, NULL, 0) : ask_make(t, c);
	collect_settle(c);
	if (!r && c->from && c->units.n && all_found(c))
		units_remember(c);
	made_from_free(&from);
	c->from = NULL;
	return r;
}

/*
 * Only the top Makefile knows all that makes up the tree, and an architecture: asked
 * for arch/x86/, make leaves out the parts that it counts among libraries and drivers.
 */
static bool needs_everything(const struct kbuild_tree *t, const char *path)
{
	const char *rest = path_below(path, t->src), *arch = rest ? path_below(rest, "arch") : NULL;

	return t->module || !rest || !*rest || (arch && !strchr(arch, '/'));
}

/* Fills c for its paths, from the cache or from make. 0 or -1; paths may have nothing. */
static int find_units(struct kbuild_tree *t, struct collect *c)
{
	struct collect all = { .t = t }, same = { .t = t, .under = c->under, .nunder = c->nunder };
	struct collect made = { .t = t };
	bool everything = !c->nunder;
	size_t i;
	int r = 0;

	for (i = 0; i < c->nunder; i++)
		everything |= needs_everything(t, c->under[i].path);
	t->recalled = recall(c, &all) || (!everything && recall(c, &same));
	if (!t->recalled && everything) {
		r = run_make(t, &made, true);
		take(c, &made);
	} else if (!t->recalled) {
		r = run_make(t, c, false);
	}
	collect_free(&all);
	collect_free(&same);
	collect_free(&made);
	return r;
}

static int collect_paths(struct kbuild_tree *t, const char *const *words, size_t n)
{
	struct collect c = { .t = t }, saved = { .t = t };
	const char **word = arena_array(&t->mem, const char *, n);
	int r = 0;
	size_t i;

	c.under = arena_array(&t->mem, struct collect_path, n);
	for (i = 0; i < n; i++) {
		const char *path = path_resolve(t, words[i]);
		struct collect_path one = { .path = path };

		if (!path) {
			r = -1;
			continue;
		}
		if (!path_is_dir(path)) {
			if (!str_ends(path, ".c")) {
				r = error("%s: not a C source file", words[i]);
				continue;
			}
			saved.under = &one;
			saved.nunder = 1;
			if (from_cmd_file(t, &saved, path))
				continue;
		}
		word[c.nunder] = words[i];
		c.under[c.nunder++] = one;
	}
	if (c.nunder && find_units(t, &c))
		r = -1;
	for (i = 0; i < c.nunder; i++)
		if (!c.under[i].found && !t->allow_nothing)
			r = error("%s: the configuration builds nothing of it", word[i]);
	for (i = 0; i < saved.units.n; i++)
		vec_push(&c.units, saved.units.data[i]);
	collect_free(&saved);
	collect_give(&c);
	return r;
}

static int collect_all(struct kbuild_tree *t)
{
	struct collect_path module = { .path = t->module };
	struct collect c = { .t = t, .under = &module, .nunder = t->module ? 1 : 0 };
	int r = find_units(t, &c);

	if (!r && !c.units.n && !c.missing.n)
		r = error("%s: kbuild builds nothing", t->module ? t->module : t->src);
	collect_give(&c);
	return r;
}

/* A compilation database was read whole by kbuild_open(): keep what was asked for. */
static int filter_units(struct kbuild_tree *t, const char *const *paths, size_t npaths)
{
	size_t i, j, kept = 0;
	bool *keep = xcalloc(t->units.n + 1, sizeof(*keep));
	int r = 0;

	for (i = 0; i < npaths; i++) {
		const char *path = path_resolve(t, paths[i]);
		bool any = false;

		for (j = 0; path && j < t->units.n; j++)
			if (path_below(t->units.data[j].file, path))
				any = keep[j] = true;
		if (path && !any && !t->allow_nothing)
			error("%s: not in the compilation database", paths[i]);
		if (!path || (!any && !t->allow_nothing))
			r = -1;
	}
	for (j = 0; j < t->units.n; j++)
		if (keep[j] || !npaths)
			t->units.data[kept++] = t->units.data[j];
	t->units.n = kept;
	free(keep);
	return r;
}

int kbuild_units(struct kbuild_tree *t, const char *const *paths, size_t npaths)
{
	if (t->from_json)
		return filter_units(t, paths, npaths);
	return npaths ? collect_paths(t, paths, npaths) : collect_all(t);
}
