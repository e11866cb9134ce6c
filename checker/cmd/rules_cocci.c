/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pageck rules cocci: updates the lists of names in semantic patches from the rules. */
#include "cmd/rules_cocci.h"
#include "facts/facts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BEGIN	"// pageck rules: "
#define END	"// end of pageck rules"
#define WIDTH	80

struct names {
	VEC(const char *) v;
};

/* --- selecting facts -------------------------------------------------------------------- */

static const char *const ref_words[] = {
	[REF_ACQUIRE] = "acquire", [REF_RELEASE] = "release", [REF_CONSUME] = "consume",
	[REF_BORROW] = "borrow", [REF_KEEP] = "keep",
};

static bool arg_is(unsigned arg, const char *place)
{
	char text[16];

	snprintf(text, sizeof(text), "arg%u", arg);
	return !*place || !strcmp(place, text);
}

/* Does the row match "arg0" or "arg0->lru": an argument, or a member through which it is linked? */
static bool sink_matches(const struct sink_fact *s, const char *place)
{
	char text[80];

	snprintf(text, sizeof(text), "arg%u->%s", s->arg, s->member);
	return arg_is(s->arg, place) || !strcmp(place, text);
}

static bool place_is(const struct place *p, const char *place)
{
	return !*place || !strcmp(place, p->text);
}

/*
 * Does a row say that the function gives ordinary pages only, be it under a condition (`when:`)?
 * There is no tree for which the condition could be evaluated.
 */
static bool never_somewhere(const struct facts *f, const char *name)
{
	const struct origin_fact *o = facts_of(f, name)->origins;

	while (o && kinds_special(&f->kinds, o->may_be))
		o = (const struct origin_fact *)o->row.next;
	return o;
}

/* An origin without `result:` is about the call's result: its place is "return". */
static bool origin_matches(const struct facts *f, const struct origin_fact *o, const char *place)
{
	const char *result = o->result.text ? o->result.text : "return";

	return o->may_be != f->kinds.any && !o->entry && (!*place || !strcmp(place, result)) &&
	       !never_somewhere(f, o->row.name);
}

/*
 * Matches tests that leave only ordinary memory on one side: `device` when true for device pages,
 * `ram` when true for the others, `unsure` when that differs between trees or is about a value.
 */
static bool guard_matches(const struct facts *f, const char *name, const char *place)
{
	const struct guard_fact *g = facts_of(f, name)->guards;
	bool device = false, ram = false, value = false;

	for (; g; g = (const struct guard_fact *)g->row.next) {
		value |= g->equals != NULL;
		device |= kinds_ordinary(&f->kinds, g->if_false);
		ram |= kinds_ordinary(&f->kinds, g->if_true);
	}
	if (!device && !ram)
		return false;
	return !*place || !strcmp(place, value || (device && ram) ? "unsure" :
						 device ? "device" : "ram");
}

static bool fact_matches(const struct facts *f, const struct fact *row, const char *word,
			 const char *place)
{
	bool is_section = !strcmp(word, fact_section_name(row->section));

	if (row->names != NAMES_FUNCTION)
		return false;
	if (row->section == FACT_REFERENCES) {
		const struct ref_fact *r = (const struct ref_fact *)row;

		/* borrowed for one outcome only means kept for another */
		if (r->action == REF_BORROW && r->on.kind != OUT_ALWAYS)
			return false;
		return !r->bare_counter && (is_section || !strcmp(word, ref_words[r->action])) &&
		       place_is(&r->object, place);
	}
	if (!is_section)
		return false;
	switch (row->section) {
	case FACT_ORIGINS:
		return origin_matches(f, (const struct origin_fact *)row, place);
	case FACT_GUARDS:
	case FACT_IMPLICIT:
		return guard_matches(f, row->name, place);
	case FACT_FAMILIES:
		return arg_is(((const struct family_fact *)row)->arg, place);
	case FACT_LOOKUPS:
		/* semantic patches recognize failure by a NULL test only */
		return !*place && ((const struct lookup_fact *)row)->fails.kind == OUT_NULL;
	case FACT_READERS:
		return arg_is(((const struct reader_fact *)row)->arg, place);
	case FACT_SINKS:
		return sink_matches((const struct sink_fact *)row, place);
	default:
		return !*place;
	}
}

static int select_facts(struct names *out, const struct facts *f, const char *word,
			const char *place)
{
	size_t i, before = out->v.n;

	for (i = 0; i < f->all.n; i++)
		if (fact_matches(f, f->all.data[i], word, place))
			vec_push(&out->v, f->all.data[i]->name);
	return out->v.n > before ? 0 : -1;
}

/* --- generating text -------------------------------------------------------------------- */

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort_names(struct names *names)
{
	size_t i, n = 0;

	qsort(names->v.data, names->v.n, sizeof(*names->v.data), by_name);
	for (i = 0; i < names->v.n; i++)
		if (!n || strcmp(names->v.data[i], names->v.data[n - 1]))
			names->v.data[n++] = names->v.data[i];
	names->v.n = n;
}

