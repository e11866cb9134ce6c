/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An audit from options to report, shared by `audit` and `merge`. Whoever calls audit_begin() owns
 * the struct; audit_run() frees what the run allocates.
 */
#ifndef PAGECK_AUDIT_H
#define PAGECK_AUDIT_H

#include "cmd/tree.h"
#include "report/report.h"
#include "store/store.h"
#include "unit/analyse.h"
#include "util/output.h"

#define MAX_SHARDS	10000

struct audit {
	struct tree_options opt;
	struct analyse_options analyse;
	struct report_options report;
	struct suppress_options suppress;
	enum report_format format;
	bool stats, strict;
	const char *write_baseline;
	const char *output;
	unsigned engines;		/* mask of ENGINE_*; 0: only pageck itself */
	bool list;
	unsigned shard, shards;
	char **merge;			/* files of the shards to merge */
	int nmerge;
	tree_paths paths;		/* absolute paths */
	/* during the run */
	struct kbuild_tree tree;
	struct findings found;
	struct progress progress;
	struct output report_to, baseline_to;
	char *part;			/* temporary name of a shard's file */
	uint64_t config_hash;		/* rounds_config_hash() of the shards to merge */
};

/* An audit with default options. */
struct audit audit_begin(int argc, char **argv);
/* Callback for options_parse(). */
int audit_option(int id, const char *value, void *ctx);
/* Runs the audit and returns the exit status. Frees everything but the options. */
int audit_run(struct audit *a, char **paths, int npaths);

/* --- audit_report.c: output --------------------------------------------------------- */

/* Writes the findings to a->report_to. -1 after error(). */
int audit_report(struct audit *a);
/* --list: prints the files that contain a word of the rules, for other tools. -1 after error(). */
int audit_list(struct audit *a);
/* The path of the tree's .config, for reports. */
const char *audit_config(const struct audit *a);

/* --- merge.c: shards --------------------------------------------------------------------- */

/* Creates the file for this shard's results, under a temporary name. */
struct store *shard_open(struct audit *a);
/*
 * Records what the shard is part of, closes the file and renames it into place. -1 after error().
 */
int shard_close(struct audit *a, struct store *s);

#endif
