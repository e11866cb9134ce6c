/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the kernel's API means, loaded from the YAML files in rules/.
 *
 * Each row is one fact. C code knows the kinds of facts below and never a kernel function's name.
 * Every row has `ref:` (a commit, or the file that shows it) and may have `when:`, a condition on
 * the tree under analysis. Strings are interned; everything belongs to the arena of struct facts
 * and is freed by facts_free().
 */
#ifndef PAGECK_FACTS_H
#define PAGECK_FACTS_H

#include "facts/kinds.h"
#include "ir/ir.h"

/* --- places -------------------------------------------------------------------- */

/*
 * Where a fact points, from the outside of a call:
 *
 *	return   arg0   arg2[]   *arg1   arg0->pgmap   arg0->pgmap->type   *arg1->f
 *	container(arg0, dev_pagemap.ref)	the dev_pagemap whose member `ref` arg0 points to
 *
 * argN counts from 0. `argN[]` is any element of the array argN points to. Precedence is
 * C's: `*arg1->f` is *(arg1->f); `(*arg1)->f` needs its parentheses.
 */
enum place_base { PLACE_RETURN, PLACE_ARG };
enum place_step_kind { STEP_DEREF, STEP_FIELD, STEP_ELEM };

struct place_step {
	enum place_step_kind kind;
	const char *field;		/* STEP_FIELD */
};

struct place {
	enum place_base base;
	unsigned arg;
	const struct place_step *steps;	/* `a->b` is DEREF, FIELD b; `a[]` is ELEM; `*a` is DEREF */
	unsigned nsteps;
	const char *container, *container_field;	/* record and member, or NULL */
	const char *text;		/* as written */
};

/* --- conditions on the tree ------------------------------------------------------ */

/* when: {params: N} and/or {returns: bool} and/or {declares: function} and/or {field: page.pgmap}, each
 * also as `not-declares`, `not-field`, and {enumerator: NAME}, {macro: NAME}. All must hold. `declares: self` is the row's own
 * function: true wherever it can be called, and says that some trees don't have it. */
struct when {
	int params;			/* of the row's own function; -1: don't care */
	bool has_returns;
	enum ir_type_kind returns;	/* of the row's own function: `void bool int pointer` */
	const char *declares, *not_declares;
	const char *field_record, *field, *not_field_record, *not_field;
	const char *enumerator, *not_enumerator;
	/*
	 * another enumerator of the same enum: in a unit without it nothing can be told, and the
	 * condition on `enumerator` holds
	 */
	const char *beside;
	const char *macro, *not_macro;
};

/* --- rows ---------------------------------------------------------------------------- */

enum fact_section {			/* the top-level key of a rules file */
	FACT_ORIGINS, FACT_GUARDS, FACT_IMPLICIT, FACT_FAMILIES, FACT_REFERENCES, FACT_LOOKUPS,
	FACT_ANSWERS, FACT_CURES, FACT_OWNERS, FACT_SINKS, FACT_READERS, FACT_ARMS, FACT_STABLE,
	FACT_WORDS, FACT_SETUPS, FACT_NEEDS, FACT_ZEROING, FACT_FORMS, FACT_HARMLESS,
	FACT_KINDS, FACT_GROUPS, FACT_RECORDS, FACT_REFERENCE_KINDS, FACT_AXIOMS, FACT_BATCHES,
	FACT_NSECTIONS,
};

enum fact_names {			/* what a row's name is the name of */
	NAMES_FUNCTION, NAMES_MEMBER, NAMES_CALLBACK, NAMES_VARIABLE, NAMES_FILE, NAMES_WORD,
	NAMES_KIND, NAMES_RECORD, NAMES_REFERENCE,
};

struct fact {				/* what every row starts with */
	enum fact_section section;
	enum fact_names names;
	const char *name;		/* "put_page", "page.mapping", "fs/dax.c" */
	const char *ref, *why;		/* why: `note:`, shown by `pageck why` and in messages */
	const char *file;		/* rules file and line, for errors */
	unsigned line;
	struct when when;
	struct fact *next;		/* next row of the same kind for the same name, in file order */
};

