/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Determines which units a tree builds at or below the requested paths. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "kbuild/kbuild_impl.h"
#include "util/stamp.h"

#define MAX_DEPTH	64	/* directory levels */

/* Takes the command in DIR/.NAME.o.cmd if the object was built with the current configuration. */
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

/* For --no-make: takes every saved command below a directory of the object tree. */
static void from_cmd_files_below(struct kbuild_tree *t, struct collect *c, const char *dir, unsigned depth)
{
	DIR *d = depth < MAX_DEPTH ? opendir(dir) : NULL;
	struct dirent *e;

	while (d && (e = readdir(d))) {
		char *path = xasprintf("%s/%s", dir, e->d_name);

		if (e->d_name[0] == '.' && str_ends(e->d_name, ".o.cmd")) {
			c->dir = t->obj;
			collect_cmd_file(c, path);
		} else if (e->d_name[0] != '.' && path_is_own_dir(path)) {
			from_cmd_files_below(t, c, path, depth + 1);
		}
		free(path);
	}
	if (d)
		closedir(d);
}

/* The same for the paths that c collects. A module's objects are in the module's directory. */
static void from_cmd_files(struct kbuild_tree *t, struct collect *c)
{
	size_t i;

	if (!c->nunder)
		from_cmd_files_below(t, c, t->obj, 0);
	for (i = 0; i < c->nunder; i++) {
		const char *dir = c->under[i].path, *rest;
		char *up = arena_strdup(&t->mem, dir);

		if (!path_is_dir(dir))
			*strrchr(up, '/') = '\0';
		rest = path_below(up, t->src);
		from_cmd_files_below(t, c, t->module || !rest ? up : arena_printf(&t->mem, "%s/%s", t->obj, rest), 0);
	}
	collect_settle(c);
}

/* The nearest directory at or above path that can be a target of make; NULL: none. */
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
 * Runs one dry run for all paths, as the top Makefile takes most of its time. The makefile that
 * names a source may be in a directory above it (parts of composite objects lie in subdirectories),
 * so paths that were not found are tried again one directory up.
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

/* Copies the units that c is about from a run that covered more. */
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

/* Loads units from the cache. False, with c unchanged, when some path has no unit there. */
static bool recall(struct collect *c, struct collect *all)
{
	size_t i;

	if (!units_load(all))
		return false;
	take(c, all);
	if (all_found(c))
		return true;
	c->units.n = c->missing.n = 0;
	for (i = 0; i < c->nunder; i++)
		c->under[i].found = 0;
	return false;
}

/* Runs make for the whole tree (or module), or only for the paths of `c`. */
static int run_make(struct kbuild_tree *t, struct collect *c, bool everything)
{
	struct made_from from = { .since = stamp_now() };
	int r;

	c->from = t->cache_dir ? &from : NULL;
	r = everything ? make_collect(t, c, NULL, 0) : ask_make(t, c);
	collect_settle(c);
	if (!r && c->from && c->units.n && all_found(c))
		units_save(c);
	made_from_free(&from);
	c->from = NULL;
	return r;
}

/*
 * Does the path need a dry run of the whole tree? An architecture does: for the target arch/x86/
 * make omits the parts that the top Makefile lists under libs and drivers. So does the tree itself.
 */
static bool needs_everything(const struct kbuild_tree *t, const char *path)
{
	const char *rest = path_below(path, t->src), *arch = rest ? path_below(rest, "arch") : NULL;

	return t->module || !rest || !*rest || (arch && !strchr(arch, '/'));
}

/* Finds the units for c's paths, from the cache or from make. 0 or -1; a path may have none. */
static int find_units(struct kbuild_tree *t, struct collect *c)
{
	struct collect all = { .t = t }, same = { .t = t, .under = c->under, .nunder = c->nunder };
	struct collect made = { .t = t };
	bool everything = !c->nunder;
	size_t i;
	int r = 0;

	if (t->no_make) {
		from_cmd_files(t, c);
		return 0;
	}
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

static void add_unbuilt(struct kbuild_tree *t, const char *path, const char *reason)
{
	const char *shown = shown_name(t, path);
	size_t i;

	for (i = 0; i < t->unbuilt.n; i++)
		if (t->unbuilt.data[i].shown == shown)
			return;
	vec_push(&t->unbuilt, ((struct kbuild_unbuilt){ shown, reason }));
}

/*
 * Handles one path of the user's: adds it to c->under, or its saved command to `saved`. -1 after
 * error().
 */
static int take_path(struct kbuild_tree *t, const char *word, struct collect *c,
		     struct collect *saved)
{
	struct collect_path one = { .path = path_resolve(t, word) };

	if (!one.path)
		return -1;
	if (!path_is_dir(one.path)) {
		if (!str_ends(one.path, ".c")) {
			add_unbuilt(t, one.path, "not a C source file");
			return 0;
		}
		saved->under = &one;
		saved->nunder = 1;
		if (from_cmd_file(t, saved, one.path))
			return 0;
	}
	c->under[c->nunder++] = one;
	return 0;
}

static const char *why_unbuilt(struct kbuild_tree *t, const char *path)
{
	return t->no_make ? "no object of it has been built, and --no-make keeps pageck from asking make" :
			    unbuilt_reason(t, path);
}

static int collect_paths(struct kbuild_tree *t, const char *const *words, size_t n)
{
	struct collect c = { .t = t }, saved = { .t = t };
	int r = 0;
	size_t i;

	c.under = arena_array(&t->mem, struct collect_path, n);
	for (i = 0; i < n; i++)
		r |= take_path(t, words[i], &c, &saved);
	if (!r && c.nunder)
		r = find_units(t, &c);
	for (i = 0; !r && i < c.nunder; i++)
		if (!c.under[i].found)
			add_unbuilt(t, c.under[i].path, why_unbuilt(t, c.under[i].path));
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
	const char *all = t->module ? t->module : t->src;
	int r = find_units(t, &c);

	if (!r && !c.units.n && !c.missing.n)
		vec_push(&t->unbuilt, ((struct kbuild_unbuilt){ all, why_unbuilt(t, all) }));
	collect_give(&c);
	return r;
}

/* kbuild_open() has read the compilation database as a whole; keep the requested units. */
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
		for (j = 0; path && j < t->missing.n && !any; j++)
			any = path_below(t->missing.data[j], shown_name(t, path)) != NULL;
		if (!path)
			r = -1;
		else if (!any)
			add_unbuilt(t, path, "not in the compilation database");
	}
	for (j = 0; j < t->units.n; j++)
		if (keep[j] || !npaths)
			t->units.data[kept++] = t->units.data[j];
	t->units.n = kept;
	free(keep);
	return r;
}

/* Reports why there are no units: a reason for each path, and make's own error. */
static int say_nothing(const struct kbuild_tree *t)
{
	size_t i;

	for (i = 0; i < t->unbuilt.n; i++)
		error("%s: %s", t->unbuilt.data[i].shown, t->unbuilt.data[i].reason);
	if (t->make_failed)
		error("make failed: %s", t->make_failed);
	return -1;
}

int kbuild_units(struct kbuild_tree *t, const char *const *paths, size_t npaths)
{
	size_t i;
	int r;

	if (t->from_json)
		r = filter_units(t, paths, npaths);
	else
		r = npaths ? collect_paths(t, paths, npaths) : collect_all(t);
	if (r)
		return r;
	if (t->unbuilt.n && !t->units.n && !t->missing.n && !t->allow_nothing)
		return say_nothing(t);
	for (i = 0; i < t->broken.n; i++)
		warning("what this makefile builds is not seen: %s", t->broken.data[i]);
	return 0;
}
