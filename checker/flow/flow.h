/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Analyses a unit: flow over every function that can matter, rules at events.
 */
#ifndef PAGECK_FLOW_H
#define PAGECK_FLOW_H

#include "facts/facts.h"
#include "ir/ir.h"
#include "report/report.h"

struct flow_options {
	unsigned budget;	/* steps a function may take; 0: the default */
	const char *root;	/* source tree, stripped from file names in findings; or NULL */
	bool all;		/* notes are wanted too */
	const char *trace;	/* function whose states are printed to stderr as they arrive; or NULL */
};

/* Adds findings and statistics to `out`. */
void flow_unit(struct ir_unit *u, const struct facts *f, const struct flow_options *o,
	       struct findings *out);

#endif
