/* Functions that are put into members and tables, and calls that may lead to them. Read off the text. */
#ifndef AST_TABLES_H
#define AST_TABLES_H

#include "source/text.h"

struct tables;

/* functions: interned names of the file's functions as keys. Both must outlive the result. */
struct tables *tables_new(const struct source_text *text, GHashTable *functions);
void tables_free(struct tables *tables);

/* Adds the functions that calls through pointers in this part of the text may lead to, and those that put them there
 * (to sets of interned names); false when there is no such call. */
bool tables_called_from(const struct tables *tables, size_t begin, size_t end, GHashTable *out_targets,
			GHashTable *out_putters);

#endif
