/* Making calls fail, for the process itself and all that it starts from then on: a seccomp filter, which needs no root
 * and can't be taken off again. What the filter sees is the system call, not the C library's function: a library that
 * falls back by itself, or one that makes the older call out of the newer one, does so here too. */
#ifndef DENY_DENY_H
#define DENY_DENY_H

#include <glib.h>
#include <stdbool.h>

#include "rules/rule.h"
#include "util/auto.h"

struct deny_filter;

/* A filter with which the calls of all rules fail with an errno (a number as errno_number() gives it), under the
 * numbers of this architecture and of those that its kernels run beside it (32-bit programs; there also through
 * socketcall). All else is allowed. Errors: DENY_ERROR_CALL when a rule's call is unknown, DENY_ERROR_ERRNO when this
 * machine has no such errno. */
struct deny_filter *deny_filter_new(const struct rule_set *rules, int number, GError **error);
void deny_filter_free(struct deny_filter *filter);

/* From here on the calls fail. DENY_ERROR_REFUSED when the kernel does not take the filter, or a sandbox forbids it. */
bool deny_filter_load(const struct deny_filter *filter, GError **error);

/* What the filter does, in libseccomp's notation, to a descriptor. */
bool deny_filter_print(const struct deny_filter *filter, int fd, GError **error);

/* This machine's number for an errno of rules/rule.h, which has the generic ones (MIPS and others differ); 0: none. */
int deny_own_errno(int number);

#define DENY_ERROR deny_error_quark()
GQuark deny_error_quark(void);
enum deny_error { DENY_ERROR_CALL, DENY_ERROR_ERRNO, DENY_ERROR_REFUSED, DENY_ERROR_WRITE, DENY_ERROR_ABSENT };

UTIL_DEFINE_AUTO(deny_filter, deny_filter_free)

#endif
