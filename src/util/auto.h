/* Scope-exit freeing for our own structs, as g_autoptr does it for typedefs: in a header after the prototypes
 *     UTIL_DEFINE_AUTO(site, site_free)
 * then in a function
 *     auto_ptr(site) s = site_new(…);      freed at scope exit unless handed over with g_steal_pointer(&s) */
#ifndef UTIL_AUTO_H
#define UTIL_AUTO_H

#include <glib.h>

#define UTIL_DEFINE_AUTO(type, free_func)                                                                              \
	static inline void util_auto_##type(struct type **p)                                                           \
	{                                                                                                              \
		if (*p)                                                                                                \
			free_func(*p);                                                                                 \
	}

#define auto_ptr(type) __attribute__((cleanup(util_auto_##type))) struct type *

#endif
