struct dirent;

int compare_and_clear(const void *a, const void *b);
int compare(const void *a, const void *b);
int select_none(const struct dirent *entry);
void start_or_exit(void);
