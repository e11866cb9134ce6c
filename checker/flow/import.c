/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bytes as a summary of a function elsewhere. What this unit declares under the
 * same name is taken for the same thing; what it doesn't know is made, once a
 * unit, so that two summaries that speak of it agree.
 */
#include "flow/across.h"
#include "flow/members.h"
#include "util/bytes.h"

#include <string.h>

struct reader {
	struct unit_ctx *u;
	struct bytes in, places;
	const char **strings;
	uint32_t nstrings;
	const struct ir_type **types;
	uint32_t ntypes;
	const struct term **terms;
	uint32_t nterms, sites, vars;
	char *site;			/* one byte each: only its address counts */
	struct ir_var *var, *param;	/* of the function elsewhere */
};

#define MAX_PARAMS	64

static uint32_t number(struct reader *r, uint32_t n)
{
	uint64_t no = get_uint(&r->in);

	if (no > n)
		r->in.bad = true;
	return r->in.bad ? 0 : (uint32_t)no;
}

static const char *string(struct reader *r)
{
	uint32_t no = number(r, r->nstrings);

	return no ? r->strings[no - 1] : NULL;
}

static const struct ir_type *type(struct reader *r)
{
	uint32_t no = number(r, r->ntypes);

	return no ? r->types[no - 1] : NULL;
}

static const struct term *term(struct reader *r)
{
	uint32_t no = number(r, r->nterms);

	return no ? r->terms[no - 1] : NULL;
}

/* A term that has to be there. */
static const struct term *some_term(struct reader *r)
{
	const struct term *t = term(r);

	if (!t)
		r->in.bad = true;
	return t ? t : tm_const(&r->u->terms, 0);
}

static const void *site(struct reader *r)
{
	uint32_t no = number(r, r->sites);

	return no ? &r->site[no - 1] : NULL;
}

/* --- what this unit may know by name ------------------------------------------------------ */

/* One object for a key of this unit's making. */
static void *made(struct unit_ctx *u, const char *key, size_t size, bool *is_new)
{
	void *p = table_get(&u->foreign, key);

	*is_new = !p;
	if (!p) {
		p = arena_alloc(&u->mem, size);
		table_put(&u->foreign, arena_strdup(&u->mem, key), p);
	}
	return p;
}

static struct ir_record *record(struct reader *r, const char *name, bool is_union)
{
	struct ir_record *rec = *name ? table_get(&r->u->unit->records, name) : NULL;
	bool is_new;
	char *key;

	if (rec)
		return rec;
	key = arena_printf(&r->u->mem, "record %s", name);
	rec = made(r->u, key, sizeof(*rec), &is_new);
	if (is_new) {
		rec->name = name;
		rec->is_union = is_union;
	}
	return rec;
}

static const struct ir_field *field(struct reader *r)
{
	const char *owner = string(r), *name;
	bool is_union = get_uint(&r->in), is_new;
	struct ir_record *rec = record(r, owner ? owner : intern(""), is_union);
	struct ir_field *f;

	name = string(r);
	if (!name)
		name = intern("");
	f = ir_record_field(rec, name);
	if (!f)
		f = made(r->u, arena_printf(&r->u->mem, "field %s.%s", rec->name, name), sizeof(*f),
			 &is_new);
	else
		is_new = false;
	if (is_new) {
		f->name = name;
		f->record = rec;
		f->type = type(r);
		f->offset = get_uint(&r->in);
		f->size = get_uint(&r->in);
	} else {
		type(r);
		get_uint(&r->in);
		get_uint(&r->in);
	}
	return f;
}

static struct ir_decl *decl(struct reader *r)
{
	const char *name = string(r), *file;
	struct ir_decl *d;
	bool is_new;

	if (!name)
		return NULL;
	file = string(r);
	d = file ? NULL : ir_find_decl(r->u->unit, name);
	if (d)
		return d;
	d = made(r->u, arena_printf(&r->u->mem, "function %s:%s", file ? file : "", name), sizeof(*d),
		 &is_new);
	d->name = name;
	d->is_static = file != NULL;
	return d;
}

/* What said that the page can only be of some kinds. */
static bool is_guard(enum fact_section s)
{
	return s == FACT_GUARDS || s == FACT_IMPLICIT || s == FACT_AXIOMS;
}

