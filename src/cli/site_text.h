/* One site, told in full. */
#ifndef CLI_SITE_TEXT_H
#define CLI_SITE_TEXT_H

#include <glib.h>
#include <stdbool.h>

#include "model/site.h"

/* prefix: put before paths. */
void site_text(const struct site *site, const char *prefix, bool color, GString *out);

#endif
