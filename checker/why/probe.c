/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records states at a line while a function is analysed, and answers from the final ones. */
#include "why/noted.h"

#include <stdlib.h>
#include <string.h>

/* --- what is on the line -------------------------------------------------------------- */

bool probe_at_line(const struct fn_probe *p, struct ir_pos pos)
{
	return pos.line == p->line && pos.file == p->file;
}

/* Calls fn for each expression of an instruction, or of a block's end. */
bool probe_any_expr(const struct ir_expr *x, bool (*fn)(const struct ir_expr *x, void *arg), void *arg)
{
	return x && (fn(x, arg) || probe_any_expr(x->a, fn, arg) || probe_any_expr(x->b, fn, arg));
}

static bool any_of_insn(const struct ir_insn *i, bool (*fn)(const struct ir_expr *x, void *arg), void *arg)
{
	unsigned k;

	if (probe_any_expr(i->dst, fn, arg) || probe_any_expr(i->src, fn, arg) || probe_any_expr(i->callee, fn, arg))
		return true;
	for (k = 0; k < i->nargs; k++)
		if (probe_any_expr(i->args[k], fn, arg))
			return true;
	return false;
}

struct wanted {
	const struct fn_probe *p;
	unsigned col;			/* on_line: 0 for any; best_column: the result */
};

static bool on_line(const struct ir_expr *x, void *arg)
{
	const struct wanted *w = arg;

	/* a temporary has the position of its call */
	return probe_at_line(w->p, x->pos) && (!w->col || x->pos.col == w->col) &&
	       !(x->kind == EX_VAR && x->var->kind == VAR_TEMP);
}

static bool best_column(const struct ir_expr *x, void *arg)
{
	struct wanted *w = arg;

	if (probe_at_line(w->p, x->pos) && x->pos.col <= w->p->col && x->pos.col > w->col)
		w->col = x->pos.col;
	return false;
}

static bool insn_is_on(const struct fn_probe *p, const struct ir_insn *i)
{
	struct wanted w = { p, p->col };

	return (probe_at_line(p, i->pos) && (!p->col || i->pos.col == p->col)) || any_of_insn(i, on_line, &w);
}

/* A function that ends without a return does so at its closing brace. */
struct ir_pos probe_end_of(const struct fn_probe *p, const struct ir_block *b)
{
	return b->term == T_RETURN && !b->pos.line ? p->end : b->pos;
}

static bool end_is_on(const struct fn_probe *p, const struct ir_block *b)
{
	struct wanted w = { p, p->col };
	struct ir_pos pos = probe_end_of(p, b);

	if (b->term == T_JUMP || b->term == T_STOP)
		return false;
	return (probe_at_line(p, pos) && (!p->col || pos.col == p->col)) || probe_any_expr(b->value, on_line, &w);
}

static bool is_anywhere(const struct fn_ctx *c, const struct fn_probe *p)
{
	size_t i, j;

	for (i = 0; i < c->f->nblocks; i++) {
		const struct ir_block *b = c->f->blocks[i];

		for (j = 0; j < b->ninsns; j++)
			if (insn_is_on(p, b->insns[j]))
				return true;
		if (end_is_on(p, b))
			return true;
	}
	return false;
}

/* If the requested column is inside an expression, takes the one where that begins. */
static void choose_column(const struct fn_ctx *c, struct fn_probe *p)
{
	struct wanted w = { p, 0 };
	size_t i, j;

	for (i = 0; p->col && i < c->f->nblocks; i++) {
		const struct ir_block *b = c->f->blocks[i];

		for (j = 0; j < b->ninsns; j++) {
			any_of_insn(b->insns[j], best_column, &w);
			if (probe_at_line(p, b->insns[j]->pos) && b->insns[j]->pos.col <= p->col &&
			    b->insns[j]->pos.col > w.col)
				w.col = b->insns[j]->pos.col;
		}
		probe_any_expr(b->value, best_column, &w);
	}
	p->col = w.col;
}

static struct fn_probe *watch_begin(struct fn_ctx *c)
{
	const struct flow_probe *want = c->u->options->probe;
	struct fn_probe *p;
	uint16_t i;

	if (strcmp(c->f->decl->name, want->function) != 0)
		return NULL;
	p = arena_new(&c->u->mem, struct fn_probe);
	for (i = 1; i < c->u->unit->files.n; i++)
		if (!strcmp(c->u->unit->files.data[i], want->file))
			p->file = i;
	p->line = want->line;
	p->end = c->f->end;
	p->reached = arena_array(&c->u->mem, bool, c->f->nblocks);
	if (!is_anywhere(c, p) && want->statement < want->line) {
		p->line = want->statement;
		if (!is_anywhere(c, p))
			p->line = want->line;
	}
	p->col = p->line == want->line ? want->col : 0;
	choose_column(c, p);
	return p;
}

