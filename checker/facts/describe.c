/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A row in a few words: for `pageck rules list` and the generated manual. */
#include "facts/row.h"

#include <stdlib.h>

static void describe_kinds(struct strbuf *out, const struct kinds *k, const char *lead, kinds_t kinds)
{
	strbuf_adds(out, lead);
	kinds_spell(out, k, kinds);
}

static void describe_guard(struct strbuf *out, const struct kinds *k, const struct guard_fact *g)
{
	strbuf_addf(out, "arg%u", g->arg);
	if (g->of)
		strbuf_addf(out, " (%s)", g->of);
	if (g->equals)
		strbuf_addf(out, ", result %s", g->equals);
	if (g->if_true != k->any)
		describe_kinds(out, k, ", true: ", g->if_true);
	if (g->if_false != k->any)
		describe_kinds(out, k, ", false: ", g->if_false);
	if (g->clean)
		strbuf_addf(out, ", true: %s is a good pointer", g->clean);
}

static void describe_reference(struct strbuf *out, const struct ref_fact *f)
{
	static const char *const verbs[] = { "acquire", "release", "consume", "borrow", "keep" };
	unsigned i;

	strbuf_addf(out, "%s %s", verbs[f->action], f->object.text);
	if (f->kind)
		strbuf_addf(out, " (%s)", f->kind->row.name);
	if (f->on.kind != OUT_ALWAYS) {
		strbuf_adds(out, ", result ");
		outcome_describe(out, &f->on);
	}
	if (f->has_consumes)
		strbuf_addf(out, ", consumes %s", f->consumes.text);
	if (f->has_if) {
		strbuf_addf(out, ", if %s is", f->if_value.text);
		for (i = 0; i < f->nif_in; i++)
			strbuf_addf(out, "%s %s", i ? " or" : "", f->if_in[i]);
	}
	if (f->null_safe)
		strbuf_adds(out, ", null-safe");
	if (f->bare_counter)
		strbuf_adds(out, ", raw");
	if (f->frees)
		strbuf_adds(out, ", frees it");
}

static void describe_batch(struct strbuf *out, const struct batch_fact *f)
{
	static const char *const verbs[] = {
		"takes references on the elements of arg%u", "gives those of arg%u back",
		"takes one on arg%u", "gives one on arg%u back", "an array in which nothing is stored yet",
		"leaves arg%u as it is",
	};

	strbuf_addf(out, verbs[f->action], f->arg);
	if (f->has_asked)
		strbuf_addf(out, ", at most arg%u", f->asked);
	if (f->kind)
		strbuf_addf(out, " (%s)", f->kind->row.name);
}

static void describe_lookup(struct strbuf *out, const struct lookup_fact *f)
{
	unsigned i;

	strbuf_adds(out, "key");
	for (i = 0; i < f->nkey; i++)
		strbuf_addf(out, " arg%u", f->key[i]);
	strbuf_adds(out, ", fails ");
	outcome_describe(out, &f->fails);
	if (f->ends)
		strbuf_addf(out, ", -%s ends it", errno_name(f->ends));
}

static void describe_answer(struct strbuf *out, const struct answer_fact *f)
{
	unsigned i;

	strbuf_adds(out, "retried on");
	for (i = 0; i < f->nretried; i++) {
		strbuf_adds(out, i ? " or " : " ");
		outcome_describe(out, &f->retried[i]);
	}
}

static void describe_reader(struct strbuf *out, const struct reader_fact *f)
{
	if (f->through)
		strbuf_addf(out, "%s of %s(arg%u)", f->member, f->through, f->arg);
	else
		strbuf_addf(out, "%s of arg%u", f->member, f->arg);
	if (f->checked)
		strbuf_adds(out, ", checked");
	if (f->dereferences)
		strbuf_adds(out, ", dereferenced there");
	if (f->trusts)
		strbuf_addf(out, ", trusts bits %#x", f->trusts);
}

