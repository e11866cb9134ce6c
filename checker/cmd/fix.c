/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pageck fix: makes patches for findings, and verifies each with the whole analysis.
 *
 * Proposals (fix/propose.h) are applied one by one to an overlay of the tree, and all units that
 * the finding depends on are analysed again. If one change isn't enough, the best partial result is
 * the start of the next step.
 */
#include "change/trial.h"
#include "cmd/cmd.h"
#include "rule/rule_names.h"
#include "change/blame.h"
#include "cmd/progress.h"
#include "whole/rounds.h"
#include "whole/audit_scope.h"
#include "change/suppressions.h"
#include "cmd/tree.h"
#include "fix/propose.h"
#include "fix/message.h"
#include "util/output.h"
#include "util/overlay.h"
#include "util/stamp.h"
#include "text/diff.h"
#include "cmd/paths.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_STEPS	4	/* changes for one finding */
#define MAX_TRIES	40	/* proposals tried for one finding */

enum { O_APPLY = 1, O_MESSAGE, O_FORMAT, O_RULE, O_ID, O_ALL, O_OUTPUT };

const struct option_spec fix_options[] = {
	{ O_APPLY,	0,   "apply",	NULL,	"change the files" },
	{ O_FORMAT,	'f', "format",	"text|diff|mail", "with the finding (default), the patch alone, or one for git am" },
	{ O_MESSAGE,	0,   "commit-message", NULL, "draft the log of a commit, too: --format mail" },
	{ O_RULE,	0,   "rule",	"RULE",	"only findings of this rule; may be given more than once" },
	{ O_ID,		0,   "id",	"FINGERPRINT", "only the finding with this fingerprint, or one that begins so" },
	OPTION_KERNEL("the one PATH lies in"),
	OPTION_OBJECTS,
	OPTION_MODULE("the directory of an external module"),
	OPTION_JOBS,
	{ O_ALL,	'a', "all",	NULL,	"notes too, not only warnings" },
	{ O_OUTPUT,	'o', "output",	"FILE",	"write patches to FILE, not to standard output" },
	OPTION_CONFIG,
	OPTION_RULES,
	OPTION_NO_MAKE,
	OPTION_NO_PCH,
	OPTION_NO_STORE,
	OPTION_TIMEOUT,
	OPTION_HELP,
	{ 0 }
};

enum fix_format { FIX_TEXT, FIX_DIFF, FIX_MAIL };

/* A verified fix: a copy of its finding, and the file before and after it. */
struct fixed {
	struct finding *x;
	const char *what, *path;
	const char *before, *after;
};

struct fix {
	struct tree_options opt;
	struct analyse_options analyse;
	struct report_options report;
	enum fix_format format;
	bool apply;
	const char *output;
	VEC(const char *) only_rules, only_ids;
	/* during the run */
	struct arena mem;
	const struct facts *facts;
	struct kbuild_tree tree, view;	/* view: the units that are analysed */
	tree_paths paths;		/* absolute paths */
	struct scope scope;		/* of the audit that covered the paths */
	struct trials c;
	VEC(struct fixed) fixed;
	VEC(const char *) done;		/* fingerprints of findings that were dealt with */
	unsigned found, without;
	struct progress progress;
	struct output to;
};

static void usage(FILE *out)
{
	fputs("usage: pageck fix [OPTION...] [PATH...]\n\n"
	      "Proposes a patch for each finding at or below the PATHs: a missing put, an error that\n"
	      "ends a lookup, a missing test. Each was applied to a copy and analysed: the finding is\n"
	      "gone, and nothing is new. Nothing is changed without --apply.\n\n", out);
	options_usage(out, fix_options);
	fputs("\nExit status: 0 nothing to fix, or everything was fixed; 1 findings are left in the\n"
	      "files; 2 usage, configuration or environment; 3 no findings are left, but something\n"
	      "could not be analysed.\n", out);
}

