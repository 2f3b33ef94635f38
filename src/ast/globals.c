/* Variables with static storage that lowered code mentions: their initial values and whether code that was not lowered
 * may write them; and the tables of functions that aggregates with static storage hold. */
#include "ast/lower.h"

#include <string.h>

#include "ast/keep.h"
#include "ast/members.h"
#include "ast/virtual.h"

void globals_free_one(gpointer data)
{
	struct lower_global *g = data;

	g_free(g->global);
	g_free(g);
}

static struct lower_global *note(struct lower_unit *unit, CXCursor decl, const char *key, bool internal)
{
	struct lower_global *g = g_new0(struct lower_global, 1);

	g->global = g_new0(struct cfg_global, 1);
	g->global->key = key;
	g->global->name = cx_name(decl);
	g->global->internal = internal;
	g->decl = decl;
	g_hash_table_insert(unit->globals, (gpointer)key, g);
	return g;
}

struct lower_global *globals_note(struct lower *l, CXCursor decl, const char *key, bool internal)
{
	struct lower_global *g = g_hash_table_lookup(l->unit->globals, key);

	if (g)
		return g;
	g = note(l->unit, decl, key, internal);
	if (clang_getCursorLinkage(decl) == CXLinkage_NoLinkage)
		g->function = l->f->key;
	return g;
}

void globals_note_alone(struct lower_unit *unit, CXCursor decl)
{
	struct lower l = {.unit = unit};
	bool internal;

	if (clang_getCursorLinkage(decl) == CXLinkage_NoLinkage)
		return;
	const char *key = names_variable_key(&l, decl, &internal);

	globals_note(&l, decl, key, internal);
}

GHashTable *globals_table_new(void)
{
	return g_hash_table_new_full(NULL, NULL, NULL, globals_free_one);
}

/* ---- initial values ---- */

static CXCursor definition_of(CXCursor decl)
{
	CXCursor def = clang_getCursorDefinition(decl);

	return cx_is_null(def) ? decl : def;
}

CXCursor globals_function_in(CXCursor init)
{
	CXCursor s = lower_strip(init);

	while (s.kind == CXCursor_CStyleCastExpr || s.kind == CXCursor_UnaryOperator ||
	       s.kind == CXCursor_CXXStaticCastExpr || s.kind == CXCursor_CXXReinterpretCastExpr) {
		if (s.kind == CXCursor_UnaryOperator && clang_getCursorUnaryOperatorKind(s) != CXUnaryOperator_AddrOf)
			return clang_getNullCursor();
		g_autoptr(GArray) operands = cx_operands(s);

		if (!operands->len)
			return clang_getNullCursor();
		s = lower_strip(cx_last(operands));
	}
	if (s.kind != CXCursor_DeclRefExpr)
		return clang_getNullCursor();
	CXCursor decl = clang_getCursorReferenced(s);

	return decl.kind == CXCursor_FunctionDecl || decl.kind == CXCursor_CXXMethod ? decl : clang_getNullCursor();
}

static bool is_scalar(CXType type)
{
	return cx_int_type(type).bits || cx_is_pointer(type);
}

/* The variable at file scope whose address it is: `&ops`; null where it is nothing of the kind. */
static CXCursor variable_in(CXCursor init)
{
	CXCursor s = lower_strip(init);

	if (s.kind != CXCursor_UnaryOperator || clang_getCursorUnaryOperatorKind(s) != CXUnaryOperator_AddrOf)
		return clang_getNullCursor();
	g_autoptr(GArray) operands = cx_operands(s);
	CXCursor of = operands->len ? lower_strip(cx_last(operands)) : clang_getNullCursor();
	CXCursor decl = of.kind == CXCursor_DeclRefExpr ? clang_getCursorReferenced(of) : clang_getNullCursor();
	enum CXLinkageKind linkage = clang_getCursorLinkage(decl);
	bool shared = linkage == CXLinkage_External || linkage == CXLinkage_Internal;

	return decl.kind == CXCursor_VarDecl && shared ? decl : clang_getNullCursor();
}

/* It points to a variable, which is then to be known as well. */
static void point_to(struct lower_unit *unit, struct cfg_global *g, CXCursor variable)
{
	bool internal;
	const char *key = names_shared_key(unit, variable, &internal);

	g->init = CFG_INIT_ADDRESS;
	g->target = key;
	if (!g_hash_table_contains(unit->globals, key))
		note(unit, variable, key, internal);
}

