/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "unit/analyse.h"

#include "flow/flow.h"
#include "ir/serialize.h"
#include "rule/rule.h"
#include "text/line.h"
#include "util/dirs.h"
#include "util/input.h"
#include "why/probe.h"
#include "why/reach.h"
#include "text/scan.h"
#include "text/local_headers.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

double now_seconds(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static char *path_of(const struct front_args *a)
{
	if (a->file[0] == '/' || !a->dir)
		return xstrdup(a->file);
	return xasprintf("%s/%s", a->dir, a->file);
}

static bool can_matter(const char *path, const char *text, size_t len,
		       const struct analyse_options *o)
{
	return o->no_skip || o->dump != DUMP_NONE || front_words_match(o->words, text, len) ||
	       front_local_headers_match(o->words, path, text);
}

static void dump(struct ir_unit *u, const char *shown, const struct analyse_options *o,
		 struct findings *out)
{
	struct ir_decl *d = ir_find_decl(u, intern(o->dump_function));
	struct ir_func *f = d ? ir_body(u, d) : NULL;
	struct strbuf b = { 0 };

	if (!f)
		findings_not_analysed(out, shown, o->dump_function,
				      !d ? "the unit doesn't declare it" :
				      d->broken ? "it holds a parse error" :
				      "it has no body in this unit");
	else if (o->dump == DUMP_DOT)
		ir_print_dot(&b, u, f);
	else
		ir_print_func(&b, u, f);
	fputs(strbuf_str(&b), stdout);
	strbuf_free(&b);
}

/* The message for functions that aren't analysed because of a parse error inside them. */
static char *why_broken(const struct front_unit *u)
{
	const struct front_diag *first = u->errors.n ? &u->errors.data[0] : NULL;

	if (!first)
		return xstrdup("a parse error");
	return xasprintf("a parse error, the first at %s:%u: %s", first->file ? first->file : "?",
			 first->line, first->text);
}

static const char *declared(enum at_line what)
{
	static const char *const words[] = {
		[AT_PROTOTYPE] = "declares the function", [AT_VARIABLE] = "is part of the variable",
		[AT_RECORD] = "is part of the struct or union", [AT_ENUM] = "is part of the enum",
		[AT_TYPEDEF] = "is part of the typedef",
	};

	return (size_t)what < ARRAY_SIZE(words) ? words[what] : NULL;
}

/* Looks the line up in the parsed unit. False: no statement for the flow analysis is on it. */
static bool look_at_line(struct front_unit *u, const struct unit_probe *p, struct decl_at_line *at)
{
	const char *what;

	decl_at_line(u, p->path, p->line, at);
	if (!at->included) {
		answer_say(p->answer, ANSWER_BECAUSE, "the unit doesn't include this file in this configuration");
		return false;
	}
	if (at->skipped) {
		answer_say(p->answer, ANSWER_BECAUSE, "the configuration leaves the line out: it lies between the #if or #else of line %u and line %u, and is never compiled here",
			   at->skip_first, at->skip_last);
		return false;
	}
	what = declared(at->what);
	if (at->what == AT_FUNCTION) {
		if (p->statement <= at->first && !p->opens)
			answer_say(p->answer, ANSWER_BECAUSE, "the line is part of the head of '%s' (lines %u to %u): it declares the function, and nothing is executed on it",
				   at->name, at->first, at->last);
		return true;
	}
	if (what)
		answer_say(p->answer, ANSWER_BECAUSE, "the line %s '%s' (lines %u to %u): there is no code in it that is executed here, and no rule looks at it",
			   what, at->name, at->first, at->last);
	else
		answer_say(p->answer, ANSWER_BECAUSE, "the line lies in no function, so it holds no code that is executed");
	return false;
}

static void analyse_ir(struct ir_unit *u, const char *shown, const char *broken,
		       const struct analyse_options *o, const struct flow_probe *probe,
		       struct findings *out)
{
	struct flow_options flow = {
		.budget = o->budget, .root = o->root, .all = o->all, .links = o->links,
		.trace = o->dump == DUMP_FLOW ? o->dump_function : NULL,
		.rules = &rules_observer, .watcher = probe ? &probe_watcher : o->dump == DUMP_REACH ? &reach_watcher : NULL,
		.probe = probe,
	};
	size_t i, nbroken = 0;

	for (i = 0; i < u->defs.n; i++) {
		if (!u->defs.data[i]->broken)
			continue;
		findings_not_analysed(out, shown, u->defs.data[i]->name, broken);
		nbroken++;
	}
	/* parsed, but no function could be analysed */
	if (nbroken && nbroken == u->defs.n) {
		findings_not_analysed(out, shown, NULL, broken);
	} else {
		out->stats.parsed++;
		findings_analysed(out, shown);
	}
	flow_unit(u, o->facts, &flow, out);
}

static void analyse_parsed(struct front_unit *u, const char *shown,
			   const struct analyse_options *o, struct findings *out)
{
	char *broken = why_broken(u);
	struct decl_at_line at = { 0 };
	struct ir_decl *asked;
	struct flow_probe probe;
	bool looks = o->probe && look_at_line(u, o->probe, &at);

	if (looks)
		probe = (struct flow_probe){
			.file = at.file, .line = o->probe->line, .col = o->probe->col,
			.statement = o->probe->statement, .function = at.name,
			.answer = o->probe->answer,
		};
	/* cheap here, as lowering the bodies has cached most answers */
	ir_reach_all(&u->ir);
	facts_ask(o->facts, &u->ir);
	if (looks && at.name && (asked = ir_find_decl(&u->ir, intern(at.name))))
		ir_reach(&u->ir, asked);
	ir_close(&u->ir);
	if (o->file)
		front_files(u, o->file, o->arg);
	if (o->keep) {
		put_str(o->keep, broken);
		ir_save(&u->ir, o->keep);
	}
	analyse_ir(&u->ir, shown, broken, o, looks ? &probe : NULL, out);
	free(broken);
}

bool analyse_cached(struct bytes kept, const char *shown, const struct analyse_options *o,
		  struct findings *out)
{
	struct arena mem = { 0 };
	const char *broken = get_str(&kept, &mem);
	struct ir_unit *u = broken ? ir_load(kept) : NULL;

	if (u) {
		out->stats.units++;
		analyse_ir(u, shown, broken, o, NULL, out);
		ir_unload(u);
	}
	arena_free(&mem);
	return u;
}

static void not_readable(const char *shown, int err, struct findings *out)
{
	char *reason = xasprintf("cannot be read: %s", open_error(err));

	findings_not_analysed(out, shown, NULL, reason);
	free(reason);
}

enum analysed analyse_file(const struct front_args *a, const char *shown,
			   const struct analyse_options *o, struct findings *out)
{
	struct front_options parse = {
		.expected_units = o->units, .detailed = o->probe,
		.records = o->facts->records.data, .nrecords = o->facts->records.n,
		.macros = o->facts->macros.data, .nmacros = o->facts->macros.n,
		.numbers = o->facts->numbers.data, .nnumbers = o->facts->numbers.n,
	};
	enum analysed result = ANALYSE_DONE;
	struct front_unit *u;
	char *path, *text;
	size_t len;
	bool matters;

	out->stats.units++;
	path = path_of(a);
	text = read_file(path, &len);
	if (!text) {
		not_readable(shown, errno, out);
		free(path);
		return ANALYSE_FAILED;
	}
	matters = can_matter(path, text, len, o);
	free(path);
	free(text);
	if (!matters) {
		out->stats.skipped++;
		return ANALYSE_SKIPPED;
	}

	/* not earlier: a unit that is skipped must not even create the directory */
	parse.cache_dir = o->no_pch || (o->probe && o->probe->in_header) ? NULL : cache_dir();
	u = front_parse(a, &parse);
	if (u->status == FRONT_FAILED) {
		findings_not_analysed(out, shown, NULL, u->reason ? u->reason : "cannot be parsed");
		result = ANALYSE_FAILED;
		if (o->file) {
			front_files(u, o->file, o->arg);
			front_sought(u, o->file, o->arg);
		}
	} else if (o->dump == DUMP_CFG || o->dump == DUMP_DOT) {
		dump(&u->ir, shown, o, out);
	} else {
		analyse_parsed(u, shown, o, out);
	}
	front_unit_free(u);
	return result;
}
