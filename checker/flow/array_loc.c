/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/array_loc.h"
#include "flow/call.h"

#include <stdlib.h>

const struct term *uncast(const struct term *t)
{
	while (t->kind == TM_CAST)
		t = t->a;
	return t;
}

const struct term *array_pointed_to(struct fn_ctx *c, const struct term *pointer)
{
	const struct term *loc = loc_sym(&c->u->terms, uncast(pointer));

	while (loc->kind == LOC_ELEM)
		loc = loc->a;
	/* p + i is no element where the types differ, as behind a cast */
	while (loc->kind == LOC_SYM && loc->a->kind == TM_BINARY && loc->a->op == OP_ADD)
		loc = loc_array(loc_sym(&c->u->terms, uncast(loc->a->a)));
	return loc;
}

const struct term *array_of_element(struct state_env *e, const struct term *value)
{
	const struct term *root = page_root(e, value), *loc;

	if (root->kind != TM_INIT)
		return NULL;
	loc = root->a;
	while (loc->kind == LOC_ELEM)
		loc = loc->a;
	return loc;
}

bool mentions_element(struct state_env *e, const struct term *value, const struct term *array)
{
	const struct term *t;

	for (t = value; t; t = t->a) {
		if (t->kind == TM_INIT && array_of_element(e, t) == array)
			return true;
		if (t->b && mentions_element(e, t->b, array))
			return true;
	}
	return false;
}

const struct ir_field *array_member(const struct term *array)
{
	if (array->kind == LOC_SYM && array->a->kind == TM_INIT)
		array = array->a->a;
	return array->kind == LOC_FIELD ? array->field : NULL;
}

const struct term *array_parameter(const struct term *array)
{
	for (;;) {
		const struct term *root = loc_root(array);

		if (root->kind != LOC_SYM || root->a->kind != TM_INIT)
			return NULL;
		array = root->a->a;
		if (array->kind == LOC_VAR && array->var->kind == VAR_PARAM)
			return root->a;
	}
}

bool array_reached(struct fn_ctx *c, struct state *s, const struct term *value,
		   const struct term *array)
{
	const struct term *to = loc_array(loc_sym(&c->u->terms, value)), *root;
	uint32_t i;

	if (array_pointed_to(c, value) == array)
		return true;
	for (;;) {
		if (loc_within(array, to))
			return true;
		root = loc_root(array);
		if (root->kind != LOC_SYM)
			return false;
		/* a place behind the value that holds the pointer */
		for (i = 0; i < s->env.n; i++)
			if (s->env.data[i].value == root->a && loc_within(s->env.data[i].loc, to))
				return true;
		if (root->a->kind != TM_INIT)
			return false;
		array = root->a->a;
	}
}

/* --- loops ------------------------------------------------------------------------------------ */

static bool is_page_type(const struct unit_ctx *u, const struct ir_type *t)
{
	while (t && t->kind == TY_POINTER)
		t = t->to;
	return t && t->kind == TY_RECORD && t->record && table_get(&u->pages, t->record->name);
}

static bool moves_pages(const struct unit_ctx *u, const struct ir_block *b)
{
	size_t i;
	unsigned k;

	for (i = 0; i < b->ninsns; i++) {
		const struct ir_insn *in = b->insns[i];

		if (in->kind == I_ASSIGN && in->dst->kind != EX_VAR &&
		    is_page_type(u, in->src->type))
			return true;
		for (k = 0; in->kind == I_CALL && k < in->nargs; k++)
			if (is_page_type(u, in->args[k]->type))
				return true;
	}
	return false;
}

/* Marks what can be reached from b. */
static void reach(const struct ir_block *b, bool *seen)
{
	size_t i;

	for (i = 0; i < b->nsucc; i++)
		if (!seen[b->succ[i]->id]) {
			seen[b->succ[i]->id] = true;
			reach(b->succ[i], seen);
		}
}

/* The head: what is in the loop comes back to it, and only through it is the loop entered. */
static bool is_page_loop(struct fn_ctx *c, const struct ir_block *head, const struct ir_block *to)
{
	size_t n = c->f->nblocks, i;
	bool *from_head = xcalloc(n, sizeof(*from_head)), *from = xcalloc(n, sizeof(*from));
	bool found = false;

	reach(head, from_head);
	reach(to, from);
	from[to->id] = true;
	if (from_head[head->id] && !from[head->id])
		for (i = 0; i < n && !found; i++) {
			bool *back;

			if (!from_head[i] || !moves_pages(c->u, c->f->blocks[i]))
				continue;
			back = xcalloc(n, sizeof(*back));
			reach(c->f->blocks[i], back);
			found = back[head->id];
			free(back);
		}
	free(from_head);
	free(from);
	return found;
}

bool leaves_page_loop(struct fn_ctx *c, const struct ir_block *b, const struct ir_block *to)
{
	size_t i, j;

	/* blocks are in reverse post-order: a loop's head is where an edge goes back to */
	for (i = b->id; i < c->f->nblocks; i++)
		for (j = 0; j < c->f->blocks[i]->nsucc; j++)
			if (c->f->blocks[i]->succ[j] == b)
				return is_page_loop(c, b, to);
	return false;
}
