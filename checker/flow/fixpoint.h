/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of flow/ and rule/ share: the work on one unit and one function. */
#ifndef PAGECK_FIXPOINT_H
#define PAGECK_FIXPOINT_H

#include "flow/flow.h"
#include "flow/state.h"

/* --- what is known of a function ------------------------------------------------- */

/* A page that came in from outside was used; each caller says what it passed. */
struct page_use {
	const struct term *page;		/* root, in terms of this function */
	kinds_t mask;				/* what the page could still be there */
	struct member_read read;
	enum use_how how;
	kinds_t wrong;				/* kinds for which it goes wrong, as judge_use() finds */
	bool checked;				/* after tests that leave a valid pointer for any page */
	bool nonnull;				/* after tests that leave no NULL */
	bool overlaid;				/* this tree's layout puts pgmap over the member */
	struct ir_pos pos;			/* of the use */
	struct ir_decl *fn;			/* function that contains the use */
	const struct via *via;			/* calls between here and fn, outermost first */
};

struct via {
	const struct via *next;
	struct ir_decl *callee;
	struct ir_pos pos;
};

/* A reference object that came in from outside was dereferenced. */
struct object_use {
	const struct term *object;
	struct ir_pos pos;
	struct ir_decl *fn;
	const struct ir_expr *expr;
};

/* One outcome of a call, in terms of the callee's parameters. */
struct outcome_case {
	const struct term *ret;			/* NULL: void */
	struct state *exit;			/* what holds then; env has what callers can see */
};

struct summary {
	struct outcome_case *cases;
	unsigned ncases;
	VEC(struct page_use) pages;
	VEC(struct object_use) objects;
	uint64_t derefs;			/* parameters that it dereferences */
	uint64_t lends;				/* parameters whose elements' references it may put */
};

enum info_state { INFO_NEW, INFO_BUSY, INFO_DONE };

/* Hangs on ir_decl.flow. */
struct fn_info {
	struct ir_decl *decl;
	const struct fn_facts *facts;		/* NULL: none; rows still need fact_applies() */
	enum info_state relevant_state, summary_state;
	bool relevant;				/* it, or what it calls, does something rules watch */
	bool owner;				/* may touch the union freely */
	const struct fact *owner_row;		/* which says so */
	bool replaced;				/* weak, and the tree has another one */
	const char *link;			/* a static function elsewhere: its file and name */
	bool asked[2];				/* what other files say of it: [1] anyhow */
	const struct flow_export *elsewhere[2];	/* that; or NULL */
	bool wanted;				/* callers want to know what becomes of what it is handed */
	bool explored;				/* all of its callees are of interest */
	bool held_back;				/* its summary leaves that out, where other files are needed */
	struct summary *summary;		/* NULL when DONE: nothing usable */
	bool imported;
	struct summary *there;			/* what `elsewhere` is; NULL: nothing usable */
};

/* --- the unit under analysis ----------------------------------------------------------- */

/* What the layout says of each field of a record. */
struct judged_record {
	const struct ir_record *record;
	struct judged *field;
};

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
	kinds_t present;			/* the kinds of page that the tree has */
	uint16_t main_file;			/* in unit->files */
	const char *shown;			/* its name in findings */
	VEC(struct summary *) summaries;	/* to free what they own */
	VEC(struct judged_record) judged;	/* members.c */
	bool sees_devices;			/* members are judged by the layout as well */
	bool makes_pages;			/* it calls what makes ZONE_DEVICE memory */
	struct table globals;			/* name -> the variable that stands for it */
	struct table foreign;			/* what other files speak of, made for this unit */
	VEC(uint16_t) sources;			/* files, not headers, that summaries came from */
	struct table wants;			/* said already */
	VEC(struct resolved_call) resolved;
	VEC(struct report_slot *) slots;	/* one finding a cause: see rule.h */
	unsigned depth;				/* of summaries being computed */
	const struct ir_func *running;		/* the function under analysis */
};

/* A call through a pointer whose one target the tree knows: the same call, by name. */
struct resolved_call {
	const struct ir_insn *insn;
	const struct ir_decl *target;
	struct ir_insn *named;
};

/* A function elsewhere was handed this; NULL: for the call itself. */
struct call_elsewhere {
	struct ir_decl *fn;
	const struct term *arg;
	bool known;			/* there is a summary of it */
};

