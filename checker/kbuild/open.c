/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opens a tree: checks that it is one and finds its object directory. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kbuild/kbuild_impl.h"

/* --- opening -------------------------------------------------------------------------- */

/* Resolves a directory that must be readable and searchable; NULL after error(). */
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
 * The release, "6.1.192", from the top Makefile. In a distribution's headers package that file only
 * includes another one; there the release comes from the built tree.
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

/* -1 after error() when .config is newer than the files that `make prepare` generated from it. */
static int check_fresh(const struct kbuild_tree *t)
{
	if (is_newer(t->obj, ".config", "include/config/auto.conf"))
		return error("%s: .config is newer than what was generated from it: run "
			     "'make prepare' there first", t->obj);
	return 0;
}

/* Checks what make needs of a configured tree; does nothing when make isn't run. */
static int make_ready(struct kbuild_tree *t)
{
	return t->no_make ? 0 : check_fresh(t) ? -1 : compiler_choose(t);
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
		if (config_read(t))
			return -1;
		if (!t->configured)
			return error("%s: not configured and prepared: run 'make O=%s prepare' in %s, "
				     "or leave out -O", t->obj, t->obj, t->src);
		return make_ready(t);
	}
	t->obj = t->src;
	if (config_read(t))
		return -1;
	if (t->configured)
		return make_ready(t);
	if (dirty)
		return error("%s is configured but not prepared: run 'make prepare' there, or "
			     "'make mrproper' to have it configured apart", t->src);
	if (o->no_make)
		return error("%s is not configured, and --no-make keeps pageck from configuring it: "
			     "configure and build it, or give -p", t->src);
	if (config_make(t, o) || config_read(t))
		return -1;
	if (!t->configured)
		return error("%s: the configuration that was made is not there", t->obj);
	return compiler_choose(t);
}

static int open_json(struct kbuild_tree *t, const struct kbuild_options *o)
{
	struct collect c = { .t = t };

	t->obj = o->obj ? directory(&t->mem, o->obj) : t->src;
	if (!t->obj)
		return -1;
	if (config_read(t) || json_collect(t, &c, o->json)) {
		collect_free(&c);
		return -1;
	}
	collect_give(&c);
	return 0;
}

int kbuild_open(struct kbuild_tree *t, const struct kbuild_options *o)
{
	memset(t, 0, sizeof(*t));
	t->src = t->obj = "";
	t->release = "";
	t->jobs = o->jobs;
	t->cache_dir = o->cache_dir;
	t->allow_nothing = o->allow_nothing;
	t->no_make = o->no_make;
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
	vec_free(&t->broken);
	vec_free(&t->unbuilt);
	vec_free(&t->make_words);
	arena_free(&t->mem);
	memset(t, 0, sizeof(*t));
}
