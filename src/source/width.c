/* The types that C has words for, and the ones that the usual headers name. */
#include "source/width.h"

#include "source/code.h"

#define BACK_MAX 4096 /* tokens that are looked back over */

static const char *const qualifiers[] = {"static", "volatile", "register", "__thread", "_Thread_local", "thread_local"};
static const char *const wide_words[] = {"int",       "unsigned",  "signed",  "long",    "int32_t",  "uint32_t",
					 "int64_t",   "uint64_t",  "size_t",  "ssize_t", "intptr_t", "uintptr_t",
					 "intmax_t",  "uintmax_t", "u_int",   "u_long",  "uint",     "ulong",
					 "u_int32_t", "u_int64_t", "guint",   "gint",    "gulong",   "glong",
					 "guint32",   "gint32",    "guint64", "gint64"};
static const char *const narrow_words[] = {"char",    "short",   "bool",     "_Bool",    "enum",     "int8_t",
					   "uint8_t", "int16_t", "uint16_t", "float",    "double",   "u_char",
					   "u_short", "uchar",   "ushort",   "u_int8_t", "u_int16_t"};

bool type_read(const struct code *code, int last, struct type_words *out)
{
	unsigned others = 0;
	int i;

	*out = (struct type_words){0};
	for (i = last; code_token(code, i)->kind == TOKEN_IDENT || code_token(code, i)->kind == TOKEN_STRING; i--) {
		const struct lex_token *t = code_token(code, i);

		if (code_is(code, t, "extern"))
			out->is_extern = true;
		else if (code_is(code, t, "typedef"))
			out->is_typedef = true;
		else if (code_is_any(code, t, wide_words, G_N_ELEMENTS(wide_words)))
			out->wide = true;
		else if (code_is_any(code, t, narrow_words, G_N_ELEMENTS(narrow_words)))
			out->narrow = true;
		else if (t->kind == TOKEN_IDENT && !code_is_any(code, t, qualifiers, G_N_ELEMENTS(qualifiers))) {
			g_autofree char *word = code_text(code, t, t);

			out->other = g_intern_string(word);
			others++;
		}
	}
	const struct lex_token *before = code_token(code, i);
	bool starts = before->kind == TOKEN_END || code_is_punct(before, ';') || code_is_punct(before, '{') ||
		      code_is_punct(before, '}') || code_is_punct(before, PUNCT_DIRECTIVE);
	bool enumerated = out->narrow && out->other && !out->wide && others == 1 &&
			  code_is(code, code_token(code, i + 1), "enum");

	return starts && (others + (out->wide || out->narrow) <= 1 || enumerated);
}

/* The token stands in a typedef; *out_inside: of something with parentheses, in those. */
static bool in_typedef(const struct code *code, int i, bool *out_inside)
{
	const struct lex_token *t = code_token(code, i), *before = code_token(code, i - 1);
	int depth = 0, end = i - BACK_MAX;

	while (i > end && before->kind != TOKEN_END && !code_is_punct(before, ';') && !code_is_punct(before, '{') &&
	       !code_is_punct(before, '}') && !code_is_punct(before, PUNCT_DIRECTIVE)) {
		depth += code_is_punct(before, '(') - code_is_punct(before, ')');
		t = before;
		before = code_token(code, --i - 1);
	}
	*out_inside = depth > 0;
	return i <= end || code_is(code, t, "typedef"); /* too far to tell: it may be one */
}

/* As the type of something, or of what is called something else. */
static bool is_use(const struct code *code, int i)
{
	static const char *const attributes[] = {"__attribute__", "__attribute", "__declspec"};
	const struct lex_token *before = code_token(code, i - 1), *next = code_token(code, i + 1);
	bool inside;

	if (!in_typedef(code, i, &inside))
		return true;
	if (inside)
		return !code_is_punct(before, '*') && !code_is_punct(before, '^');
	return code_is_punct(next, '(') || code_is_punct(next, '*') ||
	       (next->kind == TOKEN_IDENT && !code_is_any(code, next, attributes, G_N_ELEMENTS(attributes)));
}

static void take_mention(struct width *width, const struct code *code, int i)
{
	const struct lex_token *before = code_token(code, i - 1), *next = code_token(code, i + 1);
	struct type_words words;

	if (code_is_punct(before, '}') && (code_is_punct(next, ';') || code_is_punct(next, ','))) {
		width->other = true; /* struct { … } name; */
	} else if (code_is(code, before, "using")) {
		width->other = true;
	} else if (is_use(code, i)) {
		return;
	} else if (code_is_punct(next, ';') && type_read(code, i - 1, &words) && words.wide && !words.narrow &&
		   !words.other) {
		width->wide = true;
	} else {
		width->other = true;
	}
}

void width_read(struct width *width, const char *name, const char *bytes, size_t length)
{
	auto_ptr(code) code = code_new(bytes, length);

	for (guint i = 1; i < code->directives->len; i++)
		width->other |= code_is(code, &g_array_index(code->directives, struct lex_token, i), name) &&
				code_is(code, &g_array_index(code->directives, struct lex_token, i - 1), "define");
	for (guint i = 0; i < code->tokens->len; i++)
		if (code_is(code, code_token(code, (int)i), name))
			take_mention(width, code, (int)i);
}
