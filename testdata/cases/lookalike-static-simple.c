/* case: a static function of the name in a program that has nothing to do with sockets. */
static int accept4(int a, int b, int c, int d)
{
	return a + b + c + d;
}

int take(int n)
{
	return accept4(n, 1, 2, 3); /* expect-occurrence: look-alike */
}
