/* A recursive descent over the tokens of a function. Unknown words followed by parentheses and a brace (macros that
 * are loops) count as statements with a body; lambdas and statement expressions inside a statement are its children. */
#include "fix/stmt.h"

struct parser {
	struct body *body;
	const struct tokens *t;
	unsigned at;
	unsigned depth;
	bool failed;
};

#define DEPTH_MAX 200

static struct stmt *parse_statement(struct parser *p, struct stmt *parent);

static struct stmt *stmt_new(struct parser *p, enum stmt_kind kind, struct stmt *parent)
{
	struct stmt *s = g_new0(struct stmt, 1);
	s->kind = kind;
	s->first = s->last = p->at;
	s->parent = parent;
	s->children = g_ptr_array_new();
	g_ptr_array_add(p->body->all, s);
	if (parent)
		g_ptr_array_add(parent->children, s);
	return s;
}

static void stmt_free(gpointer data)
{
	struct stmt *s = data;
	g_ptr_array_unref(s->children);
	g_free(s);
}

static bool take(struct parser *p, int op)
{
	if (!tokens_op(p->t, p->at, op)) {
		p->failed = true;
		return false;
	}
	p->at++;
	return true;
}

static void parse_parens(struct parser *p, struct stmt *s)
{
	s->open = p->at;
	s->close = tokens_close(p->t, p->at);
	if (!tokens_op(p->t, p->at, '(') || s->close >= p->t->n)
		p->failed = true;
	p->at = s->close + 1;
}

static struct stmt *parse_block(struct parser *p, struct stmt *parent)
{
	struct stmt *s = stmt_new(p, STMT_BLOCK, parent);
	take(p, '{');
	while (!p->failed && p->at < p->t->n && !tokens_op(p->t, p->at, '}'))
		parse_statement(p, s);
	s->last = p->at;
	take(p, '}');
	return s;
}

/* if, while, for, switch: a word, parentheses, a statement. */
static struct stmt *parse_control(struct parser *p, struct stmt *parent, enum stmt_kind kind)
{
	struct stmt *s = stmt_new(p, kind, parent);
	p->at++;
	if (tokens_word(p->t, p->at, "constexpr"))
		p->at++;
	parse_parens(p, s);
	if (!p->failed)
		parse_statement(p, s);
	if (kind == STMT_IF && !p->failed && tokens_word(p->t, p->at, "else")) {
		s->else_token = p->at++;
		parse_statement(p, s);
	}
	s->last = p->at - 1;
	return s;
}

static struct stmt *parse_do(struct parser *p, struct stmt *parent)
{
	struct stmt *s = stmt_new(p, STMT_DO, parent);
	p->at++;
	parse_statement(p, s);
	s->while_token = p->at;
	p->failed |= !tokens_word(p->t, p->at++, "while");
	if (!p->failed)
		parse_parens(p, s);
	s->last = p->at;
	if (!p->failed)
		take(p, ';');
	return s;
}

static bool has_semicolon(const struct parser *p, unsigned open, unsigned close)
{
	for (unsigned i = open + 1; i < close; i++) {
		if (tokens_op(p->t, i, ';'))
			return true;
		if (tokens_op(p->t, i, '{') || tokens_op(p->t, i, '('))
			i = tokens_close(p->t, i);
	}
	return false;
}

static struct stmt *parse_simple(struct parser *p, struct stmt *parent, enum stmt_kind kind)
{
	struct stmt *s = stmt_new(p, kind, parent);
	unsigned depth = 0;
	for (; p->at < p->t->n; p->at++) {
		if (tokens_op(p->t, p->at, '{')) {
			unsigned open = p->at, close = tokens_close(p->t, open);
			bool nested = open > s->first && has_semicolon(p, open, close);
			bool closes = nested && depth == 0 && kind == STMT_SIMPLE && tokens_op(p->t, open - 1, ')') &&
				      !tokens_op(p->t, close + 1, ';') && !tokens_op(p->t, close + 1, '(');
			if (nested)
				parse_block(p, s);
			p->at = close;
			if (closes) {
				s->kind = STMT_OTHER;
				break;
			}
		} else if (tokens_op(p->t, p->at, '(') || tokens_op(p->t, p->at, '[')) {
			depth++;
		} else if (tokens_op(p->t, p->at, ')') || tokens_op(p->t, p->at, ']')) {
			p->failed |= depth-- == 0;
		} else if (tokens_op(p->t, p->at, ';') && depth == 0) {
			break;
		} else if (tokens_op(p->t, p->at, '}')) {
			p->at--; /* a macro without a semicolon */
			break;
		}
		if (p->failed)
			break;
	}
	p->failed |= p->at >= p->t->n;
	s->last = p->at++;
	return s;
}

