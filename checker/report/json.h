/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Parts of the JSON report that other formats (html.c, sarif.c, baselines) reuse. docs/json.md
 * documents them.
 */
#ifndef PAGECK_JSON_H
#define PAGECK_JSON_H

#include "report/json_writer.h"
#include "report/report.h"

/* Writes a finding as an array element; `flat`: on one line. */
void json_finding(struct json_writer *w, const struct finding *x, bool flat);
/* Writes members of the current object, named as in the report. */
void json_engines(struct json_writer *w, const char *list);	/* "libclang,sparse" */
void json_not_analysed(struct json_writer *w, const struct findings *f);
void json_remarks(struct json_writer *w, const struct findings *f);
void json_stats(struct json_writer *w, const struct findings *f, const struct report_options *o);

#endif
