/* Lifetimes of objects: what has been made and is to be destroyed, innermost first. Locals go where their scope is
 * left, by its end, by a jump or by an exception; temporaries where the full expression ends, unless a reference keeps
 * them; what a destructor's class is made of, behind its body; what a constructor has made so far, when it throws.
 *
 * Each entry of the list has a block of its own for exceptions: it destroys the object and goes on to that of the next
 * one. Where a temporary is only made on some paths of its expression (the right side of &&), a flag remembers it.
 *
 * Only destructors that the tree shows, and that have something in them, are calls here: the system's classes and those
 * that nobody knows are left out. A variable with a clean-up function is such an object, in C too (lower_cleanup.c). */
#include "ast/lower.h"

#include <string.h>

#include "ast/virtual.h"

enum { CLASS_DEPTH_MAX = 32 };

struct lower_cleanup {
	struct lower_cleanup *outer;
	struct cfg_expr *place;
	struct cfg_expr *alive; /* the flag; NULL: it is there on every path */
	CXType type;
	const char *function; /* key of what is called with its address instead of a destructor; NULL */
	bool throws_only;     /* it goes when an exception is thrown, and stays else */
	int handler;          /* where exceptions go that are thrown while it is there */
	int below;            /* where they go when it is not */
};

/* --- which classes ---------------------------------------------------------------------------------------------- */

struct class_parts {
	CXCursor destructor;
	bool pattern;           /* it is the template's, which knows nothing of the members' types */
	GArray *bases, *fields; /* of CXCursor */
};

static enum CXChildVisitResult collect_part(CXCursor c, CXCursor parent, CXClientData data)
{
	struct class_parts *parts = data;

	(void)parent;
	if (c.kind == CXCursor_Destructor)
		parts->destructor = c;
	else if (c.kind == CXCursor_CXXBaseSpecifier)
		g_array_append_val(parts->bases, c);
	return CXChildVisit_Continue;
}

static enum CXVisitorResult collect_field(CXCursor field, CXClientData data)
{
	g_array_append_val((GArray *)data, field);
	return CXVisit_Continue;
}

static void parts_clear(struct class_parts *parts)
{
	if (parts->bases)
		g_array_unref(parts->bases);
	if (parts->fields)
		g_array_unref(parts->fields);
}
#define auto_parts __attribute__((cleanup(parts_clear))) struct class_parts

/* The class, or the template that it is an instance of: libclang shows an instance's fields, but not its functions. */
static CXCursor class_of(CXType type)
{
	CXCursor decl = clang_getTypeDeclaration(clang_getCanonicalType(type));
	CXCursor def = clang_getCursorDefinition(decl);
	CXCursor pattern = clang_getSpecializedCursorTemplate(cx_is_null(def) ? decl : def);

	if (cx_is_null(pattern) || clang_getTemplateCursorKind(pattern) == CXCursor_NoDeclFound)
		return def;
	CXCursor pattern_def = clang_getCursorDefinition(pattern);

	return cx_is_null(pattern_def) ? pattern : pattern_def;
}

static enum CXChildVisitResult note_instance(CXCursor c, CXCursor parent, CXClientData data)
{
	(void)parent;
	if (c.kind == CXCursor_Destructor)
		cx_table_set(data, clang_getCursorSemanticParent(c), g_memdup2(&c, sizeof(c)));
	return CXChildVisit_Continue;
}

/* The destructor of an instance of a template, where the compiler made it: it stands at the top of the unit. */
static CXCursor instance_destructor(struct lower_unit *u, CXType type)
{
	gpointer found;

	if (!u->instances) {
		u->instances = cx_table_new(g_free);
		clang_visitChildren(clang_getTranslationUnitCursor(u->tu), note_instance, u->instances);
	}
	if (!cx_table_get(u->instances, clang_getTypeDeclaration(clang_getCanonicalType(type)), &found))
		return clang_getNullCursor();
	return *(CXCursor *)found;
}

