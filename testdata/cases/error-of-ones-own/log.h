#ifndef LOG_H
#define LOG_H
void error(int level, const char *format, ...);
#endif
