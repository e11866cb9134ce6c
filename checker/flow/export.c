/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A summary as bytes. Strings, types and terms come first, each thing after what
 * it is made of and numbered in the order in which the summary needs it; the
 * summary itself speaks of them by number, 0 being none.
 */
#include "flow/across.h"
#include "flow/members.h"
#include "flow/written.h"
#include "util/bytes.h"
#include "util/numbers.h"

#include <stdlib.h>
#include <string.h>

struct writer {
	struct unit_ctx *u;
	struct table string_no;
	struct numbers type_no, term_no, site_no, var_no;
	uint32_t nstrings;
	struct strbuf strings, types, terms, body;
	struct strbuf places;		/* lines and columns, apart: they move without meaning anything */
};

/* --- what a summary is made of -------------------------------------------------------- */

static uint32_t put_string(struct writer *w, const char *s)
{
	uintptr_t no;

	if (!s)
		return 0;
	no = (uintptr_t)table_get(&w->string_no, s);
	if (!no) {
		no = ++w->nstrings;
		table_put(&w->string_no, intern(s), (void *)no);
		put_str(&w->strings, s);
	}
	return (uint32_t)no;
}

static uint32_t put_type(struct writer *w, const struct ir_type *t)
{
	uint32_t to, record, no = numbers_known(&w->type_no, t);
	bool is_new;

	if (!t || no)
		return no;
	to = put_type(w, t->to);
	record = t->record ? put_string(w, t->record->name) : 0;
	put_uint(&w->types, t->kind);
	put_uint(&w->types, t->bits);
	put_uint(&w->types, t->is_unsigned | t->is_const << 1);
	put_uint(&w->types, to);
	put_uint(&w->types, record);
	return numbers_of(&w->type_no, t, &is_new);
}

static uint32_t put_site(struct writer *w, const void *site)
{
	bool is_new;

	return numbers_of(&w->site_no, site, &is_new);
}

/* Nothing that another file could name: its own file keeps it apart. */
static const char *file_of_static(const struct writer *w, bool is_static)
{
	return is_static ? w->u->shown : NULL;
}

static void put_var(struct writer *w, const struct ir_var *v)
{
	uint32_t type = put_type(w, v->type);
	bool is_new;

	put_uint(&w->terms, v->kind);
	put_uint(&w->terms, type);
	switch (v->kind) {
	case VAR_PARAM:
		put_uint(&w->terms, v->index);
		break;
	case VAR_GLOBAL:
		put_uint(&w->terms, put_string(w, v->name));
		put_uint(&w->terms, put_string(w, file_of_static(w, v->is_static)));
		break;
	default:
		put_uint(&w->terms, numbers_of(&w->var_no, v, &is_new));
		break;
	}
}

static void put_field(struct writer *w, const struct ir_field *f)
{
	uint32_t type = put_type(w, f->type);

	put_uint(&w->terms, put_string(w, f->record->name));
	put_uint(&w->terms, f->record->is_union);
	put_uint(&w->terms, put_string(w, f->name));
	put_uint(&w->terms, type);
	put_uint(&w->terms, f->offset);
	put_uint(&w->terms, f->size);
}

static void put_decl(struct writer *w, struct strbuf *b, const struct ir_decl *d)
{
	put_uint(b, d ? put_string(w, d->name) : 0);
	if (d)
		put_uint(b, put_string(w, file_of_static(w, d->is_static && d->in_main_file)));
}

static void put_row(struct writer *w, struct strbuf *b, const struct fact *row)
{
	const struct facts *f = w->u->facts;
	size_t i;

	for (i = 0; row && i < f->all.n && f->all.data[i] != row; i++)
		;
	put_uint(b, row ? i + 1 : 0);
}

