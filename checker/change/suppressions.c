/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "change/suppressions.h"

#include "change/renames.h"
#include "rule/rule_names.h"

#include <stdlib.h>

#define TABLE ".pageck.yaml"

void suppress_defaults(struct suppress_options *o)
{
	const char *root = o->module ? o->module : o->root ? o->root : ".";

	if (!o->config) {
		char *path = xasprintf("%s/" TABLE, root);

		o->config = intern(path);
		o->config_found = true;
		free(path);
	}
	if (!o->rules)
		o->rules = rules_names(&o->nrules);
	if (!o->moved) {
		o->moved = renames_ask_git;
		o->arg = (void *)root;
	}
}

int suppress_finish(struct findings *f, const struct kbuild_tree *t, const char *config)
{
	struct suppress_options o = {
		.root = t->src, .obj = t->obj, .module = t->module, .config = config,
	};
	VEC(const char *) units = { 0 };
	size_t i;
	int r;

	for (i = 0; i < t->units.n; i++)
		vec_push(&units, t->units.data[i].shown);
	o.units = units.data;
	o.nunits = units.n;
	suppress_defaults(&o);
	r = findings_finish(f, &o);
	vec_free(&units);
	return r;
}
