/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Summaries that leave their unit. A summary is written with everything it
 * speaks of by name or by number, and read back in terms of the unit that asks:
 * records, members, functions and globals that this unit declares are its own,
 * the others are made for it.
 *
 * Equal summaries are equal bytes: whoever keeps them can tell by a hash whether
 * one has changed.
 */
#ifndef PAGECK_ACROSS_H
#define PAGECK_ACROSS_H

#include "flow/summary.h"

/* export.c: appends the summary of a function of this unit. */
void export_summary(struct unit_ctx *u, const struct summary *s, struct strbuf *out);
unsigned summary_effects(const struct unit_ctx *u, const struct summary *s);

/* import.c: NULL when the bytes aren't a summary of this program's. */
struct summary *import_summary(struct unit_ctx *u, const char *bytes, size_t n);

/* The one variable that represents a global in all summaries of the unit. */
const struct ir_var *global_var(struct unit_ctx *u, const struct ir_var *v);

#endif
