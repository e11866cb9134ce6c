/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/term.h"

#include <stdlib.h>
#include <string.h>

/* Deeper terms say nothing that a rule could use, and loops would grow them for ever. */
#define MAX_DEPTH	24

void terms_init(struct terms *t, struct arena *mem)
{
	memset(t, 0, sizeof(*t));
	t->mem = mem;
	t->nbuckets = 4096;
	t->bucket = xcalloc(t->nbuckets, sizeof(*t->bucket));
}

void terms_free(struct terms *t)
{
	free(t->bucket);
	memset(t, 0, sizeof(*t));
}

static void rehash(struct terms *t)
{
	size_t n = t->nbuckets * 4, i;
	struct term **b = xcalloc(n, sizeof(*b)), *x, *next;

	for (i = 0; i < t->nbuckets; i++)
		for (x = t->bucket[i]; x; x = next) {
			next = x->next;
			x->next = b[x->hash & (n - 1)];
			b[x->hash & (n - 1)] = x;
		}
	free(t->bucket);
	t->bucket = b;
	t->nbuckets = n;
}

static uint64_t site_bit(const void *site)
{
	return site ? 1ull << (hash_mix((uintptr_t)site, 7) & 63) : 0;
}

/* `value` is the widest member of the union: it stands for all of them. */
static const struct term *cons(struct terms *t, struct term *k, const struct ir_type *type)
{
	uint64_t h = hash_mix(k->kind | (uint64_t)k->op << 8 | (uint64_t)k->bits << 16 |
			      (uint64_t)k->is_unsigned << 24, (uintptr_t)k->a);
	struct term *x;

	h = hash_mix(h, (uintptr_t)k->b);
	h = hash_mix(h, (uint64_t)k->value);
	h = hash_mix(h, (uintptr_t)k->site);
	for (x = t->bucket[h & (t->nbuckets - 1)]; x; x = x->next)
		if (x->hash == h && x->kind == k->kind && x->op == k->op && x->bits == k->bits &&
		    x->is_unsigned == k->is_unsigned && x->a == k->a && x->b == k->b &&
		    x->value == k->value && x->site == k->site)
			return x;
	if (t->n > t->nbuckets * 2)
		rehash(t);
	x = arena_dup(t->mem, k, sizeof(*k));
	x->hash = h;
	x->type = type;
	x->id = (uint32_t)++t->n;
	x->depth = 1;
	x->sites = site_bit(k->site);
	if (k->a) {
		x->depth = k->a->depth + 1;
		x->sites |= k->a->sites;
	}
	if (k->b) {
		if (k->b->depth >= x->depth)
			x->depth = k->b->depth + 1;
		x->sites |= k->b->sites;
	}
	x->next = t->bucket[h & (t->nbuckets - 1)];
	t->bucket[h & (t->nbuckets - 1)] = x;
	return x;
}

const struct term *loc_var(struct terms *t, const struct ir_var *v)
{
	struct term k = { .kind = LOC_VAR };

	k.var = v;
	return cons(t, &k, v->type);
}

const struct term *loc_elem(struct terms *t, const struct term *loc, const struct term *index)
{
	struct term k = { .kind = LOC_ELEM, .a = loc, .b = index };

	return cons(t, &k, NULL);
}

const struct term *loc_sym(struct terms *t, const struct term *p)
{
	struct term k = { .kind = LOC_SYM, .a = p };

	if (p->kind == TM_ADDR)
		return p->a;
	/* *(p + i): an element, so that it is known to be part of what p points to */
	if (p->kind == TM_BINARY && p->op == OP_ADD && p->type && p->type->kind == TY_POINTER) {
		const struct term *base = p->a;

		if (base->kind == TM_ADDR && base->a->kind == LOC_ELEM)
			return loc_elem(t, base->a->a, tm_binary(t, OP_ADD, base->a->b, p->b, NULL, false));
		if (base->kind == TM_ADDR)
			return loc_elem(t, base->a, p->b);
		return loc_elem(t, loc_sym(t, base), p->b);
	}
	return cons(t, &k, NULL);
}

