/* The ladder on files whose headers are somewhere in the tree, or nowhere: what is seen, and what is owned up to. */
#include "ast/specimen.h"

static const struct ast_site *only_site(const struct ast_unit *unit)
{
	assert_int_equal(unit->sites->len, 1);
	return unit->sites->pdata[0];
}

static void assert_class(const struct ast_unit *unit, unsigned i, enum occurrence_class class)
{
	assert_true(i < unit->occurrences->len);
	assert_string_equal(occurrence_class_name(((struct ast_occurrence *)unit->occurrences->pdata[i])->class),
			    occurrence_class_name(class));
}

/* Types, values, functions and macros of a header that is not there. */
static void missing_header(void **state)
{
	struct specimen s;

	(void)state;
	specimen_begin(&s);
	specimen_add(&s, "a.c",
		     "#include \"gone.h\"\n"
		     "EXPORT gone_t *take(gone_t *g)\n{\n"
		     "\tgone_t *c = gone_new(LIMIT);\n"
		     "\tc->fd = accept4(g->fd, NULL, NULL, SOCK_CLOEXEC);\n"
		     "\treturn c;\n}\n");
	auto_ptr(ast_unit) unit = specimen_analyse(&s, "a.c", NULL);
	const struct ast_site *site = only_site(unit);

	assert_true(unit->complete);
	assert_int_equal(site->range.line, 5);
	assert_int_equal(site->range.column, 10);
	assert_string_equal(site->function, "take");
	assert_int_equal(g_array_index(site->flags, int, 0), 1);
	g_autofree char *code = specimen_code(unit);

	assert_non_null(strstr(code, "c = gone_new(LIMIT)\n"));
	assert_non_null(strstr(code, "c->fd = t1\n"));
	specimen_end(&s);
}

/* A method of a class that nobody declares: a function all the same, under its name; an unknown class takes what it is
 * given. */
static void missing_class(void **state)
{
	struct specimen s;

	(void)state;
	specimen_begin(&s);
	specimen_add(&s, "a.cc",
		     "#include \"gone.hpp\"\n"
		     "gone_t net::listener_t::take()\n{\n"
		     "\tgone_t s = ::accept4(_s, nullptr, nullptr, 0);\n"
		     "\treturn s;\n}\n");
	auto_ptr(ast_unit) unit = specimen_analyse(&s, "a.cc", NULL);

	assert_true(unit->complete);
	assert_string_equal(only_site(unit)->function, "listener_t::take");
	assert_int_equal(only_site(unit)->range.column, 15);
	g_autofree char *code = specimen_code(unit);

	assert_non_null(strstr(code, "t1 = accept4(_s, 0, 0, 0) site 1\ns = t1\n"));
	specimen_end(&s);
}

/* A header in another folder of the tree is found by its longest path. */
static void header_in_the_tree(void **state)
{
	struct specimen s;

	(void)state;
	specimen_begin(&s);
	specimen_add(&s, "include/net/take.h",
		     "#include <sys/socket.h>\n#define TAKE(fd) accept4(fd, 0, 0, SOCK_NONBLOCK)\n");
	specimen_add(&s, "src/a.c", "#include <net/take.h>\nint take(int fd)\n{\n\treturn TAKE(fd);\n}\n");
	auto_ptr(ast_unit) unit = specimen_analyse(&s, "src/a.c", (const char *const[]){"TAKE", NULL});

	assert_string_equal(site_form_name(only_site(unit)->form), "macro");
	assert_int_equal(only_site(unit)->range.line, 4);
	specimen_end(&s);
}

/* What stands under a condition is compiled with the definitions that enable it. */
static void conditions_are_enabled(void **state)
{
	struct specimen s;

	(void)state;
	specimen_begin(&s);
	specimen_add(&s, "a.c",
		     "#include <sys/socket.h>\n"
		     "int take(int fd)\n{\n"
		     "#if defined(HAVE_ACCEPT4) && MODE > 2\n"
		     "\treturn accept4(fd, 0, 0, 0);\n"
		     "#elif defined(__FreeBSD__)\n"
		     "\treturn accept4(fd, 0, 0, 1);\n"
		     "#else\n"
		     "\treturn accept(fd, 0, 0);\n"
		     "#endif\n}\n");
	auto_ptr(ast_unit) unit = specimen_analyse(&s, "a.c", NULL);

	assert_string_equal(only_site(unit)->guard, "defined(HAVE_ACCEPT4) && MODE > 2");
	assert_int_equal(only_site(unit)->range.line, 5);
	assert_class(unit, 0, OCCURRENCE_INACTIVE);
	specimen_end(&s);
}

