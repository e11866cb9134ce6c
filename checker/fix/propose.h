/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Proposes fixes for a finding: edits of the function that its remedy is in.
 *
 * A proposal is a guess from the finding's path and the function's text; the caller must analyse
 * the result. The best proposals come first. Only what pageck can't verify is excluded here: an
 * exit of the function may have to release locks and other references. A fix therefore never
 * invents an exit; it uses an existing one, at the same place or next to it.
 */
#ifndef PAGECK_PROPOSE_H
#define PAGECK_PROPOSE_H

#include "facts/facts.h"
#include "fix/edit.h"
#include "report/report.h"

struct proposal {
	struct edits edits;
	/* a clause without a subject: "puts 'pgmap' before the return" */
	const char *what;
};

struct proposals {
	struct arena mem;
	VEC(struct proposal) v;
	const char *why_none;		/* why there is none; or NULL */
};

/* `c` is the function that contains x->remedy's place. Free the result with proposals_free(). */
void fix_propose(const struct finding *x, const struct code *c, const struct facts *facts,
		 struct proposals *out);
void proposals_free(struct proposals *p);

/* --- interfaces between the files of fix/ --------------------------------------------- */

struct fixing {
	const struct finding *x;
	const struct remedy *r;
	const struct code *c;
	const struct facts *facts;
	struct proposals *out;
	struct stmt *place;		/* innermost statement at the remedy's place */
	size_t at;			/* offset of that place */
};

void propose_put(struct fixing *f);
void propose_error(struct fixing *f);
void propose_guard(struct fixing *f);

/* Begins a new proposal. It counts only once it has edits. */
struct proposal *proposal_new(struct fixing *f, const char *fmt, ...) PRINTF(2, 3);
/* Is the function free of side effects, according to the rules? */
bool only_looks(const struct fixing *f, const char *function);
/* The condition without likely() or unlikely() around it. */
struct span without_hints(const struct fixing *f, struct span cond);
bool is_form(const struct fixing *f, const char *function, enum form form);
/* Are all functions called in it free of side effects? */
bool span_only_looks(const struct fixing *f, struct span s);
/* Does the finding's path have a branch on this line? */
bool path_has_line(const struct fixing *f, unsigned line);
/* The statements after a label, labels omitted, up to a jump, a branch or the function's end. */
typedef VEC(struct stmt *) stmts;
void straight_from(const struct stmt *label, stmts *out);
/* Is it an expression as written in the source, rather than a description of ours? */
bool is_code(const char *text);
bool is_identifier_text(const char *text);

#endif
