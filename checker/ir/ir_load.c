/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The counterpart of save.c. There is no memory behind the bytes yet when a number is read,
 * so all of a kind are allocated first, and every number is checked against how many there
 * are: bytes that are not ours make no unit, and no crash.
 */
#include "ir/serialize.h"

#include <stdlib.h>
#include <string.h>

struct loader {
	struct ir_unit *u;
	struct arena *mem;
	struct bytes b;
	const char **strings;
	struct ir_type *types;
	struct ir_record *records;
	struct ir_decl *decls;
	struct ir_var *globals;
	uint32_t nstrings, ntypes, nrecords, ndecls, nglobals;
	struct ir_pos pos;
	/* the function that is being read */
	struct ir_func *f;
	VEC(struct ir_expr *) exprs;
};

/* An index below n; 0 and a bad reader when it isn't. */
static uint32_t get_below(struct loader *l, uint32_t n)
{
	uint64_t i = get_uint(&l->b);

	if (i >= n)
		l->b.bad = true;
	return l->b.bad ? 0 : (uint32_t)i;
}

/* 0: nothing. */
#define get_mentioned(l, array, n)	get_mentioned_(l, array, sizeof(*(array)), n)
static void *get_mentioned_(struct loader *l, void *array, size_t size, uint32_t n)
{
	uint32_t i = get_below(l, n + 1);

	return i ? (char *)array + (i - 1) * size : NULL;
}

static const char *get_name(struct loader *l)
{
	const char **s = get_mentioned(l, l->strings, l->nstrings);

	return s ? *s : NULL;
}

static const struct ir_type *get_type(struct loader *l)
{
	return get_mentioned(l, l->types, l->ntypes);
}

static struct ir_decl *get_decl(struct loader *l)
{
	return get_mentioned(l, l->decls, l->ndecls);
}

static struct ir_record *get_record(struct loader *l)
{
	return get_mentioned(l, l->records, l->nrecords);
}

static uint16_t get_file(struct loader *l)
{
	return (uint16_t)get_below(l, UINT16_MAX + 1);
}

static struct ir_pos get_pos(struct loader *l)
{
	uint64_t first = get_uint(&l->b);
	struct ir_pos p = { .file = l->pos.file, .col = (uint16_t)(first >> 2) };

	p.line = p.sline = (uint32_t)(l->pos.line + get_int(&l->b));
	if (first & 1)
		p.file = get_file(l);
	p.sfile = p.file;
	if (first & 2) {
		p.sfile = get_file(l);
		p.sline = (uint32_t)get_uint(&l->b);
	}
	l->pos = p;
	return p;
}

static unsigned get_flags(struct loader *l)
{
	return (unsigned)get_uint(&l->b);
}

/* --- bodies ----------------------------------------------------------------------------------- */

static void get_var(struct loader *l, struct ir_var *v)
{
	unsigned flags;

	v->name = get_name(l);
	v->type = get_type(l);
	v->kind = get_below(l, VAR_GLOBAL + 1);
	flags = get_flags(l);
	v->address_taken = flags & 1;
	v->is_static = flags & 2;
	v->pos = get_pos(l);
	l->b.bad |= !v->name || !v->type;
}

static struct ir_expr *get_expr(struct loader *l)
{
	uint32_t i = get_below(l, (uint32_t)l->exprs.n + 2), at;
	struct ir_expr *e;

	if (!i || l->b.bad)
		return NULL;
	if (i <= l->exprs.n)
		return l->exprs.data[i - 1];
	e = arena_new(l->mem, struct ir_expr);
	vec_push(&l->exprs, e);
	at = get_below(l, (EX_UNKNOWN + 1) << 5);
	e->kind = at >> 5;
	e->op = at & 31;
	e->type = get_type(l);
	e->pos = get_pos(l);
	switch (e->kind) {
	case EX_VAR:
		if (get_below(l, 2))
			e->var = get_mentioned(l, l->globals, l->nglobals);
		else
			e->var = l->f->nvars ? l->f->vars[get_below(l, l->f->nvars)] : NULL;
		l->b.bad |= !e->var;
		break;
	case EX_FIELD: {
		struct ir_record *r = get_record(l);
		uint32_t field = get_below(l, r ? (uint32_t)r->nfields : 0);

		if (!l->b.bad)
			e->field = &r->fields[field];
		break;
	}
	case EX_CONST:
		e->value = get_int(&l->b);
		break;
	case EX_STRING:
		e->text = get_name(l);
		break;
	case EX_FUNC:
		e->decl = get_decl(l);
		break;
	default:
		break;
	}
	e->a = get_expr(l);
	e->b = get_expr(l);
	return e;
}

static struct ir_insn *get_insn(struct loader *l)
{
	struct ir_insn *i = arena_new(l->mem, struct ir_insn);
	unsigned flags, n;

	i->kind = get_below(l, I_EVAL + 1);
	flags = get_flags(l);
	i->is_decl = flags & 1;
	i->is_cleanup = flags & 2;
	i->pos = get_pos(l);
	i->dst = get_expr(l);
	i->src = get_expr(l);
	i->fn = get_decl(l);
	i->callee = get_expr(l);
	i->nargs = get_count(&l->b);
	i->args = arena_array(l->mem, struct ir_expr *, i->nargs);
	for (n = 0; n < i->nargs; n++)
		i->args[n] = get_expr(l);
	return i;
}

