int net_take(int l);
void serve(int);
int main(void)
{
	int fd;
	while ((fd = net_take(3)) >= 0)
		serve(fd);
	return 1;
}