/* Two arms that exclude one another are two configurations; the functions of the second have keys of their own. */
static void two_configurations(void **state)
{
	struct specimen s;

	(void)state;
	specimen_begin(&s);
	specimen_add(&s, "a.c",
		     "#include <sys/socket.h>\n"
		     "int take(int fd)\n{\n"
		     "#ifdef A\n\treturn accept4(fd, 0, 0, 0);\n"
		     "#else\n\treturn accept4(fd, 0, 0, 1);\n"
		     "#endif\n}\n");
	auto_ptr(ast_unit) unit = specimen_analyse(&s, "a.c", NULL);

	assert_int_equal(unit->configs, 2);
	assert_int_equal(unit->sites->len, 2);
	const struct ast_site *first = unit->sites->pdata[0], *second = unit->sites->pdata[1];

	assert_string_equal(first->function_key, "take");
	assert_string_equal(second->function_key, "take@2");
	assert_string_equal(second->function, "take");
	specimen_end(&s);
}

/* Bodies that don't matter are emptied before the parse: their functions are unknown, not functions that do nothing. */
static void helpers_are_kept_or_unknown(void **state)
{
	struct specimen s;

	(void)state;
	specimen_begin(&s);
	specimen_add(&s, "a.c",
		     "#include <sys/socket.h>\n"
		     "#define OLD(e) is_old(e)\n"
		     "static int is_old(int e) { return e == 38; }\n"
		     "int unrelated(void) { return nothing_known; }\n"
		     "int take(int fd)\n{\n"
		     "\tint r = accept4(fd, 0, 0, 0);\n"
		     "\treturn OLD(r) ? 1 : 0;\n}\n");
	auto_ptr(ast_unit) unit = specimen_analyse(&s, "a.c", NULL);
	g_autofree char *code = specimen_code(unit);

	assert_non_null(strstr(code, "(e == 38)"));
	assert_null(strstr(code, "unrelated"));
	assert_int_equal(unit->code->functions->len, 2);
	specimen_end(&s);
}

/* A statement that the compiler drops near a site makes the unit incomplete, and the reason is told. */
static void lost_statement(void **state)
{
	struct specimen s;

	(void)state;
	specimen_begin(&s);
	specimen_add(&s, "a.c",
		     "#include <sys/socket.h>\n"
		     "int take(int fd)\n{\n"
		     "\tint r = accept4(fd, 0, 0, 0);\n"
		     "\tr = = fd;\n"
		     "\treturn r;\n}\n");
	auto_ptr(ast_unit) unit = specimen_analyse(&s, "a.c", NULL);

	assert_false(unit->complete);
	assert_int_equal(unit->sites->len, 1);
	assert_int_equal(unit->problems->len, 1);
	assert_non_null(strstr(((struct problem *)unit->problems->pdata[0])->text, "line 5: expected expression"));
	specimen_end(&s);
}

static void occurrence_classes(void **state)
{
	struct specimen s;

	(void)state;
	specimen_begin(&s);
	specimen_add(&s, "a.c",
		     "int accept4(int, void *, void *, int);\n"
		     "struct t { int accept4; };\n"
		     "#define CHECK(x) f(#x)\n"
		     "void f(const char *);\n"
		     "int take(struct t *t)\n{\n"
		     "\tCHECK(accept4);\n"
		     "\treturn t->accept4;\n}\n");
	auto_ptr(ast_unit) unit = specimen_analyse(&s, "a.c", NULL);

	assert_int_equal(unit->sites->len, 0);
	assert_class(unit, 0, OCCURRENCE_DECLARATION);
	assert_class(unit, 1, OCCURRENCE_LOOK_ALIKE);
	assert_class(unit, 2, OCCURRENCE_LOOK_ALIKE);
	assert_class(unit, 3, OCCURRENCE_LOOK_ALIKE);
	assert_true(unit->complete);
	specimen_end(&s);
}

/* A function of that name of the file's own, in a namespace or static, is not the call. */
static void namesakes(void **state)
{
	static const char *const sources[] = {
		"namespace n { int accept4(int a, int b, int c, int d); }\nint take() { return n::accept4(1, 2, 3, 4); "
		"}\n",
		"static int accept4(int a, int b, int c, int d) { return a; }\nint take() { return accept4(1, 2, 3, "
		"4); }\n",
		"struct S { int accept4(int a); };\nint take(S &s) { return s.accept4(1); }\n",
	};

	(void)state;
	for (unsigned i = 0; i < G_N_ELEMENTS(sources); i++) {
		struct specimen s;

		specimen_begin(&s);
		specimen_add(&s, "a.cc", sources[i]);
		auto_ptr(ast_unit) unit = specimen_analyse(&s, "a.cc", NULL);

		assert_int_equal(unit->sites->len, 0);
		assert_true(unit->complete);
		specimen_end(&s);
	}
}