static bool parts_of(const struct lower *l, CXType type, struct class_parts *out)
{
	CXCursor class = class_of(type);

	*out = (struct class_parts){.destructor = clang_getNullCursor()};
	if (cx_is_null(class) || virtual_is_stub(class) ||
	    clang_Location_isInSystemHeader(clang_getCursorLocation(class)))
		return false;
	out->bases = g_array_new(FALSE, FALSE, sizeof(CXCursor));
	out->fields = g_array_new(FALSE, FALSE, sizeof(CXCursor));
	clang_visitChildren(class, collect_part, out);
	if (class.kind == CXCursor_ClassTemplate) {
		CXCursor own = instance_destructor(l->unit, type);

		out->pattern = cx_is_null(own);
		out->destructor = cx_is_null(own) ? out->destructor : own;
	}
	if (class.kind != CXCursor_UnionDecl)
		clang_Type_visitFields(clang_getCanonicalType(type), collect_field, out->fields);
	return true;
}

static bool written(CXCursor destructor)
{
	return !cx_is_null(destructor) && !clang_CXXMethod_isDefaulted(destructor) &&
	       !clang_CXXMethod_isDeleted(destructor);
}

/* Its body is in sight, and there is nothing in it. */
static bool does_nothing(const struct lower *l, CXCursor destructor)
{
	CXCursor def = clang_getCursorDefinition(destructor);

	if (cx_is_null(def) || lower_is_blanked(l->unit, def))
		return false;
	g_autoptr(GArray) children = cx_children(def);
	CXCursor body = cx_last(children);

	if (body.kind != CXCursor_CompoundStmt)
		return false;
	g_autoptr(GArray) statements = cx_children(body);
	struct cx_extent e = cx_extent(body);

	return statements->len == 0 && !lower_error_in(l->unit, e.begin.file, e.begin.offset, e.end.offset);
}

static bool destroys(const struct lower *l, CXType type, unsigned depth);

static bool any_destroys(const struct lower *l, const GArray *parts, unsigned depth)
{
	for (unsigned i = 0; i < parts->len; i++)
		if (destroys(l, clang_getCursorType(cx_at(parts, i)), depth))
			return true;
	return false;
}

static bool class_destroys(const struct lower *l, CXType type, unsigned depth)
{
	auto_parts parts = {.bases = NULL};

	if (!parts_of(l, type, &parts))
		return false;
	return (written(parts.destructor) && !does_nothing(l, parts.destructor)) ||
	       any_destroys(l, parts.fields, depth + 1) || any_destroys(l, parts.bases, depth + 1);
}

static bool destroys(const struct lower *l, CXType type, unsigned depth)
{
	while (cx_is_array(type))
		type = clang_getArrayElementType(clang_getCanonicalType(type));
	if (!l->unit->cxx || !cx_is_record(type) || depth > CLASS_DEPTH_MAX)
		return false;
	CXCursor decl = clang_getTypeDeclaration(clang_getCanonicalType(type));
	gpointer known;

	if (cx_table_get(l->unit->destroyed, decl, &known))
		return GPOINTER_TO_INT(known) > 1;
	cx_table_set(l->unit->destroyed, decl, GINT_TO_POINTER(1));
	bool found = class_destroys(l, type, depth);

	cx_table_set(l->unit->destroyed, decl, GINT_TO_POINTER(found ? 2 : 1));
	return found;
}

bool lower_destroys(const struct lower *l, CXType type)
{
	return destroys(l, type, 0);
}

/* --- destroying ------------------------------------------------------------------------------------------------- */

static void destroy(struct lower *l, struct cfg_expr *place, CXType type);

static void destroy_parts(struct lower *l, struct cfg_expr *place, const struct class_parts *parts)
{
	for (unsigned i = parts->fields->len; i-- > 0;) {
		CXCursor field = cx_at(parts->fields, i);
		struct cfg_expr *member = cx_is_unnamed(field) ? place : cfg_field(l->f, place, cx_name(field));

		destroy(l, member, clang_getCursorType(field));
	}
	for (unsigned i = parts->bases->len; i-- > 0;)
		destroy(l, place, clang_getCursorType(cx_at(parts->bases, i)));
}

static void call_destructor(struct lower *l, struct cfg_expr *place, CXCursor destructor)
{
	struct cfg_expr *object = lower_address_of(l, place);
	CXCursor def = clang_getCursorDefinition(destructor);
	struct cfg_stmt *s;

	lower_emit_call(l, NULL, cfg_func(l->f, names_function_key(l->unit, destructor)), &object, 1,
			clang_getNullCursor(), &s);
	if (lower_is_noexcept(l->unit, destructor))
		s->unwind = -1;
	if (!cx_is_null(def) && !clang_Location_isInSystemHeader(clang_getCursorLocation(def)))
		g_array_append_val(l->unit->pending, def);
}

