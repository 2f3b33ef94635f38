#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

#ifndef PUMP_SHARED
#if PUMP_OWN_LOOP
#define PUMP_SHARED 0
#else
#define PUMP_SHARED 1
#endif
#endif

#if PUMP_SHARED
typedef struct pump {
	void *loop;
} pump_t;
#else
typedef struct pump {
	int door;
} pump_t;
#endif
