/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Uses of a page's member: how likely they are wrong, and where the page comes from. */
#include "rule/rules.h"
#include "flow/links.h"

#include <string.h>

bool use_by_layout(const struct page_use *use)
{
	return use->read.other_arm || use->read.member->overlays;
}

bool use_is_elsewhere(struct unit_ctx *u, const struct page_use *use)
{
	const struct via *v;

	for (v = use->via; v; v = v->next)
		if (!defined_here(u, v->callee))
			return true;
	return false;
}

/*
 * Do the page's origin and this function's own tests leave only kinds for which the use is wrong?
 */
static bool is_certain(const struct event *ev)
{
	const struct unit_ctx *u = ev->fn->u;
	const struct kinds *all = &u->facts->kinds;
	kinds_t known = ev->page->origin ? ev->page->origin->may_be : all->any;

	return kinds_surely(all, known & ~ev->page->excluded & u->present, ev->use->wrong);
}

bool use_is_silent(const struct event *ev)
{
	const struct page_use *use = ev->use;
	bool reads_own = use->how < USE_WRITE && !use->read.other_arm;

	/* list members are used everywhere: for a page of unknown origin only callers can tell */
	return !ev->page->origin && !is_certain(ev) && (!reads_own || use_is_elsewhere(ev->fn->u, use));
}

bool use_is_left_out(const struct event *ev)
{
	return (use_by_layout(ev->use) || ev->use->how >= USE_WRITE) && use_is_silent(ev);
}

const struct report_slot *use_slot(const struct event *ev)
{
	const struct member_read *r = &ev->use->read;
	const char *rule = ev->use->how >= USE_WRITE ? "union-write" : "union-read";
	const struct report_slot *same_function = NULL;
	size_t i;

	for (i = 0; i < ev->fn->u->slots.n; i++) {
		const struct report_slot *s = ev->fn->u->slots.data[i];

		if (strcmp(s->rule, rule) != 0)
			continue;
		if (s->pos.file == r->call_pos.file && s->pos.line == r->call_pos.line)
			return s;
		if (s->fn == r->fn)
			same_function = s;
	}
	return same_function;
}

/*
 * In a file that makes or owns ZONE_DEVICE memory, a page from a frame number is taken for such
 * memory.
 */
static bool is_its_own(const struct event *ev)
{
	return ev->use->read.other_arm && !ev->use->via &&
	       (ev->fn->info->owner || (ev->use->how >= USE_WRITE && ev->fn->u->makes_pages));
}

/* This function's own tests excluded some device pages; it takes all others for more of them. */
static bool is_mistaken(const struct event *ev)
{
	const struct kinds *all = &ev->fn->u->facts->kinds;
	const struct page_use *use = ev->use;
	kinds_t wrong = use->read.member->meaningless;

	return use->read.member->overlays && !use->read.other_arm && (ev->page->mask & wrong) &&
	       (ev->page->excluded & kinds_others(all, wrong));
}

const char *any_has_number(const struct event *ev, const char *where)
{
	return arena_printf(&ev->fn->mem, "any page has a frame number and an address: that alone doesn't make %s likely%s",
			    use_group(ev)->plain, where);
}

const struct kind_set *use_group(const struct event *ev)
{
	return kinds_group(&ev->fn->u->facts->kinds, ev->use->wrong & ev->page->mask);
}

void describe_wrong(struct strbuf *out, const struct event *ev)
{
	const struct unit_ctx *u = ev->fn->u;

	kinds_describe(out, &u->facts->kinds, ev->page->mask & ev->use->wrong, u->present);
}

/* A use by layout, or a write, is likely to be wrong only for user memory and the like. */
const char *layout_why_note(const struct event *ev)
{
	const struct page_use *use = ev->use;

	if (use->how == USE_SINK && use->read.member->flag_wrong_for)
		return "the function trusts what it finds, and tests more than the one bit";
	if (use_is_elsewhere(ev->fn->u, use) && use->via->next && !is_mistaken(ev))
		return "further down than a helper code serves all sorts of pages, and tells them apart by flags";
	if (ev->page->origin && ev->page->origin->entry && (use->via || use->how == USE_SINK))
		return "the page was found in a page table, of which the caller knows more than its callees";
	if (is_certain(ev) || is_mistaken(ev))
		return "";
	if (use->via && use->via->next)
		return "further down than a helper code serves all sorts of pages, and tells them apart by flags";
	if (!ev->page->origin)
		return "nothing is known of where the page comes from";
	if (is_its_own(ev) || use->read.any_origin)
		return "";
	if (is_weak(ev->fn->u->facts, ev->page))
		return any_has_number(ev, "");
	if (!ev->page->from)
		return "the page was found in a structure, and who put it there knows what it is";
	if (use_is_elsewhere(ev->fn->u, use) && !use_by_layout(use))
		return "too general to be held against code in another file, which serves all callers";
	return "";
}

void note_origin(const struct event *ev, struct finding *f)
{
	const struct page_use *use = ev->use;
	const struct via *v;
	struct unit_ctx *u = ev->fn->u;

	if (ev->page->origin && ev->page->from)
		report_note(u, f, ev->page->pos, "the page comes from '%s' here", ev->page->from->name);
	else if (ev->page->origin)
		report_note(u, f, use->read.call_pos, "the page comes from '%s'",
			    ev->page->origin->row.name);
	else if (ev->page->mask & kinds_others(&u->facts->kinds, use->wrong))
		report_note(u, f, use->read.call_pos, "nothing is known of where the page comes from");
	else
		report_note(u, f, use->read.call_pos, "tests on the way here say so");
	for (v = use->via; v; v = v->next)
		report_note(u, f, v->pos, "passed to '%s' here", v->callee->name);
	report_path(u, f, ev->state->path, NULL);
}

const char *word_there(const struct page_use *use)
{
	return use->read.member->member;
}
