/* The algorithm is given by GitHub's upload action (peers of it: the SARIF SDK): the file as UTF-16 code units, without
 * blanks and tabs, every end of a line as one '\n', then 65535 and zeros. Each line's value is a polynomial (base 37,
 * 64 bits that wrap) over the 100 units from its start on; equal values are numbered. It is rolled over the file with
 * two windows of 100: the units, and the number of the line that begins there.
 *
 * As there, invalid bytes count as U+FFFD, and a blank between '\r' and '\n' makes two ends of lines. */
#include "render/line_hash.h"

#include <stdbool.h>
#include <string.h>

#include "util/utf8.h"

#define WINDOW   100
#define BASE     G_GUINT64_CONSTANT(37)
#define END_MARK 65535

struct roll {
	guint32 window[WINDOW];
	bool begins[WINDOW]; /* a line begins with that unit */
	unsigned index;
	guint64 hash, first_factor; /* BASE to the power of WINDOW */
	bool line_start, after_cr;
	GHashTable *counts; /* hash -> how often */
	GPtrArray *out;
};

/* The lines' hashes come in the lines' order. */
static void put_hash(struct roll *r)
{
	guint64 *key = g_memdup2(&r->hash, sizeof(r->hash));
	guint count = GPOINTER_TO_UINT(g_hash_table_lookup(r->counts, key)) + 1;

	g_hash_table_insert(r->counts, key, GUINT_TO_POINTER(count));
	g_ptr_array_add(r->out, g_strdup_printf("%" G_GINT64_MODIFIER "x:%u", r->hash, count));
	r->begins[r->index] = false;
}

static void push(struct roll *r, guint32 unit)
{
	guint32 leaving = r->window[r->index];

	r->window[r->index] = unit;
	r->hash = BASE * r->hash + unit - r->first_factor * leaving;
	r->index = (r->index + 1) % WINDOW;
}

static void take_unit(struct roll *r, guint32 unit)
{
	if (unit == ' ' || unit == '\t' || (r->after_cr && unit == '\n')) {
		r->after_cr = false;
		return;
	}
	r->after_cr = unit == '\r';
	if (r->after_cr)
		unit = '\n';
	if (r->begins[r->index])
		put_hash(r);
	if (r->line_start)
		r->begins[r->index] = true;
	r->line_start = unit == '\n';
	push(r, unit);
}

static void take_character(struct roll *r, gunichar c)
{
	if (c < 0x10000) {
		take_unit(r, c);
		return;
	}
	take_unit(r, 0xd800 + ((c - 0x10000) >> 10));
	take_unit(r, 0xdc00 + ((c - 0x10000) & 0x3ff));
}

GPtrArray *line_hashes(const char *bytes, size_t length)
{
	struct roll r = {.first_factor = 1, .line_start = true, .out = g_ptr_array_new_with_free_func(g_free)};
	g_autofree char *text = utf8_repair(bytes, length);

	r.counts = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	for (unsigned i = 0; i < WINDOW; i++)
		r.first_factor *= BASE;
	for (const char *p = text; *p; p = g_utf8_next_char(p))
		take_character(&r, g_utf8_get_char(p));
	take_unit(&r, END_MARK);
	for (unsigned i = 0; i < WINDOW; i++) {
		if (r.begins[r.index])
			put_hash(&r);
		push(&r, 0);
	}
	g_hash_table_unref(r.counts);
	return r.out;
}
