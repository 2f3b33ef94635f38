/* Interned strings as GLib keeps them: behind numbers, the quarks. Builds under the leak sanitizer have
 * sanitize/intern.c in this file's place. */
#include "util/intern.h"

#include <glib.h>

const char *intern_known(const char *text)
{
	return g_quark_to_string(g_quark_try_string(text));
}
