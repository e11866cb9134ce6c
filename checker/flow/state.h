/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is known at one point of one path (or of paths that differ in nothing
 * that a rule cares about).
 *
 * A state maps locations to values; facts hang on values, so they hold for
 * every name of the value. States are copied at branches and joined where paths
 * meet; arrays are shared until one side writes (copy on write). Memory is the
 * arena of the function under analysis.
 */
#ifndef PAGECK_STATE_H
#define PAGECK_STATE_H

#include "flow/range.h"
#include "flow/term.h"
#include "flow/tracked.h"

#define SVEC(T)	struct { T *data; uint32_t n, cap; bool shared; }

/* One step of the path, newest first. Shared between states, never changed. */
enum step_kind { STEP_BRANCHED, STEP_ACQUIRED, STEP_RELEASED, STEP_FAILED, STEP_CALLED, STEP_READ };

struct step {
	const struct step *prev;
	enum step_kind what;
	bool taken;				/* STEP_BRANCHED: the condition was nonzero */
	struct ir_pos pos;
	const struct ir_expr *expr;		/* condition, or the expression concerned */
	const struct ir_decl *fn;		/* the function called, or where it happened */
	unsigned depth;				/* steps before this one */
};

struct binding {
	const struct term *loc, *value;
};

struct constraint {
	const struct term *t;
	const struct range *r;
};

/* What a page (the root of its family) can be. */
struct kind {
	const struct term *root;		/* a value; or a location: all pages stored in it */
	kinds_t mask;				/* what it may be */
	kinds_t excluded;			/* kinds that tests of this very function rule out */
	const struct origin_fact *origin;	/* NULL: nothing is known of where it comes from */
	const struct ir_decl *from;		/* the function that gave it, for messages */
	bool of_address;			/* found by its address: memory that the kernel uses as such */
	bool passed;				/* made from an entry that the caller chose */
	const struct fact *by;			/* the guard that last excluded kinds, for `why`; or NULL */
	struct ir_pos pos;
};

/*
 * Nothing is known of where the page comes from, or only that it has a frame number,
 * which every page has, or that it was in a page table: whoever called may know more.
 */
static inline bool is_weak(const struct facts *f, const struct kind *k)
{
	return !k->origin || k->origin->may_be == f->kinds.any || k->passed;
}

enum ref_status { REF_HELD, REF_RELEASED };

struct ref {
	const struct term *object;
	const struct ref_kind *kind;		/* NULL with `setup` */
	enum ref_status status;
	int count;				/* HELD: how many; RELEASED: 0 */
	bool bare_counter;				/* taken through a bare counter */
	bool held_on_entry;				/* held on entry by contract, not taken here */
	bool consumed;				/* RELEASED: passed to a consumer, not put */
	bool owed_by_caller;				/* RELEASED: not taken here: a caller's */
	bool escaped;				/* passed to an unknown function */
	/* no reference, but memory that was made, or that failed to be: see setup.c */
	const struct setup_fact *setup;
	bool failed;				/* with `setup`: object is the error */
	struct ir_pos null_test;		/* with `failed`: where it was compared with NULL; or none */
	struct ir_pos pos;			/* where it was taken / put, in this function */
	const struct ir_insn *insn;		/* that call; NULL for a contract */
	const struct ir_decl *fn;		/* by which function */
	const struct ir_expr *name;		/* how the code calls it; may be NULL */
	const struct step *path;
};

/* A lookup that failed permanently, and what a repetition of it would be. */
struct fail {
	const struct lookup_fact *lookup;
	struct ir_decl *callee;			/* called in this function: the lookup or a wrapper */
	const struct ir_insn *insn;		/* that call */
	const struct term **args;
	unsigned nargs;
	const struct term *const *key;		/* what the lookup was for, in this function's terms */
	unsigned nkey;
	uint64_t key_args;			/* bit per argument of callee that the key depends on */
	const struct term *answer;		/* what callee returned */
	struct ir_pos pos;			/* of that call, in this function */
	struct ir_pos origin_pos;		/* of the lookup itself */
	struct ir_decl *origin_fn;		/* the function that contains the lookup */
	struct binding *env;			/* at that call, to see what has changed since */
	uint32_t nenv;
	const struct step *path;
	const struct wrapper *via;		/* how it came up to this frame */
};

/* A frame that passed a failure on: fn returned `ret` to its caller. */
struct wrapper {
	const struct wrapper *below;
	struct ir_decl *fn;
	struct ir_pos pos;			/* its return */
};

