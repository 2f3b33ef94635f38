/* Whether a handler takes what is thrown. */
#include "cfg/thrown.h"

#include <string.h>

int cfg_thrown_matches(const char *thrown, const char *handler)
{
	size_t length = strlen(handler);

	if (strcmp(handler, CFG_CATCHES_ALL) == 0)
		return 1;
	if (!thrown || strcmp(thrown, CFG_THROWN_UNKNOWN) == 0)
		return -1;
	for (const char *at = thrown; at; at = strchr(at, '|')) {
		at += *at == '|';
		if (strncmp(at, handler, length) == 0 && (at[length] == '\0' || at[length] == '|'))
			return 1;
	}
	return thrown[0] == '*' && handler[0] == '*' ? -1 : 0; /* some pointers become others */
}
