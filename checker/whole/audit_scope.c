/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "whole/audit_scope.h"

#include "whole/rounds.h"
#include "util/path.h"
#include "util/bytes.h"

#include <stdlib.h>
#include <string.h>

#define KEEP		16	/* number of audits to remember */
#define RECORD		"audits"

struct one {
	uint64_t config_hash;
	const char *module, *json;
	struct scope scope;
};

typedef VEC(struct one) audits;

static bool same(const char *a, const char *b)
{
	return !strcmp(a ? a : "", b ? b : "");
}

/* Reads the list of audits, newest first. */
static void read_audits(struct store *s, struct arena *mem, audits *out)
{
	struct bytes b = { 0 };
	uint32_t n, k;
	size_t len;

	b.p = store_get(s, RECORD, mem, &len);
	b.end = b.p ? b.p + len : NULL;
	while (b.p != b.end && !b.bad) {
		struct one x = { .config_hash = get_uint(&b) };

		x.module = get_str(&b, mem);
		x.json = get_str(&b, mem);
		n = get_count(&b);
		for (k = 0; k < n && !b.bad; k++) {
			const char *path = get_str(&b, mem);

			if (path)
				vec_push(&x.scope.paths, path);
		}
		vec_push(out, x);
	}
}

static void free_audits(audits *list)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		vec_free(&list->data[i].scope.paths);
	vec_free(list);
}

static void put_audit(struct strbuf *b, uint64_t config_hash, const char *module, const char *json,
		      const char *const *paths, size_t npaths)
{
	size_t i;

	put_uint(b, config_hash);
	put_str(b, module);
	put_str(b, json);
	put_uint(b, npaths);
	for (i = 0; i < npaths; i++)
		put_str(b, paths[i]);
}

static bool same_paths(const struct scope *a, const char *const *paths, size_t n)
{
	size_t i;

	for (i = 0; i < n && i < a->paths.n; i++)
		if (strcmp(a->paths.data[i], paths[i]) != 0)
			return false;
	return a->paths.n == n;
}

void scope_leave(struct store *s, const struct analyse_options *o, const char *module,
		 const char *json, const char *const *paths, size_t npaths)
{
	uint64_t config_hash = rounds_config_hash(o);
	struct arena mem = { 0 };
	struct strbuf b = { 0 };
	audits old = { 0 };
	size_t i, kept = 1;

	read_audits(s, &mem, &old);
	put_audit(&b, config_hash, module, json, paths, npaths);
	for (i = 0; i < old.n && kept < KEEP; i++) {
		const struct one *x = &old.data[i];

		/* by another program or other rules, and so outdated; or replaced by the new one */
		if (x->config_hash != config_hash || (same(x->module, module) && same(x->json, json) &&
						  same_paths(&x->scope, paths, npaths)))
			continue;
		put_audit(&b, x->config_hash, x->module, x->json, x->scope.paths.data, x->scope.paths.n);
		kept++;
	}
	store_put(s, RECORD, b.s, b.n);
	strbuf_free(&b);
	free_audits(&old);
	arena_free(&mem);
}

static bool recall(struct store *s, const struct analyse_options *o, const char *module,
		   const char *json, const char *file, struct arena *mem, struct scope *out)
{
	uint64_t config_hash = rounds_config_hash(o);
	audits list = { 0 };
	bool found = false;
	size_t i, j;

	read_audits(s, mem, &list);
	for (i = 0; i < list.n && !found; i++) {
		const struct one *x = &list.data[i];

		if (x->config_hash != config_hash || !same(x->module, module) || !same(x->json, json) ||
		    (file && !path_lies_in_any(file, x->scope.paths.data, x->scope.paths.n)))
			continue;
		found = true;
		for (j = 0; j < x->scope.paths.n; j++)
			vec_push(&out->paths, x->scope.paths.data[j]);
	}
	free_audits(&list);
	return found;
}

bool scope_load(struct store *s, const struct analyse_options *o, const char *module,
		  const char *json, const char *file, struct arena *mem, struct scope *out)
{
	return recall(s, o, module, json, file, mem, out);
}

bool scope_last(struct store *s, const struct analyse_options *o, const char *module,
		const char *json, struct arena *mem, struct scope *out)
{
	return recall(s, o, module, json, NULL, mem, out);
}

bool scope_known(struct store *s, const struct analyse_options *o, const char *module,
		 const char *json, struct arena *mem, struct scope *out)
{
	uint64_t config_hash = rounds_config_hash(o);
	bool found = false, everything = false;
	audits list = { 0 };
	size_t i, j;

	read_audits(s, mem, &list);
	for (i = 0; i < list.n; i++) {
		const struct one *x = &list.data[i];

		if (x->config_hash != config_hash || !same(x->module, module) || !same(x->json, json))
			continue;
		found = true;
		everything |= !x->scope.paths.n;
		for (j = 0; j < x->scope.paths.n; j++)
			vec_push(&out->paths, x->scope.paths.data[j]);
	}
	if (everything)
		out->paths.n = 0;
	free_audits(&list);
	return found;
}
