/* Files of the tree, read once: every way of patching and every proof works on the same bytes. */
#include <string.h>

#include "fix/job.h"
#include "model/run.h"
#include "source/walk.h"

static void file_free(gpointer data)
{
	struct fix_file *f = data;
	if (!f)
		return;
	source_text_free(f->text);
	g_mapped_file_unref(f->mapped);
	g_free(f->hash);
	g_free(f);
}

struct fix_tree *fix_tree_new(const char *root, const struct rule_set *rules)
{
	struct fix_tree *tree = g_new0(struct fix_tree, 1);
	tree->root = root;
	tree->rules = rules;
	tree->files = g_hash_table_new_full(NULL, NULL, NULL, file_free);
	return tree;
}

void fix_tree_free(struct fix_tree *tree)
{
	if (!tree)
		return;
	g_hash_table_unref(tree->files);
	if (tree->by_name)
		g_hash_table_unref(tree->by_name);
	g_free(tree);
}

static struct fix_file *read_file(const struct fix_tree *tree, const char *path)
{
	g_autofree char *absolute = g_build_filename(tree->root, path, NULL);
	if (!g_file_test(absolute, G_FILE_TEST_IS_REGULAR))
		return NULL;
	GMappedFile *mapped = g_mapped_file_new(absolute, FALSE, NULL);
	if (!mapped)
		return NULL;
	g_autoptr(GPtrArray) names = rule_set_names(tree->rules);
	auto_ptr(source_needles) needles = source_needles_new(names);
	struct fix_file *f = g_new0(struct fix_file, 1);
	const char *bytes = g_mapped_file_get_contents(mapped);
	f->path = path;
	f->mapped = mapped;
	f->hash = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)(bytes ? bytes : ""),
					      g_mapped_file_get_length(mapped));
	f->text = source_text_lex(path, bytes ? bytes : "", g_mapped_file_get_length(mapped), needles);
	if (f->text->binary) {
		file_free(f);
		return NULL;
	}
	style_detect(f->text, &f->style);
	return f;
}

const struct fix_file *fix_tree_file(struct fix_tree *tree, const char *path)
{
	const char *name = g_intern_string(path);
	gpointer known;
	if (g_hash_table_lookup_extended(tree->files, name, NULL, &known))
		return known;
	struct fix_file *f = read_file(tree, name);
	g_hash_table_insert(tree->files, (gpointer)name, f);
	return f;
}

static void index_names(struct fix_tree *tree)
{
	char *none[] = {NULL};
	g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func((GDestroyNotify)source_entry_free);
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func((GDestroyNotify)problem_free);
	struct source_walk walk = {.root = tree->root, .paths = none, .entries = entries, .problems = problems};
	tree->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
	(void)source_walk_run(&walk, NULL);
	for (guint i = 0; i < entries->len; i++) {
		const char *path = ((struct source_entry *)entries->pdata[i])->path;
		g_autofree char *base = g_path_get_basename(path);
		GPtrArray *list = g_hash_table_lookup(tree->by_name, base);
		if (!list) {
			list = g_ptr_array_new();
			g_hash_table_insert(tree->by_name, g_strdup(base), list);
		}
		g_ptr_array_add(list, (gpointer)path);
	}
}

static size_t common_prefix(const char *a, const char *b)
{
	size_t n = 0, folders = 0;
	for (; a[n] && a[n] == b[n]; n++)
		folders += a[n] == '/';
	return folders;
}

const char *fix_tree_header(struct fix_tree *tree, const char *from, const char *name)
{
	const char *best = NULL;
	g_autofree char *base = g_path_get_basename(name);
	if (!tree->by_name)
		index_names(tree);
	const GPtrArray *list = g_hash_table_lookup(tree->by_name, base);
	while (g_str_has_prefix(name, "../") || g_str_has_prefix(name, "./"))
		name = strchr(name, '/') + 1;
	for (guint i = 0; list && i < list->len; i++) {
		const char *path = list->pdata[i];
		size_t n = strlen(path), m = strlen(name);
		if (n < m || strcmp(path + n - m, name) != 0 || (n > m && path[n - m - 1] != '/'))
			continue;
		if (!best || common_prefix(path, from) > common_prefix(best, from))
			best = path;
	}
	return best;
}
