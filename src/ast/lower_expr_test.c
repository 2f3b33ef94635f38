/* Expressions and initialisers: the graph that each comes to. */
#include "ast/specimen.h"

/* a++ is read first and written in its place; a cast to a narrower type stays */
static void post_increment_index_and_cast(void **state)
{
	(void)state;
	specimen_check("f.c",
		       "int f(int a, int *p, struct s *q) { int r = a++ + p[1]; *p += r; return (unsigned char)r; }\n",
		       "function f(a, p, q)\n"
		       "b0:\n"
		       "t1 = a\n"
		       "a = (a + 1)\n"
		       "r = (t1 + p[1])\n"
		       "*p = (*p + r)\n"
		       "return (u8)r\n");
}

/* ?: and || as values become branches that set a temporary */
static void values_of_conditions(void **state)
{
	(void)state;
	specimen_check("f.c", "int g(void); int f(int a) { int r = a ? g() : -1; return r, a == 0 || g() > 2; }\n",
		       "function f(a)\n"
		       "b0:\n"
		       "if (a) b1 else b2\n"
		       "b1:\n"
		       "t1 = g()\n"
		       "goto b3\n"
		       "b2:\n"
		       "t1 = -1\n"
		       "goto b3\n"
		       "b3:\n"
		       "r = t1\n"
		       "if (a == 0) b4 else b7\n"
		       "b4:\n"
		       "t2 = 1\n"
		       "goto b6\n"
		       "b5:\n"
		       "t2 = 0\n"
		       "goto b6\n"
		       "b6:\n"
		       "return t2\n"
		       "b7:\n"
		       "t3 = g()\n"
		       "if (t3 > 2) b4 else b5\n");
}

/* members through pointers and values */
static void members(void **state)
{
	(void)state;
	specimen_check("f.c",
		       "struct s { int fd; struct s *next; }; int f(struct s *q, struct s t) { q->next->fd = t.fd; "
		       "return ~q->fd & 3; }\n",
		       "function f(q, t)\n"
		       "b0:\n"
		       "q->next->fd = t.fd\n"
		       "return (~q->fd & 3)\n");
}

/* errno is one global, whatever it is spelled like; ({ … }) has the value of its last statement */
static void errno_and_statement_expression(void **state)
{
	(void)state;
	specimen_check("f.c",
		       "#include <errno.h>\n"
		       "int f(int a) { int e = -errno; errno = 0; return ({ int x = a; x + e; }); }\n",
		       "function f(a)\n"
		       "b0:\n"
		       "e = -errno\n"
		       "errno = 0\n"
		       "x = a\n"
		       "return (x + e)\n");
}

/* a static is a variable of the program; |x| is a branch */
static void static_and_abs(void **state)
{
	(void)state;
	specimen_check("f.c",
		       "int abs(int); void h(int); int f(int r) { static int used = 1; if (used) h(abs(r)); return "
		       "used = 0; }\n",
		       "function f(r)\n"
		       "b0:\n"
		       "if (used) b1 else b2\n"
		       "b1:\n"
		       "t1 = r\n"
		       "if (t1 < 0) b3 else b4\n"
		       "b2:\n"
		       "used = 0\n"
		       "return used\n"
		       "b3:\n"
		       "t2 = -t1\n"
		       "goto b5\n"
		       "b4:\n"
		       "t2 = t1\n"
		       "goto b5\n"
		       "b5:\n"
		       "h(t2)\n"
		       "goto b2\n");
}

/* an aggregate is set member by member, the rest to zero */
static void initialisers(void **state)
{
	(void)state;
	specimen_check("f.c",
		       "struct s { int a, b[2]; }; int f(void) { struct s v = {1, {2}}; const char *t = \"x\"; return "
		       "v.b[1] + *t; }\n",
		       "function f()\n"
		       "b0:\n"
		       "v.a = 1\n"
		       "v.b[1] = 0\n"
		       "v.b[0] = 2\n"
		       "t = \"x\"\n"
		       "return (v.b[1] + *t)\n");
}

/* what a macro brings is lowered like what is written */
static void statement_macro(void **state)
{
	(void)state;
	specimen_check("f.c",
		       "#define CHECK(x) do { if ((x) < 0) return -1; } while (0)\n"
		       "int g(void); int f(void) { CHECK(g()); return 0; }\n",
		       "function f()\n"
		       "b0:\n"
		       "goto b1\n"
		       "b1:\n"
		       "t1 = g()\n"
		       "if (t1 < 0) b3 else b2\n"
		       "b2:\n"
		       "return 0\n"
		       "b3:\n"
		       "return -1\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(post_increment_index_and_cast),
		cmocka_unit_test(values_of_conditions),
		cmocka_unit_test(members),
		cmocka_unit_test(errno_and_statement_expression),
		cmocka_unit_test(static_and_abs),
		cmocka_unit_test(initialisers),
		cmocka_unit_test(statement_macro),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
