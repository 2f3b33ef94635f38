#include <stdarg.h>

int run(int n, ...)
{
	va_list list;
	int done = 0;

	va_start(list, n);
	for (int i = 0; i < n; i++) {
		void (*one)(int) = va_arg(list, void (*)(int));
		one(i);
		done++;
	}
	va_end(list);
	return done;
}

int sum(int n, ...)
{
	va_list list;
	int sum = 0;

	va_start(list, n);
	while (n--)
		sum += va_arg(list, int);
	va_end(list);
	return sum;
}
