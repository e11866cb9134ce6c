/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The analysis of many units that know of each other.
 *
 * Each round analyses units against what all of them exported in the round before,
 * until nothing changes any more. So the result depends on the sources alone: not
 * on the number of workers, nor on who was faster. Every analysis is a step of the
 * store (store.h): a run over a tree that has not changed goes through the same
 * rounds and finds every step there.
 */
#ifndef PAGECK_ROUNDS_H
#define PAGECK_ROUNDS_H

#include "unit/analyse.h"
#include "kbuild/kbuild.h"
#include "store/store.h"

struct rounds_said {
	uint64_t hash, meaning;		/* of an export: with its places, and without */
};
struct rounds_memory {
	VEC(struct rounds_said) said;
};

struct rounds_options {
	const struct kbuild_tree *tree;
	const struct analyse_options *analyse;	/* links and file are set here */
	struct store *store;
	unsigned jobs;
	double timeout;			/* seconds a unit may take */
	bool forward;			/* pass on what workers say */
	/* Only the first round, and of it the shard-th of so many parts; shards 0: everything.
	 * Which part a unit is in depends on no other run */
	unsigned shard, shards;
	/*
	 * When all is known, this unit is analysed once more for a question (unit/analyse.h) and
	 * what comes of it is passed to `answered`; `reason`: why there is nothing. `seen`: it was
	 * one of those that are analysed at all. Nothing is said to the store of how the tree is.
	 */
	const struct unit_probe *probe;
	const char *probed;		/* the unit's file */
	void (*answered)(bool seen, const char *reason, void *arg);
	/* One state of a tree beside another: leaves steps in the store, and nothing else that
	 * says how the tree is. What the last audit could not analyse is not tried again */
	bool aside;
	/* At most so many units are analysed besides those that are `touched`, the `near` ones
	 * first; 0: no limit.
	 * The others keep what was true of them when files had the content that `was` says
	 * (0: the one they have), and *left_out counts them. Without `was` a run that needs
	 * more gives up before it begins, and rounds_run() returns 1 */
	size_t limit, *left_out;
	bool (*touched)(size_t unit, void *arg), (*near)(size_t unit, void *arg);
	/* Analysed although no word of the rules is in it, nor in a header beside it */
	bool (*forced)(size_t unit, void *arg);
	uint64_t (*was)(const char *path, void *arg);
	/*
	 * What the touched units said to others without `was`, for the run with it: a unit to
	 * which they say the same, from other lines, keeps what was found before, and its
	 * findings are `moved` (report.h). May be NULL
	 */
	struct rounds_memory *memory;
	/*
	 * `done` of `total` units of a round were analysed, and so many warnings there are
	 * in all units as they are known now; may be NULL
	 */
	void (*progress)(unsigned round, size_t done, size_t total, size_t warnings, void *arg);
	void *arg;
};

/*
 * Adds findings and statistics to `out`; the caller calls findings_finish(). 0, or -1
 * after error() when libclang is needed and isn't there.
 */
int rounds_run(const struct rounds_options *o, struct findings *out);

/* Hash of what every step was made with: the program, the rules, the options. */
uint64_t rounds_config_hash(const struct analyse_options *o);

#endif