/* A value read from a judged member of a page. */
struct member_read {
	const struct term *value;
	const struct term *page;		/* root */
	kinds_t mask;				/* what the page could be when it was read; 0: not noted */
	const struct member_fact *member;
	bool other_arm;				/* of what lies over that member */
	unsigned aligned;			/* bits known to be clear if the page is the row's */
	const struct judged *more;		/* as other rows judge it, for other kinds; or NULL */
	const struct ir_expr *expr;		/* page->mapping */
	struct ir_pos pos;
	struct ir_decl *fn;			/* where the read is written */
	struct ir_pos call_pos;			/* main-file call when fn is in a header; else pos */
	const struct sink_fact *sink;		/* the page is passed to this; or NULL */
	bool any_origin;			/* by a function that wants to be told which page it is */
};

struct clobber {
	const struct term *loc;
	const void *site;
};

struct state {
	SVEC(struct binding) env;		/* by loc->id */
	SVEC(struct constraint) cons;		/* by t->id */
	SVEC(struct kind) kinds;		/* by root->id */
	SVEC(struct ref) refs;			/* by object->id, then by kind */
	SVEC(struct fail) fails;
	SVEC(struct member_read) reads;
	SVEC(struct clobber) clobbers;		/* oldest first */
	SVEC(struct tracked) tracked;		/* by of->id, then by tracker: tracked.h */
	const struct step *path;
	uint64_t tested;			/* two bits per condition that the function tests more
						 * than once: was true, was false */
	bool registered;				/* what lookups look for may have been registered */
	uint64_t written;			/* bit per parameter whose pointee was written as a whole */
	const struct term *ret;			/* at a return */
	struct ir_pos ret_pos;
	uint64_t key;
};

/* What the functions below need to know of the function under analysis. */
struct state_env {
	struct arena *mem;
	struct terms *terms;
	const struct facts *facts;
	struct ir_unit *unit;
	const struct table *axioms;		/* of the unit: axioms.c */
	const char *shown;			/* path of the main file in the tree */
	bool owner;				/* the function is one for device pages */
	bool by_callee;				/* what is narrowed now a callee has found out */
	bool entries;				/* as in the options: bits of an entry are its frame */
	bool setups;				/* paths differ in what `needs` rows want to be set */
	uint32_t *stamps;			/* by term id: last state_clean() that saw it */
	size_t nstamps;
	uint32_t stamp;
};

struct state *state_new(struct state_env *e);
struct state *state_fork(struct state_env *e, struct state *s);

/* --- memory -------------------------------------------------------------------- */

const struct term *state_load(struct state_env *e, const struct state *s, const struct term *loc,
			      const struct ir_type *type);
const struct term *state_bound(const struct state *s, const struct term *loc);	/* or NULL */
/* Also forgets what overlaps: members of the same union, elements that may be the same. */
void state_store(struct state_env *e, struct state *s, const struct term *loc,
		 const struct term *value);
/* What `loc` and everything inside it holds is unknown from here (site). Stable members stay. */
void state_clobber(struct state_env *e, struct state *s, const struct term *loc, const void *site);
/* Is the value in any location, or part of a value that is? */
bool state_reachable(const struct state *s, const struct term *value);

/* --- values --------------------------------------------------------------------- */

struct range state_range(struct state_env *e, const struct state *s, const struct term *t);
/* The same as in another state of the function, whose range it shares. */
void state_take_over(struct state_env *e, struct state *s, const struct constraint *c);
/* Narrows t to r; false when no value is left: the path is impossible. */
bool state_narrow(struct state_env *e, struct state *s, const struct term *t, const struct range *r);
/* The branch on condition t goes this way; false when it can't. */
bool state_assume(struct state_env *e, struct state *s, const struct term *t, bool truth);
/* Forgets facts about values made at a site that is executed again. */
void state_forget_site(struct state_env *e, struct state *s, const void *site);
/*
 * An unknown made at `site` for `of`. When the site runs again while its last
 * unknown is still held somewhere, the new one gets another generation.
 */
const struct term *state_fresh(struct state_env *e, struct state *s, const void *site,
			       const struct term *of, const struct ir_type *type);
/* One value under another name: every occurrence as a whole value. */
void state_rename(struct state_env *e, struct state *s, const struct term *from, const struct term *to);

/* --- pages ------------------------------------------------------------------------ */

/* The member as the tree has it: in the main record of a page, or else in another; or NULL. */
struct ir_field *page_field(struct state_env *e, const char *member);
/* The row that says what base + pfn is, when t is that. */
const struct origin_fact *page_map_origin(struct state_env *e, const struct term *t);
/* Does the row apply to this file? */
bool origin_is_here(const struct state_env *e, const struct origin_fact *o);
/* The entry that a number was made of by masks and shifts alone; or NULL. */
const struct term *entry_below(struct state_env *e, const struct term *t);
/* The value that represents the page (or pfn, pte) of which t is a name. */
const struct term *page_root(struct state_env *e, const struct term *t);
/* What is known of it; origin NULL and any mask when nothing is. */
struct kind state_kind(struct state_env *e, const struct state *s, const struct term *page);
void state_set_kind(struct state_env *e, struct state *s, const struct kind *k);
bool state_narrow_kind(struct state_env *e, struct state *s, const struct term *page, kinds_t mask);
/* Narrows the page by a guard's result; false: the path is impossible. */
bool state_guarded(struct state_env *e, struct state *s, const struct guard_fact *g,
		   const struct term *page, bool truth);
