/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Worker processes. A job that crashes, times out or runs out of memory fails alone: its worker is
 * replaced and the other jobs go on.
 *
 * A worker is forked once and runs many jobs, so that what the first one loads (libclang) is there
 * for the next.
 */
#ifndef PAGECK_POOL_H
#define PAGECK_POOL_H

#include "util/util.h"

/*
 * Sanitizers reserve terabytes of address space, so there is no memory limit with them; and leaks
 * are only checked in a process that exits normally.
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
	unsigned jobs;			/* number of workers */
	double timeout;			/* seconds per job */
	size_t memory;			/* bytes per worker; 0: no limit */
	bool forward;			/* forward the stderr of workers that succeed */
	/* Runs in the worker: does job `i` and appends the result to `out`. */
	void (*work)(size_t i, struct strbuf *out, void *arg);
	/*
	 * Runs in the parent when job `i` is done, in any order. `bytes` is the result, valid
	 * during the call. If the job failed, reason is not NULL and says why. Return false when
	 * the bytes are malformed: then done() is called again with a reason.
	 */
	bool (*done)(size_t i, const char *reason, const char *bytes, size_t n, void *arg);
	void *arg;
};

/* Runs jobs 0..njobs-1 and returns when all are done. Calls die() when it can't fork. */
void pool_run(const struct pool_options *o, size_t njobs);

#endif
