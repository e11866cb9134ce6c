/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What audit and merge share: an audit from its options to its report. */
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
	unsigned engines;		/* ENGINE_*; 0: ourselves alone */
	bool list;
	unsigned shard, shards;
	char **merge;			/* files of shards */
	int nmerge;
	tree_paths paths;		/* absolute */
	/* while it runs */
	struct kbuild_tree tree;
	struct findings found;
	struct progress progress;
	struct output report_to, baseline_to;
	char *part;			/* a shard's file while it is written */
	uint64_t config_hash;		/* the parts to merge: rounds_config_hash() */
};

/* Its options' defaults. */
struct audit audit_begin(int argc, char **argv);
/* For options_parse(). */
int audit_option(int id, const char *value, void *ctx);
/* Does it; the exit status. Frees all but the options. */
int audit_run(struct audit *a, char **paths, int npaths);

/* --- audit_report.c: how it ends ---------------------------------------------------- */

/* The findings, in a->report_to. -1 after error(). */
int audit_report(struct audit *a);
/* --list: which files are worth another tool's time. -1 after error(). */
int audit_list(struct audit *a);
/* Where the configuration is, for reports. */
const char *audit_config(const struct audit *a);

/* --- merge.c: a part of an audit -------------------------------------------------------- */

/* A file for the part that this run does, not yet in its place. */
struct store *shard_open(struct audit *a);
/* Says in it what it is a part of, closes it and puts it in its place. -1 after error(). */
int shard_close(struct audit *a, struct store *s);

#endif