static int set_format(struct fix *f, const char *value)
{
	static const char *const names[] = { "text", "diff", "mail" };
	const char *near;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (!strcmp(value, names[i])) {
			f->format = (enum fix_format)i;
			return 0;
		}
	near = str_nearest(value, names, ARRAY_SIZE(names));
	return near ? error("unknown format '%s'; did you mean '%s'?", value, near) :
		      error("unknown format '%s': there are text, diff and mail", value);
}

/* Checks rule names on the command line; possible only after the rules are loaded. */
static int check_rules(const struct fix *f)
{
	size_t n, i, k;
	const char *const *known = rules_names(&n), *near;

	for (i = 0; i < f->only_rules.n; i++) {
		const char *value = f->only_rules.data[i];

		for (k = 0; k < n && strcmp(value, known[k]); k++)
			;
		if (k < n)
			continue;
		near = str_nearest(value, known, n);
		return near ? error("there is no rule '%s'; did you mean '%s'?", value, near) :
			      error("there is no rule '%s'; 'pageck explain' lists them", value);
	}
	return 0;
}

static int set_option(int id, const char *value, void *ctx)
{
	struct fix *f = ctx;

	switch (id) {
	case O_APPLY:
		f->apply = true;
		break;
	case O_FORMAT:
		return set_format(f, value);
	case O_MESSAGE:
		f->format = FIX_MAIL;
		break;
	case O_RULE:
		vec_push(&f->only_rules, value);
		break;
	case O_ID:
		if (!*value || value[strspn(value, "0123456789abcdef")])
			return error("--id takes a fingerprint, as JSON reports have it, not '%s'", value);
		vec_push(&f->only_ids, value);
		break;
	case O_ALL:
		f->report.all = true;
		break;
	case O_OUTPUT:
		f->output = value;
		break;
	default:
		return tree_option(id, value, &f->opt);
	}
	return 0;
}

/* --- selecting findings ---------------------------------------------------------------------- */

static const char *path_in(struct fix *f, const char *file)
{
	return file[0] == '/' ? file : arena_printf(&f->mem, "%s/%s", f->tree.src, file);
}

static const char *path_of(struct fix *f, const struct finding *x)
{
	return path_in(f, x->file);
}

static bool at_paths(struct fix *f, const struct finding *x)
{
	return path_lies_in_any(path_of(f, x), f->paths.data, f->paths.n);
}

static bool is_selected(struct fix *f, const struct finding *x)
{
	bool rule = !f->only_rules.n, id = !f->only_ids.n;
	size_t i;

	for (i = 0; i < f->only_rules.n; i++)
		rule |= !strcmp(x->rule, f->only_rules.data[i]);
	for (i = 0; i < f->only_ids.n; i++)
		id |= str_starts(x->fingerprint, f->only_ids.data[i]);
	return rule && id && report_shows(x, &f->report) && at_paths(f, x);
}

static bool was_seen(const struct fix *f, const struct finding *x)
{
	size_t i;

	for (i = 0; i < f->done.n; i++)
		if (!strcmp(f->done.data[i], x->fingerprint))
			return true;
	return false;
}

/* The first finding that wasn't tried yet. The list changes with each fix. */
static struct finding *next_finding(struct fix *f)
{
	size_t i;

	for (i = 0; i < f->c.now.v.n; i++)
		if (is_selected(f, f->c.now.v.data[i]) && !was_seen(f, f->c.now.v.data[i]))
			return f->c.now.v.data[i];
	return NULL;
}

/* --- fixing one finding ---------------------------------------------------------------------- */

struct attempt {
	struct fix *f;
	const struct finding *x;	/* in c.now */
	struct changed_file *file;
	/* the file with the changes so far, and what remains of the finding then */
	char *text;
	size_t n;
	const struct finding *left;
	const char *what;
	struct findings with;		/* the list that contains `left` */
	/* result of the first proposal that changes the path, in case none is a fix */
	char *next_text;
	size_t next_n;
	const struct finding *next_left;
	const char *next_what;
	struct findings next_with;
	unsigned tries;
	const char *reason;		/* why the last proposal was rejected */
};

