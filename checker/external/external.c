/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Selects the engines and the units to run them on. */
#include "external/external_impl.h"
#include "text/scan.h"
#include "text/local_headers.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* indexed by bit of ENGINE_* */
static const char *const names[] = { "libclang", "cocci", "sparse" };

static int no_engine(const char *word)
{
	const char *nearest = str_nearest(word, names, ARRAY_SIZE(names));

	if (nearest)
		return error("no engine '%s'; did you mean '%s'?", word, nearest);
	return error("no engine '%s'; there are libclang, cocci and sparse", word);
}

int engines_parse(const char *list, unsigned *engines)
{
	*engines = ENGINE_LIBCLANG;
	for (;; list++) {
		size_t n = strcspn(list, ","), i;
		char *word = xasprintf("%.*s", (int)n, list);
		int r = 0;

		for (i = 0; i < ARRAY_SIZE(names) && strcmp(names[i], word); i++)
			;
		if (i < ARRAY_SIZE(names))
			*engines |= 1u << i;
		else
			r = no_engine(word);
		free(word);
		list += n;
		if (r || !*list)
			return r;
	}
}

/* --- helpers for the engines ------------------------------- */

void failures_add(struct failures *f, const char *file, const char *reason)
{
	if (!f->n++)
		strbuf_addf(&f->first, "%s: %s", file, reason);
}

void failures_say(struct failures *f, const char *engine)
{
	if (f->n)
		warning("%s: %zu run%s failed, the first on %s", engine, f->n,
			f->n == 1 ? "" : "s", f->first.s);
	strbuf_free(&f->first);
	f->n = 0;
}

/* --- the run ---------------------------------------- */

bool unit_mentions(const struct kbuild_unit *u, const struct front_words *words)
{
	size_t len;
	char *text = read_file(u->file, &len);
	bool r = text && front_words_match(words, text, len);

	free(text);
	return r;
}

bool engine_unit_matters(const struct kbuild_unit *u, const struct front_words *words)
{
	char *text;
	bool r;

	/* a file list can't contain such a name */
	if (strchr(u->file, '\n'))
		return false;
	if (unit_mentions(u, words))
		return true;
	text = read_file(u->file, NULL);
	r = text && front_local_headers_match(words, u->file, text);
	free(text);
	return r;
}

/*
 * Could pageck itself not analyse the unit? What stopped us (including a FIFO, say) might make
 * these programs hang.
 */
static bool is_lost(const struct findings *f, const struct kbuild_unit *u)
{
	size_t i;

	for (i = 0; i < f->skipped.n; i++)
		if (!f->skipped.data[i].function && !strcmp(f->skipped.data[i].file, u->shown))
			return true;
	return false;
}

void engines_run(const struct engine_options *o, const struct kbuild_unit *units, size_t n,
		 struct findings *out)
{
	struct witnesses witnesses = { .mem = &out->mem };
	struct engine_run run = { .o = o, .out = &witnesses };
	const struct kbuild_unit **chosen;
	size_t i;

	if (!(o->engines & (ENGINE_COCCI | ENGINE_SPARSE)))
		return;
	chosen = xcalloc(n + 1, sizeof(*chosen));
	for (i = 0; i < n; i++)
		if (!is_lost(out, &units[i]) && engine_unit_matters(&units[i], o->words))
			chosen[run.n++] = &units[i];
	run.units = chosen;
	if (o->engines & ENGINE_COCCI)
		cocci_run(&run);
	if (o->engines & ENGINE_SPARSE)
		sparse_run(&run);
	match_witnesses(&witnesses, o->root, out);
	vec_free(&witnesses.v);
	free(chosen);
}
