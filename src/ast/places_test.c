/* What becomes of textual occurrences: sites, classes, configurations, and files whose headers are missing. Each case
 * is a small tree; the first file is analysed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ast/dev/fixture.h"

struct places_case {
	const char *name;
	const char *files[7]; /* pairs of path and text */
	const char *places;
	bool incomplete;
};

static const struct places_case cases[] = {
	{"forms",
	 {"t.c", "#define _GNU_SOURCE\n#include <sys/socket.h>\n#include <sys/syscall.h>\n#include <unistd.h>\n"
		 "#include <dlfcn.h>\n#define ACC(s) accept4(s, 0, 0, 0)\n"
		 "int (*p)(int, struct sockaddr *, socklen_t *, int) = accept4;\n"
		 "int a(int s, int f) { return accept4(s, 0, 0, f | SOCK_CLOEXEC); }\n"
		 "int b(int s) { return ACC(s) + (int)syscall(SYS_accept4, s, 0, 0, 2048); }\n"
		 "void *c(void) { p = &accept4; return dlsym(0, \"accept4\"); }\n"},
	 "7:54 accept4 fnptr in - -1 -1\n"
	 "8:30 accept4 direct in a 1 -1\n"
	 "9:23 accept4 macro in b 0 0\n"
	 "9:45 SYS_accept4 syscall in b 0 1\n"
	 "10:22 accept4 fnptr in c -1 -1\n"
	 "10:48 accept4 address in c -1 -1\n",
	 false},
	{"look-alikes",
	 {"t.cc",
	  "struct A { int accept4(int); int m(); };\nint A::m() { return accept4(1); }\n"
	  "static int g(int accept4) { return accept4; }\n"
	  "namespace n { int accept4(int, int, int, int); }\nint h() { return n::accept4(1, 2, 3, 4) + g(1); }\n"},
	 "1:16 look-alike\n2:21 look-alike\n3:18 look-alike\n3:36 look-alike\n4:19 look-alike\n5:21 look-alike\n",
	 false},
	{"declaration-and-definition",
	 {"t.c", "int accept4(int, void *, void *, int);\nint accept(int, void *, void *);\n"
		 "int accept4(int s, void *a, void *l, int f) { return accept(s, a, l) + f; }\n"},
	 "1:5 declaration\n3:5 definition\n",
	 false},
	{"static-of-that-name",
	 {"t.c", "static int accept4(int a, int b, int c, int d) { return a + b + c + d; }\n"
		 "int f(int s) { return accept4(s, 0, 0, 0); }\n"},
	 "1:12 look-alike\n2:23 look-alike\n",
	 false},
	{"table",
	 {"t.c", "#include <sys/syscall.h>\nstruct { int nr; const char *name; } t[] = { { SYS_accept4, \"x\" } };\n"
		 "int f(int n) { switch (n) { case __NR_accept4: return 1; } return 0; }\n"},
	 "2:48 table\n3:34 table\n",
	 false},
	{"arms",
	 {"t.c", "#include <sys/socket.h>\nint f(int s)\n{\n#ifdef HAVE_ACCEPT4\n\treturn accept4(s, 0, 0, 0);\n"
		 "#elif defined(USE_OTHER)\n\treturn accept4(s, 0, 0, SOCK_CLOEXEC);\n#elif defined(_WIN32)\n"
		 "\treturn accept4(s, 1, 1, 1);\n#else\n\treturn accept(s, 0, 0);\n#endif\n}\n"},
	 "7:9 accept4 direct in f 1 0 if !defined(HAVE_ACCEPT4) && defined(USE_OTHER)\n"
	 "5:9 accept4 direct in f 0 0 if defined(HAVE_ACCEPT4)\n"
	 "9:9 inactive\n",
	 false},
	{"header-in-the-tree",
	 {"src/t.c",
	  "#include \"inner/x.h\"\n#include <sys/socket.h>\n"
	  "int f(struct x *x) { x->fd = accept4(x->sock, 0, 0, X_FLAGS); return MISSING(errno); }\n",
	  "lib/inner/x.h",
	  "#include <errno.h>\n#include \"y.h\"\nstruct x { int fd, sock; };\n"
	  "#define MISSING(e) ((e) == ENOSYS)\n",
	  "lib/inner/y.h", "#include <sys/socket.h>\n#define X_FLAGS (SOCK_CLOEXEC | SOCK_NONBLOCK)\n"},
	 "3:30 accept4 direct in f 1 1\n",
	 false},
	{"nothing-is-there",
	 {"t.c",
	  "#include \"config.h\"\n#include <no/such/thing.h>\nEXPORT status_t\nf(conn_t *c, flags_t more)\n{\n"
	  "\tlog_debug(LOG_CAT, \"x\");\n\tif (UNLIKELY((c->fd = accept4(c->sock, &c->addr, &c->len, SOCK_NONBLOCK | "
	  "more)) < 0))\n\t\treturn STATUS_BAD;\n\tfor_each(item, &c->items) {\n\t\titem->next = NOTHING;\n\t}\n"
	  "\treturn STATUS_OK;\n}\n"},
	 "7:24 accept4 direct in f -1 1\n",
	 false},
	{"class-is-missing",
	 {"t.cpp", "#include \"absent.hpp\"\n#include <sys/socket.h>\nfd_t net::listener_t::take()\n{\n"
		   "\tfd_t s = ::accept4(_s, nullptr, nullptr, SOCK_CLOEXEC);\n\treturn s;\n}\n"},
	 "5:13 accept4 direct in listener_t::take 1 0\n",
	 false},
	{"own-macro-of-that-name",
	 {"t.c", "#define accept4 my_accept4\nint my_accept4(int, int, int, int);\n"
		 "int f(int s) { return accept4(s, 0, 0, 0); }\n"},
	 "3:23 look-alike\n",
	 false},
	{"nested-function",
	 {"t.c", "#include <sys/socket.h>\nint f(int s)\n{\n\tint g(int x) { return accept4(x, 0, 0, 0); }\n"
		 "\treturn g(s);\n}\n"},
	 "4:24 unreached\n",
	 true},
};

