/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pageck completion: generates shell completions from the tables of commands and options. */
#include "cmd/cmd.h"
#include "cmd/options.h"
#include "rule/rule_names.h"
#include "unit/rules_load.h"
#include "cmd/paths.h"

#include <string.h>

enum { O_HELP = 1 };

const struct option_spec completion_options[] = {
	{ O_HELP,	'h', "help",	NULL,	"this text" },
	{ 0 }
};

static void usage(FILE *out)
{
	fputs("usage: pageck completion bash|zsh|fish\n\n"
	      "Writes the completions for a shell to standard output. 'make install' puts them where\n"
	      "the shells look.\n\n", out);
	options_usage(out, completion_options);
	fputs("\nExit status: 0, or 2 for a shell that isn't known.\n", out);
}

static int set_option(int id, const char *value, void *ctx)
{
	(void)value;
	*(bool *)ctx |= id == O_HELP;
	return 0;
}

/* The words that an option takes, "text|json|sarif"; NULL: a file name or free text. */
static const char *words_of(const struct option_spec *o)
{
	return o->arg && strchr(o->arg, '|') && !strchr(o->arg, ' ') ? o->arg : NULL;
}

static void put_words(const char *words)
{
	for (; *words; words++)
		putchar(*words == '|' ? ' ' : *words);
}

/* Prints the possible first operands: the command's words, or the rules' names. */
static void put_operands(const struct command *c)
{
	size_t n, i;
	const char *const *names = rules_names(&n);

	if (c->words)
		fputs(c->words, stdout);
	for (i = 0; c->run == cmd_explain && i < n; i++)
		printf("%s%s", i ? " " : "", names[i]);
}

/* --- bash ------------------------------------------------------------------------------ */

static void bash_command(const struct command *c)
{
	const struct option_spec *o;

	printf("\t%s)\n\t\tcase $prev in\n", c->name);
	for (o = c->options; o->id; o++) {
		if (!o->help || !o->arg)
			continue;
		printf("\t\t--%s", o->name);
		if (o->letter)
			printf("|-%c", o->letter);
		if (words_of(o)) {
			fputs(") COMPREPLY=($(compgen -W \"", stdout);
			put_words(words_of(o));
			puts("\" -- \"$cur\")); return ;;");
		} else if (!strcmp(o->arg, "DIR") || !strcmp(o->arg, "TREE")) {
			puts(") COMPREPLY=($(compgen -d -- \"$cur\")); return ;;");
		} else {
			puts(") COMPREPLY=($(compgen -f -- \"$cur\")); return ;;");
		}
	}
	fputs("\t\tesac\n\t\toptions=\"", stdout);
	for (o = c->options; o->id; o++)
		if (o->help)
			printf("%s--%s", o == c->options ? "" : " ", o->name);
	fputs("\"\n\t\twords=\"", stdout);
	put_operands(c);
	puts("\" ;;");
}

static void bash(void)
{
	const struct command *c;

	puts("# bash completion for pageck; made by 'pageck completion bash'\n"
	     "_pageck()\n{\n"
	     "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} options words\n\n"
	     "\tCOMPREPLY=()\n"
	     "\tif [ \"$COMP_CWORD\" = 1 ]; then");
	fputs("\t\tCOMPREPLY=($(compgen -W \"--help --version", stdout);
	for (c = commands; c->name; c++)
		printf(" %s", c->name);
	puts("\" -- \"$cur\") $(compgen -f -- \"$cur\"))\n\t\treturn\n\tfi\n"
	     "\tcase ${COMP_WORDS[1]} in");
	for (c = commands; c->name; c++)
		bash_command(c);
	puts("\tesac\n"
	     "\tcase $cur in\n"
	     "\t-*) COMPREPLY=($(compgen -W \"$options\" -- \"$cur\")) ;;\n"
	     "\t*) COMPREPLY=($(compgen -W \"$words\" -- \"$cur\") $(compgen -f -- \"$cur\")) ;;\n"
	     "\tesac\n}\ncomplete -o filenames -F _pageck pageck");
}

/* --- zsh ------------------------------------------------------------------------------- */

/*
 * Escapes text inside '...[HELP]', where quotes, brackets and colons are special and a newline is
 * not allowed.
 */
