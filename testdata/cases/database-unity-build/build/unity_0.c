#include "../take.c"
