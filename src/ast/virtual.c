/* The prelude: what a file of unknown origin may expect of a Linux system. It comes before everything else, so that a
 * missing <config.h> or a header that forgot to include something does not take the constants of the platform away. */
#include "ast/virtual.h"

#include <string.h>

#include "ast/cx.h"

bool virtual_is_stub(CXCursor decl)
{
	struct cx_place p = cx_place(clang_getCursorLocation(decl));
	if (!p.file)
		return false;
	auto_cxstring name = clang_getFileName(p.file);
	const char *path = clang_getCString(name);
	return path && strcmp(path, VIRTUAL_STUBS) == 0;
}