static bool same_path(const struct finding *a, const struct finding *b)
{
	unsigned i;

	if (a->nnotes != b->nnotes || a->remedy.line != b->remedy.line)
		return false;
	for (i = 0; i < a->nnotes; i++)
		if (strcmp(a->notes[i].message, b->notes[i].message) != 0)
			return false;
	return true;
}

/* Saves a proposal's result as the start of the next step. */
static void keep(struct attempt *a, char *text, size_t n, struct findings *with, const struct finding *left,
		 const char *what)
{
	a->next_text = text;
	a->next_n = n;
	a->next_with = *with;
	a->next_left = left;
	a->next_what = arena_strdup(&a->f->mem, what);
}

static void drop_next(struct attempt *a)
{
	findings_free(&a->next_with);
	free(a->next_text);
	a->next_text = NULL;
}

static bool take_next(struct attempt *a)
{
	if (!a->next_text)
		return false;
	free(a->text);
	findings_free(&a->with);
	a->text = a->next_text;
	a->n = a->next_n;
	a->with = a->next_with;
	a->left = a->next_left;
	a->what = a->what ? arena_printf(&a->f->mem, "%s, and %s", a->what, a->next_what) : a->next_what;
	memset(&a->next_with, 0, sizeof(a->next_with));
	a->next_text = NULL;
	return true;
}

/* Is the result worth another step? Only all steps together must be a fix. */
static bool goes_on(const struct attempt *a, enum verdict v, const struct finding *still)
{
	/* a test that doesn't tell the pages apart can't be part of the fix */
	if (a->x->remedy.kind == REMEDY_GUARD && v == CANDIDATE_STAYS)
		return false;
	return (v == CANDIDATE_STAYS || v == CANDIDATE_UNCOVERS) && !same_path(a->left, still) &&
	       !strcmp(a->x->file, still->file);
}

/* Tries a proposal: 1 when it is a fix, 0 when it isn't, -1 after error(). */
static int try_one(struct attempt *a, const struct proposal *p)
{
	struct findings with = { 0 };
	struct finding *still;
	const char *why;
	size_t n;
	char *text = edits_apply(&p->edits, a->text, a->n, &n);
	enum verdict v;

	a->tries++;
	v = trial_try(&a->f->c, a->file, text, n, a->x, &with, &still, &why);
	if (why)
		a->reason = arena_strdup(&a->f->mem, why);
	if (v == CANDIDATE_GOOD)
		drop_next(a);
	if (v == CANDIDATE_GOOD || (goes_on(a, v, still) && !a->next_text)) {
		keep(a, text, n, &with, still, p->what);
		return v == CANDIDATE_GOOD;
	}
	findings_free(&with);
	free(text);
	return v == CANDIDATE_FAILED ? -1 : 0;
}

/* Tries all proposals for what remains, until one is a fix. */
static int try_all(struct attempt *a)
{
	struct proposals list = { 0 };
	struct code c;
	int r = 0;
	size_t i;

	if (code_read(&c, a->text, a->n, a->left->remedy.line))
		fix_propose(a->left, &c, a->f->facts, &list);
	else
		a->reason = "the function's text can't be read as it is written";
	if (list.why_none)
		a->reason = list.why_none;
	for (i = 0; i < list.v.n && !r && a->tries < MAX_TRIES; i++)
		if (list.v.data[i].edits.v.n)
			r = try_one(a, &list.v.data[i]);
	proposals_free(&list);
	code_free(&c);
	return r;
}

