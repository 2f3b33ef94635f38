/* Declarations and initialisers. An aggregate is filled field by field, what is not named becomes zero; big arrays only
 * get what is named. */
#include "ast/lower.h"

#include <string.h>

#include "ast/skim.h"

enum { INIT_BUDGET = 96, ARRAY_MAX = 32, COPY_MAX = 16 };

static enum CXVisitorResult collect_field(CXCursor field, CXClientData data)
{
	g_array_append_val((GArray *)data, field);
	return CXVisit_Continue;
}

static GArray *fields_of(CXType type)
{
	GArray *fields = g_array_new(FALSE, FALSE, sizeof(CXCursor));

	clang_Type_visitFields(clang_getCanonicalType(type), collect_field, fields);
	return fields;
}

static bool is_union(CXType type)
{
	return clang_getTypeDeclaration(clang_getCanonicalType(type)).kind == CXCursor_UnionDecl;
}

static struct cfg_expr *field_place(struct lower *l, struct cfg_expr *object, CXCursor field)
{
	return cx_is_unnamed(field) ? object : cfg_field(l->f, object, cx_name(field));
}

void lower_zero(struct lower *l, struct cfg_expr *dest, CXType type, CXCursor whole, unsigned *budget)
{
	if (*budget == 0)
		return;
	(*budget)--;
	if (cx_is_record(type)) {
		g_autoptr(GArray) fields = fields_of(type);

		for (unsigned i = 0; i < fields->len; i++) {
			CXCursor field = cx_at(fields, i);

			lower_zero(l, field_place(l, dest, field), clang_getCursorType(field), whole, budget);
			if (is_union(type))
				break;
		}
	} else if (cx_is_array(type)) {
		long long n = clang_getArraySize(clang_getCanonicalType(type));
		CXType element = clang_getArrayElementType(clang_getCanonicalType(type));

		for (long long i = 0; i < n && n <= ARRAY_MAX; i++)
			lower_zero(l, cfg_index(l->f, dest, cfg_const(l->f, i)), element, whole, budget);
	} else {
		lower_assign(l, dest, cfg_const(l->f, 0), whole);
	}
}

/* { .a = x, [3] = y }: libclang shows a designated element as references to members (and index expressions) with the
 * value last. */
static bool is_designated(CXCursor element)
{
	if (element.kind != CXCursor_UnexposedExpr)
		return false;
	g_autoptr(GArray) children = cx_children(element);

	return children->len >= 2 && (cx_at(children, 0).kind == CXCursor_MemberRef ||
				      clang_getCanonicalType(clang_getCursorType(element)).kind == CXType_Void);
}

static void lower_element(struct lower *l, struct cfg_expr *place, CXType type, CXCursor value, CXCursor whole)
{
	CXCursor s = lower_strip(value);

	if (s.kind == CXCursor_InitListExpr && (cx_is_record(type) || cx_is_array(type)))
		lower_init(l, place, type, s, whole);
	else if (s.kind == CXCursor_StringLiteral && cx_is_array(type))
		lower_assign(l, place, cfg_unknown(l->f), whole);
	else
		lower_into(l, place, value, whole);
}

static void lower_designated(struct lower *l, struct cfg_expr *dest, CXType type, CXCursor element, CXCursor whole)
{
	g_autoptr(GArray) children = cx_children(element);
	struct cfg_expr *place = dest;

	for (unsigned i = 0; i + 1 < children->len; i++) {
		CXCursor c = cx_at(children, i);
		gint64 index;

		if (c.kind == CXCursor_MemberRef) {
			CXCursor field = clang_getCursorReferenced(c);

			place = field_place(l, place, field);
			type = clang_getCursorType(field);
		} else if (cx_is_operand(c) && cx_is_array(type)) {
			place = cfg_index(l->f, place,
					  cx_evaluate(c, &index) ? cfg_const(l->f, index) : cfg_unknown(l->f));
			type = clang_getArrayElementType(clang_getCanonicalType(type));
		}
	}
	lower_element(l, place, type, cx_last(children), whole);
}

/* Which field an element of a list is for: by its designator, or the one after the last. */
static unsigned field_of(const GArray *fields, CXCursor element, unsigned next)
{
	if (!is_designated(element))
		return next;
	g_autoptr(GArray) children = cx_children(element);
	CXCursor field = clang_getCursorReferenced(cx_at(children, 0));

	for (unsigned i = 0; i < fields->len; i++)
		if (clang_equalCursors(cx_at(fields, i), field))
			return i;
	return fields->len; /* in an unnamed member */
}

