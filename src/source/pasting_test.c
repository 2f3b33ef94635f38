/* Names that macros put together: of which pieces, where those may stand, and what makes none. */
#include "source/pasting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *const names[] = {"accept4", "SYS_accept4"};

static void found(const char *macro, const void *file, void *data)
{
	g_string_append_printf(data, "%s%s ", macro, file ? "" : "!");
}

/* The macros whose uses make a name, one that makes it wherever it is used with a "!". */
static char *made_of(const char *definitions, const char *code, const char *elsewhere)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new();
	GString *out = g_string_new("");

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		g_ptr_array_add(list, (gpointer)g_intern_string(names[i]));
	auto_ptr(pasting) p = pasting_new(list);

	pasting_define(p, definitions, strlen(definitions), NULL);
	g_ptr_array_unref(pasting_new_joiners(p));
	pasting_use(p, code, strlen(code), code);
	g_autoptr(GHashTable) open = pasting_open_words(p);

	pasting_define(p, elsewhere, strlen(elsewhere), open);
	pasting_made(p, found, out);
	return g_strchomp(g_string_free(out, FALSE));
}

static void test_made(void **state)
{
	static const struct {
		const char *definitions, *code, *elsewhere, *made;
	} cases[] = {
		{"#define J(a, b) a##b\n", "J(accept, 4)(s);", "", "J"},
		{"#define J(a, b) a##b\n", "J(acc, J(ept, 4))(s);", "", "J"},
		{"#define J(a, b) a##b\n", "J(accept, 5)(s); J(x, 4);", "", ""},
		{"#define J(a, b) a##b\n", "J (accept, (4))(s);", "", "J"},
		{"#define J(a, b) a##b\n", "/* J(accept, 4) */ \"J(accept, 4)\";", "", ""},
		{"# define J(a, b) a \\\n  ##b\n", "J(accept, 4)(s);", "", "J"},
		{"#define N(n) n##4\n", "N(accept)(s);", "", "N"},
		{"#define N(n) n##4\n", "N(OLD)(s);", "#define OLD accept\n", "N"},
		{"#define N(n) n##4\n", "N(OLD)(s);", "#define OLD accent\n", ""},
		{"#define N(n) n##4\n#define O N(accept)\n", "O(s);", "", "O!"},
		{"#define J(a, b) a##b\n#define K(a, b) J(a, b)\n", "K(accept, V)(s);", "#define V 4\n", "K"},
		{"#define J(a, b) a##b\n#define K(a) J(a, V)\n", "K(accept)(s);", "#define V 4\n", "K"},
		{"#define S(n) SYS_##n\n", "S(accept)(s); S(close);", "", ""},
		{"#define S(a, b) SYS_##a##b\n", "S(accept, 4)(s);", "", "S"},
		{"", "__CONCAT(accept, 4)(s); CONCAT(accept, 4);", "", "__CONCAT"},
		{"#define F(accept, n) n + 4\n", "F(1, 2); accept(4);", "", ""},
		{"%:define J(a, b) a%:%:b\n", "J(accept, 4)(s);", "", "J"},
		{"#define J(a, b) a /* and\n */ ## b\n", "J(accept, 4)(s);", "", "J"},
		{"#define J(a, b) a // \" and \\\n /* ## b\n#define K(a, b) a#\\\n#b\n", "J(accept, 4); K(accept, 4);",
		 "", "K"},
		{"#define S \"/*\"\n#define C '\"'\n#define J(a, b) a##b\n", "J(accept, 4)(s);", "", "J"},
		{"#/* a */def\\\nine J(a, b) a##b\n", "J(accept, 4)(s);", "", "J"},
		{"#define N(n) n##4\n", "N(o\303\274)(s);", "#define /* a */ o\303\274 accept\n", "N"},
		{"#define N(n) n##4\n", "N(OLD)(s);", "#define O\\\nLD accept\n", "N"},
		{"#define N(n) n##4\n#define OLD accent\n", "N(OLD)(s);", "#define OLD accept\n", "N"},
		{"#define N(n) n##4\n", "EACH(N) f(N, accept);", "#define EACH(X) X(accept)\n", "EACH"},
		{"#define J(a, b) a##b\n", "g(0, CALL(J, accept, 4)(s));", "#define CALL(m, a, b) m(a, b)\n", "CALL"},
		{"#define J(a, b) a##b\n", "ID(J)(accept, 4)(s);", "#define ID(m) m\n", "ID"},
		{"#define J(a, b) a##b\n#define W EACH(J)\n", "W;", "#define EACH(X) X(accept, 4)\n", "W!"},
		{"#define A(x) B(x)\n#define B(x) A(x) C(x)\n#define C(x) x##4\n", "A(accept);", "", "A"},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *made = made_of(cases[i].definitions, cases[i].code, cases[i].elsewhere);

		assert_string_equal(made, cases[i].made);
	}
}

static void test_options(void **state)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new();
	g_autofree char *made = NULL;
	GString *out = g_string_new("");

	(void)state;
	g_ptr_array_add(list, (gpointer)g_intern_string("accept4"));
	auto_ptr(pasting) p = pasting_new(list);

	pasting_define_option(p, "J(a,b)=a##b");
	pasting_define_option(p, "V=4");
	pasting_define_option(p, "FLAG");
	g_ptr_array_unref(pasting_new_joiners(p));
	pasting_use(p, "J(accept, V)(s); J(accept, FLAG);", strlen("J(accept, V)(s); J(accept, FLAG);"), p);
	pasting_made(p, found, out);
	made = g_strchomp(g_string_free(out, FALSE));
	assert_string_equal(made, "J");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_made), cmocka_unit_test(test_options)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