/* The same, because of what a row of the rules says. */
bool state_narrow_by(struct state_env *e, struct state *s, const struct term *page, kinds_t mask,
		     const struct fact *row);

/* --- axioms.c: bits that say what a page is ----------------------------------------------- */

/* An axiom whose numbers this tree has, for one member. */
struct known_axiom {
	const struct known_axiom *next;
	const struct axiom_fact *fact;
	uint64_t mask;				/* bits of the word */
	uint64_t *values;			/* what they are when it is true */
	unsigned nvalues;
};

/* The term is (word >> shift) & mask, and the word is one of the page's. */
struct telling {
	const struct known_axiom *axioms;
	const struct term *page;		/* root */
	bool through;				/* the word is in what a member of the page points to */
	unsigned shift;
	uint64_t mask;
};

/* "page.flags" -> struct known_axiom; the caller frees the table, `mem` has the rest. */
void axioms_find(struct table *out, struct arena *mem, const struct facts *f, struct ir_unit *u);
/* Does a value of t tell something of a page? NULL: no. */
const struct telling *telling_of(struct state_env *e, const struct term *t);
/* t is in r: what that says of the page; false: it can't be so. */
bool axioms_told(struct state_env *e, struct state *s, const struct telling *tell, const struct range *r);
/* What t can be, since this is known of the page. */
struct range axioms_leave(const struct telling *tell, const struct kinds *kinds, kinds_t page,
			  const struct range *r);
/* Is `t == value` just what one axiom asks? Its guard, or NULL. */
const struct guard_fact *axiom_asked(const struct telling *tell, int64_t value);

/* --- references, failures, reads ----------------------------------------------------- */

/* The reference of that kind on the object, or NULL. `kind` NULL: what a setup made. */
struct ref *state_ref(struct state_env *e, struct state *s, const struct term *object,
		      const struct ref_kind *kind);
/* The first of any kind, or NULL. */
struct ref *state_any_ref(struct state_env *e, struct state *s, const struct term *object);
/* One that was given up, when no other keeps the object: it may be gone. NULL, too, for bare counters. */
struct ref *state_gone_ref(struct state_env *e, struct state *s, const struct term *object);
/* Marks the references to the object as escaped: other code may keep or put them. */
void state_let_escape(struct state_env *e, struct state *s, const struct term *object);
struct ref *state_ref_add(struct state_env *e, struct state *s, const struct ref *r);
void state_ref_drop(struct state_env *e, struct state *s, const struct term *object,
		    const struct ref_kind *kind);
/* Puts of what elements of arrays hold: each turn of a loop adds one, and no two turns would meet. */
void state_forget_elements(struct state_env *e, struct state *s);
void state_add_fail(struct state_env *e, struct state *s, const struct fail *f);
/* The content of loc is news from here on: what becomes of failures that looked it up? */
void state_renew(struct state_env *e, struct state *s, const struct term *loc,
		 const struct term *old, const void *site);
/*
 * Values below `part` (a term), or made at `site`, are about to be other values
 * under the same name: failures that looked them up are not to be compared with.
 */
void state_stale_fails(struct state_env *e, struct state *s, const struct term *part,
		       const void *site);
bool state_fails_mention(const struct state *s, const struct term *part);
void state_drop_fail(struct state_env *e, struct state *s, uint32_t i);
void state_drop_fails(struct state *s);
void state_add_read(struct state_env *e, struct state *s, const struct member_read *r);
/* Adds the member reads of `from` to s; true when s had not all of them. */
bool state_join_reads(struct state_env *e, struct state *s, const struct state *from);
const struct member_read *state_read_of(const struct state *s, const struct term *value);

const struct step *state_step(struct state_env *e, struct state *s, const struct step *step);

/* Drops bindings of dead variables, and facts about values that are no longer reachable. */
void state_clean(struct state_env *e, struct state *s, const uint64_t *live);

/* As text, a line each. */
void state_print(struct strbuf *out, const struct state *s);

/* --- joining -------------------------------------------------------------------------- */

/*
 * What keeps states apart. Level 0: references, failures, kinds, flags (the
 * constants in `flags`), what was written for the caller; 1: no flags; 2: no
 * kinds either; 3: failures whatever their arguments.
 */
uint64_t state_key(struct state_env *e, const struct state *s, const struct term *const *flags,
		   size_t nflags, unsigned level);
/* a becomes the join of a and b at `site`; true when a changed. `widen`: give up on bounds. */
bool state_join(struct state_env *e, struct state *a, const struct state *b, const void *site,
		bool widen);

#endif
