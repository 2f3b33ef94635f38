#include "fail.h"
#include <cerrno>
#include <system_error>

void fail(const char *what)
{
	throw std::system_error(errno, std::generic_category(), what);
}
