static int last_resort(pump_t *pump);

static int pump_take(pump_t *pump)
{
	int fd = accept4(pump->door, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled rest=unhandled:error-returned */
	if (fd >= 0 || errno != ENOSYS)
		return fd;
	return last_resort(pump);
}
