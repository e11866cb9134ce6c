/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "whole/last_audit.h"

#include "util/dirs.h"
#include "whole/rounds.h"
#include "store/store.h"
#include "util/stamp.h"
#include "text/scan.h"
#include "text/local_headers.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct last_audit {
	struct store *store;
	struct arena mem;
	struct flow_links links;
	struct table known;		/* name -> struct flow_export, or a marker for "none" */
	char *dir;			/* the file's directory, relative to the tree */
	uint64_t config_hash;
};

static const struct flow_export nothing;

/* The object tree: the directory in which kbuild runs its checker. */
static char *object_tree(void)
{
	return getcwd(NULL, 0);
}

static char *source_tree(const char *obj)
{
	const char *env = getenv("abs_srctree");
	char *src = realpath(env ? env : "source", NULL);

	return src ? src : xstrdup(obj);
}

static char *words_file(const char *obj)
{
	const char *cache = cache_dir();

	return cache ? xasprintf("%s.calls", store_path(cache, obj)) : NULL;
}

void last_audit_save(const char *obj, const char *const *names, size_t n)
{
	struct strbuf b = { 0 };
	char *path = words_file(obj);
	size_t i;

	for (i = 0; i < n; i++)
		strbuf_addf(&b, "%s\n", names[i]);
	if (path)
		write_whole(path, strbuf_str(&b), b.n);
	free(path);
	strbuf_free(&b);
}

bool last_audit_matter(const char *path, const char *text, size_t len)
{
	char *obj = object_tree(), *file = obj ? words_file(obj) : NULL;
	char *names = file ? read_file(file, NULL) : NULL, *p, *end;
	VEC(const char *) list = { 0 };
	struct front_words *w;
	bool yes = false;

	for (p = names; p && (end = strchr(p, '\n')); p = end + 1) {
		*end = '\0';
		vec_push(&list, p);
	}
	if (list.n) {
		w = front_words_new(list.data, list.n, NULL, 0);
		yes = front_words_match(w, text, len) || front_local_headers_match(w, path, text);
		front_words_free(w);
	}
	vec_free(&list);
	free(names);
	free(file);
	free(obj);
	return yes;
}

static const struct flow_export *look_up(struct last_audit *n, const char *function)
{
	const struct flow_export *known = table_get(&n->known, function);
	struct store_export found;
	struct flow_export *x;

	if (known)
		return known;
	if (!store_find_export(n->store, function, n->dir, n->config_hash, &n->mem, &found)) {
		table_put(&n->known, intern(function), (void *)&nothing);
		return &nothing;
	}
	x = arena_new(&n->mem, struct flow_export);
	x->name = found.name;
	x->effects = found.effects;
	x->bytes = found.bytes;
	x->n = found.n;
	table_put(&n->known, x->name, x);
	return x;
}

static const struct flow_export *on_ask(const char *function, bool relevant_only, void *arg)
{
	const struct flow_export *x = look_up(arg, function);

	return x == &nothing || (relevant_only && !(x->effects & EFFECTS_RELEVANT)) ? NULL : x;
}

struct last_audit *last_audit_open(const char *file, struct analyse_options *o)
{
	const char *cache = cache_dir();
	char *obj = object_tree(), *src = source_tree(obj), *real = realpath(file, NULL), *slash;
	struct store_roots roots = { src, obj };
	struct store *s = cache && obj && real ? store_open(store_path(cache, obj), &roots, true) : NULL;
	struct last_audit *n = NULL;
	size_t len = strlen(src);

	if (s) {
		n = xcalloc(1, sizeof(*n));
		n->store = s;
		n->dir = xstrdup(!strncmp(real, src, len) && real[len] == '/' ? real + len + 1 : real);
		slash = strrchr(n->dir, '/');
		if (slash)
			*slash = '\0';
		n->config_hash = rounds_config_hash(o);
		n->links.ask = on_ask;
		n->links.arg = n;
		o->links = &n->links;
	}
	free(real);
	free(src);
	free(obj);
	return n;
}

void last_audit_close(struct last_audit *n)
{
	if (!n)
		return;
	store_close(n->store);
	flow_links_free(&n->links);
	table_free(&n->known);
	arena_free(&n->mem);
	free(n->dir);
	free(n);
}
