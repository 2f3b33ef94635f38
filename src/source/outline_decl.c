/* Reading one declaration token by token: see outline_decl.h. The question is what an opening brace at its top level
 * means, and for a function which of the "word ( … )" groups is the parameter list:
 *     static int attr(x) foo (int a) __attribute__((x)) {      foo
 *     DEFINE_HOOK(x) struct bar *foo(void) REQUIRES(lock) {    foo
 * The groups are scored: what looks like parameters beats what does not, a name in lower case beats one in capitals, a
 * name with something before it beats one at the start; the first of the best wins. */
#include "source/outline_decl.h"

#include <string.h>

void decl_reset(struct decl *d)
{
	*d = (struct decl){.best = {.score = -1}};
}

/* Words before a parenthesis that never name a function. */
static const char *const no_names[] = {"__attribute__", "__attribute", "__declspec", "noexcept",      "throw",
				       "alignas",       "_Alignas",    "decltype",   "typeof",        "__typeof__",
				       "__typeof",      "asm",         "__asm__",    "__asm",         "requires",
				       "explicit",      "_Pragma",     "__pragma",   "static_assert", "if",
				       "for",           "while",       "switch",     "catch",         "return",
				       "else",          "do",          "sizeof",     "alignof",       "defined",
				       "_Atomic",       "__aligned",   "_BitInt",    "_Static_assert"};

static const char *const types[] = {"void",   "int",     "char",     "short",    "long",  "float",
				    "double", "signed",  "unsigned", "bool",     "_Bool", "struct",
				    "union",  "enum",    "const",    "volatile", "class", "auto",
				    "size_t", "wchar_t", "typename", "register"};

static const char *const access_words[] = {"public", "private",   "protected", "signals",
					   "slots",  "Q_SIGNALS", "Q_SLOTS"};

static bool word_in(const struct lexer *lx, const struct lex_token *t, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (token_is(lx, t, list[i]))
			return true;
	return false;
}

#define WORD_IN(lx, t, list) word_in(lx, t, list, G_N_ELEMENTS(list))

static bool is_punct(const struct lex_token *t, int punct)
{
	return t->kind == TOKEN_PUNCT && t->punct == punct;
}

static bool is_class_key(const struct lexer *lx, const struct lex_token *t)
{
	return token_is(lx, t, "struct") || token_is(lx, t, "class") || token_is(lx, t, "union");
}

static bool in_capitals(const struct lexer *lx, size_t begin, size_t end)
{
	for (size_t i = begin; i < end; i++)
		if (lx->s[i] >= 'a' && lx->s[i] <= 'z')
			return false;
	return true;
}

static void group_begin(struct decl *d, const struct lexer *lx)
{
	struct decl_group group = {.plain = true};
	const struct decl_group *before = &d->group;

	if (is_punct(&d->last, ')') && before->inner_end && (before->star || before->words == 1)) {
		group.name_begin = before->inner_begin;
		group.name_end = before->inner_end;
	} else if (d->last.kind == TOKEN_IDENT && !WORD_IN(lx, &d->last, no_names) && !WORD_IN(lx, &d->last, types) &&
		   !is_class_key(lx, &d->before_last)) {
		group.name_begin = is_punct(&d->before_last, '~') ? d->before_last.begin : d->last.begin;
		group.name_end = d->last.end;
	} else if (is_punct(&d->last, '>') && d->angle_word.kind == TOKEN_IDENT) {
		group.name_begin = d->angle_word.begin;
		group.name_end = d->angle_word.end;
	}
	group.first = group.name_begin == d->begin;
	d->group = group;
	d->parens = 1;
}

static void group_end(struct decl *d, const struct lexer *lx)
{
	struct decl_group *group = &d->group;

	if (is_punct(&d->last, '('))
		group->typed = true;
	/* "int (*f(void))[3] {" */
	if (group->star && group->inner_end && d->best.score < 0 && !d->frozen) {
		d->best = *group;
		d->best.name_begin = group->inner_begin;
		d->best.name_end = group->inner_end;
	}
	if (group->words == 1 && !group->inner_end && d->last.kind == TOKEN_IDENT) {
		group->inner_begin = d->last.begin;
		group->inner_end = d->last.end;
	}
	if (d->frozen || group->name_end == group->name_begin)
		return;
	group->score = 4 * group->typed + 2 * !in_capitals(lx, group->name_begin, group->name_end) + !group->first;
	if (group->score > d->best.score ||
	    (is_punct(&d->before_last, ')') && group->name_begin == d->best.inner_begin)) {
		d->best = *group;
		d->best_followed = false;
	}
}

