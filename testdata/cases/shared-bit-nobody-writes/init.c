#include "modes.h"

unsigned long modes = MODE_POLL;
