/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A repository under audit is as hostile as its files, and its configuration can name
 * programs. So only commits and the index are compared: no work tree, thus no filter and
 * no monitor; no transport for objects that aren't there; no diff driver.
 */
#include "cmd/moves.h"

#include "engine/run.h"

#include <stdlib.h>
#include <string.h>

#define GIT_SECONDS 60

static const char *const git_words[] = {
	"/usr/bin/env",
	"-u",
	"GIT_DIR",
	"-u",
	"GIT_WORK_TREE",
	"-u",
	"GIT_INDEX_FILE",
	"GIT_CONFIG_NOSYSTEM=1",
	"GIT_OPTIONAL_LOCKS=0",
	"GIT_TERMINAL_PROMPT=0",
	"GIT_ALLOW_PROTOCOL=none",
	"GIT_NO_LAZY_FETCH=1",
	"LC_ALL=C",
	"git",
	"--no-pager",
	"-c",
	"core.fsmonitor=false",
	"-c",
	"core.hooksPath=/dev/null",
	"-c",
	"diff.external=",
};

struct answer {
	struct strbuf text;
	bool ok;
};

static void on_done(const struct command *c, const struct run_result *r, void *arg)
{
	struct answer *a = arg;

	(void)c;
	a->ok = !r->failure;
	if (a->ok)
		strbuf_adds(&a->text, r->out);
}

/* `words` ends with NULL. False: git isn't there, or doesn't know. */
static bool git(const char *dir, const char *const *words, struct strbuf *out)
{
	struct answer a = { 0 };
	struct run_options run = { .jobs = 1, .done = on_done, .arg = &a };
	struct command_list list = { 0 };
	struct command c = { .dir = dir, .timeout = GIT_SECONDS };
	VEC(const char *) argv = { 0 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(git_words); i++)
		vec_push(&argv, git_words[i]);
	for (; *words; words++)
		vec_push(&argv, *words);
	vec_push(&argv, NULL);
	c.argv = argv.data;
	vec_push(&list.v, c);
	commands_run(&list, &run);
	vec_free(&list.v);
	vec_free(&argv);
	*out = a.text;
	return a.ok;
}

const char *moves_commit(const char *dir)
{
	static const char *const words[] = { "rev-parse", "--verify", "--quiet", "HEAD", NULL };
	struct strbuf out = { 0 };
	const char *r = NULL;
	size_t n;

	if (git(dir, words, &out)) {
		n = strcspn(strbuf_str(&out), "\n");
		r = n ? intern_n(out.s, n) : NULL;
	}
	strbuf_free(&out);
	return r;
}

static void set_from(struct moves *m, const char *fresh, const char *from)
{
	size_t i;

	for (i = 0; i < m->nfresh; i++)
		if (!strcmp(m->fresh[i], fresh))
			m->from[i] = from;
}

/* Lines "R087\told\tnew" and "A\tnew". */
static void read_status(struct moves *m, char *text)
{
	char *line, *save = NULL, *old, *fresh;

	for (line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		old = strchr(line, '\t');
		if (!old)
			continue;
		*old++ = '\0';
		fresh = strchr(old, '\t');
		if (line[0] == 'R' && fresh) {
			*fresh++ = '\0';
			set_from(m, fresh, intern(old));
		} else if (line[0] == 'A') {
			set_from(m, old, MOVE_NONE);
		}
	}
}

static bool is_commit(const char *s)
{
	return s && strlen(s) >= 40 && strspn(s, "0123456789abcdef") == strlen(s);
}

void moves_ask_git(struct moves *m, void *arg)
{
	static const char *const ask[] = {
		"-c",
		"core.quotePath=false",
		"--literal-pathspecs",
		"diff-index",
		"--cached",
		"-M",
		"--relative",
		"--name-status",
		"--no-ext-diff",
		"--no-textconv",
	};
	VEC(const char *) words = { 0 };
	struct strbuf out = { 0 };
	size_t i;

	if (!is_commit(m->commit))
		return;
	for (i = 0; i < ARRAY_SIZE(ask); i++)
		vec_push(&words, ask[i]);
	vec_push(&words, m->commit);
	vec_push(&words, "--");
	for (i = 0; i < m->ngone; i++)
		vec_push(&words, m->gone[i]);
	for (i = 0; i < m->nfresh; i++)
		vec_push(&words, m->fresh[i]);
	vec_push(&words, NULL);
	if (git(arg, words.data, &out) && out.n)
		read_status(m, out.s);
	strbuf_free(&out);
	vec_free(&words);
}
