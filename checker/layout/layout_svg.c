/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Draws a layout: bytes downwards, members that share bytes side by side, one colour per arm of a
 * union. Members that overlap directly or through others form a region; its width is divided into
 * lanes, one for each arm.
 */
#include "layout/layout.h"

#include <stdlib.h>
#include <string.h>

#define LEFT		104		/* pixels; margin for byte numbers */
#define WIDTH		1080		/* width of the boxes */
#define BYTE		5.5		/* height of one byte */
#define TITLE		34
#define LEGEND		20		/* height of a row of the legend */
#define LEGEND_COLUMNS	3
#define CHAR		6.7		/* approximate width of a character */

static const char *const fill[] = {
	"#e8e8e8", "#bfdbf7", "#fde2a7", "#e3c7f2", "#c6e8c3", "#f7c6c6", "#c7ecee", "#f3d9c0",
	"#d6d3f0", "#e2efb5", "#f4cfe3", "#cfd8dc",
};

static const char *fill_of(unsigned arm)
{
	return arm ? fill[1 + (arm - 1) % (ARRAY_SIZE(fill) - 1)] : fill[0];
}

static void put_escaped(FILE *out, const char *s)
{
	struct strbuf b = { 0 };
	const char *p;

	strbuf_add_escaped(&b, s);
	for (p = strbuf_str(&b); *p; p++) {
		switch (*p) {
		case '&':
			fputs("&amp;", out);
			break;
		case '<':
			fputs("&lt;", out);
			break;
		case '>':
			fputs("&gt;", out);
			break;
		case '"':
			fputs("&quot;", out);
			break;
		default:
			putc(*p, out);
		}
	}
	strbuf_free(&b);
}

/* --- columns ------------------------------------------------------------------------ */

struct box {
	const struct layout_member *m;
	size_t region;
	unsigned first, last;		/* the lanes of its region that it covers */
};

struct grid {
	struct box *box;
	size_t n;
	unsigned *lanes;		/* number of lanes, by region */
};

static bool boxes_overlap(const struct box *a, const struct box *b)
{
	return layout_overlap(a->m, b->m);
}

/* Numbers the regions: members that overlap directly or through others are in the same one. */
static void find_regions(struct grid *g)
{
	bool changed;
	size_t i, j;

	for (i = 0; i < g->n; i++)
		g->box[i].region = i;
	do {
		changed = false;
		for (i = 0; i < g->n; i++)
			for (j = 0; j < g->n; j++)
				if (boxes_overlap(&g->box[i], &g->box[j]) &&
				    g->box[j].region < g->box[i].region) {
					g->box[i].region = g->box[j].region;
					changed = true;
				}
	} while (changed);
}

static void assign_lanes(struct grid *g, const struct layout *l, size_t region)
{
	unsigned arm, next = 0, most;
	size_t i;

	for (arm = 0; arm < l->arms.n; arm++) {
		for (i = 0, most = 0; i < g->n; i++) {
			struct box *b = &g->box[i];

			if (b->region != region || b->m->arm != arm)
				continue;
			b->first = b->last = next + b->m->lane;
			if (b->m->lane + 1 > most)
				most = b->m->lane + 1;
		}
		next += most;
	}
	g->lanes[region] = next;
}

static bool is_free(const struct grid *g, const struct box *b, unsigned lane)
{
	size_t i;

	for (i = 0; i < g->n; i++)
		if (g->box[i].region == b->region && boxes_overlap(b, &g->box[i]) &&
		    lane >= g->box[i].first && lane <= g->box[i].last)
			return false;
	return true;
}

static void make_grid(struct grid *g, const struct layout *l)
{
	size_t i;

	g->n = l->members.n;
	g->box = xcalloc(g->n + 1, sizeof(*g->box));
	g->lanes = xcalloc(g->n + 1, sizeof(*g->lanes));
	for (i = 0; i < g->n; i++)
		g->box[i].m = &l->members.data[i];
	find_regions(g);
	for (i = 0; i < g->n; i++)
		if (g->box[i].region == i)
			assign_lanes(g, l, i);
	/* widen members into lanes that are empty at their bytes */
	for (i = 0; i < g->n; i++) {
		struct box *b = &g->box[i];

		while (b->first && is_free(g, b, b->first - 1))
			b->first--;
		while (b->last + 1 < g->lanes[b->region] && is_free(g, b, b->last + 1))
			b->last++;
	}
}

