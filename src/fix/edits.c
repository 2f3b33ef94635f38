/* A list, sorted when it is applied. */
#include "fix/edits.h"

#include <string.h>

static void edit_free(gpointer data)
{
	struct edit *e = data;
	g_free(e->text);
	g_free(e);
}

struct edits *edits_new(void)
{
	struct edits *edits = g_new0(struct edits, 1);
	edits->list = g_ptr_array_new_with_free_func(edit_free);
	return edits;
}

void edits_free(struct edits *edits)
{
	if (!edits)
		return;
	g_ptr_array_unref(edits->list);
	g_free(edits);
}

void edits_add(struct edits *edits, const char *path, size_t begin, size_t end, char *text)
{
	struct edit *e = g_new(struct edit, 1);
	*e = (struct edit){g_intern_string(path), begin, end, text};
	g_ptr_array_add(edits->list, e);
}

static bool is_same(const struct edit *a, const struct edit *b)
{
	return a->path == b->path && a->begin == b->begin && a->end == b->end && strcmp(a->text, b->text) == 0;
}

/* Two insertions at one place go together; an insertion at the edge of a replacement, too. */
static bool overlaps(const struct edit *a, const struct edit *b)
{
	return a->path == b->path && a->begin < b->end && b->begin < a->end;
}

bool edits_join(struct edits *edits, const struct edits *more)
{
	guint had = edits->list->len;
	for (guint i = 0; i < more->list->len; i++) {
		const struct edit *e = more->list->pdata[i];
		bool known = false;
		for (guint k = 0; k < had && !known; k++) {
			const struct edit *old = edits->list->pdata[k];
			known = is_same(e, old);
			if (!known && overlaps(e, old)) {
				g_ptr_array_set_size(edits->list, (gint)had);
				return false;
			}
		}
		if (!known)
			edits_add(edits, e->path, e->begin, e->end, g_strdup(e->text));
	}
	return true;
}

static gint by_offset(gconstpointer a, gconstpointer b)
{
	const struct edit *x = *(struct edit *const *)a, *y = *(struct edit *const *)b;
	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	return (x->end > y->end) - (x->end < y->end);
}

char *edits_apply(const struct edits *edits, const char *path, const char *bytes, size_t length, size_t *out_length)
{
	g_autoptr(GPtrArray) own = g_ptr_array_new();
	GString *out = g_string_sized_new(length + 1024);
	size_t at = 0;
	for (guint i = 0; i < edits->list->len; i++)
		if (((struct edit *)edits->list->pdata[i])->path == g_intern_string(path))
			g_ptr_array_add(own, edits->list->pdata[i]);
	g_ptr_array_sort(own, by_offset); /* stable: GLib merges */
	for (guint i = 0; i < own->len; i++) {
		const struct edit *e = own->pdata[i];
		if (e->begin > at)
			g_string_append_len(out, bytes + at, (gssize)(e->begin - at));
		g_string_append(out, e->text);
		at = MAX(at, e->end);
	}
	g_string_append_len(out, bytes + at, (gssize)(length - at));
	*out_length = out->len;
	return g_string_free(out, FALSE);
}

static gint by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *edits_paths(const struct edits *edits)
{
	GPtrArray *paths = g_ptr_array_new();
	for (guint i = 0; i < edits->list->len; i++) {
		const char *path = ((struct edit *)edits->list->pdata[i])->path;
		if (!g_ptr_array_find(paths, path, NULL))
			g_ptr_array_add(paths, (gpointer)path);
	}
	g_ptr_array_sort(paths, by_name);
	return paths;
}