static uint32_t put_term(struct writer *w, const struct term *t)
{
	uint32_t a, b, type, no = numbers_known(&w->term_no, t);
	bool is_new;

	if (!t || no)
		return no;
	a = put_term(w, t->a);
	b = put_term(w, t->b);
	type = put_type(w, t->type);
	put_uint(&w->terms, t->kind);
	put_uint(&w->terms, type);
	switch (t->kind) {
	case LOC_VAR:
		put_var(w, t->var);
		break;
	case LOC_SYM:
	case TM_ADDR:
		put_uint(&w->terms, a);
		break;
	case LOC_FIELD:
	case TM_MEMBER:
	case TM_WRAP:
		put_uint(&w->terms, a);
		put_field(w, t->field);
		break;
	case LOC_ELEM:
		put_uint(&w->terms, a);
		put_uint(&w->terms, b);
		break;
	case TM_CONST:
		put_int(&w->terms, t->value);
		break;
	case TM_FUNC:
		put_decl(w, &w->terms, t->decl);
		break;
	case TM_STRING:
		put_uint(&w->terms, put_site(w, t->site));
		break;
	case TM_INIT:
		put_uint(&w->terms, a);
		put_uint(&w->terms, put_site(w, t->site));
		break;
	case TM_SYM:
		put_uint(&w->terms, a);
		put_uint(&w->terms, put_site(w, t->site));
		put_uint(&w->terms, t->gen);
		break;
	case TM_UNARY:
		put_uint(&w->terms, a);
		put_uint(&w->terms, t->op);
		break;
	case TM_BINARY:
		put_uint(&w->terms, a);
		put_uint(&w->terms, b);
		put_uint(&w->terms, t->op);
		put_uint(&w->terms, t->is_unsigned);
		break;
	case TM_CAST:
		put_uint(&w->terms, a);
		put_uint(&w->terms, t->bits);
		put_uint(&w->terms, t->is_unsigned);
		break;
	case TM_PRED:
		put_uint(&w->terms, a);
		put_row(w, &w->terms, &t->guard->row);
		break;
	case TM_SAME:
		put_uint(&w->terms, a);
		put_decl(w, &w->terms, t->decl);
		break;
	}
	return numbers_of(&w->term_no, t, &is_new);
}

/* --- the summary ------------------------------------------------------------------------ */

/* Where the tree lies is no matter of the summary's. */
static uint32_t put_file(struct writer *w, uint16_t file)
{
	return put_string(w, in_tree(w->u, w->u->unit->files.data[file]));
}

static void put_pos(struct writer *w, struct ir_pos pos)
{
	bool spelled = pos.sfile != pos.file || pos.sline != pos.line;

	put_uint(&w->body, put_file(w, pos.file));
	put_uint(&w->places, pos.line);
	put_uint(&w->places, pos.col);
	put_uint(&w->body, spelled);
	if (spelled) {
		put_uint(&w->body, put_file(w, pos.sfile));
		put_uint(&w->places, pos.sline);
	}
}

/* As text: it is only ever shown. Temporaries in it belong to `fn`. */
static void put_expr(struct writer *w, const struct ir_expr *x, const struct ir_decl *fn)
{
	const struct ir_func *running = w->u->running;

	w->u->running = fn && fn->body ? fn->body : running;
	put_uint(&w->body, x ? put_string(w, expr_text(w->u, x)) : 0);
	w->u->running = running;
}

static void put_range(struct writer *w, const struct range *r)
{
	unsigned i;

	put_uint(&w->body, r->n);
	for (i = 0; i < r->n; i++) {
		put_int(&w->body, r->r[i].lo);
		put_int(&w->body, r->r[i].hi);
	}
}

static void put_ref(struct writer *w, const struct ref *r)
{
	put_uint(&w->body, put_term(w, r->object));
	put_uint(&w->body, r->status);
	put_uint(&w->body, (unsigned)r->count);
	put_uint(&w->body, r->bare_counter | r->held_on_entry << 1 | r->consumed << 2 | r->owed_by_caller << 3 | r->escaped << 4 |
		 r->failed << 5);
	put_row(w, &w->body, r->setup ? &r->setup->row : NULL);
	put_row(w, &w->body, r->kind ? &r->kind->row : NULL);
	put_pos(w, r->pos);
	put_decl(w, &w->body, r->fn);
	put_expr(w, r->name, NULL);
}

