/* Evaluating an expanded condition as the preprocessor does (64 bits, signed unless an operand is unsigned), with one
 * more value: unknown. What does not depend on an unknown part is known: 0 && X, 1 || X, X * 0. */
#include "source/cond_internal.h"

#define DEPTH_MAX 200

struct parser {
	struct solver *solver;
	const GArray *tokens;
	unsigned at, depth;
	unsigned skip; /* inside parts that the preprocessor does not evaluate */
	bool bad;
};

static const struct cond_value unknown;

static struct cond_value number(bool value)
{
	return (struct cond_value){.known = true, .bits = value};
}

static const struct cond_token *peek(const struct parser *p)
{
	static const struct cond_token end = {.kind = COND_END};

	return p->at < p->tokens->len ? &g_array_index(p->tokens, struct cond_token, p->at) : &end;
}

static bool accept_op(struct parser *p, int op)
{
	const struct cond_token *t = peek(p);

	if (t->kind != COND_PUNCT || t->op != op)
		return false;
	p->at++;
	return true;
}

static struct cond_value parse_conditional(struct parser *p);

static struct cond_value bad(struct parser *p)
{
	p->bad = true;
	p->at = p->tokens->len;
	return unknown;
}

static struct cond_value parse_primary(struct parser *p)
{
	const struct cond_token *t = peek(p);
	struct cond_value value;

	if (t->kind == COND_INT || t->kind == COND_UNKNOWN) {
		p->at++;
		return t->value;
	}
	if (!accept_op(p, '('))
		return bad(p);
	value = parse_conditional(p);
	return accept_op(p, ')') ? value : bad(p);
}

static struct cond_value parse_unary(struct parser *p)
{
	struct cond_value v;

	if (p->depth > DEPTH_MAX)
		return bad(p);
	p->depth++;
	if (accept_op(p, '!')) {
		v = parse_unary(p);
		v = v.known ? number(!v.bits) : unknown;
	} else if (accept_op(p, '-')) {
		v = parse_unary(p);
		v.bits = -v.bits;
	} else if (accept_op(p, '~')) {
		v = parse_unary(p);
		v.bits = ~v.bits;
	} else {
		v = accept_op(p, '+') ? parse_unary(p) : parse_primary(p);
	}
	p->depth--;
	return v;
}

static int precedence(const struct cond_token *t)
{
	if (t->kind != COND_PUNCT)
		return 0;
	switch (t->op) {
	case '*':
	case '/':
	case '%': return 10;
	case '+':
	case '-': return 9;
	case COND_SHL:
	case COND_SHR: return 8;
	case '<':
	case '>':
	case COND_LE:
	case COND_GE: return 7;
	case COND_EQ:
	case COND_NE: return 6;
	case '&': return 5;
	case '^': return 4;
	case '|': return 3;
	case COND_AND: return 2;
	case COND_OR: return 1;
	default: return 0;
	}
}

static bool less(const struct cond_value *a, const struct cond_value *b)
{
	if (a->is_unsigned || b->is_unsigned)
		return a->bits < b->bits;
	return (gint64)a->bits < (gint64)b->bits;
}

static guint64 shift(const struct cond_value *a, gint64 by, bool left)
{
	if (by < 0)
		return by == G_MININT64 ? 0 : shift(a, -by, !left);
	if (left)
		return by > 63 ? 0 : a->bits << by;
	if (a->is_unsigned)
		return by > 63 ? 0 : a->bits >> by;
	return (guint64)((gint64)a->bits >> MIN(by, 63));
}

static struct cond_value divide(struct parser *p, int op, const struct cond_value *a, const struct cond_value *b)
{
	struct cond_value v = {.known = true, .is_unsigned = a->is_unsigned || b->is_unsigned};

	if (b->bits == 0)
		return p->skip ? unknown : bad(p);
	if (v.is_unsigned)
		v.bits = op == '/' ? a->bits / b->bits : a->bits % b->bits;
	else if ((gint64)b->bits == -1)
		v.bits = op == '/' ? -a->bits : 0;
	else
		v.bits = (guint64)(op == '/' ? (gint64)a->bits / (gint64)b->bits : (gint64)a->bits % (gint64)b->bits);
	return v;
}

static struct cond_value combine(struct parser *p, int op, const struct cond_value *a, const struct cond_value *b)
{
	struct cond_value v = {.known = true, .is_unsigned = a->is_unsigned || b->is_unsigned};