/* Each element, however many there are: one for certain. */
static void destroy_elements(struct lower *l, struct cfg_expr *place, CXType type)
{
	int body = cfg_add_block(l->f), end = cfg_add_block(l->f);

	lower_jump(l, body);
	lower_start(l, body);
	destroy(l, cfg_index(l->f, place, cfg_unknown(l->f)), clang_getArrayElementType(clang_getCanonicalType(type)));
	lower_branch(l, cfg_unknown(l->f), clang_getNullCursor(), body, end);
	lower_start(l, end);
}

static void destroy(struct lower *l, struct cfg_expr *place, CXType type)
{
	auto_parts parts = {.bases = NULL};

	if (!lower_destroys(l, type))
		return;
	if (cx_is_array(type)) {
		destroy_elements(l, place, type);
		return;
	}
	if (!parts_of(l, type, &parts))
		return;
	if (written(parts.destructor))
		call_destructor(l, place, parts.destructor);
	if (!written(parts.destructor) || parts.pattern)
		destroy_parts(l, place, &parts);
}

static void clean_up(struct lower *l, const struct lower_cleanup *entry)
{
	struct cfg_expr *address = lower_address_of(l, entry->place);
	bool lost = entry->function == g_intern_static_string(CFG_LOST);

	lower_emit_call(l, NULL, cfg_func(l->f, entry->function), &address, lost ? 0 : 1, clang_getNullCursor(), NULL);
}

static void destroy_entry(struct lower *l, const struct lower_cleanup *entry)
{
	int handler = l->handler;

	l->handler = entry->below;
	if (entry->function) {
		clean_up(l, entry);
	} else if (entry->alive) {
		int yes = cfg_add_block(l->f), end = cfg_add_block(l->f);

		lower_branch(l, entry->alive, clang_getNullCursor(), yes, end);
		lower_start(l, yes);
		destroy(l, entry->place, entry->type);
		lower_jump(l, end);
		lower_start(l, end);
	} else {
		destroy(l, entry->place, entry->type);
	}
	l->handler = handler;
}

/* --- the list --------------------------------------------------------------------------------------------------- */

/* Where exceptions go while the object is there: it is destroyed, then they go on. */
static int make_handler(struct lower *l, const struct lower_cleanup *entry)
{
	int here = l->block, block = cfg_add_block(l->f);

	lower_start(l, block);
	destroy_entry(l, entry);
	if (entry->below >= 0)
		lower_jump(l, entry->below);
	else
		cfg_set_throw(l->f, l->block, -1);
	lower_start(l, here);
	return block;
}

static struct lower_cleanup *push(struct lower *l, struct lower_cleanup entry)
{
	struct lower_cleanup *own = cfg_arena_alloc0(l->f->arena, sizeof(*own));

	entry.outer = l->cleanups;
	entry.below = l->handler;
	*own = entry;
	own->handler = l->unit->cxx ? make_handler(l, own) : l->handler;
	l->handler = own->handler;
	l->cleanups = own;
	return own;
}

void lower_alive(struct lower *l, struct cfg_expr *place, CXType type)
{
	if (lower_destroys(l, type))
		push(l, (struct lower_cleanup){.place = place, .type = type});
}

void lower_alive_until(struct lower *l, struct cfg_expr *place, const char *key)
{
	lower_address_of(l, place); /* from here on what the variable holds is not its own affair */
	push(l, (struct lower_cleanup){.place = place, .function = g_intern_string(key)});
}

/* Set where the object has been made, and not before: a flag that is cleared where the full expression begins. */
static struct cfg_expr *alive_flag(struct lower *l)
{
	g_autofree char *name = g_strdup_printf("made%u", ++l->temps);
	struct cfg_expr *flag = cfg_var_expr(l->f, lower_new_local(l, name));
	GPtrArray *start = cfg_block(l->f, l->full_block)->stmts;
	struct cfg_stmt *clear = cfg_add_assign(l->f, l->full_block, flag, cfg_const(l->f, 0));

	g_ptr_array_remove_index(start, start->len - 1);
	g_ptr_array_insert(start, (int)MIN(l->full_stmt, start->len), clear);
	cfg_add_assign(l->f, l->block, flag, cfg_const(l->f, 1));
	return flag;
}

