/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Turns what a probe has recorded into words. */
#include "why/probe.h"
#include "rule/rule.h"

#include <string.h>

/* --- expressions as written ----------------------------------------------------------- */

#define MAX_NESTED	4	/* calls in arguments of calls */

static const struct ir_insn *defining_call(const struct ir_func *f, const struct ir_var *v)
{
	size_t i, j;

	for (i = 0; i < f->nblocks; i++)
		for (j = 0; j < f->blocks[i]->ninsns; j++) {
			const struct ir_insn *in = f->blocks[i]->insns[j];

			if (in->kind == I_CALL && in->dst && in->dst->kind == EX_VAR && in->dst->var == v)
				return in;
		}
	return NULL;
}

static void add_text(struct strbuf *b, struct fn_ctx *c, const struct ir_expr *x, unsigned depth);

static void add_call(struct strbuf *b, struct fn_ctx *c, const struct ir_insn *i, unsigned depth)
{
	unsigned k;

	if (i->fn)
		strbuf_adds(b, i->fn->name);
	else
		add_text(b, c, i->callee, depth + 1);
	strbuf_addc(b, '(');
	for (k = 0; k < i->nargs; k++) {
		strbuf_adds(b, k ? ", " : "");
		add_text(b, c, i->args[k], depth + 1);
	}
	strbuf_addc(b, ')');
}

static void add_text(struct strbuf *b, struct fn_ctx *c, const struct ir_expr *x, unsigned depth)
{
	const struct ir_insn *call = NULL;
	const char *s;

	x = as_written(c->u, x);
	while (x && x->kind == EX_CAST)
		x = x->a;
	if (x && x->kind == EX_VAR && x->var->kind == VAR_TEMP) {
		call = depth < MAX_NESTED ? defining_call(c->f, x->var) : NULL;
		if (call)
			add_call(b, c, call, depth);
		else
			strbuf_adds(b, PROBE_NO_TEXT);
		return;
	}
	s = condition_text(c->u, x);
	strbuf_adds(b, *s ? s : PROBE_NO_TEXT);
}

const char *probe_text(struct fn_ctx *c, const struct ir_expr *x)
{
	struct strbuf b = { 0 };
	const char *s;

	add_text(&b, c, x, 0);
	s = arena_strdup(&c->u->mem, strbuf_str(&b));
	strbuf_free(&b);
	return s;
}

/* --- a sentence ------------------------------------------------------------------------- */

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static void describe_ref(struct strbuf *out, const struct fact *row)
{
	strbuf_addf(out, "rules/%s:%u: %s '%s'", base_name(row->file), row->line,
		    fact_section_name(row->section), row->name);
	if (row->why)
		strbuf_addf(out, ": %s", row->why);
	if (row->ref)
		strbuf_addf(out, " [%s]", row->ref);
}

void probe_say(struct fn_ctx *c, enum answer_topic topic, struct ir_pos pos, const struct fact *row,
	       const char *fmt, ...)
{
	struct unit_ctx *u = c->u;
	struct answer_line l = { .topic = topic, .line = pos.line, .col = pos.col };
	struct strbuf text = { 0 }, ref = { 0 };
	va_list ap;

	va_start(ap, fmt);
	strbuf_vaddf(&text, fmt, ap);
	va_end(ap);
	if (row)
		describe_ref(&ref, row);
	l.file = pos.line ? in_tree(u, u->unit->files.data[pos.file]) : NULL;
	l.text = strbuf_str(&text);
	l.ref = row ? strbuf_str(&ref) : NULL;
	answer_add(u->options->probe->answer, &l);
	strbuf_free(&text);
	strbuf_free(&ref);
}

/* --- pages ---------------------------------------------------------------------------------- */

void probe_kinds(struct fn_ctx *c, struct strbuf *out, kinds_t mask)
{
	kinds_tell(out, &c->u->facts->kinds, mask, c->u->present);
}

