#include "state.h"

int have_accept4 = 1;
