/* Expressions read from the text: C's operators with their precedences over names, literals, calls, members and the
 * spans that the compiler did type. Names are looked up in the function, then in the unit. What looks like a macro with
 * arguments is not guessed at: it may do anything. */
#include "ast/recover.h"

#include <stdlib.h>
#include <string.h>

#include "ast/skim.h"
#include "ast/virtual.h"

enum { ARGS_MAX = 32, DEPTH_MAX = 60 };

size_t recover_peek(struct recover *r)
{
	r->at = skim_space(r->bytes, r->at, r->end);
	return r->at;
}

bool recover_accept(struct recover *r, const char *token)
{
	size_t n = strlen(token), at = recover_peek(r);
	if (at + n > r->end || strncmp(r->bytes + at, token, n) != 0)
		return false;
	if (skim_is_word(token[0]) && at + n < r->end && skim_is_word(r->bytes[at + n]))
		return false;
	r->at = at + n;
	return true;
}

const char *recover_word(struct recover *r)
{
	size_t at = recover_peek(r), next = skim_token(r->bytes, at, r->end);
	if (at >= r->end || !skim_is_word(r->bytes[at]) || g_ascii_isdigit(r->bytes[at]) || r->bytes[next - 1] == '"')
		return NULL;
	r->at = next;
	g_autofree char *word = g_strndup(r->bytes + at, r->at - at);
	return g_intern_string(word);
}

static struct cfg_expr *give_up(struct recover *r)
{
	r->failed = true;
	return cfg_unknown(r->l->f);
}

/* --- names ------------------------------------------------------------------------------------------------------ */

static enum CXChildVisitResult note_name(CXCursor c, CXCursor parent, CXClientData data)
{
	GHashTable *names = data;
	(void)parent;
	if (c.kind == CXCursor_FunctionDecl || c.kind == CXCursor_VarDecl || c.kind == CXCursor_EnumConstantDecl)
		g_hash_table_replace(names, (gpointer)cx_name(c), g_memdup2(&c, sizeof(c)));
	if (c.kind == CXCursor_Namespace && clang_Location_isInSystemHeader(clang_getCursorLocation(c)))
		return CXChildVisit_Continue;
	bool inside = c.kind == CXCursor_EnumDecl || c.kind == CXCursor_LinkageSpec || c.kind == CXCursor_Namespace ||
		      c.kind == CXCursor_UnexposedDecl;
	return inside ? CXChildVisit_Recurse : CXChildVisit_Continue;
}

/* The unit's functions, variables and enumerators by name; made at the first question. */
const CXCursor *lower_declared(struct lower_unit *u, const char *name)
{
	if (!u->names) {
		u->names = g_hash_table_new_full(NULL, NULL, NULL, g_free);
		CXTranslationUnit headers = u->prelude ? prelude_unit(u->prelude) : NULL;
		if (headers)
			clang_visitChildren(clang_getTranslationUnitCursor(headers), note_name, u->names);
		clang_visitChildren(clang_getTranslationUnitCursor(u->tu), note_name, u->names);
	}
	return g_hash_table_lookup(u->names, name);
}

/* The function's variable of that name that was declared last. */
static struct cfg_expr *local(struct lower *l, const char *name)
{
	GHashTableIter it;
	gpointer key, value;
	int best = -1;
	bool reference = false;
	g_hash_table_iter_init(&it, l->vars);
	while (g_hash_table_iter_next(&it, &key, &value)) {
		int var = GPOINTER_TO_INT(value) - 1;
		if (var <= best || cfg_var(l->f, var)->name != name)
			continue;
		best = var;
		reference = cx_is_object_reference(clang_getCursorType(*(CXCursor *)key));
	}
	for (int i = (int)l->f->vars->len - 1; i > best; i--)
		if (cfg_var(l->f, i)->name == name && cfg_var(l->f, i)->kind != CFG_TEMP) {
			best = i;
			reference = false;
			break;
		}
	if (best < 0)
		return NULL;
	struct cfg_expr *e = cfg_var_expr(l->f, best);
	return reference ? cfg_deref(l->f, e) : e;
}

static bool looks_like_macro(const char *name)
{
	bool upper = false;
	for (; *name; name++) {
		if (g_ascii_islower(*name))
			return false;
		upper |= g_ascii_isupper(*name) != 0;
	}
	return upper;
}

