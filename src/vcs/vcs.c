/* Loading the module. A build without libgit2 has none, and says so. */
#include "vcs/vcs.h"

#include <dlfcn.h>

#include "util/paths.h"

GQuark vcs_error_quark(void)
{
	return g_quark_from_static_string("sysfall-vcs-error");
}

const struct vcs_module *vcs_load(GError **error)
{
	g_autofree char *path = paths_find_module("git.so", error);

	if (!path) {
		g_prefix_error(error, "no diff can be made (this sysfall may have been built without libgit2): ");
		return NULL;
	}
	void *handle = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
	const struct vcs_module *module = handle ? dlsym(handle, "vcs_module") : NULL;

	if (!module)
		g_set_error(error, VCS_ERROR, VCS_ERROR_MODULE, "cannot load %s: %s", path, dlerror());
	else if (module->version != VCS_MODULE_VERSION)
		g_set_error(error, VCS_ERROR, VCS_ERROR_MODULE,
			    "%s is of another version of sysfall (%u, expected %u): install both from one build", path,
			    module->version, (unsigned)VCS_MODULE_VERSION);
	else
		return module;
	return NULL;
}
