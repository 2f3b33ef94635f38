/* Preprocessor directives of one file: the arms of its #if groups, its #defines and #includes, and the occurrences in
 * them. Nothing is evaluated here (conditions.h does that), so every arm is read. An #else or #endif without an #if is
 * passed over; a group without #endif ends with the file. */
#include "source/lex_internal.h"

#include <string.h>

struct group_open {
	int group;
	int parent; /* the arm around it */
	int arm;    /* the current arm */
};

struct directives {
	struct source_text *text;
	const struct spliced *spliced;
	const struct source_needles *needles;
	struct outline *outline;
	GArray *open;      /* of struct group_open */
	GArray *groups;    /* of struct lex_group */
	GArray *tokens;    /* of struct lex_token: the directive at hand, without '#' and comments */
	bool code_outside; /* of any #if */
};

enum directive {
	DIRECTIVE_OTHER,
	DIRECTIVE_DEFINE,
	DIRECTIVE_UNDEF,
	DIRECTIVE_INCLUDE,
	DIRECTIVE_IF,
	DIRECTIVE_IFDEF,
	DIRECTIVE_IFNDEF,
	DIRECTIVE_ELIF,
	DIRECTIVE_ELIFDEF,
	DIRECTIVE_ELIFNDEF,
	DIRECTIVE_ELSE,
	DIRECTIVE_ENDIF
};

static const struct {
	const char *word;
	enum directive directive;
	enum lex_class class;
} words[] = {
	{"define", DIRECTIVE_DEFINE, LEX_MACRO_BODY},    {"undef", DIRECTIVE_UNDEF, LEX_DIRECTIVE},
	{"include", DIRECTIVE_INCLUDE, LEX_DIRECTIVE},   {"include_next", DIRECTIVE_INCLUDE, LEX_DIRECTIVE},
	{"import", DIRECTIVE_INCLUDE, LEX_DIRECTIVE},    {"if", DIRECTIVE_IF, LEX_CONDITION},
	{"ifdef", DIRECTIVE_IFDEF, LEX_CONDITION},       {"ifndef", DIRECTIVE_IFNDEF, LEX_CONDITION},
	{"elif", DIRECTIVE_ELIF, LEX_CONDITION},         {"elifdef", DIRECTIVE_ELIFDEF, LEX_CONDITION},
	{"elifndef", DIRECTIVE_ELIFNDEF, LEX_CONDITION}, {"else", DIRECTIVE_ELSE, LEX_DIRECTIVE},
	{"endif", DIRECTIVE_ENDIF, LEX_DIRECTIVE},
};

struct directives *directives_new(struct source_text *text, const struct spliced *spliced,
				  const struct source_needles *needles, struct outline *outline)
{
	struct directives *d = g_new0(struct directives, 1);

	d->text = text;
	d->spliced = spliced;
	d->needles = needles;
	d->outline = outline;
	d->open = g_array_new(FALSE, FALSE, sizeof(struct group_open));
	d->groups = g_array_new(FALSE, FALSE, sizeof(struct lex_group));
	d->tokens = g_array_new(FALSE, FALSE, sizeof(struct lex_token));
	return d;
}

void directives_free(struct directives *d)
{
	g_array_unref(d->open);
	g_array_unref(d->groups);
	g_array_unref(d->tokens);
	g_free(d);
}

const GArray *directives_groups(const struct directives *d)
{
	return d->groups;
}

static struct group_open *innermost(const struct directives *d)
{
	return d->open->len ? &g_array_index(d->open, struct group_open, d->open->len - 1) : NULL;
}

int directives_arm(const struct directives *d)
{
	const struct group_open *open = innermost(d);

	return open ? open->arm : -1;
}

void directives_code(struct directives *d)
{
	d->code_outside = d->code_outside || d->open->len == 0;
}

static const struct lex_token *token(const struct directives *d, unsigned i)
{
	return i < d->tokens->len ? &g_array_index(d->tokens, struct lex_token, i) : NULL;
}

static char *token_text(const struct directives *d, const struct lex_token *t)
{
	return g_strndup(d->spliced->bytes + t->begin, t->end - t->begin);
}

static const char *token_name(const struct directives *d, unsigned i)
{
	const struct lex_token *t = token(d, i);

	if (!t || t->kind != TOKEN_IDENT)
		return NULL;
	g_autofree char *name = token_text(d, t);
	return g_intern_string(name);
}

