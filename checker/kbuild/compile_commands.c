/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads compile_commands.json one entry at a time: a kernel's file is a hundred megabytes, one
 * entry a few kilobytes.
 */
#include <ctype.h>
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "kbuild/kbuild_impl.h"
#include "util/input.h"

struct json_entry {
	struct collect *c;
	bool taken;
};

static void on_command(const words_t *words, void *arg)
{
	struct json_entry *e = arg;

	if (!e->taken)
		e->taken = collect_words(e->c, words->data, words->n);
}

static int from_arguments(struct collect *c, const json_t *list)
{
	words_t words = { 0 };
	size_t i;

	for (i = 0; i < json_array_size(list); i++) {
		const char *s = json_string_value(json_array_get(list, i));

		if (!s) {
			vec_free(&words);
			return -1;
		}
		vec_push(&words, s);
	}
	collect_words(c, words.data, words.n);
	vec_free(&words);
	return 0;
}

/* Returns NULL, or what is wrong with the entry. */
static const char *entry(struct collect *c, const json_t *e)
{
	const char *dir = json_string_value(json_object_get(e, "directory"));
	const char *file = json_string_value(json_object_get(e, "file"));
	const char *command = json_string_value(json_object_get(e, "command"));
	const json_t *arguments = json_object_get(e, "arguments");
	struct json_entry je = { .c = c };

	if (!json_is_object(e))
		return "an entry is not an object";
	if (!dir || dir[0] != '/')
		return "an entry has no absolute \"directory\"";
	if (!file)
		return "an entry has no \"file\"";
	c->dir = intern(dir);
	if (json_is_array(arguments))
		return from_arguments(c, arguments) ? "\"arguments\" holds something else than strings"
						    : NULL;
	if (!command)
		return "an entry has neither \"command\" nor \"arguments\"";
	shell_commands(command, strlen(command), on_command, &je);
	return NULL;
}

static int next_char(FILE *f)
{
	int ch;

	do {
		ch = fgetc(f);
	} while (ch != EOF && isspace(ch));
	return ch;
}

/* Returns NULL, or what is wrong with the file. */
static const char *entries(struct collect *c, FILE *f, char *text, size_t size)
{
	int ch = next_char(f);
	const char *wrong;
	json_error_t err;
	json_t *e;
	size_t n = 0;

	if (ch != '[')
		return "it is not a JSON array";
	ch = next_char(f);
	if (ch == ']')
		return "it is empty";
	while (ch != EOF) {
		ungetc(ch, f);
		e = json_loadf(f, JSON_DISABLE_EOF_CHECK, &err);
		n++;
		if (!e) {
			snprintf(text, size, "entry %zu, line %d of it: %s", n, err.line, err.text);
			return text;
		}
		wrong = entry(c, e);
		json_decref(e);
		if (wrong) {
			snprintf(text, size, "entry %zu: %s", n, wrong);
			return text;
		}
		ch = next_char(f);
		if (ch == ']')
			return NULL;
		if (ch != ',') {
			snprintf(text, size, "entry %zu: no ',' or ']' after it", n);
			return text;
		}
		ch = next_char(f);
	}
	return "it ends in the middle";
}

int json_collect(struct kbuild_tree *t, struct collect *c, const char *path)
{
	FILE *f = open_input(path);
	char text[256];
	const char *wrong;

	(void)t;
	if (!f)
		return error("%s: %s", path, open_error(errno));
	c->any_program = true;
	wrong = entries(c, f, text, sizeof(text));
	if (wrong && ferror(f))
		wrong = "it is too large, or cannot be read";
	fclose(f);
	return wrong ? error("%s: %s", path, wrong) : 0;
}
