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

struct ast_loading {
	GThread *thread; /* NULL: none could be made, and it is loaded at the end */
	const struct ast_module *module;
	GError *error;
};

static gpointer load(gpointer data)
{
	struct ast_loading *l = data;
	l->module = ast_load(&l->error);
	return NULL;
}

struct ast_loading *ast_load_begin(void)
{
	struct ast_loading *l = g_new0(struct ast_loading, 1);
	l->thread = g_thread_try_new("sysfall-load", load, l, NULL);
	return l;
}

const struct ast_module *ast_load_end(struct ast_loading *l, GError **error)
{
	if (l->thread)
		(void)g_thread_join(l->thread);
	else
		(void)load(l);
	const struct ast_module *module = l->module;
	if (l->error)
		g_propagate_error(error, l->error);
	g_free(l);
	return module;
}
