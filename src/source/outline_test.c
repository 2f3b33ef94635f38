/* The outline: names and extents of function definitions in all the shapes that C and C++ have for them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "source/text.h"

static struct source_text *lex(const char *bytes)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	auto_ptr(source_needles) needles = source_needles_new(names);

	return source_text_lex("x.cc", bytes, strlen(bytes), needles);
}

/* The names of all functions, each followed by the lines of its begin and end. */
static void assert_outline(const char *bytes, const char *expected)
{
	auto_ptr(source_text) text = lex(bytes);
	g_autoptr(GString) found = g_string_new(NULL);

	for (unsigned i = 0; i < text->functions->len; i++) {
		const struct lex_function *f = &g_array_index(text->functions, struct lex_function, i);

		g_string_append_printf(found, "%s%s %u-%u", i ? ", " : "", f->name,
				       source_text_line(text, f->begin, NULL),
				       source_text_line(text, f->end - 1, NULL));
	}
	assert_string_equal(found->str, expected);
}

static void test_plain(void **state)
{
	(void)state;
	assert_outline("int f(int a)\n{\n\tif (a) { g(); }\n}\nint g(void) { return 0; }\n", "f 1-4, g 5-5");
	assert_outline("static int\nf (int a)\n{\n}\n", "f 1-4");
	assert_outline("int f(int a);\nint a = f(1);\nint f(int a) {}\n", "f 3-3");
	assert_outline("struct s { int a; int (*f)(int); };\nstruct s *f(struct s *a) {}\n", "f 2-2");
	assert_outline("enum e { A, B };\nenum e f(enum e a) {}\nunion u { int a; } x = { 1 };\nint g() {}\n",
		       "f 2-2, g 4-4");
	assert_outline("int a[] = { f(1), 2 };\nstruct s x = { .f = g(a) };\nvoid h(void) {}\n", "h 3-3");
	assert_outline("void (*signal(int sig, void (*f)(int)))(int) {}\n", "signal 1-1");
	assert_outline("int (f)(int a) {}\nint (*g(void))[3] {}\n", "f 1-1, g 2-2");
	assert_outline("int f(int a[3], char *b) {}\nint g(int a) { char *s = \"}\"; char c = '{'; /* } */ }\n",
		       "f 1-1, g 2-2");
	assert_outline("int f(void) {\n", "f 1-1");
	assert_outline("} int f(void) {}\n", "f 1-1");
}

static void test_old_style(void **state)
{
	(void)state;
	assert_outline("int main(argc, argv)\n\tint argc;\n\tchar **argv;\n{\n}\nint g() {}\n", "main 1-5, g 6-6");
	assert_outline("f(a) char *a; { } g() { }\n", "f 1-1, g 1-1");
	assert_outline("int f(a, cb) int a; int (*cb)(); {\n}\n", "f 1-2");
	assert_outline("FOO(a, b);\nint x;\nstruct s { int a; };\nint g(void) {}\n", "g 4-4");
}

static void test_macros(void **state)
{
	(void)state;
	assert_outline("static int attr(x) foo (int a) __attribute__((x)) {\n}\n", "foo 1-2");
	assert_outline("int foo(int a) REQUIRES(lock, b) {}\n", "foo 1-1");
	assert_outline("FOO_API(int) foo(void) {}\n", "foo 1-1");
	assert_outline("__attribute__((noreturn)) void foo(const char *s, ...) {}\n", "foo 1-1");
	assert_outline("MODULE(\"GPL\")\nstatic int foo(int a)\n{\n}\n", "foo 1-4");
	assert_outline("struct __attribute__((packed)) s { int a; };\nstruct PACKED(4) t { int b; };\nint f() {}\n",
		       "f 3-3");
	assert_outline("int f(int a) noexcept(true) {}\n", "f 1-1");
	assert_outline("TEST(Foo, bar) {}\n", "TEST 1-1");
}

