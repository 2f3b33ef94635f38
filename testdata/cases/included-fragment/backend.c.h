static int backend_take(loop_t *loop)
{
	int fd = accept4(loop->listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=unhandled:error-returned ENOTSUP=unhandled:error-returned */
	if (fd < 0 && errno == ENOSYS)
		fd = accept(loop->listener, NULL, NULL);
	return fd;
}
