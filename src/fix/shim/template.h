/* The shim's files as they are written in src/fix/shim/ with the rule's words left open. */
#ifndef FIX_SHIM_TEMPLATE_H
#define FIX_SHIM_TEMPLATE_H

struct shim_template {
	const char *ending; /* "c": the file is CALL_shim.c */
	const char *text;
};

/* NULL-named entry at the end. */
extern const struct shim_template shim_templates[];

#endif