/* kinds: kind, axis, ordinary; groups: group, kinds; both with the words of struct kind_set */
struct kind_fact {
	struct fact row;
	struct kind_set set;
	const char *axis;		/* NULL: a group */
	bool ordinary;
};

/* records: record: a structure that stands for a page, or a value that leads to one */
struct record_fact {
	struct fact row;
	bool main;
	bool entry;			/* of a page table, or of what is swapped out: passed by value */
};

/* origins: function|member|callback|variable, result, may-be */
struct origin_fact {
	struct fact row;
	struct place result;		/* function: where the page lands; callback: which parameter */
	bool has_also;
	struct place also;		/* function: holds the result, too, after the call */
	kinds_t may_be;
	bool entry;			/* the place holds, or the result comes from, a page table entry:
					 * it is looked at, not written. Evidence for this function,
					 * unless a caller chose the entry; not for what it calls */
	const char *in;			/* only in files whose path in the tree matches; or NULL */
};

/* guards (and implicit): function, arg, of, true, false; or `equals: CONSTANT` for a value */
struct guard_fact {
	struct fact row;
	unsigned arg;
	kinds_t if_true, if_false;	/* what the page can still be; any: says nothing */
	const char *equals;		/* NULL: truth of the result; else result == this enumerator */
	const char *of;			/* record that the argument points to; or NULL */
	const char *clean;		/* true also says that this member is a good pointer; or NULL */
};

/*
 * axioms: record.member, shift, mask, equals, true, false: what some bits of a word say of the
 * page that it belongs to. Everything that tests them, under whatever name, is a guard by that.
 * Numbers are constant expressions of the tree: a macro, an enumerator, or written out.
 */
struct axiom_number {
	const char *name;		/* NULL: `value` */
	unsigned value;
};

struct axiom_fact {
	struct guard_fact guard;	/* of which the function and the argument mean nothing */
	const char *record, *member;
	struct axiom_number shift, mask;	/* the bits are (word >> shift) & mask */
	struct axiom_number bit;	/* or one of them: 1 << bit; with has_bit */
	bool has_bit, has_mask;
	struct axiom_number *equals;	/* any of these is true, none of them false */
	unsigned nequals;
};

/* families: function, arg: the result is another name for the page that the argument is */
struct family_fact {
	struct fact row;
	unsigned arg;
	bool same_page;			/* `same-page: false`: same kind, maybe another page (folio_page) */
};

/*
 * reference-kinds: reference: what is acquired and released, the words for messages, and the rules
 * that report it. An object may be held by references of several kinds (a page that was got, and
 * pinned).
 */
struct ref_kind {
	struct fact row;
	unsigned id;			/* in file order, from 0 */
	const char *noun;		/* `says`: "reference", in "the reference held by 'p'" */
	const char *give_back, *given_back;	/* "put", "put": does not put it, is not put */
	const char *leak, *again;	/* rules: never given back; given back twice, or used after */
	const char *mismatch;		/* rule: given back as another kind; or NULL: not judged */
	const char *fewer;		/* rule: fewer were taken than asked for; or NULL: not judged */
};

/*
 * references: acquire | release | consume | borrow. A function that nothing is known
 * of may keep or put a reference it is handed; one that borrows doesn't. borrow may
 * also name a callback, `member: record.member`.
 */
enum ref_action { REF_ACQUIRE, REF_RELEASE, REF_CONSUME, REF_BORROW, REF_KEEP };
enum outcome_kind {
	OUT_ALWAYS, OUT_NULL, OUT_NONNULL, OUT_ZERO, OUT_NONZERO, OUT_ERRNO, OUT_ERRPTR,
};
struct outcome {			/* `null nonnull zero nonzero errptr -EFAULT 0` */
	enum outcome_kind kind;
	int errno_value;		/* OUT_ERRNO: positive errno; also matches ERR_PTR of it */
};

