/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rules: each looks at the events that flow/ raises (flow/observer.h) and reports findings, one per
 * cause.
 *
 * A rule is a file and a function in the table rules[] of rule.c. To add one: these two, its name
 * in rule_names.c (unless a kind of reference names it), a page in docs/rules/, fixtures. Findings
 * belong to the unit's struct findings.
 */
#ifndef PAGECK_RULE_H
#define PAGECK_RULE_H

#include "flow/observer.h"
#include "flow/written.h"

/* The observer that runs all rules, for flow_options.rules. */
extern const struct flow_observer rules_observer;
/* Why a use of a page is reported as a note, as a clause; "" when it is a warning. */
const char *rules_why_note(const struct event *ev);

/* --- reporting ------------------------------------------------------------------------ */

/* A finding, kept by cause until the unit is done, so that one of higher level can replace it. */
struct report_slot {
	const char *rule;
	struct ir_pos pos;
	bool weak;			/* replaced by any other finding of its rule and function */
	const struct ir_decl *fn;
	struct finding *finding;
};

/* Is the use not reported at all, because nothing makes a wrong kind of page likely? */
bool use_is_left_out(const struct event *ev);
/* The finding for this use, or for another use by the same rule in the same function; or NULL. */
const struct report_slot *use_slot(const struct event *ev);

/*
 * Begins the finding for this cause (rule and position), with place, function and level filled in;
 * the caller adds message and notes. NULL when one of at least that level exists. A `weak` finding
 * is dropped when its function has another one, and replaced by the first that follows.
 */
struct finding *report_begin(struct fn_ctx *c, const char *rule, enum level level,
			     struct ir_pos pos, const struct ir_decl *fn, bool weak);
/* The same when the unit is done, and no function is being run. */
struct finding *report_in_unit(struct unit_ctx *u, const char *rule, enum level level,
			       struct ir_pos pos, const struct ir_decl *fn, bool weak);
void report_message(struct unit_ctx *u, struct finding *f, const char *fmt, ...) PRINTF(3, 4);
void report_note(struct unit_ctx *u, struct finding *f, struct ir_pos pos, const char *fmt, ...)
	PRINTF(4, 5);
/* Notes for the branches taken after `from` (NULL: all), oldest first. */
void report_path(struct unit_ctx *u, struct finding *f, const struct step *path,
		 const struct step *from);
/*
 * Sets the remedy for `pageck fix`; report_remedy() sets its place. `subject` is a text from
 * expr_text().
 */
struct remedy *report_remedy(struct unit_ctx *u, struct finding *f, enum remedy_kind kind,
			     struct ir_pos pos, const char *subject);
/*
 * The row of the function that releases this kind of reference in this tree; NULL: there is none.
 */
const struct ref_fact *release_of(struct unit_ctx *u, const struct ref *r);

#endif
