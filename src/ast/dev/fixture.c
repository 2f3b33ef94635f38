/* For the tests of this folder: a tree in a temporary folder, analysed. */
#include "ast/dev/fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ast/ladder.h"
#include "cfg/text.h"

static void write_file(const char *root, const char *path, const char *text)
{
	g_autofree char *full = g_build_filename(root, path, NULL), *folder = g_path_get_dirname(full);
	g_autoptr(GError) error = NULL;

	g_assert(g_mkdir_with_parents(folder, 0700) == 0);
	if (!g_file_set_contents(full, text, -1, &error))
		g_error("%s", error->message);
}

static void remove_files(const char *root, const char *const *files)
{
	for (unsigned i = 0; files[i]; i += 2) {
		g_autofree char *full = g_build_filename(root, files[i], NULL);
		g_autofree char *folder = g_path_get_dirname(full);

		g_unlink(full);
		if (strcmp(folder, root) != 0)
			g_rmdir(folder);
	}
	g_rmdir(root);
}

struct ast_unit *fixture_analyse(const char *const *files, const char *wanted, char **flags)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *root = g_dir_make_tmp("sysfall-ast-XXXXXX", &error);
	char *names[] = {(char *)wanted, NULL};
	struct ast_input_options options = {
		.root = root, .path = files[0], .rules = AST_DEV_RULES, .wanted = names, .flags = flags};

	for (unsigned i = 0; files[i]; i += 2)
		write_file(root, files[i], files[i + 1]);
	struct ast_input *input = ast_input_new(&options, &error);

	if (!input)
		g_error("%s", error->message);
	struct ast_unit *unit = analyse(ast_input_request(input));

	ast_input_free(input);
	remove_files(root, files);
	return unit;
}

static bool is_variable_line(const char *line)
{
	static const char *const words[] = {"    local ", "    temp ", "    static ", "    global "};

	for (unsigned i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_has_prefix(line, words[i]))
			return true;
	return false;
}

char *fixture_function(const struct ast_unit *unit, const char *name)
{
	g_autoptr(GString) text = g_string_new(NULL), out = g_string_new(NULL);
	g_autofree char *method = g_strconcat("::", name, NULL);

	for (unsigned i = 0; i < unit->code->functions->len; i++) {
		const struct cfg_function *f = g_ptr_array_index(unit->code->functions, i);

		if (strcmp(f->name, name) == 0 || g_str_has_suffix(f->name, method)) {
			cfg_text_print_function(f, text);
			break;
		}
	}
	g_auto(GStrv) lines = g_strsplit(text->str, "\n", -1);

	for (char **l = lines[0] ? lines + 1 : lines; *l; l++) {
		char *place = strstr(*l, "  @");

		if (place)
			*place = '\0';
		if (**l && !is_variable_line(*l))
			g_string_append_printf(out, "%s\n", *l);
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

char *fixture_places(const struct ast_unit *unit)
{
	GString *out = g_string_new(NULL);

	for (unsigned i = 0; i < unit->sites->len; i++) {
		const struct ast_site *s = g_ptr_array_index(unit->sites, i);

		g_string_append_printf(out, "%u:%u %s %s in %s", s->range.line, s->range.column, s->call,
				       site_form_name(s->form), *s->function ? s->function : "-");
		for (unsigned k = 0; k < s->flags->len; k++)
			g_string_append_printf(out, " %d", g_array_index(s->flags, int, k));
		g_string_append_printf(out, "%s%s\n", s->guard ? " if " : "", s->guard ? s->guard : "");
	}
	for (unsigned i = 0; i < unit->occurrences->len; i++) {
		const struct ast_occurrence *o = g_ptr_array_index(unit->occurrences, i);

		if (o->class != OCCURRENCE_STRING && o->class != OCCURRENCE_COMMENT)
			g_string_append_printf(out, "%u:%u %s\n", o->line, o->column, occurrence_class_name(o->class));
	}
	return g_string_free(out, FALSE);
}
