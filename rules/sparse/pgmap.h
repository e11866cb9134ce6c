/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The reference on a struct dev_pagemap as a context, for plain sparse (0.6.4):
 *
 *	make C=2 CF="-include /usr/local/share/pageck/rules/sparse/pgmap.h"
 *
 * A path that forgets its put_dev_pagemap() is a "context imbalance", and so is a
 * second put. Read before any of the kernel's headers, this one declares no function
 * and changes no type; it needs neither __acquires() nor __cond_lock().
 *
 * Sparse adds up one number along each path, and paths that meet must agree on it. So
 * it can be told what a function does by itself:
 *
 * - get_dev_pagemap(pfn, NULL), or get_dev_pagemap(pfn) in newer kernels, takes a
 *   reference. It is taken to succeed, and what is done without isn't looked at: NULL
 *   needs no put, and where both outcomes meet sparse would see a difference.
 * - get_dev_pagemap(pfn, pgmap) takes over the reference on pgmap. In a loop it holds
 *   nothing the first time and something the second, which is no number: it is taken
 *   to fail, and what follows its success isn't looked at.
 * - put_dev_pagemap(variable) gives one back. What is put through a pointer
 *   (ctx->pgmap, *pgmap) was taken elsewhere and doesn't count, nor does NULL.
 *
 * A function that returns or keeps a reference, or puts one that it was passed, has to
 * say so as if it were a lock, with the attributes below. As with locks, a reference
 * that is held on only some of the paths that meet is reported.
 */
#ifndef PAGECK_SPARSE_PGMAP_H
#define PAGECK_SPARSE_PGMAP_H
#if defined(__CHECKER__) && !defined(__ASSEMBLY__)

/* Behind the parameters of a function that leaves its caller one more reference, or one less. */
#define __pgmap_acquires	__attribute__((context(pgmap, 0, 1)))
#define __pgmap_releases	__attribute__((context(pgmap, 1, 0)))

struct dev_pagemap;

#define get_dev_pagemap(...)			PGMAP_EXPAND(get, __VA_ARGS__)
#define put_dev_pagemap(...)			PGMAP_EXPAND(put, __VA_ARGS__)
#define memory_failure_dev_pagemap(...)		PGMAP_EXPAND(consume, __VA_ARGS__)

/* --- what a call does ------------------------------------------------------------- */

/* A pointer that sparse knows not to be NULL; the same one for each reference. */
#define PGMAP_HELD		((struct dev_pagemap *)0x10000UL)

#define PGMAP_CALL_get(...)						\
	({								\
		(void)get_dev_pagemap(__VA_ARGS__);			\
		if (PGMAP_IS_NULL(PGMAP_OLD(__VA_ARGS__)))		\
			__context__(pgmap, 1);				\
		else if (PGMAP_OLD(__VA_ARGS__) == PGMAP_HELD)		\
			__builtin_unreachable();			\
		PGMAP_IS_NULL(PGMAP_OLD(__VA_ARGS__)) ?			\
			PGMAP_HELD : (struct dev_pagemap *)0;		\
	})
#define PGMAP_CALL_put(p)						\
	({								\
		put_dev_pagemap(p);					\
		if (PGMAP_IS_VARIABLE(p)) {				\
			if (!(p))					\
				__builtin_unreachable();		\
			__context__(pgmap, -1);				\
		}							\
	})
#define PGMAP_CALL_consume(...)	memory_failure_dev_pagemap(__VA_ARGS__)

/* Where the result is tested at once, both outcomes can be followed. */
#define PGMAP_TESTED_get(...)						\
	(get_dev_pagemap(__VA_ARGS__) ?					\
		({ __context__(pgmap, 1); PGMAP_HELD; }) : (struct dev_pagemap *)0)
#define PGMAP_TESTED_put(p)	PGMAP_CALL_put(p)

