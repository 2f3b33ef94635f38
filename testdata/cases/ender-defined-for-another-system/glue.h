#include <windows.h>
#define abort glue_abort
void abort(void);
#define error(status, number, ...) glue_error(__VA_ARGS__)
void glue_error(const char *text, ...);
