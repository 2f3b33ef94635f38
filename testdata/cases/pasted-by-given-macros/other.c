#define NAME(x) other_##x
#define SUFFIX 5

int NAME(suffix)(void)
{
	return SUFFIX;
}
