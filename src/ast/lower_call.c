/* Calls: which function, which arguments, where the result goes; the rule's sites among them; and calls that do not
 * come back. What is no call after all is lower_instead.c's. */
#include "ast/lower.h"

#include <string.h>

#include "ast/virtual.h"

enum { ARGS_MAX = 64 };

/* A call with an argument of unknown type keeps the names it could mean: one, or the C function among them. */
static CXCursor overloaded(CXCursor call)
{
	g_autoptr(GArray) operands = cx_operands(call);
	CXCursor name = operands->len ? lower_strip(cx_at(operands, 0)) : clang_getNullCursor();
	CXCursor set = name.kind == CXCursor_DeclRefExpr ? clang_getCursorReferenced(name) : name;

	if (cx_is_null(set) || set.kind != CXCursor_OverloadedDeclRef)
		return clang_getNullCursor();
	unsigned n = clang_getNumOverloadedDecls(set);

	for (unsigned i = 0; i < n; i++) {
		CXCursor decl = clang_getOverloadedDecl(set, i);

		if (n == 1 || (decl.kind == CXCursor_FunctionDecl && !strchr(cx_usr(decl), '#')))
			return decl;
	}
	return clang_getNullCursor();
}

/* "choose(n)(error)": libclang says that choose is called, which is true of the inner call. */
static bool calls_result(CXCursor call)
{
	g_autoptr(GArray) operands = cx_operands(call);

	return call.kind == CXCursor_CallExpr && operands->len &&
	       (int)operands->len > clang_Cursor_getNumArguments(call) &&
	       lower_strip(cx_at(operands, 0)).kind == CXCursor_CallExpr;
}

/* "handlers[2](error)": the same of the operator that gives what is called; one that is called itself is named. */
static bool calls_result_of_operator(CXCursor call, CXCursor decl)
{
	g_autoptr(GArray) operands = cx_operands(call);

	if (decl.kind != CXCursor_CXXMethod || !calls_result(call))
		return false;
	for (unsigned i = 1; i < operands->len; i++)
		if (clang_equalCursors(clang_getCursorReferenced(lower_strip(cx_at(operands, i))), decl))
			return false;
	return clang_equalCursors(clang_getCursorReferenced(lower_strip(cx_at(operands, 0))), decl);
}

CXCursor lower_callee_decl(CXCursor call)
{
	CXCursor decl = clang_getCursorReferenced(call);

	if ((decl.kind == CXCursor_FunctionDecl && calls_result(call)) || calls_result_of_operator(call, decl))
		return clang_getNullCursor();
	if (cx_is_null(decl) || decl.kind == CXCursor_OverloadedDeclRef)
		decl = overloaded(call);

	switch (decl.kind) {
	case CXCursor_FunctionDecl:
	case CXCursor_CXXMethod:
	case CXCursor_Constructor:
	case CXCursor_Destructor:
	case CXCursor_ConversionFunction:
	case CXCursor_FunctionTemplate: return decl;
	default: return clang_getNullCursor();
	}
}

static bool says_likely(const char *name)
{
	g_autofree char *lower = g_ascii_strdown(name, -1);

	return strstr(lower, "likely") != NULL;
}

/* HANDLE_EINTR(call(…)): a name that is written like a macro, given a call that returns a number and used for it. */
static bool is_retry_of_call(CXCursor c, const char *name)
{
	CXCursor arg = lower_strip(clang_Cursor_getArgument(c, 0));

	for (const char *p = name; *p; p++)
		if (g_ascii_islower(*p))
			return false;
	return *name && arg.kind == CXCursor_CallExpr && cx_int_type(clang_getCursorType(arg)).bits &&
	       lower_is_system(lower_callee_decl(arg));
}