static const struct fact *row(struct reader *r, enum fact_section section)
{
	const struct facts *f = r->u->facts;
	uint32_t no = number(r, (uint32_t)f->all.n);

	if (!no)
		return NULL;
	if (f->all.data[no - 1]->section != section &&
	    !(section == FACT_GUARDS && is_guard(f->all.data[no - 1]->section))) {
		r->in.bad = true;
		return NULL;
	}
	return f->all.data[no - 1];
}

const struct ir_var *global_var(struct unit_ctx *u, const struct ir_var *v)
{
	const struct ir_var *known;

	if (v->kind != VAR_GLOBAL || v->is_static)
		return v;
	known = table_get(&u->globals, v->name);
	if (known)
		return known;
	table_put(&u->globals, v->name, (void *)v);
	return v;
}

static const struct ir_var *global(struct reader *r, const struct ir_type *t)
{
	const char *name = string(r), *file = string(r);
	struct ir_var *v;
	bool is_new;

	if (!name) {
		r->in.bad = true;
		name = intern("");
	}
	v = made(r->u, arena_printf(&r->u->mem, "variable %s:%s", file ? file : "", name), sizeof(*v),
		 &is_new);
	if (is_new)
		*v = (struct ir_var){
			.name = name, .type = t, .kind = VAR_GLOBAL, .is_static = file != NULL,
		};
	return global_var(r->u, v);
}

static const struct ir_var *variable(struct reader *r)
{
	enum ir_var_kind kind = (enum ir_var_kind)get_uint(&r->in);
	const struct ir_type *t = type(r);
	struct ir_var *v;
	uint32_t no;

	if (kind == VAR_GLOBAL)
		return global(r, t);
	no = kind == VAR_PARAM ? number(r, MAX_PARAMS - 1) + 1 : number(r, r->vars);
	if (!no) {
		r->in.bad = true;
		no = 1;
	}
	v = kind == VAR_PARAM ? &r->param[no - 1] : &r->var[no - 1];
	if (!v->name)
		*v = (struct ir_var){
			.name = intern("elsewhere"), .type = t, .kind = kind, .index = no - 1,
		};
	return v;
}

/* --- what a summary is made of ------------------------------------------------------------- */

static const struct ir_type *new_type(struct reader *r)
{
	struct ir_type t = { .kind = (enum ir_type_kind)get_uint(&r->in) }, *made_type;
	const char *tag;
	unsigned flags;
	bool is_new;

	t.bits = (uint16_t)get_uint(&r->in);
	flags = (unsigned)get_uint(&r->in);
	t.is_unsigned = flags & 1;
	t.is_const = flags >> 1 & 1;
	t.to = type(r);
	tag = string(r);
	if (t.kind == TY_RECORD)
		t.record = record(r, tag ? tag : intern(""), false);
	t.name = intern("");
	made_type = made(r->u, arena_printf(&r->u->mem, "type %d %u %u %p %p", t.kind, t.bits, flags,
					    (const void *)t.to, (void *)t.record),
			 sizeof(t), &is_new);
	if (is_new)
		*made_type = t;
	return made_type;
}

