/* Expressions of the text form: a Pratt parser with C's precedences over the table in text_names.c. */
#include <string.h>

#include "cfg/text_names.h"
#include "cfg/text_parser.h"

/* More than a printed expression of CFG_MAX_DEPTH can need, and little enough for any stack. */
enum { MAX_NESTING = 1000 };

static struct cfg_expr *parse_unary(struct parser *p);
static struct cfg_expr *parse_binary(struct parser *p, unsigned min_precedence);

static bool enter(struct parser *p)
{
	if (p->depth >= MAX_NESTING) {
		parser_expected(p, "an expression that is less deep");
		return false;
	}
	p->depth++;
	return true;
}

/* The variable of that name and ordinal, or -1. */
static int find_var(const struct parser *p, const struct token *name)
{
	int index = GPOINTER_TO_INT(g_hash_table_lookup(p->vars, name->text)) - 1;
	unsigned left = name->ordinal;
	for (; index >= 0 && (unsigned)index < p->f->vars->len; index++) {
		if (cfg_var(p->f, index)->name == name->text && --left == 0)
			return index;
	}
	return -1;
}

static struct cfg_expr *parse_name(struct parser *p)
{
	const struct token *name = parser_need_name(p, "an expression");
	if (!name)
		return NULL;
	int var = find_var(p, name);
	if (var >= 0)
		return cfg_var_expr(p->f, var);
	if (name->ordinal != 1) {
		p->at--;
		parser_expected(p, "a variable that has been declared");
		return NULL;
	}
	const struct cfg_global *global = g_hash_table_lookup(p->globals, name->text);
	if (global || strcmp(name->text, "errno") == 0)
		return cfg_var_expr(p->f, parser_add_var(p, CFG_GLOBAL, name->text, global ? global->key : NULL));
	return cfg_func(p->f, name->text);
}

static struct cfg_expr *parse_primary(struct parser *p)
{
	const struct token *token = parser_peek(p);
	if (token->kind == TOKEN_NUMBER) {
		p->at++;
		return cfg_const(p->f, (gint64)token->number);
	}
	if (token->kind == TOKEN_STRING) {
		p->at++;
		return cfg_string(p->f, token->text);
	}
	if (parser_accept_punct(p, "?"))
		return cfg_unknown(p->f);
	if (parser_accept_punct(p, "@")) {
		const struct token *key = parser_need_name(p, "a function's key");
		return key ? cfg_func(p->f, key->text) : NULL;
	}
	if (parser_accept_punct(p, "(")) {
		struct cfg_expr *e = parse_binary(p, 1);
		parser_need_punct(p, ")");
		return p->failed ? NULL : e;
	}
	return parse_name(p);
}

struct cfg_expr *parser_postfix(struct parser *p)
{
	struct cfg_expr *e = parse_primary(p);
	while (e) {
		bool arrow = parser_accept_punct(p, "->");
		if (arrow || parser_accept_punct(p, ".")) {
			const struct token *field = parser_need_name(p, "a field's name");
			if (!field)
				return NULL;
			e = cfg_field(p->f, arrow ? cfg_deref(p->f, e) : e, field->text);
		} else if (parser_accept_punct(p, "[")) {
			struct cfg_expr *index = parse_binary(p, 1);
			parser_need_punct(p, "]");
			if (p->failed)
				return NULL;
			e = cfg_index(p->f, e, index);
		} else {
			break;
		}
	}
	return e;
}

/* "(s32)": a parenthesis with nothing but a cast's type. */
static bool at_cast(const struct parser *p, unsigned *out_bits, bool *out_signed)
{
	const struct token *open = parser_peek(p);
	return parser_at_punct(p, "(") && open[1].kind == TOKEN_NAME && !open[1].quoted &&
	       open[2].kind == TOKEN_PUNCT && strcmp(open[2].text, ")") == 0 &&
	       cfg_text_is_cast(open[1].text, out_bits, out_signed);
}

bool parser_at_postfix(const struct parser *p)
{
	const struct token *token = parser_peek(p);
	return (token->kind != TOKEN_PUNCT || strchr("(?@", token->text[0])) && !at_cast(p, NULL, NULL);
}

static struct cfg_expr *parse_address(struct parser *p)
{
	struct cfg_expr *a = parse_unary(p);
	if (!a)
		return NULL;
	if (!cfg_expr_is_lvalue(a)) {
		parser_expected(p, "a variable, field or element behind the &");
		return NULL;
	}
	return cfg_addr(p->f, a);
}

static struct cfg_expr *parse_operator(struct parser *p)
{
	static const enum cfg_op ops[] = {CFG_NEG, CFG_NOT, CFG_COMPL};
	for (unsigned i = 0; i < G_N_ELEMENTS(ops); i++) {
		if (!parser_accept_punct(p, cfg_text_ops[ops[i]].text))
			continue;
		const struct token *next = parser_peek(p);
		if (ops[i] == CFG_NEG && next->kind == TOKEN_NUMBER) {
			p->at++;
			return cfg_const(p->f, (gint64)(0 - next->number));
		}
		struct cfg_expr *a = parse_unary(p);
		return a ? cfg_unary(p->f, ops[i], a) : NULL;
	}
	return parser_postfix(p);
}

static struct cfg_expr *parse_unary(struct parser *p)
{
	if (!enter(p))
		return NULL;
	struct cfg_expr *e;
	unsigned bits;
	bool is_signed;
	if (at_cast(p, &bits, &is_signed)) {
		p->at += 3;
		struct cfg_expr *a = parse_unary(p);
		e = a ? cfg_cast(p->f, a, bits, is_signed) : NULL;
	} else if (parser_accept_punct(p, "*")) {
		struct cfg_expr *a = parse_unary(p);
		e = a ? cfg_deref(p->f, a) : NULL;
	} else if (parser_accept_punct(p, "&")) {
		e = parse_address(p);
	} else {
		e = parse_operator(p);
	}
	p->depth--;
	return e;
}

static const struct cfg_text_op *binary_at(const struct parser *p)
{
	for (unsigned i = 0; i < CFG_OP_COUNT && parser_peek(p)->kind == TOKEN_PUNCT; i++) {
		if (cfg_text_ops[i].precedence > 0 && parser_at_punct(p, cfg_text_ops[i].text))
			return &cfg_text_ops[i];
	}
	return NULL;
}

static struct cfg_expr *parse_binary(struct parser *p, unsigned min_precedence)
{
	if (!enter(p))
		return NULL;
	struct cfg_expr *a = parse_unary(p);
	const struct cfg_text_op *op;
	while (a && (op = binary_at(p)) && op->precedence >= min_precedence) {
		p->at++;
		struct cfg_expr *b = parse_binary(p, op->precedence + 1);
		a = b ? cfg_binary(p->f, op->op, a, b) : NULL;
	}
	p->depth--;
	return a;
}

struct cfg_expr *parser_expr(struct parser *p)
{
	return parse_binary(p, 1);
}
