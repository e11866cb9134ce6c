/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/util.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

uint64_t hash_bytes(const void *p, size_t n, uint64_t seed)
{
	return XXH3_64bits_withSeed(p, n, seed);
}

uint64_t hash_mix(uint64_t a, uint64_t b)
{
	a ^= b + 0x9e3779b97f4a7c15u + (a << 12) + (a >> 4);
	a *= 0xff51afd7ed558ccdu;
	return a ^ a >> 32;
}

static struct table_slot *find(const struct table *t, const char *key, uint64_t hash)
{
	size_t i = hash & (t->cap - 1);

	while (t->slot[i].key &&
	       (t->slot[i].hash != hash || strcmp(t->slot[i].key, key) != 0))
		i = (i + 1) & (t->cap - 1);
	return &t->slot[i];
}

void *table_get(const struct table *t, const char *key)
{
	if (!t->n)
		return NULL;
	return find(t, key, hash_bytes(key, strlen(key), 0))->value;
}

static void grow(struct table *t)
{
	struct table old = *t;
	size_t i;

	t->cap = old.cap ? old.cap * 2 : 16;
	t->slot = xcalloc(t->cap, sizeof(*t->slot));
	for (i = 0; i < old.cap; i++)
		if (old.slot[i].key)
			*find(t, old.slot[i].key, old.slot[i].hash) = old.slot[i];
	free(old.slot);
}

void table_put(struct table *t, const char *key, void *value)
{
	uint64_t hash = hash_bytes(key, strlen(key), 0);
	struct table_slot *s;

	if (t->n * 4 >= t->cap * 3)
		grow(t);
	s = find(t, key, hash);
	if (!s->key)
		t->n++;
	s->key = key;
	s->hash = hash;
	s->value = value;
}

void table_free(struct table *t)
{
	free(t->slot);
	memset(t, 0, sizeof(*t));
}

static struct table interned;
static struct arena interned_mem;

const char *intern(const char *s)
{
	char *copy = table_get(&interned, s);

	if (!copy) {
		copy = arena_strdup(&interned_mem, s);
		table_put(&interned, copy, copy);
	}
	return copy;
}

const char *intern_n(const char *s, size_t n)
{
	char buf[256];
	const char *p;
	char *big;

	if (n < sizeof(buf)) {
		memcpy(buf, s, n);
		buf[n] = '\0';
		return intern(buf);
	}
	big = xmalloc(n + 1);
	memcpy(big, s, n);
	big[n] = '\0';
	p = intern(big);
	free(big);
	return p;
}
