/* Tokens from the lexer of source/, with the operators put together that matter here, and the view of one
 * configuration: an edit has to fit the code around the call as a compiler gets to see it. */
#include "fix/tokens.h"

#include <string.h>

#include "source/conditions.h"
#include "source/lex_internal.h"

static const struct {
	const char *text;
	int op;
} pairs[] = {{"==", OP_EQ},     {"!=", OP_NE},     {"&&", OP_AND},    {"||", OP_OR},     {"<=", OP_LE},
	     {">=", OP_GE},     {"<<", OP_SHL},    {"++", OP_INC},    {"--", OP_DEC},    {"->", OP_ARROW},
	     {"::", OP_SCOPE},  {"+=", OP_ASSIGN}, {"-=", OP_ASSIGN}, {"|=", OP_ASSIGN}, {"&=", OP_ASSIGN},
	     {"*=", OP_ASSIGN}, {"/=", OP_ASSIGN}, {"^=", OP_ASSIGN}, {"%=", OP_ASSIGN}};

struct reader {
	struct tokens *out;
	struct lexer lexer;
	struct spliced spliced;
	size_t base;
	const bool *dropped; /* by arm; NULL: none is */
};

static int arm_at(const struct source_text *text, size_t offset)
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

static int token_op(const struct reader *r, const struct lex_token *t, struct lex_token *ahead)
{
	char two[3] = {r->lexer.s[t->begin], '\0', '\0'};
	if (t->end - t->begin == 2)
		two[1] = r->lexer.s[t->begin + 1];
	else if (ahead->kind == TOKEN_PUNCT && ahead->begin == t->end && ahead->end - ahead->begin == 1)
		two[1] = r->lexer.s[ahead->begin];
	else
		return t->punct;
	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
		if (strcmp(pairs[i].text, two) == 0)
			return pairs[i].op;
	return t->punct;
}

static void add(struct reader *r, const struct lex_token *t, struct lex_token *ahead)
{
	static const enum token_kind kinds[] = {[TOKEN_IDENT] = TOK_WORD,
						[TOKEN_NUMBER] = TOK_NUMBER,
						[TOKEN_STRING] = TOK_STRING,
						[TOKEN_PUNCT] = TOK_OP};
	size_t end = t->end;
	int op = 0;
	if (t->kind == TOKEN_PUNCT) {
		op = token_op(r, t, ahead);
		if (op >= 256 && end - t->begin == 1) {
			end = ahead->end;
			lexer_next(&r->lexer, ahead);
		}
	}
	struct token out = {kinds[t->kind], op, r->base + spliced_begin(&r->spliced, t->begin),
			    r->base + spliced_end(&r->spliced, end), t->spaced || t->line_start};
	int arm = r->dropped ? arm_at(r->out->text, out.begin) : -1;
	if (arm < 0 || !r->dropped[arm])
		g_array_append_val(r->out->list, out);
}

static void skip_directive(struct reader *r, struct lex_token *t)
{
	while (t->kind != TOKEN_END && t->kind != TOKEN_NEWLINE)
		lexer_next(&r->lexer, t);
}

static struct tokens *read_tokens(const struct source_text *text, size_t begin, size_t end, const bool *dropped)
{
	struct tokens *t = g_new0(struct tokens, 1);
	struct reader r = {.out = t, .base = begin, .dropped = dropped};
	struct lex_token now, ahead;
	t->text = text;
	t->list = g_array_new(FALSE, FALSE, sizeof(struct token));
	spliced_init(&r.spliced, text->bytes + begin, end - begin);
	lexer_init(&r.lexer, &r.spliced);
	lexer_next(&r.lexer, &now);
	while (now.kind != TOKEN_END) {
		if (now.kind == TOKEN_PUNCT && now.punct == '#' && now.line_start && begin + now.begin != begin) {
			skip_directive(&r, &now);
			continue;
		}
		lexer_next(&r.lexer, &ahead);
		if (now.kind != TOKEN_NEWLINE && now.kind != TOKEN_COMMENT)
			add(&r, &now, &ahead);
		now = ahead;
	}
	spliced_clear(&r.spliced);
	t->n = t->list->len;
	return t;
}

static bool is_ancestor(const struct source_text *text, int arm, int of)
{
	while (of >= 0 && of != arm)
		of = g_array_index(text->arms, struct if_arm, of).parent;
	return of >= 0;
}

static bool is_possible(const struct source_text *text, int arm)
{
	auto_ptr(config) config = NULL;
	g_autofree char *guard = NULL;
	return conditions_solve(text, arm, &config, &guard) != ARM_INACTIVE;
}

