#include "serve.h"

int main(void)
{
	return serve(0) < 0;
}
