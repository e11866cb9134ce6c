/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Findings and how they leave: text and JSON.
 *
 * A list owns its findings (arena). rule/ adds, suppress.c decides, text.c and
 * json.c print: none of the printers decides what is shown.
 */
#ifndef PAGECK_REPORT_H
#define PAGECK_REPORT_H

#include "util/util.h"

enum level { LEVEL_NOTE, LEVEL_WARNING };

struct place_note {
	const char *file;
	unsigned line, col;
	const char *message;
};

enum suppressed_by { NOT_SUPPRESSED, BY_COMMENT, BY_BASELINE, BY_CONFIG };

struct finding {
	const char *rule;		/* "pgmap-leak" */
	enum level level;
	const char *file;		/* relative to the tree when it lies in it */
	unsigned line, col;		/* expansion */
	const char *sfile;		/* spelling, when it differs; else NULL */
	unsigned sline;
	const char *function;
	const char *expr;		/* the variable or expression as written, for the fingerprint */
	const char *message;		/* lower case, no full stop */
	struct place_note *notes;	/* the path, in order; the last says what would make it right */
	unsigned nnotes;
	const char *engines;		/* "libclang", comma-separated */
	char fingerprint[33];		/* set by findings_finish() */
	enum suppressed_by suppressed;
	const char *suppress_reason;
};

struct not_analysed {
	const char *file, *function;	/* function NULL: the whole unit */
	const char *reason;
};

struct stats {
	unsigned units, skipped, parsed, functions;
	unsigned not_analysed, budget_exhausted, suppressed;
	unsigned unknown_constructs;
	double seconds;			/* wall */
};

struct findings {
	struct arena mem;
	VEC(struct finding *) v;
	VEC(struct not_analysed) skipped;
	struct stats stats;
};

struct finding *findings_add(struct findings *f);	/* zeroed */
void findings_not_analysed(struct findings *f, const char *file, const char *function,
			   const char *reason);	/* copies */
/*
 * Sorts, drops exact repeats (same rule, place, message), computes fingerprints:
 * hash of rule, file, function, normalised expression and the ordinal among equals;
 * then applies suppressions. `root` is prefixed to relative files to read sources.
 */
void findings_finish(struct findings *f, const char *root);
void findings_free(struct findings *f);

struct report_options {
	bool all;			/* notes too */
	bool verbose;			/* list what was not analysed */
	bool color;			/* also source snippet and caret */
	bool error;			/* -Wpageck-error: "error:" in place of "warning:" */
	bool summary;			/* closing line with stats */
	const char *root;		/* prefix of relative file names, to read sources; or NULL */
	const char *show_root;		/* shown before relative file names; or NULL */
	const char *main_file;		/* report_expect(): the file under test; or NULL */
	const char *prefix;		/* -fdiagnostic-prefix: "pageck: " after each place; or NULL */
	unsigned max_warnings;		/* 0: no limit */
};

void report_text(FILE *out, const struct findings *f, const struct report_options *o);
void report_json(FILE *out, const struct findings *f, const struct report_options *o);
/*
 * For the fixtures of tests/: `LINE: LEVEL: RULE: FUNCTION | MESSAGE` a finding, with
 * `FILE:` first when it isn't o->main_file; then `not-analysed: FUNCTION | REASON`.
 */
void report_expect(FILE *out, const struct findings *f, const struct report_options *o);
/* The one line of statistics that o->summary asks report_text() for. */
void report_summary(FILE *out, const struct findings *f, const struct report_options *o);
/* Is the finding shown: not suppressed, and a warning unless notes are wanted? */
bool report_shows(const struct finding *x, const struct report_options *o);
/* Findings that count for the exit status: warnings not suppressed (notes under --all too). */
unsigned report_count(const struct findings *f, const struct report_options *o);

#endif
