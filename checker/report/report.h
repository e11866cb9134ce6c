/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Findings, from the rules to the output formats.
 *
 * A struct findings owns its findings and their strings (arena); findings_free() frees it. rule/
 * adds findings; findings_finish() sorts them, removes duplicates and computes fingerprints;
 * suppress.c decides which are suppressed and which are new. There is one file per output format;
 * the formats only print. Lines and columns count from 1.
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

/* The kind of change that would fix the finding, as far as the rule knows; used by `pageck fix`. */
enum remedy_kind {
	REMEDY_NONE,
	REMEDY_PUT,			/* call `call(subject)` before the path ends */
	REMEDY_ERROR,			/* return `value`, or `call(value)` */
	REMEDY_GUARD,			/* one of `tests` must be false where the member is used */
};
/* A test that tells the kinds for which the use is wrong from the others: "is_it(page)". */
struct remedy_test {
	const char *call;
	/* it tests the entry that the page came from (a pte, say), which may hold no page elsewhere */
	bool entry;
};
struct remedy {
	enum remedy_kind kind;
	const char *call;		/* ERROR: NULL when the function returns no pointer */
	const char *subject;		/* as the function's text calls it */
	const char *value;		/* ERROR: "-EFAULT" */
	const char *pages;		/* GUARD: names the kinds: "ZONE_DEVICE pages" */
	bool bare;			/* PUT: the call doesn't accept NULL */
	/* GUARD: the use tests a flag bit, and should get false for pages of the wrong kind */
	bool flag;
	/* PUT: only some paths hold the reference, as the caller passed it in conditionally */
	bool some_paths;
	const char *file;		/* the place: end of the path, return, or use; */
	unsigned line, col;		/* in the finding's file, else there is no remedy */
	/* GUARD */
	const struct remedy_test *tests;	/* best one first */
	unsigned ntests;
	/* the call does nothing else with the page than what is reported */
	bool sink;
	/* the page came from an entry (a pte, say), which gives no reference with it */
	bool unreferenced;
	/* a callee tests the page, and its result for these kinds is not known */
	bool no_answer;
	unsigned use_line, use_col;	/* where this function uses the value that was read */
};

enum suppressed_by { NOT_SUPPRESSED, BY_COMMENT, BY_BASELINE, BY_CONFIG };
enum baseline_state { NO_BASELINE, STATE_NEW, STATE_UNCHANGED, STATE_ABSENT };

struct finding {
	const char *rule;		/* "pgmap-leak" */
	enum level level;
	const char *file;		/* relative to the tree when it lies in it */
	unsigned line, col;		/* of the macro's expansion */
	/* where the macro's text spells it; NULL when that is the same */
	const char *sfile;
	unsigned sline;
	const char *function;
	const char *expr;		/* the variable or expression as written, for the fingerprint */
	const char *message;		/* lower case, no full stop */
	struct place_note *notes;	/* the path, in order; the last note says how to fix it */
	unsigned nnotes;
	/* the path begins at the finding's place; else it ends there */
	bool path_begins;
	const char *engines;		/* which engines found it: "libclang", comma-separated */
	struct remedy remedy;
	/* set by findings_finish() */
	unsigned ordinal;		/* among findings that are equal in what is fingerprinted */
	char fingerprint[33];
	enum suppressed_by suppressed;
	const char *suppress_reason;	/* never NULL when suppressed */
	enum baseline_state state;
	/* kept from an earlier analysis: its lines may be outdated */
	bool moved;
};

/* A remark on a suppression: it has no reason, or it suppresses nothing. */
struct remark {
	const char *file;
	unsigned line;
	const char *message;
};

enum not_analysed_kind {
	NOT_FUNCTION,			/* one function; for the other kinds `function` is NULL */
	NOT_UNIT,			/* the whole unit */
	/* a source that a build generates, and that doesn't exist */
	NOT_GENERATED,
	NOT_BUILT,			/* a path of which the configuration builds nothing */
};
struct not_analysed {
	enum not_analysed_kind kind;
	const char *file, *function;
	const char *reason;
};

struct stats {
	unsigned units, skipped, parsed, functions;
	unsigned not_analysed, budget_exhausted;
	/* counts of what was not analysed, by kind; set by findings_finish() */
	unsigned lost[NOT_BUILT + 1];
	unsigned suppressed, by[BY_CONFIG + 1];	/* by[]: `suppressed`, by mechanism */
	unsigned unknown_constructs;
	unsigned no_return;		/* functions with a return statement that no path reaches */
	unsigned rounds;		/* of an audit, until the fixpoint; else 0 */
	double seconds;			/* elapsed (wall clock) */
};

struct findings {
	struct arena mem;
	VEC(struct finding *) v;
	VEC(struct not_analysed) skipped;
	VEC(const char *) analysed;	/* main files of the units that were analysed */
	struct stats stats;
	/* set by findings_finish() */
	VEC(struct finding *) absent;	/* baseline entries that were not found again */
	/* baseline entries in files that this run didn't analyse */
	VEC(struct finding *) elsewhere;
	VEC(struct remark) remarks;
	bool has_baseline;
};

/*
 * A question about renames: which of the `gone` files became which of the `fresh` ones? The gone
 * ones have baseline entries and no longer exist; the fresh ones have findings and no entries.
 */
struct moves {
	const char *commit;		/* HEAD when the baseline was written; or NULL */
	const char **gone, **fresh;	/* names relative to the tree */
	size_t ngone, nfresh;
	const char **from;		/* the answer, one per fresh file: an element of gone; */
};					/* MOVE_NONE: not a rename; NULL: not known */
#define MOVE_NONE	""

