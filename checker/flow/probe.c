/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Notes states at a line while a function is run, and answers from those that stay. */
#include "flow/probe.h"
#include "rule/rule.h"

#include <stdlib.h>
#include <string.h>

/* A block in one of its states, as it is entered. */
struct turn {
	unsigned block;
	uint64_t key;
};

struct hit {
	struct turn turn;
	const struct ir_block *block;
	const struct ir_insn *insn;	/* NULL: the block's end */
	bool after;
	struct state *s;
};

struct use_hit {
	struct turn turn;
	struct page_use use;
	struct kind kind;
	enum use_verdict verdict;
	const struct step *path;
};

struct end_hit {
	struct turn turn;
	struct ref ref;
	struct ir_pos pos;
	enum end_verdict verdict;
};

struct again_hit {
	struct turn turn;
	struct fail fail;
	struct ir_pos pos;
	enum again_verdict verdict;
};

struct fn_probe {
	uint16_t file;
	unsigned line, col;		/* col 0: all of the line */
	struct ir_pos end;		/* of the function */
	struct turn now;
	VEC(struct hit) hits;
	VEC(struct use_hit) uses;
	VEC(struct end_hit) ends;
	VEC(struct again_hit) agains;
	VEC(struct turn) finals;
	bool *reached;			/* by block */
};

/* --- what is on the line -------------------------------------------------------------- */

static bool at_line(const struct fn_probe *p, struct ir_pos pos)
{
	return pos.line == p->line && pos.file == p->file;
}

/* Calls fn for each expression of an instruction, or of a block's end. */
static bool any_expr(const struct ir_expr *x, bool (*fn)(const struct ir_expr *x, void *arg), void *arg)
{
	return x && (fn(x, arg) || any_expr(x->a, fn, arg) || any_expr(x->b, fn, arg));
}

static bool any_of_insn(const struct ir_insn *i, bool (*fn)(const struct ir_expr *x, void *arg), void *arg)
{
	unsigned k;

	if (any_expr(i->dst, fn, arg) || any_expr(i->src, fn, arg) || any_expr(i->callee, fn, arg))
		return true;
	for (k = 0; k < i->nargs; k++)
		if (any_expr(i->args[k], fn, arg))
			return true;
	return false;
}

struct wanted {
	const struct fn_probe *p;
	unsigned col;			/* on_line: 0 any; best_column: what was found */
};

static bool on_line(const struct ir_expr *x, void *arg)
{
	const struct wanted *w = arg;

	/* a temporary stands where its call does */
	return at_line(w->p, x->pos) && (!w->col || x->pos.col == w->col) &&
	       !(x->kind == EX_VAR && x->var->kind == VAR_TEMP);
}

static bool best_column(const struct ir_expr *x, void *arg)
{
	struct wanted *w = arg;

	if (at_line(w->p, x->pos) && x->pos.col <= w->p->col && x->pos.col > w->col)
		w->col = x->pos.col;
	return false;
}

static bool insn_is_on(const struct fn_probe *p, const struct ir_insn *i)
{
	struct wanted w = { p, p->col };

	return (at_line(p, i->pos) && (!p->col || i->pos.col == p->col)) || any_of_insn(i, on_line, &w);
}

/* A function that ends without a return does so at its closing brace. */
static struct ir_pos end_of(const struct fn_probe *p, const struct ir_block *b)
{
	return b->term == T_RETURN && !b->pos.line ? p->end : b->pos;
}

