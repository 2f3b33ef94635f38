/* Skimming C text without a compiler: over comments, strings and brackets. */
#ifndef AST_SKIM_H
#define AST_SKIM_H

#include <stdbool.h>
#include <stddef.h>

/* The offset behind the string (a raw one with its prefix), character literal, identifier, number or single character
 * at `at`. */
size_t skim_token(const char *bytes, size_t at, size_t end);
/* The offset of the next thing that is no white space, comment or line splice. */
size_t skim_space(const char *bytes, size_t at, size_t end);
/* The offset behind the bracket that closes the one at `at`; `end` when there is none. */
size_t skim_bracket(const char *bytes, size_t at, size_t end);
/* The two semicolons in the parentheses that follow `at`. */
bool skim_for_semicolons(const char *bytes, size_t at, size_t end, size_t out[2]);
bool skim_is_word(char ch);

#endif