static const struct term *new_term(struct reader *r)
{
	struct terms *ts = &r->u->terms;
	enum term_kind kind = (enum term_kind)get_uint(&r->in);
	const struct ir_type *t = type(r);
	const struct term *a = NULL, *b;
	const struct fact *guard;
	struct ir_type cast = { .kind = TY_INT };
	enum ir_opcode op;
	struct ir_decl *d;
	const void *at;

	if (kind != LOC_VAR && kind != TM_CONST && kind != TM_FUNC && kind != TM_STRING)
		a = kind == TM_SYM ? term(r) : some_term(r);
	switch (kind) {
	case LOC_VAR:
		return loc_var(ts, variable(r));
	case LOC_SYM:
		return loc_sym(ts, a);
	case TM_ADDR:
		return tm_addr(ts, a);
	case LOC_FIELD:
		return loc_field(ts, a, field(r));
	case TM_MEMBER:
		return tm_member(ts, a, field(r));
	case TM_WRAP:
		return tm_wrap(ts, a, field(r));
	case LOC_ELEM:
		return loc_elem(ts, a, some_term(r));
	case TM_CONST:
		return tm_const(ts, get_int(&r->in));
	case TM_FUNC:
		d = decl(r);
		return d ? tm_func(ts, d) : tm_const(ts, 0);
	case TM_STRING:
		return tm_string(ts, site(r));
	case TM_INIT:
		at = site(r);
		return tm_init(ts, a, at, t);
	case TM_SYM:
		at = site(r);
		return tm_sym(ts, at, a, (unsigned)get_uint(&r->in), t);
	case TM_UNARY:
		return tm_unary(ts, (enum ir_opcode)get_uint(&r->in), a, t);
	case TM_BINARY:
		b = some_term(r);
		op = (enum ir_opcode)get_uint(&r->in);
		return tm_binary(ts, op, a, b, t, get_uint(&r->in));
	case TM_CAST:
		cast.bits = (uint16_t)get_uint(&r->in);
		cast.is_unsigned = get_uint(&r->in);
		return tm_cast(ts, a, t && t->bits == cast.bits ? t : arena_dup(&r->u->mem, &cast,
										sizeof(cast)));
	case TM_PRED:
		guard = row(r, FACT_GUARDS);
		return guard ? tm_pred(ts, (const struct guard_fact *)guard, a) : a;
	case TM_SAME:
		d = decl(r);
		return d ? tm_same(ts, d, a, t) : a;
	}
	r->in.bad = true;
	return tm_const(ts, 0);
}

/* --- the summary ----------------------------------------------------------------------------- */

static uint16_t file_index(struct unit_ctx *u, const char *name)
{
	const char *root = u->options->root;
	size_t i;

	if (!name || !*name)
		return 0;
	if (name[0] != '/' && root)
		name = intern(arena_printf(&u->mem, "%s/%s", root, name));
	for (i = 1; i < u->unit->files.n; i++)
		if (!strcmp(u->unit->files.data[i], name))
			return (uint16_t)i;
	if (i > UINT16_MAX)
		return 0;
	vec_push(&u->unit->files, intern(name));
	return (uint16_t)i;
}

static struct ir_pos pos(struct reader *r)
{
	struct ir_pos p = { .file = file_index(r->u, string(r)) };

	p.line = p.sline = (uint32_t)get_uint(&r->places);
	p.col = (uint16_t)get_uint(&r->places);
	p.sfile = p.file;
	if (get_uint(&r->in)) {
		p.sfile = file_index(r->u, string(r));
		p.sline = (uint32_t)get_uint(&r->places);
	}
	return p;
}

static const struct ir_expr *expr(struct reader *r)
{
	const char *text = string(r);
	struct ir_expr *x;

	if (!text)
		return NULL;
	x = arena_new(&r->u->mem, struct ir_expr);
	x->kind = EX_STRING;
	x->text = text;
	return x;
}

static const struct range *range(struct reader *r)
{
	struct range *x = arena_new(&r->u->mem, struct range);
	unsigned i;

	x->n = number(r, RANGE_MAX);
	for (i = 0; i < x->n; i++) {
		x->r[i].lo = get_int(&r->in);
		x->r[i].hi = get_int(&r->in);
	}
	return x;
}

static struct ref reference(struct reader *r)
{
	struct ref x = { .object = some_term(r) };
	unsigned flags;

	x.status = get_uint(&r->in) == REF_HELD ? REF_HELD : REF_RELEASED;
	x.count = (int)get_uint(&r->in);
	flags = (unsigned)get_uint(&r->in);
	x.bare_counter = flags & 1;
	x.held_on_entry = flags >> 1 & 1;
	x.consumed = flags >> 2 & 1;
	x.owed_by_caller = flags >> 3 & 1;
	x.escaped = flags >> 4 & 1;
	x.failed = flags >> 5 & 1;
	x.setup = (const struct setup_fact *)row(r, FACT_SETUPS);
	x.kind = (const struct ref_kind *)row(r, FACT_REFERENCE_KINDS);
	x.pos = pos(r);
	x.fn = decl(r);
	x.name = expr(r);
	return x;
}

static struct tracked tracked_fact(struct reader *r)
{
	struct tracked t = { .by = tracker_at((unsigned)get_uint(&r->in)) };
	size_t k;

