#ifndef USE_NEW_CALL
#define USE_NEW_CALL 0
#endif
