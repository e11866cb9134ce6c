/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/suppressions.h"

#include "cmd/moves.h"
#include "rule/rule.h"

#include <stdlib.h>

#define TABLE ".pageck.yaml"

static const char *const *rule_names(void)
{
	static const char **names;
	size_t i;

	if (!names) {
		names = xcalloc(nrules, sizeof(*names));
		for (i = 0; i < nrules; i++)
			names[i] = intern(rules[i].name);
	}
	return names;
}

void suppress_defaults(struct suppress_options *o)
{
	const char *root = o->module ? o->module : o->root ? o->root : ".";

	if (!o->config) {
		char *path = xasprintf("%s/" TABLE, root);

		o->config = intern(path);
		free(path);
	}
	if (!o->rules) {
		o->rules = rule_names();
		o->nrules = nrules;
	}
	if (!o->moved) {
		o->moved = moves_ask_git;
		o->arg = (void *)root;
	}
}
