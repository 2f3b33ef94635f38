#define SUFFIX 4
