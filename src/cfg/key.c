/* See key.h. C++ keys are clang's USRs, of which only this much is read: "@F@" stands before a function's name, '<'
 * opens a template's arguments, which are keys of their own. */
#include "cfg/key.h"

#include <glib.h>
#include <string.h>

/* Where a template's arguments begin: at the first '<' that does not belong to an operator's name. */
static size_t before_arguments(const char *usr)
{
	const char *operator_ = strstr(usr, "@F@operator");
	size_t at = strcspn(usr, "<");
	if (!operator_ || usr + at != operator_ + strlen("@F@operator"))
		return at;
	at += g_str_has_prefix(usr + at, "<<<") ? 2 : strspn(usr + at, "<=>");
	return at + strcspn(usr + at, "<");
}

static char *name_in_usr(const char *usr)
{
	g_autofree char *head = g_strndup(usr, before_arguments(usr));
	const char *f = g_strrstr(head, "@F@");
	return f ? g_strndup(f + 3, strcspn(f + 3, "#@")) : NULL;
}

char *cfg_key_name(const char *key)
{
	const char *hash = g_str_has_prefix(key, "c:") ? NULL : strchr(key, '#');
	const char *own = hash ? hash + 1 : key;
	char *name = g_str_has_prefix(own, "c:") ? name_in_usr(own) : NULL;
	if (name)
		return name;
	const char *end = key + strlen(key), *config = strrchr(key, '@');
	if (config && config > key && g_ascii_isdigit(config[1]))
		end = config;
	const char *begin = end;
	while (begin > key && begin[-1] != '#' && begin[-1] != ':')
		begin--;
	return g_strndup(begin, (gsize)(end - begin));
}