static void copy_finding(struct fix *f, const struct finding *x, struct finding *to)
{
	struct arena *mem = &f->mem;
	unsigned i;

	to->remedy = (struct remedy){
		.kind = x->remedy.kind, .line = x->remedy.line, .col = x->remedy.col,
		.call = x->remedy.call ? arena_strdup(mem, x->remedy.call) : NULL,
		.subject = x->remedy.subject ? arena_strdup(mem, x->remedy.subject) : NULL,
		.value = x->remedy.value ? arena_strdup(mem, x->remedy.value) : NULL,
	};
	to->line = x->line;
	to->col = x->col;
	to->nnotes = x->nnotes;
	to->rule = intern(x->rule);
	to->file = arena_strdup(mem, x->file);
	to->function = arena_strdup(mem, x->function ? x->function : "");
	to->message = arena_strdup(mem, x->message);
	to->notes = arena_array(mem, struct place_note, x->nnotes + 1);
	for (i = 0; i < x->nnotes; i++) {
		to->notes[i] = x->notes[i];
		to->notes[i].file = x->notes[i].file ? arena_strdup(mem, x->notes[i].file) : NULL;
		to->notes[i].message = arena_strdup(mem, x->notes[i].message);
	}
}

static void accept_fix(struct attempt *a, const struct finding *x)
{
	struct fix *f = a->f;
	struct fixed fixed = {
		.x = arena_new(&f->mem, struct finding), .what = a->what, .path = a->file->path,
		.before = arena_strndup(&f->mem, a->file->text, a->file->n),
		.after = arena_strndup(&f->mem, a->text, a->n),
	};

	copy_finding(f, x, fixed.x);
	vec_push(&f->fixed, fixed);
	trial_accept(&f->c, a->file, a->text, a->n, &a->with);
	a->text = NULL;
}

static void say_without(struct fix *f, const struct finding *x, const char *reason)
{
	struct strbuf b = { 0 };

	strbuf_add_escaped(&b, x->file);
	strbuf_addf(&b, ":%u:%u: no fix was found that removes ", x->line, x->col);
	strbuf_add_escaped(&b, x->message);
	strbuf_addf(&b, " [-W%s]", x->rule);
	if (reason)
		strbuf_addf(&b, ": %s", reason);
	progress_clear(&f->progress);
	fprintf(stderr, "%s\n", b.s);
	strbuf_free(&b);
	f->without++;
}

static const char *why_without(const struct attempt *a)
{
	/* the finding's advice says why no test is right */
	if (a->x->remedy.kind == REMEDY_NONE && str_starts(a->x->rule, "union-") && a->x->nnotes)
		return a->x->notes[a->x->nnotes - 1].message;
	if (a->x->remedy.kind == REMEDY_NONE)
		return "for this kind it is yours to say what is right";
	if (!a->tries)
		return a->reason ? a->reason : "nothing fits the code around it";
	return arena_printf(&a->f->mem, "%u %s tried%s%s", a->tries, a->tries == 1 ? "was" : "were",
			    a->reason ? ", the last leads to: " : "", a->reason ? a->reason : "");
}

/* Tries to fix a finding. 0, or -1 after error(). */
static int fix_one(struct fix *f, struct finding *x)
{
	struct attempt a = { .f = f, .x = x, .left = x };
	const char *path = path_of(f, x);
	unsigned step;
	int r = 0;

	vec_push(&f->done, arena_strdup(&f->mem, x->fingerprint));
	f->found++;
	a.file = trial_file(&f->c, path);
	if (!a.file)
		return -1;
	a.text = xmalloc(a.file->n + 1);
	memcpy(a.text, a.file->text, a.file->n + 1);
	a.n = a.file->n;
	for (step = 0; step < MAX_STEPS && !r && x->remedy.kind != REMEDY_NONE; step++) {
		r = try_all(&a);
		if (r < 0 || !take_next(&a))
			break;
	}
	if (r > 0)
		accept_fix(&a, x);
	else if (!r)
		say_without(f, x, why_without(&a));
	drop_next(&a);
	findings_free(&a.with);
	free(a.text);
	return r < 0 ? -1 : 0;
}