static bool is_insn_of(const struct fn_ctx *c, const void *site, const struct ir_insn **insn,
		       bool *clobber)
{
	size_t i, j;

	for (i = 0; i < c->f->nblocks; i++)
		for (j = 0; j < c->f->blocks[i]->ninsns; j++) {
			const struct ir_insn *in = c->f->blocks[i]->insns[j];

			*clobber = site == (const void *)((const char *)in + 1);
			if (site == in || *clobber) {
				*insn = in;
				return true;
			}
		}
	return false;
}

static void add_site(struct fn_ctx *c, const struct term *t, struct strbuf *out)
{
	const struct ir_insn *in;
	bool clobber;

	if (!t->site || !is_insn_of(c, t->site, &in, &clobber)) {
		strbuf_adds(out, "one of several values, from ways that meet before");
		return;
	}
	if (in->kind != I_CALL)
		strbuf_addf(out, "what line %u leaves in it, which is more than is kept track of",
			    in->pos.line);
	else if (clobber)
		strbuf_addf(out, "what '%s' at line %u may have left there", in->fn ? in->fn->name :
			    probe_text(c, in->callee), in->pos.line);
	else
		strbuf_addf(out, "the result of '%s' at line %u, of which no row of the rules says what page it is",
			    in->fn ? in->fn->name : probe_text(c, in->callee), in->pos.line);
}

/* Describes the source of a value that no row is about. */
static void add_source(struct fn_ctx *c, const struct term *t, struct strbuf *out)
{
	if (t->kind == TM_INIT) {
		const struct term *loc = t->a;

		if (loc->kind == LOC_VAR && loc->var->kind == VAR_PARAM && !t->site)
			strbuf_addf(out, "the parameter '%s': each caller answers for what it passes",
				    loc->var->name);
		else if (loc->kind == LOC_VAR && loc->var->kind == VAR_GLOBAL)
			strbuf_addf(out, "the global variable '%s'", loc->var->name);
		else if (loc->kind == LOC_FIELD)
			strbuf_addf(out, "what the member '%s.%s' holds, of which no row says what page it is",
				    loc->field->record->name, loc->field->name);
		else if (loc->kind == LOC_ELEM)
			strbuf_adds(out, "an element of an array that was not filled in sight");
		else if (t->site)
			add_site(c, t, out);
		else
			strbuf_adds(out, "what memory handed in by the caller holds");
	} else if (t->kind == TM_SYM) {
		add_site(c, t, out);
	} else if (t->kind == TM_ADDR) {
		strbuf_adds(out, "the address of something in memory");
	} else if (t->kind == TM_CONST) {
		strbuf_adds(out, t->value ? "a constant" : "NULL");
	} else {
		strbuf_adds(out, "computed here");
	}
}

const struct fact *probe_page(struct fn_ctx *c, const struct kind *k, struct strbuf *out)
{
	const struct origin_fact *o = k->origin;
	bool excluded = false;

	strbuf_adds(out, kinds_ordinary(&c->u->facts->kinds, k->mask) ? "is " : "may be ");
	probe_kinds(c, out, k->mask);
	if (o && k->from)
		strbuf_addf(out, "; it comes from '%s' at line %u", k->from->name, k->pos.line);
	else if (o)
		strbuf_addf(out, "; it comes from '%s'", o->row.name);
	else {
		strbuf_adds(out, "; nothing is known of where it comes from: it is ");
		add_source(c, k->root, out);
	}
	if (o && (k->mask & o->may_be) != o->may_be) {
		strbuf_adds(out, ", which may give ");
		probe_kinds(c, out, o->may_be);
		strbuf_adds(out, "; the rest is excluded on the way");
		excluded = true;
	} else if (!o && k->mask != c->u->facts->kinds.any) {
		strbuf_adds(out, "; the rest is excluded on the way");
		excluded = true;
	}
	if (k->by && excluded)
		strbuf_addf(out, ", by '%s'", k->by->name);
	return k->by && (!o || k->mask != o->may_be) ? k->by : o ? &o->row : NULL;
}

