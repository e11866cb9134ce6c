/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which tree a command is about: what its -k and -M mean.
 */
#ifndef PAGECK_TREE_H
#define PAGECK_TREE_H

#include "cmd/progress.h"
#include "kbuild/kbuild.h"
#include "util/path.h"

/*
 * Makes o->src and o->module (unless NULL) real names; without a -k the kernel tree is the
 * one that `near` (NULL: the current directory) lies in. -1 after error().
 */
int tree_find(struct kbuild_options *o, const char *near);
/* What a word of the user's names, absolute; NULL after error(). After tree_find(). */
const char *tree_path(const struct kbuild_options *o, const char *given);
/*
 * Opens it, with what pageck puts into a tree that isn't configured: the rules' fragment.
 * `progress` is told what takes long. -1 after error().
 */
int tree_open(struct kbuild_tree *t, struct kbuild_options *o, const char *rules, unsigned jobs,
	      struct progress *progress);
/* A warning about what an opened tree's configuration hides. */
void tree_warn(const struct kbuild_tree *t);

#endif
