/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Findings and how they leave.
 *
 * A list owns its findings (arena). rule/ adds, findings_finish() settles order and
 * names, suppress.c decides, and one file a format prints: none of the printers
 * decides what is shown, silenced or new.
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

/* What would make it right, as far as a rule knows: what `pageck fix` goes by. */
enum remedy_kind {
	REMEDY_NONE,
	REMEDY_PUT,			/* call(subject) before the path ends */
	REMEDY_ERROR,			/* report `value`, or call(value) */
	REMEDY_GUARD,			/* one of the tests is to be false where the member is used */
};
/* A test that tells the kinds that go wrong from those that don't, "is_it(page)". */
struct remedy_test {
	const char *call;
	bool entry;			/* of what led to the page: it need not hold one at other places */
};
struct remedy {
	enum remedy_kind kind;
	const char *call;		/* ERROR: NULL when the function returns no pointer */
	const char *subject;		/* as the function calls it */
	const char *value;		/* ERROR: "-EFAULT" */
	const char *pages;		/* GUARD: what is told apart: "ZONE_DEVICE pages" */
	bool bare;			/* PUT: call takes no NULL */
	bool flag;			/* GUARD: a flag bit decides: of the wrong kind, the answer is no */
	bool some_paths;		/* PUT: not all paths hold it: it was handed in on a condition */
	const char *file;		/* where: the end of the path, the report, the use; */
	unsigned line, col;		/* in the same file as the finding, or there is nothing to do */
	/* GUARD */
	const struct remedy_test *tests;	/* the most fitting first */
	unsigned ntests;
	bool sink;			/* all that the call does with the page is what goes wrong */
	bool unreferenced;		/* found in an entry: there is no reference with it */
	bool no_answer;			/* a callee decides, whose answer for the page is not known */
	unsigned use_line, use_col;	/* where what was read is used, in this function */
};

enum suppressed_by { NOT_SUPPRESSED, BY_COMMENT, BY_BASELINE, BY_CONFIG };
enum baseline_state { NO_BASELINE, STATE_NEW, STATE_UNCHANGED, STATE_ABSENT };

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
	bool path_begins;		/* at the place; else the path ends there */
	const char *engines;		/* "libclang", comma-separated */
	struct remedy remedy;
	/* set by findings_finish() */
	unsigned ordinal;		/* among findings equal in all that the fingerprint is of */
	char fingerprint[33];
	enum suppressed_by suppressed;
	const char *suppress_reason;	/* never NULL when suppressed */
	enum baseline_state state;
	bool moved;			/* in a file that has changed: places are those of before */
};

/* Something about a suppression: without a reason, or of nothing. */
struct remark {
	const char *file;
	unsigned line;
	const char *message;
};

enum not_analysed_kind {
	NOT_FUNCTION,			/* a function; the others are whole units, and `function` is NULL */
	NOT_UNIT,			/* nothing of it could be analysed */
	NOT_GENERATED,			/* a build would write it, and there was none */
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
	unsigned lost[NOT_BUILT + 1];	/* of what is not analysed, by kind; set by findings_finish() */
	unsigned suppressed, by[BY_CONFIG + 1];	/* by[]: of these, by what */
	unsigned unknown_constructs;
	unsigned no_return;		/* functions that have a return which nothing reaches */
	unsigned rounds;		/* of an audit, until nothing changed; else 0 */
	double seconds;			/* wall */
};

struct findings {
	struct arena mem;
	VEC(struct finding *) v;
	VEC(struct not_analysed) skipped;
	VEC(const char *) analysed;	/* main files of the units that were parsed */
	struct stats stats;
	/* set by findings_finish() */
	VEC(struct finding *) absent;	/* in the baseline, and gone */
	VEC(struct finding *) elsewhere; /* in the baseline, in what was not looked at */
	VEC(struct remark) remarks;
	bool has_baseline;
};

/* Files of the baseline that are gone, files with findings that aren't in it: which was which? */
struct moves {
	const char *commit;		/* the tree's when the baseline was written; or NULL */
	const char **gone, **fresh;	/* names in the tree */
	size_t ngone, nfresh;
	const char **from;		/* the answer, one for each of fresh: which of gone it was; */
};					/* MOVE_NONE: none of them; NULL: can't be told */
#define MOVE_NONE	""