CXCursor lower_expected(CXCursor c)
{
	if (c.kind != CXCursor_CallExpr || clang_Cursor_getNumArguments(c) < 1)
		return clang_getNullCursor();
	const char *name = cx_name(c);
	CXCursor decl = clang_getCursorReferenced(c);
	/* a macro of every project's own; where its header is missing, it looks like a function nobody declared */
	bool undeclared =
		cx_is_null(decl) || virtual_is_stub(decl) || clang_Cursor_isNull(clang_getCursorDefinition(decl));

	if (g_str_has_prefix(name, "__builtin_expect") ||
	    (undeclared && clang_Cursor_getNumArguments(c) == 1 && (says_likely(name) || is_retry_of_call(c, name))))
		return clang_Cursor_getArgument(c, 0);
	return clang_getNullCursor();
}

/* ---- arguments ---- */

/* glibc declares some socket calls with a transparent union: the argument is what was put into it. */
static CXCursor inside_transparent_union(CXCursor arg, CXType parameter)
{
	CXType type = clang_getCanonicalType(parameter);
	CXCursor s = lower_strip(arg);

	if (type.kind != CXType_Record || s.kind != CXCursor_CompoundLiteralExpr ||
	    clang_getTypeDeclaration(type).kind != CXCursor_UnionDecl)
		return arg;
	g_autoptr(GArray) lists = cx_operands(s);
	CXCursor list = cx_last(lists);
	g_autoptr(GArray) elements = cx_is_null(list) ? g_array_new(FALSE, FALSE, sizeof(CXCursor)) : cx_operands(list);

	/* one that is spelled has braces that its element lies inside of */
	if (elements->len != 1 || cx_begin(list).offset != cx_begin(cx_at(elements, 0)).offset)
		return arg;
	return cx_at(elements, 0);
}

struct cfg_expr *lower_argument(struct lower *l, CXCursor arg, CXType parameter)
{
	if (cx_is_reference(parameter))
		return lower_address(l, arg);
	if (lower_destroys(l, clang_getCursorType(arg))) { /* the callee's to destroy */
		struct cfg_expr *object = lower_unnamed(l);

		lower_into(l, object, arg, arg);
		return object;
	}
	return lower_expr(l, inside_transparent_union(arg, parameter));
}

struct call {
	struct cfg_expr *callee;
	struct cfg_expr *args[ARGS_MAX];
	unsigned n;
	CXCursor decl;
	const char *name;
	unsigned named; /* of a raw call: the argument that says what is called */
};

static void lower_arguments(struct lower *l, CXCursor c, struct call *call, unsigned from)
{
	int n = clang_Cursor_getNumArguments(c);
	CXType type = clang_getCursorType(call->decl);
	unsigned shift = from;

	for (int i = (int)from; i < n && call->n < ARGS_MAX; i++) {
		CXCursor arg = clang_Cursor_getArgument(c, (unsigned)i);
		CXType parameter = cx_is_null(call->decl) ? (CXType){.kind = CXType_Invalid}
							  : clang_getArgType(type, (unsigned)i - shift);

		call->args[call->n++] = lower_argument(l, arg, parameter);
	}
}

/* ---- the callee ---- */

/* x.operator+: not x.f of a member f that has an operator(). */
static bool names_method(CXCursor c)
{
	return c.kind == CXCursor_MemberRefExpr && clang_getCursorReferenced(c).kind != CXCursor_FieldDecl;
}

static bool is_operator_call(CXCursor c, CXCursor decl, const GArray *operands)
{
	return decl.kind == CXCursor_CXXMethod && !clang_CXXMethod_isStatic(decl) &&
	       g_str_has_prefix(cx_name(decl), "operator") && operands->len > 0 &&
	       !names_method(lower_strip(cx_at(operands, 0))) && clang_Cursor_getNumArguments(c) > 0;
}

static bool is_lambda_type(CXType type)
{
	auto_cxstring s = clang_getTypeSpelling(clang_getCanonicalType(type));
	const char *spelling = clang_getCString(s);

	const char *at = spelling ? strstr(spelling, "(lambda at") : NULL;

	return at && !memchr(spelling, '<', (size_t)(at - spelling)); /* and not Guard<(lambda at …)> */
}

