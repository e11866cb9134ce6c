/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Patches and mailboxes as a user has them, applied to an index.
 *
 * What they say is what git makes of them: mailsplit, mailinfo and apply read them, as
 * `git am` has it, and nothing of ours does. What git doesn't apply is an error.
 */
#ifndef PAGECK_PATCHES_H
#define PAGECK_PATCHES_H

#include "change/git.h"

#define PATCHES_MAX		((size_t)64 << 20)	/* bytes, of all of them */
#define PATCHES_MAILS		1000			/* in one mailbox */
#define PATCHES_SECONDS		300			/* for all of them */

/*
 * In the order given, to the index in our own directory (git.h). A word is a file, a pipe or
 * "-", standard input; in it are mails, or what git diff writes. A cover letter is passed
 * over. -1 after error(): one doesn't apply, or holds no patch.
 */
int patches_apply(struct git *g, char *const *words, int nwords);

#endif