struct ref_fact {
	struct fact row;
	enum ref_action action;
	const char *kind_name;		/* `kind:` */
	const struct ref_kind *kind;	/* NULL: of any kind (borrow alone) */
	struct place object;		/* what is acquired / released / consumed */
	bool has_consumes;
	struct place consumes;		/* acquire: a reference that the call takes over (`consumes: arg1`) */
	struct outcome on;		/* acquire: holds when the result is so (`on: nonnull`); default always */
	bool null_safe;			/* release, consume: NULL is fine */
	bool frees;			/* borrow: the memory is gone after the call */
	bool bare_counter;			/* a bare counter (percpu_ref): balances held references,
					 * but what it does to an object that the function didn't
					 * acquire is not judged */
	/* consume, optional: only when the value at `if_value` is one of the enumerators */
	bool has_if;
	struct place if_value;
	const char **if_in;
	unsigned nif_in;
	/* consume, optional: places that are non-NULL by contract when the body runs */
	struct place *given;
	unsigned ngiven;
};

/*
 * batches: references on what the elements of an array point to, of which a call takes as many as
 * its result says, if that is positive. take: argN, asked: argM, kind. give: argN, asked: argM, kind:
 * gives back those of the first elements. give-one, take-one: of what one element points to. empty:
 * return: an array in whose elements nothing was stored yet. look: argN: leaves an array, or what one
 * element points to, as it is.
 */
enum batch_action { BATCH_TAKE, BATCH_GIVE, BATCH_TAKE_ONE, BATCH_GIVE_ONE, BATCH_EMPTY, BATCH_LOOK };

struct batch_fact {
	struct fact row;
	enum batch_action action;
	const char *kind_name;		/* `kind:` */
	const struct ref_kind *kind;	/* NULL: of none, for BATCH_EMPTY and BATCH_LOOK */
	unsigned arg;			/* the array; or the element's value */
	bool has_asked;
	unsigned asked;			/* the argument that says how many */
};

/* lookups: function, key: [argN...], fails: outcome, ends: an errno that no caller answers by
 * looking up again */
struct lookup_fact {
	struct fact row;
	unsigned *key;
	unsigned nkey;
	struct outcome fails;
	int ends;			/* positive; 0: not said */
};

/* answers: what callers elsewhere make of a function's result after a failed lookup:
 * function, retried: [null, -EMLINK], used: true */
struct answer_fact {
	struct fact row;
	struct outcome *retried;
	unsigned nretried;
	bool used;			/* a result that is no error is taken for success */
};

/* cures: function: registers what the lookup searches, so that a retry can succeed */
struct cure_fact {
	struct fact row;
};

/* owners: function | file (glob on the path in the tree) | callback: record.member */
struct owner_fact {
	struct fact row;
	const char *function, *file_glob, *callback_record, *callback_field;
};

/* sinks: function, arg, member it links or trusts */
struct sink_fact {
	struct fact row;
	unsigned arg;
	const char *member;
	bool any_origin;		/* even of a page of which no more is known than its number */
};

/* readers: function, arg, member: its result is that member, e.g. through a helper in
 * another file; `checked: true` when it returns only what may be dereferenced */
struct reader_fact {
	struct fact row;
	unsigned arg;
	const char *member;
	bool checked;
	bool dereferences;		/* it follows the member itself, after a NULL test alone; its
					 * result is something else */
	bool any_origin;		/* even of a page of which no more is known than its number */
	const char *through;		/* the page is what this gives of the argument; or NULL */
	unsigned trusts;		/* low bit mask its truth value tests (PageAnon: 1), or 0 */
};

/* What is done with a judged member of a page. */
enum use_how {
	USE_READ, USE_TRUST, USE_DEREF,
	USE_ADDRESS,			/* its address is passed on, for reading */
	USE_WRITE,
	USE_LINK,			/* its address is passed on, for writing */
	USE_SINK,			/* the page is passed to a `sinks` function, which uses it */
	USE_NHOWS,
};

