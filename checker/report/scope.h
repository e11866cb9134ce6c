/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a run covered. Outside of that, a suppression isn't reported as unused, and a finding that
 * is missing isn't reported as fixed.
 */
#ifndef PAGECK_SCOPE_H
#define PAGECK_SCOPE_H

#include "report/fingerprint.h"

void findings_remark(struct findings *f, const char *file, unsigned line, const char *fmt, ...)
	PRINTF(4, 5);
/* Was every function of the file analysed? */
bool scope_file_complete(const struct findings *f, const char *file,
			 const struct suppress_options *o);
/* Was this function (NULL: the code outside of functions) of the file analysed completely? */
bool scope_has(const struct findings *f, const char *file, const char *function,
	       const struct suppress_options *o);
/* Did the run cover everything below this directory ("": the whole tree)? */
bool scope_has_directory(const char *dir, size_t n, const struct suppress_options *o);

#endif
