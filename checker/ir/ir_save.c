/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Things that are spoken of from many places have a number, given when one is first
 * mentioned: strings, types, records, functions, globals. Bodies are written first and
 * mention things; then comes what these are, which may mention more. In the bytes it is the
 * other way round: how many there are of each, what they are, the bodies.
 */
#include "ir/serialize.h"
#include "util/numbers.h"

#include <stdlib.h>

/* Number 0 is NULL. */
struct saver {
	const struct ir_unit *u;
	struct numbers strings, types, records, decls, globals;
	struct numbers exprs;		/* of the function that is being written */
	struct ir_pos pos;		/* that was written last */
	struct strbuf *out;
};

static void mention(struct saver *s, struct numbers *n, const void *p)
{
	bool is_new;

	put_uint(s->out, numbers_of(n, p, &is_new));
}

/* Names are interned: equal ones are one pointer. Other text is made so. */
static void put_name(struct saver *s, const char *name)
{
	mention(s, &s->strings, name ? intern(name) : NULL);
}

static void put_type(struct saver *s, const struct ir_type *t)
{
	mention(s, &s->types, t);
}

/* What is near the last place is short. */
static void put_pos(struct saver *s, struct ir_pos p)
{
	bool other = p.file != s->pos.file;
	bool spelled = p.sfile != p.file || p.sline != p.line;

	put_uint(s->out, (uint64_t)p.col << 2 | (uint64_t)spelled << 1 | other);
	put_int(s->out, (int64_t)p.line - s->pos.line);
	if (other)
		put_uint(s->out, p.file);
	if (spelled) {
		put_uint(s->out, p.sfile);
		put_uint(s->out, p.sline);
	}
	s->pos = p;
}

static void put_flags(struct saver *s, const bool *flag, unsigned n)
{
	unsigned i, mask = 0;

	for (i = 0; i < n; i++)
		mask |= (unsigned)flag[i] << i;
	put_uint(s->out, mask);
}

/* --- bodies ----------------------------------------------------------------------------------- */

static void put_var(struct saver *s, const void *thing)
{
	const struct ir_var *v = thing;
	const bool flags[] = { v->address_taken, v->is_static };

	put_name(s, v->name);
	put_type(s, v->type);
	put_uint(s->out, v->kind);
	put_flags(s, flags, ARRAY_SIZE(flags));
	put_pos(s, v->pos);
}

static void put_expr(struct saver *s, const struct ir_expr *e)
{
	bool is_new;

	/* an expression may stand in several places, and is one thing all the same */
	put_uint(s->out, numbers_of(&s->exprs, e, &is_new));
	if (!is_new)
		return;
	put_uint(s->out, (uint64_t)e->kind << 5 | e->op);
	put_type(s, e->type);
	put_pos(s, e->pos);
	switch (e->kind) {
	case EX_VAR:
		put_uint(s->out, e->var->kind == VAR_GLOBAL);
		if (e->var->kind == VAR_GLOBAL)
			mention(s, &s->globals, e->var);
		else
			put_uint(s->out, e->var->index);
		break;
	case EX_FIELD:
		mention(s, &s->records, e->field->record);
		put_uint(s->out, (uint64_t)(e->field - e->field->record->fields));
		break;
	case EX_CONST:
		put_int(s->out, e->value);
		break;
	case EX_STRING:
		put_name(s, e->text);
		break;
	case EX_FUNC:
		mention(s, &s->decls, e->decl);
		break;
	default:
		break;
	}
	put_expr(s, e->a);
	put_expr(s, e->b);
}

static void put_insn(struct saver *s, const struct ir_insn *i)
{
	const bool flags[] = { i->is_decl, i->is_cleanup };
	unsigned n;

	put_uint(s->out, i->kind);
	put_flags(s, flags, ARRAY_SIZE(flags));
	put_pos(s, i->pos);
	put_expr(s, i->dst);
	put_expr(s, i->src);
	mention(s, &s->decls, i->fn);
	put_expr(s, i->callee);
	put_uint(s->out, i->nargs);
	for (n = 0; n < i->nargs; n++)
		put_expr(s, i->args[n]);
}

