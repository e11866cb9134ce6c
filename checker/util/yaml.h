/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Parses a YAML file into a tree of nodes with line numbers, for messages.
 *
 * Only the subset that rules need: mappings with scalar keys, lists, scalars. Tags, anchors and
 * aliases are errors, so that every row can be read without looking elsewhere. Nodes live in the
 * caller's arena.
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
	const struct ynode **keys;	/* Y_MAP: the keys; scalars, unique */
	size_t n;
};

/* Parses the file's only document; NULL after error() with file and line. */
const struct ynode *yaml_load(struct arena *a, const char *path);
/* The same for a file that the user named, which may be a pipe. */
const struct ynode *yaml_load_input(struct arena *a, const char *path);
/* The value for a key of a mapping, or NULL. */
const struct ynode *yaml_get(const struct ynode *map, const char *key);
/* Hashes structure and scalars; comments, quoting and line numbers don't matter. */
uint64_t yaml_hash(const struct ynode *node, uint64_t seed);
/* Appends what a node is, for messages: "a list", "a mapping", "'text'". */
void yaml_describe(struct strbuf *out, const struct ynode *node);

#endif