/* arms: a member of a page's record and when it means what its name says */
struct member_fact {
	struct fact row;
	const char *record, *member;
	kinds_t meaningless;		/* kinds for which the word is something else */
	unsigned low_bits;		/* flag bits kept in the pointer; 0: a plain value */
	unsigned device_bits;		/* those of them that a device page's word can have */
	kinds_t flag_wrong_for;			/* kinds for which a test of device_bits says the wrong thing */
	kinds_t null;			/* kinds whose word is always NULL */
	kinds_t tagged;			/* kinds whose word is NULL or has device_bits set */
	bool overlaid_by_layout;	/* judged only where the tree's layout overlays it with `overlay` */
	const char *shares_word_with;		/* the member that overlays it (`pgmap`) */
	/*
	 * The member selects an arm: whatever lies over it in this tree's layout means
	 * something only for the kinds for which this one is meaningless.
	 */
	bool overlays;
	const char **any_kind;		/* with overlays: members over it that mean the same for all kinds */
	unsigned nany_kind;
	unsigned aligned;		/* bits that are clear whenever the member is what it says */
	/* made of these: the kinds for which each use goes wrong, and for which any use does of
	 * what lies over the member, when it overlays that */
	kinds_t wrong_for[USE_NHOWS], wrong_over;
	bool unknown_if_overlaid;	/* where overlay really overlays it in this tree, a page of
					 * unknown origin counts as one that may be a device page */
};

/* setups: function, object: makes ZONE_DEVICE memory from what the object says. It fails
 * with an error pointer; else the memory stays until `undo` is called with the object. */
struct setup_fact {
	struct fact row;
	unsigned arg;			/* `object: arg0` */
	const char *undo;		/* NULL: nothing does */
	unsigned undo_arg;		/* which of its arguments is the object */
	bool lasts;			/* the driver core undoes it in the end */
};

/* needs: record.member: must be set in the object of a setup; with `if` and `in` only when
 * that other member is one of the enumerators; with `behind` the member is in what that
 * other member points to */
struct need_fact {
	struct fact row;
	const char *record, *member;
	const char *if_member, *behind;
	const char **if_in;
	unsigned nif_in;
};

/* zeroing: function: what its result points to is all zero */
struct zeroing_fact {
	struct fact row;
};

/*
 * harmless: function, member: a wrong result of testing the member's flag bits has no consequence
 * in this function; with `all-uses` no use of the member has
 */
struct harmless_fact {
	struct fact row;
	const char *member;
	bool all_uses;
};

/* forms: how the kernel writes things, for `pageck fix` */
enum form {
	FORM_ERROR_POINTER,		/* makes a pointer of an errno */
	FORM_ERROR_TEST,		/* tells such a pointer, or gets the errno out of it */
	FORM_HINT,			/* is its argument, for all that matters */
	FORM_LOOKS,			/* computes something, and changes nothing */
	FORM_GIVES_UP,			/* a word, not a function: part of the names of those that undo something */
	FORM_NFORMS,
};
struct form_fact {
	struct fact row;
	enum form form;
};

/* words: a word that makes a file worth parsing */
struct word_fact {
	struct fact row;
	bool member;		/* counts where a member can be selected */
	bool beside_devices;	/* only in a file that has to do with device pages */
};

/* stable: record.member: no call changes it while the object is referenced */
struct stable_fact {
	struct fact row;
	const char *record, *member;
};

/* Rows about one function, each a list in file order (row.next). */
struct fn_facts {
	const char *name;
	struct origin_fact *origins;
	struct guard_fact *guards;
	struct family_fact *families;
	struct ref_fact *refs;
	struct batch_fact *batches;
	bool takes;			/* one of them takes a batch */
	struct lookup_fact *lookups;
	struct answer_fact *answers;
	struct cure_fact *cures;
	struct owner_fact *owners;
	struct sink_fact *sinks;
	struct reader_fact *readers;
	struct setup_fact *setups;
	struct setup_fact *undoes;	/* setups that this function undoes */
	struct zeroing_fact *zeroing;
	struct form_fact *forms;
	struct harmless_fact *harmless;
};