static void put_block(struct saver *s, const struct ir_block *b)
{
	size_t i;

	put_name(s, b->label);
	put_uint(s->out, b->ninsns);
	for (i = 0; i < b->ninsns; i++)
		put_insn(s, b->insns[i]);
	put_uint(s->out, b->term);
	put_expr(s, b->value);
	put_pos(s, b->pos);
	put_uint(s->out, b->ncases);
	for (i = 0; i < b->ncases; i++) {
		put_int(s->out, b->cases[i].lo);
		put_int(s->out, b->cases[i].hi);
	}
	put_uint(s->out, b->nsucc);
	for (i = 0; i < b->nsucc; i++)
		put_uint(s->out, b->succ[i]->id);
}

static void put_body(struct saver *s, const struct ir_func *f)
{
	size_t i;

	put_uint(s->out, f->nparams);
	put_uint(s->out, f->nvars);
	for (i = 0; i < f->nvars; i++)
		put_var(s, f->vars[i]);
	put_uint(s->out, f->nblocks);
	for (i = 0; i < f->nblocks; i++)
		put_block(s, f->blocks[i]);
	put_uint(s->out, f->unknown);
	put_pos(s, f->end);
	numbers_free(&s->exprs);
}

/* --- what is spoken of ----------------------------------------------------------------------------- */

static void put_type_itself(struct saver *s, const void *thing)
{
	const struct ir_type *t = thing;
	const bool flags[] = { t->is_unsigned, t->is_const };

	put_uint(s->out, t->kind);
	put_uint(s->out, t->bits);
	put_flags(s, flags, ARRAY_SIZE(flags));
	put_type(s, t->to);
	mention(s, &s->records, t->record);
	put_name(s, t->name);
}

static void put_record_itself(struct saver *s, const void *thing)
{
	const struct ir_record *r = thing;
	const bool flags[] = { r->is_union, r->is_complete };
	size_t i;

	put_name(s, r->name);
	put_flags(s, flags, ARRAY_SIZE(flags));
	put_uint(s->out, r->size);
	put_uint(s->out, r->nfields);
	for (i = 0; i < r->nfields; i++) {
		put_name(s, r->fields[i].name);
		put_type(s, r->fields[i].type);
		put_uint(s->out, r->fields[i].offset);
		put_uint(s->out, r->fields[i].size);
	}
}

/* The bodies are in `bodies` already, in the order of the numbers of their functions. */
static void put_decl_itself(struct saver *s, const void *thing)
{
	const struct ir_decl *d = thing;
	const bool flags[] = {
		d->variadic, d->noreturn, d->is_static, d->is_inline, d->is_defined,
		d->in_main_file, d->broken, d->lowered, d->is_name, d->asserts, d->body,
	};
	unsigned i;

	put_name(s, d->name);
	put_type(s, d->type);
	put_uint(s->out, d->nparams);
	for (i = 0; i < d->nparams; i++)
		put_type(s, d->param_types[i]);
	put_flags(s, flags, ARRAY_SIZE(flags));
	put_pos(s, d->pos);
}

/* What is spoken of of one kind. It is read in one go, so places refer to the one before in it. */
struct section {
	struct strbuf b;
	size_t done;			/* of what was mentioned */
	struct ir_pos pos;
};

/* True when there was something left. */
static bool put_rest(struct saver *s, struct section *x, const struct numbers *n,
		     void (*put)(struct saver *s, const void *thing))
{
	size_t before = x->done;

	s->out = &x->b;
	s->pos = x->pos;
	for (; x->done < n->list.n; x->done++)
		put(s, n->list.data[x->done]);
	x->pos = s->pos;
	return x->done != before;
}

/* --- the unit ------------------------------------------------------------------------------------------ */

