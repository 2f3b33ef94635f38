/* What a missing name is taken for. Private to stubs.c and stubs_learn.c. */
#ifndef AST_STUBS_INTERNAL_H
#define AST_STUBS_INTERNAL_H

#include "ast/ladder.h"

enum stub_kind {
	STUB_NONE = 1, /* the file declares it after all: no stub */
	STUB_TYPE,
	STUB_VALUE,
	STUB_FUNCTION,
	STUB_EMPTY,      /* a macro that stands for nothing */
	STUB_EMPTY_CALL, /* … with arguments */
	STUB_DECLARE,    /* a macro with arguments that stands for a type: NAME(x) variable = … */
	STUB_COMPARE,    /* a macro that takes an operator: NAME(a, ==, b) */
	STUB_LOOP,       /* a macro that heads a block */
	STUB_STRING,     /* a macro between string literals */
	STUB_STRUCT,     /* C: a struct without a definition */
	STUB_SCOPE,      /* C++: a namespace or class before '::' */
	STUB_TEMPLATE    /* C++ */
};

/* True when that is news. */
bool stubs_add(struct stubs *stubs, const char *name, enum stub_kind kind);

#endif
