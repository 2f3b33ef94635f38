/* Inside source/: the spliced view of a file, its tokens, and the outline builder that eats them. */
#ifndef SOURCE_LEX_INTERNAL_H
#define SOURCE_LEX_INTERNAL_H

#include "source/text.h"

/* The text with every line splice (backslash, newline) taken out, and the way back to the file's own offsets. Offsets
 * into it are called logical here. */
struct splice {
	size_t at;      /* logical offset before which bytes were removed */
	size_t removed; /* how many, all splices up to this one together */
};

struct spliced {
	const char *bytes;
	size_t length;
	char *owned;     /* NULL when nothing was removed and `bytes` is the file itself */
	GArray *splices; /* of struct splice */
};

void spliced_init(struct spliced *s, const char *bytes, size_t length);
void spliced_clear(struct spliced *s);
/* The physical offset of the byte at a logical offset. */
size_t spliced_begin(const struct spliced *s, size_t at);
/* The physical offset behind the byte before a logical offset: differs from spliced_begin next to a splice. */
size_t spliced_end(const struct spliced *s, size_t at);
/* Length of the splice that starts at bytes[at] (a backslash), 0 when it is none. */
size_t splice_length(const char *bytes, size_t length, size_t at);

enum lex_kind {
	TOKEN_END,
	TOKEN_NEWLINE,
	TOKEN_IDENT,
	TOKEN_NUMBER,
	TOKEN_STRING, /* and character constants */
	TOKEN_COMMENT,
	TOKEN_PUNCT
};

enum { PUNCT_SCOPE = 128, PUNCT_ARROW };

struct lex_token {
	enum lex_kind kind;
	int punct; /* of TOKEN_PUNCT: the character (digraphs translated), or one of PUNCT_* */
	size_t begin, end;
	bool line_start; /* nothing but blanks and comments before it on its line */
	bool spaced;     /* blanks or a comment before it */
};

struct lexer {
	const struct spliced *text;
	const char *s;
	size_t length, at;
	bool line_start, spaced;
	unsigned raw_failures; /* unterminated raw strings so far: bounds the searches for their ends */
};

void lexer_init(struct lexer *lx, const struct spliced *text);
void lexer_next(struct lexer *lx, struct lex_token *out);
/* The rest of an #include line up to '>' as one string token, when the next thing is '<'. */
bool lexer_header_name(struct lexer *lx, struct lex_token *out);
bool token_is(const struct lexer *lx, const struct lex_token *t, const char *word);

static inline bool lex_is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* Function definitions, found by feeding every token of code and every conditional directive, in order. */
struct outline;
struct outline *outline_new(struct source_text *text, const struct spliced *spliced, const struct lexer *lx);
void outline_token(struct outline *o, const struct lex_token *t, int arm);
void outline_if(struct outline *o, const char *condition);
void outline_elif(struct outline *o, const char *condition /* NULL: #else */);
void outline_endif(struct outline *o);
/* Ends what is open; groups: of struct lex_group, by number. */
void outline_finish(struct outline *o, const GArray *groups);
void outline_free(struct outline *o);

/* Extent of one #if … #endif group in the file, directives included. */
struct lex_group {
	size_t begin, end;
};

/* Conditional directives, #define and #include, as the lexer meets them; see directive.c. */
struct directives;
struct directives *directives_new(struct source_text *text, const struct spliced *spliced,
				  const struct source_needles *needles, struct outline *outline);
void directives_free(struct directives *d);
/* Reads the directive whose '#' is hash, up to the end of its line. */
void directives_read(struct directives *d, struct lexer *lx, const struct lex_token *hash);
/* Notes that code stands outside of directives (for header guards). */
void directives_code(struct directives *d);
int directives_arm(const struct directives *d);
void directives_finish(struct directives *d);
const GArray *directives_groups(const struct directives *d);

/* Adds the matches in one token or range to text->matches. */
struct match_place {
	enum lex_class class;
	int arm;
	const char *macro;
};
void matches_add(struct source_text *text, const struct spliced *spliced, const struct source_needles *needles,
		 const struct lex_token *t, const struct match_place *place);

/* needles.c, beyond text.h: the interned name for a word, NULL when it is none of them; the next whole-word match in
 * bytes[from..length). */
const char *needles_lookup(const struct source_needles *needles, const char *word, size_t length);
const char *needles_next(const struct source_needles *needles, const char *bytes, size_t length, size_t from,
			 size_t *out_at);

/* Marks the arm that is the file's header guard, if it has one; called when no code stands outside of #if groups. */
void header_guard_mark(struct source_text *text, const GArray *groups);

UTIL_DEFINE_AUTO(outline, outline_free)
UTIL_DEFINE_AUTO(directives, directives_free)

#endif