static struct stmt *parse_other(struct parser *p, struct stmt *parent)
{
	struct stmt *s = stmt_new(p, STMT_OTHER, parent);
	p->at++;
	if (tokens_op(p->t, p->at, '('))
		parse_parens(p, s);
	if (!p->failed)
		parse_statement(p, s);
	s->last = p->at - 1;
	return s;
}

static bool is_label(const struct parser *p)
{
	return tokens_is_word(p->t, p->at) && tokens_op(p->t, p->at + 1, ':') && !tokens_word(p->t, p->at, "public") &&
	       !tokens_word(p->t, p->at, "private");
}

static struct stmt *parse_label(struct parser *p, struct stmt *parent)
{
	struct stmt *s = stmt_new(p, STMT_LABEL, parent);
	while (p->at < p->t->n && !tokens_op(p->t, p->at, ':') && !tokens_op(p->t, p->at, ';'))
		p->at = tokens_op(p->t, p->at, '(') ? tokens_close(p->t, p->at) + 1 : p->at + 1;
	s->last = p->at++;
	return s;
}

static const struct {
	const char *word;
	enum stmt_kind kind;
	struct stmt *(*parse)(struct parser *, struct stmt *, enum stmt_kind);
} words[] = {{"if", STMT_IF, parse_control},        {"while", STMT_WHILE, parse_control},
	     {"for", STMT_FOR, parse_control},      {"switch", STMT_SWITCH, parse_control},
	     {"return", STMT_RETURN, parse_simple}, {"co_return", STMT_RETURN, parse_simple}};

static struct stmt *parse_statement(struct parser *p, struct stmt *parent)
{
	struct stmt *s = NULL;
	if (p->failed || p->at >= p->t->n || p->depth >= DEPTH_MAX) {
		p->failed = true;
		return NULL;
	}
	p->depth++;
	for (size_t i = 0; i < G_N_ELEMENTS(words) && !s; i++)
		if (tokens_word(p->t, p->at, words[i].word))
			s = words[i].parse(p, parent, words[i].kind);
	if (s)
		;
	else if (tokens_op(p->t, p->at, '{'))
		s = parse_block(p, parent);
	else if (tokens_word(p->t, p->at, "do"))
		s = parse_do(p, parent);
	else if (tokens_word(p->t, p->at, "try") || tokens_word(p->t, p->at, "catch"))
		s = parse_other(p, parent);
	else if (tokens_word(p->t, p->at, "case") || is_label(p))
		s = parse_label(p, parent);
	else
		s = parse_simple(p, parent, STMT_SIMPLE);
	p->depth--;
	return s;
}

struct body *body_new(const struct source_text *text, const struct lex_function *function, int arm)
{
	auto_ptr(body) body = g_new0(struct body, 1);
	body->all = g_ptr_array_new_with_free_func(stmt_free);
	body->tokens = tokens_new(text, function->body, function->end, arm);
	struct parser p = {.body = body, .t = body->tokens};
	if (!tokens_op(body->tokens, 0, '{'))
		return NULL;
	body->root = parse_block(&p, NULL);
	return p.failed ? NULL : g_steal_pointer(&body);
}

void body_free(struct body *body)
{
	if (!body)
		return;
	tokens_free(body->tokens);
	g_ptr_array_unref(body->all);
	g_free(body);
}

struct stmt *body_find(const struct body *body, unsigned token)
{
	struct stmt *best = NULL;
	for (guint i = 0; i < body->all->len; i++) {
		struct stmt *s = body->all->pdata[i];
		if (s->first <= token && token <= s->last && (!best || s->last - s->first <= best->last - best->first))
			best = s;
	}
	return best;
}

static struct stmt *beside(const struct stmt *s, int step)
{
	guint at;
	if (!s->parent || s->parent->kind != STMT_BLOCK || !g_ptr_array_find(s->parent->children, s, &at))
		return NULL;
	if ((step < 0 && at == 0) || (step > 0 && at + 1 >= s->parent->children->len))
		return NULL;
	return s->parent->children->pdata[(gint)at + step];
}

struct stmt *stmt_next(const struct stmt *s)
{
	return beside(s, 1);
}

struct stmt *stmt_previous(const struct stmt *s)
{
	return beside(s, -1);
}

bool stmt_is_unbraced(const struct stmt *s)
{
	return s->kind != STMT_BLOCK && s->parent && s->parent->kind != STMT_BLOCK;
}

bool body_has_jump(const struct body *body, const struct stmt *s, const char *word)
{
	if (s->kind == STMT_SIMPLE && tokens_word(body->tokens, s->first, word))
		return true;
	for (guint i = 0; i < s->children->len; i++) {
		const struct stmt *c = s->children->pdata[i];
		if (c->kind != STMT_WHILE && c->kind != STMT_DO && c->kind != STMT_FOR && body_has_jump(body, c, word))
			return true;
	}
	return false;
}
