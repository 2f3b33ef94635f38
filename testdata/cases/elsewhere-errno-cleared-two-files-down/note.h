void note(void);
void reset(int *value);