/* What a place of a `keep` row holds at the start. */
struct kept {
	const struct term *value;
	const struct ref_kind *kind;
};

/* A path that ends with a bare counter still taken. */
struct raw_leak {
	struct state *state;
	struct ref ref;
	struct ir_pos pos;
};

/* --- the function under analysis ----------------------------------------------------------- */

struct fn_ctx {
	struct unit_ctx *u;
	struct state_env e;
	struct ir_func *f;
	struct fn_info *info;
	struct arena mem;			/* states; gone when the function is done */
	uint64_t **live;			/* by block: variables live at its start */
	uint64_t *watched;			/* variables that conditions depend on */
	const struct ir_expr *again[32];	/* conditions that are tested more than once */
	unsigned nagain;
	const struct ir_insn **questions;	/* by temporary: the call it is the answer to; or NULL */
	const struct term **flags;		/* variables that only ever hold constants */
	size_t nflags;
	unsigned steps, budget;
	bool exhausted;
	struct summary *summary;		/* under construction */
	VEC(struct state *) exits;
	bool warned;				/* something was reported, not as a note */
	struct fn_probe *probe;			/* a line of it is asked about (probe.h); else NULL */
	bool quiet;				/* nothing is reported: the probe looks around */
	VEC(struct call_elsewhere) elsewhere;
	VEC(const struct term *) raw_put;	/* objects whose bare counter some path puts */
	VEC(struct kept) kept;			/* what is in the places of `keep` rows at the start */
	VEC(struct raw_leak) raw_leaks;		/* paths that may forget it, if one does */
};

typedef VEC(struct state *) state_list;

/* eval.c */
const struct term *eval(struct fn_ctx *c, struct state *s, const struct ir_expr *x);
/* touch: the location is accessed, so pointers on the way are dereferenced */
const struct term *eval_loc(struct fn_ctx *c, struct state *s, const struct ir_expr *x, bool touch);
void assign(struct fn_ctx *c, struct state *s, const struct ir_expr *dst, const struct term *value,
	    struct ir_pos pos);
/* kept.c: `keep` rows about the function itself: at its start, before a store, at an end of it */
void kept_enter(struct fn_ctx *c, struct state *s, const struct term *const *args, unsigned n);
void kept_stored(struct fn_ctx *c, struct state *s, const struct term *loc, const struct term *value,
		 const struct ir_expr *dst, struct ir_pos pos);
void kept_at_end(struct fn_ctx *c, struct state *s, struct ir_pos pos);
/* A parameter's pointee was written as a whole, when loc is one. */
void note_written(struct state *s, const struct term *loc);
/* References whose last name a call has overwritten. */
void report_lost(struct fn_ctx *c, struct state *s, const struct ir_insn *i);
/* What is known of the members of src holds for those of dst now. */
void copy_members(struct fn_ctx *c, struct state *s, const struct term *dst, const struct term *src);
/* A pointer value is dereferenced. */
void touch_pointer(struct fn_ctx *c, struct state *s, const struct term *p, const struct ir_expr *x);

/* What tests on a path say of a member's value. */
struct value_known {
	bool nonnull;				/* it isn't NULL */
	bool untagged;				/* it has no flag bits */
};

struct value_known member_known(struct fn_ctx *c, struct state *s, const struct member_fact *m,
				const struct term *page);
/* members.c: what the layout says of a member. */
struct judged {
	const struct member_fact *row;
	bool reverse;				/* the member lies over the row's, and means the opposite */
	unsigned aligned;			/* bits that are clear in what the row's member holds */
	const struct judged *more;		/* what it is to kinds of which this doesn't speak */
};
/* Is the member judged in this unit? */
bool judged_member(struct unit_ctx *u, const struct ir_field *f, struct judged *out);
/* Is there something in the unit from which a device page may come, or that asks for one? */
bool unit_sees_devices(struct unit_ctx *u);
bool unit_makes_pages(struct unit_ctx *u);
/* The judged member that loc is or lies in; out->value is not set. */
bool access_of(struct fn_ctx *c, const struct term *loc, const struct ir_expr *x,
	       struct member_read *out);