const struct term *loc_field(struct terms *t, const struct term *loc, const struct ir_field *f)
{
	struct term k = { .kind = LOC_FIELD, .a = loc };

	k.field = f;
	return cons(t, &k, f->type);
}

const struct term *tm_const(struct terms *t, int64_t v)
{
	struct term k = { .kind = TM_CONST, .value = v };

	return cons(t, &k, NULL);
}

const struct term *tm_zeroed(struct terms *t)
{
	struct term k = { .kind = TM_CONST, .site = t };

	return cons(t, &k, NULL);
}

const struct term *tm_addr(struct terms *t, const struct term *loc)
{
	struct term k = { .kind = TM_ADDR, .a = loc };

	if (loc->kind == LOC_SYM)
		return loc->a;
	return cons(t, &k, NULL);
}

const struct term *tm_func(struct terms *t, struct ir_decl *d)
{
	struct term k = { .kind = TM_FUNC };

	k.decl = d;
	return cons(t, &k, NULL);
}

const struct term *tm_string(struct terms *t, const void *site)
{
	struct term k = { .kind = TM_STRING, .site = site };

	return cons(t, &k, NULL);
}

const struct term *tm_init(struct terms *t, const struct term *loc, const void *site,
			   const struct ir_type *type)
{
	struct term k = { .kind = TM_INIT, .a = loc, .site = site };

	return cons(t, &k, type);
}

const struct term *tm_sym(struct terms *t, const void *site, const struct term *of, unsigned gen,
			  const struct ir_type *type)
{
	struct term k = { .kind = TM_SYM, .a = of, .site = site };

	k.gen = gen;
	return cons(t, &k, type);
}

const struct term *tm_member(struct terms *t, const struct term *v, const struct ir_field *f)
{
	struct term k = { .kind = TM_MEMBER, .a = v };

	if (v->kind == TM_INIT)
		return tm_init(t, loc_field(t, v->a, f), v->site, f->type);
	if (v->kind == TM_CONST)
		return v;	/* a member of a zeroed struct */
	if (v->kind == TM_WRAP && v->field == f)
		return v->a;
	k.field = f;
	return cons(t, &k, f->type);
}

const struct term *tm_wrap(struct terms *t, const struct term *a, const struct ir_field *f)
{
	struct term k = { .kind = TM_WRAP, .a = a };

	k.field = f;
	return cons(t, &k, NULL);
}

bool term_may_change(const struct term *t)
{
	while (t->kind == TM_CAST)
		t = t->a;
	return t->kind == TM_SAME && t->a->type && t->a->type->kind == TY_POINTER;
}

static int64_t wrap(int64_t v, unsigned bits, bool is_unsigned)
{
	if (bits == 0 || bits >= 64)
		return v;
	if (is_unsigned)
		return (int64_t)((uint64_t)v & (((uint64_t)1 << bits) - 1));
	return (int64_t)((uint64_t)v << (64 - bits)) >> (64 - bits);
}

static bool fold(enum ir_opcode op, int64_t a, int64_t b, bool u, int64_t *out)
{
	uint64_t x = (uint64_t)a, y = (uint64_t)b;

	switch (op) {
	case OP_ADD: *out = (int64_t)(x + y); return true;
	case OP_SUB: *out = (int64_t)(x - y); return true;
	case OP_MUL: *out = (int64_t)(x * y); return true;
	case OP_DIV:
		if (!b || (b == -1 && a == INT64_MIN))
			return false;
		*out = u ? (int64_t)(x / y) : a / b;
		return true;
	case OP_REM:
		if (!b || (b == -1 && a == INT64_MIN))
			return false;
		*out = u ? (int64_t)(x % y) : a % b;
		return true;
	case OP_SHL:
		if (y > 63)
			return false;
		*out = (int64_t)(x << y);
		return true;
	case OP_SHR:
		if (y > 63)
			return false;
		*out = u ? (int64_t)(x >> y) : a >> y;
		return true;
	case OP_AND: *out = a & b; return true;
	case OP_OR: *out = a | b; return true;
	case OP_XOR: *out = a ^ b; return true;
	case OP_EQ: *out = a == b; return true;
	case OP_NE: *out = a != b; return true;
	case OP_LT: *out = u ? x < y : a < b; return true;
	case OP_LE: *out = u ? x <= y : a <= b; return true;
	case OP_GT: *out = u ? x > y : a > b; return true;
	case OP_GE: *out = u ? x >= y : a >= b; return true;
	default: return false;
	}
}

