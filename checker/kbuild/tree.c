/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A tree: is it one, where are its objects, and which units does it build. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kbuild/internal.h"

/* --- opening -------------------------------------------------------------------------- */

/* The real name of a directory that can be read and entered, or NULL after error(). */
static const char *directory(struct arena *mem, const char *path)
{
	char *real = realpath(path, NULL);
	const char *r = NULL;

	if (!real)
		error("%s: %s", path, errno == ENOENT ? "no such directory" : strerror(errno));
	else if (!path_is_dir(real))
		error("%s: not a directory", path);
	else if (access(real, R_OK | X_OK))
		error("%s: not readable", path);
	else
		r = arena_strdup(mem, real);
	free(real);
	return r;
}

static const char *assigned(struct arena *mem, const char *makefile, const char *name)
{
	const char *p = makefile;
	size_t n = strlen(name);

	while (p) {
		if (!strncmp(p, name, n)) {
			const char *v = p + n + strspn(p + n, " \t");

			if (*v == '=') {
				v += 1 + strspn(v + 1, " \t");
				return arena_strndup(mem, v, strcspn(v, " \t\r\n#"));
			}
		}
		p = strchr(p, '\n');
		if (p)
			p++;
	}
	return NULL;
}

/*
 * "6.1.192". A distribution's headers package has a Makefile that only includes
 * another one; there the release that was built says it.
 */
static const char *read_release(struct arena *mem, const char *src)
{
	char *path = xasprintf("%s/Makefile", src);
	char *text = read_file(path, NULL);
	const char *version, *patch, *sub, *r = NULL;

	free(path);
	if (!text)
		return NULL;
	version = assigned(mem, text, "VERSION");
	patch = assigned(mem, text, "PATCHLEVEL");
	sub = assigned(mem, text, "SUBLEVEL");
	free(text);
	if (version && patch)
		return arena_printf(mem, "%s.%s%s%s", version, patch, sub && *sub ? "." : "",
				    sub ? sub : "");
	path = xasprintf("%s/include/config/kernel.release", src);
	text = read_file(path, NULL);
	free(path);
	if (text)
		r = arena_strndup(mem, text, strcspn(text, "\n"));
	free(text);
	return r;
}

static bool newer(const char *dir, const char *a, const char *b)
{
	char *pa = xasprintf("%s/%s", dir, a), *pb = xasprintf("%s/%s", dir, b);
	struct stat sa, sb;
	bool yes = !stat(pa, &sa) && !stat(pb, &sb) &&
		   (sa.st_mtim.tv_sec != sb.st_mtim.tv_sec ?
			    sa.st_mtim.tv_sec > sb.st_mtim.tv_sec :
			    sa.st_mtim.tv_nsec > sb.st_mtim.tv_nsec);

	free(pa);
	free(pb);
	return yes;
}

/* Configured but not as make wants it: a dry run would still bring it up to date. */
static int check_fresh(const struct kbuild_tree *t)
{
	if (newer(t->obj, ".config", "include/config/auto.conf"))
		return error("%s: .config is newer than what was generated from it: run "
			     "'make prepare' there first", t->obj);
	return 0;
}

static int open_objects(struct kbuild_tree *t, const struct kbuild_options *o)
{
	bool dirty = path_exists(t->src, ".config") || path_exists(t->src, "include/config");

	if (o->obj) {
		t->obj = directory(&t->mem, o->obj);
		if (!t->obj)
			return -1;
		if (strcmp(t->obj, t->src) && dirty)
			return error("%s has been configured itself, so kbuild refuses a separate "
				     "object tree: leave out -O, or run 'make mrproper' there",
				     t->src);
		config_read(t);
		if (!t->configured)
			return error("%s: not configured and prepared: run 'make O=%s prepare' in %s, "
				     "or leave out -O", t->obj, t->obj, t->src);
		return check_fresh(t);
	}
	t->obj = t->src;
	config_read(t);
	if (t->configured)
		return check_fresh(t);
	if (dirty)
		return error("%s is configured but not prepared: run 'make prepare' there, or "
			     "'make mrproper' to have it configured apart", t->src);
	if (config_make(t, o))
		return -1;
	config_read(t);
	return t->configured ? 0 : error("%s: the configuration that was made is not there", t->obj);
}

static int open_json(struct kbuild_tree *t, const struct kbuild_options *o)
{
	struct collect c = { .t = t };

	t->obj = o->obj ? directory(&t->mem, o->obj) : t->src;
	if (!t->obj)
		return -1;
	config_read(t);
	return json_collect(t, &c, o->json);
}

