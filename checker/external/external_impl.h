/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of this directory share. Strings of a witness belong to the findings. */
#ifndef PAGECK_EXTERNAL_IMPL_H
#define PAGECK_EXTERNAL_IMPL_H

#include "external/external.h"
#include "external/run.h"
#include "text/scan.h"

/* What an engine says of one place, before it is known who says the same. */
struct witness {
	const char *engine;
	const char *rule, *or_rule;	/* or_rule: may as well be this one; or NULL */
	const char *file;		/* absolute */
	unsigned line, col;
	const char *function;		/* NULL: outside of any */
	bool anywhere;			/* the line says no more than the function does */
	bool weak;			/* worth nothing alone */
	const char *message;
};

struct witnesses {
	struct arena *mem;
	VEC(struct witness) v;
};

/* One run of an engine over the units that can matter. */
struct engine_run {
	const struct engine_options *o;
	const struct kbuild_unit *const *units;
	size_t n;
	struct witnesses *out;
};

/* Can it be read, and has its main file one of the words? */
bool unit_mentions(const struct kbuild_unit *u, const struct front_words *words);

void cocci_run(struct engine_run *r);
void sparse_run(struct engine_run *r);

/* What went wrong with some of an engine's runs; said once, at the end. */
struct failures {
	size_t n;
	struct strbuf first;
};
void failures_add(struct failures *f, const char *file, const char *reason);
void failures_say(struct failures *f, const char *engine);	/* and free them */

/*
 * The function whose body holds the line, in code that is laid out like the kernel's: the
 * body begins and ends with a brace in the first column, or begins at the end of a line
 * that starts there. NULL: none. The name belongs to `mem`.
 */
const char *function_at(const char *text, unsigned line, struct arena *mem);
/* A function's definition, from its head to its end; false: there is none. */
struct definition {
	unsigned line;
	const char *text;		/* in the text that was searched */
	size_t n;
};
bool function_find(const char *text, const char *name, struct definition *d);

/* Names engines in the findings that witnesses agree with; the rest becomes notes. */
void match_witnesses(struct witnesses *w, const char *root, struct findings *out);

#endif
