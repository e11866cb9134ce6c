/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A closed unit as bytes, so that it can be analysed again without being parsed. It answers
 * as the one did that was saved.
 */
#ifndef PAGECK_SERIALIZE_H
#define PAGECK_SERIALIZE_H

#include "ir/ir.h"
#include "util/bytes.h"

/* Appends the unit. */
void ir_save(const struct ir_unit *u, struct strbuf *out);

/* The unit that was saved, NULL when the bytes aren't one. They may go. ir_unload() it. */
struct ir_unit *ir_load(struct bytes b);
void ir_unload(struct ir_unit *u);

#endif
