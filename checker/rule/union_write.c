/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * union-write: a member that a ZONE_DEVICE page uses for something else is written on a page that
 * may be one: directly, by linking the page through it, or by a function that does so. That
 * overwrites data of the page's driver or of memremap.
 */
#include "rule/rules.h"

void union_write_on(const struct event *ev)
{
	struct unit_ctx *u = ev->fn->u;
	const struct page_use *use = ev->use;
	const struct member_read *r;
	struct strbuf kinds = { 0 };
	struct finding *f;

	if (ev->what != EV_PAGE_USE || use->how < USE_WRITE || use_is_silent(ev))
		return;
	r = &use->read;
	f = report_begin(ev->fn, "union-write", *layout_why_note(ev) ? LEVEL_NOTE : LEVEL_WARNING,
			 r->call_pos, r->fn, false);
	if (!f)
		return;
	f->expr = expr_text(u, r->expr);
	describe_wrong(&kinds, ev);
	if (r->sink && r->sink->any_origin)
		report_message(u, f, "'%s' goes to '%s()', which is not for every page, but may be %s", f->expr,
			       r->sink->row.name, strbuf_str(&kinds));
	else if (r->sink && r->member->overlays && !r->other_arm)
		report_message(u, f, "'%s' goes to '%s()', which is for %s, but may be %s", f->expr,
			       r->sink->row.name, use_group(ev)->many, strbuf_str(&kinds));
	else if (use->how == USE_SINK)
		report_message(u, f, "'%s' goes where %s, but may be %s%s%s%s", f->expr,
			       r->other_arm ? "it is linked into a list" : "its word is trusted",
			       strbuf_str(&kinds), r->other_arm ? ", which has '" : "",
			       r->other_arm ? word_there(use) : "", r->other_arm ? "' there" : "");
	else
		report_message(u, f, "'%s' is %s, but the page may be %s%s%s%s", f->expr,
			       use->how == USE_LINK ? "linked into a list, or written through its address" :
						      "written", strbuf_str(&kinds),
			       r->other_arm ? ", which has '" : "", r->other_arm ? word_there(use) : "",
			       r->other_arm ? "' there" : "");
	strbuf_free(&kinds);
	note_origin(ev, f);
	if (r->sink && r->sink->row.why)
		report_note(u, f, r->call_pos, "%s", r->sink->row.why);
	advise_guard(ev, f);
}
