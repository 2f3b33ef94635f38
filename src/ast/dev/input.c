/* A request made up from a file on disk. The tree's index is a plain walk; conditions and commands are the real ones.
 */
#include "ast/dev/input.h"

#include <string.h>

#include "source/compdb.h"
#include "source/walk.h"

struct ast_input {
	struct ast_request request;
	struct ast_tree tree;
	struct rule_set *rules;
	struct source_text *text;
	struct compdb_command command;
	char *root, *absolute, *bytes;
};

static void index_folder(struct ast_tree *tree, const char *folder, unsigned depth)
{
	g_autofree char *absolute = g_build_filename(tree->root, folder, NULL);
	GDir *dir = depth < 24 ? g_dir_open(absolute, 0, NULL) : NULL;
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = *folder ? g_build_filename(folder, name, NULL) : g_strdup(name);
		g_autofree char *full = g_build_filename(tree->root, path, NULL);
		if (g_file_test(full, G_FILE_TEST_IS_SYMLINK))
			continue;
		if (g_file_test(full, G_FILE_TEST_IS_DIR)) {
			index_folder(tree, path, depth + 1);
		} else if (source_is_c(path)) {
			GPtrArray *list = g_hash_table_lookup(tree->by_basename, name);
			if (!list) {
				list = g_ptr_array_new();
				g_hash_table_insert(tree->by_basename, g_strdup(name), list);
			}
			g_ptr_array_add(list, (gpointer)g_intern_string(path));
		}
	}
	if (dir)
		g_dir_close(dir);
}

static void lex(struct ast_input *in, size_t length, char **wanted)
{
	g_autoptr(GPtrArray) names = rule_set_names(in->rules);
	for (char **w = wanted; w && *w; w++)
		g_ptr_array_add(names, (gpointer)g_intern_string(*w));
	auto_ptr(source_needles) needles = source_needles_new(names);
	in->text = source_text_lex(in->request.path, in->bytes, length, needles);
}

static void take_command(struct ast_input *in, char **flags)
{
	if (!flags)
		return;
	in->command =
		(struct compdb_command){g_intern_string(in->absolute), g_intern_string(in->root), g_strdupv(flags)};
	in->request.commands = g_ptr_array_new();
	g_ptr_array_add(in->request.commands, &in->command);
}

struct ast_input *ast_input_new(const struct ast_input_options *options, GError **error)
{
	auto_ptr(ast_input) in = g_new0(struct ast_input, 1);
	gsize length;

	in->root = g_strdup(options->root);
	in->absolute = g_build_filename(options->root, options->path, NULL);
	in->rules = rule_set_new();
	in->tree.root = in->root;
	in->tree.by_basename =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
	if (!rule_set_load(in->rules, options->rules, error) ||
	    !g_file_get_contents(in->absolute, &in->bytes, &length, error))
		return NULL;
	in->request.path = g_intern_string(options->path);
	in->request.absolute = in->absolute;
	in->request.rules = in->rules;
	in->request.tree = &in->tree;
	in->request.cxx_header = options->cxx_header;
	index_folder(&in->tree, "", 0);
	lex(in, length, options->wanted);
	in->request.text = in->text;
	take_command(in, options->flags);
	return g_steal_pointer(&in);
}

const struct ast_request *ast_input_request(const struct ast_input *in)
{
	return &in->request;
}

void ast_input_free(struct ast_input *in)
{
	if (!in)
		return;
	source_text_free(in->text);
	rule_set_free(in->rules);
	g_hash_table_unref(in->tree.by_basename);
	if (in->request.commands)
		g_ptr_array_unref(in->request.commands);
	g_strfreev(in->command.args);
	g_free(in->root);
	g_free(in->absolute);
	g_free(in->bytes);
	g_free(in);
}
