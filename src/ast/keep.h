/* Which functions of a file matter to the places asked for. */
#ifndef AST_KEEP_H
#define AST_KEEP_H

#include "rules/rule.h"
#include "source/text.h"

/* One byte per function of the outline, 1: its body is needed. Free with g_free. */
guint8 *keep_functions(const struct source_text *text, const struct rule_set *rules);

/* True when the word stands between begin and end. */
bool keep_mentions(const char *bytes, size_t begin, size_t end, const char *name);

#endif
