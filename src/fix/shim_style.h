/* The style that patches nothing: the shim of each rule, as files or as a diff that makes them. */
#ifndef FIX_SHIM_STYLE_H
#define FIX_SHIM_STYLE_H

#include <glib.h>
#include <stdbool.h>

#include "rules/rule.h"

/* See struct fix_style. An error when a rule has no shim. */
bool shim_style_write(const struct rule_set *rules, const char *dir, GString *out, GError **error);

#endif