static void get_block(struct loader *l, struct ir_block *b)
{
	size_t i;

	b->label = get_name(l);
	b->ninsns = get_count(&l->b);
	b->insns = arena_array(l->mem, struct ir_insn *, b->ninsns);
	for (i = 0; i < b->ninsns; i++)
		b->insns[i] = get_insn(l);
	b->term = get_below(l, T_STOP + 1);
	b->value = get_expr(l);
	b->pos = get_pos(l);
	b->ncases = get_count(&l->b);
	b->cases = arena_array(l->mem, struct ir_case, b->ncases);
	for (i = 0; i < b->ncases; i++) {
		b->cases[i].lo = get_int(&l->b);
		b->cases[i].hi = get_int(&l->b);
	}
	b->nsucc = get_count(&l->b);
	b->succ = arena_array(l->mem, struct ir_block *, b->nsucc);
	for (i = 0; i < b->nsucc; i++)
		b->succ[i] = l->f->blocks[get_below(l, (uint32_t)l->f->nblocks)];
}

static struct ir_func *get_body(struct loader *l, struct ir_decl *d)
{
	struct ir_func *f = arena_new(l->mem, struct ir_func);
	struct ir_block *blocks;
	struct ir_var *vars;
	unsigned i;

	l->f = f;
	l->exprs.n = 0;
	f->decl = d;
	f->nparams = (unsigned)get_uint(&l->b);
	f->nvars = get_count(&l->b);
	l->b.bad |= f->nparams > f->nvars;
	vars = arena_array(l->mem, struct ir_var, f->nvars);
	f->params = f->vars = arena_array(l->mem, struct ir_var *, f->nvars);
	for (i = 0; i < f->nvars; i++) {
		f->vars[i] = &vars[i];
		get_var(l, f->vars[i]);
		f->vars[i]->index = i;
	}
	f->nblocks = get_count(&l->b);
	l->b.bad |= !f->nblocks;
	if (l->b.bad)
		return NULL;
	blocks = arena_array(l->mem, struct ir_block, f->nblocks);
	f->blocks = arena_array(l->mem, struct ir_block *, f->nblocks);
	for (i = 0; i < f->nblocks; i++) {
		blocks[i].id = i;
		f->blocks[i] = &blocks[i];
	}
	for (i = 0; i < f->nblocks && !l->b.bad; i++)
		get_block(l, f->blocks[i]);
	f->unknown = (unsigned)get_uint(&l->b);
	f->end = get_pos(l);
	return f;
}

/* --- what is spoken of ----------------------------------------------------------------------------- */

static void get_type_itself(struct loader *l, struct ir_type *t)
{
	unsigned flags;

	t->kind = get_below(l, TY_OTHER + 1);
	t->bits = (uint16_t)get_below(l, UINT16_MAX + 1);
	flags = get_flags(l);
	t->is_unsigned = flags & 1;
	t->is_const = flags & 2;
	t->to = get_type(l);
	t->record = get_record(l);
	t->name = get_name(l);
	l->b.bad |= !t->name || (t->kind == TY_RECORD && !t->record) ||
		    ((t->kind == TY_POINTER || t->kind == TY_ARRAY) && !t->to);
}

static void get_record_itself(struct loader *l, struct ir_record *r)
{
	unsigned flags;
	size_t i;

	r->name = get_name(l);
	flags = get_flags(l);
	r->is_union = flags & 1;
	r->is_complete = flags & 2;
	r->size = get_uint(&l->b);
	r->nfields = get_count(&l->b);
	r->fields = arena_array(l->mem, struct ir_field, r->nfields);
	for (i = 0; i < r->nfields; i++) {
		struct ir_field *f = &r->fields[i];

		f->record = r;
		f->name = get_name(l);
		f->type = get_type(l);
		f->offset = get_uint(&l->b);
		f->size = get_uint(&l->b);
		l->b.bad |= !f->name || !f->type;
	}
	l->b.bad |= !r->name;
}

/* True when a body of it was kept. */
static bool get_decl_itself(struct loader *l, struct ir_decl *d)
{
	unsigned flags, i;

	d->name = get_name(l);
	d->type = get_type(l);
	d->nparams = get_count(&l->b);
	d->param_types = arena_array(l->mem, const struct ir_type *, d->nparams);
	for (i = 0; i < d->nparams; i++) {
		d->param_types[i] = get_type(l);
		l->b.bad |= !d->param_types[i];
	}
	flags = get_flags(l);
	d->variadic = flags & 1;
	d->noreturn = flags & 2;
	d->is_static = flags & 4;
	d->is_inline = flags & 8;
	d->is_defined = flags & 16;
	d->in_main_file = flags & 32;
	d->broken = flags & 64;
	d->lowered = flags & 128;
	d->is_name = flags & 256;
	d->asserts = flags & 512;
	d->pos = get_pos(l);
	l->b.bad |= !d->name || (d->type && d->type->kind != TY_FUNCTION);
	return flags & 1024;
}

