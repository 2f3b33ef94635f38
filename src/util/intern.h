/* Interned strings are GLib's: g_intern_string() everywhere. Here is what GLib has no word for. */
#ifndef UTIL_INTERN_H
#define UTIL_INTERN_H

/* The interned string that is equal to text; NULL when none was interned so far, and then none is. */
const char *intern_known(const char *text);

#endif
