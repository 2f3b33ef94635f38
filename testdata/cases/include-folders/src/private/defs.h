#define PROJ_INVALID (-1)