int kbuild_open(struct kbuild_tree *t, const struct kbuild_options *o)
{
	memset(t, 0, sizeof(*t));
	t->src = t->obj = "";
	t->release = "";
	t->src = directory(&t->mem, o->src ? o->src : ".");
	if (!t->src) {
		t->src = "";
		return -1;
	}
	t->release = read_release(&t->mem, t->src);
	if (o->json) {
		t->from_json = true;
		if (!t->release)
			t->release = "";
		return open_json(t, o);
	}
	if (!t->release) {
		t->release = "";
		return error("%s: not a kernel source tree (its Makefile names no VERSION)", t->src);
	}
	if (strpbrk(t->src, " :"))
		return error("%s: kbuild cannot work in a directory with a space or a colon in its "
			     "name", t->src);
	if (o->module) {
		t->module = directory(&t->mem, o->module);
		if (!t->module)
			return -1;
		if (!path_exists(t->module, "Kbuild") && !path_exists(t->module, "Makefile"))
			return error("%s: no Kbuild and no Makefile: not a module's directory",
				     t->module);
	}
	return open_objects(t, o);
}

void kbuild_close(struct kbuild_tree *t)
{
	vec_free(&t->units);
	vec_free(&t->missing);
	arena_free(&t->mem);
	memset(t, 0, sizeof(*t));
}

/* --- units ------------------------------------------------------------------------------- */

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
	if (!path_exists(t->obj, cmd) || newer(t->obj, ".config", cmd) ||
	    newer(t->obj, "include/generated/autoconf.h", cmd))
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
static int from_make(struct kbuild_tree *t, struct collect *c)
{
	const char **dirs = arena_array(&t->mem, const char *, c->nunder);
	words_t targets = { 0 };
	bool everything = t->module != NULL;
	size_t i;
	int r = 0;

	for (i = 0; i < c->nunder; i++) {
		dirs[i] = build_dir(t, c->under[i].path);
		if (!strcmp(c->under[i].path, t->src))
			everything = true;
	}
	if (everything)
		return make_collect(t, c, NULL, 0);
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

static int collect_paths(struct kbuild_tree *t, const char *const *words, size_t n)
{
	struct collect c = { .t = t, .dir = t->obj };
	const char **word = arena_array(&t->mem, const char *, n);
	int r = 0;
	size_t i;

	c.under = arena_array(&t->mem, struct collect_path, n);
	for (i = 0; i < n; i++) {
		const char *path = path_resolve(t, words[i]);
		struct collect_path one = { .path = path };
		struct collect alone = { .t = t, .under = &one, .nunder = 1 };

		if (!path) {
			r = -1;
			continue;
		}
		if (!path_is_dir(path)) {
			if (!str_ends(path, ".c")) {
				r = error("%s: not a C source file", words[i]);
				continue;
			}
			if (from_cmd_file(t, &alone, path))
				continue;
		}
		word[c.nunder] = words[i];
		c.under[c.nunder++] = one;
	}
	if (c.nunder && from_make(t, &c))
		return -1;
	for (i = 0; i < c.nunder; i++)
		if (!c.under[i].found)
			r = error("%s: the configuration builds nothing of it", word[i]);
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
		if (path && !any)
			error("%s: not in the compilation database", paths[i]);
		if (!any)
			r = -1;
	}
	for (j = 0; j < t->units.n; j++)
		if (keep[j] || !npaths)
			t->units.data[kept++] = t->units.data[j];
	t->units.n = kept;
	free(keep);
	return r;
}

static int compare_units(const void *a, const void *b)
{
	const struct kbuild_unit *x = a, *y = b;
	int r = strcmp(x->shown, y->shown);

	if (!r)
		r = (int)y->own_object - (int)x->own_object;
	return r ? r : (x->order > y->order) - (x->order < y->order);
}

static void sort_units(struct kbuild_tree *t)
{
	size_t i, kept = 0;

	for (i = 0; i < t->units.n; i++)
		t->units.data[i].order = (unsigned)i;
	if (t->units.n)
		qsort(t->units.data, t->units.n, sizeof(*t->units.data), compare_units);
	for (i = 0; i < t->units.n; i++)
		if (!kept || t->units.data[kept - 1].shown != t->units.data[i].shown)
			t->units.data[kept++] = t->units.data[i];
	t->units.n = kept;
}

int kbuild_units(struct kbuild_tree *t, const char *const *paths, size_t npaths)
{
	int r;

	if (t->from_json) {
		r = filter_units(t, paths, npaths);
	} else if (!npaths) {
		struct collect_path module = { .path = t->module };
		struct collect c = { .t = t, .dir = t->obj, .under = &module,
				     .nunder = t->module ? 1 : 0 };

		r = make_collect(t, &c, NULL, 0);
		if (!r && !c.found)
			r = error("%s: kbuild builds nothing", t->module ? t->module : t->src);
	} else {
		r = collect_paths(t, paths, npaths);
	}
	sort_units(t);
	return r;
}