#define PGMAP_OLD(...)		PGMAP_SECOND(__VA_ARGS__, (void *)0, )
#define PGMAP_IS_NULL(p)	(__builtin_constant_p(p) && !(p))

/*
 * Whether something is reached through a pointer, or by a call, only shows in what it
 * costs: 1 for a variable, 100 for a pointer's target. What costs 10000 isn't "safe".
 */
#define PGMAP_IS_VARIABLE(p)						\
	__builtin_safe_p(0 PGMAP_4(PGMAP_4(PGMAP_4(+ !(p) + !(p)))))
#define PGMAP_4(x)		x x x x

/* --- or is it the function's own declaration? --------------------------------------- */

#define PGMAP_DECLARE_get(...)		get_dev_pagemap(__VA_ARGS__)
#define PGMAP_DECLARE_put(...)		put_dev_pagemap(__VA_ARGS__)
#define PGMAP_DECLARE_consume(...)					\
	memory_failure_dev_pagemap(__VA_ARGS__) __pgmap_releases

#define PGMAP_EXPAND(what, ...)						\
	PGMAP_JOIN(PGMAP_JOIN(PGMAP_, PGMAP_WHICH(__VA_ARGS__)), _##what)(__VA_ARGS__)

/*
 * Headers declare, other files of the kernel call. In those that define the functions,
 * and in what isn't the kernel, the first word has to tell: a parameter begins with its
 * type. (There an argument must not begin with an operator other than a parenthesis,
 * because words are joined to find out.)
 */
#define PGMAP_WHICH(...)						\
	PGMAP_CHOOSE(PGMAP_JOIN(PGMAP_LEVEL_, __INCLUDE_LEVEL__), PGMAP_DECLARE)(__VA_ARGS__)
#define PGMAP_LEVEL_0			, PGMAP_IN_FILE
#define PGMAP_IN_FILE(...)						\
	PGMAP_CHOOSE(PGMAP_JOIN(PGMAP_IN_, __KBUILD_MODNAME), PGMAP_CALL)(__VA_ARGS__)
#define PGMAP_IN_kmod_memory_failure	, PGMAP_ASK
#define PGMAP_IN___KBUILD_MODNAME	, PGMAP_ASK
/* Tests what it looks up; its own `pgmap` is a parameter, consumed on some paths only. */
#define PGMAP_IN_kmod_memremap		, PGMAP_ASK_MEMREMAP
/* Hands references from call to call, on the stack of whoever started. */
#define PGMAP_IN_kmod_gup		, PGMAP_DECLARE

#define PGMAP_ASK(first, ...)		PGMAP_CHOOSE(PGMAP_PAREN first, PGMAP_WORD)(CALL, first)
#define PGMAP_ASK_MEMREMAP(first, ...)	PGMAP_CHOOSE(PGMAP_PAREN first, PGMAP_NAME)(TESTED, first)
#define PGMAP_PAREN(...)		, PGMAP_FIRST,
#define PGMAP_WORD(call, first)		PGMAP_CHOOSE(PGMAP_WORD_##first, call)
#define PGMAP_WORD_struct		, DECLARE,
#define PGMAP_WORD_unsigned		, DECLARE,
#define PGMAP_NAME(call, first)		PGMAP_CHOOSE(PGMAP_NAME_##first, PGMAP_WORD(call, first))
#define PGMAP_NAME_pgmap		, DECLARE,
#define PGMAP_CALL(...)			CALL
#define PGMAP_DECLARE(...)		DECLARE

/* The last argument, unless the first one expands to `, something`. */
#define PGMAP_CHOOSE(...)		PGMAP_SECOND(__VA_ARGS__, )
#define PGMAP_FIRST(first, ...)		first
#define PGMAP_SECOND(first, second, ...) second
#define PGMAP_JOIN(a, b)		PGMAP_JOIN_(a, b)
#define PGMAP_JOIN_(a, b)		a##b

#endif
#endif
