/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For `pageck why`: what is known when one line of a function is reached.
 *
 * Watches the function that the line lies in (flow/observer.h). A block's states are
 * run again while joins bring news; what was noted of an earlier turn of the same state
 * is dropped, so that what is left when the function is done is what the rules have
 * judged in the end.
 */
#ifndef PAGECK_PROBE_H
#define PAGECK_PROBE_H

#include "flow/observer.h"
#include "why/answer.h"

/* For flow_options, with flow_options.probe. */
extern const struct flow_watcher probe_watcher;

/* probe_say.c */
#define PROBE_NO_TEXT	"an intermediate value"
const char *probe_text(struct fn_ctx *c, const struct ir_expr *x);	/* as written; in the unit's arena */
void probe_say(struct fn_ctx *c, enum answer_topic topic, struct ir_pos pos, const struct fact *row,
	       const char *fmt, ...) PRINTF(5, 6);
/* "a ZONE_DEVICE page (fsdax)", "no ZONE_DEVICE page", "any kind of page" */
void probe_kinds(struct fn_ctx *c, struct strbuf *out, kinds_t mask);
/* Where the page comes from and what it can be, as a clause, and the row that says so. */
const struct fact *probe_page(struct fn_ctx *c, const struct kind *k, struct strbuf *out);
/* "is NULL", "is 0 or more"; nothing when nothing is known. */
void probe_range(struct strbuf *out, const struct range *r, const struct ir_type *type);
/* Rows about a function that hold in this tree, a sentence each; how many. */
unsigned probe_rows(struct fn_ctx *c, struct ir_pos pos, const struct ir_decl *d);

#endif
