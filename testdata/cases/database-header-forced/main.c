
int serve(int listener)
{
	return take(listener);
}
