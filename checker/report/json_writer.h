/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A streaming JSON writer: nothing is kept but a stack of open brackets.
 * Commas and indentation are its business; misuse is a BUG().
 */
#ifndef PAGECK_JSON_WRITER_H
#define PAGECK_JSON_WRITER_H

#include "util/util.h"

#define JSON_DEPTH	16

struct json_writer {
	FILE *out;
	unsigned depth;
	struct {
		char close;	/* '}' or ']' */
		bool any;	/* has a member already */
		bool flat;	/* on one line */
	} open[JSON_DEPTH];
};

/* key: NULL inside an array and at the top. `flat` puts the whole value on one line. */
void json_object(struct json_writer *w, const char *key);
void json_flat_object(struct json_writer *w, const char *key);
void json_array(struct json_writer *w, const char *key);
void json_close(struct json_writer *w);
/* Bytes that are not printable UTF-8 are written as the text \xNN. NULL: null. */
void json_string(struct json_writer *w, const char *key, const char *value);
void json_string_n(struct json_writer *w, const char *key, const char *value, size_t n);
void json_uint(struct json_writer *w, const char *key, unsigned long value);
void json_real(struct json_writer *w, const char *key, double value);

#endif
