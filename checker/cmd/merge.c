/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pageck merge: combines the shards of an audit; also writes and reads what identifies a shard. */
#include "cmd/audit.h"

#include "cmd/cmd.h"
#include "cmd/options.h"
#include "cmd/tree.h"
#include "util/bytes.h"
#include "whole/rounds.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Records the tree and the paths, so that merge can ask kbuild for the same units. */
static void describe_shard(const struct audit *a, struct store *s)
{
	struct strbuf b = { 0 };
	size_t i, n;

	put_str(&b, a->tree.src);
	put_str(&b, a->opt.kbuild.obj);
	put_str(&b, a->opt.kbuild.module);
	put_str(&b, a->opt.kbuild.json);
	put_uint(&b, a->shards);
	put_uint(&b, rounds_config_hash(&a->analyse));
	put_uint(&b, a->paths.n);
	n = strlen(a->tree.src);
	for (i = 0; i < a->paths.n; i++)
		put_str(&b, path_lies_in(a->paths.data[i], a->tree.src) ?
			    a->paths.data[i] + n + (a->paths.data[i][n] == '/') : a->paths.data[i]);
	store_put(s, "shard", b.s, b.n);
	strbuf_reset(&b);
	put_uint(&b, a->shard);
	store_put(s, "shard number", b.s, b.n);
	strbuf_free(&b);
}

/* a temporary name, since another run may still read the old file */
struct store *shard_open(struct audit *a)
{
	struct store_roots roots = { a->tree.src, a->tree.obj };
	const char *cache = cache_dir(), *tmp = getenv("TMPDIR");
	char *path = xasprintf("%s/shard-XXXXXX", cache ? cache : tmp && *tmp ? tmp : "/tmp");
	int fd = mkstemp(path);

	if (fd < 0) {
		error("cannot make %s: %s", path, strerror(errno));
		free(path);
		return NULL;
	}
	close(fd);
	unlink(path);
	a->part = path;
	return store_open(path, &roots, false);
}

static int put_part(struct audit *a)
{
	size_t n;
	char *bytes = read_file(a->part, &n);
	FILE *out = bytes ? output_begin(&a->report_to) : NULL;
	int failed = -1;

	if (!bytes)
		error("cannot read %s: %s", a->part, strerror(errno));
	if (out) {
		fwrite(bytes, 1, n, out);
		failed = output_end(&a->report_to);
	}
	free(bytes);
	return failed;
}

int shard_close(struct audit *a, struct store *s)
{
	int failed;

	describe_shard(a, s);
	store_alone(s);
	store_close(s);
	failed = put_part(a);
	unlink(a->part);
	free(a->part);
	a->part = NULL;
	return failed;
}

static void given_or(const char **option, const char *recorded)
{
	if (!*option)
		*option = recorded;
}

static unsigned shard_number(struct store *s, struct arena *mem)
{
	struct bytes r = { 0 };
	size_t n;

	r.p = store_get(s, "shard number", mem, &n);
	r.end = r.p ? r.p + n : NULL;
	return r.p ? (unsigned)get_uint(&r) : 0;
}

/* Is every shard there exactly once? `file` is indexed by shard number. */
static int check_parts(const struct audit *a, const unsigned *number, unsigned shards)
{
	const char **file = xcalloc(shards + 1, sizeof(*file));
	struct strbuf missing = { 0 };
	unsigned i, n = 0;
	int failed = 0;

	for (i = 0; i < (unsigned)a->nmerge && !failed; i++) {
		if (!number[i] || number[i] > shards)
			failed = error("%s is not what 'pageck audit --shard' writes", a->merge[i]);
		else if (file[number[i]])
			failed = error("%s and %s are both part %u of %u", file[number[i]], a->merge[i],
				       number[i], shards);
		else
			file[number[i]] = a->merge[i];
	}
	for (i = 1; i <= shards && !failed; i++)
		if (!file[i] && ++n <= 10)
			strbuf_addf(&missing, "%s%u", n > 1 ? ", " : "", i);
	if (n)
		failed = error("%u of the %u parts of this audit are missing (%s%s): give the files of all",
			       n, shards, strbuf_str(&missing), n > 10 ? ", ..." : "");
	strbuf_free(&missing);
	free(file);
	return failed;
}

