/* Files of the tree, read once: every way of patching and every proof works on the same bytes. */
#include <string.h>

#include "fix/job.h"

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
