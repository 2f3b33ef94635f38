/* The table of styles, and the order in which ways are tried: what changes least comes first. */
#include "fix/styles.h"

#include <string.h>

#include "fix/shim_style.h"

static const struct fix_try inline_tries[] = {
	{"extended", fix_extend, false, false},
	{"restored", fix_restore, false, false},
	{"extended and restored", fix_extend_and_restore, false, false},
	{"extended", fix_extend_all, false, false},
	{"restored", fix_restore_all, false, false},
	{"inline", fix_inline_sticky, false, false},
	{"inline", fix_inline_bare, false, false},
	{"inline", fix_inline, false, true},
	{"wrapper", fix_wrapper, true, true},
	{NULL, NULL, false, false},
};

static const struct fix_try wrapper_tries[] = {
	{"wrapper", fix_wrapper, true, true},
	{NULL, NULL, false, false},
};

static const struct fix_style style_inline = {"inline", "a fallback beside the call; a wrapper where that does not fit",
					      inline_tries, NULL};
static const struct fix_style style_wrapper = {"wrapper", "a function that falls back, in place of the call",
					       wrapper_tries, NULL};

static const struct fix_style style_shim = {"shim", "files to link in or load, for programs that are not to be patched",
					    NULL, shim_style_write};

const struct fix_style *const fix_styles[] = {&style_inline, &style_wrapper, &style_shim, NULL};

const struct fix_style *fix_style_find(const char *name)
{
	for (const struct fix_style *const *s = fix_styles; *s; s++)
		if (strcmp((*s)->name, name) == 0)
			return *s;
	return NULL;
}