/* --- the unit ------------------------------------------------------------------------------------------ */

static void get_named(struct loader *l, struct table *t, void *array, size_t size, uint32_t n)
{
	uint32_t i, entries = get_count(&l->b);

	for (i = 0; i < entries && !l->b.bad; i++) {
		const char *name = get_name(l);
		void *value = get_mentioned_(l, array, size, n);

		if (name && value)
			table_put(t, name, value);
		else
			l->b.bad = true;
	}
}

static void get_constants(struct loader *l, struct table *t)
{
	uint32_t i, entries = get_count(&l->b);

	for (i = 0; i < entries && !l->b.bad; i++) {
		const char *name = get_name(l);
		int64_t value = get_int(&l->b);

		if (name)
			table_put(t, name, arena_dup(l->mem, &value, sizeof(value)));
		else
			l->b.bad = true;
	}
}

static void get_declared(struct loader *l, struct table *t)
{
	uint32_t i, entries = get_count(&l->b);

	for (i = 0; i < entries && !l->b.bad; i++) {
		const char *name = get_name(l);

		if (name)
			table_put(t, name, (void *)name);
		else
			l->b.bad = true;
	}
}

static void get_unit(struct loader *l)
{
	struct ir_unit *u = l->u;
	uint32_t i, n = get_count(&l->b);

	for (i = 0; i < n && !l->b.bad; i++) {
		vec_push(&u->files, get_name(l));
		l->b.bad |= !vec_last(&u->files);
	}
	get_named(l, &u->decls, l->decls, sizeof(*l->decls), l->ndecls);
	get_named(l, &u->records, l->records, sizeof(*l->records), l->nrecords);
	get_constants(l, &u->constants);
	get_declared(l, &u->declared);
	n = get_count(&l->b);
	for (i = 0; i < n && !l->b.bad; i++) {
		vec_push(&u->defs, get_decl(l));
		l->b.bad |= !vec_last(&u->defs);
	}
	n = get_count(&l->b);
	for (i = 0; i < n && !l->b.bad; i++) {
		struct ir_role r;

		r.record = get_record(l);
		r.field = get_name(l);
		r.fn = get_decl(l);
		r.pos = get_pos(l);
		vec_push(&u->roles, r);
		l->b.bad |= !r.record || !r.field || !r.fn;
	}
}

static void get_strings(struct loader *l)
{
	struct arena text = { 0 };
	uint32_t i;

	l->nstrings = get_count(&l->b);
	l->strings = arena_array(l->mem, const char *, l->nstrings);
	for (i = 0; i < l->nstrings && !l->b.bad; i++) {
		const char *s = get_str(&l->b, &text);

		l->strings[i] = s ? intern(s) : NULL;
		l->b.bad |= !s;
	}
	arena_free(&text);
}

static void get_all(struct loader *l)
{
	bool *has_body;
	uint32_t i;

	get_strings(l);
	l->nrecords = get_count(&l->b);
	l->records = arena_array(l->mem, struct ir_record, l->nrecords);
	l->ntypes = get_count(&l->b);
	l->types = arena_array(l->mem, struct ir_type, l->ntypes);
	for (i = 0; i < l->ntypes && !l->b.bad; i++)
		get_type_itself(l, &l->types[i]);
	for (i = 0; i < l->nrecords && !l->b.bad; i++)
		get_record_itself(l, &l->records[i]);
	l->ndecls = get_count(&l->b);
	l->decls = arena_array(l->mem, struct ir_decl, l->ndecls);
	has_body = arena_array(l->mem, bool, l->ndecls);
	l->pos = (struct ir_pos){ 0 };
	for (i = 0; i < l->ndecls && !l->b.bad; i++)
		has_body[i] = get_decl_itself(l, &l->decls[i]);
	l->nglobals = get_count(&l->b);
	l->globals = arena_array(l->mem, struct ir_var, l->nglobals);
	l->pos = (struct ir_pos){ 0 };
	for (i = 0; i < l->nglobals && !l->b.bad; i++)
		get_var(l, &l->globals[i]);
	l->pos = (struct ir_pos){ 0 };
	get_unit(l);
	l->pos = (struct ir_pos){ 0 };
	for (i = 0; i < l->ndecls && !l->b.bad; i++) {
		if (!has_body[i])
			continue;
		l->decls[i].body = get_body(l, &l->decls[i]);
		if (!l->b.bad && ir_validate(l->decls[i].body))
			l->b.bad = true;
	}
	l->b.bad |= l->b.p != l->b.end;
}

struct ir_unit *ir_load(struct bytes b)
{
	struct ir_unit *u = xcalloc(1, sizeof(*u));
	struct loader l = { .u = u, .mem = &u->mem, .b = b };

	u->closed = true;
	get_all(&l);
	vec_free(&l.exprs);
	if (!l.b.bad)
		return u;
	ir_unload(u);
	return NULL;
}

void ir_unload(struct ir_unit *u)
{
	ir_unit_done(u);
	free(u);
}