/* x.f(…), p->f(…), f(…) inside a method: the object's address is the first argument. */
static void lower_object(struct lower *l, CXCursor member, struct call *call)
{
	g_autoptr(GArray) operands = cx_operands(member);

	if (!operands->len) {
		call->args[call->n++] = lower_this(l);
		return;
	}
	CXCursor base = cx_at(operands, 0);

	if (cx_is_pointer(clang_getCursorType(base)))
		call->args[call->n++] = lower_expr(l, base);
	else
		call->args[call->n++] = lower_address(l, base);
}

/* Of a virtual method the object says which one is meant. */
static void dispatch(struct lower *l, CXCursor name, CXCursor object, struct call *call)
{
	const char *member = lower_dispatched(l, name, object, call->decl);

	if (member)
		call->callee = cfg_field(l->f, cfg_deref(l->f, call->args[0]), member);
}

static CXCursor object_of(CXCursor member)
{
	g_autoptr(GArray) operands = cx_operands(member);

	return cx_at(operands, 0);
}

/* What a closure captured is found by its address, behind the arguments. */
static void add_closure(struct lower *l, CXCursor object, struct call *call)
{
	struct cfg_expr *closure = lower_lvalue(l, object);

	if (call->callee->kind != CFG_FUNC || lower_captures(l, call->callee->name))
		call->args[call->n++] = lower_address_of(l, closure);
}

static void lower_method(struct lower *l, CXCursor c, const GArray *operands, struct call *call)
{
	CXCursor first = lower_strip(cx_at(operands, 0));

	call->callee = cfg_func(l->f, names_function_key(l->unit, call->decl));
	if (is_operator_call(c, call->decl, operands)) {
		CXCursor object = clang_Cursor_getArgument(c, 0);
		bool lambda = is_lambda_type(clang_getCursorType(object));

		if (lambda) {
			struct cfg_expr *closure = lower_closure(l, clang_getCursorType(object));

			call->callee = closure ? closure : lower_expr(l, object);
		} else {
			call->args[call->n++] = lower_address(l, object);
			dispatch(l, c, object, call);
		}
		int n = clang_Cursor_getNumArguments(c);
		CXType type = clang_getCursorType(call->decl);

		for (int i = 1; i < n && call->n < ARGS_MAX; i++)
			call->args[call->n++] = lower_argument(l, clang_Cursor_getArgument(c, (unsigned)i),
							       clang_getArgType(type, (unsigned)i - 1));
		if (lambda && call->n < ARGS_MAX)
			add_closure(l, object, call);
		return;
	}
	if (!clang_CXXMethod_isStatic(call->decl) && first.kind == CXCursor_MemberRefExpr) {
		lower_object(l, first, call);
		dispatch(l, first, object_of(first), call);
	}
	lower_arguments(l, c, call, 0);
}

/* What C makes of a function that nobody has declared: a declaration at its first call, inside a function. */
bool lower_is_undeclared(const struct lower_unit *u, CXCursor decl)
{
	struct cx_place p = cx_place(clang_getCursorLocation(decl));

	if (u->cxx || decl.kind != CXCursor_FunctionDecl || !p.file || !u->file || !clang_File_isEqual(p.file, u->file))
		return false;
	const struct lex_function *f = source_text_function_at(u->request->text, p.offset);

	return f && p.offset > f->body;
}

static void lower_callee(struct lower *l, CXCursor c, const GArray *operands, struct call *call)
{
	CXCursor first = cx_at(operands, 0);
	CXCursor s = lower_strip(first);

	if (!cx_is_null(call->decl)) {
		call->callee = cfg_func(l->f, names_function_key(l->unit, call->decl));
		if (lower_is_undeclared(l->unit, call->decl))
			g_hash_table_add(l->unit->undeclared, (gpointer)call->callee->name);
	} else if (*call->name && (s.kind == CXCursor_OverloadedDeclRef || cx_is_null(s))) {
		call->callee = cfg_func(l->f, call->name);
	} else if (operands->len && (int)operands->len > clang_Cursor_getNumArguments(c)) {
		call->callee = lower_expr(l, first);
	} else {
		call->callee = *call->name ? cfg_func(l->f, call->name) : cfg_unknown(l->f);
	}
	lower_arguments(l, c, call, 0);
}

