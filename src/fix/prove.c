/* Complaints are compared as they are worded, without their places: a patch may add none. The same words again are no
 * news: where a header is missing, each further use of its types is complained of. */
#include "fix/prove.h"

#include <glib/gstdio.h>
#include <string.h>

#include "fix/build.h"
#include "scan/diagnose.h"
#include "util/file.h"

static const char *first_new(const GPtrArray *after, const GPtrArray *before)
{
	for (guint i = 0; i < after->len; i++)
		if (!g_ptr_array_find_with_equal_func((GPtrArray *)before, after->pdata[i], g_str_equal, NULL))
			return after->pdata[i];
	return NULL;
}

/* All patches of a file that does not hold fail together: it is one text. */
static void fail_file(struct fix_result *result, const char *path, enum fix_rung rung, const char *why)
{
	for (guint i = 0; i < result->changes->len; i++) {
		struct fix_change *c = result->changes->pdata[i];
		if (c->path == path)
			c->good = false;
	}
	for (guint i = 0; i < result->patches->len; i++) {
		struct fix_patch *p = result->patches->pdata[i];
		if (!p->settled || !g_ptr_array_find(p->paths, path, NULL))
			continue;
		p->good = false;
		p->rung = MIN(p->rung, rung);
		g_free(p->why);
		p->why = g_strdup_printf("%s: %s", path, why);
	}
}

static struct source_overlay *overlay_of(const struct fix_result *result, const char *root, GError **error)
{
	auto_ptr(source_overlay) overlay = source_overlay_new();
	for (guint i = 0; i < result->changes->len; i++) {
		const struct fix_change *c = result->changes->pdata[i];
		g_autofree char *absolute = g_build_filename(root, c->path, NULL);
		if (!source_overlay_put(overlay, absolute, c->bytes, c->length, error))
			return NULL;
	}
	return g_steal_pointer(&overlay);
}

static bool prove_parse(const struct fix_options *options, struct fix_result *result, const GPtrArray *paths,
			GError **error)
{
	struct scan_options how = *options->scan;
	auto_ptr(source_overlay) overlay = overlay_of(result, how.root, error);
	g_autoptr(GPtrArray) before = overlay ? scan_diagnose(&how, paths, error) : NULL;
	how.overlay = overlay;
	g_autoptr(GPtrArray) after = before ? scan_diagnose(&how, paths, error) : NULL;
	if (!after)
		return false;
	for (guint i = 0; i < paths->len; i++) {
		const char *worse = first_new(after->pdata[i], before->pdata[i]);
		if (worse)
			fail_file(result, paths->pdata[i], RUNG_APPLIES, worse);
	}
	return true;
}

/* --- compiling -------------------------------------------------------------------------------------------------- */

/* Changed headers, in a folder of their own for the compiler to look in first. */
static char *patched_headers(const struct fix_result *result)
{
	char *dir = g_dir_make_tmp("sysfall-XXXXXX", NULL);
	for (guint i = 0; dir && i < result->changes->len; i++) {
		const struct fix_change *c = result->changes->pdata[i];
		g_autofree char *base = g_path_get_basename(c->path);
		g_autofree char *path = g_build_filename(dir, base, NULL);
		const char *dot = strrchr(base, '.');
		if (dot && g_ascii_tolower(dot[1]) == 'h')
			(void)file_replace(path, c->bytes, c->length, NULL);
	}
	return dir;
}

static void remove_headers(const char *dir)
{
	g_autoptr(GDir) open = dir ? g_dir_open(dir, 0, NULL) : NULL;
	for (const char *name; open && (name = g_dir_read_name(open));) {
		g_autofree char *path = g_build_filename(dir, name, NULL);
		(void)g_remove(path);
	}
	if (dir)
		(void)g_rmdir(dir);
}

static char *compile_fault(struct compdb *db, const char *root, const struct fix_change *c, const char *extra,
			   bool *out_tried)
{
	g_autofree char *absolute = g_build_filename(root, c->path, NULL);
	g_autofree char *canonical = g_canonicalize_filename(absolute, NULL);
	g_autoptr(GPtrArray) commands = compdb_commands_for(db, canonical);
	for (guint i = 0; commands && i < commands->len; i++) {
		*out_tried = true;
		char *fault = build_try(commands->pdata[i], canonical, c->bytes, c->length, extra);
		if (fault)
			return fault;
	}
	return NULL;
}

static void raise_file(struct fix_result *result, const char *path)
{
	for (guint i = 0; i < result->patches->len; i++) {
		struct fix_patch *p = result->patches->pdata[i];
		if (p->good && p->site->where.path == path)
			p->rung = RUNG_COMPILES;
	}
}

static bool prove_build(const struct fix_options *options, struct fix_result *result, GError **error)
{
	const char *root = options->scan->root;
	g_autofree char *path = options->scan->build_dir
					? g_build_filename(options->scan->build_dir, "compile_commands.json", NULL)
					: compdb_find(root, NULL);
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func((GDestroyNotify)problem_free);
	if (!path) {
		g_set_error(error, FIX_ERROR, FIX_ERROR_BUILD,
			    "--verify-build needs a compile database; name its folder with -p");
		return false;
	}
	auto_ptr(compdb) db = compdb_load(path, problems, root, NULL, error);
	if (!db)
		return false;
	g_autofree char *extra = patched_headers(result);
	for (guint i = 0; i < result->changes->len; i++) {
		const struct fix_change *c = result->changes->pdata[i];
		bool tried = false;
		g_autofree char *fault = c->good ? compile_fault(db, root, c, extra, &tried) : NULL;
		if (fault)
			fail_file(result, c->path, RUNG_ANALYSED, fault);
		else if (tried)
			raise_file(result, c->path);
	}
	remove_headers(extra);
	return true;
}

bool prove_changes(const struct fix_options *options, struct fix_result *result, GError **error)
{
	g_autoptr(GPtrArray) paths = g_ptr_array_new();
	for (guint i = 0; i < result->changes->len; i++) {
		const struct fix_change *c = result->changes->pdata[i];
		if (c->hash)
			g_ptr_array_add(paths, (gpointer)c->path);
	}
	if (!prove_parse(options, result, paths, error))
		return false;
	return !options->verify_build || prove_build(options, result, error);
}
