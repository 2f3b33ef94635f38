#include "compat.h"
void die_behind(const char *format, ...) ATTRIBUTE_FORMAT((printf, 1, 2)) ATTRIBUTE_NORETURN;
NO_RETURN void die_before(const char *what);
extern void XX_DOES_NOT_RETURN die_between(const char *what);
/* it comes back; noreturn is what an analyser is told */
void told(const char *what) XX_ANALYZER_NORETURN;
void with_deadline(const char *what) XX_DEADLINE;
