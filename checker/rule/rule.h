/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rules watch states at events and report once per cause.
 *
 * A rule is a file, and a function in rules[] that looks at an event and may report. Adding one means
 * these two, its name in rule_names.c (unless the kind of reference has it), a page in docs/rules/,
 * fixtures.
 */
#ifndef PAGECK_RULE_H
#define PAGECK_RULE_H

#include "flow/observer.h"
#include "flow/written.h"

/* For flow_options. */
extern const struct flow_observer rules_observer;
/* Why a use of a page is a note and no warning, as a clause; "" when it is a warning. */
const char *rules_why_note(const struct event *ev);

/* --- reporting ------------------------------------------------------------------------ */

/* One finding under construction; kept by cause so that a louder one replaces it. */
struct report_slot {
	const char *rule;
	struct ir_pos pos;
	bool weak;			/* stands back for any other of its rule and function */
	const struct ir_decl *fn;
	struct finding *finding;
};

/* Is nothing reported of such a use, because nothing makes it likely that it goes wrong? */
bool use_is_left_out(const struct event *ev);
/* The finding for the use, or another of its rule and function; NULL: there is none. */
const struct report_slot *use_slot(const struct event *ev);

/*
 * The finding for this cause (rule and position), or NULL when one at least as
 * loud is there. Filled with place, function and level; the caller adds message
 * and notes. A `weak` one is left out when its function has another, and gives
 * its place to the first that comes.
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
 * What would make it right, for `pageck fix`; report_remedy() sets the place. `subject`: as
 * expr_text() has it.
 */
struct remedy *report_remedy(struct unit_ctx *u, struct finding *f, enum remedy_kind kind,
			     struct ir_pos pos, const char *subject);
/* What gives this kind of reference back in this tree, "put_it"; NULL: no row says so. */
const struct ref_fact *release_of(struct unit_ctx *u, const struct ref *r);

#endif