/* --- during the analysis ------------------------------------------------------------------ */

static bool is_turn(const struct turn *a, const struct turn *b)
{
	return a->block == b->block && a->key == b->key;
}

#define drop_turn(list, t) do { \
	size_t from_, to_ = 0; \
	for (from_ = 0; from_ < (list)->n; from_++) \
		if (!is_turn(&(list)->data[from_].turn, (t))) \
			(list)->data[to_++] = (list)->data[from_]; \
	(list)->n = to_; \
} while (0)

static void watch_enter(struct fn_ctx *c, const struct ir_block *b, uint64_t key)
{
	struct fn_probe *p = c->probe;

	p->now = (struct turn){ b->id, key };
	p->reached[b->id] = true;
	drop_turn(&p->hits, &p->now);
	drop_turn(&p->uses, &p->now);
	drop_turn(&p->ends, &p->now);
	drop_turn(&p->agains, &p->now);
}

static void add_hit(struct fn_ctx *c, const struct ir_block *b, const struct ir_insn *insn,
		    struct state *s, bool after)
{
	struct fn_probe *p = c->probe;
	struct hit h = { .turn = p->now, .block = b, .insn = insn, .after = after };

	h.s = state_fork(&c->e, s);
	vec_push(&p->hits, h);
}

static void watch_before(struct fn_ctx *c, struct state *s, const struct ir_block *b,
		  const struct ir_insn *insn)
{
	if (insn ? insn_is_on(c->probe, insn) : end_is_on(c->probe, b))
		add_hit(c, b, insn, s, false);
}

static void watch_after(struct fn_ctx *c, const struct ir_block *b, const struct ir_insn *insn,
		 const state_list *list, size_t from)
{
	if (!insn_is_on(c->probe, insn))
		return;
	for (; from < list->n; from++)
		add_hit(c, b, insn, list->data[from], true);
}

static void watch_use(struct fn_ctx *c, struct state *s, const struct page_use *use, const struct kind *k,
	       enum use_verdict verdict)
{
	struct fn_probe *p = c->probe;
	struct use_hit h = {
		.turn = p->now, .use = *use, .kind = *k, .verdict = verdict, .path = s->path,
	};

	if (!c->quiet && (probe_at_line(p, use->pos) || probe_at_line(p, use->read.call_pos) ||
			  (use->via && probe_at_line(p, use->via->pos))))
		vec_push(&p->uses, h);
}

static void watch_path_end(struct fn_ctx *c, const struct ref *r, struct ir_pos pos, enum end_verdict verdict)
{
	struct end_hit h = { c->probe->now, *r, pos, verdict };

	if (probe_at_line(c->probe, pos))
		vec_push(&c->probe->ends, h);
}

static void watch_again(struct fn_ctx *c, const struct fail *f, struct ir_pos pos, enum again_verdict verdict)
{
	struct again_hit h = { c->probe->now, *f, pos, verdict };

	if (probe_at_line(c->probe, pos) || probe_at_line(c->probe, f->origin_pos))
		vec_push(&c->probe->agains, h);
}

static void watch_final(struct fn_ctx *c, const struct ir_block *b, uint64_t key)
{
	struct turn t = { b->id, key };

	vec_push(&c->probe->finals, t);
}

static bool is_final(const struct fn_probe *p, const struct turn *t)
{
	size_t i;

	for (i = 0; i < p->finals.n; i++)
		if (is_turn(&p->finals.data[i], t))
			return true;
	return false;
}

#define keep_final(p, list) do { \
	size_t from_, to_ = 0; \
	for (from_ = 0; from_ < (list)->n; from_++) \
		if (is_final((p), &(list)->data[from_].turn)) \
			(list)->data[to_++] = (list)->data[from_]; \
	(list)->n = to_; \
} while (0)

/* --- the answer --------------------------------------------------------------------------------------------- */

/* Names the branch that all states take past the line. */
static void say_not_reached(struct fn_ctx *c)
{
	struct answer *a = c->u->options->probe->answer;
	struct fn_probe *p = c->probe;
	size_t i, j;

	if (!is_anywhere(c, p))
		return;
	answer_say(a, ANSWER_BECAUSE, c->exhausted ?
		   "the budget of the function ran out before this line was reached: nothing is known here" :
		   "no way through the function gets here: what is known before it rules that out");
	for (i = 0; i < c->f->nblocks && !c->exhausted; i++) {
		const struct ir_block *b = c->f->blocks[i];

		for (j = 0; p->reached[i] && b->term == T_BRANCH && j < b->nsucc; j++)
			if (!p->reached[b->succ[j]->id])
				probe_say(c, ANSWER_BECAUSE, b->pos, NULL, "'%s' is always %s here",
					  probe_text(c, b->value), j ? "true" : "false");
	}
}