/* The tokens from `first` on as text, blanks and comments between them as one space. */
static char *join(const struct directives *d, unsigned first)
{
	GString *out = g_string_new(NULL);

	for (unsigned i = first; i < d->tokens->len; i++) {
		const struct lex_token *t = token(d, i);

		if (t->spaced && i > first)
			g_string_append_c(out, ' ');
		g_string_append_len(out, d->spliced->bytes + t->begin, (gssize)(t->end - t->begin));
	}
	return g_string_free(out, FALSE);
}

static enum directive classify(const struct lexer *lx, const struct lex_token *t, enum lex_class *out_class)
{
	*out_class = LEX_DIRECTIVE;
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		if (token_is(lx, t, words[i].word)) {
			*out_class = words[i].class;
			return words[i].directive;
		}
	}
	return DIRECTIVE_OTHER;
}

/* Collects the directive's tokens up to its newline, noting occurrences on the way. */
static enum directive collect(struct directives *d, struct lexer *lx)
{
	struct match_place place = {LEX_DIRECTIVE, directives_arm(d), NULL};
	enum directive directive = DIRECTIVE_OTHER;
	struct lex_token t;

	/* A condition belongs to the arm around its group. */
	if (d->open->len)
		place.arm = innermost(d)->arm;
	g_array_set_size(d->tokens, 0);
	for (;;) {
		struct match_place here;

		if (!(directive == DIRECTIVE_INCLUDE && d->tokens->len == 1 && lexer_header_name(lx, &t)))
			lexer_next(lx, &t);
		if (t.kind == TOKEN_END || t.kind == TOKEN_NEWLINE)
			return directive;
		if (d->tokens->len == 0 && t.kind == TOKEN_IDENT) {
			directive = classify(lx, &t, &place.class);
			if (directive >= DIRECTIVE_ELIF && d->open->len)
				place.arm = innermost(d)->parent;
		}
		here = place;
		if (directive == DIRECTIVE_DEFINE && d->tokens->len > 0 && t.kind != TOKEN_COMMENT)
			here.macro = d->tokens->len > 1 ? token_name(d, 1) : NULL;
		if (directive == DIRECTIVE_DEFINE && d->tokens->len == 1 && t.kind == TOKEN_IDENT) {
			g_autofree char *name = token_text(d, &t);
			here = (struct match_place){LEX_MACRO_NAME, place.arm, g_intern_string(name)};
		}
		matches_add(d->text, d->spliced, d->needles, &t, &here);
		if (t.kind != TOKEN_COMMENT)
			g_array_append_val(d->tokens, t);
	}
}

static char *condition_of(const struct directives *d, enum directive directive)
{
	const char *name = token_name(d, 1);

	switch (directive) {
	case DIRECTIVE_IF:
	case DIRECTIVE_ELIF: return join(d, 1);
	case DIRECTIVE_IFDEF:
	case DIRECTIVE_ELIFDEF: return g_strdup_printf("defined(%s)", name ? name : "");
	case DIRECTIVE_IFNDEF:
	case DIRECTIVE_ELIFNDEF: return g_strdup_printf("!defined(%s)", name ? name : "");
	default: return NULL;
	}
}

static void arm_open(struct directives *d, struct group_open *open, int previous, char *condition,
		     const struct lex_token *hash, size_t begin)
{
	struct if_arm arm = {
		.parent = open->parent, .group = open->group, .previous = previous, .condition = condition};

	arm.begin = arm.end = begin;
	arm.line = source_text_line(d->text, spliced_begin(d->spliced, hash->begin), NULL);
	open->arm = (int)d->text->arms->len;
	g_array_append_val(d->text->arms, arm);
}

static void group_begin(struct directives *d, enum directive directive, const struct lex_token *hash, size_t begin)
{
	struct group_open open = {.group = (int)d->groups->len, .parent = directives_arm(d), .arm = -1};
	struct lex_group group = {.begin = spliced_begin(d->spliced, hash->begin), .end = d->text->length};
	char *condition = condition_of(d, directive);

	g_array_append_val(d->groups, group);
	outline_if(d->outline, condition);
	arm_open(d, &open, -1, condition, hash, begin);
	g_array_append_val(d->open, open);
}

