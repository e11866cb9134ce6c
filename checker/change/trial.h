/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Analyses a tree with changes that are only in memory, for `pageck fix`.
 *
 * Changed files are overlaid (util/overlay.h). After each accepted change the findings are kept,
 * and the next change is compared with them. The caller owns a struct trials; trials_free() frees
 * it with its files and findings.
 */
#ifndef PAGECK_TRIAL_H
#define PAGECK_TRIAL_H

#include "unit/analyse.h"
#include "fix/edit.h"
#include "kbuild/kbuild.h"
#include "report/report.h"
#include "store/store.h"

struct changed_file {
	const char *path;		/* absolute path */
	char *original, *text;		/* content on disk; content with all accepted fixes */
	size_t norig, n;
};

struct trials {
	/* set by the caller */
	const struct kbuild_tree *tree;
	const struct analyse_options *analyse;
	const struct report_options *report;
	const char *config;
	struct store *store;
	unsigned jobs, timeout;
	/* private */
	struct findings now;		/* with all accepted fixes */
	VEC(struct changed_file) files;
	unsigned tried;
};

/* Analyses the unchanged tree. -1 after error(). trials_free() in both cases. */
int trials_start(struct trials *c);
void trials_free(struct trials *c);

/* The file with its accepted changes; owned by `c`. NULL after error(). */
struct changed_file *trial_file(struct trials *c, const char *path);

enum verdict {
	CANDIDATE_GOOD,			/* the finding is gone and nothing new is reported */
	CANDIDATE_STAYS,		/* nothing new, but the finding remains: *still */
	/* it is gone, but another one of the same rule appears: *still */
	CANDIDATE_UNCOVERS,
	CANDIDATE_NEW,			/* something else is reported that wasn't before */
	CANDIDATE_BROKEN,		/* something can't be analysed any more */
	CANDIDATE_FAILED,		/* the analysis failed, after error() */
};
/*
 * Analyses the tree as if `file` had this text, which should remove the finding `x` (of c->now).
 * *with receives the new findings; the caller frees them or passes them to trial_accept(). *why
 * says what is new in `with`, or why something can't be analysed.
 */
enum verdict trial_try(struct trials *c, const struct changed_file *file, const char *text, size_t n,
			   const struct finding *x, struct findings *with, struct finding **still,
			   const char **why);
/* Makes the change permanent; takes ownership of the text (malloc()ed) and the findings. */
void trial_accept(struct trials *c, struct changed_file *file, char *text, size_t n,
		      struct findings *with);

#endif
