/* What the members of aggregates with static storage start as: `static struct state state = {0, 1}` and
 * `static const int missing[] = {ENOSYS, EPERM}` say it in their initialisers. Each member that holds an integer or a
 * function becomes an entry of its own, its key that of the whole with ".member" and "[index]" behind; only aggregates
 * that are small. */
#include "ast/members.h"

#include <string.h>

enum { MEMBERS_MAX = 64, MEMBERS_DEPTH = 4 };

struct walk {
	struct lower_unit *unit;
	const struct cfg_global *whole;
	GPtrArray *out; /* of struct lower_global *: the members */
	bool lost;      /* it says something that is not understood here: then nothing counts */
};

static struct cfg_global *add(struct walk *w, const char *key, gint64 value)
{
	struct lower_global *g = g_new0(struct lower_global, 1);
	g->global = g_memdup2(w->whole, sizeof(*w->whole));
	g->global->key = g->global->name = g_intern_string(key);
	g->global->init = CFG_INIT_CONST;
	g->global->value = value;
	g_ptr_array_add(w->out, g);
	return g->global;
}

static void add_function(struct walk *w, const char *key, CXCursor function)
{
	struct cfg_global *g = add(w, key, 0);
	g->init = CFG_INIT_FUNC;
	g->target = names_function_key(w->unit, function);
}

static enum CXVisitorResult collect_field(CXCursor field, CXClientData data)
{
	g_array_append_val((GArray *)data, field);
	return CXVisit_Continue;
}

static void fields_of(CXType type, GArray *out)
{
	clang_Type_visitFields(clang_getCanonicalType(type), collect_field, out);
}

static bool is_union(CXType type)
{
	return clang_getTypeDeclaration(clang_getCanonicalType(type)).kind == CXCursor_UnionDecl;
}

static char *member_key(const char *key, CXCursor field)
{
	return g_strdup_printf("%s.%s", key, cx_name(field));
}

static void zero(struct walk *w, const char *key, CXType type, unsigned depth)
{
	if (depth > MEMBERS_DEPTH || w->out->len > MEMBERS_MAX)
		return;
	if (cx_int_type(type).bits || cx_is_pointer(type)) {
		add(w, key, 0);
	} else if (cx_is_array(type)) {
		CXType element = clang_getArrayElementType(clang_getCanonicalType(type));
		long long n = clang_getArraySize(clang_getCanonicalType(type));
		for (long long i = 0; i < n && w->out->len <= MEMBERS_MAX; i++) {
			g_autofree char *own = g_strdup_printf("%s[%lld]", key, i);
			zero(w, own, element, depth + 1);
		}
	} else if (cx_is_record(type) && !is_union(type)) {
		g_autoptr(GArray) fields = g_array_new(FALSE, FALSE, sizeof(CXCursor));
		fields_of(type, fields);
		for (unsigned i = 0; i < fields->len; i++) {
			g_autofree char *own = member_key(key, cx_at(fields, i));
			zero(w, own, clang_getCursorType(cx_at(fields, i)), depth + 1);
		}
	}
}

static void walk(struct walk *w, const char *key, CXType type, CXCursor init, unsigned depth);

/* `.a = 1` and `[2] = 1`: what it is for, where one name or number says so. False for longer ones. */
static bool designated(CXCursor element, const GArray *fields, unsigned *at, CXCursor *out_value)
{
	g_autoptr(GArray) children = cx_children(element);
	gint64 index;
	*out_value = element;
	if (element.kind != CXCursor_UnexposedExpr || children->len < 2)
		return true;
	if (children->len > 2)
		return false;
	*out_value = cx_last(children);
	if (cx_at(children, 0).kind != CXCursor_MemberRef) {
		if (fields->len || !cx_evaluate(cx_at(children, 0), &index) || index < 0 || index > MEMBERS_MAX)
			return false;
		*at = (unsigned)index;
		return true;
	}
	CXCursor field = clang_getCursorReferenced(cx_at(children, 0));
	for (*at = 0; *at < fields->len && !clang_equalCursors(cx_at(fields, *at), field);)
		++*at;
	return *at < fields->len;
}

static void walk_list(struct walk *w, const char *key, CXType type, CXCursor list, unsigned depth)
{
	g_autoptr(GArray) elements = cx_operands(list);
	g_autoptr(GArray) fields = g_array_new(FALSE, FALSE, sizeof(CXCursor));
	bool array = cx_is_array(type);
	CXType element = array ? clang_getArrayElementType(clang_getCanonicalType(type)) : type;
	long long n = array ? clang_getArraySize(clang_getCanonicalType(type)) : 0;
	if (!array)
		fields_of(type, fields);
	n = array ? n : (long long)fields->len;
	if (n < 0 || n > MEMBERS_MAX || (!array && is_union(type)))
		return;
	g_autofree guint8 *done = g_malloc0((gsize)n + 1);
	unsigned at = 0;
	for (unsigned i = 0; i < elements->len; i++, at++) {
		CXCursor value;
		if (!designated(cx_at(elements, i), fields, &at, &value) || at >= n) {
			w->lost = true;
			return;
		}
		g_autofree char *own = array ? g_strdup_printf("%s[%u]", key, at) : member_key(key, cx_at(fields, at));
		done[at] = 1;
		walk(w, own, array ? element : clang_getCursorType(cx_at(fields, at)), value, depth + 1);
	}
	for (at = 0; at < n; at++) {
		g_autofree char *own = array ? g_strdup_printf("%s[%u]", key, at) : member_key(key, cx_at(fields, at));
		if (!done[at])
			zero(w, own, array ? element : clang_getCursorType(cx_at(fields, at)), depth + 1);
	}
}

static void walk(struct walk *w, const char *key, CXType type, CXCursor init, unsigned depth)
{
	gint64 value;
	CXCursor s = lower_strip(init),
		 function = cx_is_pointer(type) ? globals_function_in(init) : clang_getNullCursor();
	if (depth > MEMBERS_DEPTH || w->out->len > MEMBERS_MAX)
		return;
	if (s.kind == CXCursor_InitListExpr && (cx_is_record(type) || cx_is_array(type)))
		walk_list(w, key, type, s, depth);
	else if (cx_int_type(type).bits && (cx_evaluate(init, &value) || cx_evaluate(s, &value)))
		add(w, key, value);
	else if (!cx_is_null(function))
		add_function(w, key, function);
}

/* Of an array, the elements are: where that is said depends on how the type is spelt. */
static bool is_constant(CXType type)
{
	while (cx_is_array(type) && !clang_isConstQualifiedType(type))
		type = clang_getArrayElementType(type);
	return clang_isConstQualifiedType(type) != 0;
}

void members_of(struct lower_unit *unit, struct lower_global *g, CXCursor definition, GPtrArray *out)
{
	CXType type = clang_getCursorType(definition);
	CXCursor init = clang_Cursor_getVarDeclInitializer(definition);
	struct walk w = {unit, g->global, g_ptr_array_new_with_free_func(globals_free_one), false};
	g->global->constant |= is_constant(type);
	if ((g->global->internal || g->global->constant) && g->global->init != CFG_INIT_EXTERN &&
	    (cx_is_record(type) || cx_is_array(type))) {
		if (!cx_is_null(init))
			walk(&w, g->global->key, type, init, 0);
		else if (g->global->init == CFG_INIT_CONST)
			zero(&w, g->global->key, type, 0);
	}
	if (!w.lost)
		g_ptr_array_extend_and_steal(out, g_steal_pointer(&w.out));
	else
		g_ptr_array_unref(w.out);
}
