#include "pump.h"

#if PUMP_SHARED
#include "shared.c.h"
#else
#include "own.c.h"

static int last_resort(pump_t *pump)
{
	return accept(pump->door, NULL, NULL);
}
#endif

int pump_run(pump_t *pump)
{
	return pump_take(pump);
}