static void set_init(struct lower_unit *unit, struct lower_global *g)
{
	CXCursor def = definition_of(g->decl);
	CXType type = clang_getCursorType(g->decl);
	CXCursor init = clang_Cursor_getVarDeclInitializer(def);
	struct cfg_global *out = g->global;

	out->constant = clang_isConstQualifiedType(type) != 0;
	if (virtual_is_stub(g->decl) || (clang_Cursor_getStorageClass(def) == CX_SC_Extern && cx_is_null(init))) {
		out->init = CFG_INIT_EXTERN;
		return;
	}
	if (cx_is_null(init)) {
		out->init =
			is_scalar(type) || cx_is_record(type) || cx_is_array(type) ? CFG_INIT_CONST : CFG_INIT_UNKNOWN;
		return;
	}
	CXCursor function = globals_function_in(init), variable = variable_in(init);
	CXCursor s = lower_strip(init);

	if (!cx_is_null(function)) {
		out->init = CFG_INIT_FUNC;
		out->target = names_function_key(unit, function);
	} else if (!cx_is_null(variable)) {
		point_to(unit, out, variable);
	} else if (is_scalar(type) && (cx_evaluate(init, &out->value) || cx_evaluate(s, &out->value))) {
		out->init = CFG_INIT_CONST;
	} else if (s.kind == CXCursor_CXXNullPtrLiteralExpr || s.kind == CXCursor_GNUNullExpr) {
		out->init = CFG_INIT_CONST;
	} else {
		out->init = CFG_INIT_UNKNOWN;
	}
}

/* ---- tables of functions ---- */

static enum CXVisitorResult collect_field(CXCursor field, CXClientData data)
{
	g_array_append_val((GArray *)data, field);
	return CXVisit_Continue;
}

void globals_add_field_key(struct lower_unit *unit, const char *field, const char *key)
{
	struct cfg_field_func *ff;

	for (unsigned i = 0; i < unit->fields->len; i++) {
		ff = g_ptr_array_index(unit->fields, i);
		if (ff->field == field && ff->func == key)
			return;
	}
	ff = g_new0(struct cfg_field_func, 1);
	ff->field = field;
	ff->func = key;
	g_ptr_array_add(unit->fields, ff);
}

void globals_add_field(struct lower_unit *unit, const char *field, CXCursor function)
{
	globals_add_field_key(unit, field, names_function_key(unit, function));
}

/* What an initialiser list is for: its type, and the variable or the member that holds it. */
struct holder {
	CXType type;
	const char *name; /* interned */
};

static void walk_init(struct lower_unit *unit, struct holder holder, CXCursor init);

/* The name under which the elements of a variable or a member are one: which of them is called is seldom known. */
static const char *elements_of(const char *name)
{
	g_autofree char *elements = g_strconcat(name, CFG_ELEMENTS, NULL);

	return g_intern_string(elements);
}

/* One element of an initialiser list: what field it is for (null: it is an array's), and its value. */
static void walk_element(struct lower_unit *unit, CXCursor element, CXCursor field, struct holder holder)
{
	g_autoptr(GArray) children = cx_children(element);
	CXCursor value = element;

	if (element.kind == CXCursor_UnexposedExpr && children->len >= 2) {
		for (unsigned i = 0; i + 1 < children->len; i++)
			if (cx_at(children, i).kind == CXCursor_MemberRef) {
				field = clang_getCursorReferenced(cx_at(children, i));
				holder = (struct holder){clang_getCursorType(field), cx_name(field)};
			} else if (cx_is_array(holder.type)) {
				holder.type = clang_getArrayElementType(clang_getCanonicalType(holder.type));
			}
		value = cx_last(children);
	}
	CXCursor function = globals_function_in(value);

	if (!cx_is_null(function)) {
		globals_add_field(unit, cx_is_null(field) ? elements_of(holder.name) : cx_name(field), function);
		g_array_append_val(unit->pending, function);
	} else {
		walk_init(unit, holder, value);
	}
}

static void walk_init(struct lower_unit *unit, struct holder holder, CXCursor init)
{
	CXCursor s = lower_strip(init);
	CXType type = holder.type;

	if (s.kind == CXCursor_CompoundLiteralExpr || s.kind == CXCursor_UnaryOperator) {
		g_autoptr(GArray) operands = cx_operands(s);

		if (operands->len)
			walk_init(unit, (struct holder){clang_getCursorType(cx_last(operands)), holder.name},
				  cx_last(operands));
		return;
	}
	if (s.kind != CXCursor_InitListExpr)
		return;
	g_autoptr(GArray) elements = cx_operands(s);
	g_autoptr(GArray) fields = g_array_new(FALSE, FALSE, sizeof(CXCursor));

	if (cx_is_record(type))
		clang_Type_visitFields(clang_getCanonicalType(type), collect_field, fields);
	CXType element_type = cx_is_array(type) ? clang_getArrayElementType(clang_getCanonicalType(type)) : type;

	for (unsigned i = 0; i < elements->len; i++) {
		CXCursor field = cx_at(fields, i);
		struct holder inner = {element_type, holder.name};

		if (i < fields->len)
			inner = (struct holder){clang_getCursorType(field), cx_name(field)};
		walk_element(unit, cx_at(elements, i), field, inner);
	}
}

void globals_fields(struct lower_unit *unit, CXCursor var)
{
	CXCursor init = clang_Cursor_getVarDeclInitializer(var);
	CXCursor function = cx_is_null(init) ? init : globals_function_in(init);
	unsigned before = unit->pending->len;
	bool internal;

	if (cx_is_null(init))
		return;
	if (!cx_is_null(function))
		g_array_append_val(unit->pending, function);
	else
		walk_init(unit, (struct holder){clang_getCursorType(var), cx_name(var)}, init);
	const char *key = names_shared_key(unit, var, &internal);

	/* other files may call through it, though nothing here does */
	bool leads = unit->pending->len > before || !cx_is_null(variable_in(init));

	if (leads && !g_hash_table_contains(unit->globals, key))
		note(unit, var, key, internal);
}

