/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A unit as bytes, so that it can be analysed again without being parsed.
 *
 * What is kept is what an analysis has looked at: the bodies that were lowered, the names
 * that were asked for, with what came of it, and all that these speak of. An analysis that
 * asks the loaded unit for more sets ir_unit.missed: what it has found is void then, and the
 * unit has to be parsed.
 */
#ifndef PAGECK_IR_KEEP_H
#define PAGECK_IR_KEEP_H

#include "ir/ir.h"
#include "util/bytes.h"

/* Appends the unit. It lays out what records there are, which is all that it changes in `u`. */
void ir_save(struct ir_unit *u, struct strbuf *out);

/*
 * Does a header that many units share declare "foo", "struct foo", is there a body of "foo()"?
 * Yes when in doubt. A unit knows which names there are besides.
 */
typedef bool (*ir_shared_fn)(const char *name, void *arg);

/*
 * The unit that was saved, NULL when the bytes aren't one. They may go. ir_unload() it; until
 * then `shared` is asked.
 */
struct ir_unit *ir_load(struct bytes b, ir_shared_fn shared, void *arg);
void ir_unload(struct ir_unit *u);

#endif
