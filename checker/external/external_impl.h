/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Interfaces between the files of external/. Strings in a struct witness live in the findings'
 * arena.
 */
#ifndef PAGECK_EXTERNAL_IMPL_H
#define PAGECK_EXTERNAL_IMPL_H

#include "external/external.h"
#include "external/run.h"
#include "text/scan.h"

/* A report by an external engine, before it is matched with pageck's findings. */
struct witness {
	const char *engine;
	const char *rule, *or_rule;	/* or_rule: another rule that it may be about; or NULL */
	const char *file;		/* absolute path */
	unsigned line, col;
	const char *function;		/* NULL: outside of functions */
	bool anywhere;			/* the line is meaningless; only the function is known */
	bool weak;			/* ignore it unless pageck confirms it */
	const char *message;
};

struct witnesses {
	struct arena *mem;
	VEC(struct witness) v;
};

/* One run of an engine over the units that matter. */
struct engine_run {
	const struct engine_options *o;
	const struct kbuild_unit *const *units;
	size_t n;
	struct witnesses *out;
};

/* Does the unit's main file contain one of the words? False when it can't be read. */
bool unit_mentions(const struct kbuild_unit *u, const struct front_words *words);

void cocci_run(struct engine_run *r);
void sparse_run(struct engine_run *r);

/* Counts failed runs of an engine, for one warning at the end. */
struct failures {
	size_t n;
	struct strbuf first;
};
void failures_add(struct failures *f, const char *file, const char *reason);
/* prints the warning and frees them */
void failures_say(struct failures *f, const char *engine);

/*
 * The function whose body contains the line, by the kernel's layout: a body begins with a brace in
 * the first column, or one at the end of a line whose text begins there, and ends with a brace in
 * the first column. NULL: none. The name is in `mem`.
 */
const char *function_at(const char *text, unsigned line, struct arena *mem);
/* Finds a function's definition, from its head to its end; false: there is none. */
struct definition {
	unsigned line;
	const char *text;		/* the text that was passed in */
	size_t n;
};
bool function_find(const char *text, const char *name, struct definition *d);

/* Adds engines to the findings that their reports confirm; other reports become notes. */
void match_witnesses(struct witnesses *w, const char *root, struct findings *out);

#endif
