#define best 0x02

int best_of_all(void)
{
	return best;
}