static void put_zsh(const char *s)
{
	for (; *s; s++) {
		if (*s == '\'')
			fputs("'\\''", stdout);
		else if (strchr("[]:\\", *s))
			printf("\\%c", *s);
		else
			putchar(*s == '\n' ? ' ' : *s);
	}
}

static void zsh_option(const struct option_spec *o, const char *dashes, const char *name)
{
	printf("\t\t'%s%s%s[", dashes, name, o->arg ? (dashes[1] ? "=" : "+") : "");
	put_zsh(o->help);
	putchar(']');
	if (o->arg && words_of(o)) {
		printf(":%s:(", o->name);
		put_words(words_of(o));
		putchar(')');
	} else if (o->arg) {
		printf(":%s:_files%s", o->name, !strcmp(o->arg, "DIR") || !strcmp(o->arg, "TREE") ? " -/" : "");
	}
	puts("' \\");
}

static void zsh(void)
{
	const struct command *c;
	const struct option_spec *o;

	puts("#compdef pageck\n# made by 'pageck completion zsh'\n"
	     "local -a commands\ncommands=(");
	for (c = commands; c->name; c++) {
		printf("\t'%s:", c->name);
		put_zsh(c->help);
		puts("'");
	}
	puts(")\nif (( CURRENT == 2 )); then\n\t_describe command commands\n\t_files\n\treturn\nfi\n"
	     "local command=$words[2]\nshift words\n(( CURRENT-- ))\ncase $command in");
	for (c = commands; c->name; c++) {
		printf("%s)\n\t_arguments -s \\\n", c->name);
		for (o = c->options; o->id; o++) {
			char letter[2] = { o->letter, '\0' };

			if (!o->help)
				continue;
			zsh_option(o, "--", o->name);
			if (o->letter)
				zsh_option(o, "-", letter);
		}
		if (c->words || c->run == cmd_explain) {
			fputs("\t\t'1:word:(", stdout);
			put_operands(c);
			puts(")' \\");
		}
		puts("\t\t'*:file:_files' ;;");
	}
	puts("esac");
}

/* --- fish ------------------------------------------------------------------------------- */

static void put_fish(const char *s)
{
	putchar('\'');
	for (; *s; s++) {
		if (*s == '\'' || *s == '\\')
			putchar('\\');
		putchar(*s == '\n' ? ' ' : *s);
	}
	putchar('\'');
}

static void fish(void)
{
	const struct command *c;
	const struct option_spec *o;

	puts("# fish completion for pageck; made by 'pageck completion fish'");
	for (c = commands; c->name; c++) {
		printf("complete -c pageck -n __fish_use_subcommand -a %s -d ", c->name);
		put_fish(c->help);
		putchar('\n');
		if (c->words || c->run == cmd_explain) {
			printf("complete -c pageck -n '__fish_seen_subcommand_from %s' -a '", c->name);
			put_operands(c);
			puts("'");
		}
		for (o = c->options; o->id; o++) {
			if (!o->help)
				continue;
			printf("complete -c pageck -n '__fish_seen_subcommand_from %s' -l %s", c->name, o->name);
			if (o->letter)
				printf(" -s %c", o->letter);
			if (o->arg)
				fputs(" -r", stdout);
			if (words_of(o)) {
				fputs(" -f -a '", stdout);
				put_words(words_of(o));
				putchar('\'');
			}
			fputs(" -d ", stdout);
			put_fish(o->help);
			putchar('\n');
		}
	}
}

int cmd_completion(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*write)(void);
	} shells[] = { { "bash", bash }, { "zsh", zsh }, { "fish", fish } };
	struct rules rules;
	bool help = false;
	int first = options_parse(argc, argv, completion_options, set_option, &help);
	size_t i;

	if (help) {
		usage(stdout);
		return EXIT_CLEAN;
	}
	for (i = 0; first > 0 && argc - first == 1 && i < ARRAY_SIZE(shells); i++)
		if (!strcmp(argv[first], shells[i].name)) {
			int failed = rules_load_words(&rules, rules_dir(NULL));

			if (!failed)
				shells[i].write();
			rules_free(&rules);
			return failed ? EXIT_USAGE : EXIT_CLEAN;
		}
	if (first > 0)
		error("completion takes one of bash, zsh and fish%s%s", argc > first ? ", not " : "",
		      argc > first ? argv[first] : "");
	return EXIT_USAGE;
}
