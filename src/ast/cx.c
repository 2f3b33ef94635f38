/* Small things that libclang's C API lacks. Everything here is about one cursor, type or place; what they mean for a
 * program is decided elsewhere. */
#include "ast/cx.h"

#include <string.h>

const char *cx_intern(CXString s)
{
	const char *text = clang_getCString(s);
	const char *interned = g_intern_string(text ? text : "");

	clang_disposeString(s);
	return interned;
}

const char *cx_name(CXCursor c)
{
	return cx_intern(clang_getCursorSpelling(c));
}

const char *cx_usr(CXCursor c)
{
	return cx_intern(clang_getCursorUSR(c));
}

struct cx_place cx_place(CXSourceLocation location)
{
	struct cx_place p = {0};

	clang_getFileLocation(location, &p.file, &p.line, &p.column, &p.offset);
	return p;
}

struct cx_place cx_begin(CXCursor c)
{
	return cx_place(clang_getRangeStart(clang_getCursorExtent(c)));
}

struct cx_extent cx_extent(CXCursor c)
{
	CXSourceRange range = clang_getCursorExtent(c);

	return (struct cx_extent){cx_place(clang_getRangeStart(range)), cx_place(clang_getRangeEnd(range))};
}

static enum CXChildVisitResult collect(CXCursor c, CXCursor parent, CXClientData data)
{
	(void)parent;
	g_array_append_val((GArray *)data, c);
	return CXChildVisit_Continue;
}

GArray *cx_children(CXCursor c)
{
	GArray *children = g_array_new(FALSE, FALSE, sizeof(CXCursor));

	clang_visitChildren(c, collect, children);
	return children;
}

bool cx_is_operand(CXCursor c)
{
	return clang_isExpression(c.kind) || c.kind == CXCursor_StmtExpr;
}

static enum CXChildVisitResult collect_operands(CXCursor c, CXCursor parent, CXClientData data)
{
	(void)parent;
	if (cx_is_operand(c))
		g_array_append_val((GArray *)data, c);
	return CXChildVisit_Continue;
}

GArray *cx_operands(CXCursor c)
{
	GArray *operands = g_array_new(FALSE, FALSE, sizeof(CXCursor));

	clang_visitChildren(c, collect_operands, operands);
	return operands;
}

CXCursor cx_at(const GArray *cursors, unsigned i)
{
	return i < cursors->len ? g_array_index(cursors, CXCursor, i) : clang_getNullCursor();
}

CXCursor cx_last(const GArray *cursors)
{
	return cursors->len ? cx_at(cursors, cursors->len - 1) : clang_getNullCursor();
}

bool cx_is_null(CXCursor c)
{
	return clang_Cursor_isNull(c) || clang_isInvalid(c.kind);
}

bool cx_from_macro(CXCursor c)
{
	struct cx_place begin = cx_begin(c);
	unsigned line, column;

	clang_getExpansionLocation(clang_getRangeEnd(clang_getCursorExtent(c)), NULL, &line, &column, NULL);
	return line == begin.line && column <= begin.column;
}

bool cx_is_unnamed(CXCursor field)
{
	const char *name = cx_name(field);

	return !*name || strchr(name, '(') != NULL;
}

struct cx_int cx_int_type(CXType type)
{
	CXType t = clang_getCanonicalType(type);
	bool is_signed;

	switch (t.kind) {
	case CXType_Enum: return cx_int_type(clang_getEnumDeclIntegerType(clang_getTypeDeclaration(t)));
	case CXType_Atomic: return cx_int_type(clang_Type_getValueType(t));
	case CXType_Bool: return (struct cx_int){1, false};
	case CXType_Char_U:
	case CXType_UChar:
	case CXType_Char16:
	case CXType_Char32:
	case CXType_UShort:
	case CXType_UInt:
	case CXType_ULong:
	case CXType_ULongLong: is_signed = false; break;
	case CXType_Char_S:
	case CXType_SChar:
	case CXType_WChar:
	case CXType_Short:
	case CXType_Int:
	case CXType_Long:
	case CXType_LongLong: is_signed = true; break;
	default: return (struct cx_int){0, false};
	}
	long long size = clang_Type_getSizeOf(t);

	return size > 0 && size <= 8 ? (struct cx_int){(unsigned)size * 8, is_signed} : (struct cx_int){0, false};
}

bool cx_is_pointer(CXType type)
{
	CXType t = clang_getCanonicalType(type);

	return t.kind == CXType_Pointer || t.kind == CXType_NullPtr || t.kind == CXType_BlockPointer;
}

bool cx_is_reference(CXType type)
{
	CXType t = clang_getCanonicalType(type);

	return t.kind == CXType_LValueReference || t.kind == CXType_RValueReference;
}

bool cx_is_function_reference(CXType type)
{
	CXType t = clang_getCanonicalType(type);
	CXType to = cx_is_reference(t) ? clang_getCanonicalType(clang_getPointeeType(t)) : t;

	return cx_is_reference(t) && (to.kind == CXType_FunctionProto || to.kind == CXType_FunctionNoProto);
}

bool cx_is_object_reference(CXType type)
{
	return cx_is_reference(type) && !cx_is_function_reference(type);
}

bool cx_is_array(CXType type)
{
	CXType t = clang_getCanonicalType(type);

	return t.kind == CXType_ConstantArray || t.kind == CXType_IncompleteArray || t.kind == CXType_VariableArray ||
	       t.kind == CXType_DependentSizedArray;
}

bool cx_is_record(CXType type)
{
	return clang_getCanonicalType(type).kind == CXType_Record;
}

bool cx_is_dependent(CXType type)
{
	return type.kind == CXType_Dependent;
}

bool cx_is_float(CXType type)
{
	CXType t = clang_getCanonicalType(type);

	return (t.kind >= CXType_Float && t.kind <= CXType_LongDouble) || t.kind == CXType_Float128 ||
	       t.kind == CXType_Half || t.kind == CXType_Float16 || t.kind == CXType_Complex;
}

bool cx_evaluate(CXCursor c, gint64 *out_value)
{
	if (cx_is_null(c) || cx_is_dependent(clang_getCursorType(c)))
		return false;
	CXEvalResult r = clang_Cursor_Evaluate(c);

	if (!r)
		return false;
	bool is_int = clang_EvalResult_getKind(r) == CXEval_Int;

	if (is_int)
		*out_value = clang_EvalResult_isUnsignedInt(r) ? (gint64)clang_EvalResult_getAsUnsigned(r)
							       : (gint64)clang_EvalResult_getAsLongLong(r);
	clang_EvalResult_dispose(r);
	return is_int;
}

static guint cursor_hash(gconstpointer key)
{
	return clang_hashCursor(*(const CXCursor *)key);
}

static gboolean cursor_equal(gconstpointer a, gconstpointer b)
{
	return clang_equalCursors(*(const CXCursor *)a, *(const CXCursor *)b) != 0;
}

GHashTable *cx_table_new(GDestroyNotify free_value)
{
	return g_hash_table_new_full(cursor_hash, cursor_equal, g_free, free_value);
}

void cx_table_set(GHashTable *table, CXCursor key, gpointer value)
{
	g_hash_table_replace(table, g_memdup2(&key, sizeof(key)), value);
}

bool cx_table_get(GHashTable *table, CXCursor key, gpointer *out_value)
{
	return g_hash_table_lookup_extended(table, &key, NULL, out_value);
}