/* What decides which findings are shown, besides comments in the sources. Each may be NULL or 0. */
struct suppress_options {
	const char *root;		/* relative names are relative to it, to read sources */
	const char *module, *obj;	/* other roots; names below them are shortened too */
	const char *config;		/* the suppression table, `.pageck.yaml` */
	bool config_found;		/* it was found in the tree, not named by the user */
	const char *baseline;		/* a baseline file */
	const char *const *rules;	/* valid rule names, for messages; NULL: any */
	size_t nrules;
	/*
	 * What this run covers. Suppressions and baseline entries for other files are left alone.
	 */
	const char *const *units;	/* main files, named as in findings */
	size_t nunits;
	const char *const *scope;	/* files and directories; none: the whole tree */
	size_t nscope;
	/* the table and baseline, already read (suppress.h); NULL: read them */
	struct suppressions *opened;
	void (*moved)(struct moves *m, void *arg);	/* answers struct moves; NULL: unknown */
	void *arg;
};

struct finding *findings_add(struct findings *f);	/* a new, zeroed finding */
void findings_not_analysed(struct findings *f, const char *file, const char *function,
			   const char *reason);	/* strings are copied; function NULL: NOT_UNIT */
/* Records a whole file or path as not analysed. Strings are copied. */
void findings_lost(struct findings *f, enum not_analysed_kind kind, const char *file,
		   const char *reason);
/* The kind's name in reports: "function", "unit", "generated", "not-built". */
const char *not_analysed_name(enum not_analysed_kind kind);
void findings_analysed(struct findings *f, const char *file);	/* copies the name */
/*
 * Sorts, removes duplicates (same rule, place and message), computes fingerprints (fingerprint.h),
 * then decides what is suppressed and what is new. `o` may be NULL. 0, or -1 after error() when the
 * table or the baseline can't be read.
 */
int findings_finish(struct findings *f, const struct suppress_options *o);
void findings_free(struct findings *f);
/*
 * The other engines that found it, the list after "libclang,"; NULL: none, or pageck itself didn't.
 */
const char *finding_others(const struct finding *x);

struct report_options {
	bool all;			/* show notes too */
	bool verbose;			/* list everything that was not analysed */
	bool color;			/* colours, and the source line with a caret */
	bool error;			/* -Wpageck-error: "error:" in place of "warning:" */
	bool summary;			/* a last line with statistics */
	/* relative names are relative to it, to read sources; or NULL */
	const char *root;
	const char *show_root;		/* printed before relative names; or NULL */
	const char *main_file;		/* report_expect(): the file under test; or NULL */
	const char *prefix;		/* -fdiagnostic-prefix: "pageck: " after each place; or NULL */
	unsigned max_warnings;		/* 0: no limit */
	/* for formats whose report stands alone */
	const char *module;		/* the module's directory, when outside of root; or NULL */
	const char *docs;		/* directory with the rules' pages; or NULL */
	const char *command;		/* command line that reproduces this report; or NULL */
	const char *tree;		/* "Linux 6.12.57"; or NULL */
	const char *config;		/* the .config the units were built with; or NULL */
	const char *layout;		/* a drawing of the tree's struct page, an <svg>; or NULL */
};

enum report_format {
	FORMAT_TEXT, FORMAT_JSON, FORMAT_SARIF, FORMAT_HTML, FORMAT_MAIL, FORMAT_EXPECT,
};
/* The values of --format, for usage texts. */
#define REPORT_FORMATS	"text|json|sarif|html|mail"

/* Looks a format up by name; -1 after error(), which suggests the nearest name. */
int report_format(const char *name);
void report_write(FILE *out, enum report_format format, const struct findings *f,
		  const struct report_options *o);

void report_text(FILE *out, const struct findings *f, const struct report_options *o);
void report_json(FILE *out, const struct findings *f, const struct report_options *o);
void report_sarif(FILE *out, const struct findings *f, const struct report_options *o);
void report_html(FILE *out, const struct findings *f, const struct report_options *o);
void report_mail(FILE *out, const struct findings *f, const struct report_options *o);
/*
 * For the fixtures of tests/: prints `LINE: LEVEL: RULE: FUNCTION | MESSAGE` for each finding,
 * after `FILE:` when that isn't o->main_file; then `not-analysed: FUNCTION | REASON`.
 */
void report_expect(FILE *out, const struct findings *f, const struct report_options *o);
/* Prints the line of statistics that o->summary adds to report_text(). */
void report_summary(FILE *out, const struct findings *f, const struct report_options *o);
/* Prints a line for each file that was not analysed at all and each path that isn't built. */
void report_not_analysed(FILE *out, const struct findings *f);
/* The number of these lines; if it isn't 0, the exit status is 3. */
unsigned report_count_not_analysed(const struct findings *f);
/* The number of notes that are hidden because only warnings are shown. */
unsigned report_held_back(const struct findings *f, const struct report_options *o);
/* Is the finding's level shown: a warning, or a note under --all? */
bool report_lists(const struct finding *x, const struct report_options *o);
/* Is it shown: of a level that is, and not suppressed? */
bool report_shows(const struct finding *x, const struct report_options *o);
/* The number of findings for the exit status: warnings, under --all also notes, not suppressed. */
unsigned report_count(const struct findings *f, const struct report_options *o);

#endif
