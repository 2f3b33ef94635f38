/* A YAML file as nodes with places, and checking it against a libcyaml schema. libcyaml says that a value is wrong;
 * this says where and what was expected, for the structure (unknown and missing keys, types) and for whoever finds
 * later that a value makes no sense. */
#ifndef RULES_YAML_DOC_H
#define RULES_YAML_DOC_H

#include <cyaml/cyaml.h>
#include <glib.h>
#include <stdbool.h>

#include "util/auto.h"

struct yaml_doc;

/* Parses; the bytes need not outlive it. A syntax error, an empty file or a second document is an error. what: the
 * document in messages ("rule"), static. */
struct yaml_doc *yaml_doc_parse(const char *path, const char *what, const char *bytes, size_t length, GError **error);
void yaml_doc_free(struct yaml_doc *doc);
bool yaml_doc_check(const struct yaml_doc *doc, const struct cyaml_schema_value *schema, GError **error);

/* Sets "FILE:LINE:COLUMN: expected WHAT" for the value that the steps from the root lead to ("flags/0/value"), or for
 * the last one on the way that is there. Always false. */
bool yaml_doc_expected(const struct yaml_doc *doc, GError **error, const char *where, const char *format, ...)
	G_GNUC_PRINTF(4, 5);

/* The line of the value that the steps lead to, or of the last one on the way. */
unsigned yaml_doc_line(const struct yaml_doc *doc, const char *where);

UTIL_DEFINE_AUTO(yaml_doc, yaml_doc_free)

#endif
