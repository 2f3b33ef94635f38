int take(int listener);

int main(void)
{
	return take(3) < 0;
}
