/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A state as text, for `--dump=flow` and the debugger. */
#include "flow/state.h"

static void print_range(struct strbuf *out, const struct range *r)
{
	unsigned i;

	for (i = 0; i < r->n; i++) {
		strbuf_adds(out, i ? " or " : "");
		if (r->r[i].lo == INT64_MIN)
			strbuf_adds(out, "..");
		else
			strbuf_addf(out, "%lld", (long long)r->r[i].lo);
		if (r->r[i].lo == r->r[i].hi)
			continue;
		if (r->r[i].lo != INT64_MIN)
			strbuf_adds(out, "..");
		if (r->r[i].hi != INT64_MAX)
			strbuf_addf(out, "%lld", (long long)r->r[i].hi);
	}
}

void state_print(struct strbuf *out, const struct state *s)
{
	uint32_t i;

	for (i = 0; i < s->env.n; i++) {
		strbuf_adds(out, "    ");
		term_print(out, s->env.data[i].loc);
		strbuf_adds(out, " = ");
		term_print(out, s->env.data[i].value);
		strbuf_adds(out, "\n");
	}
	for (i = 0; i < s->cons.n; i++) {
		strbuf_adds(out, "    given ");
		term_print(out, s->cons.data[i].t);
		strbuf_adds(out, " is ");
		print_range(out, s->cons.data[i].r);
		strbuf_adds(out, "\n");
	}
	for (i = 0; i < s->kinds.n; i++) {
		strbuf_adds(out, "    page ");
		term_print(out, s->kinds.data[i].root);
		strbuf_addf(out, " may be 0x%llx%s\n", (unsigned long long)s->kinds.data[i].mask,
			    s->kinds.data[i].origin ? "" : " (origin unknown)");
	}
	for (i = 0; i < s->refs.n; i++) {
		const struct ref *r = &s->refs.data[i];

		strbuf_adds(out, "    reference ");
		term_print(out, r->object);
		strbuf_addf(out, " %s %d%s%s%s%s\n", r->status == REF_HELD ? "held" : "released",
			    r->count, r->held_on_entry ? " contract" : "", r->bare_counter ? " raw" : "",
			    r->escaped ? " lent" : "", r->owed_by_caller ? " debt" : "");
	}
	for (i = 0; i < s->fails.n; i++)
		strbuf_addf(out, "    failed %s\n", s->fails.data[i].callee->name);
	for (i = 0; i < s->reads.n; i++) {
		strbuf_adds(out, "    read ");
		term_print(out, s->reads.data[i].value);
		strbuf_adds(out, " of page ");
		term_print(out, s->reads.data[i].page);
		strbuf_adds(out, "\n");
	}
	for (i = 0; i < s->clobbers.n; i++) {
		strbuf_adds(out, "    clobbered ");
		term_print(out, s->clobbers.data[i].loc);
		strbuf_adds(out, "\n");
	}
	tracked_print(out, s);
	if (s->ret) {
		strbuf_adds(out, "    returns ");
		term_print(out, s->ret);
		strbuf_adds(out, "\n");
	}
}
