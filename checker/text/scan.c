/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Decides whether a file is worth parsing, in one pass over its identifiers.
 *
 * Comments and strings are searched too: a false match costs one parse, a missed one costs a
 * finding. Most identifiers are rejected by length and first two characters, before hashing.
 *
 * The name of a member is often that of a variable too, so it counts only where it can select a
 * member: after "->" or ".", as a macro's last argument (as in offsetof() and container_of()), or
 * anywhere in a #define or #if. A word that is too common to count by itself can require that the
 * file also selects a given member.
 */
#include <stdlib.h>
#include <string.h>

#include "text/scan.h"

enum { CLASS_NONE, CLASS_DIGIT, CLASS_LETTER };

/* For each pair of leading bytes: the lengths of words that begin with it, as a bit mask. */
#define PAIRS		(128 * 128)
#define LENGTH_BIT(n)	(1ull << ((n) < 63 ? (n) : 63))

enum { FIRST_PART = 1, SECOND_PART = 2, BOTH_PARTS = 3 };

struct front_words {
	unsigned char class[256];
	uint64_t pair[PAIRS];
	size_t mask;			/* number of slots - 1 */
	size_t n;			/* words that fit before it has to grow */
	struct word {
		const char *s;
		size_t n;
		bool member;		/* counts where it can be a member's name */
		bool alone;		/* counts by itself */
		/* members (as bits) of which the file must select one too */
		uint32_t with;
		uint32_t is;		/* the bit of this member in other words' `with` */
		unsigned char part;	/* which part of a pair it is, as bits of BOTH_PARTS */
	} *slot;
	unsigned nbits;
	struct arena mem;
};

static size_t word_hash(const char *s, size_t n)
{
	uint32_t h = 2166136261u;

	while (n--)
		h = (h ^ (unsigned char)*s++) * 16777619u;
	return h ^ h >> 15;
}

/* For an identifier of one letter the second byte counts as 0. */
static size_t pair_of(const char *s, size_t n)
{
	return ((size_t)s[0] & 127) << 7 | (n > 1 ? (size_t)s[1] & 127 : 0);
}

static const struct word *find_slot(const struct front_words *w, const char *s, size_t n)
{
	size_t i = word_hash(s, n) & w->mask;

	while (w->slot[i].s && (w->slot[i].n != n || memcmp(w->slot[i].s, s, n)))
		i = (i + 1) & w->mask;
	return &w->slot[i];
}

static struct word *add_word(struct front_words *w, const char *s, size_t n)
{
	struct word *slot = (struct word *)find_slot(w, s, n);

	if (!slot->s)
		slot->s = arena_strndup(&w->mem, s, n);
	slot->n = n;
	w->pair[pair_of(s, n)] |= LENGTH_BIT(n);
	return slot;
}

/* The bit for a member that another word requires; 0 when no bit is left. */
static uint32_t companion(struct front_words *w, const char *member)
{
	struct word *slot = add_word(w, member, strlen(member));

	if (!slot->is && w->nbits < 32)
		slot->is = 1u << w->nbits++;
	return slot->is;
}

static void add_words(struct front_words *w, const char *const *words, size_t n, bool member)
{
	size_t i;

	for (i = 0; i < n; i++) {
		const char *plus = strchr(words[i], '+');
		uint32_t with = plus && plus[1] ? companion(w, plus + 1) : 0;
		size_t len = plus ? (size_t)(plus - words[i]) : strlen(words[i]);
		struct word *slot;

		if (!len)
			continue;
		slot = add_word(w, words[i], len);
		slot->with |= with;
		slot->alone |= !with;
		slot->member = member;
	}
}

/* Makes room for n more words; at most a quarter of the slots is used. */
static void make_room(struct front_words *w, size_t n)
{
	struct word *old = w->slot;
	size_t i, was = old ? w->mask + 1 : 0, cap = 16;

	w->n += n;
	while (cap < 4 * w->n)
		cap *= 2;
	if (cap <= was)
		return;
	w->mask = cap - 1;
	w->slot = xcalloc(cap, sizeof(*w->slot));
	for (i = 0; i < was; i++)
		if (old[i].s)
			*(struct word *)find_slot(w, old[i].s, old[i].n) = old[i];
	free(old);
}

static void add_parts(struct front_words *w, const char *const *words, size_t n, bool member,
		      unsigned char part)
{
	size_t i;

	for (i = 0; i < n; i++) {
		struct word *slot = add_word(w, words[i], strlen(words[i]));

		if (slot->alone)
			continue;
		slot->member = member && (!slot->part || slot->member);
		slot->part |= part;
	}
}

