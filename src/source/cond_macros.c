/* What a name is at a place of the text, and the replacement of macros in conditions. A name's last #define or #undef
 * before the place decides, if the preprocessor gets there; where that hangs on something unknown, so does the name. A
 * name that the text does not define is the configuration's: an atom for the solver to choose. */
#include "source/cond_internal.h"

#include <string.h>

#define EXPANSION_MAX 20000
#define NESTING_MAX   100

struct expansion {
	struct solver *solver;
	size_t at;
	GArray *out;
	const struct hidden *hidden;
	unsigned depth;
};

/* Names whose replacement is under way. */
struct hidden {
	const char *name;
	const struct hidden *up;
};

struct atom *solver_atom(struct solver *s, enum atom_kind kind, const char *name)
{
	struct atom *atom = g_hash_table_lookup(s->atoms, name);

	if (atom)
		return atom;
	atom = g_new0(struct atom, 1);
	atom->name = name;
	atom->kind = kind;
	atom->platform = platform_lookup(name, s->cxx);
	g_hash_table_insert(s->atoms, (gpointer)name, atom);
	g_ptr_array_add(s->trail, atom);
	return atom;
}

static const char *value_text(gint64 value)
{
	g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, value);

	return g_intern_string(text);
}

static void look_defined(struct macro_look *out, const char *body, const char *params)
{
	out->state = MACRO_DEFINED;
	out->body = body;
	out->params = params;
}

static void look_outside(struct solver *s, const char *name, struct macro_look *out)
{
	struct platform_macro platform = platform_lookup(name, s->cxx);

	if (platform.class == PLATFORM_NEVER || (!s->guards_open && solver_is_guard(s, name)))
		return;
	if (platform.class == PLATFORM_FIXED) {
		look_defined(out, platform.value, platform.params);
		return;
	}
	out->atom = solver_atom(s, ATOM_MACRO, name);
	switch (out->atom->stage) {
	case ATOM_OPEN: out->state = MACRO_UNKNOWN; break;
	case ATOM_DEFAULT: look_defined(out, platform.value, platform.params); break;
	case ATOM_UNDEFINED: break;
	case ATOM_DEFINED: out->state = MACRO_DEFINED; break;
	case ATOM_VALUE: look_defined(out, value_text(out->atom->value), NULL); break;
	}
}

void macro_lookup(struct solver *s, const char *name, size_t at, struct macro_look *out)
{
	const GArray *defines = g_hash_table_lookup(s->defines, name);

	*out = (struct macro_look){.state = MACRO_UNDEFINED};
	for (unsigned i = defines ? defines->len : 0; i-- > 0;) {
		unsigned number = g_array_index(defines, unsigned, i);
		const struct lex_define *define = &g_array_index(s->text->defines, struct lex_define, number);
		struct atom *before = s->blocked;
		enum truth truth;

		if (define->offset >= at)
			continue;
		s->blocked = NULL;
		truth = solver_reached(s, define->arm);
		out->atom = s->blocked;
		s->blocked = before;
		if (truth == TRUTH_FALSE)
			continue;
		if (truth == TRUTH_UNKNOWN)
			out->state = MACRO_UNKNOWN;
		else if (define->body)
			look_defined(out, define->body, define->params);
		return;
	}
	out->atom = NULL;
	look_outside(s, name, out);
}

static void push(struct expansion *e, const struct cond_token *t)
{
	if (e->out->len < EXPANSION_MAX)
		g_array_append_vals(e->out, t, 1);
	else
		e->solver->hard = true;
}

static void push_integer(struct expansion *e, guint64 bits)
{
	struct cond_token t = {.kind = COND_INT, .value = {.known = true, .bits = bits}};

	push(e, &t);
}

static void push_bad(struct expansion *e)
{
	struct cond_token t = {.kind = COND_OTHER};

	push(e, &t);
}

static void push_unknown(struct expansion *e, struct atom *atom)
{
	struct cond_token t = {.kind = COND_UNKNOWN};

	bool open_value = atom && (atom->kind == ATOM_CALL || (atom->computed && atom->stage == ATOM_DEFINED));
	bool left_open = e->solver->relaxed && open_value;

	if (!e->solver->blocked && !left_open)
		e->solver->blocked = atom;
	push(e, &t);
}

static const struct cond_token *token_at(const GArray *tokens, unsigned i)
{
	return i < tokens->len ? &g_array_index(tokens, struct cond_token, i) : NULL;
}

