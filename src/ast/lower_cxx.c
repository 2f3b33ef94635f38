/* What C++ adds: constructors, new and delete, exceptions, lambdas. Where objects end is lower_life.c's. */
#include "ast/lower.h"

#include <string.h>

#include "ast/thrown.h"
#include "ast/virtual.h"
#include "cfg/thrown.h"

enum { ARGS_MAX = 32, CLASS_DEPTH_MAX = 32 };

bool lower_is_construct(CXCursor c)
{
	return c.kind == CXCursor_CallExpr && clang_getCursorReferenced(c).kind == CXCursor_Constructor;
}

/* True for a copy or move: its one argument is an object of the class itself. */
static bool is_copy(CXCursor c, CXCursor constructor)
{
	if (clang_Cursor_getNumArguments(c) != 1)
		return false;
	return clang_CXXConstructor_isCopyConstructor(constructor) ||
	       clang_CXXConstructor_isMoveConstructor(constructor);
}

static bool has_definition_by_hand(CXCursor constructor)
{
	return !clang_CXXMethod_isDefaulted(constructor) &&
	       !clang_equalCursors(clang_getCursorSemanticParent(constructor), constructor) &&
	       cx_extent(constructor).end.offset > cx_extent(constructor).begin.offset;
}

/* A copy or move that somebody wrote, and that can be read. */
static bool is_in_sight(CXCursor constructor)
{
	CXCursor def = clang_getCursorDefinition(constructor);

	return !cx_is_null(def) && has_definition_by_hand(constructor) && !virtual_is_stub(def) &&
	       !clang_Location_isInSystemHeader(clang_getCursorLocation(def));
}

/* One that somebody wrote in another file: what it does besides copying is for that file to say. */
static bool is_elsewhere(CXCursor constructor)
{
	return cx_is_null(clang_getCursorDefinition(constructor)) && has_definition_by_hand(constructor) &&
	       !virtual_is_stub(constructor) && !clang_Location_isInSystemHeader(clang_getCursorLocation(constructor));
}

/* Where no file of the tree defines it, it copies. */
static void copy_elsewhere(struct lower *l, struct cfg_expr *dest, CXCursor constructor, CXCursor arg, CXCursor whole)
{
	struct cfg_expr *from = lower_address(l, arg), *args[] = {lower_address_of(l, dest), from};
	struct cfg_expr *object = from->kind == CFG_ADDR ? from->a : cfg_deref(l->f, from);

	lower_copy(l, dest, object, clang_getCursorType(arg), whole);
	lower_emit_call(l, NULL, cfg_func(l->f, names_function_key(l->unit, constructor)), args, 2, whole, NULL);
}

void lower_construct(struct lower *l, struct cfg_expr *dest, CXCursor c, CXCursor whole)
{
	CXCursor constructor = clang_getCursorReferenced(c);
	struct cfg_expr *args[ARGS_MAX];
	unsigned n = 0;
	CXType type = clang_getCursorType(constructor);
	int count = clang_Cursor_getNumArguments(c);

	bool made_up = virtual_is_stub(constructor); /* a class nobody knows is made from one thing by taking it */

	if (made_up && count == 1) {
		lower_assign(l, dest, lower_expr(l, clang_Cursor_getArgument(c, 0)), whole);
		return;
	}
	if (is_copy(c, constructor)) {
		CXCursor arg = lower_strip(clang_Cursor_getArgument(c, 0));

		if (lower_is_construct(arg) || lower_is_plain_call(arg)) {
			lower_into(l, dest, arg, whole);
			return;
		}
		if (is_elsewhere(constructor)) {
			copy_elsewhere(l, dest, constructor, arg, whole);
			return;
		}
		if (!is_in_sight(constructor)) {
			lower_copy(l, dest, lower_expr(l, arg), clang_getCursorType(c), whole);
			return;
		}
	}
	if (count <= 0 && !has_definition_by_hand(constructor)) {
		lower_made_up_constructor(l, dest, clang_getCursorType(c), whole, 0);
		return;
	}
	args[n++] = lower_address_of(l, dest);
	for (int i = 0; i < count && n < ARGS_MAX; i++)
		args[n++] = lower_argument(l, clang_Cursor_getArgument(c, (unsigned)i),
					   clang_getArgType(type, (unsigned)i));
	lower_emit_call(l, NULL, cfg_func(l->f, names_function_key(l->unit, constructor)), args, n, whole, NULL);
	CXCursor def = clang_getCursorDefinition(constructor);

	if (!cx_is_null(def) && !made_up && !clang_Location_isInSystemHeader(clang_getCursorLocation(def)))
		g_array_append_val(l->unit->pending, def);
}

