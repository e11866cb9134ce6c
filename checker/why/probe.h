/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Records what is known when one line of a function is reached, for `pageck why`.
 *
 * It watches the function that contains the line (flow/observer.h). A block is run again for a
 * state that a join has changed; what was recorded in the state's earlier run is dropped then. What
 * remains at the end is what the rules have judged.
 */
#ifndef PAGECK_PROBE_H
#define PAGECK_PROBE_H

#include "flow/observer.h"
#include "why/answer.h"

/* The watcher for flow_options, to be used with flow_options.probe. */
extern const struct flow_watcher probe_watcher;

/* say.c */
#define PROBE_NO_TEXT	"an intermediate value"
/* an expression as written in the source; in the unit's arena */
const char *probe_text(struct fn_ctx *c, const struct ir_expr *x);
void probe_say(struct fn_ctx *c, enum answer_topic topic, struct ir_pos pos, const struct fact *row,
	       const char *fmt, ...) PRINTF(5, 6);
/* "a ZONE_DEVICE page (fsdax)", "no ZONE_DEVICE page", "any kind of page" */
void probe_kinds(struct fn_ctx *c, struct strbuf *out, kinds_t mask);
/* Appends a clause: where the page comes from and what it can be. Returns the row that says so. */
const struct fact *probe_page(struct fn_ctx *c, const struct kind *k, struct strbuf *out);
/* Appends "is NULL", "is 0 or more"; nothing when nothing is known. */
void probe_range(struct strbuf *out, const struct range *r, const struct ir_type *type);
/* Adds a sentence for each row about the function that holds in this tree; returns their number. */
unsigned probe_rows(struct fn_ctx *c, struct ir_pos pos, const struct ir_decl *d);

#endif
