void bail(int line);
#define BAIL() bail(__LINE__)
