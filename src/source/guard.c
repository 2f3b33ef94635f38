/* Printing a stack of conditions so that a reader sees at a glance what it asks for:
 *     #ifdef A / #elif B && !defined(C) / #else          !defined(A) && (!B || defined(C))
 * The conditions are taken apart at &&, || and ! (everything else is a leaf, kept as it was written), negations are
 * pushed inwards, repeated parts and parts that follow from others are left out. */
#include "source/guard.h"

#include <string.h>

#include "source/cond_internal.h"

enum node_kind { NODE_LEAF, NODE_AND, NODE_OR };

struct node {
	enum node_kind kind;
	char *text;          /* of a leaf, negation included */
	char *opposite;      /* of a leaf */
	GPtrArray *children; /* of struct node * */
};

struct reader {
	const char *text;
	const GArray *tokens;
};

#define GUARD_TOKENS_MAX 400
#define GUARD_PARTS_MAX  24

static void node_free(gpointer p)
{
	struct node *node = p;

	g_free(node->text);
	g_free(node->opposite);
	if (node->children)
		g_ptr_array_unref(node->children);
	g_free(node);
}

static struct node *node_new(enum node_kind kind)
{
	struct node *node = g_new0(struct node, 1);

	node->kind = kind;
	if (kind != NODE_LEAF)
		node->children = g_ptr_array_new_with_free_func(node_free);
	return node;
}

/* Takes over child; one of the same kind gives up its children. */
static void node_add(struct node *node, struct node *child)
{
	if (child->kind != node->kind) {
		g_ptr_array_add(node->children, child);
		return;
	}
	g_ptr_array_set_free_func(child->children, NULL);
	for (unsigned i = 0; i < child->children->len; i++)
		g_ptr_array_add(node->children, child->children->pdata[i]);
	node_free(child);
}

static const struct cond_token *token(const struct reader *r, unsigned i)
{
	return &g_array_index(r->tokens, struct cond_token, i);
}

static bool is_op(const struct reader *r, unsigned i, int op)
{
	return token(r, i)->kind == COND_PUNCT && token(r, i)->op == op;
}

static unsigned close_of(const struct reader *r, unsigned open, unsigned end)
{
	unsigned depth = 0;

	for (unsigned i = open; i < end; i++) {
		depth += is_op(r, i, '(');
		if (is_op(r, i, ')') && --depth == 0)
			return i;
	}
	return end;
}

/* The first operator of a kind outside of parentheses in [begin, end); end when there is none. */
static unsigned find_op(const struct reader *r, unsigned begin, unsigned end, int op)
{
	for (unsigned i = begin; i < end; i++) {
		if (is_op(r, i, op))
			return i;
		if (is_op(r, i, '('))
			i = close_of(r, i, end);
	}
	return end;
}

static bool is_relation(int op)
{
	return op == COND_EQ || op == COND_NE || op == '<' || op == '>' || op == COND_LE || op == COND_GE;
}

static const char *opposite_relation(int op)
{
	switch (op) {
	case COND_EQ: return "!=";
	case COND_NE: return "==";
	case '<': return ">=";
	case '>': return "<=";
	case COND_LE: return ">";
	default: return "<";
	}
}

/* One operand for '!': a word, a number, defined X, a call, or something in parentheses. */
static bool is_primary(const struct reader *r, unsigned begin, unsigned end)
{
	if (end - begin == 1 || (is_op(r, begin, '(') && close_of(r, begin, end) == end - 1))
		return true;
	if (token(r, begin)->kind != COND_IDENT)
		return false;
	if (end - begin == 2)
		return strcmp(token(r, begin)->name, "defined") == 0;
	return is_op(r, begin + 1, '(') && close_of(r, begin + 1, end) == end - 1;
}

static char *slice(const struct reader *r, unsigned begin, unsigned end)
{
	if (end - begin == 2 && token(r, begin)->kind == COND_IDENT && strcmp(token(r, begin)->name, "defined") == 0)
		return g_strdup_printf("defined(%s)", token(r, begin + 1)->name ? token(r, begin + 1)->name : "");
	if (end - begin == 4 && token(r, begin)->kind == COND_IDENT && strcmp(token(r, begin)->name, "defined") == 0)
		return g_strdup_printf("defined(%s)", token(r, begin + 2)->name ? token(r, begin + 2)->name : "");
	return begin == end
		       ? g_strdup("")
		       : g_strndup(r->text + token(r, begin)->begin, token(r, end - 1)->end - token(r, begin)->begin);
}