void front_words_pair(struct front_words *w, const char *const *first, size_t nfirst,
		      const char *const *second, size_t nsecond, const char *const *members,
		      size_t nmembers)
{
	make_room(w, nfirst + nsecond + nmembers);
	add_parts(w, first, nfirst, false, FIRST_PART);
	add_parts(w, second, nsecond, false, SECOND_PART);
	add_parts(w, members, nmembers, true, SECOND_PART);
}

struct front_words *front_words_new(const char *const *words, size_t n,
				    const char *const *members, size_t nmembers)
{
	struct front_words *w = xcalloc(1, sizeof(*w));
	size_t i;

	make_room(w, 2 * n + nmembers);
	for (i = 0; i < 26; i++)
		w->class['a' + i] = w->class['A' + i] = CLASS_LETTER;
	w->class['_'] = w->class['$'] = CLASS_LETTER;
	for (i = 0; i < 10; i++)
		w->class['0' + i] = CLASS_DIGIT;
	/* bytes of UTF-8 may be part of an identifier */
	for (i = 128; i < 256; i++)
		w->class[i] = CLASS_LETTER;
	add_words(w, words, n, false);
	add_words(w, members, nmembers, true);
	return w;
}

void front_words_free(struct front_words *w)
{
	if (!w)
		return;
	free(w->slot);
	arena_free(&w->mem);
	free(w);
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/*
 * The end of the code before `p`: skips white space, line splices and block comments. Line comments
 * are not recognized: a member's name is missed only when one separates it from its operator.
 */
static const char *code_before(const char *text, const char *p)
{
	for (;;) {
		while (p > text && (is_space(p[-1]) || p[-1] == '\\'))
			p--;
		if (p - text < 4 || p[-1] != '/' || p[-2] != '*')
			return p;
		for (p -= 3; p > text && (p[-1] != '/' || p[0] != '*'); p--)
			;
		if (p > text)
			p--;
	}
}

/* Is `p` in a directive that can contain code? Not #include, which contains file names. */
static bool in_directive(const char *text, const char *p)
{
	while (p > text && (p[-1] != '\n' || (p - text > 1 && p[-2] == '\\')))
		p--;
	while (is_space(*p))
		p++;
	if (*p != '#')
		return false;
	for (p++; *p == ' ' || *p == '\t'; p++)
		;
	return !str_starts(p, "include");
}

/* Can the identifier from start to stop select a member? */
static bool selects(const char *text, const char *start, const char *stop, const char *end)
{
	const char *p = code_before(text, start);

	if (p > text && (p[-1] == '.' || (p - text > 1 && p[-1] == '>' && p[-2] == '-')))
		return true;
	if (p > text && p[-1] == ',') {
		while (stop < end && is_space(*stop))
			stop++;
		if (stop < end && *stop == ')')
			return true;
	}
	return in_directive(text, start);
}

static bool is_called(const char *stop, const char *end)
{
	while (stop < end && is_space(*stop))
		stop++;
	return stop < end && *stop == '(';
}

static bool scan(const struct front_words *w, const char *text, size_t len, bool calls)
{
	const unsigned char *class = w->class;
	const char *p = text, *end = text + len;
	uint32_t wanted = 0, there = 0;
	unsigned parts = 0;

	while (p < end) {
		const struct word *found;
		const char *start;
		size_t n;

		while (p < end && !class[(unsigned char)*p])
			p++;
		start = p;
		while (p < end && class[(unsigned char)*p])
			p++;
		n = (size_t)(p - start);
		if (!n || class[(unsigned char)*start] == CLASS_DIGIT)
			continue;
		if (!(w->pair[pair_of(start, n)] & LENGTH_BIT(n)))
			continue;
		found = find_slot(w, start, n);
		if (!found->s)
			continue;
		if (found->is && selects(text, start, p, end))
			there |= found->is;
		wanted |= found->with;
		if (wanted & there)
			return true;
		if ((!found->alone && (found->part & ~parts) == 0) ||
		    (found->member && !selects(text, start, p, end)) || (calls && !is_called(p, end)))
			continue;
		parts |= found->part;
		if (found->alone || parts == BOTH_PARTS)
			return true;
	}
	return false;
}

bool front_words_match(const struct front_words *w, const char *text, size_t len)
{
	return scan(w, text, len, false);
}

bool front_calls_member(const struct front_words *members, const char *text, size_t len)
{
	return scan(members, text, len, true);
}
