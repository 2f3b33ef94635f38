#include "backend.h"

void choose_ports(void)
{
	backend = BACKEND_PORTS;
}
