/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A judged member of a page is used: for which kinds of page does that go wrong? */
#include "flow/use.h"
#include "flow/eval.h"
#include "flow/handed.h"
#include "flow/links.h"
#include "flow/members.h"
#include "flow/observer.h"

bool is_overlaid(struct unit_ctx *u, const struct member_fact *m)
{
	struct ir_record *r;
	struct ir_field *a, *b;

	if (!m->shares_word_with)
		return false;
	r = ir_find_record(u->unit, m->record);
	if (!r)
		return false;
	a = ir_record_field(r, intern(m->member));
	b = ir_record_field(r, intern(m->shares_word_with));
	return a && b && ir_fields_overlap(a, b);
}

/*
 * The kinds for which the use goes wrong. Where an origin says what the page may be, an axis of
 * which neither it nor a test speaks is left alone: any page may be a tail page, say.
 */
static kinds_t kinds_wrong(const struct kinds *all, const struct page_use *use, const struct kind *k)
{
	const struct member_fact *m = use->read.member;
	kinds_t wrong = use->read.other_arm ? m->wrong_over : m->wrong_for[use->how], told;

	if (!k->origin || k->origin->may_be == all->any)
		return wrong;
	told = wrong & kinds_told(all, k->mask);
	return told ? told : wrong;
}

/* Kinds for which a value like the one dereferenced is possible. */
static kinds_t kinds_dereferenced(const struct kinds *all, const struct page_use *use, kinds_t mask)
{
	const struct member_fact *m = use->read.member;

	if (use->how != USE_DEREF || use->overlaid || !use->nonnull)
		return mask;
	return kinds_meet(all, mask, ~(m->null | (use->checked ? m->tagged : 0)));
}

/*
 * Whoever makes ZONE_DEVICE pages keeps what it likes in them. But its own pages have no
 * other arm than theirs, where it is known that they are its own; and a page that it tells
 * apart from some of its own may be anybody's.
 */
static bool owner_may(const struct fn_ctx *c, const struct page_use *use, const struct kind *k)
{
	const struct member_fact *m = use->read.member;

	if (!c->info->owner)
		return false;
	if (c->info->owner_row && ((const struct owner_fact *)c->info->owner_row)->function)
		return true;
	if (use->read.other_arm)
		return use->how == USE_SINK || !(k->origin || !(k->mask & m->meaningless));
	return !(m->overlays && (k->mask & m->meaningless) &&
		 (k->excluded & kinds_others(&c->u->facts->kinds, m->meaningless)));
}

enum use_verdict judge_use(struct fn_ctx *c, struct state *s, struct page_use *use, struct kind *k)
{
	const struct kinds *all = &c->u->facts->kinds;
	const struct member_fact *m = use->read.member;

	/* a page stays what it was, also where paths meet on which it was something else */
	if (use->read.mask && kinds_meet(all, k->mask, use->read.mask))
		k->mask = kinds_meet(all, k->mask, use->read.mask);
	use->wrong = kinds_wrong(all, use, k);
	/* where an origin speaks of other axes only, it says nothing here */
	if (k->origin && use->wrong && !(kinds_told(all, k->mask) & use->wrong))
		k->origin = NULL;
	k->mask &= c->u->present;
	use->mask = k->mask = kinds_dereferenced(all, use, k->mask);
	if (m->overlaid_by_layout && !use->overlaid)
		return USE_NOT_OVERLAID;
	if (!(k->mask & use->wrong))
		return USE_FINE;
	if (owner_may(c, use, k))
		return USE_BY_OWNER;
	if (use->how == USE_TRUST && flag_decided(c, s, m, use->page))
		return USE_FLAG_DECIDED;
	if ((use->how == USE_DEREF || use->how == USE_WRITE) && !use->overlaid &&
	    flag_set(c, s, m, use->page))
		return USE_FLAG_SET;
	return USE_JUDGED;
}

void settle_use(const struct event *ev, enum use_verdict verdict, bool asks)
{
	struct fn_ctx *c = ev->fn;
	bool weak = is_weak(c->u->facts, ev->page);

	/* who calls it may know better whose page it is */
	if (verdict == USE_BY_OWNER && read_by_layout(&ev->use->read) && weak)
		note_page_use(c, ev->use);
	if (verdict != USE_JUDGED && verdict != USE_IN_HEADER)
		return;
	if (weak)
		note_page_use(c, ev->use);
	if (asks && !ev->page->origin && !read_by_layout(&ev->use->read))
		demand_origin(c, ev->page->root);
	if (verdict == USE_JUDGED)
		flow_event(ev);
}

void page_used_as(struct fn_ctx *c, struct state *s, const struct member_read *r, enum use_how how,
		  const struct value_known *known, struct ir_pos pos, const struct ir_expr *x)
{
	struct kind k = state_kind(&c->e, s, r->page);
	struct page_use use = {
		.page = k.root, .read = *r, .how = how, .pos = pos, .fn = c->info->decl,
	};
	struct event ev = {
		.what = EV_PAGE_USE, .fn = c, .state = s, .pos = pos, .expr = x, .use = &use,
		.page = &k,
	};
	enum use_verdict verdict;

	use.read.more = NULL;
	/* pgmap looks like any good pointer: no test of the value tells them apart */
	use.overlaid = read_by_layout(r) || is_overlaid(c->u, r->member);
	use.nonnull = known && known->nonnull && !use.overlaid;
	use.checked = use.nonnull && known->untagged;
	use.compared = known && known->compared;
	if (!c->quiet)
		note_seen(c->u, r->call_pos, k.mask);
	verdict = judge_use(c, s, &use, &k);
	if (verdict == USE_JUDGED && !pos_in_source(c->u, r->call_pos))
		verdict = USE_IN_HEADER;
	if (watcher(c))
		watcher(c)->use(c, s, &use, &k, verdict);
	settle_use(&ev, verdict, how != USE_READ);
	/* an owner that follows a page's pagemap knows that the page has one */
	if (verdict == USE_BY_OWNER && how == USE_DEREF && r->member->overlays && !r->other_arm)
		state_narrow_kind(&c->e, s, r->page, c->u->facts->kinds.any & ~r->member->meaningless);
}

bool next_arm(struct member_read *r)
{
	const struct judged *j = r->more;

	if (!j)
		return false;
	r->member = j->row;
	r->other_arm = j->other_arm;
	r->aligned = j->aligned;
	r->more = j->more;
	return true;
}

void page_used(struct fn_ctx *c, struct state *s, const struct member_read *r, enum use_how how,
	       const struct value_known *known, struct ir_pos pos, const struct ir_expr *x)
{
	struct member_read arm = *r;

	do
		page_used_as(c, s, &arm, how, known, pos, x);
	while (next_arm(&arm));
}