void lower_alive_temporary(struct lower *l, struct cfg_expr *place, CXType type)
{
	if (!lower_destroys(l, type))
		return;
	bool always = l->block == l->full_block || l->full_block < 0;

	push(l, (struct lower_cleanup){.place = place, .type = type, .alive = always ? NULL : alive_flag(l)});
}

static void pop_to(struct lower *l, struct lower_cleanup *mark)
{
	while (l->cleanups != mark) {
		l->handler = l->cleanups->below;
		l->cleanups = l->cleanups->outer;
	}
}

/* Destroys what was made since, the list stays. */
void lower_destroy_to(struct lower *l, const struct lower_cleanup *mark)
{
	for (const struct lower_cleanup *entry = l->cleanups; entry && entry != mark; entry = entry->outer)
		if (!entry->throws_only)
			destroy_entry(l, entry);
}

/* For an exception that is thrown here: what a constructor has made goes, too. */
void lower_unwind_to(struct lower *l, const struct lower_cleanup *mark)
{
	for (const struct lower_cleanup *entry = l->cleanups; entry && entry != mark; entry = entry->outer)
		destroy_entry(l, entry);
}

void lower_end_scope(struct lower *l, struct lower_cleanup *mark)
{
	lower_destroy_to(l, mark);
	pop_to(l, mark);
}

/* --- full expressions ------------------------------------------------------------------------------------------- */

struct lower_full lower_begin_full(struct lower *l)
{
	struct lower_full outer = {l->cleanups, l->full_block, l->full_stmt};

	l->full_block = l->block;
	l->full_stmt = cfg_block(l->f, l->block)->stmts->len;
	return outer;
}

void lower_end_full(struct lower *l, const struct lower_full *outer)
{
	lower_end_scope(l, outer->cleanups);
	l->full_block = outer->block;
	l->full_stmt = outer->stmt;
}

/* The variable that a place is, or lies in; NULL when it is reached through a pointer. */
static const struct cfg_expr *root_of(const struct cfg_expr *e)
{
	while (e && (e->kind == CFG_FIELD || e->kind == CFG_ADDR || e->kind == CFG_INDEX))
		e = e->a;
	return e && e->kind == CFG_VAR ? e : NULL;
}

/* The end of a full expression whose value a reference is bound to: the temporary that it names lives on. */
void lower_end_bound(struct lower *l, const struct lower_full *outer, const struct cfg_expr *address)
{
	const struct cfg_expr *root = root_of(address);
	struct lower_cleanup kept = {.place = NULL};

	for (struct lower_cleanup *entry = l->cleanups; entry && entry != outer->cleanups; entry = entry->outer)
		if (root && !kept.place && entry->place->kind == CFG_VAR && entry->place->var == root->var)
			kept = *entry;
		else
			destroy_entry(l, entry);
	pop_to(l, outer->cleanups);
	l->full_block = outer->block;
	l->full_stmt = outer->stmt;
	if (kept.place)
		push(l, kept);
}

void lower_full_effects(struct lower *l, CXCursor c)
{
	struct lower_full outer = lower_begin_full(l);

	lower_effects(l, c);
	lower_end_full(l, &outer);
}

/* One side of a condition: its temporaries are gone before anything else happens. */
static void end_side(struct lower *l, const struct lower_full *outer, int block, int target)
{
	lower_start(l, block);
	lower_destroy_to(l, outer->cleanups);
	lower_jump(l, target);
}

void lower_full_cond(struct lower *l, CXCursor c, int yes, int no)
{
	if (!l->unit->cxx) {
		lower_cond(l, c, yes, no);
		return;
	}
	struct lower_full outer = lower_begin_full(l);
	int first = cfg_add_block(l->f), second = cfg_add_block(l->f);

	lower_cond(l, c, first, second);
	end_side(l, &outer, first, yes);
	end_side(l, &outer, second, no);
	pop_to(l, outer.cleanups);
	l->full_block = outer.block;
	l->full_stmt = outer.stmt;
}

/* --- leaving a function ----------------------------------------------------------------------------------------- */

/* The local that is returned is what the caller gets: it is not destroyed here. A clean-up function is called. */
static bool is_returned(const struct lower_cleanup *entry, const struct cfg_expr *value)
{
	return value && !entry->function && value->kind == CFG_VAR && entry->place->kind == CFG_VAR &&
	       entry->place->var == value->var;
}

