/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * union-read: a member that means something else for a ZONE_DEVICE page is read
 * from a page that may be one. What happens to the value decides how loud that
 * is: dereferenced, a warning; otherwise, or when nothing is known of where the
 * page comes from, a note.
 */
#include "rule/rules.h"

#include <string.h>

/* "drivers/demo" of "drivers/demo/core/pin.c": what is made together. 0: all is in one place. */
static size_t subsystem(const char *file)
{
	const char *slash = strchr(file, '/');

	slash = slash ? strchr(slash + 1, '/') : NULL;
	return slash ? (size_t)(slash - file) : 0;
}

static bool is_near(const struct unit_ctx *u, struct ir_pos pos)
{
	const char *there = in_tree(u, u->unit->files.data[pos.file]);
	size_t n = subsystem(u->shown);

	return n && subsystem(there) == n && !strncmp(there, u->shown, n);
}

/* Why a wrong flag bit, or any use, has no consequence in this function; NULL: it may have one. */
static const char *why_harmless(const struct event *ev)
{
	const struct page_use *use = ev->use;
	const struct fn_facts *ff = info_of(ev->fn->u, use->read.fn)->facts;
	const struct harmless_fact *h = ff ? ff->harmless : NULL;

	for (; h; h = (const struct harmless_fact *)h->row.next)
		if ((use->how == USE_TRUST || h->all_uses) && !strcmp(h->member, use->read.member->member) &&
		    row_applies(ev->fn->u, &h->row, use->read.fn))
			return h->row.why;
	return NULL;
}

/* May the page still be ordinary, on every axis that matters for the use? */
static bool ordinary_left(const struct event *ev)
{
	const struct kinds *all = &ev->fn->u->facts->kinds;

	return !kinds_surely(all, ev->page->mask, kinds_axes(all, ev->use->wrong) & ~all->ordinary);
}

/*
 * Does the code compare the member to find out whether the page is its own, without holding it? For
 * a page that was got from somewhere an equal value proves that; behind a frame number there may be
 * anything.
 */
static bool takes_for_own(const struct event *ev)
{
	const struct page_use *use = ev->use;

	return use->compared && !use->via && ev->page->origin &&
	       ev->page->origin->may_be == ev->fn->u->facts->kinds.any;
}

/* Why the use is reported as a note; "" when it is a warning. */
const char *rules_why_note(const struct event *ev)
{
	const struct page_use *use = ev->use;
	const struct member_fact *m = use->read.member;
	const char *why;

	if (use_by_layout(use) || use->how >= USE_WRITE)
		return layout_why_note(ev);
	why = why_harmless(ev);
	if (why)
		return why;
	if (ev->page->origin && !(ev->page->mask & ev->page->origin->may_be & use->wrong))
		return "only kinds for which it goes wrong are left that the origin doesn't speak of: paths met, and of a page on one of them nothing is known";
	/* an earlier test leaves only special pages */
	if (ev->page->origin && !ordinary_left(ev) &&
	    (use->how == USE_DEREF ? !use->checked :
	     use->how == USE_TRUST && (!use_is_elsewhere(ev->fn->u, use) || is_near(ev->fn->u, use->pos))))
		return "";
	/*
	 * Any page has a frame number and an address: that alone doesn't make a device
	 * page likely in code elsewhere. Of an entry the walk knows best what it may be.
	 */
	if (ev->page->origin && ev->page->origin->may_be == ev->fn->u->facts->kinds.any &&
	    (use_is_elsewhere(ev->fn->u, use) || (use->via && ev->page->of_address)))
		return any_has_number(ev, " in a callee");
	if (ev->page->origin && ev->page->origin->entry &&
	    (use->via || (is_weak(ev->fn->u->facts, ev->page) && use->how == USE_TRUST)))
		return "the page was found in a page table, of which the caller knows more than its callees";
	if (use_is_elsewhere(ev->fn->u, use) &&
	    (!ev->page->from || (use->how == USE_TRUST && !is_near(ev->fn->u, use->pos))))
		return "too general to be held against code in another file, which serves all callers";
	if (use->how == USE_TRUST)
		return ev->page->origin ? "" : "a flag bit decides, but nothing is known of where the page comes from";
	if (takes_for_own(ev))
		return "";
	if (use->how != USE_DEREF)
		return "the value is only read, compared or tested here";
	if (use->checked)
		return "tests before it leave a valid pointer";
	if (ev->page->origin || (m->unknown_if_overlaid && use->overlaid))
		return "";
	return "nothing is known of where the page comes from";
}