/* Of each group one arm stays: the one around `focus`, or the first that can be. */
static bool *choose_arms(const struct source_text *text, size_t begin, size_t end, int focus)
{
	bool *dropped = g_new0(bool, text->arms->len + 1);
	g_autoptr(GHashTable) kept = g_hash_table_new(NULL, NULL); /* group -> arm + 1 */
	for (int a = focus; a >= 0; a = g_array_index(text->arms, struct if_arm, a).parent)
		g_hash_table_insert(kept, GINT_TO_POINTER(g_array_index(text->arms, struct if_arm, a).group),
				    GINT_TO_POINTER(a + 1));
	for (int i = 0; i < (int)text->arms->len; i++) {
		const struct if_arm *a = &g_array_index(text->arms, struct if_arm, i);
		gpointer group = GINT_TO_POINTER(a->group);
		int chosen = GPOINTER_TO_INT(g_hash_table_lookup(kept, group)) - 1;
		bool inside = a->end > begin && a->begin < end;
		if (a->parent >= 0 && dropped[a->parent])
			dropped[i] = true;
		else if (inside && chosen < 0 && is_possible(text, i))
			g_hash_table_insert(kept, group, GINT_TO_POINTER(i + 1));
		else if (inside && chosen != i && !is_ancestor(text, i, focus))
			dropped[i] = true;
	}
	return dropped;
}

struct tokens *tokens_new(const struct source_text *text, size_t begin, size_t end, int arm)
{
	g_autofree bool *dropped = choose_arms(text, begin, end, arm);
	return read_tokens(text, begin, end, dropped);
}

struct tokens *tokens_new_all(const struct source_text *text, size_t begin, size_t end)
{
	return read_tokens(text, begin, end, NULL);
}

void tokens_free(struct tokens *t)
{
	if (!t)
		return;
	g_array_unref(t->list);
	g_free(t);
}

bool tokens_is_word(const struct tokens *t, unsigned i)
{
	return i < t->n && token_at(t, i)->kind == TOK_WORD;
}

bool tokens_word(const struct tokens *t, unsigned i, const char *word)
{
	if (!tokens_is_word(t, i))
		return false;
	const struct token *k = token_at(t, i);
	return strlen(word) == k->end - k->begin && memcmp(t->text->bytes + k->begin, word, k->end - k->begin) == 0;
}

bool tokens_op(const struct tokens *t, unsigned i, int op)
{
	return i < t->n && token_at(t, i)->kind == TOK_OP && token_at(t, i)->op == op;
}

char *tokens_get(const struct tokens *t, unsigned i)
{
	const struct token *k = token_at(t, i);
	return g_strndup(t->text->bytes + k->begin, k->end - k->begin);
}

unsigned tokens_find(const struct tokens *t, size_t offset)
{
	for (unsigned i = 0; i < t->n; i++)
		if (token_at(t, i)->begin >= offset)
			return i;
	return t->n;
}

static int depth_change(const struct tokens *t, unsigned i)
{
	if (tokens_op(t, i, '(') || tokens_op(t, i, '[') || tokens_op(t, i, '{'))
		return 1;
	return tokens_op(t, i, ')') || tokens_op(t, i, ']') || tokens_op(t, i, '}') ? -1 : 0;
}

unsigned tokens_close(const struct tokens *t, unsigned open)
{
	int depth = 0;
	for (unsigned i = open; i < t->n; i++) {
		depth += depth_change(t, i);
		if (depth == 0)
			return i;
	}
	return t->n;
}

unsigned tokens_open(const struct tokens *t, unsigned close)
{
	int depth = 0;
	for (unsigned i = close + 1; i-- > 0;) {
		depth -= depth_change(t, i);
		if (depth == 0)
			return i;
	}
	return 0;
}

char *tokens_join(const struct tokens *t, unsigned first, unsigned last)
{
	GString *out = g_string_new(NULL);
	for (unsigned i = first; i <= last && i < t->n; i++) {
		const struct token *k = token_at(t, i);
		if (i > first && k->spaced)
			g_string_append_c(out, ' ');
		g_string_append_len(out, t->text->bytes + k->begin, (gssize)(k->end - k->begin));
	}
	return g_string_free(out, FALSE);
}

bool tokens_mention(const struct tokens *t, unsigned first, unsigned last, const char *word)
{
	for (unsigned i = first; i <= last && i < t->n; i++)
		if (tokens_word(t, i, word))
			return true;
	return false;
}