/* ---- emission ---- */

struct cfg_expr *lower_emit_call(struct lower *l, struct cfg_expr *dest, struct cfg_expr *callee,
				 struct cfg_expr *const *args, unsigned n, CXCursor whole, struct cfg_stmt **out_stmt)
{
	struct cfg_stmt *s = cfg_add_call(l->f, l->block, dest, callee, args, n);

	s->unwind = l->handler;
	lower_mark_stmt(l, s, whole);
	if (out_stmt)
		*out_stmt = s;
	return dest;
}

void lower_end_call(struct lower *l, struct cfg_stmt *s)
{
	s->noreturn = true;
	cfg_set_stop(l->f, l->block);
	lower_fresh(l);
}

enum lower_returns lower_unless_zero(struct lower *l, enum lower_returns returns, struct cfg_expr *callee,
				     struct cfg_expr *const *args, unsigned n, CXCursor whole)
{
	struct cfg_stmt *s;

	if (returns != RETURNS_IF_ZERO || !n)
		return returns;
	if (args[0]->kind == CFG_CONST)
		return args[0]->value ? RETURNS_NEVER : RETURNS;
	int ends = cfg_add_block(l->f), goes_on = cfg_add_block(l->f);

	lower_branch(l, cfg_binary(l->f, CFG_NE, args[0], cfg_const(l->f, 0)), whole, ends, goes_on);
	lower_start(l, ends);
	lower_emit_call(l, NULL, callee, args, n, whole, &s);
	s->noreturn = true;
	cfg_set_stop(l->f, l->block);
	lower_start(l, goes_on);
	return RETURNS;
}

static bool cannot_throw(const struct lower *l, const struct call *call)
{
	if (cx_is_null(call->decl))
		return false;
	if (names_is_c_function(l->unit, call->decl))
		return true;
	int spec = clang_getCursorExceptionSpecificationType(call->decl);

	return spec == CXCursor_ExceptionSpecificationKind_DynamicNone ||
	       spec == CXCursor_ExceptionSpecificationKind_BasicNoexcept ||
	       spec == CXCursor_ExceptionSpecificationKind_NoThrow;
}

/* syscall(SYS_socketcall, SYS_X, …): the operation says what is called. */
static const struct rule *operation(struct lower *l, CXCursor c, struct call *call, const char **out_raw)
{
	call->named = 1;
	*out_raw = NULL;
	if (clang_Cursor_getNumArguments(c) < 3)
		return NULL;
	const struct rule *rule = sites_raw_name(l, clang_Cursor_getArgument(c, 1), out_raw);

	if (!rule && *out_raw && rule_set_multiplexes(l->unit->request->rules, *out_raw))
		*out_raw = NULL;
	return rule;
}

/* syscall(SYS_x, …): a call of the rule's raw name with the other arguments. */
static const struct rule *raw_call(struct lower *l, CXCursor c, struct call *call, const char **out_raw)
{
	if (clang_Cursor_getNumArguments(c) < 1 || !sites_is_syscall(l->unit, call->name))
		return NULL;
	CXCursor number = clang_Cursor_getArgument(c, 0);
	const struct rule *rule = sites_raw_name(l, number, out_raw);

	if (!rule && *out_raw && rule_set_multiplexes(l->unit->request->rules, *out_raw))
		return operation(l, c, call, out_raw);
	return rule || *out_raw ? rule : sites_raw_pasted(l, c, number, out_raw);
}

