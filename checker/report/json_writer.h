/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A streaming JSON writer: output goes to the FILE at once, and only a stack of open brackets is
 * kept. It inserts commas and indentation; misuse is a BUG(). The prefix is jw_ because json_
 * belongs to jansson, which does the reading.
 */
#ifndef PAGECK_JSON_WRITER_H
#define PAGECK_JSON_WRITER_H

#include "util/util.h"

#define JSON_DEPTH	16

struct json_writer {
	FILE *out;
	unsigned depth;
	struct {
		char close;	/* closing bracket, '}' or ']' */
		bool any;	/* it has an element already */
		bool flat;	/* written on one line */
	} open[JSON_DEPTH];
};

/* key: NULL inside an array and at top level. `flat` puts the whole value on one line. */
void jw_object(struct json_writer *w, const char *key);
void jw_flat_object(struct json_writer *w, const char *key);
void jw_array(struct json_writer *w, const char *key);
void jw_close(struct json_writer *w);
/* Bytes that are not printable UTF-8 are written as \xNN. NULL is written as null. */
void jw_string(struct json_writer *w, const char *key, const char *value);
void jw_string_n(struct json_writer *w, const char *key, const char *value, size_t n);
/* The same, but keeps newlines. */
void jw_text(struct json_writer *w, const char *key, const char *value);
void jw_uint(struct json_writer *w, const char *key, unsigned long value);
void jw_bool(struct json_writer *w, const char *key, bool value);
/* Inserts JSON that another writer has produced. */
void jw_raw(struct json_writer *w, const char *key, const char *json);
void jw_real(struct json_writer *w, const char *key, double value);

#endif
