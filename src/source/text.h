/* One file's bytes and what the lexer knows about them: the occurrences of the names searched for, each with its
 * lexical class and its place in the file's preprocessor conditions; line starts; function bodies. The bytes are looked
 * at once for the search (memory speed); only a file with an occurrence is lexed. */
#ifndef SOURCE_TEXT_H
#define SOURCE_TEXT_H

#include <glib.h>
#include <stdbool.h>

#include "util/auto.h"

/* A set of identifiers to search for, compiled once, used for every file. */
struct source_needles;
struct source_needles *source_needles_new(const GPtrArray *names /* of interned const char *; NULL: none */);
void source_needles_free(struct source_needles *needles);
/* True when the bytes hold any of the names as a whole word, or could after line splices are removed. */
bool source_needles_hit(const struct source_needles *needles, const char *bytes, size_t length);

enum lex_class {
	LEX_CODE,
	LEX_COMMENT,
	LEX_STRING,
	LEX_MACRO_NAME, /* the name being defined in #define NAME */
	LEX_MACRO_BODY, /* in the replacement of a #define */
	LEX_CONDITION,  /* in an #if, #ifdef, #elif … */
	LEX_DIRECTIVE,  /* in any other directive: #undef, #include, #pragma */
	LEX_LOOK_ALIKE  /* a word to a plain search only: to the compiler it is part of a longer token ($accept4, an
			   identifier that a line splice cuts) */
};

struct lex_match {
	const char *name;      /* interned */
	size_t offset, length; /* in bytes; length differs from strlen(name) where a line splice is inside */
	unsigned line, column;
	enum lex_class class;
	int arm;           /* index into if_map arms; -1: under no condition */
	const char *macro; /* interned: the macro being defined, for LEX_MACRO_BODY and LEX_MACRO_NAME; NULL else */
};

/* One arm of an #if group. */
struct if_arm {
	int parent;      /* the arm around its group; -1 at top level */
	int group;       /* arms of one #if … #endif share it */
	int previous;    /* the arm before it in its group; -1 for the #if itself */
	char *condition; /* owned: as a C expression ("defined(X)" for #ifdef X), comments and splices removed; NULL for
			    #else */
	size_t begin, end; /* the bytes it governs */
	unsigned line;     /* of its directive */
	bool header_guard; /* #ifndef X / #define X around the whole file: no condition at all */
};

struct lex_define {
	const char *name; /* interned */
	char *body;       /* owned; NULL for #undef */
	char *params;     /* owned: "a,b,..." of a function-like macro; NULL else */
	size_t offset;    /* of the directive */
	bool function_like;
	unsigned line;
	int arm;
};
struct lex_include {
	char *name; /* owned */
	bool angled;
	unsigned line;
	int arm;
};

/* A function definition's extent as braces and parentheses show it, at file or namespace or class scope. Where the arms
 * of an #if group each hold a start (or end) of it, begin (or end) is that of the whole group. */
struct lex_function {
	const char *name; /* interned: the identifier before the parameter list ("accept" for X::accept) */
	size_t begin;     /* start of the declaration */
	size_t body, end; /* of '{', and behind the matching '}' */
	unsigned line;
	int arm;
};

struct source_text {
	const char *path;  /* interned, relative */
	const char *bytes; /* borrowed or mapped */
	size_t length;
	GArray *lines;      /* of size_t: the offset of each line's start */
	GArray *matches;    /* of struct lex_match, by offset */
	GArray *arms;       /* of struct if_arm, by offset */
	GArray *defines;    /* of struct lex_define: every #define and #undef */
	GArray *includes;   /* of struct lex_include */
	GArray *functions;  /* of struct lex_function, by offset */
	GHashTable *guards; /* of a flattened text, set of interned names: tested by a header around all that it holds
			       and by conditions as well. NULL: none */
	bool crlf, binary;  /* binary: see source_bytes_unreadable */
};

/* Why these bytes are no source text that a word search or a compiler could read ("UTF-16 text …", "binary data"): a
 * static string; NULL when they are fine. Looks at the first 64 KiB. */
const char *source_bytes_unreadable(const char *bytes, size_t length);

/* Lexes bytes (which must outlive the result). Never fails: unterminated things end with the file. */
struct source_text *source_text_lex(const char *path, const char *bytes, size_t length,
				    const struct source_needles *needles);
void source_text_free(struct source_text *text);
/* A macro stands for the name there: its replacement holds it, as a word or as a string that is nothing else. */
bool source_match_is_macro(const struct source_text *text, const struct lex_match *match);
unsigned source_text_line(const struct source_text *text, size_t offset, unsigned *out_column);
const struct lex_function *source_text_function_at(const struct source_text *text, size_t offset);

UTIL_DEFINE_AUTO(source_needles, source_needles_free)
UTIL_DEFINE_AUTO(source_text, source_text_free)

#endif
