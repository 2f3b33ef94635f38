/* From the call outwards: casts and parentheses first, then an assignment or a declaration, then what is around that.
 * Whatever is evaluated only sometimes, or behind something else, is told and left alone. */
#include "fix/place.h"

#include <string.h>

struct look {
	struct place *p;
	const struct tokens *t;
	unsigned left, right; /* tokens just outside of what was taken */
	char **why;
};

static bool refuse(struct look *l, const char *why)
{
	if (l->why && !*l->why)
		*l->why = g_strdup(why);
	return false;
}

int place_arm(const struct source_text *text, size_t offset)
{
	int found = -1;
	for (guint i = 0; i < text->arms->len; i++) {
		const struct if_arm *a = &g_array_index(text->arms, struct if_arm, i);
		if (a->begin > offset)
			break;
		if (offset < a->end && a->parent == found)
			found = (int)i;
	}
	return found;
}

/* "syscall(NUMBER, …)": the call is what the number is the first argument of. */
static bool find_call(struct look *l)
{
	struct place *p = l->p;
	unsigned skip = 0;
	p->first = p->name;
	if (!tokens_op(l->t, p->name + 1, '(')) {
		if (p->name < 2 || !tokens_op(l->t, p->name - 1, '(') || !tokens_is_word(l->t, p->name - 2))
			return refuse(l, "the function's address is taken here");
		p->first = p->name - 2;
		skip = 1;
	}
	unsigned open = p->first + 1;
	p->last = tokens_close(l->t, open);
	while (p->first > 0 && tokens_op(l->t, p->first - 1, OP_SCOPE))
		p->first -=
			p->first > 1 && tokens_is_word(l->t, p->first - 2) && !tokens_word(l->t, p->first - 2, "return")
				? 2
				: 1;
	p->args = g_ptr_array_new_with_free_func(g_free);
	for (unsigned i = open + 1, begin = i; i <= p->last && i < l->t->n; i++) {
		if (tokens_op(l->t, i, ',') || i == p->last) {
			if (i > begin && skip == 0)
				g_ptr_array_add(p->args, tokens_join(l->t, begin, i - 1));
			skip = 0;
			begin = i + 1;
		} else if (tokens_op(l->t, i, '(') || tokens_op(l->t, i, '[') || tokens_op(l->t, i, '{')) {
			i = tokens_close(l->t, i);
		}
	}
	return p->last < l->t->n;
}

static bool is_type(const struct tokens *t, unsigned first, unsigned last)
{
	for (unsigned i = first; i <= last; i++)
		if (!tokens_is_word(t, i) && !tokens_op(t, i, '*') && !tokens_op(t, i, OP_SCOPE))
			return false;
	return last >= first;
}

static bool is_all_caps(const struct tokens *t, unsigned i)
{
	g_autofree char *word = tokens_get(t, i);
	for (const char *c = word; *c; c++)
		if (g_ascii_islower(*c))
			return false;
	return strlen(word) > 1;
}

static bool is_keyword(const struct tokens *t, unsigned i)
{
	static const char *const words[] = {"return", "if",   "while", "for",      "switch",
					    "case",   "else", "do",    "co_return"};
	for (size_t k = 0; k < G_N_ELEMENTS(words); k++)
		if (tokens_word(t, i, words[k]))
			return true;
	return false;
}

/* One step out of casts, plain parentheses and wrapper macros ("TEMP_FAILURE_RETRY(…)"). */
static bool step_out(struct look *l)
{
	const struct tokens *t = l->t;
	const struct stmt *s = l->p->stmt;
	if (tokens_op(t, l->left, ')')) {
		unsigned open = tokens_open(t, l->left);
		if (open > 0 && is_type(t, open + 1, l->left - 1) &&
		    (!tokens_is_word(t, open - 1) || is_keyword(t, open - 1)) && open != s->open) {
			l->left = open - 1;
			return true;
		}
		return false;
	}
	if (!tokens_op(t, l->left, '(') || !tokens_op(t, l->right, ')') || l->left == s->open || l->left == 0)
		return false;
	if (tokens_op(t, l->left - 1, '>')) { /* static_cast<int>(…) */
		unsigned i = l->left - 1;
		while (i > s->first && !tokens_op(t, i, '<'))
			i--;
		if (i <= s->first || !tokens_is_word(t, i - 1))
			return false;
		l->left = i - 2;
		l->right++;
		return true;
	}
	if (tokens_is_word(t, l->left - 1) && !is_keyword(t, l->left - 1)) {
		if (!is_all_caps(t, l->left - 1))
			return false;
		l->left--;
	}
	l->left--;
	l->right++;
	return true;
}

