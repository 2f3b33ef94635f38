#ifndef CALL_H
#define CALL_H
#include "number.h"
#define FIRST		  SECOND
#define SECOND		  THIRD
#define THIRD		  FOURTH
#define FOURTH		  FIFTH
#define FIFTH		  CALL_ACCEPT4
#define take_new(fd)	  ((int)syscall(__NR_accept4, (fd), 0, 0, 0)) /* expect-occurrence: macro-definition */
#define take_further(fd)  take_new(fd)
#define take_old(fd)	  ((int)syscall(CALL_ACCEPT, (fd), 0, 0))
#define start(fd)	  ((int)syscall(CALL_LISTEN, (fd), 5))
#endif
