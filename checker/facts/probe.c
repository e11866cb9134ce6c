/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Does a row hold in this unit? Probes ask for declarations, never for a version. */
#include "facts/facts.h"

static bool has_field(struct ir_unit *u, const char *tag, const char *field)
{
	const struct ir_record *r = ir_find_record(u, tag);

	return r && ir_record_field(r, field);
}

static bool returns(const struct ir_decl *d, enum ir_type_kind kind)
{
	return d->type && d->type->to && d->type->to->kind == kind;
}

bool fact_applies(const struct fact *row, struct ir_unit *u, const struct ir_decl *d)
{
	const struct probe *p = &row->when;

	if ((p->params >= 0 || p->has_returns) && !d && row->names == NAMES_FUNCTION)
		d = ir_find_decl(u, row->name);
	if (p->params >= 0 && (!d || d->nparams != (unsigned)p->params))
		return false;
	if (p->has_returns && (!d || !returns(d, p->returns)))
		return false;
	if (p->declares && !(d && d->name == p->declares) && !ir_find_decl(u, p->declares))
		return false;
	if (p->not_declares && ir_find_decl(u, p->not_declares))
		return false;
	if (p->field && !has_field(u, p->field_record, p->field))
		return false;
	return !p->not_field || !has_field(u, p->not_field_record, p->not_field);
}
