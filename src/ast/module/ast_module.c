/* The module's one symbol. */
#include "ast/diagnose.h"

static char *clang_version_text(void)
{
	auto_cxstring s = clang_getClangVersion();
	return g_strdup(clang_getCString(s));
}

__attribute__((visibility("default"))) extern const struct ast_module ast_module;
const struct ast_module ast_module = {AST_MODULE_VERSION, analyse, clang_version_text, diagnose};