/* ---- writes that were not seen ---- */

static bool was_lowered(const struct lower_unit *unit, const struct source_text *text, const struct lex_function *f)
{
	unsigned column, begin = source_text_line(text, f->begin, &column), end;

	end = source_text_line(text, f->end > 0 ? f->end - 1 : 0, &column);
	for (unsigned i = 0; i < unit->functions->len; i++) {
		const struct cfg_function *lowered = g_ptr_array_index(unit->functions, i);

		if (lowered->path == unit->request->path && lowered->range.line >= begin &&
		    lowered->range.end_line == end)
			return !g_hash_table_contains(unit->incomplete, lowered->key);
		if (lowered->path == unit->request->path && lowered->range.line <= begin &&
		    lowered->range.end_line >= end)
			return !g_hash_table_contains(unit->incomplete, lowered->key);
	}
	return false;
}

/* Some function of the file that was not lowered, or not wholly, names the variable. */
static bool may_be_written_elsewhere(const struct lower_unit *unit, const char *name)
{
	const struct source_text *text = unit->request->text;

	for (unsigned i = 0; text && i < text->functions->len; i++) {
		const struct lex_function *f = &g_array_index(text->functions, struct lex_function, i);

		if (keep_mentions(text->bytes, f->body, MIN(f->end, text->length), name) && !was_lowered(unit, text, f))
			return true;
	}
	return false;
}

static enum CXChildVisitResult find_address(CXCursor c, CXCursor parent, CXClientData data)
{
	CXCursor *wanted = data;

	(void)parent;
	if (c.kind == CXCursor_UnaryOperator && clang_getCursorUnaryOperatorKind(c) == CXUnaryOperator_AddrOf) {
		g_autoptr(GArray) operands = cx_operands(c);
		CXCursor s = operands->len ? lower_strip(cx_at(operands, 0)) : clang_getNullCursor();

		if (s.kind == CXCursor_DeclRefExpr &&
		    clang_equalCursors(clang_getCanonicalCursor(clang_getCursorReferenced(s)), wanted[0])) {
			wanted[1] = c;
			return CXChildVisit_Break;
		}
	}
	return CXChildVisit_Recurse;
}

static enum CXChildVisitResult collect_variables(CXCursor c, CXCursor parent, CXClientData data)
{
	GArray *variables = data;

	(void)parent;
	if (c.kind == CXCursor_VarDecl && clang_Location_isFromMainFile(clang_getCursorLocation(c)))
		g_array_append_val(variables, c);
	return CXChildVisit_Continue;
}

/* Its address stands in the initialiser of another variable at file scope. */
static bool address_in_initialiser(const GArray *variables, CXCursor decl)
{
	CXCursor wanted[2] = {clang_getCanonicalCursor(decl), clang_getNullCursor()};

	for (unsigned i = 0; i < variables->len; i++) {
		clang_visitChildren(cx_at(variables, i), find_address, wanted);
		if (!cx_is_null(wanted[1]))
			return true;
	}
	return false;
}

static void finish(struct lower_unit *unit, struct lower_global *g, const GArray *variables, GPtrArray *out_members)
{
	set_init(unit, g);
	if (g->function)
		g->global->writes_unseen = g_hash_table_contains(unit->incomplete, g->function);
	else if (!g->global->constant)
		g->global->writes_unseen =
			may_be_written_elsewhere(unit, g->global->name) || address_in_initialiser(variables, g->decl);
	members_of(unit, g, definition_of(g->decl), out_members);
}

/* The initialiser of one may name another that nothing has mentioned so far: until there is no more of them. */
static void finish_all(struct lower_unit *unit, const GArray *variables, GPtrArray *out_members)
{
	g_autoptr(GHashTable) done = g_hash_table_new(NULL, NULL);
	bool more = true;

	while (more) {
		g_autoptr(GList) now = g_hash_table_get_values(unit->globals);

		more = false;
		for (const GList *at = now; at; at = at->next) {
			if (!g_hash_table_add(done, at->data))
				continue;
			more = true;
			finish(unit, at->data, variables, out_members);
		}
	}
}

void globals_finish(struct lower_unit *unit)
{
	g_autoptr(GArray) variables = g_array_new(FALSE, FALSE, sizeof(CXCursor));
	g_autoptr(GPtrArray) members = g_ptr_array_new();

	clang_visitChildren(clang_getTranslationUnitCursor(unit->tu), collect_variables, variables);
	finish_all(unit, variables, members);
	for (unsigned i = 0; i < members->len; i++) {
		struct lower_global *g = g_ptr_array_index(members, i);

		g_hash_table_replace(unit->globals, (gpointer)g->global->key, g);
	}
}
