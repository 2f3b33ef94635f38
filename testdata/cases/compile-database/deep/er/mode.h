#define MISSING_ERRNO (TAKE_MODE == 2 ? 38 : 1)
