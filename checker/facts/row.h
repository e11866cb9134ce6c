/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading one row of a rules file: typed values out of a YAML mapping.
 *
 * Every function returns 0, or -1 after one error() that names file and line.
 * Internal to facts/.
 */
#ifndef PAGECK_ROW_H
#define PAGECK_ROW_H

#include "facts/facts.h"
#include "util/yaml.h"

struct row {
	struct facts *facts;
	const char *file;		/* interned */
	const char *section;
	const struct ynode *map;
};

/* error() at a node; the second also names the nearest of `words`, if one is near.
 * `where`, or NULL: what the word is unknown in. */
int row_error(const struct row *r, const struct ynode *at, const char *fmt, ...) PRINTF(3, 4);
int row_unknown(const struct row *r, const struct ynode *at, const char *what, const char *text,
		const char *where, const char *const *words, size_t n);

/* --- vocab.c: kinds of pages, outcomes, errno ------------------------------------- */

/* For which pages something holds. */
int row_kinds(const struct row *r, const struct ynode *v, kinds_t *kinds);
/* What a page may be: anything, on the axes of which it doesn't speak. */
int row_may_be(const struct row *r, const struct ynode *v, kinds_t *kinds);
int row_outcome(const struct row *r, const struct ynode *v, struct outcome *out);
void outcome_describe(struct strbuf *out, const struct outcome *o);

/* --- place.c --------------------------------------------------------------------------- */

int row_place(const struct row *r, const struct ynode *v, struct place *p);

/* --- value.c: scalars --------------------------------------------------------------------- */

bool is_identifier(const char *s);
int row_bool(const struct row *r, const char *key, bool *out);		/* absent: untouched */
int row_number(const struct row *r, const char *key, unsigned *out);	/* absent: untouched */
int row_text(const struct row *r, const struct ynode *v, const char *key, const char **out);
int row_identifier(const struct row *r, const struct ynode *v, const char *key,
		   const char **out);
int row_member(const struct row *r, const struct ynode *v, const char *key,
	       const char **record, const char **member);	/* page.mapping */
/* argN as a word, and the argument that a row is about (0 when it doesn't say). */
int row_arg_word(const struct row *r, const struct ynode *v, unsigned *out);
int row_arg(const struct row *r, unsigned *out);
/* A scalar or a list of scalars, as a list: *v points at `one` or the list's items. */
int row_items(const struct row *r, const struct ynode *v, const char *key,
	      const struct ynode *const **items, size_t *n, const struct ynode **one);

/* --- sections.c: what each section's rows hold ------------------------------------------------ */

#define MAX_KEYS	14

/* A row says one of `names`, whatever it needs of `keys`, and ref, note, when. */
struct section {
	const char *name;
	const char *names[5], *keys[MAX_KEYS];	/* NULL-terminated */
	/* Reads r->map into a row that starts as *head, and files it. */
	int (*read)(const struct row *r, const struct fact *head);
};

extern const struct section fact_sections[FACT_NSECTIONS];

/* Allocates a row of `size` bytes that begins with *head, and adds it to the list of all rows. */
void *row_new(const struct row *r, const struct fact *head, size_t size);
#define NEW_ROW(r, head, type)	((type *)row_new((r), (head), sizeof(type)))

/* --- kind_rows.c ------------------------------------------------------------------------------- */

int read_kind(const struct row *r, const struct fact *head);
int read_group(const struct row *r, const struct fact *head);
int read_record(const struct row *r, const struct fact *head);
/* Checks that kinds, groups and records are complete, after all files are read. */
int kinds_complete(struct facts *f);

/* --- load.c ------------------------------------------------------------------------------------- */

bool is_rules_file(const char *name);	/* of those in a directory of rules */

/* --- axiom_rows.c ------------------------------------------------------------------------------ */

int read_axiom(const struct row *r, const struct fact *head);

#endif