/* An unknown that hangs on a term further down, but not for another operation on that. */
static const struct term *deep(struct terms *t, const struct term *k, const struct ir_type *type)
{
	uint64_t h = hash_mix(k->kind | (uint64_t)k->op << 8 | (uint64_t)k->bits << 16 |
			      (uint64_t)k->is_unsigned << 24, k->a->id);
	const struct term *a = k->a;

	if (k->b && k->b->depth > a->depth)
		a = k->b;
	h = hash_mix(h, k->b ? k->b->id : 0);
	while (a->depth > MAX_DEPTH / 2 && a->a && !term_is_loc(a->a))
		a = a->a;
	return tm_sym(t, NULL, a, (unsigned)(h ^ h >> 32), type);
}

/* Where a sum is cut off depends on the type that it is computed in. */
static void computed_in(struct term *k, const struct ir_type *type)
{
	if (!type || type->kind == TY_POINTER || !type->bits || type->bits >= 64)
		return;
	k->bits = (uint8_t)type->bits;
	k->is_unsigned = type->is_unsigned;
}

const struct term *tm_unary(struct terms *t, enum ir_opcode op, const struct term *a,
			    const struct ir_type *type)
{
	struct term k = { .kind = TM_UNARY, .op = op, .a = a };
	unsigned bits = type ? type->bits : 64;
	bool u = type && type->is_unsigned;

	if (a->kind == TM_CONST)
		return tm_const(t, op == OP_NOT ? !a->value :
				wrap(op == OP_NEG ? (int64_t)(0 - (uint64_t)a->value) : ~a->value, bits, u));
	if (op == OP_NOT && a->kind == TM_UNARY && a->op == OP_NOT)
		return tm_binary(t, OP_NE, a->a, tm_const(t, 0), type, false);
	if (op != OP_NOT)
		computed_in(&k, type);
	if (a->depth >= MAX_DEPTH)
		return deep(t, &k, type);
	return cons(t, &k, type);
}

static bool is_compare(enum ir_opcode op)
{
	return op >= OP_EQ && op <= OP_GE;
}

const struct term *tm_binary(struct terms *t, enum ir_opcode op, const struct term *a,
			     const struct term *b, const struct ir_type *type, bool is_unsigned)
{
	struct term k = { .kind = TM_BINARY, .op = op };
	bool commutes = op == OP_ADD || op == OP_MUL || op == OP_AND || op == OP_OR ||
			op == OP_XOR || op == OP_EQ || op == OP_NE;
	bool pointer = type && type->kind == TY_POINTER;
	int64_t v;

	if (a->kind == TM_CONST && b->kind == TM_CONST && !pointer &&
	    fold(op, a->value, b->value, is_unsigned, &v))
		return tm_const(t, is_compare(op) ? v :
				wrap(v, type ? type->bits : 64, type && type->is_unsigned));
	if (a == b && (op == OP_EQ || op == OP_LE || op == OP_GE) && !term_may_change(a))
		return tm_const(t, 1);
	if (a == b && (op == OP_NE || op == OP_LT || op == OP_GT || op == OP_SUB || op == OP_XOR) &&
	    !term_may_change(a))
		return tm_const(t, 0);
	/* constants to the right; other operands in order of creation */
	if (commutes && !pointer &&
	    (a->kind == TM_CONST || (b->kind != TM_CONST && a->id > b->id))) {
		const struct term *x = a;

		a = b;
		b = x;
	}
	if (b->kind == TM_CONST && b->value == 0 &&
	    (op == OP_ADD || op == OP_SUB || op == OP_OR || op == OP_XOR || op == OP_SHL || op == OP_SHR))
		return a;
	if (b->kind == TM_CONST && b->value == 0 && (op == OP_AND || op == OP_MUL))
		return b;
	if (op == OP_ADD || op == OP_SUB || op == OP_MUL || op == OP_SHL)
		computed_in(&k, type);
	/* (x | c) & d: what is set was asked for, or nothing of it was */
	if (op == OP_AND && b->kind == TM_CONST && a->kind == TM_BINARY && a->op == OP_OR &&
	    a->b->kind == TM_CONST) {
		if ((a->b->value & b->value) == b->value)
			return b;
		if (!(a->b->value & b->value))
			return tm_binary(t, op, a->a, b, type, is_unsigned);
	}
	/* (x + 1) + 1, (x & c) & d */
	if (b->kind == TM_CONST && a->kind == TM_BINARY && a->op == op && a->b->kind == TM_CONST &&
	    a->bits == k.bits && a->is_unsigned == k.is_unsigned &&
	    (op == OP_ADD || op == OP_AND || op == OP_OR) && fold(op, a->b->value, b->value, false, &v))
		return tm_binary(t, op, a->a, tm_const(t, pointer ? v : wrap(v, type ? type->bits : 64,
				 type && type->is_unsigned)), type, is_unsigned);
	/* x == 0 and x != 0 of a comparison */
	if (b->kind == TM_CONST && b->value == 0 && op == OP_NE &&
	    ((a->kind == TM_BINARY && is_compare(a->op)) || (a->kind == TM_UNARY && a->op == OP_NOT)))
		return a;
	k.a = a;
	k.b = b;
	if (op == OP_DIV || op == OP_REM || op == OP_SHR || (op >= OP_LT && op <= OP_GE))
		k.is_unsigned = is_unsigned;
	if (a->depth >= MAX_DEPTH || b->depth >= MAX_DEPTH)
		return deep(t, &k, type);
	return cons(t, &k, type);
}

