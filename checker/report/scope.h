/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a run looked at. What it didn't look at it has nothing to say about: neither
 * that a suppression there is of no use, nor that a finding there is gone.
 */
#ifndef PAGECK_SCOPE_H
#define PAGECK_SCOPE_H

#include "report/fingerprint.h"

void findings_remark(struct findings *f, const char *file, unsigned line, const char *fmt, ...)
	PRINTF(4, 5);
/* Nothing of the file was left out. */
bool scope_file_complete(const struct findings *f, const char *file,
			 const struct suppress_options *o);
/* Was this function of the file (NULL: what is outside of functions) looked at in full? */
bool scope_has(const struct findings *f, const char *file, const char *function,
	       const struct suppress_options *o);
/* Was everything below this directory ("": the whole tree) asked for? */
bool scope_has_directory(const char *dir, size_t n, const struct suppress_options *o);

#endif
