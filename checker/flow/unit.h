/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One translation unit under analysis, and what is known of each function in it.
 *
 * flow_unit() (flow.h) owns a unit_ctx; what hangs on it lives in its arena until the unit is
 * done. A fn_info is made when a function is first asked about, and hangs on its declaration.
 */
#ifndef PAGECK_UNIT_H
#define PAGECK_UNIT_H

#include "flow/flow.h"
#include "flow/state.h"
#include "flow/batch.h"

enum info_state { INFO_NEW, INFO_BUSY, INFO_DONE };

/* Hangs on ir_decl.flow. */
struct fn_info {
	struct ir_decl *decl;
	const struct fn_facts *facts;		/* NULL: none; rows still need fact_applies() */
	enum info_state relevant_state, summary_state, body_state;
	enum info_state asks_state;
	bool asks;				/* it tests for special kinds of page: derive.c */
	bool body_answers;			/* its body says all that its answer is made of: derive.c */
	bool relevant;				/* it, or what it calls, does something rules watch */
	bool owner;				/* may touch the union freely */
	const struct fact *owner_row;		/* which says so */
	bool replaced;				/* weak, and the tree has another one */
	const char *link;			/* a static function elsewhere: its file and name */
	bool asked[2];				/* external_export[] is set */
	const struct flow_export *external_export[2];	/* of other files, [1] relevant_only; or NULL */
	bool demanded;				/* other units demand its summary */
	bool all_demanded;				/* demands the summaries of all its callees */
	bool incomplete;				/* summary made without other files */
	struct summary *summary;		/* NULL when DONE: nothing usable */
	bool imported;
	struct summary *external_summary;			/* imported; NULL: nothing usable */
};

/* What the layout says of each field of a record. */
struct judged_record {
	const struct ir_record *record;
	struct judged *field;
};

/* The unit that is being analysed. */
struct unit_ctx {
	struct ir_unit *unit;
	const struct facts *facts;
	const struct flow_options *options;
	struct findings *out;
	struct terms terms;
	struct arena mem;			/* as long as the unit */
	struct table counted;			/* records whose references are counted */
	struct table pages;			/* records that stand for a page */
	struct table records;			/* these, and those of counted objects */
	struct table axioms;			/* "page.flags" -> struct known_axiom */
	kinds_t present;			/* the kinds of page that the tree has */
	uint16_t main_file;			/* in unit->files */
	const char *shown;			/* its name in findings */
	VEC(struct summary *) summaries;	/* to free what they own */
	VEC(struct judged_record) judged;	/* members.c */
	bool sees_devices;			/* members are judged by the layout as well */
	bool makes_pages;			/* it calls what makes ZONE_DEVICE memory */
	bool takes_batches;			/* it calls what takes a batch of references */
	uint64_t gives_back;			/* bit per kind of reference: it calls what gives some back */
	struct table globals;			/* name -> the variable that stands for it */
	struct table foreign;			/* records and functions in summaries of other files */
	VEC(uint16_t) sources;			/* files, not headers, that summaries came from */
	struct table demands;			/* said already */
	VEC(struct resolved_call) resolved;
	VEC(struct report_slot *) slots;	/* one finding a cause: see rule.h */
	VEC(struct seen_use *) seen;		/* handed.h */
	VEC(struct handed_page *) handed;
	VEC(struct array_use) array_uses;	/* batch.h */
	VEC(struct guard_case *) guard_cases;	/* rule/guard_tests.c */
	unsigned depth;				/* of summaries being computed */
	const struct ir_func *running;		/* the function under analysis */
};

/* A call through a pointer whose one target the tree knows: the same call, by name. */
struct resolved_call {
	const struct ir_insn *insn;
	const struct ir_decl *target;
	struct ir_insn *named;
};

/* Never NULL. */
struct fn_info *info_of(struct unit_ctx *u, struct ir_decl *d);

/* The rows about what a call calls by name; NULL: none, or it is no such call. i may be NULL. */
static inline const struct fn_facts *rows_of_call(struct unit_ctx *u, const struct ir_insn *i)
{
	return i && i->kind == I_CALL && i->fn ? info_of(u, i->fn)->facts : NULL;
}

/* Does the function, or what it calls, do something that rules watch? Only such are run. */
bool fn_relevant(struct unit_ctx *u, struct ir_decl *d);
/* Does the row hold for this function, in this tree? */
bool row_applies(struct unit_ctx *u, const struct fact *row, const struct ir_decl *d);
/* Is it in a source file rather than in a header? Findings are reported there. */
bool pos_in_source(const struct unit_ctx *u, struct ir_pos pos);
/* A file's name without the tree's. */
const char *in_tree(const struct unit_ctx *u, const char *name);

#endif