const struct term *tm_cast(struct terms *t, const struct term *a, const struct ir_type *type)
{
	struct term k = { .kind = TM_CAST, .a = a };
	const struct ir_type *from = a->type;

	if (type->kind == TY_BOOL) {
		if (a->kind == TM_CONST)
			return tm_const(t, a->value != 0);
		return tm_binary(t, OP_NE, a, tm_const(t, 0), type, false);
	}
	if (a->kind == TM_CONST)
		return tm_const(t, type->kind == TY_POINTER ? a->value :
				wrap(a->value, type->bits, type->is_unsigned));
	if (type->kind == TY_POINTER || type->kind == TY_RECORD || type->bits == 0 || type->bits >= 64 ||
	    type->kind == TY_VOID || type->kind == TY_OTHER)
		return a;
	/* a value that fits is the same value */
	if (from && from->kind != TY_POINTER && from->bits &&
	    (from->bits < type->bits ? from->is_unsigned || !type->is_unsigned :
	     from->bits == type->bits && from->is_unsigned == type->is_unsigned))
		return a;
	/* 0 and 1 fit into all but a signed bit */
	if (((a->kind == TM_BINARY && is_compare(a->op)) || (a->kind == TM_UNARY && a->op == OP_NOT) ||
	     a->kind == TM_PRED) && (type->bits > 1 || type->is_unsigned))
		return a;
	if (a->kind == TM_CAST && a->bits == type->bits && a->is_unsigned == type->is_unsigned)
		return a;
	k.bits = (uint8_t)type->bits;
	k.is_unsigned = type->is_unsigned;
	if (a->depth >= MAX_DEPTH)
		return deep(t, &k, type);
	return cons(t, &k, type);
}

const struct term *tm_pred(struct terms *t, const struct guard_fact *g, const struct term *a)
{
	struct term k = { .kind = TM_PRED, .a = a };

	k.guard = g;
	return cons(t, &k, NULL);
}

const struct term *tm_same(struct terms *t, struct ir_decl *d, const struct term *a,
			   const struct ir_type *type)
{
	struct term k = { .kind = TM_SAME, .a = a };

	k.decl = d;
	return cons(t, &k, type);
}

bool term_mentions(const struct term *t, const struct term *part)
{
	while (t) {
		if (t == part)
			return true;
		if (t->id <= part->id)	/* parts are older than what they are part of */
			return false;
		if (t->b && term_mentions(t->b, part))
			return true;
		t = t->a;
	}
	return false;
}

