#include "flag.h"

int have_accept4 = 1;