/* A disjunction of calls: spatch's file filter takes words from code, not from declarations. */
static void add_calls(struct strbuf *out, const struct names *names)
{
	size_t i;

	for (i = 0; i < names->v.n; i++)
		strbuf_addf(out, "%s%s(...)\n", i ? "|\n" : names->v.n > 1 ? "(\n" : "",
			    names->v.data[i]);
	if (names->v.n > 1)
		strbuf_adds(out, ")\n");
}

/* `head` is the declaration up to its operator, "identifier put =". */
static void add_declaration(struct strbuf *out, const char *head, const struct names *names)
{
	size_t i, column = strlen(head) + 2;

	strbuf_addf(out, "%s {", head);
	for (i = 0; i < names->v.n; i++) {
		const char *name = names->v.data[i];

		if (i) {
			strbuf_addc(out, ',');
			column++;
		}
		/* 3: a blank before the name and a comma or "};" after it */
		if (column + strlen(name) + 3 > WIDTH) {
			strbuf_adds(out, "\n\t");
			column = 8;
		} else if (i) {
			strbuf_addc(out, ' ');
			column++;
		}
		strbuf_adds(out, name);
		column += strlen(name);
	}
	strbuf_adds(out, "};\n");
}

/* Generates a part from the selectors after BEGIN; modifies `spec`. */
static int generate(struct strbuf *out, const struct facts *f, char *spec, const char *file,
		    unsigned line)
{
	struct names names = { 0 };
	char *words = strchr(spec, '='), *word, *save = NULL;
	bool literal = false;
	int ret = 0;

	if (!words)
		return error("%s:%u: no '=' in what is to be generated", file, line);
	words++;
	for (word = strtok_r(words + (*words != '\0'), " ", &save); word && !ret;
	     word = strtok_r(NULL, " ", &save)) {
		char *place = strchr(word, '('), *close = strchr(word, '\0');

		if (!strcmp(word, "+")) {
			literal = true;
		} else if (literal) {
			vec_push(&names.v, word);
		} else if (place && close[-1] != ')') {
			ret = error("%s:%u: '%s' has no closing parenthesis", file, line, word);
		} else {
			if (place) {
				*place++ = '\0';
				close[-1] = '\0';
			}
			if (select_facts(&names, f, word, place ? place : ""))
				ret = error("%s:%u: no rule says anything about '%s%s%s'", file,
					    line, word, place ? " of " : "", place ? place : "");
		}
	}
	if (!ret && !names.v.n)
		ret = error("%s:%u: nothing to generate from", file, line);
	if (!ret) {
		*words = '\0';
		sort_names(&names);
		if (!strcmp(spec, "call ="))
			add_calls(out, &names);
		else
			add_declaration(out, spec, &names);
	}
	vec_free(&names.v);
	return ret;
}

/* --- files ------------------------------------------------------------------------------------ */

static int rewrite(struct strbuf *out, const struct facts *f, const char *text, const char *file)
{
	unsigned line = 0, begun = 0, parts = 0;

	for (; *text; line++) {
		size_t n = strcspn(text, "\n");
		const char *next = text + n + (text[n] == '\n');
		bool is_begin = str_starts(text, BEGIN);

		if (is_begin && begun)
			return error("%s:%u: the part begun here has no end", file, begun);
		if (str_starts(text, END))
			begun = 0;
		if (!begun)
			strbuf_add(out, text, next - text);
		if (is_begin) {
			char *spec = xstrdup(text + strlen(BEGIN));
			int ret;

			spec[n - strlen(BEGIN)] = '\0';
			begun = line + 1;
			parts++;
			ret = generate(out, f, spec, file, begun);
			free(spec);
			if (ret)
				return ret;
		}
		text = next;
	}
	if (begun)
		return error("%s:%u: the part begun here has no end", file, begun);
	if (!parts)
		return error("%s: no line begins with '%s'", file, BEGIN);
	return 0;
}

/* Replaces the file atomically: writes a temporary file and renames it. */
static int replace(const char *file, const struct strbuf *text)
{
	char *temp = xasprintf("%s.%ld", file, (long)getpid());
	struct stat st;
	FILE *out = fopen(temp, "wx");
	int ret = -1;

	if (out) {
		bool bad = fwrite(text->s, 1, text->n, out) != text->n;

		if (!stat(file, &st) && fchmod(fileno(out), st.st_mode & 0777))
			bad = true;
		if (!fclose(out) && !bad && !rename(temp, file))
			ret = 0;
		else
			unlink(temp);
	}
	if (ret)
		error("cannot write %s: %s", file, strerror(errno));
	free(temp);
	return ret;
}

int rules_cocci(const struct facts *f, char **files, int nfiles)
{
	int i, ret = 0;

	for (i = 0; i < nfiles && !ret; i++) {
		struct strbuf out = { 0 };
		char *text = read_file(files[i], NULL);

		if (!text) {
			ret = error("%s: %s", files[i], strerror(errno));
		} else {
			ret = rewrite(&out, f, text, files[i]);
			if (!ret && strcmp(text, strbuf_str(&out)))
				ret = replace(files[i], &out);
		}
		free(text);
		strbuf_free(&out);
	}
	return ret;
}