static void describe_arm(struct strbuf *out, const struct kinds *k, const struct member_fact *f)
{
	describe_kinds(out, k, "meaningless for ", f->meaningless);
	if (f->low_bits)
		strbuf_addf(out, ", low bits %#x", f->low_bits);
	if (f->overlays)
		strbuf_adds(out, ", so is the reverse of what lies over it");
	if (f->aligned)
		strbuf_addf(out, ", bits %#x are clear", f->aligned);
	if (f->shares_word_with)
		strbuf_addf(out, ", overlaid by %s", f->shares_word_with);
}

static void describe_group(struct strbuf *out, const struct kinds *k, const struct kind_fact *g)
{
	const char *sep = "";
	size_t i;

	for (i = 0; i < k->sets.n; i++) {
		const struct kind_set *s = k->sets.data[i];

		if (s->is_group || !(s->mask & g->set.mask))
			continue;
		strbuf_addf(out, "%s%s", sep, s->name);
		sep = " ";
	}
}

static void describe_number(struct strbuf *out, const char *lead, const struct axiom_number *n)
{
	if (n->name)
		strbuf_addf(out, "%s%s", lead, n->name);
	else
		strbuf_addf(out, "%s%#x", lead, n->value);
}

static void describe_axiom(struct strbuf *out, const struct kinds *k, const struct axiom_fact *a)
{
	unsigned i;

	if (a->has_bit)
		describe_number(out, "bit ", &a->bit);
	if (a->shift.name || a->shift.value)
		describe_number(out, "above bit ", &a->shift);
	if (a->has_mask)
		describe_number(out, a->shift.name || a->shift.value ? ", in " : "in ", &a->mask);
	for (i = 0; i < a->nequals; i++)
		describe_number(out, i ? " or " : " equals ", &a->equals[i]);
	if (a->guard.if_true != k->any)
		describe_kinds(out, k, ", true: ", a->guard.if_true);
	if (a->guard.if_false != k->any)
		describe_kinds(out, k, ", false: ", a->guard.if_false);
}

