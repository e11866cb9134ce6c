/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of trackers, and all that the engine does with their facts. */
#include "flow/batch.h"
#include "flow/fixpoint.h"
#include "flow/state_arrays.h"

static const struct tracker *const trackers[] = { &batches, &empty_arrays };

const struct tracker *tracker_at(unsigned i)
{
	return i < ARRAY_SIZE(trackers) ? trackers[i] : NULL;
}

unsigned tracker_number(const struct tracker *by)
{
	unsigned i = 0;

	while (trackers[i] != by)
		i++;
	return i;
}

/* --- the facts of a state ---------------------------------------------------------------- */

/* Where the fact is, or would be: by term, then in the order of the table. */
static uint32_t place_of(const struct state *s, const struct tracker *by, const struct term *of,
			 bool *there)
{
	uint32_t i;

	for (i = 0; i < s->tracked.n; i++) {
		const struct tracked *t = &s->tracked.data[i];

		if (t->of->id > of->id ||
		    (t->of == of && tracker_number(t->by) >= tracker_number(by)))
			break;
	}
	*there = i < s->tracked.n && s->tracked.data[i].of == of && s->tracked.data[i].by == by;
	return i;
}

struct tracked *tracked_get(struct state_env *e, struct state *s, const struct tracker *by,
			    const struct term *of)
{
	bool there;
	uint32_t i = place_of(s, by, of, &there);

	if (!there)
		return NULL;
	own(e, &s->tracked, 0);
	return &s->tracked.data[i];
}

struct tracked *tracked_set(struct state_env *e, struct state *s, const struct tracked *t)
{
	bool there;
	uint32_t i = place_of(s, t->by, t->of, &there);

	if (there)
		own(e, &s->tracked, 0);
	else
		open_gap(e, &s->tracked, i);
	s->tracked.data[i] = *t;
	return &s->tracked.data[i];
}

void tracked_drop(struct state_env *e, struct state *s, const struct tracker *by,
		  const struct term *of)
{
	bool there;
	uint32_t i = place_of(s, by, of, &there);

	if (there)
		close_gap(e, &s->tracked, i);
}

uint64_t tracked_key(const struct state *s, uint64_t h)
{
	uint32_t i;

	for (i = 0; i < s->tracked.n; i++) {
		const struct tracked *t = &s->tracked.data[i];

		if (!t->by->loose)
			h = hash_mix(h, hash_mix((uint64_t)t->of->id << 8 | tracker_number(t->by),
						 t->bits & t->by->apart));
	}
	return h;
}

static bool join_one(struct tracked *a, const struct tracked *b)
{
	unsigned bits = ((a->bits | b->bits) & ~a->by->both) | (a->bits & b->bits);
	bool changed = bits != a->bits;
	unsigned i;

	a->bits = bits;
	for (i = 0; i < ARRAY_SIZE(a->with); i++)
		if (a->with[i] && a->with[i] != b->with[i]) {
			a->with[i] = NULL;
			changed = true;
		}
	return changed;
}

bool tracked_join(struct state_env *e, struct state *out, const struct state *b)
{
	bool changed = false, there;
	uint32_t i, j;

	for (i = out->tracked.n; i-- > 0;) {
		struct tracked t = out->tracked.data[i];

		j = place_of(b, t.by, t.of, &there);
		if (!there && t.by->loose) {
			close_gap(e, &out->tracked, i);
			changed = true;
		} else if (there && join_one(&t, &b->tracked.data[j])) {
			own(e, &out->tracked, 0);
			out->tracked.data[i] = t;
			changed = true;
		}
	}
	return changed;
}

void tracked_rename(struct state_env *e, struct state *s, const struct term *from,
		    const struct term *to)
{
	uint32_t i;
	unsigned k;

	for (i = s->tracked.n; i-- > 0;) {
		struct tracked t = s->tracked.data[i];
		bool hit = t.of == from;

		for (k = 0; k < ARRAY_SIZE(t.with); k++)
			if (t.with[k] == from) {
				t.with[k] = to;
				hit = true;
			}
		if (!hit)
			continue;
		close_gap(e, &s->tracked, i);
		if (t.of == from)
			t.of = to;
		tracked_set(e, s, &t);
	}
}

void tracked_forget(struct state_env *e, struct state *s,
		    bool (*gone)(struct state_env *e, const struct tracked *t))
{
	uint32_t i;

	for (i = s->tracked.n; i-- > 0;)
		if (gone(e, &s->tracked.data[i]))
			close_gap(e, &s->tracked, i);
}

void tracked_print(struct strbuf *out, const struct state *s)
{
	uint32_t i;
	unsigned k;

	for (i = 0; i < s->tracked.n; i++) {
		const struct tracked *t = &s->tracked.data[i];

		strbuf_addf(out, "    %s ", t->by->name);
		term_print(out, t->of);
		for (k = 0; t->by->bit_names && t->by->bit_names[k]; k++)
			if (t->bits >> k & 1)
				strbuf_addf(out, " %s", t->by->bit_names[k]);
		for (k = 0; k < ARRAY_SIZE(t->with); k++)
			if (t->with[k]) {
				strbuf_adds(out, k ? " / " : ": ");
				term_print(out, t->with[k]);
			}
		strbuf_adds(out, "\n");
	}
}

/* --- hooks --------------------------------------------------------------------------------- */

bool tracked_succeeds(struct fn_ctx *c, const struct ir_insn *call, struct range *good,
		      struct range *bad)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(trackers); i++)
		if (trackers[i]->succeeds && trackers[i]->succeeds(c, call, good, bad))
			return true;
	return false;
}

#define each_tracker(hook, ...)                                                 \
	do {                                                                    \
		size_t tracker_;                                                \
                                                                                \
		for (tracker_ = 0; tracker_ < ARRAY_SIZE(trackers); tracker_++) \
			if (trackers[tracker_]->hook)                           \
				trackers[tracker_]->hook(__VA_ARGS__);          \
	} while (0)

void tracked_call(struct fn_ctx *c, struct state *s, const struct ir_insn *call,
		  const struct term *const *args)
{
	each_tracker(call, c, s, call, args);
}

void tracked_done(struct fn_ctx *c, struct state *s, const struct ir_insn *call,
		  const struct term *const *args, const struct term *result, bool succeeded)
{
	each_tracker(done, c, s, call, args, result, succeeded);
}

void tracked_escaped(struct fn_ctx *c, struct state *s, const struct ir_insn *call, unsigned arg,
		     const struct term *value)
{
	if (s->tracked.n)
		each_tracker(escaped, c, s, call, arg, value);
}

void tracked_stored(struct fn_ctx *c, struct state *s, const struct term *loc,
		    const struct term *value)
{
	each_tracker(stored, c, s, loc, value);
}

void tracked_branched(struct fn_ctx *c, struct state *s, const struct ir_block *b,
		      const struct term *cond, bool truth, bool open)
{
	if (s->tracked.n)
		each_tracker(branched, c, s, b, cond, truth, open);
}

void tracked_function_end(struct fn_ctx *c)
{
	each_tracker(function_end, c);
}

void tracked_path_end(struct fn_ctx *c, struct state *s, struct ir_pos pos)
{
	if (s->tracked.n)
		each_tracker(path_end, c, s, pos);
}