static enum level loudness(const struct event *ev)
{
	return *rules_why_note(ev) ? LEVEL_NOTE : LEVEL_WARNING;
}

/* Reports the use of a member that the layout overlays with another. */
static void report_by_layout(const struct event *ev)
{
	struct unit_ctx *u = ev->fn->u;
	const struct page_use *use = ev->use;
	const struct member_read *r = &use->read;
	struct strbuf kinds = { 0 };
	struct finding *f;
	const char *what = use->how == USE_DEREF ? "is dereferenced" :
			   use->how == USE_ADDRESS ? "is read through its address" : "decides";

	if (use_is_silent(ev))
		return;
	f = report_begin(ev->fn, "union-read", loudness(ev), r->call_pos, r->fn, false);
	if (!f)
		return;
	f->expr = expr_text(u, r->expr);
	describe_wrong(&kinds, ev);
	if (r->other_arm)
		report_message(u, f, "'%s' %s, but the page may be %s, which has '%s' there", f->expr, what,
			       strbuf_str(&kinds), word_there(use));
	else
		report_message(u, f, "'%s' %s, but the page may be %s, which has something else there",
			       f->expr, what, use_group(ev)->none);
	strbuf_free(&kinds);
	note_origin(ev, f);
	if (use->pos.line != r->call_pos.line || use->pos.file != r->call_pos.file)
		report_note(u, f, use->pos, use->how == USE_DEREF ? "dereferenced here" : "it decides here");
	advise_guard(ev, f);
}

void union_read_on(const struct event *ev)
{
	struct unit_ctx *u = ev->fn->u;
	const struct page_use *use = ev->use;
	const struct member_read *r;
	struct strbuf kinds = { 0 };
	struct finding *f;
	const char *name;

	if (ev->what != EV_PAGE_USE || use->how >= USE_WRITE)
		return;
	if (use_by_layout(use)) {
		report_by_layout(ev);
		return;
	}
	r = &use->read;
	f = report_begin(ev->fn, "union-read", loudness(ev), r->call_pos, r->fn,
			 use->how == USE_TRUST);
	if (!f)
		return;
	name = expr_text(u, r->expr);
	f->expr = name;
	describe_wrong(&kinds, ev);
	if (use->how == USE_TRUST)
		report_message(u, f, "a flag bit of '%s' decides, but the page may be %s, whose bit means something else",
			       name, strbuf_str(&kinds));
	else if (use->how == USE_DEREF)
		report_message(u, f, "'%s' is dereferenced, but the page may be %s", name,
			       strbuf_str(&kinds));
	else if (takes_for_own(ev))
		report_message(u, f, "'%s' is compared to tell whose page it is, but the page may be %s", name,
			       strbuf_str(&kinds));
	else
		report_message(u, f, "'%s' is read, but the page may be %s", name, strbuf_str(&kinds));
	strbuf_free(&kinds);
	note_origin(ev, f);
	if (use->how == USE_TRUST)
		report_note(u, f, use->pos, "the bit decides here (%s)", r->member->row.why ?
			    r->member->row.why : r->member->row.ref);
	else if (use->how == USE_DEREF)
		report_note(u, f, use->pos, use->checked ?
			    "dereferenced here, after tests that leave a valid pointer" :
			    "dereferenced here");
	advise_guard(ev, f);
}
