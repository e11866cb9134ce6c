/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What might make a finding right: changes of the function that its remedy is about.
 *
 * A proposal is a guess that is made of the finding's path and of the function's text, and
 * no more than that: whoever asks has to analyse the result. The likeliest come first. Only
 * what pageck can't check is ruled out here: locks and references of other kinds, which a
 * way out of the function may have to give up. So a new way out is always one that is
 * there already, taken where the old one is taken, or next to it.
 */
#ifndef PAGECK_PROPOSE_H
#define PAGECK_PROPOSE_H

#include "facts/facts.h"
#include "fix/edit.h"
#include "report/report.h"

struct proposal {
	struct edits edits;
	const char *what;		/* "puts 'pgmap' before the return": a clause without a subject */
};

struct proposals {
	struct arena mem;
	VEC(struct proposal) v;
	const char *why_none;		/* or NULL */
};

/* proposals_free() the result. `c` is the function that x->remedy has its place in. */
void fix_propose(const struct finding *x, const struct code *c, const struct facts *facts,
		 struct proposals *out);
void proposals_free(struct proposals *p);

/* --- between the files of this directory --------------------------------------------- */

struct fixing {
	const struct finding *x;
	const struct remedy *r;
	const struct code *c;
	const struct facts *facts;
	struct proposals *out;
	struct stmt *place;		/* the innermost statement at the remedy's place */
	size_t at;			/* that place in the text */
};

void propose_put(struct fixing *f);
void propose_error(struct fixing *f);
void propose_guard(struct fixing *f);

/* A new one; it is counted when it has edits. */
struct proposal *proposal_new(struct fixing *f, const char *fmt, ...) PRINTF(2, 3);
/* Is it a call that does nothing but look? Of rows of the rules. */
bool only_looks(const struct fixing *f, const char *function);
/* The condition without what is only a hint around it. */
struct span without_hints(const struct fixing *f, struct span cond);
bool is_form(const struct fixing *f, const char *function, enum form form);
/* Do all calls in it only look? */
bool span_only_looks(const struct fixing *f, struct span s);
/* Does the path of the finding lead over a branch on this line? */
bool path_has_line(const struct fixing *f, unsigned line);
/* The statements from a label on, without labels, until one jumps, falls off or branches. */
typedef VEC(struct stmt *) stmts;
void straight_from(const struct stmt *label, stmts *out);
/* Is it code, as an expression was written, and no name of ours for something? */
bool is_code(const char *text);
bool is_identifier_text(const char *text);

#endif