static bool has_default(const struct lower *l, CXCursor field)
{
	struct cx_extent e = cx_extent(field);
	struct cx_place name = cx_place(clang_getCursorLocation(field));
	size_t length;
	const char *bytes = lower_bytes(l->unit, e.begin.file, &length);

	if (!bytes || e.end.offset > length || name.offset >= e.end.offset || clang_Cursor_isBitField(field))
		return false;
	size_t n = e.end.offset - name.offset;

	return memchr(bytes + name.offset, '=', n) || memchr(bytes + name.offset, '{', n);
}

CXCursor lower_default_init(const struct lower *l, CXCursor field)
{
	g_autoptr(GArray) operands = cx_operands(field);

	return operands->len && has_default(l, field) ? cx_last(operands) : clang_getNullCursor();
}

/* .in.y = 1 says nothing of .in.x. */
static bool is_nested_designator(CXCursor element)
{
	g_autoptr(GArray) children = cx_children(element);

	return is_designated(element) && children->len > 2;
}

static void zero_others(struct lower *l, struct cfg_expr *dest, CXType type, const GArray *fields,
			const GArray *elements, CXCursor whole)
{
	g_autofree bool *named = g_new0(bool, fields->len + 1);
	unsigned budget = INIT_BUDGET, at = 0;

	for (unsigned i = 0; i < elements->len; i++) {
		at = field_of(fields, cx_at(elements, i), at);
		if (at < fields->len && !is_nested_designator(cx_at(elements, i)))
			named[at] = true;
		at++;
	}
	for (unsigned i = 0; i < fields->len && !(is_union(type) && elements->len); i++) {
		CXCursor field = cx_at(fields, i);
		CXCursor init = l->unit->cxx ? lower_default_init(l, field) : clang_getNullCursor();

		if (named[i])
			continue;
		if (cx_is_null(init))
			lower_zero(l, field_place(l, dest, field), clang_getCursorType(field), whole, &budget);
		else
			lower_element(l, field_place(l, dest, field), clang_getCursorType(field), init, whole);
	}
}

static void lower_record(struct lower *l, struct cfg_expr *dest, CXType type, const GArray *elements, CXCursor whole)
{
	g_autoptr(GArray) fields = fields_of(type);
	unsigned at = 0;

	zero_others(l, dest, type, fields, elements, whole);
	for (unsigned i = 0; i < elements->len; i++) {
		CXCursor element = cx_at(elements, i), field;

		at = field_of(fields, element, at);
		field = cx_at(fields, at);
		if (is_designated(element))
			lower_designated(l, dest, type, element, whole);
		else if (at >= fields->len)
			lower_effects(l, element);
		else
			lower_element(l, field_place(l, dest, field), clang_getCursorType(field), element, whole);
		at++;
	}
}

static void lower_array(struct lower *l, struct cfg_expr *dest, CXType type, const GArray *elements, CXCursor whole)
{
	CXType element_type = clang_getArrayElementType(clang_getCanonicalType(type));
	long long n = clang_getArraySize(clang_getCanonicalType(type)), first = elements->len;
	unsigned budget = INIT_BUDGET;

	for (unsigned i = 0; i < elements->len; i++)
		if (is_designated(cx_at(elements, i)))
			first = 0;
	for (long long i = first; i < n && n <= ARRAY_MAX; i++)
		lower_zero(l, cfg_index(l->f, dest, cfg_const(l->f, i)), element_type, whole, &budget);
	gint64 at = 0;

	for (unsigned i = 0; i < elements->len; i++, at++) {
		CXCursor element = cx_at(elements, i);

		if (is_designated(element)) {
			g_autoptr(GArray) designator = cx_operands(element);

			lower_designated(l, dest, type, element, whole);
			if (!cx_evaluate(cx_at(designator, 0), &at))
				at = ARRAY_MAX;
		} else if (at < ARRAY_MAX) {
			lower_element(l, cfg_index(l->f, dest, cfg_const(l->f, at)), element_type, element, whole);
		} else {
			lower_element(l, cfg_index(l->f, dest, cfg_unknown(l->f)), element_type, element, whole);
		}
	}
}

/* Counts scalar members; over the budget when it is more than that, or nothing that can be copied by members. */
static bool can_copy(CXType type, unsigned *budget)
{
	if (!cx_is_record(type)) {
		if (*budget == 0)
			return false;
		(*budget)--;
		return true;
	}
	CXCursor decl = clang_getTypeDeclaration(clang_getCanonicalType(type));
	g_autoptr(GArray) fields = fields_of(type);
	g_autoptr(GArray) members = cx_children(decl);

	if (is_union(type))
		return false;
	for (unsigned i = 0; i < members->len; i++)
		if (cx_at(members, i).kind == CXCursor_CXXBaseSpecifier)
			return false;
	for (unsigned i = 0; i < fields->len; i++)
		if (!can_copy(clang_getCursorType(cx_at(fields, i)), budget))
			return false;
	return true;
}

