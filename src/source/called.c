/* See called.h. */
#include "source/called.h"

#include "source/code.h"

static bool take(const struct code *code, const struct source_text *text, int i, GArray *out)
{
	const struct lex_token *before = code_token(code, i - 1);
	const struct lex_function *f =
		source_text_function_at(text, spliced_begin(&code->spliced, code_token(code, i)->begin));
	struct code_place place = code_place_of(code, text, i);
	struct called call = {place.function, text->path, place.repeats};

	if (code_is_punct(before, '.') || code_is_punct(before, PUNCT_ARROW))
		return true; /* a member */
	if (!code_is_punct(code_token(code, i + 1), '('))
		return false;
	if (place.function)
		g_array_append_val(out, call);
	return place.function || f || !code_is_punct(before, '=');
}

bool called_read(const char *name, const char *path, const char *bytes, size_t length, GArray *out_calls)
{
	auto_ptr(code) code = code_new(bytes, length);
	auto_ptr(source_needles) none = source_needles_new(NULL);
	auto_ptr(source_text) text = source_text_lex(path, bytes, length, none);

	for (guint i = 0; i < code->directives->len; i++)
		if (code_is(code, &g_array_index(code->directives, struct lex_token, i), name))
			return false;
	for (guint i = 0; i < code->tokens->len; i++)
		if (code_is(code, code_token(code, (int)i), name) && !take(code, text, (int)i, out_calls))
			return false;
	return true;
}