static void check_places(void **state)
{
	const struct places_case *c = *state;
	auto_ptr(ast_unit) unit = fixture_analyse(c->files, NULL, NULL);
	g_autofree char *got = fixture_places(unit);

	assert_string_equal(got, c->places);
	assert_int_equal(unit->complete, !c->incomplete);
}

static void commands_are_filtered(void **state)
{
	const char *const files[] = {
		"t.c",
		"#include <sys/socket.h>\n#ifdef WANTED\nint f(int s) { return accept4(s, 0, 0, VALUE); }\n#endif\n",
		NULL};
	char *flags[] = {(char *)"-DWANTED",
			 (char *)"-DVALUE=SOCK_CLOEXEC",
			 (char *)"-fplugin=/nowhere/evil.so",
			 (char *)"-Xclang",
			 (char *)"-load",
			 (char *)"@nowhere",
			 (char *)"-mthumb-interwork",
			 (char *)"-fno-such-flag",
			 NULL};
	auto_ptr(ast_unit) unit = fixture_analyse(files, NULL, flags);
	g_autofree char *got = fixture_places(unit);

	(void)state;
	assert_string_equal(got, "3:23 accept4 direct in f 1 0 if defined(WANTED)\n");
	assert_int_equal(unit->parses, 1);
}

int main(void)
{
	struct CMUnitTest tests[G_N_ELEMENTS(cases) + 1];

	for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++)
		tests[i] = (struct CMUnitTest){cases[i].name, check_places, NULL, NULL, (void *)&cases[i]};
	tests[G_N_ELEMENTS(cases)] = (struct CMUnitTest)cmocka_unit_test(commands_are_filtered);
	return _cmocka_run_group_tests("ladder", tests, G_N_ELEMENTS(tests), NULL, NULL);
}