/* --- output ---------------------------------------------------------------------------------- */

static void put_text(FILE *out, const struct fixed *x)
{
	struct strbuf b = { 0 };

	strbuf_add_escaped(&b, x->x->file);
	strbuf_addf(&b, ":%u:%u: warning: ", x->x->line, x->x->col);
	strbuf_add_escaped(&b, x->x->message);
	strbuf_addf(&b, " [-W%s]\n", x->x->rule);
	strbuf_add_escaped(&b, x->x->file);
	strbuf_addf(&b, ":%u:%u: note: in %s() this change %s\n\n", x->x->remedy.line, x->x->remedy.col,
		    x->x->function, x->what);
	fputs(b.s, out);
	strbuf_free(&b);
}

/* Prints a patch. It contains text from the tree, so it is escaped on a terminal. */
static void put_patch(FILE *out, char *text)
{
	struct strbuf line = { 0 };
	char *nl;

	if (!isatty(fileno(out))) {
		fputs(text, out);
		return;
	}
	for (; *text; text = nl + 1) {
		nl = text + strcspn(text, "\n");
		*nl = '\0';
		strbuf_reset(&line);
		strbuf_add_escaped(&line, text);
		fprintf(out, "%s\n", strbuf_str(&line));
	}
	strbuf_free(&line);
}

struct unified {
	struct strbuf text;
	unsigned added, gone;		/* numbers of lines */
};

static void put_mail(FILE *out, struct fix *f, struct origin *o, size_t i, const struct unified *p)
{
	const struct fixed *x = &f->fixed.data[i];
	struct message m = {
		.x = x->x, .what = x->what, .diff = strbuf_str(&p->text), .added = p->added, .gone = p->gone,
		.units = f->c.now.stats.parsed, .tree = f->report.tree, .docs = f->report.docs,
		.author = origin_author(o), .number = (unsigned)i + 1, .total = (unsigned)f->fixed.n,
	};
	struct strbuf b = { 0 };

	m.fixes = origin_fixes(o, x->x, x->path, x->before, x->after, &m.why_no_fixes);
	message_mail(&b, &m);
	put_patch(out, b.s);
	strbuf_free(&b);
}

/* The file's name in the patch: relative to the tree, or to the module. */
static const char *patch_name(const struct fix *f, const struct fixed *x)
{
	size_t n = f->opt.kbuild.module ? strlen(f->opt.kbuild.module) : 0;

	if (x->x->file[0] != '/')
		return x->x->file;
	return n && path_lies_in(x->path, f->opt.kbuild.module) ? x->path + n + 1 : x->path + 1;
}

static int write_patches(struct fix *f)
{
	FILE *out = output_begin(&f->to);
	struct origin *o = f->format == FIX_MAIL && f->fixed.n ?
		origin_open(f->opt.kbuild.module ? f->opt.kbuild.module : f->tree.src, cache_dir()) : NULL;
	size_t i;

	if (!out) {
		origin_close(o);
		return -1;
	}
	for (i = 0; i < f->fixed.n; i++) {
		const struct fixed *x = &f->fixed.data[i];
		struct unified p = { 0 };
		text_hunks hunks = { 0 };

		diff_lines(x->before, x->after, &hunks);
		diff_unified(&p.text, patch_name(f, x), x->before, x->after, &hunks, &p.added, &p.gone);
		if (f->format == FIX_TEXT)
			put_text(out, x);
		if (f->format == FIX_MAIL)
			put_mail(out, f, o, i, &p);
		else
			put_patch(out, p.text.s);
		if (f->format == FIX_TEXT)
			putc('\n', out);
		vec_free(&hunks);
		strbuf_free(&p.text);
	}
	origin_close(o);
	return output_end(&f->to);
}

/*
 * May the file be written? It must still have the content that was read, and not be a link out of
 * the tree.
 */
