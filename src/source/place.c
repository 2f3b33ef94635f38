/* Where a token stands: in which function, and whether a loop may lead to it again. What is not plainly outside of
 * every loop counts as inside one: a brace behind something like a call, a label anywhere before it. */
#include "source/code.h"

/* The token that begins at this offset of the file; -1. */
static int token_at(const struct code *code, size_t offset)
{
	int low = 0, high = (int)code->tokens->len;

	while (low < high) {
		int middle = low + (high - low) / 2;
		size_t here = spliced_begin(&code->spliced, code_token(code, middle)->begin);

		if (here == offset)
			return middle;
		if (here < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return -1;
}

static bool is_loop_word(const struct code *code, const struct lex_token *t)
{
	return code_is(code, t, "for") || code_is(code, t, "while") || code_is(code, t, "do");
}

/* The bracket that the one at `close` closes; -1. */
static int opening(const struct code *code, int close, int open_punct, int close_punct)
{
	int depth = 0;

	for (int i = close; i >= 0; i--) {
		depth += code_is_punct(code_token(code, i), close_punct);
		depth -= code_is_punct(code_token(code, i), open_punct);
		if (depth == 0)
			return i;
	}
	return -1;
}

/* A block that is gone through once: of an if, an else, a switch, or a bare one. */
static bool is_plain_block(const struct code *code, int brace)
{
	const struct lex_token *before = code_token(code, brace - 1);

	if (code_is_punct(before, ')')) {
		int open = opening(code, brace - 1, '(', ')');
		const struct lex_token *word = code_token(code, open - 1);

		return open > 0 && (code_is(code, word, "if") || code_is(code, word, "switch"));
	}
	return code_is(code, before, "else") || code_is_punct(before, '{') || code_is_punct(before, '}') ||
	       code_is_punct(before, ';') || code_is_punct(before, PUNCT_DIRECTIVE);
}

static bool has_label(const struct code *code, int first, int last)
{
	for (int i = first; i < last; i++) {
		const struct lex_token *before = code_token(code, i - 2), *word = code_token(code, i - 1);
		bool starts = code_is_punct(before, ';') || code_is_punct(before, '{') || code_is_punct(before, '}') ||
			      code_is_punct(before, PUNCT_DIRECTIVE) || code_is_punct(before, ':');

		if (code_is_punct(code_token(code, i), ':') && word->kind == TOKEN_IDENT && starts &&
		    !code_is(code, word, "default"))
			return true;
	}
	return false;
}

/* Goes back from the token to the start of the function's body, out of every statement and block that it stands in. */
static bool repeats(const struct code *code, int body, int index)
{
	bool behind = false, after_else = false; /* behind: what comes up belongs to a statement before */

	for (int i = index - 1; i > body; i--) {
		const struct lex_token *t = code_token(code, i);
		bool ends = code_is_punct(t, ';') || code_is_punct(t, '}');

		if (ends) {
			behind = behind || !after_else;
			after_else = false;
		}
		if (code_is_punct(t, '}'))
			i = opening(code, i, '{', '}');
		else if (code_is_punct(t, ')'))
			i = opening(code, i, '(', ')');
		else if (code_is_punct(t, '{')) {
			if (!is_plain_block(code, i))
				return true;
			behind = false;
		} else if (!behind && is_loop_word(code, t)) {
			return true;
		}
		if (i <= body)
			return true; /* the brackets do not match */
		after_else |= !behind && code_is(code, t, "else");
	}
	return has_label(code, body, index);
}

struct code_place code_place_of(const struct code *code, const struct source_text *text, int index)
{
	size_t offset = spliced_begin(&code->spliced, code_token(code, index)->begin);
	const struct lex_function *f = source_text_function_at(text, offset);
	struct code_place place = {NULL, true};

	if (!f || offset <= f->body)
		return place;
	int body = token_at(code, f->body);

	place.function = f->name;
	place.repeats = body < 0 || repeats(code, body, index);
	return place;
}