/* A word or literal inside a group. */
static void group_word(struct decl *d, const struct lexer *lx, const struct lex_token *t)
{
	struct decl_group *group = &d->group;
	bool after_word = d->last.kind == TOKEN_IDENT;
	bool after_star = (is_punct(&d->last, '*') || is_punct(&d->last, '&')) && d->before_last.kind == TOKEN_IDENT;

	if (t->kind != TOKEN_IDENT || !(is_punct(&d->last, '(') || is_punct(&d->last, ',')))
		group->plain = false;
	if (t->kind != TOKEN_IDENT || d->parens != 1)
		return;
	group->words++;
	if (after_word || after_star || WORD_IN(lx, t, types))
		group->typed = true;
}

static enum decl_step semicolon(struct decl *d, const struct lexer *lx);

static enum decl_step group_punct(struct decl *d, const struct lexer *lx, const struct lex_token *t)
{
	struct decl_group *group = &d->group;

	switch (t->punct) {
	case '(':
		if (d->last.kind == TOKEN_IDENT && !group->inner_end && group->star) {
			group->inner_begin = d->last.begin;
			group->inner_end = d->last.end;
		}
		group->plain = false;
		d->parens++;
		break;
	case ')':
		if (--d->parens == 0)
			group_end(d, lx);
		break;
	case '{': d->braces++; break;
	case '}': d->braces -= d->braces > 0; break;
	case ';': return d->braces ? DECL_GOES_ON : semicolon(d, lx);
	case '.': group->typed = group->typed || is_punct(&d->last, '.'); break;
	case '*':
		group->star = group->star || (is_punct(&d->last, '(') && d->parens == 1);
		group->plain = false;
		break;
	case ',': break;
	default: group->plain = false;
	}
	return DECL_GOES_ON;
}

/* Template arguments and parameters. False: they never were, the token is to be read as usual. */
static bool angle_punct(struct decl *d, const struct lex_token *t)
{
	switch (t->punct) {
	case '(': d->angle_parens++; break;
	case ')': d->angle_parens -= d->angle_parens > 0; break;
	case '<': d->angles += !d->angle_parens; break;
	case '>': d->angles -= !d->angle_parens; break;
	case '{':
	case '}':
	case ';':
		if (d->angle_parens && t->punct != ';')
			break;
		d->angles = d->angle_parens = 0;
		return false;
	default: break;
	}
	return true;
}

/* Behind the word `operator`: everything up to the parameter list is the function's name. False: not consumed. */
static bool operator_token(struct decl *d, const struct lexer *lx, const struct lex_token *t)
{
	if (is_punct(t, ';') || is_punct(t, '{')) {
		d->operator_pending = false;
		return false;
	}
	if (!is_punct(t, '(') || token_is(lx, &d->last, "operator"))
		return true;
	d->operator_pending = false;
	d->group = (struct decl_group){.name_begin = d->operator_begin, .name_end = d->last.end};
	d->parens = 1;
	return true;
}

/* The name as a compiler spells it: blanks only between words. */
static const char *group_name(const struct decl_group *group, const struct lexer *lx)
{
	g_autoptr(GString) name = g_string_new(NULL);

	for (size_t i = group->name_begin; i < group->name_end; i++) {
		bool blank = g_ascii_isspace(lx->s[i]);

		if (!blank)
			g_string_append_c(name, lx->s[i]);
		else if (name->len && lex_is_word(name->str[name->len - 1]) && i + 1 < group->name_end &&
			 lex_is_word(lx->s[i + 1]))
			g_string_append_c(name, ' ');
	}
	return g_intern_string(name->str);
}

static struct decl_start start_of(const struct decl *d, const struct lexer *lx)
{
	return (struct decl_start){group_name(&d->best, lx), d->best.name_begin, d->begin, d->arm};
}

/* "int f(a, b) int a; char *b; {": the declarations behind the list end in semicolons of their own. */
static enum decl_step semicolon(struct decl *d, const struct lexer *lx)
{
	bool starts =
		d->best.score >= 0 && d->best.plain && d->best.words && d->best_followed && !d->frozen && !d->parens;
	bool goes_on = d->old_style && d->started && !d->initialised;
	struct decl_start start = d->old_start;

	if (starts)
		start = start_of(d, lx);
	decl_reset(d);
	d->old_style = starts || goes_on;
	d->old_start = start;
	return DECL_GOES_ON;
}