/* --- ranges ---------------------------------------------------------------------------------- */

static void add_bound(struct strbuf *out, int64_t v)
{
	const char *name = v < 0 && v >= -4095 ? errno_name((int)-v) : NULL;

	if (name)
		strbuf_addf(out, "-%s", name);
	else
		strbuf_addf(out, "%lld", (long long)v);
}

static void pointer_range(struct strbuf *out, const struct range *r)
{
	struct range zero = range_of(0, 0), errors = range_of(-ERRNO_MAX, -1), bad, valid;

	valid = range_pointer_valid();
	bad = range_meet(r, &errors);
	if (range_within(r, &zero))
		strbuf_adds(out, "is NULL");
	else if (range_within(r, &errors))
		strbuf_adds(out, "is an error pointer");
	else if (range_within(r, &valid))
		strbuf_adds(out, "is neither NULL nor an error pointer");
	else if (range_empty(&bad))
		strbuf_adds(out, "may be NULL, and is no error pointer");
	else if (!range_has(r, 0))
		strbuf_adds(out, "is not NULL");
	else
		strbuf_adds(out, "may be NULL or not: nothing is known of that");
}

void probe_range(struct strbuf *out, const struct range *r, const struct ir_type *type)
{
	struct range all = type ? range_type(type) : range_full();
	unsigned i;

	if (type && type->kind == TY_POINTER) {
		pointer_range(out, r);
		return;
	}
	if (range_within(&all, r) || range_empty(r))
		return;
	strbuf_adds(out, "is ");
	for (i = 0; i < r->n; i++) {
		bool lo = r->r[i].lo > all.r[0].lo, hi = r->r[i].hi < all.r[all.n - 1].hi;

		strbuf_adds(out, i ? ", or " : "");
		if (r->r[i].lo == r->r[i].hi || lo)
			add_bound(out, r->r[i].lo);
		if (r->r[i].lo == r->r[i].hi)
			continue;
		strbuf_adds(out, lo && hi ? " to " : lo ? " or more" : "");
		if (hi)
			add_bound(out, r->r[i].hi);
		strbuf_adds(out, hi && !lo ? " or less" : "");
	}
}

/* --- rows ------------------------------------------------------------------------------------- */

static unsigned say_row(struct fn_ctx *c, struct ir_pos pos, const struct ir_decl *d,
			const struct fact *row)
{
	struct strbuf b = { 0 };
	unsigned n = 0;

	for (; row; row = row->next) {
		if (!row_applies(c->u, row, d) || (row->section == FACT_ORIGINS &&
						   !origin_is_here(&c->e, (const struct origin_fact *)row)))
			continue;
		strbuf_reset(&b);
		fact_describe(&b, c->u->facts, row);
		probe_say(c, ANSWER_LINE, pos, row, "'%s' has a row in %s%s%s", row->name,
			  fact_section_name(row->section), b.n ? ": " : "", strbuf_str(&b));
		n++;
		if (row->section == FACT_ORIGINS && ((const struct origin_fact *)row)->in)
			break;	/* rows for other files don't matter then */
	}
	strbuf_free(&b);
	return n;
}

unsigned probe_rows(struct fn_ctx *c, struct ir_pos pos, const struct ir_decl *d)
{
	const struct fn_facts *f = info_of(c->u, (struct ir_decl *)d)->facts;
	const struct fact *rows[] = {
		f ? (const struct fact *)f->origins : NULL, f ? (const struct fact *)f->guards : NULL,
		f ? (const struct fact *)f->families : NULL, f ? (const struct fact *)f->refs : NULL,
		f ? (const struct fact *)f->lookups : NULL, f ? (const struct fact *)f->answers : NULL,
		f ? (const struct fact *)f->cures : NULL, f ? (const struct fact *)f->sinks : NULL,
		f ? (const struct fact *)f->readers : NULL,
	};
	unsigned n = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++)
		n += say_row(c, pos, d, rows[i]);
	return n;
}
