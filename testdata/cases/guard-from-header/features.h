#ifndef FEATURES_H
#define FEATURES_H
#include "posix/limits_of_it.h"
#if defined(__linux__) && POSIX_LEVEL > 3
#define USE_NEW_CALL 1
#elif POSIX_LEVEL > 1
#define USE_NEW_CALL 0
#else
#undef USE_NEW_CALL
#endif
#define USE_OLD_CALL !USE_NEW_CALL
#endif