/* As many as any rule's call takes: those of the operation lie in the vector. */
static void lower_vector(struct lower *l, CXCursor vector, struct call *call)
{
	const GPtrArray *rules = l->unit->request->rules->rules;
	struct cfg_expr *base = lower_expr(l, lower_strip(vector));
	unsigned n = 0;

	for (unsigned i = 0; i < rules->len; i++)
		n = MAX(n, ((const struct rule *)rules->pdata[i])->call.arity);
	while (call->n < MIN(n, ARGS_MAX)) {
		call->args[call->n] = cfg_index(l->f, base, cfg_const(l->f, call->n));
		call->n++;
	}
}

static enum lower_returns raw_returns(const char *name)
{
	return library_does(name, LIBRARY_NO_RETURN) ? RETURNS_NEVER : RETURNS;
}

/* A member or a variable of that name is called: it is none of the library's. */
static bool is_by_pointer(const struct call *call)
{
	return cx_is_null(call->decl) && (call->callee->kind == CFG_FIELD || call->callee->kind == CFG_VAR);
}

/* Where a declaration has an error, its calls have no name: what is called has. */
static enum lower_returns returns_of(struct lower *l, CXCursor c, const struct call *call)
{
	if (*call->name && is_by_pointer(call))
		return lower_text_says_noreturn(l->unit, call->name) ? RETURNS_NEVER : RETURNS;
	if (*call->name || !cx_is_null(call->decl) || call->callee->kind != CFG_FUNC)
		return lower_returns(l, c, call->decl, call->name);
	return lower_returns_text(l, call->decl, call->callee->name, call->n);
}

static void note_header_function(struct lower *l, CXCursor decl)
{
	CXCursor def = cx_is_null(decl) ? decl : clang_getCursorDefinition(decl);

	/* a lambda's operator() is lowered where the lambda stands */
	if (decl.kind == CXCursor_CXXMethod && is_lambda_type(clang_getCursorType(clang_getCursorSemanticParent(decl))))
		return;
	if (!cx_is_null(def) && !virtual_is_stub(def) && !clang_Location_isInSystemHeader(clang_getCursorLocation(def)))
		g_array_append_val(l->unit->pending, def);
}

/* What the tree declares again in a header of its own is not the system's alone; a method is where its class is: the
 * tree's own std::hash<key>::operator() stands in the tree. */
static void note_system_function(struct lower *l, CXCursor decl, const struct cfg_expr *callee)
{
	if (!cx_is_null(decl) && callee && callee->kind == CFG_FUNC && lower_is_system(decl))
		g_hash_table_add(l->unit->system, (gpointer)callee->name);
}

static struct cfg_expr *result_of(struct lower *l, CXCursor c, struct cfg_expr *dest, const struct call *call,
				  bool wanted, bool *out_deref)
{
	bool is_void = clang_getCanonicalType(clang_getCursorType(c)).kind == CXType_Void;

	*out_deref = !cx_is_null(call->decl) && cx_is_object_reference(clang_getCursorResultType(call->decl));
	if (!dest && !is_void && !*out_deref && lower_destroys(l, clang_getCursorType(c)))
		return lower_unnamed(l);
	if (dest || !wanted || is_void)
		return dest;
	return lower_temp(l);
}

static struct call call_of(CXCursor c)
{
	struct call call = {.decl = lower_callee_decl(c), .name = cx_name(c)};

	if (cx_is_null(call.decl) && calls_result(c)) /* of a function or an operator */
		call.name = g_intern_static_string("");
	if (!*call.name && !cx_is_null(call.decl))
		call.name = cx_name(call.decl);
	return call;
}

/* A constructor's call gives its object, and some calls are something else than a call; NULL: it is neither. */
static struct cfg_expr *lower_no_call(struct lower *l, CXCursor c, const struct call *call, struct cfg_expr *dest,
				      CXCursor whole)
{
	if (lower_is_construct(c)) {
		struct cfg_expr *object = dest ? dest : lower_unnamed(l);

		lower_construct(l, object, c, whole);
		if (!dest)
			lower_alive_temporary(l, object, clang_getCursorType(c));
		return object;
	}
	struct cfg_expr *instead = lower_instead(l, c, call->decl, call->name, whole);

	if (instead && dest)
		lower_assign(l, dest, instead, whole);
	return instead && dest ? dest : instead;
}

