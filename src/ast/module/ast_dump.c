/* Shows what ast/ makes of one file, for the developer and for the tests of other folders: no part of the installed
 * program.
 *
 *     ast_dump FILE [--root DIR] [--rules DIR] [--also NAME]… [--all] [--quiet] [-- COMPILER FLAGS]
 *
 * --root is the tree that headers are looked for in (the file's folder without it), --also a further name to search for
 * as a wrapper's, --all wants every function of the file, --quiet leaves the functions out. With flags after `--` they
 * are used as a compile database's. */
#include <stdio.h>
#include <string.h>

#include "ast/ladder.h"
#include "cfg/text.h"
#include "model/run.h"
#include "source/walk.h"

struct arguments {
	char *file, *root, *rules;
	GPtrArray *also;
	bool quiet, all;
	char **flags; /* NULL: none were given */
};

static GPtrArray *names_for(const struct rule_set *rules, const struct arguments *a)
{
	GPtrArray *names = rule_set_names(rules);

	for (guint i = 0; i < a->also->len; i++)
		g_ptr_array_add(names, a->also->pdata[i]);
	return names;
}

/* The files of the tree by their last name, as scan/ gives them. */
static GHashTable *index_tree(const char *root)
{
	g_autoptr(GPtrArray) problems = g_ptr_array_new();
	struct source_walk walk = {.root = root, .entries = g_ptr_array_new(), .problems = problems};
	GHashTable *index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	if (!source_walk_run(&walk, NULL))
		return index;
	for (guint i = 0; i < walk.entries->len; i++) {
		const struct source_entry *e = walk.entries->pdata[i];
		char *base = g_path_get_basename(e->path);
		GPtrArray *list = g_hash_table_lookup(index, base);

		if (!list)
			g_hash_table_insert(index, g_strdup(base), list = g_ptr_array_new());
		g_ptr_array_add(list, (gpointer)e->path);
		g_free(base);
	}
	return index;
}

/* All functions' names become further ones. */
static void want_all(const struct arguments *a, const struct source_text *text)
{
	for (guint i = 0; i < text->functions->len; i++) {
		const char *name = g_array_index(text->functions, struct lex_function, i).name;

		if (!g_ptr_array_find(a->also, name, NULL))
			g_ptr_array_add(a->also, (gpointer)name);
	}
}

static void check_functions(const struct ast_unit *unit)
{
	for (guint i = 0; i < unit->code->functions->len; i++) {
		g_autoptr(GError) error = NULL;

		if (!cfg_function_check(unit->code->functions->pdata[i], &error))
			printf("INVALID %s\n", error->message);
	}
}

static void print_sites(const struct ast_unit *unit)
{
	for (guint i = 0; i < unit->sites->len; i++) {
		const struct ast_site *s = unit->sites->pdata[i];

		printf("site %u %s %s %s %u:%u-%u:%u in %s guard %s flags", s->number, s->rule, s->call,
		       site_form_name(s->form), s->range.line, s->range.column, s->range.end_line, s->range.end_column,
		       s->function, s->guard ? s->guard : "none");
		for (guint k = 0; k < s->flags->len; k++)
			printf(" %d", g_array_index(s->flags, int, k));
		printf("\n");
	}
}

static void print_unit(const struct ast_unit *unit, bool quiet)
{
	print_sites(unit);
	for (guint i = 0; i < unit->occurrences->len; i++) {
		const struct ast_occurrence *o = unit->occurrences->pdata[i];

		printf("occurrence %u:%u %s %s%s%s\n", o->line, o->column, o->name, occurrence_class_name(o->class),
		       o->note ? ": " : "", o->note ? o->note : "");
	}
	for (guint i = 0; i < unit->problems->len; i++) {
		const struct problem *p = unit->problems->pdata[i];

		printf("problem %u %s: %s\n", p->line, p->kind, p->text);
	}
	printf("%s, %u parses, %u configurations, %u functions\n", unit->complete ? "complete" : "incomplete",
	       unit->parses, unit->configs, unit->code->functions->len);
	check_functions(unit);
	if (quiet)
		return;
	GString *text = g_string_new(NULL);

	cfg_text_print(unit->code, text);
	fputs(text->str, stdout);
	g_string_free(text, TRUE);
}

static bool read_arguments(int argc, char **argv, struct arguments *a)
{
	for (int i = 1; i < argc; i++) {
		bool more = i + 1 < argc;

		if (strcmp(argv[i], "--") == 0) {
			a->flags = argv + i + 1;
			break;
		}
		if (strcmp(argv[i], "--root") == 0 && more)
			a->root = argv[++i];
		else if (strcmp(argv[i], "--rules") == 0 && more)
			a->rules = argv[++i];
		else if (strcmp(argv[i], "--also") == 0 && more)
			g_ptr_array_add(a->also, (gpointer)g_intern_string(argv[++i]));
		else if (strcmp(argv[i], "--all") == 0)
			a->all = true;
		else if (strcmp(argv[i], "--quiet") == 0)
			a->quiet = true;
		else if (!a->file && argv[i][0] != '-')
			a->file = argv[i];
		else
			return false;
	}
	return a->file != NULL;
}

static int dump(const struct arguments *a, const struct rule_set *rules)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *absolute = g_canonicalize_filename(a->file, NULL);
	g_autofree char *root = a->root ? g_canonicalize_filename(a->root, NULL) : g_path_get_dirname(absolute);
	size_t n = strlen(root);
	bool below = strncmp(absolute, root, n) == 0 && absolute[n] == '/';
	const char *path = g_intern_string(below ? absolute + n + 1 : absolute);
	g_autofree char *bytes = NULL;
	gsize length;

	if (!g_file_get_contents(absolute, &bytes, &length, &error)) {
		fprintf(stderr, "ast_dump: %s\n", error->message);
		return 2;
	}
	g_autoptr(GPtrArray) names = names_for(rules, a);
	auto_ptr(source_needles) needles = source_needles_new(names);
	auto_ptr(source_text) text = source_text_lex(path, bytes, length, needles);
	if (a->all) {
		want_all(a, text);
		g_autoptr(GPtrArray) more = names_for(rules, a);
		source_needles_free(needles);
		source_text_free(text);
		needles = source_needles_new(more);
		text = source_text_lex(path, bytes, length, needles);
	}
	struct ast_tree tree = {.root = root, .by_basename = index_tree(root)};
	struct compdb_command command = {absolute, root, a->flags};
	g_autoptr(GPtrArray) commands = g_ptr_array_new();
	struct ast_request request = {
		.path = path, .absolute = absolute, .text = text, .tree = &tree, .rules = rules, .commands = commands};

	if (a->flags)
		g_ptr_array_add(commands, &command);
	auto_ptr(ast_unit) unit = analyse(&request);

	print_unit(unit, a->quiet);
	return 0;
}

int main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	struct arguments a = {.also = g_ptr_array_new()};
	auto_ptr(rule_set) rules = rule_set_new();

	if (!read_arguments(argc, argv, &a)) {
		fprintf(stderr, "usage: ast_dump FILE [--root DIR] [--rules DIR] [--also NAME]... [--all] [--quiet] "
				"[-- FLAGS]\n");
		return 2;
	}
	if (!rule_set_load(rules, a.rules ? a.rules : RULES_DIR, &error)) {
		fprintf(stderr, "ast_dump: %s\n", error->message);
		return 2;
	}
	return dump(&a, rules);
}