struct cfg_expr *lower_new(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) operands = cx_operands(c);
	struct cfg_expr *t = lower_temp(l);

	lower_template_arguments(l, c, c);
	lower_emit_call(l, t, cfg_func(l->f, "operator new"), NULL, 0, c, NULL);
	for (unsigned i = 0; i < operands->len; i++) {
		CXCursor operand = lower_strip(cx_at(operands, i));

		if (lower_is_construct(operand))
			lower_construct(l, cfg_deref(l->f, t), operand, c);
		else
			lower_effects(l, operand);
	}
	return t;
}

void lower_delete(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) operands = cx_operands(c);
	struct cfg_expr *arg = operands->len ? lower_expr(l, cx_at(operands, 0)) : cfg_unknown(l->f);
	CXType pointer = operands->len ? clang_getCanonicalType(clang_getCursorType(cx_at(operands, 0)))
				       : (CXType){.kind = CXType_Invalid};
	CXType type = cx_is_pointer(pointer) ? clang_getPointeeType(pointer) : pointer;

	if (cx_is_pointer(pointer) && lower_destroys(l, type)) {
		int there = cfg_add_block(l->f), end = cfg_add_block(l->f);

		arg = lower_save(l, arg, c);
		lower_branch(l, arg, clang_getNullCursor(), there, end);
		lower_start(l, there);
		lower_destroy(l, cfg_deref(l->f, arg), type);
		lower_jump(l, end);
		lower_start(l, end);
	}
	lower_emit_call(l, NULL, cfg_func(l->f, "operator delete"), &arg, 1, c, NULL);
}

/* ---- exceptions ---- */

/* The try blocks around a place, innermost first. */
struct lower_handler {
	CXType type; /* CXType_Invalid: catch (...) */
	int block;
};

struct lower_tries {
	GArray *handlers;               /* of struct lower_handler */
	struct lower_cleanup *cleanups; /* what is there when it begins */
	struct lower_tries *outer;
};

/* Leads to the handlers that take the type: straight to the one that does, past those that may. What lives inside of a
 * try block is gone when its handlers are come to. */
static void throw_to(struct lower *l, CXType thrown, CXCursor c)
{
	struct lower_cleanup *cleanups = l->cleanups;

	for (const struct lower_tries *t = l->tries; t; t = t->outer) {
		lower_unwind_to(l, t->cleanups);
		l->cleanups = t->cleanups;
		for (unsigned i = 0; i < t->handlers->len; i++) {
			const struct lower_handler *h = &g_array_index(t->handlers, struct lower_handler, i);
			enum catches how = thrown_caught(h->type, thrown);

			if (how == CATCHES_NOT)
				continue;
			if (how == CATCHES) {
				lower_jump(l, h->block);
				l->cleanups = cleanups;
				return;
			}
			int next = cfg_add_block(l->f);

			lower_mark_term(l, cfg_set_branch(l->f, l->block, cfg_unknown(l->f), h->block, next), c);
			lower_start(l, next);
		}
	}
	lower_unwind_to(l, NULL);
	l->cleanups = cleanups;
	struct cfg_term *term = cfg_set_throw(l->f, l->block, l->terminate);

	term->type = thrown_words(thrown);
	lower_mark_term(l, term, c);
}