/* The single relation of a leaf ("A >= 3"), end when it has none or several. */
static unsigned relation_in(const struct reader *r, unsigned begin, unsigned end)
{
	unsigned found = end;

	for (unsigned i = begin; i < end; i++) {
		if (is_op(r, i, '('))
			i = close_of(r, i, end);
		else if (token(r, i)->kind == COND_PUNCT &&
			 (is_relation(token(r, i)->op) || strchr("&|^?", token(r, i)->op))) {
			if (found != end || !is_relation(token(r, i)->op))
				return end;
			found = i;
		}
	}
	return found;
}

static struct node *read_leaf(const struct reader *r, unsigned begin, unsigned end, bool negated)
{
	struct node *node = node_new(NODE_LEAF);
	g_autofree char *text = slice(r, begin, end);
	unsigned relation = relation_in(r, begin, end);
	char *opposite;

	if (relation > begin && relation + 1 < end) {
		g_autofree char *left = slice(r, begin, relation), *right = slice(r, relation + 1, end);
		opposite = g_strdup_printf("%s %s %s", left, opposite_relation(token(r, relation)->op), right);
	} else if (end - begin == 1 && token(r, begin)->kind == COND_INT) {
		opposite = g_strdup(token(r, begin)->value.bits ? "0" : "1");
	} else if (begin == end || is_primary(r, begin, end)) {
		opposite = g_strdup_printf("!%s", text);
	} else {
		opposite = g_strdup_printf("!(%s)", text);
	}
	if (find_op(r, begin, end, '?') != end) {
		char *wrapped = g_strdup_printf("(%s)", text);

		g_free(text);
		text = wrapped;
	}
	node->text = negated ? opposite : g_steal_pointer(&text);
	node->opposite = negated ? g_steal_pointer(&text) : opposite;
	return node;
}

static struct node *read_range(const struct reader *r, unsigned begin, unsigned end, bool negated);

static struct node *read_list(const struct reader *r, unsigned begin, unsigned end, int op, bool negated)
{
	struct node *node = node_new((op == COND_AND) != negated ? NODE_AND : NODE_OR);

	for (;;) {
		unsigned stop = find_op(r, begin, end, op);

		node_add(node, read_range(r, begin, stop, negated));
		if (stop == end)
			return node;
		begin = stop + 1;
	}
}

static struct node *read_range(const struct reader *r, unsigned begin, unsigned end, bool negated)
{
	while (end > begin && is_op(r, begin, '(') && close_of(r, begin, end) == end - 1) {
		begin++;
		end--;
	}
	if (begin >= end || find_op(r, begin, end, '?') != end)
		return read_leaf(r, begin, end, negated);
	if (find_op(r, begin, end, COND_OR) != end)
		return read_list(r, begin, end, COND_OR, negated);
	if (find_op(r, begin, end, COND_AND) != end)
		return read_list(r, begin, end, COND_AND, negated);
	if (is_op(r, begin, '!') && end > begin + 1) {
		bool nested = is_op(r, begin + 1, '!') && end > begin + 2 && is_primary(r, begin + 2, end);

		if (nested || is_primary(r, begin + 1, end))
			return read_range(r, begin + 1, end, !negated);
	}
	return read_leaf(r, begin, end, negated);
}

static struct node *read_condition(const char *text, bool negated)
{
	g_autoptr(GArray) tokens = cond_tokens(text);
	struct reader r = {text, tokens};
	struct node *node;

	if (tokens->len <= GUARD_TOKENS_MAX)
		return read_range(&r, 0, tokens->len, negated);
	node = node_new(NODE_LEAF);
	node->text = g_strdup_printf("%s(%.200s…)", negated ? "!" : "", text);
	node->opposite = g_strdup("");
	return node;
}

