/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Saves a closed unit as bytes, so that it can be analysed again without parsing. The loaded unit
 * gives the same answers as the saved one.
 */
#ifndef PAGECK_SERIALIZE_H
#define PAGECK_SERIALIZE_H

#include "ir/ir.h"
#include "util/bytes.h"

/* Appends the serialized unit to `out`. */
void ir_save(const struct ir_unit *u, struct strbuf *out);

/*
 * The saved unit; NULL when the bytes are malformed. The bytes may be freed afterwards. Free it
 * with ir_unload().
 */
struct ir_unit *ir_load(struct bytes b);
void ir_unload(struct ir_unit *u);

#endif