static void put_named(struct saver *s, const struct table *t, struct numbers *n)
{
	size_t i;

	put_uint(s->out, t->n);
	for (i = 0; i < t->cap; i++) {
		if (!t->slot[i].key)
			continue;
		put_name(s, t->slot[i].key);
		mention(s, n, t->slot[i].value);
	}
}

static void put_constants(struct saver *s, const struct table *t)
{
	size_t i;

	put_uint(s->out, t->n);
	for (i = 0; i < t->cap; i++) {
		if (!t->slot[i].key)
			continue;
		put_name(s, t->slot[i].key);
		put_int(s->out, *(const int64_t *)t->slot[i].value);
	}
}

static void put_declared(struct saver *s, const struct table *t)
{
	size_t i;

	put_uint(s->out, t->n);
	for (i = 0; i < t->cap; i++)
		if (t->slot[i].key)
			put_name(s, t->slot[i].key);
}

static void put_unit(struct saver *s)
{
	const struct ir_unit *u = s->u;
	size_t i;

	put_uint(s->out, u->files.n);
	for (i = 0; i < u->files.n; i++)
		put_name(s, u->files.data[i]);
	put_named(s, &u->decls, &s->decls);
	put_named(s, &u->records, &s->records);
	put_constants(s, &u->constants);
	put_declared(s, &u->declared);
	put_uint(s->out, u->defs.n);
	for (i = 0; i < u->defs.n; i++)
		mention(s, &s->decls, u->defs.data[i]);
	put_uint(s->out, u->roles.n);
	for (i = 0; i < u->roles.n; i++) {
		const struct ir_role *r = &u->roles.data[i];

		mention(s, &s->records, r->record);
		put_name(s, r->field);
		mention(s, &s->decls, r->fn);
		put_pos(s, r->pos);
	}
}

/* Bodies mention functions, which may have bodies: until there is no new one. */
static void put_bodies(struct saver *s)
{
	size_t i;

	for (i = 0; i < s->decls.list.n; i++) {
		const struct ir_decl *d = s->decls.list.data[i];

		if (d->body)
			put_body(s, d->body);
	}
}

static void put_strings(struct strbuf *out, const struct numbers *n)
{
	size_t i;

	put_uint(out, n->list.n);
	for (i = 0; i < n->list.n; i++)
		put_str(out, n->list.data[i]);
}

static void move(struct strbuf *out, struct strbuf *from)
{
	strbuf_add(out, strbuf_str(from), from->n);
	strbuf_free(from);
}

void ir_save(const struct ir_unit *u, struct strbuf *out)
{
	struct section types = { .done = 0 }, records = { .done = 0 };
	struct section decls = { .done = 0 }, globals = { .done = 0 };
	struct strbuf unit = { 0 }, bodies = { 0 };
	struct saver s = { .u = u, .out = &unit };
	bool more;

	put_unit(&s);
	s.out = &bodies;
	s.pos = (struct ir_pos){ 0 };
	put_bodies(&s);
	do {
		more = put_rest(&s, &decls, &s.decls, put_decl_itself);
		more |= put_rest(&s, &globals, &s.globals, put_var);
		more |= put_rest(&s, &records, &s.records, put_record_itself);
		more |= put_rest(&s, &types, &s.types, put_type_itself);
	} while (more);

	put_strings(out, &s.strings);
	put_uint(out, s.records.list.n);
	put_uint(out, s.types.list.n);
	move(out, &types.b);
	move(out, &records.b);
	put_uint(out, s.decls.list.n);
	move(out, &decls.b);
	put_uint(out, s.globals.list.n);
	move(out, &globals.b);
	move(out, &unit);
	move(out, &bodies);
	numbers_free(&s.strings);
	numbers_free(&s.types);
	numbers_free(&s.records);
	numbers_free(&s.decls);
	numbers_free(&s.globals);
	numbers_free(&s.exprs);
}
