static int have_accept4 = 1;

void note(void);

void note(void)
{
	have_accept4 = !have_accept4;
}
