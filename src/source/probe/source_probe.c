/* Shows what source/ knows of a file, for scripts/check-conditions and for the developer: no part of the installed
 * program. source_probe lex FILE NAME…        matches, functions, arms, defines, includes source_probe arms FILE NAME…
 * for each match: state, guard and definitions of its arm, headers beside the file taken in; source_probe search NAME…
 * < LIST   which of the listed files hold a name (the prefilter alone) */
#include <stdio.h>
#include <string.h>

#include "source/conditions.h"
#include "source/flatten.h"
#include "source/guard.h"
#include "source/text.h"

static const char *const class_names[] = {"code",       "comment",   "string",    "macro-name",
					  "macro-body", "condition", "directive", "look-alike"};

static struct source_needles *needles_from(char **names)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new();

	for (; *names; names++)
		g_ptr_array_add(list, (gpointer)g_intern_string(*names));
	return source_needles_new(list);
}

static void show_matches(const struct source_text *text)
{
	for (unsigned i = 0; i < text->matches->len; i++) {
		const struct lex_match *m = &g_array_index(text->matches, struct lex_match, i);
		const struct lex_function *f = source_text_function_at(text, m->offset);

		printf("match %u:%u %s %s arm=%d macro=%s function=%s\n", m->line, m->column, m->name,
		       class_names[m->class], m->arm, m->macro ? m->macro : "-", f ? f->name : "-");
	}
}

static void show_rest(const struct source_text *text)
{
	for (unsigned i = 0; i < text->functions->len; i++) {
		const struct lex_function *f = &g_array_index(text->functions, struct lex_function, i);

		printf("function %s line=%u %u-%u arm=%d\n", f->name, f->line, source_text_line(text, f->begin, NULL),
		       source_text_line(text, f->end, NULL), f->arm);
	}
	for (unsigned i = 0; i < text->arms->len; i++) {
		const struct if_arm *a = &g_array_index(text->arms, struct if_arm, i);

		printf("arm %u line=%u group=%d parent=%d previous=%d%s %s\n", i, a->line, a->group, a->parent,
		       a->previous, a->header_guard ? " guard" : "", a->condition ? a->condition : "else");
	}
	for (unsigned i = 0; i < text->defines->len; i++) {
		const struct lex_define *d = &g_array_index(text->defines, struct lex_define, i);

		printf("define %u:%s(%s) arm=%d %s\n", d->line, d->name, d->params ? d->params : "", d->arm,
		       d->body ? d->body : "(undef)");
	}
	for (unsigned i = 0; i < text->includes->len; i++) {
		const struct lex_include *inc = &g_array_index(text->includes, struct lex_include, i);

		printf("include %u:%s arm=%d\n", inc->line, inc->name, inc->arm);
	}
}

static void show_config(const struct config *config)
{
	for (unsigned i = 0; config && i < config->macros->len; i++) {
		const struct config_macro *m = &g_array_index(config->macros, struct config_macro, i);

		if (m->value)
			printf("\t-D%s=%s", m->name, m->value);
		else
			printf("\t-U%s", m->name);
	}
	printf("\n");
}

static void show_arm(const struct source_text *text, const struct flattened *flat, int arm, unsigned line,
		     const char *name)
{
	static const char *const states[] = {"always", "solved", "inactive", "unsolved"};
	auto_ptr(config) config = NULL;
	g_autofree char *guard = guard_describe(text, arm), *flat_guard = NULL;
	int flat_arm = flat && arm >= 0 ? flat->arms[arm] : arm;
	enum arm_state state = conditions_solve(flat ? flat->text : text, flat_arm, &config, &flat_guard);

	printf("%u\t%s\t%s\t%s", line, name, states[state], guard ? guard : "-");
	show_config(config);
}

static char *beside(const char *name, bool angled, const char *includer, void *data)
{
	g_autofree char *folder = g_path_get_dirname(includer);
	char *path = g_build_filename(folder, name, NULL);

	(void)angled, (void)data;
	if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
		g_clear_pointer(&path, g_free);
	return path;
}

static void show_arms(const struct source_text *text)
{
	static const struct header_search search = {.find = beside};
	g_autofree int *arms = g_new0(int, text->matches->len + 1);

	for (unsigned i = 0; i < text->matches->len; i++)
		arms[i] = g_array_index(text->matches, struct lex_match, i).arm;
	auto_ptr(flattened) flat = flattened_new(text, text->path, arms, text->matches->len, &search);
	for (unsigned i = 0; i < text->matches->len; i++) {
		const struct lex_match *m = &g_array_index(text->matches, struct lex_match, i);

		show_arm(text, flat, m->arm, m->line, m->name);
	}
}

static void show_every(const struct source_text *text)
{
	for (unsigned i = 0; i < text->arms->len; i++)
		show_arm(text, NULL, (int)i, g_array_index(text->arms, struct if_arm, i).line, "arm");
}

static int search(const struct source_needles *needles)
{
	char line[8192];
	unsigned files = 0, hits = 0;

	while (fgets(line, sizeof(line), stdin)) {
		g_autoptr(GMappedFile) file = NULL;

		line[strcspn(line, "\n")] = '\0';
		file = g_mapped_file_new(line, FALSE, NULL);
		files++;
		if (file &&
		    source_needles_hit(needles, g_mapped_file_get_contents(file), g_mapped_file_get_length(file))) {
			hits++;
			printf("%s\n", line);
		}
	}
	fprintf(stderr, "%u files, %u hits\n", files, hits);
	return 0;
}

int main(int argc, char **argv)
{
	bool searching = argc > 1 && strcmp(argv[1], "search") == 0;
	g_autofree char *bytes = NULL;
	gsize length;

	if (argc < (searching ? 3 : 4)) {
		fprintf(stderr, "usage: source_probe lex|arms|every FILE NAME…  |  search NAME… < LIST\n");
		return 2;
	}
	auto_ptr(source_needles) needles = needles_from(argv + (searching ? 2 : 3));
	if (searching)
		return search(needles);
	if (!g_file_get_contents(argv[2], &bytes, &length, NULL)) {
		fprintf(stderr, "source_probe: cannot read %s\n", argv[2]);
		return 2;
	}
	auto_ptr(source_text) text = source_text_lex(argv[2], bytes, length, needles);
	if (strcmp(argv[1], "arms") == 0 || strcmp(argv[1], "every") == 0) {
		argv[1][0] == 'a' ? show_arms(text) : show_every(text);
		return 0;
	}
	show_matches(text);
	show_rest(text);
	return 0;
}
