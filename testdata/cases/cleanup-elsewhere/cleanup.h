#define CLEAN(kind) __attribute__((cleanup(clean_##kind)))
void clean_quiet(int *x);
void clean_loud(int *x);
void clean_errno(int *x);
