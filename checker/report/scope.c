/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/scope.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void findings_remark(struct findings *f, const char *file, unsigned line, const char *fmt, ...)
{
	struct remark r = { .file = arena_strdup(&f->mem, file), .line = line };
	struct strbuf b = { 0 };
	va_list ap;

	va_start(ap, fmt);
	strbuf_vaddf(&b, fmt, ap);
	va_end(ap);
	r.message = arena_strdup(&f->mem, strbuf_str(&b));
	strbuf_free(&b);
	vec_push(&f->remarks, r);
}

static bool same_file(const char *a, const char *b, const struct suppress_options *o)
{
	return !strcmp(file_in_roots(a, o), file_in_roots(b, o));
}

static bool left_out(const struct findings *f, const char *file, const char *function, bool any,
		     const struct suppress_options *o)
{
	size_t i;

	for (i = 0; i < f->skipped.n; i++) {
		const struct not_analysed *n = &f->skipped.data[i];

		if (same_file(n->file, file, o) &&
		    (any || !n->function || (function && !strcmp(n->function, function))))
			return true;
	}
	return false;
}

static bool is_unit(const char *file, const struct suppress_options *o)
{
	size_t i;

	for (i = 0; i < o->nunits; i++)
		if (same_file(o->units[i], file, o))
			return true;
	return false;
}

static bool file_exists(const char *file, const struct suppress_options *o)
{
	const char *const roots[] = { o->module, o->root, o->obj };
	bool yes = !access(file, F_OK);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(roots) && !yes && file[0] != '/'; i++) {
		char *path = roots[i] ? xasprintf("%s/%s", roots[i], file) : NULL;

		yes = path && !access(path, F_OK);
		free(path);
	}
	return yes;
}

bool scope_file_complete(const struct findings *f, const char *file,
			 const struct suppress_options *o)
{
	return !left_out(f, file, NULL, true, o);
}

bool scope_has_directory(const char *dir, size_t n, const struct suppress_options *o)
{
	size_t i;

	for (i = 0; i < o->nscope; i++) {
		const char *s = file_in_roots(o->scope[i], o);
		size_t len = strlen(s);

		if (!len || (len <= n && !strncmp(s, dir, len) && (len == n || dir[len] == '/')))
			return true;
	}
	return !o->nscope;
}

/* A header is no unit itself: it was covered if the run was about its directory. */
bool scope_has(const struct findings *f, const char *file, const char *function,
	       const struct suppress_options *o)
{
	if (!file_exists(file, o))
		return scope_has_directory(file, strlen(file), o);
	if (left_out(f, file, function, false, o))
		return false;
	return is_unit(file, o) ||
	       (str_ends(file, ".h") && scope_has_directory(file, strlen(file), o));
}
