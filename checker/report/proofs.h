/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What was shown to happen (docs/prove.md): docs/triage/ledger.tsv names, for a warning of one of the
 * kernels that were triaged, the cases that show it.
 */
#ifndef PAGECK_PROOFS_H
#define PAGECK_PROOFS_H

#include "report/report.h"

/* Free with proofs_free(). Texts live in the arena that proofs_load() was given. */
struct proofs {
	const char *version;	/* of the kernel, as the ledger has it; NULL: none of these */
	struct table cases;	/* of a warning's rule, file, function, expression */
};

/*
 * `docs` is the directory of the rules' pages, `tree` the release that is audited, "6.12.57". Without
 * either, or without a ledger: no proofs.
 */
struct proofs proofs_load(struct arena *mem, const char *docs, const char *tree);
void proofs_free(struct proofs *p);

/* The cases that show this finding, "one other"; NULL: none does. */
const char *proofs_of(const struct proofs *p, const struct finding *x);

#endif