static const struct lex_define *macro(const struct lower_unit *u, const char *name)
{
	const struct source_text *text = u->request->text;
	for (unsigned i = 0; i < text->defines->len; i++) {
		const struct lex_define *d = &g_array_index(text->defines, struct lex_define, i);
		if (d->name == name && d->body)
			return d;
	}
	return NULL;
}

/* A macro of the file that is a number. */
static bool macro_number(const struct lower_unit *u, const char *name, gint64 *out)
{
	const struct lex_define *d = macro(u, name);
	char *end = NULL;
	if (!d || d->function_like)
		return false;
	g_autofree char *body = g_strdup(d->body);
	g_strdelimit(body, "()", ' ');
	g_strstrip(body);
	*out = g_ascii_strtoll(body, &end, 0);
	return end != body && *end == '\0';
}

static const struct {
	const char *name;
	gint64 value;
} literals[] = {{"NULL", 0}, {"nullptr", 0}, {"false", 0}, {"FALSE", 0}, {"true", 1}, {"TRUE", 1}};

static struct cfg_expr *resolve(struct recover *r, const char *name, bool called)
{
	struct lower *l = r->l;
	int number;
	gint64 value;
	if (strcmp(name, "errno") == 0)
		return lower_errno(l);
	if (strcmp(name, "this") == 0 && l->this_var >= 0)
		return cfg_var_expr(l->f, l->this_var);
	struct cfg_expr *e = local(l, name);
	if (e)
		return e;
	for (unsigned i = 0; i < G_N_ELEMENTS(literals); i++)
		if (strcmp(literals[i].name, name) == 0)
			return cfg_const(l->f, literals[i].value);
	if (errno_number(name, &number))
		return cfg_const(l->f, number);
	const CXCursor *decl = lower_declared(l->unit, name);
	if (decl && decl->kind == CXCursor_FunctionDecl)
		return cfg_func(l->f, names_function_key(l->unit, *decl));
	if (decl && decl->kind == CXCursor_EnumConstantDecl)
		return virtual_is_stub(*decl) ? cfg_unknown(l->f)
					      : cfg_const(l->f, (gint64)clang_getEnumConstantDeclValue(*decl));
	if (decl) {
		int var = lower_variable(l, *decl);
		return var >= 0 ? cfg_var_expr(l->f, var) : cfg_unknown(l->f);
	}
	if (macro_number(l->unit, name, &value))
		return cfg_const(l->f, value);
	if (called && (looks_like_macro(name) || macro(l->unit, name)))
		return give_up(r);
	return called ? cfg_func(l->f, name) : cfg_unknown(l->f);
}

/* --- calls ------------------------------------------------------------------------------------------------------ */

/* In C++ a call with another number of arguments is of a namesake that the compiler has not seen. */
static bool fits(struct lower_unit *u, const char *name, unsigned n)
{
	const CXCursor *decl = u->cxx && name ? lower_declared(u, name) : NULL;
	if (!decl || decl->kind != CXCursor_FunctionDecl || !names_is_c_function(u, *decl))
		return true;
	int own = clang_Cursor_getNumArguments(*decl);
	return own < 0 || (unsigned)own == n || clang_Cursor_isVariadic(*decl);
}

static enum lower_returns text_returns(struct recover *r, const char *name, unsigned n)
{
	const CXCursor *decl = lower_declared(r->l->unit, name);
	return lower_returns_text(r->l, decl ? *decl : clang_getNullCursor(), name, n);
}