static bool end_is_on(const struct fn_probe *p, const struct ir_block *b)
{
	struct wanted w = { p, p->col };
	struct ir_pos pos = end_of(p, b);

	if (b->term == T_JUMP || b->term == T_STOP)
		return false;
	return (at_line(p, pos) && (!p->col || pos.col == p->col)) || any_expr(b->value, on_line, &w);
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

/* The column that was asked for is in the middle of something: what begins before it. */
static void choose_column(const struct fn_ctx *c, struct fn_probe *p)
{
	struct wanted w = { p, 0 };
	size_t i, j;

	for (i = 0; p->col && i < c->f->nblocks; i++) {
		const struct ir_block *b = c->f->blocks[i];

		for (j = 0; j < b->ninsns; j++) {
			any_of_insn(b->insns[j], best_column, &w);
			if (at_line(p, b->insns[j]->pos) && b->insns[j]->pos.col <= p->col &&
			    b->insns[j]->pos.col > w.col)
				w.col = b->insns[j]->pos.col;
		}
		any_expr(b->value, best_column, &w);
	}
	p->col = w.col;
}

struct fn_probe *probe_begin(struct fn_ctx *c)
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

/* --- while the function is run ------------------------------------------------------------ */

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

void probe_enter(struct fn_ctx *c, const struct ir_block *b, uint64_t key)
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

void probe_before(struct fn_ctx *c, struct state *s, const struct ir_block *b,
		  const struct ir_insn *insn)
{
	if (insn ? insn_is_on(c->probe, insn) : end_is_on(c->probe, b))
		add_hit(c, b, insn, s, false);
}

void probe_after(struct fn_ctx *c, const struct ir_block *b, const struct ir_insn *insn,
		 const state_list *list, size_t from)
{
	if (!insn_is_on(c->probe, insn))
		return;
	for (; from < list->n; from++)
		add_hit(c, b, insn, list->data[from], true);
}

void probe_use(struct fn_ctx *c, struct state *s, const struct page_use *use, const struct kind *k,
	       enum use_verdict verdict)
{
	struct fn_probe *p = c->probe;
	struct use_hit h = {
		.turn = p->now, .use = *use, .kind = *k, .verdict = verdict, .path = s->path,
	};

	if (!c->quiet && (at_line(p, use->pos) || at_line(p, use->read.call_pos) ||
			  (use->via && at_line(p, use->via->pos))))
		vec_push(&p->uses, h);
}

void probe_path_end(struct fn_ctx *c, const struct ref *r, struct ir_pos pos, enum end_verdict verdict)
{
	struct end_hit h = { c->probe->now, *r, pos, verdict };

	if (at_line(c->probe, pos))
		vec_push(&c->probe->ends, h);
}

void probe_again(struct fn_ctx *c, const struct fail *f, struct ir_pos pos, enum again_verdict verdict)
{
	struct again_hit h = { c->probe->now, *f, pos, verdict };

	if (at_line(c->probe, pos) || at_line(c->probe, f->origin_pos))
		vec_push(&c->probe->agains, h);
}

void probe_final(struct fn_ctx *c, const struct ir_block *b, uint64_t key)
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

/* --- why --------------------------------------------------------------------------------------- */

static const char *how_used(enum use_how how)
{
	static const char *const words[] = {
		[USE_READ] = "read", [USE_TRUST] = "a flag bit of it decides",
		[USE_DEREF] = "what it holds is dereferenced", [USE_ADDRESS] = "it is read through its address",
		[USE_WRITE] = "it is written", [USE_LINK] = "it is written through its address",
		[USE_SINK] = "the page is handed to a function that uses it",
	};

	return (size_t)how < ARRAY_SIZE(words) ? words[how] : "used";
}

static void say_judged(struct fn_ctx *c, const struct use_hit *h, const char *name, const char *page)
{
	struct strbuf wrong = { 0 };
	const struct member_fact *m = h->use.read.member;
	struct event ev = {
		.what = EV_PAGE_USE, .fn = c, .pos = h->use.pos, .expr = h->use.read.expr, .use = &h->use,
		.page = &h->kind,
	};
	const struct report_slot *slot;

	kinds_describe(&wrong, h->kind.mask & use_kinds(&h->use));
	probe_say(c, ANSWER_BECAUSE, h->use.pos, &m->row,
		  "'%s': %s, and the page may be %s, with no guard on the way; the page %s", name,
		  how_used(h->use.how), strbuf_str(&wrong), page);
	strbuf_free(&wrong);
	slot = use_slot(&ev);
	if (use_is_left_out(&ev))
		probe_say(c, ANSWER_BECAUSE, h->use.pos, NULL,
			  "by itself not reported: nothing is known of where the page comes from, and such uses are everywhere; who calls this answers for what it passes");
	else if (slot && (slot->pos.line != h->use.read.call_pos.line || slot->pos.file != h->use.read.call_pos.file))
		probe_say(c, ANSWER_BECAUSE, h->use.pos, NULL,
			  "one finding of a function is enough: the one at line %u stands for this, too", slot->pos.line);
	else if (*rules_why_note(&ev))
		probe_say(c, ANSWER_BECAUSE, h->use.pos, NULL, "a note (--all), no warning: %s", rules_why_note(&ev));
}

static void say_use(struct fn_ctx *c, const struct use_hit *h)
{
	const struct page_use *use = &h->use;
	const char *name = probe_text(c, use->read.expr);
	struct strbuf page = { 0 };
	const struct fact *row = probe_page(c, &h->kind, &page);
	const struct via *v;

	if (h->verdict == USE_FINE && use->via) {
		probe_say(c, ANSWER_BECAUSE, use->via->pos, row,
			  "what '%s' does with judged members of the page it is handed is right: the page %s",
			  use->via->callee->name, strbuf_str(&page));
		strbuf_free(&page);
		return;
	}
	for (v = use->via; v; v = v->next)
		probe_say(c, ANSWER_BECAUSE, v->pos, NULL, "'%s' uses '%s' of the page it is handed: at %s:%u",
			  v->callee->name, name, in_tree(c->u, c->u->unit->files.data[use->pos.file]),
			  use->pos.line);
	switch (h->verdict) {
	case USE_JUDGED:
		say_judged(c, h, name, strbuf_str(&page));
		if (row)
			probe_say(c, ANSWER_BECAUSE, use->pos, row, "what is known of the page here");
		break;
	case USE_FINE:
		probe_say(c, ANSWER_BECAUSE, use->pos, row, h->kind.mask & PK_DEVICE ?
			  "'%s' (%s) goes wrong for no kind of page that it can be here%s: the page %s" :
			  "'%s' (%s) means what its name says%s: the page %s", name, how_used(use->how),
			  use->how == USE_DEREF && use->nonnull ?
			  " for a value that isn't NULL, as tests before have seen to" : "", strbuf_str(&page));
		break;
	case USE_BY_OWNER:
		probe_say(c, ANSWER_BECAUSE, use->pos, c->info->owner_row,
			  "'%s': '%s' may touch the union freely", name, c->f->decl->name);
		break;
	case USE_NOT_OVERLAID:
		probe_say(c, ANSWER_BECAUSE, use->pos, &use->read.member->row,
			  "'%s' is judged only where the tree's layout puts '%s' over it, and this tree's doesn't",
			  name, use->read.member->overlay ? use->read.member->overlay : "another member");
		break;
	case USE_FLAG_SET:
		probe_say(c, ANSWER_BECAUSE, use->pos, NULL,
			  "'%s': its flag bit is known to be set here; if that misleads, the test of the bit is to blame and is judged there",
			  name);
		break;
	case USE_FLAG_DECIDED:
		probe_say(c, ANSWER_BECAUSE, use->pos, NULL,
			  "'%s': an earlier test on the way has settled the flag bit, and is judged there", name);
		break;
	case USE_IN_HEADER:
		probe_say(c, ANSWER_BECAUSE, use->pos, NULL,
			  "'%s' is used in a header: it is reported at the call in a source file, for the page that is handed over there",
			  name);
		break;
	}
	strbuf_free(&page);
}

/* ZONE_DEVICE memory that a setup made is kept like a reference, and so is the error that it gave. */
static void say_setup_end(struct fn_ctx *c, const struct end_hit *h)
{
	if (h->ref.failed)
		answer_idle(c->u->options->probe->answer, "the error that '%s' gave is what is returned, as it should be",
			    h->ref.fn->name);
	else if (h->verdict == END_HANDED_OUT)
		answer_idle(c->u->options->probe->answer, "the memory that '%s' has made stays with its object, which is handed out",
			    h->ref.fn->name);
	else
		probe_say(c, ANSWER_BECAUSE, h->pos, NULL,
			  "the memory that '%s' has made at line %u stays when the function returns here: pagemap-setup reports that where the function fails",
			  h->ref.fn->name, h->ref.pos.line);
}

static void say_end(struct fn_ctx *c, const struct end_hit *h)
{
	const char *name = h->ref.name ? probe_text(c, h->ref.name) : "its object";
	static const char *const why[] = {
		[END_JUDGED] = "and nobody else holds or returns it: pgmap-leak",
		[END_HANDED_OUT] = "and is returned, or stored where it outlives the function: the caller's affair",
		[END_LENT] = "and was handed to a function that nothing is known of, which may keep or put it: no leak is claimed",
		[END_RAW] = "through a bare counter of something the caller owns: a leak only if another path of this function puts it",
	};

	if (h->ref.setup) {
		say_setup_end(c, h);
		return;
	}
	probe_say(c, ANSWER_BECAUSE, h->pos, NULL, "the reference held by '%s', %s line %u, is not put on this path, %s",
		  name, h->ref.contract ? "handed in, see" : "taken at", h->ref.pos.line, why[h->verdict]);
}

static void say_again(struct fn_ctx *c, const struct again_hit *h)
{
	static const char *const why[] = {
		[AGAIN_JUDGED] = "with the same arguments, and nothing that decides the loop has moved since: gup-retry",
		[AGAIN_OTHER_ARGUMENT] = "with another argument: another lookup",
		[AGAIN_MOVED_ON] = "after a counter, a flag or another variable that conditions read has moved on: the loop ends",
	};

	probe_say(c, ANSWER_BECAUSE, h->pos, &h->fail.lookup->row,
		  "'%s' is called again after its lookup has failed for good, %s", h->fail.callee->name,
		  why[h->verdict]);
}

/* Lowering's own, a macro's, or inside one. */
static bool is_temporary(const struct fn_ctx *c, const struct ir_expr *x)
{
	while (x->kind == EX_FIELD || x->kind == EX_INDEX)
		x = x->a;
	return x->kind == EX_VAR && (x->var->kind == VAR_TEMP || is_macro_local(c->f, x->var));
}

/* --- what the line does ---------------------------------------------------------------------------- */

static void say_callee(struct fn_ctx *c, const struct hit *h)
{
	const struct ir_insn *i = h->insn;
	struct fn_info *info;
	struct ir_decl *d = i->fn;
	const char *text;
	struct strbuf args = { 0 };
	unsigned k;

	for (k = 0; k < i->nargs; k++)
		strbuf_addf(&args, "%s%s", k ? ", " : "", probe_text(c, i->args[k]));
	if (!d) {
		const struct ir_insn *named = resolve_call(c, state_fork(&c->e, h->s), i);

		text = probe_text(c, i->callee);
		d = named->fn;
		probe_say(c, ANSWER_LINE, i->pos, NULL, d ? "calls '%s(%s)', which is always '%s'" :
			  "calls '%s(%s)' through a pointer that may hold any function%s: what it is handed may have changed, and a reference may have been kept or put",
			  text, strbuf_str(&args), d ? d->name : "");
	} else {
		probe_say(c, ANSWER_LINE, i->pos, NULL, i->is_cleanup ? "calls '%s(%s)' as the scope ends" :
			  "calls '%s(%s)'", d->name, strbuf_str(&args));
	}
	strbuf_free(&args);
	if (!d)
		return;
	info = info_of(c->u, d);
	if (probe_rows(c, i->pos, d))
		return;
	if (d->is_defined && info->summary)
		probe_say(c, ANSWER_LINE, i->pos, NULL, "'%s' was looked into: %u outcome%s that a caller can tell apart",
			  d->name, info->summary->ncases, info->summary->ncases == 1 ? "" : "s");
	else if (d->noreturn)
		probe_say(c, ANSWER_LINE, i->pos, NULL, "'%s' doesn't return", d->name);
	else if (!d->is_defined && (info->elsewhere[0] || info->elsewhere[1]))
		probe_say(c, ANSWER_LINE, i->pos, NULL, "what '%s' does is known from the audit of the file that defines it",
			  d->name);
	else
		probe_say(c, ANSWER_LINE, i->pos, NULL, "nothing is known of '%s': no row of the rules, %s; what it is handed to change may have changed",
			  d->name, d->is_defined ? "and its body has nothing that rules watch, or is too large to be looked into" :
			  "and no other file that was analysed says that it matters");
}

struct access {
	struct fn_ctx *c;
	const struct hit *h;
	bool written;			/* the expression at the top */
	const struct ir_expr *top;
	bool *found;			/* a judged member */
};

/* A member that would be judged in a file that has to do with device pages. */
static bool judged_if_devices(struct unit_ctx *u, const struct ir_field *f, struct judged *j)
{
	bool sees = u->sees_devices, judged;

	u->sees_devices = true;
	judged = judged_member(u, f, j) && j->reverse;
	u->sees_devices = sees;
	return judged && !sees;
}

static bool say_access(const struct ir_expr *x, void *arg)
{
	struct access *a = arg;
	struct fn_ctx *c = a->c;
	struct judged j;

	if (x->kind != EX_FIELD || !at_line(c->probe, x->pos) || is_temporary(c, x))
		return false;
	if (judged_member(c->u, x->field, &j)) {
		*a->found = true;
		probe_say(c, ANSWER_LINE, x->pos, &j.row->row, "%s '%s', a member that rules judge%s%s%s",
			  a->written && x == a->top ? "writes" : "reads", probe_text(c, x),
			  j.reverse ? ": a ZONE_DEVICE page has '" : "", j.reverse ? j.row->member : "",
			  j.reverse ? "' there" : "");
	} else if (judged_if_devices(c->u, x->field, &j)) {
		*a->found = true;
		probe_say(c, ANSWER_BECAUSE, x->pos, &j.row->row,
			  "'%s': a ZONE_DEVICE page has '%s' there, but nothing in this file has to do with such pages (no test for one, no origin that names one), so what the layout overlays isn't judged here",
			  probe_text(c, x), j.row->member);
	} else if (facts_member(&c->u->facts->member_origins, x->field->record->name, x->field->name)) {
		const struct fact *row = facts_member(&c->u->facts->member_origins, x->field->record->name,
						      x->field->name);

		probe_say(c, ANSWER_LINE, x->pos, row, "reads '%s', a member that pages come from",
			  probe_text(c, x));
	} else if (table_get(&c->u->records, x->field->record->name)) {
		probe_say(c, ANSWER_LINE, x->pos, NULL, "%s '%s': no row of the rules judges '%s.%s'",
			  a->written && x == a->top ? "writes" : "uses", probe_text(c, x),
			  x->field->record->name, x->field->name);
	}
	return false;
}

static void say_accesses(struct fn_ctx *c, const struct hit *h, bool *found)
{
	struct access a = { .c = c, .h = h, .found = found };
	unsigned k;

	if (!h->insn) {
		any_expr(h->block->value, say_access, &a);
		return;
	}
	any_expr(h->insn->src, say_access, &a);
	any_expr(h->insn->callee, say_access, &a);
	for (k = 0; k < h->insn->nargs; k++)
		any_expr(h->insn->args[k], say_access, &a);
	a.written = true;
	a.top = h->insn->dst;
	any_expr(h->insn->dst, say_access, &a);
}

static void say_truth(struct fn_ctx *c, const struct ir_block *b, bool can, bool cannot)
{
	const char *text = probe_text(c, b->value);

	if (!strcmp(text, PROBE_NO_TEXT))
		return;
	probe_say(c, ANSWER_LINE, b->pos, NULL, can && cannot ? "tests '%s': either may be" :
		  can ? "tests '%s': true on every way here" : "tests '%s': false on every way here", text);
}

/* What the ends of blocks on the line do; once a block, over all states. */
static void say_block_end(struct fn_ctx *c, const struct ir_block *b)
{
	struct fn_probe *p = c->probe;
	struct range all = { 0 };
	struct strbuf text = { 0 };
	bool any = false, returned = false;
	size_t i;

	for (i = 0; i < p->hits.n; i++) {
		const struct hit *h = &p->hits.data[i];
		struct state *s;
		struct range r;

		if (h->insn || h->block != b)
			continue;
		returned = true;
		if (!b->value)
			continue;
		s = state_fork(&c->e, h->s);
		r = state_range(&c->e, s, eval(c, s, b->value));
		all = any ? range_union(&all, &r) : r;
		any = true;
	}
	if (!returned)
		return;
	if (b->term == T_RETURN) {
		if (b->value && any)
			probe_range(&text, &all, b->value->type);
		probe_say(c, ANSWER_LINE, end_of(p, b), NULL, b->value ? "returns '%s'%s%s" : "returns",
			  b->value ? probe_text(c, b->value) : "", text.n ? ", which " : "", strbuf_str(&text));
	} else if (b->term == T_BRANCH && any) {
		struct range zero = range_of(0, 0);

		say_truth(c, b, !range_within(&all, &zero), range_has(&all, 0));
	} else if (b->term == T_SWITCH) {
		probe_say(c, ANSWER_LINE, b->pos, NULL, "switches on '%s'", probe_text(c, b->value));
	} else if (b->term == T_GOTO) {
		probe_say(c, ANSWER_LINE, b->pos, NULL, "may go to any of %zu labels", b->nsucc);
	}
	strbuf_free(&text);
}

static void say_insn(struct fn_ctx *c, const struct hit *h, bool *found)
{
	const struct ir_insn *i = h->insn;

	if (i->kind == I_CALL)
		say_callee(c, h);
	else if (i->kind == I_HAVOC && !i->is_decl)
		probe_say(c, ANSWER_LINE, i->pos, NULL, "'%s' may hold anything after this: assembler, or what is not followed",
			  probe_text(c, i->dst));
	else if (i->kind == I_HAVOC && !is_temporary(c, i->dst))
		probe_say(c, ANSWER_LINE, i->pos, NULL, "declares '%s' without a value", probe_text(c, i->dst));
	else if (i->kind == I_ASSIGN && !is_temporary(c, i->dst))
		probe_say(c, ANSWER_LINE, i->pos, NULL, "assigns '%s' to '%s'", probe_text(c, i->src),
			  probe_text(c, i->dst));
	say_accesses(c, h, found);
}

static bool is_first_of(const struct fn_probe *p, size_t n)
{
	const struct hit *h = &p->hits.data[n];
	size_t i;

	for (i = 0; i < n; i++)
		if (p->hits.data[i].insn == h->insn && p->hits.data[i].block == h->block)
			return false;
	return true;
}

static void say_line(struct fn_ctx *c, bool *found)
{
	struct fn_probe *p = c->probe;
	size_t i;

	for (i = 0; i < p->hits.n; i++) {
		const struct hit *h = &p->hits.data[i];

		if (h->after || !is_first_of(p, i))
			continue;
		if (h->insn) {
			say_insn(c, h, found);
		} else {
			say_accesses(c, h, found);
			say_block_end(c, h->block);
		}
	}
}

/* --- what is known ----------------------------------------------------------------------------------- */

#define MAX_KINDS	4

struct knowing {
	struct fn_ctx *c;
	const struct ir_insn *insn;
	const struct ir_block *block;
	bool after;
	VEC(const char *) said;
};

static bool is_page_type(struct unit_ctx *u, const struct ir_type *t)
{
	size_t i;

	if (!t || t->kind != TY_POINTER || !t->to || t->to->kind != TY_RECORD || !t->to->record)
		return false;
	for (i = 0; i < u->facts->members.cap; i++) {
		const struct member_fact *m = u->facts->members.slot[i].value;

		if (m && !strcmp(m->record, t->to->record->name))
			return true;
	}
	return false;
}

/* The value of an lvalue in a state; NULL: it would count as another read of a judged member. */
static const struct term *value_of(struct knowing *k, struct state *s, const struct ir_expr *x)
{
	const struct term *loc = eval_loc(k->c, s, x, false);

	return state_load(&k->c->e, s, loc, x->type);
}

static void say_pages(struct knowing *k, const struct ir_expr *x, const struct kind *kinds, unsigned n,
		      const char *name)
{
	unsigned i;

	for (i = 0; i < n; i++) {
		struct strbuf b = { 0 };
		const struct fact *row = probe_page(k->c, &kinds[i], &b);

		probe_say(k->c, ANSWER_KNOWN, x->pos, row, "%s'%s' %s%s", k->after ? "after it, " : "", name,
			  strbuf_str(&b), n > 1 ? " (on some ways)" : "");
		strbuf_free(&b);
	}
}

static bool same_kind(const struct kind *a, const struct kind *b)
{
	return a->mask == b->mask && a->origin == b->origin && a->by == b->by &&
	       (a->origin || a->root == b->root) && a->pos.line == b->pos.line;
}

/* Over all states before (or after) the instruction. */
static void know(struct knowing *k, const struct ir_expr *x, const char *name)
{
	struct fn_probe *p = k->c->probe;
	struct kind kinds[MAX_KINDS];
	struct range all = { 0 }, no_page = range_of(-ERRNO_MAX, 0);
	struct strbuf b = { 0 };
	bool any = false, is_page = is_page_type(k->c->u, x->type);
	unsigned n = 0, j;
	size_t i;

	for (i = 0; i < p->hits.n; i++) {
		const struct hit *h = &p->hits.data[i];
		const struct term *v;
		struct state *s;
		struct range r;
		struct kind kind;

		if (h->insn != k->insn || h->block != k->block || h->after != k->after)
			continue;
		s = state_fork(&k->c->e, h->s);
		v = value_of(k, s, x);
		r = state_range(&k->c->e, s, v);
		all = any ? range_union(&all, &r) : r;
		any = true;
		kind = state_kind(&k->c->e, s, v);
		/* NULL or an error is no page */
		if (range_within(&r, &no_page) || (!is_page && !kind.origin))
			continue;
		for (j = 0; j < n && !same_kind(&kinds[j], &kind); j++)
			;
		if (j == n && n < MAX_KINDS)
			kinds[n++] = kind;
	}
	if (!any)
		return;
	say_pages(k, x, kinds, n, name);
	probe_range(&b, &all, x->type);
	if (b.n)
		probe_say(k->c, ANSWER_KNOWN, x->pos, NULL, "%s'%s' %s", k->after ? "after it, " : "", name,
			  strbuf_str(&b));
	strbuf_free(&b);
}

static bool has_value(const struct ir_type *t)
{
	return t && (t->kind == TY_POINTER || t->kind == TY_INT || t->kind == TY_BOOL || t->kind == TY_ENUM);
}

static bool know_expr(const struct ir_expr *x, void *arg)
{
	struct knowing *k = arg;
	const char *name;
	size_t i;

	if (!ir_is_lvalue(x) || !at_line(k->c->probe, x->pos) || !has_value(x->type) ||
	    (x->kind == EX_VAR && is_temporary(k->c, x)) ||
	    (x->kind == EX_FIELD && !ir_is_lvalue(x->a)))
		return false;
	name = probe_text(k->c, x);
	for (i = 0; i < k->said.n; i++)
		if (!strcmp(k->said.data[i], name))
			return false;
	vec_push(&k->said, name);
	know(k, x, name);
	return false;
}

static void say_values(struct fn_ctx *c)
{
	struct fn_probe *p = c->probe;
	struct knowing k = { .c = c };
	unsigned a;
	size_t i;

	for (i = 0; i < p->hits.n; i++) {
		const struct hit *h = &p->hits.data[i];

		if (h->after || !is_first_of(p, i))
			continue;
		k.insn = h->insn;
		k.block = h->block;
		k.after = false;
		if (!h->insn) {
			any_expr(h->block->value, know_expr, &k);
			continue;
		}
		any_expr(h->insn->src, know_expr, &k);
		any_expr(h->insn->callee, know_expr, &k);
		for (a = 0; a < h->insn->nargs; a++)
			any_expr(h->insn->args[a], know_expr, &k);
		if (h->insn->dst) {
			any_expr(h->insn->dst->a, know_expr, &k);
			any_expr(h->insn->dst->b, know_expr, &k);
		}
		if (h->insn->dst && !is_temporary(c, h->insn->dst) && has_value(h->insn->dst->type) &&
		    !(h->insn->kind == I_HAVOC && h->insn->is_decl)) {
			k.after = true;
			know(&k, h->insn->dst, probe_text(c, h->insn->dst));
		}
	}
	vec_free(&k.said);
}

static bool has_ref(const struct state *s, const struct ref *ref)
{
	uint32_t i;

	for (i = 0; i < s->refs.n; i++)
		if (s->refs.data[i].fn == ref->fn && s->refs.data[i].pos.line == ref->pos.line &&
		    s->refs.data[i].status == ref->status)
			return true;
	return false;
}

/* "", or that it isn't so in each state. */
static const char *on_some_ways(const struct fn_probe *p, const struct ref *r)
{
	size_t i;

	for (i = 0; i < p->hits.n; i++)
		if (!p->hits.data[i].after && !has_ref(p->hits.data[i].s, r))
			return "on some ways here, ";
	return "";
}

static void say_refs(struct fn_ctx *c, const struct state *s)
{
	uint32_t i;

	for (i = 0; i < s->refs.n; i++) {
		const struct ref *r = &s->refs.data[i];
		const char *name = r->name ? probe_text(c, r->name) : "an object";
		const char *some = on_some_ways(c->probe, r);

		if (r->setup && r->status == REF_HELD)
			probe_say(c, ANSWER_KNOWN, r->pos, NULL, r->failed ?
				  "%s'%s' has failed at line %u, and its error is still to be returned" :
				  "%sthere is memory that '%s' has made at line %u", some, r->fn->name, r->pos.line);
		else if (r->status == REF_HELD)
			probe_say(c, ANSWER_KNOWN, r->pos, NULL, "%sa reference is held on '%s', %s '%s' at line %u%s",
				  some, name, r->contract ? "by the contract of" : "taken by", r->fn->name,
				  r->pos.line, r->lent ? "; it was handed to a function that may keep or put it" : "");
		else
			probe_say(c, ANSWER_KNOWN, r->pos, NULL, "%sthe reference on '%s' is gone: %s by '%s' at line %u",
				  some, name, r->consumed ? "taken over" : "put", r->fn ? r->fn->name : "?", r->pos.line);
	}
	for (i = 0; i < s->fails.n; i++)
		probe_say(c, ANSWER_KNOWN, s->fails.data[i].pos, &s->fails.data[i].lookup->row,
			  "on some ways here, the lookup by '%s' at line %u has failed for good",
			  s->fails.data[i].callee->name, s->fails.data[i].pos.line);
}

/* --- how it gets there --------------------------------------------------------------------------------- */

#define MAX_STEPS	12

static const struct fact *guard_in(struct fn_ctx *c, const struct ir_expr *x)
{
	const struct ir_insn *call = NULL;
	size_t i, j;

	for (; x && !call; x = x->a) {
		if (x->kind != EX_VAR || x->var->kind != VAR_TEMP)
			continue;
		for (i = 0; i < c->f->nblocks && !call; i++)
			for (j = 0; j < c->f->blocks[i]->ninsns && !call; j++) {
				const struct ir_insn *in = c->f->blocks[i]->insns[j];

				if (in->kind == I_CALL && in->fn && in->dst && in->dst->kind == EX_VAR &&
				    in->dst->var == x->var)
					call = in;
			}
	}
	if (!call || !info_of(c->u, call->fn)->facts || !info_of(c->u, call->fn)->facts->guards)
		return NULL;
	return &info_of(c->u, call->fn)->facts->guards->row;
}

static bool is_setup(struct fn_ctx *c, const struct ir_decl *d)
{
	const struct fn_facts *ff = d ? facts_of(c->u->facts, d->name) : NULL;

	return ff && ff->setups;
}

static void say_path(struct fn_ctx *c, const struct step *path)
{
	const struct step *steps[MAX_STEPS];
	unsigned n = 0, left = 0;

	for (; path; path = path->prev) {
		if (path->what == STEP_READ ||
		    (path->what == STEP_BRANCHED && !strcmp(probe_text(c, path->expr), PROBE_NO_TEXT)))
			continue;
		if (n < MAX_STEPS)
			steps[n++] = path;
		else
			left++;
	}
	if (left)
		answer_say(c->u->options->probe->answer, ANSWER_PATH, "%u step%s before these", left,
			   left == 1 ? "" : "s");
	while (n-- > 0) {
		const struct step *st = steps[n];
		const char *fn = st->fn ? st->fn->name : "a call";

		switch (st->what) {
		case STEP_BRANCHED: {
			bool pointer = st->expr->type && st->expr->type->kind == TY_POINTER;

			probe_say(c, ANSWER_PATH, st->pos, guard_in(c, st->expr), "'%s' is %s%s",
				  probe_text(c, st->expr), pointer && st->taken ? "not " : "",
				  pointer ? "NULL" : st->taken ? "true" : "false");
			break;
		}
		case STEP_ACQUIRED:
			probe_say(c, ANSWER_PATH, st->pos, NULL, is_setup(c, st->fn) ?
				  "'%s' makes memory, or fails to" : "'%s' takes a reference", fn);
			break;
		case STEP_RELEASED:
			probe_say(c, ANSWER_PATH, st->pos, NULL, "'%s' puts a reference, or takes it over", fn);
			break;
		case STEP_FAILED:
			probe_say(c, ANSWER_PATH, st->pos, NULL, "the lookup by '%s' fails for good", fn);
			break;
		default:
			break;
		}
	}
}

/* --- the answer --------------------------------------------------------------------------------------------- */

/* The branch whose other side all states take. */
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

/* The state to tell of: one in which something is judged, else the first. */
static const struct step *chosen_path(const struct fn_probe *p)
{
	size_t i;

	for (i = 0; i < p->uses.n; i++)
		if (p->uses.data[i].verdict == USE_JUDGED)
			return p->uses.data[i].path;
	return p->hits.n ? p->hits.data[0].s->path : NULL;
}

static bool has_rows(struct fn_ctx *c)
{
	size_t i;

	for (i = 0; i < c->probe->hits.n; i++) {
		const struct ir_insn *in = c->probe->hits.data[i].insn;

		if (in && in->kind == I_CALL && in->fn && info_of(c->u, in->fn)->facts)
			return true;
	}
	return false;
}

/* Tests of a judged member that are true of ordinary pages only: nothing to judge. */
static bool say_sure_tests(struct fn_ctx *c)
{
	bool any = false;
	size_t i;

	for (i = 0; i < c->probe->hits.n; i++) {
		const struct ir_insn *in = c->probe->hits.data[i].insn;
		const struct fn_facts *ff = in && in->kind == I_CALL && in->fn ? info_of(c->u, in->fn)->facts : NULL;
		const struct guard_fact *g = ff && ff->readers ? ff->guards : NULL;

		if (!g || g->if_true != PK_RAM)
			continue;
		probe_say(c, ANSWER_BECAUSE, in->pos, &g->row,
			  "what '%s' finds in '%s' it finds in ordinary pages only: its answer is right for any page",
			  in->fn->name, ff->readers->member);
		any = true;
	}
	return any;
}

static bool has_unsound_refs(struct fn_ctx *c)
{
	size_t i;

	for (i = 0; i < c->u->slots.n; i++)
		if (str_starts(c->u->slots.data[i]->rule, "pgmap-") && c->u->slots.data[i]->fn == c->f->decl)
			return true;
	return c->exhausted;
}

/* References that are taken or put here, in a function that does both right. */
static bool say_sound_refs(struct fn_ctx *c)
{
	struct answer *a = c->u->options->probe->answer;
	bool any = false;
	size_t i;

	for (i = 0; i < c->probe->hits.n; i++) {
		const struct ir_insn *in = c->probe->hits.data[i].insn;
		const struct fn_facts *ff = in && in->kind == I_CALL && in->fn ? info_of(c->u, in->fn)->facts : NULL;
		const struct ref_fact *r = ff ? ff->refs : NULL;

		if (!r || r->raw || r->action == REF_BORROW || has_unsound_refs(c))
			continue;
		answer_idle(a, r->action == REF_ACQUIRE ?
			    "on no way from here the reference that '%s' may give is lost: it is put, stored or handed on" :
			    "'%s' puts a reference that is held here, or that came from the caller, and no way puts it twice or uses what it was on afterwards",
			    in->fn->name);
		any = true;
	}
	return any;
}

/* Calls that only tell pages apart. */
static bool say_guards(struct fn_ctx *c)
{
	struct answer *a = c->u->options->probe->answer;
	bool any = false;
	size_t i;

	for (i = 0; i < c->probe->hits.n; i++) {
		const struct ir_insn *in = c->probe->hits.data[i].insn;
		const struct fn_facts *ff = in && in->kind == I_CALL && in->fn ? info_of(c->u, in->fn)->facts : NULL;

		if (!ff || !ff->guards || ff->refs || ff->readers)
			continue;
		answer_idle(a, "'%s' tells pages apart and uses nothing of them: what it says counts from here on",
			    in->fn->name);
		any = true;
	}
	return any;
}

static void say_nothing_watched(struct fn_ctx *c, bool judged_member)
{
	struct answer *a = c->u->options->probe->answer;
	struct fn_probe *p = c->probe;
	size_t i;
	bool returns = false;

	if (p->uses.n || p->ends.n || p->agains.n)
		return;
	for (i = 0; i < p->hits.n; i++)
		returns |= !p->hits.data[i].insn && p->hits.data[i].block->term == T_RETURN;
	if (returns)
		answer_idle(a, "no reference that rules count is held when the function returns here");
	else if (c->info->owner && judged_member)
		probe_say(c, ANSWER_BECAUSE, c->f->decl->pos, c->info->owner_row,
			  "'%s' may touch the union freely", c->f->decl->name);
	else if (!judged_member && !has_rows(c))
		answer_idle(a, "nothing on this line is watched: no judged member of a page is used, no reference taken or put, no pagemap looked up");
	else if (!judged_member && !say_sure_tests(c) && !say_sound_refs(c) && !say_guards(c))
		answer_idle(a, "the rules speak of what is called here, and nothing that they watch for happens with what is known of its arguments");
}

void probe_end(struct fn_ctx *c)
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
	/* from here on evaluating is only looking */
	c->quiet = true;
	c->summary = &scratch;
	a->function = arena_strdup(&a->mem, c->f->decl->name);
	a->analysed = !c->exhausted;
	a->ways = count_ways(p);
	if (p->line != c->u->options->probe->line)
		answer_say(a, ANSWER_LINE, "the line goes on with the statement of line %u, which is what is told of here",
			   p->line);
	for (i = 0; i < p->uses.n; i++)
		say_use(c, &p->uses.data[i]);
	for (i = 0; i < p->ends.n; i++)
		say_end(c, &p->ends.data[i]);
	for (i = 0; i < p->agains.n; i++)
		say_again(c, &p->agains.data[i]);
	if (p->hits.n) {
		say_line(c, &judged_member);
		say_nothing_watched(c, judged_member);
		say_values(c);
		for (i = 0; i < p->hits.n; i++)
			if (!p->hits.data[i].after)
				say_refs(c, p->hits.data[i].s);
		say_path(c, chosen_path(p));
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

/* --- the function that nobody has run ------------------------------------------------------------------------- */

void probe_unit(struct unit_ctx *u)
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
