/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Applies patches and mailboxes, as a user has them, to an index.
 *
 * git parses them (mailsplit, mailinfo, apply), just as `git am` does, so that we interpret them as
 * git would. A patch that git doesn't apply is an error.
 */
#ifndef PAGECK_PATCHES_H
#define PAGECK_PATCHES_H

#include "change/git.h"

#define PATCHES_MAX		((size_t)64 << 20)	/* bytes, total size of the input */
#define PATCHES_MAILS		1000			/* mails in one mailbox */
#define PATCHES_SECONDS		300			/* time limit for applying all of them */

/*
 * Applies the patches in order to the index in our git directory (git.h). Each word is a file, a
 * pipe or "-" (standard input) with mails or the output of git diff. Cover letters are skipped. -1
 * after error(): a patch doesn't apply, or a word contains none.
 */
int patches_apply(struct git *g, char *const *words, int nwords);

#endif