/* --- drawing ----------------------------------------------------------------------------- */

static void draw_box(FILE *out, const struct layout *l, const struct grid *g, const struct box *b,
		     double top)
{
	const struct layout_member *m = b->m;
	double lane = (double)WIDTH / g->lanes[b->region], x = LEFT + b->first * lane;
	double w = (b->last - b->first + 1) * lane, h = (double)m->size / 8 * BYTE;
	double y = top + (double)m->offset / 8 * BYTE, size = h < 14 ? h - 1 : 12;
	size_t room = (size_t)((w - 8) / CHAR), name = strlen(m->name);
	char shown[128];

	fprintf(out, "<g><title>");
	put_escaped(out, m->type);
	fputc(' ', out);
	put_escaped(out, m->name);
	fprintf(out, ", offset %g, %g bytes", (double)m->offset / 8, (double)m->size / 8);
	if (m->arm) {
		fputs(": ", out);
		put_escaped(out, l->arms.data[m->arm]);
	}
	fprintf(out, "</title><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
		x, y, w, h, fill_of(m->arm));
	if (room >= 3 && size >= 5) {
		if (name <= room)
			snprintf(shown, sizeof(shown), "%s", m->name);
		else
			snprintf(shown, sizeof(shown), "%.*s\xe2\x80\xa6", (int)(room - 1), m->name);
		fprintf(out, "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%.0f\">", x + 4,
			y + (h < 14 ? h - 1.5 : 13.5), size);
		put_escaped(out, shown);
		fputs("</text>", out);
	}
	fputs("</g>\n", out);
}

static bool is_used(const struct layout *l, unsigned arm)
{
	size_t i;

	for (i = 0; i < l->members.n; i++)
		if (l->members.data[i].arm == arm)
			return true;
	return false;
}

