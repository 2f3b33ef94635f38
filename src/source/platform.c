/* What "Linux" means for conditions: a table of the macros that every Linux has (FIXED), that no Linux has (NEVER), and
 * that the usual one has (GIVEN: glibc's and the kernel's constants, the compiler's version, the architecture). Another
 * libc, compiler or architecture is a Linux configuration as well, so GIVEN macros may be assumed otherwise where a
 * condition needs that. All other names are free; those that belong to the compiler (__arm__) are left alone if
 * possible. */
#include "source/conditions.h"
#include "source/platform_table.h"

#include <stdlib.h>
#include <string.h>

static int compare_macro(const void *key, const void *element)
{
	return strcmp(key, ((const struct platform_macro *)element)->name);
}

static int compare_header(const void *key, const void *element)
{
	return strcmp(key, *(const char *const *)element);
}

/* __cplusplus and its like hang on the language of the file. */
static bool language_macro(const char *name, bool cxx, struct platform_macro *out)
{
	static const char *const cxx_only[] = {"__cplusplus", "__GNUG__", "_GNU_SOURCE"};
	static const char *const values[] = {"201703L", "4", "1"};

	for (size_t i = 0; i < G_N_ELEMENTS(cxx_only); i++) {
		if (strcmp(name, cxx_only[i]) != 0)
			continue;
		if (cxx)
			*out = (struct platform_macro){name, PLATFORM_GIVEN, values[i], NULL};
		else if (strcmp(name, "_GNU_SOURCE") != 0)
			*out = (struct platform_macro){name, PLATFORM_RESERVED, NULL, NULL};
		else
			return false;
		return true;
	}
	return false;
}

struct platform_macro platform_lookup(const char *name, bool cxx)
{
	const struct platform_macro *found = bsearch(name, platform_macros, G_N_ELEMENTS(platform_macros),
						     sizeof(platform_macros[0]), compare_macro);
	struct platform_macro macro = {name, PLATFORM_FREE, NULL, NULL};

	if (found)
		return *found;
	if (language_macro(name, cxx, &macro))
		return macro;
	if (name[0] == '_' && (name[1] == '_' || g_ascii_isupper(name[1])))
		macro.class = PLATFORM_RESERVED;
	return macro;
}

bool platform_has_header(const char *name)
{
	g_autofree char *plain = NULL;

	if (name[0] != '<' || !name[1])
		return false;
	plain = g_strndup(name + 1, strcspn(name + 1, ">"));
	return bsearch(plain, platform_headers, G_N_ELEMENTS(platform_headers), sizeof(platform_headers[0]),
		       compare_header);
}

const char *const *conditions_library_macros(void)
{
	static const char *const names[] = {"G_OS_UNIX", "Q_OS_LINUX", "Q_OS_UNIX", NULL};

	return names;
}
