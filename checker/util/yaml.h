/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A YAML file as a tree of nodes that know their lines.
 *
 * The subset that rules need: mappings with scalar keys, lists, scalars. A tag,
 * an anchor or an alias is an error: a rule says what it means where it stands.
 */
#ifndef PAGECK_YAML_H
#define PAGECK_YAML_H

#include "util/util.h"

enum ynode_kind { Y_SCALAR, Y_LIST, Y_MAP };

struct ynode {
	enum ynode_kind kind;
	unsigned line;
	const char *text;		/* Y_SCALAR */
	const struct ynode **items;	/* Y_LIST: items; Y_MAP: the values */
	const struct ynode **keys;	/* Y_MAP: scalars, unique */
	size_t n;
};

/* The file's document; NULL after an error() with file and line. Lives in the arena. */
const struct ynode *yaml_load(struct arena *a, const char *path);
/* The same for one that the user named: it may be a pipe. */
const struct ynode *yaml_load_input(struct arena *a, const char *path);
/* The value of a key, or NULL. */
const struct ynode *yaml_get(const struct ynode *map, const char *key);
/* Content and shape, without comments, quoting and line numbers. */
uint64_t yaml_hash(const struct ynode *node, uint64_t seed);
/* "a list", "a mapping", "'text'": for messages. */
void yaml_describe(struct strbuf *out, const struct ynode *node);

#endif
