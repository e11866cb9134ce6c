/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which parts of a tree audits were about: a finding depends on what other files are
 * known, so that `pageck why` has to know of as many as the audit did.
 */
#ifndef PAGECK_AUDIT_SCOPE_H
#define PAGECK_AUDIT_SCOPE_H

#include "unit/analyse.h"
#include "store/store.h"

/* Absolute paths; none: everything. `module` and `json` may be NULL. */
void scope_leave(struct store *s, const struct analyse_options *o, const char *module,
		 const char *json, const char *const *paths, size_t npaths);

struct scope {
	VEC(const char *) paths;
};

/*
 * The last audit that `file` was part of, made with this program and these rules;
 * false when there was none. Strings in `mem`.
 */
bool scope_load(struct store *s, const struct analyse_options *o, const char *module,
		  const char *json, const char *file, struct arena *mem, struct scope *out);
/* The last one that was made with these, whatever it was about. */
bool scope_last(struct store *s, const struct analyse_options *o, const char *module,
		const char *json, struct arena *mem, struct scope *out);
/* All of them together: what the store knows of at all. */
bool scope_known(struct store *s, const struct analyse_options *o, const char *module,
		 const char *json, struct arena *mem, struct scope *out);

#endif
