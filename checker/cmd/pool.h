/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Worker processes. A job that crashes, runs out of time or memory costs that
 * job alone: its worker is replaced and the next job goes on.
 *
 * A worker is forked once and takes many jobs, so that what a job leaves in
 * memory (the loaded libclang) serves the next one.
 */
#ifndef PAGECK_POOL_H
#define PAGECK_POOL_H

#include "report/report.h"

/*
 * A sanitizer reserves terabytes of address space, so its runs have no limit of
 * memory; and it looks for leaks only in a process that ends in the usual way.
 */
#if defined(__SANITIZE_ADDRESS__)
#define POOL_CAN_LIMIT	false
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POOL_CAN_LIMIT	false
#endif
#endif
#ifndef POOL_CAN_LIMIT
#define POOL_CAN_LIMIT	true
#endif

struct pool_options {
	unsigned jobs;			/* workers */
	double timeout;			/* seconds a job may take */
	size_t memory;			/* bytes a worker may use; 0: no limit */
	bool forward;			/* pass on what workers that end well say on stderr */
	/* In the worker: job `i` into an empty list. */
	void (*work)(size_t i, struct findings *out, void *arg);
	/* In the parent: job `i` ended and `out` has its findings; reason: NULL, else
	 * why there are none. In any order. */
	void (*done)(size_t i, const char *reason, void *arg);
	void *arg;
	struct findings *out;
};

/* Returns when all of 0..njobs-1 are done. Ends the process (die) if it can't fork. */
void pool_run(const struct pool_options *o, size_t njobs);

#endif
