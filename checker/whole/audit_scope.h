/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Remembers which paths of a tree audits covered. A finding depends on the other files that are
 * known, so `pageck why` and others must analyse with the same scope as the audit did. Strings that
 * are returned live in `mem`.
 */
#ifndef PAGECK_AUDIT_SCOPE_H
#define PAGECK_AUDIT_SCOPE_H

#include "unit/analyse.h"
#include "store/store.h"

/*
 * Records the scope of an audit: absolute paths; none: everything. `module` and `json` may be NULL.
 */
void scope_leave(struct store *s, const struct analyse_options *o, const char *module,
		 const char *json, const char *const *paths, size_t npaths);

struct scope {
	VEC(const char *) paths;
};

/*
 * The scope of the last audit that covered `file`, with this program and these rules. False when
 * there was none.
 */
bool scope_load(struct store *s, const struct analyse_options *o, const char *module,
		  const char *json, const char *file, struct arena *mem, struct scope *out);
/* The scope of the last audit with this program and these rules, whatever it covered. */
bool scope_last(struct store *s, const struct analyse_options *o, const char *module,
		const char *json, struct arena *mem, struct scope *out);
/* The union of all their scopes: everything about which the store has results. */
bool scope_known(struct store *s, const struct analyse_options *o, const char *module,
		 const char *json, struct arena *mem, struct scope *out);

#endif
