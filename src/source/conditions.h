/* Solving a place's stack of #if conditions: which definitions make a compiler see it. The platform is Linux with
 * glibc:
 * __linux__ is defined, _WIN32 and __FreeBSD__ are not (table in conditions.c); names the platform does not fix are
 * free, header guards are no conditions, definitions made earlier in the file are respected. */
#ifndef SOURCE_CONDITIONS_H
#define SOURCE_CONDITIONS_H

#include "source/text.h"

/* A configuration: macros to define (value may be "") and to undefine. Sorted by name. */
struct config_macro {
	const char *name;  /* interned */
	const char *value; /* interned; NULL: must be undefined */
};

struct config {
	GArray *macros; /* of struct config_macro */
};

enum arm_state {
	ARM_ALWAYS,   /* no free condition stands over it */
	ARM_SOLVED,   /* *out_config enables it */
	ARM_INACTIVE, /* no Linux configuration enables it */
	ARM_UNSOLVED  /* the conditions are too hard (unknown function-like macro …): *out_config is a best try */
};

/* For an arm of a text (-1: no arm): how it can be enabled. *out_guard: the simplified condition, readable
 * ("defined(SOCK_CLOEXEC) && !defined(__NetBSD__)"), NULL when there is none; owned by the caller, and set in every
 * case. */
enum arm_state conditions_solve(const struct source_text *text, int arm, struct config **out_config, char **out_guard);

/* Groups arms into as few configurations as possible: for each of n arms (all SOLVED or ALWAYS), which_config[i] is the
 * index of one configuration of the result that enables it. */
GPtrArray *conditions_cover(const struct source_text *text, const int *arms, unsigned n, unsigned *which_config);

struct config *config_new(void);
void config_free(struct config *config);

UTIL_DEFINE_AUTO(config, config_free)

/* Macros that conditions take for defined as 1 on every Linux, although it is a library's header that defines them
 * (Qt's, GLib's) and no compiler: to be defined where that header is not there. NULL ends the list. */
const char *const *conditions_library_macros(void);

#endif