static void put_tracked(struct writer *w, const struct tracked *t)
{
	size_t k;

	put_uint(&w->body, tracker_number(t->by));
	put_uint(&w->body, put_term(w, t->of));
	put_uint(&w->body, t->bits);
	for (k = 0; k < ARRAY_SIZE(t->with); k++)
		put_uint(&w->body, put_term(w, t->with[k]));
	put_row(w, &w->body, t->row);
	put_pos(w, t->pos);
	put_decl(w, &w->body, t->fn);
}

static void put_fail(struct writer *w, const struct fail *f)
{
	const struct wrapper *v;
	unsigned i, n = 0;

	put_row(w, &w->body, &f->lookup->row);
	put_uint(&w->body, f->nkey);
	for (i = 0; i < f->nkey; i++)
		put_uint(&w->body, put_term(w, f->key[i]));
	put_uint(&w->body, f->key_args);
	put_uint(&w->body, put_term(w, f->answer));
	put_pos(w, f->origin_pos);
	put_decl(w, &w->body, f->origin_fn);
	put_decl(w, &w->body, f->callee);
	for (v = f->via; v; v = v->below)
		n++;
	put_uint(&w->body, n);
	for (v = f->via; v; v = v->below) {
		put_decl(w, &w->body, v->fn);
		put_pos(w, v->pos);
	}
}

/* A row of a member, and how it judges it. */
static void put_arm(struct writer *w, const struct member_fact *m, bool reverse, unsigned aligned)
{
	put_row(w, &w->body, &m->row);
	put_uint(&w->body, reverse | (uint64_t)aligned << 1);
}

static void put_read(struct writer *w, const struct member_read *r)
{
	const struct judged *j;
	unsigned n = 0;

	put_uint(&w->body, put_term(w, r->value));
	put_uint(&w->body, put_term(w, r->page));
	for (j = r->more; j; j = j->more)
		n++;
	put_uint(&w->body, n);
	put_arm(w, r->member, r->other_arm, r->aligned);
	for (j = r->more; j; j = j->more)
		put_arm(w, j->row, j->other_arm, j->aligned);
	put_expr(w, r->expr, r->fn);
	put_pos(w, r->pos);
	put_decl(w, &w->body, r->fn);
	put_pos(w, r->call_pos);
}

/*
 * A reference that a page holds for itself goes with the page's last count. Who puts a
 * count of the page can't tell whether it was that one: callers are not told of it.
 */
static bool is_pages_own(const struct unit_ctx *u, const struct ref *r)
{
	const struct term *o = r->object;

	return r->status == REF_RELEASED && o->kind == TM_INIT && o->a->kind == LOC_FIELD &&
	       facts_member(&u->facts->stable, o->a->field->record->name, o->a->field->name);
}

static void put_state(struct writer *w, const struct state *s)
{
	uint32_t i, n = 0;

	put_uint(&w->body, s->env.n);
	for (i = 0; i < s->env.n; i++) {
		put_uint(&w->body, put_term(w, s->env.data[i].loc));
		put_uint(&w->body, put_term(w, s->env.data[i].value));
	}
	put_uint(&w->body, s->cons.n);
	for (i = 0; i < s->cons.n; i++) {
		put_uint(&w->body, put_term(w, s->cons.data[i].t));
		put_range(w, s->cons.data[i].r);
	}
	put_uint(&w->body, s->kinds.n);
	for (i = 0; i < s->kinds.n; i++) {
		const struct kind *k = &s->kinds.data[i];

		put_uint(&w->body, put_term(w, k->root));
		put_uint(&w->body, k->mask);
		put_uint(&w->body, k->excluded);
		put_uint(&w->body, (unsigned)k->of_address << 1 | (unsigned)k->passed);
		put_row(w, &w->body, k->origin ? &k->origin->row : NULL);
		put_row(w, &w->body, k->by);
		put_decl(w, &w->body, k->from);
		put_pos(w, k->pos);
	}
	for (i = 0; i < s->refs.n; i++)
		n += !is_pages_own(w->u, &s->refs.data[i]);
	put_uint(&w->body, n);
	for (i = 0; i < s->refs.n; i++)
		if (!is_pages_own(w->u, &s->refs.data[i]))
			put_ref(w, &s->refs.data[i]);
	put_uint(&w->body, s->tracked.n);
	for (i = 0; i < s->tracked.n; i++)
		put_tracked(w, &s->tracked.data[i]);
	put_uint(&w->body, s->fails.n);
	for (i = 0; i < s->fails.n; i++)
		put_fail(w, &s->fails.data[i]);
	put_uint(&w->body, s->reads.n);
	for (i = 0; i < s->reads.n; i++)
		put_read(w, &s->reads.data[i]);
	put_uint(&w->body, s->clobbers.n);
	for (i = 0; i < s->clobbers.n; i++)
		put_uint(&w->body, put_term(w, s->clobbers.data[i].loc));
	put_uint(&w->body, s->registered);
	put_uint(&w->body, s->written);
	put_uint(&w->body, put_term(w, s->ret));
	put_pos(w, s->ret_pos);
}

