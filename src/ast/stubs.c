/* Stand-ins for what missing headers would have declared: an unknown type becomes an integer (in C++ a class that takes
 * and gives anything), an undeclared name a variable, what can only be an attribute or a bracket an empty macro. */
#include "ast/stubs_internal.h"

#include <string.h>

#define STUBS_MAX 600

struct stubs *stubs_new(void)
{
	struct stubs *s = g_new0(struct stubs, 1);
	s->names = g_hash_table_new(NULL, NULL);
	s->order = g_ptr_array_new();
	return s;
}

void stubs_free(struct stubs *s)
{
	if (!s)
		return;
	g_hash_table_unref(s->names);
	g_ptr_array_unref(s->order);
	g_free(s);
}

bool stubs_add(struct stubs *s, const char *name, enum stub_kind kind)
{
	const char *interned = g_intern_string(name);
	int old = GPOINTER_TO_INT(g_hash_table_lookup(s->names, interned));
	/* a second opinion is taken once: a value that is called, a type that heads a declaration */
	if (old == (int)kind || old == STUB_NONE ||
	    (old && !(old == STUB_VALUE && kind != STUB_VALUE) &&
	     !((old == STUB_TYPE || old == STUB_FUNCTION) && kind >= STUB_EMPTY)))
		return false;
	if (s->order->len >= STUBS_MAX)
		return false;
	if (!old)
		g_ptr_array_add(s->order, (gpointer)interned);
	g_hash_table_insert(s->names, (gpointer)interned, GINT_TO_POINTER((int)kind));
	return true;
}

/* --- writing them ----------------------------------------------------------------------------------------------- */

static const char any_class[] = "struct sysfall_any {\n"
				"  sysfall_any() {}\n"
				"  template <class... A> sysfall_any(A &&...) {}\n"
				"  template <class T> operator T() const;\n"
				"  template <class T> sysfall_any &operator=(T &&);\n"
				"  sysfall_any *operator->() const;\n"
				"  template <class... A> int operator()(A &&...) const;\n"
				"};\n";

static void write_plain(GString *out, const char *name, enum stub_kind kind, bool cxx)
{
	switch (kind) {
	case STUB_NONE: return;
	case STUB_TYPE:
		g_string_append_printf(out,
				       cxx ? "struct %s : sysfall_any { using sysfall_any::sysfall_any; };\n"
					   : "typedef int %s;\n",
				       name);
		return;
	case STUB_VALUE: g_string_append_printf(out, "extern int %s;\n", name); return;
	case STUB_FUNCTION: g_string_append_printf(out, cxx ? "int %s(...);\n" : "int %s();\n", name); return;
	case STUB_EMPTY: g_string_append_printf(out, "#define %s\n", name); return;
	case STUB_EMPTY_CALL: g_string_append_printf(out, "#define %s(...)\n", name); return;
	case STUB_DECLARE: g_string_append_printf(out, "#define %s(...) int\n", name); return;
	case STUB_COMPARE:
		g_string_append_printf(out, "#define %s(a, op, b, ...) sysfall_again((a)op(b))\n", name);
		return;
	case STUB_LOOP:
		g_string_append_printf(out, "#define %s(...) while (sysfall_again(__VA_ARGS__))\n", name);
		return;
	case STUB_STRING: g_string_append_printf(out, "#define %s \"\"\n", name); return;
	case STUB_STRUCT: g_string_append_printf(out, "struct %s { int sysfall_member; };\n", name); return;
	case STUB_SCOPE: g_string_append_printf(out, "namespace %s {}\n", name); return;
	case STUB_TEMPLATE:
		g_string_append_printf(
			out, "template <class...> struct %s : sysfall_any { using sysfall_any::sysfall_any; };\n",
			name);
		return;
	}
}

char *stubs_text(const struct stubs *s, bool cxx)
{
	GString *out = g_string_new("#pragma once\n");
	g_string_append(out, cxx ? any_class : "");
	g_string_append(out, cxx ? "int sysfall_again(...);\n" : "int sysfall_again();\n");
	for (guint i = 0; i < s->order->len; i++) {
		const char *name = s->order->pdata[i];
		enum stub_kind kind = (enum stub_kind)GPOINTER_TO_INT(g_hash_table_lookup(s->names, name));
		const char *last = g_strrstr(name, "::");
		if (!last) {
			write_plain(out, name, kind, cxx);
			continue;
		}
		g_autofree char *scope = g_strndup(name, (gsize)(last - name));
		g_string_append_printf(out, "namespace %s {\n", scope);
		write_plain(out, last + 2, kind, cxx);
		g_string_append(out, "}\n");
	}
	return g_string_free(out, FALSE);
}
