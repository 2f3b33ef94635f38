/* The tokens of the text form. */
#ifndef CFG_TEXT_LEX_H
#define CFG_TEXT_LEX_H

#include <glib.h>
#include <stdbool.h>

enum token_kind {
	TOKEN_NAME,   /* text, quoted, ordinal */
	TOKEN_NUMBER, /* number */
	TOKEN_STRING, /* text */
	TOKEN_PUNCT,  /* text */
	TOKEN_NEWLINE,
	TOKEN_END
};

struct token {
	enum token_kind kind;
	bool quoted;      /* in backquotes: never a keyword */
	unsigned ordinal; /* fd'2: 2; 1 without */
	unsigned line;
	const char *text; /* a name or string: interned; punctuation: one or two characters */
	guint64 number;
};

/* All tokens, one TOKEN_END last. No two newlines follow one another and none comes first. NULL with an error that says
 * "line N: …". Free with g_array_unref. */
GArray *cfg_text_lex(const char *source, GError **error);

#endif
