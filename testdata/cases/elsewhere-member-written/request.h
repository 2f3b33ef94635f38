struct request {
	int fd, error, count, use_new;
};
void request_clear(struct request *r);
void request_clear_below(struct request *r);
void request_reset(struct request *r);
void request_count(struct request *r);
void request_use_old(struct request *r);
void clear(struct request *r);