/* What the handler around it has taken: which of those that may have come to it is not kept. */
static struct cfg_term *throw_again(struct lower *l)
{
	struct cfg_term *term = cfg_set_throw(l->f, l->block, l->handler);

	term->type = g_intern_static_string(CFG_THROWN_UNKNOWN);
	return term;
}

void lower_throw_unknown(struct lower *l, bool again)
{
	if (again)
		throw_again(l);
	else
		throw_to(l, (CXType){.kind = CXType_Invalid}, clang_getNullCursor());
	lower_fresh(l);
}

/* The object that is thrown outlives the function. */
static void lower_thrown(struct lower *l, CXCursor operand)
{
	if (!lower_destroys(l, clang_getCursorType(operand))) {
		lower_effects(l, operand);
		return;
	}
	g_autofree char *name = g_strdup_printf("m%u", ++l->temps);

	lower_into(l, cfg_var_expr(l->f, lower_new_local(l, name)), operand, operand);
}

void lower_throw(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) operands = cx_operands(c);

	for (unsigned i = 0; i < operands->len; i++)
		lower_thrown(l, cx_at(operands, i));
	if (operands->len)
		throw_to(l, thrown_type(clang_getCursorType(cx_at(operands, 0))), c);
	else
		lower_mark_term(l, throw_again(l), c);
	lower_fresh(l);
}

/* The declared type; CXType_Invalid for catch (...), which is the one without a declaration. */
static CXType caught_type(CXCursor handler)
{
	g_autoptr(GArray) children = cx_children(handler);

	if (children->len < 2 || cx_at(children, 0).kind != CXCursor_VarDecl)
		return (CXType){.kind = CXType_Invalid};
	return thrown_type(clang_getCursorType(cx_at(children, 0)));
}

/* What was thrown ends with its handler, as far as its declared type says. */
static void alive_exception(struct lower *l, CXType type, int var)
{
	struct cfg_expr *object = var >= 0 ? cfg_var_expr(l->f, var) : cfg_unknown(l->f);

	if (cx_is_reference(type))
		lower_alive(l, cfg_deref(l->f, object), clang_getPointeeType(clang_getCanonicalType(type)));
	else
		lower_alive(l, var >= 0 ? object : lower_unnamed(l), type);
}

static void lower_catch(struct lower *l, CXCursor handler)
{
	g_autoptr(GArray) children = cx_children(handler);
	struct lower_cleanup *mark = l->cleanups;

	for (unsigned i = 0; i < children->len; i++) {
		CXCursor c = cx_at(children, i);

		if (c.kind == CXCursor_VarDecl) {
			int var = *cx_name(c) ? lower_variable(l, c) : -1;

			if (var >= 0)
				cfg_add_assign(l->f, l->block, cfg_var_expr(l->f, var), cfg_unknown(l->f));
			alive_exception(l, clang_getCursorType(c), var);
		} else {
			lower_stmt(l, c);
		}
	}
	lower_end_scope(l, mark);
}

/* Where exceptions of what is called arrive: at the first handler that takes them, and further out when none does. */
static void lower_dispatch(struct lower *l, const GArray *handlers)
{
	bool all = false;

	for (unsigned i = 0; i < handlers->len && !all; i++) {
		const struct lower_handler *h = &g_array_index(handlers, struct lower_handler, i);
		int next = cfg_add_block(l->f);

		all = h->type.kind == CXType_Invalid;
		cfg_set_branch(l->f, l->block, cfg_unknown(l->f), h->block, all ? h->block : next)->type =
			thrown_handler_words(h->type);
		lower_start(l, next);
	}
	cfg_set_throw(l->f, l->block, l->handler);
}

