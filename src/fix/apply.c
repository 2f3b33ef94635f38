/* Writing the changes: every file is looked at first, and what was written is taken back when a later one fails. */
#include <string.h>
#include <unistd.h>

#include "fix/fix.h"
#include "util/file.h"

struct written {
	char *absolute; /* owned */
	char *bytes;    /* owned: what was there; NULL: nothing */
	gsize length;
};

static void written_clear(gpointer data)
{
	struct written *w = data;
	g_free(w->absolute);
	g_free(w->bytes);
}

static bool read_old(const struct fix_change *c, struct written *out, GError **error)
{
	if (!c->hash) {
		if (!g_file_test(out->absolute, G_FILE_TEST_EXISTS))
			return true;
		g_set_error(error, FIX_ERROR, FIX_ERROR_CHANGED, "%s is there already; nothing was written", c->path);
		return false;
	}
	if (!g_file_get_contents(out->absolute, &out->bytes, &out->length, error))
		return false;
	g_autofree char *hash = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)out->bytes, out->length);
	if (strcmp(hash, c->hash) == 0) {
		if (access(out->absolute, W_OK) == 0)
			return true;
		g_set_error(error, FIX_ERROR, FIX_ERROR_WRITE, "%s may not be written; nothing was written", c->path);
		return false;
	}
	g_set_error(error, FIX_ERROR, FIX_ERROR_CHANGED, "%s changed since it was read; nothing was written", c->path);
	return false;
}

static void take_back(const GArray *done, guint n)
{
	for (guint i = 0; i < n; i++) {
		const struct written *w = &g_array_index(done, struct written, i);
		if (w->bytes)
			(void)file_replace(w->absolute, w->bytes, w->length, NULL);
		else
			(void)unlink(w->absolute);
	}
}

bool fix_apply(const struct fix_result *result, const char *root, GError **error)
{
	g_autoptr(GArray) files = g_array_new(FALSE, TRUE, sizeof(struct written));
	g_autoptr(GPtrArray) changes = g_ptr_array_new();
	g_array_set_clear_func(files, written_clear);
	for (guint i = 0; i < result->changes->len; i++) {
		struct fix_change *c = result->changes->pdata[i];
		if (!c->good)
			continue;
		struct written w = {.absolute = g_build_filename(root, c->path, NULL)};
		bool ok = read_old(c, &w, error);
		g_array_append_val(files, w);
		g_ptr_array_add(changes, c);
		if (!ok)
			return false;
	}
	for (guint i = 0; i < changes->len; i++) {
		const struct fix_change *c = changes->pdata[i];
		if (file_replace(g_array_index(files, struct written, i).absolute, c->bytes, c->length, error))
			continue;
		take_back(files, i);
		return false;
	}
	return true;
}