/* The token before which an assignment's left side begins. */
static unsigned boundary(const struct look *l, unsigned at)
{
	for (unsigned i = at; i-- > l->p->stmt->first;) {
		if (tokens_op(l->t, i, ')') || tokens_op(l->t, i, ']') || tokens_op(l->t, i, '}')) {
			i = tokens_open(l->t, i);
			continue;
		}
		static const int ends[] = {'(', '[', '{', ',', '=', OP_AND, OP_OR, '?', ':', ';', OP_ASSIGN};
		for (size_t k = 0; k < G_N_ELEMENTS(ends); k++)
			if (tokens_op(l->t, i, ends[k]))
				return i + 1;
		if (is_keyword(l->t, i))
			return i + 1;
	}
	return l->p->stmt->first;
}

static bool is_declarator(const struct tokens *t, unsigned first, unsigned last)
{
	if (last <= first || !tokens_is_word(t, last))
		return false;
	return tokens_is_word(t, last - 1) ||
	       (last - 1 > first &&
		(tokens_op(t, last - 1, '*') || tokens_op(t, last - 1, '>') || tokens_op(t, last - 1, '&')));
}

static bool has_effect(const struct tokens *t, unsigned first, unsigned last)
{
	for (unsigned i = first; i <= last; i++)
		if (tokens_op(t, i, OP_INC) || tokens_op(t, i, OP_DEC) ||
		    (tokens_op(t, i, '(') && i > first && tokens_is_word(t, i - 1)))
			return true;
	return false;
}

/* Behind the variable's declarator nothing may need it, or change errno. */
static bool rest_is_harmless(struct look *l)
{
	for (unsigned i = l->right; i < l->p->stmt->last; i++)
		if (tokens_op(l->t, i, '(') || tokens_word(l->t, i, l->p->variable))
			return refuse(l, "further variables are initialised behind it");
	return true;
}

static bool take_declaration(struct look *l, unsigned first, unsigned name)
{
	struct place *p = l->p;
	if (p->stmt->kind != STMT_SIMPLE)
		return refuse(l, "the variable is declared in a condition");
	for (unsigned i = first; i < name; i++)
		if (tokens_word(l->t, i, "const") || tokens_word(l->t, i, "constexpr"))
			return refuse(l, "the variable is const");
	p->declared = true;
	p->variable = tokens_get(l->t, name);
	p->target = g_strdup(p->variable);
	p->role = PLACE_STATEMENT;
	return rest_is_harmless(l);
}

/* Left of us is '='. False with a reason; true with or without a variable. */
static bool take_assignment(struct look *l)
{
	struct place *p = l->p;
	unsigned equals = l->left, first = boundary(l, equals), last = equals - 1, all = first;
	if (first > last)
		return true;
	p->rhs_first = equals + 1;
	p->rhs_last = l->right - 1;
	if (is_declarator(l->t, first, last) ||
	    (first > p->stmt->first && tokens_op(l->t, first - 1, ',') && p->stmt->kind == STMT_SIMPLE &&
	     first == last && is_declarator(l->t, p->stmt->first, p->stmt->first + 1)))
		return take_declaration(l, p->stmt->first, last);
	if (has_effect(l->t, first, last))
		return true;
	while (all > p->stmt->first && tokens_op(l->t, all - 1, '='))
		all = boundary(l, all - 1);
	if (all < first && is_declarator(l->t, all, tokens_find(l->t, token_at(l->t, all)->begin) + 1))
		return refuse(l, "a declaration with several assignments");
	p->variable = tokens_join(l->t, first, last);
	p->target = tokens_join(l->t, all, last);
	p->replace_first = all;
	p->replace_last = l->right - 1;
	if (l->right == p->stmt->last && p->stmt->kind == STMT_SIMPLE) {
		p->role = PLACE_STATEMENT;
	} else if (all > 0 && tokens_op(l->t, all - 1, '(') && all - 1 != p->stmt->open &&
		   !tokens_is_word(l->t, all - 2) && tokens_op(l->t, l->right, ')')) {
		p->replace_first--;
		p->replace_last++;
	}
	return true;
}

/* "int fd(call(…));", "int fd{call(…)};" */
static bool is_direct(const struct look *l)
{
	const struct place *p = l->p;
	unsigned name = l->left - 1;
	return p->stmt->kind == STMT_SIMPLE && (tokens_op(l->t, l->left, '(') || tokens_op(l->t, l->left, '{')) &&
	       name == p->stmt->first + 1 && tokens_is_word(l->t, name) &&
	       (tokens_word(l->t, name - 1, "int") || tokens_word(l->t, name - 1, "auto")) &&
	       l->right + 1 == p->stmt->last;
}

static bool refuse_comma(struct look *l)
{
	return refuse(l, "a comma expression comes before the call");
}

