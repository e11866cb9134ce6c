/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Symbolic values and locations, hash-consed: equal terms are equal pointers.
 *
 * A location names memory (a variable, what a value points to, a member, an
 * element); a value is what memory holds. Casts between pointers and integers
 * of the same width are the identity, as ERR_PTR() wants it. Terms live as long
 * as their struct terms (one unit).
 */
#ifndef PAGECK_TERM_H
#define PAGECK_TERM_H

#include "facts/facts.h"
#include "ir/ir.h"

enum term_kind {
	/* locations */
	LOC_VAR,	/* var */
	LOC_SYM,	/* what the pointer value a points to */
	LOC_FIELD,	/* a.field */
	LOC_ELEM,	/* a[b]; b a value */
	/* values */
	TM_CONST,	/* value */
	TM_ADDR,	/* address of location a */
	TM_FUNC,	/* decl */
	TM_STRING,
	TM_INIT,	/* content of location a, since `site` clobbered it (NULL: since entry) */
	TM_SYM,		/* an unknown: made at `site`, for `a` (location or term), generation `gen` */
	TM_MEMBER,	/* member `field` of the struct value a */
	TM_WRAP,	/* a struct whose only member `field` has value a */
	TM_UNARY,	/* op a */
	TM_BINARY,	/* a op b, computed in `bits` and signedness */
	TM_CAST,	/* a, truncated to `bits` and signedness */
	TM_PRED,	/* what guard row says of a: nonzero or zero, or an enumerator */
	TM_SAME,	/* result of the family function decl on a: another name of the page */
};

struct term {
	enum term_kind kind;
	enum ir_opcode op;
	uint8_t bits;
	bool is_unsigned;
	uint16_t depth;
	uint32_t id;			/* in order of creation */
	uint64_t hash, sites;		/* sites: Bloom mask of the sites below */
	const struct ir_type *type;	/* of the first expression that made it; may be NULL */
	const struct term *a, *b;
	union {
		int64_t value;
		const struct ir_var *var;
		const struct ir_field *field;
		struct ir_decl *decl;
		const struct guard_fact *guard;
		unsigned gen;
	};
	const void *site;		/* instruction, block or other unique address */
	struct term *next;		/* in the bucket */
	bool asked;			/* `tells` is known */
	const struct telling *tells;	/* what its bits say of a page (axioms.c); or NULL */
};

struct terms {
	struct arena *mem;
	struct term **bucket;
	size_t nbuckets, n;
};

void terms_init(struct terms *t, struct arena *mem);
void terms_free(struct terms *t);

const struct term *loc_var(struct terms *t, const struct ir_var *v);
const struct term *loc_sym(struct terms *t, const struct term *pointer);	/* folds *&x and *(p + i) */
const struct term *loc_field(struct terms *t, const struct term *loc, const struct ir_field *f);
const struct term *loc_elem(struct terms *t, const struct term *loc, const struct term *index);
const struct term *tm_const(struct terms *t, int64_t v);
/* What memory holds that was allocated as zero: 0, and so do its elements. */
const struct term *tm_zeroed(struct terms *t);
const struct term *tm_addr(struct terms *t, const struct term *loc);		/* folds &*p */
const struct term *tm_func(struct terms *t, struct ir_decl *d);
const struct term *tm_string(struct terms *t, const void *site);
const struct term *tm_init(struct terms *t, const struct term *loc, const void *site,
			   const struct ir_type *type);
const struct term *tm_sym(struct terms *t, const void *site, const struct term *of, unsigned gen,
			  const struct ir_type *type);
const struct term *tm_member(struct terms *t, const struct term *value, const struct ir_field *f);
const struct term *tm_wrap(struct terms *t, const struct term *a, const struct ir_field *f);
const struct term *tm_unary(struct terms *t, enum ir_opcode op, const struct term *a,
			    const struct ir_type *type);
const struct term *tm_binary(struct terms *t, enum ir_opcode op, const struct term *a,
			     const struct term *b, const struct ir_type *type, bool is_unsigned);
const struct term *tm_cast(struct terms *t, const struct term *a, const struct ir_type *type);
const struct term *tm_pred(struct terms *t, const struct guard_fact *g, const struct term *a);
const struct term *tm_same(struct terms *t, struct ir_decl *d, const struct term *a,
			   const struct ir_type *type);

static inline bool term_is_loc(const struct term *t)
{
	return t->kind <= LOC_ELEM;
}

static inline bool term_is_const(const struct term *t, int64_t v)
{
	return t->kind == TM_CONST && t->value == v;
}

/*
 * The head of a page, asked for: one name of the page, and yet it may be another the next time, when
 * the page was split or freed meanwhile. Code that compares the two wants to know.
 */
bool term_may_change(const struct term *t);
/* Does `part` occur in t? */
bool term_mentions(const struct term *t, const struct term *part);
/* Is t a pointer to `object` or into it (not something that was read from it)? */
bool term_points_into(const struct term *t, const struct term *object);
/* Was something below t made at this site? */
bool term_from_site(const struct term *t, const void *site);
/* A value reached from a parameter or a global through members only, in few hops. */
bool term_is_path(const struct term *t);
/* The variable or the unknown value at the bottom of a location. */
const struct term *loc_root(const struct term *loc);
/* Is `loc` the location `outer` or inside it? */
bool loc_within(const struct term *loc, const struct term *outer);
/* The array a location is an element of, without its index: itself for others. */
const struct term *loc_array(const struct term *loc);

void term_print(struct strbuf *out, const struct term *t);

#endif