static int may_write(struct fix *f, const struct changed_file *x)
{
	const char *real = path_real(NULL, x->path), *root = f->opt.kbuild.module && real &&
		path_lies_in(real, f->opt.kbuild.module) ? f->opt.kbuild.module : f->tree.src;
	struct stat st;
	size_t n;
	char *text;
	bool same;

	if (!real || stat(real, &st))
		return error("cannot write %s: %s", x->path, strerror(errno));
	if (!path_lies_in(real, root))
		return error("%s is a link that leads out of %s: it is not changed", x->path, root);
	if (!(st.st_mode & 0222) || access(real, W_OK))
		return error("%s is read-only: nothing was changed", x->path);
	text = read_file(real, &n);
	same = text && n == x->norig && !memcmp(text, x->original, n);
	free(text);
	return same ? 0 : error("%s has changed meanwhile: nothing was changed", x->path);
}

static int write_file(const struct changed_file *x)
{
	const char *real = path_real(NULL, x->path);
	struct stat st;
	bool ok = real && !stat(real, &st) && write_whole(real, x->text, x->n) && !chmod(real, st.st_mode & 07777);

	return ok ? 0 : error("cannot write %s: %s", x->path, strerror(errno));
}

/* Writes all files; or none, as far as failures can be foreseen. */
static int apply(struct fix *f)
{
	size_t i;

	overlay_clear();
	for (i = 0; i < f->c.files.n; i++)
		if (strcmp(f->c.files.data[i].text, f->c.files.data[i].original) != 0 &&
		    may_write(f, &f->c.files.data[i]))
			return -1;
	for (i = 0; i < f->c.files.n; i++)
		if (strcmp(f->c.files.data[i].text, f->c.files.data[i].original) != 0 &&
		    write_file(&f->c.files.data[i]))
			return -1;
	return 0;
}

/* --- the run ----------------------------------------------------------------------------------------------- */

static int open_tree(struct fix *f, char **paths, int npaths)
{
	if (tree_find_paths(&f->opt.kbuild, paths, npaths, &f->paths))
		return -1;
	if (tree_open(&f->tree, &f->opt, &f->progress))
		return -1;
	tree_warn(&f->tree);
	return kbuild_units(&f->tree, NULL, 0);
}

/* Selects the units at the requested paths, and all others of the audits that covered them. */
static int select_units(struct fix *f)
{
	bool known = f->paths.n && scope_load(f->c.store, &f->analyse, f->opt.kbuild.module, NULL,
						f->paths.data[0], &f->mem, &f->scope);
	bool header = false, any = false;
	size_t i;

	for (i = 0; i < f->paths.n; i++)
		header |= str_ends(f->paths.data[i], ".h");
	f->view = f->tree;
	memset(&f->view.units, 0, sizeof(f->view.units));
	for (i = 0; i < f->tree.units.n; i++) {
		const struct kbuild_unit *k = &f->tree.units.data[i];
		bool wanted = path_lies_in_any(k->file, f->paths.data, f->paths.n);

		any |= wanted;
		if (wanted || (known && path_lies_in_any(k->file, f->scope.paths.data, f->scope.paths.n)))
			vec_push(&f->view.units, *k);
	}
	if (header && !known)
		return error("a header is looked at with the files that include it: audit them first, or name them");
	return any || header ? 0 : error("nothing that is built lies at or below %s", f->paths.n ?
					 f->paths.data[0] : f->tree.src);
}

static int fix_all(struct fix *f)
{
	struct finding *x;

	progress_phase(&f->progress, "looking for findings");
	if (trials_start(&f->c))
		return -1;
	while ((x = next_finding(f))) {
		progress_step(&f->progress, "trying fixes", f->c.tried, f->c.tried + 1, PROGRESS_UNCOUNTED);
		if (fix_one(f, x))
			return -1;
	}
	progress_clear(&f->progress);
	return 0;
}