static void copy_members(struct lower *l, struct cfg_expr *dest, struct cfg_expr *from, CXType type, CXCursor whole)
{
	g_autoptr(GArray) fields = fields_of(type);

	if (!cx_is_record(type)) {
		lower_assign(l, dest, from, whole);
		return;
	}
	for (unsigned i = 0; i < fields->len; i++) {
		CXCursor field = cx_at(fields, i);

		copy_members(l, field_place(l, dest, field), field_place(l, from, field), clang_getCursorType(field),
			     whole);
	}
}

void lower_copy(struct lower *l, struct cfg_expr *dest, struct cfg_expr *from, CXType type, CXCursor whole)
{
	unsigned budget = COPY_MAX;

	if (cx_is_record(type) && cfg_expr_is_lvalue(from) && cfg_expr_is_lvalue(dest) && can_copy(type, &budget))
		copy_members(l, dest, from, type, whole);
	else
		lower_assign(l, dest, from, whole);
}

void lower_init(struct lower *l, struct cfg_expr *dest, CXType type, CXCursor init, CXCursor whole)
{
	g_autoptr(GArray) elements = cx_operands(init);

	if (++l->depth < 100 && cx_is_record(type))
		lower_record(l, dest, type, elements, whole);
	else if (l->depth < 100 && cx_is_array(type))
		lower_array(l, dest, type, elements, whole);
	else if (elements->len == 1)
		lower_into(l, dest, cx_at(elements, 0), whole);
	else
		lower_assign(l, dest, cfg_const(l->f, 0), whole);
	l->depth--;
}

/* ---- variables ---- */

/* `int x = …`, `thing x(…)` of which the compiler dropped the initialiser; and `A::f(x);` of an unknown A, which it
 * takes for a declaration: read from the text. */
static void lower_lost_init(struct lower *l, CXCursor decl)
{
	struct cx_place name = cx_place(clang_getCursorLocation(decl)), begin = cx_begin(decl);
	size_t length;
	const char *bytes = lower_bytes(l->unit, name.file, &length);

	if (!bytes || !clang_isInvalidDeclaration(decl) || cx_from_macro(decl) || name.offset >= length)
		return;
	size_t at = skim_token(bytes, name.offset, length), before = name.offset, end = at;

	while (end < length && !strchr(";{}", bytes[end]))
		end = skim_space(bytes, skim_token(bytes, end, length), length);
	while (before > begin.offset && g_ascii_isspace(bytes[before - 1]))
		before--;
	at = skim_space(bytes, at, length);
	if (before > begin.offset && bytes[before - 1] == '(')
		recover_text(l, name.file, begin.offset, end);
	else if (at < length && strchr("({", bytes[at]))
		recover_text(l, name.file, at + 1, MAX(skim_bracket(bytes, at, length), at + 2) - 1);
	else if (end < length && bytes[end] == ';' && memchr(bytes + at, '=', end - at))
		recover_text(l, name.file, name.offset, end);
}

void lower_initialise(struct lower *l, struct cfg_expr *dest, CXType type, CXCursor init, CXCursor whole)
{
	CXCursor s = lower_strip(init);

	if (s.kind == CXCursor_StringLiteral && cx_is_array(type))
		lower_assign(l, dest, cfg_unknown(l->f), whole);
	else if (s.kind == CXCursor_InitListExpr)
		lower_init(l, dest, type, s, whole);
	else
		lower_into(l, dest, init, whole);
}

void lower_var_decl(struct lower *l, CXCursor decl)
{
	CXType type = clang_getCursorType(decl);
	enum CX_StorageClass storage = clang_Cursor_getStorageClass(decl);
	int var = lower_variable(l, decl);
	CXCursor init = clang_Cursor_getVarDeclInitializer(decl);

	if (storage == CX_SC_Static)
		globals_fields(l->unit, decl);
	if (var < 0 || storage == CX_SC_Static || storage == CX_SC_Extern)
		return;
	struct cfg_expr *dest = cfg_var_expr(l->f, var);

	lower_template_arguments(l, decl, decl);
	if (cx_is_null(init)) {
		lower_lost_init(l, decl);
		lower_cleanup(l, decl, dest);
		return;
	}
	struct lower_full outer = lower_begin_full(l);

	if (cx_is_reference(type)) {
		struct cfg_expr *address = lower_address(l, init);

		lower_assign(l, dest, address, decl);
		lower_end_bound(l, &outer, address);
		return;
	}
	lower_initialise(l, dest, type, init, decl);
	lower_end_full(l, &outer);
	if (clang_getCursorTLSKind(decl) == CXTLS_None)
		lower_alive(l, dest, type);
	lower_cleanup(l, decl, dest);
}