static unsigned count_ways(const struct fn_probe *p)
{
	unsigned n = 0;
	size_t i, j;

	for (i = 0; i < p->hits.n; i++) {
		for (j = 0; j < i && !is_turn(&p->hits.data[j].turn, &p->hits.data[i].turn); j++)
			;
		n += j == i;
	}
	return n;
}

/* The path to show: of a state in which something is judged, else of the first one. */
static const struct step *chosen_path(const struct fn_probe *p)
{
	size_t i;

	for (i = 0; i < p->uses.n; i++)
		if (p->uses.data[i].verdict == USE_JUDGED)
			return p->uses.data[i].path;
	return p->hits.n ? p->hits.data[0].s->path : NULL;
}

static void watch_end(struct fn_ctx *c)
{
	struct fn_probe *p = c->probe;
	struct answer *a = c->u->options->probe->answer;
	struct summary *sum = c->summary, scratch = { 0 };
	bool judged_member = false;
	size_t i;

	if (!c->exhausted) {
		keep_final(p, &p->hits);
		keep_final(p, &p->uses);
		keep_final(p, &p->ends);
		keep_final(p, &p->agains);
	}
	/* evaluation must not report anything from here on */
	c->quiet = true;
	c->summary = &scratch;
	a->function = arena_strdup(&a->mem, c->f->decl->name);
	a->analysed = !c->exhausted;
	a->ways = count_ways(p);
	if (p->line != c->u->options->probe->line)
		answer_say(a, ANSWER_LINE, "the line goes on with the statement of line %u, which is what is told of here",
			   p->line);
	for (i = 0; i < p->uses.n; i++)
		probe_say_use(c, &p->uses.data[i]);
	for (i = 0; i < p->ends.n; i++)
		probe_say_end(c, &p->ends.data[i]);
	for (i = 0; i < p->agains.n; i++)
		probe_say_again(c, &p->agains.data[i]);
	if (p->hits.n) {
		probe_say_line(c, &judged_member);
		probe_say_nothing_watched(c, judged_member);
		probe_say_values(c);
		for (i = 0; i < p->hits.n; i++)
			if (!p->hits.data[i].after)
				probe_say_refs(c, p->hits.data[i].s);
		probe_say_path(c, chosen_path(p));
	} else {
		say_not_reached(c);
	}
	if (c->exhausted)
		answer_say(a, ANSWER_BECAUSE, "the function was given up when its budget ran out: a finding on a way that was not tried is missed");
	vec_free(&scratch.pages);
	vec_free(&scratch.objects);
	vec_free(&p->hits);
	vec_free(&p->uses);
	vec_free(&p->ends);
	vec_free(&p->agains);
	vec_free(&p->finals);
	c->summary = sum;
	c->quiet = false;
}

/* --- a function that wasn't analysed --------------------------------------------------------- */

static void watch_unit(struct unit_ctx *u)
{
	const struct flow_probe *want = u->options->probe;
	struct answer *a = want->answer;
	struct findings aside = { 0 }, *out = u->out;
	struct ir_decl *d;
	struct fn_info *info;

	if (a->function || !want->function)
		return;
	d = ir_find_decl(u->unit, intern(want->function));
	a->function = arena_strdup(&a->mem, want->function);
	if (!d || !d->is_defined) {
		answer_say(a, ANSWER_BECAUSE, "the unit has no body of '%s'", want->function);
		return;
	}
	if (d->broken) {
		answer_say(a, ANSWER_BECAUSE, "'%s' is not analysed: a parse error lies in it", d->name);
		return;
	}
	info = info_of(u, d);
	if (!ir_body(u->unit, d)) {
		answer_say(a, ANSWER_BECAUSE, "'%s' is not analysed: its body could not be made out", d->name);
		return;
	}
	if (d->variadic)
		answer_say(a, ANSWER_BECAUSE, "'%s' takes a variable number of arguments, and such functions are not analysed; what follows was found out for this question",
			   d->name);
	else if (d->in_main_file && !info->relevant)
		answer_say(a, ANSWER_BECAUSE, "nothing in '%s' can be reported: neither it nor what it calls uses a judged member of a page, a reference or a lookup, so pageck doesn't run it; what follows was found out for this question",
			   d->name);
	else if (!d->in_main_file)
		answer_say(a, ANSWER_BECAUSE, "'%s' lies in an included file: it is looked into when a function of the main file calls it that matters, and what it does is reported at the call; what follows was found out for this question, of '%s' by itself",
			   d->name, d->name);
	u->out = &aside;
	run_function(u, d);
	u->out = out;
	a->analysed = false;
	findings_free(&aside);
}

const struct flow_watcher probe_watcher = {
	.begin = watch_begin, .enter = watch_enter, .before = watch_before, .after = watch_after,
	.use = watch_use, .path_end = watch_path_end, .again = watch_again, .final = watch_final,
	.end = watch_end, .unit = watch_unit,
};
