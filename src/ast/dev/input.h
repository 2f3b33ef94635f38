/* A request made up from a file on disk, for the tests: the scan's work in small. */
#ifndef AST_DEV_INPUT_H
#define AST_DEV_INPUT_H

#include "ast/ast.h"

struct ast_input;

struct ast_input_options {
	const char *root;  /* absolute: the tree */
	const char *path;  /* relative to it */
	const char *rules; /* folder of rule files */
	char **wanted;     /* NULL-terminated further names, or NULL */
	char **flags;      /* NULL-terminated: the compiler's arguments, as from a compile database; NULL: none */
	bool cxx_header;
};

/* Reads and lexes the file and indexes the tree. */
struct ast_input *ast_input_new(const struct ast_input_options *options, GError **error);
const struct ast_request *ast_input_request(const struct ast_input *input);
void ast_input_free(struct ast_input *input);

UTIL_DEFINE_AUTO(ast_input, ast_input_free)

#endif