struct facts {
	struct arena mem;
	uint64_t hash;			/* of everything loaded */
	struct table functions;		/* name -> struct fn_facts */
	struct kinds kinds;
	VEC(struct kind_fact *) kind_rows;
	VEC(const char *) page_records;	/* "page", "folio" */
	VEC(const char *) entry_records;	/* "pte_t", "swp_entry_t" */
	const char *page_record;	/* the main one: a member of the same name in another of them
					 * is the same word of the same page */
	struct table members;		/* "page.mapping" -> struct member_fact */
	struct table axioms;		/* "page.flags" -> struct axiom_fact */
	struct table stable;		/* "page.pgmap" -> struct stable_fact */
	struct table member_origins;	/* "bio_vec.bv_page" -> struct origin_fact */
	struct table member_families;	/* "folio.page" -> struct family_fact */
	struct table borrows;		/* "dev_pagemap_ops.memory_failure" -> struct ref_fact */
	struct table callbacks;		/* "address_space_operations.read_folio" -> struct origin_fact */
	struct table variable_origins;	/* "vmemmap_base" -> struct origin_fact: a page whose address
					 * is computed from this global (a macro with no call in it) */
	VEC(struct ref_kind *) ref_kinds;	/* by id */
	bool earlier;			/* rows may be an earlier pageck's: of references there was one kind */
	VEC(const char *) reference_rules;	/* that they name, each once */
	VEC(struct need_fact *) needs;
	VEC(struct owner_fact *) owners;	/* the ones by file or callback */
	VEC(const char *) macros;	/* that probes ask for */
	VEC(const char *) numbers;	/* macros whose value axioms ask for */
	VEC(const char *) words;	/* identifiers the scan looks for */
	VEC(const char *) gives_up;	/* words in the names of functions that undo something */
	VEC(const char *) records;	/* that probes and rows look up by name, each once */
	/*
	 * A file with a word of each list may contain a finding, too: device_words are of functions
	 * that give device pages or test for them, beside_words of members that some layout
	 * overlays.
	 */
	VEC(const char *) device_words, beside_words;
	VEC(const char *) beside_members;	/* of beside_words, those that count as members only */
	VEC(const char *) member_words;	/* those of them that matter after `->` or `.` only */
	VEC(struct fact *) all;		/* every row, for `rules list` */
};

/*
 * Loads every *.yaml of a directory (rules/ of the source tree or of the
 * installation). Returns 0, or -1 after one error() with file, line and, for a
 * misspelt word, the nearest valid one. facts_free() in both cases.
 */
int facts_load(struct facts *f, const char *dir);
/* The same; kinds, records, axioms and the like, if dir has none, are those of `below` (or NULL). */
int facts_load_over(struct facts *f, const char *dir, const char *below);
/* $PAGECK_RULES, else ../rules beside the executable, else the installed directory. */
const char *facts_dir(void);
/* The program's own, whatever the environment says. */
const char *facts_own_dir(void);
void facts_free(struct facts *f);

/* Rows about a function, or NULL. */
const struct fn_facts *facts_of(const struct facts *f, const char *name);
/* Does the row's `when:` hold in this unit? d: the row's function, or NULL. */
bool fact_applies(const struct fact *row, struct ir_unit *u, const struct ir_decl *d);
/*
 * Looks up every name that a row or its `when:` may need later, before the unit is closed
 * (ir_close()).
 */
void facts_ask(const struct facts *f, struct ir_unit *u);
/* "page", "mapping" -> the row of a record's member in one of the tables above, or NULL. */
void *facts_member(const struct table *t, const char *record, const char *member);

/* "origins"; and what the row says, in a few words, without its name. */
const char *fact_section_name(enum fact_section section);
void fact_describe(struct strbuf *out, const struct facts *f, const struct fact *row);
/* Does the record stand for a page; is it an entry that leads to one? */
bool is_page_record(const struct facts *f, const char *name);
bool is_entry_record(const struct facts *f, const char *name);
/* What the number of an axiom is in this unit; false: it has none. */
bool axiom_number(struct ir_unit *u, const struct axiom_number *n, uint64_t *value);
/* The kinds of page that there are in this unit's tree. */
kinds_t facts_kinds_present(const struct facts *f, struct ir_unit *u);
/* "2 parameters, without page.pgmap"; nothing for a row that always holds. */
void when_describe(struct strbuf *out, const struct when *p);

/* errno by name: "EFAULT" -> 14; 0 when unknown. And back; NULL when unknown. */
int errno_by_name(const char *name);
const char *errno_name(int value);

#endif