static bool op_at(const GArray *tokens, unsigned i, int op)
{
	const struct cond_token *t = token_at(tokens, i);

	return t && t->kind == COND_PUNCT && t->op == op;
}

/* The index behind the ')' that closes the '(' at i; 0 when there is none. */
static unsigned closing(const GArray *tokens, unsigned i)
{
	unsigned depth = 0;

	for (; i < tokens->len; i++) {
		depth += op_at(tokens, i, '(');
		if (op_at(tokens, i, ')') && --depth == 0)
			return i + 1;
	}
	return 0;
}

/* `defined X` or `defined(X)` at i; the index behind it. */
static unsigned expand_defined(struct expansion *e, const GArray *tokens, unsigned i)
{
	bool paren = op_at(tokens, i + 1, '(');
	const struct cond_token *name = token_at(tokens, i + 1 + paren);
	struct macro_look look;

	if (!name || name->kind != COND_IDENT || (paren && !op_at(tokens, i + 3, ')'))) {
		push_bad(e);
		return tokens->len;
	}
	macro_lookup(e->solver, name->name, e->at, &look);
	if (look.state == MACRO_UNKNOWN)
		push_unknown(e, look.atom);
	else
		push_integer(e, look.state == MACRO_DEFINED);
	return i + (paren ? 4 : 2);
}

static void append_token(GString *text, const struct cond_token *t)
{
	static const char *const pairs[] = {"&&", "||", "==", "!=", "<=", ">=", "<<", ">>"};

	if (t->kind == COND_IDENT)
		g_string_append(text, t->name);
	else if (t->kind == COND_INT)
		g_string_append_printf(text, "%" G_GUINT64_FORMAT, t->value.bits);
	else if (t->kind == COND_PUNCT && t->op >= COND_AND)
		g_string_append(text, pairs[t->op - COND_AND]);
	else
		g_string_append_c(text, t->op ? (char)t->op : '"');
}

/* __has_include(…), __has_builtin(…) …: an atom that no definition can set, unless the table knows the header. */
static unsigned expand_has(struct expansion *e, const GArray *tokens, unsigned i)
{
	unsigned end = closing(tokens, i + 1);
	g_autoptr(GString) text = g_string_new(NULL);
	struct atom *atom;

	if (!end) {
		push_bad(e);
		return tokens->len;
	}
	for (unsigned j = i + 2; j + 1 < end; j++)
		append_token(text, token_at(tokens, j));
	if (g_str_has_prefix(token_at(tokens, i)->name, "__has_include") && platform_has_header(text->str)) {
		push_integer(e, 1);
		return end;
	}
	g_string_prepend_c(text, '(');
	g_string_prepend(text, token_at(tokens, i)->name);
	g_string_append_c(text, ')');
	atom = solver_atom(e->solver, ATOM_HAS, g_intern_string(text->str));
	if (atom->stage == ATOM_VALUE)
		push_integer(e, (guint64)atom->value);
	else
		push_unknown(e, atom);
	return end;
}

/* A call of a function-like macro that nobody here defines. */
static unsigned expand_unknown_call(struct expansion *e, const GArray *tokens, unsigned i)
{
	unsigned end = closing(tokens, i + 1);
	g_autofree char *name = g_strconcat(token_at(tokens, i)->name, "(...)", NULL);
	struct atom *atom = solver_atom(e->solver, ATOM_CALL, g_intern_string(name));

	if (atom->stage == ATOM_VALUE)
		push_integer(e, (guint64)atom->value);
	else
		push_unknown(e, atom);
	return end ? end : tokens->len;
}

static void expand(struct expansion *e, const GArray *tokens);

/* One argument of a call, fully expanded. */
static GArray *expand_argument(struct expansion *e, const GArray *tokens, unsigned begin, unsigned end)
{
	GArray *raw = g_array_new(FALSE, TRUE, sizeof(struct cond_token));
	GArray *out = g_array_new(FALSE, TRUE, sizeof(struct cond_token));
	struct expansion inner = *e;

	if (end > begin)
		g_array_append_vals(raw, token_at(tokens, begin), end - begin);
	inner.out = out;
	inner.depth++;
	expand(&inner, raw);
	g_array_unref(raw);
	return out;
}

static GPtrArray *arguments(struct expansion *e, const GArray *tokens, unsigned open, unsigned end)
{
	GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	unsigned begin = open + 1, depth = 0;

	for (unsigned i = open; i < end; i++) {
		depth += op_at(tokens, i, '(');
		depth -= op_at(tokens, i, ')');
		if ((depth == 1 && op_at(tokens, i, ',')) || depth == 0) {
			g_ptr_array_add(list, expand_argument(e, tokens, begin, i));
			begin = i + 1;
		}
	}
	return list;
}

