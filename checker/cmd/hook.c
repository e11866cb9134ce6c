/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pageck hook: installs a pre-push hook that runs presubmit on what is pushed. An existing hook is
 * kept and still runs; removing ours restores it.
 */
#include "cmd/cmd.h"
#include "change/git.h"
#include "cmd/options.h"
#include "util/self.h"
#include "util/stamp.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { O_HELP = 1 };

const struct option_spec hook_options[] = {
	{ O_HELP,	'h', "help",	NULL,	"this text" },
	{ 0 }
};

#define MARK "# written by 'pageck hook install'; 'pageck hook uninstall' removes it\n"

/*
 * Standard input has a line "LOCAL-REF LOCAL-ID REMOTE-REF REMOTE-ID" for each branch. The earlier
 * hook runs first, on the same input. A new branch is compared with what the remote has.
 */
static const char script[] =
	"#!/bin/sh\n" MARK
	"# Refuses to push what adds findings. Past it: git push --no-verify\n"
	"refs=$(cat)\n"
	"if [ -x \"$0.before-pageck\" ]; then\n"
	"\tprintf '%%s\\n' \"$refs\" | \"$0.before-pageck\" \"$@\" || exit\n"
	"fi\n"
	"status=0\n"
	"while read -r ref id remote_ref remote_id; do\n"
	"\tcase $id in *[!0]*) ;; *) continue ;; esac\n"
	"\tcase $remote_id in\n"
	"\t*[!0]*) base=$remote_id ;;\n"
	"\t*) base=$(git rev-list --boundary \"$id\" --not --remotes=\"$1\" | sed -n 's/^-//p' | head -n 1) ;;\n"
	"\tesac\n"
	"\tif ! git cat-file -e \"$base^{commit}\" 2> /dev/null; then\n"
	"\t\techo \"pageck: $ref: nothing known to compare it with: not checked\" >&2\n"
	"\t\tcontinue\n"
	"\tfi\n"
	"\t'%s' presubmit \"$base..$id\" < /dev/null\n"
	"\tcase $? in\n"
	"\t0) ;;\n"
	"\t1) status=1; echo \"pageck: $ref adds findings; push it all the same with --no-verify\" >&2 ;;\n"
	"\t*) echo \"pageck: $ref could not be checked\" >&2 ;;\n"
	"\tesac\n"
	"done <<END\n$refs\nEND\n"
	"exit $status\n";

static void usage(FILE *out)
{
	fputs("usage: pageck hook install|uninstall|status\n\n"
	      "install has 'git push' run 'pageck presubmit' on what it is about to push, and refuse\n"
	      "when that adds findings. A pre-push hook that is there stays and runs first. uninstall\n"
	      "takes it out again. For the repository of the current directory.\n\n", out);
	options_usage(out, hook_options);
	fputs("\nExit status: 0, for status: a hook is installed or not; 2 usage, or no git repository.\n", out);
}

static int set_option(int id, const char *value, void *ctx)
{
	(void)value;
	*(bool *)ctx |= id == O_HELP;
	return 0;
}

struct hook {
	char *path, *before;		/* path of our hook, and of the earlier one */
	bool there, ours;
};

static void look(struct hook *h, const char *dir)
{
	char *text;

	h->path = xasprintf("%s/pre-push", dir);
	h->before = xasprintf("%s.before-pageck", h->path);
	text = read_file(h->path, NULL);
	h->there = !access(h->path, F_OK);
	h->ours = text && strstr(text, MARK);
	free(text);
}

static int install(struct hook *h, const char *dir)
{
	const char *self = self_path();
	char *text;
	bool written;

	if (!self)
		return error("cannot tell where this program is");
	if (strpbrk(self, "'\n"))
		return error("%s: a name with a quote can't stand in a hook", self);
	if (h->there && !h->ours) {
		if (!access(h->before, F_OK))
			return error("%s and %s are both there: move one away first", h->path, h->before);
		if (rename(h->path, h->before))
			return error("cannot rename %s: %s", h->path, strerror(errno));
		printf("the hook that was there is %s now and runs first\n", h->before);
	}
	text = xasprintf(script, self);
	written = make_dirs(dir, 0755) && write_whole(h->path, text, strlen(text)) && !chmod(h->path, 0755);
	free(text);
	if (!written) {
		int saved = errno;

		if (h->there && !h->ours)
			rename(h->before, h->path);
		return error("cannot write %s: %s", h->path, strerror(saved));
	}
	printf("%s: 'git push' runs 'pageck presubmit' on what it pushes and refuses when that adds\n"
	       "findings. 'git push --no-verify' goes past it, 'pageck hook uninstall' removes it.\n", h->path);
	return 0;
}

static int uninstall(struct hook *h)
{
	if (!h->ours) {
		printf("no hook of pageck's is installed\n");
		return 0;
	}
	if (unlink(h->path))
		return error("cannot remove %s: %s", h->path, strerror(errno));
	if (!access(h->before, F_OK)) {
		if (rename(h->before, h->path))
			return error("cannot rename %s: %s", h->before, strerror(errno));
		printf("%s is the hook that was there before\n", h->path);
	} else {
		printf("%s is removed\n", h->path);
	}
	return 0;
}

static int status(const struct hook *h)
{
	if (h->ours)
		printf("%s: installed%s\n", h->path, access(h->before, F_OK) ? "" : ", behind the hook that was there");
	else
		printf("not installed%s\n", h->there ? "; there is another pre-push hook" : "");
	return 0;
}

int cmd_hook(int argc, char **argv)
{
	static const char *const words[] = { "install", "uninstall", "status" };
	bool help = false;
	int first = options_parse(argc, argv, hook_options, set_option, &help), r = -1;
	struct hook h = { 0 };
	struct git g = { 0 };
	size_t i = 0;

	if (help) {
		usage(stdout);
		return EXIT_CLEAN;
	}
	if (first < 0)
		return EXIT_USAGE;
	while (argc - first == 1 && i < ARRAY_SIZE(words) && strcmp(argv[first], words[i]) != 0)
		i++;
	if (argc - first != 1 || i == ARRAY_SIZE(words)) {
		error("hook takes one of install, uninstall and status");
		return EXIT_USAGE;
	}
	if (!git_open(&g, ".", cache_dir())) {
		const char *dir = git_hooks_dir(&g);

		look(&h, dir);
		r = i == 0 ? install(&h, dir) : i == 1 ? uninstall(&h) : status(&h);
	}
	git_close(&g);
	free(h.path);
	free(h.before);
	return r ? EXIT_USAGE : EXIT_CLEAN;
}