static void put_use(struct writer *w, const struct page_use *p)
{
	struct member_read r = p->read;
	const struct via *v;
	unsigned n = 0;

	r.value = NULL;		/* the use is judged by its page */
	put_uint(&w->body, put_term(w, p->page));
	put_uint(&w->body, p->mask);
	put_read(w, &r);
	put_uint(&w->body, p->how);
	put_uint(&w->body, p->checked | p->overlaid << 1 | p->nonnull << 2);
	put_pos(w, p->pos);
	put_decl(w, &w->body, p->fn);
	for (v = p->via; v; v = v->next)
		n++;
	put_uint(&w->body, n);
	for (v = p->via; v; v = v->next) {
		put_decl(w, &w->body, v->callee);
		put_pos(w, v->pos);
	}
}

static bool is_parameter(const struct term *page)
{
	return page->kind == TM_INIT && page->a->kind == LOC_VAR;
}

/*
 * A mere read is a note, and no caller's: who looks at the callee sees it. And what is
 * this far down was meant for pages of all sorts, and has its guards on the way.
 */
static bool crosses_files(const struct page_use *use)
{
	const struct via *v;
	unsigned calls = 0;

	for (v = use->via; v; v = v->next)
		calls++;
	/* pages inside what is handed over: too far from the caller for what any list does */
	if ((use->read.other_arm || use->read.member->overlays) &&
	    (use->how == USE_ADDRESS || !is_parameter(use->page)))
		return false;
	return use->how != USE_READ && from_outside(use->page) && calls < FLOW_MAX_CALLS;
}

static void put_summary(struct writer *w, const struct summary *s)
{
	size_t i, n;

	put_uint(&w->body, s->ncases);
	for (i = 0; i < s->ncases; i++) {
		put_uint(&w->body, put_term(w, s->cases[i].ret));
		put_state(w, s->cases[i].exit);
	}
	for (i = n = 0; i < s->pages.n; i++)
		n += crosses_files(&s->pages.data[i]);
	put_uint(&w->body, n);
	for (i = 0; i < s->pages.n; i++)
		if (crosses_files(&s->pages.data[i]))
			put_use(w, &s->pages.data[i]);
	put_uint(&w->body, s->objects.n);
	for (i = 0; i < s->objects.n; i++) {
		const struct object_use *o = &s->objects.data[i];

		put_uint(&w->body, put_term(w, o->object));
		put_pos(w, o->pos);
		put_decl(w, &w->body, o->fn);
		put_expr(w, o->expr, o->fn);
	}
	put_uint(&w->body, s->derefs);
	put_uint(&w->body, s->lets_escape);
}

static int compare_numbers(const void *a, const void *b)
{
	uintptr_t x = *(const uintptr_t *)a, y = *(const uintptr_t *)b;

	return (x > y) - (x < y);
}

