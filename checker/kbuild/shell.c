/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Splits a command line into words as a shell would, without running one.
 *
 * `make -n` prints commands for /bin/sh: -DKBUILD_MODNAME='"foo"' is one word in which two quotes
 * remain. Only quoting is interpreted. `$` and backquotes are copied: kbuild's compile commands
 * contain none.
 */
#include <stdlib.h>
#include <string.h>

#include "kbuild/kbuild_impl.h"

struct lexer {
	const char *p, *end;
	struct strbuf word;
	bool in_word;
	bool skip_next;			/* the next word is the target of a redirection */
	words_t words;
	void (*fn)(const words_t *words, void *arg);
	void *arg;
};

static void end_word(struct lexer *l)
{
	if (!l->in_word)
		return;
	if (l->skip_next)
		l->skip_next = false;
	else
		vec_push(&l->words, intern_n(strbuf_str(&l->word), l->word.n));
	strbuf_reset(&l->word);
	l->in_word = false;
}

static void end_command(struct lexer *l)
{
	end_word(l);
	l->skip_next = false;
	if (l->words.n)
		l->fn(&l->words, l->arg);
	l->words.n = 0;
}

static void add(struct lexer *l, char c)
{
	strbuf_addc(&l->word, c);
	l->in_word = true;
}

/* An unterminated quote extends to the end of the line. */
static void single_quoted(struct lexer *l)
{
	const char *close = memchr(l->p, '\'', (size_t)(l->end - l->p));
	const char *stop = close ? close : l->end;

	strbuf_add(&l->word, l->p, (size_t)(stop - l->p));
	l->in_word = true;
	l->p = close ? close + 1 : l->end;
}

static void double_quoted(struct lexer *l)
{
	l->in_word = true;
	while (l->p < l->end && *l->p != '"') {
		if (*l->p == '\\' && l->p + 1 < l->end && strchr("\"\\$`\n", l->p[1])) {
			l->p++;
			if (*l->p == '\n') {
				l->p++;
				continue;
			}
		}
		add(l, *l->p++);
	}
	if (l->p < l->end)
		l->p++;
}

static void redirection(struct lexer *l)
{
	/* the digit in `2>file` is a descriptor, not an argument */
	if (l->in_word && l->word.n == 1 && l->word.s[0] >= '0' && l->word.s[0] <= '9') {
		strbuf_reset(&l->word);
		l->in_word = false;
	}
	end_word(l);
	while (l->p < l->end && strchr("<>&|", *l->p))
		l->p++;
	l->skip_next = true;
}

static void comment(struct lexer *l)
{
	const char *nl = memchr(l->p, '\n', (size_t)(l->end - l->p));

	l->p = nl ? nl : l->end;
}

void shell_commands(const char *line, size_t len,
		    void (*fn)(const words_t *words, void *arg), void *arg)
{
	struct lexer l = { .p = line, .end = line + len, .fn = fn, .arg = arg };

	while (l.p < l.end) {
		char c = *l.p++;

		switch (c) {
		case ' ':
		case '\t':
		case '\r':
			end_word(&l);
			break;
		case ';':
		case '&':
		case '|':
		case '(':
		case ')':
		case '\n':
			end_command(&l);
			break;
		case '<':
		case '>':
			redirection(&l);
			break;
		case '\'':
			single_quoted(&l);
			break;
		case '"':
			double_quoted(&l);
			break;
		case '\\':
			if (l.p < l.end && *l.p == '\n')
				l.p++;
			else if (l.p < l.end)
				add(&l, *l.p++);
			break;
		case '#':
			if (!l.in_word)
				comment(&l);
			else
				add(&l, c);
			break;
		case '\0':
			break;
		default:
			add(&l, c);
		}
	}
	end_command(&l);
	strbuf_free(&l.word);
	vec_free(&l.words);
}