/* A recorded path in this tree; the tree itself is recorded as an empty name. */
static char *path_in_tree(const struct audit *a, const char *recorded)
{
	return (char *)(recorded && !*recorded ? a->opt.kbuild.src : recorded);
}

/*
 * Takes options that weren't given from the shards, which must have been made with the same ones.
 */
static int read_shards(struct audit *a, struct arena *mem, char ***paths, int *npaths)
{
	struct store_roots none = { "", "" };
	unsigned *number = arena_array(mem, unsigned, (size_t)a->nmerge), shards = 0;
	const char *first = NULL;
	size_t len = 0;
	int i;

	for (i = 0; i < a->nmerge; i++) {
		struct store *s = store_open(a->merge[i], &none, true);
		struct bytes r;
		size_t n;
		uint32_t k;

		r.p = s ? store_get(s, "shard", mem, &n) : NULL;
		number[i] = r.p ? shard_number(s, mem) : 0;
		store_close(s);
		if (!r.p)
			return error("%s is not what 'pageck audit --shard' writes", a->merge[i]);
		if (first && (n != len || memcmp(first, r.p, n)))
			return error("%s and %s are not parts of one audit: tree, paths, the number of parts, pageck and its rules must be the same",
				     a->merge[0], a->merge[i]);
		if (first)
			continue;
		first = r.p;
		len = n;
		r.end = r.p + n;
		r.bad = false;
		given_or(&a->opt.kbuild.src, get_str(&r, mem));
		given_or(&a->opt.kbuild.obj, get_str(&r, mem));
		given_or(&a->opt.kbuild.module, get_str(&r, mem));
		given_or(&a->opt.kbuild.json, get_str(&r, mem));
		shards = (unsigned)get_uint(&r);
		if (shards > MAX_SHARDS)
			return error("%s is not what 'pageck audit --shard' writes", a->merge[i]);
		a->config_hash = get_uint(&r);
		*npaths = (int)get_count(&r);
		*paths = arena_array(mem, char *, (size_t)*npaths);
		for (k = 0; k < (uint32_t)*npaths; k++)
			(*paths)[k] = path_in_tree(a, get_str(&r, mem));
	}
	return check_parts(a, number, shards);
}

static void merge_usage(FILE *out)
{
	fputs("usage: pageck merge [OPTION...] SHARD...\n\n"
	      "Puts the parts of an audit together ('pageck audit --shard I/N -o SHARD'): the\n"
	      "same findings as from one run. The tree is needed, where it was or with -k DIR.\n\n",
	      out);
	options_usage(out, audit_options);
	fputs("\nExit status: as for audit; 2 also for parts that don't belong together.\n", out);
}

int cmd_merge(int argc, char **argv)
{
	struct audit a = audit_begin(argc, argv);
	int first = options_parse(argc, argv, audit_options, audit_option, &a), npaths = 0;
	int status = EXIT_USAGE;
	struct arena mem = { 0 };
	char **paths = NULL;

	if (first < 0) {
		fputs("see 'pageck merge --help'\n", stderr);
		return EXIT_USAGE;
	}
	if (a.opt.help) {
		merge_usage(stdout);
		return EXIT_CLEAN;
	}
	a.merge = argv + first;
	a.nmerge = argc - first;
	if (!a.nmerge || a.shards) {
		error(a.shards ? "merge takes no --shard" : "merge needs the files of the shards");
		return EXIT_USAGE;
	}
	if (!read_shards(&a, &mem, &paths, &npaths))
		status = audit_run(&a, paths, npaths);
	arena_free(&mem);
	return status;
}