	r->in.bad |= !t.by;
	t.of = some_term(r);
	t.bits = (unsigned)get_uint(&r->in);
	for (k = 0; k < ARRAY_SIZE(t.with); k++)
		t.with[k] = term(r);
	t.row = row(r, FACT_BATCHES);
	t.pos = pos(r);
	t.fn = decl(r);
	return t;
}

static struct fail failure(struct reader *r)
{
	struct fail f = {
		.lookup = (const struct lookup_fact *)row(r, FACT_LOOKUPS),
	};
	const struct wrapper **last = &f.via;
	const struct term **key;
	uint32_t i, n;

	r->in.bad |= !f.lookup;
	f.nkey = get_count(&r->in);
	key = arena_array(&r->u->mem, const struct term *, f.nkey);
	for (i = 0; i < f.nkey; i++)
		key[i] = some_term(r);
	f.key = key;
	f.key_args = get_uint(&r->in);
	f.answer = term(r);
	f.origin_pos = pos(r);
	f.origin_fn = decl(r);
	f.callee = decl(r);
	for (n = get_count(&r->in); n; n--) {
		struct wrapper *w = arena_new(&r->u->mem, struct wrapper);

		w->fn = decl(r);
		w->pos = pos(r);
		*last = w;
		last = &w->below;
	}
	return f;
}

static struct judged arm(struct reader *r)
{
	struct judged j = { .row = (const struct member_fact *)row(r, FACT_ARMS) };
	uint64_t flags = get_uint(&r->in);

	r->in.bad |= !j.row;
	j.other_arm = flags & 1;
	j.aligned = (unsigned)(flags >> 1);
	return j;
}

static struct member_read member_read(struct reader *r)
{
	struct member_read x = { .value = term(r), .page = some_term(r) };
	uint32_t n = get_count(&r->in);
	struct judged first = arm(r), *last = &first;

	for (; n && !r->in.bad; n--) {
		struct judged *more = arena_new(&r->u->mem, struct judged);

		*more = arm(r);
		last->more = more;
		last = more;
	}
	x.member = first.row;
	x.other_arm = first.other_arm;
	x.aligned = first.aligned;
	x.more = first.more;
	x.expr = expr(r);
	x.pos = pos(r);
	x.fn = decl(r);
	x.call_pos = pos(r);
	return x;
}

#define room(r, v)	((v)->n = (v)->cap = get_count(&(r)->in), (v)->shared = true, \
			 (v)->data = arena_alloc(&(r)->u->mem, (v)->n * sizeof(*(v)->data)))

static struct state *state(struct reader *r)
{
	struct state *s = arena_new(&r->u->mem, struct state);
	uint32_t i;

	room(r, &s->env);
	for (i = 0; i < s->env.n; i++) {
		s->env.data[i].loc = some_term(r);
		s->env.data[i].value = some_term(r);
	}
	room(r, &s->cons);
	for (i = 0; i < s->cons.n; i++) {
		s->cons.data[i].t = some_term(r);
		s->cons.data[i].r = range(r);
	}
	room(r, &s->kinds);
	for (i = 0; i < s->kinds.n; i++) {
		struct kind *k = &s->kinds.data[i];
		unsigned flags;

		k->root = some_term(r);
		k->mask = get_uint(&r->in);
		k->excluded = get_uint(&r->in);
		flags = (unsigned)get_uint(&r->in);
		k->of_address = flags >> 1 & 1;
		k->passed = flags & 1;
		k->origin = (const struct origin_fact *)row(r, FACT_ORIGINS);
		k->by = row(r, FACT_GUARDS);
		k->from = decl(r);
		k->pos = pos(r);
	}
	room(r, &s->refs);
	for (i = 0; i < s->refs.n; i++)
		s->refs.data[i] = reference(r);
	room(r, &s->tracked);
	for (i = 0; i < s->tracked.n; i++)
		s->tracked.data[i] = tracked_fact(r);
	room(r, &s->fails);
	for (i = 0; i < s->fails.n; i++)
		s->fails.data[i] = failure(r);
	room(r, &s->reads);
	for (i = 0; i < s->reads.n; i++) {
		s->reads.data[i] = member_read(r);
		r->in.bad |= !s->reads.data[i].value;
	}
	room(r, &s->clobbers);
	for (i = 0; i < s->clobbers.n; i++)
		s->clobbers.data[i].loc = some_term(r);
	s->registered = get_uint(&r->in);
	s->written = get_uint(&r->in);
	s->ret = term(r);
	s->ret_pos = pos(r);
	return s;
}

