/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "rule/rule_names.h"

#include "util/util.h"

static const char *const before[] = { "union-read", "union-write", "gup-retry" };
static const char *const after[] = { "pagemap-setup" };
static VEC(const char *) names;

static void add(const char *const *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		vec_push(&names, intern(list[i]));
}

void rules_name(const char *const *of_kinds, size_t n)
{
	names.n = 0;
	add(before, ARRAY_SIZE(before));
	add(of_kinds, n);
	add(after, ARRAY_SIZE(after));
}

const char *const *rules_names(size_t *n)
{
	*n = names.n;
	return names.data;
}
