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

#include "util/util.h"

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
	/* In the worker: what comes of job `i`, as bytes. */
	void (*work)(size_t i, struct strbuf *out, void *arg);
	/* In the parent: job `i` ended with these bytes; reason: NULL, else why there are
	 * none. False: they are garbled, and it is called again with that as the reason.
	 * In any order. */
	bool (*done)(size_t i, const char *reason, const char *bytes, size_t n, void *arg);
	void *arg;
};

/* Returns when all of 0..njobs-1 are done. Ends the process (die) if it can't fork. */
void pool_run(const struct pool_options *o, size_t njobs);

#endif