static struct page_use page_use(struct reader *r)
{
	struct page_use p = { .page = some_term(r) };
	const struct via **last = &p.via;
	unsigned flags;
	uint32_t n;

	p.mask = get_uint(&r->in);
	p.read = member_read(r);
	p.how = (enum use_how)number(r, USE_SINK);
	flags = (unsigned)get_uint(&r->in);
	p.checked = flags & 1;
	p.overlaid = flags >> 1 & 1;
	p.nonnull = flags >> 2 & 1;
	p.pos = pos(r);
	p.fn = decl(r);
	for (n = get_count(&r->in); n; n--) {
		struct via *v = arena_new(&r->u->mem, struct via);

		v->callee = decl(r);
		v->pos = pos(r);
		*last = v;
		last = &v->next;
	}
	return p;
}

static void fill(struct reader *r, struct summary *s)
{
	uint32_t i, n;

	s->ncases = get_count(&r->in);
	s->cases = arena_array(&r->u->mem, struct outcome_case, s->ncases);
	for (i = 0; i < s->ncases; i++) {
		s->cases[i].ret = term(r);
		s->cases[i].exit = state(r);
	}
	for (n = get_count(&r->in); n && !r->in.bad; n--)
		vec_push(&s->pages, page_use(r));
	for (n = get_count(&r->in); n && !r->in.bad; n--) {
		struct object_use o = { .object = some_term(r) };

		o.pos = pos(r);
		o.fn = decl(r);
		o.expr = expr(r);
		vec_push(&s->objects, o);
	}
	s->derefs = get_uint(&r->in);
	s->lets_escape = get_uint(&r->in);
}

/* Its positions are places that a reader can look at, like those of the unit's own file. */
static void note_source(struct unit_ctx *u, const char *name)
{
	uint16_t file = file_index(u, name);
	size_t i;

	for (i = 0; i < u->sources.n && u->sources.data[i] != file; i++)
		;
	if (file && i == u->sources.n)
		vec_push(&u->sources, file);
}

struct summary *import_summary(struct unit_ctx *u, const char *bytes, size_t n)
{
	struct bytes all = { bytes, bytes + n, false };
	struct reader r = { .u = u };
	struct summary *s = arena_new(&u->mem, struct summary);
	const char *source, *text;
	uint32_t i, count, sources, *source_no;

	r.in = get_blob(&all);
	r.places = get_blob(&all);
	source = get_str(&r.in, &u->mem);
	count = get_count(&r.in);
	r.strings = arena_array(&u->mem, const char *, count);
	for (i = 0; i < count; i++) {
		text = get_str(&r.in, &u->mem);
		r.strings[i] = intern(text ? text : "");
	}
	r.nstrings = count;
	sources = get_count(&r.in);
	source_no = arena_array(&u->mem, uint32_t, sources);
	for (i = 0; i < sources; i++)
		source_no[i] = number(&r, r.nstrings);
	count = get_count(&r.in);
	r.types = arena_array(&u->mem, const struct ir_type *, count);
	for (i = 0; i < count; i++) {
		r.types[i] = new_type(&r);
		r.ntypes = i + 1;
	}
	r.sites = get_count(&r.in);
	r.site = arena_array(&u->mem, char, r.sites + 1);
	r.vars = get_count(&r.in);
	r.var = arena_array(&u->mem, struct ir_var, r.vars + 1);
	r.param = arena_array(&u->mem, struct ir_var, MAX_PARAMS);
	count = get_count(&r.in);
	r.terms = arena_array(&u->mem, const struct term *, count);
	for (i = 0; i < count; i++) {
		r.terms[i] = new_term(&r);
		r.nterms = i + 1;
	}
	fill(&r, s);
	vec_push(&u->summaries, s);	/* to be freed with them, even when it is no good */
	if (all.bad || r.in.bad || r.in.p != r.in.end || r.places.bad || r.places.p != r.places.end)
		return NULL;
	note_source(u, source);
	for (i = 0; i < sources; i++)
		note_source(u, source_no[i] ? r.strings[source_no[i] - 1] : NULL);
	return s;
}