/* Everything between the statement's begin and the call is evaluated always, and before it only what has no order. */
static bool is_first(struct look *l)
{
	const struct place *p = l->p;
	bool comma = false, moves = p->role != PLACE_STATEMENT;
	for (unsigned i = p->first; i-- > p->stmt->first;) {
		if (tokens_op(l->t, i, ')') || tokens_op(l->t, i, ']') || tokens_op(l->t, i, '}')) {
			i = tokens_open(l->t, i);
			continue;
		}
		if (tokens_op(l->t, i, OP_AND) || tokens_op(l->t, i, OP_OR) || tokens_op(l->t, i, '?'))
			return refuse(l, "the call is made on a condition within its expression");
		if (tokens_op(l->t, i, ';') && p->stmt->kind == STMT_FOR)
			return comma && moves ? refuse_comma(l) : true;
		if (tokens_op(l->t, i, ';'))
			return refuse(l, "the call is in a condition that declares something first");
		comma |= tokens_op(l->t, i, ',');
		if (!tokens_op(l->t, i, '('))
			continue;
		bool arguments = i > 0 && i != p->stmt->open && tokens_is_word(l->t, i - 1) && !is_keyword(l->t, i - 1);
		if (comma && !arguments && moves)
			return refuse_comma(l);
		if (i == p->stmt->open)
			return true;
		comma = false;
	}
	return !comma || !moves || refuse_comma(l);
}

static bool find_role(struct look *l)
{
	struct place *p = l->p;
	const struct stmt *s = p->stmt;
	bool inside = s->open && p->first > s->open && p->last < s->close;
	switch (s->kind) {
	case STMT_SIMPLE:
	case STMT_RETURN: p->role = PLACE_BEFORE; return true;
	case STMT_IF:
	case STMT_SWITCH: p->role = PLACE_BEFORE; break;
	case STMT_WHILE:
	case STMT_FOR: p->role = PLACE_LOOP; break;
	case STMT_DO: p->role = PLACE_DO; break;
	case STMT_BLOCK:
	case STMT_LABEL:
	case STMT_OTHER: return refuse(l, "no statement can be put beside it");
	}
	return inside || refuse(l, "no statement can be put beside it");
}

/* Of "for (a; b; c)" the call must be all of b's. */
static bool in_for_condition(const struct place *p)
{
	unsigned semicolons = 0;
	for (unsigned i = p->stmt->open + 1; i < p->first; i++)
		semicolons += tokens_op(p->tokens, i, ';');
	return semicolons == 1;
}

static bool look_around(struct look *l)
{
	struct place *p = l->p;
	if (!find_call(l) || !find_role(l))
		return false;
	if (p->stmt->kind == STMT_FOR && !in_for_condition(p))
		return refuse(l, "the call is in the head of a for");
	p->rhs_first = p->replace_first = p->first;
	p->rhs_last = p->replace_last = p->last;
	l->left = p->first - 1;
	l->right = p->last + 1;
	while (step_out(l))
		;
	p->dropped = p->stmt->kind == STMT_SIMPLE && l->right == p->stmt->last &&
		     (l->left + 1 == p->stmt->first || p->first == p->stmt->first);
	if (tokens_op(l->t, l->left, '=')) {
		if (!take_assignment(l))
			return false;
	} else if (is_direct(l)) {
		p->rhs_first = p->first;
		p->rhs_last = p->last;
		if (!take_declaration(l, p->stmt->first, l->left - 1))
			return false;
	}
	if (p->role == PLACE_DO && !p->variable)
		return refuse(l, "the condition of a do needs the result");
	return is_first(l);
}

struct place *place_new(const struct source_text *text, size_t offset, char **out_why)
{
	const struct lex_function *function = source_text_function_at(text, offset);
	auto_ptr(place) p = g_new0(struct place, 1);
	p->text = text;
	if (function && offset > function->body)
		p->body = body_new(text, function, place_arm(text, offset));
	if (!p->body) {
		if (out_why && !*out_why)
			*out_why = g_strdup(function ? "the statements around it do not pair their braces"
						     : "it is in no function's body");
		return NULL;
	}
	p->tokens = p->body->tokens;
	p->name = tokens_find(p->tokens, offset);
	struct look l = {.p = p, .t = p->tokens, .why = out_why};
	p->stmt = p->name < p->tokens->n && token_at(p->tokens, p->name)->begin == offset ? body_find(p->body, p->name)
											  : NULL;
	if (!p->stmt) {
		refuse(&l, "the call is not seen in the text's statements");
		return NULL;
	}
	return look_around(&l) ? g_steal_pointer(&p) : NULL;
}

void place_free(struct place *p)
{
	if (!p)
		return;
	body_free(p->body);
	if (p->args)
		g_ptr_array_unref(p->args);
	g_free(p->variable);
	g_free(p->target);
	g_free(p);
}