static struct cfg_expr *read_call(struct recover *r, struct cfg_expr *callee, const char *name, size_t name_at)
{
	struct cfg_expr *args[ARGS_MAX];
	unsigned n = 0;
	struct cfg_stmt *s;
	while (!r->failed && !recover_accept(r, ")")) {
		if (n > 0 && !recover_accept(r, ","))
			return give_up(r);
		struct cfg_expr *arg = recover_read(r, false);
		if (n < ARGS_MAX)
			args[n++] = arg;
		if (recover_peek(r) >= r->end)
			return give_up(r);
	}
	struct cfg_expr *result = lower_temp(r->l);
	bool namesake = !fits(r->l->unit, name, n);
	enum lower_returns returns = name && !namesake && !r->failed ? text_returns(r, name, n) : RETURNS;
	returns = lower_unless_zero(r->l, returns, callee, args, n, r->cursor);
	lower_emit_call(r->l, result, namesake ? cfg_unknown(r->l->f) : callee, args, n, r->cursor, &s);
	if (name && !namesake && !r->elsewhere)
		s->site = sites_text(r->l, name, r->base + name_at, r->base + r->at);
	if (s->site)
		sites_flags(r->l, s->site, args, n, false);
	if (returns == RETURNS_NEVER)
		lower_end_call(r->l, s);
	return result;
}

/* --- operands --------------------------------------------------------------------------------------------------- */

static const struct recover_span *span_at(const struct recover *r, size_t at)
{
	for (unsigned i = 0; r->spans && i < r->spans->len; i++) {
		const struct recover_span *s = &g_array_index(r->spans, struct recover_span, i);
		if (s->begin == at && s->end > at && s->end <= r->end)
			return s;
	}
	return NULL;
}

/* (type) before an operand: only words and stars, the last a star or the only word, and something to cast behind it. */
static bool skip_cast(struct recover *r)
{
	size_t at = skim_space(r->bytes, r->at + 1, r->end);
	bool star = false;
	unsigned words = 0;
	while (at < r->end && r->bytes[at] != ')') {
		if (r->bytes[at] == '*' && words)
			star = true;
		else if (skim_is_word(r->bytes[at]) && !g_ascii_isdigit(r->bytes[at]) && !star && !span_at(r, at))
			words++;
		else
			return false;
		at = skim_space(r->bytes, skim_token(r->bytes, at, r->end), r->end);
	}
	if (at >= r->end || !words)
		return false;
	size_t next = skim_space(r->bytes, at + 1, r->end);
	char c = next < r->end ? r->bytes[next] : '\0';
	bool operand = skim_is_word(c) || c == '(' || c == '"' || c == '\'' || (star && (c == '&' || c == '*'));
	if (!operand || (words == 1 && !star && c == '('))
		return false;
	r->at = at + 1;
	return true;
}

static struct cfg_expr *read_literal(struct recover *r)
{
	size_t at = r->at, next = skim_token(r->bytes, at, r->end);
	struct cfg_expr *e = cfg_unknown(r->l->f);
	if (r->bytes[at] == '"') {
		g_autofree char *s = g_strndup(r->bytes + at + 1, next > at + 2 ? next - at - 2 : 0);
		e = cfg_string(r->l->f, s);
	} else if (r->bytes[at] == '\'' && next == at + 3) {
		e = cfg_const(r->l->f, (unsigned char)r->bytes[at + 1]);
	} else if (g_ascii_isdigit(r->bytes[at])) {
		g_autofree char *s = g_strndup(r->bytes + at, next - at);
		for (char *separator; (separator = strchr(s, '\''));)
			memmove(separator, separator + 1, strlen(separator));
		char *end;
		gint64 value = (gint64)g_ascii_strtoull(s, &end, 0);
		if (*end == '\0' || strspn(end, "uUlL") == strlen(end))
			e = cfg_const(r->l->f, value);
	}
	r->at = next;
	return e;
}

/* a::b::name: the last one counts. What stands in std:: is not inside of anything here. */
static const char *qualified(struct recover *r, const char *name, size_t *name_at, bool *out_inside)
{
	if (name && strcmp(name, "std") == 0 && recover_accept(r, "::")) {
		*name_at = recover_peek(r);
		name = recover_word(r);
	}
	while (name && recover_accept(r, "::")) {
		*name_at = recover_peek(r);
		name = recover_word(r);
		*out_inside = true;
	}
	return name;
}

/* The C library's functions are in no namespace: net::accept() is somebody else's. */
static bool is_namesake(struct lower_unit *u, const char *name)
{
	const CXCursor *decl = lower_declared(u, name);
	return !decl || (decl->kind == CXCursor_FunctionDecl && names_is_c_function(u, *decl));
}

static const char *const type_words[] = {"struct", "union", "enum",  "const", "unsigned", "signed", "int",
					 "char",   "long",  "short", "float", "double",   "void",   "_Bool"};

