/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Analyses all units of a tree, with knowledge of each other, up to a fixpoint.
 *
 * Each round analyses units using what all units exported in the round before, until no export
 * changes. The result therefore depends only on the sources, not on the number of workers or their
 * speed. Every analysis is a step in the store (store.h); a run over an unchanged tree goes through
 * the same rounds and finds every step there.
 */
#ifndef PAGECK_ROUNDS_H
#define PAGECK_ROUNDS_H

#include "unit/analyse.h"
#include "kbuild/kbuild.h"
#include "store/store.h"

struct rounds_said {
	uint64_t hash, meaning;		/* hashes of an export: with line numbers, and without */
};
struct rounds_memory {
	VEC(struct rounds_said) said;
};

struct rounds_options {
	const struct kbuild_tree *tree;
	const struct analyse_options *analyse;	/* links and file are set by rounds_run() */
	struct store *store;
	unsigned jobs;
	double timeout;			/* seconds per unit */
	bool forward;			/* forward the workers' stderr */
	/*
	 * Run only the first round, and only part `shard` of `shards`; 0: everything. The parts can
	 * be run independently of each other.
	 */
	unsigned shard, shards;
	/*
	 * At the fixpoint, analyse this unit once more for a question of `pageck why`
	 * (unit/analyse.h) and pass the result to `answered`; `reason`: why there is none. `seen`:
	 * the unit was one of those analysed. The results stored about the tree are not updated.
	 */
	const struct unit_probe *probe;
	const char *probed;		/* file of the unit to probe */
	void (*answered)(bool seen, const char *reason, void *arg);
	/*
	 * This run is about a temporary state of the tree: save steps, but don't update what the
	 * store says about the tree. Units that the last audit failed to analyse are not tried.
	 */
	bool aside;
	/*
	 * Analyse at most so many units besides those that are `touched`, those that are `near`
	 * first; 0: no limit.
	 *
	 * The others keep the results that they had when each file's content was the one that `was`
	 * returns (a hash; 0: the current content), and are counted in *left_out. Without `was`, a
	 * run that would exceed the limit ends before it begins, and rounds_run() returns 1.
	 */
	size_t limit, *left_out;
	bool (*touched)(size_t unit, void *arg), (*near)(size_t unit, void *arg);
	/*
	 * Analyse the unit although neither it nor a header beside it contains a word of the rules.
	 */
	bool (*forced)(size_t unit, void *arg);
	uint64_t (*was)(const char *path, void *arg);
	/*
	 * Saves what the touched units exported in the run without `was`, for the run with it.
	 * Units that get the same exports except for line numbers keep their earlier findings,
	 * marked `moved` (report.h). May be NULL.
	 */
	struct rounds_memory *memory;
	/*
	 * Called when `done` of the round's `total` units are analysed; `warnings` is the current
	 * number for all units. May be NULL.
	 */
	void (*progress)(unsigned round, size_t done, size_t total, size_t warnings, void *arg);
	void *arg;
};

/*
 * Adds findings and statistics to `out`; the caller calls findings_finish(). Returns 0, 1 (see
 * limit), or -1 after error() when libclang is needed but missing.
 */
int rounds_run(const struct rounds_options *o, struct findings *out);

/* Hash of the configuration of every step: program, rules, options. */
uint64_t rounds_config_hash(const struct analyse_options *o);

#endif