/* What decides about findings, apart from comments. All may be NULL or 0. */
struct suppress_options {
	const char *root;		/* prefix of relative names, to read sources */
	const char *module, *obj;	/* other roots: names below them don't depend on the machine */
	const char *config;		/* a table of suppressions, `.pageck.yaml` */
	bool config_found;		/* it lies in the tree: the user didn't name it */
	const char *baseline;		/* a file of baseline_write() */
	const char *const *rules;	/* valid names, for messages; NULL: any */
	size_t nrules;
	/* What was asked for: a suppression or an entry of the baseline elsewhere is left alone. */
	const char *const *units;	/* main files, as findings name them */
	size_t nunits;
	const char *const *scope;	/* files and directories; none: the whole tree */
	size_t nscope;
	struct suppressions *opened;	/* what is in both (suppress.h); NULL: read them now */
	void (*moved)(struct moves *m, void *arg);	/* NULL: nobody can tell */
	void *arg;
};

struct finding *findings_add(struct findings *f);	/* zeroed */
void findings_not_analysed(struct findings *f, const char *file, const char *function,
			   const char *reason);	/* copies; function NULL: NOT_UNIT */
/* A whole file, or a path. Copies. */
void findings_lost(struct findings *f, enum not_analysed_kind kind, const char *file,
		   const char *reason);
/* "function", "unit", "generated", "not-built". */
const char *not_analysed_name(enum not_analysed_kind kind);
void findings_analysed(struct findings *f, const char *file);	/* copies */
/*
 * Sorts, drops exact repeats (same rule, place, message), computes fingerprints
 * (fingerprint.h); then decides what is suppressed and what is new. `o` may be NULL.
 * 0, or -1 after error() when the table or the baseline can't be read.
 */
int findings_finish(struct findings *f, const struct suppress_options *o);
void findings_free(struct findings *f);
/* Who else has the finding, what is behind "libclang,"; NULL: nobody, or not pageck. */
const char *finding_others(const struct finding *x);

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
	/* for formats that stand alone */
	const char *module;		/* its directory, when it isn't in root; or NULL */
	const char *docs;		/* directory of the rules' pages; or NULL */
	const char *command;		/* that makes this report again; or NULL */
	const char *tree;		/* "Linux 6.12.57"; or NULL */
	const char *config;		/* the .config the units were built with; or NULL */
	const char *layout;		/* the tree's struct page drawn, an <svg>; or NULL */
};

enum report_format {
	FORMAT_TEXT, FORMAT_JSON, FORMAT_SARIF, FORMAT_HTML, FORMAT_MAIL, FORMAT_EXPECT,
};
/* What --format takes, for usage texts. */
#define REPORT_FORMATS	"text|json|sarif|html|mail"

/* The format of a name; -1 after error() that names the nearest. */
int report_format(const char *name);
void report_write(FILE *out, enum report_format format, const struct findings *f,
		  const struct report_options *o);

void report_text(FILE *out, const struct findings *f, const struct report_options *o);
void report_json(FILE *out, const struct findings *f, const struct report_options *o);
void report_sarif(FILE *out, const struct findings *f, const struct report_options *o);
void report_html(FILE *out, const struct findings *f, const struct report_options *o);
void report_mail(FILE *out, const struct findings *f, const struct report_options *o);
/*
 * For the fixtures of tests/: `LINE: LEVEL: RULE: FUNCTION | MESSAGE` a finding, with
 * `FILE:` first when it isn't o->main_file; then `not-analysed: FUNCTION | REASON`.
 */
void report_expect(FILE *out, const struct findings *f, const struct report_options *o);
/* The one line of statistics that o->summary asks report_text() for. */
void report_summary(FILE *out, const struct findings *f, const struct report_options *o);
/* A line for each file of which nothing could be analysed and each path that isn't built. */
void report_not_analysed(FILE *out, const struct findings *f);
/* How many of these lines there are: it makes the exit status 3. */
unsigned report_count_not_analysed(const struct findings *f);
/* Notes that are not shown, because only warnings are wanted. */
unsigned report_held_back(const struct findings *f, const struct report_options *o);
/* Is the finding of a level that is wanted: a warning, or a note when they are? */
bool report_lists(const struct finding *x, const struct report_options *o);
/* Is it shown: listed, and not suppressed? */
bool report_shows(const struct finding *x, const struct report_options *o);
/* Findings that count for the exit status: warnings not suppressed (notes under --all too). */
unsigned report_count(const struct findings *f, const struct report_options *o);

#endif