/* The number of the parameter, -1 when the word is none. */
static int parameter(char *const *params, const char *word)
{
	for (int i = 0; params[i]; i++)
		if (strcmp(params[i], word) == 0 || (strcmp(params[i], "...") == 0 && strcmp(word, "__VA_ARGS__") == 0))
			return i;
	return -1;
}

static void expand_body(struct expansion *e, const char *name, const GArray *body)
{
	struct hidden hidden = {name, e->hidden};
	struct expansion inner = *e;

	inner.hidden = &hidden;
	inner.depth++;
	expand(&inner, body);
}

static unsigned expand_call(struct expansion *e, const GArray *tokens, unsigned i, const struct macro_look *look)
{
	unsigned end = closing(tokens, i + 1);
	const GArray *body = solver_tokens(e->solver, look->body);
	g_auto(GStrv) params = g_strsplit(look->params, ",", -1);
	g_autoptr(GPtrArray) values = NULL;
	g_autoptr(GArray) filled = g_array_new(FALSE, TRUE, sizeof(struct cond_token));

	if (!end) {
		push_bad(e);
		return tokens->len;
	}
	values = arguments(e, tokens, i + 1, end);
	for (unsigned j = 0; j < body->len; j++) {
		const struct cond_token *t = token_at(body, j);
		int number = t->kind == COND_IDENT ? parameter(params, t->name) : -1;

		if (number >= 0 && (unsigned)number < values->len) {
			GArray *value = values->pdata[number];
			g_array_append_vals(filled, value->data, value->len);
		} else {
			g_array_append_vals(filled, t, 1);
		}
	}
	expand_body(e, token_at(tokens, i)->name, filled);
	return end;
}

static bool is_hidden(const struct expansion *e, const char *name)
{
	for (const struct hidden *h = e->hidden; h; h = h->up)
		if (h->name == name)
			return true;
	return false;
}

/* A call of a name that neither the text nor the platform says anything of. */
static bool is_unknown_call(const struct macro_look *look, const char *name)
{
	const struct atom *atom = look->atom;

	if (!atom || atom->kind != ATOM_MACRO || atom->name != name || atom->stage == ATOM_UNDEFINED)
		return false;
	return atom->platform.class != PLATFORM_GIVEN || atom->stage == ATOM_DEFINED;
}

static unsigned expand_name(struct expansion *e, const GArray *tokens, unsigned i)
{
	const char *name = token_at(tokens, i)->name;
	bool call = op_at(tokens, i + 1, '(');
	struct macro_look look;
	unsigned end;

	if (is_hidden(e, name)) {
		push_integer(e, 0);
		return i + 1;
	}
	macro_lookup(e->solver, name, e->at, &look);
	if (look.state == MACRO_DEFINED && look.body && (!look.params || call)) {
		if (look.params)
			return expand_call(e, tokens, i, &look);
		expand_body(e, name, solver_tokens(e->solver, look.body));
		return i + 1;
	}
	if (call && is_unknown_call(&look, name))
		return expand_unknown_call(e, tokens, i);
	if (look.state == MACRO_UNKNOWN || (look.state == MACRO_DEFINED && !look.body))
		push_unknown(e, look.atom);
	else
		push_integer(e, e->solver->cxx && strcmp(name, "true") == 0);
	end = call ? closing(tokens, i + 1) : i + 1;
	return end ? end : tokens->len;
}

static void expand(struct expansion *e, const GArray *tokens)
{
	if (e->depth > NESTING_MAX) {
		e->solver->hard = true;
		push_bad(e);
		return;
	}
	for (unsigned i = 0; i < tokens->len && e->out->len < EXPANSION_MAX;) {
		const struct cond_token *t = token_at(tokens, i);

		if (t->kind != COND_IDENT) {
			push(e, t);
			i++;
		} else if (strcmp(t->name, "defined") == 0) {
			i = expand_defined(e, tokens, i);
		} else if (g_str_has_prefix(t->name, "__has_") && op_at(tokens, i + 1, '(')) {
			i = expand_has(e, tokens, i);
		} else {
			i = expand_name(e, tokens, i);
		}
	}
}

void macros_expand(struct solver *s, const GArray *tokens, size_t at, GArray *out)
{
	struct expansion e = {.solver = s, .at = at, .out = out};

	expand(&e, tokens);
}
