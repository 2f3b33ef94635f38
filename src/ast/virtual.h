/* Files that exist in the compiler's memory only: the headers put before a file that is parsed without its real flags.
 */
#ifndef AST_VIRTUAL_H
#define AST_VIRTUAL_H

#include <clang-c/Index.h>
#include <stdbool.h>

#define VIRTUAL_FOLDER  "/.sysfall"
#define VIRTUAL_PRELUDE VIRTUAL_FOLDER "/prelude.h"
#define VIRTUAL_STUBS   VIRTUAL_FOLDER "/stubs.h"

/* True when the declaration was made up because its header is missing. */
bool virtual_is_stub(CXCursor decl);

#endif