/* A type as a macro's argument: NEW(struct x, 1). */
static bool skip_type(struct recover *r)
{
	bool any = false;
	for (unsigned i = 0; i < G_N_ELEMENTS(type_words); i++)
		any |= recover_accept(r, type_words[i]);
	if (!any)
		return false;
	while (recover_word(r) || recover_accept(r, "*"))
		;
	return true;
}

static struct cfg_expr *read_operand(struct recover *r, const char **out_name, size_t *out_at)
{
	size_t at = recover_peek(r);
	const struct recover_span *s = span_at(r, at);
	*out_name = NULL;
	if (at >= r->end)
		return give_up(r);
	if (s) {
		r->at = s->end;
		return lower_expr(r->l, s->cursor);
	}
	if (r->bytes[at] == '(') {
		r->at++;
		struct cfg_expr *e = recover_read(r, true);
		return recover_accept(r, ")") ? e : give_up(r);
	}
	if (r->bytes[at] == '"' || r->bytes[at] == '\'' || g_ascii_isdigit(r->bytes[at]) ||
	    (skim_is_word(r->bytes[at]) && r->bytes[skim_token(r->bytes, at, r->end) - 1] == '"'))
		return read_literal(r);
	if (skip_type(r))
		return cfg_unknown(r->l->f);
	recover_accept(r, "::");
	*out_at = recover_peek(r);
	bool inside = false;
	const char *name = qualified(r, recover_word(r), out_at, &inside);
	if (!name)
		return give_up(r);
	if (inside && is_namesake(r->l->unit, name))
		return cfg_unknown(r->l->f);
	*out_name = name;
	return resolve(r, name, recover_peek(r) < r->end && r->bytes[r->at] == '(');
}

static struct cfg_expr *as_place(struct recover *r, struct cfg_expr *e)
{
	return cfg_expr_is_lvalue(e) ? e : cfg_deref(r->l->f, e->kind == CFG_UNKNOWN ? e : cfg_unknown(r->l->f));
}

static struct cfg_expr *pointed_to(struct recover *r, struct cfg_expr *e)
{
	return e->kind == CFG_ADDR ? e->a : cfg_deref(r->l->f, e);
}

static struct cfg_expr *step(struct recover *r, struct cfg_expr *e, enum cfg_op op, bool after)
{
	struct cfg_expr *place = as_place(r, e), *before = after ? lower_save(r->l, place, r->cursor) : NULL;
	lower_assign(r->l, place, cfg_binary(r->l->f, op, place, cfg_const(r->l->f, 1)), r->cursor);
	return before ? before : place;
}

static struct cfg_expr *read_postfix(struct recover *r)
{
	const char *name;
	size_t name_at = 0;
	struct cfg_expr *e = read_operand(r, &name, &name_at);
	while (!r->failed) {
		if (recover_accept(r, "(")) {
			e = read_call(r, e, name, name_at);
		} else if (recover_accept(r, "[")) {
			struct cfg_expr *index = recover_read(r, true);
			if (!recover_accept(r, "]"))
				return give_up(r);
			e = cfg_index(r->l->f, e, index);
		} else if (recover_accept(r, "->") || recover_accept(r, ".")) {
			bool arrow = r->bytes[r->at - 1] == '>';
			const char *member = recover_word(r);
			if (!member)
				return give_up(r);
			e = cfg_field(r->l->f, arrow ? pointed_to(r, e) : as_place(r, e), member);
		} else if (recover_accept(r, "++")) {
			e = step(r, e, CFG_ADD, true);
		} else if (recover_accept(r, "--")) {
			e = step(r, e, CFG_SUB, true);
		} else {
			break;
		}
		name = NULL;
	}
	return e;
}

static struct cfg_expr *read_sizeof(struct recover *r)
{
	size_t at = recover_peek(r);
	if (at < r->end && r->bytes[at] == '(') {
		r->at = skim_bracket(r->bytes, at, r->end);
		return cfg_unknown(r->l->f);
	}
	return give_up(r);
}

static struct cfg_expr *read_unary(struct recover *r);