void lower_try(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) children = cx_children(c);
	g_autoptr(GArray) handlers = g_array_new(FALSE, TRUE, sizeof(struct lower_handler));
	struct lower_tries tries = {handlers, l->cleanups, l->tries};
	int outer = l->handler, dispatch = cfg_add_block(l->f), end = cfg_add_block(l->f);

	for (unsigned i = 1; i < children->len; i++) {
		struct lower_handler h = {caught_type(cx_at(children, i)), cfg_add_block(l->f)};

		g_array_append_val(handlers, h);
	}
	l->handler = dispatch;
	l->tries = &tries;
	if (children->len)
		lower_stmt(l, cx_at(children, 0));
	lower_jump(l, end);
	l->handler = outer;
	l->tries = tries.outer;
	lower_start(l, dispatch);
	lower_dispatch(l, handlers);
	for (unsigned i = 0; i < handlers->len; i++) {
		lower_start(l, g_array_index(handlers, struct lower_handler, i).block);
		lower_catch(l, cx_at(children, i + 1));
		lower_jump(l, end);
	}
	lower_start(l, end);
}

/* ---- member initialisers ---- */

static void lower_member_init(struct lower *l, struct cfg_expr *object, CXCursor field, CXCursor init)
{
	struct cfg_expr *place = cfg_field(l->f, object, cx_name(field));
	CXType type = clang_getCursorType(field);
	struct lower_full outer = lower_begin_full(l);

	if (cx_is_reference(type))
		lower_assign(l, place, lower_address(l, init), init);
	else
		lower_initialise(l, place, type, init, init);
	lower_end_full(l, &outer);
}

struct parts {
	GArray *bases, *fields; /* of CXCursor */
	CXCursor constructor;   /* the one without parameters; null: nobody wrote it */
};

static enum CXChildVisitResult collect_parts(CXCursor c, CXCursor parent, CXClientData data)
{
	struct parts *parts = data;

	(void)parent;
	if (c.kind == CXCursor_FieldDecl)
		g_array_append_val(parts->fields, c);
	else if (c.kind == CXCursor_CXXBaseSpecifier)
		g_array_append_val(parts->bases, c);
	else if (c.kind == CXCursor_Constructor && clang_CXXConstructor_isDefaultConstructor(c) &&
		 has_definition_by_hand(c))
		parts->constructor = c;
	return CXChildVisit_Continue;
}

static bool has_parts(CXCursor class, struct parts *out)
{
	if (cx_is_null(class) || virtual_is_stub(class) || class.kind == CXCursor_UnionDecl ||
	    clang_Location_isInSystemHeader(clang_getCursorLocation(class)))
		return false;
	*out = (struct parts){g_array_new(FALSE, FALSE, sizeof(CXCursor)), g_array_new(FALSE, FALSE, sizeof(CXCursor)),
			      clang_getNullCursor()};
	clang_visitChildren(class, collect_parts, out);
	return true;
}

static void parts_free(struct parts *parts)
{
	g_array_unref(parts->bases);
	g_array_unref(parts->fields);
}

/* An object, or a part of one, that no initialiser is written for. */
static void construct_default(struct lower *l, struct cfg_expr *place, CXType type, CXCursor whole, unsigned depth)
{
	struct parts parts;
	CXCursor class = clang_getCursorDefinition(clang_getTypeDeclaration(clang_getCanonicalType(type)));

	if (!cx_is_record(type) || depth > CLASS_DEPTH_MAX || !has_parts(class, &parts))
		return;
	CXCursor own = parts.constructor;

	parts_free(&parts);
	if (cx_is_null(own)) {
		lower_made_up_constructor(l, place, type, whole, depth + 1);
		return;
	}
	struct cfg_expr *object = lower_address_of(l, place);
	CXCursor def = clang_getCursorDefinition(own);

	lower_emit_call(l, NULL, cfg_func(l->f, names_function_key(l->unit, own)), &object, 1, whole, NULL);
	if (!cx_is_null(def))
		g_array_append_val(l->unit->pending, def);
}

