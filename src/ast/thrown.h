/* Types of exceptions: what is thrown, what a handler takes, and the text that says so across files (cfg/thrown.h). */
#ifndef AST_THROWN_H
#define AST_THROWN_H

#include "ast/cx.h"

enum catches { CATCHES_NOT, CATCHES_MAYBE, CATCHES };

/* Of an operand or a declared parameter: without references and qualifiers, an array as the pointer that it becomes. */
CXType thrown_type(CXType type);
/* Whether a handler of this type (CXType_Invalid: of any) takes it (CXType_Invalid: unknown). */
enum catches thrown_caught(CXType handler, CXType thrown);
/* Interned. CFG_THROWN_UNKNOWN where another file could not tell it by name. */
const char *thrown_words(CXType thrown);
/* Interned; NULL where another file could not tell it by name. */
const char *thrown_handler_words(CXType handler);

#endif