/* No destructor changes it. */
static bool is_own(const struct lower *l, const struct cfg_expr *value)
{
	const struct cfg_var *var = cfg_var(l->f, value->var);

	return (var->kind == CFG_LOCAL || var->kind == CFG_PARAM) && !var->address_taken;
}

void lower_return_value(struct lower *l, struct cfg_expr *value, CXCursor c)
{
	const struct cfg_expr *returned = value;
	bool any = false, object = false;

	for (const struct lower_cleanup *entry = l->cleanups; entry; entry = entry->outer) {
		object |= is_returned(entry, value);
		any |= !entry->throws_only && !is_returned(entry, value);
	}
	if (any && value && !object && !(value->kind == CFG_VAR && is_own(l, value)))
		value = lower_save(l, value, c);
	for (const struct lower_cleanup *entry = l->cleanups; entry; entry = entry->outer)
		if (!entry->throws_only && !is_returned(entry, returned))
			destroy_entry(l, entry);
	lower_mark_term(l, cfg_set_return(l->f, l->block, value), c);
	lower_fresh(l);
}

/* --- jumps to labels -------------------------------------------------------------------------------------------- */

struct pending_goto {
	int block, handler;
	struct lower_cleanup *cleanups;
	const char *name;
};

void lower_note_label(struct lower *l, const char *name)
{
	g_hash_table_insert(l->label_cleanups, (gpointer)name, l->cleanups);
}

void lower_goto_label(struct lower *l, const char *name, CXCursor c)
{
	struct pending_goto jump = {l->block, l->handler, l->cleanups, name};

	lower_jump(l, lower_label(l, name));
	lower_mark_term(l, &cfg_block(l->f, l->block)->term, c);
	if (l->cleanups)
		g_array_append_val(l->gotos, jump);
	lower_fresh(l);
}

static bool holds(const struct lower_cleanup *list, const struct lower_cleanup *entry)
{
	while (list && list != entry)
		list = list->outer;
	return list == entry;
}

/* When all labels are known: what a jump leaves is destroyed on its way. */
void lower_finish_gotos(struct lower *l)
{
	for (guint i = 0; i < l->gotos->len; i++) {
		const struct pending_goto *jump = &g_array_index(l->gotos, struct pending_goto, i);
		const struct lower_cleanup *at = g_hash_table_lookup(l->label_cleanups, jump->name);
		struct cfg_term term = cfg_block(l->f, jump->block)->term;

		while (at && !holds(jump->cleanups, at))
			at = at->outer;
		l->cleanups = jump->cleanups;
		l->handler = jump->handler;
		lower_start(l, jump->block);
		lower_destroy_to(l, at);
		cfg_block(l->f, l->block)->term = term;
	}
}

GArray *lower_gotos_new(void)
{
	return g_array_new(FALSE, FALSE, sizeof(struct pending_goto));
}

/* --- what objects are made of ----------------------------------------------------------------------------------- */

/* A destructor's class: behind its body go the members, then the bases. */
void lower_alive_parts(struct lower *l, CXCursor destructor)
{
	CXType type = clang_getCursorType(clang_getCursorSemanticParent(destructor));
	struct cfg_expr *object = cfg_deref(l->f, cfg_var_expr(l->f, l->this_var));
	auto_parts parts = {.bases = NULL};

	if (type.kind == CXType_Invalid || !parts_of(l, type, &parts))
		return;
	for (unsigned i = 0; i < parts.bases->len; i++)
		lower_alive(l, object, clang_getCursorType(cx_at(parts.bases, i)));
	for (unsigned i = 0; i < parts.fields->len; i++) {
		CXCursor field = cx_at(parts.fields, i);
		bool unnamed = cx_is_unnamed(field);

		lower_alive(l, unnamed ? object : cfg_field(l->f, object, cx_name(field)), clang_getCursorType(field));
	}
}

/* A part that a constructor has made: it goes when the rest of it throws. */
void lower_alive_part(struct lower *l, struct cfg_expr *place, CXType type)
{
	if (lower_destroys(l, type))
		push(l, (struct lower_cleanup){.place = place, .type = type, .throws_only = true});
}

void lower_destroy(struct lower *l, struct cfg_expr *place, CXType type)
{
	destroy(l, place, type);
}
