#pragma once
#include "core.h"
#include <sys/socket.h>

#ifndef Q_OS_UNIX
#error "core_unix.h included on a system that is none"
#endif

namespace {

#ifdef Q_OS_LINUX
inline int take(int s)
{
	RETRY(::accept4(s, nullptr, nullptr, 0)); /* expect: all=unhandled */
}
#endif

}