static enum decl_step open_brace(struct decl *d, const struct lexer *lx, struct decl_start *out_start)
{
	if (d->is_namespace || (d->linkage && d->last.kind == TOKEN_STRING))
		return DECL_SCOPE;
	if (d->initialised)
		return DECL_SKIP_RESUME;
	if (d->init_list && (d->last.kind == TOKEN_IDENT || is_punct(&d->last, '>')))
		return DECL_SKIP_RESUME;
	if (d->best.score >= 0) {
		*out_start = start_of(d, lx);
		return DECL_FUNCTION;
	}
	if (d->old_style && is_punct(&d->last, ';')) {
		*out_start = d->old_start;
		return DECL_FUNCTION;
	}
	return d->key && !d->is_enum ? DECL_SCOPE : DECL_SKIP;
}

static void colon(struct decl *d, const struct lexer *lx)
{
	if (WORD_IN(lx, &d->last, access_words) || (d->best.score < 0 && !d->key && !d->is_enum))
		decl_reset(d);
	else if (d->best.score >= 0)
		d->init_list = d->frozen = true;
	else
		d->frozen = true;
}

static enum decl_step top_punct(struct decl *d, const struct lexer *lx, const struct lex_token *t,
				struct decl_start *out_start)
{
	switch (t->punct) {
	case '(': group_begin(d, lx); break;
	case '[': d->brackets++; break;
	case '<':
		if (d->last.kind == TOKEN_IDENT && !d->initialised) {
			d->angles = 1;
			d->angle_word = d->last;
		}
		break;
	case '=': d->frozen = d->initialised = true; break;
	case PUNCT_ARROW: d->frozen = d->frozen || d->best.score >= 0; break;
	case ':': colon(d, lx); break;
	case ';': return semicolon(d, lx);
	case '{': return open_brace(d, lx, out_start);
	case '}': return DECL_CLOSE;
	default: break;
	}
	return DECL_GOES_ON;
}

static enum decl_step bracket_punct(struct decl *d, const struct lexer *lx, const struct lex_token *t)
{
	if (t->punct == '[')
		d->brackets++;
	else if (t->punct == ']')
		d->brackets--;
	else if (t->punct == ';')
		return semicolon(d, lx);
	return DECL_GOES_ON;
}

static void top_word(struct decl *d, const struct lexer *lx, const struct lex_token *t)
{
	d->best_followed = d->best_followed || d->best.score >= 0;
	if (t->kind == TOKEN_STRING)
		d->linkage = d->linkage || token_is(lx, &d->last, "extern");
	else if (t->kind != TOKEN_IDENT || d->frozen)
		return;
	else if (is_class_key(lx, t))
		d->key = true;
	else if (token_is(lx, t, "enum"))
		d->is_enum = true;
	else if (token_is(lx, t, "namespace"))
		d->is_namespace = true;
	else if (token_is(lx, t, "operator")) {
		d->operator_pending = true;
		d->operator_begin = t->begin;
	}
}

static enum decl_step punct(struct decl *d, const struct lexer *lx, const struct lex_token *t, bool first_column,
			    struct decl_start *out_start)
{
	if (d->angles && angle_punct(d, t))
		return DECL_GOES_ON;
	/* A brace in the first column inside parentheses: they were never closed, or the #if arms differ in them. */
	if (first_column && (t->punct == '{' || t->punct == '}') && d->parens && !d->braces) {
		d->parens = d->brackets = 0;
		group_end(d, lx);
	}
	if (d->brackets)
		return bracket_punct(d, lx, t);
	return d->parens ? group_punct(d, lx, t) : top_punct(d, lx, t, out_start);
}

enum decl_step decl_feed(struct decl *d, const struct lexer *lx, const struct lex_token *t, int arm, bool first_column,
			 struct decl_start *out_start)
{
	enum decl_step step = DECL_GOES_ON;

	if (!d->started) {
		d->started = !is_punct(t, ';');
		d->begin = t->begin;
		d->arm = arm;
	}
	if (d->operator_pending && operator_token(d, lx, t))
		;
	else if (t->kind == TOKEN_PUNCT)
		step = punct(d, lx, t, first_column, out_start);
	else if (d->angles || d->brackets)
		;
	else if (d->parens)
		group_word(d, lx, t);
	else
		top_word(d, lx, t);
	d->before_last = d->last;
	d->last = *t;
	return step;
}

void decl_skipped(struct decl *d, const struct lex_token *t)
{
	d->last = *t;
}
