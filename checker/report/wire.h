/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Findings between a worker process and its parent, on one machine and from one
 * build of the program: no byte order, no versions. The reader still checks
 * every length, because a worker may die in the middle or write rubbish first.
 */
#ifndef PAGECK_WIRE_H
#define PAGECK_WIRE_H

#include "report/report.h"

/* Appends everything but what findings_finish() sets. */
void wire_put(struct strbuf *b, const struct findings *f);
/* Adds what wire_put() wrote to `f`. 0, or -1 when the bytes aren't that: nothing is added. */
int wire_get(struct findings *f, const char *bytes, size_t n);

#endif
