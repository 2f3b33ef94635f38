#include "take.h"

int use_new = 1;
