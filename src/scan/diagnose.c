/* One job per file, in worker processes like every other parse. */
#include "scan/diagnose.h"

#include <string.h>

#include "analysis/ast_loader.h"
#include "scan/tree.h"
#include "worker/pool.h"

#define DEFAULT_TIMEOUT 120 /* seconds */

struct diagnosis {
	struct tree *tree;
	const GPtrArray *paths;
	const struct ast_module *module;
	GPtrArray *answers; /* of GPtrArray * of char * */
	bool failed;
};

static void diagnose_work(unsigned job, GByteArray *out, void *data)
{
	struct diagnosis *d = data;
	const char *path = d->paths->pdata[job];
	g_autofree char *absolute = g_build_filename(d->tree->options->root, path, NULL);
	GMappedFile *file = source_overlay_map(d->tree->options->overlay, absolute, NULL);
	if (!file)
		return;
	auto_ptr(source_needles) needles = source_needles_new(d->tree->names);
	auto_ptr(source_text) text =
		source_text_lex(path, g_mapped_file_get_contents(file), g_mapped_file_get_length(file), needles);
	g_autofree char *canonical = g_canonicalize_filename(absolute, NULL);
	g_autoptr(GPtrArray) commands = d->tree->compdb ? compdb_commands_for(d->tree->compdb, canonical) : NULL;
	struct ast_request request = {.path = path,
				      .absolute = absolute,
				      .text = text,
				      .tree = &d->tree->ast,
				      .rules = d->tree->options->rules,
				      .commands = commands,
				      .cxx_header = !source_is_cxx(path) && d->tree->headers_are_cxx};
	g_autoptr(GPtrArray) messages = d->module->diagnose(&request);
	for (guint i = 0; i < messages->len; i++)
		g_byte_array_append(out, messages->pdata[i], (guint)strlen(messages->pdata[i]) + 1);
	g_mapped_file_unref(file);
}

static gint by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void diagnose_done(unsigned job, enum pool_outcome outcome, GBytes *answer, const char *detail, void *data)
{
	struct diagnosis *d = data;
	GPtrArray *list = d->answers->pdata[job];
	gsize length = 0;
	const char *bytes = answer ? g_bytes_get_data(answer, &length) : NULL;
	(void)detail;
	if (outcome != POOL_DONE) {
		g_ptr_array_add(list, g_strdup("the compiler library did not come back"));
		return;
	}
	for (const char *p = bytes; p && p < bytes + length; p += strlen(p) + 1)
		g_ptr_array_add(list, g_strdup(p));
	g_ptr_array_sort(list, by_text);
}

static bool diagnose_cancelled(void *data)
{
	const struct scan_options *o = ((struct diagnosis *)data)->tree->options;
	return o->cancelled && o->cancelled(o->data);
}

GPtrArray *scan_diagnose(const struct scan_options *options, const GPtrArray *paths, GError **error)
{
	g_autoptr(GPtrArray) answers = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
	auto_ptr(run) run = run_new();
	auto_ptr(tree) tree = tree_new(options, run, error);
	struct diagnosis d = {.tree = tree, .paths = paths, .answers = answers};
	for (guint i = 0; i < paths->len; i++)
		g_ptr_array_add(answers, g_ptr_array_new_with_free_func(g_free));
	d.module = tree && paths->len ? ast_load(error) : NULL;
	if (!tree || (paths->len && !d.module))
		return NULL;
	struct pool pool = {.n_jobs = paths->len,
			    .workers = options->jobs,
			    .timeout = options->timeout ? options->timeout : DEFAULT_TIMEOUT,
			    .memory = options->memory,
			    .data = &d,
			    .work = diagnose_work,
			    .done = diagnose_done,
			    .cancelled = diagnose_cancelled};
	if (paths->len && !pool_run(&pool, error))
		return NULL;
	return g_steal_pointer(&answers);
}
