int NAME(take)(LISTENER *self)
{
	int fd = accept4(self->fd, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled function=tcp_take */
	if (fd < 0 && errno == ENOSYS)
		fd = accept(self->fd, NULL, NULL);
	return fd;
}
