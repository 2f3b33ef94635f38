/* Conditions, loops, switch and jumps: the graph that each comes to. */
#include "ast/specimen.h"

/* &&, || and ! leave no value behind, only ways */
static void short_circuit(void **state)
{
	(void)state;
	specimen_check("f.c", "int g(void); void h(void); void f(int a, int b) { if (!(a && g()) || b) h(); }\n",
		       "function f(a, b)\n"
		       "b0:\n"
		       "if (a) b4 else b1\n"
		       "b1:\n"
		       "h()\n"
		       "goto b2\n"
		       "b2:\n"
		       "return\n"
		       "b3:\n"
		       "if (b) b1 else b2\n"
		       "b4:\n"
		       "t1 = g()\n"
		       "if (t1) b3 else b1\n");
}

/* an assignment in __builtin_expect is made; a constant condition is none */
static void assignment_in_condition(void **state)
{
	(void)state;
	specimen_check("f.c",
		       "void h(void); void f(int fd) { if (__builtin_expect((fd = fd + 1) < 0, 0)) h(); else if (1) "
		       "f(fd); else h(); }\n",
		       "function f(fd)\n"
		       "b0:\n"
		       "fd = (fd + 1)\n"
		       "if (fd < 0) b1 else b3\n"
		       "b1:\n"
		       "h()\n"
		       "goto b2\n"
		       "b2:\n"
		       "return\n"
		       "b3:\n"
		       "f(fd)\n"
		       "goto b2\n");
}

/* continue goes to the step, break behind the loop */
static void for_loop(void **state)
{
	(void)state;
	specimen_check("f.c",
		       "int g(void); int f(int n) { for (int i = 0; i < n; i++) { if (g()) continue; if (i == 3) "
		       "break; } return n; }\n",
		       "function f(n)\n"
		       "b0:\n"
		       "i = 0\n"
		       "goto b1\n"
		       "b1:\n"
		       "if (i < n) b2 else b4\n"
		       "b2:\n"
		       "t1 = g()\n"
		       "if (t1) b3 else b5\n"
		       "b3:\n"
		       "i = (i + 1)\n"
		       "goto b1\n"
		       "b4:\n"
		       "return n\n"
		       "b5:\n"
		       "if (i == 3) b4 else b3\n");
}

/* libclang has no cursors for the parts that are not there */
static void for_without_parts(void **state)
{
	(void)state;
	specimen_check("f.c", "int g(void); void f(void) { for (;;) { if (g()) return; } }\n",
		       "function f()\n"
		       "b0:\n"
		       "goto b1\n"
		       "b1:\n"
		       "t1 = g()\n"
		       "if (t1) b2 else b1\n"
		       "b2:\n"
		       "return\n");
}

/* the three other ways to loop */
static void do_while_goto(void **state)
{
	(void)state;
	specimen_check("f.c",
		       "int g(void); int f(int n) { do { n = g(); } while (n < 0); while (n--) g(); again: if (g()) "
		       "goto again; return 0; }\n",
		       "function f(n)\n"
		       "b0:\n"
		       "goto b1\n"
		       "b1:\n"
		       "n = g()\n"
		       "goto b2\n"
		       "b2:\n"
		       "if (n < 0) b1 else b3\n"
		       "b3:\n"
		       "t1 = n\n"
		       "n = (n - 1)\n"
		       "if (t1) b4 else again\n"
		       "b4:\n"
		       "g()\n"
		       "goto b3\n"
		       "again:\n"
		       "t2 = g()\n"
		       "if (t2) again else b6\n"
		       "b6:\n"
		       "return 0\n");
}

/* ranges, falling through, default */
static void switch_falls_through(void **state)
{
	(void)state;
	specimen_check("f.c",
		       "void h(int); void f(int e) { switch (e) { case 1: case 3 ... 5: h(1); case 7: h(2); break; "
		       "default: h(3); } }\n",
		       "function f(e)\n"
		       "b0:\n"
		       "switch (e) { 1: b2; 3..5: b2; 7: b3; default: b4 }\n"
		       "b1:\n"
		       "return\n"
		       "b2:\n"
		       "h(1)\n"
		       "goto b3\n"
		       "b3:\n"
		       "h(2)\n"
		       "goto b1\n"
		       "b4:\n"
		       "h(3)\n"
		       "goto b1\n");
}

/* statements before the first case are dead; a case may stand in a nested block */
static void switch_into_blocks(void **state)
{
	(void)state;
	specimen_check("f.c", "void h(int); void f(int e) { switch (e) { h(0); case 1: if (e) { case 2: h(2); } } }\n",
		       "function f(e)\n"
		       "b0:\n"
		       "switch (e) { 1: b2; 2: b3; default: b1 }\n"
		       "b1:\n"
		       "return\n"
		       "b2:\n"
		       "if (e) b3 else b1\n"
		       "b3:\n"
		       "h(2)\n"
		       "goto b1\n");
}

/* by attribute and by name */
static void noreturn(void **state)
{
	(void)state;
	specimen_check("f.c",
		       "#include <stdlib.h>\n"
		       "void die(void) __attribute__((noreturn)); void h(void); void f(int e) { if (e) { die(); h(); } "
		       "abort(); }\n",
		       "function f(e)\n"
		       "b0:\n"
		       "if (e) b1 else b2\n"
		       "b1:\n"
		       "call noreturn die()\n"
		       "stop\n"
		       "b2:\n"
		       "call noreturn abort()\n"
		       "stop\n");
}

/* to any label whose address is taken */
static void computed_goto(void **state)
{
	(void)state;
	specimen_check(
		"f.c",
		"int f(int a) { static void *next[] = {&&one, &&two}; goto *next[a]; one: return 1; two: return 2; }\n",
		"function f(a)\n"
		"b0:\n"
		"if (?) one else two\n"
		"one:\n"
		"return 1\n"
		"two:\n"
		"return 2\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(short_circuit),      cmocka_unit_test(assignment_in_condition),
		cmocka_unit_test(for_loop),           cmocka_unit_test(for_without_parts),
		cmocka_unit_test(do_while_goto),      cmocka_unit_test(switch_falls_through),
		cmocka_unit_test(switch_into_blocks), cmocka_unit_test(noreturn),
		cmocka_unit_test(computed_goto),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
