/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A precompiled header shared by the units of a kernel tree.
 *
 * Four fifths of a unit's parse are the same headers again. One header that
 * pulls in the common ones is parsed and saved once for each set of arguments
 * that can change its meaning; units of that set start from it. Files live in
 * the cache directory under the hash of those arguments, are written whole or
 * not at all, and are replaced when a header they were made of has changed.
 */
#ifndef PAGECK_PCH_H
#define PAGECK_PCH_H

#include "front/front.h"
#include "front/libclang.h"

struct pch {
	struct arena mem;
	const char *path;		/* of the .pch */
	void *recipe;			/* how to make it */
};

/*
 * False: parse this unit in full. So it is when it isn't a kernel unit, when no
 * cache directory is given, when the text changes the meaning of a shared header
 * (a #define before an #include), and when the header is not there and one unit
 * alone wouldn't repay its making. pch_done() after a true.
 */
bool pch_find(struct pch *p, const struct front_args *a, const struct front_options *o,
	      const char *text, size_t len);
/* Did the parse fail because a header is newer than the .pch? */
bool pch_is_stale(enum CXErrorCode code, CXTranslationUnit tu);
/* Makes it again, once for each file and process; false: do without. */
bool pch_rebuild(struct pch *p);
void pch_done(struct pch *p);

/*
 * Does the text #define or #undef, before its last #include, an identifier that
 * `occurs` in the shared headers? Exposed for the unit test.
 */
bool pch_text_conflicts(const char *text, size_t len,
			bool (*occurs)(const char *word, size_t len, void *arg), void *arg);

#endif
