/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sparse: runs on each unit with rules/sparse/pgmap.h. If it reports an imbalance, runs again
 * without that header, since imbalances of locks are reported in the same words.
 */
#include "external/external_impl.h"
#include "text/scan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define LEAK	"pgmap-leak"
#define PUT	"pgmap-put"

struct imbalance {
	const char *function, *why;
};

struct imbalances {
	VEC(struct imbalance) v;
};

/* A unit between the two runs. */
struct unit {
	const struct kbuild_unit *u;
	struct imbalances with;		/* imbalances reported with the header */
	bool again;			/* the run without the header has been started */
};

struct sparse {
	struct engine_run *run;
	struct arena mem;
	const char *program, *header;
	struct command_list commands;
	struct failures failed;
	/* functions that take or give up a reference, by the rules */
	struct front_words *takes, *gives;
	size_t n, done;
};

/* --- arguments ---------------------------------------- */

/* Compiler arguments that are passed on to sparse; '*' at the end matches any suffix. */
static const char *const passed[] = {
	"-I*", "-D*", "-U*", "-std=*", "-nostdinc", "-m16", "-m32", "-m64", "-mcmodel=*",
	"-fshort-wchar", "-fsigned-char", "-funsigned-char", "-ffreestanding", "-fno-builtin*",
	"-mbig-endian", "-mlittle-endian",
};
/* Arguments that are passed on with the following word. */
static const char *const passed_with_next[] = { "-include", "-imacros", "-isystem", "-idirafter" };
/* Arguments that kbuild adds for sparse. */
static const char *const added[] = {
	"-D__linux__", "-Dlinux", "-D__STDC__", "-Dunix", "-D__unix__", "-Wno-return-void",
	"-Wno-unknown-attribute",
};

static bool is_passed(const char *arg)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(passed); i++) {
		size_t n = strlen(passed[i]) - 1;

		if (passed[i][n] == '*' ? !strncmp(arg, passed[i], n) : !strcmp(arg, passed[i]))
			return true;
	}
	return false;
}

static bool takes_next(const char *arg)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(passed_with_next); i++)
		if (!strcmp(arg, passed_with_next[i]))
			return true;
	return false;
}

/* pgmap.h is included before everything that kbuild includes. */
static const char **make_argv(struct sparse *s, const struct kbuild_unit *u, bool with_header)
{
	const char **argv = arena_array(&s->mem, const char *, u->argc + ARRAY_SIZE(added) + 5);
	size_t i, n = 0;

	argv[n++] = s->program;
	for (i = 0; i < ARRAY_SIZE(added); i++)
		argv[n++] = added[i];
	if (with_header) {
		argv[n++] = "-include";
		argv[n++] = s->header;
	}
	for (i = 0; i < u->argc; i++) {
		if (takes_next(u->argv[i]) && i + 1 < u->argc) {
			argv[n++] = u->argv[i++];
			argv[n++] = u->argv[i];
		} else if (is_passed(u->argv[i])) {
			argv[n++] = u->argv[i];
		}
	}
	argv[n++] = u->file;
	return argv;
}

/* --- parsing the output ------------------------------------ */

/*
 * Parses a line of output. Its position may be in an inlined function, so only the function that it
 * names counts.
 */
static void read_line(struct sparse *s, const char *line, struct imbalances *out)
{
	static const char before[] = ": warning: context imbalance in '";
	const char *name = strstr(line, before), *end;
	struct imbalance x;

	if (!name)
		return;
	name += strlen(before);
	end = strstr(name, "' - ");
	if (!end)
		return;
	x.function = arena_strndup(&s->mem, name, (size_t)(end - name));
	x.why = arena_strdup(&s->mem, end + strlen("' - "));
	vec_push(&out->v, x);
}