/* Which of the files that it speaks of are other units' own: a reader looks there. */
static void put_sources(struct writer *w, struct strbuf *out)
{
	struct unit_ctx *u = w->u;
	VEC(uintptr_t) list = { 0 };
	size_t i;

	for (i = 0; i < u->sources.n; i++) {
		const char *name = in_tree(u, u->unit->files.data[u->sources.data[i]]);
		uintptr_t no = (uintptr_t)table_get(&w->string_no, name);

		if (no)
			vec_push(&list, no);
	}
	if (list.n)
		qsort(list.data, list.n, sizeof(*list.data), compare_numbers);
	put_uint(out, list.n);
	for (i = 0; i < list.n; i++)
		put_uint(out, list.data[i]);
	vec_free(&list);
}

/* All but the places, which follow. */
static void put_meaning(struct writer *w, struct strbuf *out)
{
	put_str(out, in_tree(w->u, w->u->unit->files.data[w->u->main_file]));
	put_uint(out, w->nstrings);
	strbuf_add(out, strbuf_str(&w->strings), w->strings.n);
	put_sources(w, out);
	put_uint(out, w->type_no.list.n);
	strbuf_add(out, strbuf_str(&w->types), w->types.n);
	put_uint(out, w->site_no.list.n);
	put_uint(out, w->var_no.list.n);
	put_uint(out, w->term_no.list.n);
	strbuf_add(out, strbuf_str(&w->terms), w->terms.n);
	strbuf_add(out, strbuf_str(&w->body), w->body.n);
}

void export_summary(struct unit_ctx *u, const struct summary *s, struct strbuf *out)
{
	struct strbuf meaning = { 0 };
	struct writer w = { .u = u };

	put_summary(&w, s);
	put_meaning(&w, &meaning);
	put_blob(out, strbuf_str(&meaning), meaning.n);
	put_blob(out, strbuf_str(&w.places), w.places.n);
	table_free(&w.string_no);
	numbers_free(&w.type_no);
	numbers_free(&w.term_no);
	numbers_free(&w.site_no);
	numbers_free(&w.var_no);
	strbuf_free(&meaning);
	strbuf_free(&w.strings);
	strbuf_free(&w.types);
	strbuf_free(&w.terms);
	strbuf_free(&w.body);
	strbuf_free(&w.places);
}

uint64_t export_meaning(const struct flow_export *x)
{
	struct bytes b = { x->bytes, x->bytes + x->n, false }, meaning = get_blob(&b);

	return hash_bytes(meaning.p, (size_t)(meaning.end - meaning.p), x->effects + 1);
}

/* --- what it means to callers --------------------------------------------------------------- */

static unsigned case_effects(const struct unit_ctx *u, const struct state *x)
{
	unsigned e = x->registered ? EFFECT_CURES : 0;
	uint32_t i;

	for (i = 0; i < x->refs.n; i++) {
		const struct ref *r = &x->refs.data[i];

		if (is_pages_own(u, r))
			continue;
		if (r->status == REF_HELD ? !r->held_on_entry && !r->escaped && !from_outside(r->object) :
		    r->owed_by_caller && from_outside(r->object))
			e |= EFFECT_REFS;
	}
	if (x->tracked.n)
		e |= EFFECT_REFS;
	if (x->fails.n)
		e |= EFFECT_FAILS;
	for (i = 0; i < x->reads.n; i++)
		if (from_outside(x->reads.data[i].page))
			e |= EFFECT_READS;
	for (i = 0; i < x->kinds.n; i++) {
		const struct kind *k = &x->kinds.data[i];

		/* it can't tell by its answer when it gives none */
		if (!term_is_loc(k->root) && from_outside(k->root))
			e |= k->mask != u->facts->kinds.any && x->ret ? EFFECT_GUARDS : 0;
		else if (k->origin && kinds_special(&u->facts->kinds, k->mask))
			e |= EFFECT_PAGES;
	}
	return e;
}

unsigned summary_effects(const struct unit_ctx *u, const struct summary *s)
{
	unsigned e = 0;
	size_t i;

	for (i = 0; i < s->ncases; i++)
		e |= case_effects(u, s->cases[i].exit);
	for (i = 0; i < s->pages.n; i++)
		if (crosses_files(&s->pages.data[i]))
			e |= is_parameter(s->pages.data[i].page) ? EFFECT_USES : EFFECT_USES_INSIDE;
	return e;
}
