/* Whether C++ text needs C++20: its keywords as code, or its headers. Their words stand in plenty of comments ("this
 * requires a lock"), and the library of C++20 takes twice as long to read, so that a word search alone costs dearly. */
#include "ast/ladder.h"

#include <string.h>

#define HEADERS_FROM 7 /* of the words: before it keywords, from it names of headers */

static const char *const words[] = {
	"concept",         "requires",  "co_await", "co_return", "co_yield",   "consteval", "constinit",
	"concepts",        "coroutine", "ranges",   "span",      "compare",    "bit",       "numbers",
	"source_location", "format",    "latch",    "semaphore", "stop_token",
};

struct source_needles *modern_needles(void)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		g_ptr_array_add(names, (gpointer)g_intern_static_string(words[i]));
	return source_needles_new(names);
}

static bool is_keyword(const char *name)
{
	for (size_t i = 0; i < HEADERS_FROM; i++)
		if (strcmp(words[i], name) == 0)
			return true;
	return false;
}

static bool is_header(const char *name)
{
	for (size_t i = HEADERS_FROM; i < G_N_ELEMENTS(words); i++)
		if (strcmp(words[i], name) == 0)
			return true;
	return false;
}

bool modern_text(const struct source_needles *needles, const char *bytes, size_t length)
{
	if (!source_needles_hit(needles, bytes, length))
		return false;
	auto_ptr(source_text) text = source_text_lex(g_intern_static_string(""), bytes, length, needles);
	for (guint i = 0; i < text->matches->len; i++) {
		const struct lex_match *m = &g_array_index(text->matches, struct lex_match, i);
		if (m->class == LEX_CODE && is_keyword(m->name))
			return true;
	}
	for (guint i = 0; i < text->includes->len; i++) {
		const struct lex_include *in = &g_array_index(text->includes, struct lex_include, i);
		if (in->angled && is_header(in->name))
			return true;
	}
	return false;
}
