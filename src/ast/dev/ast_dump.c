/* ast_dump FILE [--root DIR] [--want NAME]… [--all] [-- FLAGS]: what the parser makes of one file. Without --root the
 * file's folder is the tree; --all wants every function of the file; FLAGS are taken as a compile database's. A
 * developer's tool, not installed. */
#include <stdio.h>
#include <string.h>

#include "ast/dev/input.h"
#include "ast/ladder.h"

static char *relative_to(const char *root, const char *path)
{
	size_t n = strlen(root);
	bool below = strncmp(path, root, n) == 0 && path[n] == '/';
	return g_strdup(below ? path + n + 1 : path);
}

int main(int argc, char **argv)
{
	const char *file = NULL, *root = NULL;
	g_autoptr(GPtrArray) wanted = g_ptr_array_new();
	struct ast_input_options options = {.rules = AST_DEV_RULES};

	for (int i = 1; i < argc && !options.flags; i++) {
		if (strcmp(argv[i], "--") == 0)
			options.flags = argv + i + 1;
		else if (strcmp(argv[i], "--root") == 0 && i + 1 < argc)
			root = argv[++i];
		else if (strcmp(argv[i], "--want") == 0 && i + 1 < argc)
			g_ptr_array_add(wanted, argv[++i]);
		else if (strcmp(argv[i], "--all") == 0)
			options.all = true;
		else if (strcmp(argv[i], "--rules") == 0 && i + 1 < argc)
			options.rules = argv[++i];
		else
			file = argv[i];
	}
	if (!file) {
		fprintf(stderr,
			"usage: ast_dump FILE [--root DIR] [--want NAME]... [--all] [--rules DIR] [-- FLAGS]\n");
		return 2;
	}
	g_ptr_array_add(wanted, NULL);
	options.wanted = (char **)wanted->pdata;
	g_autofree char *absolute = g_canonicalize_filename(file, NULL);
	g_autofree char *folder = root ? g_canonicalize_filename(root, NULL) : g_path_get_dirname(absolute);
	g_autofree char *relative = relative_to(folder, absolute);
	g_autoptr(GError) error = NULL;
	options.root = folder;
	options.path = relative;
	auto_ptr(ast_input) input = ast_input_new(&options, &error);
	if (!input) {
		fprintf(stderr, "ast_dump: %s\n", error->message);
		return 2;
	}
	auto_ptr(ast_unit) unit = analyse(ast_input_request(input));
	g_autoptr(GString) out = g_string_new(NULL);
	ast_input_print(unit, out);
	fputs(out->str, stdout);
	return unit->complete ? 0 : 1;
}
