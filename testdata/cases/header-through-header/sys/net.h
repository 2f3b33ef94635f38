#define MISSING ECONNABORTED
#include "../take.h"