static void group_next(struct directives *d, enum directive directive, const struct lex_token *hash, size_t begin)
{
	struct group_open *open = innermost(d);
	char *condition = condition_of(d, directive);

	if (!open) {
		g_free(condition);
		return;
	}
	g_array_index(d->text->arms, struct if_arm, open->arm).end = spliced_begin(d->spliced, hash->begin);
	outline_elif(d->outline, condition);
	arm_open(d, open, open->arm, condition, hash, begin);
}

static void group_end(struct directives *d, const struct lex_token *hash, size_t end)
{
	struct group_open *open = innermost(d);

	if (!open)
		return;
	g_array_index(d->text->arms, struct if_arm, open->arm).end = spliced_begin(d->spliced, hash->begin);
	g_array_index(d->groups, struct lex_group, open->group).end = end;
	outline_endif(d->outline);
	g_array_set_size(d->open, d->open->len - 1);
}

/* "a, b, ..." between the parentheses of a function-like macro; *out_body: the first token after them. */
static char *params_of(const struct directives *d, unsigned *out_body)
{
	const struct lex_token *paren = token(d, 2);
	GString *out;
	unsigned i;

	*out_body = 2;
	if (!paren || paren->punct != '(' || paren->spaced)
		return NULL;
	out = g_string_new(NULL);
	for (i = 3; i < d->tokens->len && token(d, i)->punct != ')'; i++)
		g_string_append_len(out, d->spliced->bytes + token(d, i)->begin,
				    (gssize)(token(d, i)->end - token(d, i)->begin));
	*out_body = i + 1;
	return g_string_free(out, FALSE);
}

static void add_define(struct directives *d, enum directive directive, const struct lex_token *hash)
{
	struct lex_define define = {.name = token_name(d, 1), .arm = directives_arm(d)};
	unsigned body = 2;

	if (!define.name)
		return;
	define.offset = spliced_begin(d->spliced, hash->begin);
	define.line = source_text_line(d->text, define.offset, NULL);
	if (directive == DIRECTIVE_DEFINE) {
		define.params = params_of(d, &body);
		define.function_like = define.params != NULL;
		define.body = join(d, body);
	}
	g_array_append_val(d->text->defines, define);
}

/* Computed includes (#include MACRO) have no name to look for, and are left out. */
static void add_include(struct directives *d, const struct lex_token *hash)
{
	const struct lex_token *t = token(d, 1);
	struct lex_include include = {.arm = directives_arm(d)};

	if (!t || t->kind != TOKEN_STRING || t->end - t->begin < 3)
		return;
	include.angled = d->spliced->bytes[t->begin] == '<';
	include.name = g_strndup(d->spliced->bytes + t->begin + 1, t->end - t->begin - 2);
	include.line = source_text_line(d->text, spliced_begin(d->spliced, hash->begin), NULL);
	g_array_append_val(d->text->includes, include);
}

void directives_read(struct directives *d, struct lexer *lx, const struct lex_token *hash)
{
	enum directive directive = collect(d, lx);
	size_t behind = spliced_end(d->spliced, lx->at);

	switch (directive) {
	case DIRECTIVE_DEFINE:
	case DIRECTIVE_UNDEF: add_define(d, directive, hash); break;
	case DIRECTIVE_INCLUDE: add_include(d, hash); break;
	case DIRECTIVE_IF:
	case DIRECTIVE_IFDEF:
	case DIRECTIVE_IFNDEF: group_begin(d, directive, hash, behind); break;
	case DIRECTIVE_ELIF:
	case DIRECTIVE_ELIFDEF:
	case DIRECTIVE_ELIFNDEF:
	case DIRECTIVE_ELSE: group_next(d, directive, hash, behind); break;
	case DIRECTIVE_ENDIF: group_end(d, hash, behind); break;
	case DIRECTIVE_OTHER: break;
	}
}

void directives_finish(struct directives *d)
{
	while (d->open->len) {
		struct group_open *open = innermost(d);

		g_array_index(d->text->arms, struct if_arm, open->arm).end = d->text->length;
		outline_endif(d->outline);
		g_array_set_size(d->open, d->open->len - 1);
	}
	if (!d->code_outside)
		header_guard_mark(d->text, d->groups);
}