static void test_cxx(void **state)
{
	(void)state;
	assert_outline("namespace a::b {\nint f() {}\nnamespace {\nint g() {}\n}\n}\nint h() {}\n",
		       "f 2-2, g 4-4, h 7-7");
	assert_outline("extern \"C\" {\nint f() {}\n}\nextern \"C\" int g() {}\n", "f 2-2, g 4-4");
	assert_outline(
		"class A : public B<int> {\npublic:\n\tint f() const { return 1; }\n\tint g();\n};\nint A::g() {}\n",
		"f 3-3, g 6-6");
	assert_outline("A::A(int a) : B(a), c{1}, d(2) {\n}\nA::~A() {}\n", "A 1-2, ~A 3-3");
	assert_outline("A::A() : b<int>{1} {}\nA::A(int) try : a(1) { } catch (...) { }\nint f() {}\n",
		       "A 1-1, A 2-2, f 3-3");
	assert_outline("bool A::operator==(const A &a) const {}\nvoid operator()(int a) {}\nA::operator bool() {}\n",
		       "operator== 1-1, operator() 2-2, operator bool 3-3");
	assert_outline("A &operator<<(A &a, int b) {}\nint operator->() {}\nvoid *operator new[](size_t n) {}\n",
		       "operator<< 1-1, operator-> 2-2, operator new[] 3-3");
	assert_outline("template <class T, int (*F)(int)> auto f(T a) -> decltype(g(a)) {}\n", "f 1-1");
	assert_outline("template <> void f<int>(int a) {}\nstd::function<void(int)> g(int a) {}\n", "f 1-1, g 2-2");
	assert_outline("[[nodiscard]] int f(int a = g(1), B b = {}) override final {}\n", "f 1-1");
	assert_outline("auto x = [](int a) { return a; };\nint y{3};\nint f() { auto l = [] { }; }\n", "f 3-3");
	assert_outline("class A { Q_PROPERTY(int a READ b)\npublic:\nint f() {}\nprivate slots:\nvoid g() {} };\n",
		       "f 3-3, g 5-5");
	assert_outline("struct A {\n\tA() = default;\n\tint a = 3, b{4};\n\tint f() {}\n};\n", "f 4-4");
	assert_outline("enum class E : int { A, B };\nint f(E e) {}\n", "f 2-2");
}

static void test_conditional(void **state)
{
	(void)state;
	assert_outline("#ifdef A\nint f(int a) {\n#else\nint f(void) {\n#endif\n\tx();\n}\nint g() {}\n",
		       "f 1-7, g 8-8");
	assert_outline("int f(int a)\n#ifdef A\n__attribute__((x))\n#endif\n{\n}\nint g() {}\n", "f 1-6, g 7-7");
	assert_outline("int f(void)\n{\n#ifdef A\n\tif (a) {\n#else\n\tif (b) {\n#endif\n\t}\n}\nint g() {}\n",
		       "f 1-9, g 10-10");
	assert_outline("int f(void)\n{\n#ifdef A\n\tif (a) {\n#endif\n\tx();\n#ifdef A\n\t}\n#endif\n}\nint g() {}\n",
		       "f 1-10, g 11-11");
	assert_outline("int f(void)\n{\n#ifdef A\n\tif (a) {\n#endif\n\tx();\n#ifndef "
		       "A\n\ty();\n#else\n\t}\n#endif\n}\nint g() {}\n",
		       "f 1-12, g 13-13");
	assert_outline("#if 0\nint f(void) {\n#endif\nint g() {}\n", "g 4-4");
	assert_outline(
		"#ifdef __cplusplus\nextern \"C\" {\n#endif\nint f() {}\n#ifdef __cplusplus\n}\n#endif\nint g() {}\n",
		"f 4-4, g 8-8");
	assert_outline("#ifdef A\nint f() {}\n#else\nint f() {}\nint g() {}\n#endif\n", "f 2-2, f 4-4, g 5-5");
	assert_outline("static int\n#ifdef A\nf(int a)\n#else\nf(void)\n#endif\n{\n}\n", "f 1-8");
	assert_outline("int f(void)\n{\n#ifdef A\n\tx();\n}\n#else\n\ty();\n}\n#endif\nint g() {}\n", "f 1-9, g 10-10");
	/* The two arms cannot be told to exclude each other: the brace in the first column ends the function. */
	assert_outline("int f(void)\n{\n#ifdef A\n\tif (a) {\n#endif\n#if B > 1\n\tif (b) {\n#endif\n\t}\n}\nint "
		       "g(void)\n{\n}\n",
		       "f 1-10, g 11-13");
}

static void test_function_at(void **state)
{
	static const char bytes[] = "int a;\nint f(void)\n{\n\tx();\n}\nint b;\nint g() { y(); }\n";
	auto_ptr(source_text) text = lex(bytes);

	(void)state;
	assert_null(source_text_function_at(text, 3));
	assert_string_equal(source_text_function_at(text, (size_t)(strstr(bytes, "x()") - bytes))->name, "f");
	assert_null(source_text_function_at(text, (size_t)(strstr(bytes, "int b") - bytes)));
	assert_string_equal(source_text_function_at(text, (size_t)(strstr(bytes, "y()") - bytes))->name, "g");
	assert_int_equal(source_text_function_at(text, (size_t)(strstr(bytes, "x()") - bytes))->line, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain), cmocka_unit_test(test_old_style),   cmocka_unit_test(test_macros),
		cmocka_unit_test(test_cxx),   cmocka_unit_test(test_conditional), cmocka_unit_test(test_function_at),
	};

	return cmocka_run_group_tests_name("outline", tests, NULL, NULL);
}
