/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#define MAX_OPTIONS	32
#define HELP_COLUMN	28

const struct option_spec *options_find(const struct option_spec *spec, const char *name, size_t n)
{
	for (; spec->id; spec++)
		if (strlen(spec->name) == n && !strncmp(spec->name, name, n))
			return spec;
	return NULL;
}

static int unknown(const struct option_spec *spec, const char *arg)
{
	const char *names[MAX_OPTIONS], *near;
	size_t n = 0, len = strcspn(arg, "=");
	struct strbuf word = { 0 };

	if (!str_starts(arg, "--"))
		return error("unknown option '%s'", arg);
	for (; spec->id && n < MAX_OPTIONS; spec++)
		if (spec->help)
			names[n++] = spec->name;
	strbuf_add(&word, arg + 2, len - 2);
	near = str_nearest(word.s, names, n);
	if (near)
		error("unknown option '--%s'; did you mean '--%s'?", word.s, near);
	else
		error("unknown option '--%s'", word.s);
	strbuf_free(&word);
	return -1;
}

int options_parse(int argc, char **argv, const struct option_spec *spec, option_fn fn, void *ctx)
{
	struct option longs[MAX_OPTIONS + 1] = { 0 };
	char shorts[2 * MAX_OPTIONS + 2] = ":", *s = shorts + 1;
	const struct option_spec *o;
	size_t n = 0;
	int c, index;

	for (o = spec; o->id; o++, n++) {
		if (n == MAX_OPTIONS)
			BUG("too many options");
		longs[n].name = o->name;
		longs[n].has_arg = o->arg ? required_argument : no_argument;
		longs[n].val = 1000 + o->id;
		if (o->letter) {
			*s++ = o->letter;
			if (o->arg)
				*s++ = ':';
		}
	}
	*s = '\0';
	optind = 0;
	opterr = 0;
	while ((c = getopt_long(argc, argv, shorts, longs, &index)) != -1) {
		if (c == ':')
			return error("option '%s' needs an argument", argv[optind - 1]);
		if (c == '?' && optopt && optopt < 256)
			return error("unknown option '-%c'", optopt);
		if (c == '?' && optopt >= 1000)
			return error("option '%s' takes no argument", argv[optind - 1]);
		if (c == '?')
			return unknown(spec, argv[optind - 1]);
		for (o = spec; o->id; o++)
			if (c == 1000 + o->id || (c == o->letter && o->letter))
				break;
		if (fn(o->id, optarg, ctx))
			return -1;
	}
	return optind;
}

void options_usage(FILE *out, const struct option_spec *o)
{
	for (; o->id; o++) {
		int n;

		if (!o->help)
			continue;
		if (o->letter)
			n = fprintf(out, "  -%c, ", o->letter);
		else
			n = fprintf(out, "      ");
		n += fprintf(out, o->arg ? "--%s %s" : "--%s", o->name, o->arg);
		if (n >= HELP_COLUMN - 1) {
			putc('\n', out);
			n = 0;
		}
		fprintf(out, "%*s%s\n", HELP_COLUMN - n, "", o->help);
	}
}

static void add_quoted(struct strbuf *b, const char *word)
{
	if (*word && !word[strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
					"-_./=:,+@%")]) {
		strbuf_adds(b, word);
		return;
	}
	strbuf_addc(b, '\'');
	for (; *word; word++)
		if (*word == '\'')
			strbuf_adds(b, "'\\''");
		else
			strbuf_addc(b, *word);
	strbuf_addc(b, '\'');
}

const char *command_line(int argc, char **argv)
{
	struct strbuf b = { 0 };
	const char *r;
	int i;

	strbuf_adds(&b, "pageck");
	for (i = 0; i < argc; i++) {
		strbuf_addc(&b, ' ');
		add_quoted(&b, argv[i]);
	}
	r = intern(b.s);
	strbuf_free(&b);
	return r;
}

int option_number(const char *option, const char *value, unsigned lo, unsigned hi, unsigned *out)
{
	unsigned long n;
	char *end;

	errno = 0;
	n = strtoul(value, &end, 10);
	if (errno || end == value || *end || value[0] == '-' || n < lo || n > hi)
		return error("%s takes a number from %u to %u, not '%s'", option, lo, hi, value);
	*out = (unsigned)n;
	return 0;
}
