/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The answer of `pageck why` about a line: sentences, each with the place and the row of the rules
 * that it is about. A struct answer owns its strings; answer_free() frees them.
 */
#ifndef PAGECK_ANSWER_H
#define PAGECK_ANSWER_H

#include "util/util.h"

enum answer_topic {
	ANSWER_BECAUSE,		/* why something is reported, or isn't */
	ANSWER_LINE,		/* what the line does: a call, an access, a test, a return */
	ANSWER_KNOWN,		/* pages, values, references, failed lookups when it is reached */
	ANSWER_PATH,		/* how it is reached: one way of several, oldest step first */
	ANSWER_TOPICS
};

struct answer_line {
	enum answer_topic topic;
	const char *file;	/* NULL: no place */
	unsigned line, col;
	const char *text;	/* lower case, no full stop */
	bool idle;		/* omit it when there is a finding on the line */
	const char *ref;	/* "rules/guards.yaml:12: ..."; or NULL */
};

struct answer {
	struct arena mem;
	const char *function;	/* NULL: in none */
	const char *file;	/* NULL, or the file's name in findings */
	bool analysed;		/* findings of this function are complete */
	unsigned ways;		/* number of states that reach the line */
	VEC(struct answer_line) v;
};

/* Adds a sentence, unless it is there already. Copies all strings. */
void answer_add(struct answer *a, const struct answer_line *l);
/* Adds a sentence without a place. */
void answer_say(struct answer *a, enum answer_topic topic, const char *fmt, ...) PRINTF(3, 4);
/* The same for a sentence that is omitted when there is a finding on the line. */
void answer_idle(struct answer *a, const char *fmt, ...) PRINTF(2, 3);
void answer_free(struct answer *a);

/* Serialization between a worker and its parent; see report/wire.h. */
void answer_put(struct strbuf *b, const struct answer *a);
int answer_get(struct answer *a, const char *bytes, size_t n);

/* The word for a topic in JSON. */
const char *answer_topic_name(enum answer_topic topic);

#endif