/* Draws the legend; returns its height. */
static double draw_legend(FILE *out, const struct layout *l, double top)
{
	unsigned arm, n = 0;

	for (arm = 1; arm < l->arms.n; arm++) {
		double x = LEFT + (n % LEGEND_COLUMNS) * ((double)WIDTH / LEGEND_COLUMNS);
		double y = top + (n / LEGEND_COLUMNS) * LEGEND;

		if (!is_used(l, arm))
			continue;
		fprintf(out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"14\" height=\"14\" fill=\"%s\"/>"
			"<text x=\"%.1f\" y=\"%.1f\" font-size=\"12\">", x, y, fill_of(arm), x + 20,
			y + 11.5);
		put_escaped(out, l->arms.data[arm]);
		fputs("</text>\n", out);
		n++;
	}
	return (n + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS * LEGEND + 8.0;
}

static double legend_height(const struct layout *l)
{
	unsigned arm, n = 0;

	for (arm = 1; arm < l->arms.n; arm++)
		n += is_used(l, arm);
	return (n + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS * LEGEND + 8.0;
}

static double record_height(const struct layout *l)
{
	return l->tag ? TITLE + legend_height(l) + (double)l->size / 8 * BYTE + 24 : 0;
}

/* Draws a record; returns the y coordinate for the next one. */
static double draw_record(FILE *out, const struct layout_tree *t, const struct layout *l, double top)
{
	struct grid g = { 0 };
	uint64_t at;
	size_t i;

	if (!l->tag)
		return top;
	fprintf(out, "<text x=\"%d\" y=\"%.1f\" font-size=\"16\" font-weight=\"bold\">%s %s, %llu bytes, in ",
		LEFT, top + 20, l->is_union ? "union" : "struct", l->tag,
		(unsigned long long)l->size / 8);
	put_escaped(out, t->release);
	fputs("</text>\n", out);
	top += TITLE;
	top += draw_legend(out, l, top);
	make_grid(&g, l);
	for (at = 0; at < l->size / 8; at += 8)
		fprintf(out, "<text x=\"%d\" y=\"%.1f\" font-size=\"11\" text-anchor=\"end\" fill=\"#555\">"
			"%llu: word %llu</text>\n", LEFT - 8, top + (double)at * BYTE + 13,
			(unsigned long long)at, (unsigned long long)at / 8);
	for (i = 0; i < g.n; i++)
		if (g.box[i].m->size)
			draw_box(out, l, &g, &g.box[i], top);
	free(g.box);
	free(g.lanes);
	return top + (double)l->size / 8 * BYTE + 24;
}

void layout_svg(FILE *out, const struct layout_tree *t, const struct layout_tree *other)
{
	double height = 16, top = 8;
	size_t i;

	for (i = 0; i < t->n; i++)
		height += record_height(&t->records[i]) + (other ? record_height(&other->records[i]) : 0);
	fprintf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%.0f\" "
		"viewBox=\"0 0 %d %.0f\" font-family=\"DejaVu Sans Mono, monospace\">\n"
		"<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n<g stroke=\"#fff\" stroke-width=\"0\">\n",
		LEFT + WIDTH + 16, height, LEFT + WIDTH + 16, height);
	fputs("<style>g>rect{stroke:#666;stroke-width:.7}</style>\n", out);
	for (i = 0; i < t->n; i++) {
		top = draw_record(out, t, &t->records[i], top);
		if (other)
			top = draw_record(out, other, &other->records[i], top);
	}
	fputs("</g>\n</svg>\n", out);
}

/* --- HTML ------------------------------------------------------------------------------------ */

static void write_table(FILE *out, const struct layout_tree *t, const struct layout *l)
{
	size_t i, j;

	if (!l->tag)
		return;
	fprintf(out, "<h2>%s in ", l->tag);
	put_escaped(out, t->release);
	fputs("</h2>\n<table><thead><tr><th>byte</th><th>bytes</th><th>member</th><th>type</th>"
	      "<th>arm</th><th>shares bytes with</th><th>ZONE_DEVICE</th></tr></thead>\n<tbody>\n", out);
	for (i = 0; i < l->members.n; i++) {
		const struct layout_member *m = &l->members.data[i];

		fprintf(out, "<tr style=\"background:%s\"><td>%g</td><td>%g</td><td><code>", fill_of(m->arm),
			(double)m->offset / 8, (double)m->size / 8);
		put_escaped(out, m->name);
		fputs("</code></td><td><code>", out);
		put_escaped(out, m->type);
		fputs("</code></td><td>", out);
		put_escaped(out, l->arms.data[m->arm]);
		fputs("</td><td>", out);
		for (j = 0; j < l->members.n; j++)
			if (layout_overlap(m, &l->members.data[j])) {
				put_escaped(out, l->members.data[j].name);
				fputc(' ', out);
			}
		fprintf(out, "</td><td>%s</td></tr>\n", layout_selects(t, l, m) ? "only there" :
			layout_overlaid(t, l, m) ? "means nothing" : "");
	}
	fputs("</tbody></table>\n", out);
}

static void write_changes(FILE *out, const struct layout_diffs *d)
{
	size_t i;

	fprintf(out, "<h2>What changed</h2>\n<p>%zu change%s.</p>\n<ul>\n", d->v.n,
		d->v.n == 1 ? "" : "s");
	for (i = 0; i < d->v.n; i++) {
		const struct layout_diff *c = &d->v.data[i];
		struct strbuf b = { 0 };

		fputs("<li><code>", out);
		put_escaped(out, c->tag);
		if (c->member) {
			fputc('.', out);
			put_escaped(out, c->member);
		}
		fputs("</code>: ", out);
		layout_diff_describe(&b, c);
		put_escaped(out, strbuf_str(&b));
		fputs("</li>\n", out);
		strbuf_free(&b);
	}
	fputs("</ul>\n", out);
}

void layout_html(FILE *out, const struct layout_tree *t, const struct layout_tree *other,
		 const struct layout_diffs *d)
{
	size_t i;

	fputs("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>Layout of ", out);
	for (i = 0; i < t->n; i++)
		fprintf(out, "%s%s", i ? ", " : "", t->tags[i]);
	fputs("</title>\n<style>\nbody{font:15px/1.4 sans-serif;margin:1.5em auto;max-width:1200px;color:#222;"
	      "background:#fff}\nsvg{max-width:100%;height:auto}\ntable{border-collapse:collapse;width:100%}\n"
	      "th,td{border:1px solid #aaa;padding:.15em .5em;text-align:left;vertical-align:top}\n"
	      "th{background:#eee}\n</style></head>\n<body>\n", out);
	if (d)
		write_changes(out, d);
	layout_svg(out, t, other);
	for (i = 0; i < t->n; i++) {
		write_table(out, t, &t->records[i]);
		if (other)
			write_table(out, other, &other->records[i]);
	}
	fputs("</body></html>\n", out);
}
