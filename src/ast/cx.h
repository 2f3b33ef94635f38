/* Small things that libclang's C API lacks: strings that free themselves, children as an array, places as plain
 * numbers, integer types as bits and sign, constants that are safe to ask for. */
#ifndef AST_CX_H
#define AST_CX_H

#include <clang-c/Index.h>
#include <glib.h>
#include <stdbool.h>

#include "util/auto.h"

/* A place in a file as libclang's "file location" gives it: where the text stands, for a macro's argument too; for
 * what a macro's replacement brings, the place where the macro is used. */
struct cx_place {
	CXFile file; /* NULL: nowhere (made up by the compiler) */
	unsigned line, column, offset;
};

struct cx_extent {
	struct cx_place begin, end;
};

struct cx_int {
	unsigned bits; /* 1 for bool; 0: the type is no integer */
	bool is_signed;
};

/* The cursor's spelling or USR, interned. */
const char *cx_name(CXCursor c);
const char *cx_usr(CXCursor c);
/* Takes the string over and gives it interned. */
const char *cx_intern(CXString s);

struct cx_place cx_place(CXSourceLocation location);
struct cx_place cx_begin(CXCursor c);
struct cx_extent cx_extent(CXCursor c);

/* All children, of CXCursor; free with g_array_unref. */
GArray *cx_children(CXCursor c);
/* The children that are expressions: without type and namespace references. */
GArray *cx_operands(CXCursor c);
/* The i-th, the null cursor when there is none. */
CXCursor cx_at(const GArray *cursors, unsigned i);
CXCursor cx_last(const GArray *cursors);
bool cx_is_null(CXCursor c);
/* All of it comes from a macro's replacement: its place is the macro's name, and no text of the file is its own. */
bool cx_from_macro(CXCursor c);
/* A struct or union member without a name of its own: its members are the outer one's. */
bool cx_is_unnamed(CXCursor field);
/* Expressions, initialiser lists and lambdas, not the references to names that stand beside them. */
bool cx_is_operand(CXCursor c);

/* The type's integer properties (bool, char, enum …), bits 0 when it is none. */
struct cx_int cx_int_type(CXType type);
bool cx_is_pointer(CXType type);
bool cx_is_reference(CXType type);
/* To a function: like a pointer to it, it is the function. */
bool cx_is_function_reference(CXType type);
bool cx_is_object_reference(CXType type);
bool cx_is_array(CXType type);
bool cx_is_record(CXType type);
bool cx_is_dependent(CXType type);
bool cx_is_float(CXType type);

/* The value of a constant integer expression; false when it is none. Only for cursors without calls or assignments. */
bool cx_evaluate(CXCursor c, gint64 *out_value);

/* Hash table of CXCursor (as declarations) to something; keys are copied. */
GHashTable *cx_table_new(GDestroyNotify free_value);
void cx_table_set(GHashTable *table, CXCursor key, gpointer value);
bool cx_table_get(GHashTable *table, CXCursor key, gpointer *out_value);

static inline void cx_string_clear(CXString *s)
{
	if (s->data)
		clang_disposeString(*s);
}
#define auto_cxstring __attribute__((cleanup(cx_string_clear))) CXString

#endif
