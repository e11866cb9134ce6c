/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Precompiled headers shared by the units of a kernel tree.
 *
 * Nine tenths of a unit's parse are the same headers again. A header that includes the common ones
 * is parsed and saved once for each set of arguments that can change its meaning; units with these
 * arguments start from it. It is stored in the cache directory under a hash of the arguments, is
 * written atomically, and is replaced when a header that it includes has changed.
 *
 *   pch/KEY.pch     what clang saved
 *   pch/KEY.words   hashes of the identifiers in its headers, see pch_words.c
 *   pch/KEY.names   where each name is declared, see pch_names.c
 *   pch/KEY.files   the headers in it, one per line
 *   pch/KEY.h       its source
 *   pch/KEY.seen    a unit has asked for it
 *   pch/KEY.bad     it cannot be made
 *   pch/KEY.lock    held by the process that makes it
 */
#ifndef PAGECK_PCH_H
#define PAGECK_PCH_H

#include "clang/clang.h"
#include "clang/libclang.h"

struct pch {
	struct arena mem;
	const char *path;		/* of the .pch */
	const char *base;		/* the same without ".pch" */
	const char *dir;		/* directory its arguments are relative to, or NULL */
	VEC(const char *) argv;		/* how it is made */
	uint64_t mtime;			/* of the .pch that was found, in ns; 0: none */
};

/*
 * Finds or makes the precompiled header for a unit. False: parse the unit in full, because it isn't
 * a kernel unit, there is no cache directory, its text changes the meaning of a shared header (a
 * #define before an #include), or the header doesn't exist and isn't worth making yet. Call
 * pch_done() after true. libclang must be loaded.
 */
bool pch_find(struct pch *p, const struct front_args *a, const struct front_options *o,
	      const char *text, size_t len);
/* Did the parse fail because of the .pch rather than because of the unit? tu may be NULL. */
bool pch_is_stale(enum CXErrorCode code, CXTranslationUnit tu);
/* Makes it again, at most once per file and process; false: parse without it. */
bool pch_rebuild(struct pch *p);
void pch_done(struct pch *p);

/* --- pch_words.c --------------------------------------------------------------------- */

/* The identifiers of some text, as a set of hashes. A zeroed one is empty. */
struct word_set {
	uint64_t *slot;
	size_t n, cap;
};

void word_set_add(struct word_set *s, const char *text, size_t len);
bool word_set_write(const struct word_set *s, const char *path);
void word_set_free(struct word_set *s);

/*
 * Does the text #define or #undef, before its last #include, an identifier of
 * the set that was written to `path`? True also when there is no such file.
 */
bool pch_words_conflict(const char *path, const char *text, size_t len);

/* --- pch_names.c --------------------------------------------------------------------- */

/* Places of what a header declares, as they were written beside it. */
struct pch_names {
	void *map;
	size_t size;
	CXTranslationUnit tu;		/* set by the user before the first find */
};

bool pch_names_write(CXTranslationUnit tu, const char *path);
bool pch_names_open(struct pch_names *s, const char *path);
void pch_names_close(struct pch_names *s);
/*
 * The cursor of a function, or with "struct TAG" that of a struct
 * or union; a null cursor when the header has none. arg: struct pch_names.
 */
CXCursor pch_names_find(void *arg, const char *name);
/* Is that the name of a function? */
bool pch_names_declare(void *arg, const char *name);
/* The value of an enumerator of that name; false when the header has none. */
bool pch_names_value(void *arg, const char *name, int64_t *value);

#endif