static void read_lines(struct sparse *s, const char *text, struct imbalances *out)
{
	char *copy = xstrdup(text), *line, *save = NULL;

	for (line = strtok_r(copy, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
		read_line(s, line, out);
	free(copy);
}

static bool has_function(const struct imbalances *list, const char *function)
{
	size_t i;

	for (i = 0; i < list->v.n; i++)
		if (!strcmp(list->v.data[i].function, function))
			return true;
	return false;
}

/*
 * Turns an imbalance into a report. The number doesn't always tell which of the two rules is
 * violated. A function that only takes references probably passes them on, and one that only puts
 * them got them from elsewhere: such a report counts only when pageck confirms it.
 */
static void testify(struct sparse *s, const struct unit *u, const struct imbalance *x,
		    const char *text)
{
	struct witnesses *out = s->run->out;
	bool put = !strcmp(x->why, "unexpected unlock");
	struct definition d;

	/* for a function in a header the calls are not examined */
	if (!function_find(text, x->function, &d))
		return;
	vec_push(&out->v, ((struct witness){
		.engine = "sparse", .file = u->u->file, .line = d.line, .col = 1,
		.rule = put ? PUT : LEAK, .or_rule = put ? LEAK : PUT,
		.function = arena_strdup(out->mem, x->function), .anywhere = true,
		.weak = !front_words_match(put ? s->takes : s->gives, d.text, d.n),
		.message = arena_printf(out->mem, "context imbalance: %s", x->why),
	}));
}

/* An imbalance that is reported without the header too may be due to locks only. */
static void compare(struct sparse *s, const struct unit *u, const char *said)
{
	struct imbalances plain = { 0 };
	char *text = read_file(u->u->file, NULL);
	size_t i;

	read_lines(s, said, &plain);
	for (i = 0; text && i < u->with.v.n; i++)
		if (!has_function(&plain, u->with.v.data[i].function))
			testify(s, u, &u->with.v.data[i], text);
	vec_free(&plain.v);
	free(text);
}

/* --- running sparse ---------------------------------------- */

static void add_command(struct sparse *s, struct unit *u, bool with_header)
{
	vec_push(&s->commands.v, ((struct command){
		.argv = make_argv(s, u->u, with_header), .dir = u->u->dir,
		.timeout = s->run->o->timeout, .job = u,
	}));
}

static void on_done(const struct command *cmd, const struct run_result *r, void *arg)
{
	struct sparse *s = arg;
	struct unit *u = cmd->job;
	const struct engine_options *o = s->run->o;

	if (r->failure) {
		failures_add(&s->failed, u->u->shown, r->failure);
	} else if (u->again) {
		compare(s, u, r->err);
	} else {
		read_lines(s, r->err, &u->with);
		u->again = u->with.v.n;
		if (u->again) {
			add_command(s, u, false);
			return;
		}
	}
	vec_free(&u->with.v);
	s->done++;
	if (o->progress)
		o->progress("sparse", s->done, s->n, o->arg);
}

static struct front_words *words_of(const struct facts *facts, bool takes)
{
	VEC(const char *) v = { 0 };
	struct front_words *words;
	size_t i;

	for (i = 0; i < facts->all.n; i++) {
		const struct fact *row = facts->all.data[i];
		const struct ref_fact *ref = (const struct ref_fact *)row;

		if (row->section != FACT_REFERENCES || row->names != NAMES_FUNCTION || ref->bare_counter)
			continue;
		if (takes ? ref->action == REF_ACQUIRE :
		    ref->action == REF_RELEASE || ref->action == REF_CONSUME)
			vec_push(&v, row->name);
	}
	words = front_words_new(v.data, v.n, NULL, 0);
	vec_free(&v);
	return words;
}

static void ask_all(struct sparse *s)
{
	const struct engine_options *o = s->run->o;
	struct run_options run = {
		.jobs = o->jobs, .memory = o->memory, .done = on_done, .arg = s,
	};
	size_t i;

	s->takes = words_of(o->facts, true);
	s->gives = words_of(o->facts, false);
	for (i = 0; i < s->run->n; i++) {
		struct unit *u;

		if (!unit_mentions(s->run->units[i], s->takes) &&
		    !unit_mentions(s->run->units[i], s->gives))
			continue;
		u = arena_new(&s->mem, struct unit);
		u->u = s->run->units[i];
		add_command(s, u, true);
		s->n++;
	}
	commands_run(&s->commands, &run);
	front_words_free(s->takes);
	front_words_free(s->gives);
}

void sparse_run(struct engine_run *r)
{
	struct sparse s = { .run = r };
	char *program = program_path("sparse"), *header, *real;

	header = xasprintf("%s/sparse/pgmap.h", r->o->rules_dir);
	/* absolute, because sparse runs in the directory where the unit is compiled */
	real = realpath(header, NULL);
	s.program = program;
	s.header = real;
	if (!program)
		warning("sparse: no sparse in PATH: install the package sparse");
	else if (!real)
		warning("sparse: cannot read %s: %s", header, strerror(errno));
	else
		ask_all(&s);
	failures_say(&s.failed, "sparse");
	vec_free(&s.commands.v);
	arena_free(&s.mem);
	free(program);
	free(header);
	free(real);
}
