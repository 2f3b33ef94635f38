/* Components by what became of their sites: a row for each component, a column for each state that there is, and a bar
 * for the eye. A table of components by targets has the same rows: it needs another list of columns only. */
#include <string.h>

#include "render/html_parts.h"

#define ROWS_MAX 20

struct row {
	char *name;
	unsigned cells[HTML_STATE_COUNT];
	unsigned total;
};

static void row_free(gpointer data)
{
	struct row *row = data;

	g_free(row->name);
	g_free(row);
}

static unsigned row_bad(const struct row *row)
{
	return row->cells[HTML_UNHANDLED] * 2 + row->cells[HTML_PARTLY] + row->cells[HTML_FLAG];
}

static int worst_first(gconstpointer left, gconstpointer right)
{
	const struct row *a = *(struct row *const *)left, *b = *(struct row *const *)right;

	if (row_bad(a) != row_bad(b))
		return row_bad(a) > row_bad(b) ? -1 : 1;
	return a->total != b->total ? (a->total > b->total ? -1 : 1) : strcmp(a->name, b->name);
}

static struct row *row_named(GPtrArray *rows, GHashTable *by_name, char *name)
{
	struct row *row = g_hash_table_lookup(by_name, name);

	if (row) {
		g_free(name);
		return row;
	}
	row = g_new0(struct row, 1);
	row->name = name;
	g_hash_table_insert(by_name, row->name, row);
	g_ptr_array_add(rows, row);
	return row;
}

static GPtrArray *count_rows(const struct html_report *r)
{
	g_autoptr(GHashTable) by_name = g_hash_table_new(g_str_hash, g_str_equal);
	GPtrArray *rows = g_ptr_array_new_with_free_func(row_free);

	for (guint i = 0; i < r->run->sites->len; i++) {
		const struct site *site = g_ptr_array_index(r->run->sites, i);
		struct row *row = row_named(rows, by_name, html_component(r, site));

		row->cells[html_state_of(site)]++;
		row->total++;
	}
	g_ptr_array_sort(rows, worst_first);
	return rows;
}

static void put_bar(const struct row *row, GString *out)
{
	html_printf(out, "<td class=\"share\"><div class=\"bar\" aria-hidden=\"true\">");
	for (int i = 0; i < HTML_STATE_COUNT; i++) {
		if (!row->cells[i])
			continue;
		html_printf(out, "<span class=\"%s\" ", html_state_class[i]);
		html_width(out, row->cells[i], row->total);
		html_printf(out, "></span>");
	}
	html_printf(out, "</div></td>");
}

/* A number leads to the sites that it counts. */
static void put_cell(const char *component, const char *state, unsigned number, GString *out)
{
	if (!number || !component) {
		html_printf(out, number ? "<td>%n</td>" : "<td class=\"none\">%n</td>", number);
		return;
	}
	html_printf(out, "<td><a href=\"#component=");
	html_address(out, component);
	html_printf(out, *state ? "&amp;outcome=%s\">%n</a></td>" : "%s\">%n</a></td>", state, number);
}

static void put_row(const struct html_report *r, const struct row *row, bool links, GString *out)
{
	html_printf(out, "<tr><th scope=\"row\">%s</th>", row->name);
	put_bar(row, out);
	for (int i = 0; i < HTML_STATE_COUNT; i++) {
		if (r->states[i])
			put_cell(links ? row->name : NULL, html_state_class[i], row->cells[i], out);
	}
	put_cell(links ? row->name : NULL, "", row->total, out);
	html_printf(out, "</tr>\n");
}

/* The last row stands for all that have none of their own. */
static void put_others(const struct html_report *r, const GPtrArray *rows, GString *out)
{
	struct row others = {0};

	for (guint i = ROWS_MAX - 1; i < rows->len; i++) {
		const struct row *row = g_ptr_array_index(rows, i);

		for (int k = 0; k < HTML_STATE_COUNT; k++)
			others.cells[k] += row->cells[k];
		others.total += row->total;
	}
	others.name = g_strdup_printf("%u others", rows->len - ROWS_MAX + 1);
	put_row(r, &others, false, out);
	g_free(others.name);
}

void html_components(const struct html_report *r, GString *out)
{
	g_autoptr(GPtrArray) rows = count_rows(r);
	guint shown = rows->len > ROWS_MAX ? ROWS_MAX - 1 : rows->len;

	if (!rows->len)
		return;
	html_printf(out,
		    "<section class=\"panel components\" aria-labelledby=\"by-component\">"
		    "<h2 id=\"by-component\">By %s</h2>\n<table class=\"matrix\"><thead><tr>"
		    "<th scope=\"col\">%s</th><td class=\"share\"></td>",
		    r->by_file ? "file" : "component", r->by_file ? "File" : "Component");
	for (int i = 0; i < HTML_STATE_COUNT; i++) {
		if (r->states[i])
			html_printf(out, "<th scope=\"col\" class=\"key %s\">%s</th>", html_state_class[i],
				    html_state_text[i]);
	}
	html_printf(out, "<th scope=\"col\">all</th></tr></thead>\n<tbody>\n");
	for (guint i = 0; i < shown; i++)
		put_row(r, g_ptr_array_index(rows, i), true, out);
	if (shown < rows->len)
		put_others(r, rows, out);
	html_printf(out, "</tbody></table></section>\n");
}
