/* Files below a folder, and their names; or, with no folder, one diff of new files for git apply or patch. */
#include "fix/shim_style.h"

#include <string.h>

#include "fix/diff.h"
#include "fix/shim/shim.h"

static bool add_diffs(const GPtrArray *files, GString *out, GError **error)
{
	for (guint i = 0; i < files->len; i++) {
		const struct shim_file *file = g_ptr_array_index(files, i);
		g_autofree char *diff = unified_diff(file->name, NULL, 0, file->text, strlen(file->text), error);
		if (!diff)
			return false;
		g_string_append(out, diff);
	}
	return true;
}

static void add_names(const GPtrArray *files, const char *dir, GString *out)
{
	for (guint i = 0; i < files->len; i++)
		g_string_append_printf(out, "%s/%s\n", dir,
				       ((const struct shim_file *)g_ptr_array_index(files, i))->name);
}

static bool write_rule(const struct rule *rule, const char *dir, GString *out, GError **error)
{
	g_autoptr(GPtrArray) files = shim_files(rule, error);
	if (!files)
		return false;
	if (!dir)
		return add_diffs(files, out, error);
	if (!shim_write(dir, rule, error))
		return false;
	add_names(files, dir, out);
	return true;
}

bool shim_style_write(const struct rule_set *rules, const char *dir, GString *out, GError **error)
{
	for (guint i = 0; i < rules->rules->len; i++)
		if (!write_rule(g_ptr_array_index(rules->rules, i), dir, out, error))
			return false;
	return true;
}
