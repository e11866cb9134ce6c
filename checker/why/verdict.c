/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Explains why something on the line is reported, or isn't. */
#include "why/noted.h"

#include <stdlib.h>
#include <string.h>

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

	kinds_describe(&wrong, &c->u->facts->kinds, h->kind.mask & h->use.wrong, c->u->present);
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

void probe_say_use(struct fn_ctx *c, const struct use_hit *h)
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
		probe_say(c, ANSWER_BECAUSE, use->pos, row, kinds_special(&c->u->facts->kinds, h->kind.mask) ?
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
			  name, use->read.member->shares_word_with ? use->read.member->shares_word_with : "another member");
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

/* Memory made by a setup, and the error of a failed one, are tracked like references. */
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

void probe_say_end(struct fn_ctx *c, const struct end_hit *h)
{
	const char *name = h->ref.name ? probe_text(c, h->ref.name) : "its object";
	static const char *const why[] = {
		[END_JUDGED] = "and nobody else holds or returns it: ",
		[END_HANDED_OUT] = "and is returned, or stored where it outlives the function: the caller's affair",
		[END_ESCAPED] = "and was handed to a function that nothing is known of, which may keep or put it: no leak is claimed",
		[END_BARE_COUNTER] = "through a bare counter of something the caller owns: a leak only if another path of this function puts it",
	};

	if (h->ref.setup) {
		say_setup_end(c, h);
		return;
	}
	probe_say(c, ANSWER_BECAUSE, h->pos, NULL, "the %s held by '%s', %s line %u, is not %s on this path, %s%s",
		  h->ref.kind->noun, name, h->ref.held_on_entry ? "handed in, see" : "taken at", h->ref.pos.line,
		  h->ref.kind->given_back, why[h->verdict],
		  h->verdict == END_JUDGED ? h->ref.kind->leak : "");
}

void probe_say_again(struct fn_ctx *c, const struct again_hit *h)
{
	static const char *const why[] = {
		[AGAIN_JUDGED] = "with the same arguments, and nothing that decides the loop has moved since: gup-retry",
		[AGAIN_OTHER_ARGUMENT] = "with another argument: another lookup",
		[AGAIN_PROGRESSED] = "after a counter, a flag or another variable that conditions read has moved on: the loop ends",
	};

	probe_say(c, ANSWER_BECAUSE, h->pos, &h->fail.lookup->row,
		  "'%s' is called again after its lookup has failed for good, %s", h->fail.callee->name,
		  why[h->verdict]);
}

/* --- nothing is reported ----------------------------------------------------------------- */

static bool has_rows(struct fn_ctx *c)
{
	size_t i;

	for (i = 0; i < c->probe->hits.n; i++)
		if (rows_of_call(c->u, c->probe->hits.data[i].insn))
			return true;
	return false;
}

/*
 * Tests of a judged member that are true for ordinary pages only, so that there is nothing to
 * judge.
 */
static bool say_sure_tests(struct fn_ctx *c)
{
	bool any = false;
	size_t i;

	for (i = 0; i < c->probe->hits.n; i++) {
		const struct ir_insn *in = c->probe->hits.data[i].insn;
		const struct fn_facts *ff = rows_of_call(c->u, in);
		const struct guard_fact *g = ff && ff->readers ? ff->guards : NULL;

		if (!g || !kinds_ordinary(&c->u->facts->kinds, g->if_true))
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

/* References taken or released here, in a function that balances them. */
static bool say_sound_refs(struct fn_ctx *c)
{
	struct answer *a = c->u->options->probe->answer;
	bool any = false;
	size_t i;

	for (i = 0; i < c->probe->hits.n; i++) {
		const struct ir_insn *in = c->probe->hits.data[i].insn;
		const struct fn_facts *ff = rows_of_call(c->u, in);
		const struct ref_fact *r = ff ? ff->refs : NULL;

		if (!r || r->bare_counter || r->action >= REF_BORROW || has_unsound_refs(c))
			continue;
		answer_idle(a, r->action == REF_ACQUIRE ?
			    "on no way from here the reference that '%s' may give is lost: it is put, stored or handed on" :
			    "'%s' puts a reference that is held here, or that came from the caller, and no way puts it twice or uses what it was on afterwards",
			    in->fn->name);
		any = true;
	}
	return any;
}

/* Calls that only tell kinds of page apart. */
static bool say_guards(struct fn_ctx *c)
{
	struct answer *a = c->u->options->probe->answer;
	bool any = false;
	size_t i;

	for (i = 0; i < c->probe->hits.n; i++) {
		const struct ir_insn *in = c->probe->hits.data[i].insn;
		const struct fn_facts *ff = rows_of_call(c->u, in);

		if (!ff || !ff->guards || ff->refs || ff->readers)
			continue;
		answer_idle(a, "'%s' tells pages apart and uses nothing of them: what it says counts from here on",
			    in->fn->name);
		any = true;
	}
	return any;
}

static bool has_reason(const struct answer *a)
{
	size_t i;

	for (i = 0; i < a->v.n; i++)
		if (a->v.data[i].topic == ANSWER_BECAUSE)
			return true;
	return false;
}

void probe_say_nothing_watched(struct fn_ctx *c, bool judged_member)
{
	struct answer *a = c->u->options->probe->answer;
	struct fn_probe *p = c->probe;
	size_t i;
	bool returns = false;

	if (p->uses.n || p->ends.n || p->agains.n || (judged_member && has_reason(a)))
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
	else if (judged_member)
		answer_idle(a, "a member that rules judge is named here, and nothing that counts is done with it: it is neither followed, tested nor written, or it is the list entry itself that is handed on, of which it isn't known what page it lies in");
	else if (!say_sure_tests(c) && !say_sound_refs(c) && !say_guards(c))
		answer_idle(a, "the rules speak of what is called here, and nothing that they watch for happens with what is known of its arguments");
}
