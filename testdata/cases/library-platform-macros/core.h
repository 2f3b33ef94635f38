#pragma once
#include <QtGlobal>
#include <cerrno>

#define RETRY(call)                                                                                                    \
	{                                                                                                              \
		int ret;                                                                                               \
		do {                                                                                                   \
			ret = (call);                                                                                  \
		} while (ret < 0 && errno == EINTR);                                                                   \
		return ret;                                                                                            \
	}

#ifdef Q_OS_UNIX
#include "core_unix.h"
#endif
