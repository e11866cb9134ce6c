/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/numbers.h"

#include <stdlib.h>
#include <string.h>

static size_t slot_of(const struct numbers *n, const void *p)
{
	size_t i = hash_mix((uint64_t)(uintptr_t)p, 0) & (n->cap - 1);

	while (n->slot[i].key && n->slot[i].key != p)
		i = (i + 1) & (n->cap - 1);
	return i;
}

static void grow(struct numbers *n)
{
	size_t i, at;

	n->cap = n->cap ? n->cap * 2 : 64;
	free(n->slot);
	n->slot = xcalloc(n->cap, sizeof(*n->slot));
	for (i = 0; i < n->list.n; i++) {
		at = slot_of(n, n->list.data[i]);
		n->slot[at].key = n->list.data[i];
		n->slot[at].number = (uint32_t)i + 1;
	}
}

uint32_t numbers_known(const struct numbers *n, const void *p)
{
	return p && n->cap ? n->slot[slot_of(n, p)].number : 0;
}

uint32_t numbers_of(struct numbers *n, const void *p, bool *is_new)
{
	size_t at;

	*is_new = false;
	if (!p)
		return 0;
	if (n->list.n * 2 >= n->cap)
		grow(n);
	at = slot_of(n, p);
	if (!n->slot[at].key) {
		*is_new = true;
		vec_push(&n->list, p);
		n->slot[at].key = p;
		n->slot[at].number = (uint32_t)n->list.n;
	}
	return n->slot[at].number;
}

void numbers_free(struct numbers *n)
{
	vec_free(&n->list);
	free(n->slot);
	memset(n, 0, sizeof(*n));
}