void fact_describe(struct strbuf *out, const struct facts *facts, const struct fact *row)
{
	switch (row->section) {
	case FACT_ORIGINS: {
		const struct origin_fact *o = (const struct origin_fact *)row;

		if (o->result.text)
			strbuf_addf(out, "%s: ", o->result.text);
		kinds_spell(out, &facts->kinds, o->may_be);
		break;
	}
	case FACT_GUARDS:
	case FACT_IMPLICIT:
		describe_guard(out, &facts->kinds, (const struct guard_fact *)row);
		break;
	case FACT_FAMILIES: {
		const struct family_fact *f = (const struct family_fact *)row;

		if (row->names == NAMES_FUNCTION)
			strbuf_addf(out, "arg%u, ", f->arg);
		strbuf_adds(out, f->same_page ? "same page" : "same kind");
		break;
	}
	case FACT_REFERENCES:
		describe_reference(out, (const struct ref_fact *)row);
		break;
	case FACT_BATCHES:
		describe_batch(out, (const struct batch_fact *)row);
		break;
	case FACT_REFERENCE_KINDS: {
		const struct ref_kind *k = (const struct ref_kind *)row;

		strbuf_addf(out, "a %s is %s; %s, %s%s%s", k->noun, k->given_back, k->leak, k->again,
			    k->mismatch ? ", " : "", k->mismatch ? k->mismatch : "");
		break;
	}
	case FACT_LOOKUPS:
		describe_lookup(out, (const struct lookup_fact *)row);
		break;
	case FACT_ANSWERS:
		describe_answer(out, (const struct answer_fact *)row);
		break;
	case FACT_SINKS: {
		const struct sink_fact *f = (const struct sink_fact *)row;

		strbuf_addf(out, "%s of arg%u%s", f->member, f->arg,
			    f->any_origin ? ", wherever the page comes from" : "");
		break;
	}
	case FACT_READERS:
		describe_reader(out, (const struct reader_fact *)row);
		break;
	case FACT_ARMS:
		describe_arm(out, &facts->kinds, (const struct member_fact *)row);
		break;
	case FACT_SETUPS: {
		const struct setup_fact *f = (const struct setup_fact *)row;

		strbuf_addf(out, "arg%u says what is made%s%s%s", f->arg, f->undo ? ", undone by " : "",
			    f->undo ? f->undo : "", f->lasts ? ", at the latest with the device" : "");
		break;
	}
	case FACT_NEEDS: {
		const struct need_fact *f = (const struct need_fact *)row;
		unsigned i;

		strbuf_adds(out, "must be set");
		for (i = 0; i < f->nif_in; i++)
			strbuf_addf(out, "%s%s", i ? " or " : " for ", f->if_in[i]);
		break;
	}
	case FACT_FORMS: {
		static const char *const words[FORM_NFORMS] = {
			[FORM_ERROR_POINTER] = "makes a pointer of an error",
			[FORM_ERROR_TEST] = "tells such a pointer", [FORM_HINT] = "is its argument",
			[FORM_LOOKS] = "changes nothing",
			[FORM_GIVES_UP] = "in a function's name: it undoes something",
		};

		strbuf_adds(out, words[((const struct form_fact *)row)->form]);
		break;
	}
	case FACT_HARMLESS: {
		const struct harmless_fact *f = (const struct harmless_fact *)row;

		strbuf_addf(out, f->all_uses ? "what it does with %s does no harm" :
			    "a flag bit of %s misleads it without consequence", f->member);
		break;
	}
	case FACT_ZEROING:
		strbuf_adds(out, "the result is all zero");
		break;
	case FACT_KINDS:
		strbuf_addf(out, "%s: %s", ((const struct kind_fact *)row)->axis,
			    ((const struct kind_fact *)row)->set.says);
		break;
	case FACT_GROUPS:
		describe_group(out, &facts->kinds, (const struct kind_fact *)row);
		break;
	case FACT_RECORDS:
		strbuf_adds(out, "stands for a page");
		break;
	case FACT_AXIOMS:
		describe_axiom(out, &facts->kinds, (const struct axiom_fact *)row);
		break;
	case FACT_CURES:
	case FACT_OWNERS:
	case FACT_STABLE:
	case FACT_WORDS:
	case FACT_NSECTIONS:
		break;
	}
}

void when_describe(struct strbuf *out, const struct when *p)
{
	static const char *const types[] = {
		[TY_VOID] = "void", [TY_BOOL] = "bool", [TY_INT] = "int", [TY_POINTER] = "pointer",
	};
	size_t start = out->n;

	if (p->params >= 0)
		strbuf_addf(out, ", %d parameters", p->params);
	if (p->has_returns)
		strbuf_addf(out, ", returns %s", types[p->returns]);
	if (p->declares)
		strbuf_addf(out, ", with %s", p->declares);
	if (p->not_declares)
		strbuf_addf(out, ", without %s", p->not_declares);
	if (p->field)
		strbuf_addf(out, ", with %s.%s", p->field_record, p->field);
	if (p->not_field)
		strbuf_addf(out, ", without %s.%s", p->not_field_record, p->not_field);
	if (p->enumerator)
		strbuf_addf(out, ", with %s", p->enumerator);
	if (p->not_enumerator)
		strbuf_addf(out, ", without %s", p->not_enumerator);
	if (p->macro)
		strbuf_addf(out, ", with the macro %s", p->macro);
	if (p->not_macro)
		strbuf_addf(out, ", without the macro %s", p->not_macro);
	if (out->n > start) {	/* drop the first ", " */
		char *rest = xstrdup(out->s + start + 2);

		out->n = start;
		strbuf_adds(out, rest);
		free(rest);
	}
}
