void note(void);