void member_written(struct fn_ctx *c, struct state *s, const struct term *loc,
		    const struct ir_expr *dst, struct ir_pos pos);
void members_passed(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		    const struct term *const *args);
/* A branch is about to turn on a condition; one was taken. */
void member_decides(struct fn_ctx *c, struct state *s, const struct term *cond,
		    const struct ir_expr *x);
bool member_excludes(struct fn_ctx *c, struct state *s, const struct term *cond);

/* use.c: a judged member was used: may the page be of the wrong kind? */
void page_used(struct fn_ctx *c, struct state *s, const struct member_read *r, enum use_how how,
	       const struct value_known *known, struct ir_pos pos, const struct ir_expr *x);
/* The same for what just one row says of the member. */
void page_used_as(struct fn_ctx *c, struct state *s, const struct member_read *r, enum use_how how,
		  const struct value_known *known, struct ir_pos pos, const struct ir_expr *x);
/* Makes it the read as the next row judges it; false: there is none. */
bool next_arm(struct member_read *r);
/* Is it judged by what the tree's layout puts over the member, or the member over others? */
static inline bool read_by_layout(const struct member_read *r)
{
	return r->reverse || r->member->overlays;
}
/* The member read that a pointer was made from: through casts, masks and offsets. */
const struct member_read *read_below(const struct state *s, const struct term *t);
/* Does the tree's own layout put the overlaying member over this one? */
bool is_overlaid(struct unit_ctx *u, const struct member_fact *m);
bool flag_decided(struct fn_ctx *c, struct state *s, const struct member_fact *m,
		  const struct term *page);
bool flag_set(struct fn_ctx *c, struct state *s, const struct member_fact *m,
	      const struct term *page);
void touch_condition(struct fn_ctx *c, struct state *s, const struct term *cond,
		     const struct ir_expr *x);
const struct term *reader_result(struct fn_ctx *c, struct state *s, const struct reader_fact *rd,
				 const struct term *page, const struct ir_insn *i);

/* Was the number made from an address, a pointer or what is shifted to a frame number? */
bool made_of_address(const struct term *t);

/* setup.c: memory made from a pagemap. Is something missing in what is handed over? */
void setup_called(struct fn_ctx *c, struct state *s, const struct setup_fact *f,
		  const struct ir_insn *i, const struct term *const *args);
/* It worked, or failed with `result`. */
void setup_done(struct fn_ctx *c, struct state *s, const struct setup_fact *f,
		const struct ir_insn *i, const struct term *object, const struct term *result,
		bool failed);
void setup_undone(struct fn_ctx *c, struct state *s, const struct setup_fact *f,
		  const struct term *object, const struct ir_insn *i);
/* Does the call free what memory was made from, which is still there? */
void setup_freed(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		 const struct term *const *args);
/* Does a path that ends so leave the memory behind, or drop the error? */
bool setup_forgotten(struct fn_ctx *c, const struct state *s, const struct ref *r);

/* Is the location an element of an array, or inside one? */
bool in_array(const struct term *loc);

/* call.c: appends the states after the call to `out`; s is used up. */
void exec_call(struct fn_ctx *c, struct state *s, const struct ir_insn *i, state_list *out);
/* The record that a pointer of this type leads to, or NULL. */
static inline const struct ir_record *pointee(const struct ir_type *t)
{
	return t && t->kind == TY_POINTER && t->to && t->to->kind == TY_RECORD ? t->to->record : NULL;
}

/* place.c: the value a place names in a call; NULL when it can't be told. */
const struct term *place_value(struct fn_ctx *c, struct state *s, const struct place *p,
			       const struct ir_decl *d, const struct term *const *args,
			       unsigned nargs);
/* Follows the steps: the location they end at, or NULL when there are none or it can't be told. */
const struct term *place_reached(struct fn_ctx *c, struct state *s, const struct place *p,
				 const struct ir_decl *d, const struct term *v,
				 const struct ir_type **reached);
/* The location an out-parameter place names: `*arg1`, `arg3[]`. */
const struct term *place_location(struct fn_ctx *c, const struct place *p,
				  const struct term *const *args, unsigned nargs);
/* The same of a place that lies deeper, after the call has filled it in. */
const struct term *place_filled(struct fn_ctx *c, struct state *s, const struct place *p,
				const struct ir_insn *i, const struct term *const *args);

