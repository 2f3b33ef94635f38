#include <windows.h>

void exit(int status)
{
	PostQuitMessage(status);
}
