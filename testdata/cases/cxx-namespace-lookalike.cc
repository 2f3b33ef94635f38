/* case: a function of the name in a namespace of the program's own. */
namespace fake {

int accept4(int a, int b, int c, int d) // expect-occurrence: look-alike|definition
{
	return a + b + c + d;
}

} // namespace fake

int take(int n)
{
	return fake::accept4(n, 0, 0, 0); // expect-occurrence: look-alike
}
