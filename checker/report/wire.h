/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Serializes findings from a worker process to its parent. Both run the same build on the same
 * machine, so there is no byte order and no version. The reader still checks every length, because
 * a worker may crash in the middle of writing.
 */
#ifndef PAGECK_WIRE_H
#define PAGECK_WIRE_H

#include "report/report.h"

/* Appends all members that findings_finish() doesn't set. */
void wire_put(struct strbuf *b, const struct findings *f);
/*
 * Adds the findings to `f`, with strings in its arena. -1 when the bytes are malformed; nothing is
 * added then.
 */
int wire_get(struct findings *f, const char *bytes, size_t n);

#endif
