/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of rules, and helpers for writing findings. */
#include "rule/rule.h"
#include "rule/rules.h"

#include <string.h>

static void (*const rules[])(const struct event *ev) = {
	union_read_on,
	union_write_on,
	gup_retry_on,
	reference_leak_on,
	reference_put_on,
	pagemap_setup_on,
	page_batch_on,
};

/* --- events --------------------------------------------------------------------------- */

static void on_event(const struct event *ev)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rules); i++)
		rules[i](ev);
}

static void on_unit_end(struct unit_ctx *u)
{
	guard_tests_settle(u);
	array_uses_settle(u);
}

const struct flow_observer rules_observer = { .event = on_event, .unit_end = on_unit_end };

/* --- reporting ------------------------------------------------------------------------ */

static const char *shown_file(struct unit_ctx *u, struct ir_pos pos)
{
	return in_tree(u, u->unit->files.data[pos.file]);
}

static void drop_slot(struct unit_ctx *u, struct report_slot *slot)
{
	size_t i, n;

	for (i = n = 0; i < u->out->v.n; i++)
		if (u->out->v.data[i] != slot->finding)
			u->out->v.data[n++] = u->out->v.data[i];
	u->out->v.n = n;
	for (i = n = 0; i < u->slots.n; i++)
		if (u->slots.data[i] != slot)
			u->slots.data[n++] = u->slots.data[i];
	u->slots.n = n;
}

struct finding *report_begin(struct fn_ctx *c, const char *rule, enum level level,
			     struct ir_pos pos, const struct ir_decl *fn, bool weak)
{
	c->warned |= level == LEVEL_WARNING;
	return report_in_unit(c->u, rule, level, pos, fn, weak);
}

struct finding *report_in_unit(struct unit_ctx *u, const char *rule, enum level level,
			       struct ir_pos pos, const struct ir_decl *fn, bool weak)
{
	struct report_slot *slot = NULL, *here = NULL, *weak_slot = NULL;
	struct finding *f;
	size_t i;

	for (i = 0; i < u->slots.n; i++) {
		struct report_slot *s = u->slots.data[i];

		if (s->rule != rule)
			continue;
		if (ir_same_pos(s->pos, pos))
			here = s;
		if (s->fn != fn)
			continue;
		if (weak && s->finding->level >= level)
			return NULL;
		if (s->weak && s->finding->level <= level)
			weak_slot = s;
	}
	if (here && weak_slot && here != weak_slot && !weak)
		drop_slot(u, weak_slot);
	slot = here ? here : weak ? NULL : weak_slot;
	if (slot && (slot->finding->level > level ||
		     (slot->finding->level == level && !(slot->weak && !weak))))
		return NULL;
	if (!slot) {
		slot = arena_new(&u->mem, struct report_slot);
		slot->rule = rule;
		slot->finding = findings_add(u->out);
		vec_push(&u->slots, slot);
	}
	slot->pos = pos;
	slot->fn = fn;
	slot->weak = weak;
	f = slot->finding;
	f->rule = rule;
	f->level = level;
	f->file = arena_strdup(&u->out->mem, shown_file(u, pos));
	f->line = pos.line;
	f->col = pos.col;
	f->function = arena_strdup(&u->out->mem, fn ? fn->name : "");
	f->expr = "";
	f->sfile = NULL;
	if (pos.sfile && (pos.sfile != pos.file || pos.sline != pos.line)) {
		f->sfile = arena_strdup(&u->out->mem, u->unit->files.data[pos.sfile]);
		f->sline = pos.sline;
	}
	f->engines = "libclang";
	f->notes = NULL;
	f->nnotes = 0;
	f->remedy = (struct remedy){ 0 };
	return f;
}

void report_message(struct unit_ctx *u, struct finding *f, const char *fmt, ...)
{
	struct strbuf b = { 0 };
	va_list ap;

	va_start(ap, fmt);
	strbuf_vaddf(&b, fmt, ap);
	va_end(ap);
	f->message = arena_strdup(&u->out->mem, strbuf_str(&b));
	strbuf_free(&b);
}

void report_note(struct unit_ctx *u, struct finding *f, struct ir_pos pos, const char *fmt, ...)
{
	struct place_note *notes;
	struct strbuf b = { 0 };
	va_list ap;

	va_start(ap, fmt);
	strbuf_vaddf(&b, fmt, ap);
	va_end(ap);
	notes = arena_array(&u->out->mem, struct place_note, f->nnotes + 1);
	if (f->nnotes)
		memcpy(notes, f->notes, f->nnotes * sizeof(*notes));
	notes[f->nnotes] = (struct place_note){
		.file = arena_strdup(&u->out->mem, shown_file(u, pos)),
		.line = pos.line,
		.col = pos.col,
		.message = arena_strdup(&u->out->mem, strbuf_str(&b)),
	};
	f->notes = notes;
	f->nnotes++;
	strbuf_free(&b);
}

/* longer lists aren't read: the branches nearest to the end matter most */
#define MAX_PATH_NOTES	8

void report_path(struct unit_ctx *u, struct finding *f, const struct step *path,
		 const struct step *from)
{
	const struct step *step[MAX_PATH_NOTES];
	unsigned n = 0;

	for (; path && path != from && n < MAX_PATH_NOTES; path = path->prev)
		if (path->what == STEP_BRANCHED && *condition_text(u, path->expr) &&
		    pos_in_source(u, path->pos))
			step[n++] = path;
	while (n-- > 0) {
		const struct ir_expr *x = step[n]->expr;
		bool pointer = x->type && x->type->kind == TY_POINTER;

		report_note(u, f, step[n]->pos, "'%s' is %s%s", condition_text(u, x),
			    pointer && step[n]->taken ? "not " : "",
			    pointer ? "NULL" : step[n]->taken ? "true" : "false");
	}
}

struct remedy *report_remedy(struct unit_ctx *u, struct finding *f, enum remedy_kind kind,
			     struct ir_pos pos, const char *subject)
{
	f->remedy = (struct remedy){
		.kind = kind, .subject = subject, .file = arena_strdup(&u->out->mem, shown_file(u, pos)),
		.line = pos.line, .col = pos.col,
	};
	return &f->remedy;
}

const struct ref_fact *release_of(struct unit_ctx *u, const struct ref *r)
{
	const struct facts *f = u->facts;
	size_t i;

	for (i = 0; i < f->all.n; i++) {
		const struct ref_fact *row = (const struct ref_fact *)f->all.data[i];

		if (row->row.section == FACT_REFERENCES && row->action == REF_RELEASE && !row->bare_counter &&
		    row->kind == r->kind && row_applies(u, &row->row, NULL))
			return row;
	}
	return NULL;
}
