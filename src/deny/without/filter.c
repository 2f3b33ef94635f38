/* In place of filter.c where sysfall is built without libseccomp: says so. */
#include "deny/deny.h"

struct deny_filter *deny_filter_new(const struct rule_set *rules, int number, GError **error)
{
	(void)rules;
	(void)number;
	g_set_error(error, DENY_ERROR, DENY_ERROR_ABSENT,
		    "this sysfall was built without libseccomp (SYSFALL_LIBSECCOMP=OFF), which makes calls fail");
	return NULL;
}

void deny_filter_free(struct deny_filter *filter)
{
	(void)filter;
}

bool deny_filter_load(const struct deny_filter *filter, GError **error)
{
	(void)filter;
	(void)error;
	g_return_val_if_reached(false);
}

bool deny_filter_print(const struct deny_filter *filter, int fd, GError **error)
{
	(void)filter;
	(void)fd;
	(void)error;
	g_return_val_if_reached(false);
}
