/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A tree with changes that are on no disk: analysed as it would be with them.
 *
 * Changes of files are laid over the tree (util/overlay.h). What is kept of each are the
 * findings that there are with it, against which the next one is judged.
 */
#ifndef PAGECK_TRIAL_H
#define PAGECK_TRIAL_H

#include "unit/analyse.h"
#include "fix/edit.h"
#include "kbuild/kbuild.h"
#include "report/report.h"
#include "store/store.h"

struct changed_file {
	const char *path;		/* absolute */
	char *original, *text;		/* on disk; with the fixes that were accepted */
	size_t norig, n;
};

struct trials {
	/* what the caller sets */
	const struct kbuild_tree *tree;
	const struct analyse_options *analyse;
	const struct report_options *report;
	const char *config;
	struct store *store;
	unsigned jobs, timeout;
	/* ours */
	struct findings now;		/* with all that was accepted */
	VEC(struct changed_file) files;
	unsigned tried;
};

/* The findings of the tree as it is. -1 after error(). trials_free() in both cases. */
int trials_start(struct trials *c);
void trials_free(struct trials *c);

/* The file as it is now, with its changes; it stays here. NULL after error(). */
struct changed_file *trial_file(struct trials *c, const char *path);

enum verdict {
	CANDIDATE_GOOD,			/* the finding is gone, and there is nothing new */
	CANDIDATE_STAYS,		/* nothing new, but it is still there: *still */
	CANDIDATE_UNCOVERS,		/* it is gone, and another of its rule is seen now: *still */
	CANDIDATE_NEW,			/* something is reported that was not */
	CANDIDATE_BROKEN,		/* something can't be analysed any more */
	CANDIDATE_FAILED,		/* after error() */
};
/*
 * What if `file` had this text, in which `x` (of c->now) is to be gone? The findings then are
 * left in *with; the caller frees them, or gives them to trial_accept(). `*why` is what
 * is new, or broken, in `with`.
 */
enum verdict trial_try(struct trials *c, const struct changed_file *file, const char *text, size_t n,
			   const struct finding *x, struct findings *with, struct finding **still,
			   const char **why);
/* Takes over the text (malloc()ed) and the findings. */
void trial_accept(struct trials *c, struct changed_file *file, char *text, size_t n,
		      struct findings *with);

#endif