bool term_points_into(const struct term *t, const struct term *object)
{
	for (; t; t = t->a) {
		if (t == object)
			return true;
		if (t->kind == TM_INIT || t->kind == TM_SYM || t->kind == TM_PRED || t->kind == TM_UNARY)
			return false;
		if (t->kind == TM_BINARY && t->op >= OP_EQ && t->op <= OP_GE)
			return false;
		if (t->b && !term_is_loc(t) && term_points_into(t->b, object))
			return true;
	}
	return false;
}

static bool from_site(const struct term *t, const void *site, uint64_t bit)
{
	for (; t && (t->sites & bit); t = t->a) {
		if (t->site == site)
			return true;
		if (t->b && from_site(t->b, site, bit))
			return true;
	}
	return false;
}

bool term_from_site(const struct term *t, const void *site)
{
	return from_site(t, site, site_bit(site));
}

const struct term *loc_root(const struct term *loc)
{
	while (loc->kind == LOC_FIELD || loc->kind == LOC_ELEM)
		loc = loc->a;
	return loc;
}

bool loc_within(const struct term *loc, const struct term *outer)
{
	for (; ; loc = loc->a) {
		if (loc == outer)
			return true;
		if (loc->kind != LOC_FIELD && loc->kind != LOC_ELEM)
			return false;
	}
}

const struct term *loc_array(const struct term *loc)
{
	return loc->kind == LOC_ELEM ? loc->a : loc;
}

static const char *const op_text[] = {
	"+", "-", "*", "/", "%", "<<", ">>", "&", "|", "^", "==", "!=", "<", "<=", ">", ">=",
	"-", "~", "!",
};

void term_print(struct strbuf *out, const struct term *t)
{
	switch (t->kind) {
	case LOC_VAR:
		strbuf_adds(out, t->var->name);
		break;
	case LOC_SYM:
		strbuf_adds(out, "*");
		term_print(out, t->a);
		break;
	case LOC_FIELD:
		if (t->a->kind == LOC_SYM) {
			term_print(out, t->a->a);
			strbuf_addf(out, "->%s", t->field->name);
		} else {
			term_print(out, t->a);
			strbuf_addf(out, ".%s", t->field->name);
		}
		break;
	case LOC_ELEM:
		term_print(out, t->a);
		strbuf_adds(out, "[");
		term_print(out, t->b);
		strbuf_adds(out, "]");
		break;
	case TM_CONST:
		strbuf_addf(out, "%lld", (long long)t->value);
		break;
	case TM_ADDR:
		strbuf_adds(out, "&");
		term_print(out, t->a);
		break;
	case TM_FUNC:
		strbuf_adds(out, t->decl->name);
		break;
	case TM_STRING:
		strbuf_adds(out, "\"...\"");
		break;
	case TM_INIT:
		term_print(out, t->a);
		if (t->site)
			strbuf_adds(out, "'");
		break;
	case TM_SYM:
		strbuf_addf(out, "$%u", t->id);
		if (t->a && term_is_loc(t->a)) {
			strbuf_adds(out, ":");
			term_print(out, t->a);
		}
		break;
	case TM_MEMBER:
		term_print(out, t->a);
		strbuf_addf(out, ".%s", t->field->name);
		break;
	case TM_WRAP:
		strbuf_adds(out, "{");
		term_print(out, t->a);
		strbuf_adds(out, "}");
		break;
	case TM_UNARY:
		strbuf_adds(out, op_text[t->op]);
		term_print(out, t->a);
		break;
	case TM_BINARY:
		strbuf_adds(out, "(");
		term_print(out, t->a);
		strbuf_addf(out, " %s ", op_text[t->op]);
		term_print(out, t->b);
		strbuf_adds(out, ")");
		break;
	case TM_CAST:
		strbuf_addf(out, "(%c%u)", t->is_unsigned ? 'u' : 's', t->bits);
		term_print(out, t->a);
		break;
	case TM_PRED:
		strbuf_adds(out, "guard(");
		term_print(out, t->a);
		strbuf_adds(out, ")");
		break;
	case TM_SAME:
		strbuf_addf(out, "%s(", t->decl->name);
		term_print(out, t->a);
		strbuf_adds(out, ")");
		break;
	}
}