/* The fields' initialisers that stand in the class, and the parts' own constructors, but for those fields named. */
static void construct_fields(struct lower *l, struct cfg_expr *object, const struct parts *parts, GHashTable *seen,
			     CXCursor whole, unsigned depth)
{
	for (unsigned i = 0; i < parts->fields->len; i++) {
		CXCursor field = cx_at(parts->fields, i), init = lower_default_init(l, field);
		CXType type = clang_getCursorType(field);
		struct cfg_expr *place = cx_is_unnamed(field) ? object : cfg_field(l->f, object, cx_name(field));

		if (seen && g_hash_table_contains(seen, cx_name(field)))
			continue;
		lower_template_arguments(l, field, whole);
		if (!cx_is_null(init))
			lower_member_init(l, object, field, init);
		else
			construct_default(l, place, type, whole, depth);
		lower_alive_part(l, place, type);
	}
}

/* What the compiler's own constructor does: one of a class that somebody wrote initialisers for, or for a part of it.
 */
void lower_made_up_constructor(struct lower *l, struct cfg_expr *dest, CXType type, CXCursor whole, unsigned depth)
{
	CXCursor class = clang_getCursorDefinition(clang_getTypeDeclaration(clang_getCanonicalType(type)));
	struct cfg_expr *object = l->object;
	struct lower_cleanup *mark = l->cleanups;
	struct parts parts;

	if (depth > CLASS_DEPTH_MAX || !has_parts(class, &parts))
		return;
	l->object = dest;
	for (unsigned i = 0; i < parts.bases->len; i++)
		construct_default(l, dest, clang_getCursorType(cx_at(parts.bases, i)), whole, depth);
	construct_fields(l, dest, &parts, NULL, whole, depth);
	l->object = object;
	lower_end_scope(l, mark);
	parts_free(&parts);
}

static bool names_base(const GArray *children, CXCursor base)
{
	CXType type = clang_getCanonicalType(clang_getCursorType(base));

	for (unsigned i = 0; i + 1 < children->len; i++)
		if (cx_at(children, i).kind == CXCursor_TypeRef &&
		    clang_equalTypes(clang_getCanonicalType(clang_getCursorType(cx_at(children, i))), type))
			return true;
	return false;
}

static bool is_delegating(const GArray *children, CXCursor class)
{
	for (unsigned i = 0; i + 1 < children->len; i++)
		if (cx_at(children, i).kind == CXCursor_TypeRef && cx_is_operand(cx_at(children, i + 1)) &&
		    clang_equalCursors(clang_getCanonicalCursor(clang_getCursorReferenced(cx_at(children, i))),
				       clang_getCanonicalCursor(class)))
			return true;
	return false;
}

/* Bases that are not named are made first, then what is named, then the other fields. */
void lower_member_initialisers(struct lower *l, CXCursor constructor)
{
	g_autoptr(GArray) children = cx_children(constructor);
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	struct cfg_expr *object = cfg_deref(l->f, cfg_var_expr(l->f, l->this_var));
	struct parts parts;
	CXCursor class = clang_getCursorSemanticParent(constructor);
	bool known = has_parts(class, &parts), delegates = is_delegating(children, class);

	for (unsigned i = 0; known && !delegates && i < parts.bases->len; i++)
		if (!names_base(children, cx_at(parts.bases, i)))
			construct_default(l, object, clang_getCursorType(cx_at(parts.bases, i)), constructor, 0);
	for (unsigned i = 0; i + 1 < children->len; i++) {
		CXCursor c = cx_at(children, i), next = cx_at(children, i + 1);

		if (c.kind == CXCursor_MemberRef && cx_is_operand(next)) {
			CXCursor field = clang_getCursorReferenced(c);

			g_hash_table_add(seen, (gpointer)cx_name(field));
			lower_template_arguments(l, field, next);
			lower_member_init(l, object, field, next);
			lower_alive_part(l, cfg_field(l->f, object, cx_name(field)), clang_getCursorType(field));
		} else if (c.kind == CXCursor_TypeRef && lower_is_construct(lower_strip(next))) {
			lower_construct(l, object, lower_strip(next), next);
			lower_alive_part(l, object, clang_getCursorType(next));
		}
	}
	if (known && !delegates)
		construct_fields(l, object, &parts, seen, clang_getNullCursor(), 0);
	if (known)
		parts_free(&parts);
}