/* Who is called with what; raw: the name of a raw system call, NULL. */
static void lower_call_parts(struct lower *l, CXCursor c, const GArray *operands, const char *raw, struct call *call,
			     CXCursor whole)
{
	if (raw) {
		call->callee = cfg_func(l->f, raw);
		if (call->named)
			lower_vector(l, clang_Cursor_getArgument(c, 2), call);
		else
			lower_arguments(l, c, call, 1);
	} else if (!cx_is_null(call->decl) && call->decl.kind != CXCursor_FunctionDecl) {
		lower_method(l, c, operands, call);
	} else {
		lower_callee(l, c, operands, call);
		lower_callbacks(l, c, call->decl, call->name, call->args, call->n, whole);
	}
}

/* What stands in <…> behind the name that is called. */
static void lower_callee_arguments(struct lower *l, const GArray *operands, CXCursor whole)
{
	CXCursor name = operands->len ? lower_strip(cx_at(operands, 0)) : clang_getNullCursor();

	if (name.kind == CXCursor_DeclRefExpr || name.kind == CXCursor_MemberRefExpr)
		lower_template_arguments(l, name, whole);
}

struct cfg_expr *lower_call(struct lower *l, CXCursor c, struct cfg_expr *dest, CXCursor whole, bool wanted)
{
	struct call call = call_of(c);
	struct cfg_stmt *s;
	bool by_reference = false;
	const char *raw = NULL;
	struct cfg_expr *no_call = lower_no_call(l, c, &call, dest, whole);

	if (no_call)
		return no_call;
	g_autoptr(GArray) operands = cx_operands(c);
	const struct rule *rule = raw_call(l, c, &call, &raw);

	g_assert(raw || !rule);
	lower_callee_arguments(l, operands, whole);
	lower_call_parts(l, c, operands, raw, &call, whole);
	const char *looked_for = raw ? NULL : sites_lookup_name(l, c, call.decl, call.name);
	if (looked_for) /* the program's own helper is gone through at once */
		call.callee = cfg_func(l->f, sites_lookup_function(l, looked_for));
	struct cfg_expr *symbol =
		looked_for ? lower_lookup(l, c, looked_for) : lower_lookup_of_any(l, call.name, call.args, call.n);
	struct cfg_expr *result = symbol ? NULL : result_of(l, c, dest, &call, wanted, &by_reference);

	enum lower_returns returns = raw ? raw_returns(raw) : returns_of(l, c, &call);

	returns = lower_unless_zero(l, returns, call.callee, call.args, call.n, whole);
	lower_emit_call(l, result, call.callee, call.args, call.n, whole, &s);
	if (s->callee->kind != CFG_FUNC && operands->len)
		s->takes = lower_takes(l, cx_at(operands, 0));
	if (cannot_throw(l, &call))
		s->unwind = -1;
	note_header_function(l, call.decl);
	note_system_function(l, call.decl, s->callee);
	if (rule)
		s->site = sites_raw(l, c, call.named, rule, raw);
	else if (!raw)
		s->site = sites_call(l, c, cx_at(operands, 0), call.decl);
	if (s->site)
		sites_flags(l, s->site, call.args, call.n, rule != NULL);
	else if (looked_for)
		s->site = sites_lookup(l, c, looked_for);
	if (looked_for && !symbol)
		lower_lookup_out(l, c, looked_for, call.args, call.n);
	if (returns == RETURNS_NEVER)
		lower_end_call(l, s);
	if (symbol && dest)
		lower_assign(l, dest, symbol, whole);
	if (result && !dest && !by_reference)
		lower_alive_temporary(l, result, clang_getCursorType(c));
	if (!result)
		return symbol ? symbol : cfg_unknown(l->f);
	return by_reference ? cfg_deref(l->f, result) : result;
}