	switch (op) {
	case '*': v.bits = a->bits * b->bits; return v;
	case '+': v.bits = a->bits + b->bits; return v;
	case '-': v.bits = a->bits - b->bits; return v;
	case '&': v.bits = a->bits & b->bits; return v;
	case '^': v.bits = a->bits ^ b->bits; return v;
	case '|': v.bits = a->bits | b->bits; return v;
	case '/':
	case '%': return divide(p, op, a, b);
	case COND_SHL:
	case COND_SHR:
		v.is_unsigned = a->is_unsigned;
		v.bits = shift(a, (gint64)b->bits, op == COND_SHL);
		return v;
	case '<': return number(less(a, b));
	case '>': return number(less(b, a));
	case COND_LE: return number(!less(b, a));
	case COND_GE: return number(!less(a, b));
	case COND_EQ: return number(a->bits == b->bits);
	default: return number(a->bits != b->bits);
	}
}

static bool is_known_zero(const struct cond_value *v)
{
	return v->known && v->bits == 0;
}

/* What something unknown is compared with is a value worth trying for it. */
static void note_compared(struct solver *s, int op, const struct cond_value *v)
{
	gint64 value = (gint64)v->bits;

	if (!(op == '<' || op == '>' || (op >= COND_EQ && op <= COND_GE)) || !v->known ||
	    s->compared->len >= COMPARED_MAX)
		return;
	for (unsigned i = 0; i < s->compared->len; i++)
		if (g_array_index(s->compared, gint64, i) == value)
			return;
	g_array_append_val(s->compared, value);
}

static struct cond_value apply(struct parser *p, int op, const struct cond_value *a, const struct cond_value *b)
{
	bool zero = is_known_zero(a) || is_known_zero(b);
	bool one = (a->known && a->bits) || (b->known && b->bits);

	if (op == COND_AND)
		return zero ? number(false) : a->known && b->known ? number(true) : unknown;
	if (op == COND_OR)
		return one ? number(true) : a->known && b->known ? number(false) : unknown;
	if (a->known && b->known)
		return combine(p, op, a, b);
	note_compared(p->solver, op, a->known ? a : b);
	return zero && (op == '*' || op == '&') ? number(false) : unknown;
}

/* A part that is not evaluated may divide by zero. */
static bool is_decided(int op, const struct cond_value *left)
{
	return left->known && (op == COND_AND ? !left->bits : op == COND_OR && left->bits);
}

static struct cond_value parse_binary(struct parser *p, int lowest)
{
	struct cond_value left = parse_unary(p);

	for (;;) {
		const struct cond_token *t = peek(p);
		int rank = precedence(t), op = t->op;
		struct cond_value right;
		bool skipped = is_decided(op, &left);

		if (!rank || rank < lowest)
			return left;
		p->at++;
		p->skip += skipped;
		right = parse_binary(p, rank + 1);
		p->skip -= skipped;
		left = apply(p, op, &left, &right);
	}
}

static struct cond_value parse_conditional(struct parser *p)
{
	struct cond_value test, yes, no;

	if (p->depth++ > DEPTH_MAX)
		return bad(p);
	test = parse_binary(p, 1);
	if (accept_op(p, '?')) {
		p->skip += is_known_zero(&test);
		yes = parse_conditional(p);
		p->skip -= is_known_zero(&test);
		if (!accept_op(p, ':'))
			return bad(p);
		p->skip += test.known && test.bits;
		no = parse_conditional(p);
		p->skip -= test.known && test.bits;
		if (test.known)
			test = test.bits ? yes : no;
		else if (!(yes.known && no.known && yes.bits == no.bits))
			test = unknown;
		else
			test = yes;
	}
	p->depth--;
	return test;
}

enum truth cond_parse(struct solver *s, const GArray *tokens)
{
	struct parser p = {.solver = s, .tokens = tokens};
	struct cond_value v = parse_conditional(&p);

	if (p.bad || p.at < tokens->len) {
		s->hard = true;
		return TRUTH_FALSE;
	}
	if (!v.known)
		return TRUTH_UNKNOWN;
	return v.bits ? TRUTH_TRUE : TRUTH_FALSE;
}

bool cond_number(const GArray *tokens, guint64 *out)
{
	g_autoptr(GArray) compared = g_array_new(FALSE, FALSE, sizeof(gint64));
	struct solver s = {.compared = compared};
	struct parser p = {.solver = &s, .tokens = tokens};
	struct cond_value v = parse_conditional(&p);

	if (p.bad || p.at < tokens->len || !v.known)
		return false;
	*out = v.bits;
	return true;
}
