/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Does a row hold in this unit? Probes ask for declarations, never for a version. */
#include "facts/facts.h"

#include <stdlib.h>

static bool has_field(struct ir_unit *u, const char *tag, const char *field)
{
	const struct ir_record *r = ir_find_record(u, tag);

	return r && ir_record_field(r, field);
}

static bool returns(const struct ir_decl *d, enum ir_type_kind kind)
{
	return d->type && d->type->to && d->type->to->kind == kind;
}

static bool has_constant(struct ir_unit *u, const char *name)
{
	int64_t value;

	return ir_find_constant(u, name, &value);
}

static bool holds_of_enumerator(struct ir_unit *u, const struct when *p)
{
	if (p->beside && !has_constant(u, p->beside))
		return true;
	return (!p->enumerator || has_constant(u, p->enumerator)) &&
	       (!p->not_enumerator || !has_constant(u, p->not_enumerator));
}

/* The parser sees to it that a macro which is defined where the file ends is an enumerator. */
static bool has_macro(struct ir_unit *u, const char *name)
{
	char *as = xasprintf(IR_MACRO_DEFINED "%s", name);
	bool has = has_constant(u, intern(as));

	free(as);
	return has;
}

static bool holds_of_macros(struct ir_unit *u, const struct when *p)
{
	return (!p->macro || has_macro(u, p->macro)) && (!p->not_macro || !has_macro(u, p->not_macro));
}

bool axiom_number(struct ir_unit *u, const struct axiom_number *n, uint64_t *value)
{
	int64_t v = n->value;
	bool has = true;
	char *as;

	if (n->name) {
		as = xasprintf(IR_MACRO_VALUE "%s", n->name);
		has = ir_find_constant(u, n->name, &v) || ir_find_constant(u, intern(as), &v);
		free(as);
	}
	*value = (uint64_t)v;
	return has;
}

static void ask_axiom(const struct axiom_fact *a, struct ir_unit *u)
{
	uint64_t v;
	unsigned i;

	axiom_number(u, &a->shift, &v);
	axiom_number(u, &a->mask, &v);
	axiom_number(u, &a->bit, &v);
	for (i = 0; i < a->nequals; i++)
		axiom_number(u, &a->equals[i], &v);
}

kinds_t facts_kinds_present(const struct facts *f, struct ir_unit *u)
{
	kinds_t present = f->kinds.any;
	size_t i;

	for (i = 0; i < f->kind_rows.n; i++) {
		const struct kind_fact *k = f->kind_rows.data[i];

		if (!fact_applies(&k->row, u, NULL))
			present &= ~k->set.mask;
	}
	return present;
}

bool fact_applies(const struct fact *row, struct ir_unit *u, const struct ir_decl *d)
{
	const struct when *p = &row->when;

	/* a function that the unit doesn't speak of isn't called there either */
	if ((p->params >= 0 || p->has_returns) && !d && row->names == NAMES_FUNCTION)
		d = ir_find_decl(u, row->name);
	if (p->params >= 0 && (!d || d->nparams != (unsigned)p->params))
		return false;
	if (p->has_returns && (!d || !returns(d, p->returns)))
		return false;
	if (p->declares && !(d && d->name == p->declares) && !ir_declares(u, p->declares))
		return false;
	if (p->not_declares && ir_declares(u, p->not_declares))
		return false;
	if (!holds_of_enumerator(u, p) || !holds_of_macros(u, p))
		return false;
	if (p->field && !has_field(u, p->field_record, p->field))
		return false;
	return !p->not_field || !has_field(u, p->not_field_record, p->not_field);
}

static void ask_constants(struct ir_unit *u, const char **names, unsigned n)
{
	int64_t value;

	while (n--)
		ir_find_constant(u, names[n], &value);
}

/* What else rows of the section look up when they are applied. */
static void ask_row(const struct fact *row, struct ir_unit *u)
{
	const struct ref_fact *ref = (const struct ref_fact *)row;
	const struct need_fact *need = (const struct need_fact *)row;
	const struct guard_fact *guard = (const struct guard_fact *)row;

	switch (row->section) {
	case FACT_NEEDS:
		ask_constants(u, need->if_in, need->nif_in);
		break;
	case FACT_REFERENCES:
		ask_constants(u, ref->if_in, ref->nif_in);
		break;
	case FACT_AXIOMS:
		ask_axiom((const struct axiom_fact *)row, u);
		break;
	case FACT_GUARDS:
	case FACT_IMPLICIT:
		if (guard->equals)
			ask_constants(u, (const char **)&guard->equals, 1);
		if (guard->of)
			ir_declares(u, row->name);
		break;
	default:
		break;
	}
}

void facts_ask(const struct facts *f, struct ir_unit *u)
{
	size_t i;

	for (i = 0; i < f->records.n; i++)
		ir_find_record(u, f->records.data[i]);
	for (i = 0; i < f->macros.n; i++)
		has_macro(u, f->macros.data[i]);
	for (i = 0; i < f->all.n; i++) {
		const struct fact *row = f->all.data[i];
		const char *enumerators[] = {
			row->when.enumerator, row->when.not_enumerator, row->when.beside,
		};
		size_t k;

		for (k = 0; k < ARRAY_SIZE(enumerators); k++)
			if (enumerators[k])
				has_constant(u, enumerators[k]);

		ask_row(row, u);
		/* each by itself: which of them decides is not the same for every function */
		if (row->when.declares)
			ir_declares(u, row->when.declares);
		if (row->when.not_declares)
			ir_declares(u, row->when.not_declares);
	}
}
