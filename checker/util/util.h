/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Basics that every module uses: memory, vectors, strings, tables, errors.
 *
 * Memory comes from arenas that live as long as one job (a translation unit, the loaded rules) and
 * are freed as a whole. Running out of memory ends the process (exit 2): no caller checks for NULL.
 */
#ifndef PAGECK_UTIL_H
#define PAGECK_UTIL_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))
#define PRINTF(f, a)	__attribute__((format(printf, f, a)))
#define NORETURN	__attribute__((noreturn))

/* --- memory ---------------------------------------------------------- */

void *xmalloc(size_t n);
void *xcalloc(size_t n, size_t size);
void *xrealloc(void *p, size_t n);
/* Zeroed memory that fork() doesn't copy: a child that touches it crashes. */
void *private_alloc(size_t n);
void private_free(void *p, size_t n);	/* n: the size that was allocated; p may be NULL */
char *xstrdup(const char *s);
char *xasprintf(const char *fmt, ...) PRINTF(1, 2);

struct arena_chunk;
struct arena {
	struct arena_chunk *chunk;	/* newest first */
	size_t total;			/* bytes handed out */
};

/* A zeroed struct arena is empty. Allocations are zeroed and aligned to 16 bytes. */
void *arena_alloc(struct arena *a, size_t n);
void *arena_dup(struct arena *a, const void *p, size_t n);
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF(2, 3);
void arena_free(struct arena *a);	/* frees all allocations; the arena is empty again */

#define arena_new(a, type)	((type *)arena_alloc((a), sizeof(type)))
#define arena_array(a, type, n)	((type *)arena_alloc((a), (n) * sizeof(type)))

/* --- vectors ---------------------------------------------------------- */

/*
 * VEC(T) declares a growable array: v.data, v.n. A zeroed one is empty.
 * Elements move when it grows: keep indices, not pointers.
 */
#define VEC(T)		struct { T *data; size_t n, cap; }
#define vec_push(v, x)	(vec_room_((void **)&(v)->data, &(v)->cap, (v)->n + 1, \
				   sizeof(*(v)->data)), \
			 (void)((v)->data[(v)->n++] = (x)))
#define vec_last(v)	((v)->data[(v)->n - 1])
#define vec_free(v)	((void)(free((v)->data), (v)->data = NULL, (v)->n = (v)->cap = 0))
void vec_room_(void **data, size_t *cap, size_t want, size_t size);

/* --- strings ---------------------------------------------------------- */

/* A zeroed strbuf is empty, with s NULL; after the first addition s is NUL-terminated. */
struct strbuf {
	char *s;
	size_t n, cap;
};

void strbuf_add(struct strbuf *b, const char *s, size_t n);
void strbuf_adds(struct strbuf *b, const char *s);
void strbuf_addc(struct strbuf *b, char c);
void strbuf_addf(struct strbuf *b, const char *fmt, ...) PRINTF(2, 3);
void strbuf_vaddf(struct strbuf *b, const char *fmt, va_list ap);
void strbuf_reset(struct strbuf *b);
void strbuf_free(struct strbuf *b);
const char *strbuf_str(const struct strbuf *b);		/* "" when it is empty, never NULL */
/* Appends s for display on a terminal: control bytes and invalid UTF-8 become \xNN. */
void strbuf_add_escaped(struct strbuf *b, const char *s);

/* Can the character be part of an identifier? */
static inline bool is_word(char c)
{
	return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool str_starts(const char *s, const char *prefix);
bool str_ends(const char *s, const char *suffix);
/* The word with the smallest edit distance to s, for "did you mean"; NULL if none is close. */
const char *str_nearest(const char *s, const char *const *words, size_t n);

/*
 * Reads a whole file, NUL-terminated; *len doesn't count the NUL. It must be a regular file of
 * bounded size (util/input.h). NULL and errno on failure; open_error() is the text. free() the
 * buffer.
 */
char *read_file(const char *path, size_t *len);
/* mkdir -p: true when the directory exists afterwards. Parents get mode 0755. */
bool make_dirs(const char *path, mode_t mode);
/* rm -rf: removes what it can, without following symbolic links. */
void remove_tree(const char *dir);

/* --- tables ----------------------------------------------------------- */

/* A hash table from strings to pointers. A zeroed one is empty. Keys are borrowed. */
struct table {
	struct table_slot *slot;
	size_t n, cap;		/* cap is a power of two */
};
struct table_slot {
	const char *key;
	uint64_t hash;
	void *value;
};

void *table_get(const struct table *t, const char *key);
void table_put(struct table *t, const char *key, void *value);
void table_free(struct table *t);

/* Interned strings: equal strings have equal pointers. They live as long as the process. */
const char *intern(const char *s);
const char *intern_n(const char *s, size_t n);

uint64_t hash_bytes(const void *p, size_t n, uint64_t seed);	/* XXH3 */
uint64_t hash_mix(uint64_t a, uint64_t b);

/* --- errors ------------------------------------------------------------ */

/*
 * Four tiers, as in git, and a notice. Messages are lower case, without a full stop.
 *
 *   BUG      a defect of pageck: abort()
 *   die      usage, configuration, environment: exit 2
 *   error    prints and returns -1; the caller goes on or passes it up
 *   warning  prints
 *   notice   prints what is being done, where the user may not expect it
 *
 * All write "pageck: ..." to standard error, with control characters escaped.
 */
void BUG_(const char *file, int line, const char *fmt, ...) PRINTF(3, 4) NORETURN;
#define BUG(...)	BUG_(__FILE__, __LINE__, __VA_ARGS__)
void die(const char *fmt, ...) PRINTF(1, 2) NORETURN;
int error(const char *fmt, ...) PRINTF(1, 2);
void warning(const char *fmt, ...) PRINTF(1, 2);
void notice(const char *fmt, ...) PRINTF(1, 2);

#endif
