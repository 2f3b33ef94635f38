#include "fix/prove.h"

bool prove_changes(const struct fix_options *options, struct fix_result *result, GError **error)
{
	(void)options;
	(void)result;
	(void)error;
	return true;
}
