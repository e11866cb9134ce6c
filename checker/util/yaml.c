/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/yaml.h"

#include "util/input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#define MAX_DEPTH	16

struct reader {
	yaml_parser_t parser;
	yaml_event_t event;
	bool have_event;
	struct arena *mem;
	const char *path;
};

typedef VEC(const struct ynode *) nodes;

static unsigned event_line(const struct reader *r)
{
	return (unsigned)r->event.start_mark.line + 1;
}

static int next_event(struct reader *r)
{
	if (r->have_event)
		yaml_event_delete(&r->event);
	r->have_event = false;
	if (!yaml_parser_parse(&r->parser, &r->event))
		return error("%s:%zu: not YAML: %s", r->path, r->parser.problem_mark.line + 1,
			     r->parser.problem ? r->parser.problem : "unreadable");
	r->have_event = true;
	return 0;
}

static const struct ynode *read_node(struct reader *r, unsigned depth);

static const struct ynode *read_list(struct reader *r, struct ynode *list, unsigned depth)
{
	nodes items = { 0 };

	for (;;) {
		const struct ynode *item;

		if (next_event(r))
			goto fail;
		if (r->event.type == YAML_SEQUENCE_END_EVENT)
			break;
		item = read_node(r, depth + 1);
		if (!item)
			goto fail;
		vec_push(&items, item);
	}
	list->n = items.n;
	list->items = arena_dup(r->mem, items.data, items.n * sizeof(*items.data));
	vec_free(&items);
	return list;
fail:
	vec_free(&items);
	return NULL;
}

static const struct ynode *read_map(struct reader *r, struct ynode *map, unsigned depth)
{
	nodes keys = { 0 }, values = { 0 };
	const struct ynode *ret = NULL;
	struct table seen = { 0 };

	for (;;) {
		const struct ynode *key, *value;

		if (next_event(r))
			goto out;
		if (r->event.type == YAML_MAPPING_END_EVENT)
			break;
		key = read_node(r, depth + 1);
		if (!key)
			goto out;
		if (key->kind != Y_SCALAR) {
			error("%s:%u: a key must be a word", r->path, key->line);
			goto out;
		}
		if (table_get(&seen, key->text)) {
			error("%s:%u: duplicate key '%s'", r->path, key->line, key->text);
			goto out;
		}
		table_put(&seen, key->text, (void *)key);
		if (next_event(r))
			goto out;
		value = read_node(r, depth + 1);
		if (!value)
			goto out;
		vec_push(&keys, key);
		vec_push(&values, value);
	}
	map->n = keys.n;
	map->keys = arena_dup(r->mem, keys.data, keys.n * sizeof(*keys.data));
	map->items = arena_dup(r->mem, values.data, values.n * sizeof(*values.data));
	ret = map;
out:
	table_free(&seen);
	vec_free(&keys);
	vec_free(&values);
	return ret;
}

/* Parses the node that begins with the current event. */
static const struct ynode *read_node(struct reader *r, unsigned depth)
{
	struct ynode *node = arena_new(r->mem, struct ynode);
	const yaml_event_t *e = &r->event;

	node->line = event_line(r);
	if (depth > MAX_DEPTH) {
		error("%s:%u: nested too deeply", r->path, node->line);
		return NULL;
	}
	switch (e->type) {
	case YAML_SCALAR_EVENT:
		if (e->data.scalar.anchor || e->data.scalar.tag)
			break;
		if (strlen((const char *)e->data.scalar.value) != e->data.scalar.length) {
			error("%s:%u: a NUL byte in a scalar", r->path, node->line);
			return NULL;
		}
		node->kind = Y_SCALAR;
		node->text = intern((const char *)e->data.scalar.value);
		return node;
	case YAML_SEQUENCE_START_EVENT:
		if (e->data.sequence_start.anchor || e->data.sequence_start.tag)
			break;
		node->kind = Y_LIST;
		return read_list(r, node, depth);
	case YAML_MAPPING_START_EVENT:
		if (e->data.mapping_start.anchor || e->data.mapping_start.tag)
			break;
		node->kind = Y_MAP;
		return read_map(r, node, depth);
	default:
		break;
	}
	error("%s:%u: tags, anchors and aliases are not used in rules", r->path, node->line);
	return NULL;
}

static const struct ynode *read_document(struct reader *r)
{
	const struct ynode *root;
	struct ynode *empty;

	/* stream start; then document start, or stream end for an empty file */
	if (next_event(r) || next_event(r))
		return NULL;
	if (r->event.type == YAML_STREAM_END_EVENT) {
		empty = arena_new(r->mem, struct ynode);
		empty->kind = Y_MAP;
		empty->line = 1;
		return empty;
	}
	if (next_event(r))
		return NULL;
	root = read_node(r, 0);
	if (!root || next_event(r) || next_event(r))
		return NULL;
	if (r->event.type != YAML_STREAM_END_EVENT) {
		error("%s:%u: more than one document", r->path, event_line(r));
		return NULL;
	}
	return root;
}

static const struct ynode *parse(struct arena *a, const char *path, char *text, size_t len)
{
	struct reader r = { .mem = a, .path = path };
	const struct ynode *root;

	if (!text) {
		error("cannot read %s: %s", path, open_error(errno));
		return NULL;
	}
	if (!yaml_parser_initialize(&r.parser))
		BUG("yaml_parser_initialize failed");
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)text, len);
	root = read_document(&r);
	if (r.have_event)
		yaml_event_delete(&r.event);
	yaml_parser_delete(&r.parser);
	free(text);
	return root;
}

const struct ynode *yaml_load(struct arena *a, const char *path)
{
	size_t len = 0;
	char *text = read_file(path, &len);

	return parse(a, path, text, len);
}

const struct ynode *yaml_load_input(struct arena *a, const char *path)
{
	size_t len = 0;
	char *text = read_input(path, &len);

	return parse(a, path, text, len);
}

const struct ynode *yaml_get(const struct ynode *map, const char *key)
{
	size_t i;

	for (i = 0; i < map->n; i++)
		if (!strcmp(map->keys[i]->text, key))
			return map->items[i];
	return NULL;
}

uint64_t yaml_hash(const struct ynode *node, uint64_t seed)
{
	uint64_t h = hash_mix(seed, node->kind + 1);
	size_t i;

	if (node->kind == Y_SCALAR)
		return hash_bytes(node->text, strlen(node->text), h);
	h = hash_mix(h, node->n);
	for (i = 0; i < node->n; i++) {
		if (node->kind == Y_MAP)
			h = yaml_hash(node->keys[i], h);
		h = yaml_hash(node->items[i], h);
	}
	return h;
}

void yaml_describe(struct strbuf *out, const struct ynode *node)
{
	if (node->kind == Y_SCALAR)
		strbuf_addf(out, "'%s'", node->text);
	else
		strbuf_adds(out, node->kind == Y_LIST ? "a list" : "a mapping");
}
