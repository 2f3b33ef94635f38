/* Finds and loads the module: beside the program, in lib/sysfall or in the multiarch folder it was installed to. */
#include "analysis/ast_loader.h"

#include <dlfcn.h>

#include "util/paths.h"

const struct ast_module *ast_load(GError **error)
{
	g_autofree char *path = paths_find_module("ast.so", error);
	if (!path)
		return NULL;
	void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	const struct ast_module *module = handle ? dlsym(handle, "ast_module") : NULL;
	if (!module) {
		g_set_error(error, ANALYSIS_ERROR, ANALYSIS_ERROR_MODULE, "cannot load %s: %s", path, dlerror());
		return NULL;
	}
	if (module->version != AST_MODULE_VERSION) {
		g_set_error(error, ANALYSIS_ERROR, ANALYSIS_ERROR_MODULE,
			    "%s is of another version of sysfall (%u, expected %u): install both from one build", path,
			    module->version, (unsigned)AST_MODULE_VERSION);
		return NULL;
	}
	return module;
}