/* Counts requested units that could not be analysed: they may contain more findings. */
static unsigned count_lost(struct fix *f)
{
	unsigned n = 0;
	size_t i;

	for (i = 0; i < f->c.now.skipped.n; i++) {
		const struct not_analysed *x = &f->c.now.skipped.data[i];

		if (!path_lies_in_any(path_in(f, x->file), f->paths.data, f->paths.n))
			continue;
		warning("%s%s%s is not analysed: %s", x->file, x->function ? ": " : "",
			x->function ? x->function : "", x->reason);
		n++;
	}
	return n;
}

static int run(struct fix *f)
{
	struct store_roots roots = { .src = f->tree.src, .obj = f->tree.obj };
	int failed;

	f->c.store = store_open(f->opt.no_store || !cache_dir() ? NULL : store_path(cache_dir(), f->tree.obj), &roots,
				false);
	f->c.tree = &f->view;
	f->c.analyse = &f->analyse;
	f->c.report = &f->report;
	f->c.config = f->opt.config;
	f->c.jobs = f->opt.jobs;
	f->c.timeout = f->opt.timeout;
	failed = select_units(f) || (f->analyse.units = (unsigned)f->view.units.n, fix_all(f));
	store_close(f->c.store);
	progress_clear(&f->progress);
	if (failed || write_patches(f) || (f->apply && apply(f)))
		return EXIT_USAGE;
	fprintf(stderr, "pageck: %u finding%s, %zu with a fix, %u without; %u tried, each on %u unit%s%s\n", f->found,
		f->found == 1 ? "" : "s", f->fixed.n, f->without, f->c.tried, f->c.now.stats.units,
		f->c.now.stats.units == 1 ? "" : "s", f->apply && f->fixed.n ? "; the files were changed" : "");
	if (f->without || (f->fixed.n && !f->apply))
		return EXIT_FINDINGS;
	return count_lost(f) ? EXIT_INCOMPLETE : EXIT_CLEAN;
}

static int fix(struct fix *f, char **paths, int npaths)
{
	struct rules loaded = { 0 };
	int status = EXIT_USAGE;

	progress_start(&f->progress);
	if (f->opt.config && access(f->opt.config, R_OK)) {
		error("cannot read %s: %s", f->opt.config, strerror(errno));
	} else if (!rules_load(&loaded, rules_dir(f->opt.rules)) && !check_rules(f) &&
		   !output_open(&f->to, f->output, "the patches") && !open_tree(f, paths, npaths)) {
		f->analyse.facts = f->facts = &loaded.facts;
		f->analyse.words = loaded.words;
		f->analyse.all = f->report.all;
		f->analyse.no_pch = f->opt.no_pch;
		f->analyse.root = f->report.root = f->tree.src;
		f->report.module = f->opt.kbuild.module;
		f->report.docs = docs_dir(rules_dir(f->opt.rules));
		f->report.tree = f->tree.release;
		status = run(f);
	}
	progress_clear(&f->progress);
	trials_free(&f->c);
	output_drop(&f->to);
	vec_free(&f->view.units);
	vec_free(&f->scope.paths);
	vec_free(&f->paths);
	vec_free(&f->fixed);
	vec_free(&f->done);
	kbuild_close(&f->tree);
	rules_free(&loaded);
	arena_free(&f->mem);
	return status;
}

int cmd_fix(int argc, char **argv)
{
	struct fix f = {
		.opt = tree_options_default(), .report.command = command_line(argc, argv),
	};
	int first = options_parse(argc, argv, fix_options, set_option, &f), status = EXIT_USAGE;

	if (first < 0) {
		fputs("see 'pageck fix --help'\n", stderr);
	} else if (f.opt.help) {
		usage(stdout);
		status = EXIT_CLEAN;
	} else {
		status = fix(&f, argv + first, argc - first);
	}
	vec_free(&f.only_rules);
	vec_free(&f.only_ids);
	return status;
}
