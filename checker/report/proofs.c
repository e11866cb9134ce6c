/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/proofs.h"

#include <stdlib.h>
#include <string.h>

enum { TREE, RULE, FILE_NAME, FUNCTION, EXPRESSION, VERDICT, REASON, PROOF, NCOLUMNS };

/* Is it a release of this version: 6.12.57 of 6.12, and not 6.1? */
static bool is_release(const char *tree, const char *version)
{
	size_t n = strlen(version);

	return n && !strncmp(tree, version, n) && !strchr("0123456789", tree[n]);
}

static char *key_of(const char *rule, const char *file, const char *function, const char *expr)
{
	return xasprintf("%s\t%s\t%s\t%s", rule, file ? file : "", function ? function : "", expr ? expr : "");
}

/* The columns of a line, which is cut up; false: it has others. */
static bool split(char *line, char **column)
{
	size_t n = 0;

	while (n < NCOLUMNS && line)
		column[n++] = strsep(&line, "\t");
	return n == NCOLUMNS && !line;
}

static void add_row(struct proofs *p, struct arena *mem, char *line, const char *tree)
{
	static const char proven[] = "proven: ";
	char *column[NCOLUMNS], *key;

	if (*line == '#' || !split(line, column) || !is_release(tree, column[TREE]) ||
	    strncmp(column[PROOF], proven, strlen(proven)))
		return;
	key = key_of(column[RULE], column[FILE_NAME], column[FUNCTION], column[EXPRESSION]);
	p->version = arena_strdup(mem, column[TREE]);
	table_put(&p->cases, arena_strdup(mem, key), arena_strdup(mem, column[PROOF] + strlen(proven)));
	free(key);
}

struct proofs proofs_load(struct arena *mem, const char *docs, const char *tree)
{
	struct proofs p = { 0 };
	char *path, *text, *rest, *line;

	if (!docs || !tree || !*tree)
		return p;
	path = xasprintf("%s/../triage/ledger.tsv", docs);
	text = rest = read_file(path, NULL);
	while ((line = strsep(&rest, "\n")))
		add_row(&p, mem, line, tree);
	free(text);
	free(path);
	return p;
}

void proofs_free(struct proofs *p)
{
	table_free(&p->cases);
}

const char *proofs_of(const struct proofs *p, const struct finding *x)
{
	char *key = key_of(x->rule, x->file, x->function, x->expr);
	const char *cases = table_get(&p->cases, key);

	free(key);
	return cases;
}