/* A compile database's own flags are used as they are. */
static void real_flags(void **state)
{
	struct specimen s;
	const char *args[] = {"-DCALL=accept4", "-D_GNU_SOURCE", NULL};
	struct compdb_command command = {"", "/", (char **)args};

	(void)state;
	specimen_begin(&s);
	s.commands = g_ptr_array_new();
	g_ptr_array_add(s.commands, &command);
	specimen_add(&s, "a.c",
		     "#include <sys/socket.h>\nint take(int fd)\n{\n\treturn accept4(fd, 0, 0, 0) + CALL(fd, 0, 0, "
		     "0);\n}\n");
	auto_ptr(ast_unit) unit = specimen_analyse(&s, "a.c", NULL);

	assert_int_equal(unit->sites->len, 2);
	assert_int_equal(unit->parses, 1);
	specimen_end(&s);
}

static struct ast_unit *analyse_with(struct specimen *s, struct compdb_command *commands, const guint *order, guint n)
{
	specimen_begin(s);
	s->commands = g_ptr_array_new();
	for (guint i = 0; i < n; i++)
		g_ptr_array_add(s->commands, &commands[order[i]]);
	specimen_add(s, "a.c",
		     "#include <sys/socket.h>\nint take(int fd)\n{\n#ifdef A\n\treturn accept4(fd, 0, 0, A);\n"
		     "#else\n\treturn -1;\n#endif\n}\n");
	return specimen_analyse(s, "a.c", NULL);
}

/* A file that is compiled several times has a unit for each command that makes a difference, whatever their order. */
static void several_commands(void **state)
{
	const char *args[][5] = {{"-D_GNU_SOURCE", "-DA=1", NULL},
				 {"-D_GNU_SOURCE", "-DA=2", "-O2", "-c", NULL},
				 {"-D_GNU_SOURCE", "-DA=2", "-fPIC", NULL},
				 {"-D_GNU_SOURCE", "-DA=2", "-DB", NULL},
				 {"-D_GNU_SOURCE", NULL}};
	struct compdb_command commands[G_N_ELEMENTS(args)];
	const guint orders[][G_N_ELEMENTS(args)] = {{0, 1, 2, 3, 4}, {4, 2, 3, 1, 0}};
	g_autofree char *before = NULL;

	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(args); i++)
		commands[i] = (struct compdb_command){"", "/", (char **)args[i]};
	for (guint o = 0; o < G_N_ELEMENTS(orders); o++) {
		struct specimen s;
		auto_ptr(ast_unit) unit = analyse_with(&s, commands, orders[o], G_N_ELEMENTS(args));
		g_autoptr(GString) text = g_string_new(NULL);

		assert_int_equal(unit->parses, 4);
		assert_int_equal(unit->configs, 4);
		assert_int_equal(unit->variants->len, 2); /* -DB changes nothing */
		assert_true(unit->complete);
		cfg_text_print(unit->code, text);
		for (guint i = 0; i < unit->variants->len; i++)
			cfg_text_print(((struct ast_unit *)unit->variants->pdata[i])->code, text);
		assert_true(!before || strcmp(before, text->str) == 0);
		g_free(before);
		before = g_string_free(g_steal_pointer(&text), FALSE);
		specimen_end(&s);
	}
}

/* A bound, and it is told. */
static void too_many_commands(void **state)
{
	struct compdb_command commands[COMMANDS_MAX + 2];
	guint order[G_N_ELEMENTS(commands)];
	char *args[G_N_ELEMENTS(commands)][2] = {{NULL}};
	struct specimen s;

	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(commands); i++) {
		args[i][0] = g_strdup_printf("-DA=%u", i);
		commands[i] = (struct compdb_command){"", "/", args[i]};
		order[i] = i;
	}
	auto_ptr(ast_unit) unit = analyse_with(&s, commands, order, G_N_ELEMENTS(commands));

	assert_int_equal(unit->parses, COMMANDS_MAX);
	assert_int_equal(unit->variants->len, COMMANDS_MAX - 1);
	assert_false(unit->complete);
	assert_string_equal(((struct problem *)unit->problems->pdata[0])->kind, "budget");
	specimen_end(&s);
	for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
		g_free(args[i][0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(missing_header),     cmocka_unit_test(missing_class),
		cmocka_unit_test(header_in_the_tree), cmocka_unit_test(conditions_are_enabled),
		cmocka_unit_test(two_configurations), cmocka_unit_test(helpers_are_kept_or_unknown),
		cmocka_unit_test(lost_statement),     cmocka_unit_test(occurrence_classes),
		cmocka_unit_test(namesakes),          cmocka_unit_test(real_flags),
		cmocka_unit_test(several_commands),   cmocka_unit_test(too_many_commands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