/* lookup.c: the call fails for good; a call of the same again, with the same arguments? */
void lookup_fails(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		  const struct lookup_fact *l, const struct term *const *args, unsigned nargs);
void lookup_again(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		  const struct term *const *args, unsigned nargs);

/* call.c: a reference is given up: by a put (consumed false) or by handing it over. */
struct release {
	const struct ref_kind *kind;
	bool raw, consumed;
	const struct ir_insn *insn;
	const struct ir_decl *by;
	const struct ir_expr *name;		/* how the code calls the object */
};
void release_object(struct fn_ctx *c, struct state *s, const struct term *object,
		    const struct release *how);

/* The callee may keep or put what this value leads to. */
void lend(struct fn_ctx *c, struct state *s, const struct term *value);

/* summary.c */
/* Does the term speak only of what callers know: parameters, globals, constants? */
bool from_outside(const struct term *t);
struct summary *summary_of(struct unit_ctx *u, struct ir_decl *d);
void summary_build(struct fn_ctx *c);
void summary_apply(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		   const struct term *const *args, const struct summary *sum, state_list *out);
/* Callers are to judge this use of what they pass. */
void note_page_use(struct fn_ctx *c, const struct page_use *use);
const struct term *call_result(struct fn_ctx *c, struct state *s, const struct ir_insn *i);

/* live.c */
void live_compute(struct fn_ctx *c);

/* correlate.c: what a function tests more than once, and flags */
void find_correlated(struct fn_ctx *c);
/* false: it went the other way before, and the answer is taken to stay the same. */
bool note_tested(struct fn_ctx *c, struct state *s, const struct ir_expr *cond, bool truth);
void forget_tested(struct fn_ctx *c, struct state *s, const struct ir_expr *dst);

/* unit.c */
struct fn_info *info_of(struct unit_ctx *u, struct ir_decl *d);
/* The rows about what a call calls by name; NULL: none, or it is no such call. i may be NULL. */
static inline const struct fn_facts *rows_of_call(struct unit_ctx *u, const struct ir_insn *i)
{
	return i && i->kind == I_CALL && i->fn ? info_of(u, i->fn)->facts : NULL;
}
bool fn_relevant(struct unit_ctx *u, struct ir_decl *d);
bool row_applies(struct unit_ctx *u, const struct fact *row, const struct ir_decl *d);
/* Is it in a source file, and not in a header? There a reader looks for what happened. */
bool pos_in_source(const struct unit_ctx *u, struct ir_pos pos);
/* A file's name without the tree's. */
const char *in_tree(const struct unit_ctx *u, const char *name);

/* links.c: other files */
/* Is the body that this unit has the one that is called? */
bool defined_here(struct unit_ctx *u, struct ir_decl *d);
const struct flow_export *defined_elsewhere(struct unit_ctx *u, struct ir_decl *d, bool anyhow);
struct summary *summary_elsewhere(struct unit_ctx *u, struct ir_decl *d, bool anyhow);
/* The function that the whole tree has in the member which the call goes through, or NULL. */
struct ir_decl *target_of_member(struct unit_ctx *u, const struct ir_insn *i);
/* The call with its target's name, when it goes through a pointer that has but one. */
const struct ir_insn *resolve_call(struct fn_ctx *c, struct state *s, const struct ir_insn *i);
/*
 * Is the callee handed something that matters? Then what it does with it is wanted,
 * here or in the file that defines it.
 */
bool hands_over(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		const struct term *const *args);
/* A page is used whose origin a function elsewhere may know, because it gave it. */
void want_origin(struct fn_ctx *c, const struct term *page);
/* The same of a call through a member that is not known to have one target. */
void want_target(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		 const struct term *const *args);
void note_call(struct fn_ctx *c, const struct ir_insn *i, const struct term *const *args, bool known);
/* Something was reported: would what other files do with what they are handed change that? */
void explore(struct fn_ctx *c);
/* One variable for a global, whichever file speaks of it. */
const struct ir_var *global_var(struct unit_ctx *u, const struct ir_var *v);

/* engine.c: runs the function; fills c->exits and summary uses. */
void run_function(struct unit_ctx *u, struct ir_decl *d);

#endif