/* new T(…): what T's constructor does is not known. */
static struct cfg_expr *read_new(struct recover *r)
{
	while (recover_word(r) || recover_accept(r, "::") || recover_accept(r, "*"))
		;
	if (recover_accept(r, "(") && !recover_accept(r, ")")) {
		recover_read(r, true);
		if (!recover_accept(r, ")"))
			return give_up(r);
	}
	return cfg_unknown(r->l->f);
}

static struct cfg_expr *read_delete(struct recover *r)
{
	if (recover_accept(r, "[") && !recover_accept(r, "]"))
		return give_up(r);
	return read_unary(r);
}

static struct cfg_expr *read_unary(struct recover *r)
{
	struct cfg_function *f = r->l->f;
	size_t at = recover_peek(r);
	if (++r->depth > DEPTH_MAX)
		return give_up(r);
	struct cfg_expr *e;
	if (span_at(r, at))
		e = read_postfix(r);
	else if (recover_accept(r, "++"))
		e = step(r, read_unary(r), CFG_ADD, false);
	else if (recover_accept(r, "--"))
		e = step(r, read_unary(r), CFG_SUB, false);
	else if (recover_accept(r, "!"))
		e = cfg_unary(f, CFG_NOT, read_unary(r));
	else if (recover_accept(r, "-"))
		e = cfg_unary(f, CFG_NEG, read_unary(r));
	else if (recover_accept(r, "~"))
		e = cfg_unary(f, CFG_COMPL, read_unary(r));
	else if (recover_accept(r, "+"))
		e = read_unary(r);
	else if (recover_accept(r, "*"))
		e = pointed_to(r, read_unary(r));
	else if (recover_accept(r, "&"))
		e = lower_address_of(r->l, read_unary(r));
	else if (recover_accept(r, "sizeof"))
		e = read_sizeof(r);
	else if (recover_accept(r, "new"))
		e = read_new(r);
	else if (recover_accept(r, "delete"))
		e = read_delete(r);
	else if (recover_accept(r, "co_await") || recover_accept(r, "co_yield"))
		e = cfg_binary(f, CFG_OR, read_unary(r), cfg_unknown(f));
	else if (at < r->end && r->bytes[at] == '(' && skip_cast(r))
		e = read_unary(r);
	else
		e = read_postfix(r);
	r->depth--;
	return e;
}

/* --- operators -------------------------------------------------------------------------------------------------- */

static const struct {
	const char *text;
	enum cfg_op op;
	int level; /* binds tighter the higher it is */
} binary[] = {
	{"==", CFG_EQ, 5},  {"!=", CFG_NE, 5},  {"<=", CFG_LE, 6}, {">=", CFG_GE, 6},
	{"<<", CFG_SHL, 7}, {">>", CFG_SHR, 7}, {"|", CFG_OR, 2},  {"^", CFG_XOR, 3},
	{"&", CFG_AND, 4},  {"<", CFG_LT, 6},   {">", CFG_GT, 6},  {"+", CFG_ADD, 8},
	{"-", CFG_SUB, 8},  {"*", CFG_MUL, 9},  {"/", CFG_DIV, 9}, {"%", CFG_REM, 9},
};

/* The binary operator at r->at, when it is one and no assignment; its index, or -1. */
static int binary_at(struct recover *r)
{
	size_t at = recover_peek(r);
	for (unsigned i = 0; i < G_N_ELEMENTS(binary); i++) {
		size_t n = strlen(binary[i].text);
		if (at + n > r->end || strncmp(r->bytes + at, binary[i].text, n) != 0)
			continue;
		char next = at + n < r->end ? r->bytes[at + n] : '\0';
		if (next == '=' && binary[i].level != 5 && !(n == 2 && binary[i].level == 6))
			return -1; /* += and its kin */
		if (n == 1 && next == binary[i].text[0] && strchr("&|", next))
			return -1; /* && and || */
		return (int)i;
	}
	return -1;
}

/* Stars with nothing behind them: what stood before was a type. */
static void skip_stars(struct recover *r)
{
	size_t at = recover_peek(r);
	while (at < r->end && r->bytes[at] == '*')
		at = skim_space(r->bytes, at + 1, r->end);
	if (at < r->end && at > r->at && (r->bytes[at] == ')' || r->bytes[at] == ','))
		r->at = at;
}