static char *print(const struct node *node, bool inner)
{
	g_autoptr(GString) out = NULL;

	if (node->kind == NODE_LEAF)
		return g_strdup(node->text);
	out = g_string_new(inner ? "(" : "");
	for (unsigned i = 0; i < node->children->len; i++) {
		g_autofree char *part = print(node->children->pdata[i], true);

		g_string_append_printf(out, "%s%s", i == 0 ? "" : node->kind == NODE_AND ? " && " : " || ", part);
	}
	return g_strdup_printf("%s%s", out->str, inner ? ")" : "");
}

static bool holds(const GPtrArray *conjuncts, const struct node *except, const char *text)
{
	for (unsigned i = 0; i < conjuncts->len; i++) {
		const struct node *node = conjuncts->pdata[i];

		if (node != except && node->kind == NODE_LEAF && strcmp(node->text, text) == 0)
			return true;
	}
	return false;
}

/* An alternative loses what the other conjuncts rule out. True: it follows from them and goes. */
static bool simplify_or(const GPtrArray *conjuncts, struct node *node)
{
	for (unsigned i = node->children->len; i-- > 0;) {
		struct node *child = node->children->pdata[i];

		if (child->kind != NODE_LEAF)
			continue;
		if (holds(conjuncts, node, child->text) || strcmp(child->text, "1") == 0)
			return true;
		if ((holds(conjuncts, node, child->opposite) || strcmp(child->text, "0") == 0) &&
		    node->children->len > 1)
			g_ptr_array_remove_index(node->children, i);
	}
	return false;
}

/* An alternative with one part left is that part. */
static struct node *unwrap(struct node *node)
{
	struct node *only;

	if (node->kind == NODE_LEAF || node->children->len != 1)
		return node;
	only = node->children->pdata[0];
	g_ptr_array_set_free_func(node->children, NULL);
	node_free(node);
	return only;
}

static bool is_repeated(const GPtrArray *conjuncts, unsigned i)
{
	g_autofree char *text = print(conjuncts->pdata[i], true);

	for (unsigned j = 0; j < i; j++) {
		g_autofree char *other = print(conjuncts->pdata[j], true);

		if (strcmp(text, other) == 0)
			return true;
	}
	return strcmp(text, "1") == 0;
}

static void simplify(struct node *all)
{
	GPtrArray *parts = all->children;

	for (unsigned round = 0; round < 3; round++) {
		for (unsigned i = 0; i < parts->len; i++) {
			struct node *node = parts->pdata[i];

			if (node->kind == NODE_OR && simplify_or(parts, node)) {
				g_ptr_array_remove_index(parts, i--);
				continue;
			}
			parts->pdata[i] = unwrap(node);
		}
		for (unsigned i = parts->len; i-- > 0;)
			if (is_repeated(parts, i))
				g_ptr_array_remove_index(parts, i);
	}
}

/* Adds what arm `number` asks for: the arms before it fail, its own condition holds. */
static void add_arm(const struct source_text *text, int number, struct node *all)
{
	g_autoptr(GArray) before = g_array_new(FALSE, FALSE, sizeof(int));
	const struct if_arm *arm = &g_array_index(text->arms, struct if_arm, number);

	for (int i = arm->previous; i >= 0 && before->len < GUARD_PARTS_MAX;
	     i = g_array_index(text->arms, struct if_arm, i).previous)
		g_array_append_val(before, i);
	for (unsigned i = before->len; i-- > 0;) {
		int previous = g_array_index(before, int, i);
		const char *condition = g_array_index(text->arms, struct if_arm, previous).condition;

		if (condition)
			node_add(all, read_condition(condition, true));
	}
	if (arm->condition)
		node_add(all, read_condition(arm->condition, false));
}

char *guard_describe(const struct source_text *text, int arm)
{
	g_autoptr(GArray) stack = g_array_new(FALSE, FALSE, sizeof(int));
	struct node *all = node_new(NODE_AND);
	char *out = NULL;

	for (; arm >= 0 && stack->len < GUARD_PARTS_MAX; arm = g_array_index(text->arms, struct if_arm, arm).parent)
		if (!g_array_index(text->arms, struct if_arm, arm).header_guard)
			g_array_append_val(stack, arm);
	for (unsigned i = stack->len; i-- > 0;)
		add_arm(text, g_array_index(stack, int, i), all);
	simplify(all);
	if (all->children->len == 1)
		out = print(all->children->pdata[0], false);
	else if (all->children->len)
		out = print(all, false);
	node_free(all);
	return out;
}
