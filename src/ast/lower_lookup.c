/* What comes of a call that looks a function up by its name: dlsym() gives its address, a helper of the program's may
 * put it into a record that it returns, or where an argument points. */
#include "ast/lower.h"

#define RECORDS_DEEP 3 /* members within members */

/* A scalar that can hold an address, or a type that is not known. */
static bool holds_address(CXType type)
{
	CXType plain = clang_getCanonicalType(type);

	return !cx_is_record(plain) && plain.kind != CXType_Void && plain.kind != CXType_Bool &&
	       (cx_int_type(plain).bits == 0 || cx_int_type(plain).bits >= 64);
}

struct cfg_expr *lower_lookup(struct lower *l, CXCursor call, const char *name)
{
	return holds_address(clang_getCursorType(call)) ? cfg_func(l->f, name) : NULL;
}

struct cfg_expr *lower_lookup_of_any(struct lower *l, const char *function, struct cfg_expr *const *args, unsigned n)
{
	const GPtrArray *rules = l->unit->request->rules->rules;
	bool looks_up = false;

	for (unsigned i = 0; i < rules->len && !looks_up; i++) {
		const GPtrArray *names = ((const struct rule *)rules->pdata[i])->lookups;
		looks_up = g_ptr_array_find_with_equal_func((GPtrArray *)names, function, g_str_equal, NULL);
	}
	for (unsigned i = 0; looks_up && i < n; i++)
		if (args[i]->kind == CFG_STRING && *args[i]->name)
			return cfg_func(l->f, args[i]->name);
	return NULL;
}

struct members {
	GPtrArray *called;  /* of interned names: pointers to functions */
	GPtrArray *untyped; /* … and to void, which are cast where they are called */
	unsigned depth;
};

static bool points_to_function(CXType type)
{
	CXType plain = clang_getCanonicalType(type);
	CXType to = plain.kind == CXType_Pointer ? clang_getCanonicalType(clang_getPointeeType(plain)) : plain;

	return plain.kind == CXType_Pointer && (to.kind == CXType_FunctionProto || to.kind == CXType_FunctionNoProto);
}

static bool points_to_void(CXType type)
{
	CXType plain = clang_getCanonicalType(type);

	return plain.kind == CXType_Pointer && clang_getCanonicalType(clang_getPointeeType(plain)).kind == CXType_Void;
}

static enum CXVisitorResult collect_member(CXCursor field, CXClientData data)
{
	struct members *m = data;
	CXType type = clang_getCanonicalType(clang_getCursorType(field));

	if (points_to_function(type)) {
		g_ptr_array_add(m->called, (gpointer)cx_name(field));
	} else if (points_to_void(type)) {
		g_ptr_array_add(m->untyped, (gpointer)cx_name(field));
	} else if (cx_is_record(type) && m->depth < RECORDS_DEEP) {
		m->depth++;
		clang_Type_visitFields(type, collect_member, m);
		m->depth--;
	}
	return CXVisit_Continue;
}

/* The pointers of the record that may be what was looked up: the one of that name where there is one, else each. */
static void note_members(struct lower_unit *unit, CXType record, const char *name)
{
	g_autoptr(GPtrArray) called = g_ptr_array_new(), untyped = g_ptr_array_new();
	struct members m = {called, untyped, 0};

	if (!cx_is_record(record))
		return;
	clang_Type_visitFields(clang_getCanonicalType(record), collect_member, &m);
	const GPtrArray *pointers = called->len ? called : untyped;
	bool one = g_ptr_array_find((GPtrArray *)pointers, name, NULL);

	for (guint i = 0; i < pointers->len; i++)
		if (!one || pointers->pdata[i] == name)
			globals_add_field_key(unit, pointers->pdata[i], name);
}

void lower_lookup_out(struct lower *l, CXCursor call, const char *name, struct cfg_expr *const *args, unsigned n)
{
	note_members(l->unit, clang_getCursorType(call), name);
	for (unsigned i = 0; i < n && i < (unsigned)MAX(clang_Cursor_getNumArguments(call), 0); i++) {
		CXCursor argument = lower_strip(clang_Cursor_getArgument(call, i));
		CXType type = clang_getCanonicalType(clang_getCursorType(argument));
		CXType to = type.kind == CXType_Pointer ? clang_getPointeeType(type) : type;

		if (type.kind == CXType_Pointer && cx_is_pointer(to))
			lower_assign(l, cfg_deref(l->f, args[i]), cfg_func(l->f, name), call);
		else if (type.kind == CXType_Pointer)
			note_members(l->unit, to, name);
	}
}