static struct cfg_expr *read_binary(struct recover *r, int level)
{
	struct cfg_expr *a = read_unary(r);
	skip_stars(r);
	for (int i; !r->failed && (i = binary_at(r)) >= 0 && binary[i].level >= level;) {
		r->at += strlen(binary[i].text);
		a = cfg_binary(r->l->f, binary[i].op, a, read_binary(r, binary[i].level + 1));
	}
	return a;
}

/* a && b, a || b: b in a block of its own. */
static struct cfg_expr *read_logical(struct recover *r, bool is_and)
{
	struct lower *l = r->l;
	struct cfg_expr *a = is_and ? read_binary(r, 0) : read_logical(r, true);
	const char *op = is_and ? "&&" : "||";
	while (!r->failed && recover_accept(r, op)) {
		struct cfg_expr *t = lower_temp(l);
		int more = cfg_add_block(l->f), done = cfg_add_block(l->f), end = cfg_add_block(l->f);
		lower_branch(l, a, r->cursor, is_and ? more : done, is_and ? done : more);
		lower_start(l, done);
		cfg_add_assign(l->f, l->block, t, cfg_const(l->f, !is_and));
		lower_jump(l, end);
		lower_start(l, more);
		struct cfg_expr *b = is_and ? read_binary(r, 0) : read_logical(r, true);
		cfg_add_assign(l->f, l->block, t, cfg_binary(l->f, CFG_NE, b, cfg_const(l->f, 0)));
		lower_jump(l, end);
		lower_start(l, end);
		a = t;
	}
	return a;
}

static struct cfg_expr *read_conditional(struct recover *r)
{
	struct lower *l = r->l;
	struct cfg_expr *cond = read_logical(r, false);
	if (r->failed || !recover_accept(r, "?"))
		return cond;
	struct cfg_expr *t = lower_temp(l);
	int yes = cfg_add_block(l->f), no = cfg_add_block(l->f), end = cfg_add_block(l->f);
	cond = lower_save(l, cond, r->cursor);
	lower_branch(l, cond, r->cursor, yes, no);
	lower_start(l, yes);
	struct cfg_expr *a = recover_peek(r) < r->end && r->bytes[r->at] == ':' ? cond : recover_read(r, true);
	cfg_add_assign(l->f, l->block, t, a);
	lower_jump(l, end);
	lower_start(l, no);
	if (!recover_accept(r, ":"))
		give_up(r);
	cfg_add_assign(l->f, l->block, t, r->failed ? cfg_unknown(l->f) : read_conditional(r));
	lower_jump(l, end);
	lower_start(l, end);
	return t;
}

static const struct {
	const char *text;
	enum cfg_op op;
} compound[] = {{"+=", CFG_ADD},  {"-=", CFG_SUB},  {"*=", CFG_MUL}, {"/=", CFG_DIV}, {"%=", CFG_REM},
		{"<<=", CFG_SHL}, {">>=", CFG_SHR}, {"&=", CFG_AND}, {"|=", CFG_OR},  {"^=", CFG_XOR}};

static struct cfg_expr *read_assignment(struct recover *r)
{
	struct cfg_expr *lhs = read_conditional(r);
	size_t at = recover_peek(r);
	if (r->failed)
		return lhs;
	if (at + 1 < r->end && r->bytes[at] == '=' && r->bytes[at + 1] != '=') {
		r->at++;
		struct cfg_expr *place = as_place(r, lhs), *value = read_assignment(r);
		lower_assign(r->l, place, value, r->cursor);
		return place;
	}
	for (unsigned i = 0; i < G_N_ELEMENTS(compound); i++) {
		if (!recover_accept(r, compound[i].text))
			continue;
		struct cfg_expr *place = as_place(r, lhs), *value = read_assignment(r);
		lower_assign(r->l, place, cfg_binary(r->l->f, compound[i].op, place, value), r->cursor);
		return place;
	}
	return lhs;
}

struct cfg_expr *recover_read(struct recover *r, bool comma)
{
	if (++r->depth > DEPTH_MAX)
		return give_up(r);
	struct cfg_expr *e = read_assignment(r);
	while (comma && !r->failed && recover_accept(r, ","))
		e = read_assignment(r);
	r->depth--;
	return e;
}
